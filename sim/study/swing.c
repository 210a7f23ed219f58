/* SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <string.h>

#include "sim/study/spectrum.h"
#include "sim/study/swing_inner.h"

#define BAND_FROM_HZ 0.1
#define BAND_TO_HZ   20.0

/* Below this share of the mean a line of the spectrum is rounding of a power that stands still. */
#define LEAST_LINE 1e-9

/* -------------------------------------------------------------------- run */

/* The series of one hall: rows for racks, elements, and all sources together. */
struct series {
    const struct plan *plan;
    struct swing_times times;
    size_t n_rows;
    size_t n_values;
    double *power_w; /* (n_rows, n_values) */
    struct swing_watch *watch;
    struct swing_item *items;
};

static const struct model_info *model_of(const struct plan *plan, size_t f)
{
    size_t k = 0;

    while (f >= plan->feed.items[k].first + plan->feed.items[k].n) {
        k++;
    }
    return plan->feed.items[k].info;
}

/* The circuits to one rack are named after it and the element that they come from. */
static bool is_circuit(const struct plan *plan, size_t f)
{
    const int32_t first = plan->feed_parents.first[f];
    const char *const slash = strchr(plan->names[DIM_FEED][f], '/');

    return slash != NULL && first < plan->feed_parents.first[f + 1] &&
           strcmp(slash + 1, plan->names[DIM_FEED][plan->feed_parents.to[first]]) == 0;
}

/* What an engineer calls an element. */
static const char *kind_of(const struct plan *plan, size_t f)
{
    static const char *const known[][2] = {
        {"panel", "PDU"}, {"ups", "UPS"}, {"transfer_switch", "transfer switch"}};
    const struct model_info *const info = model_of(plan, f);

    if (((const struct power_model *)info)->is_standby) {
        return "generator";
    }
    if (plan->feed_heat_to[f] >= 0) {
        return "shelf";
    }
    for (size_t k = 0; k < sizeof known / sizeof known[0]; k++) {
        if (strcmp(info->name, known[k][0]) == 0) {
            return known[k][1];
        }
    }
    return is_circuit(plan, f) ? "circuit" : info->name;
}

/* Rows from load to source: racks, then elements from the last to the first, then all sources. */
static void name_rows(struct series *s)
{
    const struct plan *const plan = s->plan;
    struct swing_item *item = s->items;

    for (size_t r = 0; r < plan->n[DIM_RACK]; r++) {
        *item++ = (struct swing_item){.dim = DIM_RACK,
                                      .index = r,
                                      .name = plan->names[DIM_RACK][r],
                                      .kind = "rack",
                                      .rating_w = plan->rack_limit_w[r]};
    }
    for (size_t f = plan->n[DIM_FEED]; f-- > 0;) {
        *item++ = (struct swing_item){.dim = DIM_FEED,
                                      .index = f,
                                      .name = plan->names[DIM_FEED][f],
                                      .kind = kind_of(plan, f),
                                      .rating_w = plan->feed_rating_w[f]};
    }
    *item = (struct swing_item){
        .dim = DIM_HALL, .name = "all sources", .kind = "sources", .rating_w = PARAM_UNKNOWN};
}

static double value_of(const struct columns *c, const struct swing_item *item)
{
    switch (item->dim) {
    case DIM_RACK:
        return c->rack.power_w[item->index];
    case DIM_FEED:
        return c->feed.load_w[item->index];
    default:
        return c->hall.utility_w[0];
    }
}

/* One value of every row: the mean over a step, which the engine may have to take in parts. */
static enum status take_value(const struct series *s, struct hall *hall, size_t at, bool is_kept,
                              struct fault *fault)
{
    const int64_t end_us = hall->time_us + (int64_t)llround(s->times.step_s * 1e6);

    while (hall->time_us < end_us) {
        const int64_t left_us = end_us - hall->time_us;
        int64_t done_us = 0;
        const enum status st = engine_advance(s->plan, hall, left_us, &done_us, fault);
        if (st != STATUS_OK) {
            return st;
        }
        const double share = (double)done_us / 1e6 / s->times.step_s;
        for (size_t k = 0; k < s->n_rows && is_kept; k++) {
            s->power_w[k * s->n_values + at] += share * value_of(hall->was, &s->items[k]);
        }
    }
    return STATUS_OK;
}

static enum status take_series(const struct series *s, struct hall *hall,
                               const volatile sig_atomic_t *stop, struct fault *fault)
{
    const size_t n_warm = (size_t)llround(s->times.warm_s / s->times.step_s);
    enum status st = STATUS_OK;

    for (size_t i = 0; i < n_warm && st == STATUS_OK; i++) {
        st = take_value(s, hall, 0, false, fault);
    }
    swing_watch_begin(s->watch, hall->was);
    for (size_t i = 0; i < s->n_values && st == STATUS_OK; i++) {
        st = take_value(s, hall, i, true, fault);
        swing_watch_look(s->watch, hall->was);
        if (stop != NULL && *stop != 0) {
            return STATUS_INTERRUPTED;
        }
    }
    for (size_t k = 0; k < s->n_rows; k++) {
        swing_watch_end(s->watch, &s->items[k]);
    }
    return st;
}

/* ------------------------------------------------------------------- looks */

static void look_at_levels(const double *x, size_t n, size_t m, double window_s,
                           struct swing_item *item)
{
    double sum = 0.0;

    item->peak_w = x[0];
    item->trough_w = x[0];
    item->up_w_per_s = 0.0;
    item->down_w_per_s = 0.0;
    for (size_t i = 0; i < n; i++) {
        sum += x[i];
        item->peak_w = fmax(item->peak_w, x[i]);
        item->trough_w = fmin(item->trough_w, x[i]);
        if (i >= m) {
            const double slope = (x[i] - x[i - m]) / window_s;
            item->up_w_per_s = fmax(item->up_w_per_s, slope);
            item->down_w_per_s = fmin(item->down_w_per_s, slope);
        }
    }
    item->mean_w = sum / (double)n;
}

static enum status look_at_row(struct arena *arena, const struct series *s, size_t k,
                               double band_to_hz)
{
    const double *const x = s->power_w + k * s->n_values;
    struct swing_item *const item = &s->items[k];
    const struct arena_mark mark = arena_mark(arena);
    const size_t m = (size_t)llround(s->times.window_s / s->times.step_s);
    struct spectrum spectrum;

    look_at_levels(x, s->n_values, m, s->times.window_s, item);
    const enum status st = spectrum_make(arena, x, s->n_values, s->times.step_s, &spectrum);
    if (st == STATUS_OK) {
        const struct spectrum_line line = spectrum_peak(&spectrum);
        const bool is_line = line.amplitude > LEAST_LINE * fabs(item->mean_w);
        item->period_s = is_line ? 1.0 / line.hz : PARAM_UNKNOWN;
        item->amplitude_w = is_line ? line.amplitude : 0.0;
        item->band_w = spectrum_band_rms(&spectrum, BAND_FROM_HZ, band_to_hz);
    }
    arena_reset(arena, mark);
    return st;
}

static double swing_w(const struct swing_item *item)
{
    return item->peak_w - item->trough_w;
}

static bool is_worst(const struct swing_item *items, size_t n, size_t k)
{
    for (size_t i = 0; i < n; i++) {
        const bool is_more = i < k ? swing_w(&items[i]) >= swing_w(&items[k])
                                   : swing_w(&items[i]) > swing_w(&items[k]);
        if (i != k && is_more && strcmp(items[i].kind, items[k].kind) == 0) {
            return false;
        }
    }
    return true;
}

/* Racks, their shelves and circuits are many and alike: the worst of them stands for all. One source alone is
 * all sources. */
static void keep_items(struct series *s, struct swing_answer *ret)
{
    size_t n_sources = 0;

    for (size_t k = 0; k < s->n_rows; k++) {
        s->items[k].is_worst = is_worst(s->items, s->n_rows, k);
        n_sources +=
            strcmp(s->items[k].kind, "utility") == 0 || strcmp(s->items[k].kind, "generator") == 0;
    }
    ret->items = s->items;
    for (size_t k = 0; k < s->n_rows; k++) {
        const struct swing_item *const item = &s->items[k];
        const bool is_one_of_many = item->dim == DIM_RACK || strcmp(item->kind, "shelf") == 0 ||
                                    strcmp(item->kind, "circuit") == 0;
        const bool is_said = item->dim == DIM_HALL && n_sources < 2;
        if ((!is_one_of_many || item->is_worst) && !is_said) {
            ret->items[ret->n_items++] = *item;
        }
    }
}

static size_t count_dark(const struct plan *plan, const struct columns *c)
{
    size_t n = 0;

    for (size_t r = 0; r < plan->n[DIM_RACK]; r++) {
        const int32_t first = plan->rack_nodes.first[r];
        n += first < plan->rack_nodes.first[r + 1] &&
             c->node.powered_frac[plan->rack_nodes.to[first]] <= 0.0;
    }
    return n;
}

static bool is_too_large(const struct series *s)
{
    return s->n_rows > SWING_MOST_VALUES / s->n_values;
}

enum status swing_run(struct arena *arena, const struct swing_request *request,
                      struct swing_answer *ret_answer)
{
    struct plan plan = *request->plan;
    struct series s = {
        .plan = &plan,
        .times = request->times,
        .n_rows = plan.n[DIM_RACK] + plan.n[DIM_FEED] + 1,
        .n_values = (size_t)llround(request->times.span_s / request->times.step_s),
    };

    *ret_answer = (struct swing_answer){.times = s.times,
                                        .band_to_hz = fmin(BAND_TO_HZ, 0.5 / s.times.step_s)};
    if (is_too_large(&s)) {
        return STATUS_NO_MEMORY;
    }
    s.items = arena_take(arena, s.n_rows, sizeof *s.items, "swing");
    const struct arena_mark mark = arena_mark(arena);
    plan.events = swing_events(arena, request);
    plan.n_events = request->n_lost;
    struct hall *const hall = hall_create(arena, &plan);
    s.power_w = ARENA_ARRAY(arena, double, s.n_rows *s.n_values, "swing");
    s.watch = swing_watch_create(arena, &plan);
    name_rows(&s);
    enum status st = swing_begin(request, &plan, hall, ret_answer);
    if (st == STATUS_OK) {
        st = take_series(&s, hall, request->stop, &ret_answer->fault);
    }
    for (size_t k = 0; k < s.n_rows && st == STATUS_OK; k++) {
        st = look_at_row(arena, &s, k, ret_answer->band_to_hz);
    }
    if (st == STATUS_OK) {
        ret_answer->n_dark = count_dark(&plan, hall->was);
        keep_items(&s, ret_answer);
    }
    arena_reset(arena, mark);
    return st;
}
