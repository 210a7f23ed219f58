/* source.c - "utility": where the tree begins.
 *
 * Losses before the meter are not ours: what is taken out is what is drawn.
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

const struct power_model power_source = {
    .info =
        {
            .name = "utility",
            .summary = "the utility's service: the top of a tree",
            .validity = "steady sinusoidal supply; no loss before the meter is counted",
            .source = "definition",
            .params = rows,
        },
    .is_source = true,
    .step = step,
};
