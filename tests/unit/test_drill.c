/* test_drill.c - what a hall takes of a lost one, against arithmetic.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>

#include "sim/study/drill.h"
#include "tests/support/check_main.h"
#include "tests/support/two_sites.h"

#define NEVER    ((double)INFINITY)
#define BEFORE_W (N_OWN * FULL_W + N_STAND * IDLE_W)
#define STEP_W   (FULL_W - IDLE_W)

enum { FIRST, SECOND, STANDBY, NONE, N_WORKS };

static const double first_s = 130.0;
static const double second_s = 470.0;

struct study {
    struct bench bench;
    struct scn_receiver receiver;
    struct name_ref pattern;
    struct drill_work works[N_WORKS];
    struct drill_move moves[N_WORKS];
    struct drill_request request;
    struct drill_answer answer;
};

static void open_study(struct study *s, const char *text)
{
    memset(s, 0, sizeof *s);
    bench_open(&s->bench, text);
    s->pattern = (struct name_ref){.text = "R-*"};
    s->receiver = (struct scn_receiver){.hall = {.text = "West/W", .index = 1},
                                        .racks = {.items = &s->pattern, .n = 1}};
    for (size_t w = 0; w < N_WORKS; w++) {
        s->works[w] = (struct drill_work){.priority = w == FIRST    ? 1.0
                                                      : w == SECOND ? 2.0
                                                                    : NEVER,
                                          .cap_least_frac = PARAM_UNKNOWN};
        s->moves[w] = (struct drill_move){.arrives_s = w == FIRST ? first_s : second_s};
    }
    s->request = (struct drill_request){.scenario = s->bench.scenario,
                                        .lost_hall = -1,
                                        .receivers = &s->receiver,
                                        .n_receivers = 1,
                                        .works = s->works,
                                        .moves = s->moves,
                                        .follow_s = 900.0,
                                        .n_workers = 1};
}

static const struct drill_hall *run(struct study *s)
{
    const enum status st = drill_run(s->bench.arena, &s->request, &s->answer);

    ck_assert_msg(st == STATUS_OK, "%s: %s", status_text(st),
                  s->answer.why != NULL ? s->answer.why : "");
    ck_assert_uint_eq(s->answer.n_halls, 2);
    return &s->answer.halls[1];
}

/* Opens, runs and closes; how many a receiver takes. */
static size_t taken_by(const char *text)
{
    struct study s;

    open_study(&s, text);
    const size_t n = run(&s)->n_taken;
    bench_close(&s.bench);
    return n;
}

/* Nodes draw by their curve, whatever their temperature: power is known to rounding. */
static const double rounding = 1e-9;

START_TEST(receiver_takes_what_its_it_limit_leaves_and_not_one_more)
{
    struct study s;

    /* 105.6 kW stand before; 21.3 kW more with each: five below 223 kW. */
    open_study(&s, HEAD EAST WEST("223 kW", "1 MW", "2 MW"));
    const struct drill_hall *const h = run(&s);
    const size_t expected = (size_t)((223e3 - BEFORE_W) / STEP_W);
    ck_assert_uint_eq(expected, 5);
    ck_assert_uint_eq(h->n_taken, expected);
    ck_assert_double_eq_tol(h->before_w, BEFORE_W, BEFORE_W * rounding);
    ck_assert_double_eq_tol(h->after_w, BEFORE_W + 5 * STEP_W, h->after_w * rounding);
    ck_assert_str_eq(h->bar.name, "IT power");
    ck_assert_double_eq_tol(h->bar.value, BEFORE_W + 6 * STEP_W, h->bar.value * rounding);
    ck_assert(h->is_monotone);
    bench_close(&s.bench);
}
END_TEST

START_TEST(taken_and_capped_and_shed_add_up_to_what_is_lost)
{
    struct study s;

    open_study(&s, HEAD EAST WEST("223 kW", "1 MW", "2 MW"));
    (void)run(&s);
    const struct drill_answer *const a = &s.answer;
    double units_w = 0.0;
    for (size_t u = 0; u < a->n_units; u++) {
        const struct drill_unit *const x = &a->units[u];
        const double shed_w = x->receiver < 0 ? x->lost_w : 0.0;
        ck_assert_double_eq_tol(x->taken_w + x->capped_w + shed_w, x->lost_w, x->lost_w * rounding);
        ck_assert((x->receiver < 0) == (x->why != NULL));
        units_w += x->lost_w;
    }
    ck_assert_uint_eq(a->n_units, N_LOST);
    ck_assert_double_eq_tol(units_w, a->halls[0].before_w, units_w * rounding);
    ck_assert_double_eq_tol(a->taken_w + a->capped_w + a->shed_w, a->lost_w, a->lost_w * rounding);
    ck_assert_double_eq_tol(a->taken_w, 5 * FULL_W, a->taken_w * rounding);
    bench_close(&s.bench);
}
END_TEST

START_TEST(lost_hall_goes_dark_and_energy_closes_in_both)
{
    struct study s;

    open_study(&s, HEAD EAST WEST("223 kW", "1 MW", "2 MW"));
    (void)run(&s);
    for (size_t h = 0; h < 2; h++) {
        ck_assert_double_gt(s.answer.halls[h].residual_frac, 0.0);
        ck_assert_double_le(s.answer.halls[h].residual_frac, 1e-9);
    }
    ck_assert(s.answer.halls[0].is_lost);
    ck_assert_double_eq(s.answer.halls[0].after_w, 0.0);
    bench_close(&s.bench);
}
END_TEST

static double number_at(const struct table_data *t, const char *name, size_t row)
{
    for (size_t k = 0; k < t->n_columns; k++) {
        if (strcmp(t->columns[k].name, name) == 0) {
            return t->columns[k].numbers[row];
        }
    }
    ck_abort_msg("no column '%s'", name);
}

/* Three of the first workload, then as many of the second as there is room for. */
START_TEST(load_steps_on_at_its_times_and_not_before)
{
    struct study s;
    size_t n_seen = 0;

    open_study(&s, HEAD EAST WEST("223 kW", "1 MW", "2 MW"));
    (void)run(&s);
    const struct table_data *const t = s.answer.series;
    for (size_t i = 0; i < t->n_rows; i++) {
        if (strcmp(t->columns[0].texts[i], "West/W") != 0) {
            continue;
        }
        const double time_s = number_at(t, "time_s", i);
        const double n = time_s <= first_s ? 0.0 : time_s <= second_s ? 3.0 : 5.0;
        const double expected_w = BEFORE_W + n * STEP_W;
        ck_assert_double_eq_tol(number_at(t, "it_w", i), expected_w, expected_w * rounding);
        n_seen++;
    }
    ck_assert_uint_gt(n_seen, 20);
    bench_close(&s.bench);
}
END_TEST

START_TEST(least_priority_is_shed_first_and_unranked_work_before_all)
{
    struct study s;

    open_study(&s, HEAD EAST WEST("223 kW", "1 MW", "2 MW"));
    (void)run(&s);
    for (size_t u = 0; u < s.answer.n_units; u++) {
        ck_assert_str_eq(s.answer.units[u].workload, u < 3 ? "first" : "second");
        ck_assert((s.answer.units[u].receiver >= 0) == (u < 5));
    }
    bench_close(&s.bench);
    open_study(&s, HEAD EAST WEST("223 kW", "1 MW", "2 MW"));
    s.works[FIRST].priority = NEVER;
    (void)run(&s);
    for (size_t u = 0; u < s.answer.n_units; u++) {
        ck_assert_str_eq(s.answer.units[u].workload, u < 6 ? "second" : "first");
        ck_assert((s.answer.units[u].receiver >= 0) == (u < 5));
    }
    bench_close(&s.bench);
}
END_TEST

/* Own racks and standing ones give their whole heat to the CDU, and the pumps a little more. */
START_TEST(receiver_with_a_weaker_cdu_takes_less)
{
    static const struct {
        double cdu_kw;
        const char *text;
    } cases[] = {{303.0, HEAD EAST WEST("2 MW", "303 kW", "2 MW")},
                 {251.0, HEAD EAST WEST("2 MW", "251 kW", "2 MW")},
                 {187.0, HEAD EAST WEST("2 MW", "187 kW", "2 MW")},
                 {119.0, HEAD EAST WEST("2 MW", "119 kW", "2 MW")}};
    struct study s;
    size_t last = N_STAND;

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const double cdu_kw = cases[i].cdu_kw;
        open_study(&s, cases[i].text);
        const struct drill_hall *const h = run(&s);
        const double room = (cdu_kw * 1e3 - BEFORE_W) / STEP_W;
        const double most = fmin(N_STAND, floor(fmax(room, 0.0)));
        /* Pump heat of a CDU of this class is a few kW: less than one rack. */
        ck_assert_msg((double)h->n_taken <= most && (double)h->n_taken >= most - 1.0,
                      "%g kW: %zu taken, %g by the racks alone", cdu_kw, h->n_taken, most);
        ck_assert_uint_le(h->n_taken, last);
        if (h->n_taken < N_STAND) {
            ck_assert_str_eq(h->bar.name, "CDU capacity");
        }
        last = h->n_taken;
        bench_close(&s.bench);
    }
    ck_assert_uint_eq(last, 0);
}
END_TEST

/* A chiller of less than the racks' 105.6 kW: what is passed anyhow gets worse with one more. */
START_TEST(receiver_that_passes_a_limit_anyhow_takes_nothing_that_makes_it_worse)
{
    struct study s;

    open_study(&s, HEAD EAST WEST("2 MW", "1 MW", "97 kW"));
    const struct drill_hall *const h = run(&s);
    ck_assert_uint_gt(h->n_passed_before, 0);
    ck_assert_uint_eq(h->n_taken, 0);
    bench_close(&s.bench);
}
END_TEST

/* Racks, fans and pumps of the hall as it stands leave less than one rack's room. */
START_TEST(receiver_without_cooling_headroom_takes_none)
{
    struct study s;

    open_study(&s, HEAD EAST WEST("2 MW", "1 MW", "123 kW"));
    const struct drill_hall *const h = run(&s);
    ck_assert_uint_eq(h->n_taken, 0);
    ck_assert_double_eq_tol(s.answer.shed_w, s.answer.lost_w, s.answer.lost_w * rounding);
    ck_assert_double_eq(s.answer.taken_w, 0.0);
    ck_assert_str_eq(h->bar.name, "plant capacity");
    bench_close(&s.bench);
    ck_assert_uint_eq(taken_by(HEAD EAST WEST("2 MW", "1 MW", "2 MW")), N_STAND);
}
END_TEST

/* By search with all places, and by force: with places 1 .. k all k go in up to the same k. */
START_TEST(count_is_the_greatest_by_brute_force)
{
    static const char *const patterns[] = {"R-1",     "R-[12]",  "R-[1-3]", "R-[1-4]",
                                           "R-[1-5]", "R-[1-6]", "R-[1-7]", "R-[1-8]"};
    struct study s;
    size_t most = 0;

    for (size_t k = 0; k < N_STAND; k++) {
        open_study(&s, HEAD EAST WEST("2 MW", "187 kW", "2 MW"));
        s.pattern.text = patterns[k];
        const size_t n = run(&s)->n_taken;
        most = n == k + 1 ? k + 1 : most;
        ck_assert_uint_eq(n, most);
        bench_close(&s.bench);
    }
    ck_assert_uint_gt(most, 0);
    ck_assert_uint_lt(most, N_STAND);
    ck_assert_uint_eq(taken_by(HEAD EAST WEST("2 MW", "187 kW", "2 MW")), most);
}
END_TEST

START_TEST(any_number_of_workers_gives_the_same_bits)
{
    struct study s;
    struct drill_hall one = {0};
    double series = 0.0;

    for (size_t n = 1; n < 6; n += 2) {
        open_study(&s, HEAD EAST WEST("2 MW", "187 kW", "2 MW"));
        s.request.n_workers = n;
        const struct drill_hall *const h = run(&s);
        double sum = 0.0;
        for (size_t i = 0; i < s.answer.series->n_rows; i++) {
            sum += number_at(s.answer.series, "inlet_c", i) +
                   number_at(s.answer.series, "stored_j", i);
        }
        if (n > 1) {
            ck_assert_uint_eq(h->n_taken, one.n_taken);
            ck_assert_double_eq(h->after_w, one.after_w);
            ck_assert_double_eq(h->next.value, one.next.value);
            ck_assert_double_eq(sum, series);
        }
        one = *h;
        series = sum;
        bench_close(&s.bench);
    }
}
END_TEST

/* 70 % of 23 kW: 16.1 kW a rack, 14.4 kW more than it stands by with. */
START_TEST(caps_let_more_work_go_on_with_less_power_each)
{
    struct study s;

    open_study(&s, HEAD EAST WEST("193 kW", "1 MW", "2 MW"));
    const size_t uncapped = run(&s)->n_taken;
    bench_close(&s.bench);
    ck_assert_uint_eq(uncapped, (size_t)((193e3 - BEFORE_W) / STEP_W));
    open_study(&s, HEAD EAST WEST("193 kW", "1 MW", "2 MW"));
    s.works[FIRST].cap_least_frac = s.works[SECOND].cap_least_frac = 0.7;
    s.request.is_capped = true;
    const struct drill_hall *const h = run(&s);
    const double each_w = 0.7 * FULL_W - IDLE_W;
    const size_t expected = (size_t)((193e3 - BEFORE_W) / each_w);
    ck_assert_uint_gt(expected, uncapped);
    ck_assert_uint_eq(h->n_taken, expected);
    ck_assert_double_eq_tol(s.answer.capped_w, (double)expected * 0.3 * FULL_W,
                            s.answer.capped_w * rounding);
    ck_assert_double_eq_tol(s.answer.taken_w, (double)expected * 0.7 * FULL_W,
                            s.answer.taken_w * rounding);
    bench_close(&s.bench);
}
END_TEST

/* West takes five for its IT power; what it leaves goes to North, which has room for two. */
START_TEST(what_the_first_receiver_leaves_goes_to_the_second)
{
    struct study s;
    struct scn_receiver both[2];
    struct drill_move moves[2 * N_WORKS];

    open_study(&s, HEAD EAST WEST("223 kW", "1 MW",
                                  "2 MW") "  - name: North\n"
                                          "    halls:\n" HALL_TEXT(
                                              "N", "153 kW", "1 MW", "2 MW",
                                              RACKS("4", "L", ", workload: first")
                                                  RACKS("8", "R", ", workload: standby")));
    both[0] = both[1] = s.receiver;
    both[1].hall = (struct name_ref){.text = "North/N", .index = 2};
    for (size_t i = 0; i < 2; i++) {
        memcpy(moves + i * N_WORKS, s.moves, sizeof s.moves);
    }
    s.request.receivers = both;
    s.request.n_receivers = 2;
    s.request.moves = moves;
    ck_assert_int_eq(drill_run(s.bench.arena, &s.request, &s.answer), STATUS_OK);
    ck_assert_uint_eq(s.answer.halls[1].n_taken, (size_t)((223e3 - BEFORE_W) / STEP_W));
    ck_assert_uint_eq(s.answer.halls[2].n_queued, N_LOST - s.answer.halls[1].n_taken);
    ck_assert_uint_eq(s.answer.halls[2].n_taken, (size_t)((153e3 - BEFORE_W) / STEP_W));
    ck_assert_double_eq_tol(s.answer.shed_w, 2 * FULL_W, s.answer.shed_w * rounding);
    ck_assert_int_eq(s.answer.units[4].receiver, 0);
    ck_assert_int_eq(s.answer.units[5].receiver, 1);
    bench_close(&s.bench);
}
END_TEST

/* East's T racks name no workload and are given to a job: the work that moves is the job's. */
START_TEST(work_of_a_job_on_a_rack_is_the_jobs)
{
    static const char *const text = HEAD
        "  - name: East\n"
        "    halls:\n" HALL_TEXT(
            "E", "2 MW", "1 MW", "2 MW",
            RACKS("6", "T", "") RACKS(
                "3", "S", ", workload: first")) "        jobs: [{name: j, workload: second, racks: "
                                                "[\"T-*\"]}]\n" WEST("2 MW", "1 MW", "2 MW");
    struct study s;

    open_study(&s, text);
    (void)run(&s);
    ck_assert_uint_eq(s.answer.n_units, N_LOST);
    for (size_t u = 0; u < N_LOST; u++) {
        ck_assert_str_eq(s.answer.units[u].workload, u < 3 ? "first" : "second");
        ck_assert_double_eq_tol(s.answer.units[u].lost_w, FULL_W, FULL_W * rounding);
    }
    bench_close(&s.bench);
}
END_TEST

START_TEST(work_that_may_not_move_is_shed_for_its_own_reason)
{
    struct study s;

    open_study(&s, HEAD EAST WEST("2 MW", "1 MW", "2 MW"));
    s.moves[SECOND] = (struct drill_move){.arrives_s = NEVER, .why = "no copy"};
    const struct drill_hall *const h = run(&s);
    ck_assert_uint_eq(h->n_queued, 3);
    ck_assert_uint_eq(h->n_taken, 3);
    ck_assert_ptr_null(h->bar.name);
    ck_assert_str_eq(s.answer.units[8].why, "no copy");
    ck_assert_double_eq_tol(s.answer.shed_w, 6 * FULL_W, s.answer.shed_w * rounding);
    bench_close(&s.bench);
}
END_TEST

TCASE(tc_count, "count", receiver_takes_what_its_it_limit_leaves_and_not_one_more,
      receiver_with_a_weaker_cdu_takes_less, receiver_without_cooling_headroom_takes_none,
      receiver_that_passes_a_limit_anyhow_takes_nothing_that_makes_it_worse,
      count_is_the_greatest_by_brute_force, any_number_of_workers_gives_the_same_bits)
TCASE(tc_load, "load", taken_and_capped_and_shed_add_up_to_what_is_lost,
      lost_hall_goes_dark_and_energy_closes_in_both, load_steps_on_at_its_times_and_not_before,
      least_priority_is_shed_first_and_unranked_work_before_all,
      caps_let_more_work_go_on_with_less_power_each,
      what_the_first_receiver_leaves_goes_to_the_second, work_of_a_job_on_a_rack_is_the_jobs,
      work_that_may_not_move_is_shed_for_its_own_reason)
CHECK_MAIN("drill", tc_count, tc_load)
