/* parts.c - "parts": a GPU node by its components.
 *
 * Power by part from activity (chip.h for the accelerators with clock, voltage and leakage; fans by
 * the cube of their speed; the supply by its loss curve). Heat of an accelerator through three masses
 * that are advanced exactly (parts_heat.c):
 *
 *     die ---- R_die --.
 *                       plate or sink ---- R_inf + a (V / V_ref)^-n ---- coolant, or air by the fans
 *     memory - R_hbm --'             '---- stray ---------------------- inlet air
 *
 * The temperatures are straight lines in the power, so that leakage is solved at the mean temperature
 * of the step (second order in its length), and a cap, a throttle limit and a shutdown are met by
 * arithmetic on the power (parts_step.c). With no flow the coolant takes nothing, the plate warms,
 * and only the stray conductance is left.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "models/node/parts.h"

#include <math.h>

#include "models/node_model.h"
#include "models/registry.h"

static const struct state states[] = {
    SERVICE_STATE_ROWS,
    {"junction_c", "degC", "junctions of the accelerators, end of the step"},
    {"memory_c", "degC", "their memory, end of the step"},
    {"plate_c", "degC", "their plates or heat sinks, end of the step"},
    {"ceiling_frac", "1", "clock that throttling allows over the highest"},
    {"hot_s", "s", "for how long they have been too hot to go on"},
    {"is_shut", "-", "1 while the nodes are off because of that"},
    {0},
};

static const char *check_supply(const struct parts_params *p)
{
    const bool has_curve = p->psu_curve.n > 0;

    if (has_curve && !isnan(p->psu_efficiency_frac)) {
        return "give either 'psu_curve' or 'psu_efficiency', not both";
    }
    if (p->psu_constant_w > 0.0 && isnan(p->psu_efficiency_frac)) {
        return "'psu_constant' needs 'psu_efficiency'";
    }
    if (has_curve && isnan(p->psu_rating_w)) {
        return "'psu_curve' needs 'psu_rating', the rating of all supplies that share the load";
    }
    if (has_curve && p->psu_curve.x[0] < 0.0) {
        return "'psu_curve' has a load below zero";
    }
    for (size_t i = 1; i < p->psu_curve.n; i++) {
        if (p->psu_curve.x[i] * (1.0 / p->psu_curve.y[i] - 1.0) <
            p->psu_curve.x[i - 1] * (1.0 / p->psu_curve.y[i - 1] - 1.0)) {
            return "'psu_curve' loses less at a higher load: check its efficiencies";
        }
    }
    return NULL;
}

static const char *check_heat(const struct parts_params *p)
{
    const int n_thermal = !isnan(p->die_resistance_k_per_w) + !isnan(p->sink_fixed_k_per_w) +
                          !isnan(p->sink_film_k_per_w) + !isnan(p->sink_capacity_j_per_k);
    if (n_thermal != 0 && n_thermal != 4) {
        return "'die_resistance', 'sink_fixed', 'sink_film' and 'sink_capacity' go together";
    }
    if (n_thermal == 4 && p->sink_fixed_k_per_w + p->sink_film_k_per_w <= 0.0) {
        return "'sink_fixed' and 'sink_film' are both zero: no plate is that good";
    }
    if (p->shut_margin_k < p->hard_margin_k) {
        return "'shut_margin' is below 'hard_margin': it would go off before it slows down";
    }
    return NULL;
}

static const char *check(const void *params)
{
    const struct parts_params *const p = params;
    const char *const supply = check_supply(p);
    const char *const heat = check_heat(p);

    if (p->accelerator_max_w < p->accelerator_idle_w || p->host_max_w < p->host_idle_w) {
        return "a part's idle power is above its greatest";
    }
    if (p->fan_full_c <= p->fan_knee_c) {
        return "'fan_full' must be above 'fan_knee'";
    }
    if (p->clock_min_hz > p->clock_max_hz || p->clock_knee_hz > p->clock_max_hz ||
        p->volt_knee_v > p->volt_max_v) {
        return "clocks and volts must rise from the least to the greatest";
    }
    if (supply != NULL || heat != NULL) {
        return supply != NULL ? supply : heat;
    }
    const struct parts_const k = parts_const(p);
    if (parts_full(&k).input_w <= 0.0) {
        return "a node whose parts all draw nothing has no power to scale";
    }
    return NULL;
}

#define HOPPER   "estimate for a part of 2022: boost clock and voltages of the class"
#define SPLIT    "engineering estimate of component splits"
#define THROTTLE "estimate after what nvidia-smi reports of a part of 2022"

#define NUMBER(field, unit_, min_, max_, fallback_, grade_, source_, text_)                        \
    {                                                                                              \
        PARAM(parts_params, field), .kind = PARAM_NUMBER, .unit = (unit_), .min = (min_),          \
                                    .max = (max_), .fallback = (fallback_), .grade = (grade_),     \
                                    .source = (source_), .text = (text_)                           \
    }
#define NEEDED(field, kind_, unit_, max_, text_)                                                   \
    {                                                                                              \
        PARAM(parts_params, field), .kind = (kind_), .unit = (unit_), .min = 0.0, .max = (max_),   \
                                    .is_required = true, .text = (text_)                           \
    }

static const struct param rows[] = {
    NEEDED(accelerators, PARAM_COUNT, "-", 1000.0, "GPUs in a node"),
    NEEDED(accelerator_idle_w, PARAM_NUMBER, "W", 1e5, "one GPU with its memory, idle"),
    NEEDED(accelerator_max_w, PARAM_NUMBER, "W", 1e5, "one GPU with its memory at full activity"),
    NUMBER(accelerator_exponent, "-", 0.3, 2.0, 1.0, GRADE_ESTIMATE,
           "compute-bound work about 1, memory-bound 0.4 to 0.6",
           "dynamic power goes with activity to this power"),
    NEEDED(hosts, PARAM_COUNT, "-", 1000.0, "CPUs in a node"),
    NEEDED(host_idle_w, PARAM_NUMBER, "W", 1e4, "one CPU, idle"),
    NEEDED(host_max_w, PARAM_NUMBER, "W", 1e4, "one CPU at full activity"),
    NEEDED(memory_w, PARAM_NUMBER, "W", 1e5, "host memory at full activity"),
    NEEDED(network_w, PARAM_NUMBER, "W", 1e5, "NICs and switches at full activity"),
    NEEDED(storage_w, PARAM_NUMBER, "W", 1e5, "drives at full activity"),
    NEEDED(board_w, PARAM_NUMBER, "W", 1e5, "regulators and the rest at full activity"),
    NUMBER(rest_idle_frac, "1", 0.0, 1.0, 0.6, GRADE_ESTIMATE, SPLIT,
           "memory, network, storage and board: idle over full"),
    NEEDED(fan_w, PARAM_NUMBER, "W", 1e5, "fans at rated airflow"),
    {PARAM(parts_params, psu_curve), .kind = PARAM_CURVE, .unit = "1", .min = 0.01, .max = 0.9999,
     .fallback = PARAM_UNKNOWN,
     .text = "supplies: [share of the rating, efficiency]; without it and 'psu_efficiency' the "
             "node takes direct current from a shelf"},
    NUMBER(psu_rating_w, "W", 1.0, 1e6, PARAM_UNKNOWN, GRADE_GIVEN, NULL,
           "rating of all supplies that share the load"),
    NUMBER(psu_constant_w, "W", 0.0, 1e5, 0.0, GRADE_RULE, "none when nothing is said",
           "constant loss of the supply, before its efficiency"),
    NUMBER(psu_efficiency_frac, "1", 0.5, 1.0, PARAM_UNKNOWN, GRADE_GIVEN, NULL,
           "efficiency of the supply besides its constant loss"),
    NUMBER(leak_frac, "1", 0.0, 0.5, 0.15, GRADE_ESTIMATE,
           "0.10 to 0.25 of the power: HotSpot and McPAT literature",
           "leakage over the power of an accelerator at leak_ref"),
    NUMBER(leak_growth_per_k, "1/K", 0.0, 0.03, 0.015, GRADE_ESTIMATE,
           "0.010 to 0.020 per K: doubles every 35 to 70 K", "growth of leakage"),
    NUMBER(leak_ref_c, "degC", 20.0, 110.0, 65.0, GRADE_ESTIMATE, "operating point of the class",
           "temperature at which the powers are stated"),
    NUMBER(die_resistance_k_per_w, "K/W", 1e-3, 10.0, PARAM_UNKNOWN, GRADE_GIVEN, NULL,
           "junction to plate or heat sink, one accelerator; without it there are no temperatures"),
    NUMBER(die_time_s, "s", 1e-3, 60.0, 0.015, GRADE_ESTIMATE, "die on its lid: 5 to 20 ms",
           "time constant of die and memory on a plate that stays"),
    NUMBER(hbm_frac, "1", 0.0, 0.6, 0.15, GRADE_ESTIMATE, "12 to 17 % of the power of a GPU",
           "share of an accelerator's heat that its memory gives off"),
    NUMBER(hbm_resistance_k_per_w, "K/W", 1e-3, 10.0, 0.1, GRADE_ESTIMATE,
           "memory 15 to 25 K above the plate at full load", "all its memory to plate or sink"),
    NUMBER(sink_fixed_k_per_w, "K/W", 0.0, 10.0, PARAM_UNKNOWN, GRADE_GIVEN, NULL,
           "plate or heat sink to coolant or inlet air: part that no flow changes"),
    NUMBER(sink_film_k_per_w, "K/W", 0.0, 10.0, PARAM_UNKNOWN, GRADE_GIVEN, NULL,
           "the rest of it, at plate_flow or full fan speed"),
    NUMBER(sink_exponent, "-", 0.0, 1.0, 0.7, GRADE_RULE,
           "0.5 developing laminar flow to 0.8 turbulent",
           "sink_film falls with flow to this power"),
    NUMBER(sink_capacity_j_per_k, "J/K", 1.0, 1e5, PARAM_UNKNOWN, GRADE_GIVEN, NULL,
           "plate with the coolant in it, or heat sink, one accelerator"),
    NUMBER(plate_flow_m3s, "m3/s", 1e-7, 1e-2, 2.5e-5, GRADE_RULE, "0.5 to 2 L/min a cold plate",
           "coolant through one accelerator's plate at which sink_film is stated"),
    NUMBER(stray_w_per_k, "W/K", 1e-3, 100.0, 0.5, GRADE_ESTIMATE,
           "0.05 m2 of plate and board at 10 W/m2/K",
           "plate or sink to the air besides: natural convection and conduction, one accelerator"),
    NUMBER(hbm_limit_c, "degC", 40.0, 130.0, 95.0, GRADE_RULE, "trade press on HBM3",
           "memory temperature that it slows down for"),
    NUMBER(hysteresis_k, "K", 0.0, 30.0, 3.0, GRADE_ESTIMATE, THROTTLE,
           "it speeds up again this far below"),
    NUMBER(hard_margin_k, "K", 0.0, 50.0, 3.0, GRADE_ESTIMATE, THROTTLE,
           "this far above it takes whatever clock holds that"),
    NUMBER(shut_margin_k, "K", 0.0, 50.0, 8.0, GRADE_ESTIMATE, THROTTLE,
           "this far above the node goes off"),
    NUMBER(shut_time_s, "s", 0.0, 600.0, 1.0, GRADE_ESTIMATE, "makers do not say",
           "after as long there"),
    NUMBER(throttle_step_hz, "Hz", 1e5, 1e9, 15e6, GRADE_ESTIMATE, THROTTLE,
           "step of the clock when it slows down or speeds up"),
    NUMBER(throttle_fall_s, "s", 1e-4, 10.0, 0.01, GRADE_ESTIMATE, THROTTLE, "time of a step down"),
    NUMBER(throttle_rise_s, "s", 1e-4, 10.0, 0.1, GRADE_ESTIMATE, THROTTLE, "time of a step up"),
    NUMBER(plate_accelerator_frac, "1", 0.0, 1.0, 1.0, GRADE_RULE, "plates cover the package",
           "share of the accelerators' heat that plates take"),
    NUMBER(plate_host_frac, "1", 0.0, 1.0, 1.0, GRADE_RULE, "plates cover the package",
           "share of the CPUs' heat that plates take"),
    NUMBER(plate_rest_frac, "1", 0.0, 1.0, 0.0, GRADE_RULE, "plates on processors only",
           "share of the rest, fans aside, that plates take"),
    NUMBER(airflow_m3s, "m3/s", 0.0, 50.0, PARAM_UNKNOWN, GRADE_GIVEN, NULL,
           "air through one node at full speed; when absent, by airflow_per_power"),
    NUMBER(airflow_per_power_m3_per_j, "m3/J", 0.0, 1e-3, 5.9e-5, GRADE_RULE,
           "125 CFM per kW: measured practice is 100 to 160",
           "airflow at full speed over the electronics' power"),
    NUMBER(airflow_least_frac, "1", 0.0, 1.0, 0.3, GRADE_ESTIMATE, "fans keep a least speed",
           "least speed of the fans"),
    NUMBER(fan_knee_c, "degC", 10.0, 60.0, 25.0, GRADE_ESTIMATE,
           "fans run flat up to 24 to 27 degC", "inlet above which fans speed up"),
    NUMBER(fan_full_c, "degC", 11.0, 70.0, 35.0, GRADE_ESTIMATE, "full speed at about 35 degC",
           "inlet at which fans run at full speed"),
    NUMBER(clock_max_hz, "Hz", 1e8, 1e10, 1.98e9, GRADE_ESTIMATE, HOPPER, "highest clock"),
    NUMBER(clock_knee_hz, "Hz", 1e8, 1e10, 1.0e9, GRADE_ESTIMATE, HOPPER,
           "clock below which the voltage stays"),
    NUMBER(clock_min_hz, "Hz", 1e7, 1e10, 0.345e9, GRADE_ESTIMATE, HOPPER,
           "lowest clock under a cap"),
    NUMBER(volt_max_v, "V", 0.3, 3.0, 1.05, GRADE_ESTIMATE, HOPPER, "voltage at the highest clock"),
    NUMBER(volt_knee_v, "V", 0.3, 3.0, 0.70, GRADE_ESTIMATE, HOPPER, "voltage below the knee"),
    NUMBER(work_exponent, "-", 0.0, 2.0, 1.0, GRADE_RULE,
           "work goes with the clock when compute bound, hardly when memory bound",
           "work done goes with the clock to this power"),
    {0},
};

const struct node_model node_parts = {
    .info =
        {
            .name = "parts",
            .summary = "a GPU node by its components",
            .validity =
                "means over 0.01 s or more; leakage from 20 to 110 degC; single-phase coolant",
            .source = "component sum as in Brewer et al. (2024); CMOS switching power; HotSpot and "
                      "McPAT for leakage; affinity laws",
            .params = rows,
            .params_size = sizeof(struct parts_params),
            .states = states,
            .check = check,
        },
    .start = parts_start,
    .step = parts_step,
};
