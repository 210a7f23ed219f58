/* report_air.c - the report's part on the room's air: figures of merit, inlets by height, where their
 * air came from, and what of it was never compared.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "sim/base/lines.h"
#include "sim/results/report_tables.h"

enum { BRIEF_RACKS = 8 };

/* What the field may miss of its heat and air before the report says so. */
#define MOST_MISSING_FRAC 0.002

static const struct results_cell_column *column(const struct results_table *t, const char *name)
{
    for (size_t k = 0; t != NULL && k < t->n_columns; k++) {
        if (strcmp(t->columns[k].name, name) == 0) {
            return &t->columns[k];
        }
    }
    return NULL;
}

static double number(const struct results_table *t, const char *name, size_t row)
{
    const struct results_cell_column *const c = column(t, name);

    return c != NULL && c->numbers != NULL ? c->numbers[row] : (double)NAN;
}

static const char *word(const struct results_table *t, const char *name, size_t row)
{
    const struct results_cell_column *const c = column(t, name);

    return c != NULL && c->texts != NULL ? c->texts[row] : "";
}

bool report_air_is_field(const struct results *r)
{
    const char *const model = results_text(r, "air_model");

    return model != NULL && strncmp(model, "field:", 6) == 0;
}

/* -------------------------------------------------------------------- figures */

static double figure(const struct results_table *t, const char *name)
{
    for (size_t i = 0; i < t->n_rows; i++) {
        if (strcmp(word(t, "figure", i), name) == 0) {
            return number(t, "value", i);
        }
    }
    return (double)NAN;
}

static void add_share(struct text *t, const char *label, double frac)
{
    if (isnan(frac)) {
        text_add(t, "%s -", label);
    } else {
        text_add(t, "%s %.1f %%", label, 100.0 * frac);
    }
}

/* ", SHI 0.142" */
static void add_index(struct text *t, const char *label, double index)
{
    if (isnan(index)) {
        text_add(t, "%s -", label);
    } else {
        text_add(t, "%s %.3g", label, index);
    }
}

static void add_figures(const struct results_table *air, struct text *t)
{
    add_share(t, "  bypass", figure(air, "bypass"));
    add_share(t, "; cold capture", figure(air, "cold_capture"));
    add_index(t, "; SHI", figure(air, "shi"));
    add_index(t, ", RHI", figure(air, "rhi"));
    add_index(t, ", RTI", figure(air, "rti"));
    add_share(t, ";\n  RCI high", figure(air, "rci_high"));
    add_share(t, ", low", figure(air, "rci_low"));
    text_add(t, "\n");
}

/* ---------------------------------------------------------------------- racks */

struct line {
    size_t row;
    double hottest_c;
};

static int by_hottest(const void *a, const void *b)
{
    const struct line *const x = a;
    const struct line *const y = b;

    if (x->hottest_c != y->hottest_c) {
        return x->hottest_c > y->hottest_c ? -1 : 1;
    }
    return x->row < y->row ? -1 : 1;
}

static void add_cell(struct text *t, const char *si, double value, enum unit_system units)
{
    struct text cell = {0};

    if (isnan(value)) {
        text_add(&cell, "-");
    } else {
        units_print(&cell, si, value, 3, units);
    }
    text_add_cell(t, cell.at, 9);
    text_release(&cell);
}

static void add_percent(struct text *t, double frac)
{
    struct text cell = {0};

    text_add(&cell, isnan(frac) ? "-" : "%.0f %%", 100.0 * frac);
    text_add_cell(t, cell.at, 7);
    text_release(&cell);
}

static void add_rack(const struct results_table *racks, size_t i, enum unit_system units,
                     struct text *t)
{
    struct text name = {0};
    const char *const source = word(racks, "main_source", i);
    const double share = number(racks, "main_source_frac", i);

    text_add(&name, "  %s", word(racks, "rack", i));
    lines_label(t, name.at, 0, 17);
    text_release(&name);
    add_cell(t, "degC", number(racks, "bottom_c", i), units);
    add_cell(t, "degC", number(racks, "middle_c", i), units);
    add_cell(t, "degC", number(racks, "top_c", i), units);
    add_cell(t, "K", rint(100.0 * number(racks, "swing_k", i)) / 100.0, units);
    add_percent(t, number(racks, "cold_capture_frac", i));
    add_percent(t, number(racks, "hot_capture_frac", i));
    if (source[0] != '\0') {
        text_add(t, "  %.1f %% %s", 100.0 * share, source);
    }
    text_add(t, "\n");
}

static void add_racks(const struct results_table *racks, const struct report_options *how,
                      struct text *t)
{
    const size_t most = how->is_brief ? BRIEF_RACKS : SIZE_MAX;
    struct line *const lines = calloc(racks->n_rows + 1, sizeof *lines);

    for (size_t i = 0; lines != NULL && i < racks->n_rows; i++) {
        lines[i] = (struct line){i, number(racks, "hottest_c", i)};
    }
    if (lines != NULL) {
        qsort(lines, racks->n_rows, sizeof *lines, by_hottest);
        text_add(
            t, "  inlets, hottest   bottom   middle      top    swing   cold    hot  most from\n");
    }
    for (size_t i = 0; lines != NULL && i < racks->n_rows && i < most; i++) {
        add_rack(racks, lines[i].row, how->units, t);
    }
    report_tables_more(t, racks->n_rows, most, "rack");
    free(lines);
}

/* ------------------------------------------------------------ time in classes */

static void add_hours(const struct results_table *racks, struct text *t)
{
    static const struct {
        const char *column;
        const char *word;
    } classes[] = {{"recommended_s", "recommended"},
                   {"a1_s", "A1"},
                   {"a2_s", "A2"},
                   {"a3_s", "A3"},
                   {"a4_s", "A4"},
                   {"beyond_s", "beyond all"}};
    enum { N_CLASSES = sizeof classes / sizeof classes[0] };
    double sums_s[N_CLASSES] = {0};
    double total_s = 0.0;
    size_t n_said = 0;

    for (size_t k = 0; k < N_CLASSES; k++) {
        for (size_t i = 0; i < racks->n_rows; i++) {
            sums_s[k] += number(racks, classes[k].column, i);
        }
        total_s += sums_s[k];
    }
    if (!(total_s > 0.0)) {
        return;
    }
    text_add(t, "  rack-hours by the narrowest class that allows the inlet:\n   ");
    for (size_t k = 0; k < N_CLASSES; k++) {
        if (sums_s[k] > 0.0) {
            text_add(t, "%s %s %.4g", n_said++ > 0 ? "," : "", classes[k].word, sums_s[k] / 3600.0);
        }
    }
    text_add(t, "\n");
}

void report_tables_air(const struct results *r, const struct report_options *how, struct text *t)
{
    const struct results_table *const air = results_table(r, "air");
    const struct results_table *const racks = results_table(r, "air_racks");
    const struct results_table *const unchecked = results_table(r, "air_unchecked");

    if (air == NULL || racks == NULL) {
        return;
    }
    text_add(t, "\nAir at the end of the run, %s\n",
             report_air_is_field(r) ? "a computed field" : "zone means");
    add_figures(air, t);
    add_hours(racks, t);
    if (report_air_is_field(r)) {
        add_racks(racks, how, t);
    }
    for (size_t i = 0; unchecked != NULL && i < unchecked->n_rows; i++) {
        text_add(t, "  not validated: %s\n", word(unchecked, "what", i));
    }
}

/* ------------------------------------------------------------------- receipt */

/* Over the whole run; NAN when it was not recorded. */
static double over_run(const struct results *r, const char *name)
{
    const struct results_variable *const v = results_variable(r, name);
    double value = (double)NAN;

    return v != NULL && results_over_run(r, v, v->over, &value) == STATUS_OK ? value : (double)NAN;
}

void report_air_receipt(const struct results *r, struct text *t)
{
    const double missing_w = over_run(r, "hall_air_residual_w");
    const double heat_w = over_run(r, "hall_to_air_w") + over_run(r, "hall_room_heat_w");
    const double divergence = over_run(r, "hall_air_divergence_max_frac");
    const double is_unsteady = over_run(r, "hall_air_is_unsteady_max");

    if (isnan(missing_w)) {
        return;
    }
    struct text line = {0};
    text_add(&line,
             "the air's field misses %.1e of its heat%s, its worst cell %.1e of its flow%s%s",
             missing_w / heat_w, missing_w > MOST_MISSING_FRAC * heat_w ? " (ABOVE 2e-3)" : "",
             divergence, divergence > MOST_MISSING_FRAC ? " (ABOVE 2e-3)" : "",
             is_unsteady > 0.0    ? "; it does NOT REST: means of swings"
             : is_unsteady == 0.0 ? "; it rests"
                                  : "");
    text_add(t, "         ");
    lines_wrap(t, line.at, 9, 9, LINES_WIDTH);
    text_add(t, "\n");
    text_release(&line);
}
