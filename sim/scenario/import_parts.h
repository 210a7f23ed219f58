/* import_parts.h - the steps from the rows of an inventory to racks. Internal to the importers.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SIM_SCENARIO_IMPORT_PARTS_H
#define SIM_SCENARIO_IMPORT_PARTS_H

#include "sim/scenario/inventory.h"

struct importer {
    struct arena *arena;
    struct diag *diag;
    struct inventory *inventory;
    struct catalogue catalogue;
    struct type_list types;
};

/* import_racks.c: devices and racks from the rows that count. */
void import_racks(struct importer *m);

/* import_match.c: what each model is, then what each device draws, weighs and blows. */
void import_match(struct importer *m);

/* A number of a catalogue entry in SI, NAN when it has none. */
double import_entry_number(const struct catalog_entry *entry, const char *key, const char *si);

/* import_feeds.c: what each rack hangs on. */
void import_feeds(struct importer *m);

/* import_doubts.c: what can hardly be so. */
void import_doubts(struct importer *m);

/* import_gaps.c: what is not known, and what then cannot be told. */
void import_gaps(struct importer *m);

#endif
