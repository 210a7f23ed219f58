/* elevation.h - a row of racks from the front: places, air before it by height, what is in each rack and
 * how that fares.
 *
 * Whoever looks at the fronts of a row that faces south sees west on the left; of one that faces north,
 * east. Node groups stand from the bottom up in the order of the file, which does not tell the rack unit
 * of each. Where it does not tell their heights either, they share the rack by their numbers of nodes.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef VIZ_ELEVATION_H
#define VIZ_ELEVATION_H

#include "viz/scene.h"

/* Height at which a rack is drawn whose own the file does not tell: that of 42 units with its frame. */
#define ELEVATION_USUAL_M 2.0
#define ELEVATION_UNIT_M  0.04445

enum { ELEVATION_BANDS = 3 };

/* How a node group fares: the gravest that holds at that record. */
enum elevation_state {
    ELEVATION_RUNS,
    ELEVATION_CAPPED,    /* amount: W that one node may draw */
    ELEVATION_HELD,      /* by the thermal cap of its rack */
    ELEVATION_THROTTLED, /* amount: clock that heat leaves, as a fraction */
    ELEVATION_SHUT,      /* amount: nodes off because they were too hot, or their rack boiled */
    ELEVATION_UNPOWERED, /* amount: share of the nodes that has no power */
};

struct elevation_group {
    const char *name; /* "dgx-h100" */
    double count;     /* nodes */
    double bottom_m;  /* above the floor */
    double height_m;
    double power_w; /* wanted by the group, mean of the interval; NAN: not known */
    enum elevation_state state;
    double amount;
};

struct elevation_rack {
    size_t rack;   /* of the scene */
    double left_m; /* from the left end of the row as it is looked at */
    double width_m;
    double height_m;
    bool has_height;                 /* else height_m is the usual one */
    bool has_units;                  /* its nodes' heights are known, so they are to scale */
    double free_u;                   /* units that nothing stands in; NAN: not known */
    double bands_c[ELEVATION_BANDS]; /* peak of the inlet: bottom, middle, top */
    bool has_bands;                  /* else only the hottest is known, in the scene's layer */
    double power_w;                  /* mean of the interval */
    double limit_w;                  /* NAN: none */
    size_t first;                    /* of its groups */
    size_t n;
};

struct elevation {
    const char *row;
    size_t number; /* of the row, in the order of the file */
    size_t n_rows;
    double length_m;
    double tallest_m;
    bool has_heights; /* of all its racks */
    bool has_units;
    bool has_bands; /* of any */
    struct elevation_rack *racks;
    size_t n;
    struct elevation_group *groups;
};

/* Number of the row of a name, -1 for none; and of the row in which a rack stands. A file that knows no
 * rows has one, without a name. */
long elevation_find_row(const struct scene *s, const char *name);
size_t elevation_row_of(const struct scene *s, size_t rack);
size_t elevation_n_rows(const struct scene *s);

/* Reads a row at the scene's record: those of its racks whose places the file tells.
 *
 * Errors  STATUS_NO_MEMORY; STATUS_OUT_OF_RANGE: there is no such row; STATUS_BAD_INPUT: the file tells no
 *         place of it. elevation_close gives everything
 *         back, also after an error.
 */
MUST_CHECK enum status elevation_open(const struct scene *s, size_t row,
                                      struct elevation *ret_elevation);
void elevation_close(struct elevation *e);

/* Part of opening: puts the node groups into the racks that are there. (elevation_groups.c)
 *
 * Errors  STATUS_NO_MEMORY.
 */
MUST_CHECK enum status elevation_fill(struct elevation *e, const struct scene *s);

#endif
