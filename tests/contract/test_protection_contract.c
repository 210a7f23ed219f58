/* test_protection_contract.c - what everything that opens a circuit must keep, over the registry.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>

#include "models/protection_model.h"
#include "models/registry.h"
#include "tests/contract/param_block.h"
#include "tests/support/check_main.h"

enum { N_CASES = 500, N_STEPS = 40, MOST_STATES = 4 };

/* A few roundings of exponentials of the step. */
static const double splitting = 1e-11;

struct device {
    const struct protection_model *model;
    struct param_block params;
    double current_frac;
    double is_closed;
    double trip_s;
    double state[MOST_STATES];
};

static const struct protection_model *model_at(size_t i)
{
    return (const struct protection_model *)registry_at(FAMILY_PROTECTION, i);
}

static struct protection_block block_of(struct device *d, double dt_s)
{
    return (struct protection_block){
        .n = 1,
        .dt_s = dt_s,
        .current_frac = &d->current_frac,
        .is_closed = &d->is_closed,
        .trip_s = &d->trip_s,
        .state = d->state,
    };
}

static double step(struct device *d, double current_frac, double dt_s)
{
    const struct protection_block b = block_of(d, dt_s);

    d->current_frac = current_frac;
    ck_assert_int_eq(d->model->step(d->params.bytes, &b), STATUS_OK);
    return d->trip_s;
}

/* A closed device with drawn parameters, after a history of loads that did not trip it. */
static void draw_device(struct device *d, const struct protection_model *model, const gsl_rng *rng)
{
    d->model = model;
    param_block_draw(&d->params, &model->info, rng);
    ck_assert_uint_le(model_n_states(&model->info), MOST_STATES);
    d->is_closed = 1.0;
    const struct protection_block b = block_of(d, 0.0);
    ck_assert_int_eq(model->start(d->params.bytes, &b), STATUS_OK);
    for (size_t k = draw_index(rng, 5); k-- > 0;) {
        struct device was = *d;
        const double current = draw_decades(rng, 0.1, 20.0);
        const double trip_s = step(&was, current, 1e-6);
        (void)step(d, current, fmin(draw_decades(rng, 1e-3, 1e4), 0.6 * trip_s));
    }
}

START_TEST(rows_are_complete)
{
    for (size_t m = 0; model_at(m) != NULL; m++) {
        param_rows_check(&model_at(m)->info);
    }
}
END_TEST

START_TEST(a_smaller_current_never_trips_sooner)
{
    gsl_rng *const rng = draw_create(81601);
    struct device d;

    for (size_t m = 0; model_at(m) != NULL; m++) {
        for (int k = 0; k < N_CASES; k++) {
            draw_device(&d, model_at(m), rng);
            const struct device was = d;
            double last_s = (double)INFINITY;
            double current = 0.01;
            while (current < 60.0) {
                d = was;
                const double trip_s = step(&d, current, 1e-3);
                ck_assert_msg(trip_s > 0.0 && trip_s <= last_s,
                              "%s, case %d: %g s at %g times, %g s at less", model_at(m)->info.name,
                              k, trip_s, current, last_s);
                last_s = trip_s;
                current *= 1.0 + draw_between(rng, 0.0, 1.0);
            }
        }
    }
    gsl_rng_free(rng);
}
END_TEST

START_TEST(two_halves_of_a_step_leave_the_memory_of_the_step)
{
    gsl_rng *const rng = draw_create(81602);
    struct device whole;

    for (size_t m = 0; model_at(m) != NULL; m++) {
        for (int k = 0; k < N_CASES; k++) {
            draw_device(&whole, model_at(m), rng);
            struct device halves = whole;
            struct device ask = whole;
            const double current = draw_decades(rng, 0.05, 30.0);
            const double trip_s = step(&ask, current, 1e-6);
            const double dt_s = fmin(draw_decades(rng, 1e-4, 1e5), trip_s);
            const double part_s = draw_between(rng, 0.0, 1.0) * dt_s;
            (void)step(&whole, current, dt_s);
            (void)step(&halves, current, part_s);
            const double rest_s = step(&halves, current, dt_s - part_s);

            for (size_t i = 0; i < model_n_states(&whole.model->info); i++) {
                ck_assert_msg(fabs(whole.state[i] - halves.state[i]) <=
                                  splitting * (1.0 + fabs(whole.state[i])),
                              "%s, case %d: %s %.17g in one, %.17g in two", whole.model->info.name,
                              k, whole.model->info.states[i].name, whole.state[i], halves.state[i]);
            }
            /* And what is left of the time to trip is shorter by the time gone. */
            ck_assert_msg(isinf(trip_s) ? isinf(rest_s)
                                        : fabs(rest_s + part_s - trip_s) <=
                                              1e-9 * (1.0 + trip_s + whole.state[0] * trip_s),
                          "%s, case %d: %.17g s, after %.17g s %.17g s", whole.model->info.name, k,
                          trip_s, part_s, rest_s);
        }
    }
    gsl_rng_free(rng);
}
END_TEST

START_TEST(without_current_the_memory_fades_to_its_start)
{
    gsl_rng *const rng = draw_create(81603);
    struct device d;

    for (size_t m = 0; model_at(m) != NULL; m++) {
        for (int k = 0; k < N_CASES; k++) {
            draw_device(&d, model_at(m), rng);
            struct device cold = d;
            const struct protection_block b = block_of(&cold, 0.0);
            ck_assert_int_eq(cold.model->start(cold.params.bytes, &b), STATUS_OK);
            /* Open, at no current and at an unknown one alike. */
            d.is_closed = k % 3 == 0 ? 0.0 : 1.0;
            const double current = k % 3 == 0 ? 5.0 : (k % 3 == 1 ? 0.0 : PARAM_UNKNOWN);
            ck_assert(isinf(step(&d, current, 1e6)));
            for (size_t i = 0; i < model_n_states(&d.model->info); i++) {
                ck_assert_double_eq_tol(d.state[i], cold.state[i], 1e-12);
            }
        }
    }
    gsl_rng_free(rng);
}
END_TEST

/* A steady question leaves the memory that the current reaches in a long time, if it does not trip. */
START_TEST(settled_is_where_a_long_step_ends)
{
    gsl_rng *const rng = draw_create(81604);
    struct device d;

    for (size_t m = 0; model_at(m) != NULL; m++) {
        for (int k = 0; k < N_CASES; k++) {
            draw_device(&d, model_at(m), rng);
            struct device ask = d;
            struct device settled = d;
            const double current = draw_between(rng, 0.0, 2.0);
            const double trip_s = step(&ask, current, 1e-6);
            settled.current_frac = current;
            const struct protection_block b = block_of(&settled, 1e7);
            ck_assert_int_eq(settled.model->settle(settled.params.bytes, &b), STATUS_OK);
            ck_assert_msg(settled.trip_s == trip_s, "%s, case %d", d.model->info.name, k);
            if (isinf(trip_s)) {
                (void)step(&d, current, 1e7);
            }
            for (size_t i = 0; i < model_n_states(&d.model->info); i++) {
                ck_assert_msg(fabs(d.state[i] - settled.state[i]) <= 1e-9 * (1.0 + d.state[i]),
                              "%s, case %d: %s %.17g, settled %.17g", d.model->info.name, k,
                              d.model->info.states[i].name, d.state[i], settled.state[i]);
            }
        }
    }
    gsl_rng_free(rng);
}
END_TEST

TCASE(tc_rows, "rows", rows_are_complete)
TCASE(tc_memory, "memory", a_smaller_current_never_trips_sooner,
      two_halves_of_a_step_leave_the_memory_of_the_step,
      without_current_the_memory_fades_to_its_start, settled_is_where_a_long_step_ends)
CHECK_MAIN("protection contract", tc_rows, tc_memory)
