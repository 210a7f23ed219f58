/* parts.h - inside of the node model "parts": its parameters, its power and its step.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODELS_NODE_PARTS_H
#define MODELS_NODE_PARTS_H

#include <stdbool.h>

#include "models/chip.h"
#include "models/curve.h"
#include "models/network.h"
#include "models/node/service.h"
#include "models/node_model.h"

struct parts_params {
    double accelerators;
    double accelerator_idle_w;
    double accelerator_max_w;
    double accelerator_exponent;
    double hosts;
    double host_idle_w;
    double host_max_w;
    double memory_w;
    double network_w;
    double storage_w;
    double board_w;
    double rest_idle_frac;
    double fan_w;

    struct curve psu_curve;
    double psu_rating_w;
    double psu_constant_w;
    double psu_efficiency_frac;

    double leak_frac;
    double leak_growth_per_k;
    double leak_ref_c;
    double die_resistance_k_per_w;
    double die_time_s;
    double hbm_frac;
    double hbm_resistance_k_per_w;
    double sink_fixed_k_per_w;
    double sink_film_k_per_w;
    double sink_exponent;
    double sink_capacity_j_per_k;
    double plate_flow_m3s;
    double stray_w_per_k;

    double hbm_limit_c;
    double hysteresis_k;
    double hard_margin_k;
    double shut_margin_k;
    double shut_time_s;
    double throttle_step_hz;
    double throttle_fall_s;
    double throttle_rise_s;

    double plate_accelerator_frac;
    double plate_host_frac;
    double plate_rest_frac;

    double airflow_m3s;
    double airflow_per_power_m3_per_j;
    double airflow_least_frac;
    double fan_knee_c;
    double fan_full_c;

    double clock_max_hz;
    double clock_knee_hz;
    double clock_min_hz;
    double volt_max_v;
    double volt_knee_v;
    double work_exponent;
};

/* What follows from the parameters alone: worked out once for all groups of a block. */
struct parts_const {
    const struct parts_params *p;
    struct chip chip;        /* an accelerator that draws 1 W at full activity and leak_ref */
    double full_heat_w;      /* electronics of a node at full activity and leak_ref         */
    double airflow_m3s;      /* of a node at full speed                                     */
    double plate_flow_frac;  /* of a node's coolant: through the plate of one accelerator   */
    double least_clock_frac; /* lowest clock over the highest                               */
    double die_j_per_k;      /* one accelerator's masses                                    */
    double hbm_j_per_k;
    double die_w_per_k; /* and conductances to the plate or sink */
    double hbm_w_per_k;
    double joint_j_per_k; /* die and memory                                              */
    double die_share;     /* of that                                                     */
    double sink_k_per_j;  /* one over the heat capacity of plate or sink                 */
    double joint_k_per_j; /* one over that of die and memory                             */
    double apart_k_per_j; /* what a joule at the die and memory puts between them        */
    bool has_mass;
};
struct parts_const parts_const(const struct parts_params *p);

/* What one powered node is asked to do. */
struct parts_load {
    double accelerator_w; /* one at the highest clock and leak_ref    */
    double host_w;        /* all of them                              */
    double rest_frac;     /* of memory, network, storage, board: drawn */
};

/* Load at this activity when serving_frac of the nodes work and the others idle. */
struct parts_load parts_load(const struct parts_params *p, double util_frac, double host_util_frac,
                             double serving_frac);

/* What one node draws by part [W], and the speed of its fans. */
struct parts_power {
    double accelerator_w;
    double host_w;
    double memory_w;
    double network_w;
    double storage_w;
    double board_w;
    double fan_w;
    double psu_loss_w;
    double input_w;
    double fan_speed_frac;
};

/* What surrounds a node and sets its fans and supplies. */
struct parts_place {
    double inlet_c;
    double supply_frac; /* of the supplies: alive, and sharing the load */
};

/* Power of a node whose accelerators draw accelerator_w each. */
struct parts_power parts_power(const struct parts_const *k, const struct parts_load *load,
                               const struct parts_place *place, double accelerator_w);

/* Speed of its fans alone. */
double parts_fan_speed_frac(const struct parts_const *k, const struct parts_load *load,
                            const struct parts_place *place, double accelerator_w);

/* The inverse: what each accelerator may draw so that the input is cap_w. Below zero when the rest
 * alone is above it. To rounding: fans by Newton's step on their cube, supplies by their lines. */
double parts_accelerator_limit_w(const struct parts_const *k, const struct parts_load *load,
                                 const struct parts_place *place, double cap_w);

/* All parts at full activity and highest clock, dies at the reference temperature, fans at full
 * speed: what a nameplate stands for. */
struct parts_power parts_full(const struct parts_const *k);

/* Every part times a factor. */
struct parts_power parts_scaled(const struct parts_power *power, double factor);

/* Where the heat of one accelerator's plate or sink can go. */
struct parts_sink {
    double coolant_w_per_k;
    double air_w_per_k;
    double coolant_c;
    double air_c;
};

/* Temperatures of one accelerator. */
struct parts_temps {
    double die_c;
    double hbm_c;
    double plate_c; /* or of its heat sink */
};

/* What is slow to work out, kept from group to group of a block while its keys stay the same. */
struct parts_cache {
    double flow_ratio; /* key */
    double film_w_per_k;
    double sink_w_per_k;       /* key */
    double dt_s;               /* key */
    struct network_span joint; /* die and memory as one mass, and the plate        */
    double apart_s;            /* their difference: at the end over its rate at the start */
    double apart_mean_s;       /* and its mean                                            */
};

/* Sink of group i: its coolant where it has plates and coolant, else the air that its fans move at
 * speed_frac in the share on_frac of the nodes; and the stray conductance. */
struct parts_sink parts_sink(const struct parts_const *k, const struct node_block *b, size_t i,
                             double speed_frac, double on_frac, struct parts_cache *cache);

/* Temperatures over a span as straight lines in the heat: at heat 0, and by watt. */
struct parts_response {
    struct parts_temps end;
    struct parts_temps mean;
    struct parts_temps end_k_per_w;
    struct parts_temps mean_k_per_w;
};
struct parts_response parts_respond(const struct parts_const *k, const struct parts_temps *start,
                                    const struct parts_sink *sink, double dt_s,
                                    struct parts_cache *cache);

/* A line of temperatures at a heat. */
struct parts_temps parts_temps_at(const struct parts_temps *at_none,
                                  const struct parts_temps *k_per_w, double heat_w);

/* Settled temperatures under a heat. */
struct parts_temps parts_settled(const struct parts_const *k, const struct parts_sink *sink,
                                 double heat_w);

/* Heat held by one accelerator's masses, counted from 0 degC. */
double parts_stored_j(const struct parts_const *k, const struct parts_temps *t);

/* The model's start and step (node_model.h): power, and the dies' thermal mass. */
enum status parts_start(const void *params, const struct node_block *b);
enum status parts_step(const void *params, const struct node_block *b);

/* State rows after those of service.h. */
enum parts_state {
    PARTS_DIE = SERVICE_N_STATES,
    PARTS_HBM,
    PARTS_PLATE,
    PARTS_CLOCK, /* ceiling that throttling sets, over the highest clock */
    PARTS_HOT,   /* for how long it has been too hot                     */
    PARTS_SHUT,  /* 1: off because of that                               */
    PARTS_N_STATES,
};

#endif
