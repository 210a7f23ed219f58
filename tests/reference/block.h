/* block.h - a model's parameter block by the names of its rows, for worked cases.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef TESTS_REFERENCE_BLOCK_H
#define TESTS_REFERENCE_BLOCK_H

#include <assert.h>
#include <string.h>

#include "models/model.h"

/* Sets a number, or a choice by its index, by its field's name. */
static inline void block_set(void *params, const struct model_info *info, const char *key,
                             double value)
{
    const struct param *const row = model_param(info, key);

    assert(row != NULL);
    if (row->kind == PARAM_CHOICE) {
        const int index = (int)value;
        memcpy((char *)params + row->offset, &index, sizeof index);
        return;
    }
    assert(row->kind == PARAM_NUMBER || row->kind == PARAM_COUNT);
    memcpy((char *)params + row->offset, &value, sizeof value);
}

/* Sets everything to what it is when a scenario is silent. */
static inline void block_fill(void *params, const struct model_info *info)
{
    for (const struct param *row = info->params; row->key != NULL; row++) {
        block_set(params, info, row->key, row->fallback);
    }
}

#endif
