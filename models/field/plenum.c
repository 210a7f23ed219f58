/* SPDX-License-Identifier: Apache-2.0 */
#include "models/field/plenum.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

#include <gsl/gsl_linalg.h>
#include <gsl/gsl_statistics_double.h>

#define LEAST_OPEN_FRAC 0.02
#define MOST_OPEN_FRAC  0.9
#define SLOW_PA         1e-5  /* below this flow goes with the drop, above with its root */
#define BALANCE_FRAC    1e-13 /* of what flows: a few roundings of the sums */
#define ROUNDING        1e-15 /* of a pressure: two zones with a wide way between them differ by less */

enum { MOST_ROUNDS = 200, MOST_HALVINGS = 40 };

double plenum_tile_loss(double open_frac)
{
    const double shut = 1.0 - open_frac;

    if (!(open_frac >= LEAST_OPEN_FRAC && open_frac <= MOST_OPEN_FRAC)) {
        return (double)NAN;
    }
    return (1.0 + 0.5 * pow(shut, 0.75) + 1.414 * pow(shut, 0.375)) / (open_frac * open_frac);
}

double plenum_effective_m2(double area_m2, double loss)
{
    return area_m2 / sqrt(loss);
}

double plenum_leak_m2(double open_m2, double leak_frac)
{
    return open_m2 * leak_frac / (1.0 - leak_frac);
}

double plenum_free_m3s(double rated_m3s, double rated_pa, double stall_pa)
{
    return rated_m3s * sqrt(stall_pa / (stall_pa - rated_pa));
}

double plenum_fan_power_frac(double flow_frac, double pressure_pa, double rated_pa, double inner_pa)
{
    return flow_frac * (pressure_pa + inner_pa * flow_frac * flow_frac) / (rated_pa + inner_pa);
}

struct plenum_spread plenum_spread_of(const double *flow_m3s, size_t n)
{
    struct plenum_spread s = {0};

    if (n > 1) {
        const double mean_m3s = gsl_stats_mean(flow_m3s, 1, n);
        const double range_m3s = gsl_stats_max(flow_m3s, 1, n) - gsl_stats_min(flow_m3s, 1, n);
        s.uniformity_frac = range_m3s / mean_m3s;
        s.variation_frac = gsl_stats_sd(flow_m3s, 1, n) / mean_m3s;
    }
    return s;
}

/* The signed root of a drop, smooth through zero, and its slope. */
static double root_of(double drop_pa)
{
    return drop_pa / sqrt(hypot(drop_pa, SLOW_PA));
}

static double slope_of(double drop_pa)
{
    const double scale_pa = hypot(drop_pa, SLOW_PA);
    const double share = drop_pa / scale_pa;

    return (1.0 - 0.5 * share * share) / sqrt(scale_pa);
}

double plenum_flow_m3s(double effective_m2, double drop_pa, double density_kg_per_m3)
{
    return effective_m2 * sqrt(2.0 / density_kg_per_m3) * root_of(drop_pa);
}

/* Net flow into each zone at these pressures; the slopes of what leaves it; and what turns over. */
struct balance {
    double net_m3s[PLENUM_MOST_ZONES];
    double slope[PLENUM_MOST_ZONES * PLENUM_MOST_ZONES];
    double turnover_m3s;
};

static void add_outlets(const struct plenum *p, const double *pa, struct balance *b)
{
    const double jet = sqrt(2.0 / p->density_kg_per_m3);

    for (size_t z = 0; z < p->n_zones; z++) {
        const double out_m3s = p->open_m2[z] * jet * root_of(pa[z]);
        b->net_m3s[z] -= out_m3s;
        b->slope[z * p->n_zones + z] += p->open_m2[z] * jet * slope_of(pa[z]);
        b->turnover_m3s += fabs(out_m3s);
    }
}

static void add_links(const struct plenum *p, const double *pa, struct balance *b)
{
    const double jet = sqrt(2.0 / p->density_kg_per_m3);

    for (size_t k = 0; k < p->n_links; k++) {
        const struct plenum_link *const link = &p->links[k];
        const double drop_pa = pa[link->from] - pa[link->to];
        const double flow_m3s = link->open_m2 * jet * root_of(drop_pa);
        const double slope = link->open_m2 * jet * slope_of(drop_pa);
        b->net_m3s[link->from] -= flow_m3s;
        b->net_m3s[link->to] += flow_m3s;
        b->slope[link->from * p->n_zones + link->from] += slope;
        b->slope[link->to * p->n_zones + link->to] += slope;
        b->slope[link->from * p->n_zones + link->to] -= slope;
        b->slope[link->to * p->n_zones + link->from] -= slope;
        b->turnover_m3s += fabs(flow_m3s);
    }
}

/* Flow over the root of what the fan has above the pressure, forward or backward. */
static double fan_reach(const struct plenum *p, const struct plenum_fan *fan, double drop_pa)
{
    return drop_pa > 0.0 ? fan->free_m3s / sqrt(fan->stall_pa)
                         : fan->back_m2 * sqrt(2.0 / p->density_kg_per_m3);
}

static void add_fans(const struct plenum *p, const double *speed_frac, const double *pa,
                     struct balance *b)
{
    for (size_t i = 0; i < p->n_fans; i++) {
        const struct plenum_fan *const fan = &p->fans[i];
        const double drop_pa = fan->stall_pa * speed_frac[i] * speed_frac[i] - pa[fan->zone];
        const double reach = fan_reach(p, fan, drop_pa);
        b->net_m3s[fan->zone] += reach * root_of(drop_pa);
        b->slope[fan->zone * p->n_zones + fan->zone] += reach * slope_of(drop_pa);
        b->turnover_m3s += reach * fabs(root_of(drop_pa));
    }
}

static struct balance balance_at(const struct plenum *p, const double *speed_frac, const double *pa)
{
    struct balance b = {0};

    add_outlets(p, pa, &b);
    add_links(p, pa, &b);
    add_fans(p, speed_frac, pa, &b);
    return b;
}

static double dot(const double *a, const double *b, size_t n)
{
    double sum = 0.0;

    for (size_t i = 0; i < n; i++) {
        sum += a[i] * b[i];
    }
    return sum;
}

static double largest(const double *values, size_t n)
{
    double most = 0.0;

    for (size_t i = 0; i < n; i++) {
        most = fmax(most, fabs(values[i]));
    }
    return most;
}

/* Newton's step; false when the slopes are singular. */
static bool find_step(struct balance *b, size_t n, double *ret_step_pa)
{
    gsl_matrix_view slope = gsl_matrix_view_array(b->slope, n, n);
    gsl_vector_view step = gsl_vector_view_array(ret_step_pa, n);

    memcpy(ret_step_pa, b->net_m3s, n * sizeof *ret_step_pa);
    return gsl_linalg_cholesky_decomp1(&slope.matrix) == 0 &&
           gsl_linalg_cholesky_svx(&slope.matrix, &step.vector) == 0;
}

/* Goes along the step, halved until the function's slope along it no longer points back as steeply as it
 * pointed forward. */
static struct balance take_step(const struct plenum *p, const double *speed_frac,
                                const struct balance *from, const double *step_pa, double *pa)
{
    const double forward = dot(from->net_m3s, step_pa, p->n_zones);
    double next_pa[PLENUM_MOST_ZONES];
    double part = 1.0;

    for (int halving = 0;; halving++) {
        for (size_t z = 0; z < p->n_zones; z++) {
            next_pa[z] = pa[z] + part * step_pa[z];
        }
        const struct balance b = balance_at(p, speed_frac, next_pa);
        if (dot(b.net_m3s, step_pa, p->n_zones) >= -0.9 * forward || halving == MOST_HALVINGS) {
            memcpy(pa, next_pa, p->n_zones * sizeof *pa);
            return b;
        }
        part *= 0.5;
    }
}

static enum status find_pressures(const struct plenum *p, const double *speed_frac, double *pa)
{
    const size_t n = p->n_zones;
    double step_pa[PLENUM_MOST_ZONES];
    struct balance b = balance_at(p, speed_frac, pa);

    for (int round = 0; round < MOST_ROUNDS; round++) {
        if (largest(b.net_m3s, n) <= BALANCE_FRAC * b.turnover_m3s) {
            return STATUS_OK;
        }
        if (!find_step(&b, n, step_pa)) {
            return STATUS_NO_CONVERGENCE;
        }
        if (largest(step_pa, n) <= ROUNDING * largest(pa, n)) {
            return STATUS_OK;
        }
        b = take_step(p, speed_frac, &b, step_pa, pa);
    }
    return STATUS_NO_CONVERGENCE;
}

enum status plenum_solve(const struct plenum *p, const double *speed_frac, double *ret_pa,
                         double *ret_fan_m3s)
{
    double fastest_frac = 0.0;

    for (size_t z = 0; z < p->n_zones; z++) {
        if (!(p->open_m2[z] > 0.0)) {
            return STATUS_BAD_INPUT;
        }
    }
    for (size_t i = 0; i < p->n_fans; i++) {
        fastest_frac = fmax(fastest_frac, speed_frac[i]);
        ret_fan_m3s[i] = 0.0;
    }
    for (size_t z = 0; z < p->n_zones; z++) {
        ret_pa[z] = fastest_frac; /* any start above zero: 1 Pa at full speed */
    }
    if (!(fastest_frac > 0.0)) {
        return STATUS_OK;
    }
    const enum status st = find_pressures(p, speed_frac, ret_pa);
    for (size_t i = 0; i < p->n_fans; i++) {
        const struct plenum_fan *const fan = &p->fans[i];
        const double drop_pa = fan->stall_pa * speed_frac[i] * speed_frac[i] - ret_pa[fan->zone];
        ret_fan_m3s[i] = fan_reach(p, fan, drop_pa) * root_of(drop_pa);
    }
    return st;
}
