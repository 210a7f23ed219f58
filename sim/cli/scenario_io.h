/* scenario_io.h - from the command line's words to a plan: shared by run, check, show, compare.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SIM_CLI_SCENARIO_IO_H
#define SIM_CLI_SCENARIO_IO_H

#include "sim/cli/cmd.h"
#include "sim/hall/downstream.h"
#include "sim/scenario/load.h"

struct loaded {
    struct scenario *scenario;
    const struct plan *plan;
    size_t site;
    size_t hall;
};

/* Reads a scenario, chooses its hall (--hall), builds the plan and reports problems. Returns
 * EXIT_DONE, or how the command must end. */
int scenario_io_load(struct arena *arena, const char *path, const struct options *options,
                     struct loaded *ret_loaded);

/* Reads a scenario for what concerns all its halls, and reports problems. */
int scenario_io_read(struct arena *arena, const char *path, const struct options *options,
                     struct scenario **ret_scenario);

/* "Amsterdam/new hall": what --hall calls a hall. */
const char *scenario_io_hall(struct arena *arena, const struct scenario *scenario, size_t site,
                             size_t hall);

/* Finds the hall that --hall names, or the only one when wanted is NULL. False after saying which halls
 * there are. */
bool scenario_io_choose(struct arena *arena, const struct scenario *scenario, const char *wanted,
                        struct loaded *ret_loaded);

/* The power element, plant, CRAH, CDU or rack that --option names. False after saying that there is
 * none. */
bool scenario_io_find(const struct plan *plan, const char *option, const char *name,
                      struct plan_item *ret_item);

/* Is this word a results file rather than a scenario? Only by its name: .h5 or .h5.part. */
bool scenario_io_is_results(const char *word);

/* SI unless --units us. False after saying that the word is neither. */
bool scenario_io_units(const struct options *options, enum unit_system *ret_units);

#endif
