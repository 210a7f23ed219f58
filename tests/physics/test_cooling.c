/* test_cooling.c - air, rear doors and baths at any flow of coolant and air, none among them.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>

#include "models/cooling_model.h"
#include "models/exchanger.h"
#include "models/registry.h"
#include "tests/reference/block.h"
#include "tests/support/check_main.h"

#define AIR_J_PER_M3K 1207.2

struct rack {
    double params[8];
    double heat_w;
    double airflow_m3s;
    double inlet_c;
    double supply_c;
    double w_per_k;
    double to_liquid_w;
    double to_air_w;
    double return_c;
    double stored_j;
    double state;
};

static void step_rack(const struct cooling_model *model, struct rack *r, double dt_s)
{
    const double nothing = 0.0;
    const struct cooling_block b = {
        .n = 1,
        .dt_s = dt_s,
        .air_j_per_m3k = AIR_J_PER_M3K,
        .plate_w = &nothing,
        .air_w = &r->heat_w,
        .airflow_m3s = &r->airflow_m3s,
        .inlet_c = &r->inlet_c,
        .coolant_supply_c = &r->supply_c,
        .coolant_w_per_k = &r->w_per_k,
        .to_liquid_w = &r->to_liquid_w,
        .to_air_w = &r->to_air_w,
        .coolant_return_c = &r->return_c,
        .stored_j = &r->stored_j,
        .state = &r->state,
    };

    ck_assert_int_eq(model->step(r->params, &b), STATUS_OK);
}

/* A door rated 0.71 at 1.9 m3/s of air and 4.1 kW/K of coolant. */
static struct rack open_door(void)
{
    const struct model_info *const info = &cooling_rear_door.info;
    struct rack r = {
        .heat_w = 31e3, .airflow_m3s = 1.9, .inlet_c = 25.0, .supply_c = 21.0, .w_per_k = 4.1e3};

    block_fill(r.params, info);
    block_set(r.params, info, "effectiveness_frac", 0.71);
    block_set(r.params, info, "rated_airflow_m3s", 1.9);
    block_set(r.params, info, "rated_coolant_w_per_k", 4.1e3);
    ck_assert_ptr_null(info->check(r.params));
    return r;
}

/* By the coil's own equations: UA0 from the rating, its films apart. */
static double expected_w(const struct rack *r)
{
    const double rated_air = 1.9 * AIR_J_PER_M3K;
    const double cr0 = rated_air / 4.1e3;
    double ntu0 = 0.0;
    ck_assert_int_eq(exchanger_ntu(EXCHANGER_CROSSFLOW, 0.71, cr0, &ntu0), STATUS_OK);
    const double air = r->airflow_m3s * AIR_J_PER_M3K;
    const double ua =
        ntu0 * rated_air / (0.7 * pow(air / rated_air, -0.6) + 0.3 * pow(r->w_per_k / 4.1e3, -0.8));
    const double least = fmin(air, r->w_per_k);
    const double cr = least / fmax(air, r->w_per_k);
    const double ntu = ua / least;
    const double eps = 1.0 - exp((exp(-cr * pow(ntu, 0.78)) - 1.0) * pow(ntu, 0.22) / cr);

    return eps * least * (r->inlet_c + r->heat_w / air - r->supply_c);
}

START_TEST(door_follows_both_its_flows)
{
    struct rack r = open_door();
    const double air = 1.9 * AIR_J_PER_M3K;

    step_rack(&cooling_rear_door, &r, 1.0);
    ck_assert_double_eq_tol(r.to_liquid_w, 0.71 * air * (25.0 + 31e3 / air - 21.0), 1e-6);
    for (int k = 0; k < 7; k++) {
        const double share = 0.2 + 0.23 * k;
        r.w_per_k = share * 4.1e3;
        r.airflow_m3s = 1.9 * (1.3 - 0.5 * share);
        step_rack(&cooling_rear_door, &r, 1.0);
        ck_assert_double_eq_tol(r.to_liquid_w, fmin(expected_w(&r), 31e3), 1e-6);
    }
}
END_TEST

START_TEST(door_without_coolant_or_air_takes_nothing)
{
    struct rack r = open_door();

    r.w_per_k = 0.0;
    step_rack(&cooling_rear_door, &r, 1.0);
    ck_assert_double_eq(r.to_liquid_w, 0.0);
    ck_assert_double_eq(r.to_air_w, 31e3);
    r = open_door();
    r.airflow_m3s = 0.0;
    step_rack(&cooling_rear_door, &r, 1.0);
    ck_assert_double_eq(r.to_liquid_w, 0.0);
    ck_assert_double_eq(r.to_air_w, 31e3);
    r = open_door();
    r.supply_c = 90.0; /* warmer than the exhaust */
    step_rack(&cooling_rear_door, &r, 1.0);
    ck_assert_double_eq(r.to_liquid_w, 0.0);
}
END_TEST

/* With coolant far below the room a door could cool the room too; one that is set neutral does not. */
START_TEST(neutral_door_takes_no_more_than_the_racks_heat)
{
    struct rack r = open_door();
    const int none = 1;

    r.supply_c = 8.0;
    r.heat_w = 9e3;
    step_rack(&cooling_rear_door, &r, 1.0);
    ck_assert_double_eq(r.to_liquid_w, 9e3);
    ck_assert_double_eq(r.to_air_w, 0.0);
    memcpy((char *)r.params + model_param(&cooling_rear_door.info, "valve")->offset, &none,
           sizeof none);
    step_rack(&cooling_rear_door, &r, 1.0);
    ck_assert_double_eq_tol(r.to_liquid_w, expected_w(&r), 1e-6);
    ck_assert_double_lt(r.to_air_w, 0.0);
}
END_TEST

/* At rest with no heat through the walls: the bath stands above the supply by heat over eps w, with
 * eps = 1 - exp(-UA / w) and UA = UA0 / (0.5 + 0.5 r^-0.8). */
START_TEST(bath_follows_its_coolants_flow)
{
    const struct model_info *const info = &cooling_immersion.info;

    for (int k = 0; k < 4; k++) {
        const double ratio = 0.3 + 0.35 * k;
        struct rack r = {.heat_w = 64e3,
                         .inlet_c = 25.0,
                         .supply_c = 30.0,
                         .state = 40.0,
                         .w_per_k = 5.3e3 * ratio};
        block_fill(r.params, info);
        block_set(r.params, info, "effectiveness_frac", 0.58);
        block_set(r.params, info, "rated_coolant_w_per_k", 5.3e3);
        block_set(r.params, info, "wall_w_per_k", 0.0);
        step_rack(&cooling_immersion, &r, 1e9);
        const double ua = -log(1.0 - 0.58) * 5.3e3 / (0.5 + 0.5 * pow(ratio, -0.8));
        const double eps = 1.0 - exp(-ua / r.w_per_k);
        ck_assert_double_eq_tol(r.state - 30.0, 64e3 / (eps * r.w_per_k), 1e-9);
    }
}
END_TEST

/* 64 kW on the default 800 kg of 2200 J/(kg K). */
START_TEST(bath_without_coolant_warms_at_heat_over_capacity)
{
    const struct model_info *const info = &cooling_immersion.info;
    struct rack r = {.heat_w = 64e3, .inlet_c = 25.0, .supply_c = 30.0, .state = 40.0};

    block_fill(r.params, info);
    block_set(r.params, info, "rated_coolant_w_per_k", 5.3e3);
    block_set(r.params, info, "wall_w_per_k", 0.0);
    step_rack(&cooling_immersion, &r, 55.0);
    ck_assert_double_eq_tol(r.state - 40.0, 64e3 * 55.0 / (800.0 * 2200.0), 1e-12);
    ck_assert_double_eq(r.to_liquid_w, 0.0);
}
END_TEST

/* E.g. a cabinet of 5 kW with 160 kJ/K of metal to which its air comes within 43 %. Its exhaust follows a
 * step of heat with C / (eps V rho cp); at rest it is what it would be without metal. */
START_TEST(metal_delays_the_exhaust_and_changes_nothing_at_rest)
{
    struct rack r = {.heat_w = 5e3, .airflow_m3s = 0.37, .inlet_c = 23.0};
    block_fill(r.params, &cooling_air_only.info);
    block_set(r.params, &cooling_air_only.info, "metal_j_per_k", 160e3);
    block_set(r.params, &cooling_air_only.info, "approach_frac", 0.43);
    const double w_per_k = 0.43 * 0.37 * AIR_J_PER_M3K;
    step_rack(&cooling_air_only, &r, 1e9);
    ck_assert_double_eq_tol(r.state - 23.0, 5e3 / w_per_k, 1e-9);
    step_rack(&cooling_air_only, &r, 1.0);
    ck_assert_double_eq_tol(r.to_air_w, 5e3, 1e-6);
    r.heat_w = 8e3;
    const double share = -expm1(-77.0 / (160e3 / w_per_k));
    const double was_j = r.stored_j;
    step_rack(&cooling_air_only, &r, 77.0);
    ck_assert_double_eq_tol(r.state - 23.0, (5e3 + 3e3 * share) / w_per_k, 1e-9);
    ck_assert_double_eq_tol(r.stored_j - was_j, (8e3 - r.to_air_w) * 77.0, 1e-12 * r.stored_j);
    r.airflow_m3s = 0.0;
    step_rack(&cooling_air_only, &r, 10.0);
    ck_assert_double_eq_tol(r.to_air_w, 0.0, 1e-9 * r.stored_j / 10.0);
}
END_TEST

START_TEST(rack_without_metal_gives_its_heat_at_once)
{
    struct rack r = {.heat_w = 5e3, .airflow_m3s = 0.37, .inlet_c = 23.0};
    block_fill(r.params, &cooling_air_only.info);
    step_rack(&cooling_air_only, &r, 1e-3);
    ck_assert_double_eq(r.to_air_w, 5e3);
    ck_assert_double_eq(r.stored_j, 0.0);
}
END_TEST

TCASE(tc_air, "air", metal_delays_the_exhaust_and_changes_nothing_at_rest,
      rack_without_metal_gives_its_heat_at_once)
TCASE(tc_door, "door", door_follows_both_its_flows, door_without_coolant_or_air_takes_nothing,
      neutral_door_takes_no_more_than_the_racks_heat)
TCASE(tc_bath, "bath", bath_follows_its_coolants_flow,
      bath_without_coolant_warms_at_heat_over_capacity)
CHECK_MAIN("cooling", tc_air, tc_door, tc_bath)
