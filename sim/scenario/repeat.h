/* repeat.h - one item of a list that stands for many.
 *
 *     racks:
 *       - {repeat: 16, name: "A-%02d", use: rack-nvl72}      # A-01 ... A-16
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SIM_SCENARIO_REPEAT_H
#define SIM_SCENARIO_REPEAT_H

#include "sim/scenario/decode.h"

/* `repeat` and `repeat_from` (the first number, 1 when absent). */
bool repeat_is_key(const char *key);

/* How many items this one stands for: 1 without `repeat`. A wrong `repeat` is an error, added
 * once, and counts as 1. */
size_t repeat_count(const struct decoder *d, const struct doc_node *item,
                    const struct table *table);

/* The name of copy 0, 1, ... of an item: its `name` with %d or %02d written out. NULL when the
 * item has no name of its own. */
const char *repeat_name(const struct decoder *d, const struct doc_node *item, size_t copy);

#endif
