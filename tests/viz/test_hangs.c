/* test_hangs.c - what hangs on what, and how loaded it is: read from small files.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>
#include <stdio.h>

#include "tests/support/check_main.h"
#include "tests/support/draw.h"
#include "tests/support/small_results.h"
#include "viz/tree.h"

static struct results *reopen(const struct small_results *f, struct tree *ret_tree)
{
    struct results *const r = small_results_open(*f);

    ck_assert(tree_open(r, ret_tree) == STATUS_OK);
    return r;
}

static void close_both(struct results *r, struct tree *t)
{
    tree_close(t);
    small_results_close(r);
}

/* -------------------------------------------------------------- random trees */

enum { N_FEEDS = 12, N_RACKS = 9, ROOM = 200 };

struct draft {
    bool feeds[N_FEEDS][N_FEEDS];   /* [i][j]: i stands right above j */
    bool reaches[N_FEEDS][N_FEEDS]; /* over any number of others      */
    bool racks[N_FEEDS][N_RACKS];
    char names[N_FEEDS][8];
    char rack_names[N_RACKS][8];
};

/* Parents come from those of lower rank; ranks are in no order of the file. */
static void draw_draft(gsl_rng *rng, struct draft *d)
{
    size_t ranks[N_FEEDS];

    memset(d, 0, sizeof *d);
    for (size_t i = 0; i < N_FEEDS; i++) {
        ranks[i] = draw_index(rng, 1000);
        (void)snprintf(d->names[i], sizeof d->names[i], "f%zu", i * 7 % 100);
    }
    for (size_t i = 0; i < N_FEEDS; i++) {
        for (size_t j = 0; j < N_FEEDS; j++) {
            d->feeds[i][j] = ranks[i] < ranks[j] && draw_between(rng, 0.0, 1.0) < 0.25;
            d->reaches[i][j] = d->feeds[i][j];
        }
    }
    for (size_t k = 0; k < N_FEEDS; k++) { /* Warshall's closure */
        for (size_t i = 0; i < N_FEEDS; i++) {
            for (size_t j = 0; j < N_FEEDS; j++) {
                d->reaches[i][j] = d->reaches[i][j] || (d->reaches[i][k] && d->reaches[k][j]);
            }
        }
    }
    for (size_t r = 0; r < N_RACKS; r++) {
        (void)snprintf(d->rack_names[r], sizeof d->rack_names[r], "R%zu", r);
        d->racks[draw_index(rng, N_FEEDS)][r] = true;
        d->racks[draw_index(rng, N_FEEDS)][r] = true; /* often another one */
    }
}

/* The names of those that have a bit set, joined. */
static void join(const struct draft *d, const bool *is_in, size_t stride, char *ret_text)
{
    size_t used = 0;

    ret_text[0] = '\0';
    for (size_t i = 0; i < N_FEEDS; i++) {
        if (is_in[i * stride]) {
            used += (size_t)snprintf(ret_text + used, ROOM - used, "%s%s", used > 0 ? ", " : "",
                                     d->names[i]);
        }
    }
}

static struct results *write_draft(const struct draft *d, struct tree *ret_tree)
{
    char parents[N_FEEDS][ROOM];
    char feeds[N_RACKS][ROOM];
    const char *names[N_FEEDS];
    const char *parent_texts[N_FEEDS];
    const char *racks[N_RACKS];
    const char *feed_texts[N_RACKS];
    const struct small_results f = small_results_create(1, 10.0);

    for (size_t j = 0; j < N_FEEDS; j++) {
        names[j] = d->names[j];
        join(d, &d->feeds[0][j], N_FEEDS, parents[j]);
        parent_texts[j] = parents[j];
    }
    for (size_t r = 0; r < N_RACKS; r++) {
        racks[r] = d->rack_names[r];
        join(d, &d->racks[0][r], N_RACKS, feeds[r]);
        feed_texts[r] = feeds[r];
    }
    small_texts(f.file, "rack", racks, N_RACKS, true);
    small_texts(f.file, "feed", names, N_FEEDS, true);
    small_texts(f.file, "feed_parents", parent_texts, N_FEEDS, false);
    small_texts(f.file, "rack_feeds", feed_texts, N_RACKS, false);
    return reopen(&f, ret_tree);
}

static bool holds_rack(const struct draft *d, size_t feed, size_t rack)
{
    bool holds = d->racks[feed][rack];

    for (size_t i = 0; i < N_FEEDS; i++) {
        holds = holds || (d->racks[i][rack] && d->reaches[feed][i]);
    }
    return holds;
}

START_TEST(a_rack_hangs_on_a_feed_when_a_path_leads_there_and_else_not)
{
    gsl_rng *const rng = draw_create(20260811);

    for (int c = 0; c < 40; c++) {
        struct draft d;
        struct tree t;
        draw_draft(rng, &d);
        struct results *const r = write_draft(&d, &t);
        for (size_t k = 0; k < N_FEEDS; k++) {
            tree_mark_below(&t, k);
            for (size_t j = 0; j < N_FEEDS; j++) {
                ck_assert_msg((t.nodes[j].is == HOLD_FED) == (j == k || d.reaches[k][j]),
                              "case %d: feed %zu below %zu", c, j, k);
            }
            for (size_t i = 0; i < N_RACKS; i++) {
                ck_assert_msg((t.hold[i] == HOLD_FED) == holds_rack(&d, k, i),
                              "case %d: rack %zu below feed %zu", c, i, k);
            }
        }
        for (size_t i = 0; i < N_RACKS; i++) {
            tree_mark_above(&t, i);
            for (size_t k = 0; k < N_FEEDS; k++) {
                ck_assert_msg((t.nodes[k].is == HOLD_FED) == holds_rack(&d, k, i),
                              "case %d: feed %zu above rack %zu", c, k, i);
            }
        }
        close_both(r, &t);
    }
    gsl_rng_free(rng);
}
END_TEST

START_TEST(feeds_of_a_damaged_file_that_feed_each_other_come_to_an_end)
{
    const char *const names[] = {"a", "b", "c"};
    const char *const parents[] = {"b, nobody", "a", "c"};
    const char *const rack[] = {"R"};
    const char *const feeds[] = {"a"};
    const struct small_results f = small_results_create(1, 10.0);
    struct tree t;

    small_texts(f.file, "rack", rack, 1, true);
    small_texts(f.file, "feed", names, 3, true);
    small_texts(f.file, "feed_parents", parents, 3, false);
    small_texts(f.file, "rack_feeds", feeds, 1, false);
    struct results *const r = reopen(&f, &t);
    tree_mark_below(&t, 1);
    ck_assert(t.hold[0] == HOLD_FED && t.nodes[0].is == HOLD_FED && t.nodes[2].is == HOLD_NOT);
    tree_mark_above(&t, 0);
    ck_assert(t.nodes[1].is == HOLD_FED && t.nodes[2].is == HOLD_NOT);
    close_both(r, &t);
}
END_TEST

/* ------------------------------------------------------------------- cooling */

/* grid feeds pdu and mech; mech drives the chiller and the pumps; the chiller cools a handler and a CDU.
 * Rack A draws air, L is cooled by the CDU alone, D is dark and dry. */
static struct results *write_cooling(struct tree *ret_tree)
{
    const char *const feeds[] = {"grid", "pdu", "mech"};
    const char *const parents[] = {"", "grid", "grid"};
    const char *const racks[] = {"A", "L", "D"};
    const char *const rack_feeds[] = {"pdu", "pdu", "pdu"};
    const char *const rack_cdus[] = {"", "cdu", ""};
    const char *const plant[] = {"chiller"};
    const char *const crah[] = {"crah"};
    const char *const cdu[] = {"cdu"};
    const char *const mech[] = {"mech"};
    const struct small_results f = small_results_create(1, 10.0);

    small_texts(f.file, "rack", racks, 3, true);
    small_texts(f.file, "feed", feeds, 3, true);
    small_texts(f.file, "plant", plant, 1, true);
    small_texts(f.file, "crah", crah, 1, true);
    small_texts(f.file, "cdu", cdu, 1, true);
    small_texts(f.file, "feed_parents", parents, 3, false);
    small_texts(f.file, "rack_feeds", rack_feeds, 3, false);
    small_texts(f.file, "rack_cdus", rack_cdus, 3, false);
    small_texts(f.file, "plant_feeds", mech, 1, false);
    small_texts(f.file, "crah_plant", plant, 1, false);
    small_texts(f.file, "cdu_plant", plant, 1, false);
    small_texts(f.file, "cdu_feeds", mech, 1, false);
    small_series(&f, f.file, "rack_airflow_m3s", (double[]){0.43, 0.0, 0.0}, 3, false);
    return reopen(&f, ret_tree);
}

START_TEST(racks_hang_on_cooling_by_air_by_coolant_or_through_its_motors)
{
    static const struct {
        const char *name;
        enum tree_hold racks[3];
    } cases[] = {
        {"grid", {HOLD_FED, HOLD_FED, HOLD_FED}},       {"pdu", {HOLD_FED, HOLD_FED, HOLD_FED}},
        {"mech", {HOLD_COOLED, HOLD_COOLED, HOLD_NOT}}, {"chiller", {HOLD_FED, HOLD_FED, HOLD_NOT}},
        {"crah", {HOLD_FED, HOLD_NOT, HOLD_NOT}},       {"cdu", {HOLD_NOT, HOLD_FED, HOLD_NOT}},
    };
    struct tree t;
    struct results *const r = write_cooling(&t);

    ck_assert(tree_set_time(&t, r, 0) == STATUS_OK);
    for (size_t c = 0; c < sizeof cases / sizeof cases[0]; c++) {
        const long node = tree_find(&t, cases[c].name);
        ck_assert_msg(node >= 0, "%s", cases[c].name);
        tree_mark_below(&t, (size_t)node);
        for (size_t i = 0; i < 3; i++) {
            ck_assert_msg(t.hold[i] == cases[c].racks[i], "%s: rack %zu: %d", cases[c].name, i,
                          (int)t.hold[i]);
        }
    }
    ck_assert(tree_find(&t, "nobody") < 0);
    close_both(r, &t);
}
END_TEST

/* --------------------------------------------------------------------- loads */

START_TEST(a_load_is_a_share_of_the_first_rating_that_is_known)
{
    enum { N = 4, N_TIMES = 2 };
    const char *const names[] = {"by-power", "by-apparent", "by-current", "unrated"};
    const double unknown = (double)NAN;
    const double loads_w[N_TIMES * N] = {1, 2, 3, 4, 370.0, 410.0, 530.0, 610.0};
    const double loads_va[N_TIMES * N] = {5, 6, 7, 8, 390.0, 430.0, 570.0, 650.0};
    const double currents_a[N_TIMES * N] = {9, 10, 11, 12, 1.7, 1.9, 2.3, 2.9};
    const double ratings_w[N] = {1000.0, unknown, unknown, unknown};
    const double ratings_va[N] = {2100.0, 1300.0, unknown, unknown};
    const double ratings_a[N] = {7.0, 11.0, 13.0, unknown};
    const double shares[N] = {370.0 / 1000.0, 430.0 / 1300.0, 2.3 / 13.0, unknown};
    const struct small_results f = small_results_create(N_TIMES, 10.0);
    struct tree t;

    small_texts(f.file, "feed", names, N, true);
    small_series(&f, f.file, "feed_load_w", loads_w, N, false);
    small_series(&f, f.file, "feed_load_va", loads_va, N, false);
    small_series(&f, f.file, "feed_current_a", currents_a, N, false);
    small_numbers(f.file, "feed_rating_w", ratings_w, N);
    small_numbers(f.file, "feed_rating_va", ratings_va, N);
    small_numbers(f.file, "feed_rating_a", ratings_a, N);
    struct results *const r = reopen(&f, &t);
    ck_assert(tree_set_time(&t, r, 1) == STATUS_OK);
    for (size_t i = 0; i < N; i++) {
        ck_assert_double_eq(t.nodes[i].load_w, loads_w[N + i]);
        if (isnan(shares[i])) {
            ck_assert(isnan(t.nodes[i].load_frac) && isnan(t.nodes[i].rating));
        } else {
            ck_assert_double_eq(t.nodes[i].load_frac, shares[i]); /* the same two doubles divided */
        }
    }
    ck_assert_str_eq(t.nodes[1].rating_unit, "VA");
    ck_assert_str_eq(t.nodes[2].rating_unit, "A");
    close_both(r, &t);
}
END_TEST

TCASE(tc_holds, "holds", a_rack_hangs_on_a_feed_when_a_path_leads_there_and_else_not,
      feeds_of_a_damaged_file_that_feed_each_other_come_to_an_end,
      racks_hang_on_cooling_by_air_by_coolant_or_through_its_motors)
TCASE(tc_loads, "loads", a_load_is_a_share_of_the_first_rating_that_is_known)
CHECK_MAIN("hangs", tc_holds, tc_loads)
