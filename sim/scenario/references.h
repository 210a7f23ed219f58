/* references.h - names that items of a scenario bear, and references to them.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SIM_SCENARIO_REFERENCES_H
#define SIM_SCENARIO_REFERENCES_H

#include "sim/base/names.h"
#include "sim/scenario/schema.h"

/* Keeps a name with its index, and refuses it when another item of its kind bears it. NULL is no name.
 *
 *   what  kind of item: "rack"
 */
void references_claim(struct diag *diag, struct names *names, const char *what, const char *name,
                      long index, struct span at);

/* Finds what a reference means and sets its index; refuses it, with the nearest name, when nothing
 * bears it. A reference without text stays as it is. */
void references_resolve(struct diag *diag, const struct names *names, const char *what,
                        struct name_ref *ref);
void references_resolve_all(struct diag *diag, const struct names *names, const char *what,
                            struct name_list *list);

#endif
