/* schema_json.h - the JSON Schema of the scenario language (draft-07), for editors.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SIM_CLI_SCHEMA_JSON_H
#define SIM_CLI_SCHEMA_JSON_H

#include "sim/scenario/catalog.h"

/* The catalogue's names are offered for `use`; any other name is taken too, for a scenario may bring
 * its own entries. */
void schema_json_print(const struct catalogue *catalogue);

#endif
