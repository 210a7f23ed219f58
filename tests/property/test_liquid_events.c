/* test_liquid_events.c - liquid halls in which units fail and are repaired: the energy of every step
 * closes, a rack whose coolant boils is lost by name, and the run goes on.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>

#include "sim/base/text.h"
#include "sim/engine/events.h"
#include "tests/support/check_main.h"
#include "tests/support/draw.h"
#include "tests/support/hall_bench.h"

enum { N_HALLS = 8, MOST_EVENTS = 40, RUN_S = 900 };

/* Cold plates with dies and without, a bath, a door; CDUs alone, shared and standing by; what cools on
 * its own feed. */
static void hall_text(gsl_rng *rng, struct text *t)
{
    static const char *const loops[] = {"cdu-1", "cdu-1, cdu-2", "cdu-2, cdu-3"};
    static const char *const more[] = {"", ", duty: stands_by", ", holds: pressure"};
    const size_t n_racks = 2 + draw_index(rng, 4);

    text_add(t,
             "scenario: 1\ntime: {duration: %d s, step: %g s}\n"
             "hall:\n  name: H\n  air: {supply: 24 degC, redundancy: N, dew_point: 11 degC}\n"
             "  power:\n"
             "    - {name: grid, model: utility, rating: 3 MW}\n"
             "    - {name: mech, model: lossless, from: grid, rating: 2 MW}\n"
             "    - {name: ups, use: ups-1mw, from: grid}\n"
             "  plants:\n"
             "    - {name: fws, model: chiller, capacity: %g kW, cop: 7, supply: 29 degC, "
             "volume: %g m3, from: mech}\n"
             "    - {name: chw, use: chiller-air-500kw, from: mech}\n"
             "  crahs: [{repeat: 3, name: \"crah-%%d\", use: crah-100kw, plant: chw, from: mech}]\n"
             "  cdus:\n"
             "    - {repeat: 2, name: \"cdu-%%d\", use: cdu-400kw, plant: fws, from: mech}\n"
             "    - {name: cdu-3, use: cdu-400kw, plant: fws, from: ups%s}\n"
             "  rows:\n    - name: A\n      containment: hot_aisle\n      racks:\n",
             RUN_S, draw_between(rng, 0.3, 7.0), draw_between(rng, 600.0, 1200.0),
             draw_decades(rng, 0.3, 9.0), more[draw_index(rng, 3)]);
    for (size_t r = 0; r < n_racks; r++) {
        const bool has_dies = draw_index(rng, 2) == 0;
        text_add(t,
                 "        - {name: A-%zu, feeds: [grid, ups], cdus: [%s], coolant_drop: 1.4 bar, ",
                 r, loops[draw_index(rng, 3)]);
        if (has_dies) {
            text_add(t, "use: gb200-nvl72, nodes: [{use: gb200-compute-tray, count: 18}, "
                        "{use: nvl72-switch-tray, count: 9}]}\n");
        } else {
            text_add(t,
                     "cooling: {model: cold_plate}, nodes: [{name: n, count: 16, nameplate: 7 kW, "
                     "model: curve, points: [[0 %%, 1 kW], [100 %%, 7 kW]], airflow: 60 CFM, "
                     "liquid: %g %%, is_liquid_cooled: true}]}\n",
                     draw_between(rng, 60.0, 100.0));
        }
    }
    text_add(t,
             "        - {name: C-1, feeds: ups, nodes: [{use: dgx-h100, count: 3}]}\n"
             "site:\n  outdoor: {model: constant, dry_bulb: 28 degC, relative_humidity: 40 %%}\n");
}

/* Units, racks and elements that fail, open, close and are repaired, in the order of time. */
static size_t draw_events(gsl_rng *rng, const struct plan *plan, struct plan_event *events)
{
    static const enum dim kinds[] = {DIM_CDU, DIM_CDU, DIM_PLANT, DIM_CRAH, DIM_RACK, DIM_FEED};
    static const enum event_action actions[] = {EVENT_FAILS, EVENT_REPAIRS, EVENT_REPAIRS};
    const size_t n = MOST_EVENTS / 2 + draw_index(rng, MOST_EVENTS / 2);
    int64_t at_us = 0;

    for (size_t k = 0; k < n; k++) {
        const enum dim d = kinds[draw_index(rng, 6)];
        at_us += (int64_t)draw_decades(rng, 1e4, 1e8);
        events[k] = (struct plan_event){.at_us = at_us,
                                        .dim = d,
                                        .index = draw_index(rng, plan->n[d]),
                                        .action = actions[draw_index(rng, 3)],
                                        .order = k};
    }
    return n;
}

/* What must hold after every step. */
static void check_step(const struct bench *b, unsigned long seed)
{
    const struct columns *const was = b->hall->was;

    ck_assert_msg(was->hall.residual_frac[0] <= 1e-9, "hall %lu at %g s: %g of the energy is lost",
                  seed, (double)b->hall->time_us / 1e6, was->hall.residual_frac[0]);
    for (size_t i = 0; i < b->plan->n[DIM_NODE]; i++) {
        const bool is_lost = was->rack.has_boiled[b->plan->node_rack[i]] != 0.0;
        ck_assert_msg(!is_lost || (was->node.demand_w[i] == 0.0 &&
                                   was->node.shut_nodes[i] == b->plan->node_count[i]),
                      "hall %lu: node group %zu of a rack that boiled draws %g W", seed, i,
                      was->node.demand_w[i]);
    }
}

START_TEST(units_that_fail_and_return_lose_no_energy)
{
    size_t n_boiled = 0;
    size_t n_shut = 0;

    for (unsigned long seed = 1; seed <= N_HALLS; seed++) {
        gsl_rng *const rng = draw_create(seed);
        struct text text = {0};
        struct bench b;
        struct plan_event events[MOST_EVENTS];
        hall_text(rng, &text);
        bench_open(&b, text.at);
        bench_settle(&b);
        struct plan plan = *b.plan;
        plan.events = events;
        plan.n_events = draw_events(rng, &plan, events);
        for (int64_t dt_us = 0; (dt_us = events_next_step_us(&plan, b.hall)) > 0;) {
            int64_t done_us = 0;
            const enum status st = engine_advance(&plan, b.hall, dt_us, &done_us, &b.fault);
            ck_assert_msg(st == STATUS_OK, "hall %lu at %g s: %s in stage %s", seed, b.fault.time_s,
                          status_text(st), hall_stage_text(b.fault.stage));
            check_step(&b, seed);
            for (size_t r = 0; r < plan.n[DIM_RACK]; r++) {
                n_boiled += b.hall->was->rack.has_boiled[r] != 0.0;
            }
            for (size_t i = 0; i < plan.n[DIM_NODE]; i++) {
                n_shut += b.hall->was->node.shut_nodes[i] > 0.0;
            }
        }
        text_release(&text);
        bench_close(&b);
        gsl_rng_free(rng);
    }
    /* The runs go where it matters. */
    ck_assert_uint_gt(n_boiled, 0);
    ck_assert_uint_gt(n_shut, n_boiled);
}
END_TEST

/* ----------------------------------------------------------------- boiling */

/* One rack of 112 kW on one CDU, whose nodes have no dies that would shut them before. */
static const char boiling_hall[] =
    "scenario: 1\ntime: {duration: 1 h, step: 1 s}\n"
    "hall:\n  name: H\n  air: {supply: 24 degC, redundancy: N, dew_point: 11 degC}\n"
    "  power: [{name: grid, model: utility, rating: 1 MW}]\n"
    "  plants:\n"
    "    - {name: fws, model: fixed, supply: 27 degC, power: 2 %, from: grid}\n"
    "    - {name: chw, use: chiller-air-500kw, from: grid}\n"
    "  crahs: [{name: c, use: crah-100kw, plant: chw, from: grid}]\n"
    "  cdus: [{repeat: 2, name: \"cdu-%d\", use: cdu-400kw, plant: fws, from: grid}]\n"
    "  rows:\n    - name: A\n      racks:\n"
    "        - {repeat: 2, name: \"A-%d\", feeds: grid, cdus: cdu-1, cooling: {model: cold_plate}, "
    "coolant_drop: 1.4 bar, nodes: [{name: n, count: 16, nameplate: 7 kW, model: curve, points: "
    "[[0 %, 1 kW], [100 %, 7 kW]], fan: 0 %, airflow: 60 CFM, liquid: 100 %, is_liquid_cooled: "
    "true}]}\n"
    "        - {name: B, feeds: grid, cdus: cdu-2, cooling: {model: cold_plate}, "
    "coolant_drop: 1.4 bar, nodes: [{name: n, count: 3, nameplate: 7 kW, model: curve, points: "
    "[[0 %, 1 kW], [100 %, 7 kW]], fan: 0 %, airflow: 60 CFM, liquid: 100 %, is_liquid_cooled: "
    "true}]}\n"
    "site:\n  outdoor: {model: constant, dry_bulb: 20 degC, relative_humidity: 50 %}\n";

/* The CDU fails and comes back; A-1 is put right later, A-2 never. */
START_TEST(rack_that_boiled_is_lost_until_it_is_put_back)
{
    struct bench b;
    bench_open(&b, boiling_hall);
    bench_settle(&b);
    const struct plan *const drawn = b.plan;
    const size_t a1 = bench_index(&b, DIM_RACK, "A-1");
    const size_t a2 = bench_index(&b, DIM_RACK, "A-2");
    const size_t other = bench_index(&b, DIM_RACK, "B");
    const double power_w = b.hall->was->rack.power_w[a1];
    const double other_w = b.hall->was->rack.power_w[other];
    const struct plan_event events[] = {
        {1000000, DIM_CDU, 0, EVENT_FAILS, 0.0, 0},
        {400000000, DIM_CDU, 0, EVENT_REPAIRS, 0.0, 1},
        {900000000, DIM_RACK, a1, EVENT_OPENS, 0.0, 2},
        {950000000, DIM_RACK, a1, EVENT_CLOSES, 0.0, 3},
    };
    struct plan plan = *drawn;
    plan.events = events;
    plan.n_events = 4;
    b.plan = &plan;
    double boiled_s = PARAM_UNKNOWN;
    for (int s = 0; s < 2000; s++) {
        bench_step(&b, 1.0);
        const struct rack_columns *const rack = &b.hall->was->rack;
        if (isnan(boiled_s) && rack->is_boiling[a1] != 0.0) {
            boiled_s = s;
            ck_assert_double_eq(rack->has_boiled[a1], 0.0); /* the step that boils ends it */
        }
        const bool is_lost = !isnan(boiled_s) && s > boiled_s;
        ck_assert_msg((rack->has_boiled[a2] != 0.0) == is_lost, "second %d", s);
        ck_assert_msg((rack->power_w[a2] == 0.0) == is_lost, "second %d: %g W", s,
                      rack->power_w[a2]);
        ck_assert_msg((rack->has_boiled[a1] != 0.0) == (is_lost && s < 950), "second %d", s);
        ck_assert_double_eq(rack->has_boiled[other], 0.0);
        ck_assert_double_eq_tol(rack->power_w[other], other_w, 1e-9 * other_w);
    }
    /* 140 kJ/K of a rack by default warm at 112 kW; it has run dry in minutes. */
    ck_assert_double_lt(boiled_s, 300.0);
    ck_assert_double_eq_tol(b.hall->was->rack.power_w[a1], power_w, 1e-9 * power_w);
    ck_assert_double_lt(b.hall->was->rack.coolant_return_c[a2], plan.cdu_boiling_c[0] - 50.0);
    bench_close(&b);
}
END_TEST

TCASE(tc_events, "events", units_that_fail_and_return_lose_no_energy,
      rack_that_boiled_is_lost_until_it_is_put_back)
CHECK_MAIN("liquid_events", tc_events)
