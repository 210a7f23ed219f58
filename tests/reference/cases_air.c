/* cases_air.c - worked cases of air: its state, the flow that carries heat, coils, fans, a room that
 * mixes, and what inlets are promised.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>

#include "models/envelope.h"
#include "models/exchanger.h"
#include "models/fanlaw.h"
#include "models/field/plenum.h"
#include "models/mixing.h"
#include "models/phys.h"
#include "models/psychro.h"
#include "models/registry.h"
#include "tests/reference/block.h"
#include "tests/reference/cases.h"

/* A model that refuses gives no number: the case then fails. */
static double unless(enum status refused, double value)
{
    return refused == STATUS_OK ? value : (double)NAN;
}

/* ---------------------------------------------------------------- moist air */

static void saturation(struct case_io *io)
{
    case_out(io, "pws", psychro_saturation_pa(case_in(io, "t")));
}

/* Only the pressure: the temperature outside comes from the weather, not from the altitude. */
static void atmosphere(struct case_io *io)
{
    case_out(io, "p", phys_atmosphere_pa(case_in(io, "z")));
}

/* What follows from dry bulb and humidity ratio. */
static void moist_air(struct case_io *io, double dry_bulb_c, double ratio, double pressure_pa)
{
    const double vapour_pa = psychro_vapour_pa(ratio, pressure_pa);
    double dew_c = 0.0;
    const enum status st = psychro_dew_point_c(vapour_pa, &dew_c);

    case_out(io, "w", ratio);
    case_out(io, "t_dp", unless(st, dew_c));
    case_out(io, "h", psychro_enthalpy_j_per_kg(dry_bulb_c, ratio));
    case_out(io, "v", psychro_volume_m3_per_kg(dry_bulb_c, ratio, pressure_pa));
    case_out(io, "rho", psychro_density_kg_per_m3(dry_bulb_c, ratio, pressure_pa));
}

static void by_humidity(struct case_io *io)
{
    const double dry_bulb_c = case_in(io, "t");
    const double pressure_pa = case_in(io, "p");
    const double vapour_pa = case_in(io, "rh") * psychro_saturation_pa(dry_bulb_c);
    const double ratio = psychro_ratio(vapour_pa, pressure_pa);
    double wet_bulb_c = 0.0;
    const enum status st = psychro_wet_bulb_c(dry_bulb_c, ratio, pressure_pa, &wet_bulb_c);

    moist_air(io, dry_bulb_c, ratio, pressure_pa);
    case_out(io, "t_wb", unless(st, wet_bulb_c));
}

static void by_wet_bulb(struct case_io *io)
{
    const double dry_bulb_c = case_in(io, "t");
    const double pressure_pa = case_in(io, "p");
    const double ratio = psychro_ratio_from_wet_bulb(dry_bulb_c, case_in(io, "t_wb"), pressure_pa);

    moist_air(io, dry_bulb_c, ratio, pressure_pa);
    case_out(io, "rh", psychro_vapour_pa(ratio, pressure_pa) / psychro_saturation_pa(dry_bulb_c));
}

/* ------------------------------------------------------------ flow and coil */

static void duty(struct case_io *io)
{
    const double heat_w = case_in(io, "q");
    const double density_kg_m3 =
        phys_dry_air_kg_per_m3(case_in(io, "t_in"), phys_atmosphere_pa(case_in(io, "z")));
    const double flow_m3s =
        mixing_duty_m3s(heat_w, density_kg_m3 * PHYS_AIR_CP_J_PER_KGK, case_in(io, "dt"));

    case_out(io, "v", flow_m3s);
    case_out(io, "v_cfm", flow_m3s);
    case_out(io, "cfm_per_kw", flow_m3s / heat_w);
}

static void effectiveness(struct case_io *io)
{
    const double ntu = case_in(io, "ntu");
    const double cr = case_in(io, "cr");

    case_out(io, "eps_counterflow", exchanger_effectiveness(EXCHANGER_COUNTERFLOW, ntu, cr));
    case_out(io, "eps_crossflow_unmixed", exchanger_effectiveness(EXCHANGER_CROSSFLOW, ntu, cr));
}

static void coil(struct case_io *io)
{
    const double air_w_per_k = case_in(io, "m_air") * case_in(io, "cp_a");
    const double water_w_per_k = case_in(io, "m_w") * case_in(io, "cp_w");
    const double ua_w_per_k = case_in(io, "ua");
    const double water_c = case_in(io, "t_w_in");
    const double air_c = case_in(io, "t_air_in");
    const struct exchanger_result r = exchanger_run(EXCHANGER_COUNTERFLOW, ua_w_per_k, air_w_per_k,
                                                    air_c, water_w_per_k, water_c);

    case_out(io, "q", r.heat_w);
    case_out(io, "t_air_out", r.hot_out_c);
    case_out(io, "t_w_out", r.cold_out_c);
    case_out(io, "eps", r.heat_w / (fmin(air_w_per_k, water_w_per_k) * (air_c - water_c)));
}

/* The drive's polynomial is the model's own: a case of another one, told by its constant, is not
 * modelled. */
static void fan(struct case_io *io)
{
    const double rated_w = case_in(io, "p_rated");
    const double flow_frac = case_in(io, "flow");
    double coefficients[8] = {0};

    case_out(io, "p_cube", rated_w * fanlaw_power(flow_frac));
    if (case_in_list(io, "coef", coefficients, 8) > 0 &&
        coefficients[0] == fanlaw_drive_power(0.0)) {
        case_out(io, "p_poly", rated_w * fanlaw_drive_power(flow_frac));
    }
}

/* --------------------------------------------------------------------- room */

/* A hall of one rack and one handler whose coil is ideal. */
struct hall {
    double params[8];
    double work[32];
    double state[3];
    double heat_w;
    double rack_m3s;
    double recirculation_frac;
    double bypass_frac;
    double top_rise_k;
    double supply_m3s;
    double coil_w_per_k;
    double set_c;
    double outside_most_frac; /* none */
    double outside_w;
    double inlet_c;
    double inlet_top_c;
    double outlet_c;
    double return_c;
    double supply_c;
    double coil_w;
    double for_hall[5]; /* columns that no case asks for */
};

/* Two steps so long that the first start is forgotten: to 1e-9. */
static enum status settle(struct hall *h, double air_j_per_m3k)
{
    const struct air_block b = {
        .dt_s = 1e7,
        .air_j_per_m3k = air_j_per_m3k,
        .volume_m3 = 1000.0,
        .cold_frac = 0.1,
        .floor_m2 = 300.0,
        .n_racks = 1,
        .heat_w = &h->heat_w,
        .airflow_m3s = &h->rack_m3s,
        .recirculation_frac = &h->recirculation_frac,
        .bypass_frac = &h->bypass_frac,
        .top_rise_k = &h->top_rise_k,
        .n_handlers = 1,
        .flow_m3s = &h->supply_m3s,
        .coil_w_per_k = &h->coil_w_per_k,
        .water_c = &h->set_c,
        .set_c = &h->set_c,
        .outside_c = &h->set_c,
        .outside_most_frac = &h->outside_most_frac,
        .inlet_c = &h->inlet_c,
        .inlet_top_c = &h->inlet_top_c,
        .outlet_c = &h->outlet_c,
        .return_c = &h->return_c,
        .supply_c = &h->supply_c,
        .coil_w = &h->coil_w,
        .outside_w = &h->outside_w,
        .hot_c = &h->for_hall[0],
        .mass_c = &h->for_hall[1],
        .bypass_of_supply_frac = &h->for_hall[2],
        .recirculation_of_inlet_frac = &h->for_hall[3],
        .stored_j = &h->for_hall[4],
        .state = h->state,
        .work = h->work,
    };

    block_fill(h->params, &air_mixing.info);
    enum status st = air_mixing.start(h->params, &b);
    for (int k = 0; k < 2 && st == STATUS_OK; k++) {
        st = air_mixing.step(h->params, &b);
    }
    return st;
}

/* The flows of the case are masses, so its air weighs 1 kg/m3. The supply that these shares need is
 * the closed balance's, the temperatures are those at which the hall of the engine settles. */
static void room(struct case_io *io)
{
    const double cp_j_kgk = case_in(io, "cp");
    const double rise_k = case_in(io, "dt_it");
    const double heat_w = case_in(io, "q");
    struct mixing_room balance = {
        .supply_c = case_in(io, "t_s"),
        .supply_w_per_k = 1.0,
        .heat_w = heat_w,
        .bypass_frac = case_in(io, "bypass"),
        .recirculation_frac = case_in(io, "recirc"),
    };
    struct hall h = {
        .heat_w = heat_w,
        .rack_m3s = mixing_duty_m3s(heat_w, cp_j_kgk, rise_k),
        .recirculation_frac = balance.recirculation_frac,
        .bypass_frac = balance.bypass_frac,
        .set_c = balance.supply_c,
    };

    h.supply_m3s = h.rack_m3s / mixing_balance(&balance).it_w_per_k;
    h.coil_w_per_k = h.supply_m3s * cp_j_kgk;
    balance.supply_w_per_k = h.coil_w_per_k;
    const enum status st = settle(&h, cp_j_kgk);
    const double shi = mixing_shi(1, &h.rack_m3s, &h.inlet_c, &h.outlet_c, h.supply_c);

    case_out(io, "m_it", mixing_balance(&balance).it_w_per_k / cp_j_kgk);
    case_out(io, "m_s", h.supply_m3s);
    case_out(io, "t_in", unless(st, h.inlet_c));
    case_out(io, "t_out", unless(st, h.outlet_c));
    case_out(io, "t_return", unless(st, h.return_c));
    case_out(io, "rti", mixing_rti(h.return_c, h.supply_c, h.outlet_c - h.inlet_c));
    case_out(io, "shi", shi);
    case_out(io, "rhi", 1.0 - shi);
}

/* -------------------------------------------------------------------- floor */

/* A fan that no pressure slows: a given flow, to the square of what the floor needs over its stall. */
static struct plenum_fan given_flow(double flow_m3s)
{
    return (struct plenum_fan){.stall_pa = 1e12, .free_m3s = flow_m3s};
}

/* The pressure of one zone with a given flow in; NAN when the model refuses. */
static double pressure_at(double open_m2, double flow_m3s, double density_kg_per_m3)
{
    const struct plenum_fan fan = given_flow(flow_m3s);
    const struct plenum floor = {.density_kg_per_m3 = density_kg_per_m3,
                                 .n_zones = 1,
                                 .open_m2 = &open_m2,
                                 .fans = &fan,
                                 .n_fans = 1};
    const double full = 1.0;
    double pressure_pa = 0.0;
    double fan_m3s = 0.0;

    const enum status st = plenum_solve(&floor, &full, &pressure_pa, &fan_m3s);
    return unless(st, pressure_pa);
}

/* The pressure is given and the flow asked for: the model, which takes a flow, is asked for the
 * pressure at the flow that its own loss gives, and must come back. */
static void tile(struct case_io *io)
{
    const double rho = case_in(io, "rho");
    const double loss = plenum_tile_loss(case_in(io, "sigma"));
    const double open_m2 = plenum_effective_m2(case_in(io, "area"), loss);
    const double flow_m3s = case_in(io, "area") * sqrt(2.0 * case_in(io, "dp") / (rho * loss));
    const double pressure_pa = pressure_at(open_m2, flow_m3s, rho);
    const bool is_back = fabs(pressure_pa / case_in(io, "dp") - 1.0) < 1e-7;
    const double tile_m3s = is_back ? plenum_flow_m3s(open_m2, pressure_pa, rho) : (double)NAN;

    case_out(io, "k", loss);
    case_out(io, "v_face", tile_m3s / case_in(io, "area"));
    case_out(io, "flow", tile_m3s);
    case_out(io, "flow_cfm", tile_m3s);
}

static void leaking_floor(struct case_io *io)
{
    const double rho = case_in(io, "rho");
    const double tiles_m2 =
        case_in(io, "n_tiles") *
        plenum_effective_m2(case_in(io, "a_tile"), plenum_tile_loss(case_in(io, "sigma")));
    const double leak_m2 = plenum_effective_m2(case_in(io, "a_leak"), case_in(io, "k_leak"));
    const double pressure_pa = pressure_at(tiles_m2 + leak_m2, case_in(io, "v_in"), rho);
    const double tiles_m3s = plenum_flow_m3s(tiles_m2, pressure_pa, rho);
    const double leak_m3s = plenum_flow_m3s(leak_m2, pressure_pa, rho);

    case_out(io, "dp", pressure_pa);
    case_out(io, "v_tiles", tiles_m3s);
    case_out(io, "v_leak", leak_m3s);
    case_out(io, "leak_frac", leak_m3s / (tiles_m3s + leak_m3s));
}

/* ------------------------------------------------------------------- inlets */

enum { MOST_INLETS = 64 };

static void cooling_index(struct case_io *io)
{
    double inlet_c[MOST_INLETS] = {0};
    double recommended_c[2] = {0};
    double allowable_c[2] = {0};
    const size_t n = case_in_list(io, "t_in", inlet_c, MOST_INLETS);

    if (n > 0 && case_in_list(io, "rec", recommended_c, 2) == 2 &&
        case_in_list(io, "allow", allowable_c, 2) == 2) {
        case_out(io, "rci_hi", mixing_rci_high(n, inlet_c, recommended_c[1], allowable_c[1]));
        case_out(io, "rci_lo", mixing_rci_low(n, inlet_c, recommended_c[0], allowable_c[0]));
    }
}

static void derated(struct case_io *io)
{
    const struct envelope_class class = {
        .max_c = case_in(io, "t_max"),
        .derate_above_m = case_in(io, "z0"),
        .derate_m_per_k = case_in(io, "slope"),
    };

    case_out(io, "t_max", envelope_class_max_c(&class, case_in(io, "z")));
}

const struct case_row cases_air[] = {
    {"E3.1", "q dt t_in z", NULL, duty},
    {"E3.2", "z", "p", atmosphere},
    {"E3.3", "t", "pws", saturation},
    {"E3.3", "t rh p", "w", by_humidity},
    {"E3.6", "t t_wb p", "w", by_wet_bulb},
    {"E3.10", "ntu cr", NULL, effectiveness},
    {"E3.10", "m_air t_air_in m_w t_w_in ua cp_a cp_w", NULL, coil},
    {"E3.12", "p_rated flow coef", NULL, fan},
    {"E3.13", "sigma dp rho area", NULL, tile},
    {"E3.14", "v_in n_tiles sigma a_leak k_leak rho a_tile", NULL, leaking_floor},
    {"E3.16", "q t_s dt_it bypass recirc cp", NULL, room},
    {"E3.19", "t_in rec allow", NULL, cooling_index},
    {"E3.20", "t_max z z0 slope", "t_max", derated},
    {0},
};
