/* schema_keys.h - which keys a mapping of the scenario may and must have: for the JSON Schema.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SIM_CLI_SCHEMA_KEYS_H
#define SIM_CLI_SCHEMA_KEYS_H

#include "sim/cli/json.h"
#include "sim/scenario/schema.h"

/* The row of a key as users write it, or NULL. */
const struct param *schema_row_of(const struct param *rows, const char *key);

/* Model i of the table's family, or NULL past the end and for a table without models. */
const struct model_info *schema_model_at(const struct table *t, size_t i);

/* Does a model before the i-th have the key? */
bool schema_stood_before(const struct table *t, size_t i, const char *key);

/* Do all models that have the key mean the same by it? */
bool schema_means_one_thing(const struct table *t, const struct param *p, const char *key);

/* Is it an item of lists only? Such a mapping is whole where it stands. Another may be completed by
 * an included file, key by key, so that what it lacks is for the decoder to say. */
bool schema_is_whole(const struct table *t);

/* "required": the keys that these rows ask for; more may be NULL. */
void schema_add_required(struct json *j, const struct param *rows, const struct param *more);

/* "not": no key may come from a catalogue entry, a template or an included file (nor, when asked,
 * is there a model). */
void schema_add_stands_alone(struct json *j, bool or_has_model);

/* "anyOf": a file with a hall. One without is there to be included: prices, a catalogue. */
void schema_add_is_hall(struct json *j);

/* "propertyNames": the keys of these lists of rows, and those about the mapping itself. */
void schema_add_only_keys(struct json *j, const struct param *const *lists, size_t n, bool has_use);

#endif
