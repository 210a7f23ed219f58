/* cdu_params.c - what a CDU is: its rows, and what follows from its maker's match point.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>

#include "models/loop/cdu.h"

/* Air at which liquid-to-air units are rated: 1.2 kg/m3 and 1006 J/(kg K). */
#define RATED_AIR_J_PER_M3K 1207.2

enum status cdu_build(const struct cdu_params *p, struct cdu *ret)
{
    const bool is_air = p->rejects_to == CDU_TO_ROOM;
    const double per_flow2 = 1.0 / (p->flow_m3s * p->flow_m3s);
    struct coolant coolant;
    struct coolant facility;
    double ntu = 0.0;

    if (phys_coolant(p->glycol_frac, p->design_c, &coolant) != STATUS_OK ||
        phys_coolant(p->facility_glycol_frac, p->design_c, &facility) != STATUS_OK) {
        return STATUS_OUT_OF_RANGE;
    }
    *ret = (struct cdu){
        .kind = is_air ? EXCHANGER_CROSSFLOW : EXCHANGER_COUNTERFLOW,
        .coolant_kg_per_m3 = coolant.density_kg_m3,
        .coolant_j_per_m3k = coolant.density_kg_m3 * coolant.cp_j_kgk,
        .cold_w_per_k = is_air ? RATED_AIR_J_PER_M3K * p->airflow_m3s
                               : facility.density_kg_m3 * facility.cp_j_kgk * p->facility_flow_m3s,
        .freezing_c = coolant.freezing_c,
        .loop_pa_per_m3s2 = p->loop_drop_pa * per_flow2,
        .pump = {.head_zero_pa = p->head_zero_pa,
                 .droop_pa_per_m3s2 = (p->head_zero_pa - p->head_pa) * per_flow2,
                 .efficiency_frac = p->pump_efficiency_frac,
                 .best_m3s = p->flow_m3s},
    };
    const double held_j_k = ret->coolant_j_per_m3k * p->volume_m3;
    ret->tank_j_k = held_j_k * (1.0 - p->pipe_frac);
    ret->pipe_j_k = 0.5 * held_j_k * p->pipe_frac;
    const double hot_w_per_k = ret->coolant_j_per_m3k * p->flow_m3s;
    const double least = fmin(hot_w_per_k, ret->cold_w_per_k);
    /* At the match point the return stands above the facility by the approach and the rise. */
    const double span_k = p->approach_k + p->capacity_w / hot_w_per_k;
    const enum status st = exchanger_ntu(ret->kind, p->capacity_w / (least * span_k),
                                         least / fmax(hot_w_per_k, ret->cold_w_per_k), &ntu);
    /* Fouling is a resistance in series: R = (1 + fouling) / UA. */
    ret->ua_w_per_k = ntu * least / (1.0 + p->fouling_frac);
    return st;
}

const char *cdu_check(const void *params)
{
    const struct cdu_params *const p = params;
    struct cdu cdu;
    struct coolant coolant;

    if (p->rejects_to == CDU_TO_FACILITY && isnan(p->facility_flow_m3s)) {
        return "a unit that rejects to the facility needs 'facility_flow'";
    }
    if (p->rejects_to == CDU_TO_ROOM && (isnan(p->airflow_m3s) || isnan(p->fan_w))) {
        return "a unit that rejects to the room needs 'airflow' and 'fan'";
    }
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
    if (p->pumps < p->pumps_needed) {
        return "it has fewer 'pumps' than 'pumps_needed'";
    }
    return cdu_build(p, &cdu) == STATUS_OK
               ? NULL
               : "no exchanger meets 'capacity' at this 'approach' with these flows";
}

#define CLASS "row CDU of the 1 MW class, makers' catalogues"

static const char *const sink_words[] = {"facility", "room", NULL};
static const char *const hold_words[] = {"flow", "pressure", NULL};
static const char *const duty_words[] = {"runs", "stands_by", NULL};

const struct param cdu_rows[] = {
    {PARAM(cdu_params, capacity_w), .kind = PARAM_NUMBER, .unit = "W", .min = 1e3, .max = 2e7,
     .is_required = true, .text = "heat at its match point"},
    {PARAM(cdu_params, approach_k), .kind = PARAM_NUMBER, .unit = "K", .min = 0.5, .max = 40.0,
     .warn_min = 2.0, .warn_max = 20.0, .fallback = 4.0, .grade = GRADE_RULE,
     .source = "3 to 5 K by design; 8 to 20 K to air",
     .text = "coolant supply above facility supply (or room air), at capacity"},
    {PARAM(cdu_params, flow_m3s), .kind = PARAM_NUMBER, .unit = "m3/s", .min = 1e-5, .max = 1.0,
     .is_required = true, .text = "rated flow of coolant to the racks"},
    {PARAM(cdu_params, rejects_to), .kind = PARAM_CHOICE, .choices = sink_words,
     .fallback = CDU_TO_FACILITY, .grade = GRADE_RULE, .source = "liquid to liquid is usual",
     .text = "what takes its heat: facility water, or the room's air (liquid-to-air unit)"},
    {PARAM(cdu_params, facility_flow_m3s), .kind = PARAM_NUMBER, .unit = "m3/s", .min = 1e-5,
     .max = 1.0, .fallback = PARAM_UNKNOWN,
     .text = "rated flow of facility water; needed when it rejects to the facility"},
    {PARAM(cdu_params, airflow_m3s), .kind = PARAM_NUMBER, .unit = "m3/s", .min = 0.01,
     .max = 200.0, .fallback = PARAM_UNKNOWN,
     .text = "rated airflow; needed when it rejects to the room"},
    {PARAM(cdu_params, fan_w), .kind = PARAM_NUMBER, .unit = "W", .min = 0.0, .max = 1e6,
     .fallback = PARAM_UNKNOWN, .text = "power of its fans at the rated airflow; likewise"},
    {PARAM(cdu_params, supply_c), .kind = PARAM_NUMBER, .unit = "degC", .min = 5.0, .max = 70.0,
     .warn_min = 17.0, .warn_max = 45.0, .fallback = 32.0, .grade = GRADE_RULE,
     .source = "ASHRAE W32; GPU racks take 25 to 45 degC", .text = "set point of the supply"},
    {PARAM(cdu_params, volume_m3), .kind = PARAM_NUMBER, .unit = "m3", .min = 1e-3, .max = 100.0,
     .fallback = 0.3, .grade = GRADE_ESTIMATE, .source = "about 0.3 L per kW with its piping",
     .text = "coolant in unit and piping, racks apart"},
    {PARAM(cdu_params, pipe_frac), .kind = PARAM_NUMBER, .unit = "1", .min = 0.0, .max = 0.95,
     .fallback = 0.5, .grade = GRADE_ESTIMATE,
     .source = "20 m of DN 80 each way hold 200 L; the unit as much",
     .text = "share of that coolant in supply and return pipes, half each: it arrives later"},
    {PARAM(cdu_params, reserve_m3), .kind = PARAM_NUMBER, .unit = "m3", .min = 1e-4, .max = 10.0,
     .fallback = 0.02, .grade = GRADE_ESTIMATE, .source = "reservoirs of row CDUs hold 20 to 60 L",
     .text = "coolant that may leak out before low level stops the pumps"},
    {PARAM(cdu_params, glycol_frac), .kind = PARAM_NUMBER, .unit = "1", .min = 0.0, .max = 0.6,
     .fallback = 0.25, .grade = GRADE_RULE, .source = "PG25: 25 % propylene glycol",
     .text = "propylene glycol by mass in the coolant; 0 is water"},
    {PARAM(cdu_params, facility_glycol_frac), .kind = PARAM_NUMBER, .unit = "1", .min = 0.0,
     .max = 0.6, .fallback = 0.0, .grade = GRADE_RULE, .source = "facility loops hold water",
     .text = "the same in the facility's loop"},
    {PARAM(cdu_params, design_c), .kind = PARAM_NUMBER, .unit = "degC", .min = 5.0, .max = 80.0,
     .fallback = 35.0, .grade = GRADE_RULE, .source = "mean of a warm-water loop",
     .text = "temperature at which densities and specific heats are taken"},
    {PARAM(cdu_params, pressure_pa), .kind = PARAM_NUMBER, .unit = "Pa", .min = 1e5, .max = 1e6,
     .fallback = 2.5e5, .grade = GRADE_ESTIMATE,
     .source = "loops stand at 2 to 6 bar; absolute, the least of it at the plates",
     .text = "absolute pressure at the racks: sets the coolant's boiling point"},
    {PARAM(cdu_params, fouling_frac), .kind = PARAM_NUMBER, .unit = "1", .min = 0.0, .max = 2.0,
     .fallback = 0.0, .grade = GRADE_RULE, .source = "clean, as its maker rates it; 10 % is usual",
     .text = "fouling: resistance added, over the clean exchanger's"},
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
     .text = "hydraulic over electrical power at the rated flow, where it is best"},
    {PARAM(cdu_params, pumps), .kind = PARAM_COUNT, .unit = "-", .min = 1.0, .max = 12.0,
     .fallback = 2.0, .grade = GRADE_RULE, .source = "N+1: one more than needed",
     .text = "pumps fitted"},
    {PARAM(cdu_params, pumps_needed), .kind = PARAM_COUNT, .unit = "-", .min = 1.0, .max = 12.0,
     .fallback = 1.0, .grade = GRADE_RULE, .source = "N+1: one more than needed",
     .text = "pumps that run; together they have the stated head and flow"},
    {PARAM(cdu_params, failover_s), .kind = PARAM_NUMBER, .unit = "s", .min = 0.0, .max = 120.0,
     .fallback = 6.0, .grade = GRADE_ESTIMATE, .source = "3 to 10 s",
     .text = "time in which a spare pump takes over"},
    {PARAM(cdu_params, pump_lag_s), .kind = PARAM_NUMBER, .unit = "s", .min = 0.0, .max = 120.0,
     .fallback = 8.0, .grade = GRADE_ESTIMATE,
     .source = "drives ramp, and rotors run down, in 5 to 15 s",
     .text = "time constant with which pumps run up and down"},
    {PARAM(cdu_params, holds), .kind = PARAM_CHOICE, .choices = hold_words,
     .fallback = CDU_HOLDS_FLOW, .grade = GRADE_RULE, .source = "racks are sold by their flow",
     .text = "what its pumps hold: the racks' design flow, or the header's design pressure"},
    {PARAM(cdu_params, duty), .kind = PARAM_CHOICE, .choices = duty_words, .fallback = CDU_RUNS,
     .grade = GRADE_RULE, .source = "units of a group share its load",
     .text = "runs: shares its header's load; stands_by: starts when another of its header stops"},
    {PARAM(cdu_params, valve_gain_per_k), .kind = PARAM_NUMBER, .unit = "1/K", .min = 1e-3,
     .max = 1.0, .fallback = 0.04, .grade = GRADE_ESTIMATE,
     .source = "a proportional band of 25 K: half the exchanger's own gain undone",
     .text = "stroke of its valve per kelvin of supply off its set point"},
    {PARAM(cdu_params, valve_reset_s), .kind = PARAM_NUMBER, .unit = "s", .min = 1.0, .max = 3600.0,
     .fallback = 20.0, .grade = GRADE_ESTIMATE, .source = "of the order of the stroke time",
     .text = "reset (integral) time of the controller"},
    {PARAM(cdu_params, valve_stroke_s), .kind = PARAM_NUMBER, .unit = "s", .min = 1.0, .max = 600.0,
     .fallback = 30.0, .grade = GRADE_RULE,
     .source = "fast actuators 15 to 35 s, standard 60 to 150 s",
     .text = "full stroke of the actuator"},
    {PARAM(cdu_params, dew_margin_k), .kind = PARAM_NUMBER, .unit = "K", .min = 0.0, .max = 10.0,
     .fallback = 2.0, .grade = GRADE_RULE, .source = "2 to 3 K in makers' controllers",
     .text = "least supply above the room's dew point: the set point is raised to it"},
    {0},
};

const struct state cdu_states[] = {
    [CDU_COOLANT_C] = {"coolant_c", "degC", "coolant into the exchanger, end of the step"},
    [CDU_LEAVING_C] = {"leaving_c", "degC", "coolant out of the exchanger, mean of the step"},
    [CDU_SPEED] = {"speed_end_frac", "1", "pump speed, end of the step"},
    [CDU_PUMPS] = {"pumps_end", "-", "pumps that turn, end of the step"},
    [CDU_PUMPS_LOST] = {"pumps_lost_seen", "-", "failed pumps that are out of the bank"},
    [CDU_SPILT_M3] = {"spilt_m3", "m3", "coolant that is missing in its reservoir"},
    [CDU_VALVE] = {"valve_end_frac", "1", "valve, end of the step"},
    [CDU_RESET] = {"reset_frac", "1", "integral of its controller"},
    [CDU_FAN_SHARE] = {"fan_share_frac", "1", "fans in the power drawn next"},
    [CDU_SUPPLY_PIPE] = {"supply_pipe_1_c", "degC", "supply pipe, from the unit on"},
    {"supply_pipe_2_c", "degC", ""},
    {"supply_pipe_3_c", "degC", ""},
    {"supply_pipe_4_c", "degC", ""},
    {"supply_pipe_5_c", "degC", ""},
    {"supply_pipe_6_c", "degC", ""},
    {"supply_pipe_7_c", "degC", ""},
    {"supply_pipe_8_c", "degC", "supply pipe, at the racks"},
    [CDU_RETURN_PIPE] = {"return_pipe_1_c", "degC", "return pipe, from the racks on"},
    {"return_pipe_2_c", "degC", ""},
    {"return_pipe_3_c", "degC", ""},
    {"return_pipe_4_c", "degC", ""},
    {"return_pipe_5_c", "degC", ""},
    {"return_pipe_6_c", "degC", ""},
    {"return_pipe_7_c", "degC", ""},
    {"return_pipe_8_c", "degC", "return pipe, at the unit"},
    [CDU_STATES] = {0},
};
