/* scene.h - what a picture is made of: the hall's plan, one layer, one moment. No drawing.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef VIZ_SCENE_H
#define VIZ_SCENE_H

#include "sim/base/units.h"
#include "sim/results/results.h"
#include "viz/layer.h"

/* A box on the floor, in metres from the hall's corner; y points up in the picture. */
struct box {
    double x_m;
    double y_m;
    double width_m;
    double depth_m;
};

enum side { SIDE_WEST, SIDE_EAST, SIDE_SOUTH, SIDE_NORTH };

struct scene_unit {
    const char *name;
    const char *kind; /* "crah", "cdu" */
    struct box box;
};

struct scene {
    const struct results *results;
    const struct layer *layer;
    enum unit_system units;
    double size_x_m;
    double size_y_m;

    size_t n_racks;
    const char *const *rack_names;
    const char *const *rack_rows;
    struct box *racks;
    int *fronts; /* enum side */
    bool *is_known;
    struct scene_unit *units_drawn; /* air handlers and CDUs */
    size_t n_units;

    size_t time_index;
    double *values; /* of the layer at that time; NAN: not known */
    double least;   /* over all times, so that colours do not jump */
    double most;
    double limit; /* NAN: none */
    long worst;   /* rack nearest to danger, -1 for none */
    size_t n_beyond;
    double *worst_in_time; /* (n_times) worst value of the layer */
};

/* Reads the plan. Everything is taken with calloc; scene_close gives it back.
 *
 * Errors  STATUS_NO_MEMORY; STATUS_BAD_INPUT when the file holds no racks.
 */
MUST_CHECK enum status scene_open(const struct results *r, enum unit_system units,
                                  struct scene *ret_scene);
void scene_close(struct scene *s);

/* Chooses the layer; false when the file does not hold it. */
bool scene_set_layer(struct scene *s, const struct layer *layer);
void scene_set_time(struct scene *s, size_t time_index);

/* The record at which the layer is worst. */
size_t scene_worst_time(const struct scene *s);

bool scene_is_beyond(const struct scene *s, size_t rack);

/* 0 to 1 on the colour scale. */
double scene_share(const struct scene *s, double value);

/* The rack at a place on the floor, -1 for none. */
long scene_rack_at(const struct scene *s, double x_m, double y_m);

#endif
