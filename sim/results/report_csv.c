/* report_csv.c - every table as a CSV file: one for each dimension, the hall in time, the limits.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "sim/results/compare.h"
#include "sim/results/report.h"

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
    (void)fputc(',', f);
    if (!isnan(value)) {
        (void)fprintf(f, "%.9g", value);
    }
}

static FILE *open_table(const char *folder, const char *name)
{
    struct text path = {0};

    text_add(&path, "%s/%s.csv", folder, name);
    FILE *const f = fopen(path.at, "w");
    text_release(&path);
    return f;
}

/* Every variable of a dimension as a column, at the last record. */
static void put_dim(FILE *f, const struct results *r, const struct results_dim *dim)
{
    const struct results_variable *v = NULL;
    const size_t last = results_n_times(r) > 0 ? results_n_times(r) - 1 : 0;
    size_t n = 0;

    for (size_t i = 0; results_variable_at(r, i) != NULL; i++) {
        n++;
    }
    double *const values = calloc(n * dim->n + 1, sizeof *values);
    bool *const is_there = calloc(n + 1, sizeof *is_there);
    (void)fputs(dim->name, f);
    for (size_t i = 0; values != NULL && is_there != NULL && i < n; i++) {
        v = results_variable_at(r, i);
        is_there[i] = !v->is_text && strcmp(v->dim, dim->name) == 0 &&
                      results_frame(r, v, last, values + i * dim->n) == STATUS_OK;
        if (is_there[i]) {
            (void)fprintf(f, ",%s", v->name);
        }
    }
    (void)fputs("\r\n", f);
    for (size_t k = 0; values != NULL && is_there != NULL && k < dim->n; k++) {
        put_text(f, dim->labels[k]);
        for (size_t i = 0; i < n; i++) {
            if (is_there[i]) {
                put_number(f, values[i * dim->n + k]);
            }
        }
        (void)fputs("\r\n", f);
    }
    free(values);
    free(is_there);
}

/* The hall as a whole in time. */
static void put_hall(FILE *f, const struct results *r)
{
    const struct results_variable *v = NULL;

    (void)fputs("time_s", f);
    for (size_t i = 0; (v = results_variable_at(r, i)) != NULL; i++) {
        if (v->has_time && v->dim[0] == '\0') {
            (void)fprintf(f, ",%s", v->name);
        }
    }
    (void)fputs("\r\n", f);
    for (size_t t = 0; t < results_n_times(r); t++) {
        (void)fprintf(f, "%.9g", results_times_s(r)[t]);
        for (size_t i = 0; (v = results_variable_at(r, i)) != NULL; i++) {
            double value = (double)NAN;
            if (v->has_time && v->dim[0] == '\0') {
                put_number(f, results_frame(r, v, t, &value) == STATUS_OK ? value : (double)NAN);
            }
        }
        (void)fputs("\r\n", f);
    }
}

static void put_limits(FILE *f, const struct results *r)
{
    (void)fputs("subject,limit,unit,value,limit_value,margin,margin_frac,further_w,band,verdict,"
                "with_partner_lost,advisory,beyond_s,nameplate_margin,capped_margin\r\n",
                f);
    for (size_t i = 0; i < results_n_limits(r); i++) {
        const struct results_limit *const l = &results_limits(r)[i];
        put_text(f, l->subject);
        (void)fputc(',', f);
        put_text(f, l->name);
        (void)fprintf(f, ",%s", l->unit);
        put_number(f, l->value);
        put_number(f, l->limit);
        put_number(f, l->margin);
        put_number(f, l->margin_frac);
        put_number(f, l->further_w);
        put_number(f, l->band);
        (void)fprintf(f, ",%s,%d,%d", compare_verdict_text(l->verdict), l->worst_is_n1,
                      l->is_advisory);
        put_number(f, l->beyond_s);
        put_number(f, l->nameplate_margin);
        put_number(f, l->capped_margin);
        (void)fputs("\r\n", f);
    }
}

/* Ends a table; false when the disk was full or the file could not be made. */
static bool end_table(FILE *f)
{
    const bool is_whole = ferror(f) == 0;

    return fclose(f) == 0 && is_whole;
}

enum status report_csv(const struct results *r, const char *folder, const char **ret_why)
{
    static const char *const dims[] = {"rack", "node", "feed", "crah", "cdu", "plant"};
    bool is_done = mkdir(folder, 0777) == 0 || errno == EEXIST;

    for (size_t i = 0; is_done && i < sizeof dims / sizeof dims[0]; i++) {
        const struct results_dim *const dim = results_dim(r, dims[i]);
        FILE *const f = dim != NULL ? open_table(folder, dims[i]) : NULL;
        if (dim == NULL) {
            continue;
        }
        if (f != NULL) {
            put_dim(f, r, dim);
        }
        is_done = f != NULL && end_table(f);
    }
    FILE *const hall = is_done ? open_table(folder, "hall") : NULL;
    if (hall != NULL) {
        put_hall(hall, r);
    }
    is_done = hall != NULL && end_table(hall);
    FILE *const limits = is_done ? open_table(folder, "limits") : NULL;
    if (limits != NULL) {
        put_limits(limits, r);
    }
    is_done = limits != NULL && end_table(limits);
    if (!is_done) {
        *ret_why = strerror(errno);
    }
    return is_done ? STATUS_OK : STATUS_IO;
}
