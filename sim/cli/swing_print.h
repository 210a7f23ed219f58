/* swing_print.h - swings of several cases side by side, as text or JSON.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SIM_CLI_SWING_PRINT_H
#define SIM_CLI_SWING_PRINT_H

#include "sim/base/units.h"
#include "sim/study/swing.h"

/* The first case is what the others are held against. is_all: every element, not only the worst of
 * its kind. */
void swing_print_text(const struct plan *plan, const struct swing_case *cases, size_t n_cases,
                      bool is_all);
void swing_print_json(const struct plan *plan, const struct swing_case *cases, size_t n_cases);

#endif
