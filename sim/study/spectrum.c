/* SPDX-License-Identifier: Apache-2.0 */
#include "sim/study/spectrum.h"

#include <math.h>

#include <gsl/gsl_errno.h>
#include <gsl/gsl_fft_halfcomplex.h>
#include <gsl/gsl_fft_real.h>
#include <gsl/gsl_fit.h>
#include <gsl/gsl_math.h>

/* Noise bandwidth of the Hann window in bins: its mean square over its squared mean. */
#define HANN_BINS 1.5

/* The window less its line, weighted; returns the sum of the weights. */
static double lay_window(const double *values, size_t n, double *ret)
{
    double at = 0.0;
    double slope = 0.0;
    double unused[4];
    double sum = 0.0;

    for (size_t i = 0; i < n; i++) {
        ret[i] = (double)i;
    }
    (void)gsl_fit_linear(ret, 1, values, 1, n, &at, &slope, &unused[0], &unused[1], &unused[2],
                         &unused[3]);
    for (size_t i = 0; i < n; i++) {
        const double weight = 0.5 - 0.5 * cos(2.0 * M_PI * (double)i / (double)n);
        ret[i] = weight * (values[i] - at - slope * (double)i);
        sum += weight;
    }
    return sum;
}

/* GSL leaves re 0, re 1, im 1, re 2, im 2, ... in place. */
static void take_amplitudes(const double *packed, size_t n, double scale, struct spectrum *ret)
{
    for (size_t k = 0; k < ret->n; k++) {
        const double re = packed[k == 0 ? 0 : 2 * k - 1];
        const double im = k == 0 || 2 * k == n ? 0.0 : packed[2 * k];
        const double sides = k == 0 || 2 * k == n ? 1.0 : 2.0;
        ret->amplitude[k] = sides * hypot(re, im) * scale;
    }
}

enum status spectrum_make(struct arena *arena, const double *values, size_t n_values, double step_s,
                          struct spectrum *ret)
{
    if (n_values < SPECTRUM_LEAST) {
        return STATUS_OUT_OF_RANGE;
    }
    *ret = (struct spectrum){.n = n_values / 2 + 1, .bin_hz = 1.0 / ((double)n_values * step_s)};
    ret->amplitude = ARENA_ARRAY(arena, double, ret->n, "spectrum");
    const struct arena_mark mark = arena_mark(arena);
    double *const packed = ARENA_ARRAY(arena, double, n_values, "spectrum");
    const double weight = lay_window(values, n_values, packed);
    gsl_fft_real_wavetable *const table = gsl_fft_real_wavetable_alloc(n_values);
    gsl_fft_real_workspace *const work = gsl_fft_real_workspace_alloc(n_values);
    int code = GSL_ENOMEM;
    if (table != NULL && work != NULL) {
        code = gsl_fft_real_transform(packed, 1, n_values, table, work);
    }
    if (code == GSL_SUCCESS) {
        take_amplitudes(packed, n_values, 1.0 / weight, ret);
    }
    if (work != NULL) {
        gsl_fft_real_workspace_free(work);
    }
    if (table != NULL) {
        gsl_fft_real_wavetable_free(table);
    }
    arena_reset(arena, mark);
    return status_from_gsl(code);
}

/* Of a sine between two bins the Hann window leaves two heights whose ratio tells where it lies. */
static struct spectrum_line between_bins(const struct spectrum *s, size_t k)
{
    const double before = s->amplitude[k - 1];
    const double after = k + 1 < s->n ? s->amplitude[k + 1] : 0.0;
    const double ratio = fmax(before, after) / s->amplitude[k];
    const double off = fmin(0.5, fmax(0.0, (2.0 * ratio - 1.0) / (1.0 + ratio)));
    const double lost = off > 0.0 ? sin(M_PI * off) / (M_PI * off * (1.0 - off * off)) : 1.0;

    return (struct spectrum_line){
        .hz = ((double)k + (after > before ? off : -off)) * s->bin_hz,
        .amplitude = s->amplitude[k] / lost,
    };
}

struct spectrum_line spectrum_peak(const struct spectrum *s)
{
    size_t best = 2;

    for (size_t k = 2; k < s->n; k++) {
        best = s->amplitude[k] > s->amplitude[best] ? k : best;
    }
    if (s->n <= 2 || !(s->amplitude[best] > 0.0)) {
        return (struct spectrum_line){.hz = (double)NAN};
    }
    return between_bins(s, best);
}

double spectrum_band_rms(const struct spectrum *s, double from_hz, double to_hz)
{
    const double reach_hz = 1.000001 * s->bin_hz;
    double square = 0.0;

    for (size_t k = 1; k < s->n; k++) {
        const double hz = (double)k * s->bin_hz;
        if (hz >= from_hz - reach_hz && hz <= to_hz + reach_hz) {
            square += 0.5 * s->amplitude[k] * s->amplitude[k];
        }
    }
    return sqrt(square / HANN_BINS);
}
