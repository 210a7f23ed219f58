/* import_meter.h - what a meter read: a line an instant and a name, with its power.
 *
 *     time [h],workload,power [kW]
 *     0,training,412.5
 *
 * The columns stand in this order; the headings may be called otherwise, but time and power need their
 * units. Lines with # are remarks. Times of one name must rise.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SIM_SCENARIO_IMPORT_METER_H
#define SIM_SCENARIO_IMPORT_METER_H

#include "models/status.h"
#include "sim/base/arena.h"
#include "sim/base/diag.h"

struct meter_reading {
    double time_s;
    const char *name;
    double power_w;
};

struct meter {
    struct meter_reading *readings; /* (n) in the order of the file */
    size_t n;
};

/* Reads a file.
 *
 * Errors  STATUS_BAD_INPUT after adding to diag.
 */
MUST_CHECK enum status import_meter(struct arena *arena, const char *path, struct diag *diag,
                                    struct meter *ret_meter);

#endif
