/* test_mixing_model.c - a hall that mixes, against balances that can be written down.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>

#include "models/mixing.h"
#include "tests/physics/mixing_bench.h"
#include "tests/support/check_main.h"

/* Two-parameter mix of a room with one kind of rack (Herrlin 2005): the racks' shares of flow and
 * heat do not matter. */
struct room {
    double heat_w;
    double supply_c;
    double rise_k;
    double bypass_frac;
    double recirculation_frac;
};

static void set_room(struct hall *h, const struct room *room)
{
    const double share[N_RACKS] = {0.23, 0.48, 0.29};
    const double rack_m3s = room->heat_w / (air_j_per_m3k * room->rise_k);
    const double supply_m3s =
        rack_m3s * (1.0 - room->recirculation_frac) / (1.0 - room->bypass_frac);

    make_hall(h);
    for (size_t i = 0; i < N_RACKS; i++) {
        h->heat_w[i] = share[i] * room->heat_w;
        h->airflow_m3s[i] = share[i] * rack_m3s;
        h->recirculation_frac[i] = room->recirculation_frac;
        h->bypass_frac[i] = room->bypass_frac;
    }
    for (size_t k = 0; k < N_HANDLERS; k++) {
        h->flow_m3s[k] = (k == 0 ? 0.61 : 0.39) * supply_m3s;
        h->coil_w_per_k[k] = h->flow_m3s[k] * air_j_per_m3k;
        h->set_c[k] = room->supply_c;
    }
}

START_TEST(room_of_one_kind_of_rack_follows_the_two_parameter_mix)
{
    const struct room rooms[] = {
        {200e3, 18.0, 12.0, 0.3, 0.1},
        {500e3, 22.0, 15.0, 0.05, 0.02},
        {100e3, 20.0, 10.0, 0.4, 0.0},
    };
    struct hall h;

    for (size_t c = 0; c < sizeof rooms / sizeof rooms[0]; c++) {
        const struct room *const room = &rooms[c];
        const double b = room->bypass_frac;
        const double r = room->recirculation_frac;
        const double inlet_c = room->supply_c + r / (1.0 - r) * room->rise_k;
        /* T_ret = T_s + Q / (m_s cp), m_s (1 - b) = m_it (1 - r), Q = m_it cp rise */
        const double return_c = room->supply_c + room->rise_k * (1.0 - b) / (1.0 - r);
        set_room(&h, room);
        settle(&h);

        for (size_t i = 0; i < N_RACKS; i++) {
            ck_assert_msg(fabs(h.inlet_c[i] - inlet_c) < settled * 100.0 &&
                              fabs(h.outlet_c[i] - inlet_c - room->rise_k) < settled * 100.0,
                          "room %zu, rack %zu: %.12g to %.12g degC", c, i, h.inlet_c[i],
                          h.outlet_c[i]);
        }
        for (size_t k = 0; k < N_HANDLERS; k++) {
            ck_assert_msg(fabs(h.return_c[k] - return_c) < settled * 100.0 &&
                              fabs(h.supply_c[k] - room->supply_c) < settled * 100.0,
                          "room %zu, handler %zu: %.12g to %.12g degC", c, k, h.return_c[k],
                          h.supply_c[k]);
        }
        ck_assert_double_eq_tol(h.bypass_of_supply_frac, b, rounding);
        ck_assert_double_eq_tol(h.recirculation_of_inlet_frac, r, rounding);
        ck_assert_double_eq_tol(mixing_rti(h.return_c[0], h.supply_c[0], room->rise_k),
                                (1.0 - b) / (1.0 - r), settled * 100.0);
        ck_assert_double_eq_tol(
            mixing_shi(N_RACKS, h.airflow_m3s, h.inlet_c, h.outlet_c, h.supply_c[0]), r,
            settled * 100.0);
    }
}
END_TEST

/* Racks take what they ask for; the rest of the supply goes past them to the handlers. */
START_TEST(ample_supply_goes_past_the_racks)
{
    struct hall h;
    double asked_m3s = 0.0;

    make_hall(&h);
    settle(&h);
    for (size_t i = 0; i < N_RACKS; i++) {
        asked_m3s += (1.0 - h.recirculation_frac[i]) * h.airflow_m3s[i];
    }
    const double heat_w = total(h.heat_w, N_RACKS);
    const double supply_m3s = 5.3 + 4.1;
    const double hot_c = 19.3 + heat_w / (asked_m3s * air_j_per_m3k);

    ck_assert_double_eq_tol(h.bypass_of_supply_frac, 1.0 - asked_m3s / supply_m3s, rounding);
    ck_assert_double_eq_tol(h.hot_c, hot_c, settled * 100.0);
    ck_assert_double_eq_tol(h.return_c[0], 19.3 + heat_w / (supply_m3s * air_j_per_m3k),
                            settled * 100.0);
    for (size_t i = 0; i < N_RACKS; i++) {
        const double r = h.recirculation_frac[i];
        ck_assert_double_eq_tol(h.inlet_c[i], (1.0 - r) * 19.3 + r * hot_c, settled * 100.0);
    }
}
END_TEST

/* What the supply cannot give, each rack takes from the exhaust: its share of supply shrinks by what
 * arrives over what is asked. */
START_TEST(short_supply_is_made_up_from_the_exhaust)
{
    struct hall h;
    double asked_m3s = 0.0;
    double bypass_mix = 0.0;

    make_hall(&h);
    h.flow_m3s[0] = 3.1;
    h.flow_m3s[1] = 1.3;
    for (size_t k = 0; k < N_HANDLERS; k++) {
        h.coil_w_per_k[k] = h.flow_m3s[k] * air_j_per_m3k;
    }
    settle(&h);
    for (size_t i = 0; i < N_RACKS; i++) {
        asked_m3s += (1.0 - h.recirculation_frac[i]) * h.airflow_m3s[i];
        bypass_mix += h.bypass_frac[i] * h.airflow_m3s[i];
    }
    const double heat_w = total(h.heat_w, N_RACKS);
    const double bypass = bypass_mix / total(h.airflow_m3s, N_RACKS);
    const double reaching_m3s = (1.0 - bypass) * (3.1 + 1.3);
    const double hot_c = 19.3 + heat_w / (reaching_m3s * air_j_per_m3k);

    ck_assert_double_lt(reaching_m3s, asked_m3s);
    ck_assert_double_eq_tol(h.hot_c, hot_c, settled * 100.0);
    ck_assert_double_eq_tol(h.bypass_of_supply_frac, bypass, rounding);
    for (size_t i = 0; i < N_RACKS; i++) {
        const double fresh = (1.0 - h.recirculation_frac[i]) * reaching_m3s / asked_m3s;
        ck_assert_double_eq_tol(h.inlet_c[i], fresh * 19.3 + (1.0 - fresh) * hot_c,
                                settled * 100.0);
    }
}
END_TEST

START_TEST(handler_without_water_blows_its_return_into_the_supply)
{
    struct hall h;

    make_hall(&h);
    h.coil_w_per_k[1] = 0.0;
    settle(&h);
    const double heat_w = total(h.heat_w, N_RACKS);
    /* The first handler alone takes the heat and holds its set point. */
    const double return_c = 19.3 + heat_w / (h.flow_m3s[0] * air_j_per_m3k);
    const double supply_c = (5.3 * 19.3 + 4.1 * return_c) / (5.3 + 4.1);
    const double b = h.bypass_of_supply_frac;
    const double hot_c = (return_c - b * supply_c) / (1.0 - b);

    ck_assert_double_eq_tol(h.return_c[0], return_c, settled * 100.0);
    ck_assert_double_eq_tol(h.coil_w[0], heat_w, settled * heat_w);
    ck_assert_double_eq(h.coil_w[1], 0.0);
    ck_assert_double_eq(h.supply_c[1], h.return_c[1]);
    for (size_t i = 0; i < N_RACKS; i++) {
        const double r = h.recirculation_frac[i];
        ck_assert_double_eq_tol(h.inlet_c[i], (1.0 - r) * supply_c + r * hot_c, settled * 100.0);
    }
}
END_TEST

/* The coils are too small: the hall warms until wide-open valves take the heat. */
START_TEST(small_coils_settle_above_the_set_point)
{
    struct hall h;

    make_hall(&h);
    h.coil_w_per_k[0] = 2300.0;
    h.coil_w_per_k[1] = 1700.0;
    settle(&h);
    /* sum coil_k (return - water_k) = heat */
    const double heat_w = total(h.heat_w, N_RACKS);
    const double return_c = (heat_w + 2300.0 * 8.7 + 1700.0 * 11.3) / (2300.0 + 1700.0);

    ck_assert_double_eq_tol(h.return_c[0], return_c, settled * 100.0);
    ck_assert_double_eq_tol(h.coil_w[0], 2300.0 * (return_c - 8.7), settled * heat_w);
    ck_assert_double_eq_tol(h.coil_w[1], 1700.0 * (return_c - 11.3), settled * heat_w);
    ck_assert_double_gt(h.supply_c[0], 19.3);
    ck_assert_double_gt(h.supply_c[1], 19.3);
}
END_TEST

START_TEST(water_warmer_than_the_hall_takes_nothing)
{
    struct hall h;

    make_hall(&h);
    h.water_c[0] = 33.1;
    h.water_c[1] = 34.7;
    start(&h);
    step(&h, 1.0); /* 23.7 degC at the start, and some tenths of a kelvin warmer at its end */

    ck_assert_double_eq_tol(total(h.coil_w, N_HANDLERS), 0.0, settled * total(h.heat_w, N_RACKS));
    ck_assert_double_eq_tol(h.supply_c[0], h.hot_c, settled * 100.0);
}
END_TEST

/* ------------------------------------------------------- order and symmetry */

START_TEST(racks_that_change_places_change_inlets)
{
    struct hall h;
    struct hall other;

    make_hall(&h);
    make_hall(&other);
    /* The same three racks, the first two in each other's place: only the order of sums differs. */
    const size_t from[N_RACKS] = {1, 0, 2};
    for (size_t i = 0; i < N_RACKS; i++) {
        other.heat_w[i] = h.heat_w[from[i]];
        other.airflow_m3s[i] = h.airflow_m3s[from[i]];
        other.recirculation_frac[i] = h.recirculation_frac[from[i]];
        other.bypass_frac[i] = h.bypass_frac[from[i]];
        other.top_rise_k[i] = h.top_rise_k[from[i]];
    }
    settle(&h);
    settle(&other);

    for (size_t i = 0; i < N_RACKS; i++) {
        ck_assert_double_eq_tol(other.inlet_c[i], h.inlet_c[from[i]], settled * 100.0);
        ck_assert_double_eq_tol(other.inlet_top_c[i], h.inlet_top_c[from[i]], settled * 100.0);
        ck_assert_double_eq_tol(other.outlet_c[i], h.outlet_c[from[i]], settled * 100.0);
    }
    ck_assert_double_gt(fabs(h.inlet_c[0] - h.inlet_c[1]), 0.1);
}
END_TEST

/* From an idle hall, over modulating valves, to coils that are wide open: no inlet ever falls, and
 * past the coils' capacity each must rise. */
START_TEST(every_watt_warms_or_leaves_inlets_alone)
{
    struct hall h;
    double last_c[N_RACKS] = {0.0, 0.0, 0.0};

    for (int k = 0; k <= 60; k++) {
        make_hall(&h);
        h.coil_w_per_k[0] = 0.61 * 5.3 * air_j_per_m3k;
        h.coil_w_per_k[1] = 0.43 * 4.1 * air_j_per_m3k;
        h.heat_w[0] = 5e3 * k;
        settle(&h);
        for (size_t i = 0; i < N_RACKS; i++) {
            ck_assert_msg(k == 0 || h.inlet_c[i] >= last_c[i] - settled * 100.0,
                          "%d kW, rack %zu: %.12g after %.12g degC", 5 * k, i, h.inlet_c[i],
                          last_c[i]);
            ck_assert_msg(!(h.supply_c[0] > h.set_c[0] + 0.01) || h.inlet_c[i] > last_c[i] + 0.01,
                          "%d kW, rack %zu: coils are wide open, inlet stays", 5 * k, i);
            last_c[i] = h.inlet_c[i];
        }
    }
    ck_assert_double_gt(h.supply_c[0], h.set_c[0] + 1.0);
}
END_TEST

TCASE(tc_balances, "balances", room_of_one_kind_of_rack_follows_the_two_parameter_mix,
      ample_supply_goes_past_the_racks, short_supply_is_made_up_from_the_exhaust,
      handler_without_water_blows_its_return_into_the_supply,
      small_coils_settle_above_the_set_point, water_warmer_than_the_hall_takes_nothing)
TCASE(tc_order, "order", racks_that_change_places_change_inlets,
      every_watt_warms_or_leaves_inlets_alone)
CHECK_MAIN("mixing model", tc_balances, tc_order)
