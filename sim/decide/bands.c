/* SPDX-License-Identifier: Apache-2.0 */
#include "sim/decide/bands.h"

#include <math.h>
#include <stdlib.h>

#include <gsl/gsl_qrng.h>
#include <gsl/gsl_rng.h>
#include <gsl/gsl_sort.h>
#include <gsl/gsl_statistics_double.h>

enum { SOBOL_MOST = 40 };

#define ROUNDING_FRAC 1e-11

static bool is_uncertain(const struct lever *lever)
{
    return !isnan(lever->mid) && lever->high > lever->low;
}

/* Inverse of a triangle's distribution. */
static double triangle(const struct lever *lever, double u)
{
    const double width = lever->high - lever->low;
    const double rising = lever->mid - lever->low;

    if (u * width < rising) {
        return lever->low + sqrt(u * width * rising);
    }
    return lever->high - sqrt((1.0 - u) * width * (width - rising));
}

/* ------------------------------------------------------------------- tornado */

static double difference(const struct levers *l, size_t a, size_t b, const double *values)
{
    return levers_npv(l, b, values) - levers_npv(l, a, values);
}

static int by_width(const void *x, const void *y)
{
    const struct bands_swing *const a = x;
    const struct bands_swing *const b = y;
    const double more = fabs(b->high_usd - b->low_usd) - fabs(a->high_usd - a->low_usd);

    if (more != 0.0) {
        return more > 0.0 ? 1 : -1;
    }
    return a->lever < b->lever ? -1 : 1;
}

size_t bands_tornado(const struct levers *l, size_t a, size_t b, struct bands_swing *ret_swings)
{
    double values[LEVERS_MOST];
    size_t n = 0;

    levers_mid(l, values);
    /* What moves both alike leaves rounding in their difference. */
    const double least_usd =
        ROUNDING_FRAC * (fabs(levers_npv(l, a, values)) + fabs(levers_npv(l, b, values)));
    for (size_t i = 0; i < l->n; i++) {
        if (!is_uncertain(&l->items[i])) {
            continue;
        }
        values[i] = l->items[i].low;
        const double low_usd = difference(l, a, b, values);
        values[i] = l->items[i].high;
        const double high_usd = difference(l, a, b, values);
        values[i] = l->items[i].mid;
        if (fabs(high_usd - low_usd) > least_usd) {
            ret_swings[n++] = (struct bands_swing){i, low_usd, high_usd};
        }
    }
    qsort(ret_swings, n, sizeof *ret_swings, by_width);
    return n;
}

/* --------------------------------------------------------------------- draws */

/* How much a lever moves the totals: those that move them most get the even dimensions. */
static double weight(const struct levers *l, size_t lever)
{
    double values[LEVERS_MOST];
    double moved_usd = 0.0;

    levers_mid(l, values);
    for (size_t c = 0; c < levers_n_columns(l); c++) {
        values[lever] = l->items[lever].low;
        const double low_usd = levers_npv(l, c, values);
        values[lever] = l->items[lever].high;
        moved_usd += levers_has_total(l, c) ? fabs(levers_npv(l, c, values) - low_usd) : 0.0;
    }
    return moved_usd;
}

struct dimensions {
    size_t lever[LEVERS_MOST];
    double shift[LEVERS_MOST];
    size_t n;
    size_t n_sobol;
};

static void order_levers(const struct levers *l, const gsl_rng *rng, struct dimensions *ret)
{
    double weights[LEVERS_MOST];
    size_t order[LEVERS_MOST];
    size_t uncertain[LEVERS_MOST];
    size_t n = 0;

    for (size_t i = 0; i < l->n; i++) {
        if (is_uncertain(&l->items[i])) {
            weights[n] = -weight(l, i);
            uncertain[n++] = i;
        }
    }
    gsl_sort_index(order, weights, 1, n);
    for (size_t i = 0; i < n; i++) {
        ret->lever[i] = uncertain[order[i]];
        ret->shift[i] = gsl_rng_uniform(rng);
    }
    ret->n = n;
    ret->n_sobol = n < SOBOL_MOST ? n : SOBOL_MOST;
}

static void draw(const struct levers *l, const struct dimensions *d, const gsl_qrng *sobol,
                 const gsl_rng *rng, double *values)
{
    double point[SOBOL_MOST] = {0};

    if (sobol != NULL) {
        (void)gsl_qrng_get(sobol, point);
    }
    for (size_t i = 0; i < d->n; i++) {
        const double u = i < d->n_sobol ? fmod(point[i] + d->shift[i], 1.0) : gsl_rng_uniform(rng);
        values[d->lever[i]] = triangle(&l->items[d->lever[i]], u);
    }
}

static struct bands_band band_of(double *items, size_t n)
{
    gsl_sort(items, 1, n);
    return (struct bands_band){.p5 = gsl_stats_quantile_from_sorted_data(items, 1, n, 0.05),
                               .p50 = gsl_stats_quantile_from_sorted_data(items, 1, n, 0.50),
                               .p95 = gsl_stats_quantile_from_sorted_data(items, 1, n, 0.95)};
}

/* totals: column after column of n_samples. */
static void sum_up(struct arena *arena, const struct levers *l, double *totals, struct bands *b)
{
    const size_t n = b->n_samples;
    const size_t n_columns = levers_n_columns(l);
    double *const more = ARENA_ARRAY(arena, double, n, "bands");

    for (size_t s = 0; s < n; s++) {
        size_t best = n_columns;
        for (size_t c = 0; c < n_columns; c++) {
            const bool is_known = levers_has_total(l, c);
            if (is_known && (best == n_columns || totals[c * n + s] < totals[best * n + s])) {
                best = c;
            }
        }
        if (best < n_columns) {
            b->cheapest_frac[best] += 1.0 / (double)n;
        }
    }
    for (size_t c = n_columns; c-- > 0;) {
        const struct bands_band unknown = {(double)NAN, (double)NAN, (double)NAN};
        for (size_t s = 0; s < n; s++) {
            more[s] = totals[c * n + s] - totals[s];
        }
        const bool is_known = levers_has_total(l, c);
        b->more[c] = is_known && levers_has_total(l, 0) ? band_of(more, n) : unknown;
        b->npv[c] = is_known ? band_of(&totals[c * n], n) : unknown;
    }
}

enum status bands_draw(struct arena *arena, const struct levers *l, size_t n_samples,
                       unsigned long seed, struct bands *ret_bands)
{
    const size_t n_columns = levers_n_columns(l);
    double *const totals = ARENA_ARRAY(arena, double, n_columns *n_samples, "bands");
    gsl_rng *const rng = gsl_rng_alloc(gsl_rng_mt19937);
    struct dimensions dimensions = {0};
    double values[LEVERS_MOST];

    if (rng == NULL) {
        return STATUS_NO_MEMORY;
    }
    gsl_rng_set(rng, seed);
    order_levers(l, rng, &dimensions);
    gsl_qrng *const sobol =
        dimensions.n > 0 ? gsl_qrng_alloc(gsl_qrng_sobol, (unsigned)dimensions.n_sobol) : NULL;
    *ret_bands = (struct bands){.n_samples = n_samples, .seed = seed, .n_uncertain = dimensions.n};
    levers_mid(l, values);
    for (size_t s = 0; s < n_samples; s++) {
        draw(l, &dimensions, sobol, rng, values);
        for (size_t c = 0; c < n_columns; c++) {
            totals[c * n_samples + s] = levers_npv(l, c, values);
        }
    }
    const bool is_short = dimensions.n > 0 && sobol == NULL;
    if (!is_short) {
        sum_up(arena, l, totals, ret_bands);
    }
    if (sobol != NULL) {
        gsl_qrng_free(sobol);
    }
    gsl_rng_free(rng);
    return is_short ? STATUS_NO_MEMORY : STATUS_OK;
}
