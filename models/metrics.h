/* metrics.h - what a hall uses for what it computes.
 *
 *     PUE = E_facility / E_it     DCiE = 1 / PUE      WUE = water / E_it      CUE = carbon factor x PUE
 *     ERE = (E_facility - E_reused) / E_it            ERF = E_reused / E_facility
 *     ITUE = P_it / P_compute     TUE = ITUE x PUE
 *
 * Each is a ratio of two amounts over the same time: energies for a total, powers for an interval.
 * Fans that move from the server to the room lower E_it, so PUE may rise while the total falls: TUE
 * shows it.
 *
 * Unknown (NAN) where nothing is computed, or where an input is unknown.
 * Source  ISO/IEC 30134-2, -6, -8, -9; Patterson and others, TUE, ISC 2013 (ITUE, TUE).
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODELS_METRICS_H
#define MODELS_METRICS_H

/* Amounts over one time: all J, or all W with water in kg/s. */
struct metrics_use {
    double facility;
    double it;
    double compute;         /* of it: without fans and power supplies   */
    double reused;          /* heat given to a user                     */
    double water_kg;        /* or kg/s                                  */
    double carbon_kg_per_j; /* of the energy that is bought             */
};

struct metrics {
    double pue;
    double dcie;
    double wue_kg_per_j;
    double cue_kg_per_j;
    double ere;
    double erf;
    double itue;
    double tue;
};

struct metrics metrics_of(const struct metrics_use *use);

#endif
