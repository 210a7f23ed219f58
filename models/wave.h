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
 * high and low in any one unit; duty_frac is the share of the period spent high, 0 to 1. The level
 * rises and falls linearly within ramp_s after each edge: the mean of the square wave over the last
 * ramp_s, which is what a limit on the rate of change makes of it.
 *
 * Holds   ramp_s no longer than either level lasts (a wave of one level has no edges).
 */
struct wave {
    double period_s;
    double duty_frac;
    double high;
    double low;
    double ramp_s; /* 0: edges are instant */
};

/* Mean, root mean square, amplitude of harmonic k >= 1, and the storage [unit of high x s] that
 * would flatten the wave to its mean. With r = ramp / period:
 *
 *     mean = high D + low (1 - D)
 *     rms  = sqrt(high^2 (D - r) + low^2 (1 - D - r) + 2 r (high^2 + high low + low^2) / 3)
 *     A_k  = 2 / (k pi) (high - low) |sin(k pi D) sin(k pi r) / (k pi r)|
 *     E    = (high - low) D (1 - D) (T - ramp)
 *
 * Source  Fourier series of a trapezoid.
 */
double wave_mean(const struct wave *w);
double wave_rms(const struct wave *w);
double wave_harmonic(const struct wave *w, int k);
double wave_smoothing(const struct wave *w);

/* The level that the wave begins with, once its first rise is over. */
double wave_first(const struct wave *w);

/* Training with checkpoints: for the last checkpoint_s of every interval_s the wave gives way to a
 * level; after it a new iteration begins. interval_s INFINITY is a wave without checkpoints. The
 * edges at both ends of a checkpoint take ramp_s too.
 *
 * Holds   ramp_s no longer than the checkpoint or the work between two of them.
 */
struct wave_training {
    struct wave wave;
    double interval_s;
    double checkpoint_s; /* 0 to interval_s */
    double checkpoint;   /* level while it lasts */
};

/* Exact mean over [from_s, from_s + span_s], span_s > 0. Before 0 the same cycle has run for ever. */
double wave_training_mean(const struct wave_training *t, double from_s, double span_s);

/* A day's swing. The load is x = mean (1 + swing cos(2 pi (t - peak) / 24 h)), on Saturdays and
 * Sundays times weekend, cut at 1; with half > 0 what counts is x / (x + half), which saturates
 * (models/batch.h).
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
    double half; /* 0: the load itself */
};
double wave_day_mean(const struct wave_day *d, double clock_h, int weekday, double span_s);

#endif
