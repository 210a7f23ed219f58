/* swing_watch.c - what batteries and generators did in the span.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>

#include "sim/study/swing_inner.h"

/* A battery that stands full moves by rounding only. */
#define LEAST_CHARGE 1e-9

/* Of one generator, after each step. */
struct turning {
    double least_hz;
    double most_hz;
    double sum_hz;
};

struct swing_watch {
    const struct plan *plan;
    struct swing_battery *batteries; /* (n feeds) */
    struct turning *turning;         /* (n feeds) */
    double *nominal_hz;              /* (n feeds), NAN for what does not turn */
    size_t n_looks;
};

struct swing_watch *swing_watch_create(struct arena *arena, const struct plan *plan)
{
    struct swing_watch *const w = arena_take(arena, 1, sizeof *w, "swing");
    const size_t n = plan->n[DIM_FEED];

    w->plan = plan;
    w->batteries = arena_take(arena, n, sizeof *w->batteries, "swing");
    w->turning = arena_take(arena, n, sizeof *w->turning, "swing");
    w->nominal_hz = ARENA_ARRAY(arena, double, n, "swing");
    for (size_t k = 0; k < plan->feed.n; k++) {
        const struct group *const g = &plan->feed.items[k];
        for (size_t f = g->first; f < g->first + g->n; f++) {
            w->nominal_hz[f] = model_number(g->info, g->params, "nominal_hz");
        }
    }
    return w;
}

/* --------------------------------------------------------------- batteries */

void swing_battery_look(struct swing_battery *b, double stored_j)
{
    const double out_j = b->last_j - stored_j;
    const bool is_emptying = out_j > LEAST_CHARGE * fabs(stored_j);

    b->out_j += fmax(0.0, out_j);
    b->in_j += fmax(0.0, -out_j);
    b->n_discharges += is_emptying && !b->is_emptying ? 1.0 : 0.0;
    b->is_emptying = is_emptying;
    b->least_j = fmin(b->least_j, stored_j);
    b->most_j = fmax(b->most_j, stored_j);
    b->last_j = stored_j;
}

/* -------------------------------------------------------------- generators */

static void look_at_group(struct swing_watch *w, const struct columns *c, const struct group *g)
{
    const double *const frequency_hz = hall_state(c, FAMILY_POWER, g, "frequency_hz");

    for (size_t i = 0; frequency_hz != NULL && i < g->n; i++) {
        struct turning *const t = &w->turning[g->first + i];
        t->least_hz = fmin(t->least_hz, frequency_hz[i]);
        t->most_hz = fmax(t->most_hz, frequency_hz[i]);
        t->sum_hz += frequency_hz[i];
    }
}

/* -------------------------------------------------------------------- both */

void swing_watch_begin(struct swing_watch *w, const struct columns *c)
{
    for (size_t f = 0; f < w->plan->n[DIM_FEED]; f++) {
        const double stored_j = c->feed.stored_j[f];
        w->batteries[f] =
            (struct swing_battery){.last_j = stored_j, .least_j = stored_j, .most_j = stored_j};
        w->turning[f] = (struct turning){.least_hz = (double)INFINITY};
    }
    w->n_looks = 0;
}

void swing_watch_look(struct swing_watch *w, const struct columns *c)
{
    for (size_t f = 0; f < w->plan->n[DIM_FEED]; f++) {
        swing_battery_look(&w->batteries[f], c->feed.stored_j[f]);
    }
    for (size_t k = 0; k < w->plan->feed.n; k++) {
        look_at_group(w, c, &w->plan->feed.items[k]);
    }
    w->n_looks++;
}

/* What never held anything is no battery, and what never turned has no frequency. */
void swing_watch_end(const struct swing_watch *w, struct swing_item *item)
{
    const bool is_element = item->dim == DIM_FEED;
    const struct swing_battery *const b = is_element ? &w->batteries[item->index] : NULL;
    const struct turning *const t = is_element ? &w->turning[item->index] : NULL;
    const bool has_battery = b != NULL && b->most_j > 0.0;
    const bool has_turned = t != NULL && t->most_hz > 0.0;

    item->stored_swing_j = has_battery ? b->most_j - b->least_j : PARAM_UNKNOWN;
    item->discharged_j = has_battery ? b->out_j : PARAM_UNKNOWN;
    item->charged_j = has_battery ? b->in_j : PARAM_UNKNOWN;
    item->n_discharges = has_battery ? b->n_discharges : PARAM_UNKNOWN;
    item->nominal_hz = has_turned ? w->nominal_hz[item->index] : PARAM_UNKNOWN;
    item->least_hz = has_turned ? t->least_hz : PARAM_UNKNOWN;
    item->most_hz = has_turned ? t->most_hz : PARAM_UNKNOWN;
    item->mean_hz = has_turned ? t->sum_hz / (double)w->n_looks : PARAM_UNKNOWN;
}
