/* water_plant_advance.c - the plant's water and machines through a step, from event to event.
 *
 * Load and weather hold over the step, so between two events the plant is a mass of water with a known
 * curve of removal (supply.h). Events are: the water at its set point, or too warm; a machine that has
 * started; a machine that may stop; the end of the restart after a loss of power. Each falls exactly
 * where it belongs, so a step in parts ends where the whole one does.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>

#include "models/plant/water_plant.h"

/* Machines start and stop at once in groups, so a step meets a handful; more would be a circle. */
enum { MOST_EVENTS = 64 };

static bool has_economiser(const struct water_plant *w, double machines)
{
    const int kind = w->params->economiser;

    return w->is_powered &&
           (kind == ECONOMISER_INTEGRATED || (kind == ECONOMISER_SWITCH && machines == 0.0));
}

static struct supply_loop loop_of(const struct water_plant *w, double machines)
{
    return (struct supply_loop){
        .set_c = w->params->supply_c,
        .capacity_w = w->is_powered ? w->reuse_w + machines * w->one_w : 0.0,
        .more = has_economiser(w, machines) ? &w->free : NULL,
        .water_j_per_k = w->water_j_per_k,
    };
}

/* ------------------------------------------------------------------ machines */

static double wanted_now(const struct water_plant *w, const struct water_plant_state *s)
{
    return s->is_recovering > 0.0 ? w->most : w->wanted;
}

/* What happens at this moment. Without power all stop, and the restart begins to count when it is back;
 * a start that nobody wants any more is abandoned. */
static void turn_over(const struct water_plant *w, struct water_plant_state *s)
{
    const struct water_plant_params *const p = w->params;

    if (s->water_c <= p->supply_c) {
        s->is_recovering = 0.0;
    } else if (s->water_c >= p->supply_c + p->warm_k) {
        s->is_recovering = w->most > 0.0 ? 1.0 : 0.0;
    }
    if (!w->is_powered) {
        s->machines = 0.0;
        s->start_s = p->restart_s;
        s->hold_s = 0.0;
        s->is_restarting = w->most > 0.0 ? 1.0 : 0.0;
        return;
    }
    const double wanted = wanted_now(w, s);
    if (wanted > s->machines && s->start_s <= 0.0) {
        s->machines = wanted;
        s->start_s = p->start_s;
        s->hold_s = p->minimum_cycle_s;
        s->is_restarting = 0.0;
    } else if (wanted < s->machines && s->hold_s <= 0.0) {
        s->machines = wanted;
        s->hold_s = p->minimum_cycle_s;
    }
    if (wanted <= s->machines) {
        s->is_restarting = s->start_s > p->start_s ? s->is_restarting : 0.0;
        s->start_s = fmax(s->start_s, p->start_s);
    }
}

/* Time until a machine cools, may stop, or may be started again. */
static double next_event_s(const struct water_plant *w, const struct water_plant_state *s)
{
    const double wanted = wanted_now(w, s);
    const double locked_s = s->start_s - w->params->start_s;
    double next_s = (double)INFINITY;

    if (!w->is_powered) {
        return next_s;
    }
    if (wanted > s->machines) {
        next_s = s->start_s;
    } else if (locked_s > 0.0) {
        next_s = locked_s;
    }
    return wanted < s->machines && s->hold_s > 0.0 ? fmin(next_s, s->hold_s) : next_s;
}

static void run_timers(const struct water_plant *w, struct water_plant_state *s, double passed_s)
{
    const double wanted = wanted_now(w, s);

    if (!w->is_powered) {
        return;
    }
    if (wanted > s->machines) {
        s->start_s = fmax(0.0, s->start_s - passed_s);
    } else {
        s->start_s = fmax(w->params->start_s, s->start_s - passed_s);
    }
    s->hold_s = fmax(0.0, s->hold_s - passed_s);
}

/* --------------------------------------------------------------------- flows */

/* What the plant could take: machines that stand by count, but not while they restart. A plant without
 * machines follows the weather: what it takes at its rated lift is its capacity. */
static double could_w(const struct water_plant *w, const struct water_plant_state *s,
                      double running_w)
{
    const double standing_w = (w->most - s->machines) * w->one_w;

    if (!w->is_powered) {
        return 0.0;
    }
    if (s->is_restarting > 0.0) {
        return fmax(0.0, running_w); /* a mean of heat flows may round below nothing */
    }
    if (w->most == 0.0) {
        return fmax(running_w, w->reuse_w + w->rejector.heat_w[2]);
    }
    return w->params->economiser == ECONOMISER_SWITCH
               ? fmax(running_w, w->reuse_w + w->most * w->one_w)
               : running_w + standing_w;
}

/* The heat user first, then the economiser, then the machines. */
static void book(const struct water_plant *w, const struct water_plant_state *s,
                 const struct supply_result *leg, double leg_s, struct water_plant_flows *sum)
{
    const bool is_free = has_economiser(w, s->machines);
    const double reused_w = w->is_powered ? fmax(0.0, fmin(w->reuse_w, leg->removed_w)) : 0.0;
    const double rest_w = leg->removed_w - reused_w;
    const double offered_w = leg->capacity_w - w->reuse_w - s->machines * w->one_w;
    const double free_w = is_free ? fmax(0.0, fmin(rest_w, offered_w)) : 0.0;

    sum->warmth_ks += (leg->mean_c - sum->from_c) * leg_s;
    sum->capacity_w += could_w(w, s, leg->capacity_w) * leg_s;
    sum->reused_w += reused_w * leg_s;
    sum->free_w += free_w * leg_s;
    sum->free_s += is_free ? leg_s : 0.0;
    sum->chilled_w += (rest_w - free_w) * leg_s;
    sum->machine_s += s->machines * leg_s;
    sum->running_s += s->machines > 0.0 ? leg_s : 0.0;
}

/* Sums over time become means. */
static void close_books(const struct water_plant *w, double stored_k, double dt_s,
                        struct water_plant_flows *sum)
{
    sum->supply_c = sum->from_c + sum->warmth_ks / dt_s;
    sum->removed_w = w->load_w - w->water_j_per_k * stored_k / dt_s;
    sum->capacity_w /= dt_s;
    sum->reused_w /= dt_s;
    sum->free_w /= dt_s;
    sum->chilled_w /= dt_s;
}

enum status water_plant_advance(const struct water_plant *w, double dt_s,
                                struct water_plant_state *s, struct water_plant_flows *ret)
{
    const double start_c = s->water_c;
    const double warm_c = w->params->supply_c + w->params->warm_k;
    double left_s = dt_s;

    *ret = (struct water_plant_flows){.from_c = start_c};
    for (int k = 0; left_s > 0.0; k++) {
        if (k == MOST_EVENTS) {
            return STATUS_NO_CONVERGENCE;
        }
        turn_over(w, s);
        const bool watches = w->most > 0.0 && s->is_recovering == 0.0 && s->water_c < warm_c;
        const struct supply_loop loop = loop_of(w, s->machines);
        struct supply_result leg = {0};
        double leg_s = 0.0;
        const struct supply_way way = {.start_c = s->water_c,
                                       .load_w = w->load_w,
                                       .dt_s = fmin(left_s, next_event_s(w, s)),
                                       .high_c = watches ? warm_c : (double)INFINITY};
        const enum status st = supply_leg(&loop, &way, &leg, &leg_s);
        if (st != STATUS_OK) {
            return st;
        }
        book(w, s, &leg, leg_s, ret);
        run_timers(w, s, leg_s);
        s->water_c = leg.end_c;
        left_s -= leg_s;
    }
    close_books(w, s->water_c - start_c, dt_s, ret);
    return STATUS_OK;
}

void water_plant_settle(const struct water_plant *w, double dt_s, struct water_plant_state *s,
                        struct water_plant_flows *ret)
{
    const double start_c = s->water_c;
    const double machines = w->is_powered ? w->wanted : 0.0;
    const struct supply_loop loop = loop_of(w, machines);
    const double rest_c = supply_rest_c(&loop, w->load_w);
    const struct supply_result rest = {rest_c, rest_c, w->load_w, supply_capacity_w(&loop, rest_c)};

    *s = (struct water_plant_state){
        .water_c = rest_c, .machines = machines, .start_s = w->params->start_s};
    *ret = (struct water_plant_flows){.from_c = rest_c};
    book(w, s, &rest, dt_s, ret);
    close_books(w, rest_c - start_c, dt_s, ret);
    /* At the set point: warmer water takes more, and would hide that the load is too much. */
    ret->capacity_w = could_w(w, s, supply_capacity_w(&loop, w->params->supply_c));
}
