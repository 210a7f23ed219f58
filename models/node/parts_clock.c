/* SPDX-License-Identifier: Apache-2.0 */
#include "models/node/parts_clock.h"

#include <math.h>

/* Leakage is known from 20 to 110 degC; beyond, its exponential is held where it was. A die that hot
 * has passed its throttle limit anyway, and shows it. */
#define LEAK_LEAST_C 20.0
#define LEAK_MOST_C  110.0

/* A limit is held when it is met to this; control knows its sensor's whole degrees at best. */
#define HELD_K 1e-7

static double known_c(double die_c)
{
    return fmin(LEAK_MOST_C, fmax(LEAK_LEAST_C, die_c));
}

/* An accelerator at a clock: P = steady + leak exp(beta (T - T_ref)). */
struct drive {
    double steady_w;
    double leak_w;
};

static struct drive drive_at(const struct parts_const *k, double full_w, double clock_frac)
{
    const struct chip_point point =
        clock_frac == 1.0 && k->chip.clock_knee_hz < k->chip.clock_max_hz
            ? (struct chip_point){1.0, 1.0}
            : chip_at(&k->chip, clock_frac * k->chip.clock_max_hz);

    return (struct drive){full_w * k->chip.dynamic_w * point.dynamic_frac,
                          full_w * k->chip.leak_w * point.leak_frac};
}

static double drawn_w(const struct parts_const *k, const struct drive *d, double die_c)
{
    return d->steady_w +
           d->leak_w * exp(k->chip.leak_per_k * (known_c(die_c) - k->chip.leak_ref_c));
}

double parts_power_at_w(const struct parts_const *k, double full_w, double clock_frac, double die_c)
{
    const struct drive d = drive_at(k, full_w, clock_frac);

    return drawn_w(k, &d, isnan(die_c) ? k->chip.leak_ref_c : die_c);
}

/* The coolest T = T0 + R P(T). T0 + R P(T) - T is convex in T, so that a Newton step from where it
 * falls lands left of the root and the next ones rise to it; where it does not fall, or the step
 * leaves the range of leakage, the left end is the place to begin. */
static double solve_w(const struct parts_const *k, const struct drive *d, double at_none_c,
                      double k_per_w, double guess_c)
{
    const double beta = k->chip.leak_per_k;
    double die_c = known_c(guess_c);

    for (int step = 0; step < 60; step++) {
        const double leak_w = d->leak_w * exp(beta * (die_c - k->chip.leak_ref_c));
        const double excess_k = at_none_c + k_per_w * (d->steady_w + leak_w) - die_c;
        const double slope = k_per_w * beta * leak_w - 1.0;
        const double next_c = die_c - excess_k / slope;
        if (slope < 0.0 && next_c >= LEAK_MOST_C) {
            break;
        }
        if (slope >= 0.0 || next_c <= LEAK_LEAST_C) {
            if (die_c <= LEAK_LEAST_C) {
                return slope < 0.0 ? drawn_w(k, d, LEAK_LEAST_C) : drawn_w(k, d, LEAK_MOST_C);
            }
            die_c = LEAK_LEAST_C;
            continue;
        }
        const double change_k = next_c - die_c;
        if (fabs(change_k) < 1e-7) {
            /* The rest of the exponential is below 1e-17. */
            return d->steady_w + leak_w * (1.0 + beta * change_k);
        }
        die_c = next_c;
    }
    return drawn_w(k, d, LEAK_MOST_C);
}

static double power_w(const struct parts_case *c, double clock_frac)
{
    const struct drive d = drive_at(c->k, c->full_w, clock_frac);

    return isnan(c->start_c) ? drawn_w(c->k, &d, c->k->chip.leak_ref_c)
                             : solve_w(c->k, &d, c->response->mean.die_c,
                                       c->heat_frac * c->response->mean_k_per_w.die_c, c->start_c);
}

double parts_excess_k(const struct parts_const *k, double throttle_c, const struct parts_temps *t)
{
    return fmax(t->die_c - throttle_c, t->hbm_c - k->p->hbm_limit_c);
}

static double end_excess_k(const struct parts_case *c, double accelerator_w)
{
    const struct parts_temps end =
        parts_temps_at(&c->response->end, &c->response->end_k_per_w, c->heat_frac * accelerator_w);

    return parts_excess_k(c->k, c->throttle_c, &end);
}

/* The power with which the warmer of die and memory ends the span margin_k above its limit. */
static double power_to_w(const struct parts_case *c, double margin_k)
{
    const struct parts_temps *const none = &c->response->end;
    const struct parts_temps *const slope = &c->response->end_k_per_w;
    const double by_die_w =
        (c->throttle_c + margin_k - none->die_c) / (c->heat_frac * slope->die_c);
    const double by_hbm_w =
        (c->k->p->hbm_limit_c + margin_k - none->hbm_c) / (c->heat_frac * slope->hbm_c);

    /* A memory that gives off next to nothing may cool the less the die does; it sets no limit. */
    return slope->hbm_c > 0.0 ? fmin(by_die_w, by_hbm_w) : by_die_w;
}

struct point {
    double accelerator_w;
    double clock_frac;
};

/* The clock that draws power_w, or the least clock. */
static struct point hold(const struct parts_case *c, double wanted_w)
{
    const double die_c =
        isnan(c->start_c)
            ? c->k->chip.leak_ref_c
            : c->response->mean.die_c + c->response->mean_k_per_w.die_c * c->heat_frac * wanted_w;
    const double clock_hz =
        c->full_w > 0.0 ? chip_clock_hz(&c->k->chip, wanted_w / c->full_w, 1.0, known_c(die_c))
                        : c->k->chip.clock_min_hz;

    if (clock_hz > c->k->chip.clock_min_hz) {
        return (struct point){wanted_w, clock_hz / c->k->chip.clock_max_hz};
    }
    return (struct point){power_w(c, c->k->least_clock_frac), c->k->least_clock_frac};
}

static struct point under_cap(const struct parts_case *c, double clock_frac)
{
    const struct point free = {power_w(c, clock_frac), clock_frac};

    return free.accelerator_w > c->limit_w ? hold(c, c->limit_w) : free;
}

/* From too hot: down to what holds the limit, no faster than the control's steps, but never hotter
 * than the hard limit. */
static struct point slow_down(const struct parts_case *c, const struct point *from)
{
    const struct parts_params *const p = c->k->p;
    const double fall = p->throttle_step_hz / p->clock_max_hz * c->dt_s / p->throttle_fall_s;
    struct point to = hold(c, power_to_w(c, 0.0));

    if (to.clock_frac < from->clock_frac - fall) {
        to.clock_frac = fmax(c->k->least_clock_frac, from->clock_frac - fall);
        to.accelerator_w = power_w(c, to.clock_frac);
    }
    return end_excess_k(c, to.accelerator_w) > p->hard_margin_k
               ? hold(c, power_to_w(c, p->hard_margin_k))
               : to;
}

static double speed_up(const struct parts_case *c)
{
    const struct parts_params *const p = c->k->p;
    const double rise = p->throttle_step_hz / p->clock_max_hz * c->dt_s / p->throttle_rise_s;
    const double wanted_w = power_to_w(c, -p->hysteresis_k);
    const double fastest = fmin(1.0, c->ceiling_frac + rise);

    return power_w(c, fastest) <= wanted_w ? fastest
                                           : fmax(c->ceiling_frac, hold(c, wanted_w).clock_frac);
}

struct parts_choice parts_choose(const struct parts_case *c)
{
    struct point point = under_cap(c, c->ceiling_frac);
    double ceiling_frac = c->ceiling_frac;

    if (isnan(c->throttle_c) || isnan(c->start_c) || c->heat_frac <= 0.0) {
        return (struct parts_choice){point.accelerator_w, point.clock_frac, 1.0};
    }
    const double excess_k = end_excess_k(c, point.accelerator_w);
    if (excess_k > HELD_K && point.clock_frac > c->k->least_clock_frac) {
        point = slow_down(c, &point);
        ceiling_frac = point.clock_frac;
    } else if (ceiling_frac < 1.0 && excess_k < -c->k->p->hysteresis_k) {
        ceiling_frac = speed_up(c);
        point = under_cap(c, ceiling_frac);
    }
    return (struct parts_choice){point.accelerator_w, point.clock_frac, ceiling_frac};
}
