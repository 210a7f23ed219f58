/* results.h - a results file read back.
 *
 * Opens a file that `headroom run` wrote (also one left by an interrupted run),
 * lists its variables and reads frames and histories on demand: a year's file
 * opens at once. Everything is double; what was not recorded is NAN.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SIM_RESULTS_RESULTS_H
#define SIM_RESULTS_RESULTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "models/status.h"
#include "sim/results/layout.h"

struct results;

/* A dimension other than time: "rack", "node", "feed", "crah", "cdu", "plant". */
struct results_dim {
    const char *name;
    size_t n;
    const char *const *labels; /* names of the items */
};

/* What a record of a series stands for, and what may be asked over the whole run. */
enum results_over { RESULTS_MEAN, RESULTS_MOST, RESULTS_LEAST };

/* A variable of the root: over (time), (time, dim) or (dim). */
struct results_variable {
    const char *name;      /* "rack_inlet_c" */
    const char *unit;      /* "degC"         */
    const char *long_name; /* "inlet air, mean over its front" */
    const char *dim;       /* "rack"; "" for a series of the hall as a whole */
    bool has_time;
    bool is_text;           /* read by results_labels, not as numbers */
    enum results_over over; /* of a series: what a record is of its interval */
};

/* One limit over the whole run. Numbers that are not known are NAN. */
struct results_limit {
    const char *subject; /* "A-03" */
    const char *name;    /* "inlet maximum" */
    const char *dim;     /* "rack" */
    const char *unit;
    bool is_lower;
    bool is_advisory;
    double value; /* at the least margin of the run */
    double limit;
    double reference;
    double margin;
    double margin_frac;
    double further_w;    /* load that its subject may still take; INFINITY: does not hang on load */
    double band;         /* uncertainty of the value, in the limit's unit */
    double worst_time_s; /* since the start of the run */
    bool worst_is_n1;    /* with a partner lost */
    double beyond_s;
    double nameplate_margin; /* steady state with every node at its nameplate */
    double capped_margin;    /* with every node at its cap; NAN without caps  */
    enum layout_verdict verdict;
};

/* Opens a file.
 *
 *   ret_why  on failure: what is wrong with it, to be read after its name: "is damaged"
 *
 * Errors  STATUS_IO: cannot be opened, is not HDF5; STATUS_BAD_INPUT: not a results file, damaged,
 *         or of a newer format.
 */
MUST_CHECK enum status results_open(const char *path, struct results **ret_results,
                                    const char **ret_why);
void results_close(struct results *r);

const char *results_path(const struct results *r);

/* "complete", "running", "interrupted", "failed" */
const char *results_status(const struct results *r);

/* Times of the records in seconds since the start of the run, and the start itself. */
size_t results_n_times(const struct results *r);
const double *results_times_s(const struct results *r);
int64_t results_start_us(const struct results *r);
bool results_is_steady(const struct results *r);

/* The record that holds at a time (the last one not after it; the first when all are). */
size_t results_time_at(const struct results *r, double time_s);

const struct results_dim *results_dim(const struct results *r, const char *name);

/* Items of a dimension; 0 when the file does not have it. */
size_t results_n_items(const struct results *r, const char *dim);

const struct results_variable *results_variable_at(const struct results *r, size_t i);
const struct results_variable *results_variable(const struct results *r, const char *name);

/* One record of a variable: ret_values has room for its dimension (1 for the hall). A variable
 * without time ignores time_index. */
MUST_CHECK enum status results_frame(const struct results *r, const struct results_variable *v,
                                     size_t time_index, double *ret_values);

/* For who must not wait: one piece, about a millisecond, of the reading that results_frame of that
 * record still takes. True when there is none left, also when the record cannot be read. */
bool results_fetch(const struct results *r, const struct results_variable *v, size_t time_index);

/* The whole history of one item: ret_values has room for results_n_times. */
MUST_CHECK enum status results_history(const struct results *r, const struct results_variable *v,
                                       size_t item, double *ret_values);

/* The same of the records from the first of a range to before its end.
 *
 * Errors  STATUS_OUT_OF_RANGE: no such records or item; STATUS_IO.
 */
MUST_CHECK enum status results_history_part(const struct results *r,
                                            const struct results_variable *v, size_t item,
                                            const size_t records[2], double *ret_values);

/* Every item of a series over the whole run: ret_values has room for its dimension. Records that are
 * not known are left out, and a mean weighs each record by the length of its interval. */
MUST_CHECK enum status results_over_run(const struct results *r, const struct results_variable *v,
                                        enum results_over over, double *ret_values);

/* The texts of a text variable, such as "rack_row": (n of its dimension). NULL when there is none. */
const char *const *results_labels(const struct results *r, const char *name);

size_t results_n_limits(const struct results *r);
const struct results_limit *results_limits(const struct results *r);

/* The course of all margins as fractions: n records from one on, each with results_n_limits values.
 * They are stored packed, about a thousand records together: who wants many asks for many at once.
 *
 * Errors  STATUS_OUT_OF_RANGE: no such records, or no limits; STATUS_IO.
 */
MUST_CHECK enum status results_margins(const struct results *r, size_t first, size_t n,
                                       double *ret_margin_frac);

/* The same of a range of records and a range of limits, each from its first to before its end. */
MUST_CHECK enum status results_margins_part(const struct results *r, const size_t records[2],
                                            const size_t limits[2], double *ret_margin_frac);

/* A scalar by its path: "ledger/utility_j", "hall_size_x_m". NAN when there is none. */
double results_number(const struct results *r, const char *path);

/* A scalar text by its path or a root attribute: "provenance/version", "title". NULL when none. */
const char *results_text(const struct results *r, const char *path);

/* A table of the group /tables by its name, column by column. NULL when there is none. */
struct results_table {
    const char *name;
    size_t n_rows;
    size_t n_columns;
    const struct results_cell_column {
        const char *name; /* "capital_usd" */
        const char *unit;
        const double *numbers;    /* NULL for texts   */
        const char *const *texts; /* NULL for numbers */
    } * columns;
};
const struct results_table *results_table(const struct results *r, const char *name);

/* Name of table i of the group /tables, by the alphabet; NULL past the last. */
const char *results_table_name(const struct results *r, size_t i);

/* A column of a table by its name; NULL when there is none or it is of the other kind. */
const double *results_numbers(const struct results_table *t, const char *column);
const char *const *results_texts(const struct results_table *t, const char *column);

/* Every value that the run used and where it came from: the columns value_path, value_text,
 * value_origin, value_grade, ... NULL when there are none. */
const struct results_table *results_values(const struct results *r);

/* Every file that the run read: the columns input_name, input_sha256, input_is_catalogue. NULL when
 * there are none. */
const struct results_table *results_inputs(const struct results *r);

#endif
