/* limit.h - one limit: what must not be passed, by what, and how far away it is in kW.
 *
 * A limit compares a column's value with a number or with another column. The
 * list of limits is part of the plan; sim/engine/limits.c looks at it on every
 * step and belongs to the observers: nothing in the physics reads it.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SIM_HALL_LIMIT_H
#define SIM_HALL_LIMIT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "models/model.h"
#include "sim/hall/dim.h"

/* How more load moves the value, which turns a margin into kW. */
enum limit_scale {
    SCALE_LOAD,  /* value moves with the subject's load from the reference: kW = load x margin /
                  * (value - reference) */
    SCALE_FIXED, /* does not move with load (a door's height, a freezing point) */
};

/* How sure the value is; docs/validation.md says where the bands come from. */
enum limit_band {
    BAND_NONE,   /* counts and lengths                                      */
    BAND_POWER,  /* a share of the value, by how the load's power is known  */
    BAND_AIR,    /* +-3 K: room air, but where a computed field was compared */
    BAND_LIQUID, /* +-1 K when the flow is given, +-3 K when it is nominal  */
};

struct limit {
    const char *name; /* "coil capacity" */
    const char *unit; /* SI unit of value, limit and reference */
    enum dim dim;     /* the subject: a rack, a feed, ... */
    size_t index;
    bool is_lower;    /* the value must stay above the limit */
    bool is_advisory; /* recommended, not required: never decides the verdict */

    /* Value and limit: a column (by its offset in the columns of dim) and the item in it, or a
     * number. A limit of NAN is not known: the margin then is not known either. */
    bool has_value_column;
    size_t value_column;
    double value;
    bool has_limit_column;
    size_t limit_column;
    double limit;

    double reference;          /* value at no load: 0 for loads and flows       */
    bool has_reference_column; /* the supply, for temperatures                  */
    size_t reference_column;

    enum limit_scale scale;
    size_t load_column; /* the subject's load in W */
    enum limit_band band;
    double band_frac; /* BAND_POWER: share of the value; others: kelvin */
    enum grade grade; /* of the limit itself */

    /* Redundant: also looked at with the worst partner lost. The column (of dim) holds the value
     * then, or the limit then. */
    bool has_n1_value;
    bool has_n1_limit;
    size_t n1_column;
};

#endif
