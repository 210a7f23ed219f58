/* ledger.h - energy in, out and stored; it closes on every step or the run fails.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SIM_ENGINE_LEDGER_H
#define SIM_ENGINE_LEDGER_H

#include "sim/engine/engine.h"

/* Sums over a run. Zero-initialise; feed it after every step. */
struct ledger {
    double simulated_s;         /* time that the sums below cover                     */
    double utility_j;           /* electrical energy drawn from the sources           */
    double it_j;                /* of it: racks                                       */
    double mechanical_j;        /* fans, pumps, chillers, lights                     */
    double loss_j;              /* electrical losses outside the racks                */
    double to_liquid_j;         /* heat of racks to coolant                           */
    double to_air_j;            /* heat of racks to air                               */
    double reject_j;            /* heat to the outside by the plants                  */
    double exhausted_j;         /* heat to the outdoor air by handlers                */
    double water_kg;            /* water used up by plants and handlers               */
    double reused_j;            /* heat handed to users                               */
    double free_s;              /* time, by the share of heat without a compressor    */
    double all_free_s;          /* time without any compressor                        */
    double wet_s;               /* time with a coil below the dew point               */
    double compute_j;           /* of it_j: without fans and power supplies           */
    double gpu_s;               /* accelerators at work, times time                   */
    double lost_gpu_s;          /* what caps, heat and lost power took of it          */
    double carbon_kg_per_j;     /* of the energy that is bought, NAN: not known       */
    double outside_j;           /* losses that heat no hall                           */
    double stored_j;            /* change of what is stored; by whoever knows its begin */
    double worst_residual_frac; /* of any step */
    double worst_time_s;
    size_t n_steps;
};

/* Balances the step that was just written to `now` and fills stored_j and residual_frac:
 *     utility * dt == (reject + exhausted + losses outside) * dt + change of stored
 * Called by engine_step; returns STATUS_IMBALANCE above 1e-9. */
MUST_CHECK enum status ledger_close(const struct plan *plan, struct hall *hall, double dt_s);

/* What is stored in a block of columns. */
double ledger_stored_j(const struct plan *plan, const struct columns *c);

/* Adds the last finished step (hall->was) to the sums. */
void ledger_add(struct ledger *ledger, const struct hall *hall, double dt_s);

#endif
