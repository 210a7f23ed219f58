/* place_print.h - a placement, and its drift, as text and as JSON.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SIM_CLI_PLACE_PRINT_H
#define SIM_CLI_PLACE_PRINT_H

#include "sim/decide/drift.h"

/* drift: NULL without a meter. */
void place_print_text(const struct places_request *request, const struct places_answer *answer,
                      const struct drift_answer *drift);
void place_print_json(const struct places_request *request, const struct places_answer *answer,
                      const struct drift_answer *drift);

#endif
