/* term_hall.h - the hall in a terminal: a map of its racks, and how the run went in time.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SIM_CLI_TERM_HALL_H
#define SIM_CLI_TERM_HALL_H

#include "sim/base/units.h"
#include "sim/cli/term.h"
#include "sim/results/results.h"
#include "viz/layer.h"

enum { TERM_HALL_WORST = -1 };

/* Adds the racks, a line a row and two columns each, coloured by a layer, with a legend that says in
 * words what is past the limit.
 *
 *   time_index  of the record, or TERM_HALL_WORST for the one at which the layer is worst
 *
 * False when the file does not hold the layer.
 */
bool term_hall_map(struct text *t, const struct term *term, const struct results *r,
                   const struct layer *layer, long time_index, enum unit_system units);

/* Adds the load, the hottest inlet and the least headroom over time; nothing for a steady state. */
void term_hall_series(struct text *t, const struct term *term, const struct results *r,
                      enum unit_system units);

/* Prints the hottest inlets and the time line under a report, where a person looks: what goes through
 * a pipe has no pictures. */
void term_hall_print(const struct term *term, const struct results *r, enum unit_system units);

#endif
