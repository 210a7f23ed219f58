/* chilled_water.c - "crah": fan and chilled-water coil.
 *
 *     flow = rated x speed      fan = rated (floor + (1 - floor) speed^3)
 *     coil = eps(UA, flows) C_min (return - water), wide open
 *
 * UA follows from the maker's rating as a counterflow coil. The air's film conducts a quarter of what
 * the water's does and goes with flow to the power of 0.8; the water's stays, because wide open means
 * full water flow. The valve opens the water in proportion to what is asked of the coil. Outdoor air may
 * come first (outdoor.c): the coil then sees what it leaves.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>

#include "models/exchanger.h"
#include "models/fanlaw.h"
#include "models/handler/crah.h"
#include "models/phys.h"
#include "models/registry.h"

/* Air at the coil's rating: 1.2 kg/m3. */
#define RATING_AIR_J_PER_M3K (1.2 * PHYS_AIR_CP_J_PER_KGK)
#define AIR_EXPONENT         0.8
#define WATER_OVER_AIR_FILM  4.0

/* Water at 15 degC: a constant that cannot fail. */
static double water_j_per_m3k(void)
{
    struct coolant water = {0};

    return phys_coolant(0.0, 15.0, &water) == STATUS_OK ? water.density_kg_m3 * water.cp_j_kgk
                                                        : 0.0;
}

static enum status rated_ua_w_per_k(const struct crah_params *p, double *ret_ua)
{
    const double air_w_per_k = p->airflow_m3s * RATING_AIR_J_PER_M3K;
    const double water_w_per_k = p->water_flow_m3s * water_j_per_m3k();
    const double least = fmin(air_w_per_k, water_w_per_k);
    const double eps = p->capacity_w / (least * (p->rated_return_c - p->rated_water_c));
    double ntu = 0.0;
    const enum status st =
        exchanger_ntu(EXCHANGER_COUNTERFLOW, eps, least / fmax(air_w_per_k, water_w_per_k), &ntu);

    *ret_ua = ntu * least;
    return st;
}

/* Two films in series at full water flow: 1/UA = (1/5 + 4/5 v^-0.8) / UA0. */
static double ua_at(double rated_ua, double speed_frac)
{
    const double air = WATER_OVER_AIR_FILM / (1.0 + WATER_OVER_AIR_FILM);

    return speed_frac > 0.0 ? rated_ua / (1.0 - air + air * pow(speed_frac, -AIR_EXPONENT)) : 0.0;
}

static enum status prepare(const void *params, const struct handler_block *b)
{
    const struct crah_params *const p = params;
    const double water_w_per_k = p->water_flow_m3s * water_j_per_m3k();
    double rated_ua = 0.0;
    const enum status st = rated_ua_w_per_k(p, &rated_ua);

    for (size_t i = 0; i < b->n && st == STATUS_OK; i++) {
        const double speed_frac = b->speed_frac[i] * b->is_running[i];
        b->flow_m3s[i] = p->airflow_m3s * fanlaw_flow(speed_frac);
        b->coil_w_per_k[i] =
            b->has_water[i] * exchanger_w_per_k(EXCHANGER_COUNTERFLOW, ua_at(rated_ua, speed_frac),
                                                b->flow_m3s[i] * b->air_j_per_m3k, water_w_per_k);
        b->fan_w[i] = b->is_running[i] * p->fan_w *
                      (p->fan_floor_frac + (1.0 - p->fan_floor_frac) * fanlaw_power(speed_frac));
        outdoor_prepare(p, b, i);
    }
    return st;
}

static enum status finish(const void *params, const struct handler_block *b)
{
    const struct crah_params *const p = params;
    const double water_w_per_k = p->water_flow_m3s * water_j_per_m3k();
    double rated_ua = 0.0;
    const enum status st = rated_ua_w_per_k(p, &rated_ua);
    const double full_w_per_k = exchanger_w_per_k(EXCHANGER_COUNTERFLOW, rated_ua,
                                                  p->airflow_m3s * b->air_j_per_m3k, water_w_per_k);

    for (size_t i = 0; i < b->n && st == STATUS_OK; i++) {
        const double lift_k = fmax(0.0, outdoor_mixed_c(b, i) - b->water_c[i]);
        const double open_w = b->coil_w_per_k[i] * lift_k;
        b->coil_max_w[i] = full_w_per_k * lift_k * b->is_running[i] * b->has_water[i];
        /* A step that crosses a break point may have taken a little more than its mean return
         * explains: then the valve was wide open. */
        const double opening = b->coil_w[i] < open_w ? fmax(0.0, b->coil_w[i] / open_w)
                                                     : (b->coil_w[i] > 0.0 ? 1.0 : 0.0);
        b->water_w_per_k[i] = water_w_per_k * opening;
        b->water_return_c[i] = b->water_w_per_k[i] > 0.0
                                   ? b->water_c[i] + b->coil_w[i] / b->water_w_per_k[i]
                                   : b->water_c[i];
        outdoor_finish(p, b, i);
    }
    return st;
}

static const char *check(const void *params)
{
    const struct crah_params *const p = params;
    double ua = 0.0;

    if (crah_is_above(p->dew_point_min_c, p->dew_point_max_c) ||
        crah_is_above(p->dry_bulb_min_c, p->dry_bulb_max_c)) {
        return "outdoor air: a greatest value is below the least";
    }
    if (p->rated_return_c <= p->rated_water_c) {
        return "'rated_return' must be above 'rated_water'";
    }
    return rated_ua_w_per_k(p, &ua) == STATUS_OK
               ? NULL
               : "no coil takes 'capacity' from these flows at these temperatures";
}

static double rated_flow_m3s(const void *params)
{
    return ((const struct crah_params *)params)->airflow_m3s;
}

static double rated_w(const void *params)
{
    return ((const struct crah_params *)params)->capacity_w;
}

static bool takes_outdoor_air(const void *params)
{
    return ((const struct crah_params *)params)->economiser == ECONOMISER_DIRECT;
}

const struct handler_model handler_chilled_water = {
    .info =
        {
            .name = "crah",
            .summary =
                "fan and chilled-water coil of a CRAH, fan wall or in-row cooler, with outdoor "
                "air where it has an economiser",
            .validity = "dry coil: water above the dew point of the hall; fixed duct system",
            .source =
                "effectiveness-NTU, Incropera chapter 11; film exponents as in the Modelica "
                "Buildings library; affinity laws; outdoor air by ASHRAE Handbooks 2017 and 2019",
            .params = crah_param_rows,
            .params_size = sizeof(struct crah_params),
            .check = check,
        },
    .prepare = prepare,
    .finish = finish,
    .takes_outdoor_air = takes_outdoor_air,
    .rated_flow_m3s = rated_flow_m3s,
    .rated_w = rated_w,
};
