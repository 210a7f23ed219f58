/* basis.c - what the numbers rest on: every value with its origin, grade and source; and the receipts.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>
#include <string.h>

#include "sim/page/html.h"
#include "sim/page/inner.h"

enum { MOST_VALUES = 3000, N_GRADES = 5, N_ORIGINS = 4 };

/* Columns of the table of values. */
struct values {
    size_t n;
    const char *const *path;
    const char *const *text;
    const char *const *origin;
    const char *const *grade;
    const char *const *source;
    const double *uses;
};

static bool find_values(const struct results *r, struct values *ret_values)
{
    const struct results_table *const table = results_values(r);

    if (table == NULL) {
        return false;
    }
    *ret_values = (struct values){.n = table->n_rows,
                                  .path = results_texts(table, "value_path"),
                                  .text = results_texts(table, "value_text"),
                                  .origin = results_texts(table, "value_origin"),
                                  .grade = results_texts(table, "value_grade"),
                                  .source = results_texts(table, "value_source"),
                                  .uses = results_numbers(table, "value_uses")};
    return ret_values->path != NULL && ret_values->text != NULL && ret_values->origin != NULL &&
           ret_values->grade != NULL && ret_values->source != NULL;
}

static void add_count(struct text *t, const char *label, size_t n, size_t of)
{
    html_row_head(t, label);
    text_add(t, "<td class=\"n\" data-v=\"%zu\">%zu</td><td class=\"n\">%.0f %%</td>", n, n,
             of > 0 ? 100.0 * (double)n / (double)of : 0.0);
    html_row_end(t);
}

static size_t count(const char *const *texts, size_t n, const char *word)
{
    size_t found = 0;

    for (size_t i = 0; i < n; i++) {
        found += strcmp(texts[i], word) == 0;
    }
    return found;
}

static void add_counts(const struct page *p, const struct values *v)
{
    static const char *const grades[N_GRADES] = {"given", "measured", "datasheet", "rule of thumb",
                                                 "estimate"};
    static const char *const origins[N_ORIGINS] = {"scenario", "--set", "catalogue", "default"};
    static const struct html_column grade_columns[] = {
        {"grade", false}, {"values", true}, {"share", true}};
    static const struct html_column origin_columns[] = {
        {"origin", false}, {"values", true}, {"share", true}};
    const size_t n_estimates = count(v->grade, v->n, "estimate");

    text_add(p->t,
             "<p>The run used %zu values; <strong><span id=\"n-estimates\" data-v=\"%zu\">%zu"
             "</span> of them (%.0f %%) rest on estimates</strong>.</p>\n<div class=\"pair\">\n",
             v->n, n_estimates, n_estimates,
             v->n > 0 ? 100.0 * (double)n_estimates / (double)v->n : 0.0);
    html_table_begin(p->t, "grades", "How well they are known", grade_columns, 3);
    for (size_t i = 0; i < N_GRADES; i++) {
        add_count(p->t, grades[i], count(v->grade, v->n, grades[i]), v->n);
    }
    html_table_end(p->t);
    html_table_begin(p->t, "origins", "Where they come from", origin_columns, 3);
    for (size_t i = 0; i < N_ORIGINS; i++) {
        add_count(p->t, origins[i], count(v->origin, v->n, origins[i]), v->n);
    }
    html_table_end(p->t);
    text_add(p->t, "</div>\n");
}

static void add_values(const struct page *p, const struct values *v, const char *id, bool estimates)
{
    static const struct html_column columns[] = {
        {"value", false},  {"as written", true}, {"used", true},
        {"origin", false}, {"grade", false},     {"source", false},
    };
    size_t n = 0;

    html_table_begin(p->t, id, estimates ? "Values that are estimates" : "All other values",
                     columns, sizeof columns / sizeof columns[0]);
    for (size_t i = 0; i < v->n && n < MOST_VALUES; i++) {
        if ((strcmp(v->grade[i], "estimate") == 0) != estimates) {
            continue;
        }
        const double uses = v->uses != NULL ? v->uses[i] : (double)NAN;
        html_row_head(p->t, v->path[i]);
        text_add(p->t, "<td class=\"n\">");
        html_text(p->t, v->text[i]);
        text_add(p->t, "</td><td class=\"n\" data-v=\"%.9g\">%.4g ×</td>", uses, uses);
        html_cell_text(p->t, v->origin[i]);
        html_cell_text(p->t, v->grade[i]);
        html_cell_text(p->t, v->source[i]);
        html_row_end(p->t);
        n++;
    }
    html_table_end(p->t);
}

void page_add_basis(struct page *p)
{
    struct values v;

    html_section_begin(p->t, "basis", "Assumptions");
    if (!find_values(p->r, &v)) {
        text_add(p->t, "<p>The file does not tell what it rests on.</p>\n");
        html_section_end(p->t);
        return;
    }
    add_counts(p, &v);
    text_add(p->t,
             "<p class=\"soft\">Bands of the results: rack power ±15 %% from a nameplate, ±5 %% "
             "from a measured curve; room air ±3 K without a computed field; times × or / "
             "1.5.</p>\n");
    html_fold_begin(p->t, "The estimates, each with its source");
    add_values(p, &v, "estimates", true);
    html_fold_end(p->t);
    html_fold_begin(p->t, "All other values");
    add_values(p, &v, "values", false);
    html_fold_end(p->t);
    html_section_end(p->t);
}

/* ------------------------------------------------------------------ receipts */

static void add_term(const struct page *p, const char *label, const char *words)
{
    text_add(p->t, "<dt>%s</dt><dd>", label);
    html_text(p->t, words != NULL && words[0] != '\0' ? words : "not told");
    text_add(p->t, "</dd>\n");
}

static void add_energy(const struct page *p)
{
    static const struct {
        const char *label;
        const char *path;
    } rows[] = {
        {"electrical energy in", "ledger/utility_j"},
        {"heat rejected by the plants", "ledger/reject_j"},
        {"losses outside the hall", "ledger/outside_j"},
        {"stored", "ledger/stored_j"},
    };
    static const struct html_column columns[] = {{"energy", false}, {"", true}};
    const bool is_steady = results_is_steady(p->r);
    const double per = is_steady ? results_number(p->r, "ledger/simulated_s") : 1.0;

    html_table_begin(p->t, "receipt", "Energy in = rejected + outside + stored", columns, 2);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const double value = results_number(p->r, rows[i].path) / per;
        html_row_head(p->t, rows[i].label);
        html_cell(p->t, is_steady ? "W" : "J", value, value, p->units);
        html_row_end(p->t);
    }
    html_table_end(p->t);
    const double residual_frac = results_number(p->r, "ledger/worst_residual_frac");
    text_add(p->t,
             "<p>The worst step leaves <span class=\"n\" id=\"residual\" data-v=\"%.9g\">%.1e"
             "</span> of its energy without a place; a run fails above 1e-9.</p>\n",
             residual_frac, residual_frac);
}

static void add_water(const struct page *p)
{
    const double water_kg = results_number(p->r, "ledger/water_kg");

    if (water_kg > 0.0) {
        text_add(p->t,
                 "<p>Water evaporated and blown down: <span class=\"n\" id=\"water\" "
                 "data-v=\"%.9g\">%.5g kg</span>%s.</p>\n",
                 water_kg,
                 water_kg /
                     (results_is_steady(p->r) ? results_number(p->r, "ledger/simulated_s") : 1.0),
                 results_is_steady(p->r) ? " a second" : "");
    }
}

static void add_inputs(const struct page *p)
{
    static const struct html_column columns[] = {{"file", false}, {"SHA-256", false}};
    const struct results_table *const table = results_inputs(p->r);
    const char *const *const names = table != NULL ? results_texts(table, "input_name") : NULL;
    const char *const *const sums = table != NULL ? results_texts(table, "input_sha256") : NULL;

    if (names == NULL || sums == NULL) {
        return;
    }
    html_table_begin(p->t, "inputs", "Files that the run read", columns, 2);
    for (size_t i = 0; i < table->n_rows; i++) {
        html_row_head(p->t, names[i]);
        text_add(p->t, "<td><code>");
        html_text(p->t, sums[i]);
        text_add(p->t, "</code></td>");
        html_row_end(p->t);
    }
    html_table_end(p->t);
}

void page_add_receipts(struct page *p)
{
    const char *const scenario = results_text(p->r, "provenance/scenario");

    html_section_begin(p->t, "receipts", "Receipts");
    add_energy(p);
    add_water(p);
    text_add(p->t, "<dl class=\"terms\">\n");
    add_term(p, "Program", results_text(p->r, "source"));
    add_term(p, "Command", results_text(p->r, "provenance/command"));
    add_term(p, "Results file", p->names[0]);
    add_term(p, "Status", results_status(p->r));
    text_add(p->t, "</dl>\n");
    add_inputs(p);
    if (scenario != NULL) {
        html_fold_begin(p->t, "The scenario, as it was run");
        text_add(p->t, "<pre tabindex=\"0\">");
        html_text(p->t, scenario);
        text_add(p->t, "</pre>\n");
        html_fold_end(p->t);
    }
    html_section_end(p->t);
}
