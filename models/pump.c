/* SPDX-License-Identifier: Apache-2.0 */
#include "models/pump.h"

#include <math.h>

#include "models/root.h"

/* The parabola is not used beyond this multiple of the best flow. */
#define MOST_OF_BEST 1.6

/* Dry friction of bearings and seals, as the speed below rest to which the rotor runs down. */
#define FRICTION_FRAC 0.02

struct pump pump_bank(const struct pump *rated, double n_rated, double n)
{
    struct pump bank = *rated;

    if (!(n > 0.0)) {
        bank.droop_pa_per_m3s2 = (double)INFINITY;
        bank.best_m3s = 0.0;
        return bank;
    }
    bank.droop_pa_per_m3s2 *= (n_rated / n) * (n_rated / n);
    bank.best_m3s *= n / n_rated;
    return bank;
}

double pump_flow_m3s(const struct pump *p, double speed_frac, double static_pa,
                     double k_pa_per_m3s2)
{
    const double lift_pa = speed_frac * speed_frac * p->head_zero_pa - static_pa;

    return lift_pa > 0.0 ? sqrt(lift_pa / (p->droop_pa_per_m3s2 + k_pa_per_m3s2)) : 0.0;
}

double pump_w(const struct pump *p, double speed_frac, double head_pa, double flow_m3s)
{
    const double best_m3s = speed_frac * p->best_m3s;

    if (isnan(p->best_m3s)) {
        return head_pa * flow_m3s / p->efficiency_frac;
    }
    if (!(best_m3s > 0.0)) {
        return 0.0;
    }
    const double x = flow_m3s / best_m3s;
    if (x > MOST_OF_BEST) {
        return head_pa * flow_m3s / (p->efficiency_frac * MOST_OF_BEST * (2.0 - MOST_OF_BEST));
    }
    /* Q / eta with the flow divided out, so that no flow is no special case. */
    return head_pa * best_m3s / (p->efficiency_frac * (2.0 - x));
}

/* (1 - exp(-x)) / x */
static double phi1(double x)
{
    return x > 0.0 ? -expm1(-x) / x : 1.0;
}

struct pump_speed pump_spin(double start_frac, double target_frac, double lag_s, double dt_s)
{
    struct pump_speed s = {.end_frac = target_frac, .mean_frac = target_frac};

    if (!(lag_s > 0.0)) {
        return s;
    }
    if (target_frac > 0.0) {
        s.end_frac = target_frac + (start_frac - target_frac) * exp(-dt_s / lag_s);
        s.mean_frac = target_frac + (start_frac - target_frac) * phi1(dt_s / lag_s);
        return s;
    }
    const double rest_s = lag_s * log1p(start_frac / FRICTION_FRAC);
    const double span_s = fmin(dt_s, rest_s);
    s.end_frac =
        dt_s < rest_s ? (start_frac + FRICTION_FRAC) * exp(-dt_s / lag_s) - FRICTION_FRAC : 0.0;
    s.mean_frac =
        ((start_frac + FRICTION_FRAC) * phi1(span_s / lag_s) - FRICTION_FRAC) * (span_s / dt_s);
    return s;
}

struct pump_speed pump_take_over(double start, double wanted, double time_s, double dt_s)
{
    struct pump_speed s = {.end_frac = wanted, .mean_frac = wanted};

    if (start >= wanted || !(time_s > 0.0)) {
        return s;
    }
    const double rise_s = (wanted - start) * time_s;
    if (dt_s < rise_s) {
        s.end_frac = start + dt_s / time_s;
        s.mean_frac = 0.5 * (start + s.end_frac);
    } else {
        s.mean_frac = wanted - 0.5 * (wanted - start) * (rise_s / dt_s);
    }
    return s;
}

/* ------------------------------------------------------------------ header */

double pump_header_flow_m3s(const struct pump_header *h, size_t member, double header_pa)
{
    const size_t i = (size_t)h->members[member];

    if (h->openness == 0.0) {
        return 0.0;
    }
    if (!isnan(h->given_m3s[i])) {
        return h->given_m3s[i];
    }
    const double over_pa = h->lift_pa[i] - header_pa;
    return over_pa > 0.0 ? sqrt(over_pa / h->droop_pa_per_m3s2[i]) : 0.0;
}

/* Of the root of the pressure, which makes the branches' flow a straight line. */
static double header_error(double root_pa, void *params)
{
    const struct pump_header *const h = params;
    double flow_m3s = 0.0;

    for (size_t k = 0; k < h->n; k++) {
        flow_m3s += pump_header_flow_m3s(h, k, root_pa * root_pa);
    }
    return flow_m3s - h->openness * root_pa;
}

static double highest_lift_pa(const struct pump_header *h)
{
    double most_pa = 0.0;

    for (size_t k = 0; k < h->n; k++) {
        const size_t i = (size_t)h->members[k];
        most_pa = isnan(h->given_m3s[i]) ? fmax(most_pa, h->lift_pa[i]) : most_pa;
    }
    return most_pa;
}

enum status pump_header_pa(const struct pump_header *h, double *ret_pa)
{
    double root_pa = 0.0;

    if (h->openness == 0.0) {
        *ret_pa = highest_lift_pa(h);
        return STATUS_OK;
    }
    struct pump_header copy = *h;
    const double most = header_error(0.0, &copy) / h->openness;
    *ret_pa = 0.0;
    if (!(most > 0.0)) {
        return STATUS_OK; /* nothing turns */
    }
    const size_t first = (size_t)h->members[0];
    if (h->n == 1 && isnan(h->given_m3s[first])) {
        const double k = 1.0 / (h->openness * h->openness);
        *ret_pa = k * h->lift_pa[first] / (h->droop_pa_per_m3s2[first] + k);
        return STATUS_OK;
    }
    /* A hair beyond, where the branches would take more than there is whatever the rounding. */
    const enum status st =
        root_find(header_error, &copy, 0.0, most * (1.0 + 1e-9), 1e-14 * most, &root_pa);
    *ret_pa = root_pa * root_pa;
    return st;
}
