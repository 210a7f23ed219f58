/* pieces.h - one thermal mass whose outflow of heat is piecewise linear in its temperature.
 *
 *     C dT/dt = P - q(T)
 *
 * q is given by break points and by its slope before the first and after the last of them; it does
 * not fall with T. The step is exact: the mass walks from piece to piece, each in closed form, and
 * the crossing times follow from logarithms. It is how a valve that opens, saturates and closes is
 * stepped without iteration and without a step-length limit.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODELS_PIECES_H
#define MODELS_PIECES_H

#include <stdbool.h>
#include <stddef.h>

#include "models/status.h"

struct pieces {
    size_t n;                /* break points, at least 1                       */
    const double *at_c;      /* (n) rising, equal neighbours allowed (no jump: equal q) */
    const double *q_w;       /* (n) not falling                                */
    double slope_before_w_k; /* >= 0 */
    double slope_after_w_k;  /* >= 0 */
};

/* One piece as a line: piece k lies below break point k, piece n above the last. */
struct pieces_line {
    double low_c;
    double high_c;
    double slope_w_k;
    double at_c; /* a point on the line ... */
    double q_w;  /* ... and q there */
};
struct pieces_line pieces_line(const struct pieces *p, size_t k);
double pieces_line_w(const struct pieces_line *line, double temp_c);

/* The piece into which the mass moves from temp_c: on a break point the direction decides. */
size_t pieces_find(const struct pieces *p, double temp_c, bool is_warming);

/* q at a temperature. */
double pieces_at(const struct pieces *p, double temp_c);

struct pieces_result {
    double end_c;
    double mean_c;
    double mean_q_w; /* closes: (heat_w - mean_q_w) dt == capacity (end - start), to rounding */
};

struct pieces_way {
    double capacity_j_k;
    double start_c;
    double heat_w;
    double dt_s;
    double low_c;
    double high_c;
};

/* Advances the mass by dt_s.
 *
 *   capacity_j_k  > 0; heat_w any; dt_s > 0, 1 ms to 1e9 s
 *
 * Errors  STATUS_NO_CONVERGENCE when more than 4 n + 8 crossings were met (q is not monotone).
 */
MUST_CHECK enum status pieces_step(const struct pieces *p, double capacity_j_k, double start_c,
                                   double heat_w, double dt_s, struct pieces_result *ret);

/* The same, but it ends when the mass reaches low_c or high_c, between which it starts; the means are
 * over the time that passed. Its way has one direction, so it never comes back to a bound.
 *
 *   ret_s  time that passed, at most dt_s; 0 when it stands on a bound and moves out
 */
MUST_CHECK enum status pieces_until(const struct pieces *p, const struct pieces_way *way,
                                    struct pieces_result *ret, double *ret_s);

/* Temperature at which q equals heat_w; INFINITY or -INFINITY when q never does. */
double pieces_rest_c(const struct pieces *p, double heat_w);

#endif
