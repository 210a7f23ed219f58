/* SPDX-License-Identifier: Apache-2.0 */
#include "sim/study/oversubscribe.h"

#include <math.h>

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>
#include <gsl/gsl_sort_double.h>
#include <gsl/gsl_statistics_double.h>

#define YEAR_S (8766.0 * 3600.0)

/* n nodes of limit / n each must fit, whatever the rounding of their sum. */
#define LIMIT_DUST 1e-12

const double oversubscribe_shares[OVERSUBSCRIBE_LEVELS] = {0.50, 0.95, 0.99};

/* What does not change from hall to hall. */
struct draw {
    const struct mix *mix;
    double limit_w;
    double common; /* sqrt(r)     */
    double own;    /* sqrt(1 - r) */
    size_t n_samples;
    size_t n_most; /* nodes at which a hall is taken as full */
    size_t *type;  /* (n_most) of the j-th node */
    double **upto; /* (types)(levels) the z up to which a node is at the level */
};

static double mix_sum(const struct mix *mix, double (*of)(const struct mix_type *, double),
                      double share)
{
    double sum = 0.0;

    for (size_t t = 0; t < mix->n; t++) {
        sum += mix->types[t].count / mix->n_nodes * of(&mix->types[t], share);
    }
    return sum;
}

static double mean_w(const struct mix_type *type, double unused)
{
    (void)unused;
    return type->mean_w;
}

/* No count that is asked for goes past the mean or the median by more than this; where the median is
 * nothing at all, four times the mean is plenty. */
static double most_nodes(const struct mix *mix, double limit_w)
{
    const double mean = mix_sum(mix, mean_w, 0.0);
    const double median = mix_sum(mix, mix_quantile_w, oversubscribe_shares[0]);

    return ceil(1.1 * limit_w / fmax(fmin(mean, median), 0.25 * mean)) + 20.0;
}

size_t oversubscribe_samples(const struct mix *mix, double limit_w)
{
    return (size_t)fmin(20e3, fmax(2e3, 20e6 / most_nodes(mix, limit_w)));
}

/* Adds the type that is furthest behind its share: every beginning of the row has the mix. */
static void line_up(struct arena *arena, struct draw *d)
{
    double *const behind = ARENA_ARRAY(arena, double, d->mix->n, "oversubscribe");

    d->type = ARENA_ARRAY(arena, size_t, d->n_most, "oversubscribe");
    for (size_t j = 0; j < d->n_most; j++) {
        for (size_t t = 0; t < d->mix->n; t++) {
            behind[t] += d->mix->types[t].count / d->mix->n_nodes;
        }
        d->type[j] = gsl_stats_max_index(behind, 1, d->mix->n);
        behind[d->type[j]] -= 1.0;
    }
}

static void find_edges(struct arena *arena, struct draw *d)
{
    d->upto = arena_take(arena, d->mix->n, sizeof *d->upto, "oversubscribe");
    for (size_t t = 0; t < d->mix->n; t++) {
        const struct mix_type *const type = &d->mix->types[t];
        d->upto[t] = ARENA_ARRAY(arena, double, type->n, "oversubscribe");
        for (size_t k = 0; k + 1 < type->n; k++) {
            d->upto[t][k] = gsl_cdf_ugaussian_Pinv(fmin(1.0, type->below_frac[k]));
        }
        d->upto[t][type->n - 1] = (double)INFINITY;
    }
}

/* Power of a node of type t at z: the first level that reaches so far. */
static double power_at_w(const struct draw *d, size_t t, double z)
{
    const double *const upto = d->upto[t];
    size_t low = 0;
    size_t high = d->mix->types[t].n - 1;

    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (upto[middle] < z) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return d->mix->types[t].power_w[low];
}

static double draw_w(const struct draw *d, gsl_rng *rng, size_t j, double common)
{
    const double own = d->own > 0.0 ? d->own * gsl_ran_gaussian_ziggurat(rng, 1.0) : 0.0;

    return power_at_w(d, d->type[j], d->common * common + own);
}

/* The common number of hall s: the middle of one of as many equal parts of its distribution. */
static double common_of(const struct draw *d, size_t s)
{
    return gsl_cdf_ugaussian_Pinv(((double)s + 0.5) / (double)d->n_samples);
}

/* Nodes that fit into each hall, from the fewest to the most. A sum of powers never falls, so the halls
 * in which n nodes fit are those that hold n or more. */
static double *fill_halls(struct arena *arena, const struct draw *d, gsl_rng *rng)
{
    double *const n_fit = ARENA_ARRAY(arena, double, d->n_samples, "oversubscribe");

    for (size_t s = 0; s < d->n_samples; s++) {
        const double common = common_of(d, s);
        double sum_w = 0.0;
        size_t n = 0;
        while (n < d->n_most) {
            sum_w += draw_w(d, rng, n, common);
            if (sum_w > d->limit_w) {
                break;
            }
            n++;
        }
        n_fit[s] = (double)n;
    }
    gsl_sort(n_fit, 1, d->n_samples);
    return n_fit;
}

/* Nodes that fit when every one draws what `of` gives for its type. */
static double count_fixed(const struct draw *d, double (*of)(const struct mix_type *, double),
                          double share)
{
    double sum_w = 0.0;
    size_t n = 0;

    while (n < d->n_most) {
        sum_w += of(&d->mix->types[d->type[n]], share);
        if (!(sum_w <= d->limit_w)) {
            break;
        }
        n++;
    }
    return isnan(sum_w) ? PARAM_UNKNOWN : (double)n;
}

static double nameplate_w(const struct mix_type *type, double unused)
{
    (void)unused;
    return type->nameplate_w;
}

/* Sums over the halls of the second drawing, for one count of nodes. */
struct overload {
    double n_over;
    double excess_w;
    double work_w;
};

/* Fresh halls, so that a count is not judged by the halls that made it. */
static void load_halls(const struct draw *d, gsl_rng *rng, const double *idle_w,
                       const struct oversubscribe_answer *a, struct overload *ret)
{
    for (size_t s = 0; s < d->n_samples; s++) {
        const double common = common_of(d, s);
        double sum_w = 0.0;
        size_t n = 0;
        for (size_t k = OVERSUBSCRIBE_LEVELS; k-- > 0;) { /* the fewest nodes first */
            for (; n < (size_t)a->level[k].n_nodes; n++) {
                sum_w += draw_w(d, rng, n, common);
            }
            ret[k].n_over += sum_w > d->limit_w ? 1.0 : 0.0;
            ret[k].excess_w += fmax(0.0, sum_w - d->limit_w);
            ret[k].work_w += sum_w - idle_w[k];
        }
    }
}

static void count_events(struct arena *arena, gsl_rng *rng, double n_over, double n_samples,
                         double interval_s, double ret_events[3])
{
    enum { YEARS = 2000 };
    static const double shares[3] = {0.05, 0.50, 0.95};
    double *const events = ARENA_ARRAY(arena, double, YEARS, "oversubscribe");
    const unsigned n_intervals = (unsigned)(YEAR_S / interval_s);

    for (size_t i = 0; i < YEARS; i++) {
        const double share = gsl_ran_beta(rng, n_over + 0.5, n_samples - n_over + 0.5);
        events[i] = gsl_ran_binomial(rng, share, n_intervals);
    }
    gsl_sort(events, 1, YEARS);
    for (size_t k = 0; k < 3; k++) {
        ret_events[k] = gsl_stats_quantile_from_sorted_data(events, 1, YEARS, shares[k]);
    }
}

static void judge_counts(struct arena *arena, const struct draw *d, gsl_rng *rng, double interval_s,
                         struct oversubscribe_answer *a)
{
    struct overload over[OVERSUBSCRIBE_LEVELS] = {0};
    double idle_w[OVERSUBSCRIBE_LEVELS] = {0};
    const double n = (double)d->n_samples;

    for (size_t k = 0; k < OVERSUBSCRIBE_LEVELS; k++) {
        for (size_t j = 0; j < (size_t)a->level[k].n_nodes; j++) {
            idle_w[k] += d->mix->types[d->type[j]].idle_w;
        }
    }
    load_halls(d, rng, idle_w, a, over);
    for (size_t k = 0; k < OVERSUBSCRIBE_LEVELS; k++) {
        struct oversubscribe_level *const l = &a->level[k];
        l->capped_frac = over[k].n_over / n;
        l->lost_frac = over[k].work_w > 0.0 ? over[k].excess_w / over[k].work_w : 0.0;
        l->guard_w = l->n_nodes > 0.0 ? d->limit_w / l->n_nodes : PARAM_UNKNOWN;
        l->guard_holds = idle_w[k] <= d->limit_w;
        count_events(arena, rng, over[k].n_over, n, interval_s, l->events_a_year);
    }
}

static void take_counts(const struct draw *d, const double *n_fit, struct oversubscribe_answer *a)
{
    a->n_nameplate = count_fixed(d, nameplate_w, 0.0);
    for (size_t k = 0; k < OVERSUBSCRIBE_LEVELS; k++) {
        const double share = oversubscribe_shares[k];
        /* As many halls may pass the limit; the next one decides. */
        const size_t n_may = (size_t)floor((1.0 - share) * (double)d->n_samples + 1e-6);
        const double n_nodes = n_fit[n_may];
        const double n_own = count_fixed(d, mix_quantile_w, share);
        a->level[k] = (struct oversubscribe_level){
            .share = share,
            .n_nodes = n_nodes,
            .n_own = n_own,
            .gain_frac = n_nodes / a->n_nameplate - 1.0,
            .diversity_frac = n_nodes / n_own - 1.0,
        };
    }
}

enum status oversubscribe_count(struct arena *arena, const struct oversubscribe_request *request,
                                double correlation, struct oversubscribe_answer *ret)
{
    struct draw d = {
        .mix = request->mix,
        .limit_w = request->limit_w * (1.0 + LIMIT_DUST),
        .common = sqrt(correlation),
        .own = sqrt(1.0 - correlation),
        .n_samples = request->n_samples,
    };

    *ret = (struct oversubscribe_answer){.correlation = correlation};
    if (d.mix->n == 0 || !(mix_sum(d.mix, mean_w, 0.0) > 0.0)) {
        return STATUS_OUT_OF_RANGE;
    }
    const struct arena_mark mark = arena_mark(arena);
    d.n_most = (size_t)most_nodes(d.mix, request->limit_w);
    line_up(arena, &d);
    find_edges(arena, &d);
    gsl_rng *const rng = gsl_rng_alloc(gsl_rng_mt19937);
    if (rng == NULL) {
        arena_reset(arena, mark);
        return STATUS_NO_MEMORY;
    }
    gsl_rng_set(rng, request->seed);
    take_counts(&d, fill_halls(arena, &d, rng), ret);
    judge_counts(arena, &d, rng, request->interval_s, ret);
    gsl_rng_free(rng);
    arena_reset(arena, mark);
    return STATUS_OK;
}
