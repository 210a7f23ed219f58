/* SPDX-License-Identifier: Apache-2.0 */
#include "models/mixing.h"

#include <math.h>

double mixing_duty_m3s(double heat_w, double air_j_per_m3k, double rise_k)
{
    return heat_w / (air_j_per_m3k * rise_k);
}

struct mixing_result mixing_balance(const struct mixing_room *room)
{
    const double r = room->recirculation_frac;
    struct mixing_result m = {0};

    m.it_w_per_k = room->supply_w_per_k * (1.0 - room->bypass_frac) / (1.0 - r);
    m.rise_k = room->heat_w / m.it_w_per_k;
    m.inlet_c = room->supply_c + r / (1.0 - r) * m.rise_k;
    m.outlet_c = m.inlet_c + m.rise_k;
    m.return_c = room->supply_c + room->heat_w / room->supply_w_per_k;
    return m;
}

double mixing_rti(double return_c, double supply_c, double rise_k)
{
    return (return_c - supply_c) / rise_k;
}

double mixing_shi(size_t n, const double *flow_m3s, const double *inlet_c, const double *outlet_c,
                  double supply_c)
{
    double before = 0.0;
    double after = 0.0;

    for (size_t i = 0; i < n; i++) {
        before += flow_m3s[i] * (inlet_c[i] - supply_c);
        after += flow_m3s[i] * (outlet_c[i] - supply_c);
    }
    return after != 0.0 ? before / after : 0.0;
}

/* 1 - mean excess over the width of the band between recommended and allowable; sign 1 looks up,
 * -1 down. */
static double rci(size_t n, const double *inlet_c, double recommended_c, double allowable_c,
                  double sign)
{
    double excess_k = 0.0;

    for (size_t i = 0; i < n; i++) {
        excess_k += fmax(0.0, sign * (inlet_c[i] - recommended_c));
    }
    return 1.0 - excess_k / ((double)n * sign * (allowable_c - recommended_c));
}

double mixing_rci_high(size_t n, const double *inlet_c, double recommended_c, double allowable_c)
{
    return rci(n, inlet_c, recommended_c, allowable_c, 1.0);
}

double mixing_rci_low(size_t n, const double *inlet_c, double recommended_c, double allowable_c)
{
    return rci(n, inlet_c, recommended_c, allowable_c, -1.0);
}
