/* cases_liquid.c - worked cases of coolants: properties, duty, pressure, pumps, exchangers, and how
 * long they last when what cools them is lost.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>

#include "models/exchanger.h"
#include "models/hydraulics.h"
#include "models/loop/cdu.h"
#include "models/node/parts.h"
#include "models/phys.h"
#include "models/pump.h"
#include "models/registry.h"
#include "models/root.h"
#include "tests/reference/block.h"
#include "tests/reference/cases.h"

/* A model that refuses gives no number: the case then fails. */
static double unless(enum status refused, double value)
{
    return refused == STATUS_OK ? value : (double)NAN;
}

static struct coolant coolant_at(double glycol_frac, double temp_c)
{
    const double none = (double)NAN;
    struct coolant c = {none, none, none, none, none};

    return phys_coolant(glycol_frac, temp_c, &c) == STATUS_OK
               ? c
               : (struct coolant){none, none, none, none, none};
}

/* --------------------------------------------------------- fluids and duty */

static void properties(struct case_io *io, double glycol_frac)
{
    const struct coolant c = coolant_at(glycol_frac, case_in(io, "t"));

    case_out(io, "rho", c.density_kg_m3);
    case_out(io, "cp", c.cp_j_kgk);
    case_out(io, "mu", c.viscosity_pa_s);
    case_out(io, "k", c.conductivity_w_mk);
    case_out(io, "t_freeze", c.freezing_c);
}

static void water(struct case_io *io)
{
    properties(io, 0.0);
}

static void glycol(struct case_io *io)
{
    properties(io, case_in(io, "x_mass"));
}

static void duty(struct case_io *io)
{
    const struct coolant c = coolant_at(case_in(io, "pg_mass"), case_in(io, "t_mean"));
    const double heat_w = case_in(io, "q");
    const double flow_m3s =
        hydraulics_duty_m3s(heat_w, c.density_kg_m3, c.cp_j_kgk, case_in(io, "dt"));

    case_out(io, "v", flow_m3s);
    case_out(io, "v_per_kw", flow_m3s / heat_w);
}

/* An accelerator on a plate and nothing else: all its heat is the die's and leaves by PG25, whose
 * properties the case takes at the inlet. */
static void cold_plate(struct case_io *io)
{
    const double one = 1.0;
    const double flow_m3s = case_in(io, "v");
    const double inlet_c = case_in(io, "t_in");
    const double power_w = case_in(io, "p");
    const struct coolant c = coolant_at(0.25, inlet_c);
    const double w_per_k = c.density_kg_m3 * c.cp_j_kgk * flow_m3s;
    const struct parts_params p = {
        .accelerators = 1.0,
        .accelerator_max_w = power_w,
        .plate_accelerator_frac = 1.0,
        .die_time_s = 0.015,
        .die_resistance_k_per_w = case_in(io, "r_jc"),
        .hbm_resistance_k_per_w = 1.0, /* without heat it is as warm as the plate */
        .sink_fixed_k_per_w = case_in(io, "r_inf"),
        .sink_film_k_per_w = case_in(io, "a"),
        .sink_exponent = case_in(io, "n"),
        .plate_flow_m3s = case_in(io, "v_ref"),
        .clock_max_hz = 1.98e9,
        .volt_max_v = 1.05,
    };
    struct parts_cache cache = {.flow_ratio = -1.0, .sink_w_per_k = -1.0};
    const struct node_block b = {.n = 1,
                                 .plated_frac = &one,
                                 .inlet_c = &inlet_c,
                                 .coolant_c = &inlet_c,
                                 .coolant_m3s = &flow_m3s,
                                 .coolant_w_per_k = &w_per_k};
    const struct parts_const k = parts_const(&p);
    const struct parts_sink sink = parts_sink(&k, &b, 0, 0.0, 1.0, &cache);
    const struct parts_temps t = parts_settled(&k, &sink, power_w);

    case_out(io, "r_cp", 1.0 / sink.coolant_w_per_k);
    case_out(io, "t_case", t.plate_c);
    case_out(io, "t_j", t.die_c);
    case_out(io, "t_out", inlet_c + sink.coolant_w_per_k * (t.plate_c - inlet_c) / w_per_k);
}

/* ---------------------------------------------------------------- pressure */

static void friction(struct case_io *io)
{
    const double reynolds = case_in(io, "re");
    const double rough = case_in(io, "rel_rough");
    double colebrook = 0.0;
    const enum status st = hydraulics_friction_colebrook(reynolds, rough, &colebrook);

    case_out(io, "churchill", hydraulics_friction_churchill(reynolds, rough));
    case_out(io, "haaland", hydraulics_friction_haaland(reynolds, rough));
    case_out(io, "colebrook", unless(st, colebrook));
}

static void pipe(struct case_io *io)
{
    const struct coolant c = coolant_at(case_in(io, "pg_mass"), case_in(io, "t"));
    const struct pipe p = {
        .diameter_m = case_in(io, "d"),
        .length_m = case_in(io, "l"),
        .roughness_m = case_in(io, "rough"),
        .fittings_k = case_in(io, "k_minor"),
    };
    const struct pipe_flow r =
        hydraulics_pipe_flow(&p, case_in(io, "v"), c.density_kg_m3, c.viscosity_pa_s);

    case_out(io, "vel", r.speed_m_s);
    case_out(io, "re", r.reynolds);
    case_out(io, "f", r.friction);
    case_out(io, "dp", r.drop_pa);
}

/* The model's valves are stated by Kv; Cv is the same in US gallons a minute and pounds a square
 * inch. Cases that state Kv as 0.865 Cv round at the third digit, so it is not given out. */
static void valve(struct case_io *io)
{
    const double gpm_m3s = 3.785411784e-3 / 60.0;
    const double psi_pa = 6894.757293168;
    const double kv_m3h = case_in(io, "cv") * gpm_m3s * 3600.0 / sqrt(psi_pa / 1e5);
    const double drop_pa = hydraulics_valve_pa(kv_m3h, case_in(io, "v"), case_in(io, "sg") * 1e3);

    case_out(io, "dp", drop_pa);
    case_out(io, "dp_kpa", drop_pa);
}

/* Heads in metres of the liquid. As in a CDU, the pump's head is what the system takes at the flow
 * where the curves meet. */
static void pump(struct case_io *io)
{
    const double pa_per_m = case_in(io, "rho") * PHYS_G_M_PER_S2;
    const double static_pa = case_in(io, "h_static") * pa_per_m;
    const double system_pa_per_m3s2 = case_in(io, "k_sys") * pa_per_m;
    const double speed_frac = case_in(io, "speed");
    struct pump p = {
        .head_zero_pa = case_in(io, "h0") * pa_per_m,
        .droop_pa_per_m3s2 = case_in(io, "a") * pa_per_m,
        .efficiency_frac = case_in(io, "eta"),
    };
    const double flow_m3s = pump_flow_m3s(&p, speed_frac, static_pa, system_pa_per_m3s2);
    p.best_m3s = flow_m3s / speed_frac; /* the case states the efficiency at this flow */
    const double head_pa = static_pa + system_pa_per_m3s2 * flow_m3s * flow_m3s;

    case_out(io, "q", flow_m3s);
    case_out(io, "head", head_pa / pa_per_m);
    case_out(io, "p_shaft", pump_w(&p, speed_frac, head_pa, flow_m3s));
}

enum { MOST_BRANCHES = 32 };

/* The liquid's stage splits a flow by the same ratio of the branches together to one. */
static void branches(struct case_io *io)
{
    double k_pa_per_m3s2[MOST_BRANCHES];
    double flow_m3s[MOST_BRANCHES];
    const size_t n = case_in_list(io, "k", k_pa_per_m3s2, MOST_BRANCHES);
    const double all_m3s = case_in(io, "v_total");
    const double together = hydraulics_parallel(k_pa_per_m3s2, n);

    for (size_t i = 0; i < n; i++) {
        flow_m3s[i] = all_m3s * sqrt(together / k_pa_per_m3s2[i]);
    }
    case_out(io, "dp", together * all_m3s * all_m3s);
    case_out_list(io, "v", flow_m3s, n);
}

/* -------------------------------------------------------------- exchangers */

struct streams {
    double coolant_w_per_k;
    double facility_w_per_k;
    double facility_c;
};

static struct streams streams_of(struct case_io *io)
{
    return (struct streams){
        .coolant_w_per_k = case_in(io, "m_tcs") * case_in(io, "cp_tcs"),
        .facility_w_per_k = case_in(io, "m_fws") * case_in(io, "cp_fws"),
        .facility_c = case_in(io, "t_fws_in"),
    };
}

static void give_effectiveness(struct case_io *io, const struct streams *s, double ua_w_per_k)
{
    case_out(io, "eps",
             exchanger_w_per_k(EXCHANGER_COUNTERFLOW, ua_w_per_k, s->coolant_w_per_k,
                               s->facility_w_per_k) /
                 fmin(s->coolant_w_per_k, s->facility_w_per_k));
}

static void exchanger(struct case_io *io)
{
    const struct streams s = streams_of(io);
    const double ua_w_per_k = case_in(io, "ua");
    const struct exchanger_result r =
        exchanger_run(EXCHANGER_COUNTERFLOW, ua_w_per_k, s.coolant_w_per_k, case_in(io, "t_tcs_in"),
                      s.facility_w_per_k, s.facility_c);

    case_out(io, "q", r.heat_w);
    case_out(io, "t_tcs_out", r.hot_out_c);
    case_out(io, "t_fws_out", r.cold_out_c);
    case_out(io, "approach", r.hot_out_c - s.facility_c);
    give_effectiveness(io, &s, ua_w_per_k);
}

static double coolant_j_per_m3k(double glycol_frac, double temp_c)
{
    const struct coolant c = coolant_at(glycol_frac, temp_c);

    return c.density_kg_m3 * c.cp_j_kgk;
}

/* A CDU's exchanger follows from its match point. The flows are those at which its own liquids have
 * the case's capacity rates. */
static void match_point(struct case_io *io)
{
    const struct streams s = streams_of(io);
    struct cdu_params p = {0};
    struct cdu cdu = {0};

    block_fill(&p, &loop_cdu.info);
    p.capacity_w = case_in(io, "q");
    p.approach_k = case_in(io, "approach");
    p.flow_m3s = s.coolant_w_per_k / coolant_j_per_m3k(p.glycol_frac, p.design_c);
    p.facility_flow_m3s =
        s.facility_w_per_k / coolant_j_per_m3k(p.facility_glycol_frac, p.design_c);
    const enum status st = cdu_build(&p, &cdu);
    case_out(io, "ua", unless(st, cdu.ua_w_per_k));
    give_effectiveness(io, &s, unless(st, cdu.ua_w_per_k));
}

/* A rear door whose coolant hardly warms. The rack takes its air at the coolant's temperature and
 * heats it to what the case lets into the door. */
static void rear_door(struct case_io *io)
{
    const double air_j_per_m3k = case_in(io, "rho") * PHYS_AIR_CP_J_PER_KGK;
    const double flow_m3s = case_in(io, "v_air");
    const double coolant_c = case_in(io, "t_w_in");
    const double most_w = flow_m3s * air_j_per_m3k * (case_in(io, "t_air_in") - coolant_c);
    const double endless_w_per_k = (double)INFINITY;
    const double no_plate_w = 0.0;
    double params[8] = {0};
    double to_liquid_w = 0.0;
    double to_air_w = 0.0;
    double return_c = 0.0;
    double stored_j = 0.0;
    const struct cooling_block b = {
        .n = 1,
        .dt_s = 1.0,
        .air_j_per_m3k = air_j_per_m3k,
        .plate_w = &no_plate_w,
        .air_w = &most_w,
        .airflow_m3s = &flow_m3s,
        .inlet_c = &coolant_c,
        .coolant_supply_c = &coolant_c,
        .coolant_w_per_k = &endless_w_per_k,
        .to_liquid_w = &to_liquid_w,
        .to_air_w = &to_air_w,
        .coolant_return_c = &return_c,
        .stored_j = &stored_j,
    };

    block_fill(params, &cooling_rear_door.info);
    block_set(params, &cooling_rear_door.info, "ntu", case_in(io, "ntu"));
    const enum status st = cooling_rear_door.step(params, &b);
    case_out(io, "eps", unless(st, to_liquid_w / most_w));
    case_out(io, "q", unless(st, to_liquid_w));
    case_out(io, "t_air_out", unless(st, coolant_c + to_air_w / (flow_m3s * air_j_per_m3k)));
}

/* ------------------------------------------------------------- cooling lost */

/* How far above its limit something ends after time_s of one step. */
struct warming {
    double heat_w;
    double start_c;
    double limit_c;
    const void *params;
};

/* Steps of models are exact for any length, so one step tells when a limit is met. */
static double time_to_limit_s(double (*excess_k)(double time_s, void *warming), struct warming *w)
{
    double time_s = 0.0;
    const enum status st = root_find(excess_k, w, 1e-3, 1e6, 1e-10, &time_s);

    return unless(st, time_s);
}

/* A cold plate whose coolant stands still. */
static double plate_excess_k(double time_s, void *warming)
{
    const struct warming *const w = warming;
    const double nothing = 0.0;
    double state = w->start_c;
    double for_rack[4]; /* columns that no case asks for */
    const struct cooling_block b = {
        .n = 1,
        .dt_s = time_s,
        .plate_w = &w->heat_w,
        .air_w = &nothing,
        .coolant_supply_c = &w->start_c,
        .coolant_w_per_k = &nothing,
        .to_liquid_w = &for_rack[0],
        .to_air_w = &for_rack[1],
        .coolant_return_c = &for_rack[2],
        .stored_j = &for_rack[3],
        .state = &state,
    };
    const enum status st = cooling_cold_plate.step(w->params, &b);

    return unless(st, state - w->limit_c);
}

static void flow_lost(struct case_io *io)
{
    double params[8] = {0};
    struct warming w = {
        .heat_w = case_in(io, "p"),
        .start_c = case_in(io, "t0"),
        .limit_c = case_in(io, "t_limit"),
        .params = params,
    };

    block_set(params, &cooling_cold_plate.info, "capacity_j_per_k", case_in(io, "c"));
    case_out(io, "t", time_to_limit_s(plate_excess_k, &w));
    case_out(io, "rate", plate_excess_k(1.0, &w) + w.limit_c - w.start_c);
}

/* A CDU whose pumps run, while what comes from the facility is too hot to take anything. */
static double loop_excess_k(double time_s, void *warming)
{
    const struct warming *const w = warming;
    const struct cdu_params *const p = w->params;
    const double nothing = 0.0;
    const double all = 1.0;
    const double facility_c = w->limit_c + 1.0;
    double state[CDU_STATES] = {[CDU_COOLANT_C] = w->start_c, [CDU_LEAVING_C] = w->start_c};
    double flow_m3s = p->flow_m3s;
    double w_per_k = flow_m3s * loop_cdu.coolant_j_per_m3k(p);
    double delivered_c = w->start_c;
    double for_loop[11] = {0}; /* columns that no case asks for */
    const struct loop_block b = {
        .n = 1,
        .dt_s = time_s,
        .room_dew_c = (double)NAN,
        .is_running = &all,
        .facility_frac = &all,
        .heat_w = &w->heat_w,
        .pump_heat_w = &nothing,
        .facility_supply_c = &facility_c,
        .flow_m3s = &flow_m3s,
        .w_per_k = &w_per_k,
        .delivered_c = &delivered_c,
        .pump_w = &for_loop[0],
        .set_c = &for_loop[1],
        .supply_c = &for_loop[2],
        .return_c = &for_loop[3],
        .exchanged_w = &for_loop[4],
        .to_room_w = &for_loop[5],
        .exchanger_max_w = &for_loop[6],
        .valve_frac = &for_loop[7],
        .facility_return_c = &for_loop[8],
        .facility_w_per_k = &for_loop[9],
        .stored_j = &for_loop[10],
        .state = state,
    };
    const enum status st = loop_cdu.step(p, &b);

    return unless(st, state[CDU_COOLANT_C] - w->limit_c);
}

/* The match point is any that a CDU of that power could have; its volume is the one in which its own
 * coolant holds as much heat as the case's, all of it in one place as the case has it. */
static void facility_lost(struct case_io *io)
{
    const double heat_w = case_in(io, "q");
    const double held_j_per_k = case_in(io, "vol") * case_in(io, "rho") * case_in(io, "cp");
    struct cdu_params p = {0};

    block_fill(&p, &loop_cdu.info);
    const double j_per_m3k = coolant_j_per_m3k(p.glycol_frac, p.design_c);
    p.capacity_w = heat_w;
    p.flow_m3s = heat_w / (j_per_m3k * 10.0);
    p.facility_flow_m3s = p.flow_m3s;
    p.volume_m3 = held_j_per_k / j_per_m3k;
    p.pipe_frac = 0.0;

    struct warming w = {
        .heat_w = heat_w,
        .start_c = p.supply_c,
        .limit_c = p.supply_c + case_in(io, "dt"),
        .params = &p,
    };
    case_out(io, "t", time_to_limit_s(loop_excess_k, &w));
}

/* Coolant a kelvin warmer enters a cold pipe. What has not come out by the end, over what flows a
 * second, is how much later it comes. */
static void delay(struct case_io *io)
{
    const struct transport pipe = {
        .capacity_j_k = case_in(io, "vol"), .w_per_k = case_in(io, "flow"), .in_c = 1.0};
    const double long_s = 1e4;
    double tanks_c[TRANSPORT_TANKS] = {0};

    case_out(io, "t", (pipe.in_c - transport_step(&pipe, tanks_c, 1, long_s)) * long_s);
}

const struct case_row cases_liquid[] = {
    {"E4.1", "t", "rho", water},
    {"E4.2", "t x_mass", NULL, glycol},
    {"E4.3", "q dt t_mean pg_mass", NULL, duty},
    {"E4.4", "v d l rough t pg_mass k_minor", NULL, pipe},
    {"E4.5", "re rel_rough", NULL, friction},
    {"E4.6", "v cv sg", NULL, valve},
    {"E4.7", "p v t_in r_inf a v_ref n r_jc", NULL, cold_plate},
    {"E4.8", "m_tcs cp_tcs t_tcs_in m_fws cp_fws t_fws_in ua", NULL, exchanger},
    {"E4.8", "q m_tcs cp_tcs approach m_fws cp_fws t_fws_in", "ua", match_point},
    {"E4.9", "h0 a h_static k_sys speed eta rho", NULL, pump},
    {"E4.10", "k v_total", NULL, branches},
    {"E4.11", "v_air rho t_air_in t_w_in ntu", NULL, rear_door},
    {"E4.12", "p c t0 t_limit", NULL, flow_lost},
    {"E4.13", "vol rho cp dt q", NULL, facility_lost},
    {"E6.6", "vol flow", "t", delay},
    {0},
};
