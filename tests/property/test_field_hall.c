/* test_field_hall.c - the computed field in the hall's step.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>

#include "tests/support/check_main.h"
#include "tests/support/hall_bench.h"

/* Two rows of racks that look at each other over an aisle with openings in its floor, one handler.
 * What the racks draw and what the handler moves is not the same. */
#define NODE                                                                                       \
    "nodes: [{name: load, model: curve, points: [[0 %, 5.1 kW], [100 %, 5.2 kW]], "                \
    "airflow: 0.43 m3/s, fan: 0 %, power_factor: 100 %}]"
#define HALL_ON(cell)                                                                              \
    "scenario: 1\n"                                                                                \
    "title: field\n"                                                                               \
    "site: {name: S, altitude: 100 m, outdoor: {model: constant, dry_bulb: 24 degC}}\n"            \
    "hall:\n"                                                                                      \
    "  name: H\n"                                                                                  \
    "  size: [7.2 m, 6.6 m]\n"                                                                     \
    "  height: 3 m\n"                                                                              \
    "  air: {model: field, cell: " cell ", supply: 18 degC, redundancy: N}\n"                      \
    "  power: [{name: grid, model: utility, rating: 1 MW}]\n"                                      \
    "  plants: [{name: chw, model: chiller, capacity: 200 kW, cop: 4, supply: 9 degC, "            \
    "volume: 2 m3, from: grid}]\n"                                                                 \
    "  crahs: [{name: c1, use: crah-50kw, plant: chw, from: grid, origin: [0.3 m, 2.4 m], "        \
    "width: 0.9 m, depth: 1.8 m}]\n"                                                               \
    "  rows:\n"                                                                                    \
    "    - {name: A, origin: [2.4 m, 0.9 m], faces: north, racks: ["                               \
    "{name: A1, feeds: [grid], " NODE "}, {name: A2, feeds: [grid], " NODE "}, "                   \
    "{name: A3, feeds: [grid], " NODE "}, {name: A4, feeds: [grid], " NODE "}]}\n"                 \
    "    - {name: B, origin: [2.4 m, 3.9 m], faces: south, racks: ["                               \
    "{name: B1, feeds: [grid], " NODE "}, {name: B2, feeds: [grid], " NODE "}]}\n"
#define HALL HALL_ON("0.3 m")

/* The engine fails a step whose air does not close to 1e-9, so that a run is a balance. */
static const double rounding = 1e-9;

static double least_of(const double *values, size_t n)
{
    double least = values[0];

    for (size_t i = 1; i < n; i++) {
        least = fmin(least, values[i]);
    }
    return least;
}

static double most_of(const double *values, size_t n)
{
    double most = values[0];

    for (size_t i = 1; i < n; i++) {
        most = fmax(most, values[i]);
    }
    return most;
}

START_TEST(at_rest_the_coil_takes_all_heat_and_places_differ)
{
    struct bench b;

    bench_open(&b, HALL);
    bench_settle(&b);
    const struct columns *const c = b.hall->was;
    const size_t n_racks = b.plan->n[DIM_RACK];
    const double heat_w = c->hall.to_air_w[0] + c->hall.room_heat_w[0];
    const double w_per_k = b.plan->air_j_per_m3k * c->crah.flow_m3s[0];
    const double least_c = least_of(c->rack.inlet_c, n_racks);
    const double most_c = most_of(c->rack.inlet_c, n_racks);

    /* Two steps of a settled hall differ by less than 1e-10. */
    ck_assert_double_eq_tol(c->crah.coil_w[0], heat_w, 1e-8 * heat_w);
    ck_assert_double_eq_tol(c->crah.return_c[0], c->crah.supply_c[0] + heat_w / w_per_k, 1e-6);
    /* No air is colder than the supply, none hotter than an exhaust. A tenth of a kelvin: means of the
     * march's last window, not one solution. */
    ck_assert_double_ge(least_c, c->crah.supply_c[0] - 0.1);
    ck_assert_double_le(most_c, most_of(c->rack.outlet_c, n_racks) + 0.1);
    ck_assert_msg(most_c - least_c > 0.2, "%g to %g degC", least_c, most_c);
    bench_close(&b);
}
END_TEST

/* A front is three equal thirds, so that its mean is theirs; the limits look at the hottest, wherever
 * it is. In a march there is no steady state whose swings could be told. */
START_TEST(limits_look_at_the_hottest_third_of_a_front)
{
    struct bench b;

    bench_open(&b, HALL_ON("0.6 m"));
    bench_settle(&b);
    for (int is_march = 0; is_march < 2; is_march++) {
        const struct rack_columns *const r = &b.hall->was->rack;
        for (size_t i = 0; i < b.plan->n[DIM_RACK]; i++) {
            const double thirds_c[] = {r->inlet_bottom_c[i], r->inlet_middle_c[i],
                                       r->inlet_top_c[i]};
            const double mean_c = (thirds_c[0] + thirds_c[1] + thirds_c[2]) / 3.0;
            ck_assert_double_eq_tol(r->inlet_c[i], mean_c, 1e-9);
            /* Over a step the hottest moments may be those of different thirds. */
            ck_assert_double_ge(r->inlet_hottest_c[i], most_of(thirds_c, 3) - 1e-9);
            ck_assert_int_eq(isnan(r->inlet_swing_k[i]) != 0, is_march);
        }
        ck_assert_int_eq(isnan(b.hall->was->hall.air_is_unsteady[0]) != 0, is_march);
        bench_step(&b, 10.0);
    }
    for (size_t i = 0; i < b.plan->n_limits; i++) {
        const struct limit *const l = &b.plan->limits[i];
        if (strcmp(l->name, "inlet maximum") == 0) {
            ck_assert_double_eq(limits_margin(l, b.hall->was, false).value,
                                b.hall->was->rack.inlet_hottest_c[l->index]);
        }
    }
    bench_close(&b);
}
END_TEST

/* The solver's own books: its openings miss at most 0.2 % of the heat, and a cell so much of its flow. A
 * projection leaves a hundredth of what a step begins with; at rest a second one follows. */
static void check_books(const struct hall_columns *h, double most_divergence)
{
    ck_assert_double_ge(h->air_residual_w[0], 0.0);
    ck_assert_double_le(h->air_residual_w[0], 0.002 * h->to_air_w[0]);
    ck_assert_double_le(h->air_divergence_frac[0], most_divergence);
}

/* Ten minutes under the loads of the steady state: it is one of the march too. Limits of rest of the
 * solver are 0.05 K a minute and swings of 0.5 K. */
START_TEST(a_steady_hall_stays_as_it_is)
{
    struct bench b;
    double inlet_c[6];
    double mean_c[6] = {0};

    bench_open(&b, HALL);
    bench_settle(&b);
    ck_assert_uint_eq(b.plan->n[DIM_RACK], 6);
    memcpy(inlet_c, b.hall->was->rack.inlet_c, sizeof inlet_c);
    check_books(&b.hall->was->hall, 1e-4);
    for (size_t k = 0; k < 600; k++) {
        bench_step(&b, 1.0);
        check_books(&b.hall->was->hall, 0.002);
        for (size_t i = 0; i < 6; i++) {
            mean_c[i] += b.hall->was->rack.inlet_c[i] / 600.0;
        }
    }
    for (size_t i = 0; i < 6; i++) {
        ck_assert_msg(fabs(mean_c[i] - inlet_c[i]) < 0.5, "rack %zu: %g degC, then %g degC", i,
                      inlet_c[i], mean_c[i]);
    }
    bench_close(&b);
}
END_TEST

/* Whatever was tried and taken back, the next step is the same to the last bit. */
START_TEST(a_step_taken_back_leaves_no_trace)
{
    struct bench plain;
    struct bench tried;

    bench_open(&plain, HALL);
    bench_open(&tried, HALL);
    for (size_t k = 0; k < 8; k++) {
        const int64_t time_us = tried.hall->time_us;
        bench_step(&tried, 7.3);
        hall_swap(tried.hall);
        tried.hall->time_us = time_us;
        bench_step(&tried, 1.7);
        bench_step(&plain, 1.7);
    }
    for (size_t i = 0; i < plain.plan->n[DIM_RACK]; i++) {
        ck_assert_double_eq(tried.hall->was->rack.inlet_c[i], plain.hall->was->rack.inlet_c[i]);
    }
    ck_assert_double_eq(tried.hall->was->hall.air_stored_j[0],
                        plain.hall->was->hall.air_stored_j[0]);
    bench_close(&plain);
    bench_close(&tried);
}
END_TEST

/* Steps shorter than the field's own period gather their heat: inlets stand, and what is stored is all
 * that came and was not taken, whether the field has stepped or not. */
START_TEST(heat_gathers_between_steps_of_the_field)
{
    struct bench b;
    double stood = 0.0;

    bench_open(&b, HALL);
    const double started_j = b.hall->was->hall.air_stored_j[0];
    double gained_j = 0.0;
    for (size_t k = 0; k < 100; k++) {
        const double inlet_c = b.hall->was->rack.inlet_c[2];
        bench_step(&b, 0.23);
        const struct hall_columns *const h = &b.hall->was->hall;
        gained_j += (h->to_air_w[0] + h->room_heat_w[0] - b.hall->was->crah.coil_w[0]) * 0.23;
        stood += b.hall->was->rack.inlet_c[2] == inlet_c ? 1.0 : 0.0;
    }
    const double stored_j = b.hall->was->hall.air_stored_j[0];

    ck_assert_double_eq_tol(stored_j - started_j, gained_j, rounding * stored_j);
    /* Nine steps of 0.23 s fill a period of 2 s: one in nine shows a new inlet. */
    ck_assert_double_ge(stood, 100.0 * 8.0 / 9.0 - 2.0);
    ck_assert_double_lt(stood, 100.0);
    bench_close(&b);
}
END_TEST

TCASE(tc_field_hall, "field", at_rest_the_coil_takes_all_heat_and_places_differ,
      a_steady_hall_stays_as_it_is, limits_look_at_the_hottest_third_of_a_front,
      a_step_taken_back_leaves_no_trace, heat_gathers_between_steps_of_the_field)
CHECK_MAIN("field in the hall", tc_field_hall)
