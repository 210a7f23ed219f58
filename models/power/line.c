/* line.c - "line": a cable or a busway by its resistance and reactance (see models/loss.h).
 *
 *     three phases  loss = 3 I^2 R L,   reactive power 3 I^2 X L
 *     a pair (one phase, direct current)  2 I^2 R L,   2 I^2 X L
 *
 * I is the current of the most loaded phase; of direct current it is load / bus voltage. A step longer
 * than the period of a swinging load sees its mean current, which loses less than the swing does.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>

#include "models/loss.h"
#include "models/phase.h"
#include "models/power_model.h"
#include "models/registry.h"

struct line_params {
    int conductors; /* enum line_kind */
    double length_m;
    double resistance_ohm_per_m;
    double reactance_ohm_per_m;
    double bus_v;
};

enum line_kind { LINE_THREE_PHASE, LINE_SINGLE_PHASE, LINE_DIRECT };

static const char *const kind_words[] = {"three_phase", "single_phase", "direct", NULL};

static const struct param rows[] = {
    {PARAM(line_params, conductors), .kind = PARAM_CHOICE, .choices = kind_words,
     .fallback = LINE_THREE_PHASE, .grade = GRADE_RULE, .source = "busways and feeders are",
     .text = "what runs along it"},
    {PARAM(line_params, length_m), .kind = PARAM_NUMBER, .unit = "m", .min = 0.1, .max = 1e4,
     .warn_min = 1.0, .warn_max = 500.0, .is_required = true,
     .text = "from its feed to its middle load"},
    {PARAM(line_params, resistance_ohm_per_m), .kind = PARAM_NUMBER, .unit = "Ohm/m", .min = 1e-7,
     .max = 0.1, .fallback = 7.5e-5, .grade = GRADE_RULE,
     .source = "busway of 400 A, copper or aluminium, warm: makers' datasheets 0.06 to 0.1 mOhm/m",
     .text = "of one conductor"},
    {PARAM(line_params, reactance_ohm_per_m), .kind = PARAM_NUMBER, .unit = "Ohm/m", .min = 0.0,
     .max = 0.01, .fallback = 3.5e-5, .grade = GRADE_RULE,
     .source = "busway of 400 A: makers' datasheets 0.02 to 0.05 mOhm/m; cables 0.08 mOhm/m",
     .text = "of one conductor; not of direct current"},
    {PARAM(line_params, bus_v), .kind = PARAM_NUMBER, .unit = "V", .min = 10.0, .max = 5000.0,
     .fallback = PARAM_UNKNOWN, .text = "voltage between the pair of direct current"},
    {0},
};

static double current_of(const struct line_params *p, const struct power_block *b, size_t i)
{
    return p->conductors == LINE_DIRECT ? phase_dc_a(b->load_w[i], p->bus_v) : b->current_a[i];
}

/* Voltage lost along the line over the nominal. */
static double drop_frac(const struct line_params *p, const struct power_block *b, size_t i,
                        double current_a)
{
    const double va = hypot(b->load_w[i], b->load_var[i]);
    const double power_factor = va > 0.0 ? b->load_w[i] / va : 1.0;

    if (p->conductors == LINE_DIRECT) {
        return loss_line_dc_v(current_a, p->length_m, p->resistance_ohm_per_m) / p->bus_v;
    }
    const double three_v = loss_line_v(current_a, p->length_m, p->resistance_ohm_per_m,
                                       p->reactance_ohm_per_m, power_factor);
    /* A pair has two conductors where three phases count sqrt(3). */
    const double pair = p->conductors == LINE_THREE_PHASE ? 1.0 : 2.0 / sqrt(3.0);
    return three_v * pair / b->voltage_v[i];
}

static enum status step(const void *params, const struct power_block *b)
{
    const struct line_params *const p = params;
    const int conductors = p->conductors == LINE_THREE_PHASE ? 3 : 2;
    const double reactance = p->conductors == LINE_DIRECT ? 0.0 : p->reactance_ohm_per_m;

    for (size_t i = 0; i < b->n; i++) {
        const double current_a = b->load_w[i] > 0.0 ? current_of(p, b, i) : 0.0;
        if (isnan(current_a)) {
            return STATUS_BAD_INPUT; /* the element gives no voltage: needs_voltage */
        }
        b->loss_w[i] = loss_line_w(conductors, current_a, p->length_m, p->resistance_ohm_per_m) *
                       b->is_energised[i];
        if (b->drop_frac != NULL) {
            b->drop_frac[i] = drop_frac(p, b, i, current_a);
        }
        b->input_var[i] =
            b->load_var[i] +
            loss_line_w(conductors, current_a, p->length_m, reactance) * b->is_energised[i];
    }
    return STATUS_OK;
}

static const char *check(const void *params)
{
    const struct line_params *const p = params;

    return p->conductors == LINE_DIRECT && isnan(p->bus_v)
               ? "a line of direct current needs the voltage of its 'bus'"
               : NULL;
}

static bool has_own_voltage(const void *params)
{
    return ((const struct line_params *)params)->conductors == LINE_DIRECT;
}

const struct power_model power_line = {
    .info =
        {
            .name = "line",
            .summary = "cable or busway by its resistance, reactance and length",
            .validity = "all phases as the most loaded one, all load at its end, no harmonics, "
                        "resistance of the warm conductor; steps shorter than a load's period",
            .source = "Ohm's law; IEC 60364-5-52 annex G for the voltage drop",
            .params = rows,
            .params_size = sizeof(struct line_params),
            .check = check,
        },
    .needs_voltage = true,
    .has_own_voltage = has_own_voltage,
    .step = step,
};
