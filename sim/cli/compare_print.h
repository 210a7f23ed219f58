/* compare_print.h - results side by side, as text or JSON.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SIM_CLI_COMPARE_PRINT_H
#define SIM_CLI_COMPARE_PRINT_H

#include <stddef.h>

#include "sim/base/units.h"
#include "sim/results/results.h"

/* names: what the user called them: a file, "@first-hall" */
void compare_print_text(const struct results *const *results, const char *const *names, size_t n,
                        enum unit_system units);
void compare_print_json(const struct results *const *results, const char *const *names, size_t n);

#endif
