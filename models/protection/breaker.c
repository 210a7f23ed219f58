/* breaker.c - "breaker": a thermal-magnetic breaker with memory (see models/breaker.h).
 *
 * Its two memories are the heat of its strip, in units of the square of the rated current, and how
 * long its magnet has been held. Ambient air above the standard's reference lowers what it carries.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "models/breaker.h"

#include <math.h>

#include "models/protection_model.h"
#include "models/registry.h"

struct breaker_params {
    int standard; /* enum breaker_standard */
    double trip_frac;
    double tau_s;
    double magnetic_frac;
    double clearing_s;
    double ambient_c;
};

static const char *const standard_words[] = {"iec_b", "iec_c", "iec_d", "ul", NULL};

static const struct param rows[] = {
    {PARAM(breaker_params, standard), .kind = PARAM_CHOICE, .choices = standard_words,
     .fallback = BREAKER_IEC_C, .grade = GRADE_RULE,
     .source = "C is the usual curve of rack circuits", .text = "whose curve it follows"},
    {PARAM(breaker_params, trip_frac), .kind = PARAM_NUMBER, .unit = "1", .min = 1.0, .max = 1.5,
     .warn_min = 1.05, .warn_max = 1.45, .fallback = PARAM_UNKNOWN,
     .text = "holds this share of its rating for good; by the standard when not given"},
    {PARAM(breaker_params, tau_s), .kind = PARAM_NUMBER, .unit = "s", .min = 0.1, .max = 1e4,
     .fallback = PARAM_UNKNOWN,
     .text = "time constant of its thermal release; by the standard when not given"},
    {PARAM(breaker_params, magnetic_frac), .kind = PARAM_NUMBER, .unit = "1", .min = 1.6,
     .max = 50.0, .warn_min = 3.0, .warn_max = 20.0, .fallback = PARAM_UNKNOWN,
     .text = "share of its rating that opens its magnet; by the standard when not given"},
    {PARAM(breaker_params, clearing_s), .kind = PARAM_NUMBER, .unit = "s", .min = 0.001, .max = 1.0,
     .warn_min = 0.01, .warn_max = 0.1, .fallback = 0.02, .grade = GRADE_DATASHEET,
     .source = "IEC 60898-1: less than 0.1 s; one cycle is usual",
     .text = "in which the magnet clears"},
    {PARAM(breaker_params, ambient_c), .kind = PARAM_NUMBER, .unit = "degC", .min = -40.0,
     .max = 90.0, .warn_min = 0.0, .warn_max = 60.0, .fallback = 30.0, .grade = GRADE_DATASHEET,
     .source = "reference temperature of IEC 60898-1", .text = "air around it"},
    {0},
};

static const struct state states[] = {
    {"heat_frac", "1", "heat of its strip, over that of the rated current"},
    {"magnet_s", "s", "for how long its magnet has been held"},
    {0},
};

static double given_or(double given, double otherwise)
{
    return isnan(given) ? otherwise : given;
}

static struct breaker_curve curve_of(const struct breaker_params *p)
{
    struct breaker_curve c = breaker_standard_curve((enum breaker_standard)p->standard);

    c.trip_frac = given_or(p->trip_frac, c.trip_frac);
    c.tau_s = given_or(p->tau_s, c.tau_s);
    c.magnetic_frac = given_or(p->magnetic_frac, c.magnetic_frac);
    c.magnetic_s = p->clearing_s;
    return c;
}

static double reference_c(const struct breaker_params *p)
{
    return p->standard == BREAKER_UL ? 40.0 : 30.0;
}

/* Over what it carries in the air around it; 0 when open or not known. */
static double current_of(const struct breaker_params *p, const struct protection_block *b, size_t i)
{
    const double derate = breaker_derate_frac(p->ambient_c, reference_c(p));

    return b->is_closed[i] > 0.0 && !isnan(b->current_frac[i]) ? b->current_frac[i] / derate : 0.0;
}

/* Even a strip that is hot already takes a moment: a step of no length is none. */
static double trip_of(const struct breaker_curve *c, double heat, double magnet_s, double current)
{
    const double least_s = 1e-9;
    const double thermal_s = breaker_thermal_s(c, heat, current);
    const double trip_s =
        current > c->magnetic_frac ? fmin(thermal_s, c->magnetic_s - magnet_s) : thermal_s;

    return fmax(least_s, trip_s);
}

static enum status start(const void *params, const struct protection_block *b)
{
    (void)params;
    for (size_t i = 0; i < 2 * b->n; i++) {
        b->state[i] = 0.0;
    }
    return STATUS_OK;
}

static enum status step(const void *params, const struct protection_block *b)
{
    const struct breaker_params *const p = params;
    const struct breaker_curve c = curve_of(p);

    for (size_t i = 0; i < b->n; i++) {
        double *const heat = &b->state[i];
        double *const magnet_s = &b->state[b->n + i];
        const double current = current_of(p, b, i);

        b->trip_s[i] = trip_of(&c, *heat, *magnet_s, current);
        *heat = breaker_heat(&c, *heat, current, b->dt_s);
        *magnet_s = current > c.magnetic_frac ? fmin(c.magnetic_s, *magnet_s + b->dt_s) : 0.0;
    }
    return STATUS_OK;
}

/* What would trip it does not flow for good: then its memory stays, and a run begins there. */
static enum status settle(const void *params, const struct protection_block *b)
{
    const struct breaker_params *const p = params;
    const struct breaker_curve c = curve_of(p);

    for (size_t i = 0; i < b->n; i++) {
        const double current = current_of(p, b, i);

        b->trip_s[i] = trip_of(&c, b->state[i], b->state[b->n + i], current);
        if (isinf(b->trip_s[i])) {
            b->state[i] = current * current;
            b->state[b->n + i] = 0.0;
        }
    }
    return STATUS_OK;
}

static const char *check(const void *params)
{
    const struct breaker_params *const p = params;
    const struct breaker_curve c = curve_of(p);

    return c.magnetic_frac > c.trip_frac
               ? NULL
               : "'magnetic' must be above 'trip': the magnet is for faults, not for loads";
}

const struct protection_model protection_breaker = {
    .info =
        {
            .name = "breaker",
            .summary = "thermal-magnetic circuit breaker that remembers what it carried",
            .validity = "inside the standard's band, not a maker's curve; steps shorter than the "
                        "period of a swinging load; ratings to 125 A (IEC) and 400 A (UL)",
            .source = "IEC 60898-1 (2015) table 7; UL 489 (2016) calibration tables",
            .params = rows,
            .params_size = sizeof(struct breaker_params),
            .states = states,
            .check = check,
        },
    .start = start,
    .step = step,
    .settle = settle,
};
