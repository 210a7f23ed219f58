/* SPDX-License-Identifier: Apache-2.0 */
#include "models/registry.h"

#include <string.h>

static const struct {
    enum family family;
    const struct model_info *info;
} rows[] = {
#define MODEL_ROW(family, type, model) {(family), &(model).info},
    MODELS(MODEL_ROW)
#undef MODEL_ROW
};

enum { N_ROWS = sizeof rows / sizeof rows[0] };

const char *registry_family_text(enum family f)
{
    static const char *const words[FAMILY_COUNT] = {
        [FAMILY_WORKLOAD] = "workload",
        [FAMILY_WEATHER] = "weather",
        [FAMILY_NODE] = "node",
        [FAMILY_POWER] = "power",
        [FAMILY_COOLING] = "cooling",
        [FAMILY_LOOP] = "loop",
        [FAMILY_HANDLER] = "handler",
        [FAMILY_AIR] = "air",
        [FAMILY_PLANT] = "plant",
        [FAMILY_CONTROL] = "control",
        [FAMILY_PROTECTION] = "protection",
    };

    return f < FAMILY_COUNT ? words[f] : "?";
}

const struct model_info *registry_find(enum family f, const char *name)
{
    for (size_t i = 0; i < N_ROWS; i++) {
        if (rows[i].family == f && strcmp(rows[i].info->name, name) == 0) {
            return rows[i].info;
        }
    }
    return NULL;
}

const struct model_info *registry_at(enum family f, size_t i)
{
    for (size_t k = 0; k < N_ROWS; k++) {
        if (rows[k].family == f && i-- == 0) {
            return rows[k].info;
        }
    }
    return NULL;
}
