/* SPDX-License-Identifier: Apache-2.0 */
#include "sim/scenario/validate_cap.h"

#include <math.h>

#include "sim/scenario/racks.h"

/* A share is taken of each node's nameplate. */
static void check_nameplates(const struct scn_rack *rack, struct diag *diag)
{
    const struct scn_node *const nodes = rack->nodes.items;

    for (size_t k = 0; k < rack->nodes.n; k++) {
        if (isnan(nodes[k].nameplate_w)) {
            diag_add(
                diag, DIAG_MISSING_KEY, nodes[k].at,
                "rack '%s': the thermal cap takes a share of its nodes' 'nameplate', and these "
                "have none; give it, or cap to a 'power'",
                rack->name != NULL ? rack->name : "?");
        }
    }
}

void validate_cap(const struct scn_hall *hall, struct diag *diag)
{
    const struct scn_thermal_cap *const cap = hall->control->thermal_cap;
    const struct scn_row *const rows = hall->rows.items;

    if (cap == NULL) {
        return;
    }
    racks_check(hall, &cap->racks, diag);
    if (isnan(cap->inlet_c) && isnan(cap->coolant_c) && isnan(cap->die_c)) {
        diag_add(diag, DIAG_MISSING_KEY, cap->at,
                 "thermal cap: it watches nothing; give 'inlet', 'coolant' or 'die'");
    }
    if (isnan(cap->share) == isnan(cap->power_w)) {
        diag_add(diag, isnan(cap->share) ? DIAG_MISSING_KEY : DIAG_CONTRADICTION, cap->at,
                 "thermal cap: give either 'share' or 'power' to cap to");
    }
    for (size_t i = 0; i < hall->rows.n && !isnan(cap->share); i++) {
        const struct scn_rack *const racks = rows[i].racks.items;
        for (size_t k = 0; k < rows[i].racks.n; k++) {
            if (cap->racks.n == 0 || racks_fit(&cap->racks, racks[k].name)) {
                check_nameplates(&racks[k], diag);
            }
        }
    }
}
