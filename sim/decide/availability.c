/* SPDX-License-Identifier: Apache-2.0 */
#include "sim/decide/availability.h"

#include <assert.h>
#include <math.h>

#include <gsl/gsl_cdf.h>

#define YEAR_S (365.0 * 86400.0)

double availability_off_frac(double mtbf_s, double mttr_s)
{
    return mttr_s / (mtbf_s + mttr_s);
}

double availability_series_off_frac(const double *off_frac, size_t n)
{
    double log_on = 0.0;

    for (size_t i = 0; i < n; i++) {
        log_on += log1p(-off_frac[i]);
    }
    return -expm1(log_on);
}

double availability_parallel_off_frac(const double *off_frac, size_t n)
{
    double off = 1.0;

    for (size_t i = 0; i < n; i++) {
        off *= off_frac[i];
    }
    return off;
}

double availability_k_of_n_off_frac(unsigned k, unsigned n, double off_frac)
{
    assert(k >= 1 && k <= n);
    return gsl_cdf_binomial_Q(n - k, off_frac, n);
}

double availability_common_cause_off_frac(unsigned k, unsigned n, double off_frac,
                                          double common_frac)
{
    const double all[] = {common_frac * off_frac, availability_k_of_n_off_frac(k, n, off_frac)};

    return availability_series_off_frac(all, 2);
}

double availability_off_s_per_year(double off_frac)
{
    return off_frac * YEAR_S;
}

enum status availability_checkpoint(double checkpoint_s, double restart_s, double mtbf_s,
                                    double *ret_interval_s, double *ret_waste_frac)
{
    if (!(checkpoint_s > 0.0) || !(restart_s >= 0.0) || !(2.0 * checkpoint_s < mtbf_s)) {
        return STATUS_OUT_OF_RANGE;
    }
    *ret_interval_s = sqrt(2.0 * checkpoint_s * mtbf_s);
    *ret_waste_frac = sqrt(2.0 * checkpoint_s / mtbf_s) + restart_s / mtbf_s;
    return STATUS_OK;
}
