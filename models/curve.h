/* curve.h - a curve through a few points.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODELS_CURVE_H
#define MODELS_CURVE_H

#include <stddef.h>

enum { CURVE_MOST_POINTS = 16 };

/* Points with rising x. n is 0 for "not given". */
struct curve {
    size_t n;
    double x[CURVE_MOST_POINTS];
    double y[CURVE_MOST_POINTS];
};

/* Linear between the points, constant outside them.
 *
 *   c       at least one point
 *   x       any
 *   return  y at x, in the unit of y
 *
 * Errors  none; an empty curve is a programming error (assert).
 */
double curve_linear(const struct curve *c, double x);

#endif
