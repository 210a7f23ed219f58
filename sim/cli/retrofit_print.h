/* retrofit_print.h - works as text and as JSON.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SIM_CLI_RETROFIT_PRINT_H
#define SIM_CLI_RETROFIT_PRINT_H

#include "sim/base/units.h"
#include "sim/cli/scenario_io.h"
#include "sim/decide/retrofit.h"

void retrofit_print_text(const struct loaded *loaded, const struct retrofit_request *request,
                         const struct retrofit_answer *answer, enum unit_system units);
void retrofit_print_json(const struct loaded *loaded, const struct retrofit_request *request,
                         const struct retrofit_answer *answer);

/* "70 to 140 kUSD", "not known"; "30 to 40 weeks". Shared with `growth`. */
void retrofit_print_band(struct text *t, double low, double high, double per, const char *unit);

#endif
