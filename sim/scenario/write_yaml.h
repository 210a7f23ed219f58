/* write_yaml.h - pieces of YAML text: words, numbers, and nodes in their flow style.
 *
 * A scenario that people read needs comments, which libyaml's emitter does not write: its lines are put
 * together as text, and only these pieces of them need care.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SIM_SCENARIO_WRITE_YAML_H
#define SIM_SCENARIO_WRITE_YAML_H

#include "sim/scenario/document.h"

/* A word, in quotes where YAML would read something else into it. */
void yaml_word(struct text *t, const char *word);

/* "1.25 kW": as few digits as give the same number again, twelve at most. */
void yaml_number(struct text *t, double value, const char *unit);

/* A node on one line: {a: b, c: [d, e]}. */
void yaml_flow(struct text *t, const struct doc_node *node);

/* "key: value" of every pair of a mapping but those in the list "name|racks", with what stands before
 * and after each. NULL has no pairs. */
void yaml_pairs(struct text *t, const struct doc_node *map, const char *but, const char *before,
                const char *after);

#endif
