/* plenum.h - the plenum of a hall as drawn: what leaves it where, by cause.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SIM_HALL_PLENUM_H
#define SIM_HALL_PLENUM_H

#include <stdbool.h>
#include <stdint.h>

#include "models/field/plenum.h"
#include "models/field/plenum_field.h"
#include "sim/scenario/geometry.h"

/* Areas are effective: A / sqrt(K). */
struct plan_plenum {
    struct plenum net; /* of zones, partitions and one fan for each handler */
    const char **zone_names;
    struct floor_rect *zone_place;
    double depth_m;
    bool is_overhead;

    /* Of each rack. Racks of one pool stand in one volume of cold air and share what all their tiles give,
     * in proportion to what they draw. */
    double *tile_m2;
    struct plenum_patch *tile_place;
    int32_t *rack_zone;
    int32_t *rack_pool;
    size_t n_pools;

    /* Of each zone. */
    double *tiles_m2; /* of all its racks       */
    double *stray_m2; /* tiles before no rack */
    double *seam_m2;
    double *cutout_m2;

    const struct field_box *obstacles;
    size_t n_obstacles;

    /* Of each handler. */
    double *rated_pa; /* outside it at rated airflow */
    double *inner_pa; /* in it at rated airflow      */
};

#endif
