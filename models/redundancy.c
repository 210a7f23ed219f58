/* SPDX-License-Identifier: Apache-2.0 */
#include "models/redundancy.h"

double redundancy_limit_frac(double n, double r)
{
    return n / (n + r);
}

double redundancy_load_w(const struct redundancy_pair *pairs, size_t n_pairs, size_t system,
                         int lost)
{
    double load_w = 0.0;

    if (lost >= 0 && (size_t)lost == system) {
        return 0.0;
    }
    for (size_t k = 0; k < n_pairs; k++) {
        const struct redundancy_pair *const p = &pairs[k];
        if (p->a != system && p->b != system) {
            continue;
        }
        const size_t other = p->a == system ? p->b : p->a;
        load_w += lost >= 0 && (size_t)lost == other ? p->load_w : 0.5 * p->load_w;
    }
    return load_w;
}
