/* import_trace.c - chooses the form of a trace file, and reads HDF5.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "sim/scenario/import_trace.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <hdf5.h>

#include "sim/scenario/import_series.h"

enum { MOST_VALUES = 20000000, UNITS_ROOM = 128 };

/* One column of a dataset, opened. */
struct set {
    hid_t id;
    const char *name; /* without "[k]" */
    const struct span *at;
    size_t n;
    hsize_t column; /* of a table */
    bool is_table;
};

/* Says what is wrong with a dataset, at the key that names it. */
static void set_problem(struct series *s, const struct set *set, const char *what)
{
    diag_add(s->diag, DIAG_BAD_TRACE, *set->at, "%s: dataset '%s' %s", s->request->path, set->name,
             what);
    s->n_problems++;
}

/* Splits "/power[3]"; a name without brackets is of a series. */
static void split_name(struct series *s, const char *text, struct set *set)
{
    const char *const open = strrchr(text, '[');
    char *end = NULL;

    set->name = text;
    if (open != NULL && open[1] >= '0' && open[1] <= '9') {
        set->column = strtoull(open + 1, &end, 10);
        set->is_table = strcmp(end, "]") == 0;
    }
    if (set->is_table) {
        set->name = text_copy(s->arena, (struct view){text, (size_t)(open - text)});
    }
}

/* Whether the shape is the asked one; sets the number of values. */
static bool measure(struct series *s, struct set *set)
{
    hsize_t size[H5S_MAX_RANK] = {0};
    const hid_t space = H5Dget_space(set->id);
    const hid_t type = H5Dget_type(set->id);
    const H5T_class_t kind = H5Tget_class(type);
    const int rank = H5Sget_simple_extent_ndims(space);
    const char *trouble = NULL;

    if (rank > 0) {
        (void)H5Sget_simple_extent_dims(space, size, NULL);
    }
    if (kind != H5T_FLOAT && kind != H5T_INTEGER) {
        trouble = "does not hold numbers";
    } else if (set->is_table ? rank != 2 : rank != 1) {
        trouble = set->is_table ? "is not a table of two dimensions"
                                : "is not a series of one dimension; name a column, '/table[0]'";
    } else if (set->is_table && set->column >= size[1]) {
        trouble = "has no column of that number";
    } else if (size[0] == 0 || size[0] > MOST_VALUES) {
        trouble = "has no values, or more than 20 million";
    }
    H5Tclose(type);
    H5Sclose(space);
    set->n = (size_t)size[0];
    if (trouble != NULL) {
        set_problem(s, set, trouble);
    }
    return trouble == NULL;
}

static bool open_set(struct series *s, hid_t file, struct set *set)
{
    set->id = H5Dopen2(file, set->name, H5P_DEFAULT);
    if (set->id < 0) {
        set_problem(s, set, "is not there, or is not a dataset");
        return false;
    }
    return measure(s, set);
}

static bool read_set(struct series *s, const struct set *set, double *ret)
{
    const hsize_t n = set->n;
    const hsize_t start[2] = {0, set->column};
    const hsize_t count[2] = {n, 1};
    const hid_t file_space = H5Dget_space(set->id);
    const hid_t memory_space = H5Screate_simple(1, &n, NULL);
    const bool is_chosen = !set->is_table || H5Sselect_hyperslab(file_space, H5S_SELECT_SET, start,
                                                                 NULL, count, NULL) >= 0;
    const bool is_read = is_chosen && H5Dread(set->id, H5T_NATIVE_DOUBLE, memory_space, file_space,
                                              H5P_DEFAULT, ret) >= 0;

    H5Sclose(memory_space);
    H5Sclose(file_space);
    if (!is_read) {
        set_problem(s, set, "cannot be read");
    }
    return is_read;
}

/* The text attribute "units", or nothing. */
static struct view units_of(struct series *s, const struct set *set)
{
    char *const word = ARENA_ARRAY(s->arena, char, UNITS_ROOM, "trace");
    struct view said = {word, 0};

    if (H5Aexists(set->id, "units") <= 0) {
        return said;
    }
    const hid_t attribute = H5Aopen(set->id, "units", H5P_DEFAULT);
    const hid_t type = H5Aget_type(attribute);
    const hid_t space = H5Aget_space(attribute);
    const bool is_one =
        H5Tget_class(type) == H5T_STRING && H5Sget_simple_extent_npoints(space) == 1;
    if (is_one && H5Tis_variable_str(type) > 0) {
        char *text = NULL;
        if (H5Aread(attribute, type, (void *)&text) >= 0 && text != NULL) {
            (void)strncpy(word, text, UNITS_ROOM - 1);
        }
        if (text != NULL) {
            (void)H5free_memory(text);
        }
    } else if (is_one && H5Tget_size(type) < UNITS_ROOM) {
        (void)H5Aread(attribute, type, word);
    }
    H5Sclose(space);
    H5Tclose(type);
    H5Aclose(attribute);
    said.length = strlen(word);
    return view_trim(said);
}

static enum status take_sets(struct series *s, const struct set *time, const struct set *value,
                             const struct trace **ret_trace)
{
    struct series_place time_place = {{.source = s->source}, time->name, 0};
    struct series_place value_place = {{.source = s->source}, value->name, 0};

    if (time->n != value->n) {
        set_problem(s, value, "does not have as many values as there are times");
        return STATUS_BAD_INPUT;
    }
    if (!series_units(s, units_of(s, time), time_place, units_of(s, value), value_place)) {
        return STATUS_BAD_INPUT;
    }
    double *const times = ARENA_ARRAY(s->arena, double, time->n, "trace");
    double *const values = ARENA_ARRAY(s->arena, double, value->n, "trace");
    if (!read_set(s, time, times) || !read_set(s, value, values)) {
        return STATUS_BAD_INPUT;
    }
    series_room(s, time->n);
    for (size_t i = 0; i < time->n; i++) {
        time_place.index = i;
        value_place.index = i;
        series_take(s, times[i], time_place, values[i], value_place);
    }
    return series_finish(s, ret_trace);
}

static enum status import_opened(struct series *s, hid_t file, const struct trace **ret_trace)
{
    const struct trace_request *const r = s->request;
    struct set time = {.id = -1, .at = r->time != NULL ? &r->time->at : &r->at};
    struct set value = {.id = -1, .at = &r->column->at};
    enum status st = STATUS_BAD_INPUT;

    s->source = diag_add_source(s->diag, r->path, (struct view){NULL, 0}, r->at);
    split_name(s, r->time != NULL ? r->time->text : "time", &time);
    split_name(s, r->column->text, &value);
    if (open_set(s, file, &value) && open_set(s, file, &time)) {
        st = take_sets(s, &time, &value, ret_trace);
    }
    if (time.id >= 0) {
        H5Dclose(time.id);
    }
    if (value.id >= 0) {
        H5Dclose(value.id);
    }
    return st;
}

static enum status import_hdf5(struct series *s, const struct trace **ret_trace)
{
    const struct trace_request *const r = s->request;
    enum status st = STATUS_BAD_INPUT;

    if (r->column == NULL) {
        diag_add(s->diag, DIAG_BAD_TRACE, r->at,
                 "an HDF5 file needs 'column', the name of the dataset");
        return st;
    }
    if (access(r->path, R_OK) != 0) {
        diag_add(s->diag, DIAG_FILE_UNREADABLE, r->at, "%s cannot be opened: %s", r->path,
                 strerror(errno));
        return st;
    }
    (void)H5dont_atexit(); /* as in sim/record/h5.c */
    (void)H5Eset_auto2(H5E_DEFAULT, NULL, NULL);
    const hid_t file = H5Fopen(r->path, H5F_ACC_RDONLY, H5P_DEFAULT);
    if (file < 0) {
        diag_add(s->diag, DIAG_BAD_TRACE, r->at, "%s is not an HDF5 file", r->path);
        return st;
    }
    st = import_opened(s, file, ret_trace);
    H5Fclose(file);
    return st;
}

static bool ends_with(const char *text, const char *tail)
{
    const size_t n = strlen(text);
    const size_t n_tail = strlen(tail);

    return n >= n_tail && strcmp(text + n - n_tail, tail) == 0;
}

enum status import_trace(struct arena *arena, const struct trace_request *request,
                         struct diag *diag, const struct trace **ret_trace)
{
    struct series series = {.arena = arena, .diag = diag, .request = request};
    const bool is_hdf5 = ends_with(request->path, ".h5") || ends_with(request->path, ".hdf5");

    return is_hdf5 ? import_hdf5(&series, ret_trace) : import_csv(&series, ret_trace);
}
