/* SPDX-License-Identifier: Apache-2.0 */
#include "sim/decide/npv.h"

#include <math.h>

#include "models/root.h"

#define BILLED_YEAR_S (365.0 * 86400.0)

double npv_recovery_factor(double rate_frac, double years)
{
    if (rate_frac == 0.0) {
        return 1.0 / years;
    }
    return -rate_frac / expm1(-years * log1p(rate_frac));
}

double npv_of(const double *flows_usd, size_t n, double rate_frac)
{
    double total_usd = 0.0;

    for (size_t k = n; k-- > 0;) {
        total_usd = total_usd / (1.0 + rate_frac) + flows_usd[k];
    }
    return total_usd;
}

double npv_rising(double first_year_usd, double rise_frac, double rate_frac, double years)
{
    double total_usd = 0.0;
    double cost_usd = first_year_usd;
    double factor = 1.0;

    for (int k = 1; k <= (int)years; k++) {
        factor /= 1.0 + rate_frac;
        total_usd += cost_usd * factor;
        cost_usd *= 1.0 + rise_frac;
    }
    return total_usd;
}

struct flows {
    const double *usd;
    size_t n;
};

static double worth_at(double rate_frac, void *params)
{
    const struct flows *const f = params;

    return npv_of(f->usd, f->n, rate_frac);
}

enum status npv_internal_rate(const double *flows_usd, size_t n, double *ret_frac)
{
    struct flows flows = {flows_usd, n};

    return root_find(worth_at, &flows, -0.9, 10.0, 1e-12, ret_frac);
}

double npv_real_rate(double nominal_frac, double inflation_frac)
{
    return (nominal_frac - inflation_frac) / (1.0 + inflation_frac);
}

double npv_gpu_usd_per_gpu_s(const struct npv_gpu *gpu)
{
    const double owned_usd = gpu->capital_usd * npv_recovery_factor(gpu->rate_frac, gpu->years) +
                             gpu->room_usd_per_w * gpu->power_w *
                                 npv_recovery_factor(gpu->room_rate_frac, gpu->room_years);
    const double energy_usd = gpu->power_w * gpu->pue * BILLED_YEAR_S * gpu->energy_usd_per_j;

    return (owned_usd + energy_usd) / (BILLED_YEAR_S * gpu->used_frac);
}
