/* arrivals.h - events at random times, without memory.
 *
 * Whoever asks for any stretch of time is told the same events, in any order and at any step length:
 * time is cut into windows, and what happens in window j follows from a hash of (seed, lane, j) alone.
 * Finding the events about an instant takes the time of a window or two, however late it is.
 *
 * Source  counter-based random numbers: Salmon et al., "Parallel random numbers: as easy as 1, 2, 3",
 *         SC 2011; the mixing function is the finaliser of SplitMix64 (Steele, Lea, Flood, OOPSLA
 *         2014).
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODELS_ARRIVALS_H
#define MODELS_ARRIVALS_H

#include <stdint.h>

/* What one seed says to one lane: lanes of a seed are independent of each other. */
uint64_t arrivals_key(double seed, int32_t lane);

/* The i-th uniform number of a key, above 0 and below 1. */
double arrivals_uniform(uint64_t key, uint64_t i);

/* A Poisson process from time 0 on. A window is mean_s long and has a Poisson number of events of
 * mean 1, each anywhere in it: exactly the process with exponential gaps of mean mean_s. */
struct arrivals {
    uint64_t key;
    double mean_s;
};

/* Time of the last event at or before time_s, -INFINITY for none. */
double arrivals_last(const struct arrivals *a, double time_s);

/* Time of the first event after time_s. Expected cost: constant. */
double arrivals_next(const struct arrivals *a, double time_s);

/* Bursts of one length, served one after the other. A block has BURSTS_A_BLOCK of them, at random
 * times that leave each its length: within a block they come as those of a Poisson process that
 * wait for each other, and their number a block is fixed, so that every whole block has the same
 * time in bursts and hours are summed without drawing them.
 *
 * Holds   lasting_s < every_s. Counts over spans w much shorter than a block scatter as Poisson's,
 *         times 1 - w / block.
 */
enum { BURSTS_A_BLOCK = 16 };
struct bursts {
    uint64_t key;
    double every_s;   /* mean time from one to the next */
    double lasting_s; /* of one                         */
};

double bursts_block_s(const struct bursts *b);

/* Time spent in bursts from from_s to to_s, both since the begin of the block. */
double bursts_time_s(const struct bursts *b, double block, double from_s, double to_s);

#endif
