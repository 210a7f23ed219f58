/* batch.h - how the power of an inference server saturates with its batch.
 *
 *     P = P0 + dP B / (B + B_half)
 *
 * Decoding reads the weights once for a whole batch: the first requests cost most, and arithmetic
 * fills up as B grows. The same form holds for activity, which is linear in power here.
 *
 * Holds   inside the range of batches that was measured; the fits of docs/models/workload.md
 *         stay within 20 W of their tables.
 * Source  fits to the measured mean power per GPU of the ML.ENERGY leaderboard.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODELS_BATCH_H
#define MODELS_BATCH_H

/* B / (B + half), 0 to 1; the batch itself where half is 0. batch >= 0; both in one unit. */
double batch_share(double batch, double half);

/* least and rise in any one unit: watts, or shares of full activity. */
struct batch_curve {
    double least; /* toward an empty batch; not the power of an idle server */
    double rise;  /* toward an endless one, above least                     */
    double half;  /* batch at which half of it is reached                   */
};
double batch_level(const struct batch_curve *c, double batch);

#endif
