/* decode_value.h - single values: numbers with units, choices, curves, dates.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SIM_SCENARIO_DECODE_VALUE_H
#define SIM_SCENARIO_DECODE_VALUE_H

#include "sim/scenario/decode.h"

/* What a message needs to know of the value being read. */
struct value_place {
    struct decoder *d;
    const struct param *row;
    const char *where; /* "rack 'A-03'" */
    const char *key;   /* "limit"       */
    /* PARAM_TRACE: what stands beside the file's name, or NULL (sim/scenario/import_trace.h). */
    const struct doc_node *column;
    const struct doc_node *time;
    const struct doc_node *unit;
};

/* Reads the node into its field by the row's kind (all kinds but maps, lists and models). Adds an
 * error and returns false when it cannot; the field is then left alone. ret_si is set to the
 * number for number kinds, NAN otherwise. */
bool decode_value(const struct value_place *place, const struct doc_node *node, void *field,
                  double *ret_si);

/* The same for the kinds that name a file. */
bool decode_file(const struct value_place *place, const struct doc_node *node, void *field);

/* Writes the row's fallback into the field. */
void decode_fallback(const struct param *row, void *field);

#endif
