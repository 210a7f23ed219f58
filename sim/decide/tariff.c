/* SPDX-License-Identifier: Apache-2.0 */
#include "sim/decide/tariff.h"

#include <math.h>
#include <string.h>
#include <time.h>

#include "sim/decide/npv.h"

#define HOUR_S 3600.0
#define DAY_S  86400.0

/* ------------------------------------------------------------------ measure */

/* Where a moment stands in the calendar. */
struct moment {
    size_t month; /* from 0 */
    enum tariff_days days;
    size_t hour;
};

static struct moment moment_of(int64_t start_us, double time_s)
{
    const time_t at = (time_t)floor((double)start_us / 1e6 + time_s + 1e-6);
    struct tm parts = {0};

    (void)gmtime_r(&at, &parts);
    const bool is_weekend = parts.tm_wday == 0 || parts.tm_wday == 6;
    return (struct moment){.month = (size_t)parts.tm_mon,
                           .days = is_weekend ? TARIFF_WEEKENDS : TARIFF_WEEKDAYS,
                           .hour = (size_t)parts.tm_hour};
}

struct meter {
    const struct tariff *tariff;
    struct tariff_use *use;
    int64_t start_us;
    double window_end_s; /* of the window that is open */
    double window_j;
    double window_s; /* of it so far */
    struct moment window_at;
};

static void close_window(struct meter *m)
{
    const struct moment *const at = &m->window_at;
    const size_t period = m->tariff->demand_hours.period[at->days][at->month][at->hour];

    if (m->window_s > 0.0) {
        const double mean_w = m->window_j / m->window_s;
        double *const demand_w = &m->use->demand_w[at->month][period];
        *demand_w = fmax(*demand_w, mean_w);
        m->use->flat_w[at->month] = fmax(m->use->flat_w[at->month], mean_w);
    }
    m->window_j = 0.0;
    m->window_s = 0.0;
}

/* A stretch that lies within an hour and within a window. */
static void take_piece(struct meter *m, double from_s, double to_s, double power_w)
{
    const struct moment at = moment_of(m->start_us, from_s);
    const size_t period = m->tariff->energy_hours.period[at.days][at.month][at.hour];

    if (from_s >= m->window_end_s - 1e-6) {
        close_window(m);
        m->window_at = at;
        m->window_end_s = (floor(from_s / m->tariff->window_s + 1e-9) + 1.0) * m->tariff->window_s;
    }
    m->use->energy_j[at.month][period] += power_w * (to_s - from_s);
    m->window_j += power_w * (to_s - from_s);
    m->window_s += to_s - from_s;
}

static double next_multiple(double at_s, double step_s)
{
    return (floor(at_s / step_s + 1e-9) + 1.0) * step_s;
}

static void note_periods(const struct tariff_hours *hours, struct tariff_use *use)
{
    for (size_t d = 0; d < TARIFF_DAYS; d++) {
        for (size_t m = 0; m < TARIFF_MONTHS; m++) {
            for (size_t h = 0; h < TARIFF_HOURS; h++) {
                use->has_demand[m][hours->period[d][m][h]] = true;
            }
        }
    }
}

void tariff_measure(const struct tariff *t, const struct tariff_load *load,
                    struct tariff_use *ret_use)
{
    struct meter m = {.tariff = t, .use = ret_use, .start_us = load->start_us};
    /* Hours are those of the clock, which the run may begin between. */
    const double offset_s = fmod((double)load->start_us / 1e6, HOUR_S);
    double at_s = 0.0;

    *ret_use = (struct tariff_use){0};
    note_periods(&t->demand_hours, ret_use);
    for (size_t k = 0; k < load->n; k++) {
        const double power_w = load->power_w[k];
        ret_use->record_s = fmax(ret_use->record_s, load->ends_s[k] - at_s);
        while (at_s < load->ends_s[k] - 1e-9) {
            const double hour_s = next_multiple(at_s + offset_s, HOUR_S) - offset_s;
            const double to_s =
                fmin(load->ends_s[k], fmin(hour_s, next_multiple(at_s, t->window_s)));
            take_piece(&m, at_s, to_s, isnan(power_w) ? 0.0 : power_w);
            at_s = to_s;
        }
    }
    close_window(&m);
    for (size_t i = 0; i < TARIFF_MONTHS; i++) {
        for (size_t k = 0; k < TARIFF_MOST_PERIODS; k++) {
            ret_use->energy_j[i][k] *= NPV_YEAR_S / at_s;
        }
    }
}

void tariff_measure_constant(const struct tariff *t, int64_t start_us, double power_w,
                             struct tariff_use *ret_use)
{
    const time_t at = (time_t)(start_us / 1000000);
    struct tm parts = {0};

    (void)gmtime_r(&at, &parts);
    struct tm january = {.tm_year = parts.tm_year, .tm_mday = 1};
    struct tm after = {.tm_year = parts.tm_year + 1, .tm_mday = 1};
    const time_t begin = timegm(&january);
    const double year_s = (double)(timegm(&after) - begin);
    const struct tariff_load load = {
        .start_us = (int64_t)begin * 1000000, .ends_s = &year_s, .power_w = &power_w, .n = 1};
    tariff_measure(t, &load, ret_use);
    ret_use->record_s = 0.0;
}

/* --------------------------------------------------------------------- bill */

/* Price of a month's quantity, step by step. */
static double price_of(const struct tariff_period *p, double quantity)
{
    double before = 0.0;
    double usd = 0.0;

    for (size_t k = 0; k < p->n && quantity > before; k++) {
        usd += p->steps[k].price * (fmin(quantity, p->steps[k].most) - before);
        before = p->steps[k].most;
    }
    return usd;
}

/* The month's demand, or the ratchet's share of the greatest of the other months. */
static double billed_w(const struct tariff *t, const double *demand_w, size_t stride, size_t month)
{
    double most_w = 0.0;

    for (size_t i = 0; i < TARIFF_MONTHS; i++) {
        most_w = i != month ? fmax(most_w, demand_w[i * stride]) : most_w;
    }
    return fmax(demand_w[month * stride], t->ratchet_frac[month] * most_w);
}

void tariff_bill(const struct tariff *t, const struct tariff_use *use, double energy_frac,
                 double demand_frac, struct tariff_bill *ret_bill)
{
    struct tariff_bill bill = {.fixed_usd = t->fixed_usd_per_s * NPV_YEAR_S};

    for (size_t i = 0; i < TARIFF_MONTHS; i++) {
        for (size_t k = 0; k < t->n_energy; k++) {
            bill.energy_usd += price_of(&t->energy[k], energy_frac * use->energy_j[i][k]);
        }
        for (size_t k = 0; k < t->n_demand; k++) {
            if (!use->has_demand[i][k]) {
                continue; /* a ratchet bills no period that the month has not got */
            }
            const double w = billed_w(t, &use->demand_w[0][k], TARIFF_MOST_PERIODS, i);
            bill.demand_usd += price_of(&t->demand[k], demand_frac * w);
        }
        if (t->n_flat > 0) {
            const double w = billed_w(t, use->flat_w, 1, i);
            bill.demand_usd += price_of(&t->flat[t->flat_period[i]], demand_frac * w);
        }
    }
    *ret_bill = bill;
}
