/* drill_print.h - a drill as text and as JSON.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SIM_CLI_DRILL_PRINT_H
#define SIM_CLI_DRILL_PRINT_H

#include "sim/base/units.h"
#include "sim/decide/recovery.h"

struct drill_view {
    const struct scenario *scenario;
    const char *lost; /* as the user named it */
    const struct recovery_answer *answer;
    enum unit_system units;
    bool is_quiet; /* the verdict only */
};

void drill_print_text(const struct drill_view *view);
void drill_print_json(const struct drill_view *view);

/* Is anything shed, any RTO or RPO missed or not known, any path not tested? */
bool drill_print_has_gap(const struct recovery_answer *answer);

#endif
