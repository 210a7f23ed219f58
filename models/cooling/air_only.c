/* air_only.c - "air": all heat goes to the room's air.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>

#include "models/cooling_model.h"
#include "models/registry.h"

static const struct param rows[] = {{0}};

static enum status step(const void *params, const struct cooling_block *b)
{
    (void)params;
    for (size_t i = 0; i < b->n; i++) {
        b->to_liquid_w[i] = 0.0;
        b->to_air_w[i] = b->plate_w[i] + b->air_w[i];
        b->coolant_return_c[i] = (double)NAN;
        b->stored_j[i] = 0.0;
    }
    return STATUS_OK;
}

const struct cooling_model cooling_air_only = {
    .info =
        {
            .name = "air",
            .summary = "all heat goes to the room's air",
            .validity = "always",
            .source = "definition",
            .params = rows,
        },
    .start = step,
    .step = step,
};
