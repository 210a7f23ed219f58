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
    double power_w; /* NAN: free */
};

/* Which group: when it starts, and whose chance it shares. */
struct who {
    double offset_s;
    int32_t lane;
};

static const struct workload_model *model_at(size_t i)
{
    return (const struct workload_model *)registry_at(FAMILY_WORKLOAD, i);
}

static void step_groups(const struct workload_model *model, const struct param_block *params,
                        const struct window *w, const struct who *who, struct doing *ret, size_t n)
{
    const double week_s = w->run_clock_s + w->from_s;
    double offset_s[N_GROUPS];
    int32_t lane[N_GROUPS];
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
        .lane = lane,
        .util_frac = util_frac,
        .host_util_frac = host_util_frac,
        .power_w = power_w,
    };

    ck_assert_uint_le(n, N_GROUPS);
    for (size_t i = 0; i < n; i++) {
        offset_s[i] = who[i].offset_s;
        lane[i] = who[i].lane;
    }
    ck_assert_int_eq(model->step(params->bytes, &block), STATUS_OK);
    for (size_t i = 0; i < n; i++) {
        ret[i] = (struct doing){util_frac[i], host_util_frac[i], power_w[i]};
    }
}

static struct doing step_one(const struct workload_model *model, const struct param_block *params,
                             const struct window *w, struct who who)
{
    struct doing one;

    step_groups(model, params, w, &who, &one, 1);
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

static struct who draw_who(const gsl_rng *rng)
{
    return (struct who){draw_between(rng, -1e5, 1e5), (int32_t)draw_index(rng, 1000)};
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
            const struct doing d = step_one(model_at(m), &params, &w, draw_who(rng));

            ck_assert_msg(d.util_frac >= 0.0 && d.util_frac <= 1.0 && d.host_util_frac >= 0.0 &&
                              d.host_util_frac <= 1.0 && !(d.power_w < 0.0),
                          "%s, case %d: %g and %g, %g W", model_at(m)->info.name, k, d.util_frac,
                          d.host_util_frac, d.power_w);
        }
    }
    gsl_rng_free(rng);
}
END_TEST

/* The power of a whole step and of its two parts: known in all of them or in none, and additive. Of
 * kilowatts, the slack of the integral is that of a share a thousandfold. */
static void check_power(const struct workload_model *model, int k, const struct doing *whole_a_b,
                        const struct window *all, double first_s)
{
    const double whole_j = whole_a_b[0].power_w * all->span_s;
    const double parts_j =
        whole_a_b[1].power_w * first_s + whole_a_b[2].power_w * (all->span_s - first_s);

    ck_assert_msg(isnan(whole_j) ? isnan(whole_a_b[1].power_w) && isnan(whole_a_b[2].power_w)
                                 : fabs(whole_j - parts_j) <= 1e3 * integral_slack_s(all),
                  "%s, case %d, step of %g s at %g s: %.17g J in parts, %.17g J in one",
                  model->info.name, k, all->span_s, all->from_s, parts_j, whole_j);
}

START_TEST(two_steps_do_the_work_of_one)
{
    gsl_rng *const rng = draw_create(40522);
    struct param_block params;

    for (size_t m = 0; model_at(m) != NULL; m++) {
        for (int k = 0; k < N_CASES; k++) {
            param_block_draw(&params, &model_at(m)->info, rng);
            const struct who who = draw_who(rng);
            const struct window all = draw_window(rng);
            struct window first = all;
            struct window second = all;
            first.span_s *= draw_between(rng, 0.01, 0.99);
            second.from_s = all.from_s + first.span_s;
            second.span_s = all.from_s + all.span_s - second.from_s;

            const struct doing whole = step_one(model_at(m), &params, &all, who);
            const struct doing a = step_one(model_at(m), &params, &first, who);
            const struct doing b = step_one(model_at(m), &params, &second, who);
            const double util_s = a.util_frac * first.span_s + b.util_frac * second.span_s;
            const double host_s =
                a.host_util_frac * first.span_s + b.host_util_frac * second.span_s;
            const double slack_s = integral_slack_s(&all);

            check_power(model_at(m), k, (const struct doing[]){whole, a, b}, &all, first.span_s);
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

static struct who draw_late(const gsl_rng *rng)
{
    const struct who who = draw_who(rng);

    return (struct who){fabs(who.offset_s), who.lane};
}

START_TEST(staggered_group_does_the_same_later)
{
    gsl_rng *const rng = draw_create(40523);
    struct param_block params;

    for (size_t m = 0; model_at(m) != NULL; m++) {
        for (int k = 0; k < N_CASES; k++) {
            param_block_draw(&params, &model_at(m)->info, rng);
            const struct who late_one = draw_late(rng);
            const struct who prompt_one = {0.0, late_one.lane};
            const double offset_s = late_one.offset_s;
            const struct window early = draw_window(rng);
            struct window late = early;
            late.from_s += offset_s;

            const struct doing job = step_one(model_at(m), &params, &early, prompt_one);
            const struct doing group = step_one(model_at(m), &params, &late, late_one);

            ck_assert_msg(fabs(job.util_frac - group.util_frac) * early.span_s <=
                              integral_slack_s(&late),
                          "%s, case %d, offset %g s: %.17g and %.17g", model_at(m)->info.name, k,
                          offset_s, job.util_frac, group.util_frac);
        }
    }
    gsl_rng_free(rng);
}
END_TEST

/* Groups of one block: every second one shares its offset with the one before, some its lane too. */
static void draw_block(const gsl_rng *rng, struct who *ret)
{
    for (size_t i = 0; i < N_GROUPS; i++) {
        ret[i] = draw_who(rng);
        if (i > 0 && draw_index(rng, 2) == 0) {
            ret[i].offset_s = ret[i - 1].offset_s;
            ret[i].lane = draw_index(rng, 2) == 0 ? ret[i - 1].lane : ret[i].lane;
        }
    }
}

START_TEST(group_does_not_feel_its_neighbours)
{
    gsl_rng *const rng = draw_create(40524);
    struct param_block params;

    for (size_t m = 0; model_at(m) != NULL; m++) {
        for (int k = 0; k < N_CASES; k++) {
            param_block_draw(&params, &model_at(m)->info, rng);
            const struct window w = draw_window(rng);
            struct who who[N_GROUPS];
            struct doing together[N_GROUPS];
            draw_block(rng, who);
            step_groups(model_at(m), &params, &w, who, together, N_GROUPS);

            for (size_t i = 0; i < N_GROUPS; i++) {
                const struct doing alone = step_one(model_at(m), &params, &w, who[i]);
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
