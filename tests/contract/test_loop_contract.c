/* test_loop_contract.c - what every coolant loop must keep, over the registry.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>
#include <string.h>

#include "models/loop_model.h"
#include "models/pump.h"
#include "models/registry.h"
#include "tests/contract/param_block.h"
#include "tests/support/check_main.h"

enum { N_CASES = 400, N_STEPS = 6, MOST_STATES = 32 };

static const double rounding = 1e-12;

/* What comes upon a loop in a step. */
struct given {
    double speed_frac;
    double is_running;
    double pumps_lost;
    double leak_m3s;
    double fill_m3s;
    double air_frac;
    double facility_frac;
    double openness; /* of what hangs on its header, which it has to itself */
    double heat_w;
    double pump_heat_w;
    double facility_supply_c;
    double room_c;
};

struct taken {
    double header_pa;
    double lift_pa;
    double droop_pa_per_m3s2;
    double given_m3s;
    double turning_frac;
    double pumps_running;
    double level_frac;
    double reserve_m3;
    double spilt_m3s;
    double filled_m3s;
    double flow_m3s;
    double head_pa;
    double w_per_k;
    double pump_w;
    double delivered_c;
    double set_c;
    double supply_c;
    double return_c;
    double exchanged_w;
    double to_room_w;
    double exchanger_max_w;
    double valve_frac;
    double facility_return_c;
    double facility_w_per_k;
    double stored_j;
};

struct loop {
    const struct loop_model *model;
    struct param_block params;
    double state[MOST_STATES];
    double work[MOST_STATES];
    struct taken now;
};

static const struct loop_model *model_at(size_t i)
{
    return (const struct loop_model *)registry_at(FAMILY_LOOP, i);
}

static struct loop_block block_of(struct loop *l, const struct given *g)
{
    struct taken *const t = &l->now;

    return (struct loop_block){
        .n = 1,
        .air_j_per_m3k = 1150.0,
        .room_c = g->room_c,
        .room_dew_c = (double)NAN,
        .speed_frac = &g->speed_frac,
        .is_running = &g->is_running,
        .pumps_lost = &g->pumps_lost,
        .leak_m3s = &g->leak_m3s,
        .fill_m3s = &g->fill_m3s,
        .air_frac = &g->air_frac,
        .facility_frac = &g->facility_frac,
        .header_pa = &t->header_pa,
        .heat_w = &g->heat_w,
        .pump_heat_w = &g->pump_heat_w,
        .facility_supply_c = &g->facility_supply_c,
        .lift_pa = &t->lift_pa,
        .droop_pa_per_m3s2 = &t->droop_pa_per_m3s2,
        .given_m3s = &t->given_m3s,
        .turning_frac = &t->turning_frac,
        .pumps_running = &t->pumps_running,
        .level_frac = &t->level_frac,
        .reserve_m3 = &t->reserve_m3,
        .spilt_m3s = &t->spilt_m3s,
        .filled_m3s = &t->filled_m3s,
        .flow_m3s = &t->flow_m3s,
        .head_pa = &t->head_pa,
        .w_per_k = &t->w_per_k,
        .pump_w = &t->pump_w,
        .delivered_c = &t->delivered_c,
        .set_c = &t->set_c,
        .supply_c = &t->supply_c,
        .return_c = &t->return_c,
        .exchanged_w = &t->exchanged_w,
        .to_room_w = &t->to_room_w,
        .exchanger_max_w = &t->exchanger_max_w,
        .valve_frac = &t->valve_frac,
        .facility_return_c = &t->facility_return_c,
        .facility_w_per_k = &t->facility_w_per_k,
        .stored_j = &t->stored_j,
        .state = l->state,
        .work = l->work,
    };
}

/* One step as the engine takes it, with the loop alone on its header. Racks give heat only to what
 * flows. */
static struct taken step_loop(struct loop *l, struct given *g, double dt_s)
{
    struct loop_block block = block_of(l, g);
    const int32_t member = 0;

    block.dt_s = dt_s;
    ck_assert_int_eq(l->model->lift(l->params.bytes, &block), STATUS_OK);
    const struct pump_header header = {.n = 1,
                                       .members = &member,
                                       .lift_pa = &l->now.lift_pa,
                                       .droop_pa_per_m3s2 = &l->now.droop_pa_per_m3s2,
                                       .given_m3s = &l->now.given_m3s,
                                       .openness = g->openness};
    ck_assert_int_eq(pump_header_pa(&header, &l->now.header_pa), STATUS_OK);
    ck_assert_int_eq(l->model->flow(l->params.bytes, &block), STATUS_OK);
    g->heat_w = l->now.w_per_k > 0.0 ? fmin(g->heat_w, 60.0 * l->now.w_per_k) : 0.0;
    ck_assert_int_eq(l->model->step(l->params.bytes, &block), STATUS_OK);
    return l->now;
}

/* Racks that take the rated flow at up to 2 bar; heat up to 1.5 times what the loop is rated for; now
 * and then something is broken. */
static struct given draw_given(const struct loop *l, const gsl_rng *rng)
{
    const double rated_m3s = l->model->rated_flow_m3s(l->params.bytes);
    const double rated_w = l->model->rated_w(l->params.bytes);
    const double flow_m3s = isnan(rated_m3s) ? 0.01 : rated_m3s;
    const double most_w = isnan(rated_w) ? 1e6 : 1.5 * rated_w;

    return (struct given){
        .speed_frac = draw_index(rng, 5) == 0 ? 0.0 : draw_between(rng, 0.1, 1.0),
        .is_running = draw_index(rng, 6) == 0 ? 0.0 : 1.0,
        .pumps_lost = draw_index(rng, 6) == 0 ? (double)draw_index(rng, 4) : 0.0,
        .leak_m3s = draw_index(rng, 8) == 0 ? draw_decades(rng, 1e-7, 1e-3) : 0.0,
        .fill_m3s = draw_index(rng, 4) == 0 ? draw_decades(rng, 1e-7, 1e-3) : 0.0,
        .air_frac = draw_index(rng, 8) == 0 ? draw_between(rng, 0.0, 0.3) : 0.0,
        .facility_frac = draw_index(rng, 6) == 0 ? draw_between(rng, 0.0, 1.0) : 1.0,
        .openness = draw_index(rng, 6) == 0 ? 0.0 : flow_m3s / sqrt(draw_between(rng, 1e4, 2e5)),
        .heat_w = draw_between(rng, 0.0, most_w),
        .pump_heat_w = draw_between(rng, 0.0, 0.05 * most_w),
        .facility_supply_c = draw_between(rng, 5.0, 40.0),
        .room_c = draw_between(rng, 15.0, 40.0),
    };
}

static void draw_loop(struct loop *l, const struct loop_model *model, const gsl_rng *rng)
{
    l->model = model;
    memset(l->state, 0, sizeof l->state);
    ck_assert_uint_le(model_n_states(&model->info), MOST_STATES);
    param_block_draw(&l->params, &model->info, rng);
    const struct given g = draw_given(l, rng);
    const struct loop_block block = block_of(l, &g);
    ck_assert_int_eq(model->start(l->params.bytes, &block), STATUS_OK);
}

START_TEST(rows_are_complete)
{
    for (size_t m = 0; model_at(m) != NULL; m++) {
        param_rows_check(&model_at(m)->info);
    }
}
END_TEST

START_TEST(heat_is_handed_over_or_stays_in_the_coolant)
{
    gsl_rng *const rng = draw_create(81801);
    struct loop l;

    for (size_t m = 0; model_at(m) != NULL; m++) {
        for (int k = 0; k < N_CASES; k++) {
            draw_loop(&l, model_at(m), rng);
            for (int i = 0; i < N_STEPS; i++) {
                struct given g = draw_given(&l, rng);
                const double dt_s = draw_decades(rng, 1e-3, 1e6);
                const double was_j = l.now.stored_j;
                const struct taken now = step_loop(&l, &g, dt_s);
                const double in_j = (g.heat_w + g.pump_heat_w) * dt_s;
                const double lost_j =
                    in_j - (now.exchanged_w + now.to_room_w) * dt_s - (now.stored_j - was_j);
                /* Streams of coolant are differences of temperatures: what they carry rounds with
                 * all of it. */
                const double stream_j =
                    now.w_per_k * dt_s *
                    (fabs(now.return_c) + fabs(now.supply_c) + fabs(now.delivered_c));
                const double scale_j = in_j + fabs(now.exchanged_w + now.to_room_w) * dt_s +
                                       fabs(was_j) + fabs(now.stored_j) + stream_j;

                ck_assert_msg(fabs(lost_j) <= rounding * scale_j,
                              "%s, case %d, step %d of %g s: %g J lost of %g J", l.model->info.name,
                              k, i, dt_s, lost_j, scale_j);
            }
        }
    }
    gsl_rng_free(rng);
}
END_TEST

/* Without power pumps run down: they never speed up, move less and less, draw nothing, and stand in
 * the end. */
START_TEST(pumps_without_power_run_down_and_draw_nothing)
{
    gsl_rng *const rng = draw_create(81802);
    struct loop l;

    for (size_t m = 0; model_at(m) != NULL; m++) {
        for (int k = 0; k < N_CASES; k++) {
            draw_loop(&l, model_at(m), rng);
            struct given g = draw_given(&l, rng);
            g.pumps_lost = 0.0;
            (void)step_loop(&l, &g, 100.0);
            const struct taken ran = step_loop(&l, &g, 1.0);
            g.is_running = 0.0;
            double flow_m3s = ran.flow_m3s;
            for (int i = 0; i < N_STEPS; i++) {
                const struct taken now = step_loop(&l, &g, draw_decades(rng, 1e-3, 10.0));
                ck_assert_msg(now.flow_m3s <= flow_m3s * (1.0 + 1e-9) && now.pump_w == 0.0,
                              "%s, case %d, step %d: %g m3/s after %g, %g W", l.model->info.name, k,
                              i, now.flow_m3s, flow_m3s, now.pump_w);
                flow_m3s = now.flow_m3s;
            }
            (void)step_loop(&l, &g, 1e4);
            ck_assert_double_eq(step_loop(&l, &g, 1.0).flow_m3s, 0.0);
        }
    }
    gsl_rng_free(rng);
}
END_TEST

/* What flows is what the branches take at the header's pressure, at any state of the pumps; faster
 * pumps never move less. */
START_TEST(pumps_meet_the_racks_resistance)
{
    gsl_rng *const rng = draw_create(81803);
    struct loop l;

    for (size_t m = 0; model_at(m) != NULL; m++) {
        for (int k = 0; k < N_CASES; k++) {
            draw_loop(&l, model_at(m), rng);
            struct given g = draw_given(&l, rng);
            g.leak_m3s = 0.0;
            (void)step_loop(&l, &g, 1e5);
            const struct taken now = step_loop(&l, &g, 1.0);
            const double taken_m3s = g.openness * sqrt(now.header_pa);
            g.speed_frac = fmin(1.0, g.speed_frac + draw_between(rng, 0.0, 0.5));
            const struct taken faster = step_loop(&l, &g, 1.0);

            ck_assert_msg(fabs(now.flow_m3s - taken_m3s) <= 1e-9 * taken_m3s,
                          "%s, case %d: %g m3/s, the branches take %g", l.model->info.name, k,
                          now.flow_m3s, taken_m3s);
            ck_assert_msg(now.head_pa >= now.header_pa * (1.0 - 1e-9) || now.flow_m3s == 0.0,
                          "%s, case %d: head %g Pa, header %g Pa", l.model->info.name, k,
                          now.head_pa, now.header_pa);
            ck_assert_msg(faster.flow_m3s >= now.flow_m3s * (1.0 - rounding),
                          "%s, case %d: %g m3/s, faster %g m3/s", l.model->info.name, k,
                          now.flow_m3s, faster.flow_m3s);
        }
    }
    gsl_rng_free(rng);
}
END_TEST

static void check_numbers(const struct loop *l, int k, int i)
{
    const struct taken *const t = &l->now;
    const double all[] = {t->flow_m3s,          t->head_pa,    t->pump_w,      t->delivered_c,
                          t->supply_c,          t->return_c,   t->exchanged_w, t->to_room_w,
                          t->facility_return_c, t->valve_frac, t->stored_j,    t->level_frac};

    for (size_t j = 0; j < sizeof all / sizeof all[0]; j++) {
        ck_assert_msg(isfinite(all[j]), "%s, case %d, step %d: quantity %zu is %g",
                      l->model->info.name, k, i, j, all[j]);
    }
    ck_assert_msg(t->flow_m3s >= 0.0 && t->pump_w >= 0.0 && t->valve_frac >= 0.0 &&
                      t->valve_frac <= 1.0 && t->level_frac >= 0.0,
                  "%s, case %d, step %d", l->model->info.name, k, i);
}

/* Whatever is broken, nothing is without a number. */
START_TEST(every_state_is_a_number)
{
    gsl_rng *const rng = draw_create(81804);
    struct loop l;

    for (size_t m = 0; model_at(m) != NULL; m++) {
        for (int k = 0; k < N_CASES; k++) {
            draw_loop(&l, model_at(m), rng);
            for (int i = 0; i < N_STEPS; i++) {
                struct given g = draw_given(&l, rng);
                (void)step_loop(&l, &g, draw_decades(rng, 1e-3, 1e7));
                check_numbers(&l, k, i);
            }
        }
    }
    gsl_rng_free(rng);
}
END_TEST

/* What a reservoir holds is what it held, what came and what went; it is never more than full. */
static void check_reservoir(const struct loop *l, const struct given *g, double was_m3, double dt_s)
{
    const struct taken *const t = &l->now;
    const char *const name = l->model->info.name;
    const double lost_m3 = (t->filled_m3s - t->spilt_m3s) * dt_s - (t->reserve_m3 - was_m3);
    /* What is missing is counted from a full reservoir, of 10 m3 at the most. */
    const double scale_m3 = (g->leak_m3s + g->fill_m3s) * dt_s + 10.0;
    const double grown = 1.0 + rounding;

    ck_assert_msg(fabs(lost_m3) <= rounding * scale_m3, "%s, %g s: %g m3 lost of %g", name, dt_s,
                  lost_m3, scale_m3);
    ck_assert_msg(t->level_frac >= 0.0 && t->level_frac <= grown, "%s: level %g", name,
                  t->level_frac);
    ck_assert_msg(t->spilt_m3s <= g->leak_m3s * grown && t->filled_m3s <= g->fill_m3s * grown,
                  "%s: %g of %g m3/s spilt, %g of %g filled", name, t->spilt_m3s, g->leak_m3s,
                  t->filled_m3s, g->fill_m3s);
}

START_TEST(coolant_is_held_filled_in_or_spilt)
{
    gsl_rng *const rng = draw_create(71309);
    struct loop l;

    for (size_t m = 0; model_at(m) != NULL; m++) {
        for (int k = 0; k < N_CASES * N_STEPS; k++) {
            if (k % N_STEPS == 0) {
                draw_loop(&l, model_at(m), rng);
            }
            struct given g = draw_given(&l, rng);
            const double dt_s = draw_decades(rng, 1e-3, 1e5);
            const double was_m3 = l.now.reserve_m3;
            g.leak_m3s = draw_index(rng, 2) == 0 ? draw_decades(rng, 1e-7, 1e-3) : 0.0;
            (void)step_loop(&l, &g, dt_s);
            if (!isnan(was_m3)) { /* it has a reservoir */
                check_reservoir(&l, &g, was_m3, dt_s);
            }
        }
    }
    gsl_rng_free(rng);
}
END_TEST

TCASE(tc_rows, "rows", coolant_is_held_filled_in_or_spilt, rows_are_complete)
TCASE(tc_heat, "heat", heat_is_handed_over_or_stays_in_the_coolant)
TCASE(tc_flow, "flow", pumps_without_power_run_down_and_draw_nothing,
      pumps_meet_the_racks_resistance, every_state_is_a_number)
CHECK_MAIN("loop contract", tc_rows, tc_heat, tc_flow)
