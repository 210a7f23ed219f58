/* SPDX-License-Identifier: Apache-2.0 */
#include "models/chip.h"

#include <math.h>

#include <gsl/gsl_sf_lambert.h>

#include "models/root.h"

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

double chip_dynamic_w(const struct chip *c, double clock_hz, double activity_frac)
{
    const double volts = chip_volt_v(c, clock_hz) / c->volt_max_v;

    return c->dynamic_w * activity_frac * volts * volts * clock_hz / c->clock_max_hz;
}

double chip_leak_w(const struct chip *c, double clock_hz, double die_c)
{
    return c->leak_w * chip_volt_v(c, clock_hz) / c->volt_max_v *
           exp(c->leak_per_k * (die_c - c->leak_ref_c));
}

struct search {
    const struct chip *chip;
    double power_w;
    double activity_frac;
    double die_c;
};

static double excess_w(double clock_hz, void *params)
{
    const struct search *const s = params;

    return chip_dynamic_w(s->chip, clock_hz, s->activity_frac) +
           chip_leak_w(s->chip, clock_hz, s->die_c) - s->power_w;
}

enum status chip_clock_hz(const struct chip *c, double power_w, double activity_frac, double die_c,
                          double *ret_clock_hz)
{
    struct search s = {c, power_w, activity_frac, die_c};

    if (excess_w(c->clock_max_hz, &s) <= 0.0) {
        *ret_clock_hz = c->clock_max_hz;
        return STATUS_OK;
    }
    if (excess_w(c->clock_min_hz, &s) >= 0.0) {
        *ret_clock_hz = c->clock_min_hz;
        return STATUS_OK;
    }
    return root_find(excess_w, &s, c->clock_min_hz, c->clock_max_hz, 1e-9 * c->clock_max_hz,
                     ret_clock_hz);
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
