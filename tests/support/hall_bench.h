/* hall_bench.h - a hall from the text of a scenario, for tests of the engine and its limits.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef TESTS_SUPPORT_HALL_BENCH_H
#define TESTS_SUPPORT_HALL_BENCH_H

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <check.h>

#include "sim/engine/engine.h"
#include "sim/engine/limits.h"
#include "sim/hall/build.h"

struct bench {
    struct arena *arena;
    struct diag *diag;
    struct scenario *scenario;
    const struct plan *plan;
    struct hall *hall;
    struct limits *limits;
    struct fault fault;
};

static inline void bench_exhausted(size_t bytes, const char *label)
{
    (void)fprintf(stderr, "out of memory: %zu bytes for %s\n", bytes, label);
    abort();
}

/* Says what was wrong with the text, and ends the test. */
static inline void bench_refuse(struct bench *b, const char *text)
{
    struct text problems = {0};

    diag_render(b->diag, 20, &problems);
    ck_abort_msg("%s\n%s", problems.at, text);
}

/* The hall of a scenario's text, at its start. */
static inline void bench_open(struct bench *b, const char *text)
{
    char path[] = "/tmp/headroom-test-XXXXXX";
    const int fd = mkstemp(path);
    const size_t n = strlen(text);

    *b = (struct bench){.arena = arena_create(bench_exhausted)};
    b->diag = diag_create(b->arena);
    ck_assert_msg(fd >= 0 && write(fd, text, n) == (ssize_t)n, "no temporary file");
    (void)close(fd);
    const struct scenario_request request = {.path = path};
    const enum status loaded = scenario_load(b->arena, &request, b->diag, &b->scenario);
    (void)unlink(path);
    if (loaded != STATUS_OK ||
        build_plan(b->arena, b->scenario, 0, 0, b->diag, &b->plan) != STATUS_OK) {
        bench_refuse(b, text);
    }
    b->hall = hall_create(b->arena, b->plan);
    hall_set_level(b->hall, b->plan, LEVEL_SIMULATED, PARAM_UNKNOWN);
    b->limits = limits_create(b->arena, b->plan);
    ck_assert_int_eq(engine_start(b->plan, b->hall, &b->fault), STATUS_OK);
}

static inline void bench_close(struct bench *b)
{
    arena_destroy(b->arena);
}

static inline void bench_step(struct bench *b, double dt_s)
{
    const enum status st = engine_step(b->plan, b->hall, (int64_t)(dt_s * 1e6 + 0.5), &b->fault);

    ck_assert_msg(st == STATUS_OK, "step of %g s: %s in stage %s, %s %zu, %g", dt_s,
                  status_text(st), hall_stage_text(b->fault.stage), dim_text(b->fault.dim),
                  b->fault.index, b->fault.value);
    ck_assert_int_eq(limits_look(b->limits, b->hall, dt_s), STATUS_OK);
}

/* The steady state under the loads of now. */
static inline void bench_settle(struct bench *b)
{
    size_t n_steps = 0;
    const enum status st = engine_settle(b->plan, b->hall, 0.0, &b->fault, &n_steps);

    ck_assert_msg(st == STATUS_OK, "%s in stage %s, %s %zu, %g", status_text(st),
                  hall_stage_text(b->fault.stage), dim_text(b->fault.dim), b->fault.index,
                  b->fault.value);
    ck_assert_int_eq(limits_look(b->limits, b->hall, 0.0), STATUS_OK);
}

static inline size_t bench_index(const struct bench *b, enum dim d, const char *name)
{
    for (size_t i = 0; i < b->plan->n[d]; i++) {
        if (strcmp(b->plan->names[d][i], name) == 0) {
            return i;
        }
    }
    ck_abort_msg("there is no %s '%s'", dim_text(d), name);
}

/* Index of a limit by its subject and name; -1 when the subject has none of that name. */
static inline long bench_limit(const struct bench *b, enum dim d, const char *subject,
                               const char *name)
{
    const size_t index = bench_index(b, d, subject);

    for (size_t i = 0; i < b->plan->n_limits; i++) {
        const struct limit *const l = &b->plan->limits[i];
        if (l->dim == d && l->index == index && strcmp(l->name, name) == 0) {
            return (long)i;
        }
    }
    return -1;
}

static inline size_t bench_the_limit(const struct bench *b, enum dim d, const char *subject,
                                     const char *name)
{
    const long i = bench_limit(b, d, subject, name);

    ck_assert_msg(i >= 0, "'%s' has no limit '%s'", subject, name);
    return (size_t)i;
}

#endif
