/* availability.h - shares of time: one repairable element, several, and work between checkpoints.
 *
 *   one           A = MTBF / (MTBF + MTTR)
 *   in series     A = product of A_i;   in parallel: 1 - A = product of (1 - A_i)
 *   k of n        1 - A = sum over j > n - k of C(n, j) u^j (1 - u)^(n - j), with u = 1 - a
 *   common cause  A = (1 - beta u) A_kn: a share beta of an element's downtime takes all of them
 *   checkpoints   Young and Daly: interval sqrt(2 delta M), waste sqrt(2 delta / M)
 *
 * Unavailability, 1 - A, is what is handed on: near one, A has no digits left to tell two designs
 * apart. Assumes independent elements with constant rates, each with its own repair.
 *
 * Source  IEEE Std 493; Young 1974, Daly 2006 (first order: delta much shorter than M).
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SIM_DECIDE_AVAILABILITY_H
#define SIM_DECIDE_AVAILABILITY_H

#include <stddef.h>

#include "models/status.h"

/* Unavailability of one element: mean time between failures and to repair, both > 0. */
double availability_off_frac(double mtbf_s, double mttr_s);

/* Of elements that are all needed, and of elements of which one is enough. */
double availability_series_off_frac(const double *off_frac, size_t n);
double availability_parallel_off_frac(const double *off_frac, size_t n);

/* Of n equal elements of which k are needed, 1 <= k <= n. */
double availability_k_of_n_off_frac(unsigned k, unsigned n, double off_frac);

/* The same with a share of each element's downtime that takes all of them; 0.02 to 0.10 is usual. */
double availability_common_cause_off_frac(unsigned k, unsigned n, double off_frac,
                                          double common_frac);

/* Seconds without service in a year of 365 days, as reports count. */
double availability_off_s_per_year(double off_frac);

/* How often to write a checkpoint that takes checkpoint_s, and the share of the time that writing
 * and repeated work then take; restart_s is lost besides at each stop.
 *
 * Errors  STATUS_OUT_OF_RANGE: a checkpoint takes half of the time between stops or more.
 */
MUST_CHECK enum status availability_checkpoint(double checkpoint_s, double restart_s, double mtbf_s,
                                               double *ret_interval_s, double *ret_waste_frac);

#endif
