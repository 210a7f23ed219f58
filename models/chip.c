/* SPDX-License-Identifier: Apache-2.0 */
#include "models/chip.h"

#include <math.h>

#include <gsl/gsl_sf_lambert.h>

double chip_shape_power(double util_frac, double exponent)
{
    return exponent == 1.0 ? util_frac : pow(util_frac, exponent);
}

double chip_shape_fan2007(double util_frac, double exponent)
{
    return 2.0 * util_frac - pow(util_frac, exponent);
}

double chip_volt_v(const struct chip *c, double clock_hz)
{
    if (clock_hz <= c->clock_knee_hz) {
        return c->volt_knee_v;
    }
    return c->volt_knee_v + (c->volt_max_v - c->volt_knee_v) * (clock_hz - c->clock_knee_hz) /
                                (c->clock_max_hz - c->clock_knee_hz);
}

struct chip_point chip_at(const struct chip *c, double clock_hz)
{
    const double volts = chip_volt_v(c, clock_hz) / c->volt_max_v;

    return (struct chip_point){.dynamic_frac = volts * volts * clock_hz / c->clock_max_hz,
                               .leak_frac = volts};
}

double chip_dynamic_w(const struct chip *c, double clock_hz, double activity_frac)
{
    return c->dynamic_w * activity_frac * chip_at(c, clock_hz).dynamic_frac;
}

double chip_leak_w(const struct chip *c, double clock_hz, double die_c)
{
    return c->leak_w * chip_at(c, clock_hz).leak_frac *
           exp(c->leak_per_k * (die_c - c->leak_ref_c));
}

/* With x = f/f_max and v = V/V_max the power is D v^2 x + L v: linear in x below the knee, above it
 * a cubic that rises and is convex. Newton's step from its right end never crosses the root, so it
 * needs no bracket and ends when it no longer falls. */
static double clock_above_knee(double dynamic_w, double leak_w, double power_w, double knee_volt,
                               double knee)
{
    const double slope = (1.0 - knee_volt) / (1.0 - knee);
    double x = 1.0;

    for (int k = 0; k < 60; k++) {
        const double v = knee_volt + slope * (x - knee);
        const double excess_w = dynamic_w * v * v * x + leak_w * v - power_w;
        const double next =
            x - excess_w / (dynamic_w * (v * v + 2.0 * v * x * slope) + leak_w * slope);
        if (!(next < x - 1e-15)) {
            break;
        }
        x = next;
    }
    return x;
}

double chip_clock_hz(const struct chip *c, double power_w, double activity_frac, double die_c)
{
    const double dynamic_w = c->dynamic_w * activity_frac;
    const double leak_w = c->leak_w * exp(c->leak_per_k * (die_c - c->leak_ref_c));
    const struct chip_point least = chip_at(c, c->clock_min_hz);
    const struct chip_point most = chip_at(c, c->clock_max_hz);
    const double knee = c->clock_knee_hz / c->clock_max_hz;
    const double volts = c->volt_knee_v / c->volt_max_v;

    if (power_w >= dynamic_w * most.dynamic_frac + leak_w * most.leak_frac) {
        return c->clock_max_hz;
    }
    if (power_w <= dynamic_w * least.dynamic_frac + leak_w * least.leak_frac) {
        return c->clock_min_hz;
    }
    const double at_knee_w = dynamic_w * volts * volts * knee + leak_w * volts;
    const double x = power_w <= at_knee_w
                         ? (power_w - leak_w * volts) / (dynamic_w * volts * volts)
                         : clock_above_knee(dynamic_w, leak_w, power_w, volts, knee);
    return fmin(c->clock_max_hz, fmax(c->clock_min_hz, x * c->clock_max_hz));
}

enum status chip_settle(const struct chip *c, double k_per_w, double sink_c,
                        struct chip_steady *ret_steady)
{
    const double a = sink_c + k_per_w * c->dynamic_w - c->leak_ref_c;
    const double b = k_per_w * c->leak_w;
    const double argument = -b * c->leak_per_k * exp(c->leak_per_k * a);

    if (argument < -exp(-1.0)) {
        return STATUS_OUT_OF_RANGE;
    }
    const double x = a - gsl_sf_lambert_W0(argument) / c->leak_per_k;
    ret_steady->die_c = c->leak_ref_c + x;
    ret_steady->power_w = c->dynamic_w + c->leak_w * exp(c->leak_per_k * x);
    return STATUS_OK;
}

double chip_runaway_sink_c(const struct chip *c, double k_per_w)
{
    const double b = k_per_w * c->leak_w;

    return c->leak_ref_c - k_per_w * c->dynamic_w + (-1.0 - log(b * c->leak_per_k)) / c->leak_per_k;
}
