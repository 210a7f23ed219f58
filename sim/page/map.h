/* map.h - one drawing of the hall from above.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SIM_PAGE_MAP_H
#define SIM_PAGE_MAP_H

#include "sim/base/text.h"
#include "viz/palette.h"
#include "viz/scene.h"

/* A layer over the run. */
struct map_layer {
    struct scene *scene; /* with its layer set: scale, limit, plan */
    size_t n_window;     /* records in a step */
    size_t n_steps;
    double *values; /* (n_steps, n_racks), NAN: not known */
    double *limits; /* (n_racks) each rack's own, NAN: none */
    double limit;   /* the one of all racks that have one; NAN when they differ or none has */
    size_t worst_step;
};

bool map_is_beyond(const struct map_layer *m, size_t rack, double value);

/* The hall at the layer's worst step, with legend and scale bar. */
void map_draw(struct text *t, const struct map_layer *m);

#endif
