/* plenum_print.h - the answer of headroom plenum as tables, and as JSON.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SIM_CLI_PLENUM_PRINT_H
#define SIM_CLI_PLENUM_PRINT_H

#include "sim/base/units.h"
#include "sim/study/floor.h"

struct plenum_shown {
    const struct plan *plan;
    const struct floor_request *request;
    const struct floor_answer *answer;
    enum unit_system units;
    bool is_all;
};

void plenum_print_text(const struct plenum_shown *shown);
void plenum_print_json(const struct plenum_shown *shown);

#endif
