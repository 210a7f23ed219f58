/* test_power_contract.c - what every element of the electrical tree must keep, over the registry.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>

#include "models/power_model.h"
#include "models/registry.h"
#include "tests/contract/param_block.h"
#include "tests/support/check_main.h"

enum { N_CASES = 500 };

static const double rounding = 1e-12;

/* One element and what it is asked to carry. */
struct element {
    const struct power_model *model;
    struct param_block params;
    double load_w;
    double load_var;
    double rating_w;
    double rating_va;
    double is_energised;
    double loss_w;
    double input_var;
};

static const struct power_model *model_at(size_t i)
{
    return (const struct power_model *)registry_at(FAMILY_POWER, i);
}

static double loss_of(struct element *e)
{
    const struct power_block block = {
        .n = 1,
        .load_w = &e->load_w,
        .load_var = &e->load_var,
        .rating_w = &e->rating_w,
        .rating_va = &e->rating_va,
        .is_energised = &e->is_energised,
        .loss_w = &e->loss_w,
        .input_var = &e->input_var,
    };

    ck_assert_int_eq(e->model->step(e->params.bytes, &block), STATUS_OK);
    return e->loss_w;
}

/* An element of drawn parameters and rating, loaded up to it; one in six carries nothing. */
static void draw_element(struct element *e, const struct power_model *model, const gsl_rng *rng)
{
    const double rating_w = draw_decades(rng, 1e3, 1e8);

    e->model = model;
    param_block_draw(&e->params, &model->info, rng);
    e->rating_w = rating_w;
    e->rating_va = rating_w / draw_between(rng, 0.8, 1.0);
    e->is_energised = 1.0;
    e->load_w = draw_index(rng, 6) == 0 ? 0.0 : draw_between(rng, 0.0, rating_w);
    e->load_var = e->load_w * draw_between(rng, -0.3, 0.6);
}

START_TEST(rows_are_complete)
{
    for (size_t m = 0; model_at(m) != NULL; m++) {
        param_rows_check(&model_at(m)->info);
    }
}
END_TEST

START_TEST(loss_is_never_negative_and_grows_with_the_load)
{
    gsl_rng *const rng = draw_create(81501);
    struct element e;

    for (size_t m = 0; model_at(m) != NULL; m++) {
        for (int k = 0; k < N_CASES; k++) {
            draw_element(&e, model_at(m), rng);
            const double less_w = loss_of(&e);
            const double load_w = e.load_w;
            e.load_w = draw_between(rng, load_w, e.rating_w);
            e.load_var *= load_w > 0.0 ? e.load_w / load_w : 1.0;
            const double more_w = loss_of(&e);

            ck_assert_msg(less_w >= 0.0 && isfinite(less_w), "%s, case %d: %g W lost of %g W",
                          e.model->info.name, k, less_w, load_w);
            ck_assert_msg(more_w >= less_w - rounding * (e.rating_w + less_w),
                          "%s, case %d: %.17g W lost at %g W, %.17g W at %g W", e.model->info.name,
                          k, less_w, load_w, more_w, e.load_w);
        }
    }
    gsl_rng_free(rng);
}
END_TEST

START_TEST(without_a_feed_nothing_is_lost)
{
    gsl_rng *const rng = draw_create(81502);
    struct element e;

    for (size_t m = 0; model_at(m) != NULL; m++) {
        for (int k = 0; k < N_CASES; k++) {
            draw_element(&e, model_at(m), rng);
            e.is_energised = 0.0;
            e.load_w = 0.0;
            e.load_var = 0.0;
            ck_assert_msg(loss_of(&e) == 0.0, "%s, case %d: %g W", e.model->info.name, k, e.loss_w);
        }
    }
    gsl_rng_free(rng);
}
END_TEST

/* What stands in a block beside an element does not reach it. */
START_TEST(elements_do_not_see_each_other)
{
    enum { N = 5 };
    gsl_rng *const rng = draw_create(81503);
    struct element e;

    for (size_t m = 0; model_at(m) != NULL; m++) {
        for (int k = 0; k < N_CASES / 5; k++) {
            double load_w[N];
            double load_var[N];
            double rating_w[N];
            double rating_va[N];
            double is_on[N];
            double loss_w[N];
            double var[N];
            draw_element(&e, model_at(m), rng);
            for (size_t i = 0; i < N; i++) {
                rating_w[i] = draw_decades(rng, 1e3, 1e8);
                rating_va[i] = 1.1 * rating_w[i];
                load_w[i] = draw_between(rng, 0.0, rating_w[i]);
                load_var[i] = 0.2 * load_w[i];
                is_on[i] = draw_index(rng, 4) == 0 ? 0.0 : 1.0;
            }
            const struct power_block block = {.n = N,
                                              .load_w = load_w,
                                              .load_var = load_var,
                                              .rating_w = rating_w,
                                              .rating_va = rating_va,
                                              .is_energised = is_on,
                                              .loss_w = loss_w,
                                              .input_var = var};
            ck_assert_int_eq(e.model->step(e.params.bytes, &block), STATUS_OK);
            for (size_t i = 0; i < N; i++) {
                e.load_w = load_w[i];
                e.load_var = load_var[i];
                e.rating_w = rating_w[i];
                e.rating_va = rating_va[i];
                e.is_energised = is_on[i];
                ck_assert_msg(loss_of(&e) == loss_w[i] && e.input_var == var[i],
                              "%s, case %d, element %zu: %.17g W alone, %.17g W in a block",
                              e.model->info.name, k, i, e.loss_w, loss_w[i]);
            }
        }
    }
    gsl_rng_free(rng);
}
END_TEST

TCASE(tc_rows, "rows", rows_are_complete)
TCASE(tc_losses, "losses", loss_is_never_negative_and_grows_with_the_load,
      without_a_feed_nothing_is_lost, elements_do_not_see_each_other)
CHECK_MAIN("power contract", tc_rows, tc_losses)
