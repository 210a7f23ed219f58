/* schema_value.h - what a single key of a scenario may hold, as JSON Schema.
 *
 * Follows sim/scenario/decode_value.c kind by kind. Where JSON Schema cannot say what the decoder
 * says (a range in a unit, points that rise, a name that must stand elsewhere) it is the laxer one:
 * what the decoder takes an editor never marks.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SIM_CLI_SCHEMA_VALUE_H
#define SIM_CLI_SCHEMA_VALUE_H

#include "sim/base/units.h"
#include "sim/cli/json.h"
#include "sim/scenario/schema.h"

/* "#/definitions/KIND-NAME", with '-' for blanks: a reference is a URI. */
enum { SCHEMA_REFERENCE_ROOM = 80 };
void schema_definition(const char *kind, const char *name, char ret_name[SCHEMA_REFERENCE_ROOM]);
void schema_reference(struct json *j, const char *kind, const char *name);

/* Names any object's free keys: templates, notes, repeats. */
#define SCHEMA_FREE_KEYS "^(x-.*|<<|repeat|repeat_from)$"

/* Opens and closes nothing: adds the keywords of a row that is neither a map, nor a list, nor a
 * model. The value may stand bare, or as {value, grade, source, low, high}. */
void schema_value(struct json *j, const struct param *p);

/* "enum": how well a value may be known. */
void schema_add_grades(struct json *j);

/* The definitions that these refer to: a pattern for each dimension, and what a graded value has. */
void schema_value_definitions(struct json *j);

#endif
