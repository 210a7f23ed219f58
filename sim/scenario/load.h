/* load.h - from a file's name to a checked scenario.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SIM_SCENARIO_LOAD_H
#define SIM_SCENARIO_LOAD_H

#include "sim/scenario/catalog.h"
#include "sim/scenario/scenario.h"
#include "sim/scenario/values.h"

/* One text that went into a run: the scenario, what it includes, the catalogue. */
struct input_text {
    const char *name;
    struct view text;
    bool is_catalogue;
};

/* A work that the scenario may choose, and how well its figures are known. */
struct work_item {
    const struct scn_work *work;
    enum grade price_grade; /* GRADE_ESTIMATE where the price is not known */
    enum grade lead_grade;  /* of its lead time, likewise */
    const char *source;     /* of its price, or "" */
    bool is_own;
};
struct work_list {
    struct work_item *items;
    size_t n;
};

struct scenario {
    const char *name; /* "first-hall": the file's name without folder and ending */
    struct scn_scenario *tree;
    struct scn_site *sites; /* short and long form alike */
    size_t n_sites;
    struct values values;
    struct catalogue catalogue;
    struct input_text *inputs;
    size_t n_inputs;
    const char *currency;   /* of all prices; "USD" when there are none */
    struct work_list works; /* its own, then those of the catalogue */
};

struct scenario_request {
    const char *path;        /* a file, or @name of a built-in example */
    const char *const *sets; /* --set PATH=VALUE                       */
    size_t n_sets;
};

/* Reads, includes, decodes and checks. Every problem is in diag afterwards.
 *
 * Errors  STATUS_BAD_INPUT when there was an error; warnings do not count.
 */
MUST_CHECK enum status scenario_load(struct arena *arena, const struct scenario_request *request,
                                     struct diag *diag, struct scenario **ret_scenario);

/* Reads a scenario's text with what it includes, undecoded.
 *
 * Errors  STATUS_BAD_INPUT after adding to diag. */
MUST_CHECK enum status scenario_read(struct arena *arena, const char *path, struct diag *diag,
                                     struct doc_node **ret_root);

/* Reads the built-in catalogue alone. */
MUST_CHECK enum status scenario_load_catalogue(struct arena *arena, struct diag *diag,
                                               struct catalogue *ret_catalogue);

/* Decodes the entries of a catalogue from the first one on by the tables of their kinds: what is
 * wrong in them is added to diag. */
void scenario_check_catalogue(struct arena *arena, const struct catalogue *catalogue, size_t first,
                              struct diag *diag);

#endif
