/* test_transfer.c - transfer switches in time, lines by Ohm's law, and rules of redundancy on trees.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>

#include "models/loss.h"
#include "models/phase.h"
#include "models/redundancy.h"
#include "models/registry.h"
#include "tests/reference/block.h"
#include "tests/support/check_main.h"
#include "tests/support/draw.h"
#include "tests/support/power_bench.h"

struct element {
    _Alignas(max_align_t) unsigned char params[256];
    struct power_bench e;
};

static void build(struct element *x, const struct power_model *model)
{
    block_fill(x->params, &model->info);
    x->e = (struct power_bench){.model = model,
                                .params = x->params,
                                .wanted_w = 311e3,
                                .rating_w = 500e3,
                                .rating_va = 500e3,
                                .voltage_v = 415.0,
                                .is_fed = 1.0};
}

static void set(struct element *x, const char *key, double value)
{
    block_set(x->params, &x->e.model->info, key, value);
}

/* Feeds by name: the sum of 2^place. */
enum { NONE = 0, A = 1, B = 2 };

static void lives(struct element *x, int alive)
{
    x->e.alive_parents = (double)alive;
    x->e.alive_parent = alive == NONE ? -1.0 : (alive & A) != 0 ? 0.0 : 1.0;
    x->e.is_fed = alive == NONE ? 0.0 : 1.0;
}

static void check_on(const struct element *x, double place, bool is_on)
{
    ck_assert_double_eq(x->e.is_energised, is_on ? 1.0 : 0.0);
    ck_assert_double_eq(x->e.parent, place);
}

/* A switch that has stood on A for a minute. */
static void build_switch(struct element *x, double transfer_s, double retransfer_s)
{
    build(x, &power_transfer_switch);
    set(x, "transfer_s", transfer_s);
    set(x, "retransfer_s", retransfer_s);
    lives(x, A + B);
    power_bench_start(&x->e);
    power_bench_run(&x->e, 60.0);
    check_on(x, 0.0, true);
}

START_TEST(static_switch_is_faster_than_the_supplies_fade)
{
    struct element x;

    build_switch(&x, 0.006, 41.0);
    lives(&x, B);
    power_bench_connect(&x.e);
    check_on(&x, 1.0, true);
}
END_TEST

START_TEST(automatic_switch_is_dead_for_its_transfer)
{
    struct element x;

    build_switch(&x, 0.13, 41.0);
    lives(&x, B);
    power_bench_step(&x.e, 0.05);
    check_on(&x, 1.0, false);
    ck_assert_double_eq_tol(x.e.switch_s, 0.13, 1e-12);
    ck_assert_double_eq(x.e.input_w, 0.0);
    power_bench_run(&x.e, 0.08);
    check_on(&x, 1.0, true);
}
END_TEST

/* Nothing to go to: it waits, and goes when the generator has started. */
START_TEST(switch_waits_for_a_feed_that_lives)
{
    struct element x;

    build_switch(&x, 0.13, 41.0);
    lives(&x, NONE);
    power_bench_run(&x.e, 11.0);
    check_on(&x, 0.0, false);
    lives(&x, B);
    power_bench_run(&x.e, 0.2);
    check_on(&x, 1.0, true);
    /* And where the old feed itself comes back, nothing has moved. */
    lives(&x, NONE);
    power_bench_run(&x.e, 2.0);
    lives(&x, B);
    power_bench_connect(&x.e);
    check_on(&x, 1.0, true);
}
END_TEST

START_TEST(switch_goes_back_when_the_first_has_lived_for_its_delay)
{
    struct element x;

    build_switch(&x, 0.13, 41.0);
    lives(&x, B);
    power_bench_run(&x.e, 1.0);
    lives(&x, A + B);
    power_bench_step(&x.e, 17.0);
    check_on(&x, 1.0, true);
    ck_assert_double_eq_tol(x.e.switch_s, 41.0, 1e-12);
    /* A failure within the delay starts it anew. */
    lives(&x, B);
    power_bench_run(&x.e, 1.0);
    lives(&x, A + B);
    power_bench_run(&x.e, 40.0);
    check_on(&x, 1.0, true);
    power_bench_run(&x.e, 1.0);
    check_on(&x, 0.0, false);
    power_bench_run(&x.e, 0.13);
    check_on(&x, 0.0, true);
}
END_TEST

/* It must not stand on a dead generator for the rest of its delay. */
START_TEST(switch_leaves_the_second_at_once_when_that_dies)
{
    struct element x;

    build_switch(&x, 0.13, 41.0);
    lives(&x, B);
    power_bench_run(&x.e, 1.0);
    lives(&x, A + B);
    power_bench_run(&x.e, 5.0);
    lives(&x, A);
    power_bench_connect(&x.e);
    check_on(&x, 0.0, false);
    power_bench_run(&x.e, 0.13);
    check_on(&x, 0.0, true);
}
END_TEST

/* Told only of the first live feed, it cannot know of another and goes back to the first at once. */
START_TEST(switch_that_knows_only_the_first_goes_back_at_once)
{
    struct element x;

    build_switch(&x, 0.006, 41.0);
    lives(&x, B);
    power_bench_run(&x.e, 1.0);
    lives(&x, A + B);
    struct power_block b = power_bench_block(&x.e);
    b.alive_parents = NULL;
    ck_assert_int_eq(power_transfer_switch.connect(x.params, &b), STATUS_OK);
    check_on(&x, 0.0, true);
}
END_TEST

START_TEST(steady_question_finds_it_on_the_first_that_lives)
{
    struct element x;

    build_switch(&x, 0.13, 41.0);
    x.e.is_steady = true;
    lives(&x, B);
    power_bench_step(&x.e, 1e7);
    check_on(&x, 1.0, true);
    lives(&x, A + B);
    power_bench_step(&x.e, 1e7);
    check_on(&x, 0.0, true);
}
END_TEST

/* ------------------------------------------------------------------------ lines */

START_TEST(line_loses_by_the_square_of_its_current)
{
    struct element x;

    build(&x, &power_line);
    set(&x, "length_m", 37.0);
    x.e.wanted_var = 96e3;
    power_bench_step(&x.e, 1.0);
    const double current_a = hypot(311e3, 96e3) / (sqrt(3.0) * 415.0);
    const double heat_w = 3.0 * current_a * current_a * 7.5e-5 * 37.0;
    ck_assert_double_eq_tol(x.e.loss_w, heat_w, 1e-9 * heat_w);
    ck_assert_double_eq_tol(x.e.input_var, 96e3 + heat_w * 3.5 / 7.5, 1e-6);
    /* At unity power factor and without reactance the loss is the drop times the current. */
    const double drop_v = loss_line_v(current_a, 37.0, 7.5e-5, 0.0, 1.0);
    ck_assert_double_eq_tol(sqrt(3.0) * drop_v * current_a, heat_w, 1e-9 * heat_w);
}
END_TEST

/* The same power, conductor and voltage between conductors: two wires of direct current against three
 * of three phases lose as 2 to 1 (I^2: 1 against 1/3; wires: 2 against 3). */
START_TEST(direct_current_loses_by_its_pair)
{
    struct element x;
    double loss_w[2];

    for (int k = 0; k < 2; k++) {
        build(&x, &power_line);
        set(&x, "length_m", 21.0);
        x.e.voltage_v = 800.0;
        if (k == 1) {
            set(&x, "conductors", 2.0);
            set(&x, "bus_v", 800.0);
            x.e.voltage_v = PARAM_UNKNOWN;
        }
        power_bench_step(&x.e, 1.0);
        loss_w[k] = x.e.loss_w;
    }
    ck_assert_double_eq_tol(loss_w[1] / loss_w[0], 2.0, 1e-12);
    const double current_a = phase_dc_a(311e3, 800.0);
    ck_assert_double_eq_tol(loss_w[1], loss_line_dc_v(current_a, 21.0, 7.5e-5) * current_a, 1e-9);
}
END_TEST

/* ------------------------------------------------------------------- redundancy */

/* Equal loads on every pair of n systems; the fullest after the worst single loss. */
static double worst_frac(size_t n, double normal_frac)
{
    struct redundancy_pair pairs[64];
    size_t n_pairs = 0;
    double worst = 0.0;

    for (size_t i = 0; i < n; i++) {
        for (size_t j = i + 1; j < n; j++) {
            /* n - 1 pairs hang on a system, half of each. */
            pairs[n_pairs++] = (struct redundancy_pair){i, j, 2.0 * normal_frac / (double)(n - 1)};
        }
    }
    for (size_t lost = 0; lost < n; lost++) {
        for (size_t s = 0; s < n; s++) {
            worst = fmax(worst, redundancy_load_w(pairs, n_pairs, s, (int)lost));
        }
    }
    return worst;
}

/* 2N, 3N/2, 4N/3 ...: no system above its rating after one loss exactly when the rule says so. */
START_TEST(distributed_systems_stand_a_loss_up_to_their_limit)
{
    gsl_rng *const rng = draw_create(82701);

    for (size_t n = 2; n <= 8; n++) {
        const double limit = redundancy_limit_frac((double)n - 1.0, 1.0);
        ck_assert_double_eq_tol(worst_frac(n, limit), 1.0, 1e-12);
        for (int k = 0; k < 50; k++) {
            const double x = draw_between(rng, 0.2, 1.0);
            ck_assert_int_eq(worst_frac(n, x) <= 1.0, x <= limit);
        }
    }
    gsl_rng_free(rng);
}
END_TEST

/* Unequal loads: B takes all of AB and half of BC; nothing is lost of the sum. */
START_TEST(unequal_pairs_go_to_the_system_that_is_left)
{
    const struct redundancy_pair pairs[] = {{0, 1, 410e3}, {1, 2, 730e3}, {2, 0, 190e3}};

    ck_assert_double_eq(redundancy_load_w(pairs, 3, 1, REDUNDANCY_NONE_LOST), 205e3 + 365e3);
    ck_assert_double_eq(redundancy_load_w(pairs, 3, 1, 0), 410e3 + 365e3);
    ck_assert_double_eq(redundancy_load_w(pairs, 3, 2, 0), 190e3 + 365e3);
    ck_assert_double_eq(redundancy_load_w(pairs, 3, 0, 0), 0.0);
}
END_TEST

TCASE(tc_switch, "transfer switch", static_switch_is_faster_than_the_supplies_fade,
      automatic_switch_is_dead_for_its_transfer, switch_waits_for_a_feed_that_lives,
      switch_goes_back_when_the_first_has_lived_for_its_delay,
      switch_leaves_the_second_at_once_when_that_dies,
      switch_that_knows_only_the_first_goes_back_at_once,
      steady_question_finds_it_on_the_first_that_lives)
TCASE(tc_line, "line", line_loses_by_the_square_of_its_current, direct_current_loses_by_its_pair)
TCASE(tc_redundancy, "redundancy", distributed_systems_stand_a_loss_up_to_their_limit,
      unequal_pairs_go_to_the_system_that_is_left)
CHECK_MAIN("transfer", tc_switch, tc_line, tc_redundancy)
