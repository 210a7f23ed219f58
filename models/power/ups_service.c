/* ups_service.c - what a UPS does when its feed dies, and after.
 *
 *     fed                    carries; recharges with a fixed power until its battery is full
 *     not fed                its battery carries, what the load and the loss draw: E - P t
 *     battery empty          dead; its bypass carries again as soon as it is fed
 *     fed again              its input takes over in a straight line over the walk-in; a battery that
 *                            empties meanwhile leaves the rest to the bypass
 *     overloaded too long    its bypass carries while it is fed, else it drops the load; its inverter
 *                            takes over again when the memory of the overload has faded
 *
 * Everything is a constant or a straight line in time, so steps are exact; who is alive is decided by
 * the memory at the begin of a step, which connect() only reads.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>

#include "models/power/ups.h"

/* A time that is left over by rounding is over. */
static const double over_s = 1e-9;

/* A step may pass a switch by less than a microsecond: so much stays in an emptied battery. */
static const double tick_s = 1e-6;

/* An emptied battery carries again when it holds 1 % more, some seconds of load. */
static const double rearm_frac = 0.01;

/* A battery that holds less than the present load leaves behind still bridges a cycle. */
static const double cycle_s = 0.02;

struct ups_memory ups_load(const double *state, size_t n, size_t i)
{
    return (struct ups_memory){
        .charge_j = state[UPS_CHARGE_J * n + i],
        .rearm_j = state[UPS_REARM_J * n + i],
        .walk_s = state[UPS_WALK_S * n + i],
        .gap_s = state[UPS_GAP_S * n + i],
        .cycle_s = state[UPS_CYCLE_S * n + i],
        .overload_frac = state[UPS_OVERLOAD_FRAC * n + i],
        .is_bypassed = state[UPS_IS_BYPASSED * n + i] > 0.0,
        .was_fed = state[UPS_WAS_FED * n + i] > 0.0,
        .is_beyond = state[UPS_IS_BEYOND * n + i] > 0.0,
    };
}

void ups_store(const struct ups_memory *m, double *state, size_t n, size_t i)
{
    state[UPS_CHARGE_J * n + i] = m->charge_j;
    state[UPS_REARM_J * n + i] = m->rearm_j;
    state[UPS_WALK_S * n + i] = m->walk_s;
    state[UPS_GAP_S * n + i] = m->gap_s;
    state[UPS_CYCLE_S * n + i] = m->cycle_s;
    state[UPS_OVERLOAD_FRAC * n + i] = m->overload_frac;
    state[UPS_IS_BYPASSED * n + i] = m->is_bypassed ? 1.0 : 0.0;
    state[UPS_WAS_FED * n + i] = m->was_fed ? 1.0 : 0.0;
    state[UPS_IS_BEYOND * n + i] = m->is_beyond ? 1.0 : 0.0;
}

double ups_capacity_j(const struct ups_params *p)
{
    return isnan(p->battery_energy_j)
               ? 0.0
               : battery_usable_j(p->battery_energy_j, p->depth_of_discharge_frac,
                                  p->state_of_health_frac);
}

/* Its input takes over from the battery; an empty one has nothing to hand over. */
static bool is_walking_in(const struct ups_memory *m)
{
    return m->walk_s > 0.0 && m->charge_j > 0.0;
}

bool ups_is_charging(const struct ups_params *p, const struct ups_memory *m, bool is_fed,
                     bool is_steady)
{
    return is_fed && !is_steady && !is_walking_in(m) && m->charge_j < ups_capacity_j(p);
}

/* ------------------------------------------------------------------ who is alive */

struct service {
    bool is_on;
    double gap_s; /* until it is on */
};

static struct service service_of(const struct ups_params *p, const struct ups_memory *m,
                                 bool is_fed, bool is_steady)
{
    if (is_fed || is_steady) {
        return (struct service){.is_on = is_fed};
    }
    if (m->is_bypassed || m->charge_j <= 0.0 || m->charge_j < m->rearm_j) {
        return (struct service){.is_on = false};
    }
    const double whole_gap_s = p->transfer_s > p->hold_up_s ? p->transfer_s : 0.0;
    const double gap_s = m->was_fed ? whole_gap_s : m->gap_s;
    return (struct service){.is_on = gap_s <= 0.0, .gap_s = gap_s};
}

enum status ups_start(const void *params, const struct power_block *b)
{
    const struct ups_params *const p = params;
    const struct ups_memory full = {
        .charge_j = ups_capacity_j(p), .cycle_s = cycle_s, .was_fed = true};

    for (size_t i = 0; i < b->n; i++) {
        ups_store(&full, b->state, b->n, i);
        b->stored_j[i] = full.charge_j;
    }
    return STATUS_OK;
}

enum status ups_connect(const void *params, const struct power_block *b)
{
    for (size_t i = 0; i < b->n; i++) {
        const struct ups_memory m = ups_load(b->state, b->n, i);
        const struct service now = service_of(params, &m, b->is_fed[i] > 0.0, b->is_steady);

        b->is_energised[i] = now.is_on ? 1.0 : 0.0;
        b->parent[i] = -1.0;
    }
    return STATUS_OK;
}

/* ------------------------------------------------------------------------ a step */

/* One element over one step: what flows, and what ends it. */
struct passage {
    const struct ups_params *p;
    double rating_w;
    double load_w;
    double need_w; /* load and loss */
    double dt_s;
    double input_w;
    double switch_s;
};

/* Books a time that something takes; true when the step is over it. */
static bool takes(struct passage *s, double time_s)
{
    s->switch_s = fmin(s->switch_s, time_s);
    return s->dt_s >= time_s - over_s;
}

/* Its input takes over in a straight line: the battery gives need x walk / whole, falling. */
static void walk_in(struct passage *s, struct ups_memory *m)
{
    const double slope = s->need_w / s->p->walk_in_s;
    const double time_s = fmin(s->dt_s, m->walk_s);
    const double given_j = slope * time_s * (m->walk_s - 0.5 * time_s);
    const double all_j = 0.5 * slope * m->walk_s * m->walk_s;
    const double part = all_j > m->charge_j ? m->charge_j / all_j : 1.0;
    const double end_s = m->walk_s * part / (1.0 + sqrt(1.0 - part));
    const double end_j = fmax(0.0, m->charge_j - given_j);
    const bool is_over = takes(s, end_s);

    s->input_w = s->need_w + (end_j - m->charge_j) / s->dt_s;
    m->charge_j = end_j;
    m->walk_s = is_over ? 0.0 : m->walk_s - time_s;
}

static void recharge(struct passage *s, struct ups_memory *m)
{
    const double capacity_j = ups_capacity_j(s->p);
    const double stored_w = s->p->recharge_frac * s->rating_w * s->p->charge_efficiency_frac;
    const bool is_full = takes(s, (capacity_j - m->charge_j) / stored_w);
    const double end_j = is_full ? capacity_j : fmin(capacity_j, m->charge_j + stored_w * s->dt_s);

    s->input_w = s->need_w + (end_j - m->charge_j) / s->dt_s;
    m->charge_j = end_j;
    if (end_j >= m->rearm_j) {
        m->rearm_j = 0.0;
    }
}

static void discharge(struct passage *s, struct ups_memory *m)
{
    const struct battery_law law = {s->p->discharge_time_s, s->p->discharge_exponent};
    const double least_law_s = 300.0;
    const double capacity_j = ups_capacity_j(s->p);
    const double usable_j = capacity_j * battery_rate_frac(&law, capacity_j, s->need_w);
    const double kept_j = s->need_w * tick_s;
    const double left_j = m->charge_j - kept_j - (capacity_j - usable_j);
    const bool is_last = left_j <= 0.0;
    const double bridged_j = fmax(0.5 * m->charge_j, m->charge_j - kept_j);
    const double hold_s = is_last ? fmin(m->cycle_s, battery_hold_s(bridged_j, s->need_w))
                                  : battery_hold_s(left_j, s->need_w);
    const bool is_empty = takes(s, hold_s);

    m->cycle_s = is_last ? fmax(0.0, m->cycle_s - s->dt_s) : cycle_s;
    m->charge_j -= s->need_w * s->dt_s;
    m->is_beyond = law.exponent > 1.0 && battery_hold_s(usable_j, s->need_w) < least_law_s;
    if (is_empty) {
        m->rearm_j = fmin(capacity_j, m->charge_j + rearm_frac * capacity_j);
    }
}

static void remember_overload(struct passage *s, struct ups_memory *m, bool is_fed)
{
    const struct overload o = {s->p->overload_110_s, s->p->overload_125_s, s->p->overload_150_s};
    const double hold_s = overload_hold_s(&o, s->load_w / s->rating_w);

    if (isfinite(hold_s)) {
        const bool is_over = m->overload_frac < 1.0 && takes(s, (1.0 - m->overload_frac) * hold_s);
        m->overload_frac = is_over ? 1.0 : fmin(1.0, m->overload_frac + s->dt_s / hold_s);
        m->is_bypassed = m->is_bypassed || is_over;
        return;
    }
    /* It forgets as slowly as it stands the least overload. */
    const double left_s = m->overload_frac * o.at_110_s;
    const bool is_awaited = m->is_bypassed && is_fed && left_s > 0.0;
    const bool is_over = is_awaited ? takes(s, left_s) : s->dt_s >= left_s - over_s;
    m->overload_frac = is_over ? 0.0 : fmax(0.0, m->overload_frac - s->dt_s / o.at_110_s);
    if (is_over && is_fed) {
        m->is_bypassed = false;
    }
}

static void fed(struct passage *s, struct ups_memory *m)
{
    if (is_walking_in(m)) {
        walk_in(s, m);
    } else {
        m->walk_s = 0.0;
        if (ups_is_charging(s->p, m, true, false)) {
            recharge(s, m);
        }
    }
    m->cycle_s = cycle_s;
    m->is_beyond = false;
    m->gap_s = 0.0;
    m->was_fed = true;
    remember_overload(s, m, true);
}

static void alone(struct passage *s, struct ups_memory *m)
{
    const struct service now = service_of(s->p, m, false, false);

    s->input_w = 0.0;
    m->was_fed = false;
    m->is_beyond = false;
    m->gap_s = 0.0;
    if (now.is_on) {
        m->walk_s = s->p->walk_in_s;
        discharge(s, m);
    } else if (now.gap_s > 0.0) {
        m->gap_s = takes(s, now.gap_s) ? 0.0 : now.gap_s - s->dt_s;
    } else {
        m->walk_s = 0.0;
    }
    remember_overload(s, m, false);
}

/* What takes time has had its time: full when fed; dead, as it is, when not. */
static void settled(struct passage *s, struct ups_memory *m, bool is_fed)
{
    const double end_j = is_fed ? ups_capacity_j(s->p) : m->charge_j;

    s->input_w = is_fed ? s->need_w + (end_j - m->charge_j) / s->dt_s : 0.0;
    *m = (struct ups_memory){.charge_j = end_j,
                             .rearm_j = is_fed ? 0.0 : m->rearm_j,
                             .cycle_s = cycle_s,
                             .was_fed = is_fed};
}

/* Opened or failed: dead though it would carry. It keeps what it has. */
static bool is_out(const struct ups_params *p, const struct ups_memory *m,
                   const struct power_block *b, size_t i)
{
    return service_of(p, m, b->is_fed[i] > 0.0, false).is_on && b->is_energised[i] <= 0.0;
}

enum status ups_advance(const void *params, const struct power_block *b)
{
    for (size_t i = 0; i < b->n; i++) {
        const bool is_fed = b->is_fed[i] > 0.0;
        struct ups_memory m = ups_load(b->state, b->n, i);
        struct passage s = {
            .p = params,
            .rating_w = b->rating_w[i],
            .load_w = b->load_w[i],
            .need_w = b->load_w[i] + b->loss_w[i],
            .dt_s = b->dt_s,
            .input_w = b->load_w[i] + b->loss_w[i],
            .switch_s = (double)INFINITY,
        };

        if (b->is_steady) {
            settled(&s, &m, is_fed);
        } else if (is_out(params, &m, b, i)) {
            s.input_w = 0.0;
        } else if (is_fed) {
            fed(&s, &m);
        } else {
            alone(&s, &m);
        }
        ups_store(&m, b->state, b->n, i);
        b->input_w[i] = s.input_w;
        b->stored_j[i] = m.charge_j;
        b->switch_s[i] = s.switch_s;
    }
    return STATUS_OK;
}
