/* lossless.c - "lossless": a rating and nothing else.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "models/power_model.h"
#include "models/registry.h"

static const struct param rows[] = {{0}};

static enum status step(const void *params, const struct power_block *b)
{
    (void)params;
    for (size_t i = 0; i < b->n; i++) {
        b->loss_w[i] = 0.0;
        b->input_var[i] = b->load_var[i];
    }
    return STATUS_OK;
}

const struct power_model power_lossless = {
    .info =
        {
            .name = "lossless",
            .summary = "an element that has a rating and loses nothing: switchboard, breaker",
            .validity = "an idealisation: real boards lose some tenths of a per cent",
            .source = "definition",
            .params = rows,
        },
    .step = step,
};
