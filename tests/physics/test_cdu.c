/* test_cdu.c - a coolant distribution unit in time: valve, pipes, pumps, leaks, and what it warms.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>

#include <gsl/gsl_errno.h>
#include <gsl/gsl_odeiv2.h>

#include "models/loop/cdu.h"
#include "models/registry.h"
#include "tests/reference/block.h"
#include "tests/support/check_main.h"
#include "tests/support/draw.h"

/* One CDU alone on its header. */
struct unit {
    struct cdu_params p;
    struct cdu cdu;
    double state[CDU_STATES];
    struct {
        double speed_frac, is_running, pumps_lost, leak_m3s, fill_m3s, air_frac, facility_frac;
        double heat_w, pump_heat_w, facility_c, openness, room_c, dew_c;
    } in;
    struct {
        double header_pa, lift_pa, droop, given_m3s, turning, running, level, reserve_m3;
        double flow_m3s, head_pa, w_per_k, pump_w, delivered_c;
        double set_c, supply_c, return_c, exchanged_w, to_room_w, most_w, valve;
        double facility_return_c, facility_w_per_k, stored_j, spilt_m3s, filled_m3s;
    } out;
};

static struct loop_block block_of(struct unit *u, double dt_s)
{
    return (struct loop_block){
        .n = 1,
        .dt_s = dt_s,
        .air_j_per_m3k = 1207.2,
        .room_c = u->in.room_c,
        .room_dew_c = u->in.dew_c,
        .speed_frac = &u->in.speed_frac,
        .is_running = &u->in.is_running,
        .pumps_lost = &u->in.pumps_lost,
        .leak_m3s = &u->in.leak_m3s,
        .fill_m3s = &u->in.fill_m3s,
        .air_frac = &u->in.air_frac,
        .facility_frac = &u->in.facility_frac,
        .header_pa = &u->out.header_pa,
        .heat_w = &u->in.heat_w,
        .pump_heat_w = &u->in.pump_heat_w,
        .facility_supply_c = &u->in.facility_c,
        .lift_pa = &u->out.lift_pa,
        .droop_pa_per_m3s2 = &u->out.droop,
        .given_m3s = &u->out.given_m3s,
        .turning_frac = &u->out.turning,
        .pumps_running = &u->out.running,
        .level_frac = &u->out.level,
        .reserve_m3 = &u->out.reserve_m3,
        .spilt_m3s = &u->out.spilt_m3s,
        .filled_m3s = &u->out.filled_m3s,
        .flow_m3s = &u->out.flow_m3s,
        .head_pa = &u->out.head_pa,
        .w_per_k = &u->out.w_per_k,
        .pump_w = &u->out.pump_w,
        .delivered_c = &u->out.delivered_c,
        .set_c = &u->out.set_c,
        .supply_c = &u->out.supply_c,
        .return_c = &u->out.return_c,
        .exchanged_w = &u->out.exchanged_w,
        .to_room_w = &u->out.to_room_w,
        .exchanger_max_w = &u->out.most_w,
        .valve_frac = &u->out.valve,
        .facility_return_c = &u->out.facility_return_c,
        .facility_w_per_k = &u->out.facility_w_per_k,
        .stored_j = &u->out.stored_j,
        .state = u->state,
    };
}

/* A 380 kW unit whose branches take its rated flow. */
static void open_unit(struct unit *u)
{
    *u = (struct unit){0};
    block_fill(&u->p, &loop_cdu.info);
    u->p.capacity_w = 380e3;
    u->p.approach_k = 4.3;
    u->p.flow_m3s = 9.7e-3;
    u->p.facility_flow_m3s = 8.9e-3;
    u->p.volume_m3 = 0.2;
    u->p.supply_c = 33.0;
    u->in.speed_frac = 1.0;
    u->in.is_running = 1.0;
    u->in.facility_frac = 1.0;
    u->in.facility_c = 26.0;
    u->in.room_c = 25.0;
    u->in.dew_c = (double)NAN;
    u->in.openness = u->p.flow_m3s / sqrt(u->p.head_pa - u->p.loop_drop_pa);
}

static void start_unit(struct unit *u)
{
    const struct loop_block b = block_of(u, 1.0);

    ck_assert_ptr_null(cdu_check(&u->p));
    ck_assert_int_eq(cdu_build(&u->p, &u->cdu), STATUS_OK);
    ck_assert_int_eq(loop_cdu.start(&u->p, &b), STATUS_OK);
}

/* heat_w comes from the racks as long as something flows. */
static void step_unit(struct unit *u, double heat_w, double dt_s)
{
    const struct loop_block b = block_of(u, dt_s);
    const int32_t member = 0;

    ck_assert_int_eq(loop_cdu.lift(&u->p, &b), STATUS_OK);
    const struct pump_header h = {
        1, &member, &u->out.lift_pa, &u->out.droop, &u->out.given_m3s, u->in.openness};
    ck_assert_int_eq(pump_header_pa(&h, &u->out.header_pa), STATUS_OK);
    ck_assert_int_eq(loop_cdu.flow(&u->p, &b), STATUS_OK);
    u->in.heat_w = u->out.w_per_k > 0.0 ? heat_w : 0.0;
    ck_assert_int_eq(loop_cdu.step(&u->p, &b), STATUS_OK);
}

static void settle_unit(struct unit *u, double heat_w)
{
    for (int i = 0; i < 20; i++) {
        step_unit(u, heat_w, 1e7);
    }
}

/* At its match point with the valve wide open the exchanger makes its approach. */
START_TEST(match_point_makes_its_own_approach)
{
    struct unit u;
    open_unit(&u);
    u.p.supply_c = 10.0; /* out of reach */
    start_unit(&u);
    settle_unit(&u, u.p.capacity_w);
    ck_assert_double_eq_tol(u.out.flow_m3s, u.p.flow_m3s, 1e-12);
    ck_assert_double_eq_tol(u.out.supply_c - u.in.facility_c, u.p.approach_k, 1e-9);
    ck_assert_double_eq_tol(u.out.return_c - u.out.supply_c,
                            u.p.capacity_w / (u.cdu.coolant_j_per_m3k * u.p.flow_m3s), 1e-9);
    ck_assert_double_eq_tol(u.out.facility_return_c - u.in.facility_c,
                            u.p.capacity_w / u.cdu.cold_w_per_k, 1e-9);
    ck_assert_double_eq_tol(u.out.pump_w, u.p.flow_m3s * u.p.head_pa / u.p.pump_efficiency_frac,
                            1e-6);
}
END_TEST

/* Fouling is a resistance in series: 1 / UA grows by its share of the clean one's. */
START_TEST(fouling_widens_the_approach)
{
    struct unit u;
    open_unit(&u);
    u.p.supply_c = 10.0;
    start_unit(&u);
    const double clean_w_per_k = u.cdu.ua_w_per_k;
    u.p.fouling_frac = 0.17;
    start_unit(&u);
    ck_assert_double_eq_tol(clean_w_per_k / u.cdu.ua_w_per_k, 1.17, 1e-12);
    settle_unit(&u, u.p.capacity_w);
    ck_assert_double_gt(u.out.supply_c - u.in.facility_c, u.p.approach_k + 0.1);
}
END_TEST

/* The throttled water warms as much as its own flow says, and passes what the exchanger passes then:
 * the effectiveness at both flows, computed here. */
START_TEST(valve_passes_the_heat_that_holds_the_supply)
{
    for (int k = 0; k < 5; k++) {
        const double share = 0.1 + 0.17 * k;
        struct unit u;
        open_unit(&u);
        start_unit(&u);
        const double heat_w = share * u.p.capacity_w;
        settle_unit(&u, heat_w);
        const double cold = u.out.facility_w_per_k;
        const double hot = u.out.w_per_k;
        const double ua = u.cdu.ua_w_per_k * 2.0 / (1.0 + pow(cold / u.cdu.cold_w_per_k, -0.7));
        const double least = fmin(hot, cold);
        const double cr = least / fmax(hot, cold);
        const double e = exp(-ua / least * (1.0 - cr));
        const double eps = (1.0 - e) / (1.0 - cr * e);
        ck_assert_double_eq_tol(u.out.supply_c, u.p.supply_c, 1e-9);
        ck_assert_double_eq_tol(u.out.exchanged_w, heat_w, 1e-6 * heat_w);
        ck_assert_double_eq_tol(eps * least * (u.out.return_c - u.in.facility_c), heat_w,
                                1e-6 * heat_w);
        ck_assert_double_eq_tol(cold * (u.out.facility_return_c - u.in.facility_c), heat_w,
                                1e-6 * heat_w);
    }
}
END_TEST

/* The controller, followed in short steps, comes to where long steps put it at once, overshoots by
 * less than half of what the load's step makes and does not hunt. */
START_TEST(controller_settles_at_the_set_point)
{
    gsl_rng *const rng = draw_create(82801);

    for (int c = 0; c < 40; c++) {
        struct unit u;
        open_unit(&u);
        start_unit(&u);
        const double before_w = u.p.capacity_w * draw_between(rng, 0.1, 0.9);
        const double after_w = u.p.capacity_w * draw_between(rng, 0.1, 0.9);
        const double dt_s = draw_between(rng, 0.1, 10.0);
        settle_unit(&u, before_w);
        const double rise_k = fabs(after_w - before_w) / u.out.w_per_k;
        double worst_k = 0.0;
        double late_k = 0.0;
        for (int k = 0; k < (int)(1800.0 / dt_s); k++) {
            const double time_s = k * dt_s;
            step_unit(&u, after_w, dt_s);
            const double off_k = fabs(u.out.supply_c - u.p.supply_c);
            worst_k = fmax(worst_k, off_k);
            late_k = time_s > 900.0 ? fmax(late_k, off_k) : 0.0;
        }
        ck_assert_msg(worst_k < rise_k + 0.01, "case %d: %g K off after a step of %g K", c, worst_k,
                      rise_k);
        ck_assert_msg(late_k < 0.01, "case %d, %g s: still %g K off", c, dt_s, late_k);
        ck_assert_double_eq_tol(u.out.exchanged_w, after_w, 2e-3 * after_w);
    }
    gsl_rng_free(rng);
}
END_TEST

/* Anti-windup: after an hour of overload the valve leaves its end as soon as the load is gone, not
 * after another hour. */
START_TEST(overload_leaves_no_windup)
{
    struct unit u;
    double time_s = 0.0;
    open_unit(&u);
    start_unit(&u);
    settle_unit(&u, 0.5 * u.p.capacity_w);
    for (int i = 0; i < 3600; i++) {
        step_unit(&u, 2.5 * u.p.capacity_w, 1.0);
    }
    ck_assert_double_eq(u.state[CDU_VALVE], 1.0);
    ck_assert_double_gt(u.out.supply_c, u.p.supply_c + 2.0);
    while (u.state[CDU_VALVE] > 0.9 && time_s < 600.0) {
        step_unit(&u, 0.3 * u.p.capacity_w, 1.0);
        time_s += 1.0;
    }
    ck_assert_double_lt(time_s, 120.0);
}
END_TEST

START_TEST(supply_stays_above_the_rooms_dew_point)
{
    struct unit u;
    open_unit(&u);
    u.in.dew_c = 32.4;
    u.p.dew_margin_k = 2.3;
    start_unit(&u);
    settle_unit(&u, 200e3);
    ck_assert_double_eq_tol(u.out.set_c, 32.4 + 2.3, 1e-12);
    ck_assert_double_eq_tol(u.out.supply_c, 32.4 + 2.3, 1e-9);
    u.in.dew_c = 14.0;
    settle_unit(&u, 200e3);
    ck_assert_double_eq_tol(u.out.supply_c, u.p.supply_c, 1e-9);
}
END_TEST

/* Pumps running, facility gone: all coolant, pipes too, warms at heat over what it holds. */
START_TEST(loop_without_its_facility_warms_at_heat_over_capacity)
{
    struct unit u;
    open_unit(&u);
    start_unit(&u);
    settle_unit(&u, 120e3);
    const double stored_j = u.out.stored_j;
    u.in.facility_frac = 0.0;
    for (int i = 0; i < 66; i++) {
        step_unit(&u, 120e3, 1.0);
        ck_assert_double_eq_tol(u.out.exchanged_w, 0.0, 1e-6); /* rounding of the books */
    }
    const double rise_k = (u.out.stored_j - stored_j) / (u.cdu.coolant_j_per_m3k * u.p.volume_m3);
    /* The bulk check: 120 kW on 200 L of PG25 make 0.15 K/s, 10 K in 66 s. */
    ck_assert_double_eq_tol(rise_k, 120e3 * 66.0 / (u.cdu.coolant_j_per_m3k * 0.2), 1e-9);
    ck_assert_double_eq_tol(rise_k, 10.0, 0.15);
}
END_TEST

/* A front of warm coolant reaches the racks half the pipes' volume over the flow later. */
START_TEST(racks_feel_the_exchanger_a_pipe_later)
{
    struct unit u;
    open_unit(&u);
    u.p.pipe_frac = 0.8;
    u.p.supply_c = 10.0;
    start_unit(&u);
    settle_unit(&u, 100e3);
    const double was_c = u.out.delivered_c;
    const double pipe_s = 0.5 * 0.8 * u.p.volume_m3 / u.out.flow_m3s;
    u.state[CDU_LEAVING_C] = was_c + 1.0; /* from now on a kelvin warmer leaves the unit */
    const struct transport pipe = {u.cdu.pipe_j_k, u.out.w_per_k, was_c + 1.0};
    double missing_s = 0.0;
    for (int i = 0; i < 2000; i++) {
        const double out_c = transport_step(&pipe, &u.state[CDU_SUPPLY_PIPE], 1, 0.05);
        missing_s += (was_c + 1.0 - out_c) * 0.05;
    }
    ck_assert_double_eq_tol(missing_s, pipe_s, 1e-6 * pipe_s);
}
END_TEST

START_TEST(spare_pump_takes_over_and_a_missing_one_is_missed)
{
    struct unit u;
    open_unit(&u);
    u.p.pumps = 3.0;
    u.p.pumps_needed = 2.0;
    u.p.failover_s = 5.0;
    start_unit(&u);
    settle_unit(&u, 100e3);
    const double full_m3s = u.out.flow_m3s;
    u.in.pumps_lost = 1.0;
    step_unit(&u, 100e3, 0.1);
    ck_assert_double_lt(u.out.running, 1.02);
    ck_assert_double_lt(u.out.flow_m3s, 0.9 * full_m3s);
    for (int i = 0; i < 50; i++) {
        step_unit(&u, 100e3, 0.1);
    }
    ck_assert_double_eq_tol(u.out.flow_m3s, full_m3s, 1e-9);
    u.in.pumps_lost = 2.0;
    settle_unit(&u, 100e3);
    const double a = u.cdu.pump.droop_pa_per_m3s2 * 4.0;
    const double rest = u.cdu.loop_pa_per_m3s2 + 1.0 / (u.in.openness * u.in.openness);
    ck_assert_double_eq_tol(u.out.flow_m3s, sqrt(u.p.head_zero_pa / (a + rest)), 1e-12);
    u.in.pumps_lost = 3.0;
    step_unit(&u, 100e3, 0.1);
    ck_assert_double_eq(u.out.flow_m3s, 0.0);
    ck_assert_double_eq(u.out.pump_w, 0.0);
}
END_TEST

/* Coolant leaves until the reserve is gone; then the pumps run down, and the loop stands. */
START_TEST(leak_stops_the_pumps_at_low_level)
{
    struct unit u;
    open_unit(&u);
    u.p.reserve_m3 = 0.018;
    start_unit(&u);
    settle_unit(&u, 100e3);
    u.in.leak_m3s = 3e-4;
    double time_s = 0.0;
    while (u.out.level > 0.0) {
        step_unit(&u, 100e3, 0.5);
        time_s += 0.5;
        ck_assert_double_gt(u.out.flow_m3s, 0.9 * u.p.flow_m3s);
    }
    ck_assert_double_eq_tol(time_s, 0.018 / 3e-4, 0.5);
    for (int i = 0; i < 100; i++) {
        step_unit(&u, 100e3, 0.5);
        ck_assert_double_eq(u.out.pump_w, 0.0);
    }
    ck_assert_double_eq(u.out.flow_m3s, 0.0);
}
END_TEST

/* The leak is sealed and its reservoir filled: up at the rate, no further than full, and the pumps run. */
START_TEST(filling_brings_level_and_pumps_back)
{
    struct unit u;
    open_unit(&u);
    u.p.reserve_m3 = 0.018;
    start_unit(&u);
    settle_unit(&u, 100e3);
    const double full_m3s = u.out.flow_m3s;
    double filled_m3 = 0.0;
    u.in.leak_m3s = 3e-4;
    step_unit(&u, 100e3, 100.0);
    step_unit(&u, 100e3, 1.0);
    ck_assert_double_eq(u.out.level, 0.0);
    ck_assert_double_eq(u.out.spilt_m3s, 0.0); /* what lies under low level stays */
    u.in.leak_m3s = 0.0;
    u.in.fill_m3s = 2.3e-4;
    for (int i = 1; i <= 60; i++) {
        step_unit(&u, 100e3, 1.0);
        filled_m3 += u.out.filled_m3s;
        ck_assert_double_eq_tol(u.out.reserve_m3, 2.3e-4 * i, 1e-12);
    }
    step_unit(&u, 100e3, 1000.0);
    filled_m3 += u.out.filled_m3s * 1000.0;
    ck_assert_double_eq(u.out.level, 1.0);
    ck_assert_double_eq_tol(filled_m3, 0.018, 1e-12);
    /* Pumps have run up by now: a second of their means is that of full speed. */
    step_unit(&u, 100e3, 1.0);
    ck_assert_double_eq_tol(u.out.flow_m3s, full_m3s, 1e-9 * full_m3s);
}
END_TEST

/* Filled while it leaks: the difference counts; a full reservoir takes what runs out, an empty one keeps
 * nothing of what comes. */
START_TEST(filling_against_a_leak_leaves_the_difference)
{
    struct unit u;
    open_unit(&u);
    u.p.reserve_m3 = 0.018;
    start_unit(&u);
    u.in.leak_m3s = 3.1e-4;
    u.in.fill_m3s = 1.9e-4;
    step_unit(&u, 0.0, 30.0);
    ck_assert_double_eq_tol(u.out.reserve_m3, 0.018 - 1.2e-4 * 30.0, 1e-15);
    step_unit(&u, 0.0, 500.0);
    ck_assert_double_eq(u.out.level, 0.0);
    step_unit(&u, 0.0, 1.0);
    ck_assert_double_eq_tol(u.out.spilt_m3s, 1.9e-4, 1e-18);
    u.in.leak_m3s = 1.1e-4;
    step_unit(&u, 0.0, 1e4);
    step_unit(&u, 0.0, 1.0);
    ck_assert_double_eq(u.out.level, 1.0);
    ck_assert_double_eq_tol(u.out.filled_m3s, 1.1e-4, 1e-18);
}
END_TEST

/* Head falls with the gas, to nothing at 12 %. */
START_TEST(gas_takes_the_pumps_head)
{
    struct unit u;
    open_unit(&u);
    start_unit(&u);
    settle_unit(&u, 100e3);
    const double full_m3s = u.out.flow_m3s;
    u.in.air_frac = 0.03;
    settle_unit(&u, 100e3);
    ck_assert_double_eq_tol(u.out.flow_m3s / full_m3s, sqrt(1.0 - 0.03 / 0.12), 1e-12);
    u.in.air_frac = 0.2;
    settle_unit(&u, 100e3);
    ck_assert_double_eq(u.out.flow_m3s, 0.0);
}
END_TEST

/* A unit that rejects to the room: nothing to the facility, everything to the room, fans too. */
START_TEST(liquid_to_air_unit_gives_the_room_all_its_heat)
{
    struct unit u;
    open_unit(&u);
    u.p.rejects_to = CDU_TO_ROOM;
    u.p.capacity_w = 70e3;
    u.p.approach_k = 13.0;
    u.p.flow_m3s = 1.7e-3;
    u.p.airflow_m3s = 5.1;
    u.p.fan_w = 2900.0;
    u.p.supply_c = 36.0;
    u.in.openness = u.p.flow_m3s / sqrt(u.p.head_pa - u.p.loop_drop_pa);
    start_unit(&u);
    for (int i = 0; i < 20; i++) {
        u.in.pump_heat_w = u.out.pump_w;
        step_unit(&u, 50e3, 1e7);
    }
    ck_assert_double_eq(u.out.exchanged_w, 0.0);
    ck_assert_double_eq_tol(u.out.to_room_w, 50e3 + u.out.pump_w, 1e-6 * 50e3);
    ck_assert_double_eq_tol(u.out.supply_c, 36.0, 1e-9);
    const double pumps_w =
        u.out.flow_m3s * u.out.head_pa / u.p.pump_efficiency_frac; /* at its rated flow */
    ck_assert(u.out.pump_w > pumps_w && u.out.pump_w < pumps_w + u.p.fan_w);
}
END_TEST

/* -------------------------------------------------------------- stiff reference */

struct ode_tank {
    const struct cdu_exchange *x;
};

/* The tank under the ideal valve, written as it stands: whichever is less of modulated and open. */
static int ode_ideal(double time_s, const double *y, double *dydt, void *params)
{
    const struct cdu_exchange *const x = ((const struct ode_tank *)params)->x;
    const double modulated_w = x->hot_w_per_k * fmax(0.0, y[0] - x->set_c);
    const double open_w = x->open_w_per_k * fmax(0.0, y[0] - x->cold_c);

    (void)time_s;
    dydt[0] = (x->heat_w - fmin(modulated_w, open_w)) / x->capacity_j_k;
    return GSL_SUCCESS;
}

START_TEST(settled_valve_is_the_solution_of_its_equation)
{
    gsl_rng *const rng = draw_create(82802);

    for (int c = 0; c < 200; c++) {
        struct unit u;
        open_unit(&u);
        const double hot_w_per_k = draw_between(rng, 1e4, 5e4);
        const struct cdu_exchange x = {
            .capacity_j_k = draw_decades(rng, 1e5, 1e6),
            .heat_w = draw_between(rng, 0.0, 8e5),
            .hot_w_per_k = hot_w_per_k,
            /* No exchanger takes more than the coolant could carry. */
            .open_w_per_k = hot_w_per_k * draw_between(rng, 0.2, 0.99),
            .cold_c = draw_between(rng, 15.0, 36.0),
            .set_c = draw_between(rng, 25.0, 40.0),
        };
        const double start_c = draw_between(rng, 20.0, 70.0);
        const double dt_s = draw_between(rng, 30.0, 120.0);
        struct ode_tank tank = {&x};
        gsl_odeiv2_system system = {ode_ideal, NULL, 1, &tank};
        gsl_odeiv2_driver *const driver =
            gsl_odeiv2_driver_alloc_y_new(&system, gsl_odeiv2_step_rkf45, 1e-3, 1e-10, 1e-10);
        struct cdu_valve valve = {0.4, 0.4};
        struct cdu_exchanged r;
        double y = start_c;
        double time_s = 0.0;

        ck_assert_int_eq(gsl_odeiv2_driver_apply(driver, &time_s, dt_s, &y), GSL_SUCCESS);
        gsl_odeiv2_driver_free(driver);
        ck_assert_int_eq(cdu_valve_step(&u.p, &x, dt_s, start_c, &valve, &r), STATUS_OK);
        ck_assert_msg(fabs(r.end_c - y) < 1e-6 * fabs(y), "case %d: %.9g, %.9g degC", c, r.end_c,
                      y);
    }
    gsl_rng_free(rng);
}
END_TEST

TCASE(tc_exchanger, "exchanger", match_point_makes_its_own_approach, fouling_widens_the_approach,
      valve_passes_the_heat_that_holds_the_supply, liquid_to_air_unit_gives_the_room_all_its_heat)
TCASE(tc_control, "control", controller_settles_at_the_set_point, overload_leaves_no_windup,
      supply_stays_above_the_rooms_dew_point, settled_valve_is_the_solution_of_its_equation)
TCASE(tc_lost, "lost", loop_without_its_facility_warms_at_heat_over_capacity,
      racks_feel_the_exchanger_a_pipe_later, spare_pump_takes_over_and_a_missing_one_is_missed,
      leak_stops_the_pumps_at_low_level, filling_brings_level_and_pumps_back,
      filling_against_a_leak_leaves_the_difference, gas_takes_the_pumps_head)
CHECK_MAIN("cdu", tc_exchanger, tc_control, tc_lost)
