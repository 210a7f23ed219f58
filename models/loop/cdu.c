/* cdu.c - "cdu": pumps, exchanger, coolant and pipes of a coolant distribution unit.
 *
 *     n^2 H0 - (a + loop) Q^2 = header pressure               flow, pumps in parallel (pump.h)
 *     unit -> supply pipe -> racks -> return pipe -> tank     tanks in series (transport.h)
 *     C dT/dt = heat + pumps - q                              tank at the exchanger, well mixed
 *     q = valve x eps(UA, flows) C_min (T - cold)             cold: facility water, or the room's air
 *
 * The exchanger's UA follows from the maker's match point (capacity, approach, both flows), falls with
 * the flows to the power of 0.7 and with fouling. The set point is raised to stand above the room's
 * dew point. What the valve throttles is the flow of facility water (or the fans' speed), found from
 * the heat that it passes.
 *
 * A leak takes coolant from the reservoir, and low level stops the pumps; a filling brings it back until
 * the reservoir is full, at the temperature of what is in it: the heat capacity of what is lost (a few
 * per cent) stays in the books. Gas in the coolant takes head from the pumps, all of it
 * at 12 % by volume, where centrifugal pumps lose their prime. A pump without power runs down and
 * still moves coolant; its rotor's energy (some kJ) is neglected.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "models/loop/cdu.h"

#include <math.h>

#include "models/registry.h"
#include "models/root.h"

/* Films of a plate exchanger, and of a coil with its fins, go with the flow to this power. */
#define FILM_EXPONENT 0.7

/* Gas by volume at which a centrifugal pump has no head left. */
#define UNPRIMED_FRAC 0.12

static double *state_at(const struct loop_block *b, enum cdu_state row, size_t i)
{
    return &b->state[(size_t)row * b->n + i];
}

/* -------------------------------------------------------------------- pumps */

/* Pumps that turn, as a mean of the step. What fails leaves the bank; what is spare takes over. */
static double step_bank(const struct cdu_params *p, const struct loop_block *b, size_t i)
{
    double *const on = state_at(b, CDU_PUMPS, i);
    double *const seen = state_at(b, CDU_PUMPS_LOST, i);
    const double lost = fmin(b->pumps_lost[i], p->pumps);
    const double left = fmax(0.0, *on - fmax(0.0, lost - *seen));
    const struct pump_speed s =
        pump_take_over(left, fmin(p->pumps_needed, p->pumps - lost), p->failover_s, b->dt_s);

    *seen = lost;
    *on = s.end_frac;
    return s.mean_frac;
}

/* Coolant that is left; low level at the step's start keeps the pumps from running. Once the reservoir
 * is full no more is filled in than runs out; once it is at its low level no more runs out than is
 * filled in. */
static bool step_level(const struct cdu_params *p, const struct loop_block *b, size_t i)
{
    double *const spilt_m3 = state_at(b, CDU_SPILT_M3, i);
    const bool is_low = *spilt_m3 >= p->reserve_m3;
    const double falls_m3s = b->leak_m3s[i] - b->fill_m3s[i];
    const double room_m3 = falls_m3s > 0.0 ? p->reserve_m3 - *spilt_m3 : *spilt_m3;
    const double free_s = falls_m3s != 0.0 ? fmin(b->dt_s, room_m3 / fabs(falls_m3s)) : b->dt_s;
    const double balanced_m3s = fmin(b->leak_m3s[i], b->fill_m3s[i]);
    const double free_frac = free_s / b->dt_s;

    *spilt_m3 = free_s < b->dt_s ? (falls_m3s > 0.0 ? p->reserve_m3 : 0.0)
                                 : *spilt_m3 + falls_m3s * b->dt_s;
    b->spilt_m3s[i] = balanced_m3s + (b->leak_m3s[i] - balanced_m3s) * free_frac;
    b->filled_m3s[i] = balanced_m3s + (b->fill_m3s[i] - balanced_m3s) * free_frac;
    b->reserve_m3[i] = p->reserve_m3 - *spilt_m3;
    b->level_frac[i] = b->reserve_m3[i] / p->reserve_m3;
    return is_low;
}

static enum status lift(const void *params, const struct loop_block *b)
{
    const struct cdu_params *const p = params;
    struct cdu cdu;
    const enum status st = cdu_build(p, &cdu);

    for (size_t i = 0; i < b->n && st == STATUS_OK; i++) {
        double *const speed = state_at(b, CDU_SPEED, i);
        const bool is_low = step_level(p, b, i);
        const double target = is_low ? 0.0 : b->speed_frac[i] * b->is_running[i];
        const struct pump_speed s = pump_spin(*speed, target, p->pump_lag_s, b->dt_s);
        const double running = step_bank(p, b, i);
        const struct pump bank = pump_bank(&cdu.pump, p->pumps_needed, running);
        const double primed_frac = fmax(0.0, 1.0 - b->air_frac[i] / UNPRIMED_FRAC);

        *speed = s.end_frac;
        b->turning_frac[i] = s.mean_frac;
        b->pumps_running[i] = running;
        b->lift_pa[i] =
            running > 0.0 ? s.mean_frac * s.mean_frac * bank.head_zero_pa * primed_frac : 0.0;
        b->droop_pa_per_m3s2[i] = bank.droop_pa_per_m3s2 + cdu.loop_pa_per_m3s2;
        b->given_m3s[i] = PARAM_UNKNOWN;
    }
    return st;
}

static enum status flow(const void *params, const struct loop_block *b)
{
    const struct cdu_params *const p = params;
    struct cdu cdu;
    const enum status st = cdu_build(p, &cdu);

    for (size_t i = 0; i < b->n && st == STATUS_OK; i++) {
        const double over_pa = b->lift_pa[i] - b->header_pa[i];
        const double q_m3s = over_pa > 0.0 ? sqrt(over_pa / b->droop_pa_per_m3s2[i]) : 0.0;
        const struct pump bank = pump_bank(&cdu.pump, p->pumps_needed, b->pumps_running[i]);
        /* A flow switch stops pumps that stand against shut valves: they would boil their own water. */
        const bool is_driven = b->is_running[i] > 0.0 && b->level_frac[i] > 0.0 && q_m3s > 0.0;
        const struct transport pipe = {
            .capacity_j_k = cdu.pipe_j_k,
            .w_per_k = cdu.coolant_j_per_m3k * q_m3s,
            .in_c = *state_at(b, CDU_LEAVING_C, i),
        };

        b->flow_m3s[i] = q_m3s;
        /* Behind a shut check valve the pumps stand against their own lift. */
        b->head_pa[i] =
            q_m3s > 0.0 ? b->header_pa[i] + cdu.loop_pa_per_m3s2 * q_m3s * q_m3s : b->lift_pa[i];
        b->w_per_k[i] = pipe.w_per_k;
        b->pump_w[i] = is_driven ? pump_w(&bank, b->turning_frac[i], b->head_pa[i], q_m3s) : 0.0;
        b->delivered_c[i] = transport_step(&pipe, state_at(b, CDU_SUPPLY_PIPE, i), b->n, b->dt_s);
    }
    return st;
}

/* ---------------------------------------------------------------- exchanger */

/* The two streams of a unit in a step, the cold one as it would be with everything open. */
struct streams {
    double ua_w_per_k; /* at rated flows */
    double hot_ratio;  /* flow over rated */
    double hot_w_per_k;
    double cold_ratio;
    double cold_w_per_k;
    enum exchanger_kind kind;
};

static struct streams streams_of(const struct cdu_params *p, const struct cdu *cdu,
                                 const struct loop_block *b, size_t i)
{
    struct streams s = {
        .ua_w_per_k = cdu->ua_w_per_k,
        .hot_ratio = b->flow_m3s[i] / p->flow_m3s,
        .hot_w_per_k = b->w_per_k[i],
        .kind = cdu->kind,
    };

    s.cold_w_per_k = p->rejects_to == CDU_TO_ROOM ? p->airflow_m3s * b->air_j_per_m3k
                                                  : cdu->cold_w_per_k * b->facility_frac[i];
    s.cold_ratio = s.cold_w_per_k / cdu->cold_w_per_k;
    return s;
}

/* Heat per kelvin between the inlets with a share of the cold stream. */
static double passes_w_per_k(const struct streams *s, double share)
{
    const double ua =
        exchanger_scaled_ua(s->ua_w_per_k, s->hot_ratio, share * s->cold_ratio, FILM_EXPONENT);

    return exchanger_w_per_k(s->kind, ua, s->hot_w_per_k, share * s->cold_w_per_k);
}

struct throttled {
    const struct streams *streams;
    double wanted_w_per_k;
};

static double throttle_error(double share, void *params)
{
    const struct throttled *const t = params;

    return passes_w_per_k(t->streams, share) - t->wanted_w_per_k;
}

/* Share of the cold stream that passes this heat. */
static enum status find_share(const struct streams *s, double valve_frac, double open_w_per_k,
                              double *ret_share)
{
    struct throttled t = {s, valve_frac * open_w_per_k};

    *ret_share = valve_frac > 0.0 ? 1.0 : 0.0;
    /* Close to either end there is nothing to find. */
    if (valve_frac < 1e-6 || valve_frac > 1.0 - 1e-9) {
        return STATUS_OK;
    }
    return root_find(throttle_error, &t, 0.0, 1.0, 1e-12, ret_share);
}

/* ------------------------------------------------------------------ the step */

/* Where the heat has gone, and what the cold stream makes of it. */
static enum status reject(const struct cdu_params *p, const struct loop_block *b, size_t i,
                          const struct streams *s, const struct cdu_exchanged *x)
{
    const bool is_air = p->rejects_to == CDU_TO_ROOM;
    const double cold_c = is_air ? b->room_c : b->facility_supply_c[i];
    const double fans_w = b->pump_heat_w[i] * *state_at(b, CDU_FAN_SHARE, i);
    const double most_w = b->exchanger_max_w[i];
    double share = 0.0;

    b->valve_frac[i] = most_w > 0.0 ? fmin(1.0, fmax(0.0, x->mean_q_w / most_w)) : 0.0;
    const enum status st = find_share(s, b->valve_frac[i], passes_w_per_k(s, 1.0), &share);
    if (is_air) {
        const double fan_w = p->fan_w * share * share * share * b->is_running[i];
        const double all_w = b->pump_w[i] + fan_w;
        b->exchanged_w[i] = 0.0;
        b->to_room_w[i] = x->mean_q_w + fans_w;
        b->facility_w_per_k[i] = 0.0;
        b->facility_return_c[i] = b->facility_supply_c[i];
        b->pump_w[i] = all_w;
        *state_at(b, CDU_FAN_SHARE, i) = all_w > 0.0 ? fan_w / all_w : 0.0;
        return st;
    }
    const double facility_w_per_k = s->cold_w_per_k * share;
    b->exchanged_w[i] = x->mean_q_w;
    b->to_room_w[i] = 0.0;
    b->facility_w_per_k[i] = facility_w_per_k;
    b->facility_return_c[i] =
        facility_w_per_k > 0.0 ? cold_c + x->mean_q_w / facility_w_per_k : cold_c;
    return st;
}

static enum status step_one(const struct cdu_params *p, const struct cdu *cdu,
                            const struct loop_block *b, size_t i)
{
    double *const leaving_c = state_at(b, CDU_LEAVING_C, i);
    double *const coolant_c = state_at(b, CDU_COOLANT_C, i);
    double *const supply_pipe_c = state_at(b, CDU_SUPPLY_PIPE, i);
    double *const return_pipe_c = state_at(b, CDU_RETURN_PIPE, i);
    const double w_per_k = b->w_per_k[i];
    const struct streams s = streams_of(p, cdu, b, i);
    const double open_w_per_k = passes_w_per_k(&s, 1.0);
    const double own_w = b->pump_heat_w[i] * (1.0 - *state_at(b, CDU_FAN_SHARE, i));
    const struct transport pipe = {
        .capacity_j_k = cdu->pipe_j_k,
        .w_per_k = w_per_k,
        .in_c = w_per_k > 0.0 ? b->delivered_c[i] + b->heat_w[i] / w_per_k : *coolant_c,
    };
    const double arrives_c = transport_step(&pipe, return_pipe_c, b->n, b->dt_s);
    const struct cdu_exchange x = {
        .capacity_j_k = cdu->tank_j_k,
        /* Against what left for the supply pipe in this step: last step's mean. */
        .heat_w = own_w + (w_per_k > 0.0 ? w_per_k * (arrives_c - *leaving_c) : b->heat_w[i]),
        .hot_w_per_k = w_per_k,
        .open_w_per_k = open_w_per_k,
        .cold_c = p->rejects_to == CDU_TO_ROOM ? b->room_c : b->facility_supply_c[i],
        .set_c = fmax(p->supply_c, b->room_dew_c + p->dew_margin_k), /* fmax drops NAN */
    };
    struct cdu_valve valve = {*state_at(b, CDU_VALVE, i), *state_at(b, CDU_RESET, i)};
    struct cdu_exchanged r;
    const enum status st = cdu_valve_step(p, &x, b->dt_s, *coolant_c, &valve, &r);

    if (st != STATUS_OK) {
        return st;
    }
    *coolant_c = r.end_c;
    /* What stands in the exchanger's outlet stays as warm as it was. */
    *leaving_c = w_per_k > 0.0 ? r.mean_c - r.mean_q_w / w_per_k : *leaving_c;
    *state_at(b, CDU_VALVE, i) = valve.at_frac;
    *state_at(b, CDU_RESET, i) = valve.reset_frac;
    b->set_c[i] = x.set_c;
    b->return_c[i] = r.mean_c;
    b->supply_c[i] = *leaving_c;
    b->exchanger_max_w[i] = fmax(0.0, open_w_per_k * (r.mean_c - x.cold_c));
    b->stored_j[i] =
        cdu->tank_j_k * r.end_c + cdu->pipe_j_k * (transport_mean_c(supply_pipe_c, b->n) +
                                                   transport_mean_c(return_pipe_c, b->n));
    return reject(p, b, i, &s, &r);
}

static enum status step(const void *params, const struct loop_block *b)
{
    struct cdu cdu;
    enum status st = cdu_build(params, &cdu);

    for (size_t i = 0; i < b->n && st == STATUS_OK; i++) {
        st = step_one(params, &cdu, b, i);
    }
    return st;
}

/* Pumps at full speed, all coolant at the set point: nothing has flowed. */
static enum status start(const void *params, const struct loop_block *b)
{
    const struct cdu_params *const p = params;
    struct loop_block moment = *b;

    for (size_t i = 0; i < b->n; i++) {
        const double least_c = p->rejects_to == CDU_TO_ROOM ? b->room_c : b->facility_supply_c[i];
        const double rest_c = fmax(fmax(p->supply_c, b->room_dew_c + p->dew_margin_k), least_c);
        *state_at(b, CDU_COOLANT_C, i) = rest_c;
        *state_at(b, CDU_LEAVING_C, i) = rest_c;
        *state_at(b, CDU_SPEED, i) = 1.0;
        *state_at(b, CDU_PUMPS, i) = p->pumps_needed;
        transport_fill(state_at(b, CDU_SUPPLY_PIPE, i), b->n, rest_c);
        transport_fill(state_at(b, CDU_RETURN_PIPE, i), b->n, rest_c);
        b->lift_pa[i] = 0.0;
        b->turning_frac[i] = 0.0;
        b->pumps_running[i] = 0.0;
        b->level_frac[i] = 1.0;
        b->reserve_m3[i] = p->reserve_m3;
        b->spilt_m3s[i] = 0.0;
        b->filled_m3s[i] = 0.0;
        b->given_m3s[i] = PARAM_UNKNOWN;
        b->droop_pa_per_m3s2[i] = (double)INFINITY;
    }
    moment.dt_s = 1e-6;
    const enum status st = flow(params, &moment);
    return st == STATUS_OK ? step(params, &moment) : st;
}

/* ---------------------------------------------------------- what it is sold as */

static double rated_flow_m3s(const void *params)
{
    return ((const struct cdu_params *)params)->flow_m3s;
}

static double rated_w(const void *params)
{
    return ((const struct cdu_params *)params)->capacity_w;
}

static double freezing_c(const void *params)
{
    struct cdu cdu;

    return cdu_build(params, &cdu) == STATUS_OK ? cdu.freezing_c : PARAM_UNKNOWN;
}

static double boiling_c(const void *params)
{
    const struct cdu_params *const p = params;
    double boils_c = 0.0;

    return phys_boiling_c(p->glycol_frac, p->pressure_pa, &boils_c) == STATUS_OK ? boils_c
                                                                                 : PARAM_UNKNOWN;
}

static double coolant_kg_per_m3(const void *params)
{
    struct cdu cdu;

    return cdu_build(params, &cdu) == STATUS_OK ? cdu.coolant_kg_per_m3 : PARAM_UNKNOWN;
}

static double coolant_j_per_m3k(const void *params)
{
    struct cdu cdu;

    return cdu_build(params, &cdu) == STATUS_OK ? cdu.coolant_j_per_m3k : PARAM_UNKNOWN;
}

static double head_left_pa(const void *params, double flow_m3s)
{
    struct cdu cdu;

    if (cdu_build(params, &cdu) != STATUS_OK) {
        return PARAM_UNKNOWN;
    }
    return cdu.pump.head_zero_pa -
           (cdu.pump.droop_pa_per_m3s2 + cdu.loop_pa_per_m3s2) * flow_m3s * flow_m3s;
}

static bool holds_pressure(const void *params)
{
    return ((const struct cdu_params *)params)->holds == CDU_HOLDS_PRESSURE;
}

static bool stands_by(const void *params)
{
    return ((const struct cdu_params *)params)->duty == CDU_STANDS_BY;
}

const struct loop_model loop_cdu = {
    .info =
        {
            .name = "cdu",
            .summary = "coolant distribution unit: pumps, exchanger, coolant, pipes; to facility "
                       "water or to the room's air",
            .validity = "single-phase coolant of constant properties; no static head; flow quasi-"
                        "steady",
            .source = "effectiveness-NTU, Incropera chapter 11; pump and system curves; tanks in "
                      "series, Levenspiel chapter 14",
            .params = cdu_rows,
            .params_size = sizeof(struct cdu_params),
            .states = cdu_states,
            .check = cdu_check,
        },
    .start = start,
    .lift = lift,
    .flow = flow,
    .step = step,
    .rated_flow_m3s = rated_flow_m3s,
    .rated_w = rated_w,
    .freezing_c = freezing_c,
    .boiling_c = boiling_c,
    .coolant_kg_per_m3 = coolant_kg_per_m3,
    .coolant_j_per_m3k = coolant_j_per_m3k,
    .head_left_pa = head_left_pa,
    .holds_pressure = holds_pressure,
    .stands_by = stands_by,
};
