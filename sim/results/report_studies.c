/* report_studies.c - the report's tables of studies, and what its values rest on.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "sim/base/lines.h"
#include "sim/results/report_tables.h"

/* What a column is called on paper: "margin" of margin_frac, for its cells say their unit. */
static void print_study_head(struct text *head, const char *name)
{
    static const char *const suffixes[] = {"_w", "_s", "_c", "_k", "_a", "_frac", "_m3s"};
    size_t n = strlen(name);

    for (size_t k = 0; k < sizeof suffixes / sizeof suffixes[0]; k++) {
        const size_t length = strlen(suffixes[k]);
        if (n > length && strcmp(name + n - length, suffixes[k]) == 0) {
            n -= length;
            break;
        }
    }
    text_add_view(head, (struct view){name, n});
    for (char *at = strchr(head->at, '_'); at != NULL; at = strchr(at, '_')) {
        *at = ' ';
    }
}

static bool is_share(const struct results_cell_column *c)
{
    const size_t n = strlen(c->name);

    return n > 5 && strcmp(c->name + n - 5, "_frac") == 0;
}

/* What stands in a cell: a text, a count, a share, or a quantity with its unit. */
static void print_study_cell(struct text *cell, const struct results_cell_column *c, size_t row,
                             enum unit_system units)
{
    const double number = c->texts == NULL ? c->numbers[row] : 0.0;

    if (c->texts != NULL) {
        text_add(cell, "%s", c->texts[row]);
    } else if (isnan(number)) {
        text_add(cell, "-");
    } else if (is_share(c)) {
        text_add(cell, "%.3g %%", 100.0 * number);
    } else if (strcmp(c->unit, "1") == 0) {
        text_add(cell, "%.4g", number);
    } else {
        units_print(cell, c->unit, number, 4, units);
    }
}

static int longest_word(const char *text)
{
    int longest = 0;

    for (const char *at = text; *at != '\0'; at += strspn(at, " ")) {
        const size_t n = strcspn(at, " ");
        longest = (int)n > longest ? (int)n : longest;
        at += n;
    }
    return longest;
}

/* As wide as its cells and the longest word over them. */
static int width_of_study(const struct results_cell_column *c, size_t n_rows,
                          enum unit_system units)
{
    struct text head = {0};

    print_study_head(&head, c->name);
    int width = longest_word(head.at);
    for (size_t i = 0; i < n_rows; i++) {
        struct text cell = {0};
        print_study_cell(&cell, c, i, units);
        width = lines_seen(cell.at) > width ? lines_seen(cell.at) : width;
        text_release(&cell);
    }
    text_release(&head);
    return width;
}

/* Texts on the left of their column, numbers on the right; two blanks before each. */
static void add_study_column(struct text *line, const struct results_cell_column *c,
                             const char *cell, int width)
{
    text_add(line, "  ");
    text_add_cell(line, cell, c->texts != NULL ? -width : width);
}

/* Heads stand over their columns, broken between words; the last line of each is next to the cells. */
static void add_study_heads(struct text *t, const struct results_table *table, const int *widths)
{
    enum { MOST_LINES = 3 };

    for (int line = MOST_LINES - 1; line >= 0; line--) {
        struct text whole = {0};
        bool is_used = false;
        for (size_t k = 0; k < table->n_columns; k++) {
            struct text head = {0};
            struct text lines = {0};
            print_study_head(&head, table->columns[k].name);
            lines_wrap(&lines, head.at, 0, 0, widths[k]);
            for (int skip = line; skip > 0 && lines.length > 0; skip--) {
                char *const end = strrchr(lines.at, '\n');
                *(end != NULL ? end : lines.at) = '\0';
            }
            const char *const end = strrchr(lines.at, '\n');
            const char *const shown = end != NULL ? end + 1 : lines.at;
            is_used = is_used || shown[0] != '\0';
            add_study_column(&whole, &table->columns[k], shown, widths[k]);
            text_release(&head);
            text_release(&lines);
        }
        if (is_used) {
            lines_end(t, &whole);
        }
        text_release(&whole);
    }
}

static void add_study_rows(struct text *t, const struct results_table *table, const int *widths,
                           enum unit_system units)
{
    for (size_t i = 0; i < table->n_rows; i++) {
        struct text line = {0};
        for (size_t k = 0; k < table->n_columns; k++) {
            struct text cell = {0};
            print_study_cell(&cell, &table->columns[k], i, units);
            add_study_column(&line, &table->columns[k], cell.at, widths[k]);
            text_release(&cell);
        }
        lines_end(t, &line);
    }
}

static void add_study(const struct results *r, const char *name, const struct report_options *how,
                      struct text *t)
{
    const struct results_table *const table = results_table(r, name);
    struct text path = {0};

    if (table == NULL || table->n_rows == 0 || table->n_columns == 0) {
        return;
    }
    int *const widths = calloc(table->n_columns, sizeof *widths);
    text_add(&path, LAYOUT_TABLES "/%s/title", name);
    const char *const title = results_text(r, path.at);
    text_add(t, "\n%c%s\n", toupper((unsigned char)(title != NULL ? title : name)[0]),
             (title != NULL ? title : name) + 1);
    for (size_t k = 0; widths != NULL && k < table->n_columns; k++) {
        widths[k] = width_of_study(&table->columns[k], table->n_rows, how->units);
    }
    if (widths != NULL) {
        add_study_heads(t, table, widths);
        add_study_rows(t, table, widths, how->units);
    }
    free(widths);
    text_release(&path);
}

void report_tables_studies(const struct results *r, const struct report_options *how,
                           struct text *t)
{
    add_study(r, "levels", how, t);
    add_study(r, "cap", how, t);
    add_study(r, "sizing", how, t);
    report_tables_events(r, how, t);
}

/* ------------------------------------------------------------------- values */

void report_tables_values(const struct results *r, struct text *t)
{
    const struct results_table *const values = results_values(r);
    const char *const *origin = NULL;
    const char *const *grade = NULL;
    size_t given = 0;
    size_t catalogue = 0;
    size_t estimates = 0;

    for (size_t k = 0; values != NULL && k < values->n_columns; k++) {
        const struct results_cell_column *const c = &values->columns[k];
        origin = strcmp(c->name, "value_origin") == 0 ? c->texts : origin;
        grade = strcmp(c->name, "value_grade") == 0 ? c->texts : grade;
    }
    if (origin == NULL || grade == NULL) {
        return;
    }
    for (size_t i = 0; i < values->n_rows; i++) {
        given += strcmp(origin[i], "scenario") == 0 || strcmp(origin[i], "--set") == 0;
        catalogue += strcmp(origin[i], "catalogue") == 0;
        estimates += strcmp(grade[i], "estimate") == 0;
    }
    text_add(t,
             "Values   %zu: %zu from the scenario, %zu from the catalogue, %zu defaults;\n"
             "         %zu rest on estimates\n",
             values->n_rows, given, catalogue, values->n_rows - given - catalogue, estimates);
}
