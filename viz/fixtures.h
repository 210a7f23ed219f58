/* fixtures.h - what stands in a hall besides racks: aisles with their panels, openings in floor and
 * ceiling, units and power elements with their state.
 *
 * Everything is optional: files of before hold less, and then there is less.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef VIZ_FIXTURES_H
#define VIZ_FIXTURES_H

#include "viz/scene.h"
#include "viz/tree.h"

enum { N_SIDES = SIDE_NORTH + 1 };

/* Racks that stand one after the other. */
struct row {
    const char *name; /* NULL: the file names no rows */
    struct box box;
    int front; /* enum side, of its first rack */
};

/* A side of a closed aisle, or its roof. */
struct panel {
    bool is_there;
    long item;          /* of the file's panels; -1: the air was not computed by position */
    double opened_frac; /* of what is shut of it, at the moment; 0 where the file does not say */
};

/* The floor before racks' fronts (cold) or behind their rears (hot). */
struct aisle {
    const char *name; /* NULL: not closed */
    struct box box;
    bool is_hot;
    struct panel sides[N_SIDES]; /* of a closed one */
    struct panel roof;
};

/* As grille_kind of the results file counts. */
enum opening_kind { OPENING_TILE, OPENING_DIFFUSER, OPENING_RETURN };
struct opening {
    enum opening_kind kind;
    struct box box;
    double covered_frac; /* of its area, at the moment */
};

/* At some time of the interval that is shown. */
enum unit_state { UNIT_RUNS, UNIT_STANDS_BY, UNIT_DRY, UNIT_UNPOWERED, UNIT_STOPPED };

/* A node of the tree that has a place. */
struct standing {
    size_t node;
    struct box box;
    bool is_overhead;
};

struct fixtures {
    struct row *rows;
    size_t n_rows;
    struct aisle *aisles; /* closed ones first */
    size_t n_aisles;
    size_t n_closed;
    struct opening *openings; /* of racks' own tiles first */
    size_t n_openings;
    size_t n_tiles;
    struct standing *units; /* on the floor first, then overhead */
    size_t n_units;
    size_t
        *placeless; /* nodes of the tree without a place that the plan shows: no racks' circuits */
    size_t n_placeless;
    struct tree tree;
    enum unit_state *states; /* of the tree's nodes */
    size_t time_index;       /* of states */
    bool has_time;
};

/* What the scene's file holds; NULL without memory. */
struct fixtures *fixtures_open(const struct scene *s);
void fixtures_close(struct fixtures *f);

/* Reads states, loads and margins of a record, unless they stand there. What cannot be read counts as
 * shut, uncovered and running.
 *
 * Errors  STATUS_NO_MEMORY.
 */
MUST_CHECK enum status fixtures_set_time(struct fixtures *f, const struct results *r,
                                         size_t time_index);

/* "stopped", "no power", "no water", "stands by"; "" for a node that runs. A plant without power may give
 * water for a while, which warms. */
const char *fixtures_state(const struct fixtures *f, size_t node);

/* Whether it does not do its work for want of power, or stopped. */
bool fixtures_is_out(const struct fixtures *f, size_t node);

/* Rows, and the aisles that lie open before and behind them; closed ones are there already. False
 * without memory. (aisles.c) */
bool fixtures_find_aisles(struct fixtures *f, const struct scene *s);

#endif
