/* SPDX-License-Identifier: Apache-2.0 */
#include "sim/scenario/validate.h"

#include <math.h>
#include <string.h>

#include "models/envelope.h"
#include "models/phys.h"
#include "sim/base/text.h"
#include "sim/scenario/geometry.h"
#include "sim/scenario/references.h"
#include "sim/scenario/validate_cap.h"
#include "sim/scenario/validate_feed_place.h"
#include "sim/scenario/validate_jobs.h"
#include "sim/scenario/validate_layout.h"
#include "sim/scenario/validate_money.h"
#include "sim/scenario/validate_place.h"
#include "sim/scenario/validate_plenum.h"

struct checker {
    struct arena *arena;
    struct diag *diag;
    struct names workloads;
    struct names power;
    struct names plants;
    struct names crahs;
    struct names cdus;
    struct names racks;
    struct names grilles;
    bool *is_used; /* workloads that a node works on */
};

/* ------------------------------------------------------------- electrical */

static void check_power_element(struct checker *c, struct scn_power *e)
{
    const struct power_model *const model = (const struct power_model *)e->model.info;

    references_resolve_all(c->diag, &c->power, "power element", &e->from);
    if (!model->is_source && e->from.n == 0) {
        diag_add(c->diag, DIAG_NOT_SERVED, e->at,
                 "power element '%s' has no 'from'; name what feeds it", e->name);
    }
    if (model->is_source && e->from.n > 0) {
        diag_add(c->diag, DIAG_CONTRADICTION, e->from.items[0].at,
                 "power element '%s' is a source and cannot be fed", e->name);
    }
    if (model->needs_rating_w && isnan(e->rating_w)) {
        diag_add(c->diag, DIAG_MISSING_KEY, e->at,
                 "power element '%s': 'rating' is needed as a power, for its losses are stated per "
                 "rating (write for example 'rating: 500 kW')",
                 e->name);
    }
    if (model->needs_rating_va && isnan(e->rating_apparent_va)) {
        diag_add(c->diag, DIAG_MISSING_KEY, e->at,
                 "power element '%s': 'rating_apparent' is needed, for its losses are stated per "
                 "rating (write for example 'rating_apparent: 1000 kVA')",
                 e->name);
    }
    const bool has_voltage = !isnan(e->voltage_v) || (model->has_own_voltage != NULL &&
                                                      model->has_own_voltage(e->model.params));
    if (model->needs_voltage && !has_voltage) {
        diag_add(c->diag, DIAG_MISSING_KEY, e->at,
                 "power element '%s': 'voltage' is needed, for its losses go with its current "
                 "(write for example 'voltage: 415 V')",
                 e->name);
    }
    if (!isnan(e->rating_current_a) && isnan(e->voltage_v)) {
        diag_add(c->diag, DIAG_MISSING_KEY, e->at,
                 "power element '%s': a rating in amperes needs the 'voltage'", e->name);
    }
}

/* The depth of an element below those that feed it. */
static size_t depth_below_feeds(const struct scn_power *element, const size_t *depths)
{
    size_t depth = 0;

    for (size_t k = 0; k < element->from.n; k++) {
        const long up = element->from.items[k].index;
        depth = up >= 0 && depths[up] + 1 > depth ? depths[up] + 1 : depth;
    }
    return depth;
}

/* Walks up from every element; a walk longer than the number of elements is a cycle. */
static void check_cycles(struct checker *c, const struct scn_hall *hall)
{
    const struct scn_power *const elements = hall->power.items;
    const size_t n = hall->power.n;
    size_t *const depth = ARENA_ARRAY(c->arena, size_t, n, "scenario");

    for (size_t round = 0; round <= n; round++) {
        bool has_moved = false;
        for (size_t i = 0; i < n; i++) {
            const size_t below = depth_below_feeds(&elements[i], depth);
            has_moved = has_moved || below > depth[i];
            depth[i] = below;
        }
        if (!has_moved) {
            return;
        }
    }
    for (size_t i = 0; i < n; i++) {
        if (depth[i] > n) {
            diag_add(c->diag, DIAG_CYCLE, elements[i].from.items[0].at,
                     "power element '%s' feeds itself through '%s'", elements[i].name,
                     elements[i].from.items[0].text);
            return;
        }
    }
}

/* ----------------------------------------------------------------- plants */

/* A unit needs a plant; with a single one the name may be left out. */
static void resolve_plant(struct checker *c, const struct scn_hall *hall, const char *what,
                          const char *name, struct name_ref *ref, struct span at)
{
    if (ref->text != NULL) {
        references_resolve(c->diag, &c->plants, "plant", ref);
    } else if (hall->plants.n == 1) {
        ref->index = 0;
    } else {
        diag_add(c->diag, DIAG_NOT_SERVED, at,
                 hall->plants.n == 0
                     ? "%s '%s' needs a plant to give its heat to; the hall has no 'plants'"
                     : "%s '%s' needs 'plant'; the hall has several",
                 what, name);
    }
}

/* Those that stand by wait for one that runs. */
static void check_duty(struct checker *c, const struct scn_hall *hall)
{
    const struct scn_crah *const crahs = hall->crahs.items;
    bool any_runs = hall->crahs.n == 0;

    for (size_t i = 0; i < hall->crahs.n; i++) {
        any_runs = any_runs || crahs[i].duty == DUTY_RUNS;
    }
    if (!any_runs) {
        diag_add(c->diag, DIAG_CONTRADICTION, crahs[0].at,
                 "all air handlers stand by; at least one must have 'duty: runs'");
    }
}

static void check_units(struct checker *c, struct scn_hall *hall)
{
    struct scn_plant *const plants = hall->plants.items;
    struct scn_crah *const crahs = hall->crahs.items;
    struct scn_cdu *const cdus = hall->cdus.items;

    for (size_t i = 0; i < hall->plants.n; i++) {
        references_claim(c->diag, &c->plants, "plant", plants[i].name, (long)i, plants[i].at);
        references_resolve_all(c->diag, &c->power, "power element", &plants[i].from);
        if (plants[i].model.info == NULL) {
            diag_add(c->diag, DIAG_MISSING_KEY, plants[i].at,
                     "plant '%s': 'model' is missing (chiller, dry_cooler or fixed)",
                     plants[i].name);
        }
    }
    for (size_t i = 0; i < hall->crahs.n; i++) {
        references_claim(c->diag, &c->crahs, "CRAH", crahs[i].name, (long)i, crahs[i].at);
        references_resolve_all(c->diag, &c->power, "power element", &crahs[i].from);
        resolve_plant(c, hall, "CRAH", crahs[i].name, &crahs[i].plant, crahs[i].at);
    }
    check_duty(c, hall);
    for (size_t i = 0; i < hall->cdus.n; i++) {
        references_claim(c->diag, &c->cdus, "CDU", cdus[i].name, (long)i, cdus[i].at);
        references_resolve_all(c->diag, &c->power, "power element", &cdus[i].from);
        resolve_plant(c, hall, "CDU", cdus[i].name, &cdus[i].plant, cdus[i].at);
    }
}

/* ------------------------------------------------------------------ racks */

static void check_node(struct checker *c, const struct scn_rack *rack, struct scn_node *node)
{
    const struct cooling_model *const cooling =
        (const struct cooling_model *)rack->cooling->model.info;

    references_resolve(c->diag, &c->workloads, "workload", &node->workload);
    if (node->workload.index >= 0) {
        c->is_used[node->workload.index] = true;
    }
    if (node->is_liquid_cooled && !cooling->takes_plates && !cooling->is_immersed) {
        diag_add(c->diag, DIAG_NOT_SERVED, node->at,
                 "rack '%s': node '%s' cannot run on air alone, but the rack's cooling is '%s'",
                 rack->name, node->use != NULL ? node->use : "without a name",
                 rack->cooling->model.info->name);
        diag_note(c->diag, "write for example 'cooling: cold_plate' and name its 'cdus'");
    }
    if (!isnan(node->measured_max_w) && !isnan(node->nameplate_w) &&
        node->measured_max_w > node->nameplate_w) {
        diag_add(
            c->diag, DIAG_UNUSUAL, node->at,
            "rack '%s': a node's measured maximum of %.4g kW is above its nameplate of %.4g kW",
            rack->name, node->measured_max_w / 1e3, node->nameplate_w / 1e3);
    }
}

static void check_rack(struct checker *c, const struct scn_hall *hall, struct scn_rack *rack)
{
    const struct cooling_model *const cooling =
        (const struct cooling_model *)rack->cooling->model.info;
    struct scn_node *const nodes = rack->nodes.items;

    references_resolve_all(c->diag, &c->power, "power element", &rack->feeds);
    references_resolve_all(c->diag, &c->cdus, "CDU", &rack->cdus);
    if (rack->feeds.n == 0 && hall->power.n > 0) {
        diag_add(c->diag, DIAG_NOT_SERVED, rack->at,
                 "rack '%s' has no 'feeds'; name the power elements that feed it", rack->name);
    }
    if (cooling->needs_coolant && rack->cdus.n == 0) {
        diag_add(c->diag, DIAG_NOT_SERVED, rack->cooling->at,
                 "rack '%s': cooling '%s' needs coolant, but the rack has no 'cdus'", rack->name,
                 cooling->info.name);
    }
    if (!cooling->needs_coolant && rack->cdus.n > 0) {
        diag_add(c->diag, DIAG_CONTRADICTION, rack->cdus.items[0].at,
                 "rack '%s' names a CDU, but its cooling '%s' takes no coolant", rack->name,
                 cooling->info.name);
    }
    if (rack->circuit != NULL && rack->circuit->phases == 2.0) {
        diag_add(c->diag, DIAG_OUT_OF_RANGE, rack->circuit->at,
                 "rack '%s': a circuit has 1 or 3 phases, not 2", rack->name);
    }
    for (size_t i = 0; i < rack->nodes.n; i++) {
        check_node(c, rack, &nodes[i]);
    }
}

/* A mapping that was refused before has no model: the decoder said why. */
static bool is_whole(const struct scn_hall *hall)
{
    return hall->rows.n > 0 && hall->rows.items != NULL;
}

static void check_racks(struct checker *c, struct scn_hall *hall)
{
    struct scn_row *const rows = hall->rows.items;
    struct names row_names = {.arena = c->arena};
    size_t n_racks = 0;

    for (size_t i = 0; i < hall->rows.n; i++) {
        struct scn_rack *const racks = rows[i].racks.items;
        references_claim(c->diag, &row_names, "row", rows[i].name, (long)i, rows[i].at);
        for (size_t k = 0; k < rows[i].racks.n; k++) {
            references_claim(c->diag, &c->racks, "rack", racks[k].name, (long)n_racks++,
                             racks[k].at);
            check_rack(c, hall, &racks[k]);
        }
    }
    if (n_racks == 0) {
        diag_add(c->diag, DIAG_MISSING_KEY, hall->at, "hall: it has no racks in 'rows'");
    }
    if (n_racks > 0 && hall->crahs.n == 0) {
        diag_add(c->diag, DIAG_NOT_SERVED, hall->at,
                 "hall: nothing takes heat from its air; give 'crahs'");
        diag_note(c->diag, "a fan wall of the catalogue can stand for somebody else's air: "
                           "`headroom catalog --kind crah`");
    }
}

static void warn_unused(const struct checker *c, const struct scn_scenario *tree)
{
    const struct scn_workload *const workloads = tree->workloads.items;

    for (size_t i = 0; i < tree->workloads.n; i++) {
        if (!c->is_used[i]) {
            diag_add(c->diag, DIAG_UNUSED, workloads[i].at, "no node works on workload '%s'",
                     workloads[i].name);
        }
    }
}

/* ----------------------------------------------------------------- events */

/* An event names one thing. Circuits and shelves of racks get their names ("A-01/pdu-1") when the
 * plan is built, and are looked for there. */
static void check_event(struct checker *c, const struct scn_event *e)
{
    const struct names *const kinds[] = {&c->power, &c->plants, &c->crahs,
                                         &c->cdus,  &c->racks,  &c->grilles};
    const char *const words[] = {"power element", "plant", "CRAH", "CDU", "rack", "grille"};
    const char *near = NULL;
    const char *first = NULL;

    for (size_t k = 0; k < sizeof kinds / sizeof kinds[0]; k++) {
        near = near == NULL ? names_nearest(kinds[k], e->element.text) : near;
        if (names_find(kinds[k], e->element.text, NULL) == NAME_NOT_FOUND) {
            continue;
        }
        if (first != NULL) {
            diag_add(c->diag, DIAG_NAME_TWICE, e->element.at,
                     "'%s' is a %s and a %s; give one of them another name", e->element.text, first,
                     words[k]);
        }
        first = words[k];
    }
    if (first == NULL && strchr(e->element.text, '/') == NULL) {
        diag_add(c->diag, DIAG_UNKNOWN_NAME, e->element.at,
                 "there is no power element, plant, CRAH, CDU, rack or grille '%s'%s%s%s",
                 e->element.text, near != NULL ? "; did you mean '" : "", near != NULL ? near : "",
                 near != NULL ? "'?" : "");
    }
}

/* Several side by side are called NAME-1, NAME-2, ... */
static void name_grilles(struct checker *c, const struct scn_hall *hall)
{
    const struct scn_grille *const grilles = hall->grilles.items;

    for (size_t i = 0; i < hall->grilles.n; i++) {
        for (size_t k = 1; k <= (size_t)grilles[i].count && grilles[i].name != NULL; k++) {
            const char *const name = grilles[i].count > 1.0
                                         ? text_print(c->arena, "%s-%zu", grilles[i].name, k)
                                         : grilles[i].name;
            (void)names_add(&c->grilles, name, (long)i, grilles[i].at);
        }
    }
}

static void check_events(struct checker *c, const struct scn_hall *hall)
{
    const struct scn_event *const events = hall->events.items;

    name_grilles(c, hall);
    for (size_t i = 0; i < hall->events.n; i++) {
        if (events[i].element.text != NULL) {
            check_event(c, &events[i]);
        }
    }
}

static void check_jobs(struct checker *c, const struct scn_hall *hall)
{
    struct scn_job *const jobs = hall->jobs.items;

    for (size_t i = 0; i < hall->jobs.n; i++) {
        references_resolve(c->diag, &c->workloads, "workload", &jobs[i].workload);
        if (jobs[i].workload.index >= 0) {
            c->is_used[jobs[i].workload.index] = true;
        }
    }
    validate_jobs(hall, c->diag);
}

static void check_hall(struct checker *c, struct scn_hall *hall)
{
    struct scn_power *const power = hall->power.items;

    for (size_t i = 0; i < hall->power.n; i++) {
        references_claim(c->diag, &c->power, "power element", power[i].name, (long)i, power[i].at);
    }
    for (size_t i = 0; i < hall->power.n; i++) {
        check_power_element(c, &power[i]);
    }
    check_cycles(c, hall);
    check_units(c, hall);
    if (is_whole(hall)) {
        check_racks(c, hall);
        geometry_place(hall, c->diag);
        validate_layout(c->arena, hall, c->diag);
        check_events(c, hall);
        check_jobs(c, hall);
        validate_plenum(c->arena, hall, c->diag);
        validate_cap(hall, c->diag);
        validate_feed_place(hall, c->diag);
    } else {
        diag_add(c->diag, DIAG_MISSING_KEY, hall->at, "hall: it has no 'rows' of racks");
    }
}

static void check_time(struct checker *c, const struct scn_time *t)
{
    if (!isnan(t->record_s) && t->record_s < t->step_s) {
        diag_add(c->diag, DIAG_CONTRADICTION, t->at,
                 "time: 'record' of %g s is shorter than the 'step' of %g s", t->record_s,
                 t->step_s);
    }
    if (!isnan(t->duration_s) && t->duration_s / t->step_s > 40e6) {
        diag_add(c->diag, DIAG_TOO_MANY, t->at,
                 "time: %.3g steps are more than the 40,000,000 that one run takes",
                 t->duration_s / t->step_s);
    }
}

/* Fans move volumes: thin air carries less heat in each. */
static void warn_altitude(struct checker *c, const struct scn_site *site)
{
    const double density_frac = phys_atmosphere_pa(site->altitude_m) / phys_atmosphere_pa(0.0);
    const double derate_k = -envelope_derated_max_c(0.0, site->altitude_m);

    if (derate_k > 0.0) {
        diag_add(
            c->diag, DIAG_UNUSUAL, site->at,
            "site: at %.0f m a cubic metre of air carries %.1f %% of what it does at sea level: "
            "the same heat and rise want %.2f times the CFM of servers and air handlers; inlet "
            "limits are taken %.1f K lower",
            site->altitude_m, density_frac * 100.0, 1.0 / density_frac, derate_k);
    }
}

void validate_scenario(struct arena *arena, struct scenario *s, struct diag *diag)
{
    struct checker c = {.arena = arena, .diag = diag, .workloads = {.arena = arena}};
    const struct scn_workload *const workloads = s->tree->workloads.items;

    c.is_used = ARENA_ARRAY(arena, bool, s->tree->workloads.n, "scenario");
    check_time(&c, s->tree->time);
    for (size_t i = 0; i < s->tree->workloads.n; i++) {
        references_claim(diag, &c.workloads, "workload", workloads[i].name, (long)i,
                         workloads[i].at);
    }
    for (size_t i = 0; i < s->n_sites; i++) {
        struct scn_hall *const halls = s->sites[i].halls.items;
        warn_altitude(&c, &s->sites[i]);
        for (size_t h = 0; h < s->sites[i].halls.n; h++) {
            /* Names are the hall's own. */
            c.power = c.plants = c.crahs = c.cdus = c.racks = c.grilles =
                (struct names){.arena = arena};
            check_hall(&c, &halls[h]);
        }
        if (s->sites[i].halls.n == 0) {
            diag_add(diag, DIAG_MISSING_KEY, s->sites[i].at, "site: it has no 'halls'");
        }
    }
    validate_money(s->tree->money, diag);
    validate_sites(arena, s, diag);
    validate_migration(arena, s, diag);
    validate_placement(arena, s, diag);
    if (diag_n_errors(diag) == 0) {
        warn_unused(&c, s->tree);
    }
}
