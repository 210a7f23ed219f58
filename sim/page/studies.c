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

enum { MOST_ROWS = 400, OPEN_ROWS = 40, MOST_COLUMNS = 32 };

/* Those that are known, in the order in which they are told; others follow under their own names. */
static const struct {
    const char *name;
    const char *heading;
} known[] = {
    {"contingency", "When something fails"},
    {"contingency_racks", "How long racks ride through"},
    {"events", "What switched, opened or was too hot"},
    {"levels", "Nameplate, simulated and capped"},
    {"cap", "The largest cap that fits"},
    {"sizing", "How many nodes fit"},
    {"fit_counts", "How many more fit"},
    {"fit_ladder", "What binds next"},
    {"fit_stranded", "What the hall's power goes to"},
    {"oversubscription", "Oversubscription"},
    {"swing", "Power swing"},
    {"growth", "When limits are met as the load grows"},
    {"retrofit", "Works that lift limits"},
    {"air", "The room's air"},
    {"air_racks", "Inlets of the racks"},
};

/* "first_loss_s" as a head: "first loss"; "n_racks_dark": "racks dark"; "lost_w": "lost power". The unit
 * stands in the cells. */
static void add_head(struct text *t, const struct results_cell_column *c)
{
    static const struct {
        const char *tail;
        const char *words;
    } units[] = {{"_w_per_s", " ramp"}, {"_w", " power"}, {"_s", ""},  {"_frac", ""},
                 {"_usd", " in USD"},   {"_c", ""},       {"_hz", ""}, {"_j", ""}};
    const char *words = "";
    size_t n = strlen(c->name);

    for (size_t i = 0; c->texts == NULL && i < sizeof units / sizeof units[0]; i++) {
        const size_t tail = strlen(units[i].tail);
        if (n > tail && strcmp(c->name + n - tail, units[i].tail) == 0) {
            n -= tail;
            words = units[i].words;
            break;
        }
    }
    const size_t n_words = strlen(words);
    if (n + 1 >= n_words && n_words > 1 &&
        strncmp(c->name + n + 1 - n_words, words + 1, n_words - 1) == 0) {
        words = ""; /* "power_w" is power, not power power */
    }
    for (size_t i = strncmp(c->name, "n_", 2) == 0 ? 2 : 0; i < n; i++) {
        text_add(t, "%c", c->name[i] == '_' ? ' ' : c->name[i]);
    }
    text_add(t, "%s", words);
}

/* A column of nothing but zeros, blanks and unknowns only makes a table wide. */
static bool says_nothing(const struct results_cell_column *c, size_t n_rows)
{
    for (size_t i = 0; i < n_rows; i++) {
        const bool is_text = c->texts != NULL;
        if (is_text ? c->texts[i][0] != '\0' : !isnan(c->numbers[i]) && c->numbers[i] != 0.0) {
            return false;
        }
    }
    return true;
}

/* The text column that tells the unit of a table's limits, row by row; NULL for none. */
static const struct results_cell_column *find_units(const struct results_table *table)
{
    for (size_t k = 0; k < table->n_columns; k++) {
        const struct results_cell_column *const c = &table->columns[k];
        if (c->texts != NULL &&
            (strcmp(c->name, "unit") == 0 || strcmp(c->name, "limit_unit") == 0)) {
            return c;
        }
    }
    return NULL;
}

/* Is a column one of those that are in that unit? */
static bool is_of_limit(const struct results_cell_column *c)
{
    static const char *const names[] = {"value",      "limit_value", "margin", "next_margin",
                                        "next_value", "next_limit",  "low",    "expected",
                                        "high",       "alarm"};

    for (size_t i = 0; c->texts == NULL && i < sizeof names / sizeof names[0]; i++) {
        if (strcmp(c->name, names[i]) == 0) {
            return true;
        }
    }
    return false;
}

/* A difference of temperatures is in K. */
static const char *unit_of(const struct results_cell_column *c,
                           const struct results_cell_column *units, size_t row)
{
    if (units == NULL || !is_of_limit(c)) {
        return c->unit;
    }
    const bool is_difference = strstr(c->name, "margin") != NULL;
    return is_difference && strcmp(units->texts[row], "degC") == 0 ? "K" : units->texts[row];
}

static void add_cell(const struct page *p, const struct results_cell_column *c, const char *unit,
                     size_t row)
{
    const double value = c->texts == NULL ? c->numbers[row] : 0.0;
    const bool is_share =
        strlen(c->name) > 5 && strcmp(c->name + strlen(c->name) - 5, "_frac") == 0;

    if (c->texts != NULL) {
        html_cell_text(p->t, c->texts[row]);
    } else if (isnan(value)) {
        text_add(p->t, "<td class=\"n\">-</td>");
    } else if (strcmp(unit, "1") == 0 && !is_share) {
        text_add(p->t, "<td class=\"n\" data-v=\"%.9g\">%.4g</td>", value, value);
    } else if (strcmp(unit, "W/s") == 0) {
        text_add(p->t, "<td class=\"n\" data-v=\"%.9g\">%.4g kW/s</td>", value, value / 1e3);
    } else {
        html_cell(p->t, unit, value, value, p->units);
    }
}

static void add_rows(const struct page *p, const struct results_table *table,
                     const struct results_cell_column *const *shown, size_t n)
{
    const struct results_cell_column *const units = find_units(table);

    for (size_t i = 0; i < table->n_rows && i < MOST_ROWS; i++) {
        text_add(p->t, "<tr>");
        for (size_t k = 0; k < n; k++) {
            add_cell(p, shown[k], unit_of(shown[k], units, i), i);
        }
        html_row_end(p->t);
    }
}

static void add_notes(const struct page *p, const struct results_table *table, size_t n_shown)
{
    if (table->n_rows > MOST_ROWS) {
        text_add(p->t,
                 "<p class=\"soft\">The first %d of %zu rows; all of them by "
                 "<code>headroom report --csv</code>.</p>\n",
                 MOST_ROWS, table->n_rows);
    }
    if (n_shown < table->n_columns) {
        text_add(p->t, "<p class=\"soft\">Columns of zeros and blanks are left out.</p>\n");
    }
}

static void add_table(const struct page *p, const struct results_table *table, const char *heading)
{
    const struct results_cell_column *shown[MOST_COLUMNS];
    struct html_column columns[MOST_COLUMNS];
    struct text heads[MOST_COLUMNS] = {{0}};
    struct text path = {0};
    struct text id = {0};
    struct text plain = {0};
    const struct results_cell_column *const units = find_units(table);
    size_t n = 0;

    for (size_t k = 0; k < table->n_columns && n < MOST_COLUMNS; k++) {
        /* Units stand in the cells. */
        if (&table->columns[k] != units && !says_nothing(&table->columns[k], table->n_rows)) {
            add_head(&heads[n], &table->columns[k]);
            columns[n] = (struct html_column){heads[n].at, table->columns[k].texts == NULL};
            shown[n++] = &table->columns[k];
        }
    }
    text_add(&path, LAYOUT_TABLES "/%s/title", table->name);
    text_add(&id, "table-%s", table->name);
    const char *const title = results_text(p->r, path.at);
    text_add(&plain, "%s", heading);
    for (size_t i = 0; i < plain.length; i++) {
        if (plain.at[i] == '_') {
            plain.at[i] = ' ';
        }
    }
    text_add(p->t, "<h3>");
    html_text(p->t, plain.at);
    text_add(p->t, "</h3>\n");
    text_release(&plain);
    if (table->n_rows > OPEN_ROWS) {
        html_fold_begin(p->t, title != NULL ? title : heading);
    }
    html_table_begin(p->t, id.at, title != NULL ? title : heading, columns, n);
    add_rows(p, table, shown, n);
    html_table_end(p->t);
    add_notes(p, table, n + (units != NULL ? 1 : 0));
    if (table->n_rows > OPEN_ROWS) {
        html_fold_end(p->t);
    }
    for (size_t k = 0; k < n; k++) {
        text_release(&heads[k]);
    }
    text_release(&path);
    text_release(&id);
}

static void add_named(const struct page *p, const char *name, const char *heading)
{
    const struct results_table *const table = results_table(p->r, name);

    if (table != NULL && table->n_rows > 0 && table->n_columns > 0) {
        add_table(p, table, heading);
    }
}

/* Prices stand with the cost. */
static bool is_told_elsewhere(const char *name)
{
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        if (strcmp(known[i].name, name) == 0) {
            return true;
        }
    }
    return strcmp(name, "prices") == 0;
}

void page_add_studies(struct page *p)
{
    const char *name = NULL;

    html_section_begin(p->t, "studies", "Failures and studies");
    if (results_table(p->r, "contingency") == NULL) {
        text_add(p->t, "<p class=\"soft\">This file holds no study of losses; <code>headroom "
                       "contingency SCENARIO -o FILE.h5</code> makes one.</p>\n");
    }
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        add_named(p, known[i].name, known[i].heading);
    }
    for (size_t i = 0; (name = results_table_name(p->r, i)) != NULL; i++) {
        if (!is_told_elsewhere(name)) {
            add_named(p, name, name);
        }
    }
    html_section_end(p->t);
}
