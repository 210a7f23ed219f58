/* test_sites.c - lines, copies and recovery between two sites, against arithmetic.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>

#include "sim/decide/recovery.h"
#include "tests/support/check_main.h"
#include "tests/support/two_sites.h"

#define SITES HEAD EAST WEST("223 kW", "1 MW", "2 MW")
#define GBIT  1.25e8 /* bytes/s of a Gbit/s */

static const double rounding = 1e-12;

static void near(double found, double expected)
{
    ck_assert_double_eq_tol(found, expected, fabs(expected) * rounding);
}

static void look(struct bench *b, const char *text, struct sites_answer *ret)
{
    bench_open(b, text);
    sites_look(b->arena, b->scenario, ret);
}

/* ------------------------------------------------------------- replication */

#define LINE(name, duct, gbit)                                                                     \
    "  - {name: " name                                                                             \
    ", between: [West, East], fibre: 80 km, equipment: 0.09 ms, bandwidth: " gbit                  \
    " Gbit/s, usable: 70 %, duct: " duct "}\n"

START_TEST(twenty_terabytes_a_day_need_1_85_gigabits_and_thrice_that_in_a_burst)
{
    struct bench b;
    struct sites_answer a;

    look(&b,
         SITES "links:\n" LINE(
             "a", "x",
             "10") "data:\n"
                   "  - {name: d, home: East, copies: [West], size: 60 TB, change: 20 TB/day, "
                   "burst_ratio: 3, overhead: 0 %, rpo: 15 min}\n",
         &a);
    ck_assert_uint_eq(a.n_copies, 1);
    near(a.copies[0].mean_bytes_per_s, 20e12 / 86400.0);
    near(a.copies[0].burst_bytes_per_s, 3.0 * 20e12 / 86400.0);
    near(a.copies[0].needed_bytes_per_s, 3.0 * 20e12 / 86400.0); /* a burst without end */
    ck_assert_double_eq_tol(a.copies[0].mean_bytes_per_s / GBIT, 1.85, 0.005);
    ck_assert_double_eq_tol(a.copies[0].needed_bytes_per_s / GBIT, 5.6, 0.05);
    ck_assert_double_eq(a.copies[0].lag_s, 0.0); /* 5.6 on 7 Gbit/s */
    ck_assert(isinf(a.copies[0].lag_duct_s));
    near(a.routes[0].round_trip_s, 2.0 * 80e3 * 4.9e-9 + 90e-6);
    bench_close(&b);
}
END_TEST

/* A burst of 17 min at three times 30 TB a day, with 12 % on top, on 8 of 10.3 Gbit/s: what is written last waits
 * for all that stands before it. */
START_TEST(burst_beyond_the_line_waits_for_what_stands_before_it)
{
    struct bench b;
    struct sites_answer a;

    look(&b,
         SITES "links:\n" LINE(
             "a", "x",
             "10.3") "data:\n"
                     "  - {name: d, home: East, copies: [West], size: 60 TB, change: 30 TB/day, "
                     "burst_ratio: 3, burst_time: 17 min, overhead: 12 %, rpo: 15 min}\n",
         &a);
    const double burst = 3.0 * 30e12 / 86400.0 * 1.12;
    const double line = 0.7 * 10.3 * GBIT;
    const double time_s = 17.0 * 60.0;
    ck_assert_double_gt(burst, line);
    near(a.copies[0].lag_s, (burst * time_s - line * time_s) / line);
    /* The needed rate is the one at which the wait is the RPO itself. */
    near(sites_lag_s(burst, time_s, a.copies[0].needed_bytes_per_s), 15.0 * 60.0);
    bench_close(&b);
}
END_TEST

START_TEST(lines_in_one_duct_are_lost_together)
{
    struct bench b;
    struct sites_answer a;

    look(&b, SITES "links:\n" LINE("a", "x", "3") LINE("b", "y", "5") LINE("c", "x", "4"), &a);
    ck_assert_uint_eq(a.n_routes, 1);
    ck_assert_uint_eq(a.routes[0].n_links, 3);
    ck_assert_uint_eq(a.routes[0].n_ducts, 2);
    near(a.routes[0].rate_bytes_per_s, 0.7 * 12.0 * GBIT);
    near(a.routes[0].least_bytes_per_s, 0.7 * 5.0 * GBIT);
    ck_assert_str_eq(a.routes[0].worst_duct, "x");
    ck_assert(isnan(a.routes[0].cost_usd_per_s)); /* not priced is not free */
    bench_close(&b);
}
END_TEST

START_TEST(burst_across_a_link_moves_with_what_replication_leaves)
{
    struct bench b;
    struct sites_answer a;

    look(&b,
         SITES
         "links:\n"
         "  - {name: a, between: [East, West], bandwidth: 10 Gbit/s, usable: 60 %, "
         "egress: 0.02 USD/GB}\n"
         "data:\n"
         "  - {name: d, home: East, copies: [West], size: 60 TB, change: 20 TB/day, "
         "overhead: 5 %}\n"
         "transfers:\n"
         "  - {name: there, from: East, to: West, size: 700 GB, every: 30 min}\n"
         "  - {name: back, from: West, to: East, size: 700 GB, every: 30 min, within: 9 min}\n",
         &a);
    const double line = 0.6 * 10.0 * GBIT;
    near(a.transfers[0].takes_s, 700e9 / (line - 1.05 * 20e12 / 86400.0));
    near(a.transfers[0].within_s, 1800.0);
    near(a.transfers[1].takes_s, 700e9 / line); /* the other way is free */
    near(a.transfers[0].egress_usd, 700.0 * 0.02);
    near(a.transfers[0].month_usd, 700.0 * 0.02 * 31557600.0 / 12.0 / 1800.0);
    ck_assert(isnan(a.copies[0].burst_bytes_per_s)); /* nobody said how it bursts */
    ck_assert(isnan(a.copies[0].lag_s));
    bench_close(&b);
}
END_TEST

/* ----------------------------------------------------------------- recovery */

#define RECOVERY(more)                                                                             \
    "recovery:\n"                                                                                  \
    "  today: 2026-11-01\n"                                                                        \
    "  detect: 70 s\n"                                                                             \
    "  decide: 11 min\n"                                                                           \
    "  reroute: 130 s\n"                                                                           \
    "  follow: 5 min\n"                                                                            \
    "  receivers:\n"                                                                               \
    "    - {hall: East/E, racks: [\"S-*\"], cooling: 1 min}\n"                                     \
    "    - {hall: West/W, racks: [\"R-*\"], cooling: 4 min}\n" more

#define RANKED                                                                                     \
    "  workloads:\n"                                                                               \
    "    - {workload: first, priority: 1, restart: 190 s, rto: 30 min}\n"                          \
    "    - {workload: second, priority: 2}\n"

#define DATA(more) "data: [{name: d, home: East, size: 900 GB, readers: [first], " more "}]\n"

static void drill(struct bench *b, const char *text, struct recovery_answer *a)
{
    bench_open(b, text);
    const struct recovery_request request = {
        .scenario = b->scenario, .lost_hall = -1, .n_workers = 1};
    const enum status st = recovery_run(b->arena, &request, a);
    ck_assert_msg(st == STATUS_OK, "%s", status_text(st));
}

START_TEST(rto_is_the_sum_of_its_terms_and_a_missing_one_is_named)
{
    struct bench b;
    struct recovery_answer a;

    drill(&b, SITES DATA("copies: [West], restore: 7 min") RECOVERY(RANKED), &a);
    ck_assert_uint_eq(a.n_receivers, 1); /* East is lost and takes nothing */
    const struct recovery_way *const way = &a.works[0].ways[0];
    near(way->rto_s, 70.0 + 660.0 + 130.0 + 420.0 + 190.0 + 240.0);
    near(way->known_s, way->rto_s);
    ck_assert_str_eq(way->missing, "");
    const struct recovery_way *const second = &a.works[1].ways[0];
    ck_assert(isnan(second->rto_s));
    ck_assert_str_eq(second->missing, "restart");
    near(second->known_s, 70.0 + 660.0 + 130.0 + 0.0 + 240.0);
    /* It works again at its time, in the replay too. */
    near(a.works[0].last_s, way->rto_s);
    bench_close(&b);
}
END_TEST

START_TEST(data_without_a_copy_come_over_the_line_or_not_at_all)
{
    struct bench b;
    struct recovery_answer a;

    drill(&b, SITES DATA("tags: []") RECOVERY(RANKED), &a);
    ck_assert_ptr_nonnull(a.works[0].ways[0].barred);
    ck_assert_ptr_nonnull(strstr(a.works[0].ways[0].barred, "no copy"));
    ck_assert(isinf(a.works[0].lag_s)); /* all of them are lost */
    ck_assert_double_eq(a.works[0].taken_w, 0.0);
    ck_assert_double_gt(a.works[1].taken_w, 0.0); /* second reads nothing */
    bench_close(&b);
    /* Losing the hall alone leaves what its site holds. */
    bench_open(&b, SITES "links:\n" LINE("a", "x", "10") DATA("tags: []") RECOVERY(RANKED));
    const struct recovery_request request = {.scenario = b.scenario, .n_workers = 1};
    ck_assert_int_eq(recovery_run(b.arena, &request, &a), STATUS_OK);
    near(a.works[0].ways[0].terms_s[TERM_DATA], 900e9 / (0.7 * 10.0 * GBIT));
    bench_close(&b);
}
END_TEST

START_TEST(data_stay_where_their_tags_let_them)
{
    struct bench b;
    struct recovery_answer a;
    const char *const at_home = HEAD
        "  - name: East\n"
        "    tags: [EU, state]\n"
        "    halls:\n" HALL_TEXT("E", "2 MW", "1 MW", "2 MW", RACKS("3", "S", ", workload: first"))
            WEST("223 kW", "1 MW", "2 MW") DATA("tags: [state]") RECOVERY(RANKED);

    drill(&b, at_home, &a);
    ck_assert_ptr_nonnull(strstr(a.works[0].ways[0].barred, "may not be read at West"));
    ck_assert_uint_eq(a.sites.n_readers, 2);
    ck_assert(a.sites.readers[0].may_be);
    ck_assert(!a.sites.readers[1].may_be); /* West runs 'first' and has not the tag */
    ck_assert_double_eq(a.drill.taken_w, 0.0);
    bench_close(&b);
}
END_TEST

START_TEST(test_is_stale_after_a_year_and_what_is_not_listed_is_assumed)
{
    struct bench b;
    struct recovery_answer a;
    const int64_t day_us = INT64_C(86400000000);
    const int64_t today_us = 20000 * day_us;

    ck_assert_int_eq(recovery_state_of(0, today_us), STATE_ASSUMED);
    ck_assert_int_eq(recovery_state_of(today_us - 365 * day_us, today_us), STATE_TESTED);
    ck_assert_int_eq(recovery_state_of(today_us - 366 * day_us, today_us), STATE_STALE);
    ck_assert_int_eq(recovery_state_of(today_us + day_us, today_us), STATE_ASSUMED);
    drill(&b,
          SITES RECOVERY("  paths: [{name: p, kind: power, tested: 2026-03-01}, "
                         "{name: l, kind: link, tested: 2025-03-01}]\n"),
          &a);
    ck_assert_uint_eq(a.n_paths, PATH_KINDS);
    for (size_t i = 0; i < a.n_paths; i++) {
        ck_assert_int_eq(a.paths[i].state, i == PATH_POWER  ? STATE_TESTED
                                           : i == PATH_LINK ? STATE_STALE
                                                            : STATE_ASSUMED);
    }
    bench_close(&b);
}
END_TEST

START_TEST(sums_by_workload_are_those_of_the_drill)
{
    struct bench b;
    struct recovery_answer a;
    double sums_w[4] = {0.0};

    drill(&b, SITES RECOVERY(RANKED), &a);
    for (size_t w = 0; w < a.n_works; w++) {
        sums_w[0] += a.works[w].lost_w;
        sums_w[1] += a.works[w].taken_w;
        sums_w[2] += a.works[w].capped_w;
        sums_w[3] += a.works[w].shed_w;
    }
    near(sums_w[0], a.drill.lost_w);
    near(sums_w[1], a.drill.taken_w);
    near(sums_w[3], a.drill.shed_w);
    ck_assert_double_eq(sums_w[2], 0.0);
    near(sums_w[1] + sums_w[3], sums_w[0]);
    ck_assert(a.is_inside);
    ck_assert(!a.has_caps);
    bench_close(&b);
}
END_TEST

TCASE(tc_lines, "lines", twenty_terabytes_a_day_need_1_85_gigabits_and_thrice_that_in_a_burst,
      burst_beyond_the_line_waits_for_what_stands_before_it, lines_in_one_duct_are_lost_together,
      burst_across_a_link_moves_with_what_replication_leaves)
TCASE(tc_recovery, "recovery", rto_is_the_sum_of_its_terms_and_a_missing_one_is_named,
      data_without_a_copy_come_over_the_line_or_not_at_all, data_stay_where_their_tags_let_them,
      test_is_stale_after_a_year_and_what_is_not_listed_is_assumed,
      sums_by_workload_are_those_of_the_drill)
CHECK_MAIN("sites", tc_lines, tc_recovery)
