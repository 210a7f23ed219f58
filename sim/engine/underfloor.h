/* underfloor.h - the plenum in the step: what fans and tiles make of each other.
 *
 * Internal to the engine; stage_air.c calls it. A hall whose scenario has no plenum keeps handlers' flows
 * by speed alone, and the columns of the plenum are not known.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SIM_ENGINE_UNDERFLOOR_H
#define SIM_ENGINE_UNDERFLOOR_H

#include "sim/engine/stages.h"

/* Before anything flows. */
void underfloor_start(const struct step *s);

/* Flows of handlers, tiles and leaks at the speeds of the last step, into this step's columns. */
MUST_CHECK enum status underfloor_blow(struct step *s);

/* Supply that reaches each rack. Racks of one pool share what all their tiles give in proportion to what they
 * draw, so one that stands alone has its own; a pool in which nothing is drawn gives each rack its own.
 *
 *   scratch  2 x n_pools, at most twice the racks */
void underfloor_share(const struct plan *plan, const double *tile_m3s, const double *airflow_m3s,
                      double *scratch, double *ret_given_m3s);

/* Puts the handlers' fan power, which knows only flow, to the pressure that they stand against. */
void underfloor_weigh_fans(const struct step *s);

/* Supply into the plenum that lets asked_m3s come up before racks: leaks take their share. */
double underfloor_wanted_m3s(const struct step *s, double asked_m3s);

/* Net supply with every running fan at full speed, all but `lost` (-1: none). speed_frac and fan_m3s are
 * scratch for all handlers. NAN when the network has no solution. */
double underfloor_available_m3s(const struct plan *plan, const double *is_running, long lost,
                                double *speed_frac, double *fan_m3s);

#endif
