/* import_trace.h - recorded series from a CSV file.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SIM_SCENARIO_IMPORT_TRACE_H
#define SIM_SCENARIO_IMPORT_TRACE_H

#include "models/trace.h"
#include "sim/scenario/document.h"

/* Reads a CSV file of two columns with one heading line: time in seconds from 0, rising, and the
 * utilisation from 0 to 1. Blank lines and lines that begin with # are passed over.
 *
 *   at  the place in the scenario that names the file, for "cannot be opened"
 *
 * Errors  STATUS_BAD_INPUT after adding to diag, with the line in the CSV file.
 */
MUST_CHECK enum status import_trace(struct arena *arena, const char *path, struct span at,
                                    struct diag *diag, const struct trace **ret_trace);

#endif
