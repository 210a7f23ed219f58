/* decode_claim.h - what a value says of itself beside its number.
 *
 * Internal to the decoder (decode.c).
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SIM_SCENARIO_DECODE_CLAIM_H
#define SIM_SCENARIO_DECODE_CLAIM_H

#include "sim/scenario/decode_value.h"
#include "sim/scenario/reading.h"

/* What a value says of itself: {value: 10.2 kW, low: 9 kW, high: 11 kW, grade: datasheet,
 * source: ...}, else what its catalogue entry says of all its values. */
struct claim {
    const struct doc_node *value;
    const struct doc_node *low; /* NULL without, as high */
    const struct doc_node *high;
    enum grade grade;
    const char *source;
};

struct claim claim_of(const struct reading *r, const struct doc_node *node, struct provenance from);

/* Between what a value lies, when it says so; adds an error when it lies outside. */
void claim_take_band(const struct value_place *place, const struct claim *claim, struct value *v);

#endif
