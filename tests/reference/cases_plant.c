/* cases_plant.c - worked cases of the plant: chillers, towers, water, dry coolers, storage, weather files
 * and heat for others; and the ratios that a hall is measured by.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>
#include <string.h>

#include "models/eir.h"
#include "models/exchanger.h"
#include "models/heat_pump.h"
#include "models/metrics.h"
#include "models/phys.h"
#include "models/psychro.h"
#include "models/storage.h"
#include "models/tower.h"
#include "models/weather/epw_row.h"
#include "tests/reference/cases.h"

/* Cases state volumes of water of this density. */
#define WATER_KG_PER_M3 1000.0

/* A model that refuses gives no number: the case then fails. */
static double unless(enum status refused, double value)
{
    return refused == STATUS_OK ? value : (double)NAN;
}

/* Curves without a range of their own: what a case states holds where it states it. */
static void chiller(struct case_io *io)
{
    struct eir_curves curves = {.most_plr = 10.0,
                                .leaving_min_c = -100.0,
                                .leaving_max_c = 100.0,
                                .entering_min_c = -100.0,
                                .entering_max_c = 100.0};
    const double load_w = case_in(io, "q_load");

    (void)case_in_list(io, "cap_ft", curves.capacity, 6);
    (void)case_in_list(io, "eir_ft", curves.input, 6);
    (void)case_in_list(io, "eir_fplr", curves.part_load, 3);
    const struct eir_machine machine = {.curves = &curves,
                                        .capacity_w = case_in(io, "q_ref"),
                                        .cop = case_in(io, "cop_ref"),
                                        .lift_k = 8.0};
    const struct eir_result r =
        eir_run(&machine, case_in(io, "t_evap_out"), case_in(io, "t_cond_in"), load_w);

    case_out(io, "cap_ft", r.capacity_ratio);
    case_out(io, "q_avail", r.available_w);
    case_out(io, "plr", r.plr);
    case_out(io, "eir_ft", r.input_ratio);
    case_out(io, "p", r.power_w);
    case_out(io, "cop", load_w / r.power_w);
}

static void tower_by_curve(struct case_io *io)
{
    const double wet_bulb_c = case_in(io, "t_wb");
    double approach_k = 0.0;
    const enum status st =
        tower_york_approach_k(case_in(io, "range"), wet_bulb_c, case_in(io, "lg"), &approach_k);

    case_out(io, "approach", unless(st, approach_k));
    case_out(io, "t_cw_out", unless(st, wet_bulb_c + approach_k));
}

static void tower_by_merkel(struct case_io *io)
{
    const double pressure_pa = case_in(io, "p");
    const double dry_bulb_c = case_in(io, "t_db");
    const double wet_bulb_c = case_in(io, "t_wb");
    const struct tower tower = {.ntu = case_in(io, "ntu"),
                                .air_kgs = case_in(io, "m_a"),
                                .water_w_per_k = case_in(io, "m_w") * case_in(io, "cp_w"),
                                .pressure_pa = pressure_pa};
    const double ratio = psychro_ratio_from_wet_bulb(dry_bulb_c, wet_bulb_c, pressure_pa);
    const struct tower_air air = {wet_bulb_c, psychro_enthalpy_j_per_kg(dry_bulb_c, ratio)};
    struct tower_result r = {0};
    const enum status st = tower_run(&tower, &air, case_in(io, "t_w_in"), &r);

    case_out(io, "q", unless(st, r.heat_w));
    case_out(io, "t_w_out", r.leaving_c);
    case_out(io, "eps", r.effectiveness_frac);
    case_out(io, "c_s", r.saturation_j_per_kgk);
    case_out(io, "m_star", r.capacity_ratio);
    case_out(io, "approach", r.leaving_c - wet_bulb_c);
}

static void water_use(struct case_io *io)
{
    const double heat_w = case_in(io, "q");
    const double circulation_kgs = heat_w / (case_in(io, "cp_w") * case_in(io, "range"));
    const double evaporated_kgs =
        tower_evaporated_kgs(heat_w, case_in(io, "latent_frac"), case_in(io, "h_fg"));
    const struct tower_water w =
        tower_water(evaporated_kgs, case_in(io, "drift") * circulation_kgs, case_in(io, "coc"));

    case_out(io, "evap", w.evaporated_kgs / WATER_KG_PER_M3);
    case_out(io, "drift", w.drift_kgs / WATER_KG_PER_M3);
    case_out(io, "blowdown", w.blowdown_kgs / WATER_KG_PER_M3);
    case_out(io, "makeup", w.makeup_kgs / WATER_KG_PER_M3);
}

static void dry_cooler(struct case_io *io)
{
    const double air_w_per_k = case_in(io, "m_a") * case_in(io, "cp_a");
    const double fluid_w_per_k = case_in(io, "m_f") * case_in(io, "cp_f");
    const double air_c = case_in(io, "t_a");
    const double fluid_c = case_in(io, "t_f_in");
    const struct exchanger_result r = exchanger_run(EXCHANGER_CROSSFLOW, case_in(io, "ua"),
                                                    fluid_w_per_k, fluid_c, air_w_per_k, air_c);

    case_out(io, "q", r.heat_w);
    case_out(io, "t_f_out", r.hot_out_c);
    case_out(io, "eps", r.heat_w / (fmin(air_w_per_k, fluid_w_per_k) * (fluid_c - air_c)));
    case_out(io, "approach", r.hot_out_c - air_c);
}

static void pads(struct case_io *io)
{
    case_out(io, "t_out",
             psychro_evaporative_c(case_in(io, "t_db"), case_in(io, "t_wb"), case_in(io, "eff")));
}

static void tank(struct case_io *io)
{
    const double stored_j =
        case_in(io, "dt") * storage_j_per_k(case_in(io, "vol"),
                                            case_in(io, "rho") * case_in(io, "cp"),
                                            case_in(io, "fom"));

    case_out(io, "e", stored_j);
    case_out(io, "t", stored_j / case_in(io, "q"));
}

static void weather_row(struct case_io *io)
{
    const char *const text = case_text(io, "row");
    struct epw_row row = {0};
    struct epw_air air = {0};
    enum status st = text != NULL ? epw_row_parse(text, strlen(text), &row) : STATUS_BAD_INPUT;

    if (st == STATUS_OK) {
        st = epw_row_air(&row, &air);
    }
    case_out(io, "t_db", unless(st, row.dry_bulb_c));
    case_out(io, "t_dp", row.dew_point_c);
    case_out(io, "rh", row.humidity_frac);
    case_out(io, "p", row.pressure_pa);
    case_out(io, "dhi", row.diffuse_wh_per_m2 * 3600.0);
    case_out(io, "wind", row.wind_m_per_s);
    case_out(io, "w", air.ratio);
    case_out(io, "t_wb", air.wet_bulb_c);
}

static void heat_pump(struct case_io *io)
{
    case_out(io, "cop_h",
             heat_pump_cop(case_in(io, "t_h"), case_in(io, "t_c"), case_in(io, "eta")));
}

/* -------------------------------------------------------------------- ratios */

static void put_metrics(struct case_io *io, const struct metrics_use *use)
{
    const struct metrics m = metrics_of(use);

    case_out(io, "pue", m.pue);
    case_out(io, "dcie", m.dcie);
    case_out(io, "wue", m.wue_kg_per_j / WATER_KG_PER_M3);
    case_out(io, "cue", m.cue_kg_per_j);
    case_out(io, "ere", m.ere);
    case_out(io, "erf", m.erf);
    case_out(io, "itue", m.itue);
    case_out(io, "tue", m.tue);
}

static void ratios_of_a_year(struct case_io *io)
{
    put_metrics(io, &(struct metrics_use){
                        .facility = case_in(io, "e_facility"),
                        .it = case_in(io, "e_it"),
                        .compute = case_in(io, "e_it"),
                        .reused = case_in(io, "e_reuse"),
                        .water_kg = case_in(io, "water") * WATER_KG_PER_M3,
                        .carbon_kg_per_j = case_in(io, "ef"),
                    });
}

static void ratios_of_power(struct case_io *io)
{
    const double compute_w = case_in(io, "p_compute");
    const double it_w = compute_w * (1.0 + case_in(io, "fan_fraction"));

    put_metrics(io, &(struct metrics_use){.facility = it_w + case_in(io, "overhead"),
                                          .it = it_w,
                                          .compute = compute_w});
}

const struct case_row cases_plant[] = {
    {"E5.1", "cap_ft eir_ft eir_fplr", NULL, chiller},
    {"E5.2", "range t_wb lg", NULL, tower_by_curve},
    {"E5.3", "ntu m_a m_w", NULL, tower_by_merkel},
    {"E5.4", "coc drift", NULL, water_use},
    {"E5.5", "ua m_a m_f", NULL, dry_cooler},
    {"E5.6", "t_db t_wb eff", NULL, pads},
    {"E5.7", "row", NULL, weather_row},
    {"E5.8", "vol fom", NULL, tank},
    {"E5.9", "t_h t_c eta", NULL, heat_pump},
    {"E2.12", "e_it e_facility", NULL, ratios_of_a_year},
    {"E2.12", "p_compute fan_fraction", NULL, ratios_of_power},
    {0},
};
