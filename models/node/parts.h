/* parts.h - inside of the node model "parts": its parameters, its power and its step.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODELS_NODE_PARTS_H
#define MODELS_NODE_PARTS_H

#include <stdbool.h>

#include "models/chip.h"
#include "models/curve.h"
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
    double die_capacity_j_per_k;

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

/* What one powered node is doing. */
struct parts_work {
    double util_frac;
    double host_util_frac;
    double die_c; /* NAN: at the reference temperature */
    double inlet_c;
    double clock_hz;
};

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

struct parts_power parts_power(const struct parts_params *p, const struct parts_work *work);

/* All parts at full activity and highest clock, dies at the reference temperature, fans at full
 * speed: what a nameplate stands for. */
struct parts_power parts_full(const struct parts_params *p);

/* Every part times a factor. */
struct parts_power parts_scaled(const struct parts_power *power, double factor);

/* The clock at which the node draws cap_w: the highest when the cap does not bind, the lowest when it
 * cannot be met.
 *
 * Errors  those of root_find.
 */
MUST_CHECK enum status parts_clock_hz(const struct parts_params *p, const struct parts_work *work,
                                      double cap_w, double *ret_clock_hz);

/* Rated airflow of one node [m3/s]: given, or by its power. */
double parts_airflow_m3s(const struct parts_params *p);

/* The model's start and step (node_model.h): power, and the dies' thermal mass. */
enum status parts_start(const void *params, const struct node_block *b);
enum status parts_step(const void *params, const struct node_block *b);

#endif
