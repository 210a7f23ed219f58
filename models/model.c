/* SPDX-License-Identifier: Apache-2.0 */
#include "models/model.h"

#include <string.h>

const char *grade_text(enum grade g)
{
    static const char *const words[GRADE_COUNT] = {
        [GRADE_GIVEN] = "given",         [GRADE_MEASURED] = "measured",
        [GRADE_DATASHEET] = "datasheet", [GRADE_RULE] = "rule of thumb",
        [GRADE_ESTIMATE] = "estimate",
    };

    return g < GRADE_COUNT ? words[g] : "?";
}

size_t model_n_states(const struct model_info *info)
{
    size_t n = 0;

    while (info->states != NULL && info->states[n].name != NULL) {
        n++;
    }
    return n;
}

const struct param *model_param(const struct model_info *info, const char *key)
{
    for (const struct param *p = info->params; p->key != NULL; p++) {
        if (strcmp(p->key, key) == 0) {
            return p;
        }
    }
    return NULL;
}

double model_number(const struct model_info *info, const void *params, const char *key)
{
    const struct param *const row = model_param(info, key);

    if (row == NULL || (row->kind != PARAM_NUMBER && row->kind != PARAM_COUNT)) {
        return PARAM_UNKNOWN;
    }
    return *(const double *)((const char *)params + row->offset);
}
