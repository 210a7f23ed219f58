/* SPDX-License-Identifier: Apache-2.0 */
#include "models/eir.h"

#include <math.h>

#include "models/phys.h"

static double biquadratic(const double k[6], double leaving_c, double entering_c)
{
    return k[0] + leaving_c * (k[1] + k[2] * leaving_c) + entering_c * (k[3] + k[4] * entering_c) +
           k[5] * leaving_c * entering_c;
}

static double quadratic(const double k[3], double x)
{
    return k[0] + x * (k[1] + k[2] * x);
}

static double held(double value, double least, double most)
{
    return fmax(least, fmin(most, value));
}

/* Carnot's COP over a lift that never vanishes: exchangers need some kelvins of their own. */
static double carnot(double leaving_c, double entering_c, double lift_k)
{
    return (leaving_c + PHYS_ZERO_C_K) / (fmax(0.0, entering_c - leaving_c) + lift_k);
}

double eir_least_entering_c(const struct eir_machine *m, double leaving_c)
{
    return leaving_c + m->head_k;
}

/* The form against one difference, which ends where its input is least. */
static bool take_difference(const struct eir_curves *c, double leaving_c, double entering_c,
                            struct eir_result *r)
{
    const double apart_k = (entering_c - c->entering_c) / c->rise - (leaving_c - c->leaving_c);
    const double found = quadratic(c->capacity, apart_k);

    r->capacity_ratio = fmin(found, -c->input[1] / (2.0 * c->input[2]));
    r->input_ratio = quadratic(c->input, r->capacity_ratio);
    return r->capacity_ratio < found;
}

static void take_ratios(const struct eir_machine *m, double leaving_c, double entering_c,
                        struct eir_result *r)
{
    const struct eir_curves *const c = m->curves;
    const double at_leaving_c = held(leaving_c, c->leaving_min_c, c->leaving_max_c);
    const double at_entering_c = held(entering_c, c->entering_min_c, c->entering_max_c);

    r->is_held = leaving_c != at_leaving_c || entering_c != at_entering_c;
    if (c->rise > 0.0) {
        r->is_held |= take_difference(c, at_leaving_c, at_entering_c, r);
    } else {
        r->capacity_ratio = biquadratic(c->capacity, at_leaving_c, at_entering_c);
        r->input_ratio = biquadratic(c->input, at_leaving_c, at_entering_c);
    }
    if (r->is_held) {
        const double outside_c = fmax(entering_c, at_entering_c);
        r->input_ratio *= carnot(at_leaving_c, at_entering_c, m->lift_k) /
                          carnot(leaving_c, outside_c, m->lift_k);
    }
}

struct eir_result eir_run(const struct eir_machine *m, double leaving_c, double entering_c,
                          double load_w)
{
    const struct eir_curves *const c = m->curves;
    struct eir_result r = {0};

    take_ratios(m, leaving_c, fmax(entering_c, eir_least_entering_c(m, leaving_c)), &r);
    r.available_w = m->capacity_w * r.capacity_ratio;
    const double asked = fmin(load_w / r.available_w, c->most_plr);
    const double unloaded = m->unload_frac * fmin(1.0, m->capacity_w / r.available_w);
    r.plr = fmax(asked, fmax(c->least_plr, unloaded));
    r.cycling_frac = asked < c->least_plr ? asked / c->least_plr : 1.0;
    r.power_w = m->capacity_w / m->cop * r.capacity_ratio * r.input_ratio *
                quadratic(c->part_load, r.plr) * r.cycling_frac;
    return r;
}
