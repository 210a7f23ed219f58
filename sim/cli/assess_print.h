/* assess_print.h - the pressure test as text and as JSON.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SIM_CLI_ASSESS_PRINT_H
#define SIM_CLI_ASSESS_PRINT_H

#include "sim/cli/scenario_io.h"
#include "sim/decide/assess.h"

void assess_print_text(const struct loaded *loaded, const struct assess_answer *answer);
void assess_print_json(const struct loaded *loaded, const struct assess_answer *answer);

#endif
