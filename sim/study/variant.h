/* variant.h - a scenario with changes on top: loaded, built, settled, and its limits by name.
 *
 * What a work or a date changes is said in the words of --set; the physics then runs as for any
 * scenario. The answer is plain data by names, for the plan of one variant is not that of another.
 *
 * With a horizon every element is also lost in turn (contingency.h).
 *
 * Loads of a variant are their daily mean, or every node's nameplate; events stay away. That is the
 * state of a steady question in `headroom run`.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SIM_STUDY_VARIANT_H
#define SIM_STUDY_VARIANT_H

#include "sim/hall/dim.h"
#include "sim/scenario/load.h"

/* One limit as the variant leaves it: the worse of normal and with the worst partner lost. */
struct variant_limit {
    const char *name;    /* "supply air" */
    const char *unit;    /* SI */
    const char *subject; /* "crah-1", "A-03", "C-01/bus-a" */
    enum dim dim;
    const char *model; /* of an element or a unit: "ups"; "circuit", "shelf"; a rack's catalogue
                        * entry, for its nodes too; "" for none */
    const char *rack;  /* that it is of, or in; "" for none */
    const char *row;   /* of that rack, or "" */
    const char
        *lost; /* the element whose loss makes it, followed in time; "" for the steady state */
    double value;
    double limit; /* NAN: not known */
    double margin;
    double margin_frac; /* over limit - reference; NAN when they are equal */
    double band;        /* how far the value may be off, in its unit */
    bool is_n1;
    bool is_advisory;
    bool moves; /* with the load; a door's height does not */
};

struct variant_rack {
    const char *name;
    const char *row;
    const char *type; /* catalogue entry, or "" */
    double power_w;
};

struct variant_request {
    const char *path;        /* as for scenario_load */
    const char *const *sets; /* the user's, then the variant's */
    size_t n_sets;
    size_t site;
    size_t hall;
    bool is_nameplate;
    double horizon_s; /* also lose every element in turn, each followed so long; 0: none */
};

struct variant_answer {
    bool
        is_settled; /* false: its loads have no steady state; then no margin is known, and the power
                      * of a rack is its nameplate */
    struct variant_limit
        *limits; /* then a row for each loss, with the limit that it brings nearest;
                                   * advisory where the design has nothing that takes over */
    size_t n;
    struct variant_rack *racks;
    size_t n_racks;
    double it_w;
    double utility_w;
    const char *why; /* after STATUS_BAD_INPUT: what is wrong with it, in lines */
};

/* Runs a variant.
 *
 *   scratch  given back before the return: what is in the answer lies in keep
 *
 * Errors  STATUS_BAD_INPUT when the changes make no scenario; those of the engine.
 */
MUST_CHECK enum status variant_run(struct arena *scratch, struct arena *keep,
                                   const struct variant_request *request,
                                   struct variant_answer *ret_answer);

#endif
