/* recorder.h - the HDF5 writer: a results file from the column table.
 *
 * Writes NAME.part and renames it at the end, so an existing result is never
 * damaged; flushes at least every five seconds of wall time, so an interrupted
 * run leaves a readable file.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SIM_RECORD_RECORDER_H
#define SIM_RECORD_RECORDER_H

#include "sim/engine/ledger.h"
#include "sim/engine/limits.h"
#include "sim/record/tables.h"
#include "sim/scenario/load.h"

struct recorder;

/* What the file says of its origin besides the plan. */
struct provenance_info {
    const struct scenario *scenario;
    const char *version; /* "0.1.0"   */
    const char *commit;  /* "27185d4" */
    const char *command; /* "headroom run first-hall.yaml" */
    uint64_t seed;
    bool is_full_precision; /* f8 in place of rounded f4 */
};

/* Opens path.part and writes everything that does not change in time.
 *
 *   ret_why  on failure: one sentence for the user, in the arena
 *
 * Errors  STATUS_IO.
 */
MUST_CHECK enum status recorder_create(struct arena *arena, const char *path,
                                       const struct plan *plan, const struct limits *limits,
                                       const struct provenance_info *info,
                                       struct recorder **ret_recorder, const char **ret_why);

/* Takes in the step that has just ended (hall->was), dt_s long: means, peaks, least values. */
void recorder_add(struct recorder *rec, const struct hall *hall, double dt_s);

/* Ends an interval: one record with what was taken in since the last, at the time of its end. A
 * record of a state alone (t = 0, a steady run) is made by one recorder_add with dt_s 0 before. */
MUST_CHECK enum status recorder_record(struct recorder *rec, const struct hall *hall);

/* What is known only at the end. */
struct recorder_end {
    const char *status; /* "complete", "interrupted", "failed" */
    const struct ledger *ledger;
    const struct limits *limits;
    const double *nameplate_margin; /* (n_limits); NAN where not known */
    const double *capped_margin;
    const struct table_data *const *tables; /* ends with NULL */
    bool keeps_old;                         /* interrupted: rename only where no file stands */
};

/* Writes limits, ledger and tables, closes the file, and renames it.
 *
 *   ret_path  the name under which the result now stands (path, or path.part)
 */
MUST_CHECK enum status recorder_close(struct recorder *rec, const struct recorder_end *end,
                                      const char **ret_path, const char **ret_why);

/* Closes without renaming and removes the .part: after an error before the first record. */
void recorder_abandon(struct recorder *rec);

#endif
