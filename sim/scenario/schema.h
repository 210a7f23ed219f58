/* schema.h - the tables of the scenario language.
 *
 * A table says which keys a mapping may have; its rows are those of the models
 * (models/model.h). The same tables drive the decoder, the reference page, the
 * JSON Schema, `headroom new` and the values stored with every result.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SIM_SCENARIO_SCHEMA_H
#define SIM_SCENARIO_SCHEMA_H

#include <stdbool.h>
#include <stddef.h>

#include "models/registry.h"
#include "sim/base/diag.h"

/* What the kinds of rows become in a struct. Every struct that a table fills begins with
 * `struct span at`. */
struct name_ref {     /* PARAM_NAME */
    const char *text; /* NULL when absent */
    struct span at;
    long index; /* what it names; set by validate.c, NAME_NOT_FOUND before */
};
struct name_list { /* PARAM_NAMES; a single name may be written without brackets */
    struct name_ref *items;
    size_t n;
};
struct number_list { /* PARAM_NUMBERS */
    double *items;
    size_t n; /* 0 when absent */
};
struct list { /* PARAM_LIST */
    void *items;
    size_t n;
    bool is_given; /* the key stands in the file: an empty list differs from none */
    struct span at;
};
struct model_ref {                 /* PARAM_MODEL */
    const struct model_info *info; /* NULL when absent */
    void *params;
    struct span at;
};

struct table {
    const char *name;          /* what one of these is called: "rack"                         */
    const struct param *rows;  /* ends with a row whose key is NULL                          */
    size_t size;               /* bytes of the struct                                         */
    const char *entry_kind;    /* kind of the catalogue entries that `use` may name, or NULL  */
    bool has_model;            /* one row is PARAM_MODEL                                      */
    enum family family;        /* of that model                                               */
    const char *default_model; /* when the key is absent; NULL: stays absent                */
    const char *text;          /* one line of help                                            */
};

/* The scenario key of a row: the field's name less its unit's suffix. Zero-ended, in ret_key. */
enum { SCHEMA_KEY_ROOM = 64 };
void schema_key(const struct param *row, char ret_key[SCHEMA_KEY_ROOM]);

/* Every table by its place in the tree, for the reference and for checks: index i, or NULL past
 * the end. */
const struct table *schema_table_at(size_t i);

/* The table of a catalogue kind ("node", "cdu", ...), or NULL. */
const struct table *schema_entry_table(const char *entry_kind);

extern const struct table schema_scenario;
extern const struct table schema_entry; /* what every catalogue entry may say of itself */

#endif
