/* json.h - JSON out: objects, arrays, and text escaped as it must be.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SIM_CLI_JSON_H
#define SIM_CLI_JSON_H

#include <stdbool.h>

#include "sim/base/text.h"

struct json {
    struct text text;
    bool needs_comma;
};

/* key may be NULL inside an array. Numbers that are not finite become null. */
void json_open(struct json *j, const char *key, char bracket);
void json_close(struct json *j, char bracket);
void json_text(struct json *j, const char *key, const char *value);
void json_number(struct json *j, const char *key, double value);
void json_bool(struct json *j, const char *key, bool value);

/* Prints to stdout with a line end, and releases. */
void json_print(struct json *j);

#endif
