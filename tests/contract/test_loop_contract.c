/* test_loop_contract.c - what every coolant loop must keep, over the registry.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>
#include <string.h>

#include "models/loop_model.h"
#include "models/registry.h"
#include "tests/contract/param_block.h"
#include "tests/support/check_main.h"

enum { N_CASES = 400, N_STEPS = 6, MOST_STATES = 8 };

static const double rounding = 1e-12;

/* What comes upon a loop in a step. */
struct given {
    double speed_frac;
    double branch_pa_per_m3s2;
    double heat_w;
    double pump_heat_w;
    double facility_supply_c;
    double is_running;
};

struct taken {
    double flow_m3s;
    double head_pa;
    double w_per_k;
    double pump_w;
    double supply_c;
    double return_c;
    double exchanged_w;
    double exchanger_max_w;
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
        .speed_frac = &g->speed_frac,
        .branch_pa_per_m3s2 = &g->branch_pa_per_m3s2,
        .heat_w = &g->heat_w,
        .pump_heat_w = &g->pump_heat_w,
        .facility_supply_c = &g->facility_supply_c,
        .is_running = &g->is_running,
        .flow_m3s = &t->flow_m3s,
        .head_pa = &t->head_pa,
        .w_per_k = &t->w_per_k,
        .pump_w = &t->pump_w,
        .supply_c = &t->supply_c,
        .return_c = &t->return_c,
        .exchanged_w = &t->exchanged_w,
        .exchanger_max_w = &t->exchanger_max_w,
        .facility_return_c = &t->facility_return_c,
        .facility_w_per_k = &t->facility_w_per_k,
        .stored_j = &t->stored_j,
        .state = l->state,
        .work = l->work,
    };
}

static struct taken step_loop(struct loop *l, const struct given *g, double dt_s)
{
    struct loop_block block = block_of(l, g);

    block.dt_s = dt_s;
    ck_assert_int_eq(l->model->flow(l->params.bytes, &block), STATUS_OK);
    ck_assert_int_eq(l->model->step(l->params.bytes, &block), STATUS_OK);
    return l->now;
}

/* Racks that take the rated flow at up to 2 bar; heat up to 1.5 times what the loop is rated for. */
static struct given draw_given(const struct loop *l, const gsl_rng *rng)
{
    const double rated_m3s = l->model->rated_flow_m3s(l->params.bytes);
    const double rated_w = l->model->rated_w(l->params.bytes);
    const double flow_m3s = isnan(rated_m3s) ? 0.01 : rated_m3s;
    const double most_w = isnan(rated_w) ? 1e6 : 1.5 * rated_w;

    return (struct given){
        .speed_frac = draw_index(rng, 5) == 0 ? 0.0 : draw_between(rng, 0.1, 1.0),
        .branch_pa_per_m3s2 = draw_index(rng, 6) == 0
                                  ? (double)INFINITY
                                  : draw_between(rng, 1e4, 2e5) / (flow_m3s * flow_m3s),
        .heat_w = draw_between(rng, 0.0, most_w),
        .pump_heat_w = draw_between(rng, 0.0, 0.05 * most_w),
        .facility_supply_c = draw_between(rng, 5.0, 40.0),
        .is_running = draw_index(rng, 6) == 0 ? 0.0 : 1.0,
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
                const struct given g = draw_given(&l, rng);
                const double dt_s = draw_decades(rng, 1e-3, 1e6);
                const double was_j = l.now.stored_j;
                const struct taken now = step_loop(&l, &g, dt_s);
                const double in_j = (g.heat_w + g.pump_heat_w) * dt_s;
                const double lost_j = in_j - now.exchanged_w * dt_s - (now.stored_j - was_j);
                const double scale_j =
                    in_j + fabs(now.exchanged_w) * dt_s + fabs(was_j) + fabs(now.stored_j);

                ck_assert_msg(fabs(lost_j) <= rounding * scale_j,
                              "%s, case %d, step %d of %g s: %g J lost of %g J", l.model->info.name,
                              k, i, dt_s, lost_j, scale_j);
            }
        }
    }
    gsl_rng_free(rng);
}
END_TEST

START_TEST(stopped_pump_moves_no_coolant_and_draws_nothing)
{
    gsl_rng *const rng = draw_create(81802);
    struct loop l;

    for (size_t m = 0; model_at(m) != NULL; m++) {
        for (int k = 0; k < N_CASES; k++) {
            draw_loop(&l, model_at(m), rng);
            struct given g = draw_given(&l, rng);
            g.is_running = 0.0;
            const struct taken now = step_loop(&l, &g, 1.0);
            ck_assert_msg(now.flow_m3s == 0.0 && now.pump_w == 0.0, "%s, case %d: %g m3/s, %g W",
                          l.model->info.name, k, now.flow_m3s, now.pump_w);
        }
    }
    gsl_rng_free(rng);
}
END_TEST

/* Head at the racks is their resistance at the flow; faster pumps never move less. */
START_TEST(pumps_meet_the_racks_resistance)
{
    gsl_rng *const rng = draw_create(81803);
    struct loop l;

    for (size_t m = 0; model_at(m) != NULL; m++) {
        for (int k = 0; k < N_CASES; k++) {
            draw_loop(&l, model_at(m), rng);
            struct given g = draw_given(&l, rng);
            const struct taken now = step_loop(&l, &g, 1.0);
            const double racks_pa = isinf(g.branch_pa_per_m3s2)
                                        ? 0.0
                                        : g.branch_pa_per_m3s2 * now.flow_m3s * now.flow_m3s;
            g.speed_frac = fmin(1.0, g.speed_frac + draw_between(rng, 0.0, 0.5));
            const struct taken faster = step_loop(&l, &g, 1.0);

            ck_assert_msg(now.flow_m3s >= 0.0 && isfinite(now.flow_m3s), "%s, case %d: %g m3/s",
                          l.model->info.name, k, now.flow_m3s);
            ck_assert_msg(isnan(now.head_pa) || now.head_pa >= racks_pa * (1.0 - 1e-9),
                          "%s, case %d: head %g Pa, racks take %g Pa", l.model->info.name, k,
                          now.head_pa, racks_pa);
            ck_assert_msg(faster.flow_m3s >= now.flow_m3s * (1.0 - rounding),
                          "%s, case %d: %g m3/s, faster %g m3/s", l.model->info.name, k,
                          now.flow_m3s, faster.flow_m3s);
        }
    }
    gsl_rng_free(rng);
}
END_TEST

TCASE(tc_rows, "rows", rows_are_complete)
TCASE(tc_heat, "heat", heat_is_handed_over_or_stays_in_the_coolant)
TCASE(tc_flow, "flow", stopped_pump_moves_no_coolant_and_draws_nothing,
      pumps_meet_the_racks_resistance)
CHECK_MAIN("loop contract", tc_rows, tc_heat, tc_flow)
