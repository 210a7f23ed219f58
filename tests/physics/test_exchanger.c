/* test_exchanger.c - heat exchangers: limits, order of arrangements, books.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>

#include "models/exchanger.h"
#include "tests/support/check_main.h"
#include "tests/support/draw.h"

enum { N_CASES = 1000 };

static const enum exchanger_kind kinds[] = {EXCHANGER_COUNTERFLOW, EXCHANGER_CROSSFLOW};

START_TEST(without_area_nothing_without_end_all_that_can_be)
{
    for (size_t i = 0; i < 2; i++) {
        for (int k = 0; k <= 8; k++) {
            ck_assert_double_eq(exchanger_effectiveness(kinds[i], 0.0, 0.125 * k), 0.0);
        }
    }
    /* Counterflow with an endless area brings the smaller stream to the other's inlet. */
    for (int k = 0; k < 10; k++) {
        const double cr = 0.1 * k;
        ck_assert_double_eq_tol(exchanger_effectiveness(EXCHANGER_COUNTERFLOW, 1e4, cr), 1.0,
                                1e-12);
    }
    /* And with equal streams NTU / (1 + NTU). */
    for (int k = 0; k < 10; k++) {
        const double ntu = 0.1 * pow(1.7, k);
        ck_assert_double_eq_tol(exchanger_effectiveness(EXCHANGER_COUNTERFLOW, ntu, 1.0),
                                ntu / (1.0 + ntu), 1e-12);
    }
}
END_TEST

/* One stream that does not change its temperature: the arrangement does not matter. */
START_TEST(endless_stream_gives_one_minus_exp)
{
    for (size_t i = 0; i < 2; i++) {
        for (int k = 0; k < 20; k++) {
            const double ntu = 0.01 * pow(1.5, k);
            ck_assert_double_eq_tol(exchanger_effectiveness(kinds[i], ntu, 0.0), 1.0 - exp(-ntu),
                                    1e-12);
        }
    }
}
END_TEST

START_TEST(counterflow_is_never_worse_and_more_area_never_hurts)
{
    gsl_rng *const rng = draw_create(82201);

    for (int k = 0; k < N_CASES; k++) {
        const double ntu = draw_decades(rng, 1e-3, 50.0);
        const double cr = draw_between(rng, 0.0, 1.0);
        const double counter = exchanger_effectiveness(EXCHANGER_COUNTERFLOW, ntu, cr);
        const double cross = exchanger_effectiveness(EXCHANGER_CROSSFLOW, ntu, cr);
        /* Kays and London's fit of crossflow stands up to 0.2 % above counterflow at small NTU. */
        ck_assert_msg(cross <= counter * 1.002, "NTU %g, Cr %g: crossflow %g, counterflow %g", ntu,
                      cr, cross, counter);
        ck_assert_msg(exchanger_effectiveness(EXCHANGER_COUNTERFLOW, 1.1 * ntu, cr) >= counter,
                      "NTU %g, Cr %g", ntu, cr);
        ck_assert_msg(counter >= 0.0 && counter <= 1.0, "NTU %g, Cr %g: %g", ntu, cr, counter);
    }
    gsl_rng_free(rng);
}
END_TEST

START_TEST(units_from_the_effectiveness_give_it_back)
{
    gsl_rng *const rng = draw_create(82202);

    for (int k = 0; k < N_CASES; k++) {
        const double ntu = draw_decades(rng, 0.01, 8.0);
        const double cr = draw_between(rng, 0.0, 1.0);
        for (size_t i = 0; i < 2; i++) {
            const double eps = exchanger_effectiveness(kinds[i], ntu, cr);
            double back = 0.0;
            ck_assert_int_eq(exchanger_ntu(kinds[i], eps, cr, &back), STATUS_OK);
            ck_assert_msg(fabs(exchanger_effectiveness(kinds[i], back, cr) - eps) < 1e-9,
                          "kind %zu, NTU %g, Cr %g: %g", i, ntu, cr, back);
        }
    }
    gsl_rng_free(rng);
}
END_TEST

START_TEST(heat_that_one_side_loses_the_other_gains)
{
    gsl_rng *const rng = draw_create(82203);

    for (int k = 0; k < N_CASES; k++) {
        const double hot_w_per_k = draw_decades(rng, 10.0, 1e6);
        const double cold_w_per_k = draw_decades(rng, 10.0, 1e6);
        const double ua_w_per_k = draw_decades(rng, 1.0, 1e6);
        const double hot_c = draw_between(rng, 10.0, 60.0);
        const double cold_c = draw_between(rng, 5.0, 60.0);
        const enum exchanger_kind kind = kinds[draw_index(rng, 2)];
        const struct exchanger_result r =
            exchanger_run(kind, ua_w_per_k, hot_w_per_k, hot_c, cold_w_per_k, cold_c);
        const double least_w_per_k = fmin(hot_w_per_k, cold_w_per_k);
        const double scale_w = (hot_w_per_k + cold_w_per_k) * 100.0;

        ck_assert_msg(fabs(hot_w_per_k * (hot_c - r.hot_out_c) - r.heat_w) < 1e-12 * scale_w &&
                          fabs(cold_w_per_k * (r.cold_out_c - cold_c) - r.heat_w) < 1e-12 * scale_w,
                      "case %d: %g W", k, r.heat_w);
        /* The second law: no stream leaves beyond the other's inlet. */
        ck_assert_msg(fabs(r.heat_w) <= least_w_per_k * fabs(hot_c - cold_c) * (1.0 + 1e-12) &&
                          r.heat_w * (hot_c - cold_c) >= 0.0,
                      "case %d: %g W between %g and %g degC", k, r.heat_w, hot_c, cold_c);
    }
    gsl_rng_free(rng);
}
END_TEST

START_TEST(area_at_rating_is_the_rated_one)
{
    ck_assert_double_eq_tol(exchanger_scaled_ua(5e4, 1.0, 1.0, 0.8), 5e4, 1e-9);
    ck_assert_double_eq(exchanger_scaled_ua(5e4, 0.0, 1.0, 0.8), 0.0);
    ck_assert_double_eq_tol(exchanger_scaled_ua(5e4, 0.5, 0.5, 0.8), 5e4 * pow(0.5, 0.8), 1e-7);
}
END_TEST

TCASE(tc_limits, "limits", without_area_nothing_without_end_all_that_can_be,
      endless_stream_gives_one_minus_exp, counterflow_is_never_worse_and_more_area_never_hurts,
      units_from_the_effectiveness_give_it_back, area_at_rating_is_the_rated_one)
TCASE(tc_books, "books", heat_that_one_side_loses_the_other_gains)
CHECK_MAIN("exchanger", tc_limits, tc_books)
