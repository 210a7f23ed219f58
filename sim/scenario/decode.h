/* decode.h - a document to typed structs, by the tables.
 *
 * A mapping is read through layers: what --set says, its own keys, the templates
 * that it merges (<<), and the catalogue entry that it uses; the first layer that
 * has a key gives the value, else the row's default. Every problem is added to
 * the diagnostics and reading goes on.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SIM_SCENARIO_DECODE_H
#define SIM_SCENARIO_DECODE_H

#include "sim/scenario/catalog.h"
#include "sim/scenario/document.h"
#include "sim/scenario/schema.h"
#include "sim/scenario/values.h"

/* One `--set PATH=VALUE`, or `--set PATH+=VALUE`. */
struct override {
    const char *path; /* "hall.rows[*].racks[A-03].limit" */
    const struct doc_node *value;
    struct span path_at;
    bool adds; /* +=: to the number or the list that stands there */
    bool is_used;
};

/* One step of the way from the root to the mapping that is being read. */
struct path_step {
    const char *key;
    const char *what; /* "rack": of its table          */
    const char *name; /* of the item of a list, or NULL */
    size_t index;     /* of the item                    */
    bool is_item;
};

enum { DECODE_DEEPEST = 16 };

struct decoder {
    struct arena *arena;
    struct diag *diag;
    const struct catalogue *catalogue; /* NULL: `use` finds nothing */
    struct override *overrides;
    size_t n_overrides;
    struct values values;
    const char *directory; /* of the scenario: traces are found from here */
    bool is_entry;         /* a catalogue entry alone: what the user must add may be missing */

    struct path_step path[DECODE_DEEPEST + 2];
    size_t depth;
    size_t n_visits;  /* budget against files that expand without end */
    char currency[4]; /* first one met */
};

/* Where a mapping comes from: its values inherit grade and source from the catalogue entry. */
struct provenance {
    enum origin origin;
    const struct doc_node *entry; /* NULL outside the catalogue */
};

/* Reads a mapping by its table into ret (of table->size bytes). */
void decode_map(struct decoder *d, const struct doc_node *node, struct provenance from,
                const struct table *table, void *ret);

/* Adds an error for every override that met no key. */
void decode_unused_overrides(const struct decoder *d);

#endif
