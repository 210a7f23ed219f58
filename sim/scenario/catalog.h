/* catalog.h - the catalogue: named entries that scenarios use.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SIM_SCENARIO_CATALOG_H
#define SIM_SCENARIO_CATALOG_H

#include "sim/base/names.h"
#include "sim/scenario/document.h"

struct catalog_entry {
    const char *name;
    const char *kind; /* "node", "rack", "cdu", ... */
    const struct doc_node *node;
};

struct catalogue {
    struct arena *arena;
    struct catalog_entry *entries;
    size_t n;
    size_t room;
    struct names names;
};

/* Adds the entries of a list. An entry without a name or a kind, or with a name that is taken, is
 * an error. */
void catalog_add(struct catalogue *c, const struct doc_node *list, struct diag *diag);

/* The entry of a name, or NULL. */
const struct catalog_entry *catalog_find(const struct catalogue *c, const char *name);

/* The name of an entry of this kind nearest to a misspelt one, or NULL. */
const char *catalog_nearest(const struct catalogue *c, const char *kind, const char *name);

#endif
