/* SPDX-License-Identifier: Apache-2.0 */
#include "models/relay.h"

#include <math.h>

struct relay_curve relay_standard_curve(enum relay_standard standard, double time_multiple)
{
    static const struct relay_curve curves[] = {
        [RELAY_STANDARD_INVERSE] = {.k_s = 0.14, .alpha = 0.02},
        [RELAY_VERY_INVERSE] = {.k_s = 13.5, .alpha = 1.0},
        [RELAY_EXTREMELY_INVERSE] = {.k_s = 80.0, .alpha = 2.0},
    };
    struct relay_curve c = curves[standard];

    c.time_multiple = time_multiple;
    return c;
}

double relay_trip_s(const struct relay_curve *c, double multiple)
{
    const double most = 20.0;

    if (multiple <= 1.0) {
        return (double)INFINITY;
    }
    /* expm1 keeps the digits of M^alpha - 1, which is small for alpha 0.02. */
    return c->time_multiple * c->k_s / expm1(c->alpha * log(fmin(multiple, most)));
}
