/* SPDX-License-Identifier: Apache-2.0 */
#include "sim/cli/json.h"

#include <math.h>
#include <stdio.h>

static void add_escaped(struct text *t, const char *value)
{
    text_add(t, "\"");
    for (const char *c = value; *c != '\0'; c++) {
        switch (*c) {
        case '"':
            text_add(t, "\\\"");
            break;
        case '\\':
            text_add(t, "\\\\");
            break;
        case '\n':
            text_add(t, "\\n");
            break;
        default:
            if ((unsigned char)*c < 0x20) {
                text_add(t, "\\u%04x", (unsigned)*c);
            } else {
                text_add(t, "%c", *c);
            }
        }
    }
    text_add(t, "\"");
}

static void begin(struct json *j, const char *key)
{
    text_add(&j->text, "%s", j->needs_comma ? ", " : "");
    if (key != NULL) {
        add_escaped(&j->text, key);
        text_add(&j->text, ": ");
    }
    j->needs_comma = true;
}

void json_open(struct json *j, const char *key, char bracket)
{
    begin(j, key);
    text_add(&j->text, "%c", bracket);
    j->needs_comma = false;
}

void json_close(struct json *j, char bracket)
{
    text_add(&j->text, "%c", bracket);
    j->needs_comma = true;
}

void json_text(struct json *j, const char *key, const char *value)
{
    begin(j, key);
    if (value == NULL) {
        text_add(&j->text, "null");
    } else {
        add_escaped(&j->text, value);
    }
}

void json_number(struct json *j, const char *key, double value)
{
    begin(j, key);
    if (isfinite(value)) {
        text_add(&j->text, "%.9g", value);
    } else {
        text_add(&j->text, "null");
    }
}

void json_bool(struct json *j, const char *key, bool value)
{
    begin(j, key);
    text_add(&j->text, value ? "true" : "false");
}

void json_print(struct json *j)
{
    (void)printf("%s\n", j->text.at);
    text_release(&j->text);
}
