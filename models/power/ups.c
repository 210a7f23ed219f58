/* ups.c - "ups": its parameters and what it loses (see models/loss.h); ups_service.c remembers.
 *
 * Its input has a power factor of its own, whatever the load's, and is drawn evenly on three phases.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "models/power/ups.h"

#include <math.h>

#include "models/registry.h"

#define CURVE_SOURCE                                                                               \
    "fit to makers' curves of modern double-conversion units, 96 to 97 % at half load and above"
#define OVERLOAD_SOURCE "makers' datasheets: 110 % 10 min, 125 % 1 min, 150 % 10 s"

static const struct param rows[] = {
    {PARAM(ups_params, k0_frac), .kind = PARAM_NUMBER, .unit = "1", .min = 0.0, .max = 0.2,
     .fallback = 0.008, .grade = GRADE_ESTIMATE, .source = CURVE_SOURCE,
     .text = "loss without load, over rating"},
    {PARAM(ups_params, k1_frac), .kind = PARAM_NUMBER, .unit = "1", .min = 0.0, .max = 0.2,
     .fallback = 0.018, .grade = GRADE_ESTIMATE, .source = CURVE_SOURCE,
     .text = "loss in proportion to the load, over load"},
    {PARAM(ups_params, k2_frac), .kind = PARAM_NUMBER, .unit = "1", .min = 0.0, .max = 0.2,
     .fallback = 0.010, .grade = GRADE_ESTIMATE, .source = CURVE_SOURCE,
     .text = "loss with the square of the load, at rating over rating"},
    {PARAM(ups_params, efficiency_25_frac), .kind = PARAM_NUMBER, .unit = "1", .min = 0.5,
     .max = 0.999, .fallback = PARAM_UNKNOWN,
     .text = "efficiency at 25 % load; with those at 50 and 100 % it stands for k0, k1, k2"},
    {PARAM(ups_params, efficiency_50_frac), .kind = PARAM_NUMBER, .unit = "1", .min = 0.5,
     .max = 0.999, .fallback = PARAM_UNKNOWN, .text = "efficiency at 50 % load"},
    {PARAM(ups_params, efficiency_100_frac), .kind = PARAM_NUMBER, .unit = "1", .min = 0.5,
     .max = 0.999, .fallback = PARAM_UNKNOWN, .text = "efficiency at full load"},
    {PARAM(ups_params, input_power_factor_frac), .kind = PARAM_NUMBER, .unit = "1", .min = 0.5,
     .max = 1.0, .fallback = 0.99, .grade = GRADE_DATASHEET,
     .source = "makers' datasheets of units with an active rectifier", .text = "at its input"},
    {PARAM(ups_params, battery_energy_j), .kind = PARAM_NUMBER, .unit = "J", .min = 1e3,
     .max = 1e13, .fallback = PARAM_UNKNOWN,
     .text = "nominal energy of its battery; without it there is none"},
    {PARAM(ups_params, depth_of_discharge_frac), .kind = PARAM_NUMBER, .unit = "1", .min = 0.05,
     .max = 1.0, .fallback = 0.9, .grade = GRADE_RULE,
     .source = "lithium-ion cabinets allow 80 to 100 %", .text = "share of it that may be used"},
    {PARAM(ups_params, state_of_health_frac), .kind = PARAM_NUMBER, .unit = "1", .min = 0.3,
     .max = 1.0, .fallback = 1.0, .grade = GRADE_RULE,
     .source = "new; a battery is replaced at 80 % (IEEE 1188)", .text = "capacity left by age"},
    {PARAM(ups_params, discharge_exponent), .kind = PARAM_NUMBER, .unit = "-", .min = 1.0,
     .max = 2.0, .fallback = 1.0, .grade = GRADE_RULE,
     .source = "1 for lithium ion; 1.3 fits VRLA tables of watts a cell within 10 %",
     .text = "n of t = t_r (P_r / P)^n"},
    {PARAM(ups_params, discharge_time_s), .kind = PARAM_NUMBER, .unit = "s", .min = 60.0,
     .max = 3600.0, .fallback = 1800.0, .grade = GRADE_RULE,
     .source = "makers' tables; the fit holds from 5 to 30 min",
     .text = "t_r: time at which its energy is stated"},
    {PARAM(ups_params, recharge_frac), .kind = PARAM_NUMBER, .unit = "1", .min = 0.001, .max = 1.0,
     .warn_min = 0.05, .warn_max = 0.15, .fallback = 0.10, .grade = GRADE_RULE,
     .source = "5 to 15 % of the rating for hours after an outage: trade practice",
     .text = "power that recharges it, over rating"},
    {PARAM(ups_params, charge_efficiency_frac), .kind = PARAM_NUMBER, .unit = "1", .min = 0.3,
     .max = 1.0, .fallback = 0.95, .grade = GRADE_RULE,
     .source = "lithium ion 95 to 98 %, lead-acid 75 to 85 %",
     .text = "share of the recharge that is stored; the rest is heat"},
    {PARAM(ups_params, walk_in_s), .kind = PARAM_NUMBER, .unit = "s", .min = 0.0, .max = 300.0,
     .warn_min = 0.0, .warn_max = 60.0, .fallback = 10.0, .grade = GRADE_RULE,
     .source = "makers' datasheets: rectifier walk-in of 5 to 30 s, to spare the generator",
     .text = "in which its input takes over from the battery when power returns"},
    {PARAM(ups_params, transfer_s), .kind = PARAM_NUMBER, .unit = "s", .min = 0.0, .max = 1.0,
     .warn_min = 0.0, .warn_max = 0.01, .fallback = 0.0, .grade = GRADE_DATASHEET,
     .source = "IEC 62040-3: a double-conversion unit (VFI) has none; in eco mode 2 to 10 ms",
     .text = "gap at its output when its feed dies"},
    {PARAM(ups_params, hold_up_s), .kind = PARAM_NUMBER, .unit = "s", .min = 0.0, .max = 1.0,
     .fallback = 0.02, .grade = GRADE_DATASHEET,
     .source = "OCP Open Rack V3 HPR: 20 ms hold-up; ITIC curve (2000): 20 ms",
     .text = "gap that the supplies behind it bridge"},
    {PARAM(ups_params, overload_110_s), .kind = PARAM_NUMBER, .unit = "s", .min = 1.0, .max = 1e5,
     .fallback = 600.0, .grade = GRADE_DATASHEET, .source = OVERLOAD_SOURCE,
     .text = "for how long its inverter carries 110 %"},
    {PARAM(ups_params, overload_125_s), .kind = PARAM_NUMBER, .unit = "s", .min = 0.5, .max = 1e5,
     .fallback = 60.0, .grade = GRADE_DATASHEET, .source = OVERLOAD_SOURCE,
     .text = "for how long 125 %"},
    {PARAM(ups_params, overload_150_s), .kind = PARAM_NUMBER, .unit = "s", .min = 0.02, .max = 1e5,
     .fallback = 10.0, .grade = GRADE_DATASHEET, .source = OVERLOAD_SOURCE,
     .text = "for how long 150 %"},
    {0},
};

static const struct state states[] = {
    [UPS_CHARGE_J] = {"charge_j", "J", "energy left in its battery"},
    [UPS_REARM_J] = {"rearm_j", "J", "charge below which an emptied battery does not carry again"},
    [UPS_WALK_S] = {"walk_s", "s", "left until its input carries all again"},
    [UPS_GAP_S] = {"gap_s", "s", "left of its transfer to the battery"},
    [UPS_CYCLE_S] = {"cycle_s", "s", "that it still bridges when the load is too much to start on"},
    [UPS_OVERLOAD_FRAC] = {"overload_frac", "1", "share used of the time that it stands overload"},
    [UPS_IS_BYPASSED] = {"is_bypassed", "-", "1 after that time: its bypass carries the load"},
    [UPS_WAS_FED] = {"was_fed", "-", "1 when it was fed in the last step"},
    [UPS_IS_BEYOND] = {"is_beyond", "-",
                       "1 while its battery empties faster than its discharge law holds for"},
    [UPS_N_STATES] = {0},
};

struct loss_ups ups_loss(const struct ups_params *p)
{
    const double efficiency_frac[] = {p->efficiency_25_frac, p->efficiency_50_frac,
                                      p->efficiency_100_frac};
    const double load_frac[] = {0.25, 0.50, 1.00};

    return isnan(p->efficiency_25_frac) ? (struct loss_ups){p->k0_frac, p->k1_frac, p->k2_frac}
                                        : loss_ups_fit(load_frac, efficiency_frac);
}

/* A question without a memory finds it as it was built: charged. */
static double recharge_at(const struct ups_params *p, const struct power_block *b, size_t i)
{
    if (b->state == NULL) {
        return 0.0;
    }
    const struct ups_memory m = ups_load(b->state, b->n, i);
    return ups_is_charging(p, &m, b->is_fed[i] > 0.0, b->is_steady)
               ? p->recharge_frac * b->rating_w[i]
               : 0.0;
}

static enum status step(const void *params, const struct power_block *b)
{
    const struct ups_params *const p = params;
    const struct loss_ups ups = ups_loss(p);
    const double var_per_w = sqrt(1.0 - p->input_power_factor_frac * p->input_power_factor_frac) /
                             p->input_power_factor_frac;

    for (size_t i = 0; i < b->n; i++) {
        const bool is_fed = b->state == NULL || b->is_fed[i] > 0.0;
        const double recharge_w = recharge_at(p, b, i);
        const double load_frac = b->load_w[i] / b->rating_w[i];
        const double running_w = b->rating_w[i] * loss_ups_frac(&ups, load_frac);

        b->loss_w[i] =
            (running_w + (1.0 - p->charge_efficiency_frac) * recharge_w) * b->is_energised[i];
        /* While it walks in, the reactive power of its whole input: the greatest of that time. */
        b->input_var[i] =
            is_fed ? (b->load_w[i] + (running_w + recharge_w) * b->is_energised[i]) * var_per_w
                   : 0.0;
    }
    return STATUS_OK;
}

static const char *check_curve(const struct ups_params *p)
{
    const int n_points = !isnan(p->efficiency_25_frac) + !isnan(p->efficiency_50_frac) +
                         !isnan(p->efficiency_100_frac);

    if (n_points != 0 && n_points != 3) {
        return "'efficiency_25', 'efficiency_50' and 'efficiency_100' are given together or not at "
               "all";
    }
    const struct loss_ups ups = ups_loss(p);
    if (ups.k0_frac < 0.0 || ups.k1_frac < 0.0 || ups.k1_frac + 2.0 * ups.k2_frac < 0.0) {
        return "the efficiencies give a loss below zero, or one that falls when the load grows: "
               "check them";
    }
    return NULL;
}

static const char *check(const void *params)
{
    const struct ups_params *const p = params;

    if (p->overload_125_s > p->overload_110_s || p->overload_150_s > p->overload_125_s) {
        return "'overload_110', 'overload_125' and 'overload_150' must fall";
    }
    return check_curve(p);
}

const struct power_model power_ups = {
    .info =
        {
            .name = "ups",
            .summary =
                "UPS by no-load, proportional and square-law loss, with a battery or without",
            .validity = "0 to rating, overloads by their times; on battery and on bypass it loses "
                        "as in double conversion; a discharge law with an exponent holds for 5 min "
                        "and longer; in a steady question a battery is full when fed, else used up",
            .source = "Rasmussen, Schneider Electric White Paper 113; IEC 62040-3",
            .params = rows,
            .params_size = sizeof(struct ups_params),
            .states = states,
            .check = check,
        },
    .balances_phases = true,
    .needs_rating_w = true,
    .step = step,
    .start = ups_start,
    .connect = ups_connect,
    .advance = ups_advance,
};
