/* relay.c - "relay": an inverse-time overcurrent relay with its breaker (see models/relay.h).
 *
 *     travel' = 1 / t(M)  above pick-up,   -1 / reset  below it;   opens when travel reaches 1
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "models/relay.h"

#include <math.h>

#include "models/protection_model.h"
#include "models/registry.h"

struct relay_params {
    int curve; /* enum relay_standard */
    double time_multiple;
    double pickup_frac;
    double reset_s;
};

static const char *const curve_words[] = {"standard_inverse", "very_inverse", "extremely_inverse",
                                          NULL};

static const struct param rows[] = {
    {PARAM(relay_params, curve), .kind = PARAM_CHOICE, .choices = curve_words,
     .fallback = RELAY_STANDARD_INVERSE, .grade = GRADE_RULE,
     .source = "IEC 60255-151 curve A, the usual one of feeders", .text = "how time falls"},
    {PARAM(relay_params, time_multiple), .kind = PARAM_NUMBER, .unit = "-", .min = 0.01,
     .max = 10.0, .warn_min = 0.025, .warn_max = 1.5, .fallback = 0.1, .grade = GRADE_RULE,
     .source = "lowest setting that still grades with a breaker below; ask for the study",
     .text = "time multiplier setting, TMS"},
    {PARAM(relay_params, pickup_frac), .kind = PARAM_NUMBER, .unit = "1", .min = 0.1, .max = 10.0,
     .warn_min = 1.0, .warn_max = 2.0, .fallback = 1.2, .grade = GRADE_RULE,
     .source = "set 10 to 30 % above the greatest load",
     .text = "current over rating above which it starts"},
    {PARAM(relay_params, reset_s), .kind = PARAM_NUMBER, .unit = "s", .min = 0.001, .max = 1e4,
     .fallback = 10.0, .grade = GRADE_ESTIMATE,
     .source = "disc relays 5 to 10 s times TMS and more; numerical ones are set, 0 to 60 s",
     .text = "in which it goes from all the way back to its start"},
    {0},
};

static const struct state states[] = {
    {"travel_frac", "1", "share of its way to the trip"},
    {0},
};

static double multiple_of(const struct relay_params *p, const struct protection_block *b, size_t i)
{
    return b->is_closed[i] > 0.0 && !isnan(b->current_frac[i]) ? b->current_frac[i] / p->pickup_frac
                                                               : 0.0;
}

/* Even at the end of its travel it takes a moment: a step of no length is none. */
static double trip_of(double travel, double full_s)
{
    const double least_s = 1e-9;

    return isinf(full_s) ? full_s : fmax(least_s, (1.0 - travel) * full_s);
}

static enum status start(const void *params, const struct protection_block *b)
{
    (void)params;
    for (size_t i = 0; i < b->n; i++) {
        b->state[i] = 0.0;
    }
    return STATUS_OK;
}

static enum status step(const void *params, const struct protection_block *b)
{
    const struct relay_params *const p = params;
    const struct relay_curve c =
        relay_standard_curve((enum relay_standard)p->curve, p->time_multiple);

    for (size_t i = 0; i < b->n; i++) {
        const double full_s = relay_trip_s(&c, multiple_of(p, b, i));
        const double travel = b->state[i];

        b->trip_s[i] = trip_of(travel, full_s);
        b->state[i] = isinf(full_s) ? fmax(0.0, travel - b->dt_s / p->reset_s)
                                    : fmin(1.0, travel + b->dt_s / full_s);
    }
    return STATUS_OK;
}

/* What would trip it does not flow for good: then its memory stays, and a run begins there. */
static enum status settle(const void *params, const struct protection_block *b)
{
    const struct relay_params *const p = params;
    const struct relay_curve c =
        relay_standard_curve((enum relay_standard)p->curve, p->time_multiple);

    for (size_t i = 0; i < b->n; i++) {
        const double full_s = relay_trip_s(&c, multiple_of(p, b, i));

        b->trip_s[i] = trip_of(b->state[i], full_s);
        b->state[i] = isinf(full_s) ? 0.0 : b->state[i];
    }
    return STATUS_OK;
}

const struct protection_model protection_relay = {
    .info =
        {
            .name = "relay",
            .summary = "inverse-time overcurrent relay: standard, very or extremely inverse",
            .validity = "to 20 times its pick-up, above it the time of 20; the time in which its "
                        "breaker opens, 0.05 to 0.1 s, is not counted",
            .source = "IEC 60255-151 (2009) table 1",
            .params = rows,
            .params_size = sizeof(struct relay_params),
            .states = states,
        },
    .start = start,
    .step = step,
    .settle = settle,
};
