/* SPDX-License-Identifier: Apache-2.0 */
#include "sim/scenario/embedded.h"

#include <string.h>

const struct embedded *embedded_at(size_t i)
{
    return i < embedded_n_files ? &embedded_files[i] : NULL;
}

const struct embedded *embedded_find(const char *name)
{
    const char *const plain = name[0] == '@' ? name + 1 : name;

    for (size_t i = 0; i < embedded_n_files; i++) {
        if (!embedded_files[i].is_catalogue && strcmp(embedded_files[i].name, plain) == 0) {
            return &embedded_files[i];
        }
    }
    return NULL;
}
