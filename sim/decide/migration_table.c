/* migration_table.c - the window as tables of the results.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>

#include "sim/decide/migration.h"

/* A table that is being filled: text columns come first. */
struct filling {
    struct table_data *table;
    size_t n_texts;
    const char **texts;
    double *numbers;
};

static struct filling begin(struct arena *arena, const struct table_column *heads, size_t n_columns,
                            size_t n_texts, size_t n_rows)
{
    struct filling f = {.table = arena_take(arena, 1, sizeof *f.table, "migration"),
                        .n_texts = n_texts};

    f.texts = ARENA_ARRAY(arena, const char *, n_texts *n_rows, "migration");
    f.numbers = ARENA_ARRAY(arena, double, (n_columns - n_texts) * n_rows, "migration");
    f.table->n_rows = n_rows;
    f.table->n_columns = n_columns;
    for (size_t k = 0; k < n_columns; k++) {
        f.table->columns[k] = heads[k];
        f.table->columns[k].texts = k < n_texts ? f.texts + k * n_rows : NULL;
        f.table->columns[k].numbers = k < n_texts ? NULL : f.numbers + (k - n_texts) * n_rows;
    }
    return f;
}

static void put(struct filling *f, size_t row, const char *const *texts, const double *numbers)
{
    const size_t n = f->table->n_rows;

    for (size_t k = 0; k < f->n_texts; k++) {
        f->texts[k * n + row] = texts[k];
    }
    for (size_t k = 0; k < f->table->n_columns - f->n_texts; k++) {
        f->numbers[k * n + row] = numbers[k];
    }
}

/* -------------------------------------------------------------------- hours */

static const struct table_column hour_heads[] = {
    {.name = "hall", .unit = "", .long_name = "in which"},
    {.name = "subject", .unit = "", .long_name = "of the limit that comes nearest"},
    {.name = "limit", .unit = "", .long_name = "its name"},
    {.name = "from_s", .unit = "s", .long_name = "from the begin of the window"},
    {.name = "to_s", .unit = "s", .long_name = "end of the interval"},
    {.name = "it_p50_w", .unit = "W", .long_name = "greatest IT power, median of the draws"},
    {.name = "it_p95_w", .unit = "W", .long_name = "likewise, P95"},
    {.name = "utility_p95_w", .unit = "W", .long_name = "greatest power of the sources, P95"},
    {.name = "margin_p95_frac", .unit = "1", .long_name = "headroom that 19 of 20 draws have"},
    {.name = "value", .unit = "", .long_name = "of that limit, in its SI unit"},
    {.name = "limit_value", .unit = "", .long_name = "likewise"},
    {.name = "further_w", .unit = "W", .long_name = "load that its subject may still take"},
    {.name = "fails_frac", .unit = "1", .long_name = "draws that pass a limit or lose a rack"},
    {.name = "racks_carrying", .unit = "1", .long_name = "in service at its end"},
    {.name = "racks_dark", .unit = "1", .long_name = "in service without power, most"},
    {.name = "racks_throttled", .unit = "1", .long_name = "slowed or shut by heat, most"},
};
enum { HOUR_TEXTS = 3, HOUR_COLUMNS = sizeof hour_heads / sizeof hour_heads[0] };

static void put_hour(struct filling *f, size_t row, const struct migration_side *s,
                     const struct window_row *w)
{
    const struct limit *const l = w->limit >= 0 ? &s->plan->limits[w->limit] : NULL;
    const char *const texts[HOUR_TEXTS] = {
        s->name, l != NULL ? s->plan->names[l->dim][l->index] : "", l != NULL ? l->name : ""};
    const double numbers[HOUR_COLUMNS - HOUR_TEXTS] = {
        w->from_s,      w->to_s,   w->it_p50_w,    w->it_p95_w,  w->utility_p95_w,
        w->margin_frac, w->value,  w->limit_value, w->further_w, w->fails_frac,
        w->n_carrying,  w->n_dark, w->n_throttled};

    put(f, row, texts, numbers);
}

const struct table_data *migration_hours_table(struct arena *arena,
                                               const struct migration_answer *answer)
{
    size_t n = 0;

    for (size_t i = 0; i < answer->n_sides; i++) {
        n += answer->sides[i].window.n;
    }
    struct filling f = begin(arena, hour_heads, HOUR_COLUMNS, HOUR_TEXTS, n);
    f.table->name = "migration";
    f.table->title = "headroom of the window, interval by interval";
    n = 0;
    for (size_t i = 0; i < answer->n_sides; i++) {
        for (size_t k = 0; k < answer->sides[i].window.n; k++) {
            put_hour(&f, n++, &answer->sides[i], &answer->sides[i].window.rows[k]);
        }
    }
    return f.table;
}

/* ---------------------------------------------------------------- transfers */

static const struct table_column transfer_heads[] = {
    {.name = "transfer", .unit = "", .long_name = "which data"},
    {.name = "start_s", .unit = "s", .long_name = "from the begin of the window"},
    {.name = "takes_s", .unit = "s", .long_name = "with what changes meanwhile; inf: never over"},
    {.name = "done_s", .unit = "s", .long_name = "from the begin of the window"},
    {.name = "needed_s", .unit = "s", .long_name = "when the old racks of its wave stop"},
    {.name = "sent_bytes", .unit = "B", .long_name = "with what changes meanwhile"},
    {.name = "egress_usd", .unit = "", .long_name = "in the scenario's currency"},
};
enum { TRANSFER_COLUMNS = sizeof transfer_heads / sizeof transfer_heads[0] };

const struct table_data *migration_transfers_table(struct arena *arena,
                                                   const struct migration_answer *answer)
{
    struct filling f = begin(arena, transfer_heads, TRANSFER_COLUMNS, 1, answer->n_transfers);

    f.table->name = "migration_transfers";
    f.table->title = "data that moves with the load";
    for (size_t i = 0; i < answer->n_transfers; i++) {
        const struct migration_transfer *const t = &answer->transfers[i];
        const double numbers[] = {t->what->start_s, t->takes_s,    t->done_s,
                                  t->needed_s,      t->sent_bytes, t->egress_usd};
        put(&f, i, &t->what->name, numbers);
    }
    return f.table;
}

/* ------------------------------------------------------------------- points */

static const struct table_column point_heads[] = {
    {.name = "hall", .unit = "", .long_name = "in which"},
    {.name = "subject", .unit = "", .long_name = "where it is read"},
    {.name = "reading", .unit = "", .long_name = "what"},
    {.name = "unit", .unit = "", .long_name = "of the numbers"},
    {.name = "expected", .unit = "", .long_name = "median of the draws"},
    {.name = "low", .unit = "", .long_name = "P5 less the band of the value"},
    {.name = "high", .unit = "", .long_name = "P95 with it"},
    {.name = "alarm", .unit = "", .long_name = "the limit"},
};
enum { POINT_TEXTS = 4, POINT_COLUMNS = sizeof point_heads / sizeof point_heads[0] };

const struct table_data *migration_points_table(struct arena *arena,
                                                const struct migration_answer *answer)
{
    size_t n = 0;

    for (size_t i = 0; i < answer->n_sides; i++) {
        n += answer->sides[i].window.n_points;
    }
    struct filling f = begin(arena, point_heads, POINT_COLUMNS, POINT_TEXTS, n);
    f.table->name = "migration_points";
    f.table->title = "what sensors should read";
    n = 0;
    for (size_t i = 0; i < answer->n_sides; i++) {
        const struct migration_side *const s = &answer->sides[i];
        for (size_t k = 0; k < s->window.n_points; k++) {
            const struct window_point *const p = &s->window.points[k];
            const char *const texts[POINT_TEXTS] = {s->name, p->subject, p->what, p->unit};
            const double numbers[] = {p->expected, p->low, p->high, p->alarm};
            put(&f, n++, texts, numbers);
        }
    }
    return f.table;
}
