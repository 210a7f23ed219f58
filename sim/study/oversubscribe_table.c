/* oversubscribe_table.c - counts as a table of the results.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>

#include "sim/study/oversubscribe.h"

/* The numbers of a row: the answer's, then the level's. */
static const struct {
    const char *name;
    const char *unit;
    const char *long_name;
} heads[] = {
    {"correlation", "1", "of the nodes' loads"},
    {"share", "1", "of the time that stays within the limit"},
    {"nodes", "1", "that fit"},
    {"racks", "1", "that they fill, whole ones"},
    {"nameplate_nodes", "1", "that fit at nameplate"},
    {"own_nodes", "1", "that fit when each is counted at its own quantile"},
    {"gain_frac", "1", "over the count at nameplate"},
    {"diversity_frac", "1", "over the count at each one's own quantile"},
    {"guard_w", "W", "cap of a node that holds the limit for certain"},
    {"capped_frac", "1", "share of the intervals in which the guard caps"},
    {"events_p5", "1", "intervals a year in which the guard caps, P5"},
    {"events_p50", "1", "likewise, P50"},
    {"events_p95", "1", "likewise, P95"},
    {"lost_frac", "1", "of the work, by the guard"},
};

enum { N_HEADS = sizeof heads / sizeof heads[0] };

const struct table_data *oversubscribe_table(struct arena *arena, const struct mix *mix,
                                             const struct oversubscribe_answer *answers, size_t n)
{
    struct table_data *const table = arena_take(arena, 1, sizeof *table, "oversubscribe");
    const size_t n_rows = n * OVERSUBSCRIBE_LEVELS;
    double *values[N_HEADS];

    for (size_t k = 0; k < N_HEADS; k++) {
        values[k] = ARENA_ARRAY(arena, double, n_rows, "oversubscribe");
        table->columns[k] = (struct table_column){.name = heads[k].name,
                                                  .unit = heads[k].unit,
                                                  .long_name = heads[k].long_name,
                                                  .numbers = values[k]};
    }
    for (size_t row = 0; row < n_rows; row++) {
        const struct oversubscribe_answer *const a = &answers[row / OVERSUBSCRIBE_LEVELS];
        const struct oversubscribe_level *const l = &a->level[row % OVERSUBSCRIBE_LEVELS];
        const double numbers[N_HEADS] = {
            a->correlation,      l->share,
            l->n_nodes,          floor(l->n_nodes / mix->nodes_a_rack),
            a->n_nameplate,      l->n_own,
            l->gain_frac,        l->diversity_frac,
            l->guard_w,          l->capped_frac,
            l->events_a_year[0], l->events_a_year[1],
            l->events_a_year[2], l->lost_frac,
        };
        for (size_t k = 0; k < N_HEADS; k++) {
            values[k][row] = numbers[k];
        }
    }
    table->name = "oversubscription";
    table->title = "nodes that fit under the limit by quantile of their load";
    table->n_rows = n_rows;
    table->n_columns = N_HEADS;
    return table;
}
