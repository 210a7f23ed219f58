/* containment.h - how well an aisle keeps cold air from hot.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODELS_CONTAINMENT_H
#define MODELS_CONTAINMENT_H

#include "models/model.h"

/* In the order of the scenario's choices. */
enum containment_kind {
    CONTAINMENT_OPEN,
    CONTAINMENT_COLD_AISLE,
    CONTAINMENT_HOT_AISLE,
    CONTAINMENT_CHIMNEY,
    CONTAINMENT_COUNT,
};

/* What a row suffers by its kind of containment: typical values, to be replaced by a measured or a
 * computed field. */
struct containment {
    const char *name;
    double recirculation_frac; /* least share of exhaust in the inlets          */
    double bypass_frac;        /* share of the supply that meets no rack        */
    double top_rise_k;         /* top of the rack above its mean inlet          */
    enum grade grade;
    const char *source;
};

const struct containment *containment_at(size_t kind);

#endif
