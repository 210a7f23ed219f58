/* SPDX-License-Identifier: Apache-2.0 */
#include "sim/decide/growth_path.h"

#include <math.h>

#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>

struct growth_path growth_path_at(const struct scn_growth *growth, double deviate)
{
    struct growth_path path = {.growth = growth};
    const double spread = growth->rate_spread_frac + growth->rate_doubt_frac;

    for (size_t y = 0; y < GROWTH_MOST_YEARS; y++) {
        path.log_factor[y] =
            log1p(growth->rate_frac) + deviate * spread / (1.0 + growth->rate_frac);
    }
    return path;
}

enum status growth_path_draw(const struct scn_growth *growth, unsigned long seed, size_t n,
                             struct growth_path *ret_paths)
{
    gsl_rng *const rng = gsl_rng_alloc(gsl_rng_mt19937);

    if (rng == NULL) {
        return STATUS_NO_MEMORY;
    }
    gsl_rng_set(rng, seed);
    for (size_t i = 0; i < n; i++) {
        const double doubt = growth->rate_doubt_frac * gsl_ran_gaussian_ziggurat(rng, 1.0);
        ret_paths[i].growth = growth;
        for (size_t y = 0; y < GROWTH_MOST_YEARS; y++) {
            const double spread = growth->rate_spread_frac * gsl_ran_gaussian_ziggurat(rng, 1.0);
            ret_paths[i].log_factor[y] =
                log1p(growth->rate_frac) + (doubt + spread) / (1.0 + growth->rate_frac);
        }
    }
    gsl_rng_free(rng);
    return STATUS_OK;
}

/* A stretch of a history in which the load is an exponential. */
struct stretch {
    double from_years;
    double to_years;
    double load_w; /* at its begin, with what comes then */
    double log_factor;
};

/* What comes at a date. */
static double coming_w(const struct scn_growth *g, double years)
{
    const struct scn_load_step *const steps = g->steps.items;
    double sum_w = 0.0;

    for (size_t i = 0; i < g->steps.n; i++) {
        sum_w += steps[i].at_years == years ? steps[i].load_w : 0.0;
    }
    return sum_w;
}

/* The next date after this one: the end of the year, or what comes before. */
static double next_date(const struct scn_growth *g, double years)
{
    const struct scn_load_step *const steps = g->steps.items;
    double next = floor(years) + 1.0;

    for (size_t i = 0; i < g->steps.n; i++) {
        next = steps[i].at_years > years ? fmin(next, steps[i].at_years) : next;
    }
    return next;
}

static double factor_of(const struct growth_path *path, double years)
{
    const size_t y = (size_t)years;

    return path->log_factor[y < GROWTH_MOST_YEARS ? y : GROWTH_MOST_YEARS - 1];
}

static struct stretch first_stretch(const struct growth_path *path)
{
    const struct scn_growth *const g = path->growth;

    return (struct stretch){.to_years = next_date(g, 0.0),
                            .load_w = fmax(0.0, g->load_w + coming_w(g, 0.0)),
                            .log_factor = factor_of(path, 0.0)};
}

static double load_in(const struct stretch *s, double years)
{
    return s->load_w * exp(s->log_factor * (years - s->from_years));
}

static struct stretch next_stretch(const struct growth_path *path, const struct stretch *s)
{
    const double at = s->to_years;

    return (struct stretch){.from_years = at,
                            .to_years = next_date(path->growth, at),
                            .load_w = fmax(0.0, load_in(s, at) + coming_w(path->growth, at)),
                            .log_factor = factor_of(path, at)};
}

double growth_path_load_w(const struct growth_path *path, double years)
{
    struct stretch s = first_stretch(path);

    while (s.to_years <= years) {
        s = next_stretch(path, &s);
    }
    return load_in(&s, years);
}

double growth_path_reaches(const struct growth_path *path, double load_w, double from_years,
                           double to_years)
{
    for (struct stretch s = first_stretch(path); s.from_years <= to_years;
         s = next_stretch(path, &s)) {
        const double begin = fmax(s.from_years, from_years);
        const double end = fmin(s.to_years, to_years);
        if (begin > end) {
            continue;
        }
        if (load_in(&s, begin) >= load_w) {
            return begin;
        }
        if (s.log_factor > 0.0 && s.load_w > 0.0) {
            const double at = s.from_years + log(load_w / s.load_w) / s.log_factor;
            if (at <= end) {
                return at;
            }
        }
    }
    return (double)INFINITY;
}
