/* cases_thermal.c - worked cases of thermal masses in time.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>

#include "models/cooling_model.h"
#include "models/lump.h"
#include "models/network.h"
#include "models/registry.h"
#include "tests/reference/block.h"
#include "tests/reference/cases.h"

/* One mass of 1 J/K that settles at rest_c with this time constant. */
static struct lump lump_of(double start_c, double rest_c, double tau_s)
{
    return (struct lump){
        .start_c = start_c, .sink_c = rest_c, .conductance_w_k = 1.0 / tau_s, .capacity_j_k = 1.0};
}

static void single(struct case_io *io)
{
    const struct lump l = lump_of(case_in(io, "t0"), case_in(io, "t_inf"), case_in(io, "tau"));

    case_out(io, "temp", lump_step(&l, case_in(io, "t")).end_c);
}

/* A sink's time constant, from how far it has come after a second of cooling. */
static void time_constant(struct case_io *io)
{
    const struct lump l = {.start_c = 1.0,
                           .sink_c = 0.0,
                           .conductance_w_k = 1.0 / case_in(io, "r"),
                           .capacity_j_k = case_in(io, "c")};

    case_out(io, "tau", -1.0 / log(lump_step(&l, 1.0).end_c));
}

static void ramp(struct case_io *io)
{
    const double tau_s = case_in(io, "tau");
    const struct lump l = lump_of(case_in(io, "t0"), case_in(io, "u0"), tau_s);

    /* A sink that rises at a slope is heat that rises at the slope times the conductance. */
    case_out(io, "temp", lump_ramp(&l, case_in(io, "slope") / tau_s, case_in(io, "t")).end_c);
}

static void periodic(struct case_io *io)
{
    const double tau_s = case_in(io, "tau");
    const double low_c = case_in(io, "t_lo");
    struct lump l = lump_of(low_c, low_c, tau_s);
    l.heat_w = (case_in(io, "t_hi") - low_c) / tau_s;
    const struct lump_swing swing =
        lump_periodic(&l, 0.0, case_in(io, "period"), case_in(io, "duty"));

    case_out(io, "t_peak", swing.most_c);
    case_out(io, "t_trough", swing.least_c);
}

static void two_nodes(struct case_io *io)
{
    const struct network n = {case_in(io, "c1"),  case_in(io, "c2"), case_in(io, "r12"),
                              case_in(io, "r2a"), case_in(io, "p"),  case_in(io, "t_amb")};
    static const struct {
        double time_s;
        const char *first;
        const char *second;
    } looks[] = {{1.0, "t1_1s", "t2_1s"}, {10.0, "t1_10s", "t2_10s"}, {60.0, "t1_60s", "t2_60s"}};
    const double start_c = case_in(io, "t_init");
    const struct network_times times = network_times(&n);

    for (size_t i = 0; i < sizeof looks / sizeof looks[0]; i++) {
        const struct network_result r = network_step(&n, start_c, start_c, looks[i].time_s);
        case_out(io, looks[i].first, r.end1_c);
        case_out(io, looks[i].second, r.end2_c);
    }
    case_out(io, "t1_ss", network_step(&n, start_c, start_c, 1e6).end1_c);
    case_out(io, "tau_fast", times.fast_s);
    case_out(io, "tau_slow", times.slow_s);
}

/* Air and metal without a sink: the rate at once is that of the air alone, later that of both. */
static void room(struct case_io *io)
{
    const struct network n = {case_in(io, "c_air"), case_in(io, "c_mass"), 1.0 / case_in(io, "ha"),
                              (double)INFINITY,     case_in(io, "p"),      0.0};
    const double short_s = 1e-6;
    const double late_s = 1e7;
    const struct network_result late = network_step(&n, 0.0, 0.0, late_s);

    case_out(io, "dt_air", network_step(&n, 0.0, 0.0, case_in(io, "t")).end1_c);
    case_out(io, "tau", network_times(&n).fast_s);
    case_out(io, "rate0", network_step(&n, 0.0, 0.0, short_s).end1_c / short_s);
    case_out(io, "rate_inf",
             (network_step(&n, late.end1_c, late.end2_c, late_s).end1_c - late.end1_c) / late_s);
}

/* A server as one mass that its air cools with an effectiveness: the exhaust at the end of the time. */
static void server(struct case_io *io)
{
    const double eps = case_in(io, "eps");
    const double air_w_per_k = case_in(io, "m_cp");
    const double inlet_c = case_in(io, "t_in");
    const double nothing_w = 0.0;
    const double heat_w = case_in(io, "p1");
    const double airflow_m3s = 1.0;
    double params[4];
    double metal_c = inlet_c + case_in(io, "p0") / (eps * air_w_per_k);
    double out[4];
    const struct cooling_block b = {
        .n = 1,
        .dt_s = case_in(io, "t"),
        .air_j_per_m3k = air_w_per_k,
        .plate_w = &nothing_w,
        .air_w = &heat_w,
        .airflow_m3s = &airflow_m3s,
        .inlet_c = &inlet_c,
        .to_liquid_w = &out[0],
        .to_air_w = &out[1],
        .coolant_return_c = &out[2],
        .stored_j = &out[3],
        .state = &metal_c,
    };

    block_fill(params, &cooling_air_only.info);
    block_set(params, &cooling_air_only.info, "metal_j_per_k", case_in(io, "c"));
    block_set(params, &cooling_air_only.info, "approach_frac", eps);
    if (cooling_air_only.step(params, &b) == STATUS_OK) {
        case_out(io, "t_out", inlet_c + eps * (metal_c - inlet_c));
        case_out(io, "tau", case_in(io, "c") / (eps * air_w_per_k));
    }
}

const struct case_row cases_thermal[] = {
    {"E6.1", "t0 t_inf tau t", "temp", single},
    {"E6.1", "r c", "tau", time_constant},
    {"E6.2", "c1 c2 r12 r2a p t_amb t_init", "tau_fast", two_nodes},
    {"E6.3", "t_lo t_hi tau period duty", "t_peak", periodic},
    {"E6.4", "t0 u0 slope tau t", "temp", ramp},
    {"E6.5", "p c_air c_mass ha t", "dt_air", room},
    {"E6.7", "m_cp c eps t_in p0 p1 t", "t_out", server},
    {0},
};
