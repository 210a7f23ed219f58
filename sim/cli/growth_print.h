/* growth_print.h - dates of a growing load as text and as JSON.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SIM_CLI_GROWTH_PRINT_H
#define SIM_CLI_GROWTH_PRINT_H

#include "sim/cli/scenario_io.h"
#include "sim/decide/growth.h"

void growth_print_text(const struct loaded *loaded, const struct growth_request *request,
                       const struct growth_answer *answer);
void growth_print_json(const struct loaded *loaded, const struct growth_request *request,
                       const struct growth_answer *answer);

#endif
