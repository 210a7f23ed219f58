/* report_csv.c - every table as a CSV file: each dimension over the run, courses in time, limits,
 * tables of studies, and the values that the run used.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

#include "sim/results/report.h"
#include "sim/results/verdict.h"

/* What a table is written from, and how far writing came. */
struct csv {
    const struct results *r;
    const char *folder;
    FILE *file;
    int reason; /* errno of the first failure, 0 while all is well */
};

/* ------------------------------------------------------------------- cells */

/* RFC 4180: quotes around what holds a comma, a quote or a line break; quotes are doubled. */
static void put_text(FILE *f, const char *text)
{
    if (strpbrk(text, ",\"\r\n") == NULL) {
        (void)fputs(text, f);
        return;
    }
    (void)fputc('"', f);
    for (const char *at = text; *at != '\0'; at++) {
        if (*at == '"') {
            (void)fputc('"', f);
        }
        (void)fputc(*at, f);
    }
    (void)fputc('"', f);
}

/* What is not known stays empty. */
static void put_number(FILE *f, double value)
{
    if (!isnan(value)) {
        (void)fprintf(f, "%.9g", value);
    }
}

static void put_cell(FILE *f, double value)
{
    (void)fputc(',', f);
    put_number(f, value);
}

static void end_row(FILE *f)
{
    (void)fputs("\r\n", f);
}

/* "2026-01-01T00:05:00Z,300" */
static void put_time(const struct csv *csv, size_t t)
{
    const double since_s = results_times_s(csv->r)[t];
    const double start_s = (double)results_start_us(csv->r) / 1e6;
    const time_t whole_s = (time_t)floor(start_s + since_s + 1e-6);
    struct tm utc = {0};
    char text[32] = "";

    (void)gmtime_r(&whole_s, &utc);
    (void)strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &utc);
    (void)fprintf(csv->file, "%s,%.9g", text, since_s);
}

/* ------------------------------------------------------------------- files */

static bool begin(struct csv *csv, const char *name)
{
    struct text path = {0};

    if (csv->reason != 0) {
        return false;
    }
    text_add(&path, "%s/%s.csv", csv->folder, name);
    errno = 0;
    csv->file = fopen(path.at, "w");
    csv->reason = csv->file == NULL ? errno : 0;
    text_release(&path);
    return csv->file != NULL;
}

static void end(struct csv *csv)
{
    const bool is_whole = ferror(csv->file) == 0;

    if (fclose(csv->file) != 0 || !is_whole) {
        csv->reason = errno != 0 ? errno : EIO;
    }
}

/* A column of numbers for each of a list of variables, NULL where there is no memory. */
static double *take_columns(struct csv *csv, size_t n_columns, size_t n_rows)
{
    double *const values = calloc(n_columns * n_rows + 1, sizeof *values);

    if (values == NULL) {
        csv->reason = ENOMEM;
    }
    return values;
}

/* -------------------------------------------------------------- dimensions */

/* What a dimension's table says of a variable: what it is, or what it came to over the run. */
static void read_column(const struct results *r, const struct results_variable *v, double *values,
                        size_t n)
{
    const enum status st =
        v->has_time ? results_over_run(r, v, v->over, values) : results_frame(r, v, 0, values);

    for (size_t i = 0; i < n && st != STATUS_OK; i++) {
        values[i] = (double)NAN;
    }
}

static void put_items(const struct csv *csv, const struct results_dim *dim, const double *values)
{
    FILE *const f = csv->file;
    const struct results_variable *v = NULL;

    for (size_t k = 0; k < dim->n; k++) {
        put_text(f, dim->labels[k]);
        for (size_t i = 0; (v = results_variable_at(csv->r, i)) != NULL; i++) {
            if (strcmp(v->dim, dim->name) != 0) {
                continue;
            }
            (void)fputc(',', f);
            if (v->is_text) {
                const char *const *const labels = results_labels(csv->r, v->name);
                put_text(f, labels != NULL ? labels[k] : "");
            } else {
                put_number(f, values[i * dim->n + k]);
            }
        }
        end_row(f);
    }
}

/* "rack,power_w,power_max_w,...", and the values below it. */
static void put_heads(const struct csv *csv, const struct results_dim *dim, double *values)
{
    const size_t n_prefix = strlen(dim->name) + 1;
    const struct results_variable *v = NULL;

    (void)fputs(dim->name, csv->file);
    for (size_t i = 0; (v = results_variable_at(csv->r, i)) != NULL; i++) {
        if (strcmp(v->dim, dim->name) != 0) {
            continue;
        }
        (void)fprintf(csv->file, ",%s", v->name + n_prefix);
        if (!v->is_text) {
            read_column(csv->r, v, values + i * dim->n, dim->n);
        }
    }
    end_row(csv->file);
}

/* racks.csv: every variable of a dimension as a column. Means, peaks and least values are those of
 * the run. */
static void put_dim(struct csv *csv, const struct results_dim *dim)
{
    struct text name = {0};
    size_t n = 0;

    while (results_variable_at(csv->r, n) != NULL) {
        n++;
    }
    double *const values = take_columns(csv, n, dim->n);
    text_add(&name, "%ss", dim->name);
    if (values != NULL && begin(csv, name.at)) {
        put_heads(csv, dim, values);
        put_items(csv, dim, values);
        end(csv);
    }
    text_release(&name);
    free(values);
}

/* ------------------------------------------------------------ courses in time */

static bool is_course_of_hall(const struct results_variable *v)
{
    return v->has_time && v->dim[0] == '\0' && !v->is_text;
}

static void read_course(const struct results *r, const struct results_variable *v, double *values)
{
    const bool is_read = results_history(r, v, 0, values) == STATUS_OK;

    for (size_t t = 0; t < results_n_times(r) && !is_read; t++) {
        values[t] = (double)NAN;
    }
}

/* hall.csv: the hall as a whole, a row for each record. */
static void put_hall(struct csv *csv)
{
    const size_t n_times = results_n_times(csv->r);
    const struct results_variable *v = NULL;
    size_t n = 0;

    for (size_t i = 0; (v = results_variable_at(csv->r, i)) != NULL; i++) {
        n += is_course_of_hall(v);
    }
    double *const values = take_columns(csv, n, n_times);
    if (values == NULL || !begin(csv, "hall")) {
        free(values);
        return;
    }
    (void)fputs("time,time_s", csv->file);
    size_t k = 0;
    for (size_t i = 0; (v = results_variable_at(csv->r, i)) != NULL; i++) {
        if (is_course_of_hall(v)) {
            double *const column = values + k++ * n_times;
            const size_t n_prefix = strncmp(v->name, "hall_", 5) == 0 ? 5 : 0;
            (void)fprintf(csv->file, ",%s", v->name + n_prefix);
            read_course(csv->r, v, column);
        }
    }
    end_row(csv->file);
    for (size_t t = 0; t < n_times; t++) {
        put_time(csv, t);
        for (size_t i = 0; i < n; i++) {
            put_cell(csv->file, values[i * n_times + t]);
        }
        end_row(csv->file);
    }
    end(csv);
    free(values);
}

/* racks_power.csv and the like: one variable, a column for each rack, a row for each record. */
static void put_course(struct csv *csv, const char *name, const char *variable)
{
    const struct results_variable *const v = results_variable(csv->r, variable);
    const struct results_dim *const dim = v != NULL ? results_dim(csv->r, v->dim) : NULL;
    double *const row = dim != NULL ? take_columns(csv, 1, dim->n) : NULL;

    if (row == NULL || !begin(csv, name)) {
        free(row);
        return;
    }
    (void)fputs("time,time_s", csv->file);
    for (size_t i = 0; i < dim->n; i++) {
        (void)fputc(',', csv->file);
        put_text(csv->file, dim->labels[i]);
    }
    end_row(csv->file);
    for (size_t t = 0; t < results_n_times(csv->r); t++) {
        const bool is_read = results_frame(csv->r, v, t, row) == STATUS_OK;
        put_time(csv, t);
        for (size_t i = 0; i < dim->n; i++) {
            put_cell(csv->file, is_read ? row[i] : (double)NAN);
        }
        end_row(csv->file);
    }
    end(csv);
    free(row);
}

/* ------------------------------------------------------- limits, ledger, tables */

static void put_limits(struct csv *csv)
{
    if (!begin(csv, "limits")) {
        return;
    }
    FILE *const f = csv->file;
    (void)fputs(
        "subject,limit,dim,unit,value,limit_value,margin,margin_frac,further_w,band,verdict,"
        "with_partner_lost,advisory,worst_time_s,beyond_s,nameplate_margin,capped_margin",
        f);
    end_row(f);
    for (size_t i = 0; i < results_n_limits(csv->r); i++) {
        const struct results_limit *const l = &results_limits(csv->r)[i];
        const double numbers[] = {l->value,       l->limit,     l->margin,
                                  l->margin_frac, l->further_w, l->band};
        const double ends[] = {l->worst_time_s, l->beyond_s, l->nameplate_margin, l->capped_margin};
        put_text(f, l->subject);
        (void)fputc(',', f);
        put_text(f, l->name);
        (void)fprintf(f, ",%s,%s", l->dim, l->unit);
        for (size_t k = 0; k < sizeof numbers / sizeof numbers[0]; k++) {
            put_cell(f, numbers[k]);
        }
        (void)fprintf(f, ",%s,%d,%d", verdict_text(l->verdict), l->worst_is_n1, l->is_advisory);
        for (size_t k = 0; k < sizeof ends / sizeof ends[0]; k++) {
            put_cell(f, ends[k]);
        }
        end_row(f);
    }
    end(csv);
}

static void put_ledger(struct csv *csv)
{
    static const char *const names[] = {"simulated_s",  "utility_j",
                                        "it_j",         "mechanical_j",
                                        "loss_j",       "to_liquid_j",
                                        "to_air_j",     "reject_j",
                                        "exhausted_j",  "outside_j",
                                        "stored_j",     "pue",
                                        "n_steps",      "worst_residual_frac",
                                        "water_kg",     "reused_j",
                                        "free_s",       "all_free_s",
                                        "wet_s",        "compute_j",
                                        "gpu_s",        "lost_gpu_s",
                                        "dcie",         "wue_kg_per_j",
                                        "cue_kg_per_j", "ere",
                                        "erf",          "itue",
                                        "tue"};

    if (!begin(csv, "ledger")) {
        return;
    }
    (void)fputs("name,value", csv->file);
    end_row(csv->file);
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        struct text path = {0};
        text_add(&path, LAYOUT_LEDGER "/%s", names[i]);
        (void)fputs(names[i], csv->file);
        put_cell(csv->file, results_number(csv->r, path.at));
        end_row(csv->file);
        text_release(&path);
    }
    end(csv);
}

/* A table of a study as it is stored; none when there is none. */
static void put_table(struct csv *csv, const char *name, const struct results_table *table)
{
    if (table == NULL || table->n_columns == 0 || !begin(csv, name)) {
        return;
    }
    for (size_t k = 0; k < table->n_columns; k++) {
        (void)fprintf(csv->file, "%s%s", k > 0 ? "," : "", table->columns[k].name);
    }
    end_row(csv->file);
    for (size_t i = 0; i < table->n_rows; i++) {
        for (size_t k = 0; k < table->n_columns; k++) {
            const struct results_cell_column *const c = &table->columns[k];
            (void)fputs(k > 0 ? "," : "", csv->file);
            if (c->texts != NULL) {
                put_text(csv->file, c->texts[i]);
            } else if (c->numbers != NULL) {
                put_number(csv->file, c->numbers[i]);
            }
        }
        end_row(csv->file);
    }
    end(csv);
}

enum status report_csv(const struct results *r, const char *folder, const char **ret_why)
{
    static const char *const dims[] = {"rack", "node", "feed", "crah", "cdu", "plant"};
    struct csv csv = {.r = r, .folder = folder};

    if (mkdir(folder, 0777) != 0 && errno != EEXIST) {
        csv.reason = errno;
    }
    for (size_t i = 0; i < sizeof dims / sizeof dims[0]; i++) {
        const struct results_dim *const dim = results_dim(r, dims[i]);
        if (dim != NULL) {
            put_dim(&csv, dim);
        }
    }
    put_hall(&csv);
    put_course(&csv, "racks_power", "rack_power_w");
    put_course(&csv, "racks_inlet", "rack_inlet_hottest_max_c");
    put_course(&csv, "racks_headroom", "rack_headroom_min_w");
    put_limits(&csv);
    put_ledger(&csv);
    const char *name = NULL;
    for (size_t i = 0; (name = results_table_name(r, i)) != NULL; i++) {
        put_table(&csv, name, results_table(r, name));
    }
    put_table(&csv, "values", results_values(r));
    if (csv.reason != 0) {
        *ret_why = strerror(csv.reason);
        return STATUS_IO;
    }
    return STATUS_OK;
}
