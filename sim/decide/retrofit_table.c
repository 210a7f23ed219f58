/* retrofit_table.c - works and limits passed as tables of the results.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "sim/decide/retrofit.h"

enum { N_TEXTS = 4, N_NUMBERS = 10 };

static const struct table_column text_heads[N_TEXTS] = {
    {.name = "work", .unit = "", .long_name = "what is done, in the order of the works"},
    {.name = "where", .unit = "", .long_name = "on what; empty: in the hall"},
    {.name = "grade", .unit = "", .long_name = "how well its price is known"},
    {.name = "source", .unit = "", .long_name = "who says so"},
};
static const struct table_column number_heads[N_NUMBERS] = {
    {.name = "times", .unit = "1", .long_name = "how often"},
    {.name = "price_low_usd", .unit = "1", .long_name = "all of it, in the scenario's currency"},
    {.name = "price_high_usd", .unit = "1", .long_name = "likewise, at most"},
    {.name = "lead_low_s", .unit = "s", .long_name = "order to delivery"},
    {.name = "lead_high_s", .unit = "s", .long_name = "likewise, at most"},
    {.name = "duration_s", .unit = "s", .long_name = "on site"},
    {.name = "begin_low_s", .unit = "s", .long_name = "on site, since the order"},
    {.name = "begin_high_s", .unit = "s", .long_name = "likewise, at most"},
    {.name = "end_low_s", .unit = "s", .long_name = "done, since the order"},
    {.name = "end_high_s", .unit = "s", .long_name = "likewise, at most"},
};

const struct table_data *retrofit_table(struct arena *arena, const struct retrofit_answer *answer)
{
    struct table_data *const t = arena_take(arena, 1, sizeof *t, "works");
    const size_t n = answer->n_lines;
    const char **texts[N_TEXTS];
    double *numbers[N_NUMBERS];

    *t = (struct table_data){.name = "retrofit",
                             .title = "works that clear the limits, in their order",
                             .n_rows = n,
                             .n_columns = N_TEXTS + N_NUMBERS};
    for (size_t k = 0; k < N_TEXTS; k++) {
        texts[k] = ARENA_ARRAY(arena, const char *, n, "works");
        t->columns[k] = text_heads[k];
        t->columns[k].texts = texts[k];
    }
    for (size_t k = 0; k < N_NUMBERS; k++) {
        numbers[k] = ARENA_ARRAY(arena, double, n, "works");
        t->columns[N_TEXTS + k] = number_heads[k];
        t->columns[N_TEXTS + k].numbers = numbers[k];
    }
    for (size_t i = 0; i < n; i++) {
        const struct retrofit_line *const l = &answer->lines[i];
        const double row[N_NUMBERS] = {
            (double)l->count, l->price_low_usd, l->price_high_usd, l->lead_low_s, l->lead_high_s,
            l->duration_s,    l->begin_low_s,   l->begin_high_s,   l->end_low_s,  l->end_high_s};
        texts[0][i] = l->offer->item->work->name;
        texts[1][i] = l->offer->where;
        texts[2][i] = grade_text(l->offer->item->price_grade);
        texts[3][i] = l->offer->item->source;
        for (size_t k = 0; k < N_NUMBERS; k++) {
            numbers[k][i] = row[k];
        }
    }
    return t;
}

const struct table_data *retrofit_limits_table(struct arena *arena,
                                               const struct retrofit_answer *answer)
{
    struct table_data *const t = arena_take(arena, 1, sizeof *t, "works");
    const size_t n = answer->n_breaches;
    const char **const texts = ARENA_ARRAY(arena, const char *, 4 * n, "works");
    double *const numbers = ARENA_ARRAY(arena, double, 5 * n, "works");

    for (size_t i = 0; i < n; i++) {
        const struct retrofit_breach *const b = &answer->breaches[i];
        texts[i] = b->worst.subject;
        texts[n + i] = b->worst.name;
        texts[2 * n + i] = b->worst.unit;
        texts[3 * n + i] = b->is_left_out ? "nothing" : b->lifted_by;
        numbers[i] = (double)b->n_alike;
        numbers[n + i] = b->worst.value;
        numbers[2 * n + i] = b->worst.limit;
        numbers[3 * n + i] = b->worst.margin;
        numbers[4 * n + i] = b->margin_after;
    }
    *t = (struct table_data){
        .name = "retrofit_limits",
        .title = "limits that are passed without works",
        .n_rows = n,
        .n_columns = 9,
        .columns = {
            {.name = "subject", .unit = "", .long_name = "worst of those alike", .texts = texts},
            {.name = "limit", .unit = "", .long_name = "name of the limit", .texts = texts + n},
            {.name = "unit", .unit = "", .long_name = "of the next four", .texts = texts + 2 * n},
            {.name = "alike",
             .unit = "1",
             .long_name = "subjects that pass it",
             .numbers = numbers},
            {.name = "value", .unit = "1", .long_name = "in its unit", .numbers = numbers + n},
            {.name = "limit_value",
             .unit = "1",
             .long_name = "in its unit",
             .numbers = numbers + 2 * n},
            {.name = "margin",
             .unit = "1",
             .long_name = "limit - value, in its unit",
             .numbers = numbers + 3 * n},
            {.name = "margin_after",
             .unit = "1",
             .long_name = "least of this kind with the works",
             .numbers = numbers + 4 * n},
            {.name = "lifted_by",
             .unit = "",
             .long_name = "works that lift it",
             .texts = texts + 3 * n},
        }};
    return t;
}
