/* SPDX-License-Identifier: Apache-2.0 */
#include <fnmatch.h>
#include <string.h>

#include "sim/base/names.h"
#include "sim/scenario/load.h"
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

static void resolve(struct checker *c, const struct names *names, const char *what,
                    struct name_ref *ref)
{
    if (ref->text == NULL) {
        return;
    }
    ref->index = names_find(names, ref->text, NULL);
    if (ref->index == NAME_NOT_FOUND) {
        const char *const near = names_nearest(names, ref->text);
        diag_add(c->diag, DIAG_UNKNOWN_NAME, ref->at, "there is no %s '%s'%s%s%s", what, ref->text,
                 near != NULL ? "; did you mean '" : "", near != NULL ? near : "",
                 near != NULL ? "'?" : "");
    }
}

static void resolve_all(struct checker *c, const struct names *names, const char *what,
                        struct name_list *list)
{
    for (size_t i = 0; i < list->n; i++) {
        resolve(c, names, what, &list->items[i]);
    }
}

static void fill_names(struct checker *c)
{
    const struct scn_workload *const workloads = c->s->tree->workloads.items;
    long n = 0;

    c->sites.arena = c->halls.arena = c->workloads.arena = c->arena;
    for (size_t i = 0; i < c->s->n_sites; i++) {
        const char *const site = c->s->sites[i].name != NULL ? c->s->sites[i].name : "site";
        const struct scn_hall *const halls = c->s->sites[i].halls.items;
        if (names_add(&c->sites, site, (long)i, c->s->sites[i].at) != NAME_NOT_FOUND) {
            diag_add(c->diag, DIAG_NAME_TWICE, c->s->sites[i].at,
                     "there are two sites with the name '%s'", site);
        }
        for (size_t h = 0; h < c->s->sites[i].halls.n; h++) {
            const char *const hall = halls[h].name != NULL ? halls[h].name : "hall";
            (void)names_add(&c->halls, text_print(c->arena, "%s/%s", site, hall), n++, halls[h].at);
        }
    }
    for (size_t i = 0; i < c->s->tree->workloads.n; i++) {
        (void)names_add(&c->workloads, workloads[i].name, (long)i, workloads[i].at);
    }
}

/* Names of a list's items are their own. */
static void refuse_twice(struct checker *c, struct names *seen, const char *what, const char *name,
                         struct span at)
{
    seen->arena = c->arena;
    if (name != NULL && names_add(seen, name, 0, at) != NAME_NOT_FOUND) {
        diag_add(c->diag, DIAG_NAME_TWICE, at, "there are two %ss with the name '%s'", what, name);
    }
}

static void check_links(struct checker *c)
{
    struct scn_link *const links = c->s->tree->links.items;
    struct names seen = {0};

    for (size_t i = 0; i < c->s->tree->links.n; i++) {
        struct scn_link *const l = &links[i];
        refuse_twice(c, &seen, "link", l->name, l->at);
        resolve_all(c, &c->sites, "site", &l->between);
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
    struct names seen = {0};

    for (size_t i = 0; i < c->s->tree->data.n; i++) {
        struct scn_data *const d = &data[i];
        refuse_twice(c, &seen, "data set", d->name, d->at);
        resolve(c, &c->sites, "site", &d->home);
        resolve_all(c, &c->sites, "site", &d->copies);
        resolve_all(c, &c->workloads, "workload", &d->readers);
        check_tags(c, d, &d->home);
        for (size_t k = 0; k < d->copies.n; k++) {
            check_tags(c, d, &d->copies.items[k]);
        }
    }
    for (size_t i = 0; i < c->s->tree->transfers.n; i++) {
        resolve(c, &c->sites, "site", &transfers[i].from);
        resolve(c, &c->sites, "site", &transfers[i].to);
    }
}

static bool is_any_rack(const struct scn_hall *hall, const char *pattern)
{
    const struct scn_row *const rows = hall->rows.items;

    for (size_t i = 0; i < hall->rows.n; i++) {
        const struct scn_rack *const racks = rows[i].racks.items;
        for (size_t k = 0; k < rows[i].racks.n; k++) {
            if (racks[k].name != NULL && fnmatch(pattern, racks[k].name, 0) == 0) {
                return true;
            }
        }
    }
    return false;
}

static void check_receiver(struct checker *c, struct scn_receiver *r)
{
    size_t site = 0;
    size_t hall = 0;

    resolve(c, &c->halls, "hall", &r->hall);
    if (r->hall.index < 0 || !sites_hall_at(c->s, (size_t)r->hall.index, &site, &hall)) {
        return;
    }
    const struct scn_hall *const halls = c->s->sites[site].halls.items;
    for (size_t k = 0; k < r->racks.n; k++) {
        if (!is_any_rack(&halls[hall], r->racks.items[k].text)) {
            diag_add(c->diag, DIAG_UNKNOWN_NAME, r->racks.items[k].at,
                     "there is no rack '%s' in '%s'", r->racks.items[k].text, r->hall.text);
        }
    }
}

static void check_recovery(struct checker *c, struct scn_recovery *r)
{
    struct scn_receiver *const receivers = r->receivers.items;
    struct scn_recovered *const works = r->workloads.items;
    struct names halls = {0};
    struct names seen = {0};

    for (size_t i = 0; i < r->receivers.n; i++) {
        check_receiver(c, &receivers[i]);
        refuse_twice(c, &halls, "receiver", receivers[i].hall.text, receivers[i].at);
    }
    for (size_t i = 0; i < r->workloads.n; i++) {
        resolve(c, &c->workloads, "workload", &works[i].workload);
        refuse_twice(c, &seen, "recovered workload", works[i].workload.text, works[i].at);
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
