/* test_hall.c - what must hold in any hall, on random ones.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>

#include "tests/support/check_main.h"
#include "tests/support/hall_bench.h"
#include "tests/support/random_hall.h"

enum { N_HALLS = 60, N_STEPS = 30 };

static struct random_hall hall_of(unsigned long seed)
{
    return (struct random_hall){.seed = seed, .rating_factor = 1.0};
}

static void open_hall(struct bench *b, const struct random_hall *how)
{
    struct text text = {0};

    random_hall_text(how, &text);
    bench_open(b, text.at);
    text_release(&text);
}

/* Steps of lengths that differ from hall to hall. */
static double step_of(unsigned long seed)
{
    static const double steps_s[] = {0.1, 1.0, 10.0, 60.0, 900.0};

    return steps_s[seed % 5];
}

static bool is_near(double a, double b, double share, double scale)
{
    return fabs(a - b) <= share * (fabs(a) + fabs(b) + scale);
}

START_TEST(energy_closes_and_every_watt_has_a_place)
{
    for (unsigned long seed = 1; seed <= N_HALLS; seed++) {
        const struct random_hall how = hall_of(seed);
        struct bench b;
        open_hall(&b, &how);
        for (int k = 0; k < N_STEPS; k++) {
            bench_step(&b, step_of(seed));
            const struct hall_columns *const h = &b.hall->was->hall;
            ck_assert_msg(h->residual_frac[0] < 1e-9, "hall %lu, step %d: %g", seed, k,
                          h->residual_frac[0]);
            ck_assert_msg(is_near(h->utility_w[0], h->it_w[0] + h->mechanical_w[0] + h->loss_w[0],
                                  1e-12, 1.0),
                          "hall %lu, step %d: %.12g W from the grid, %.12g W used", seed, k,
                          h->utility_w[0], h->it_w[0] + h->mechanical_w[0] + h->loss_w[0]);
        }
        bench_close(&b);
    }
}
END_TEST

START_TEST(steady_heat_leaves_by_air_or_liquid)
{
    for (unsigned long seed = 1; seed <= N_HALLS; seed++) {
        const struct random_hall how = hall_of(seed);
        struct bench b;
        open_hall(&b, &how);
        bench_settle(&b);
        const struct hall_columns *const h = &b.hall->was->hall;
        ck_assert_msg(is_near(h->it_w[0], h->to_liquid_w[0] + h->to_air_w[0], 1e-6, 1.0),
                      "hall %lu: %.9g W drawn, %.9g W to liquid, %.9g W to air", seed, h->it_w[0],
                      h->to_liquid_w[0], h->to_air_w[0]);
        const double out_w = h->reject_w[0] + h->exhausted_w[0] + h->outside_loss_w[0];
        ck_assert_msg(is_near(h->utility_w[0], out_w, 1e-6, 1.0), "hall %lu: %.9g W in, %.9g W out",
                      seed, h->utility_w[0], out_w);
        for (size_t r = 0; r < b.plan->n[DIM_RACK]; r++) {
            const struct rack_columns *const rack = &b.hall->was->rack;
            ck_assert_msg(rack->inlet_c[r] >= h->supply_air_c[0] - 1e-6 &&
                              rack->outlet_c[r] >= rack->inlet_c[r] - 1e-6,
                          "hall %lu, rack %zu: supply %g, inlet %g, outlet %g degC", seed, r,
                          h->supply_air_c[0], rack->inlet_c[r], rack->outlet_c[r]);
        }
        bench_close(&b);
    }
}
END_TEST

START_TEST(same_hall_gives_the_same_bits)
{
    for (unsigned long seed = 1; seed <= N_HALLS; seed += 5) {
        const struct random_hall how = hall_of(seed);
        struct bench one;
        struct bench two;
        open_hall(&one, &how);
        open_hall(&two, &how);
        for (int k = 0; k < N_STEPS; k++) {
            bench_step(&one, 1.0);
            bench_step(&two, 1.0);
        }
        ck_assert_uint_eq(one.hall->was->n_all, two.hall->was->n_all);
        ck_assert_msg(memcmp(one.hall->was->all, two.hall->was->all,
                             one.hall->was->n_all * sizeof(double)) == 0,
                      "hall %lu", seed);
        bench_close(&one);
        bench_close(&two);
    }
}
END_TEST

/* Sums run in another order, so the last digits may differ. */
START_TEST(order_of_the_racks_does_not_matter)
{
    for (unsigned long seed = 1; seed <= N_HALLS; seed++) {
        const struct random_hall how = hall_of(seed);
        struct random_hall other = how;
        struct bench forth;
        struct bench back;
        other.racks_backwards = true;
        open_hall(&forth, &how);
        open_hall(&back, &other);
        bench_settle(&forth);
        bench_settle(&back);
        for (size_t r = 0; r < forth.plan->n[DIM_RACK]; r++) {
            const size_t same = bench_index(&back, DIM_RACK, forth.plan->names[DIM_RACK][r]);
            const struct rack_columns *const a = &forth.hall->was->rack;
            const struct rack_columns *const z = &back.hall->was->rack;
            ck_assert_msg(is_near(a->power_w[r], z->power_w[same], 1e-7, 1.0) &&
                              is_near(a->inlet_c[r], z->inlet_c[same], 1e-7, 1.0) &&
                              is_near(a->headroom_w[r], z->headroom_w[same], 1e-6, 1.0),
                          "hall %lu, %s: %.9g and %.9g W, headroom %.9g and %.9g W", seed,
                          forth.plan->names[DIM_RACK][r], a->power_w[r], z->power_w[same],
                          a->headroom_w[r], z->headroom_w[same]);
        }
        bench_close(&forth);
        bench_close(&back);
    }
}
END_TEST

START_TEST(larger_ratings_never_take_headroom_away)
{
    for (unsigned long seed = 1; seed <= N_HALLS; seed++) {
        const struct random_hall how = hall_of(seed);
        struct random_hall larger = how;
        struct bench b;
        struct bench more;
        larger.rating_factor = 2.0;
        open_hall(&b, &how);
        open_hall(&more, &larger);
        bench_settle(&b);
        bench_settle(&more);
        for (size_t i = 0; i < b.plan->n_limits; i++) {
            const struct limit *const l = &b.plan->limits[i];
            const bool is_load = l->dim == DIM_FEED && strcmp(l->name, "power") == 0 &&
                                 strncmp(b.plan->names[DIM_FEED][l->index], "tx", 2) != 0;
            /* A UPS of twice the rating loses more at the same load: what stands above it carries
             * a little more. It was given twice the rating too. */
            ck_assert_msg(!is_load || more.limits->now[i].margin >= b.limits->now[i].margin,
                          "hall %lu, %s: %g W left, with twice the rating %g W", seed,
                          b.plan->names[DIM_FEED][l->index], b.limits->now[i].margin,
                          more.limits->now[i].margin);
        }
        bench_close(&b);
        bench_close(&more);
    }
}
END_TEST

START_TEST(warmer_supply_never_cools_an_inlet)
{
    for (unsigned long seed = 1; seed <= N_HALLS; seed++) {
        const struct random_hall how = hall_of(seed);
        struct random_hall warmer = how;
        struct bench b;
        struct bench warm;
        warmer.supply_rise_k = 2.0;
        open_hall(&b, &how);
        open_hall(&warm, &warmer);
        bench_settle(&b);
        bench_settle(&warm);
        for (size_t r = 0; r < b.plan->n[DIM_RACK]; r++) {
            ck_assert_msg(warm.hall->was->rack.inlet_c[r] >= b.hall->was->rack.inlet_c[r] - 1e-6,
                          "hall %lu, rack %zu: %g degC, with warmer air %g degC", seed, r,
                          b.hall->was->rack.inlet_c[r], warm.hall->was->rack.inlet_c[r]);
        }
        bench_close(&b);
        bench_close(&warm);
    }
}
END_TEST

START_TEST(idle_nodes_draw_no_more_than_busy_ones)
{
    for (unsigned long seed = 1; seed <= N_HALLS; seed++) {
        const struct random_hall how = hall_of(seed);
        struct random_hall idle = how;
        struct bench b;
        struct bench quiet;
        idle.is_idle = true;
        open_hall(&b, &how);
        open_hall(&quiet, &idle);
        bench_settle(&b);
        bench_settle(&quiet);
        ck_assert_msg(quiet.hall->was->hall.it_w[0] <= b.hall->was->hall.it_w[0] * (1.0 + 1e-9),
                      "hall %lu: %g W idle, %g W busy", seed, quiet.hall->was->hall.it_w[0],
                      b.hall->was->hall.it_w[0]);
        ck_assert_msg(quiet.hall->was->hall.it_w[0] > 0.0, "hall %lu draws nothing", seed);
        bench_close(&b);
        bench_close(&quiet);
    }
}
END_TEST

/* Workloads are means over a step and masses are stepped exactly. What is left: coupling backwards
 * comes one step later, and a step that averages a swing of seconds sees less of what is not linear
 * in it, such as fans and leakage. Both move tonnes of slab by tenths of a kelvin at the most. */
START_TEST(shorter_steps_agree_with_longer_ones)
{
    for (unsigned long seed = 1; seed <= N_HALLS; seed += 3) {
        const struct random_hall how = hall_of(seed);
        double hot_c[3];
        for (int k = 0; k < 3; k++) {
            struct bench b;
            const int n_steps = 120 << k;
            const double dt_s = 960.0 / n_steps;
            open_hall(&b, &how);
            for (int step = 0; step < n_steps; step++) {
                bench_step(&b, dt_s);
            }
            hot_c[k] = b.hall->was->hall.mass_c[0];
            bench_close(&b);
        }
        const double coarse_k = fabs(hot_c[0] - hot_c[1]);
        const double fine_k = fabs(hot_c[1] - hot_c[2]);
        ck_assert_msg(fine_k < 0.2 && coarse_k < 0.2,
                      "hall %lu: slab %g, %g, %g degC with steps of 8, 4, 2 s", seed, hot_c[0],
                      hot_c[1], hot_c[2]);
    }
}
END_TEST

TCASE(tc_books, "books", energy_closes_and_every_watt_has_a_place,
      steady_heat_leaves_by_air_or_liquid)
TCASE(tc_same, "sameness", same_hall_gives_the_same_bits, order_of_the_racks_does_not_matter,
      shorter_steps_agree_with_longer_ones)
TCASE(tc_order, "order", larger_ratings_never_take_headroom_away,
      warmer_supply_never_cools_an_inlet, idle_nodes_draw_no_more_than_busy_ones)
CHECK_MAIN("hall", tc_books, tc_same, tc_order)
