/* SPDX-License-Identifier: Apache-2.0 */
#include "models/genset.h"

#include <math.h>
#include <stdbool.h>
#include <stddef.h>

#include "models/root.h"

/* The deviation d from rest follows d' = A d. With s half the trace of A and
 *
 *     exp(A t) = exp(s t) (C(t) + S(t) (A - s))
 *
 * C and S are cosine and sine of an oscillation, or their hyperbolic kin when it is overdamped; both
 * hold exp(s t) already. */
struct basis {
    double c;
    double s;
};

static double half_trace(const struct genset *g)
{
    return -0.5 / g->lag_s;
}

/* Square of the rate: negative when it oscillates. */
static double rate_squared(const struct genset *g)
{
    return 0.25 / (g->lag_s * g->lag_s) - 0.5 / (g->inertia_s * g->droop_frac * g->lag_s);
}

static struct basis basis_at(const struct genset *g, double time_s)
{
    const double s = half_trace(g);
    const double square = rate_squared(g);
    const double rate = sqrt(fabs(square));
    const double decay = exp(s * time_s);

    if (rate * time_s < 1e-5) {
        return (struct basis){decay * (1.0 + 0.5 * square * time_s * time_s),
                              decay * time_s * (1.0 + square * time_s * time_s / 6.0)};
    }
    if (square < 0.0) {
        return (struct basis){decay * cos(rate * time_s), decay * sin(rate * time_s) / rate};
    }
    const double slow = exp((s + rate) * time_s);
    const double fast = exp((s - rate) * time_s);
    return (struct basis){0.5 * (slow + fast), 0.5 * (slow - fast) / rate};
}

struct genset_motion genset_rest(const struct genset *g, double load_frac)
{
    return (struct genset_motion){.speed_frac = -g->droop_frac * load_frac,
                                  .power_frac = load_frac};
}

/* The governor stands open: the engine's power goes to most, the rotor takes the difference. */
static struct genset_motion move_open(const struct genset *g, struct genset_motion from,
                                      double load_frac, double time_s)
{
    const double gap = from.power_frac - g->most_frac;
    const double gone = -expm1(-time_s / g->lag_s);
    const double given = (g->most_frac - load_frac) * time_s + gap * g->lag_s * gone;

    return (struct genset_motion){.speed_frac = from.speed_frac + 0.5 * given / g->inertia_s,
                                  .power_frac = from.power_frac - gap * gone};
}

struct genset_motion genset_move(const struct genset *g, struct genset_motion from,
                                 double load_frac, double time_s)
{
    if (load_frac > g->most_frac) {
        return move_open(g, from, load_frac, time_s);
    }
    const struct genset_motion rest = genset_rest(g, load_frac);
    const struct basis b = basis_at(g, time_s);
    const double half = 0.5 / g->lag_s;
    const double dw = from.speed_frac - rest.speed_frac;
    const double dp = from.power_frac - rest.power_frac;

    return (struct genset_motion){
        .speed_frac = rest.speed_frac + b.c * dw + b.s * (half * dw + 0.5 * dp / g->inertia_s),
        .power_frac =
            rest.power_frac + b.c * dp - b.s * (dw / (g->droop_frac * g->lag_s) + half * dp),
    };
}

/* ---------------------------------------------------------------------- stalling */

struct fall {
    const struct genset *g;
    struct genset_motion from;
    double load_frac;
    double limit_frac;
};

static double above_limit(double time_s, void *params)
{
    const struct fall *const f = params;

    return genset_move(f->g, f->from, f->load_frac, time_s).speed_frac + f->limit_frac;
}

static enum status crossing(struct fall *f, double high_s, double *ret_time_s)
{
    const double tolerance_s = 1e-10;

    return root_find(above_limit, f, 0.0, high_s, tolerance_s, ret_time_s);
}

/* With its governor open the rotor may first rise, then only falls: twice as far until it is low. */
static enum status stall_open(struct fall *f, double *ret_time_s)
{
    const double last_s = 1e9;
    double high_s = f->g->lag_s;

    while (above_limit(high_s, f) > 0.0) {
        if (high_s > last_s) {
            *ret_time_s = (double)INFINITY;
            return STATUS_OK;
        }
        high_s *= 2.0;
    }
    return crossing(f, high_s, ret_time_s);
}

/* First time after now at which frequency turns, INFINITY when it only settles. There the engine
 * gives just the load:  C dp = S q. */
static double turn_s(const struct genset *g, double dw, double dp)
{
    const double square = rate_squared(g);
    const double rate = sqrt(fabs(square));
    const double q = dw / (g->droop_frac * g->lag_s) + 0.5 * dp / g->lag_s;

    if (square < 0.0) {
        const double angle = atan2(dp * rate, q);
        return (angle > 0.0 ? angle : angle + M_PI) / rate;
    }
    /* S / C rises from 0 to 1 / rate, and is t itself where the rate vanishes. */
    if (dp * q <= 0.0 || fabs(dp) * rate >= fabs(q)) {
        return (double)INFINITY;
    }
    const double ratio = dp / q;
    return rate > 0.0 ? atanh(ratio * rate) / rate : ratio;
}

enum status genset_stall_s(const struct genset *g, struct genset_motion from, double load_frac,
                           double limit_frac, double *ret_time_s)
{
    struct fall f = {g, from, load_frac, limit_frac};

    *ret_time_s = (double)INFINITY;
    if (from.speed_frac <= -limit_frac) {
        *ret_time_s = 0.0;
        return STATUS_OK;
    }
    if (load_frac > g->most_frac) {
        return stall_open(&f, ret_time_s);
    }
    const struct genset_motion rest = genset_rest(g, load_frac);
    const double dw = from.speed_frac - rest.speed_frac;
    const double dp = from.power_frac - rest.power_frac;
    double low_s = turn_s(g, dw, dp);
    const bool is_rising = dp > 0.0 || (dp >= 0.0 && dw < 0.0);
    if (is_rising && isfinite(low_s)) {
        /* It rises first: the dip comes after, half an oscillation later. */
        const struct genset_motion top = genset_move(g, from, load_frac, low_s);
        low_s += turn_s(g, top.speed_frac - rest.speed_frac, 0.0);
    }
    if (!isfinite(low_s) || above_limit(low_s, &f) > 0.0) {
        return STATUS_OK;
    }
    return crossing(&f, low_s, ret_time_s);
}

/* -------------------------------------------------------------- site, class, fuel */

double genset_derate_frac(double altitude_m, double intake_c)
{
    const double high_m = fmax(0.0, altitude_m - 1000.0);
    const double warm_k = fmax(0.0, intake_c - 40.0);

    return fmax(0.0, 1.0 - 0.01 * high_m / 100.0 - 0.01 * warm_k / 5.5);
}

static const struct genset_class classes[] = {
    {"G1", 0.15, 0.18}, {"G2", 0.10, 0.12}, {"G3", 0.07, 0.10}};
enum { N_CLASSES = sizeof classes / sizeof classes[0] };

const struct genset_class *genset_class_at(size_t i)
{
    return i < N_CLASSES ? &classes[i] : NULL;
}

const char *genset_class(double below_frac, double above_frac)
{
    for (size_t k = N_CLASSES; k-- > 0;) {
        if (below_frac <= classes[k].below_frac && above_frac <= classes[k].above_frac) {
            return classes[k].name;
        }
    }
    return NULL;
}

double genset_fuel_frac(double idle_frac, double load_frac)
{
    return idle_frac + (1.0 - idle_frac) * load_frac;
}
