/* stage_switch.c - who has power in this step: events, opened breakers, batteries, generators, transfers.
 *
 * Switching takes no time. What takes time (a start, a transfer, a trip) waits in the state of its
 * model, which tells how long; the step then ends there, and the next one finds the switch done.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>
#include <string.h>

#include "sim/engine/feeds.h"

/* ------------------------------------------------------------------- events */

static double *out_column(const struct columns *c, enum dim d)
{
    switch (d) {
    case DIM_RACK:
        return c->rack.out;
    case DIM_FEED:
        return c->feed.out;
    case DIM_CRAH:
        return c->crah.out;
    case DIM_CDU:
        return c->cdu.out;
    case DIM_PLANT:
        return c->plant.out;
    default:
        return NULL;
    }
}

static double out_after(enum event_action action)
{
    switch (action) {
    case EVENT_FAILS:
        return OUT_FAILED;
    case EVENT_OPENS:
        return OUT_OPENED;
    default:
        return OUT_NOT;
    }
}

/* Index of the first event that is not before the time. */
static size_t first_event(const struct plan *plan, int64_t time_us)
{
    size_t low = 0;
    size_t high = plan->n_events;

    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (plan->events[middle].at_us < time_us) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

/* What events set, and what stays as it is without them. */
static const struct {
    enum dim dim;
    size_t offset;
} kept[] = {
    {DIM_FEED, offsetof(struct feed_columns, out)},
    {DIM_PLANT, offsetof(struct plant_columns, out)},
    {DIM_CRAH, offsetof(struct crah_columns, out)},
    {DIM_CRAH, offsetof(struct crah_columns, is_shut)},
    {DIM_RACK, offsetof(struct rack_columns, out)},
    {DIM_RACK, offsetof(struct rack_columns, open_frac)},
    {DIM_NODE, offsetof(struct node_columns, unplugged)},
    {DIM_CDU, offsetof(struct cdu_columns, out)},
    {DIM_CDU, offsetof(struct cdu_columns, pumps_lost)},
    {DIM_CDU, offsetof(struct cdu_columns, leak_m3s)},
    {DIM_CDU, offsetof(struct cdu_columns, fill_m3s)},
    {DIM_CDU, offsetof(struct cdu_columns, air_frac)},
    {DIM_CDU, offsetof(struct cdu_columns, water_lost_frac)},
    {DIM_PANEL, offsetof(struct panel_columns, opened_frac)},
    {DIM_GRILLE, offsetof(struct grille_columns, covered_frac)},
};

/* `now` follows from `was` and the event alone, so that a step that is refused and taken again comes to
 * the same. */
static void apply_event(const struct step *s, const struct plan_event *e)
{
    const struct columns *const now = s->now;
    const size_t i = e->index;

    switch (e->action) {
    case EVENT_LOSES_PUMP:
        now->cdu.pumps_lost[i] += e->amount;
        break;
    case EVENT_REGAINS_PUMP:
        now->cdu.pumps_lost[i] = fmax(0.0, now->cdu.pumps_lost[i] - e->amount);
        break;
    case EVENT_LEAKS:
    case EVENT_IS_SEALED:
        now->cdu.leak_m3s[i] = e->amount;
        break;
    case EVENT_FILLS:
    case EVENT_STOPS_FILLING:
        now->cdu.fill_m3s[i] = e->amount;
        break;
    case EVENT_GETS_AIR:
    case EVENT_IS_VENTED:
        now->cdu.air_frac[i] = e->amount;
        break;
    case EVENT_LOSES_WATER:
    case EVENT_REGAINS_WATER:
        now->cdu.water_lost_frac[i] = e->amount;
        break;
    case EVENT_SHUTS_DAMPERS:
    case EVENT_OPENS_DAMPERS:
        now->crah.is_shut[i] = e->action == EVENT_SHUTS_DAMPERS ? 1.0 : 0.0;
        break;
    case EVENT_SHUTS:
    case EVENT_OPENS_VALVE:
        now->rack.open_frac[i] = 1.0 - e->amount;
        break;
    case EVENT_UNPLUGS:
        now->node.unplugged[i] = fmin(s->plan->node_count[i], now->node.unplugged[i] + e->amount);
        break;
    case EVENT_PLUGS_IN:
        now->node.unplugged[i] = fmax(0.0, now->node.unplugged[i] - e->amount);
        break;
    case EVENT_IS_OPENED:
    case EVENT_IS_SHUT:
        now->panel.opened_frac[i] = e->amount;
        break;
    case EVENT_IS_COVERED:
    case EVENT_IS_UNCOVERED:
        now->grille.covered_frac[i] = e->amount;
        break;
    case EVENT_FAILS:
    case EVENT_REPAIRS:
    case EVENT_OPENS:
    case EVENT_CLOSES:
        out_column(now, e->dim)[i] = out_after(e->action);
        break;
    }
}

/* A steady question comes before all events. */
static void apply_events(const struct step *s)
{
    const struct plan *const plan = s->plan;
    const int64_t time_us = s->hall->time_us;

    for (size_t k = 0; k < sizeof kept / sizeof kept[0]; k++) {
        double *const now = hall_column(s->now, kept[k].dim, kept[k].offset);
        memcpy(now, hall_column(s->was, kept[k].dim, kept[k].offset),
               plan->n[kept[k].dim] * sizeof *now);
    }
    for (size_t f = 0; f < plan->n[DIM_FEED]; f++) {
        if (s->was->feed.is_tripping[f] != 0.0) {
            s->now->feed.out[f] = OUT_TRIPPED;
        }
    }
    for (size_t i = first_event(plan, time_us);
         !s->hall->is_steady && i < plan->n_events && plan->events[i].at_us == time_us; i++) {
        apply_event(s, &plan->events[i]);
    }
}

/* ----------------------------------------------------------------- the tree */

/* An element that was dead waits after power has come back: the order of return. */
static void wait_for_return(const struct step *s, size_t f)
{
    const struct feed_columns *const c = &s->now->feed;
    const double left_s = s->was->feed.wait_s[f];

    c->wait_s[f] =
        c->is_energised[f] != 0.0 ? fmax(0.0, left_s - s->dt_s) : s->plan->feed_return_s[f];
    if (s->hall->is_steady) {
        c->wait_s[f] = 0.0;
    } else if (left_s >= STAGES_TICK_S) {
        c->is_energised[f] = 0.0;
    }
}

static enum status connect_group(struct step *s, const struct group *g)
{
    const struct power_model *const model = (const struct power_model *)g->info;
    const struct feed_columns *const c = &s->now->feed;

    for (size_t f = g->first; f < g->first + g->n; f++) {
        feeds_connect(s->plan, f, c);
    }
    if (model->connect != NULL) {
        const struct power_block block = feeds_bind(s, g);
        const enum status st = model->connect(g->params, &block);
        if (st != STATUS_OK) {
            return st;
        }
    }
    for (size_t f = g->first; f < g->first + g->n; f++) {
        c->is_energised[f] = c->out[f] != OUT_NOT ? 0.0 : c->is_energised[f];
        wait_for_return(s, f);
    }
    return STATUS_OK;
}

/* An element that takes all from one parent calls every parent down to the first that lives, and who
 * is called calls all that feed it: so standby sources hear it. Children stand after parents. */
static void call_standby(const struct step *s)
{
    const struct plan *const plan = s->plan;
    const struct feed_columns *const c = &s->now->feed;

    memset(c->is_called, 0, plan->n[DIM_FEED] * sizeof *c->is_called);
    for (size_t f = plan->n[DIM_FEED]; f-- > 0;) {
        const int32_t first = plan->feed_parents.first[f];
        const int32_t n = plan->feed_parents.first[f + 1] - first;
        const bool is_choosing = plan->feed_takes_first[f] && c->out[f] == OUT_NOT;
        const int32_t alive = (int32_t)c->alive_parent[f];
        int32_t n_called = c->is_called[f] != 0.0 ? n : 0;
        if (is_choosing) {
            n_called = alive < 0 ? n : alive + 1;
        }
        for (int32_t p = first; p < first + n_called; p++) {
            c->is_called[plan->feed_parents.to[p]] = 1.0;
        }
    }
}

/* ------------------------------------------------------------ racks, motors */

static void power_racks(const struct step *s)
{
    const struct plan *const plan = s->plan;
    const struct node_columns *const node = &s->now->node;

    for (size_t r = 0; r < plan->n[DIM_RACK]; r++) {
        const double n = plan->rack_feeds.first[r + 1] - plan->rack_feeds.first[r];
        const double n_alive = s->now->rack.out[r] != OUT_NOT
                                   ? 0.0
                                   : feeds_n_alive(&plan->rack_feeds, r, s->now->feed.is_energised);
        for (int32_t k = plan->rack_nodes.first[r]; k < plan->rack_nodes.first[r + 1]; k++) {
            const int32_t i = plan->rack_nodes.to[k];
            node->powered_frac[i] = n_alive > 0.0 ? 1.0 : 0.0;
            node->supply_frac[i] = n_alive / n;
        }
    }
}

static void power_motors(const struct step *s, const struct links *l, size_t n, const double *out,
                         double *ret_is_running)
{
    for (size_t i = 0; i < n; i++) {
        const bool is_alive = feeds_n_alive(l, i, s->now->feed.is_energised) > 0.0;
        ret_is_running[i] = is_alive && out[i] == OUT_NOT ? 1.0 : 0.0;
    }
}

/* A plant whose water stops with it is lost by an event, or with its feed; one that stands outside and
 * was given none only draws from the first source. */
static void share_water(const struct step *s)
{
    const struct plan *const plan = s->plan;
    const struct plant_columns *const plant = &s->now->plant;
    const struct cdu_columns *const cdu = &s->now->cdu;

    for (size_t p = 0; p < plan->n[DIM_PLANT]; p++) {
        const bool is_lost =
            plant->out[p] != OUT_NOT || (plan->plant_needs_power[p] && plant->is_running[p] == 0.0);
        plant->gives_water[p] = is_lost && plan->plant_stops_water[p] ? 0.0 : 1.0;
    }
    for (size_t i = 0; i < plan->n[DIM_CRAH]; i++) {
        s->now->crah.has_water[i] = plant->gives_water[plan->crah_plant[i]];
    }
    for (size_t c = 0; c < plan->n[DIM_CDU]; c++) {
        cdu->facility_frac[c] =
            (1.0 - cdu->water_lost_frac[c]) * plant->gives_water[plan->cdu_plant[c]];
    }
}

static double n_changed(const double *was, const double *now, size_t n)
{
    double changed = 0.0;

    for (size_t i = 0; i < n; i++) {
        changed += was[i] != now[i] ? 1.0 : 0.0;
    }
    return changed;
}

/* What a reader of the results would want a record of. */
static void count_switched(const struct step *s)
{
    const struct plan *const plan = s->plan;
    const struct columns *const was = s->was;
    const struct columns *const now = s->now;
    const size_t n_feeds = plan->n[DIM_FEED];

    now->hall.n_switched[0] =
        n_changed(was->feed.out, now->feed.out, n_feeds) +
        n_changed(was->feed.is_fed, now->feed.is_fed, n_feeds) +
        n_changed(was->feed.is_energised, now->feed.is_energised, n_feeds) +
        n_changed(was->node.powered_frac, now->node.powered_frac, plan->n[DIM_NODE]) +
        n_changed(was->crah.is_running, now->crah.is_running, plan->n[DIM_CRAH]) +
        n_changed(was->cdu.is_running, now->cdu.is_running, plan->n[DIM_CDU]) +
        n_changed(was->plant.is_running, now->plant.is_running, plan->n[DIM_PLANT]) +
        n_changed(was->node.unplugged, now->node.unplugged, plan->n[DIM_NODE]) +
        n_changed(was->rack.open_frac, now->rack.open_frac, plan->n[DIM_RACK]) +
        n_changed(was->cdu.pumps_lost, now->cdu.pumps_lost, plan->n[DIM_CDU]) +
        n_changed(was->cdu.leak_m3s, now->cdu.leak_m3s, plan->n[DIM_CDU]) +
        n_changed(was->cdu.fill_m3s, now->cdu.fill_m3s, plan->n[DIM_CDU]) +
        n_changed(was->cdu.air_frac, now->cdu.air_frac, plan->n[DIM_CDU]) +
        n_changed(was->cdu.facility_frac, now->cdu.facility_frac, plan->n[DIM_CDU]) +
        n_changed(was->panel.opened_frac, now->panel.opened_frac, plan->n[DIM_PANEL]) +
        n_changed(was->grille.covered_frac, now->grille.covered_frac, plan->n[DIM_GRILLE]);
}

enum status stage_switch(struct step *s)
{
    const struct plan *const plan = s->plan;
    const struct columns *const now = s->now;

    apply_events(s);
    for (size_t k = 0; k < plan->feed.n; k++) {
        (void)stages_state(s, FAMILY_POWER, &plan->feed.items[k]);
        const enum status st = connect_group(s, &plan->feed.items[k]);
        if (st != STATUS_OK) {
            s->fault->dim = DIM_FEED;
            s->fault->index = plan->feed.items[k].first;
            return st;
        }
    }
    call_standby(s);
    power_racks(s);
    power_motors(s, &plan->crah_feeds, plan->n[DIM_CRAH], now->crah.out, now->crah.is_running);
    power_motors(s, &plan->cdu_feeds, plan->n[DIM_CDU], now->cdu.out, now->cdu.is_running);
    power_motors(s, &plan->plant_feeds, plan->n[DIM_PLANT], now->plant.out, now->plant.is_running);
    share_water(s);
    count_switched(s);
    return STATUS_OK;
}

static void open_everything(const struct step *s)
{
    for (size_t r = 0; r < s->plan->n[DIM_RACK]; r++) {
        s->now->rack.open_frac[r] = 1.0;
    }
}

/* Everything stands as after a long time in service: batteries full, breakers cold, timers done. */
enum status start_switch(struct step *s)
{
    const struct plan *const plan = s->plan;

    open_everything(s);
    for (size_t k = 0; k < plan->feed.n; k++) {
        const struct group *const g = &plan->feed.items[k];
        const struct power_model *const model = (const struct power_model *)g->info;
        for (size_t f = g->first; f < g->first + g->n; f++) {
            feeds_connect(plan, f, &s->now->feed);
        }
        const struct power_block block = feeds_bind(s, g);
        const enum status st = model->start != NULL ? model->start(g->params, &block) : STATUS_OK;
        if (st != STATUS_OK) {
            return st;
        }
    }
    for (size_t k = 0; k < plan->protection.n; k++) {
        const struct group *const g = &plan->protection.items[k];
        const struct protection_block block = {
            .n = g->n, .state = s->now->state[FAMILY_PROTECTION] + g->first_state};
        const enum status st = ((const struct protection_model *)g->info)->start(g->params, &block);
        if (st != STATUS_OK) {
            return st;
        }
    }
    memcpy(s->was->all, s->now->all, s->now->n_all * sizeof(double));
    s->hall->is_steady = true;
    const enum status st = stage_switch(s);
    s->hall->is_steady = false;
    return st;
}
