/* limits.c - the limits of a results file, and its tables.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "sim/base/text.h"
#include "sim/results/inner.h"

/* One number of every limit into its field; what is not there is not known. */
static void take_doubles(struct results *r, hid_t group, const char *name, size_t offset)
{
    const double *const values = inner_doubles(r, group, name, r->n_limits);

    for (size_t i = 0; i < r->n_limits; i++) {
        memcpy((char *)&r->limits[i] + offset, &values[i], sizeof values[i]);
    }
}

static void take_texts(struct results *r, hid_t group, const char *name, size_t offset)
{
    const char *const *const texts = inner_texts(r, group, name, r->n_limits);

    for (size_t i = 0; i < r->n_limits; i++) {
        const char *const text = texts != NULL ? texts[i] : "";
        memcpy((char *)&r->limits[i] + offset, &text, sizeof text);
    }
}

static void take_flags(struct results *r, hid_t group, const char *name, size_t offset)
{
    const double *const values = inner_doubles(r, group, name, r->n_limits);

    for (size_t i = 0; i < r->n_limits; i++) {
        const bool is_set = values[i] == 1.0;
        memcpy((char *)&r->limits[i] + offset, &is_set, sizeof is_set);
    }
}

void inner_open_limits(struct results *r)
{
    static const struct {
        const char *name;
        size_t offset;
    } numbers[] = {
        {"value", offsetof(struct results_limit, value)},
        {"limit_value", offsetof(struct results_limit, limit)},
        {"reference", offsetof(struct results_limit, reference)},
        {"margin", offsetof(struct results_limit, margin)},
        {"worst_margin_frac", offsetof(struct results_limit, margin_frac)},
        {"further_w", offsetof(struct results_limit, further_w)},
        {"band", offsetof(struct results_limit, band)},
        {"worst_time_s", offsetof(struct results_limit, worst_time_s)},
        {"beyond_s", offsetof(struct results_limit, beyond_s)},
        {"nameplate_margin", offsetof(struct results_limit, nameplate_margin)},
        {"capped_margin", offsetof(struct results_limit, capped_margin)},
    };
    const hid_t group =
        inner_exists(r->file, LAYOUT_LIMITS) ? H5Gopen2(r->file, LAYOUT_LIMITS, H5P_DEFAULT) : -1;

    if (group < 0) {
        return;
    }
    r->n_limits = inner_length(group, LAYOUT_LIMIT);
    r->limits = ARENA_ARRAY(r->arena, struct results_limit, r->n_limits, "results");
    take_texts(r, group, "subject", offsetof(struct results_limit, subject));
    take_texts(r, group, "name", offsetof(struct results_limit, name));
    take_texts(r, group, "unit", offsetof(struct results_limit, unit));
    take_texts(r, group, "dim", offsetof(struct results_limit, dim));
    take_flags(r, group, "is_lower", offsetof(struct results_limit, is_lower));
    take_flags(r, group, "is_advisory", offsetof(struct results_limit, is_advisory));
    take_flags(r, group, "worst_is_n1", offsetof(struct results_limit, worst_is_n1));
    for (size_t k = 0; k < sizeof numbers / sizeof numbers[0]; k++) {
        take_doubles(r, group, numbers[k].name, numbers[k].offset);
    }
    const double *const verdicts = inner_doubles(r, group, "verdict", r->n_limits);
    for (size_t i = 0; i < r->n_limits; i++) {
        const bool is_verdict = verdicts[i] >= 0.0 && verdicts[i] < VERDICT_COUNT;
        r->limits[i].verdict = is_verdict ? (enum layout_verdict)(int)verdicts[i] : VERDICT_UNKNOWN;
    }
    H5Gclose(group);
}

/* ------------------------------------------------------------------ tables */

struct table_search {
    struct results *r;
    const char *index;  /* the dimension of the table */
    const char *prefix; /* of its columns' names      */
    size_t n_rows;
    struct results_cell_column *columns;
    int64_t *created; /* when each column was, by count */
    size_t n;
    size_t room;
};

/* The place of a new column among those taken so far, which move up: small groups are walked in no
 * order. */
static struct results_cell_column *make_room(struct table_search *s, int64_t created)
{
    size_t i = s->n++;

    for (; i > 0 && s->created[i - 1] > created; i--) {
        s->created[i] = s->created[i - 1];
        s->columns[i] = s->columns[i - 1];
    }
    s->created[i] = created;
    return &s->columns[i];
}

/* A column of the table; its index and its title are not. */
static herr_t take_column(hid_t group, const char *name, const H5L_info_t *info, void *data)
{
    struct table_search *const s = data;

    if (strcmp(name, s->index) == 0 || strcmp(name, "title") == 0 || s->n == s->room ||
        strncmp(name, s->prefix, strlen(s->prefix)) != 0) {
        return 0;
    }
    const hid_t dataset = H5Dopen2(group, name, H5P_DEFAULT);
    if (dataset < 0) {
        return 0;
    }
    const hid_t type = H5Dget_type(dataset);
    const bool is_text = H5Tget_class(type) == H5T_STRING;
    const char *const unit = inner_text_attribute(s->r, dataset, "units");
    const struct results_cell_column column = {
        .name = text_copy(s->r->arena, view_of(name)),
        .unit = unit != NULL ? unit : "",
        .numbers = is_text ? NULL : inner_doubles(s->r, group, name, s->n_rows),
        .texts = is_text ? inner_texts(s->r, group, name, s->n_rows) : NULL,
    };
    if (column.numbers != NULL || column.texts != NULL) {
        *make_room(s, info->corder) = column;
    }
    H5Tclose(type);
    H5Dclose(dataset);
    return 0;
}

/* Reads the columns of one dimension of a group. */
static const struct results_table *read_table(const struct results *results, const char *path,
                                              const char *index, const char *prefix)
{
    enum { MOST_COLUMNS = 64 };
    struct results *const r = inner_own(results);
    const hid_t group = inner_exists(r->file, path) ? H5Gopen2(r->file, path, H5P_DEFAULT) : -1;

    if (group < 0) {
        return NULL;
    }
    struct table_search search = {
        .r = r,
        .index = index,
        .prefix = prefix,
        .n_rows = inner_length(group, index),
        .columns = ARENA_ARRAY(r->arena, struct results_cell_column, MOST_COLUMNS, "results"),
        .created = ARENA_ARRAY(r->arena, int64_t, MOST_COLUMNS, "results"),
        .room = MOST_COLUMNS,
    };
    (void)H5Literate(group, H5_INDEX_CRT_ORDER, INNER_ORDER, NULL, take_column, &search);
    H5Gclose(group);
    struct results_table *const table = ARENA_ARRAY(r->arena, struct results_table, 1, "results");
    *table = (struct results_table){.name = text_copy(r->arena, view_of(index)),
                                    .n_rows = search.n_rows,
                                    .n_columns = search.n,
                                    .columns = search.columns};
    return table;
}

const struct results_table *results_table(const struct results *r, const char *name)
{
    return read_table(r, text_print(r->arena, LAYOUT_TABLES "/%s", name), name, "");
}

const char *results_table_name(const struct results *r, size_t i)
{
    char name[128];

    if (!inner_exists(r->file, LAYOUT_TABLES) ||
        H5Lget_name_by_idx(r->file, LAYOUT_TABLES, H5_INDEX_NAME, H5_ITER_INC, (hsize_t)i, name,
                           sizeof name, H5P_DEFAULT) < 0) {
        return NULL;
    }
    return text_copy(r->arena, view_of(name));
}

static const struct results_cell_column *column_of(const struct results_table *t, const char *name)
{
    for (size_t i = 0; i < t->n_columns; i++) {
        if (strcmp(t->columns[i].name, name) == 0) {
            return &t->columns[i];
        }
    }
    return NULL;
}

const double *results_numbers(const struct results_table *t, const char *column)
{
    const struct results_cell_column *const c = column_of(t, column);

    return c != NULL ? c->numbers : NULL;
}

const char *const *results_texts(const struct results_table *t, const char *column)
{
    const struct results_cell_column *const c = column_of(t, column);

    return c != NULL ? c->texts : NULL;
}

const struct results_table *results_values(const struct results *r)
{
    return read_table(r, LAYOUT_PROVENANCE, "value", "value_");
}

const struct results_table *results_inputs(const struct results *r)
{
    return read_table(r, LAYOUT_PROVENANCE, "input", "input_");
}
