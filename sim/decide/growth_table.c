/* growth_table.c - dates and states of a growing load as tables of the results.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>

#include "sim/decide/growth.h"

enum { N_TEXTS = 3, N_NUMBERS = 9, N_STATE = 6 };

static const struct table_column limit_heads[N_TEXTS + N_NUMBERS] = {
    {.name = "subject", .unit = "", .long_name = "the first that passes it"},
    {.name = "limit", .unit = "", .long_name = "name of the limit"},
    {.name = "work", .unit = "", .long_name = "cheapest that lifts it; empty: none does"},
    {.name = "load_w", .unit = "W", .long_name = "at which it is met, median history"},
    {.name = "day_one_frac", .unit = "1", .long_name = "least margin on day one"},
    {.name = "end_frac", .unit = "1", .long_name = "at the horizon, median history"},
    {.name = "p50_years", .unit = "1", .long_name = "when it is met, median; inf: not before"},
    {.name = "p95_years", .unit = "1", .long_name = "likewise, the fastest of twenty"},
    {.name = "never_frac", .unit = "1", .long_name = "histories that never meet it"},
    {.name = "lead_high_s", .unit = "s", .long_name = "of the work, order to delivery"},
    {.name = "order_p50_years", .unit = "1", .long_name = "last date to order, for the median"},
    {.name = "order_p95_years", .unit = "1", .long_name = "likewise, for the fastest of twenty"},
};

static const struct table_column state_heads[N_STATE] = {
    {.name = "years", .unit = "1", .long_name = "from day one, median history"},
    {.name = "load_w", .unit = "W", .long_name = "IT power of the history"},
    {.name = "planned_w", .unit = "W", .long_name = "of whole racks"},
    {.name = "it_w", .unit = "W", .long_name = "as simulated"},
    {.name = "utility_w", .unit = "W", .long_name = "from the sources"},
    {.name = "limits_passed", .unit = "1", .long_name = "required ones"},
};

const struct table_data *growth_table(struct arena *arena, const struct growth_answer *answer)
{
    struct table_data *const t = arena_take(arena, 1, sizeof *t, "growth");
    const size_t n = answer->n_limits;
    const char **const texts = ARENA_ARRAY(arena, const char *, N_TEXTS *n, "growth");
    double *const numbers = ARENA_ARRAY(arena, double, N_NUMBERS *n, "growth");

    *t = (struct table_data){.name = "growth",
                             .title = "when a growing load meets each limit",
                             .n_rows = n,
                             .n_columns = N_TEXTS + N_NUMBERS};
    for (size_t k = 0; k < N_TEXTS + N_NUMBERS; k++) {
        t->columns[k] = limit_heads[k];
        t->columns[k].texts = k < N_TEXTS ? texts + k * n : NULL;
        t->columns[k].numbers = k < N_TEXTS ? NULL : numbers + (k - N_TEXTS) * n;
    }
    for (size_t i = 0; i < n; i++) {
        const struct growth_limit *const l = &answer->limits[i];
        const bool has_work = l->work.offer != NULL;
        const double row[N_NUMBERS] = {l->load_w,
                                       l->day_one_frac,
                                       l->end_frac,
                                       l->p50_years,
                                       l->p95_years,
                                       l->never_frac,
                                       has_work ? l->work.lead_high_s : PARAM_UNKNOWN,
                                       l->order_p50_years,
                                       l->order_p95_years};
        texts[i] = l->first.subject;
        texts[n + i] = l->first.name;
        texts[2 * n + i] = has_work ? l->work.offer->item->work->name : "";
        for (size_t k = 0; k < N_NUMBERS; k++) {
            numbers[k * n + i] = row[k];
        }
    }
    return t;
}

const struct table_data *growth_states_table(struct arena *arena,
                                             const struct growth_answer *answer)
{
    struct table_data *const t = arena_take(arena, 1, sizeof *t, "growth");
    const size_t n = answer->n_states;
    double *const numbers = ARENA_ARRAY(arena, double, N_STATE *n, "growth");

    *t = (struct table_data){.name = "growth_states",
                             .title = "the hall on the median history",
                             .n_rows = n,
                             .n_columns = N_STATE};
    for (size_t k = 0; k < N_STATE; k++) {
        t->columns[k] = state_heads[k];
        t->columns[k].numbers = numbers + k * n;
    }
    for (size_t i = 0; i < n; i++) {
        const struct growth_state *const s = &answer->states[i];
        const double row[N_STATE] = {s->years, s->load_w,    s->planned_w,
                                     s->it_w,  s->utility_w, (double)s->n_passed};
        for (size_t k = 0; k < N_STATE; k++) {
            numbers[k * n + i] = row[k];
        }
    }
    return t;
}
