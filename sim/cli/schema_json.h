/* schema_json.h - the JSON Schema of the scenario language (draft-07), for editors.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SIM_CLI_SCHEMA_JSON_H
#define SIM_CLI_SCHEMA_JSON_H

void schema_json_print(void);

#endif
