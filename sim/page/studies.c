/* studies.c - the tables that studies stored, each as it is: levels, caps, sizing, losses, ride-through,
 * swing, oversubscription, and what switched.
 *
 * Any table of the file is shown, so that a study that is new needs no change here.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>
#include <string.h>

#include "sim/page/html.h"
#include "sim/page/inner.h"

enum { MOST_ROWS = 400, MOST_COLUMNS = 32 };

/* The order in which they are told; "prices" has a section of its own. */
static const struct {
    const char *name;
    const char *heading;
} tables[] = {
    {"contingency", "When something fails"},
    {"contingency_racks", "How long racks ride through"},
    {"events", "What switched or was too hot"},
    {"levels", "Nameplate, simulated and capped"},
    {"cap", "The largest cap that fits"},
    {"sizing", "How many nodes fit"},
    {"oversubscription", "Oversubscription"},
    {"swing", "Power swing"},
};

/* "first_loss_s" as a head: "first loss". The unit stands in the cells. */
static void add_head(struct text *t, const struct results_cell_column *c)
{
    static const char *const units[] = {"_w", "_s", "_frac", "_usd", "_c", "_hz", "_j"};
    size_t n = strlen(c->name);

    for (size_t i = 0; c->texts == NULL && i < sizeof units / sizeof units[0]; i++) {
        const size_t tail = strlen(units[i]);
        if (n > tail && strcmp(c->name + n - tail, units[i]) == 0) {
            n -= tail;
            break;
        }
    }
    for (size_t i = 0; i < n; i++) {
        text_add(t, "%c", c->name[i] == '_' ? ' ' : c->name[i]);
    }
}

static void add_cell(const struct page *p, const struct results_cell_column *c, size_t row)
{
    const bool is_share =
        strlen(c->name) > 5 && strcmp(c->name + strlen(c->name) - 5, "_frac") == 0;

    if (c->texts != NULL) {
        html_cell_text(p->t, c->texts[row]);
    } else if (isnan(c->numbers[row])) {
        text_add(p->t, "<td class=\"n\">-</td>");
    } else if (strcmp(c->unit, "1") == 0 && !is_share) {
        text_add(p->t, "<td class=\"n\" data-v=\"%.9g\">%.4g</td>", c->numbers[row],
                 c->numbers[row]);
    } else {
        html_cell(p->t, c->unit, c->numbers[row], c->numbers[row], p->units);
    }
}

static void add_rows(const struct page *p, const struct results_table *table)
{
    for (size_t i = 0; i < table->n_rows && i < MOST_ROWS; i++) {
        text_add(p->t, "<tr>");
        for (size_t k = 0; k < table->n_columns && k < MOST_COLUMNS; k++) {
            add_cell(p, &table->columns[k], i);
        }
        html_row_end(p->t);
    }
}

static void add_table(const struct page *p, const struct results_table *table, const char *heading)
{
    struct html_column columns[MOST_COLUMNS];
    struct text heads[MOST_COLUMNS] = {{0}};
    struct text path = {0};
    struct text id = {0};
    const size_t n = table->n_columns < MOST_COLUMNS ? table->n_columns : MOST_COLUMNS;

    for (size_t k = 0; k < n; k++) {
        add_head(&heads[k], &table->columns[k]);
        columns[k] = (struct html_column){heads[k].at != NULL ? heads[k].at : "",
                                          table->columns[k].texts == NULL};
    }
    text_add(&path, LAYOUT_TABLES "/%s/title", table->name);
    text_add(&id, "table-%s", table->name);
    const char *const title = results_text(p->r, path.at);
    text_add(p->t, "<h3>");
    html_text(p->t, heading);
    text_add(p->t, "</h3>\n");
    html_table_begin(p->t, id.at, title != NULL ? title : heading, columns, n);
    add_rows(p, table);
    html_table_end(p->t);
    if (table->n_rows > MOST_ROWS) {
        text_add(p->t,
                 "<p class=\"soft\">The first %d of %zu rows; all of them by "
                 "<code>headroom report --csv</code>.</p>\n",
                 MOST_ROWS, table->n_rows);
    }
    for (size_t k = 0; k < n; k++) {
        text_release(&heads[k]);
    }
    text_release(&path);
    text_release(&id);
}

void page_add_studies(struct page *p)
{
    html_section_begin(p->t, "studies", "Failures and studies");
    if (results_table(p->r, "contingency") == NULL) {
        text_add(p->t, "<p class=\"soft\">This file holds no study of losses; <code>headroom "
                       "contingency SCENARIO -o FILE.h5</code> makes one.</p>\n");
    }
    for (size_t i = 0; i < sizeof tables / sizeof tables[0]; i++) {
        const struct results_table *const table = results_table(p->r, tables[i].name);
        if (table != NULL && table->n_rows > 0 && table->n_columns > 0) {
            add_table(p, table, tables[i].heading);
        }
    }
    html_section_end(p->t);
}
