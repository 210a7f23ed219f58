/* SPDX-License-Identifier: Apache-2.0 */
#include "models/origins.h"

#include <math.h>

#include "models/model.h"

#define WHOLE_FRAC 1e-3

bool origins_are_whole(const struct origins *o)
{
    bool are_whole = true;

    for (size_t row = 0; row < o->n_inlets + o->n_returns; row++) {
        const double flow_m3s =
            row < o->n_inlets ? o->inlet_m3s[row] : o->return_m3s[row - o->n_inlets];
        double sum = 0.0;
        for (size_t k = 0; k <= o->n_inlets; k++) {
            sum += origins_share(o, row, k);
        }
        are_whole = are_whole && (flow_m3s <= 0.0 || fabs(sum - 1.0) <= WHOLE_FRAC);
    }
    return are_whole;
}

double origins_share(const struct origins *o, size_t row, size_t column)
{
    return o->share[row * (1 + o->n_inlets) + column];
}

double origins_cold_capture(const struct origins *o, size_t inlet)
{
    return o->inlet_m3s[inlet] > 0.0 ? origins_share(o, inlet, 0) : PARAM_UNKNOWN;
}

double origins_hot_capture(const struct origins *o, size_t inlet)
{
    double held_m3s = 0.0;

    for (size_t k = 0; k < o->n_returns; k++) {
        held_m3s += o->return_m3s[k] * origins_share(o, o->n_inlets + k, 1 + inlet);
    }
    return o->inlet_m3s[inlet] > 0.0 ? held_m3s / o->inlet_m3s[inlet] : PARAM_UNKNOWN;
}

/* Supply that inlets draw before anything else does. */
static double caught_m3s(const struct origins *o, double *ret_inlet_m3s)
{
    double caught = 0.0;

    *ret_inlet_m3s = 0.0;
    for (size_t i = 0; i < o->n_inlets; i++) {
        caught += o->inlet_m3s[i] * origins_share(o, i, 0);
        *ret_inlet_m3s += o->inlet_m3s[i];
    }
    return caught;
}

double origins_mean_cold_capture(const struct origins *o)
{
    double inlet_m3s = 0.0;
    const double caught = caught_m3s(o, &inlet_m3s);

    return inlet_m3s > 0.0 ? caught / inlet_m3s : PARAM_UNKNOWN;
}

double origins_bypass(const struct origins *o)
{
    double inlet_m3s = 0.0;
    const double caught = caught_m3s(o, &inlet_m3s);

    return o->supply_m3s > 0.0 ? 1.0 - caught / o->supply_m3s : PARAM_UNKNOWN;
}

size_t origins_main_source(const struct origins *o, size_t inlet)
{
    size_t most = o->n_inlets;

    for (size_t j = 0; j < o->n_inlets; j++) {
        const double least = most < o->n_inlets ? origins_share(o, inlet, 1 + most) : 0.0;
        most = origins_share(o, inlet, 1 + j) > least ? j : most;
    }
    return most;
}
