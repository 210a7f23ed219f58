/* values.h - every value that a run used, and where it came from.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SIM_SCENARIO_VALUES_H
#define SIM_SCENARIO_VALUES_H

#include <stddef.h>

#include "models/model.h"
#include "sim/base/arena.h"
#include "sim/base/diag.h"

enum origin { ORIGIN_SCENARIO, ORIGIN_SET, ORIGIN_CATALOGUE, ORIGIN_DEFAULT, ORIGIN_COUNT };

/* "scenario", "--set", "catalogue", "default" */
const char *origin_text(enum origin o);

struct value {
    const char *path; /* of the first use: "hall.rows[A].racks[A-01].limit"          */
    const char *text; /* as it stands in the file, or the default as text            */
    const char *unit; /* SI unit of si; "" for words                                 */
    double si;        /* NAN for words and curves                                    */
    double low;       /* what it may be at the least, as its giver says; NAN: not said   */
    double high;
    enum origin origin;
    enum grade grade;
    const char *source; /* who says so, or ""                                          */
    size_t uses;        /* how often: a template of forty racks is one value, 40 uses  */
};

/* The list; zero-initialise and set arena. */
struct values {
    struct arena *arena;
    struct value *items;
    size_t n;
    size_t room;
    struct value_slot *slots;
    size_t n_slots;
};

/* Adds a value under its identity (the place in a file, or the row of a default, and the row), or
 * counts one more use. Returns the new value to fill, or NULL when it is known. */
struct value *values_add(struct values *values, const void *place, const void *row);

#endif
