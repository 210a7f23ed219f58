/* floor.h - a hall's plenum at rest: who gets what at one pressure a zone, and in the plenum's own field.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SIM_STUDY_FLOOR_H
#define SIM_STUDY_FLOOR_H

#include "sim/engine/engine.h"

struct floor_request {
    const struct plan *plan; /* with a plenum */
    const size_t *lost;      /* handlers that stand */
    size_t n_lost;
    bool wants_field;
    double cell_m;
};

struct floor_answer {
    const struct columns *at; /* the hall at rest, handlers lost and fans following */

    /* By the field, NAN where it was not asked for; racks share in their pools as in a run. */
    double *tile_m3s;  /* (n_racks) */
    double *given_m3s; /* (n_racks) */
    double *tile_pa;   /* (n_racks); NAN before a rack without tiles */
    struct plenum_field_result field;

    /* How evenly tiles give, each over its effective area: tiles of two kinds are not uneven for that. */
    struct plenum_spread even;   /* at one pressure a zone */
    struct plenum_spread uneven; /* by the field           */

    struct fault fault;
};

/* Settles the hall, takes the lost handlers out, settles again; then the field on the flows of the handlers
 * that result.
 *
 * Errors  those of the engine and of plenum_field_solve. */
MUST_CHECK enum status floor_run(struct arena *arena, const struct floor_request *request,
                                 struct floor_answer *ret_answer);

/* Why a plan has no field below its floor, as an end of a sentence; NULL when it can have one. */
const char *floor_refuses_field(const struct plan *plan);

#endif
