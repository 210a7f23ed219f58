/* reading.h - one mapping while the decoder reads it: its layers and its rows.
 *
 * Internal to the decoder (decode.c, decode_layers.c, decode_path.c).
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SIM_SCENARIO_READING_H
#define SIM_SCENARIO_READING_H

#include "sim/scenario/decode.h"

enum { READING_MOST_LAYERS = 12, READING_MOST_ROWS = 96 };

struct layer {
    const struct doc_node *map;
    struct provenance from;
};

struct reading {
    struct decoder *d;
    const struct table *table;
    const char *where; /* "rack 'A-03'": begins every message */
    struct layer layers[READING_MOST_LAYERS];
    size_t n_layers;
    const struct param *rows[READING_MOST_ROWS]; /* the table's, then the model's */
    size_t n_rows;
    size_t n_own_rows;
    bool is_suggested[READING_MOST_ROWS]; /* a misspelt key meant this row: no second error */
    bool has_lost_rows;  /* its entry or model was not found: what it lacks cannot be told */
    struct text missing; /* "'airflow' (air through one node)" */
    size_t n_missing;
};

/* decode_path.c: where the reader is, and what --set says there. */
const char *path_where(const struct decoder *d, const struct table *table);
const char *path_print(const struct decoder *d, const char *key);
struct override *path_override(const struct decoder *d, const char *key);
/* What is added there: the override after this one (NULL: the first), or NULL past the last. */
struct override *path_addition(const struct decoder *d, const char *key, struct override *after);
/* Is something set inside the mapping of this key? */
bool path_leads_into(const struct decoder *d, const char *key);
void path_push(struct decoder *d, struct path_step step);
void path_pop(struct decoder *d);

/* decode_layers.c: the layers of a mapping and the check of their keys. */
void layers_build(struct reading *r, const struct doc_node *node, struct provenance from);
const struct doc_node *layers_find(const struct reading *r, const char *key,
                                   const struct layer **ret_layer);
void layers_check_keys(struct reading *r);

#endif
