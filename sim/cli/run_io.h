/* run_io.h - runs a loaded scenario with progress on the terminal: shared by run and compare.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SIM_CLI_RUN_IO_H
#define SIM_CLI_RUN_IO_H

#include "sim/cli/scenario_io.h"
#include "sim/engine/engine.h"
#include "sim/record/tables.h"
#include "sim/results/results.h"

/* Simulates into a file. Returns EXIT_DONE, or how the command must end after saying why.
 *
 *   study     a table to store with them, or NULL
 *   ret_path  where the results stand, set on EXIT_DONE
 */
int run_io_simulate(struct arena *arena, const struct loaded *loaded, const char *output,
                    const struct options *options, const struct table_data *study,
                    const char **ret_path);

/* One line on the terminal while it lasts, from the first second on; shared with other studies. */
struct run_io_progress {
    double began_s;
    double shown_s;
    bool is_terminal;
    bool is_shown;
    bool is_verbose;
    int tenths; /* said so far, without a terminal */
};
struct run_io_progress run_io_progress_begin(const struct options *options);
void run_io_progress_show(struct run_io_progress *p, double done_frac, const char *what);
void run_io_progress_clear(const struct run_io_progress *p);

/* Seconds of a clock that never goes back. */
double run_io_wall_s(void);

/* Says what went wrong in the engine, and where. */
void run_io_explain(const struct plan *plan, enum status st, const struct fault *f);

/* The same with several tables of a study; they end with NULL. */
int run_io_simulate_with(struct arena *arena, const struct loaded *loaded, const char *output,
                         const struct options *options, const struct table_data *const *studies,
                         const char **ret_path);

/* Is any limit that decides passed? */
bool run_io_has_passed_limit(const struct results *results);

/* The run as one JSON object, "headroom.run/1". */
void run_io_print_json(const struct results *results);

#endif
