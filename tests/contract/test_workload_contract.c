/* test_workload_contract.c - what every workload must keep, over the registry.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>
#include <string.h>

#include "models/registry.h"
#include "models/workload_model.h"
#include "tests/contract/param_block.h"
#include "tests/support/check_main.h"

enum { N_CASES = 1000, N_GROUPS = 5 };

static const double day_s = 86400.0;

/* When and for how long; the clock belongs to the run, not to the step. */
struct window {
    double run_clock_s; /* time of the week when the run began, from Monday 0 h */
    double from_s;
    double span_s;
};

/* What one group does in a window. */
struct doing {
    double util_frac;
    double host_util_frac;
};

static const struct workload_model *model_at(size_t i)
{
    return (const struct workload_model *)registry_at(FAMILY_WORKLOAD, i);
}

static void step_groups(const struct workload_model *model, const struct param_block *params,
                        const struct window *w, const double *offset_s, struct doing *ret, size_t n)
{
    const double week_s = w->run_clock_s + w->from_s;
    double util_frac[N_GROUPS];
    double host_util_frac[N_GROUPS];
    double power_w[N_GROUPS];
    const struct workload_block block = {
        .n = n,
        .time_s = w->from_s,
        .dt_s = w->span_s,
        .clock_h = fmod(week_s, day_s) / 3600.0,
        .weekday = (int)fmod(floor(week_s / day_s), 7.0),
        .offset_s = offset_s,
        .util_frac = util_frac,
        .host_util_frac = host_util_frac,
        .power_w = power_w,
    };

    ck_assert_uint_le(n, N_GROUPS);
    ck_assert_int_eq(model->step(params->bytes, &block), STATUS_OK);
    for (size_t i = 0; i < n; i++) {
        ret[i] = (struct doing){util_frac[i], host_util_frac[i]};
    }
}

static struct doing step_one(const struct workload_model *model, const struct param_block *params,
                             const struct window *w, double offset_s)
{
    struct doing one;

    step_groups(model, params, w, &offset_s, &one, 1);
    return one;
}

/* From a millisecond to weeks, at any time of a run of months; every second one early, when some
 * staggered groups have not begun. */
static struct window draw_window(const gsl_rng *rng)
{
    return (struct window){
        .run_clock_s = draw_between(rng, 0.0, 7.0 * day_s),
        .from_s = draw_between(rng, 0.0, draw_index(rng, 2) == 0 ? 1e7 : 1e5),
        .span_s = draw_decades(rng, 1e-3, 1e6),
    };
}

/* Integrals over a window are good to the rounding of the times that bound it and of the longest
 * cycle (a checkpoint interval of 1e6 s), and to that of the means themselves. */
static double integral_slack_s(const struct window *w)
{
    return 1e-14 * (w->run_clock_s + w->from_s + w->span_s + 1e6) + 1e-12 * w->span_s;
}

START_TEST(rows_are_complete)
{
    for (size_t m = 0; model_at(m) != NULL; m++) {
        param_rows_check(&model_at(m)->info);
        ck_assert_ptr_null(model_at(m)->info.states); /* a workload has no memory */
    }
}
END_TEST

START_TEST(activity_is_a_share)
{
    gsl_rng *const rng = draw_create(40521);
    struct param_block params;

    for (size_t m = 0; model_at(m) != NULL; m++) {
        for (int k = 0; k < N_CASES; k++) {
            param_block_draw(&params, &model_at(m)->info, rng);
            const struct window w = draw_window(rng);
            const struct doing d = step_one(model_at(m), &params, &w, draw_between(rng, -1e5, 1e5));

            ck_assert_msg(d.util_frac >= 0.0 && d.util_frac <= 1.0 && d.host_util_frac >= 0.0 &&
                              d.host_util_frac <= 1.0,
                          "%s, case %d: %g and %g", model_at(m)->info.name, k, d.util_frac,
                          d.host_util_frac);
        }
    }
    gsl_rng_free(rng);
}
END_TEST

START_TEST(two_steps_do_the_work_of_one)
{
    gsl_rng *const rng = draw_create(40522);
    struct param_block params;

    for (size_t m = 0; model_at(m) != NULL; m++) {
        for (int k = 0; k < N_CASES; k++) {
            param_block_draw(&params, &model_at(m)->info, rng);
            const double offset_s = draw_between(rng, -1e5, 1e5);
            const struct window all = draw_window(rng);
            struct window first = all;
            struct window second = all;
            first.span_s *= draw_between(rng, 0.01, 0.99);
            second.from_s = all.from_s + first.span_s;
            second.span_s = all.from_s + all.span_s - second.from_s;

            const struct doing whole = step_one(model_at(m), &params, &all, offset_s);
            const struct doing a = step_one(model_at(m), &params, &first, offset_s);
            const struct doing b = step_one(model_at(m), &params, &second, offset_s);
            const double util_s = a.util_frac * first.span_s + b.util_frac * second.span_s;
            const double host_s =
                a.host_util_frac * first.span_s + b.host_util_frac * second.span_s;
            const double slack_s = integral_slack_s(&all);

            ck_assert_msg(fabs(util_s - whole.util_frac * all.span_s) <= slack_s &&
                              fabs(host_s - whole.host_util_frac * all.span_s) <= slack_s,
                          "%s, case %d, step of %g s at %g s: %.17g s of work in parts, %.17g s "
                          "in one",
                          model_at(m)->info.name, k, all.span_s, all.from_s, util_s,
                          whole.util_frac * all.span_s);
        }
    }
    gsl_rng_free(rng);
}
END_TEST

START_TEST(staggered_group_does_the_same_later)
{
    gsl_rng *const rng = draw_create(40523);
    struct param_block params;

    for (size_t m = 0; model_at(m) != NULL; m++) {
        for (int k = 0; k < N_CASES; k++) {
            param_block_draw(&params, &model_at(m)->info, rng);
            const double offset_s = draw_between(rng, 0.0, 1e5);
            const struct window early = draw_window(rng);
            struct window late = early;
            late.from_s += offset_s;

            const struct doing job = step_one(model_at(m), &params, &early, 0.0);
            const struct doing group = step_one(model_at(m), &params, &late, offset_s);

            ck_assert_msg(fabs(job.util_frac - group.util_frac) * early.span_s <=
                              integral_slack_s(&late),
                          "%s, case %d, offset %g s: %.17g and %.17g", model_at(m)->info.name, k,
                          offset_s, job.util_frac, group.util_frac);
        }
    }
    gsl_rng_free(rng);
}
END_TEST

START_TEST(group_does_not_feel_its_neighbours)
{
    gsl_rng *const rng = draw_create(40524);
    struct param_block params;

    for (size_t m = 0; model_at(m) != NULL; m++) {
        for (int k = 0; k < N_CASES; k++) {
            param_block_draw(&params, &model_at(m)->info, rng);
            const struct window w = draw_window(rng);
            double offset_s[N_GROUPS];
            struct doing together[N_GROUPS];
            for (size_t i = 0; i < N_GROUPS; i++) {
                offset_s[i] = draw_between(rng, -1e5, 1e5);
            }
            step_groups(model_at(m), &params, &w, offset_s, together, N_GROUPS);

            for (size_t i = 0; i < N_GROUPS; i++) {
                const struct doing alone = step_one(model_at(m), &params, &w, offset_s[i]);
                ck_assert_msg(memcmp(&alone, &together[i], sizeof alone) == 0,
                              "%s, case %d, group %zu: not the same bits alone",
                              model_at(m)->info.name, k, i);
            }
        }
    }
    gsl_rng_free(rng);
}
END_TEST

TCASE(tc_contract, "contract", rows_are_complete, activity_is_a_share, two_steps_do_the_work_of_one,
      staggered_group_does_the_same_later, group_does_not_feel_its_neighbours)
CHECK_MAIN("workload contract", tc_contract)
