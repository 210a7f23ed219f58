/* drill_table.c - what went where, and the limits on the way, as tables of the results.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "sim/study/drill.h"

enum { UNIT_TEXTS = 5, UNIT_NUMBERS = 6, LIMIT_TEXTS = 3, LIMIT_NUMBERS = 6 };

static const struct table_column unit_heads[UNIT_TEXTS + UNIT_NUMBERS] = {
    {.name = "hall", .unit = "", .long_name = "that is lost"},
    {.name = "rack", .unit = "", .long_name = "of it"},
    {.name = "workload", .unit = "", .long_name = "that most of its power does"},
    {.name = "place", .unit = "", .long_name = "rack that takes it; empty: shed"},
    {.name = "why", .unit = "", .long_name = "it is shed"},
    {.name = "priority", .unit = "1", .long_name = "1 goes first; inf: nobody ranked it"},
    {.name = "lost_w", .unit = "W", .long_name = "what it drew; taken + capped + shed"},
    {.name = "taken_w", .unit = "W", .long_name = "of it, goes on"},
    {.name = "capped_w", .unit = "W", .long_name = "of it, held back by a cap or a smaller rack"},
    {.name = "arrives_s", .unit = "s", .long_name = "after the loss"},
    {.name = "drawn_w", .unit = "W", .long_name = "by its place at the end"},
};

static const struct table_column limit_heads[LIMIT_TEXTS + LIMIT_NUMBERS] = {
    {.name = "hall", .unit = "", .long_name = "receiver"},
    {.name = "subject", .unit = "", .long_name = "of the limit"},
    {.name = "limit", .unit = "", .long_name = "its name"},
    {.name = "value", .unit = "", .long_name = "at the least margin, in the limit's own unit"},
    {.name = "limit_value", .unit = "", .long_name = "likewise"},
    {.name = "margin_frac", .unit = "1", .long_name = "least, of its range before the loss"},
    {.name = "band", .unit = "", .long_name = "how far the value may be off"},
    {.name = "least_s", .unit = "s", .long_name = "when, after the loss"},
    {.name = "passed_s", .unit = "s", .long_name = "when it was passed; NAN: it was not"},
};

/* A table of n rows with its texts first, to be filled by columns. */
struct draft {
    struct table_data *table;
    const char **texts;
    double *numbers;
};

static struct draft make(struct arena *arena, const struct table_column *heads, size_t n_texts,
                         size_t n_numbers, size_t n)
{
    const struct draft d = {.table = arena_take(arena, 1, sizeof *d.table, "drill"),
                            .texts = ARENA_ARRAY(arena, const char *, n_texts *n, "drill"),
                            .numbers = ARENA_ARRAY(arena, double, n_numbers *n, "drill")};

    d.table->n_rows = n;
    d.table->n_columns = n_texts + n_numbers;
    for (size_t k = 0; k < d.table->n_columns; k++) {
        d.table->columns[k] = heads[k];
        d.table->columns[k].texts = k < n_texts ? d.texts + k * n : NULL;
        d.table->columns[k].numbers = k < n_texts ? NULL : d.numbers + (k - n_texts) * n;
    }
    return d;
}

const struct table_data *drill_units_table(struct arena *arena, const struct drill_answer *answer)
{
    const size_t n = answer->n_units;
    const struct draft d = make(arena, unit_heads, UNIT_TEXTS, UNIT_NUMBERS, n);

    d.table->name = "drill";
    d.table->title = "lost racks by priority, and who takes their work";
    for (size_t i = 0; i < n; i++) {
        const struct drill_unit *const u = &answer->units[i];
        const char *const words[UNIT_TEXTS] = {u->hall, u->rack, u->workload,
                                               u->place != NULL ? u->place : "",
                                               u->why != NULL ? u->why : ""};
        const double row[UNIT_NUMBERS] = {u->priority, u->lost_w,    u->taken_w,
                                          u->capped_w, u->arrives_s, u->drawn_w};
        for (size_t k = 0; k < UNIT_TEXTS; k++) {
            d.texts[k * n + i] = words[k];
        }
        for (size_t k = 0; k < UNIT_NUMBERS; k++) {
            d.numbers[k * n + i] = row[k];
        }
    }
    return d.table;
}

const struct table_data *drill_limits_table(struct arena *arena, const struct drill_answer *answer)
{
    size_t n = 0;
    size_t at = 0;

    for (size_t h = 0; h < answer->n_halls; h++) {
        n += answer->halls[h].n_limits;
    }
    const struct draft d = make(arena, limit_heads, LIMIT_TEXTS, LIMIT_NUMBERS, n);
    d.table->name = "drill_limits";
    d.table->title = "limits of the receivers while they take the step";
    for (size_t h = 0; h < answer->n_halls; h++) {
        for (size_t i = 0; i < answer->halls[h].n_limits; i++, at++) {
            const struct drill_limit *const l = &answer->halls[h].limits[i];
            const char *const words[LIMIT_TEXTS] = {answer->halls[h].name, l->subject, l->name};
            const double row[LIMIT_NUMBERS] = {l->value, l->limit,   l->margin_frac,
                                               l->band,  l->least_s, l->passed_s};
            for (size_t k = 0; k < LIMIT_TEXTS; k++) {
                d.texts[k * n + at] = words[k];
            }
            for (size_t k = 0; k < LIMIT_NUMBERS; k++) {
                d.numbers[k * n + at] = row[k];
            }
        }
    }
    return d.table;
}
