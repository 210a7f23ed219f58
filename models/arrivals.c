/* SPDX-License-Identifier: Apache-2.0 */
#include "models/arrivals.h"

#include <math.h>
#include <stddef.h>

enum { MOST_IN_WINDOW = 20 }; /* a Poisson number of mean 1 exceeds it once in 1e19 */

static const uint64_t golden = 0x9e3779b97f4a7c15u; /* 2^64 over the golden ratio, odd */

static uint64_t mix(uint64_t x)
{
    x = (x ^ (x >> 30u)) * 0xbf58476d1ce4e5b9u;
    x = (x ^ (x >> 27u)) * 0x94d049bb133111ebu;
    return x ^ (x >> 31u);
}

uint64_t arrivals_key(double seed, int32_t lane)
{
    return mix(mix((uint64_t)(int64_t)seed + golden) + golden * (uint64_t)(uint32_t)lane);
}

double arrivals_uniform(uint64_t key, uint64_t i)
{
    return ((double)(mix(key + golden * (i + 1)) >> 11u) + 0.5) * 0x1p-53;
}

/* The key of a window or block. */
static uint64_t key_at(uint64_t key, int64_t index)
{
    return mix(key ^ mix((uint64_t)index + golden));
}

static void sort_up(double *x, size_t n)
{
    for (size_t i = 1; i < n; i++) {
        const double value = x[i];
        size_t k = i;
        for (; k > 0 && x[k - 1] > value; k--) {
            x[k] = x[k - 1];
        }
        x[k] = value;
    }
}

/* By inversion: adds probabilities of 0, 1, 2 ... until they pass a uniform number. */
static size_t poisson_of_mean_one(double uniform)
{
    double probability = 0.36787944117144233; /* exp(-1) */
    double sum = probability;
    size_t n = 0;

    while (uniform > sum && n < MOST_IN_WINDOW) {
        n++;
        probability /= (double)n;
        sum += probability;
    }
    return n;
}

/* Times of the events of a window; returns how many. */
static size_t draw_window(const struct arrivals *a, int64_t window, double *ret_s)
{
    const uint64_t key = key_at(a->key, window);
    const size_t n = poisson_of_mean_one(arrivals_uniform(key, 0));

    for (size_t i = 0; i < n; i++) {
        ret_s[i] = ((double)window + arrivals_uniform(key, i + 1)) * a->mean_s;
    }
    return n;
}

static int64_t window_of(const struct arrivals *a, double time_s)
{
    return (int64_t)floor(time_s / a->mean_s);
}

double arrivals_last(const struct arrivals *a, double time_s)
{
    double events_s[MOST_IN_WINDOW];
    double last_s = -(double)INFINITY;

    /* A window more: rounding may put an event of the next one at its begin. */
    for (int64_t w = window_of(a, time_s) + 1; w >= 0 && isinf(last_s); w--) {
        const size_t n = draw_window(a, w, events_s);
        for (size_t i = 0; i < n; i++) {
            if (events_s[i] <= time_s) {
                last_s = fmax(last_s, events_s[i]);
            }
        }
    }
    return last_s;
}

double arrivals_next(const struct arrivals *a, double time_s)
{
    double events_s[MOST_IN_WINDOW];
    const int64_t before = window_of(a, time_s) - 1; /* rounding, again */
    double next_s = (double)INFINITY;

    for (int64_t w = before < 0 ? 0 : before; isinf(next_s); w++) {
        const size_t n = draw_window(a, w, events_s);
        for (size_t i = 0; i < n; i++) {
            if (events_s[i] > time_s) {
                next_s = fmin(next_s, events_s[i]);
            }
        }
    }
    return next_s;
}

double bursts_block_s(const struct bursts *b)
{
    return BURSTS_A_BLOCK * b->every_s;
}

double bursts_time_s(const struct bursts *b, double block, double from_s, double to_s)
{
    const uint64_t key = key_at(b->key, (int64_t)block);
    const double free_s = BURSTS_A_BLOCK * (b->every_s - b->lasting_s);
    double start_s[BURSTS_A_BLOCK];
    double total_s = 0.0;

    for (size_t i = 0; i < BURSTS_A_BLOCK; i++) {
        start_s[i] = arrivals_uniform(key, i) * free_s;
    }
    sort_up(start_s, BURSTS_A_BLOCK);
    for (size_t i = 0; i < BURSTS_A_BLOCK; i++) {
        const double begin_s = start_s[i] + (double)i * b->lasting_s;
        const double overlap_s = fmin(to_s, begin_s + b->lasting_s) - fmax(from_s, begin_s);
        total_s += fmax(0.0, overlap_s);
    }
    return total_s;
}
