/* import_trace.h - recorded series of utilisation or power from a CSV or an HDF5 file.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SIM_SCENARIO_IMPORT_TRACE_H
#define SIM_SCENARIO_IMPORT_TRACE_H

#include "models/trace.h"
#include "sim/scenario/document.h"

/* What to read. The nodes are what the scenario says beside the file, or NULL. */
struct trace_request {
    const char *path;
    struct span at;                /* the place that names the file, for "cannot be opened"      */
    const struct doc_node *column; /* heading or dataset                                         */
    const struct doc_node *time;   /* heading or dataset of the times                            */
    const struct doc_node *unit;   /* of the values; wins over what the file says                */
};

/* Reads a trace. Files that end in .h5 or .hdf5 are HDF5, all others CSV.
 *
 * CSV: one heading line, then numbers; blank lines and lines that begin with # are passed over. A
 * heading may end with its unit in brackets, "power [kW]". Without `time` the first column is the
 * time, without `column` the second is the value.
 *
 * HDF5: `column` is the path of a dataset of one dimension, or "/path[k]" for column k (from 0) of
 * a table whose first dimension is time; `time` is another dataset, "time" when absent. Units stand
 * in the attribute "units".
 *
 * In both: times in seconds unless their unit says else, from 0, rising. Values in a unit of power
 * are powers, not negative; in % or without unit they are utilisations, 0 to 1.
 *
 * Errors  STATUS_BAD_INPUT after adding to diag, with the line in the CSV file or the dataset and
 *         the number of the value.
 */
MUST_CHECK enum status import_trace(struct arena *arena, const struct trace_request *request,
                                    struct diag *diag, const struct trace **ret_trace);

#endif
