/* wave.h - how work comes and goes in time: two levels, checkpoints, days.
 *
 * Means over any window are exact integrals, so that a step of an hour and one of
 * ten milliseconds book the same energy.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODELS_WAVE_H
#define MODELS_WAVE_H

/* A square wave that begins high: synchronised training computes, then waits for all-reduce.
 * high and low in any one unit; duty_frac is the share of the period spent high, 0 to 1. */
struct wave {
    double period_s;
    double duty_frac;
    double high;
    double low;
};

/* Mean, root mean square, amplitude of harmonic k >= 1, and the storage [unit of high x s] that
 * would flatten the wave to its mean.
 *
 *     mean = high D + low (1 - D)
 *     rms  = sqrt(high^2 D + low^2 (1 - D))
 *     A_k  = 2 / (k pi) (high - low) |sin(k pi D)|
 *     E    = (high - low) D (1 - D) T
 *
 * Source  Fourier series of a rectangle.
 */
double wave_mean(const struct wave *w);
double wave_rms(const struct wave *w);
double wave_harmonic(const struct wave *w, int k);
double wave_smoothing(const struct wave *w);

/* Training with checkpoints: for the last checkpoint_s of every interval_s the wave gives way to a
 * level; after it a new iteration begins. interval_s INFINITY is a wave without checkpoints. */
struct wave_training {
    struct wave wave;
    double interval_s;
    double checkpoint_s; /* 0 to interval_s */
    double checkpoint;   /* level while it lasts */
};

/* Exact mean over [from_s, from_s + span_s], from_s >= 0, span_s > 0. */
double wave_training_mean(const struct wave_training *t, double from_s, double span_s);

/* A day's swing: mean (1 + swing cos(2 pi (t - peak) / 24 h)), on Saturdays and Sundays times
 * weekend, cut at 1.
 *
 *   clock_h  local time at the start of the window, 0 to 24     weekday  0 = Monday
 *   span_s   length of the window, > 0
 *
 * Holds   swing 0 to 1, mean >= 0. Exact mean over the window, midnights and weekends included.
 */
struct wave_day {
    double mean;
    double swing_frac;
    double peak_h;
    double weekend_frac;
};
double wave_day_mean(const struct wave_day *d, double clock_h, int weekday, double span_s);

#endif
