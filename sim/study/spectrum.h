/* spectrum.h - which frequencies a series of powers swings at, and how far.
 *
 * The straight line through the series is taken off, a Hann window laid over it, and its Fourier
 * transform scaled so that a line of the spectrum reads as the amplitude of its sine:
 *
 *     A_k = 2 |sum_i w_i (x_i - line_i) exp(-2 pi j i k / n)| / sum_i w_i
 *
 * Assumes  even steps. A sine at a bin's frequency reads true to rounding; between two bins the
 *          height falls by up to 15 %, which spectrum_peak makes good. Taking the line off a wave
 *          of m whole periods costs less than 1 / m^4 of its amplitude.
 * Holds    frequencies from 2 / span to 1 / (2 step). A mean over a step damps a sine of f by
 *          sin(pi f step) / (pi f step), which is left as it is.
 * Source   Harris, "On the use of windows for harmonic analysis", Proc. IEEE 66 (1978) 51-83.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SIM_STUDY_SPECTRUM_H
#define SIM_STUDY_SPECTRUM_H

#include "models/status.h"
#include "sim/base/arena.h"

struct spectrum {
    size_t n;          /* bins: the frequency of bin k is k * bin_hz      */
    double bin_hz;     /* 1 / span                                        */
    double *amplitude; /* (n) of a sine there, in the unit of the series  */
};

enum { SPECTRUM_LEAST = 8 };

/* The spectrum of n_values values, one every step_s seconds.
 *
 * Errors  STATUS_OUT_OF_RANGE below SPECTRUM_LEAST values; STATUS_NO_MEMORY and the like from GSL.
 */
MUST_CHECK enum status spectrum_make(struct arena *arena, const double *values, size_t n_values,
                                     double step_s, struct spectrum *ret);

/* The strongest line: bins 0 and 1 are left out, for what comes round less than twice is no period. */
struct spectrum_line {
    double hz; /* NAN when nothing swings */
    double amplitude;
};
struct spectrum_line spectrum_peak(const struct spectrum *s);

/* Root mean square of all that swings from from_hz to to_hz. A line on an edge counts whole: what the
 * window spreads to the next bin is taken in. */
double spectrum_band_rms(const struct spectrum *s, double from_hz, double to_hz);

#endif
