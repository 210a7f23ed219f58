/* SPDX-License-Identifier: Apache-2.0 */
#include "sim/scenario/validate_place.h"

#include <math.h>
#include <string.h>

#include "sim/scenario/racks.h"
#include "sim/scenario/references.h"

/* ---------------------------------------------------------------- migration */

/* Names of all halls: elements and units, and racks. */
static void add_hall(const struct scn_hall *hall, struct names *elements, struct names *racks)
{
    const struct scn_row *const rows = hall->rows.items;
    const struct scn_power *const power = hall->power.items;
    const struct scn_plant *const plants = hall->plants.items;
    const struct scn_crah *const crahs = hall->crahs.items;
    const struct scn_cdu *const cdus = hall->cdus.items;

    for (size_t i = 0; i < hall->power.n; i++) {
        (void)names_add(elements, power[i].name, 0, power[i].at);
    }
    for (size_t i = 0; i < hall->plants.n; i++) {
        (void)names_add(elements, plants[i].name, 0, plants[i].at);
    }
    for (size_t i = 0; i < hall->crahs.n; i++) {
        (void)names_add(elements, crahs[i].name, 0, crahs[i].at);
    }
    for (size_t i = 0; i < hall->cdus.n; i++) {
        (void)names_add(elements, cdus[i].name, 0, cdus[i].at);
    }
    for (size_t i = 0; i < hall->rows.n; i++) {
        const struct scn_rack *const r = rows[i].racks.items;
        for (size_t k = 0; k < rows[i].racks.n; k++) {
            (void)names_add(racks, r[k].name, 0, r[k].at);
        }
    }
}

static bool is_any_rack(const struct scenario *s, const struct name_ref *pattern)
{
    bool is_any = false;

    for (size_t i = 0; i < s->n_sites; i++) {
        const struct scn_hall *const halls = s->sites[i].halls.items;
        for (size_t h = 0; h < s->sites[i].halls.n; h++) {
            is_any = is_any || racks_any(&halls[h], pattern->text);
        }
    }
    return is_any;
}

static void check_racks(const struct scenario *s, const struct names *racks,
                        const struct name_list *list, struct diag *diag)
{
    for (size_t k = 0; k < list->n; k++) {
        if (!is_any_rack(s, &list->items[k])) {
            references_resolve(diag, racks, "rack", &list->items[k]);
        }
    }
}

static void check_spells(const struct names *elements, double window_s, const struct list *list,
                         struct diag *diag)
{
    struct scn_spell *const spells = list->items;

    for (size_t i = 0; i < list->n; i++) {
        references_resolve(diag, elements, "power element, plant, CRAH or CDU", &spells[i].element);
        if (spells[i].until_s <= spells[i].from_s) {
            diag_add(diag, DIAG_CONTRADICTION, spells[i].at,
                     "it ends at %g h, before it begins at %g h", spells[i].until_s / 3600.0,
                     spells[i].from_s / 3600.0);
        }
        if (spells[i].from_s >= window_s) {
            diag_add(diag, DIAG_CONTRADICTION, spells[i].at,
                     "it begins at %g h, after the window of %g h", spells[i].from_s / 3600.0,
                     window_s / 3600.0);
        }
    }
}

static void check_waves(const struct scenario *s, const struct names *racks, struct names *waves,
                        struct diag *diag)
{
    const struct scn_migration *const m = s->tree->migration;
    const struct scn_wave *const w = m->waves.items;

    if (m->waves.n == 0) {
        diag_add(diag, DIAG_MISSING_KEY, m->at, "migration: it has no 'waves'");
    }
    for (size_t i = 0; i < m->waves.n; i++) {
        references_claim(diag, waves, "wave", w[i].name, (long)i, w[i].at);
        check_racks(s, racks, &w[i].starts, diag);
        check_racks(s, racks, &w[i].stops, diag);
        if (w[i].at_s + w[i].overlap_s > m->window_s) {
            diag_add(diag, DIAG_CONTRADICTION, w[i].at,
                     "wave '%s' ends at %g h, after the window of %g h", w[i].name,
                     (w[i].at_s + w[i].overlap_s) / 3600.0, m->window_s / 3600.0);
        }
        if (i > 0 && w[i].at_s < w[i - 1].at_s) {
            diag_add(diag, DIAG_CONTRADICTION, w[i].at,
                     "wave '%s' begins before the one above it: write them in their order",
                     w[i].name);
        }
    }
}

void validate_migration(struct arena *arena, const struct scenario *s, struct diag *diag)
{
    const struct scn_migration *const m = s->tree->migration;
    struct names elements = {.arena = arena};
    struct names racks = {.arena = arena};
    struct names waves = {.arena = arena};

    if (m == NULL) {
        return;
    }
    for (size_t i = 0; i < s->n_sites; i++) {
        const struct scn_hall *const halls = s->sites[i].halls.items;
        for (size_t h = 0; h < s->sites[i].halls.n; h++) {
            add_hall(&halls[h], &elements, &racks);
        }
    }
    check_waves(s, &racks, &waves, diag);
    check_spells(&elements, m->window_s, &m->outages, diag);
    check_spells(&elements, m->window_s, &m->temporary, diag);
    struct scn_migration_data *const transfers = m->transfers.items;
    for (size_t i = 0; i < m->transfers.n; i++) {
        references_resolve(diag, &waves, "wave", &transfers[i].wave);
    }
}

/* ---------------------------------------------------------------- placement */

static void check_load(struct scn_load *load, const struct names *loads, size_t own,
                       struct diag *diag)
{
    references_resolve(diag, loads, "workload to place", &load->reads);
    if (load->reads.text == NULL) {
        if (load->together || load->read_bytes_per_s > 0.0) {
            diag_add(diag, DIAG_CONTRADICTION, load->at,
                     "workload '%s' reads nothing; 'together' and 'read' need 'reads'", load->name);
        }
        return;
    }
    if (load->reads.index == (long)own) {
        diag_add(diag, DIAG_CONTRADICTION, load->reads.at, "workload '%s' reads itself",
                 load->name);
    }
    if (load->together && load->class == CLASS_BACKUP) {
        diag_add(diag, DIAG_CONTRADICTION, load->at,
                 "workload '%s' is a backup: it cannot stand together with what it saves",
                 load->name);
    }
}

void validate_placement(struct arena *arena, const struct scenario *s, struct diag *diag)
{
    const struct scn_placement *const p = s->tree->placement;
    struct names loads = {.arena = arena};
    struct names venues = {.arena = arena};

    if (p == NULL) {
        return;
    }
    struct scn_load *const l = p->workloads.items;
    const struct scn_venue *const v = p->venues.items;
    for (size_t i = 0; i < p->workloads.n; i++) {
        references_claim(diag, &loads, "workload", l[i].name, (long)i, l[i].at);
    }
    for (size_t i = 0; i < p->workloads.n; i++) {
        check_load(&l[i], &loads, i, diag);
    }
    for (size_t i = 0; i < p->venues.n; i++) {
        references_claim(diag, &venues, "venue", v[i].name, (long)i, v[i].at);
    }
    if (p->workloads.n == 0 || p->venues.n == 0) {
        diag_add(diag, DIAG_MISSING_KEY, p->at, "placement: it needs 'workloads' and 'venues'");
    }
    if (p->workloads.n > PLACE_MOST_LOADS || p->venues.n > PLACE_MOST_VENUES) {
        diag_add(diag, DIAG_TOO_MANY, p->at,
                 "placement: at most %d workloads and %d venues; join those that are alike",
                 PLACE_MOST_LOADS, PLACE_MOST_VENUES);
    }
    if (p->term_years != floor(p->term_years)) {
        diag_add(diag, DIAG_NOT_WHOLE, p->at, "placement: 'term' should be whole years");
    }
}
