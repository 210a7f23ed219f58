/* SPDX-License-Identifier: Apache-2.0 */
#include "sim/cli/listing.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "sim/base/lines.h"
#include "sim/cli/cmd.h"
#include "sim/cli/json.h"

enum { MOST_COLUMNS = 16, GAP = 2, LEAST_LAST = 24 };

/* ------------------------------------------------------------------------ cells */

static struct listing_cell *next_cell(struct listing *l)
{
    if (l->n == l->room) {
        l->room = l->room > 0 ? 2 * l->room : 64;
        l->cells = realloc(l->cells, l->room * sizeof *l->cells);
        if (l->cells == NULL) {
            (void)fprintf(stderr, "headroom: out of memory for a table\n");
            _exit(EXIT_NO_FILE); /* as an arena without memory does */
        }
    }
    l->cells[l->n] = (struct listing_cell){0};
    return &l->cells[l->n++];
}

void listing_text(struct listing *l, const char *text)
{
    struct text copy = {0};

    text_add(&copy, "%s", text);
    next_cell(l)->text = copy.at;
}

void listing_quantity(struct listing *l, const char *si, double value, int digits,
                      enum unit_system units)
{
    struct text cell = {0};

    if (isnan(value)) {
        text_add(&cell, "-");
    } else {
        units_print(&cell, si, value, digits, units);
    }
    *next_cell(l) = (struct listing_cell){.text = cell.at, .number = value, .is_number = true};
}

void listing_release(struct listing *l)
{
    for (size_t i = 0; i < l->n; i++) {
        free(l->cells[i].text);
    }
    free(l->cells);
    *l = (struct listing){0};
}

/* ------------------------------------------------------------------------ layout */

struct layout {
    int widths[MOST_COLUMNS]; /* of what is printed; 0: left out */
    int last;                 /* the last column that is printed */
    int width;                /* columns of the terminal; 0: no bound */
};

static int widest(const struct listing *l, size_t column)
{
    int wide = l->columns[column].head != NULL ? lines_seen(l->columns[column].head) : 1;

    for (size_t i = column; i < l->n; i += l->n_columns) {
        const int cell = lines_seen(l->cells[i].text);
        wide = cell > wide ? cell : wide;
    }
    return wide;
}

static int all_of(const struct layout *f, const struct listing *l)
{
    int all = -GAP;

    for (size_t k = 0; k < l->n_columns; k++) {
        all += f->widths[k] > 0 ? f->widths[k] + GAP : 0;
    }
    return all;
}

/* The printed column that may go first, or -1. */
static long least_needed(const struct layout *f, const struct listing *l)
{
    long found = -1;

    for (size_t k = 0; k < l->n_columns; k++) {
        const bool may_go = f->widths[k] > 0 && l->columns[k].rank > 0;
        if (may_go && (found < 0 || l->columns[k].rank > l->columns[found].rank)) {
            found = (long)k;
        }
    }
    return found;
}

/* Does it fit once the last column, when it is text, is wrapped? */
static bool fits(const struct layout *f, const struct listing *l)
{
    const int all = all_of(f, l);
    const size_t last = l->n_columns - 1;
    const bool may_wrap = f->widths[last] > LEAST_LAST && !l->columns[last].is_to_right;

    return f->width <= 0 || all <= f->width ||
           (may_wrap && all - f->widths[last] + LEAST_LAST <= f->width);
}

static struct layout fit(const struct listing *l, int width)
{
    struct layout f = {.width = width};

    for (size_t k = 0; k < l->n_columns; k++) {
        f.widths[k] = widest(l, k);
    }
    for (long gone = 0; !fits(&f, l) && (gone = least_needed(&f, l)) >= 0;) {
        f.widths[gone] = 0;
    }
    for (size_t k = 0; k < l->n_columns; k++) {
        f.last = f.widths[k] > 0 ? (int)k : f.last;
    }
    return f;
}

/* ------------------------------------------------------------------------ print */

/* cells are texts or, for the heads, NULL. */
static void add_line(struct text *t, const struct listing *l, const struct layout *f,
                     const struct listing_cell *cells)
{
    int column = 0;

    for (int k = 0; k <= f->last; k++) {
        const char *const cell = cells != NULL ? cells[k].text : l->columns[k].head;
        const int wide = f->widths[k];
        if (wide == 0) {
            continue;
        }
        if (k == f->last && !l->columns[k].is_to_right) {
            lines_wrap(t, cell, column, column, f->width > 0 ? f->width : column + wide);
        } else {
            text_add_cell(t, cell, l->columns[k].is_to_right ? wide : -wide);
            text_add(t, "%*s", k < f->last ? GAP : 0, "");
        }
        column += wide + GAP;
    }
    text_add(t, "\n");
}

static void add_left_out(struct text *t, const struct listing *l, const struct layout *f)
{
    size_t n = 0;

    for (size_t k = 0; k < l->n_columns; k++) {
        if (f->widths[k] == 0) {
            text_add(t, "%s%s", n++ == 0 ? "(left out: " : ", ",
                     l->columns[k].head != NULL ? l->columns[k].head : l->columns[k].key);
        }
    }
    text_add(t, n > 0 ? "; --all shows all)\n" : "");
}

void listing_print(const struct listing *l, int width)
{
    const struct layout f = fit(l, width);
    struct text t = {0};

    if (l->columns[0].head != NULL) {
        add_line(&t, l, &f, NULL);
    }
    for (size_t i = 0; i < l->n; i += l->n_columns) {
        add_line(&t, l, &f, l->cells + i);
    }
    add_left_out(&t, l, &f);
    (void)fputs(t.at != NULL ? t.at : "", stdout);
    text_release(&t);
}

void listing_print_json(const struct listing *l, const char *schema, const char *key)
{
    struct json j = {0};

    json_open(&j, NULL, '{');
    json_text(&j, "schema", schema);
    json_open(&j, key, '[');
    for (size_t i = 0; i < l->n; i++) {
        const struct listing_column *const c = &l->columns[i % l->n_columns];
        if (i % l->n_columns == 0) {
            json_open(&j, NULL, '{');
        }
        if (l->cells[i].is_number) {
            json_number(&j, c->key, l->cells[i].number);
        } else {
            json_text(&j, c->key, l->cells[i].text);
        }
        if ((i + 1) % l->n_columns == 0) {
            json_close(&j, '}');
        }
    }
    json_close(&j, ']');
    json_close(&j, '}');
    json_print(&j);
}
