/* map.h - one drawing of the hall from above.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SIM_PAGE_MAP_H
#define SIM_PAGE_MAP_H

#include "sim/base/text.h"
#include "viz/fixtures.h"
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

/* From metres, y upward, to the drawing. */
struct view_of_plan {
    double px_per_m;
    double size_y_m;
    double top;
};

/* A box of the floor on the drawing: its upper left corner and its sides. */
struct box map_place(const struct view_of_plan *v, const struct box *b);

/* A unit on the floor, with its name where it has room. */
void map_unit(struct text *t, const char *name, const struct box *box,
              const struct view_of_plan *v);

/* What stands beside the racks, as at the record that the scene's fixtures stand at: below the racks the
 * aisles, the openings in floor and ceiling and the power elements; above them the panels of closed
 * aisles and what hangs overhead. (map_room.c) */
void map_room_below(struct text *t, const struct fixtures *f, const struct view_of_plan *v);
void map_room_above(struct text *t, const struct fixtures *f, const struct view_of_plan *v);

/* Samples of what is there and their words, from y down at x. */
void map_room_legend(struct text *t, const struct fixtures *f, double x, double y);

bool map_is_beyond(const struct map_layer *m, size_t rack, double value);

/* The hall at the layer's worst step, with legend and scale bar. */
void map_draw(struct text *t, const struct map_layer *m);

#endif
