/* SPDX-License-Identifier: Apache-2.0 */
#include "sim/results/results.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "sim/base/text.h"
#include "sim/results/inner.h"

static void no_memory(size_t bytes, const char *label)
{
    (void)fprintf(stderr, "headroom: no memory for %zu bytes (%s)\n", bytes, label);
    exit(4);
}

/* ----------------------------------------------------------------- opening */

/* Reads "seconds since 2026-01-01T00:00:00.5Z"; 0 when it is anything else. */
static int64_t start_of(struct results *r)
{
    const hid_t dataset = H5Dopen2(r->file, LAYOUT_TIME, H5P_DEFAULT);
    const char *const unit = dataset >= 0 ? inner_text_attribute(r, dataset, "units") : NULL;
    struct tm utc = {0};
    double below_s = 0.0;
    size_t taken = 0;

    if (dataset >= 0) {
        H5Dclose(dataset);
    }
    const char *const rest =
        unit != NULL ? strptime(unit, "seconds since %Y-%m-%dT%H:%M:%S", &utc) : NULL;
    if (rest == NULL) {
        return 0;
    }
    if (rest[0] == '.' && text_to_double(view_of(rest), &below_s, &taken) != NUMBER_OK) {
        below_s = 0.0;
    }
    return (int64_t)timegm(&utc) * 1000000 + (int64_t)llround(fmin(below_s, 1.0) * 1e6);
}

static enum status read_all(struct results *r, const char **ret_why)
{
    const double format = inner_number_attribute(r->file, LAYOUT_FORMAT);
    const char *const mode = inner_text_attribute(r, r->file, "run_mode");

    if (isnan(format)) {
        *ret_why = "is not a results file of headroom";
        return STATUS_BAD_INPUT;
    }
    if (format > LAYOUT_VERSION) {
        *ret_why = "was written by a newer headroom; this one does not know its format";
        return STATUS_BAD_INPUT;
    }
    r->status = inner_text_attribute(r, r->file, LAYOUT_STATUS);
    r->is_steady = mode != NULL && strcmp(mode, "steady") == 0;
    if (r->status == NULL || !inner_open_variables(r)) {
        *ret_why = "is damaged: its variables cannot be read";
        return STATUS_BAD_INPUT;
    }
    r->start_us = start_of(r);
    inner_open_limits(r);
    return STATUS_OK;
}

enum status results_open(const char *path, struct results **ret_results, const char **ret_why)
{
    (void)H5dont_atexit(); /* its own clean-up crashes after a write that failed */
    (void)H5Eset_auto2(H5E_DEFAULT, NULL, NULL);
    if (access(path, R_OK) != 0) {
        *ret_why = strerror(errno);
        return STATUS_IO;
    }
    const hid_t access_list = H5Pcreate(H5P_FILE_ACCESS);
#if H5_VERSION_GE(1, 10, 7)
    (void)H5Pset_file_locking(access_list, false, true); /* a file that is being written too */
#endif
    const hid_t file = H5Fopen(path, H5F_ACC_RDONLY, access_list);
    H5Pclose(access_list);
    if (file < 0) {
        *ret_why = "is not an HDF5 file, or is damaged";
        return STATUS_IO;
    }
    struct arena *const arena = arena_create(no_memory);
    struct results *const r = arena_take(arena, 1, sizeof *r, "results");
    r->arena = arena;
    r->file = file;
    r->path = text_copy(arena, view_of(path));
    const enum status st = read_all(r, ret_why);
    if (st != STATUS_OK) {
        results_close(r);
        return st;
    }
    *ret_results = r;
    return STATUS_OK;
}

void results_close(struct results *r)
{
    if (r != NULL) {
        inner_close_blocks(r);
        H5Fclose(r->file);
        arena_destroy(r->arena);
    }
}

/* ------------------------------------------------------- what is in memory */

const char *results_path(const struct results *r)
{
    return r->path;
}

const char *results_status(const struct results *r)
{
    return r->status;
}

size_t results_n_times(const struct results *r)
{
    return r->n_times;
}

const double *results_times_s(const struct results *r)
{
    return r->times_s;
}

int64_t results_start_us(const struct results *r)
{
    return r->start_us;
}

bool results_is_steady(const struct results *r)
{
    return r->is_steady;
}

size_t results_time_at(const struct results *r, double time_s)
{
    size_t first_after = 0;
    size_t end = r->n_times;

    while (first_after < end) {
        const size_t middle = first_after + (end - first_after) / 2;
        if (r->times_s[middle] <= time_s) {
            first_after = middle + 1;
        } else {
            end = middle;
        }
    }
    return first_after > 0 ? first_after - 1 : 0;
}

const struct results_dim *results_dim(const struct results *r, const char *name)
{
    for (size_t i = 0; i < r->n_dims; i++) {
        if (strcmp(r->dims[i].name, name) == 0) {
            return &r->dims[i];
        }
    }
    return NULL;
}

size_t results_n_items(const struct results *r, const char *dim)
{
    const struct results_dim *const d = results_dim(r, dim);

    return d != NULL ? d->n : 0;
}

const struct results_variable *results_variable_at(const struct results *r, size_t i)
{
    return i < r->n_variables ? &r->variables[i] : NULL;
}

const struct results_variable *results_variable(const struct results *r, const char *name)
{
    for (size_t i = 0; i < r->n_variables; i++) {
        if (strcmp(r->variables[i].name, name) == 0) {
            return &r->variables[i];
        }
    }
    return NULL;
}

size_t results_n_limits(const struct results *r)
{
    return r->n_limits;
}

const struct results_limit *results_limits(const struct results *r)
{
    return r->limits;
}
