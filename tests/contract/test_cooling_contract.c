/* test_cooling_contract.c - what every way to cool a rack must keep, over the registry.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>
#include <string.h>

#include "models/cooling_model.h"
#include "models/registry.h"
#include "tests/contract/param_block.h"
#include "tests/support/check_main.h"

enum { N_CASES = 500, N_STEPS = 6, MOST_STATES = 8 };

static const double rounding = 1e-12;

/* What a rack gives to its cooling in a step. */
struct given {
    double plate_w;
    double air_w;
    double airflow_m3s;
    double inlet_c;
    double coolant_supply_c;
    double coolant_w_per_k;
};

struct taken {
    double to_liquid_w;
    double to_air_w;
    double coolant_return_c;
    double stored_j;
};

/* A rack's cooling between steps. */
struct rack {
    const struct cooling_model *model;
    struct param_block params;
    double state[MOST_STATES];
    double work[MOST_STATES];
    struct taken now;
};

static const struct cooling_model *model_at(size_t i)
{
    return (const struct cooling_model *)registry_at(FAMILY_COOLING, i);
}

static struct cooling_block block_of(struct rack *r, const struct given *g)
{
    return (struct cooling_block){
        .n = 1,
        .air_j_per_m3k = 1206.0,
        .plate_w = &g->plate_w,
        .air_w = &g->air_w,
        .airflow_m3s = &g->airflow_m3s,
        .inlet_c = &g->inlet_c,
        .coolant_supply_c = &g->coolant_supply_c,
        .coolant_w_per_k = &g->coolant_w_per_k,
        .to_liquid_w = &r->now.to_liquid_w,
        .to_air_w = &r->now.to_air_w,
        .coolant_return_c = &r->now.coolant_return_c,
        .stored_j = &r->now.stored_j,
        .state = r->state,
        .work = r->work,
    };
}

static struct taken step_rack(struct rack *r, const struct given *g, double dt_s)
{
    struct cooling_block block = block_of(r, g);

    block.dt_s = dt_s;
    ck_assert_int_eq(r->model->step(r->params.bytes, &block), STATUS_OK);
    return r->now;
}

/* Plates only where the model takes them; coolant stands still in one step of four. */
static struct given draw_given(const struct cooling_model *model, const gsl_rng *rng)
{
    const bool flows = model->needs_coolant && draw_index(rng, 4) != 0;

    return (struct given){
        .plate_w = model->takes_plates ? draw_between(rng, 0.0, 1.2e5) : 0.0,
        .air_w = draw_between(rng, 0.0, 4e4),
        .airflow_m3s = model->is_immersed ? 0.0 : draw_between(rng, 0.05, 3.0),
        .inlet_c = draw_between(rng, 15.0, 40.0),
        .coolant_supply_c = model->needs_coolant ? draw_between(rng, 10.0, 45.0) : PARAM_UNKNOWN,
        .coolant_w_per_k = flows ? draw_decades(rng, 100.0, 5e4) : 0.0,
    };
}

static void draw_rack(struct rack *r, const struct cooling_model *model, const gsl_rng *rng)
{
    r->model = model;
    memset(r->state, 0, sizeof r->state);
    ck_assert_uint_le(model_n_states(&model->info), MOST_STATES);
    param_block_draw(&r->params, &model->info, rng);
    const struct given g = draw_given(model, rng);
    const struct cooling_block block = block_of(r, &g);
    ck_assert_int_eq(model->start(r->params.bytes, &block), STATUS_OK);
}

START_TEST(rows_are_complete)
{
    for (size_t m = 0; model_at(m) != NULL; m++) {
        param_rows_check(&model_at(m)->info);
    }
}
END_TEST

START_TEST(heat_goes_to_coolant_or_air_or_stays)
{
    gsl_rng *const rng = draw_create(81601);
    struct rack r;

    for (size_t m = 0; model_at(m) != NULL; m++) {
        for (int k = 0; k < N_CASES; k++) {
            draw_rack(&r, model_at(m), rng);
            for (int i = 0; i < N_STEPS; i++) {
                const struct given g = draw_given(r.model, rng);
                const double dt_s = draw_decades(rng, 1e-3, 1e7);
                const struct taken was = r.now;
                const struct taken now = step_rack(&r, &g, dt_s);
                const double in_j = (g.plate_w + g.air_w) * dt_s;
                const double out_j = (now.to_liquid_w + now.to_air_w) * dt_s;
                const double kept_j = now.stored_j - was.stored_j;
                const double scale_j = in_j + fabs(now.to_liquid_w) * dt_s +
                                       fabs(now.to_air_w) * dt_s + fabs(was.stored_j) +
                                       fabs(now.stored_j);

                ck_assert_msg(fabs(in_j - out_j - kept_j) <= rounding * scale_j,
                              "%s, case %d, step %d of %g s: %g J lost", r.model->info.name, k, i,
                              dt_s, in_j - out_j - kept_j);
            }
        }
    }
    gsl_rng_free(rng);
}
END_TEST

START_TEST(without_flow_nothing_goes_to_the_coolant)
{
    gsl_rng *const rng = draw_create(81602);
    struct rack r;

    for (size_t m = 0; model_at(m) != NULL; m++) {
        for (int k = 0; k < N_CASES; k++) {
            draw_rack(&r, model_at(m), rng);
            struct given g = draw_given(r.model, rng);
            g.coolant_w_per_k = 0.0;
            const double dt_s = draw_decades(rng, 1e-3, 1e7);
            const struct taken now = step_rack(&r, &g, dt_s);
            ck_assert_msg(now.to_liquid_w == 0.0, "%s, case %d: %g W", r.model->info.name, k,
                          now.to_liquid_w);
        }
    }
    gsl_rng_free(rng);
}
END_TEST

/* The return's mean temperature is what the coolant's heat and flow make it. */
START_TEST(coolant_returns_warmer_by_its_heat_over_its_flow)
{
    gsl_rng *const rng = draw_create(81603);
    struct rack r;

    for (size_t m = 0; model_at(m) != NULL; m++) {
        for (int k = 0; k < N_CASES; k++) {
            draw_rack(&r, model_at(m), rng);
            const struct given g = draw_given(r.model, rng);
            const struct taken now = step_rack(&r, &g, draw_decades(rng, 1e-3, 1e7));
            if (g.coolant_w_per_k == 0.0) {
                continue;
            }
            const double rise_k = now.to_liquid_w / g.coolant_w_per_k;
            ck_assert_msg(fabs(now.coolant_return_c - g.coolant_supply_c - rise_k) <=
                              1e-9 * (100.0 + fabs(rise_k)),
                          "%s, case %d: returns at %g degC, supplied at %g, %g K by its heat",
                          r.model->info.name, k, now.coolant_return_c, g.coolant_supply_c, rise_k);
        }
    }
    gsl_rng_free(rng);
}
END_TEST

START_TEST(two_steps_take_the_heat_of_one)
{
    gsl_rng *const rng = draw_create(81604);
    struct rack r;

    for (size_t m = 0; model_at(m) != NULL; m++) {
        for (int k = 0; k < N_CASES; k++) {
            draw_rack(&r, model_at(m), rng);
            struct rack parts = r;
            const struct given g = draw_given(r.model, rng);
            const double dt_s = draw_decades(rng, 1e-3, 1e6);
            const double share = draw_between(rng, 0.01, 0.99);
            const struct taken whole = step_rack(&r, &g, dt_s);
            const struct taken first = step_rack(&parts, &g, share * dt_s);
            const struct taken second = step_rack(&parts, &g, (1.0 - share) * dt_s);
            const double mean_w = share * first.to_liquid_w + (1.0 - share) * second.to_liquid_w;
            const double scale_w = g.plate_w + g.air_w + fabs(whole.to_liquid_w) +
                                   (fabs(whole.stored_j) + fabs(second.stored_j)) / dt_s;
            ck_assert_msg(fabs(mean_w - whole.to_liquid_w) <= 10.0 * rounding * scale_w,
                          "%s, case %d, %g s: %.17g W in parts, %.17g W in one", r.model->info.name,
                          k, dt_s, mean_w, whole.to_liquid_w);
        }
    }
    gsl_rng_free(rng);
}
END_TEST

TCASE(tc_rows, "rows", rows_are_complete)
TCASE(tc_heat, "heat", heat_goes_to_coolant_or_air_or_stays,
      without_flow_nothing_goes_to_the_coolant, coolant_returns_warmer_by_its_heat_over_its_flow,
      two_steps_take_the_heat_of_one)
CHECK_MAIN("cooling contract", tc_rows, tc_heat)
