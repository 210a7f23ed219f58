/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "sim/scenario/load.h"
#include "sim/scenario/racks.h"
#include "sim/scenario/references.h"
#include "sim/scenario/scn_sites.h"

struct checker {
    struct arena *arena;
    struct scenario *s;
    struct diag *diag;
    struct names sites;
    struct names halls; /* "SITE/HALL" */
    struct names workloads;
};

bool sites_hall_at(const struct scenario *s, size_t index, size_t *ret_site, size_t *ret_hall)
{
    for (size_t i = 0; i < s->n_sites; i++) {
        if (index < s->sites[i].halls.n) {
            *ret_site = i;
            *ret_hall = index;
            return true;
        }
        index -= s->sites[i].halls.n;
    }
    return false;
}

static void fill_names(struct checker *c)
{
    const struct scn_workload *const workloads = c->s->tree->workloads.items;
    long n = 0;

    c->sites.arena = c->halls.arena = c->workloads.arena = c->arena;
    for (size_t i = 0; i < c->s->n_sites; i++) {
        const char *const site = c->s->sites[i].name != NULL ? c->s->sites[i].name : "site";
        const struct scn_hall *const halls = c->s->sites[i].halls.items;
        references_claim(c->diag, &c->sites, "site", site, (long)i, c->s->sites[i].at);
        for (size_t h = 0; h < c->s->sites[i].halls.n; h++) {
            const char *const hall = halls[h].name != NULL ? halls[h].name : "hall";
            (void)names_add(&c->halls, text_print(c->arena, "%s/%s", site, hall), n++, halls[h].at);
        }
    }
    for (size_t i = 0; i < c->s->tree->workloads.n; i++) {
        (void)names_add(&c->workloads, workloads[i].name, (long)i, workloads[i].at);
    }
}

static void check_links(struct checker *c)
{
    struct scn_link *const links = c->s->tree->links.items;
    struct names seen = {.arena = c->arena};

    for (size_t i = 0; i < c->s->tree->links.n; i++) {
        struct scn_link *const l = &links[i];
        references_claim(c->diag, &seen, "link", l->name, 0, l->at);
        references_resolve_all(c->diag, &c->sites, "site", &l->between);
        const bool is_pair =
            l->between.n == 2 && strcmp(l->between.items[0].text, l->between.items[1].text) != 0;
        if (!is_pair) {
            diag_add(c->diag, DIAG_CONTRADICTION, l->at, "link '%s': 'between' takes two sites",
                     l->name);
        }
    }
}

/* Does a site have every tag that the data ask for? */
static void check_tags(struct checker *c, const struct scn_data *d, const struct name_ref *ref)
{
    if (ref->index < 0) {
        return;
    }
    const struct name_list *const has = &c->s->sites[ref->index].tags;
    for (size_t k = 0; k < d->tags.n; k++) {
        bool is_there = false;
        for (size_t m = 0; m < has->n; m++) {
            is_there = is_there || strcmp(has->items[m].text, d->tags.items[k].text) == 0;
        }
        if (!is_there) {
            diag_add(c->diag, DIAG_CONTRADICTION, ref->at,
                     "data set '%s' may only lie where there is the tag '%s'; site '%s' has it not",
                     d->name, d->tags.items[k].text, ref->text);
        }
    }
}

static void check_data(struct checker *c)
{
    struct scn_data *const data = c->s->tree->data.items;
    struct scn_transfer *const transfers = c->s->tree->transfers.items;
    struct names seen = {.arena = c->arena};

    for (size_t i = 0; i < c->s->tree->data.n; i++) {
        struct scn_data *const d = &data[i];
        references_claim(c->diag, &seen, "data set", d->name, 0, d->at);
        references_resolve(c->diag, &c->sites, "site", &d->home);
        references_resolve_all(c->diag, &c->sites, "site", &d->copies);
        references_resolve_all(c->diag, &c->workloads, "workload", &d->readers);
        check_tags(c, d, &d->home);
        for (size_t k = 0; k < d->copies.n; k++) {
            check_tags(c, d, &d->copies.items[k]);
        }
    }
    for (size_t i = 0; i < c->s->tree->transfers.n; i++) {
        references_resolve(c->diag, &c->sites, "site", &transfers[i].from);
        references_resolve(c->diag, &c->sites, "site", &transfers[i].to);
    }
}

static void check_receiver(struct checker *c, struct scn_receiver *r)
{
    size_t site = 0;
    size_t hall = 0;

    references_resolve(c->diag, &c->halls, "hall", &r->hall);
    if (r->hall.index < 0 || !sites_hall_at(c->s, (size_t)r->hall.index, &site, &hall)) {
        return;
    }
    const struct scn_hall *const halls = c->s->sites[site].halls.items;
    for (size_t k = 0; k < r->racks.n; k++) {
        if (!racks_any(&halls[hall], r->racks.items[k].text)) {
            diag_add(c->diag, DIAG_UNKNOWN_NAME, r->racks.items[k].at,
                     "there is no rack '%s' in '%s'", r->racks.items[k].text, r->hall.text);
        }
    }
}

static void check_recovery(struct checker *c, struct scn_recovery *r)
{
    struct scn_receiver *const receivers = r->receivers.items;
    struct scn_recovered *const works = r->workloads.items;
    struct names halls = {.arena = c->arena};
    struct names seen = {.arena = c->arena};

    for (size_t i = 0; i < r->receivers.n; i++) {
        check_receiver(c, &receivers[i]);
        references_claim(c->diag, &halls, "receiver", receivers[i].hall.text, 0, receivers[i].at);
    }
    for (size_t i = 0; i < r->workloads.n; i++) {
        references_resolve(c->diag, &c->workloads, "workload", &works[i].workload);
        references_claim(c->diag, &seen, "recovered workload", works[i].workload.text, 0,
                         works[i].at);
    }
}

void validate_sites(struct arena *arena, struct scenario *s, struct diag *diag)
{
    struct checker c = {.arena = arena, .s = s, .diag = diag};

    fill_names(&c);
    check_links(&c);
    check_data(&c);
    if (s->tree->recovery != NULL) {
        check_recovery(&c, s->tree->recovery);
    }
}
