/* test_trees.c - what must hold in any electrical tree, on random ones, stepped through the engine.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>

#include "models/redundancy.h"
#include "sim/engine/events.h"
#include "tests/support/check_main.h"
#include "tests/support/hall_bench.h"
#include "tests/support/random_tree.h"

/* Sums of some dozen terms. */
static const double rounding = 1e-12;

/* One step of at most so long, as a run takes it: never across an event or a switch. Returns its
 * length; seed names the case when it fails. */
static double advance(struct bench *b, double most_s, unsigned long seed)
{
    const int64_t own_us = events_next_step_us(b->plan, b->hall);
    const int64_t most_us = (int64_t)(most_s * 1e6 + 0.5);
    int64_t done_us = 0;
    const enum status st =
        engine_advance(b->plan, b->hall, own_us < most_us ? own_us : most_us, &done_us, &b->fault);

    ck_assert_msg(st == STATUS_OK, "tree %lu at %g s: %s in stage %s, %s %zu, %g", seed,
                  (double)b->hall->time_us / 1e6, status_text(st), hall_stage_text(b->fault.stage),
                  dim_text(b->fault.dim), b->fault.index, b->fault.value);
    return (double)done_us / 1e6;
}

static double time_s(const struct bench *b)
{
    return (double)b->hall->time_us / 1e6;
}

static size_t feed_of(const struct bench *b, const char *name)
{
    return bench_index(b, DIM_FEED, name);
}

static bool is_alive(const struct bench *b, const char *feed)
{
    return b->hall->was->feed.is_energised[feed_of(b, feed)] != 0.0;
}

static bool is_source(const struct plan *plan, size_t f)
{
    return plan->feed_parents.first[f] == plan->feed_parents.first[f + 1];
}

static double sum(const double *x, size_t n)
{
    double total = 0.0;

    for (size_t i = 0; i < n; i++) {
        total += x[i];
    }
    return total;
}

/* ------------------------------------------------- failures and repairs of everything */

enum { N_TREES = 150 };
static const double outage_s = 120.0;

static void open_tree(struct bench *b, unsigned long seed, struct random_tree *ret_tree)
{
    gsl_rng *const rng = draw_create(seed);
    struct text text = {0};

    tree_head(&text, "duration: 120 s, step: 3 s, record: 40 s");
    tree_elements(rng, ret_tree, &text);
    tree_racks(rng, ret_tree, &text);
    tree_events(rng, ret_tree, outage_s, &text);
    bench_open(b, text.at);
    text_release(&text);
    gsl_rng_free(rng);
}

/* A rack draws its power when one of its feeds is alive, and nothing otherwise. */
static double expected_racks_w(const struct bench *b, const struct random_tree *tree,
                               unsigned long seed)
{
    const struct plan *const plan = b->plan;
    const struct columns *const c = b->hall->was;
    double total_w = 0.0;

    for (size_t r = 0; r < tree->n_racks; r++) {
        bool has_power = false;
        for (int32_t k = plan->rack_feeds.first[r]; k < plan->rack_feeds.first[r + 1]; k++) {
            has_power = has_power || c->feed.is_energised[plan->rack_feeds.to[k]] != 0.0;
        }
        const double expected_w = has_power && c->rack.out[r] == OUT_NOT ? tree->rack_w[r] : 0.0;
        ck_assert_msg(fabs(c->rack.power_w[r] - expected_w) <= rounding * tree->rack_w[r],
                      "tree %lu at %g s: rack %zu draws %.12g W for %.12g W", seed, time_s(b), r,
                      c->rack.power_w[r], expected_w);
        total_w += expected_w;
    }
    return total_w;
}

static double sources_w(const struct bench *b)
{
    double total_w = 0.0;

    for (size_t f = 0; f < b->plan->n[DIM_FEED]; f++) {
        total_w += is_source(b->plan, f) ? b->hall->was->feed.input_w[f] : 0.0;
    }
    return total_w;
}

static void check_losses(const struct bench *b, unsigned long seed)
{
    const struct feed_columns *const c = &b->hall->was->feed;

    for (size_t f = 0; f < b->plan->n[DIM_FEED]; f++) {
        const bool is_dead = c->is_energised[f] == 0.0;
        ck_assert_msg(c->loss_w[f] >= 0.0 && (!is_dead || c->load_w[f] == 0.0),
                      "tree %lu at %g s: %s is %s, carries %g W, loses %g W", seed, time_s(b),
                      b->plan->names[DIM_FEED][f], is_dead ? "dead" : "alive", c->load_w[f],
                      c->loss_w[f]);
    }
}

START_TEST(every_joule_of_the_sources_is_used_lost_or_stored_through_failures_of_everything)
{
    size_t n_switched = 0;

    for (unsigned long seed = 1; seed <= N_TREES; seed++) {
        struct random_tree tree;
        struct bench b;
        open_tree(&b, seed, &tree);
        bench_settle(&b);
        const size_t n_feeds = b.plan->n[DIM_FEED];
        double stored_j = sum(b.hall->was->feed.stored_j, n_feeds);
        while (time_s(&b) < outage_s) {
            const double dt_s = advance(&b, outage_s, seed);
            const struct columns *const c = b.hall->was;
            const double used_w = expected_racks_w(&b, &tree, seed) + c->crah.drawn_w[0] +
                                  c->plant.drawn_w[0] + sum(c->feed.loss_w, n_feeds);
            const double gained_j = sum(c->feed.stored_j, n_feeds) - stored_j;
            const double given_j = sources_w(&b) * dt_s;
            /* Batteries hold megajoules, of which a short step moves the last digits. */
            ck_assert_msg(fabs(given_j - used_w * dt_s - gained_j) <=
                              rounding * (given_j + used_w * dt_s + stored_j),
                          "tree %lu at %g s: %.12g J given, %.12g J used, %.12g J stored", seed,
                          time_s(&b), given_j, used_w * dt_s, gained_j);
            ck_assert_msg(c->hall.residual_frac[0] < 1e-9, "tree %lu at %g s: %g", seed, time_s(&b),
                          c->hall.residual_frac[0]);
            check_losses(&b, seed);
            stored_j += gained_j;
            n_switched += (size_t)c->hall.n_switched[0];
        }
        bench_close(&b);
    }
    ck_assert_uint_gt(n_switched, (size_t)20 * N_TREES); /* or nothing was tried */
}
END_TEST

/* ------------------------------------------------------------------- chains */

enum { N_CHAINS = 150 };

/* A chain of one element on the other, from e2 on, with one rack at its end. */
static size_t chain_text(const gsl_rng *rng, double power_w, struct text *t)
{
    const size_t n = 2 + draw_index(rng, 7);

    tree_head(t, "duration: 10 s, step: 1 s, record: 10 s");
    text_add(t, "    - {name: e2, model: utility}\n");
    for (size_t i = 0; i < n; i++) {
        text_add(t, "    - {name: e%zu, ", TREE_FIRST + i);
        tree_model(rng, t);
        text_add(t, ", from: e%zu}\n", TREE_FIRST + i - 1);
    }
    text_add(t, "  rows: [{name: R, racks: [{name: R0, feeds: e%zu, ", TREE_FIRST + n - 1);
    tree_node(t, power_w, draw_between(rng, 0.9, 1.0));
    text_add(t, "}]}]\n");
    return n;
}

START_TEST(chain_is_as_efficient_as_the_product_of_its_stages_and_below_each)
{
    for (unsigned long seed = 1; seed <= N_CHAINS; seed++) {
        gsl_rng *const rng = draw_create(seed);
        struct text text = {0};
        struct bench b;
        const double power_w = floor(draw_between(rng, 2e3, 60e3));
        const size_t n = chain_text(rng, power_w, &text);
        bench_open(&b, text.at);
        bench_settle(&b);
        const struct feed_columns *const c = &b.hall->was->feed;
        const double chain_frac = power_w / c->load_w[feed_of(&b, "e2")];
        double product_frac = 1.0;
        for (size_t i = 0; i < n; i++) {
            char name[32];
            (void)snprintf(name, sizeof name, "e%zu", TREE_FIRST + i);
            const size_t f = feed_of(&b, name);
            const double stage_frac = c->load_w[f] / (c->load_w[f] + c->loss_w[f]);
            ck_assert_msg(chain_frac <= stage_frac * (1.0 + rounding),
                          "chain %lu: %.12g in all, %.12g in %s", seed, chain_frac, stage_frac,
                          name);
            product_frac *= stage_frac;
        }
        ck_assert_msg(fabs(chain_frac - product_frac) <= rounding,
                      "chain %lu: %.14g in all, %.14g of its stages\n%s", seed, chain_frac,
                      product_frac, text.at);
        bench_close(&b);
        text_release(&text);
        gsl_rng_free(rng);
    }
}
END_TEST

/* --------------------------------------------------------------- redundancy */

enum { MOST_SYSTEMS = 8, N_DRAWS = 12 };

struct design {
    const char *name;
    size_t n; /* systems that carry all ... */
    size_t r; /* ... of n + r               */
    enum { ON_PAIRS, ON_A_BUS, ON_CATCHER } kind;
};

static const struct design designs[] = {
    {"2N", 1, 1, ON_PAIRS},
    {"3N/2", 2, 1, ON_PAIRS},
    {"4N/3", 3, 1, ON_PAIRS},
    {"N+1 of 2", 1, 1, ON_A_BUS},
    {"N+1 of 4", 3, 1, ON_A_BUS},
    {"N+1 of 6", 5, 1, ON_A_BUS},
    {"4 and a catcher", 4, 1, ON_CATCHER},
    {"6 and a catcher", 6, 1, ON_CATCHER},
};

/* Every pair of systems carries one rack. A system of n + r is in n + r - 1 pairs, half of each. */
static void pairs_text(const struct design *d, double system_w, struct text *t)
{
    const size_t n = d->n + d->r;

    text_add(t, "  rows:\n    - name: R\n      racks:\n");
    for (size_t i = 0; i < n; i++) {
        for (size_t k = i + 1; k < n; k++) {
            text_add(t, "        - {name: R%zu%zu, feeds: [s%zu, s%zu], ", i, k, i, k);
            tree_node(t, system_w * 2.0 / (double)(n - 1), 1.0);
            text_add(t, "}\n");
        }
    }
}

static void bus_text(const struct design *d, double system_w, struct text *t)
{
    const size_t n = d->n + d->r;

    text_add(t, "    - {name: bus, model: lossless, from: [s0");
    for (size_t i = 1; i < n; i++) {
        text_add(t, ", s%zu", i);
    }
    text_add(t, "]}\n  rows: [{name: R, racks: [{name: R0, feeds: bus, ");
    tree_node(t, system_w * (double)n, 1.0);
    text_add(t, "}]}]\n");
}

/* Blocks s0 .. s(n-1), each with a static switch to the catcher s(n). */
static void catcher_text(const struct design *d, double system_w, struct text *t)
{
    for (size_t i = 0; i < d->n; i++) {
        text_add(t,
                 "    - {name: sts%zu, model: transfer_switch, from: [s%zu, s%zu], transfer: 6 ms, "
                 "retransfer: 10 s}\n",
                 i, i, d->n);
    }
    text_add(t, "  rows:\n    - name: R\n      racks:\n");
    for (size_t i = 0; i < d->n; i++) {
        text_add(t, "        - {name: R%zu, feeds: sts%zu, ", i, i);
        tree_node(t, system_w, 1.0);
        text_add(t, "}\n");
    }
}

/* Each system that is in use carries `full` of its rating; s_lost fails after a second. */
static void design_text(const struct design *d, double rating_w, double full, size_t lost,
                        struct text *t)
{
    tree_head(t, "duration: 10 s, step: 1 s, record: 10 s");
    text_add(t, "    - {name: grid, model: utility}\n");
    for (size_t i = 0; i < d->n + d->r; i++) {
        text_add(t, "    - {name: s%zu, model: lossless, from: grid, rating: %.6f W}\n", i,
                 rating_w);
    }
    if (d->kind == ON_PAIRS) {
        pairs_text(d, full * rating_w, t);
    } else if (d->kind == ON_A_BUS) {
        bus_text(d, full * rating_w, t);
    } else {
        catcher_text(d, full * rating_w, t);
    }
    text_add(t, "  events: [{at: 1 s, element: s%zu, action: fails}]\n", lost);
}

/* The fullest of the systems, over its rating. */
static double fullest_frac(const struct bench *b, const struct design *d, double rating_w)
{
    double most_frac = 0.0;

    for (size_t i = 0; i < d->n + d->r; i++) {
        char name[32];
        (void)snprintf(name, sizeof name, "s%zu", i);
        most_frac = fmax(most_frac, b->hall->was->feed.load_w[feed_of(b, name)] / rating_w);
    }
    return most_frac;
}

static void lose_one(const struct design *d, double rating_w, double full, size_t lost,
                     double limit_frac, unsigned long seed)
{
    struct text text = {0};
    struct bench b;

    design_text(d, rating_w, full, lost, &text);
    bench_open(&b, text.at);
    bench_settle(&b);
    const double before_frac = fullest_frac(&b, d, rating_w);
    ck_assert_msg(fabs(before_frac - full) <= 1e-9, "%s, draw %lu: %g full, meant %g", d->name,
                  seed, before_frac, full);
    while (time_s(&b) < 5.0) {
        (void)advance(&b, 1.0, seed);
    }
    const double after_frac = fullest_frac(&b, d, rating_w);
    ck_assert_msg((after_frac <= 1.0) == (full <= limit_frac),
                  "%s, draw %lu: s%zu lost at %.6f full, rule %.6f, then %.6f", d->name, seed, lost,
                  full, limit_frac, after_frac);
    ck_assert_msg(fabs(after_frac - full / limit_frac) <= 1e-9,
                  "%s, draw %lu: s%zu lost at %.6f full, then %.9f", d->name, seed, lost, full,
                  after_frac);
    bench_close(&b);
    text_release(&text);
}

START_TEST(no_path_passes_its_rating_after_one_failure_exactly_when_the_design_rule_says_so)
{
    for (size_t k = 0; k < sizeof designs / sizeof designs[0]; k++) {
        const struct design *const d = &designs[k];
        /* Blocks may be full: what is not used is the catcher. */
        const double limit_frac =
            d->kind == ON_CATCHER ? 1.0 : redundancy_limit_frac((double)d->n, (double)d->r);
        gsl_rng *const rng = draw_create(100 + k);
        for (unsigned long draw = 0; draw < N_DRAWS; draw++) {
            const double rating_w = draw_between(rng, 10e3, 200e3);
            const double off = draw_decades(rng, 1e-6, 0.3);
            const double full = limit_frac * (draw % 2 == 0 ? 1.0 - off : 1.0 + off);
            lose_one(d, rating_w, full, draw_index(rng, d->n), limit_frac, draw);
        }
        gsl_rng_free(rng);
    }
    ck_assert_double_eq_tol(redundancy_limit_frac(1, 1), 1.0 / 2.0, rounding);
    ck_assert_double_eq_tol(redundancy_limit_frac(2, 1), 2.0 / 3.0, rounding);
    ck_assert_double_eq_tol(redundancy_limit_frac(3, 1), 3.0 / 4.0, rounding);
}
END_TEST

/* ----------------------------------------------------------------- breakers */

enum { N_BREAKERS = 40 };

/* A rack on a whip below a panel, and a second one that joins it: base_frac of the rating from the
 * start, full_frac from 100 s on. */
static void whip_text(const char *standard, double rating_a, double base_frac, double full_frac,
                      struct text *t)
{
    const double rating_w = sqrt(3.0) * 415.0 * rating_a;

    tree_head(t, "duration: 4 h, step: 60 s, record: 1 h");
    text_add(t,
             "    - {name: grid, model: utility}\n"
             "    - {name: pdu, use: pdu-450kw, from: grid}\n"
             "    - {name: whip, model: lossless, from: pdu, voltage: 415 V, rating_current: %.6f "
             "A, protection: {model: breaker, standard: %s}}\n"
             "  rows: [{name: R, racks: [{name: R0, feeds: whip, ",
             rating_a, standard);
    tree_node(t, base_frac * rating_w, 1.0);
    text_add(t, "}, {name: R1, feeds: whip, ");
    tree_node(t, (full_frac - base_frac) * rating_w, 1.0);
    text_add(t, "}]}]\n  events: [{at: 0 s, element: R1, action: opens}, {at: 100 s, element: R1, "
                "action: closes}]\n");
}

/* Time from the second load until the breaker opens; INFINITY: it holds that long. Steps have any
 * length, for a trip must not depend on it. */
static double trip_s(const gsl_rng *rng, const char *standard, double rating_a, double full_frac,
                     double until_s, unsigned long seed)
{
    struct text text = {0};
    struct bench b;
    const double base_frac = draw_between(rng, 0.05, 0.95);

    whip_text(standard, rating_a, base_frac, full_frac, &text);
    bench_open(&b, text.at);
    while (time_s(&b) < 100.0 + until_s && is_alive(&b, "whip")) {
        (void)advance(&b, draw_decades(rng, 0.5, 900.0), seed);
    }
    const double at_s = is_alive(&b, "whip") ? (double)INFINITY : time_s(&b) - 100.0;
    bench_close(&b);
    text_release(&text);
    return at_s;
}

START_TEST(iec_breaker_in_a_tree_holds_113_per_cent_and_opens_at_145_within_its_time)
{
    static const char *const standards[] = {"iec_b", "iec_c", "iec_d"};

    for (unsigned long seed = 1; seed <= N_BREAKERS; seed++) {
        gsl_rng *const rng = draw_create(seed);
        const double rating_a = draw_between(rng, 6.0, 125.0);
        const double conventional_s = rating_a <= 63.0 ? 3600.0 : 7200.0;
        const char *const standard = standards[seed % 3];
        const double held_s = trip_s(rng, standard, rating_a, 1.13, conventional_s, seed);
        const double opened_s = trip_s(rng, standard, rating_a, 1.45, conventional_s, seed);
        ck_assert_msg(isinf(held_s), "%s of %g A, case %lu: opens after %g s at 1.13", standard,
                      rating_a, seed, held_s);
        ck_assert_msg(opened_s < conventional_s, "%s of %g A, case %lu: opens after %g s at 1.45",
                      standard, rating_a, seed, opened_s);
        gsl_rng_free(rng);
    }
}
END_TEST

START_TEST(ul_breaker_in_a_tree_holds_its_rating_and_opens_by_135_per_cent_within_its_time)
{
    for (unsigned long seed = 1; seed <= N_BREAKERS; seed++) {
        gsl_rng *const rng = draw_create(1000 + seed);
        const double rating_a = draw_between(rng, 15.0, 400.0);
        const double conventional_s = rating_a <= 50.0 ? 3600.0 : 7200.0;
        const double held_s = trip_s(rng, "ul", rating_a, 1.0, 3.0 * 3600.0, seed);
        const double opened_s = trip_s(rng, "ul", rating_a, 1.35, conventional_s, seed);
        ck_assert_msg(isinf(held_s), "%g A, case %lu: opens after %g s at its rating", rating_a,
                      seed, held_s);
        ck_assert_msg(opened_s < conventional_s, "%g A, case %lu: opens after %g s at 1.35",
                      rating_a, seed, opened_s);
        gsl_rng_free(rng);
    }
}
END_TEST

/* ---------------------------------------------------------------- DC and AC */

enum { N_BUSES = 40 };

/* A rectifier's output on one line: three phases, or a pair of half the resistance at the same
 * voltage. P^2 R / V^2 then heats both alike when the power factor is 1. */
static double drawn_j(unsigned long seed, bool is_direct, double power_factor)
{
    gsl_rng *const rng = draw_create(2000 + seed);
    struct text text = {0};
    struct bench b;
    double drawn = 0.0;
    const double voltage_v = floor(draw_between(rng, 380.0, 850.0));
    const double ohm_per_m = draw_between(rng, 1e-5, 3e-4);
    const double length_m = draw_between(rng, 5.0, 90.0);

    tree_head(&text, "duration: 60 s, step: 7 s, record: 60 s");
    text_add(&text, "    - {name: grid, model: utility}\n"
                    "    - {name: front, model: converter, rating: 1 MW, from: grid}\n");
    text_add(&text, "    - {name: bus, model: line, from: front, rating: 1 MW, length: %.9f m, ",
             length_m);
    if (is_direct) {
        text_add(&text, "conductors: direct, bus: %.9f V, resistance: %.12f Ohm/m}\n", voltage_v,
                 ohm_per_m / 2.0);
    } else {
        text_add(&text, "voltage: %.9f V, resistance: %.12f Ohm/m}\n", voltage_v, ohm_per_m);
    }
    text_add(&text, "  rows: [{name: R, racks: [{name: R0, feeds: bus, ");
    tree_node(&text, floor(draw_between(rng, 10e3, 120e3)), power_factor);
    text_add(&text, "}]}]\n  events: [{at: %.3f s, element: R0, action: opens}]\n",
             draw_between(rng, 20.0, 55.0));
    bench_open(&b, text.at);
    bench_settle(&b);
    while (time_s(&b) < 60.0) {
        const double dt_s = advance(&b, 7.0, seed);
        drawn += b.hall->was->feed.load_w[feed_of(&b, "grid")] * dt_s;
    }
    bench_close(&b);
    text_release(&text);
    gsl_rng_free(rng);
    return drawn;
}

START_TEST(direct_current_takes_the_energy_of_three_phases_at_unity_power_factor_and_less_below)
{
    for (unsigned long seed = 1; seed <= N_BUSES; seed++) {
        const double ac_j = drawn_j(seed, false, 1.0);
        const double dc_j = drawn_j(seed, true, 1.0);
        const double lagging_j = drawn_j(seed, false, 0.9);
        /* Resistances are written with twelve places: 1e-7 of a loss of 1 %. */
        ck_assert_msg(fabs(ac_j / dc_j - 1.0) < 1e-8, "bus %lu: %.12g J AC, %.12g J DC", seed, ac_j,
                      dc_j);
        ck_assert_msg(lagging_j > ac_j, "bus %lu: %.12g J at 0.9, %.12g J at 1", seed, lagging_j,
                      ac_j);
    }
}
END_TEST

TCASE(tc_books, "books",
      every_joule_of_the_sources_is_used_lost_or_stored_through_failures_of_everything,
      chain_is_as_efficient_as_the_product_of_its_stages_and_below_each,
      direct_current_takes_the_energy_of_three_phases_at_unity_power_factor_and_less_below)
TCASE(tc_rules, "rules",
      no_path_passes_its_rating_after_one_failure_exactly_when_the_design_rule_says_so)
TCASE(tc_breakers, "breakers",
      iec_breaker_in_a_tree_holds_113_per_cent_and_opens_at_145_within_its_time,
      ul_breaker_in_a_tree_holds_its_rating_and_opens_by_135_per_cent_within_its_time)
CHECK_MAIN("trees", tc_books, tc_rules, tc_breakers)
