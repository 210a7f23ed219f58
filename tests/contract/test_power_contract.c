/* test_power_contract.c - what every element of the electrical tree must keep, over the registry.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>
#include <string.h>

#include "models/power_model.h"
#include "models/registry.h"
#include "tests/contract/param_block.h"
#include "tests/support/check_main.h"
#include "tests/support/power_bench.h"

enum { N_CASES = 500, N_SEQUENCES = 150, N_STEPS = 60 };

static const double rounding = 1e-12;

/* Straight lines in time keep all digits; an exponential taken twice loses some of the last four. */
static const double splitting = 1e-10;

static const struct power_model *model_at(size_t i)
{
    return (const struct power_model *)registry_at(FAMILY_POWER, i);
}

/* An element of drawn parameters and rating, loaded up to it; one in six carries nothing. */
static void draw_element(struct power_bench *e, struct param_block *params,
                         const struct power_model *model, const gsl_rng *rng)
{
    const double rating_w = draw_decades(rng, 1e3, 1e8);

    param_block_draw(params, &model->info, rng);
    *e = (struct power_bench){
        .model = model,
        .params = params->bytes,
        .rating_w = rating_w,
        .rating_va = rating_w / draw_between(rng, 0.8, 1.0),
        .voltage_v = draw_decades(rng, 48.0, 35e3),
        .is_fed = 1.0,
        .is_called = 1.0,
        .alive_parents = 1.0,
    };
    e->wanted_w = draw_index(rng, 6) == 0 ? 0.0 : draw_between(rng, 0.0, rating_w);
    e->wanted_var = e->wanted_w * draw_between(rng, -0.3, 0.6);
    power_bench_start(e);
    e->is_energised = 1.0;
}

/* Draws what the tree does next: feeds die and return, loads swing to a third above rating. */
static void draw_events(struct power_bench *e, const gsl_rng *rng)
{
    if (draw_index(rng, 3) == 0) {
        e->wanted_w = draw_between(rng, 0.0, 1.3 * e->rating_w);
    }
    if (draw_index(rng, 4) == 0) {
        e->is_called = 1.0 - e->is_called;
    }
    if (draw_index(rng, 4) == 0) {
        const size_t alive = draw_index(rng, 8);
        e->alive_parents = (double)alive;
        e->alive_parent = alive == 0 ? -1.0 : (double)__builtin_ctzl(alive);
        e->is_fed = alive == 0 ? 0.0 : 1.0;
    }
}

START_TEST(rows_are_complete)
{
    for (size_t m = 0; model_at(m) != NULL; m++) {
        const struct power_model *const model = model_at(m);
        param_rows_check(&model->info);
        ck_assert_msg((model->start == NULL) == (model->connect == NULL) &&
                          (model->start == NULL) == (model->advance == NULL) &&
                          (model->start == NULL) == (model_n_states(&model->info) == 0),
                      "%s remembers with some of its functions only", model->info.name);
    }
}
END_TEST

START_TEST(loss_is_never_negative_and_grows_with_the_load)
{
    gsl_rng *const rng = draw_create(81501);
    struct param_block params;
    struct power_bench e;

    for (size_t m = 0; model_at(m) != NULL; m++) {
        for (int k = 0; k < N_CASES; k++) {
            draw_element(&e, &params, model_at(m), rng);
            power_bench_load(&e);
            const double less_w = e.loss_w;
            const double load_w = e.wanted_w;
            e.wanted_w = draw_between(rng, load_w, e.rating_w);
            e.wanted_var *= load_w > 0.0 ? e.wanted_w / load_w : 1.0;
            power_bench_load(&e);

            ck_assert_msg(less_w >= 0.0 && isfinite(less_w), "%s, case %d: %g W lost of %g W",
                          e.model->info.name, k, less_w, load_w);
            ck_assert_msg(e.loss_w >= less_w - rounding * (e.rating_w + less_w),
                          "%s, case %d: %.17g W lost at %g W, %.17g W at %g W", e.model->info.name,
                          k, less_w, load_w, e.loss_w, e.load_w);
        }
    }
    gsl_rng_free(rng);
}
END_TEST

START_TEST(without_power_nothing_is_lost)
{
    gsl_rng *const rng = draw_create(81502);
    struct param_block params;
    struct power_bench e;

    for (size_t m = 0; model_at(m) != NULL; m++) {
        for (int k = 0; k < N_CASES; k++) {
            draw_element(&e, &params, model_at(m), rng);
            e.is_energised = 0.0;
            e.is_fed = 0.0;
            power_bench_load(&e);
            ck_assert_msg(e.loss_w == 0.0, "%s, case %d: %g W", e.model->info.name, k, e.loss_w);
        }
    }
    gsl_rng_free(rng);
}
END_TEST

/* Through random histories: what is drawn is what is carried, lost and stored. */
START_TEST(energy_closes_through_any_history)
{
    gsl_rng *const rng = draw_create(81504);
    struct param_block params;
    struct power_bench e;

    for (size_t m = 0; model_at(m) != NULL; m++) {
        for (int k = 0; k < N_SEQUENCES; k++) {
            draw_element(&e, &params, model_at(m), rng);
            const double full_j = e.stored_j;
            for (int step = 0; step < N_STEPS; step++) {
                const double was_j = e.stored_j;
                draw_events(&e, rng);
                e.is_steady = draw_index(rng, 20) == 0;
                e.late_s = draw_between(rng, 0.0, 1e-6);
                const double dt_s =
                    power_bench_take(&e, e.is_steady ? 1e7 : draw_decades(rng, 1e-3, 1e5));
                const double drawn_j = e.input_w * dt_s;
                const double used_j = (e.load_w + e.loss_w) * dt_s;
                const char *const name = e.model->info.name;

                ck_assert_msg(fabs(drawn_j - used_j - (e.stored_j - was_j)) <=
                                  rounding * (drawn_j + used_j + e.stored_j + was_j),
                              "%s, case %d, step %d: %.17g J drawn, %.17g J used, %.17g J stored "
                              "after %.17g J",
                              name, k, step, drawn_j, used_j, e.stored_j, was_j);
                ck_assert_msg(e.loss_w >= 0.0, "%s, case %d, step %d: %g W lost", name, k, step,
                              e.loss_w);
                ck_assert_msg(-1e-6 * (e.load_w + e.loss_w) <= e.stored_j && e.stored_j <= full_j,
                              "%s, case %d, step %d: %.17g J of %.17g J", name, k, step, e.stored_j,
                              full_j);
                ck_assert_msg(e.switch_s > 0.0, "%s, case %d, step %d: switches after %g s", name,
                              k, step, e.switch_s);
                ck_assert_msg(e.model->is_source || e.is_fed > 0.0 || e.input_w == 0.0 ||
                                  e.model->advance == NULL,
                              "%s, case %d, step %d: %g W out of nothing", name, k, step,
                              e.input_w);
            }
        }
    }
    gsl_rng_free(rng);
}
END_TEST

/* Compares memories and what flowed: one step against two of half its length. */
static void check_halves(const struct power_bench *was, const struct power_bench *whole, int k)
{
    struct power_bench e = *was;
    double drawn_j = 0.0;

    for (int half = 0; half < 2; half++) {
        power_bench_step(&e, 0.5 * whole->dt_s);
        drawn_j += e.input_w * e.dt_s;
    }
    const double scale_j = (whole->input_w + whole->load_w) * whole->dt_s + whole->stored_j;
    ck_assert_msg(fabs(drawn_j - whole->input_w * whole->dt_s) <= splitting * (scale_j + 1.0),
                  "%s, case %d: %.17g J in two steps, %.17g J in one", e.model->info.name, k,
                  drawn_j, whole->input_w * whole->dt_s);
    for (size_t i = 0; i < model_n_states(&e.model->info); i++) {
        ck_assert_msg(fabs(e.state[i] - whole->state[i]) <=
                          splitting * (fabs(e.state[i]) + fabs(was->state[i]) + 1.0),
                      "%s, case %d: %s is %.17g after two steps of %g s, %.17g after one",
                      e.model->info.name, k, e.model->info.states[i].name, e.state[i],
                      0.5 * whole->dt_s, whole->state[i]);
    }
}

/* One step of a history: taken whole and in halves, short of the next switch; then, now and then, to the
 * switch itself. */
static void take_halves(struct power_bench *e, const gsl_rng *rng, int k)
{
    const double nearest_s = 1e-6;
    const struct power_bench was = *e;
    struct power_bench whole = *e;
    const double dt_s = draw_decades(rng, 1e-3, 1e5);

    power_bench_step(&whole, dt_s);
    const double short_s = fmin(dt_s, 0.97 * whole.switch_s);
    if (whole.switch_s >= nearest_s) {
        whole = was;
        power_bench_step(&whole, short_s);
        check_halves(&was, &whole, k);
    }
    if (whole.switch_s >= nearest_s && draw_index(rng, 2) == 0) {
        *e = whole;
    } else {
        (void)power_bench_take(e, dt_s);
    }
}

START_TEST(two_halves_of_a_step_are_the_step)
{
    gsl_rng *const rng = draw_create(81505);
    struct param_block params;
    struct power_bench e;

    for (size_t m = 0; model_at(m) != NULL; m++) {
        if (model_at(m)->advance == NULL) {
            continue;
        }
        for (int k = 0; k < N_SEQUENCES; k++) {
            draw_element(&e, &params, model_at(m), rng);
            for (int step = 0; step < N_STEPS; step++) {
                draw_events(&e, rng);
                take_halves(&e, rng, k);
            }
        }
    }
    gsl_rng_free(rng);
}
END_TEST

START_TEST(connecting_only_reads_the_memory)
{
    gsl_rng *const rng = draw_create(81506);
    struct param_block params;
    struct power_bench e;

    for (size_t m = 0; model_at(m) != NULL; m++) {
        for (int k = 0; k < N_SEQUENCES; k++) {
            draw_element(&e, &params, model_at(m), rng);
            for (int step = 0; step < N_STEPS / 4; step++) {
                draw_events(&e, rng);
                const struct power_bench was = e;
                power_bench_connect(&e);
                ck_assert_msg(memcmp(was.state, e.state, sizeof e.state) == 0, "%s, case %d",
                              e.model->info.name, k);
                (void)power_bench_take(&e, draw_decades(rng, 1e-3, 1e4));
            }
        }
    }
    gsl_rng_free(rng);
}
END_TEST

/* Elements side by side in one block. */
enum { N_BESIDE = 5 };
struct beside {
    struct power_bench alone[N_BESIDE]; /* each by itself, after its step */
    double in[11][N_BESIDE];
    double out[5][N_BESIDE];
    double state[POWER_BENCH_MOST_STATES * N_BESIDE];
    struct power_block block;
};

/* Takes element i alone through a short history and a step, and lays it into the block as it was before
 * that step. */
static void lay_in(struct beside *x, size_t i, const gsl_rng *rng)
{
    struct power_bench *const e = &x->alone[i];

    e->wanted_w = draw_between(rng, 0.0, e->rating_w);
    draw_events(e, rng);
    (void)power_bench_take(e, 3.7);
    draw_events(e, rng);
    for (size_t s = 0; s < POWER_BENCH_MOST_STATES; s++) {
        x->state[s * N_BESIDE + i] = e->state[s];
    }
    power_bench_step(e, x->block.dt_s);
    const double in[] = {e->load_w,    e->load_var,     e->rating_w,     e->rating_va,
                         e->current_a, e->is_fed,       e->alive_parent, e->alive_parents,
                         e->is_called, e->is_energised, e->parent};
    for (size_t j = 0; j < sizeof in / sizeof in[0]; j++) {
        x->in[j][i] = in[j];
    }
}

static void draw_beside(struct beside *x, struct param_block *params,
                        const struct power_model *model, const gsl_rng *rng)
{
    struct power_bench e;

    draw_element(&e, params, model, rng);
    x->block = (struct power_block){
        .n = N_BESIDE,
        .dt_s = 0.013,
        .load_w = x->in[0],
        .load_var = x->in[1],
        .rating_w = x->in[2],
        .rating_va = x->in[3],
        .current_a = x->in[4],
        .is_fed = x->in[5],
        .alive_parent = x->in[6],
        .alive_parents = x->in[7],
        .is_called = x->in[8],
        .is_energised = x->in[9],
        .parent = x->in[10],
        .loss_w = x->out[0],
        .input_var = x->out[1],
        .input_w = x->out[2],
        .stored_j = x->out[3],
        .switch_s = x->out[4],
        .state = x->state,
    };
    for (size_t i = 0; i < N_BESIDE; i++) {
        x->alone[i] = e;
        lay_in(x, i, rng);
    }
}

/* Whether element i came out of the block as it does alone, to the bit. */
static bool is_as_alone(const struct beside *x, size_t i)
{
    const struct power_bench *const e = &x->alone[i];
    bool is_same = x->out[0][i] == e->loss_w && x->out[1][i] == e->input_var;

    if (e->model->advance == NULL) {
        return is_same;
    }
    is_same = is_same && x->out[2][i] == e->input_w && x->out[3][i] == e->stored_j &&
              x->out[4][i] == e->switch_s;
    for (size_t s = 0; s < model_n_states(&e->model->info); s++) {
        is_same = is_same && x->state[s * N_BESIDE + i] == e->state[s];
    }
    return is_same;
}

/* What stands in a block beside an element does not reach it. */
START_TEST(elements_do_not_see_each_other)
{
    gsl_rng *const rng = draw_create(81503);
    struct param_block params;
    struct beside x;

    for (size_t m = 0; model_at(m) != NULL; m++) {
        const struct power_model *const model = model_at(m);
        for (int k = 0; k < N_CASES / 5; k++) {
            draw_beside(&x, &params, model, rng);
            ck_assert_int_eq(model->step(params.bytes, &x.block), STATUS_OK);
            if (model->advance != NULL) {
                ck_assert_int_eq(model->advance(params.bytes, &x.block), STATUS_OK);
            }
            for (size_t i = 0; i < N_BESIDE; i++) {
                ck_assert_msg(is_as_alone(&x, i),
                              "%s, case %d, element %zu: %.17g W lost in a block, %.17g W alone",
                              model->info.name, k, i, x.out[0][i], x.alone[i].loss_w);
            }
        }
    }
    gsl_rng_free(rng);
}
END_TEST

TCASE(tc_rows, "rows", rows_are_complete)
TCASE(tc_losses, "losses", loss_is_never_negative_and_grows_with_the_load,
      without_power_nothing_is_lost, elements_do_not_see_each_other)
TCASE(tc_memory, "memory", energy_closes_through_any_history, two_halves_of_a_step_are_the_step,
      connecting_only_reads_the_memory)
CHECK_MAIN("power contract", tc_rows, tc_losses, tc_memory)
