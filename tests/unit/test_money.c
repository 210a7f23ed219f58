/* test_money.c - money in time, shares of time, links, and what an option costs.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "sim/decide/availability.h"
#include "sim/decide/link.h"
#include "tests/support/check_main.h"
#include "tests/support/money_bench.h"

enum { CASES = 500 };

/* ---------------------------------------------------------------- arithmetic */

START_TEST(the_recovery_factor_pays_a_sum_back_with_its_interest)
{
    const double rates[] = {0.0, 1e-9, 0.037, 0.08, 0.31};

    for (size_t i = 0; i < sizeof rates / sizeof rates[0]; i++) {
        double flows_usd[24] = {-1.0};
        for (size_t k = 1; k < 24; k++) {
            flows_usd[k] = npv_recovery_factor(rates[i], 23.0);
        }
        ck_assert_double_eq_tol(npv_of(flows_usd, 24, rates[i]), 0.0, 1e-13);
    }
}
END_TEST

START_TEST(a_rising_cost_is_a_geometric_sum)
{
    const double rate = 0.071;
    const double rise = 0.034;
    const double q = (1.0 + rise) / (1.0 + rate);
    const double expected = 1234.0 / (1.0 + rate) * (1.0 - pow(q, 17.0)) / (1.0 - q);

    ck_assert_double_eq_tol(npv_rising(1234.0, rise, rate, 17.0), expected, 1e-12 * expected);
}
END_TEST

START_TEST(at_the_internal_rate_the_flows_are_worth_nothing)
{
    const double flows_usd[] = {-9.7e6, 1.1e6, 2.9e6, 0.0, 4.3e6, 5.5e6};
    double rate = 0.0;

    ck_assert_int_eq(npv_internal_rate(flows_usd, 6, &rate), STATUS_OK);
    ck_assert_double_eq_tol(npv_of(flows_usd, 6, rate), 0.0, 1e-3); /* of 1e7: the root's 1e-12 */
    ck_assert_int_eq(npv_internal_rate(flows_usd + 1, 5, &rate), STATUS_NO_CONVERGENCE);
}
END_TEST

START_TEST(inflation_leaves_the_real_rate)
{
    const double real = npv_real_rate(0.081, 0.026);

    ck_assert_double_eq_tol((1.0 + real) * 1.026, 1.081, 1e-15);
}
END_TEST

/* -------------------------------------------------------------- shares of time */

START_TEST(one_of_n_is_parallel_and_n_of_n_is_in_series)
{
    const double off[] = {0.013, 0.013, 0.013, 0.013};

    ck_assert_double_eq_tol(availability_k_of_n_off_frac(1, 4, 0.013),
                            availability_parallel_off_frac(off, 4), 1e-12 * pow(0.013, 4.0));
    ck_assert_double_eq_tol(availability_k_of_n_off_frac(4, 4, 0.013),
                            availability_series_off_frac(off, 4), 1e-13);
}
END_TEST

START_TEST(tiny_unavailabilities_keep_their_digits)
{
    const double u = 3e-9;

    /* Two of three: 3 u^2 (1 - u) + u^3; one less A would hold no digit of it. */
    const double expected = 3.0 * u * u * (1.0 - u) + u * u * u;
    ck_assert_double_eq_tol(availability_k_of_n_off_frac(2, 3, u), expected, 1e-10 * expected);
}
END_TEST

START_TEST(a_common_cause_outweighs_redundancy)
{
    const double u = 2.4e-4;
    const double beta = 0.05;
    const double expected = 1.0 - (1.0 - beta * u) * (1.0 - u * u);

    ck_assert_double_eq_tol(availability_common_cause_off_frac(1, 2, u, beta), expected, 1e-15);
    ck_assert_double_gt(expected, 100.0 * u * u);
}
END_TEST

START_TEST(the_checkpoint_interval_wastes_least)
{
    const double delta_s = 47.0;
    const double mtbf_s = 21000.0;
    double interval_s = 0.0;
    double waste = 0.0;

    ck_assert_int_eq(availability_checkpoint(delta_s, 0.0, mtbf_s, &interval_s, &waste), STATUS_OK);
    for (int k = -1; k <= 1; k += 2) { /* writing and what is done again, to first order */
        const double other_s = interval_s * (1.0 + 0.1 * k);
        ck_assert_double_gt(delta_s / other_s + other_s / 2.0 / mtbf_s,
                            delta_s / interval_s + interval_s / 2.0 / mtbf_s);
    }
    ck_assert_double_eq_tol(waste, delta_s / interval_s + interval_s / 2.0 / mtbf_s, 1e-14);
    ck_assert_int_eq(availability_checkpoint(60.0, 0.0, 119.0, &interval_s, &waste),
                     STATUS_OUT_OF_RANGE);
}
END_TEST

START_TEST(data_take_their_size_over_the_usable_rate)
{
    /* 500 TB over 10 Gbit/s at 70 %: 6.6 days. */
    ck_assert_double_eq_tol(link_transfer_s(500e12, 10e9 / 8.0, 0.7) / 86400.0, 6.61, 0.01);
    ck_assert_double_eq_tol(link_loss_bytes_per_s(1460.0, 0.031, 1e-4),
                            1460.0 / 0.031 * 1.22 * 100.0, 1e-6);
}
END_TEST

/* -------------------------------------------------------------------- options */

/* Energy alone, 3 years at 5 %: every figure by hand. */
START_TEST(a_price_of_energy_pays_mean_power_times_load_factor)
{
    struct money_option o;

    bench_begin(&o);
    bench_set(&o, MONEY_TERM, "term", 3.0);
    bench_set(&o, MONEY_DISCOUNT, "discount", 0.05);
    bench_set(&o, MONEY_PRICE, "energy", 0.083 / 3.6e6);
    bench_set(&o, MONEY_PRICE_UP, "rise", 0.02);
    bench_set(&o, MONEY_LOAD, "load", 0.77);
    const double year_usd = 1130.0 * 0.77 * 8766.0 * 0.083;
    const double expected = year_usd / 1.05 + year_usd * 1.02 / pow(1.05, 2.0) +
                            year_usd * 1.02 * 1.02 / pow(1.05, 3.0);
    ck_assert_double_eq_tol(bench_npv(&o, 1.0), expected, 1e-11 * expected);
    bench_set(&o, MONEY_PUE, "billed PUE", 1.5);
    ck_assert_double_eq_tol(bench_npv(&o, 1.0), expected * 870.0 * 1.5 / 1130.0, 1e-10 * expected);
}
END_TEST

START_TEST(a_ramp_scales_what_follows_the_load_and_its_last_share_holds_on)
{
    struct money_option o;
    const double price = 0.083 / 3.6e6;

    bench_begin(&o);
    bench_set(&o, MONEY_TERM, "term", 4.0);
    bench_set(&o, MONEY_DISCOUNT, "discount", 0.0);
    bench_set(&o, MONEY_PRICE, "energy", price);
    bench_set(&o, MONEY_RAMP, "ramp", 0.3)->at = 1.0;
    bench_set(&o, MONEY_RAMP, "ramp", 0.9)->at = 2.0;
    const double year_usd = 1.13e6 * NPV_YEAR_S * price;
    ck_assert_double_eq_tol(bench_npv(&o, 1.0), (0.3 + 3.0 * 0.9) * year_usd, 1e-10 * year_usd);
}
END_TEST

START_TEST(rent_by_use_is_at_least_the_minimum_take)
{
    struct money_option o;
    const double rent = 184.06 * 12.0 / 1e3 / NPV_YEAR_S;

    bench_begin(&o);
    bench_set(&o, MONEY_TERM, "term", 2.0);
    bench_set(&o, MONEY_DISCOUNT, "discount", 0.0);
    bench_set(&o, MONEY_PRICE, "energy", 0.0);
    bench_set(&o, MONEY_RENT_PRICE, "rent", rent);
    bench_set(&o, MONEY_CONTRACTED, "contracted", 1.2e6);
    bench_set(&o, MONEY_TAKE, "take", 0.6);
    bench_set(&o, MONEY_BASIS, "by use", 1.0);
    bench_set(&o, MONEY_RAMP, "ramp", 0.5)->at = 1.0;
    bench_set(&o, MONEY_RAMP, "ramp", 1.0)->at = 2.0;
    /* Half of 930 kW is below 60 % of 1200 kW. */
    ck_assert_double_eq_tol(bench_npv(&o, 1.0), (720.0 + 930.0) * 184.06 * 12.0, 1e-5);
    o.inputs[o.place[MONEY_BASIS]].mid = 0.0;
    ck_assert_double_eq_tol(bench_npv(&o, 1.0), 2.0 * 1200.0 * 184.06 * 12.0, 1e-5);
}
END_TEST

START_TEST(the_premium_follows_the_density)
{
    struct money_option o;

    bench_begin(&o);
    bench_set(&o, MONEY_TERM, "term", 1.0);
    bench_set(&o, MONEY_DISCOUNT, "discount", 0.0);
    bench_set(&o, MONEY_PRICE, "energy", 0.0);
    bench_set(&o, MONEY_RENT_PRICE, "rent", 1.0 / NPV_YEAR_S);
    bench_set(&o, MONEY_CONTRACTED, "contracted", 1e6);
    bench_set(&o, MONEY_PREMIUM_AT, "premium", 0.05)->at = 10.0;
    bench_set(&o, MONEY_PREMIUM_AT, "premium", 0.35)->at = 110.0;
    struct money_input *const density = bench_set(&o, MONEY_DENSITY, "density", 23.25e3);
    ck_assert_double_eq_tol(bench_npv(&o, 1.0), 1e6 * (1.05 + 0.3 * 13.25 / 100.0), 1e-6);
    density->mid = 400e3;
    ck_assert_double_eq_tol(bench_npv(&o, 1.0), 1e6 * 1.35, 1e-6);
}
END_TEST

START_TEST(a_cloud_pays_reserved_gpus_always_and_others_in_use)
{
    struct money_option o;

    bench_begin(&o);
    o.is_cloud = true;
    bench_set(&o, MONEY_TERM, "term", 1.0);
    bench_set(&o, MONEY_DISCOUNT, "discount", 0.1);
    bench_set(&o, MONEY_LOAD, "load", 0.45);
    bench_set(&o, MONEY_CLOUD_GPUS, "GPUs", 928.0);
    bench_set(&o, MONEY_RESERVED, "reserved", 2.1 / 3600.0);
    bench_set(&o, MONEY_ON_DEMAND, "on demand", 6.3 / 3600.0);
    bench_set(&o, MONEY_SHARE, "share", 0.7);
    const double expected = 928.0 * 8766.0 * (0.7 * 2.1 + 0.3 * 0.45 * 6.3) / 1.1;
    ck_assert_double_eq_tol(bench_npv(&o, 1.0), expected, 1e-10 * expected);
    o.inputs[o.place[MONEY_SHARE]].mid = 1.0;
    o.inputs[o.place[MONEY_ON_DEMAND]].mid = (double)NAN; /* not rented, so not needed */
    ck_assert(isfinite(bench_npv(&o, 1.0)));
}
END_TEST

START_TEST(waiting_costs_the_load_that_is_not_had)
{
    struct money_option o;
    const double month_s = NPV_YEAR_S / 12.0;

    bench_begin(&o);
    bench_set(&o, MONEY_TERM, "term", 5.0);
    bench_set(&o, MONEY_DISCOUNT, "discount", 0.08);
    bench_set(&o, MONEY_PRICE, "energy", 0.0);
    bench_set(&o, MONEY_LOAD, "load", 0.8);
    bench_set(&o, MONEY_TIME, "time", 11.0 * month_s);
    bench_set(&o, MONEY_WAIT, "waiting", (double)NAN);
    ck_assert_double_eq(bench_npv(&o, 1.0), 0.0); /* named elsewhere, and left out */
    o.inputs[o.place[MONEY_WAIT]].mid = 250.0 / 1e3 / month_s;
    ck_assert_double_eq_tol(bench_npv(&o, 1.0), 11.0 * 250.0 * 870.0 * 0.8, 1e-5);
    bench_set(&o, MONEY_GPUS, "GPUs", 928.0);
    bench_set(&o, MONEY_WAIT_GPU, "waiting", 0.5 / 3600.0);
    ck_assert_double_eq_tol(bench_npv(&o, 1.0), 11.0 * month_s / 3600.0 * 0.5 * 928.0 * 0.8, 1e-5);
}
END_TEST

START_TEST(a_cheaper_price_never_makes_an_option_dearer)
{
    gsl_rng *const rng = draw_create(20260101);

    for (int i = 0; i < CASES; i++) {
        struct money_option o;
        bench_draw(&o, rng);
        const double usd = bench_npv(&o, 1.0);
        for (size_t k = 0; k < o.n_inputs; k++) {
            struct money_option cheaper = o;
            const enum money_kind kind = o.inputs[k].kind;
            if (kind == MONEY_TERM || kind == MONEY_DISCOUNT || kind == MONEY_DENSITY) {
                continue;
            }
            cheaper.inputs[k].mid = draw_between(rng, 0.0, o.inputs[k].mid);
            ck_assert_msg(bench_npv(&cheaper, 1.0) <= usd * (1.0 + 1e-12), "case %d, input %s", i,
                          o.inputs[k].item);
        }
    }
    gsl_rng_free(rng);
}
END_TEST

START_TEST(a_missing_price_leaves_no_total)
{
    const enum money_kind needed[] = {MONEY_DISCOUNT,   MONEY_PRICE,  MONEY_RENT_PRICE,
                                      MONEY_CONTRACTED, MONEY_BOUGHT, MONEY_YEARLY,
                                      MONEY_DATA_PRICE};
    gsl_rng *const rng = draw_create(20260102);
    struct money_option o;

    for (size_t i = 0; i < sizeof needed / sizeof needed[0]; i++) {
        bench_draw(&o, rng);
        ck_assert(isfinite(bench_npv(&o, 1.0)));
        o.inputs[o.place[needed[i]]].mid = (double)NAN;
        ck_assert_msg(isnan(bench_npv(&o, 1.0)), "%s", o.inputs[o.place[needed[i]]].item);
    }
    gsl_rng_free(rng);
}
END_TEST

START_TEST(parts_of_a_load_cost_what_the_whole_does_but_for_what_is_paid_whole)
{
    gsl_rng *const rng = draw_create(20260103);

    for (int i = 0; i < CASES; i++) {
        struct money_option o;
        const double share = draw_between(rng, 0.05, 0.95);
        bench_draw(&o, rng);
        for (size_t k = 0; k < o.n_inputs; k++) {
            o.inputs[k].scale = MONEY_BY_POWER;
        }
        const double usd = bench_npv(&o, 1.0);
        ck_assert_double_eq(bench_npv(&o, 0.0), 0.0);
        ck_assert_double_eq_tol(bench_npv(&o, share), share * usd, 1e-11 * usd);
        o.inputs[o.place[MONEY_BOUGHT]].scale = MONEY_WHOLE;
        const double bought_usd = o.inputs[o.place[MONEY_BOUGHT]].mid;
        ck_assert_double_eq_tol(bench_npv(&o, share), share * usd + (1.0 - share) * bought_usd,
                                1e-11 * usd);
    }
    gsl_rng_free(rng);
}
END_TEST

static TCase *tc_arithmetic(void)
{
    TCase *const tc = tcase_create("arithmetic");

    tcase_add_test(tc, the_recovery_factor_pays_a_sum_back_with_its_interest);
    tcase_add_test(tc, a_rising_cost_is_a_geometric_sum);
    tcase_add_test(tc, at_the_internal_rate_the_flows_are_worth_nothing);
    tcase_add_test(tc, inflation_leaves_the_real_rate);
    return tc;
}

static TCase *tc_time(void)
{
    TCase *const tc = tcase_create("shares of time");

    tcase_add_test(tc, one_of_n_is_parallel_and_n_of_n_is_in_series);
    tcase_add_test(tc, tiny_unavailabilities_keep_their_digits);
    tcase_add_test(tc, a_common_cause_outweighs_redundancy);
    tcase_add_test(tc, the_checkpoint_interval_wastes_least);
    tcase_add_test(tc, data_take_their_size_over_the_usable_rate);
    return tc;
}

static TCase *tc_options(void)
{
    TCase *const tc = tcase_create("options");

    tcase_add_test(tc, a_price_of_energy_pays_mean_power_times_load_factor);
    tcase_add_test(tc, a_ramp_scales_what_follows_the_load_and_its_last_share_holds_on);
    tcase_add_test(tc, rent_by_use_is_at_least_the_minimum_take);
    tcase_add_test(tc, the_premium_follows_the_density);
    tcase_add_test(tc, a_cloud_pays_reserved_gpus_always_and_others_in_use);
    tcase_add_test(tc, waiting_costs_the_load_that_is_not_had);
    tcase_add_test(tc, a_cheaper_price_never_makes_an_option_dearer);
    tcase_add_test(tc, a_missing_price_leaves_no_total);
    tcase_add_test(tc, parts_of_a_load_cost_what_the_whole_does_but_for_what_is_paid_whole);
    return tc;
}

CHECK_MAIN("money", tc_arithmetic, tc_time, tc_options)
