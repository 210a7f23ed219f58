/* contingency_table.c - names of cases, and the table of them in the results.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>

#include "sim/base/text.h"
#include "sim/study/contingency.h"
#include "sim/study/levels.h"

const char *contingency_verdict_text(enum contingency_verdict v)
{
    switch (v) {
    case CONTINGENCY_HOLDS:
        return "holds";
    case CONTINGENCY_FALLING:
        return "holds so far";
    case CONTINGENCY_NO_SPARE:
        return "no spare";
    case CONTINGENCY_FAILS:
        return "FAILS";
    case CONTINGENCY_UNKNOWN:
        break;
    }
    return "unknown";
}

static const char *name_of(const struct plan *plan, struct plan_item item)
{
    return plan->names[item.dim][item.index];
}

const char *contingency_name(struct arena *arena, const struct plan *plan,
                             const struct contingency_case *c)
{
    const char *const first = name_of(plan, c->lost[0]);

    return c->n_lost > 1 ? text_print(arena, "%s, %s", first, name_of(plan, c->lost[1])) : first;
}

const char *contingency_kind(struct arena *arena, const struct contingency_case *c)
{
    const char *const first = dim_text(c->lost[0].dim);

    return c->n_lost > 1 ? text_print(arena, "%s, %s", first, dim_text(c->lost[1].dim)) : first;
}

const char *contingency_path(struct arena *arena, const struct plan *plan,
                             const struct downstream *d, const struct contingency_row *row)
{
    const struct arena_mark mark = arena_mark(arena);
    struct plan_item *items = NULL;
    struct text path = {0};
    size_t n = 0;

    if (row->result.first_rack < 0) {
        return "";
    }
    for (size_t k = 0; k < row->what.n_lost && n == 0; k++) {
        const struct plan_item rack = {DIM_RACK, (size_t)row->result.first_rack};
        n = downstream_path(arena, d, row->what.lost[k], rack, &items);
    }
    for (size_t i = 0; i < n; i++) {
        text_add(&path, "%s%s", i > 0 ? " > " : "", name_of(plan, items[i]));
    }
    /* There may be millions of cases: only the text of the way is kept. */
    arena_reset(arena, mark);
    const char *const kept = n > 0 ? text_copy(arena, view_of(path.at)) : "";
    text_release(&path);
    return kept;
}

/* ------------------------------------------------------------------- table */

/* A column of numbers, by where it stands in the result. */
struct number_column {
    const char *name;
    const char *unit;
    const char *long_name;
    size_t offset;
    bool is_count;
};

#define NUMBER(field, unit_, text)                                                                 \
    {                                                                                              \
        .name = #field, .unit = (unit_), .long_name = (text),                                      \
        .offset = offsetof(struct contingency_result, field)                                       \
    }
#define COUNT(field, text)                                                                         \
    {                                                                                              \
        .name = #field, .unit = "", .long_name = (text),                                           \
        .offset = offsetof(struct contingency_result, field), .is_count = true                     \
    }

static const struct number_column number_columns[] = {
    COUNT(n_racks_lost, "racks that lost power at any time"),
    NUMBER(lost_w, "W", "their power before"),
    NUMBER(first_loss_s, "s", "when the first of them did"),
    COUNT(n_racks_dark, "racks without power at the end"),
    NUMBER(dark_w, "W", "their power before"),
    COUNT(n_racks_throttled, "racks from which heat took clock"),
    NUMBER(throttle_s, "s", "when from the first of them"),
    COUNT(n_racks_shut, "racks of which heat shut nodes"),
    NUMBER(shut_s, "s", "when of the first of them"),
    COUNT(n_racks_boiled, "of them: their coolant boiled"),
    COUNT(n_passed, "required limits that the loss lets be passed"),
    NUMBER(margin_frac, "1", "least margin of the tightest limit, over its range before the fault"),
    NUMBER(passed_s, "s", "when the tightest limit was passed"),
    NUMBER(simulated_s, "s", "time that was simulated"),
    NUMBER(residual_frac, "1", "greatest share of a step's energy without a place"),
};
enum { N_NUMBERS = sizeof number_columns / sizeof number_columns[0] };

static double number_at(const struct contingency_result *r, const struct number_column *c)
{
    const char *const field = (const char *)r + c->offset;

    return c->is_count ? (double)*(const int64_t *)(const void *)field
                       : *(const double *)(const void *)field;
}

static void add_numbers(struct arena *arena, const struct contingency_answer *a,
                        struct table_data *t)
{
    for (size_t k = 0; k < N_NUMBERS; k++) {
        double *const numbers = ARENA_ARRAY(arena, double, a->n, "contingency");
        for (size_t i = 0; i < a->n; i++) {
            numbers[i] = number_at(&a->rows[i].result, &number_columns[k]);
        }
        t->columns[t->n_columns++] = (struct table_column){.name = number_columns[k].name,
                                                           .unit = number_columns[k].unit,
                                                           .long_name = number_columns[k].long_name,
                                                           .numbers = numbers};
    }
}

static const char *rack_name(const struct plan *plan, int64_t rack)
{
    return rack < 0 ? "" : plan->names[DIM_RACK][rack];
}

const struct table_data *contingency_table(struct arena *arena, const struct plan *plan,
                                           const struct contingency_answer *a)
{
    struct table_data *const t = arena_take(arena, 1, sizeof *t, "contingency");
    const struct downstream *const d = downstream_create(arena, plan);
    const char *const names[][2] = {{"lost", "what was lost"},
                                    {"kind", "what kind of elements that is"},
                                    {"verdict", "holds, holds so far, no spare, FAILS or unknown"},
                                    {"tightest", "limit that the loss makes tightest"},
                                    {"first_throttled", "rack that throttled first"},
                                    {"first_shut", "rack of which nodes were shut first"},
                                    {"path", "from what was lost to the first rack without power"}};
    enum { N_TEXTS = sizeof names / sizeof names[0] };
    const char **texts[N_TEXTS];

    for (size_t k = 0; k < N_TEXTS; k++) {
        texts[k] = ARENA_ARRAY(arena, const char *, a->n, "contingency");
    }
    for (size_t i = 0; i < a->n; i++) {
        const struct contingency_row *const row = &a->rows[i];
        texts[0][i] = contingency_name(arena, plan, &row->what);
        texts[1][i] = contingency_kind(arena, &row->what);
        texts[2][i] = contingency_verdict_text(row->verdict);
        texts[3][i] = levels_limit_name(arena, plan, (long)row->result.tightest);
        texts[4][i] = rack_name(plan, row->result.first_throttled);
        texts[5][i] = rack_name(plan, row->result.first_shut);
        texts[6][i] = contingency_path(arena, plan, d, row);
    }
    t->name = "contingency";
    t->title = "what every loss does, the heaviest first";
    t->n_rows = a->n;
    for (size_t k = 0; k < N_TEXTS; k++) {
        t->columns[t->n_columns++] = (struct table_column){
            .name = names[k][0], .unit = "", .long_name = names[k][1], .texts = texts[k]};
    }
    add_numbers(arena, a, t);
    return t;
}
