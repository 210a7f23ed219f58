/* rear_door.c - "rear_door": a heat exchanger in the rack's exhaust.
 *
 *     Q = eps C_min (T_exhaust - T_supply)      T_exhaust = inlet + heat / (V rho cp)
 *
 * With its rated flows stated, eps follows from a coil's UA, whose air film goes with the airflow to
 * the power of 0.6 and whose water film with the coolant's to 0.8, seven tenths of the resistance on
 * the air's side; without them the effectiveness holds at any flow, which is too good at low coolant
 * flow and too bad at high. Nothing is taken when either stands still, or when the coolant is warmer
 * than the exhaust (the valve shuts); a valve that keeps the room neutral takes no more than the rack's
 * own heat. The fans of an active door are part of the rack's own; its mass
 * is neglected.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>

#include "models/cooling_model.h"
#include "models/exchanger.h"
#include "models/registry.h"

struct rear_door_params {
    double effectiveness_frac;
    double ntu;
    double rated_airflow_m3s;
    double rated_coolant_w_per_k;
    double capacity_w;
    int valve; /* enum door_valve */
};

enum door_valve { VALVE_NEUTRAL, VALVE_NONE };
static const char *const valve_words[] = {"neutral", "none", NULL};

/* Fin-and-tube coils: j goes with Re^-0.4 (Wang, Chi and Chang, Int. J. Heat Mass Transfer 43 (2000)
 * 2693), water in tubes by Dittus and Boelter. */
static const struct exchanger_films coil = {0.7, 0.6, 0.8};

/* Air at which doors are rated: 1.2 kg/m3 and 1006 J/(kg K). */
#define RATED_AIR_J_PER_M3K 1207.2

static const struct param rows[] = {
    {PARAM(rear_door_params, effectiveness_frac), .kind = PARAM_NUMBER, .unit = "1", .min = 0.01,
     .max = 0.99, .fallback = 0.75, .grade = GRADE_ESTIMATE,
     .source = "0.6 to 0.9 in makers' catalogues",
     .text = "heat over what the smaller stream could carry"},
    {PARAM(rear_door_params, ntu), .kind = PARAM_NUMBER, .unit = "-", .min = 0.01, .max = 20.0,
     .fallback = PARAM_UNKNOWN,
     .text = "transfer units of a crossflow coil, in place of the effectiveness"},
    {PARAM(rear_door_params, rated_airflow_m3s), .kind = PARAM_NUMBER, .unit = "m3/s", .min = 0.01,
     .max = 20.0, .fallback = PARAM_UNKNOWN,
     .text = "airflow at which the effectiveness is stated; with the next, UA follows the flows"},
    {PARAM(rear_door_params, rated_coolant_w_per_k), .kind = PARAM_NUMBER, .unit = "W/K",
     .min = 10.0, .max = 1e6, .fallback = PARAM_UNKNOWN,
     .text = "capacity rate of the coolant there: 70 W/K for each L/min of water"},
    {PARAM(rear_door_params, capacity_w), .kind = PARAM_NUMBER, .unit = "W", .min = 100.0,
     .max = 1e6, .fallback = PARAM_UNKNOWN, .text = "most that it takes, by its maker"},
    {PARAM(rear_door_params, valve), .kind = PARAM_CHOICE, .choices = valve_words,
     .fallback = VALVE_NEUTRAL, .grade = GRADE_RULE,
     .source = "doors are set to leave the room neutral",
     .text = "neutral: air leaves no colder than it entered the rack; none: as cold as it gets"},
    {0},
};

static bool has_ratings(const struct rear_door_params *p)
{
    return !isnan(p->rated_airflow_m3s) && !isnan(p->rated_coolant_w_per_k);
}

/* UA of the coil at its rated flows. */
static enum status find_ua(const struct rear_door_params *p, double *ret_w_per_k)
{
    const double air = p->rated_airflow_m3s * RATED_AIR_J_PER_M3K;
    const double least = fmin(air, p->rated_coolant_w_per_k);
    const double cr = least / fmax(air, p->rated_coolant_w_per_k);
    double ntu = p->ntu;
    const enum status st = isnan(p->ntu)
                               ? exchanger_ntu(EXCHANGER_CROSSFLOW, p->effectiveness_frac, cr, &ntu)
                               : STATUS_OK;

    *ret_w_per_k = ntu * least;
    return st;
}

static double door_w_per_k(const struct rear_door_params *p, double ua_w_per_k, double air_w_per_k,
                           double coolant_w_per_k)
{
    const double least = fmin(air_w_per_k, coolant_w_per_k);
    const double most = fmax(air_w_per_k, coolant_w_per_k);

    if (!(least > 0.0)) {
        return 0.0;
    }
    if (has_ratings(p)) {
        const double ua = exchanger_films_ua(
            ua_w_per_k, &coil, air_w_per_k / (p->rated_airflow_m3s * RATED_AIR_J_PER_M3K),
            coolant_w_per_k / p->rated_coolant_w_per_k);
        return exchanger_w_per_k(EXCHANGER_CROSSFLOW, ua, air_w_per_k, coolant_w_per_k);
    }
    const double eps = isnan(p->ntu)
                           ? p->effectiveness_frac
                           : exchanger_effectiveness(EXCHANGER_CROSSFLOW, p->ntu, least / most);
    return eps * least;
}

static enum status step(const void *params, const struct cooling_block *b)
{
    const struct rear_door_params *const p = params;
    double ua_w_per_k = 0.0;
    const enum status st = has_ratings(p) ? find_ua(p, &ua_w_per_k) : STATUS_OK;

    for (size_t i = 0; i < b->n && st == STATUS_OK; i++) {
        const double heat_w = b->plate_w[i] + b->air_w[i];
        const double air_w_per_k = b->airflow_m3s[i] * b->air_j_per_m3k;
        const double w_per_k = door_w_per_k(p, ua_w_per_k, air_w_per_k, b->coolant_w_per_k[i]);
        double taken_w = 0.0;
        if (w_per_k > 0.0) {
            const double exhaust_c = b->inlet_c[i] + heat_w / air_w_per_k;
            taken_w = fmax(0.0, w_per_k * (exhaust_c - b->coolant_supply_c[i]));
        }
        if (p->valve == VALVE_NEUTRAL) {
            taken_w = fmin(taken_w, heat_w);
        }
        if (!isnan(p->capacity_w)) {
            taken_w = fmin(taken_w, p->capacity_w);
        }
        b->to_liquid_w[i] = taken_w;
        b->to_air_w[i] = heat_w - taken_w;
        b->coolant_return_c[i] = b->coolant_w_per_k[i] > 0.0
                                     ? b->coolant_supply_c[i] + taken_w / b->coolant_w_per_k[i]
                                     : (double)NAN;
        b->stored_j[i] = 0.0;
    }
    return st;
}

static const char *check(const void *params)
{
    const struct rear_door_params *const p = params;
    double ua_w_per_k = 0.0;

    if (isnan(p->rated_airflow_m3s) != isnan(p->rated_coolant_w_per_k)) {
        return "'rated_airflow' and 'rated_coolant' belong together";
    }
    return has_ratings(p) && find_ua(p, &ua_w_per_k) != STATUS_OK
               ? "no crossflow coil has this 'effectiveness' at its rated flows"
               : NULL;
}

const struct cooling_model cooling_rear_door = {
    .info =
        {
            .name = "rear_door",
            .summary = "rear-door heat exchanger in the rack's exhaust",
            .validity = "dry coil: coolant above the dew point; the pressure that a passive door "
                        "adds to the servers' fans is neglected",
            .source = "Incropera, Fundamentals of Heat and Mass Transfer, chapter 11",
            .params = rows,
            .params_size = sizeof(struct rear_door_params),
            .check = check,
        },
    .needs_coolant = true,
    .start = step,
    .step = step,
};
