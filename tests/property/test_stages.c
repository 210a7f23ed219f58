/* test_stages.c - a column has one writer: a stage writes what the table of columns gives it.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>

#include "sim/engine/stages.h"
#include "tests/support/check_main.h"
#include "tests/support/hall_bench.h"
#include "tests/support/random_hall.h"

enum { N_HALLS = 20, N_STAGES = 8 };

/* A number that no model writes. */
static const double unwritten = -1.2345678901e+299;

static enum status (*const stages[N_STAGES])(struct step *) = {
    [STAGE_SWITCH] = stage_switch,     [STAGE_WORKLOAD] = stage_workload,
    [STAGE_IT_POWER] = stage_it_power, [STAGE_ELECTRICAL] = stage_electrical,
    [STAGE_LIQUID] = stage_liquid,     [STAGE_AIR] = stage_air,
    [STAGE_PLANT] = stage_plant,       [STAGE_CONTROL] = stage_control,
};

/* Checks every column against a copy taken before the stage ran. */
static void check_columns(const struct bench *b, const double *before, int stage,
                          unsigned long seed)
{
    const struct columns *const now = b->hall->now;

    for (int d = 0; d < DIM_COUNT; d++) {
        size_t n_rows = 0;
        const struct column *const rows = hall_column_table((enum dim)d, &n_rows);
        for (size_t k = 0; k < n_rows; k++) {
            const double *const column = hall_column(now, (enum dim)d, rows[k].offset);
            const double *const was = before + (column - now->all);
            const bool is_same = memcmp(column, was, b->plan->n[d] * sizeof(double)) == 0;
            const bool may_write = (int)rows[k].stage == stage;
            ck_assert_msg(may_write || is_same, "hall %lu: stage %s wrote %s_%s, which is %s's",
                          seed, hall_stage_text((enum stage)stage), dim_text((enum dim)d),
                          rows[k].name, hall_stage_text(rows[k].stage));
            for (size_t i = 0; (int)rows[k].stage == stage && i < b->plan->n[d]; i++) {
                ck_assert_msg(
                    column[i] != unwritten, "hall %lu: stage %s left %s_%s[%zu] unwritten", seed,
                    hall_stage_text((enum stage)stage), dim_text((enum dim)d), rows[k].name, i);
            }
        }
    }
}

START_TEST(stage_writes_all_its_columns_and_no_other)
{
    for (unsigned long seed = 1; seed <= N_HALLS; seed++) {
        const struct random_hall how = {.seed = seed, .rating_factor = 1.0};
        struct text text = {0};
        struct bench b;
        random_hall_text(&how, &text);
        bench_open(&b, text.at);
        bench_step(&b, 1.0);
        struct step s = {
            .plan = b.plan,
            .hall = b.hall,
            .was = b.hall->was,
            .now = b.hall->now,
            .time_s = 1.0,
            .dt_s = 1.0,
            .fault = &b.fault,
        };
        const size_t n = b.hall->now->n_all;
        double *const before = calloc(n, sizeof *before);
        ck_assert_ptr_nonnull(before);
        for (size_t i = 0; i < n; i++) {
            b.hall->now->all[i] = unwritten;
        }
        for (int stage = 0; stage < N_STAGES; stage++) {
            memcpy(before, b.hall->now->all, n * sizeof *before);
            ck_assert_int_eq(stages[stage](&s), STATUS_OK);
            check_columns(&b, before, stage, seed);
        }
        free(before);
        text_release(&text);
        bench_close(&b);
    }
}
END_TEST

TCASE(tc_guard, "guard", stage_writes_all_its_columns_and_no_other)
CHECK_MAIN("stages", tc_guard)
