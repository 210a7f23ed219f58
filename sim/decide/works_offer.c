/* SPDX-License-Identifier: Apache-2.0 */
#include "sim/decide/works_offer.h"

#include <math.h>
#include <string.h>

#include "sim/decide/works_words.h"

static bool is_among(const struct name_list *names, const char *word)
{
    for (size_t i = 0; i < names->n; i++) {
        if (strcmp(names->items[i].text, word) == 0) {
            return true;
        }
    }
    return false;
}

static bool is_one_of(const char *const *words, size_t n, const char *word)
{
    for (size_t i = 0; i < n; i++) {
        if (strcmp(words[i], word) == 0) {
            return true;
        }
    }
    return false;
}

/* What an offer is done on, before there is one. */
struct group {
    const char **subjects;
    size_t n;
    const char *where;
    enum dim dim;
    const char *model;
};

/* ------------------------------------------------------------------ groups */

static struct group hall_group(const struct works_offers *o)
{
    struct group g = {.subjects = ARENA_ARRAY(o->arena, const char *, 1, "works"),
                      .n = 1,
                      .where = "",
                      .dim = DIM_HALL,
                      .model = ""};

    g.subjects[0] = "";
    return g;
}

static bool is_alike(const struct variant_limit *a, const struct variant_limit *b)
{
    const bool same_limit =
        fabs(a->limit - b->limit) <= 1e-9 * fabs(b->limit) || (isnan(a->limit) && isnan(b->limit));

    return a->lost[0] == '\0' && a->dim == b->dim && strcmp(a->name, b->name) == 0 &&
           strcmp(a->model, b->model) == 0 && same_limit;
}

static const struct variant_limit *find_bare(const struct works_offers *o,
                                             const struct variant_limit *l)
{
    for (size_t i = 0; i < o->bare->n; i++) {
        const struct variant_limit *const b = &o->bare->limits[i];
        if (b->lost[0] == '\0' && b->dim == l->dim && strcmp(b->name, l->name) == 0 &&
            strcmp(b->subject, l->subject) == 0) {
            return b;
        }
    }
    return NULL;
}

/* Elements that are like the one that the limit is of, in the hall as it is. Empty for one that a
 * work has added. */
static struct group element_group(const struct works_offers *o, const struct variant_limit *l)
{
    const struct variant_limit *const own = find_bare(o, l);
    struct group g = {.subjects = ARENA_ARRAY(o->arena, const char *, o->bare->n, "works"),
                      .dim = l->dim,
                      .model = l->model};

    for (size_t i = 0; own != NULL && i < o->bare->n; i++) {
        if (is_alike(&o->bare->limits[i], own)) {
            g.subjects[g.n++] = o->bare->limits[i].subject;
        }
    }
    g.where = g.n == 0   ? ""
              : g.n == 1 ? g.subjects[0]
                         : text_print(o->arena, "%s and %zu alike", g.subjects[0], g.n - 1);
    return g;
}

/* Racks of the row and the entry of rack r that draw enough. */
static struct group rack_group(const struct works_offers *o, size_t r, double power_min_w)
{
    const struct variant_rack *const racks = o->bare->racks;
    struct group g = {.subjects = ARENA_ARRAY(o->arena, const char *, o->bare->n_racks, "works"),
                      .dim = DIM_RACK,
                      .model = racks[r].type};

    for (size_t i = 0; i < o->bare->n_racks; i++) {
        if (strcmp(racks[i].row, racks[r].row) == 0 && strcmp(racks[i].type, racks[r].type) == 0 &&
            racks[i].power_w > 0.0 && racks[i].power_w >= power_min_w) {
            g.subjects[g.n++] = racks[i].name;
        }
    }
    g.where = text_print(o->arena, "row %s, %zu rack%s", racks[r].row, g.n, g.n == 1 ? "" : "s");
    return g;
}

/* ------------------------------------------------------------------ offers */

static struct works_offer *find_offer(struct works_offers *o, const struct scn_work *work,
                                      const struct group *g)
{
    for (size_t i = 0; i < o->n; i++) {
        if (o->offers[i].item->work == work && g->n > 0 &&
            is_one_of(o->offers[i].subjects, o->offers[i].n_subjects, g->subjects[0])) {
            return &o->offers[i];
        }
    }
    return NULL;
}

static uint64_t mask_of(const struct works_offer *offer)
{
    const uint64_t ones = offer->n_items >= 64 ? ~UINT64_C(0) : (UINT64_C(1) << offer->n_items) - 1;

    return offer->n_items == 0 ? 0 : ones << offer->first_item;
}

double works_offer_share(const struct works_offer *offer)
{
    return offer->item->work->per == WORK_PER_HALL ? 1.0 : (double)offer->n_subjects;
}

static bool shares_place(const struct works_offer *a, const struct works_offer *b)
{
    bool shares = a->dim == DIM_HALL || b->dim == DIM_HALL;

    for (size_t i = 0; i < a->n_subjects && !shares; i++) {
        shares = is_one_of(b->subjects, b->n_subjects, a->subjects[i]);
    }
    return shares;
}

static void add_exclusions(struct works_offers *o, struct works_problem *p, struct works_offer *new)
{
    for (size_t i = 0; i < o->n; i++) {
        struct works_offer *const other = &o->offers[i];
        const bool excludes = is_among(&new->item->work->excludes, other->item->work->name) ||
                              is_among(&other->item->work->excludes, new->item->work->name);
        if (other == new || !excludes || !shares_place(new, other)) {
            continue;
        }
        for (size_t k = 0; k < p->n_items; k++) {
            const uint64_t bit = UINT64_C(1) << k;
            p->items[k].excludes |= (mask_of(new) & bit) != 0 ? mask_of(other) : 0;
            p->items[k].excludes |= (mask_of(other) & bit) != 0 ? mask_of(new) : 0;
        }
    }
}

static struct works_offer *offer_on(struct works_offers *o, struct works_problem *p,
                                    const struct work_item *item, const struct group *g);

static const struct work_item *find_item(const struct works_offers *o, const char *name)
{
    for (size_t i = 0; i < o->scenario->works.n; i++) {
        if (strcmp(o->scenario->works.items[i].work->name, name) == 0) {
            return &o->scenario->works.items[i];
        }
    }
    return NULL;
}

/* The first time of each work that it needs: in the hall, or on the same subjects. */
/* NOLINTNEXTLINE(misc-no-recursion): an offer that there is already ends it */
static uint64_t offer_needs(struct works_offers *o, struct works_problem *p,
                            const struct work_item *item, const struct group *g)
{
    const struct name_list *const needs = &item->work->needs;
    uint64_t mask = 0;

    for (size_t i = 0; i < needs->n; i++) {
        const struct work_item *const needed = find_item(o, needs->items[i].text);
        const struct group whole = hall_group(o);
        const struct works_offer *const offer =
            needed == NULL
                ? NULL
                : offer_on(o, p, needed, needed->work->per == WORK_PER_HALL ? &whole : g);
        mask |= offer != NULL && offer->n_items > 0 ? UINT64_C(1) << offer->first_item : 0;
    }
    return mask;
}

/* The offer of a work on a group; made when there is none. NULL when there is no room for it. */
/* NOLINTNEXTLINE(misc-no-recursion): an offer that there is already ends it */
static struct works_offer *offer_on(struct works_offers *o, struct works_problem *p,
                                    const struct work_item *item, const struct group *g)
{
    const struct scn_work *const work = item->work;
    const size_t n = (size_t)work->count_max;
    struct works_offer *const known = find_offer(o, work, g);

    if (known != NULL || g->n == 0) {
        return known;
    }
    if (p->n_items + n > COVER_MOST_ITEMS) {
        o->is_full = true;
        return NULL;
    }
    struct works_offer *const new = &o->offers[o->n++];
    *new = (struct works_offer){.item = item,
                                .subjects = g->subjects,
                                .n_subjects = g->n,
                                .where = g->where,
                                .dim = g->dim,
                                .model = g->model,
                                .first_item = p->n_items,
                                .n_items = n};
    const double mid_usd = 0.5 * (work->price_low_usd + work->price_high_usd);
    p->n_items += n;
    for (size_t k = 0; k < n; k++) {
        p->items[new->first_item + k] =
            (struct cover_item){.cost_usd = mid_usd * works_offer_share(new),
                                .needs = k > 0 ? UINT64_C(1) << (new->first_item + k - 1) : 0};
    }
    p->items[new->first_item].needs |= offer_needs(o, p, item, g);
    add_exclusions(o, p, new);
    return new;
}

/* ------------------------------------------------------------ who lifts what */

static bool is_on(const struct scn_work *work, const struct variant_limit *l, const char *type)
{
    return work->on.n == 0 || is_among(&work->on, l->model) || is_among(&work->on, l->subject) ||
           is_among(&work->on, type);
}

/* An element that a work has added is helped by what helps others of its kind. */
static uint64_t lifting_added(const struct works_offers *o, const struct scn_work *work,
                              const struct variant_limit *l)
{
    uint64_t mask = 0;

    for (size_t i = 0; i < o->n; i++) {
        const struct works_offer *const offer = &o->offers[i];
        if (offer->item->work == work && offer->dim == l->dim) {
            mask |= mask_of(offer);
        }
    }
    return mask;
}

static uint64_t lifting_elements(struct works_offers *o, struct works_problem *p,
                                 const struct work_item *item, const struct variant_limit *l)
{
    const struct group g = element_group(o, l);
    const struct works_offer *const offer =
        is_on(item->work, l, l->model) ? offer_on(o, p, item, &g) : NULL;

    return offer != NULL ? mask_of(offer) : lifting_added(o, item->work, l);
}

static uint64_t lifting_racks(struct works_offers *o, struct works_problem *p,
                              const struct work_item *item, const struct variant_limit *l)
{
    const struct scn_work *const work = item->work;
    uint64_t mask = 0;

    for (size_t r = 0; r < o->bare->n_racks; r++) {
        const struct variant_rack *const rack = &o->bare->racks[r];
        const bool is_own = strcmp(rack->name, l->rack) == 0;
        const bool reaches = l->rack[0] == '\0' || is_own || work->reach == WORK_REACH_HALL;
        if (!reaches || rack->power_w <= 0.0 || rack->power_w < work->rack_power_min_w ||
            !is_on(work, l, rack->type)) {
            continue;
        }
        const struct group g = rack_group(o, r, work->rack_power_min_w);
        const struct works_offer *const offer = offer_on(o, p, item, &g);
        mask |= offer != NULL ? mask_of(offer) : 0;
    }
    return mask;
}

uint64_t works_offers_lifting(struct works_offers *offers, struct works_problem *problem,
                              const struct variant_limit *limit)
{
    uint64_t mask = 0;

    for (size_t i = 0; i < offers->scenario->works.n; i++) {
        const struct work_item *const item = &offers->scenario->works.items[i];
        if (!is_among(&item->work->lifts, limit->name)) {
            continue;
        }
        if (item->work->per == WORK_PER_HALL) {
            const struct group whole = hall_group(offers);
            const struct works_offer *const offer =
                is_on(item->work, limit, "") ? offer_on(offers, problem, item, &whole) : NULL;
            mask |= offer != NULL ? mask_of(offer) : 0;
        } else if (item->work->per == WORK_PER_ELEMENT) {
            mask |= lifting_elements(offers, problem, item, limit);
        } else {
            mask |= lifting_racks(offers, problem, item, limit);
        }
    }
    return mask;
}

/* --------------------------------------------------------------------- sets */

size_t works_offer_count(const struct works_offer *offer, uint64_t set)
{
    return (size_t)__builtin_popcountll(set & mask_of(offer));
}

/* Twice the same sentence would add twice: what a work does once for several racks is written without
 * a rack's name, and is said once. */
static void add_set(const char **sets, size_t first, size_t *n, const char *said)
{
    if (!is_one_of(sets + first, *n - first, said)) {
        sets[(*n)++] = said;
    }
}

const char *const *works_offers_sets(struct works_offers *offers, uint64_t set,
                                     const char *const *sets, size_t n_sets, size_t *ret_n)
{
    const struct works_place place = {
        .scenario = offers->scenario, .site = offers->site, .hall = offers->hall};
    size_t room = n_sets;

    for (size_t i = 0; i < offers->n; i++) {
        const struct works_offer *const o = &offers->offers[i];
        room += works_offer_count(o, set) * o->n_subjects * o->item->work->set.n;
    }
    const char **const all = ARENA_ARRAY(offers->arena, const char *, room, "works");
    size_t n = n_sets;
    for (size_t i = 0; i < n_sets; i++) {
        all[i] = sets[i];
    }
    for (size_t i = 0; i < offers->n; i++) {
        const struct works_offer *const o = &offers->offers[i];
        for (size_t k = 0; k < works_offer_count(o, set); k++) {
            const size_t first = n;
            for (size_t s = 0; s < o->n_subjects * o->item->work->set.n; s++) {
                const char *const subject = o->subjects[s / o->item->work->set.n];
                const char *const words = o->item->work->set.items[s % o->item->work->set.n].text;
                add_set(all, first, &n,
                        works_words_fill(offers->arena, &place, words, subject, k + 1));
            }
        }
    }
    *ret_n = n;
    return all;
}
