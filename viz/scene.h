/* scene.h - what a picture is made of: the hall's plan, one layer, one moment. No drawing.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef VIZ_SCENE_H
#define VIZ_SCENE_H

#include "sim/base/units.h"
#include "sim/results/results.h"
#include "viz/binding.h"
#include "viz/layer.h"
#include "viz/palette.h"
#include "viz/throttle.h"

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

struct fixtures;

/* Where a layer is read from. */
struct scene_source {
    const struct results_variable *variable;
    const struct results_variable *airflow; /* NULL: air does not matter */
    double *air;                            /* room for a record of it */
    bool has_base;                          /* divided by: */
    double *base;
};

/* Values of the layer at one record; of kinds also their margins. */
struct scene_record {
    double *values;
    double *margin_frac;
};

struct scene {
    const struct results *results;
    const char *title;     /* of the run, or NULL; read once, as every reading takes memory */
    const char *air_model; /* likewise */
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
    struct fixtures *fixtures; /* aisles, openings, units, what feeds what: fixtures.h */

    struct binding binding;
    const struct scene *against; /* of a difference: the scene it is taken from, or NULL */
    long *twins;                 /* of a difference: the rack of that name there, -1 for none */
    double *twin_values;         /* room for a record of it */

    struct scene_source source;
    struct scene_source source_against;
    struct throttle throttle; /* of the layer of time left, while it is shown */

    size_t time_index;
    double *values; /* of the layer at that time; NAN: not known; INFINITY: never, of time left */
    bool is_unread; /* the file holds that time, and is damaged there: no value is known */
    double *margin_frac; /* of the binding limits, for the layer of kinds */
    double least;        /* over all times that were read, so that colours do not jump */
    double most;
    bool has_range;      /* least and most are a user's; else they span the run: */
    double fitted_least; /* what they are without one */
    double fitted_most;
    double limit;        /* the strictest of the racks'; NAN: none */
    double *rack_limits; /* each rack's own; NAN: none */
    long worst;          /* rack nearest to danger, -1 for none */
    size_t n_beyond;

    /* Over the run, as far as it was read: records before n_scanned. */
    size_t n_scanned;
    double seen_least;
    double seen_most;
    double *worst_in_time;    /* (n_times) worst value of the layer */
    size_t *beyond_in_time;   /* (n_times) racks past the limit */
    double *scan_values;      /* room for the record that is read */
    double *scan_margin_frac; /* likewise */
};

/* Reads the plan. Everything is taken with calloc; scene_close gives it back.
 *
 * Errors  STATUS_NO_MEMORY; STATUS_BAD_INPUT when the file holds no racks.
 */
MUST_CHECK enum status scene_open(const struct results *r, enum unit_system units,
                                  struct scene *ret_scene);
void scene_close(struct scene *s);

/* Makes a scene show another scene's results minus its own: what changes from this one to the other,
 * rack by rack of the same name, at the same time since the start. A rack that one of them lacks, and a
 * time past the other's end, is not known. The other scene has to stay open. Set the layer afterwards.
 *
 * Errors  STATUS_NO_MEMORY.
 */
MUST_CHECK enum status scene_compare(struct scene *s, const struct scene *other);

/* Chooses the layer and reads through the run; false as scene_choose_layer. A run of a year may take seconds: who must not wait chooses, and scans piece by piece. */
bool scene_set_layer(struct scene *s, const struct layer *layer);

/* Chooses the layer and reads the present moment only; false, and the one before stays, when the file does
 * not hold it or is damaged there. The scale is fitted to that moment and the limits, and to all that was
 * read as the scan goes on; at its end it is that of scene_set_layer. */
bool scene_choose_layer(struct scene *s, const struct layer *layer);

/* Goes back to a layer that the scene had, also where the present moment of it cannot be read; NULL: none. */
void scene_restore_layer(struct scene *s, const struct layer *layer);

/* Reads on: a piece of about a millisecond, or up to n_records of those that are in memory. True when
 * the whole run was read. */
bool scene_scan(struct scene *s, size_t n_records);
bool scene_is_whole(const struct scene *s);

void scene_set_time(struct scene *s, size_t time_index);

/* The record at which the layer is worst, of those that were read. */
size_t scene_worst_time(const struct scene *s);

/* How near to danger a rack is, the greater the nearer: of kinds by the margin, of a difference by its
 * size. NAN: not known. */
double scene_badness(const struct scene *s, size_t rack);

bool scene_is_beyond(const struct scene *s, size_t rack);

/* The next record, or the last one before, at which another number of racks is past the limit than at
 * the record before it, of those that were read; where there is none the present record. */
size_t scene_next_crossing(const struct scene *s, bool is_forward);

/* 0 to 1 from the least to the most of the scale: a place on the legend's bar. */
double scene_share(const struct scene *s, double value);

/* True when the layer's colours diverge about the strictest limit of the racks. */
bool scene_is_about_limit(const struct scene *s);

/* Which colours the values have, and how far along them one stands, 0 to 1: the further, the nearer to
 * danger. About a limit the limit is 0.5, and each side has a scale of its own. */
enum palette scene_palette(const struct scene *s);
double scene_hue(const struct scene *s, double value);

/* The colour of a known value. */
struct colour scene_colour(const struct scene *s, double value);

/* The unit of the values: that of the layer, K for a difference of temperatures. */
const char *scene_unit_of_values(const struct scene *s);

/* Gives two scenes of one layer one scale, so that their colours can be compared. */
void scene_share_scale(struct scene *a, struct scene *b);

/* One number of every item of a dimension at a record: "rack" and "inlet_c". False, and NAN for all,
 * where the file does not hold it. */
bool scene_column(const struct results *r, const char *dim, const char *field, size_t time_index,
                  double *ret_values);

/* Where the items of a dimension stand; NAN where the file does not tell. Scratch has room for one
 * column of it. */
void scene_boxes(const struct results *r, const char *dim, struct box *ret_boxes, double *scratch);

/* The rack of a name, -1 for none. */
long scene_find_rack(const struct scene *s, const char *name);

/* The rack at a place on the floor, -1 for none. */
long scene_rack_at(const struct scene *s, double x_m, double y_m);

#endif
