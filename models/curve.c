/* SPDX-License-Identifier: Apache-2.0 */
#include "models/curve.h"

#include <assert.h>

double curve_linear(const struct curve *c, double x)
{
    size_t i = 1;

    assert(c->n > 0);
    if (x <= c->x[0] || c->n == 1) {
        return c->y[0];
    }
    if (x >= c->x[c->n - 1]) {
        return c->y[c->n - 1];
    }
    while (c->x[i] < x) {
        i++;
    }
    const double share = (x - c->x[i - 1]) / (c->x[i] - c->x[i - 1]);
    return c->y[i - 1] + share * (c->y[i] - c->y[i - 1]);
}
