/* test_control_contract.c - what every control must keep, over the registry.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>
#include <string.h>

#include "models/control_model.h"
#include "models/registry.h"
#include "tests/contract/param_block.h"
#include "tests/support/check_main.h"

enum { N_CASES = 1000, N_ACTUATORS = 5 };

/* A few roundings of numbers of order one. */
static const double rounding = 1e-14;

static const struct control_model *model_at(size_t i)
{
    return (const struct control_model *)registry_at(FAMILY_CONTROL, i);
}

static double step_one(const struct control_model *model, const struct param_block *params,
                       double wanted_frac, double was_frac, double dt_s)
{
    double speed_frac = (double)NAN;
    const struct control_block block = {
        .n = 1,
        .dt_s = dt_s,
        .wanted_frac = &wanted_frac,
        .was_frac = &was_frac,
        .speed_frac = &speed_frac,
    };

    ck_assert_int_eq(model->step(params->bytes, &block), STATUS_OK);
    return speed_frac;
}

/* Demands from none to three times what the machines can give. */
static double draw_demand(const gsl_rng *rng)
{
    return draw_index(rng, 6) == 0 ? 0.0 : draw_between(rng, 0.0, 3.0);
}

static double draw_speed(const gsl_rng *rng)
{
    return draw_index(rng, 6) == 0 ? (double)draw_index(rng, 2) : draw_between(rng, 0.0, 1.0);
}

START_TEST(rows_are_complete)
{
    for (size_t m = 0; model_at(m) != NULL; m++) {
        param_rows_check(&model_at(m)->info);
    }
}
END_TEST

START_TEST(speed_lies_between_rest_and_full)
{
    gsl_rng *const rng = draw_create(71101);
    struct param_block params;

    for (size_t m = 0; model_at(m) != NULL; m++) {
        for (int k = 0; k < N_CASES; k++) {
            param_block_draw(&params, &model_at(m)->info, rng);
            const double wanted_frac = draw_demand(rng);
            const double was_frac = draw_speed(rng);
            const double dt_s = draw_decades(rng, 1e-3, 1e7);
            const double speed_frac = step_one(model_at(m), &params, wanted_frac, was_frac, dt_s);

            ck_assert_msg(speed_frac >= 0.0 && speed_frac <= 1.0,
                          "%s, case %d: %g of full speed for %g asked, %g before, %g s",
                          model_at(m)->info.name, k, speed_frac, wanted_frac, was_frac, dt_s);
        }
    }
    gsl_rng_free(rng);
}
END_TEST

START_TEST(two_steps_end_where_one_ends)
{
    gsl_rng *const rng = draw_create(71102);
    struct param_block params;

    for (size_t m = 0; model_at(m) != NULL; m++) {
        for (int k = 0; k < N_CASES; k++) {
            param_block_draw(&params, &model_at(m)->info, rng);
            const double wanted_frac = draw_demand(rng);
            const double was_frac = draw_speed(rng);
            const double dt_s = draw_decades(rng, 1e-3, 1e7);
            const double part_s = dt_s * draw_between(rng, 0.01, 0.99);
            const double whole = step_one(model_at(m), &params, wanted_frac, was_frac, dt_s);
            const double first = step_one(model_at(m), &params, wanted_frac, was_frac, part_s);
            const double second = step_one(model_at(m), &params, wanted_frac, first, dt_s - part_s);

            ck_assert_msg(fabs(second - whole) <= rounding,
                          "%s, case %d, %g s: %.17g in parts, %.17g in one", model_at(m)->info.name,
                          k, dt_s, second, whole);
        }
    }
    gsl_rng_free(rng);
}
END_TEST

/* There is one speed at which a constant demand leaves the machine, and no step, however long, goes
 * past it or away from it. */
START_TEST(speed_settles_without_overshoot)
{
    gsl_rng *const rng = draw_create(71103);
    struct param_block params;

    for (size_t m = 0; model_at(m) != NULL; m++) {
        for (int k = 0; k < N_CASES; k++) {
            param_block_draw(&params, &model_at(m)->info, rng);
            const double wanted_frac = draw_demand(rng);
            const double was_frac = draw_speed(rng);
            const double dt_s = draw_decades(rng, 1e-3, 1e7);
            const double rest = step_one(model_at(m), &params, wanted_frac, draw_speed(rng), 1e9);
            const double same = step_one(model_at(m), &params, wanted_frac, rest, dt_s);
            const double next = step_one(model_at(m), &params, wanted_frac, was_frac, dt_s);

            ck_assert_msg(fabs(same - rest) <= rounding, "%s, case %d: leaves its rest %g for %g",
                          model_at(m)->info.name, k, rest, same);
            ck_assert_msg((next - rest) * (was_frac - rest) >= -rounding &&
                              fabs(next - rest) <= fabs(was_frac - rest) + rounding,
                          "%s, case %d, %g s: from %g to %g, at rest %g", model_at(m)->info.name, k,
                          dt_s, was_frac, next, rest);
        }
    }
    gsl_rng_free(rng);
}
END_TEST

START_TEST(more_demand_never_slows)
{
    gsl_rng *const rng = draw_create(71104);
    struct param_block params;

    for (size_t m = 0; model_at(m) != NULL; m++) {
        for (int k = 0; k < N_CASES; k++) {
            param_block_draw(&params, &model_at(m)->info, rng);
            const double wanted_frac = draw_demand(rng);
            const double more_frac = wanted_frac + draw_between(rng, 0.0, 1.0);
            const double was_frac = draw_speed(rng);
            const double dt_s = draw_decades(rng, 1e-3, 1e7);
            const double speed = step_one(model_at(m), &params, wanted_frac, was_frac, dt_s);
            const double faster = step_one(model_at(m), &params, more_frac, was_frac, dt_s);

            ck_assert_msg(faster >= speed - rounding, "%s, case %d: %g asked %g, %g asked %g",
                          model_at(m)->info.name, k, wanted_frac, speed, more_frac, faster);
        }
    }
    gsl_rng_free(rng);
}
END_TEST

START_TEST(machine_does_not_feel_its_neighbours)
{
    gsl_rng *const rng = draw_create(71105);
    struct param_block params;

    for (size_t m = 0; model_at(m) != NULL; m++) {
        for (int k = 0; k < N_CASES; k++) {
            double wanted_frac[N_ACTUATORS];
            double was_frac[N_ACTUATORS];
            double speed_frac[N_ACTUATORS];
            const struct control_block block = {
                .n = N_ACTUATORS,
                .dt_s = draw_decades(rng, 1e-3, 1e7),
                .wanted_frac = wanted_frac,
                .was_frac = was_frac,
                .speed_frac = speed_frac,
            };
            param_block_draw(&params, &model_at(m)->info, rng);
            for (size_t i = 0; i < N_ACTUATORS; i++) {
                wanted_frac[i] = draw_demand(rng);
                was_frac[i] = draw_speed(rng);
            }
            ck_assert_int_eq(model_at(m)->step(params.bytes, &block), STATUS_OK);

            for (size_t i = 0; i < N_ACTUATORS; i++) {
                const double alone =
                    step_one(model_at(m), &params, wanted_frac[i], was_frac[i], block.dt_s);
                ck_assert_msg(memcmp(&alone, &speed_frac[i], sizeof alone) == 0,
                              "%s, case %d, machine %zu: not the same bits alone",
                              model_at(m)->info.name, k, i);
            }
        }
    }
    gsl_rng_free(rng);
}
END_TEST

TCASE(tc_contract, "contract", rows_are_complete, speed_lies_between_rest_and_full,
      two_steps_end_where_one_ends, speed_settles_without_overshoot, more_demand_never_slows,
      machine_does_not_feel_its_neighbours)
CHECK_MAIN("control contract", tc_contract)
