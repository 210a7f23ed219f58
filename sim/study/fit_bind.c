/* fit_bind.c - what a limit is called, what it stands for, and which one binds.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "sim/base/text.h"
#include "sim/study/fit_inner.h"

/* ----------------------------------------------------------------- words */

/* Circuits and shelves of racks have names such as "A-01/pdu-1". */
static bool is_of_rack(const struct plan *plan, size_t feed)
{
    return plan->feed_heat_to[feed] >= 0 || strchr(plan->names[DIM_FEED][feed], '/') != NULL;
}

const char *fit_kind(struct arena *arena, const struct plan *plan, size_t i)
{
    const struct limit *const l = &plan->limits[i];

    if (l->dim != DIM_FEED) {
        return l->name;
    }
    const char *const what = plan->feed_heat_to[l->index] >= 0 ? "shelf"
                             : is_of_rack(plan, l->index)
                                 ? "circuit"
                                 : fit_group_of(&plan->feed, l->index)->info->name;
    return text_print(arena, "%s, %s", l->name, what);
}

/* Would the current be within its limit if the load were even on its phases? */
static bool is_uneven(const struct fit_trial *t, size_t i)
{
    const struct limit *const l = &t->plan->limits[i];
    const struct feed_columns *const f = &t->hall->was->feed;
    const double a_w = f->phase_a_w[l->index];
    const double b_w = f->phase_b_w[l->index];
    const double c_w = f->phase_c_w[l->index];
    const double most_w = fmax(a_w, fmax(b_w, c_w));
    const double mean_w = (a_w + b_w + c_w) / 3.0;

    return most_w > 0.0 && t->margins[i].value * mean_w / most_w <= t->margins[i].limit;
}

static enum fit_cause feed_cause(const struct fit_trial *t, size_t i)
{
    const struct limit *const l = &t->plan->limits[i];

    if (strcmp(l->name, "neutral current") == 0) {
        return CAUSE_PHASE;
    }
    const bool is_one_phase = t->plan->feed_is_single_phase[l->index];
    return strcmp(l->name, "current") == 0 && !is_one_phase && is_uneven(t, i) ? CAUSE_PHASE
                                                                               : CAUSE_FEED;
}

/* Causes by the beginning of a limit's name. */
static const struct {
    const char *begins;
    enum fit_cause cause;
} causes[] = {
    {"space", CAUSE_SPACE},         {"floor", CAUSE_WEIGHT},    {"delivery, lift", CAUSE_WEIGHT},
    {"delivery", CAUSE_ACCESS},     {"rack power", CAUSE_RACK}, {"rack positions", CAUSE_POSITIONS},
    {"contracted", CAUSE_CONTRACT}, {"heat to air", CAUSE_AIR}, {"inlet", CAUSE_AIR},
    {"supply air", CAUSE_AIR},      {"coil", CAUSE_AIR},        {"coolant", CAUSE_LIQUID},
    {"CDU", CAUSE_LIQUID},          {"pump", CAUSE_LIQUID},     {"dew", CAUSE_LIQUID},
    {"freezing", CAUSE_LIQUID},     {"plant", CAUSE_PLANT},     {"IT power", CAUSE_POWER},
};

enum fit_cause fit_cause_of(const struct fit_trial *t, size_t i)
{
    const struct limit *const l = &t->plan->limits[i];

    if (l->dim == DIM_FEED) {
        return feed_cause(t, i);
    }
    for (size_t k = 0; k < sizeof causes / sizeof causes[0]; k++) {
        if (strncmp(l->name, causes[k].begins, strlen(causes[k].begins)) == 0) {
            return causes[k].cause;
        }
    }
    if (l->dim == DIM_NODE) { /* dies are as warm as what cools them lets them be */
        return t->plan->node_plated_frac[l->index] > 0.0 ? CAUSE_LIQUID : CAUSE_AIR;
    }
    return l->dim == DIM_PLANT ? CAUSE_PLANT : l->dim == DIM_CDU ? CAUSE_LIQUID : CAUSE_AIR;
}

bool fit_is_own(const struct plan *plan, size_t i, size_t r)
{
    const struct limit *const l = &plan->limits[i];
    const char *const rack = plan->names[DIM_RACK][r];
    const size_t n = strlen(rack);

    switch (l->dim) {
    case DIM_RACK:
        return l->index == r;
    case DIM_NODE:
        return (size_t)plan->node_rack[l->index] == r;
    case DIM_FEED:
        return strncmp(plan->names[DIM_FEED][l->index], rack, n) == 0 &&
               plan->names[DIM_FEED][l->index][n] == '/';
    default:
        return false;
    }
}

/* ------------------------------------------------------------------ bind */

static bool is_same_limit(const struct plan *x, size_t k, const struct plan *y, size_t i)
{
    const struct limit *const a = &x->limits[k];
    const struct limit *const b = &y->limits[i];

    return a->dim == b->dim && strcmp(a->name, b->name) == 0 &&
           strcmp(x->names[a->dim][a->index], y->names[b->dim][b->index]) == 0;
}

/* What is added only moves limits back in the list: the search begins where it stands and goes on
 * towards the front. */
long fit_same_limit(const struct fit_trial *in, const struct plan *plan, size_t i)
{
    const size_t n = in->plan->n_limits;
    const size_t begin = i < n ? i : n - 1;

    for (size_t k = begin + 1; k-- > 0;) {
        if (is_same_limit(in->plan, k, plan, i)) {
            return (long)k;
        }
    }
    for (size_t k = begin + 1; k < n; k++) {
        if (is_same_limit(in->plan, k, plan, i)) {
            return (long)k;
        }
    }
    return -1;
}

static void say(char to[FIT_WORD], const char *from)
{
    (void)snprintf(to, FIT_WORD, "%s", from);
}

/* Where on the way from the count to one more the limit is reached: 0 at the count, 1 with one more.
 * A limit that comes only with what is added is reached in proportion to it, one that load does not
 * move at once. */
static double reached_by(const struct fit_bench *b, const struct fit_trial *before,
                         const struct fit_trial *after, size_t i)
{
    const struct limit *const l = &after->plan->limits[i];
    const struct margin *const m = &after->margins[i];
    const long was = fit_same_limit(before, after->plan, i);
    const struct margin *const w = was >= 0 ? &before->margins[was] : NULL;
    const double room = l->scale == SCALE_LOAD ? fabs(m->limit - m->reference) : 0.0;
    const double from = w != NULL ? w->margin - fit_least_margin(b, l, w) : room;

    return from > 0.0 ? from / (from - (m->margin - fit_least_margin(b, l, m))) : 0.0;
}

static double overshoot_frac(const struct margin *m)
{
    return m->limit != 0.0 ? -m->margin / fabs(m->limit) : (double)INFINITY;
}

static void take_bound(struct fit_bench *b, const struct fit_trial *before,
                       const struct fit_trial *after, size_t i, size_t r, struct fit_bound *ret)
{
    const struct limit *const l = &after->plan->limits[i];
    const struct margin *const m = &after->margins[i];
    const long was = fit_same_limit(before, after->plan, i);
    const struct margin *const w = was >= 0 ? &before->margins[was] : NULL;
    const struct arena_mark mark = arena_mark(b->arena);

    say(ret->subject, after->plan->names[l->dim][l->index]);
    say(ret->limit, l->name);
    say(ret->kind, fit_kind(b->arena, after->plan, i));
    (void)snprintf(ret->unit, FIT_UNIT, "%s", l->unit);
    say(ret->at, after->plan->names[DIM_RACK][r]);
    ret->cause = fit_cause_of(after, i);
    ret->is_own = fit_is_own(after->plan, i, r);
    ret->is_n1 = after->is_n1[i];
    ret->was_passed = w != NULL && w->margin < fit_least_margin(b, l, w);
    ret->value = w != NULL ? w->value : PARAM_UNKNOWN;
    ret->limit_value = w != NULL ? w->limit : PARAM_UNKNOWN;
    ret->margin = w != NULL ? w->margin : PARAM_UNKNOWN;
    ret->next_value = m->value;
    ret->next_limit_value = m->limit;
    ret->next_margin = m->margin;
    arena_reset(b->arena, mark);
}

static void take_no_state(const struct fit_bench *b, size_t r, struct fit_bound *ret)
{
    say(ret->subject, b->hall->name != NULL ? b->hall->name : "hall");
    say(ret->limit, "steady state");
    say(ret->kind, "steady state");
    say(ret->at, b->positions[r]->name);
    ret->cause = CAUSE_STATE;
    ret->value = ret->limit_value = ret->margin = PARAM_UNKNOWN;
    ret->next_value = ret->next_limit_value = ret->next_margin = PARAM_UNKNOWN;
}

double fit_bind(struct fit_bench *b, const struct fit_trial *before, const struct fit_trial *after,
                size_t r, struct fit_bound *ret)
{
    double first = (double)INFINITY;
    double most = 0.0;
    long binding = -1;

    *ret = (struct fit_bound){.gain = PARAM_UNKNOWN};
    if (after->status != STATUS_OK) {
        take_no_state(b, r, ret);
        return 0.5;
    }
    for (size_t i = 0; i < after->plan->n_limits; i++) {
        if (!fit_is_broken(b, after, i)) {
            continue;
        }
        const double at = reached_by(b, before, after, i);
        const double over = overshoot_frac(&after->margins[i]);
        if (at < first || (at == first && over > most)) {
            first = at;
            most = over;
            binding = (long)i;
        }
    }
    if (binding >= 0) {
        take_bound(b, before, after, (size_t)binding, r, ret);
    }
    return fmin(first, 1.0);
}
