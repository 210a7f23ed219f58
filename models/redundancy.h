/* redundancy.h - how full systems may be so that what is left carries the load.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODELS_REDUNDANCY_H
#define MODELS_REDUNDANCY_H

#include <stddef.h>

/* Greatest normal utilisation of n + r equal systems that share a load of which n carry all:
 * n / (n + r).  N+1 is (N, 1), 2N (1, 1), distributed redundant 3N/2 (2, 1) and 4N/3 (3, 1) with equal
 * loads on every pair. With block redundancy (n blocks, r catchers) the blocks may be full and this is
 * the utilisation of all that is installed. */
double redundancy_limit_frac(double n, double r);

/* A load that hangs on two systems, half on each; on the other alone when one is lost. */
struct redundancy_pair {
    size_t a;
    size_t b;
    double load_w;
};

enum { REDUNDANCY_NONE_LOST = -1 };

/* Load of a system, with one of the systems lost or none. */
double redundancy_load_w(const struct redundancy_pair *pairs, size_t n_pairs, size_t system,
                         int lost);

#endif
