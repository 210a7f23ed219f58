/* test_mixing_outdoor.c - a hall whose handlers take outdoor air, against balances that can be written down.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>

#include "tests/physics/mixing_bench.h"
#include "tests/support/check_main.h"

static const double set_c = 19.3;
static const double supply_m3s = 5.3 + 4.1;

/* Both handlers with the same dampers under the same sky. */
static void make_open(struct hall *h, double outside_c, double most_frac)
{
    make_hall(h);
    for (size_t k = 0; k < N_HANDLERS; k++) {
        h->outside_c[k] = outside_c;
        h->outside_most_frac[k] = most_frac;
    }
}

static double heat_w(const struct hall *h)
{
    return total(h->heat_w, N_RACKS);
}

/* Return at the set point plus what the heat makes of the flow. */
static double held_return_c(const struct hall *h)
{
    return set_c + heat_w(h) / (supply_m3s * air_j_per_m3k);
}

static double share_of(const struct hall *h, size_t k)
{
    return h->outside_w[k] / (h->flow_m3s[k] * air_j_per_m3k * (h->return_c[k] - h->outside_c[k]));
}

/* x = (T_ret - T_set) / (T_ret - T_out): the colder it is outside, the less of it. */
START_TEST(dampers_mix_to_the_set_point)
{
    const double outdoors_c[] = {-27.3, -3.1, 8.9, 16.7, 19.2};
    struct hall h;
    double last = 0.0;

    for (size_t c = 0; c < sizeof outdoors_c / sizeof outdoors_c[0]; c++) {
        make_open(&h, outdoors_c[c], 1.0);
        settle(&h);
        const double return_c = held_return_c(&h);
        const double x = (return_c - set_c) / (return_c - outdoors_c[c]);

        for (size_t k = 0; k < N_HANDLERS; k++) {
            ck_assert_double_eq_tol(h.supply_c[k], set_c, settled * 100.0);
            ck_assert_double_eq_tol(share_of(&h, k), x, settled * 100.0);
            ck_assert_double_eq(h.coil_w[k], 0.0);
        }
        ck_assert_double_eq_tol(total(h.outside_w, N_HANDLERS), heat_w(&h), settled * heat_w(&h));
        ck_assert_double_gt(x, last);
        last = x;
    }
}
END_TEST

/* Between set point and return all air is outdoor air, and the coil takes its last kelvins. */
START_TEST(full_outdoor_air_leaves_the_coil_what_it_is_too_warm)
{
    struct hall h;
    const double outside_c = 22.9;

    make_open(&h, outside_c, 1.0);
    settle(&h);
    const double return_c = held_return_c(&h);
    for (size_t k = 0; k < N_HANDLERS; k++) {
        const double w_per_k = h.flow_m3s[k] * air_j_per_m3k;
        ck_assert_double_eq_tol(h.outside_w[k], w_per_k * (return_c - outside_c),
                                settled * heat_w(&h));
        ck_assert_double_eq_tol(h.coil_w[k], w_per_k * (outside_c - set_c), settled * heat_w(&h));
        ck_assert_double_eq_tol(h.supply_c[k], set_c, settled * 100.0);
    }
}
END_TEST

/* Dampers for 37 % of the air, or an exchanger of that effectiveness. */
START_TEST(small_dampers_leave_the_coil_the_rest)
{
    struct hall h;
    const double most = 0.37;
    const double outside_c = 11.3;

    make_open(&h, outside_c, most);
    settle(&h);
    const double return_c = held_return_c(&h);
    for (size_t k = 0; k < N_HANDLERS; k++) {
        const double w_per_k = h.flow_m3s[k] * air_j_per_m3k;
        const double mixed_c = return_c - most * (return_c - outside_c);
        ck_assert_double_gt(mixed_c, set_c);
        ck_assert_double_eq_tol(h.outside_w[k], w_per_k * most * (return_c - outside_c),
                                settled * heat_w(&h));
        ck_assert_double_eq_tol(h.coil_w[k], w_per_k * (mixed_c - set_c), settled * heat_w(&h));
    }
    /* Cold enough they do alone: x T_out + (1 - x) T_ret = T_set at the most. */
    const double enough_c = return_c - (return_c - set_c) / most;
    make_open(&h, enough_c - 0.1, most);
    settle(&h);
    ck_assert_double_eq(total(h.coil_w, N_HANDLERS), 0.0);
    make_open(&h, enough_c + 0.1, most);
    settle(&h);
    ck_assert_double_eq_tol(total(h.coil_w, N_HANDLERS), supply_m3s * air_j_per_m3k * most * 0.1,
                            settled * heat_w(&h));
}
END_TEST

START_TEST(air_warmer_than_the_return_stays_outside)
{
    struct hall h;

    make_open(&h, 19.3, 1.0);
    const double return_c = held_return_c(&h);
    make_open(&h, return_c + 0.01, 1.0);
    settle(&h);
    ck_assert_double_eq(total(h.outside_w, N_HANDLERS), 0.0);
    ck_assert_double_eq_tol(total(h.coil_w, N_HANDLERS), heat_w(&h), settled * heat_w(&h));
}
END_TEST

/* Without water: all that cools is the sky, and the hall settles above it by what the flow needs. */
START_TEST(hall_without_water_follows_the_outdoor_air)
{
    struct hall h;
    const double outside_c = 27.7;
    const double most = 0.83;

    make_open(&h, outside_c, most);
    h.coil_w_per_k[0] = 0.0;
    h.coil_w_per_k[1] = 0.0;
    settle(&h);
    const double return_c = outside_c + heat_w(&h) / (most * supply_m3s * air_j_per_m3k);

    ck_assert_double_eq_tol(h.return_c[0], return_c, settled * 100.0);
    ck_assert_double_eq_tol(h.supply_c[0], return_c - most * (return_c - outside_c),
                            settled * 100.0);
}
END_TEST

/* Coils wide open behind dampers wide open: heat = sum w (x (T - T_out) + e (T_mix - T_water)). */
START_TEST(weak_coils_settle_where_both_together_take_the_heat)
{
    struct hall h;
    const double outside_c = 24.1;
    const double most = 0.41;
    const double e[N_HANDLERS] = {0.21, 0.13};
    double per_k = 0.0;
    double constant_w = 0.0;

    make_open(&h, outside_c, most);
    for (size_t k = 0; k < N_HANDLERS; k++) {
        const double w_per_k = h.flow_m3s[k] * air_j_per_m3k;
        h.coil_w_per_k[k] = e[k] * w_per_k;
        h.water_c[k] = 17.3 + 1.9 * (double)k;
        per_k += w_per_k * (most + e[k] * (1.0 - most));
        constant_w += w_per_k * (-most * outside_c + e[k] * (most * outside_c - h.water_c[k]));
    }
    settle(&h);
    const double return_c = (heat_w(&h) - constant_w) / per_k;

    ck_assert_double_eq_tol(h.return_c[0], return_c, settled * 100.0);
    ck_assert_double_gt(h.supply_c[0], set_c);
    ck_assert_double_gt(h.supply_c[1], set_c);
    ck_assert_double_eq_tol(total(h.outside_w, N_HANDLERS),
                            most * supply_m3s * air_j_per_m3k * (return_c - outside_c),
                            settled * heat_w(&h));
}
END_TEST

/* One handler has dampers, the other a coil; each holds the set point by its own means. */
START_TEST(handlers_with_and_without_dampers_share_the_hall)
{
    struct hall h;

    make_open(&h, 3.7, 1.0);
    h.outside_most_frac[1] = 0.0;
    settle(&h);
    for (size_t k = 0; k < N_HANDLERS; k++) {
        const double own_w = heat_w(&h) * h.flow_m3s[k] / supply_m3s;
        ck_assert_double_eq_tol(k == 0 ? h.outside_w[k] : h.coil_w[k], own_w, settled * heat_w(&h));
        ck_assert_double_eq(k == 0 ? h.coil_w[k] : h.outside_w[k], 0.0);
    }
}
END_TEST

/* From a hot start through all corners: dampers wide open with the coil, dampers alone, modulating. */
START_TEST(cut_step_moves_the_same_heat_outside)
{
    struct hall once;
    struct hall parts;
    double outside_j = 0.0;
    double taken_j = 0.0;

    make_open(&once, 13.9, 0.57);
    make_open(&parts, 13.9, 0.57);
    for (size_t k = 0; k < N_HANDLERS; k++) {
        once.coil_w_per_k[k] = parts.coil_w_per_k[k] = 0.31 * once.flow_m3s[k] * air_j_per_m3k;
    }
    set_param(&once, "surface_w_per_m2k", 0.01);
    set_param(&parts, "surface_w_per_m2k", 0.01);
    set_param(&once, "start_c", 44.0);
    set_param(&parts, "start_c", 44.0);
    start(&once);
    start(&parts);
    step(&once, 900.0);
    for (int k = 0; k < 9000; k++) {
        step(&parts, 0.1);
        outside_j += 0.1 * total(parts.outside_w, N_HANDLERS);
        taken_j += 0.1 * (total(parts.outside_w, N_HANDLERS) + total(parts.coil_w, N_HANDLERS));
    }
    const double once_j =
        900.0 * (total(once.outside_w, N_HANDLERS) + total(once.coil_w, N_HANDLERS));

    /* All that is taken is exact but for the slab, which takes next to nothing here. */
    ck_assert_double_eq_tol(once_j, taken_j, 1e-5 * taken_j);
    /* Which of it went outside is told by the mean return of the step: corners are cut. */
    ck_assert_double_eq_tol(900.0 * total(once.outside_w, N_HANDLERS), outside_j, 0.01 * outside_j);
}
END_TEST

TCASE(tc_outdoor, "outdoor air", dampers_mix_to_the_set_point,
      full_outdoor_air_leaves_the_coil_what_it_is_too_warm, small_dampers_leave_the_coil_the_rest,
      air_warmer_than_the_return_stays_outside, hall_without_water_follows_the_outdoor_air,
      weak_coils_settle_where_both_together_take_the_heat,
      handlers_with_and_without_dampers_share_the_hall, cut_step_moves_the_same_heat_outside)
CHECK_MAIN("mixing with outdoor air", tc_outdoor)
