/* cdu.c - "cdu": pumps, exchanger and coolant of a coolant distribution unit.
 *
 *     n^2 H0 - a Q^2 = (loop + racks) Q^2                      flow
 *     C dT/dt = heat + pumps - min(wide open, modulated)       coolant, well mixed at the return
 *         wide open   eps(UA, flows) C_min (T - T_facility)
 *         modulated   m cp (T - set point)
 *
 * The exchanger's UA follows from the maker's match point (capacity, approach, both flows) and falls
 * with the flows to the power of 0.7. The valve holds the supply at its set point as long as it can.
 * What is removed is piecewise linear in the return temperature, so the step is exact (pieces.h).
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "models/loop/cdu.h"

#include <math.h>

#include "models/exchanger.h"
#include "models/loop_model.h"
#include "models/pieces.h"
#include "models/registry.h"

/* Films of a plate exchanger go with the flow to this power. */
#define FILM_EXPONENT 0.7

enum status cdu_build(const struct cdu_params *p, struct cdu *ret)
{
    struct coolant coolant;
    struct coolant facility;
    double ntu = 0.0;

    if (phys_coolant(p->glycol_frac, p->design_c, &coolant) != STATUS_OK ||
        phys_coolant(p->facility_glycol_frac, p->design_c, &facility) != STATUS_OK) {
        return STATUS_OUT_OF_RANGE;
    }
    *ret = (struct cdu){
        .coolant_j_per_m3k = coolant.density_kg_m3 * coolant.cp_j_kgk,
        .facility_j_per_m3k = facility.density_kg_m3 * facility.cp_j_kgk,
        .freezing_c = coolant.freezing_c,
        .loop_pa_per_m3s2 = p->loop_drop_pa / (p->flow_m3s * p->flow_m3s),
        .pump = {.head_zero_pa = p->head_zero_pa,
                 .droop_pa_per_m3s2 = (p->head_zero_pa - p->head_pa) / (p->flow_m3s * p->flow_m3s),
                 .efficiency_frac = p->pump_efficiency_frac},
    };
    const double hot_w_per_k = ret->coolant_j_per_m3k * p->flow_m3s;
    const double cold_w_per_k = ret->facility_j_per_m3k * p->facility_flow_m3s;
    const double least = fmin(hot_w_per_k, cold_w_per_k);
    /* At the match point the return stands above the facility by the approach and the rise. */
    const double span_k = p->approach_k + p->capacity_w / hot_w_per_k;
    const enum status st = exchanger_ntu(EXCHANGER_COUNTERFLOW, p->capacity_w / (least * span_k),
                                         least / fmax(hot_w_per_k, cold_w_per_k), &ntu);
    ret->ua_w_per_k = ntu * least;
    return st;
}

static enum status flow(const void *params, const struct loop_block *b)
{
    const struct cdu_params *const p = params;
    struct cdu cdu;
    const enum status st = cdu_build(p, &cdu);

    for (size_t i = 0; i < b->n && st == STATUS_OK; i++) {
        const double speed_frac = b->speed_frac[i] * b->is_running[i];
        const double racks = b->branch_pa_per_m3s2[i];
        const double q_m3s = isinf(racks) ? 0.0
                                          : hydraulics_pump_flow_m3s(&cdu.pump, speed_frac, 0.0,
                                                                     cdu.loop_pa_per_m3s2 + racks);
        b->flow_m3s[i] = q_m3s;
        b->head_pa[i] = q_m3s > 0.0 ? (cdu.loop_pa_per_m3s2 + racks) * q_m3s * q_m3s : 0.0;
        b->w_per_k[i] = cdu.coolant_j_per_m3k * q_m3s;
        b->pump_w[i] = hydraulics_pump_w(&cdu.pump, b->head_pa[i], q_m3s);
    }
    return st;
}

/* What the exchanger takes with its valve wide open, per kelvin between return and facility. */
static double open_w_per_k(const struct cdu_params *p, const struct cdu *cdu, double flow_m3s)
{
    const double ua =
        exchanger_scaled_ua(cdu->ua_w_per_k, flow_m3s / p->flow_m3s, 1.0, FILM_EXPONENT);

    return exchanger_w_per_k(EXCHANGER_COUNTERFLOW, ua, cdu->coolant_j_per_m3k * flow_m3s,
                             cdu->facility_j_per_m3k * p->facility_flow_m3s);
}

/* Heat removed over the return temperature: nothing below the set point (or the facility's water),
 * then modulated, then wide open, whichever is less. */
struct valve {
    double at_c[3];
    double q_w[3];
    struct pieces pieces;
};

static void build_valve(struct valve *v, double open, double modulated, double facility_c,
                        double set_c)
{
    v->at_c[0] = fmax(facility_c, set_c);
    v->q_w[0] = 0.0;
    if (set_c >= facility_c && modulated > open) {
        /* The two lines cross where open (T - facility) = modulated (T - set). */
        v->at_c[1] = (modulated * set_c - open * facility_c) / (modulated - open);
        v->q_w[1] = modulated * (v->at_c[1] - set_c);
        v->pieces = (struct pieces){.n = 2, .slope_after_w_k = open};
    } else {
        v->pieces = (struct pieces){.n = 1, .slope_after_w_k = fmin(open, modulated)};
    }
    v->pieces.at_c = v->at_c;
    v->pieces.q_w = v->q_w;
}

static enum status step_one(const struct cdu_params *p, const struct cdu *cdu,
                            const struct loop_block *b, size_t i)
{
    const double modulated = b->w_per_k[i];
    const double open = open_w_per_k(p, cdu, b->flow_m3s[i]);
    const double facility_c = b->facility_supply_c[i];
    const double capacity_j_k = cdu->coolant_j_per_m3k * p->volume_m3;
    struct pieces_result r;
    struct valve valve;

    build_valve(&valve, open, modulated, facility_c, p->supply_c);
    const enum status st = pieces_step(&valve.pieces, capacity_j_k, b->state[i],
                                       b->heat_w[i] + b->pump_heat_w[i], b->dt_s, &r);
    if (st != STATUS_OK) {
        return st;
    }
    b->state[i] = r.end_c;
    b->return_c[i] = r.mean_c;
    b->exchanged_w[i] = r.mean_q_w;
    b->exchanger_max_w[i] = fmax(0.0, open * (r.mean_c - facility_c));
    b->supply_c[i] = modulated > 0.0 ? r.mean_c - r.mean_q_w / modulated : r.mean_c;
    b->stored_j[i] = capacity_j_k * r.end_c;
    /* The valve throttles the facility's water in proportion to what is asked of the exchanger. */
    const double opening = b->exchanger_max_w[i] > 0.0
                               ? fmin(1.0, fmax(0.0, r.mean_q_w / b->exchanger_max_w[i]))
                               : 0.0;
    b->facility_w_per_k[i] = cdu->facility_j_per_m3k * p->facility_flow_m3s * opening;
    b->facility_return_c[i] = b->facility_w_per_k[i] > 0.0
                                  ? facility_c + r.mean_q_w / b->facility_w_per_k[i]
                                  : facility_c;
    return STATUS_OK;
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

static enum status start(const void *params, const struct loop_block *b)
{
    const struct cdu_params *const p = params;
    struct loop_block moment = *b;

    for (size_t i = 0; i < b->n; i++) {
        b->state[i] = fmax(p->supply_c, b->facility_supply_c[i]);
    }
    moment.dt_s = 1e-6;
    const enum status st = flow(params, &moment);
    return st == STATUS_OK ? step(params, &moment) : st;
}

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

    return cdu_build(params, &cdu) == STATUS_OK ? cdu.freezing_c : (double)NAN;
}

static double coolant_j_per_m3k(const void *params)
{
    struct cdu cdu;

    return cdu_build(params, &cdu) == STATUS_OK ? cdu.coolant_j_per_m3k : (double)NAN;
}

static double head_left_pa(const void *params, double flow_m3s)
{
    struct cdu cdu;

    if (cdu_build(params, &cdu) != STATUS_OK) {
        return (double)NAN;
    }
    return cdu.pump.head_zero_pa -
           (cdu.pump.droop_pa_per_m3s2 + cdu.loop_pa_per_m3s2) * flow_m3s * flow_m3s;
}

static const char *check(const void *params)
{
    const struct cdu_params *const p = params;
    struct cdu cdu;
    struct coolant coolant;

    if (phys_coolant(p->glycol_frac, p->design_c, &coolant) != STATUS_OK ||
        phys_coolant(p->facility_glycol_frac, p->design_c, &coolant) != STATUS_OK) {
        return "the coolant would be frozen at 'design'";
    }
    if (p->head_zero_pa <= p->head_pa) {
        return "'head_zero', at no flow, must be above 'head', at the rated flow";
    }
    if (p->loop_drop_pa >= p->head_pa) {
        return "'loop_drop' leaves nothing of 'head' for the racks";
    }
    return cdu_build(p, &cdu) == STATUS_OK
               ? NULL
               : "no exchanger meets 'capacity' at this 'approach' with these flows";
}

#define CLASS "row CDU of the 1 MW class, makers' catalogues"

static const struct param rows[] = {
    {PARAM(cdu_params, capacity_w), .kind = PARAM_NUMBER, .unit = "W", .min = 1e3, .max = 2e7,
     .is_required = true, .text = "heat at its match point"},
    {PARAM(cdu_params, approach_k), .kind = PARAM_NUMBER, .unit = "K", .min = 0.5, .max = 20.0,
     .warn_min = 2.0, .warn_max = 10.0, .fallback = 4.0, .grade = GRADE_RULE,
     .source = "3 to 5 K by design", .text = "coolant supply above facility supply, at capacity"},
    {PARAM(cdu_params, flow_m3s), .kind = PARAM_NUMBER, .unit = "m3/s", .min = 1e-5, .max = 1.0,
     .is_required = true, .text = "rated flow of coolant to the racks"},
    {PARAM(cdu_params, facility_flow_m3s), .kind = PARAM_NUMBER, .unit = "m3/s", .min = 1e-5,
     .max = 1.0, .is_required = true, .text = "rated flow of facility water"},
    {PARAM(cdu_params, supply_c), .kind = PARAM_NUMBER, .unit = "degC", .min = 5.0, .max = 70.0,
     .warn_min = 17.0, .warn_max = 45.0, .fallback = 32.0, .grade = GRADE_RULE,
     .source = "ASHRAE W32; GPU racks take 25 to 45 degC", .text = "set point of the supply"},
    {PARAM(cdu_params, volume_m3), .kind = PARAM_NUMBER, .unit = "m3", .min = 1e-3, .max = 100.0,
     .fallback = 0.3, .grade = GRADE_ESTIMATE, .source = "about 0.3 L per kW with its piping",
     .text = "coolant in unit and piping, racks apart"},
    {PARAM(cdu_params, glycol_frac), .kind = PARAM_NUMBER, .unit = "1", .min = 0.0, .max = 0.6,
     .fallback = 0.25, .grade = GRADE_RULE, .source = "PG25: 25 % propylene glycol",
     .text = "propylene glycol by mass in the coolant; 0 is water"},
    {PARAM(cdu_params, facility_glycol_frac), .kind = PARAM_NUMBER, .unit = "1", .min = 0.0,
     .max = 0.6, .fallback = 0.0, .grade = GRADE_RULE, .source = "facility loops hold water",
     .text = "the same in the facility's loop"},
    {PARAM(cdu_params, design_c), .kind = PARAM_NUMBER, .unit = "degC", .min = 5.0, .max = 80.0,
     .fallback = 35.0, .grade = GRADE_RULE, .source = "mean of a warm-water loop",
     .text = "temperature at which densities and specific heats are taken"},
    {PARAM(cdu_params, head_zero_pa), .kind = PARAM_NUMBER, .unit = "Pa", .min = 1e4, .max = 2e6,
     .fallback = 4e5, .grade = GRADE_ESTIMATE, .source = CLASS,
     .text = "pressure rise of its pumps at no flow"},
    {PARAM(cdu_params, head_pa), .kind = PARAM_NUMBER, .unit = "Pa", .min = 1e4, .max = 2e6,
     .fallback = 3e5, .grade = GRADE_ESTIMATE, .source = CLASS,
     .text = "pressure rise of its pumps at the rated flow"},
    {PARAM(cdu_params, loop_drop_pa), .kind = PARAM_NUMBER, .unit = "Pa", .min = 0.0, .max = 1e6,
     .fallback = 1e5, .grade = GRADE_ESTIMATE, .source = "exchanger, filter and row manifold",
     .text = "pressure drop at the rated flow, racks apart"},
    {PARAM(cdu_params, pump_efficiency_frac), .kind = PARAM_NUMBER, .unit = "1", .min = 0.05,
     .max = 0.95, .fallback = 0.6, .grade = GRADE_ESTIMATE, .source = "wire to water",
     .text = "hydraulic over electrical power"},
    {0},
};

static const struct state states[] = {
    {"coolant_c", "degC", "coolant from the racks, end of the step"},
    {0},
};

const struct loop_model loop_cdu = {
    .info =
        {
            .name = "cdu",
            .summary = "coolant distribution unit: pumps, exchanger, coolant",
            .validity = "single-phase coolant, one well-mixed volume, constant properties; no "
                        "static head",
            .source = "effectiveness-NTU, Incropera chapter 11; pump and system curves",
            .params = rows,
            .params_size = sizeof(struct cdu_params),
            .states = states,
            .check = check,
        },
    .start = start,
    .flow = flow,
    .step = step,
    .rated_flow_m3s = rated_flow_m3s,
    .rated_w = rated_w,
    .freezing_c = freezing_c,
    .coolant_j_per_m3k = coolant_j_per_m3k,
    .head_left_pa = head_left_pa,
};
