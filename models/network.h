/* network.h - two joined masses over a step, exactly.
 *
 *     C1 dT1/dt = P - (T1 - T2) / R12
 *     C2 dT2/dt = (T1 - T2) / R12 - (T2 - T_sink) / R2
 *
 * Die and lid on a cold plate, air and slab of a hall. The matrix is similar to a symmetric one, so
 * both eigenvalues are real and the step is two exponentials.
 *
 * Holds   any dt > 0; R2 INFINITY for a network without a sink.
 * Source  closed form of a linear system of two.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODELS_NETWORK_H
#define MODELS_NETWORK_H

struct network {
    double c1_j_k;
    double c2_j_k;
    double r12_k_w;
    double r2_k_w;
    double heat_w;
    double sink_c;
};

struct network_result {
    double end1_c;
    double end2_c;
    double to_sink_w; /* mean, from the books: P dt == to_sink dt + C1 dT1 + C2 dT2 */
};

struct network_result network_step(const struct network *n, double start1_c, double start2_c,
                                   double dt_s);

/* Time constants, the faster first. The slower is INFINITY without a sink. */
struct network_times {
    double fast_s;
    double slow_s;
};
struct network_times network_times(const struct network *n);

/* How the temperatures follow over dt from their rates of change at its start, for any heat, sink
 * and start of the same masses and resistances:
 *
 *     (T1, T2) at the end - start = end_s x (dT1/dt, dT2/dt at the start); mean_s likewise
 */
struct network_span {
    double end_s[2][2];
    double mean_s[2][2];
};
struct network_span network_span(const struct network *n, double dt_s);

#endif
