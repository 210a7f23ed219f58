/* SPDX-License-Identifier: Apache-2.0 */
#include "models/lump.h"

#include <math.h>

#include "models/phi.h"

/* Below this x = dt / tau the closed forms cancel, and a series takes their place. Its terms fall as
 * x^k / k!, so the last one kept is below a unit of the last digit. */
#define SMALL_X 0.5
enum { N_TERMS = 14 };

/* (1/2 - phi2(x)) / x = 1/3! - x/4! + x^2/5! - ... */
static double phi3_small(double x)
{
    double sum = 1.0;

    for (int k = N_TERMS; k > 0; k--) {
        sum = 1.0 - x / (k + 3) * sum;
    }
    return sum / 6.0;
}

/* (1 - phi1(x)) / x */
static double phi2(double x)
{
    return phi2_after(x, phi1(x));
}

static double phi3(double x)
{
    return x < SMALL_X ? phi3_small(x) : (0.5 - phi2(x)) / x;
}

/* rate_k_s is dT/dt at the start, slope_k_s2 its growth by the ramp. T(t) - start is
 * rate t phi1(x) + slope t^2 phi2(x); the mean over the step has one index more. */
static struct lump_result advance(const struct lump *l, double slope_k_s2, double dt_s)
{
    const double x = l->conductance_w_k / l->capacity_j_k * dt_s;
    const double rate_k_s =
        (l->heat_w - l->conductance_w_k * (l->start_c - l->sink_c)) / l->capacity_j_k;
    struct lump_result r = {0};

    r.end_c = l->start_c + rate_k_s * dt_s * phi1(x) + slope_k_s2 * dt_s * dt_s * phi2(x);
    r.mean_c = l->start_c + rate_k_s * dt_s * phi2(x) + slope_k_s2 * dt_s * dt_s * phi3(x);
    const double mean_heat_w = l->heat_w + 0.5 * slope_k_s2 * l->capacity_j_k * dt_s;
    /* From the books, so that energy closes to rounding whatever the step. */
    r.to_sink_w = l->conductance_w_k > 0.0
                      ? mean_heat_w - l->capacity_j_k * (r.end_c - l->start_c) / dt_s
                      : 0.0;
    return r;
}

struct lump_result lump_step(const struct lump *l, double dt_s)
{
    return advance(l, 0.0, dt_s);
}

struct lump_result lump_ramp(const struct lump *l, double slope_w_per_s, double dt_s)
{
    return advance(l, slope_w_per_s / l->capacity_j_k, dt_s);
}

/* With x = T/tau, a = D x and b = (1 - D) x, the crest and the trough of the periodic state are
 *     crest  = low + (high - low) (1 - e^-a) / (1 - e^-x)
 *     trough = low + (crest - low) e^-b
 * where low and high are the temperatures that each level of heat would come to. */
struct lump_swing lump_periodic(const struct lump *l, double low_w, double period_s,
                                double duty_frac)
{
    const double low_c = l->sink_c + low_w / l->conductance_w_k;
    const double high_c = l->sink_c + l->heat_w / l->conductance_w_k;
    const double x = period_s * l->conductance_w_k / l->capacity_j_k;
    struct lump_swing s = {0};

    s.most_c = low_c + (high_c - low_c) * expm1(-duty_frac * x) / expm1(-x);
    s.least_c = low_c + (s.most_c - low_c) * exp(-(1.0 - duty_frac) * x);
    s.mean_c = low_c + (high_c - low_c) * duty_frac;
    return s;
}
