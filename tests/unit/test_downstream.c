/* test_downstream.c - who feeds whom, turned round.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "sim/hall/downstream.h"
#include "tests/support/check_main.h"
#include "tests/support/hall_bench.h"

/* grid feeds a and b, which share R1; R2 hangs on b alone; chw and its CRAH hang on mech; the CDU cools
 * R2 and hangs on a. */
static const char *const hall =
    "scenario: 1\n"
    "hall:\n"
    "  name: H\n"
    "  air: {supply: 20 degC, redundancy: N}\n"
    "  power:\n"
    "    - {name: grid, model: utility}\n"
    "    - {name: mech, model: lossless, from: grid}\n"
    "    - {name: a, model: lossless, from: grid}\n"
    "    - {name: b, model: lossless, from: grid}\n"
    "  plants: [{name: chw, model: chiller, capacity: 1 MW, cop: 4, supply: 10 degC, "
    "volume: 10 m3, from: mech}]\n"
    "  crahs: [{name: c1, use: fan-wall-400kw, plant: chw, from: mech}]\n"
    "  cdus: [{name: cdu, use: cdu-1mw, plant: chw, from: a, supply: 30 degC}]\n"
    "  rows: [{name: R, racks: [\n"
    "    {name: R1, feeds: [a, b], nodes: [{use: dgx-h100}]},\n"
    "    {name: R2, feeds: b, cooling: rear_door, cdus: cdu, nodes: [{use: dgx-h100}]}]}]\n";

static struct plan_item item(const struct bench *b, enum dim d, const char *name)
{
    return (struct plan_item){d, bench_index(b, d, name)};
}

/* "grid mech chw c1 ..." with the depth before each name, and = behind what was met before. */
static void write_tree(struct bench *b, const struct downstream *d, struct plan_item begin,
                       struct text *t)
{
    struct downstream_visit *visits = NULL;
    const size_t n = downstream_walk(b->arena, d, begin, &visits);

    for (size_t i = 0; i < n; i++) {
        const struct plan_item at = visits[i].item;
        text_add(t, "%s%zu %s%s", i > 0 ? ", " : "", visits[i].depth,
                 b->plan->names[at.dim][at.index], visits[i].is_repeated ? "=" : "");
    }
}

START_TEST(tree_goes_from_the_source_through_plant_and_coolant_to_every_rack)
{
    struct bench b;
    struct text t = {0};

    bench_open(&b, hall);
    const struct downstream *const d = downstream_create(b.arena, b.plan);
    write_tree(&b, d, item(&b, DIM_FEED, "grid"), &t);
    ck_assert_str_eq(t.at,
                     "0 grid, 1 mech, 2 chw, 3 c1, 4 H, 3 cdu, 4 R2, 2 c1=, 1 a, 2 cdu=, 2 R1, "
                     "1 b, 2 R1=, 2 R2=");
    text_release(&t);
    write_tree(&b, d, item(&b, DIM_CDU, "cdu"), &t);
    ck_assert_str_eq(t.at, "0 cdu, 1 R2");
    text_release(&t);
    bench_close(&b);
}
END_TEST

START_TEST(way_of_power_does_not_lead_through_coolant)
{
    struct bench b;
    struct plan_item *items = NULL;

    bench_open(&b, hall);
    const struct downstream *const d = downstream_create(b.arena, b.plan);
    /* a cools R2 through the CDU, but gives it no power. */
    ck_assert_uint_eq(
        downstream_path(b.arena, d, item(&b, DIM_FEED, "a"), item(&b, DIM_RACK, "R2"), &items), 0);
    ck_assert_uint_eq(
        downstream_path(b.arena, d, item(&b, DIM_FEED, "grid"), item(&b, DIM_RACK, "R2"), &items),
        3);
    ck_assert_str_eq(b.plan->names[items[1].dim][items[1].index], "b");
    bench_close(&b);
}
END_TEST

START_TEST(feeders_of_a_rack_are_its_feeds_and_its_coolant)
{
    struct bench b;

    bench_open(&b, hall);
    const struct downstream *const d = downstream_create(b.arena, b.plan);
    const struct plan_item r2 = item(&b, DIM_RACK, "R2");
    ck_assert_uint_eq(downstream_n_feeders(d, r2), 2);
    ck_assert_int_eq(downstream_feeder(d, r2, 0).dim, DIM_FEED);
    ck_assert_int_eq(downstream_feeder(d, r2, 1).dim, DIM_CDU);
    bench_close(&b);
}
END_TEST

START_TEST(what_hangs_on_the_lost_alone_is_dead_by_the_drawing)
{
    struct bench b;
    bool is_alive[4];

    bench_open(&b, hall);
    ck_assert_uint_eq(b.plan->n[DIM_FEED], 4);
    const struct plan_item lost[] = {item(&b, DIM_FEED, "a"), item(&b, DIM_FEED, "grid")};
    downstream_alive(b.plan, lost, 1, is_alive);
    for (size_t f = 0; f < 4; f++) {
        ck_assert(is_alive[f] == (f != lost[0].index));
    }
    downstream_alive(b.plan, lost, 2, is_alive);
    for (size_t f = 0; f < 4; f++) {
        ck_assert(!is_alive[f]);
    }
    bench_close(&b);
}
END_TEST

TCASE(tc_downstream, "downstream",
      tree_goes_from_the_source_through_plant_and_coolant_to_every_rack,
      way_of_power_does_not_lead_through_coolant, feeders_of_a_rack_are_its_feeds_and_its_coolant,
      what_hangs_on_the_lost_alone_is_dead_by_the_drawing)
CHECK_MAIN("downstream", tc_downstream)
