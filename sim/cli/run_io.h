/* run_io.h - runs a loaded scenario with progress on the terminal: shared by run and compare.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SIM_CLI_RUN_IO_H
#define SIM_CLI_RUN_IO_H

#include "sim/cli/scenario_io.h"
#include "sim/results/results.h"

/* Simulates into a file. Returns EXIT_DONE, or how the command must end after saying why.
 *
 *   ret_path  where the results stand, set on EXIT_DONE
 */
int run_io_simulate(struct arena *arena, const struct loaded *loaded, const char *output,
                    const struct options *options, const char **ret_path);

/* Is any limit that decides passed? */
bool run_io_has_passed_limit(const struct results *results);

/* The run as one JSON object, "headroom.run/1". */
void run_io_print_json(const struct results *results);

#endif
