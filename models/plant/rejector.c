/* SPDX-License-Identifier: Apache-2.0 */
#include "models/plant/rejector.h"

#include <math.h>

#include "models/exchanger.h"
#include "models/fanlaw.h"
#include "models/phys.h"
#include "models/psychro.h"
#include "models/root.h"

/* Film coefficients of finned coils go with about this power of the air's speed. */
#define AIR_EXPONENT 0.6

/* Coils of a dozen rows come to five; a rating that asks for more is none. */
#define MOST_NTU 10.0

/* Heat of evaporation near 30 degC, and of the water that circulates. */
#define LATENT_J_PER_KG    2.43e6
#define WATER_CP_J_PER_KGK 4186.0

/* Below this speed a fan is off: natural draught does more. */
#define LEAST_SPEED_FRAC 0.02

/* Saturated air has a finite enthalpy as far as here; hotter water counts as this. */
#define MOST_ENTERING_C 75.0

/* Less than this of the rated heat is rounding of balances, and no fan turns for it. */
#define LEAST_HEAT_FRAC 1e-6

/* ------------------------------------------------------------------ rating */

static enum status rate_dry(struct rejector *r)
{
    const struct rejector_design *const d = r->design;
    const double lift_k = d->approach_k + d->range_k;
    double ntu = 0.0;

    r->air_w_per_k = d->heat_w / (d->air_rise_frac * lift_k);
    const double least = fmin(r->air_w_per_k, r->water_w_per_k);
    const double most = fmax(r->air_w_per_k, r->water_w_per_k);
    const enum status st =
        exchanger_ntu(EXCHANGER_CROSSFLOW, d->heat_w / (least * lift_k), least / most, &ntu);
    r->ua_w_per_k = ntu * least;
    return st == STATUS_OK && ntu > MOST_NTU ? STATUS_OUT_OF_RANGE : st;
}

/* Hotter water than this does not meet a tower's fill. */
#define MOST_TOWER_LIFT_K 30.0

/* Rated at sea level. Air at its wet bulb in place of the outdoor air: the enthalpies differ by less than 0.5 %. */
static enum status rate_tower(struct rejector *r)
{
    const struct rejector_design *const d = r->design;
    const double leaving_c = d->wet_bulb_c + d->approach_k;
    const struct tower_air air = {d->wet_bulb_c,
                                  tower_saturated_j_per_kg(d->wet_bulb_c, PHYS_SEA_LEVEL_PA)};

    r->merkel = (struct tower){
        .air_kgs = r->water_w_per_k / WATER_CP_J_PER_KGK / d->water_over_air,
        .water_w_per_k = r->water_w_per_k,
        .pressure_pa = PHYS_SEA_LEVEL_PA,
    };
    if (d->approach_k + d->range_k > MOST_TOWER_LIFT_K) {
        return STATUS_OUT_OF_RANGE;
    }
    return tower_ntu(&r->merkel, &air, leaving_c + d->range_k, leaving_c, &r->merkel.ntu);
}

static enum status rate(struct rejector *r)
{
    const struct rejector_design *const d = r->design;

    r->water_w_per_k = d->heat_w / d->range_k;
    if (d->kind == REJECTOR_TOWER) {
        return d->tower == TOWER_MERKEL ? rate_tower(r) : STATUS_OK;
    }
    return rate_dry(r);
}

const char *rejector_check(const struct rejector_design *design)
{
    struct rejector r = {.design = design};

    if (design->kind == REJECTOR_NONE || rate(&r) == STATUS_OK) {
        return NULL;
    }
    return design->kind == REJECTOR_TOWER
               ? "no tower does that: raise 'approach' or lower 'water_over_air' where it comes "
                 "too "
                 "near to the wet bulb; 'approach' and 'range' together are at most 30 K"
               : "no dry cooler comes that near to the outdoor air: raise 'approach' or lower "
                 "'air_rise'";
}

/* ------------------------------------------------------------------- curve */

static bool is_wetted(const struct rejector *r)
{
    return r->design->kind == REJECTOR_ADIABATIC && r->weather.dry_bulb_c > r->design->pads_above_c;
}

static double sink_of(const struct rejector *r)
{
    const struct rejector_weather *const w = &r->weather;

    if (r->design->kind == REJECTOR_TOWER) {
        return w->wet_bulb_c;
    }
    return is_wetted(r) ? psychro_evaporative_c(w->dry_bulb_c, w->wet_bulb_c, r->design->pad_frac)
                        : w->dry_bulb_c;
}

/* One point of the curve: k = 1 at half of the rated lift, k = 2 at all of it. YorkCalc has it by the
 * heat instead. */
static enum status add_point(struct rejector *r, int k)
{
    const struct rejector_design *const d = r->design;
    const double share = 0.5 * k;
    const double lift_k = share * (d->approach_k + d->range_k);
    struct tower_result run = {0};

    r->at_c[k] = r->sink_c + lift_k;
    if (d->kind != REJECTOR_TOWER) {
        r->heat_w[k] = share * d->heat_w;
        return STATUS_OK;
    }
    if (d->tower == TOWER_YORK) {
        double approach_k = 0.0;
        r->is_held |= tower_york_approach_k(share * d->range_k, r->weather.wet_bulb_c, 1.0,
                                            &approach_k) != STATUS_OK;
        r->at_c[k] = r->sink_c + approach_k + share * d->range_k;
        r->heat_w[k] = share * d->heat_w;
        return STATUS_OK;
    }
    const enum status st = tower_run(&r->merkel, &r->air, r->at_c[k], &run);
    r->heat_w[k] = run.heat_w;
    return st;
}

enum status rejector_in_weather(const struct rejector_design *design,
                                const struct rejector_weather *weather, struct rejector *ret)
{
    *ret = (struct rejector){.design = design, .weather = *weather};
    enum status st = rate(ret);
    ret->merkel.pressure_pa = weather->pressure_pa;
    ret->sink_c = sink_of(ret);
    ret->at_c[0] = ret->sink_c;
    ret->air = (struct tower_air){
        weather->wet_bulb_c,
        tower_saturated_j_per_kg(weather->wet_bulb_c, weather->pressure_pa),
    };
    for (int k = 1; k < 3 && st == STATUS_OK; k++) {
        st = add_point(ret, k);
    }
    ret->slope_w_per_k = (ret->heat_w[2] - ret->heat_w[1]) / (ret->at_c[2] - ret->at_c[1]);
    return st;
}

double rejector_entering_c(const struct rejector *r, double heat_w)
{
    const int k = heat_w < r->heat_w[1] ? 0 : 1;
    const double slope_w_per_k = (r->heat_w[k + 1] - r->heat_w[k]) / (r->at_c[k + 1] - r->at_c[k]);

    return r->at_c[k] + (heat_w - r->heat_w[k]) / slope_w_per_k;
}

/* -------------------------------------------------------------------- fans */

struct trial {
    const struct rejector *r;
    double heat_w;
    double entering_c;
};

/* Heat at a fan speed, less what is asked. */
static double speed_error(double speed_frac, void *params)
{
    const struct trial *const t = params;
    const struct rejector *const r = t->r;
    const double leaving_c = t->entering_c - t->heat_w / r->water_w_per_k;

    if (r->design->kind != REJECTOR_TOWER) {
        const double ua = exchanger_scaled_ua(r->ua_w_per_k, speed_frac, 1.0, AIR_EXPONENT);
        return exchanger_w_per_k(EXCHANGER_CROSSFLOW, ua, r->water_w_per_k,
                                 speed_frac * r->air_w_per_k) *
                   (t->entering_c - r->sink_c) -
               t->heat_w;
    }
    if (r->design->tower == TOWER_YORK) {
        double approach_k = 0.0;
        /* Held at the end of its range it still has a value; add_point() says that it was held. */
        const enum status st = tower_york_approach_k(
            t->heat_w / r->water_w_per_k, r->weather.wet_bulb_c, 1.0 / speed_frac, &approach_k);
        return st == STATUS_OK || st == STATUS_OUT_OF_RANGE ? leaving_c - r->sink_c - approach_k
                                                            : (double)NAN;
    }
    struct tower slow = r->merkel;
    slow.air_kgs *= speed_frac;
    slow.ntu = tower_scaled_ntu(slow.ntu, speed_frac);
    return tower_heat_w(&slow, &r->air, t->entering_c, leaving_c) - t->heat_w;
}

enum status rejector_speed(const struct rejector *r, double heat_w, double entering_c,
                           double *ret_frac)
{
    struct trial trial = {r, heat_w, fmin(entering_c, fmax(r->at_c[2], MOST_ENTERING_C))};
    const double full_k = rejector_entering_c(r, heat_w) - r->sink_c;

    /* At one inlet the heat goes about with the lift: natural draught is enough below its share. */
    if (heat_w <= LEAST_HEAT_FRAC * r->design->heat_w ||
        full_k <= r->design->natural_frac * (trial.entering_c - r->sink_c)) {
        *ret_frac = 0.0;
        return STATUS_OK;
    }
    /* No air makes water colder than itself. */
    const double leaving_c = trial.entering_c - heat_w / r->water_w_per_k;
    if (leaving_c <= r->sink_c || speed_error(1.0, &trial) <= 0.0) {
        *ret_frac = 1.0;
        return STATUS_OK;
    }
    if (speed_error(LEAST_SPEED_FRAC, &trial) >= 0.0) {
        *ret_frac = LEAST_SPEED_FRAC;
        return STATUS_OK;
    }
    return root_find(speed_error, &trial, LEAST_SPEED_FRAC, 1.0, 1e-9, ret_frac);
}

double rejector_water_kgs(const struct rejector *r, double heat_w, double speed_frac)
{
    const struct rejector_design *const d = r->design;

    if (d->kind == REJECTOR_TOWER && heat_w > 0.0) {
        const double circulation_kgs = r->water_w_per_k / WATER_CP_J_PER_KGK;
        const double evaporated_kgs = tower_evaporated_kgs(heat_w, d->latent_frac, LATENT_J_PER_KG);
        return tower_water(evaporated_kgs, d->drift_frac * circulation_kgs, d->cycles).makeup_kgs;
    }
    if (!is_wetted(r) || heat_w <= 0.0) {
        return 0.0;
    }
    const struct rejector_weather *const w = &r->weather;
    const double before = psychro_ratio_from_wet_bulb(w->dry_bulb_c, w->wet_bulb_c, w->pressure_pa);
    const double behind = psychro_ratio_from_wet_bulb(r->sink_c, w->wet_bulb_c, w->pressure_pa);
    const double air_kgs =
        fmax(speed_frac, d->natural_frac) * r->air_w_per_k / PHYS_AIR_CP_J_PER_KGK;
    return tower_water(air_kgs * (behind - before), 0.0, d->cycles).makeup_kgs;
}
