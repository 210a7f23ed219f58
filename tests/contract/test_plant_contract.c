/* test_plant_contract.c - what every plant must keep, over the registry.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>
#include <string.h>

#include "models/plant_model.h"
#include "models/registry.h"
#include "tests/contract/param_block.h"
#include "tests/support/check_main.h"

enum { N_CASES = 500, N_STEPS = 6, MOST_STATES = 8 };

static const double rounding = 1e-12;

/* What comes upon a plant in a step. */
struct weather_and_load {
    double load_w;
    double booked_w;
    double dry_bulb_c;
    double wet_bulb_c;
    double is_running;
};

struct taken {
    double supply_c;
    double removed_w;
    double capacity_w;
    double power_w;
    double reject_w;
    double stored_j;
    double water_kgs;
    double reused_w;
    double free_w;
    double is_held;
};

/* A plant between steps. */
struct plant {
    const struct plant_model *model;
    struct param_block params;
    double state[MOST_STATES];
    struct taken now;
};

static const struct plant_model *model_at(size_t i)
{
    return (const struct plant_model *)registry_at(FAMILY_PLANT, i);
}

static struct plant_block block_of(struct plant *p, const struct weather_and_load *w)
{
    return (struct plant_block){
        .n = 1,
        .pressure_pa = 95e3,
        .load_w = &w->load_w,
        .booked_w = &w->booked_w,
        .dry_bulb_c = &w->dry_bulb_c,
        .wet_bulb_c = &w->wet_bulb_c,
        .is_running = &w->is_running,
        .supply_c = &p->now.supply_c,
        .removed_w = &p->now.removed_w,
        .capacity_w = &p->now.capacity_w,
        .power_w = &p->now.power_w,
        .reject_w = &p->now.reject_w,
        .stored_j = &p->now.stored_j,
        .water_kgs = &p->now.water_kgs,
        .reused_w = &p->now.reused_w,
        .free_w = &p->now.free_w,
        .is_held = &p->now.is_held,
        .state = p->state,
    };
}

static struct taken step_plant(struct plant *p, const struct weather_and_load *w, double dt_s,
                               bool is_steady)
{
    struct plant_block block = block_of(p, w);

    block.dt_s = dt_s;
    block.is_steady = is_steady;
    ck_assert_int_eq(p->model->step(p->params.bytes, &block), STATUS_OK);
    return p->now;
}

/* From nothing to twice what it is rated for; one hour in five without power. No wet bulb on earth is
 * above 36 degC. */
static struct weather_and_load draw_load(const struct plant *p, const gsl_rng *rng)
{
    const double rated_w = p->model->rated_w(p->params.bytes);
    const double most_w = isnan(rated_w) ? 1e7 : 2.0 * rated_w;
    const double dry_bulb_c = draw_between(rng, -30.0, 50.0);

    return (struct weather_and_load){
        .load_w = draw_index(rng, 5) == 0 ? 0.0 : draw_between(rng, 0.0, most_w),
        .booked_w = draw_between(rng, 0.0, 0.4 * most_w),
        .dry_bulb_c = dry_bulb_c,
        .wet_bulb_c = fmin(35.0, dry_bulb_c - draw_between(rng, 0.0, 15.0)),
        .is_running = draw_index(rng, 5) == 0 ? 0.0 : 1.0,
    };
}

/* A plant of one model with drawn parameters, started in weather w and taken through some steps, so
 * that its water is at, above or below its set point. */
static void draw_plant(struct plant *p, const struct plant_model *model, const gsl_rng *rng)
{
    p->model = model;
    memset(p->state, 0, sizeof p->state);
    ck_assert_uint_le(model_n_states(&model->info), MOST_STATES);
    param_block_draw(&p->params, &model->info, rng);
    struct weather_and_load w = draw_load(p, rng);
    const struct plant_block block = block_of(p, &w);

    ck_assert_int_eq(model->start(p->params.bytes, &block), STATUS_OK);
    for (size_t k = draw_index(rng, N_STEPS); k > 0; k--) {
        w = draw_load(p, rng);
        (void)step_plant(p, &w, draw_decades(rng, 1e-3, 1e4), draw_index(rng, 4) == 0);
    }
}

/* Machines follow load and warmth in stages: a little more load may call one that more than makes up
 * for it. */
static bool is_staged(const struct plant_model *model)
{
    for (const struct state *s = model->info.states; s != NULL && s->name != NULL; s++) {
        if (strcmp(s->name, "machines") == 0) {
            return true;
        }
    }
    return false;
}

/* Heat that takes part in a step: what rounding of temperatures and sums is measured against. */
static double scale_j(const struct taken *was, const struct taken *now,
                      const struct weather_and_load *w, double dt_s)
{
    return (w->load_w + w->booked_w + fabs(now->removed_w)) * dt_s + fabs(was->stored_j) +
           fabs(now->stored_j);
}

START_TEST(rows_are_complete)
{
    for (size_t m = 0; model_at(m) != NULL; m++) {
        param_rows_check(&model_at(m)->info);
    }
}
END_TEST

START_TEST(heat_is_taken_out_or_stays_in_the_water)
{
    gsl_rng *const rng = draw_create(81201);
    struct plant p;

    for (size_t m = 0; model_at(m) != NULL; m++) {
        for (int k = 0; k < N_CASES; k++) {
            draw_plant(&p, model_at(m), rng);
            for (int i = 0; i < N_STEPS; i++) {
                const struct weather_and_load w = draw_load(&p, rng);
                const double dt_s = draw_decades(rng, 1e-3, 1e7);
                const struct taken was = p.now;
                const struct taken now = step_plant(&p, &w, dt_s, draw_index(rng, 4) == 0);
                const double lost_j =
                    (w.load_w - now.removed_w) * dt_s - (now.stored_j - was.stored_j);

                ck_assert_msg(fabs(lost_j) <= rounding * scale_j(&was, &now, &w, dt_s),
                              "%s, case %d, step %d of %g s: %g J lost", p.model->info.name, k, i,
                              dt_s, lost_j);
                ck_assert_msg(fabs(now.reject_w - now.removed_w - w.booked_w) <=
                                  rounding * (fabs(now.removed_w) + w.booked_w),
                              "%s, case %d: %g W removed, %g W booked, %g W outside",
                              p.model->info.name, k, now.removed_w, w.booked_w, now.reject_w);
            }
        }
    }
    gsl_rng_free(rng);
}
END_TEST

START_TEST(plant_takes_no_more_than_its_capacity)
{
    gsl_rng *const rng = draw_create(81202);
    struct plant p;

    for (size_t m = 0; model_at(m) != NULL; m++) {
        for (int k = 0; k < N_CASES; k++) {
            draw_plant(&p, model_at(m), rng);
            const struct weather_and_load w = draw_load(&p, rng);
            const double dt_s = draw_decades(rng, 1e-3, 1e7);
            const struct taken was = p.now;
            const struct taken now = step_plant(&p, &w, dt_s, false);
            const double slack_w = rounding * scale_j(&was, &now, &w, dt_s) / dt_s;

            ck_assert_msg(now.removed_w <= now.capacity_w + slack_w && now.removed_w >= -slack_w,
                          "%s, case %d, %g s: %g W of %g W", p.model->info.name, k, dt_s,
                          now.removed_w, now.capacity_w);
            ck_assert_msg(now.power_w >= 0.0 && (w.is_running == 1.0 || now.power_w == 0.0),
                          "%s, case %d: draws %g W, running %g", p.model->info.name, k, now.power_w,
                          w.is_running);
        }
    }
    gsl_rng_free(rng);
}
END_TEST

START_TEST(two_steps_take_the_heat_of_one)
{
    gsl_rng *const rng = draw_create(81203);
    struct plant p;

    for (size_t m = 0; model_at(m) != NULL; m++) {
        for (int k = 0; k < N_CASES; k++) {
            draw_plant(&p, model_at(m), rng);
            struct plant parts = p;
            const struct weather_and_load w = draw_load(&p, rng);
            const double dt_s = draw_decades(rng, 1e-3, 1e7);
            const double share = draw_between(rng, 0.01, 0.99);
            const struct taken was = p.now;
            const struct taken whole = step_plant(&p, &w, dt_s, false);
            const struct taken first = step_plant(&parts, &w, share * dt_s, false);
            const struct taken second = step_plant(&parts, &w, (1.0 - share) * dt_s, false);
            const double mean_c = share * first.supply_c + (1.0 - share) * second.supply_c;
            const double slack_j = rounding * scale_j(&was, &whole, &w, dt_s);

            ck_assert_msg(fabs(second.stored_j - whole.stored_j) <= slack_j,
                          "%s, case %d, %g s: %.17g J in parts, %.17g J in one", p.model->info.name,
                          k, dt_s, second.stored_j, whole.stored_j);
            ck_assert_msg(fabs(mean_c - whole.supply_c) <= rounding * (100.0 + whole.supply_c),
                          "%s, case %d, %g s: %.17g degC in parts, %.17g degC in one",
                          p.model->info.name, k, dt_s, mean_c, whole.supply_c);
        }
    }
    gsl_rng_free(rng);
}
END_TEST

START_TEST(more_load_never_cools_the_supply)
{
    gsl_rng *const rng = draw_create(81204);
    struct plant p;

    for (size_t m = 0; model_at(m) != NULL; m++) {
        if (is_staged(model_at(m))) {
            continue;
        }
        for (int k = 0; k < N_CASES; k++) {
            draw_plant(&p, model_at(m), rng);
            struct plant other = p;
            const struct weather_and_load w = draw_load(&p, rng);
            struct weather_and_load more = w;
            more.load_w += draw_between(rng, 0.0, 1e6);
            const double dt_s = draw_decades(rng, 1e-3, 1e7);
            const struct taken now = step_plant(&p, &w, dt_s, false);
            const struct taken warm = step_plant(&other, &more, dt_s, false);

            ck_assert_msg(warm.supply_c >= now.supply_c - rounding * fabs(now.supply_c),
                          "%s, case %d, %g s: %g degC at %g W, %g degC at %g W", p.model->info.name,
                          k, dt_s, now.supply_c, w.load_w, warm.supply_c, more.load_w);
        }
    }
    gsl_rng_free(rng);
}
END_TEST

/* At rest nothing warms or cools any more: all of the load is taken, the state before is forgotten, and
 * more load never gives colder water. */
START_TEST(steady_supply_rests_where_the_load_is_taken)
{
    gsl_rng *const rng = draw_create(81205);
    struct plant p;

    for (size_t m = 0; model_at(m) != NULL; m++) {
        for (int k = 0; k < N_CASES; k++) {
            draw_plant(&p, model_at(m), rng);
            struct weather_and_load w = draw_load(&p, rng);
            const struct taken once = step_plant(&p, &w, 1e7, true);
            const struct taken again = step_plant(&p, &w, 1e7, true);
            const double load_w = w.load_w;
            w.load_w += draw_between(rng, 0.0, 1e6);
            const struct taken more = step_plant(&p, &w, 1e7, true);

            ck_assert_double_eq(once.supply_c, again.supply_c);
            ck_assert_double_ge(once.supply_c, p.model->set_c(p.params.bytes));
            ck_assert_double_eq(again.removed_w, load_w);
            ck_assert_msg(more.supply_c >= again.supply_c - rounding * 100.0,
                          "%s, case %d: %.17g degC, with more load %.17g", p.model->info.name, k,
                          again.supply_c, more.supply_c);
        }
    }
    gsl_rng_free(rng);
}
END_TEST

START_TEST(what_is_reused_and_free_is_part_of_what_is_removed)
{
    gsl_rng *const rng = draw_create(81207);
    struct plant p;

    for (size_t m = 0; model_at(m) != NULL; m++) {
        for (int k = 0; k < N_CASES; k++) {
            draw_plant(&p, model_at(m), rng);
            const struct weather_and_load w = draw_load(&p, rng);
            const double dt_s = draw_decades(rng, 1e-3, 1e7);
            const struct taken was = p.now;
            const struct taken now = step_plant(&p, &w, dt_s, false);
            const double slack_w = rounding * scale_j(&was, &now, &w, dt_s) / dt_s;

            ck_assert_msg(now.free_w >= 0.0 && now.free_w <= now.removed_w + slack_w,
                          "%s, case %d: %g W free of %g W", p.model->info.name, k, now.free_w,
                          now.removed_w);
            ck_assert_msg(now.reused_w >= 0.0 && now.water_kgs >= 0.0 &&
                              now.reused_w <= now.removed_w + now.power_w + slack_w,
                          "%s, case %d: %g W reused of %g W and %g W, %g kg/s", p.model->info.name,
                          k, now.reused_w, now.removed_w, now.power_w, now.water_kgs);
        }
    }
    gsl_rng_free(rng);
}
END_TEST

/* Two plants of one block, with different loads: each does what it does alone. */
START_TEST(plant_does_not_feel_its_neighbour)
{
    gsl_rng *const rng = draw_create(81206);
    struct plant p;

    for (size_t m = 0; model_at(m) != NULL; m++) {
        for (int k = 0; k < N_CASES; k++) {
            draw_plant(&p, model_at(m), rng);
            const size_t n_states = model_n_states(&p.model->info);
            const struct weather_and_load w[2] = {draw_load(&p, rng), draw_load(&p, rng)};
            const double dt_s = draw_decades(rng, 1e-3, 1e7);
            double state[2 * MOST_STATES];
            double out[10][2];
            for (size_t j = 0; j < n_states; j++) {
                state[2 * j] = p.state[j];
                state[2 * j + 1] = p.state[j];
            }
            const struct plant_block both = {
                .n = 2,
                .pressure_pa = 95e3,
                .dt_s = dt_s,
                .load_w = (double[]){w[0].load_w, w[1].load_w},
                .booked_w = (double[]){w[0].booked_w, w[1].booked_w},
                .dry_bulb_c = (double[]){w[0].dry_bulb_c, w[1].dry_bulb_c},
                .wet_bulb_c = (double[]){w[0].wet_bulb_c, w[1].wet_bulb_c},
                .is_running = (double[]){w[0].is_running, w[1].is_running},
                .supply_c = out[0],
                .removed_w = out[1],
                .capacity_w = out[2],
                .power_w = out[3],
                .reject_w = out[4],
                .stored_j = out[5],
                .water_kgs = out[6],
                .reused_w = out[7],
                .free_w = out[8],
                .is_held = out[9],
                .state = state,
            };
            ck_assert_int_eq(p.model->step(p.params.bytes, &both), STATUS_OK);

            for (size_t i = 0; i < 2; i++) {
                struct plant alone = p;
                const struct taken now = step_plant(&alone, &w[i], dt_s, false);
                const struct taken here = {out[0][i], out[1][i], out[2][i], out[3][i], out[4][i],
                                           out[5][i], out[6][i], out[7][i], out[8][i], out[9][i]};
                ck_assert_msg(memcmp(&now, &here, sizeof now) == 0,
                              "%s, case %d, plant %zu: not the same bits alone", p.model->info.name,
                              k, i);
            }
        }
    }
    gsl_rng_free(rng);
}
END_TEST

TCASE(tc_contract, "contract", rows_are_complete, heat_is_taken_out_or_stays_in_the_water,
      plant_takes_no_more_than_its_capacity, two_steps_take_the_heat_of_one,
      more_load_never_cools_the_supply, steady_supply_rests_where_the_load_is_taken,
      what_is_reused_and_free_is_part_of_what_is_removed, plant_does_not_feel_its_neighbour)
CHECK_MAIN("plant contract", tc_contract)
