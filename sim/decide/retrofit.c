/* SPDX-License-Identifier: Apache-2.0 */
#include "sim/decide/retrofit.h"

#include <math.h>
#include <string.h>

#include "sim/decide/works_order.h"

enum { MOST_QUESTIONS = 400 };

/* What a hall that has no steady state passes: it warms without end. */
static const char *const no_steady_state = "steady state";

struct retrofit {
    struct arena *scratch;
    struct arena *arena;
    const struct retrofit_request *request;
    struct works_offers offers;
    struct variant_answer bare;
    struct variant_answer last; /* of the last set that was judged */
    const char *why; /* the first set that made no scenario, in its own words; NULL: none */
};

/* ------------------------------------------------------------------- judge */

/* A limit that is not known is not passed: it is told apart. A reserve is against load: a door needs
 * none. */
static bool is_passed(const struct variant_limit *l, double reserve_frac)
{
    const bool is_in_reserve = l->moves && reserve_frac > 0.0 && l->margin_frac < reserve_frac;

    return !l->is_advisory && (l->margin < 0.0 || is_in_reserve);
}

/* Without a steady state any heat that is carried away faster may bring one. */
static uint64_t lifting_heat(struct retrofit *r, struct works_problem *p,
                             const struct variant_answer *a)
{
    static const char *const names[] = {"supply air", "coil capacity", "plant capacity",
                                        "CDU capacity", "inlet maximum"};
    uint64_t mask = 0;

    for (size_t i = 0; i < a->n; i++) {
        for (size_t k = 0; k < sizeof names / sizeof names[0]; k++) {
            mask |= strcmp(a->limits[i].name, names[k]) == 0
                        ? works_offers_lifting(&r->offers, p, &a->limits[i])
                        : 0;
        }
    }
    return mask;
}

static const char *identity(struct arena *arena, const struct variant_limit *l)
{
    return l->lost[0] == '\0'
               ? text_print(arena, "%s of %s", l->name, l->subject)
               : text_print(arena, "%s of %s without %s", l->name, l->subject, l->lost);
}

static void take_breaches(struct retrofit *r, struct works_problem *p,
                          const struct variant_answer *a, struct works_breach **ret_breaches,
                          size_t *ret_n)
{
    struct works_breach *const breaches =
        ARENA_ARRAY(r->arena, struct works_breach, a->n + 1, "works");
    size_t n = 0;

    for (size_t i = 0; i < a->n; i++) {
        const struct variant_limit *const l = &a->limits[i];
        if (is_passed(l, r->request->reserve_frac)) {
            breaches[n++] =
                (struct works_breach){.limit = identity(r->arena, l),
                                      .lifted_by = works_offers_lifting(&r->offers, p, l)};
        }
    }
    if (!a->is_settled) {
        breaches[n++] =
            (struct works_breach){.limit = no_steady_state, .lifted_by = lifting_heat(r, p, a)};
    }
    *ret_breaches = breaches;
    *ret_n = n;
}

/* Works that together make no scenario, as when one of them sets what is not there. */
static void refuse(struct retrofit *r, const char *why, struct works_breach **ret_breaches,
                   size_t *ret_n)
{
    *ret_breaches = ARENA_ARRAY(r->arena, struct works_breach, 1, "works");
    (*ret_breaches)[0] = (struct works_breach){.limit = NULL};
    *ret_n = 1;
    r->why = r->why != NULL ? r->why : why;
}

static enum status judge(void *whom, struct works_problem *p, uint64_t set,
                         struct works_breach **ret_breaches, size_t *ret_n)
{
    struct retrofit *const r = whom;
    const struct retrofit_request *const q = r->request;
    struct variant_request v = {.path = q->path,
                                .site = q->site,
                                .hall = q->hall,
                                .is_nameplate = q->is_nameplate,
                                .horizon_s = q->horizon_s};

    if (q->stop != NULL && *q->stop != 0) {
        return STATUS_INTERRUPTED;
    }
    v.sets = works_offers_sets(&r->offers, set, q->sets, q->n_sets, &v.n_sets);
    struct variant_answer answer;
    const enum status st = variant_run(r->scratch, r->arena, &v, &answer);
    if (st == STATUS_BAD_INPUT && set != 0) {
        refuse(r, answer.why, ret_breaches, ret_n);
        return STATUS_OK;
    }
    if (st != STATUS_OK) {
        return st;
    }
    r->last = answer;
    if (set == 0) {
        r->bare = r->last;
    }
    take_breaches(r, p, &r->last, ret_breaches, ret_n);
    return STATUS_OK;
}

/* ------------------------------------------------------------------ ledger */

struct retrofit_line retrofit_line_of(const struct works_offer *offer, size_t count)
{
    const struct scn_work *const work = offer->item->work;
    const double times = (double)count * works_offer_share(offer);

    return (struct retrofit_line){.offer = offer,
                                  .count = count,
                                  .price_low_usd = work->price_low_usd * times,
                                  .price_high_usd = work->price_high_usd * times,
                                  .lead_low_s = work->lead_low_s,
                                  .lead_high_s = work->lead_high_s,
                                  .duration_s = work->duration_s * (double)count};
}

/* Losses are told one by one, by what is lost. */
static bool is_same_kind(const struct variant_limit *a, const struct variant_limit *b)
{
    if (a->lost[0] != '\0' || b->lost[0] != '\0') {
        return strcmp(a->lost, b->lost) == 0;
    }
    return a->dim == b->dim && strcmp(a->name, b->name) == 0 && strcmp(a->model, b->model) == 0;
}

/* With a loss another limit may have become the nearest: then its margin is another's. */
static double margin_with(const struct variant_limit *with, const struct variant_limit *kind)
{
    const bool is_other = kind->lost[0] != '\0' && (strcmp(with->name, kind->name) != 0 ||
                                                    strcmp(with->subject, kind->subject) != 0);
    const bool holds = with->is_advisory || with->margin >= 0.0;

    return !is_other ? with->margin : holds ? (double)INFINITY : PARAM_UNKNOWN;
}

static double least_margin(const struct variant_answer *a, const struct variant_limit *kind)
{
    double least = PARAM_UNKNOWN;

    for (size_t i = 0; i < a->n; i++) {
        if (is_same_kind(&a->limits[i], kind)) {
            least = fmin(least, margin_with(&a->limits[i], kind));
        }
    }
    return least;
}

static bool is_still_passed(const struct retrofit *r, const char *name)
{
    for (size_t i = 0; i < r->last.n; i++) {
        if (is_passed(&r->last.limits[i], r->request->reserve_frac) &&
            strcmp(identity(r->arena, &r->last.limits[i]), name) == 0) {
            return true;
        }
    }
    return false;
}

/* Did no work lift it, and did none of the others help by chance? */
static bool is_left_out(const struct retrofit *r, const struct works_answer *found,
                        const struct variant_limit *l)
{
    const char *const name = identity(r->arena, l);

    for (size_t i = 0; i < found->n_left_out; i++) {
        if (strcmp(found->left_out[i], name) == 0) {
            return is_still_passed(r, name);
        }
    }
    return false;
}

/* "crah-100kw-more, containment" */
static const char *lifted_by(struct retrofit *r, struct works_problem *p, uint64_t set,
                             const struct variant_limit *l)
{
    const uint64_t chosen = works_offers_lifting(&r->offers, p, l) & set;
    struct text t = {0};

    for (size_t i = 0; i < r->offers.n; i++) {
        if (works_offer_count(&r->offers.offers[i], chosen) > 0) {
            text_add(&t, "%s%s", t.length > 0 ? ", " : "", r->offers.offers[i].item->work->name);
        }
    }
    const char *const names = text_copy(r->arena, view_of(t.at != NULL ? t.at : ""));
    text_release(&t);
    return names;
}

static void add_breach(struct retrofit *r, struct works_problem *p,
                       const struct works_answer *found, const struct variant_limit *l,
                       struct retrofit_answer *a)
{
    struct retrofit_breach *known = NULL;

    for (size_t i = 0; i < a->n_breaches; i++) {
        known = is_same_kind(&a->breaches[i].worst, l) ? &a->breaches[i] : known;
    }
    if (known == NULL) {
        known = &a->breaches[a->n_breaches++];
        *known = (struct retrofit_breach){.worst = *l,
                                          .lifted_by = lifted_by(r, p, found->set, l),
                                          .margin_after = least_margin(&r->last, l)};
    }
    known->worst = l->margin < known->worst.margin ? *l : known->worst;
    known->is_left_out = known->is_left_out || is_left_out(r, found, l);
    known->n_alike++;
}

static void take_ledger(struct retrofit *r, struct works_problem *p,
                        const struct works_answer *found, struct retrofit_answer *a)
{
    a->breaches = ARENA_ARRAY(r->arena, struct retrofit_breach, r->bare.n, "works");
    for (size_t i = 0; i < r->bare.n; i++) {
        if (is_passed(&r->bare.limits[i], r->request->reserve_frac)) {
            add_breach(r, p, found, &r->bare.limits[i], a);
        }
    }
}

/* The limit with the least share left, of those that more load moves; and what nobody knows. */
static void take_after(const struct retrofit *r, struct retrofit_answer *a)
{
    a->tightest = (struct variant_limit){.name = "", .subject = "", .margin_frac = PARAM_UNKNOWN};
    for (size_t i = 0; i < r->last.n; i++) {
        const struct variant_limit *const l = &r->last.limits[i];
        if (l->is_advisory) {
            continue;
        }
        a->n_close += l->margin >= 0.0 && l->margin < l->band ? 1 : 0;
        if (isnan(l->margin)) {
            a->unknown = a->n_unknown++ == 0 ? text_print(r->arena, "%s of %s", l->name, l->subject)
                                             : a->unknown;
        } else if (l->moves &&
                   (isnan(a->tightest.margin_frac) || l->margin_frac < a->tightest.margin_frac)) {
            a->tightest = *l;
        }
    }
    a->it_w = r->last.it_w;
    a->utility_w = r->last.utility_w;
    a->utility_before_w = r->bare.utility_w;
}

/* ------------------------------------------------------------------- works */

static bool lifts_any(struct retrofit *r, struct works_problem *p, const struct works_offer *offer)
{
    for (size_t i = 0; i < r->bare.n; i++) {
        const struct variant_limit *const l = &r->bare.limits[i];
        if (is_passed(l, r->request->reserve_frac) &&
            works_offer_count(offer, works_offers_lifting(&r->offers, p, l)) > 0) {
            return true;
        }
    }
    return false;
}

/* Jobs that one of the chosen offers waits for: what its first item needs, besides itself. */
static uint64_t needed_lines(const struct retrofit_answer *a, const struct works_problem *p,
                             const struct works_offer *offer)
{
    const uint64_t items = p->items[offer->first_item].needs;
    uint64_t mask = 0;

    for (size_t k = 0; k < a->n_lines; k++) {
        if (a->lines[k].offer != offer && works_offer_count(a->lines[k].offer, items) > 0) {
            mask |= UINT64_C(1) << k;
        }
    }
    return mask;
}

/* The works in time, all lead times long or all short. */
static double order_lines(struct retrofit_answer *a, const struct works_problem *p, bool is_long)
{
    struct works_job jobs[COVER_MOST_ITEMS];

    for (size_t k = 0; k < a->n_lines; k++) {
        const struct retrofit_line *const line = &a->lines[k];
        jobs[k] = (struct works_job){.lead_s = is_long ? line->lead_high_s : line->lead_low_s,
                                     .duration_s = line->duration_s,
                                     .has_outage = line->offer->item->work->outage_s > 0.0,
                                     .needs = needed_lines(a, p, line->offer)};
    }
    const double usable_s = works_order(jobs, a->n_lines);
    for (size_t k = 0; k < a->n_lines; k++) {
        struct retrofit_line *const line = &a->lines[k];
        line->place = jobs[k].place;
        *(is_long ? &line->begin_high_s : &line->begin_low_s) = jobs[k].begin_s;
        *(is_long ? &line->end_high_s : &line->end_low_s) = jobs[k].end_s;
    }
    return usable_s;
}

static void sort_lines(struct arena *arena, struct retrofit_answer *a)
{
    struct retrofit_line *const sorted =
        ARENA_ARRAY(arena, struct retrofit_line, a->n_lines, "works");

    for (size_t k = 0; k < a->n_lines; k++) {
        sorted[a->lines[k].place] = a->lines[k];
    }
    a->lines = sorted;
}

static void take_lines(struct retrofit *r, struct works_problem *p, uint64_t set,
                       struct retrofit_answer *a)
{
    a->lines = ARENA_ARRAY(r->arena, struct retrofit_line, r->offers.n, "works");
    for (size_t i = 0; i < r->offers.n; i++) {
        const struct works_offer *const offer = &r->offers.offers[i];
        const size_t count = works_offer_count(offer, set);
        if (count == 0) {
            continue;
        }
        struct retrofit_line *const line = &a->lines[a->n_lines++];
        *line = retrofit_line_of(offer, count);
        line->is_needed = !lifts_any(r, p, offer);
        if (isnan(line->price_low_usd) || isnan(line->price_high_usd)) {
            a->n_unpriced++;
        } else {
            a->price_low_usd += line->price_low_usd;
            a->price_high_usd += line->price_high_usd;
        }
    }
    a->usable_low_s = order_lines(a, p, false);
    a->usable_high_s = order_lines(a, p, true);
    sort_lines(r->arena, a);
}

enum status retrofit_run(struct arena *scratch, struct arena *arena,
                         const struct retrofit_request *request, struct retrofit_answer *ret_answer)
{
    struct retrofit *const r = arena_take(arena, 1, sizeof *r, "works");
    struct works_problem *const p = arena_take(arena, 1, sizeof *p, "works");
    struct works_answer found;

    *ret_answer = (struct retrofit_answer){.unknown = ""};
    *r = (struct retrofit){.scratch = scratch, .arena = arena, .request = request};
    r->offers = (struct works_offers){.arena = arena,
                                      .scenario = request->scenario,
                                      .bare = &r->bare,
                                      .site = request->site,
                                      .hall = request->hall};
    *p = (struct works_problem){
        .judge = judge,
        .whom = r,
        .most_questions = request->most_questions > 0 ? request->most_questions : MOST_QUESTIONS};
    enum status st = works_find(arena, p, &found);
    ret_answer->why = r->why;
    ret_answer->n_questions = found.n_questions;
    if (st != STATUS_OK) {
        return st;
    }
    ret_answer->is_settled = r->bare.is_settled;
    ret_answer->is_found = found.is_found;
    ret_answer->is_exact = found.is_exact && !r->offers.is_full;
    ret_answer->is_full = r->offers.is_full;
    take_ledger(r, p, &found, ret_answer);
    take_after(r, ret_answer);
    take_lines(r, p, found.set, ret_answer);
    ret_answer->sets = works_offers_sets(&r->offers, found.set, NULL, 0, &ret_answer->n_sets);
    return STATUS_OK;
}
