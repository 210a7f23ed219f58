/* SPDX-License-Identifier: Apache-2.0 */
#include "sim/scenario/racks.h"

#include <fnmatch.h>

bool racks_fit(const struct name_list *racks, const char *name)
{
    bool has_it = false;

    for (size_t k = 0; k < racks->n && name != NULL; k++) {
        has_it = has_it || fnmatch(racks->items[k].text, name, 0) == 0;
    }
    return has_it;
}

bool racks_any(const struct scn_hall *hall, const char *pattern)
{
    const struct scn_row *const rows = hall->rows.items;

    for (size_t i = 0; i < hall->rows.n; i++) {
        const struct scn_rack *const racks = rows[i].racks.items;
        for (size_t k = 0; k < rows[i].racks.n; k++) {
            if (racks[k].name != NULL && fnmatch(pattern, racks[k].name, 0) == 0) {
                return true;
            }
        }
    }
    return false;
}

void racks_check(const struct scn_hall *hall, const struct name_list *racks, struct diag *diag)
{
    for (size_t k = 0; k < racks->n; k++) {
        const struct name_ref *const rack = &racks->items[k];
        if (!racks_any(hall, rack->text)) {
            diag_add(diag, DIAG_UNKNOWN_NAME, rack->at, "there is no rack '%s'", rack->text);
        }
    }
}
