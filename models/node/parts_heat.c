/* parts_heat.c - an accelerator's three masses between its power and what cools it.
 *
 *     C_die dT_die/dt  = (1 - h) P - (T_die - T_plate) / R_die          C_die = tau / R_die
 *     C_mem dT_mem/dt  = h P - (T_mem - T_plate) / R_mem                C_mem = tau / R_mem
 *     C_plate dT_plate/dt = both flows - G_c (T_plate - T_coolant) - G_a (T_plate - T_air)
 *     G_c = min(1 / (R_inf + a (V / V_ref)^-n), m cp)
 *
 * Die and memory lie under equally thick layers, so that heat capacity and conductance both go with
 * area and both have one time constant tau. Their difference is then a mode of its own, and their
 * mean and the plate are a network of two (network.h): three exponentials, exact at any step length.
 * The coolant cannot leave warmer than the plate, which is what bounds G_c as its flow goes to zero.
 *
 * Source  linear networks; cold plates as R_inf + a V^-n, the usual fit of makers' curves.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>

#include "models/node/parts.h"
#include "models/phi.h"

static double film_w_per_k(const struct parts_params *p, double flow_ratio,
                           struct parts_cache *cache)
{
    if (flow_ratio != cache->flow_ratio) {
        const double film_k_per_w = flow_ratio > 0.0
                                        ? p->sink_film_k_per_w * pow(flow_ratio, -p->sink_exponent)
                                        : (double)INFINITY;
        cache->flow_ratio = flow_ratio;
        cache->film_w_per_k = 1.0 / (p->sink_fixed_k_per_w + film_k_per_w);
    }
    return cache->film_w_per_k;
}

/* To the coolant through one accelerator's plate. */
static double coolant_w_per_k(const struct parts_const *k, const struct node_block *b, size_t i,
                              struct parts_cache *cache)
{
    const double flow_m3s = b->coolant_m3s[i] * k->plate_flow_frac;
    const double ratio = isnan(flow_m3s) ? 1.0 : flow_m3s / k->p->plate_flow_m3s;

    /* fmin drops a capacity rate that is not known. */
    return fmin(film_w_per_k(k->p, ratio, cache), b->coolant_w_per_k[i] * k->plate_flow_frac);
}

struct parts_sink parts_sink(const struct parts_const *k, const struct node_block *b, size_t i,
                             double speed_frac, double on_frac, struct parts_cache *cache)
{
    const double stray_w_per_k = k->p->stray_w_per_k;

    if (b->plated_frac[i] > 0.0 && !isnan(b->coolant_c[i])) {
        return (struct parts_sink){
            .coolant_w_per_k = coolant_w_per_k(k, b, i, cache),
            .air_w_per_k = stray_w_per_k,
            .coolant_c = b->coolant_c[i],
            .air_c = b->inlet_c[i],
        };
    }
    return (struct parts_sink){
        .air_w_per_k = stray_w_per_k + on_frac * film_w_per_k(k->p, speed_frac, cache),
        .coolant_c = b->inlet_c[i],
        .air_c = b->inlet_c[i],
    };
}

static void prepare(const struct parts_const *k, double sink_w_per_k, double dt_s,
                    struct parts_cache *cache)
{
    const struct network joint = {
        .c1_j_k = k->joint_j_per_k,
        .c2_j_k = k->p->sink_capacity_j_per_k,
        .r12_k_w = 1.0 / (k->die_w_per_k + k->hbm_w_per_k),
        .r2_k_w = 1.0 / sink_w_per_k,
    };
    const double x = dt_s / k->p->die_time_s;
    const double phi1_x = phi1(x);

    cache->sink_w_per_k = sink_w_per_k;
    cache->dt_s = dt_s;
    cache->joint = network_span(&joint, dt_s);
    cache->apart_s = dt_s * phi1_x;
    cache->apart_mean_s = dt_s * phi2_after(x, phi1_x);
}

/* Die, memory and plate from the two modes: their joint mean and their difference. */
static struct parts_temps from_modes(const struct parts_const *k, double joint, double plate,
                                     double apart)
{
    return (struct parts_temps){
        .die_c = joint + (1.0 - k->die_share) * apart,
        .hbm_c = joint - k->die_share * apart,
        .plate_c = plate,
    };
}

struct parts_response parts_respond(const struct parts_const *k, const struct parts_temps *start,
                                    const struct parts_sink *sink, double dt_s,
                                    struct parts_cache *cache)
{
    const double sink_w_per_k = sink->coolant_w_per_k + sink->air_w_per_k;

    if (sink_w_per_k != cache->sink_w_per_k || dt_s != cache->dt_s) {
        prepare(k, sink_w_per_k, dt_s, cache);
    }
    const double(*const e)[2] = (const double(*)[2])cache->joint.end_s;
    const double(*const m)[2] = (const double(*)[2])cache->joint.mean_s;
    const double apart_k = start->die_c - start->hbm_c;
    const double joint_c = start->hbm_c + k->die_share * apart_k;
    const double up_w = (joint_c - start->plate_c) * (k->die_w_per_k + k->hbm_w_per_k);
    const double out_w = sink->coolant_w_per_k * (start->plate_c - sink->coolant_c) +
                         sink->air_w_per_k * (start->plate_c - sink->air_c);
    /* Rates of change at the start without power, and what a watt adds to them. */
    const double r1 = -up_w * k->joint_k_per_j;
    const double r2 = (up_w - out_w) * k->sink_k_per_j;
    const double r3 = -apart_k / k->p->die_time_s;
    const double w1 = k->joint_k_per_j;
    const double w3 = k->apart_k_per_j;

    return (struct parts_response){
        .end =
            from_modes(k, joint_c + e[0][0] * r1 + e[0][1] * r2,
                       start->plate_c + e[1][0] * r1 + e[1][1] * r2, apart_k + cache->apart_s * r3),
        .mean = from_modes(k, joint_c + m[0][0] * r1 + m[0][1] * r2,
                           start->plate_c + m[1][0] * r1 + m[1][1] * r2,
                           apart_k + cache->apart_mean_s * r3),
        .end_k_per_w = from_modes(k, e[0][0] * w1, e[1][0] * w1, cache->apart_s * w3),
        .mean_k_per_w = from_modes(k, m[0][0] * w1, m[1][0] * w1, cache->apart_mean_s * w3),
    };
}

struct parts_temps parts_temps_at(const struct parts_temps *at_none,
                                  const struct parts_temps *k_per_w, double heat_w)
{
    return (struct parts_temps){
        .die_c = at_none->die_c + k_per_w->die_c * heat_w,
        .hbm_c = at_none->hbm_c + k_per_w->hbm_c * heat_w,
        .plate_c = at_none->plate_c + k_per_w->plate_c * heat_w,
    };
}

struct parts_temps parts_settled(const struct parts_const *k, const struct parts_sink *sink,
                                 double heat_w)
{
    const double w_per_k = sink->coolant_w_per_k + sink->air_w_per_k;
    const double plate_c =
        (sink->coolant_w_per_k * sink->coolant_c + sink->air_w_per_k * sink->air_c + heat_w) /
        w_per_k;

    return (struct parts_temps){
        .die_c = plate_c + (1.0 - k->p->hbm_frac) * heat_w / k->die_w_per_k,
        .hbm_c = plate_c + k->p->hbm_frac * heat_w / k->hbm_w_per_k,
        .plate_c = plate_c,
    };
}

double parts_stored_j(const struct parts_const *k, const struct parts_temps *t)
{
    return k->die_j_per_k * t->die_c + k->hbm_j_per_k * t->hbm_c +
           k->p->sink_capacity_j_per_k * t->plate_c;
}
