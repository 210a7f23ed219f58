/* test_lost_plant.c - a plant is lost: what is promised stops at once, what has water of its own warms.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>

#include "models/phys.h"
#include "sim/base/text.h"
#include "tests/support/check_main.h"
#include "tests/support/hall_bench.h"

/* Racks on cold plates behind one CDU, and an air-cooled one; %s: plants, and where the CDU and the
 * handlers get their water. */
static const char hall[] =
    "scenario: 1\ntime: {duration: 1 h, step: 1 s}\n"
    "hall:\n  name: H\n  air: {supply: 24 degC, redundancy: N, dew_point: 11 degC}\n"
    "  power:\n"
    "    - {name: grid, model: utility, rating: 2 MW}\n"
    "    - {name: mech, model: lossless, from: grid, rating: 1 MW}\n"
    "  plants:\n%s"
    "  crahs: [{repeat: 3, name: \"crah-%%d\", use: crah-100kw, plant: district, from: grid}]\n"
    "  cdus: [{name: cdu, use: cdu-400kw, plant: district, from: grid}]\n"
    "  rows:\n    - name: A\n      racks:\n"
    "        - {repeat: 2, name: \"A-%%d\", feeds: grid, cdus: cdu, cooling: {model: cold_plate}, "
    "coolant_drop: 1.4 bar, nodes: [{name: n, count: 13, nameplate: 7 kW, model: curve, points: "
    "[[0 %%, 1 kW], [100 %%, 7 kW]], fan: 0 %%, airflow: 60 CFM, liquid: 100 %%, "
    "is_liquid_cooled: true}]}\n"
    "        - {name: B, feeds: grid, nodes: [{name: n, count: 4, nameplate: 9 kW, model: curve, "
    "points: [[0 %%, 9 kW], [100 %%, 9.001 kW]], fan: 0 %%, airflow: 900 CFM, airflow_least: 100 "
    "%%}]}\n"
    "site:\n  outdoor: {model: constant, dry_bulb: 20 degC, relative_humidity: 50 %%}\n";

static void open_hall(struct bench *b, const char *plants)
{
    struct text t = {0};

    text_add(&t, hall, plants);
    bench_open(b, t.at);
    text_release(&t);
    bench_settle(b);
}

static void lose(const struct bench *b, enum dim d, const char *name)
{
    double *const out = d == DIM_PLANT ? b->hall->was->plant.out : b->hall->was->feed.out;

    out[bench_index(b, d, name)] = OUT_FAILED;
}

static void step_for(struct bench *b, int n_seconds)
{
    for (int s = 0; s < n_seconds; s++) {
        bench_step(b, 1.0);
        ck_assert_double_le(b->hall->was->hall.residual_frac[0], 1e-9);
    }
}

static const char promised[] =
    "    - {name: district, model: fixed, supply: 14 degC, power: 3 %, from: mech}\n";
static const char outside[] = "    - {name: district, model: fixed, supply: 14 degC, power: 3 %}\n";
static const char own[] =
    "    - {name: district, model: chiller, capacity: 700 kW, cop: 4.3, supply: "
    "14 degC, volume: 2.3 m3, from: mech}\n";

/* Nothing leaves the building any more: all that is drawn warms coolant, air and what they touch. */
START_TEST(lost_promise_takes_no_heat_from_the_first_step_on)
{
    struct bench b;
    open_hall(&b, promised);
    const struct columns *was = b.hall->was;
    ck_assert_double_gt(was->cdu.exchanged_w[0], 170e3);
    lose(&b, DIM_PLANT, "district");
    double into_j = 0.0;
    const double before_j = was->hall.stored_j[0];
    for (int s = 0; s < 40; s++) {
        bench_step(&b, 1.0);
        was = b.hall->was;
        ck_assert_double_eq(was->plant.gives_water[0], 0.0);
        ck_assert_double_eq_tol(was->plant.load_w[0], 0.0, 1e-6); /* rounding of the books */
        ck_assert_double_eq(was->cdu.facility_w_per_k[0], 0.0);
        into_j += was->hall.utility_w[0] - was->hall.outside_loss_w[0] - was->hall.reject_w[0];
    }
    ck_assert_double_eq_tol(was->hall.stored_j[0] - before_j, into_j, 1e-9 * was->hall.stored_j[0]);
    bench_close(&b);
}
END_TEST

/* The CDU's coolant and racks warm at their heat over what they hold, once the first front is round. */
START_TEST(coolant_warms_at_heat_over_capacity_when_the_promise_is_lost)
{
    struct bench b;
    open_hall(&b, promised);
    lose(&b, DIM_PLANT, "district");
    step_for(&b, 120);
    const struct columns *was = b.hall->was;
    const double from_c = was->rack.coolant_supply_c[0];
    const double from_j = was->cdu.stored_j[0] + was->rack.stored_j[0] + was->rack.stored_j[1];
    step_for(&b, 60);
    was = b.hall->was;
    const double heat_w = 2.0 * 13.0 * 7e3 + was->cdu.drawn_w[0];
    const double stored_j =
        was->cdu.stored_j[0] + was->rack.stored_j[0] + was->rack.stored_j[1] - from_j;
    /* Racks on plates give nothing to the air (liquid: 100 %); pumps draw the same all the time. */
    ck_assert_double_eq_tol(stored_j, heat_w * 60.0, 1e-6 * stored_j);
    ck_assert_double_gt(was->rack.coolant_supply_c[0] - from_c, 3.0);
    bench_close(&b);
}
END_TEST

START_TEST(promise_with_a_feed_is_lost_with_it_and_returns_with_it)
{
    struct bench b;
    open_hall(&b, promised);
    lose(&b, DIM_FEED, "mech");
    step_for(&b, 20);
    ck_assert_double_eq(b.hall->was->plant.gives_water[0], 0.0);
    ck_assert_double_eq(b.hall->was->crah.has_water[1], 0.0);
    b.hall->was->feed.out[bench_index(&b, DIM_FEED, "mech")] = OUT_NOT;
    step_for(&b, 1);
    ck_assert_double_eq(b.hall->was->plant.gives_water[0], 1.0);
    ck_assert_double_gt(b.hall->was->crah.coil_w[1], 0.0);
    bench_close(&b);
}
END_TEST

/* A landlord's water does not hang on our mains; what it draws from them stops all the same. */
START_TEST(promise_without_a_feed_outlives_the_mains)
{
    struct bench b;
    open_hall(&b, outside);
    const double drawn_w = b.hall->was->plant.drawn_w[0];
    ck_assert_double_gt(drawn_w, 0.0);
    lose(&b, DIM_FEED, "grid");
    step_for(&b, 10);
    ck_assert_double_eq(b.hall->was->plant.gives_water[0], 1.0);
    ck_assert_double_eq(b.hall->was->plant.drawn_w[0], 0.0);
    lose(&b, DIM_PLANT, "district");
    step_for(&b, 1);
    ck_assert_double_eq(b.hall->was->plant.gives_water[0], 0.0);
    bench_close(&b);
}
END_TEST

/* The other kind goes on circulating what it has: its water warms at load over capacity. */
START_TEST(plant_with_water_of_its_own_warms_by_it)
{
    struct coolant water;
    struct bench b;
    ck_assert_int_eq(phys_coolant(0.0, 14.0, &water), STATUS_OK);
    open_hall(&b, own);
    lose(&b, DIM_PLANT, "district");
    double load_j = 0.0;
    for (int s = 0; s < 30; s++) {
        bench_step(&b, 1.0);
        ck_assert_double_eq(b.hall->was->plant.gives_water[0], 1.0);
        load_j += b.hall->was->plant.load_w[0];
    }
    const double water_j_k = water.density_kg_m3 * water.cp_j_kgk * 2.3;
    /* The recorded temperature is the mean of the last second, half a second before its end. */
    const double end_c =
        b.hall->was->plant.supply_c[0] + 0.5 * b.hall->was->plant.load_w[0] / water_j_k;
    ck_assert_double_eq_tol(end_c - 14.0, load_j / water_j_k, 1e-9 * end_c);
    bench_close(&b);
}
END_TEST

/* Its pumps stop with the feed that it hangs on: what it holds stays as cold as it was, out of reach,
 * and is there when the pumps are back. */
START_TEST(water_that_stands_stays_cold_and_cools_nothing)
{
    static const char stops[] =
        "    - {name: district, model: chiller, capacity: 700 kW, cop: 4.3, "
        "supply: 14 degC, volume: 2.3 m3, pumps: stop, from: mech}\n";
    struct bench b;
    open_hall(&b, stops);
    lose(&b, DIM_FEED, "mech");
    for (int s = 0; s < 50; s++) {
        bench_step(&b, 1.0);
        ck_assert_double_eq(b.hall->was->plant.gives_water[0], 0.0);
        ck_assert_double_eq_tol(b.hall->was->plant.load_w[0], 0.0,
                                1e-6); /* rounding of the books */
    }
    ck_assert_double_eq_tol(b.hall->was->plant.supply_c[0], 14.0, 1e-9);
    b.hall->was->feed.out[bench_index(&b, DIM_FEED, "mech")] = OUT_NOT;
    step_for(&b, 1);
    ck_assert_double_eq(b.hall->was->plant.gives_water[0], 1.0);
    ck_assert_double_gt(b.hall->was->cdu.exchanged_w[0], 170e3);
    bench_close(&b);
}
END_TEST

TCASE(tc_plants, "plants", lost_promise_takes_no_heat_from_the_first_step_on,
      coolant_warms_at_heat_over_capacity_when_the_promise_is_lost,
      promise_with_a_feed_is_lost_with_it_and_returns_with_it,
      promise_without_a_feed_outlives_the_mains, plant_with_water_of_its_own_warms_by_it,
      water_that_stands_stays_cold_and_cools_nothing)
CHECK_MAIN("lost_plant", tc_plants)
