/* none.c - "none": an element without a breaker of its own, or one whose breaker is not looked at.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "models/protection_model.h"
#include "models/registry.h"

static const struct param rows[] = {{0}};

static enum status start(const void *params, const struct protection_block *b)
{
    (void)params;
    (void)b;
    return STATUS_OK;
}

static enum status step(const void *params, const struct protection_block *b)
{
    (void)params;
    for (size_t i = 0; i < b->n; i++) {
        b->trip_s[i] = (double)INFINITY;
    }
    return STATUS_OK;
}

const struct protection_model protection_none = {
    .info =
        {
            .name = "none",
            .summary = "nothing opens the element",
            .validity = "any current",
            .source = "definition",
            .params = rows,
        },
    .start = start,
    .step = step,
    .settle = step,
};
