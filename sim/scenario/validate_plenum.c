/* SPDX-License-Identifier: Apache-2.0 */
#include "sim/scenario/validate_plenum.h"

#include <math.h>

#include "models/field/plenum.h"
#include "sim/scenario/references.h"

static void check_zones(struct arena *arena, struct scn_plenum *p, struct diag *diag)
{
    struct scn_zone *const zones = p->zones.items;
    struct scn_opening *const openings = p->openings.items;
    struct names names = {.arena = arena};

    if (p->zones.n > PLENUM_MOST_ZONES) {
        diag_add(diag, DIAG_TOO_MANY, p->at, "plenum: %zu zones are more than the %d that it takes",
                 p->zones.n, PLENUM_MOST_ZONES);
    }
    for (size_t z = 0; z < p->zones.n; z++) {
        references_claim(diag, &names, "plenum zone", zones[z].name, (long)z, zones[z].at);
    }
    for (size_t k = 0; k < p->openings.n; k++) {
        references_resolve(diag, &names, "plenum zone", &openings[k].from);
        references_resolve(diag, &names, "plenum zone", &openings[k].to);
        if (openings[k].from.index == openings[k].to.index && openings[k].from.index >= 0) {
            diag_add(diag, DIAG_CONTRADICTION, openings[k].at,
                     "plenum: an opening leads from zone '%s' into itself", openings[k].to.text);
        }
    }
}

void validate_plenum(struct arena *arena, struct scn_hall *hall, struct diag *diag)
{
    const struct scn_crah *const crahs = hall->crahs.items;
    struct scn_plenum *const p = hall->plenum;

    if (p == NULL) {
        return;
    }
    if (p->kind == PLENUM_FLOOR && isnan(p->cutout_area_m2)) {
        diag_add(diag, DIAG_MISSING_KEY, p->at,
                 "plenum: 'cutout_area' is missing, the area of the cable cut-outs of one rack "
                 "(write for example 'cutout_area: 0.02 m2', or 0 m2 when it has none)");
    }
    check_zones(arena, p, diag);
    for (size_t i = 0; i < hall->crahs.n; i++) {
        if (crahs[i].fan_external_pa >= crahs[i].fan_stall_pa) {
            diag_add(diag, DIAG_CONTRADICTION, crahs[i].at,
                     "CRAH '%s': 'fan_external' of %.4g Pa at rated flow must be below 'fan_stall' "
                     "of %.4g Pa",
                     crahs[i].name != NULL ? crahs[i].name : "", crahs[i].fan_external_pa,
                     crahs[i].fan_stall_pa);
        }
    }
}
