/* test_liquid.c - the liquid side of a whole hall when something stops: every step of every run here
 * closes its energy, or the step fails.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>

#include "models/phys.h"
#include "sim/base/text.h"
#include "sim/engine/events.h"
#include "tests/support/check_main.h"
#include "tests/support/draw.h"
#include "tests/support/hall_bench.h"

enum { N_CDUS = 4, N_RACKS = 6, N_HALLS = 12, N_STEPS = 60 };

/* Racks of 112 kW in two groups of nodes, the first half of them on the CDUs that cdus names, the rest
 * on others. extra goes into every CDU. */
static void hall_text(struct text *t, const char *cdus, const char *others, const char *extra)
{
    static const char *const names[] = {"A", "B"};

    text_add(t,
             "scenario: 1\ntitle: liquid\ntime: {duration: 1 h, step: 1 s}\n"
             "hall:\n  name: H\n  air: {supply: 24 degC, redundancy: N, dew_point: 11 degC}\n"
             "  power: [{name: grid, model: utility, rating: 3 MW}]\n"
             "  plants:\n"
             "    - {name: fws, model: fixed, supply: 27 degC, power: 2 %%, from: grid}\n"
             "    - {name: chw, use: chiller-air-1mw, from: grid}\n"
             "  crahs: [{repeat: 4, name: \"c%%d\", use: crah-100kw, plant: chw, from: grid}]\n"
             "  cdus: [{repeat: %d, name: \"cdu-%%d\", use: cdu-400kw, plant: fws, from: grid%s}]\n"
             "  rows:\n    - name: A\n      containment: hot_aisle\n      racks:\n",
             N_CDUS, extra);
    for (int half = 0; half < 2; half++) {
        text_add(t,
                 "        - repeat: %d\n          name: \"%s-%%02d\"\n          feeds: grid\n"
                 "          cdus: [%s]\n          cooling: {model: cold_plate}\n"
                 "          coolant_drop: 1.4 bar\n          nodes:\n",
                 N_RACKS / 2, names[half], half == 0 ? cdus : others);
        for (int k = 0; k < 2; k++) {
            text_add(t,
                     "            - {name: n%d, count: %d, nameplate: 7 kW, model: curve, points: "
                     "[[0 %%, 1 kW], [100 %%, 7 kW]], fan: 0 %%, airflow: 60 CFM, airflow_least: "
                     "100 %%, liquid: 100 %%, is_liquid_cooled: true}\n",
                     k, k == 0 ? 12 : 4);
        }
    }
    text_add(t,
             "site:\n  outdoor: {model: constant, dry_bulb: 20 degC, relative_humidity: 50 %%}\n");
}

static void open_hall(struct bench *b, const char *cdus, const char *extra)
{
    struct text t = {0};

    hall_text(&t, cdus, cdus, extra);
    bench_open(b, t.at);
    text_release(&t);
    bench_settle(b);
}

static double sum(const double *values, size_t n)
{
    double total = 0.0;

    for (size_t i = 0; i < n; i++) {
        total += values[i];
    }
    return total;
}

static void step_for(struct bench *b, double time_s, double dt_s)
{
    for (int k = 0; k < (int)(time_s / dt_s + 0.5); k++) {
        bench_step(b, dt_s);
    }
}

/* Four CDUs on one header: one stops, then a second. What is left carries all heat in equal parts,
 * and every rack keeps its flow as far as the pumps can give it. */
START_TEST(header_shares_what_a_lost_cdu_carried)
{
    struct bench b;
    open_hall(&b, "cdu-1, cdu-2, cdu-3, cdu-4", "");
    const double heat_w = sum(b.hall->was->cdu.heat_w, N_CDUS);
    const double flow_m3s = b.hall->was->rack.coolant_flow_m3s[0];

    ck_assert_uint_eq(b.plan->n_headers, 1);
    ck_assert_double_eq_tol(heat_w, N_RACKS * 16.0 * 7e3, 1e-6 * heat_w);
    for (int lost = 1; lost < 3; lost++) {
        b.hall->was->cdu.pumps_lost[lost - 1] = 2.0;
        step_for(&b, 3600.0, 1.0);
        const struct cdu_columns *const cdu = &b.hall->was->cdu;
        for (int c = 0; c < N_CDUS; c++) {
            ck_assert_msg(fabs(cdu->heat_w[c] - (c < lost ? 0.0 : heat_w / (N_CDUS - lost))) <
                              1e-3 * heat_w,
                          "%d lost, CDU %d carries %g W", lost, c, cdu->heat_w[c]);
            ck_assert(c >= lost || cdu->flow_m3s[c] == 0.0);
        }
        ck_assert_double_eq_tol(sum(cdu->flow_m3s, N_CDUS),
                                sum(b.hall->was->rack.coolant_flow_m3s, N_RACKS), 1e-12);
    }
    /* Two pumps on four pumps' load run at full speed and give what their curve has left. */
    ck_assert_double_lt(b.hall->was->rack.coolant_flow_m3s[0], flow_m3s);
    ck_assert_double_gt(b.hall->was->rack.coolant_flow_m3s[0], 0.8 * flow_m3s);
    bench_close(&b);
}
END_TEST

/* Two headers of two: what one loses the other does not feel, and what is left of it carries all. */
START_TEST(header_does_not_feel_another)
{
    struct bench b;
    struct text t = {0};
    hall_text(&t, "cdu-1, cdu-2", "cdu-3, cdu-4", "");
    bench_open(&b, t.at);
    text_release(&t);
    bench_settle(&b);
    ck_assert_uint_eq(b.plan->n_headers, 2);
    const double before_m3s = b.hall->was->rack.coolant_flow_m3s[2];
    const double last_m3s = b.hall->was->rack.coolant_flow_m3s[3];
    const double heat_w = b.hall->was->cdu.heat_w[2] + b.hall->was->cdu.heat_w[3];
    b.hall->was->cdu.pumps_lost[3] = 2.0;
    bench_step(&b, 0.01);
    ck_assert_double_lt(b.hall->was->rack.coolant_flow_m3s[3], 0.95 * last_m3s);
    step_for(&b, 600.0, 1.0);
    ck_assert_double_eq_tol(b.hall->was->rack.coolant_flow_m3s[2], before_m3s, 1e-9 * before_m3s);
    ck_assert_double_eq(b.hall->was->cdu.heat_w[3], 0.0);
    ck_assert_double_eq_tol(b.hall->was->cdu.heat_w[2], heat_w, 1e-3 * heat_w);
    bench_close(&b);
}
END_TEST

/* All pumps stop: racks keep no flow, no heat reaches the CDUs, and the coolant in the racks warms at
 * heat over what it holds. */
START_TEST(racks_without_flow_warm_at_heat_over_capacity)
{
    struct bench b;
    open_hall(&b, "cdu-1, cdu-2, cdu-3, cdu-4", "");
    for (int c = 0; c < N_CDUS; c++) {
        b.hall->was->cdu.pumps_lost[c] = 2.0;
    }
    bench_step(&b, 1.0);
    const double was_c = b.hall->was->rack.coolant_return_c[1];
    step_for(&b, 10.0, 1.0);
    ck_assert_double_eq(b.hall->was->rack.coolant_flow_m3s[1], 0.0);
    ck_assert_double_eq(sum(b.hall->was->cdu.heat_w, N_CDUS), 0.0);
    /* The rack's 140 kJ/K by default. */
    ck_assert_double_eq_tol(b.hall->was->rack.coolant_return_c[1] - was_c,
                            16.0 * 7e3 * 10.0 / 140e3, 1e-6);
    bench_close(&b);
}
END_TEST

/* The coolant that stands boils when it comes to its boiling point, not before. */
START_TEST(rack_boils_at_the_boiling_point_of_its_coolant)
{
    struct bench b;
    open_hall(&b, "cdu-1, cdu-2, cdu-3, cdu-4", "");
    for (int c = 0; c < N_CDUS; c++) {
        b.hall->was->cdu.pumps_lost[c] = 2.0;
    }
    for (int k = 0; k < 200; k++) {
        bench_step(&b, 1.0);
        const bool is_hot = b.hall->was->rack.coolant_return_c[0] >= b.plan->cdu_boiling_c[0];
        ck_assert_msg((b.hall->was->rack.is_boiling[0] == 1.0) == is_hot, "step %d", k);
    }
    ck_assert_double_eq(b.hall->was->rack.is_boiling[0], 1.0);
    bench_close(&b);
}
END_TEST

/* Fixed pumps: unplugging nodes of one rack leaves more to the rest of it and to the other racks, and
 * less in all; pumps that hold the header's pressure leave the other racks alone. */
START_TEST(unplugged_nodes_change_every_flow)
{
    for (int holds = 0; holds < 2; holds++) {
        struct bench b;
        open_hall(&b, "cdu-1, cdu-2", holds == 1 ? ", holds: pressure" : "");
        const struct columns *was = b.hall->was;
        const double header_pa = was->cdu.header_pa[0];
        const double rack_m3s = was->rack.coolant_flow_m3s[0];
        const double other_m3s = was->rack.coolant_flow_m3s[1];
        const int32_t group = b.plan->rack_nodes.to[b.plan->rack_nodes.first[0]];
        const double node_m3s = was->node.coolant_m3s[group] / b.plan->node_count[group];

        b.hall->was->node.unplugged[group] = 3.0;
        if (holds == 1) {
            step_for(&b, 600.0, 1.0);
        } else {
            bench_step(&b, 0.01); /* before the pumps answer */
        }
        was = b.hall->was;
        const double left = b.plan->node_count[group] - 3.0;
        ck_assert_double_lt(was->rack.coolant_flow_m3s[0], rack_m3s);
        ck_assert_double_gt(was->node.coolant_m3s[group] / left, node_m3s);
        if (holds == 1) {
            ck_assert_double_eq_tol(was->cdu.header_pa[0], header_pa, 1e-6 * header_pa);
            ck_assert_double_eq_tol(was->rack.coolant_flow_m3s[1], other_m3s, 1e-6 * other_m3s);
        } else {
            ck_assert_double_gt(was->rack.coolant_flow_m3s[1], other_m3s * 1.0001);
        }
        bench_close(&b);
    }
}
END_TEST

/* Two CDUs with set points 5 K apart on one header: the racks get the mix of both, and what comes back
 * comes back to both at one temperature. */
START_TEST(unlike_supplies_mix_and_return_as_one)
{
    struct bench b;
    struct text t = {0};
    hall_text(&t, "cdu-1, cdu-2, warm", "cdu-1, cdu-2, warm", "");
    char *const at = strstr(t.at, "  rows:");
    struct text whole = {0};
    text_add(&whole, "%.*s", (int)(at - t.at - 2), t.at);
    text_add(&whole, ", {name: warm, use: cdu-400kw, plant: fws, from: grid, supply: 37 degC}]\n%s",
             at);
    bench_open(&b, whole.at);
    text_release(&t);
    text_release(&whole);
    bench_settle(&b);
    const struct cdu_columns *const cdu = &b.hall->was->cdu;
    const size_t warm = bench_index(&b, DIM_CDU, "warm");
    const double w = cdu->w_per_k[0] + cdu->w_per_k[1] + cdu->w_per_k[warm];
    const double mixed_c =
        (cdu->w_per_k[0] * 32.0 + cdu->w_per_k[1] * 32.0 + cdu->w_per_k[warm] * 37.0) / w;

    ck_assert_double_eq_tol(b.hall->was->rack.coolant_supply_c[0], mixed_c, 1e-6);
    /* The pumps warm what comes back, each by its own power. */
    ck_assert_double_eq_tol(cdu->return_c[0] - cdu->drawn_w[0] / cdu->w_per_k[0],
                            cdu->return_c[warm] - cdu->drawn_w[warm] / cdu->w_per_k[warm], 1e-6);
    ck_assert_double_lt(cdu->heat_w[warm], cdu->heat_w[0]);
    bench_close(&b);
}
END_TEST

/* A rack takes its design flow at its stated drop, however that drop is split over its manifold; stated
 * couplings come on top: two a node, each at the node's flow. */
START_TEST(rack_takes_its_design_flow_at_its_drop)
{
    static const char *const extras[] = {
        "",
        "          manifold: 35 %\n",
        "          manifold: 0 %\n          disconnect_kv: 1.3 m3/h\n",
    };

    for (int k = 0; k < 3; k++) {
        struct bench b;
        struct text t = {0};
        struct text whole = {0};
        hall_text(&t, "cdu-1, cdu-2", "cdu-1, cdu-2", "");
        const char *at = t.at;
        const char *const drop = "          coolant_drop: 1.4 bar\n";
        for (const char *next = strstr(at, drop); next != NULL; next = strstr(at, drop)) {
            text_add(&whole, "%.*s%s", (int)(next - at), at, extras[k]);
            text_add(&whole, "%s", drop);
            at = next + strlen(drop);
        }
        text_add(&whole, "%s", at);
        bench_open(&b, whole.at);
        text_release(&t);
        text_release(&whole);
        const double flow_m3s = b.plan->rack_flow_m3s[0];
        struct coolant pg25;
        ck_assert_int_eq(phys_coolant(0.25, 35.0, &pg25), STATUS_OK);
        const double coupling_pa =
            2.0 * 1e5 * pg25.density_kg_m3 / 1000.0 * pow(flow_m3s / 16.0 * 3600.0 / 1.3, 2.0);
        const double drop_pa = 1.4e5 + (k == 2 ? coupling_pa : 0.0);
        ck_assert_double_eq_tol(b.plan->rack_drop_pa[0], drop_pa, 1e-9 * drop_pa);
        ck_assert_double_eq_tol(flow_m3s, 16.0 * 7e3 / (pg25.density_kg_m3 * pg25.cp_j_kgk * 10.0),
                                1e-6 * flow_m3s);
        bench_step(&b, 1.0);
        double nodes_m3s = 0.0;
        for (int32_t i = b.plan->rack_nodes.first[0]; i < b.plan->rack_nodes.first[1]; i++) {
            nodes_m3s += b.hall->was->node.coolant_m3s[b.plan->rack_nodes.to[i]];
        }
        ck_assert_double_gt(nodes_m3s, 0.0);
        ck_assert_double_eq_tol(nodes_m3s, b.hall->was->rack.coolant_flow_m3s[0],
                                1e-12 * nodes_m3s);
        /* Behind a manifold that costs pressure the last node has the least. */
        const double least = b.hall->was->rack.least_flow_frac[0];
        ck_assert(k == 2 ? fabs(least - 1.0) < 1e-9 : least < 0.999);
        ck_assert(k != 1 || least < 0.95);
        bench_close(&b);
    }
}
END_TEST

/* A unit that stands by moves nothing until another stops, and then carries its part within a minute. */
START_TEST(standby_unit_takes_over)
{
    struct bench b;
    struct text t = {0};
    struct text whole = {0};
    hall_text(&t, "cdu-1, cdu-2, spare", "cdu-1, cdu-2, spare", "");
    char *const at = strstr(t.at, "  rows:");
    text_add(&whole, "%.*s", (int)(at - t.at - 2), t.at);
    text_add(&whole,
             ", {name: spare, use: cdu-400kw, plant: fws, from: grid, duty: stands_by}]\n%s", at);
    bench_open(&b, whole.at);
    text_release(&t);
    text_release(&whole);
    bench_settle(&b);
    const size_t spare = bench_index(&b, DIM_CDU, "spare");
    const struct cdu_columns *cdu = &b.hall->was->cdu;
    const double heat_w = cdu->heat_w[0] + cdu->heat_w[1];
    ck_assert_double_eq(cdu->flow_m3s[spare], 0.0);
    ck_assert_double_eq(cdu->drawn_w[spare], 0.0);
    b.hall->was->cdu.pumps_lost[0] = 2.0;
    for (int k = 0; k < 60; k++) {
        bench_step(&b, 1.0);
        /* What stood in it is no warmer than what comes back from the racks. */
        ck_assert_double_lt(b.hall->was->cdu.supply_c[spare], b.hall->was->cdu.return_c[1]);
    }
    cdu = &b.hall->was->cdu;
    ck_assert_double_eq_tol(cdu->flow_m3s[spare], cdu->flow_m3s[1], 0.01 * cdu->flow_m3s[1]);
    step_for(&b, 600.0, 1.0);
    cdu = &b.hall->was->cdu;
    ck_assert_double_eq_tol(cdu->heat_w[spare], heat_w / 2.0, 1e-3 * heat_w);
    bench_close(&b);
}
END_TEST

/* Facility water straight to the racks: what they give is the plant's load, at the given flow. */
START_TEST(facility_water_carries_the_racks_heat_to_the_plant)
{
    struct bench b;
    struct text t = {0};
    struct text whole = {0};
    hall_text(&t, "direct", "direct", "");
    char *const at = strstr(t.at, "  rows:");
    text_add(&whole, "%.*s", (int)(at - t.at - 2), t.at);
    text_add(&whole, ", {name: direct, model: facility, flow: 21 L/s, plant: fws, from: grid}]\n%s",
             at);
    bench_open(&b, whole.at);
    text_release(&t);
    text_release(&whole);
    bench_settle(&b);
    const size_t direct = bench_index(&b, DIM_CDU, "direct");
    const double heat_w = N_RACKS * 16.0 * 7e3;
    ck_assert_double_eq_tol(b.hall->was->plant.load_w[bench_index(&b, DIM_PLANT, "fws")], heat_w,
                            1e-9 * heat_w);
    ck_assert_double_eq_tol(sum(b.hall->was->rack.coolant_flow_m3s, N_RACKS), 0.021, 1e-12);
    ck_assert_double_eq_tol(b.hall->was->cdu.return_c[direct] - 27.0,
                            heat_w / b.hall->was->cdu.w_per_k[direct], 1e-9);
    b.hall->was->cdu.water_lost_frac[direct] = 1.0;
    bench_step(&b, 1.0);
    ck_assert_double_eq(b.hall->was->rack.coolant_flow_m3s[0], 0.0);
    bench_close(&b);
}
END_TEST

START_TEST(shut_rack_gets_nothing_and_others_keep_theirs)
{
    struct bench b;
    open_hall(&b, "cdu-1, cdu-2, cdu-3", "");
    const double other_m3s = b.hall->was->rack.coolant_flow_m3s[1];
    b.hall->was->rack.open_frac[0] = 0.0;
    step_for(&b, 600.0, 1.0);
    ck_assert_double_eq(b.hall->was->rack.coolant_flow_m3s[0], 0.0);
    ck_assert_double_eq_tol(b.hall->was->rack.coolant_flow_m3s[1], other_m3s, 1e-6 * other_m3s);
    for (int r = 0; r < N_RACKS; r++) {
        b.hall->was->rack.open_frac[r] = 0.0;
    }
    step_for(&b, 10.0, 1.0);
    ck_assert_double_eq(sum(b.hall->was->cdu.flow_m3s, N_CDUS), 0.0);
    bench_close(&b);
}
END_TEST

/* The heat of liquid-to-air units returns to the room: the air handlers take all that the racks and
 * the pumps and fans draw, and the facility's loop nothing. */
START_TEST(liquid_to_air_units_leave_all_heat_to_the_room)
{
    struct bench b;
    open_hall(&b, "cdu-1, cdu-2, cdu-3, cdu-4",
              ", rejects_to: room, airflow: 24 m3/s, fan: 14 kW, approach: 14 K, supply: 42 degC");
    const struct columns *const was = b.hall->was;
    ck_assert_double_eq(was->plant.load_w[bench_index(&b, DIM_PLANT, "fws")], 0.0);
    ck_assert_double_eq_tol(was->hall.cdu_to_room_w[0],
                            sum(was->cdu.heat_w, N_CDUS) + sum(was->cdu.drawn_w, N_CDUS),
                            1e-6 * was->hall.cdu_to_room_w[0]);
    ck_assert_double_eq_tol(sum(was->crah.coil_w, b.plan->n[DIM_CRAH]),
                            was->hall.cdu_to_room_w[0] + was->hall.to_air_w[0] +
                                was->hall.room_heat_w[0],
                            1e-6 * was->hall.cdu_to_room_w[0]);
    bench_close(&b);
}
END_TEST

/* Whatever breaks, in any order and at any step, the energy of every step closes and every column is
 * a number: bench_step fails otherwise. */
START_TEST(nothing_that_breaks_loses_energy)
{
    static const char *const groups[] = {"cdu-1", "cdu-1, cdu-2", "cdu-1, cdu-2, cdu-3, cdu-4"};

    for (unsigned long seed = 1; seed <= N_HALLS; seed++) {
        gsl_rng *const rng = draw_create(seed);
        struct bench b;
        open_hall(&b, groups[draw_index(rng, 3)], "");
        for (int k = 0; k < N_STEPS; k++) {
            const size_t i = draw_index(rng, N_CDUS);
            const size_t r = draw_index(rng, N_RACKS);
            const struct columns *const was = b.hall->was;
            was->cdu.pumps_lost[i] = (double)draw_index(rng, 3);
            was->cdu.leak_m3s[i] = draw_index(rng, 10) == 0 ? 1e-3 : 0.0;
            was->cdu.fill_m3s[i] = draw_index(rng, 3) == 0 ? 2e-3 : 0.0;
            was->cdu.air_frac[i] = draw_index(rng, 5) == 0 ? draw_between(rng, 0.0, 0.2) : 0.0;
            was->cdu.water_lost_frac[i] =
                draw_index(rng, 3) == 0 ? 1.0 : draw_between(rng, 0.0, 1.0);
            was->rack.open_frac[r] = draw_index(rng, 3) == 0 ? 0.0 : draw_between(rng, 0.1, 1.0);
            was->node.unplugged[draw_index(rng, b.plan->n[DIM_NODE])] = (double)draw_index(rng, 14);
            bench_step(&b, draw_decades(rng, 0.01, 100.0));
            ck_assert_double_le(b.hall->was->hall.residual_frac[0], 1e-9);
        }
        bench_close(&b);
        gsl_rng_free(rng);
    }
}
END_TEST

/* A hall in which things happen. */
static void open_events(struct bench *b, const char *events)
{
    struct text t = {0};
    struct text whole = {0};

    hall_text(&t, "cdu-1, cdu-2", "cdu-3, cdu-4", "");
    const char *const at = strstr(t.at, "site:");
    text_add(&whole, "%.*s  events:\n%s%s", (int)(at - t.at), t.at, events, at);
    bench_open(b, whole.at);
    text_release(&t);
    text_release(&whole);
    bench_settle(b);
}

/* A pump trips, a valve shuts, a unit loses its water, another leaks until it is low, gas comes into a
 * third, nodes are unplugged, all stands, and most comes back: at any step, energy closes and what the
 * CDUs give is what the racks get. */
START_TEST(energy_and_mass_close_through_every_event)
{
    static const char *const events =
        "    - {at: 11 s, element: cdu-1, action: loses_pump}\n"
        "    - {at: 13 s, element: cdu-1, action: loses_pump}\n"
        "    - {at: 31 s, element: A-01, action: shuts}\n"
        "    - {at: 37 s, element: A-02, action: shuts, share: 60 %}\n"
        "    - {at: 53 s, element: cdu-3, action: loses_water}\n"
        "    - {at: 59 s, element: cdu-2, action: leaks, rate: 90 L/min}\n"
        "    - {at: 71 s, element: cdu-4, action: gets_air, share: 7 %}\n"
        "    - {at: 83 s, element: A-03/n0, action: unplugs, count: 5}\n"
        "    - {at: 97 s, element: grid, action: fails}\n"
        "    - {at: 131 s, element: grid, action: repairs}\n"
        "    - {at: 149 s, element: cdu-1, action: regains_pump}\n"
        "    - {at: 157 s, element: A-01, action: opens_valve}\n"
        "    - {at: 163 s, element: A-02, action: opens_valve}\n"
        "    - {at: 173 s, element: cdu-3, action: regains_water}\n"
        "    - {at: 179 s, element: cdu-2, action: is_sealed}\n"
        "    - {at: 191 s, element: cdu-4, action: is_vented}\n"
        "    - {at: 193 s, element: A-03/n0, action: plugs_in}\n";
    static const double steps_s[] = {0.07, 1.0, 17.0};

    for (size_t k = 0; k < sizeof steps_s / sizeof steps_s[0]; k++) {
        struct bench b;
        double worst_frac = 0.0;
        double stood_s = 0.0;
        open_events(&b, events);
        while (b.hall->time_us < 400000000) {
            const int64_t step_us = (int64_t)(steps_s[k] * 1e6);
            const int64_t next_us = events_next_step_us(b.plan, b.hall);
            int64_t done_us = 0;
            ck_assert_int_eq(engine_advance(b.plan, b.hall, next_us < step_us ? next_us : step_us,
                                            &done_us, &b.fault),
                             STATUS_OK);
            const struct columns *const was = b.hall->was;
            const double given_m3s = sum(was->cdu.flow_m3s, N_CDUS);
            worst_frac = fmax(worst_frac, was->hall.residual_frac[0]);
            ck_assert_double_eq_tol(given_m3s, sum(was->rack.coolant_flow_m3s, N_RACKS),
                                    1e-12 * given_m3s + 1e-18);
            stood_s += was->rack.coolant_flow_m3s[0] == 0.0 ? (double)done_us / 1e6 : 0.0;
        }
        ck_assert_double_le(worst_frac, 1e-9);
        /* Shut from 31 to 157 s, to the step. */
        ck_assert_double_eq_tol(stood_s, 157.0 - 31.0, 1e-9);
        /* 90 L/min for two minutes are more than there is: low, and it stays low. */
        ck_assert_double_eq(b.hall->was->cdu.level_frac[1], 0.0);
        ck_assert_double_eq(b.hall->was->cdu.pumps_lost[0], 0.0);
        ck_assert_double_gt(b.hall->was->rack.coolant_flow_m3s[0], 0.0);
        bench_close(&b);
    }
}
END_TEST

/* What an event does follows from the state before it: a step that is thrown away and taken again, in
 * another length, loses one pump and not two, and a hall that is put back before the event has its flow
 * again. */
START_TEST(step_taken_again_comes_to_the_same)
{
    struct bench b;
    open_events(&b, "    - {at: 5 s, element: cdu-3, action: loses_pump}\n"
                    "    - {at: 5 s, element: A-01, action: shuts, share: 70 %}\n");
    struct hall *const hall = b.hall;
    const size_t size = hall->was->n_all * sizeof(double);
    double *const before = malloc(size);
    const double full_m3s = hall->was->rack.coolant_flow_m3s[0];

    ck_assert_ptr_nonnull(before);
    step_for(&b, 5.0, 1.0);
    memcpy(before, hall->was->all, size);
    for (int k = 0; k < 3; k++) {
        memcpy(hall->was->all, before, size);
        hall->time_us = 5000000;
        bench_step(&b, 1.0 / (1 << k));
        ck_assert_double_eq(hall->was->cdu.pumps_lost[2], 1.0);
        ck_assert_double_eq_tol(hall->was->rack.open_frac[0], 0.3, 1e-12);
        ck_assert_double_lt(hall->was->rack.coolant_flow_m3s[0], 0.6 * full_m3s);
    }
    memcpy(hall->was->all, before, size);
    hall->time_us = 4000000;
    bench_step(&b, 0.5);
    ck_assert_double_eq_tol(hall->was->rack.coolant_flow_m3s[0], full_m3s, 1e-6 * full_m3s);
    free(before);
    bench_close(&b);
}
END_TEST

/* The same in the engine's own hands: a UPS whose battery is empty within the step makes it refuse the
 * step in which the pump is lost, and take a shorter one. */
START_TEST(refused_step_loses_one_pump)
{
    static const char *const power = "{name: grid, model: utility, rating: 3 MW}";
    struct bench b;
    struct text t = {0};
    struct text whole = {0};
    int64_t done_us = 0;

    hall_text(&t, "cdu-1, cdu-2", "cdu-3, cdu-4", "");
    const char *const at = strstr(t.at, power) + strlen(power);
    const char *const end = strstr(t.at, "site:");
    text_add(&whole,
             "%.*s, {name: little, use: ups-1mw-lithium, battery_energy: 2 Wh, from: grid}%.*s"
             "  events:\n    - {at: 5 s, element: cdu-3, action: loses_pump}\n"
             "    - {at: 5 s, element: grid, action: fails}\n%s",
             (int)(at - t.at), t.at, (int)(end - at), at, end);
    bench_open(&b, whole.at);
    text_release(&t);
    text_release(&whole);
    bench_settle(&b);
    step_for(&b, 5.0, 1.0);
    ck_assert_int_eq(engine_step(b.plan, b.hall, 1000000, &b.fault), STATUS_SWITCHES);
    ck_assert_int_eq(engine_advance(b.plan, b.hall, 1000000, &done_us, &b.fault), STATUS_OK);
    ck_assert_int_lt(done_us, 1000000);
    ck_assert_double_eq(b.hall->was->cdu.pumps_lost[2], 1.0);
    bench_close(&b);
}
END_TEST

TCASE(tc_headers, "headers", header_shares_what_a_lost_cdu_carried, header_does_not_feel_another,
      unlike_supplies_mix_and_return_as_one, rack_takes_its_design_flow_at_its_drop,
      standby_unit_takes_over, unplugged_nodes_change_every_flow,
      shut_rack_gets_nothing_and_others_keep_theirs)
TCASE(tc_heat, "heat", racks_without_flow_warm_at_heat_over_capacity,
      rack_boils_at_the_boiling_point_of_its_coolant,
      liquid_to_air_units_leave_all_heat_to_the_room,
      facility_water_carries_the_racks_heat_to_the_plant, nothing_that_breaks_loses_energy)
TCASE(tc_events, "events", energy_and_mass_close_through_every_event,
      step_taken_again_comes_to_the_same, refused_step_loses_one_pump)
CHECK_MAIN("liquid", tc_headers, tc_heat, tc_events)
