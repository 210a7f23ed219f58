/* test_trace.c - recorded series come in as they stand in the file, whatever its form and its units.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <hdf5.h>

#include "sim/scenario/import_trace.h"
#include "tests/support/check_main.h"

enum { N = 4, N_RACKS = 3, ROOM = 128 };

/* Times and powers without simple relations; those of the racks differ. */
static const double times_s[N] = {0.0, 0.7, 61.3, 3700.0};
static const double powers_kw[N][N_RACKS] = {
    {31.7, 12.9, 0.0}, {44.1, 13.3, 7.1}, {5.9, 88.3, 19.7}, {23.0, 2.3, 41.9}};

static void exhausted(size_t bytes, const char *label)
{
    ck_abort_msg("no memory for %zu bytes of %s", bytes, label);
}

/* A folder for the files of one test. */
struct folder {
    char at[ROOM];
    char file[2 * ROOM];
    struct arena *arena;
    struct diag *diag;
};

static void open_folder(struct folder *f, const char *name)
{
    (void)snprintf(f->at, sizeof f->at, "/tmp/headroom-trace-XXXXXX");
    ck_assert_ptr_nonnull(mkdtemp(f->at));
    (void)snprintf(f->file, sizeof f->file, "%s/%s", f->at, name);
    f->arena = arena_create(exhausted);
    f->diag = diag_create(f->arena);
}

static void close_folder(struct folder *f)
{
    ck_assert_int_eq(unlink(f->file), 0);
    ck_assert_int_eq(rmdir(f->at), 0);
    arena_destroy(f->arena);
}

static struct doc_node word(const char *text)
{
    return (struct doc_node){.kind = DOC_VALUE, .text = text};
}

/* Words may be NULL. */
static const struct trace *import(struct folder *f, const char *column, const char *time,
                                  const char *unit)
{
    const struct doc_node nodes[] = {word(column), word(time), word(unit)};
    const struct trace_request request = {
        .path = f->file,
        .column = column != NULL ? &nodes[0] : NULL,
        .time = time != NULL ? &nodes[1] : NULL,
        .unit = unit != NULL ? &nodes[2] : NULL,
    };
    const struct trace *trace = NULL;

    return import_trace(f->arena, &request, f->diag, &trace) == STATUS_OK ? trace : NULL;
}

/* The trace of a rack, each value times a factor. */
static void check_rack(const struct trace *t, size_t rack, double factor, double tolerance)
{
    double integral = 0.0;

    ck_assert_ptr_nonnull(t);
    ck_assert_uint_eq(t->n, N);
    for (size_t i = 0; i < N; i++) {
        ck_assert_double_eq_tol(t->time_s[i], times_s[i], 1e-12 * times_s[N - 1]);
        ck_assert_double_eq_tol(t->value[i], factor * powers_kw[i][rack], tolerance);
        ck_assert_double_eq_tol(t->integral[i], integral, times_s[N - 1] * (tolerance + 1e-9));
        integral += i + 1 < N ? t->value[i] * (t->time_s[i + 1] - t->time_s[i]) : 0.0;
    }
}

/* --------------------------------------------------------------------------- CSV */

static void write_csv(const struct folder *f, const char *heading, double time_factor)
{
    FILE *const file = fopen(f->file, "w");

    ck_assert_ptr_nonnull(file);
    (void)fprintf(file, "# meters\n%s\n\n", heading);
    for (size_t i = 0; i < N; i++) {
        (void)fprintf(file, "%.17g , %.17g,%.17g, %.17g\r\n", powers_kw[i][0],
                      times_s[i] * time_factor, powers_kw[i][1], powers_kw[i][2]);
    }
    ck_assert_int_eq(fclose(file), 0);
}

START_TEST(column_of_a_table_is_found_by_its_heading_and_converted_by_its_unit)
{
    struct folder f;

    open_folder(&f, "t.csv");
    write_csv(&f, "rack-01 [kW], clock [min], rack-02 [MW], rack 03", 1.0 / 60.0);
    /* Rounding of the units' factors and of 17 digits. */
    const struct trace *t = import(&f, NULL, "clock", NULL);
    check_rack(t, 0, 1e3, 1e-9); /* the first column that is not the time */
    ck_assert(t->is_power);
    check_rack(import(&f, "rack-02", "clock", NULL), 1, 1e6, 1e-6);
    t = import(&f, "rack 03", "clock", "%"); /* the scenario says what the file does not */
    check_rack(t, 2, 0.01, 1e-15);
    ck_assert(!t->is_power);
    check_rack(import(&f, "rack-01", "clock", "W"), 0, 1.0, 1e-12); /* and overrules it */
    ck_assert_uint_eq(diag_n_errors(f.diag), 0);
    close_folder(&f);
}
END_TEST

/* -------------------------------------------------------------------------- HDF5 */

static void put_units(hid_t set, const char *units, bool is_variable)
{
    const hid_t space = H5Screate(H5S_SCALAR);
    const hid_t type = H5Tcopy(H5T_C_S1);

    ck_assert_int_ge(H5Tset_size(type, is_variable ? H5T_VARIABLE : strlen(units)), 0);
    const hid_t attribute = H5Acreate2(set, "units", type, space, H5P_DEFAULT, H5P_DEFAULT);
    const void *const data = is_variable ? (const void *)&units : (const void *)units;
    ck_assert_int_ge(H5Awrite(attribute, type, data), 0);
    H5Aclose(attribute);
    H5Tclose(type);
    H5Sclose(space);
}

static hid_t put_set(hid_t file, const char *name, hid_t type, int rank, const double *data)
{
    const hsize_t size[2] = {N, N_RACKS};
    const hid_t space = H5Screate_simple(rank, size, NULL);
    const hid_t set = H5Dcreate2(file, name, type, space, H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT);

    ck_assert_int_ge(H5Dwrite(set, H5T_NATIVE_DOUBLE, H5S_ALL, H5S_ALL, H5P_DEFAULT, data), 0);
    H5Sclose(space);
    return set;
}

static void write_hdf5(const struct folder *f)
{
    const hid_t file = H5Fcreate(f->file, H5F_ACC_TRUNC, H5P_DEFAULT, H5P_DEFAULT);
    const hid_t group = H5Gcreate2(file, "meters", H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT);
    const double in_ms[N] = {0.0, 700.0, 61300.0, 3700000.0};
    const double rack_kw[N] = {powers_kw[0][2], powers_kw[1][2], powers_kw[2][2], powers_kw[3][2]};
    const hid_t sets[] = {
        put_set(file, "time", H5T_IEEE_F64LE, 1, times_s),
        put_set(file, "stamp", H5T_STD_I64BE, 1, in_ms),
        put_set(file, "meters/racks", H5T_IEEE_F32LE, 2, powers_kw[0]),
        put_set(file, "meters/third", H5T_IEEE_F64LE, 1, rack_kw),
    };

    put_units(sets[0], "seconds since 2026-01-01T00:00:00", true);
    put_units(sets[1], "ms", false);
    put_units(sets[2], "kW", true);
    for (size_t i = 0; i < sizeof sets / sizeof sets[0]; i++) {
        H5Dclose(sets[i]);
    }
    H5Gclose(group);
    ck_assert_int_ge(H5Fclose(file), 0);
}

START_TEST(dataset_is_read_by_its_path_and_a_table_by_its_column)
{
    struct folder f;

    open_folder(&f, "t.h5");
    write_hdf5(&f);
    for (size_t rack = 0; rack < N_RACKS; rack++) {
        char column[ROOM];
        (void)snprintf(column, sizeof column, "/meters/racks[%zu]", rack);
        const struct trace *const t = import(&f, column, NULL, NULL);
        check_rack(t, rack, 1e3, 1e5 * 6e-8); /* stored with 24 bits */
        ck_assert(t->is_power);
    }
    check_rack(import(&f, "meters/third", "stamp", "MW"), 2, 1e6, 1e-9 * 1e6);
    ck_assert_uint_eq(diag_n_errors(f.diag), 0);
    /* No unit: taken as a utilisation, and refused where it cannot be one. */
    ck_assert_ptr_null(import(&f, "meters/third", NULL, NULL));
    ck_assert_uint_gt(diag_n_errors(f.diag), 0);
    close_folder(&f);
}
END_TEST

START_TEST(text_that_is_called_hdf5_is_refused)
{
    struct folder f;

    open_folder(&f, "t.hdf5");
    write_csv(&f, "a,b,c,d", 1.0);
    ck_assert_ptr_null(import(&f, "a", NULL, NULL));
    ck_assert_uint_eq(diag_n_errors(f.diag), 1);
    close_folder(&f);
}
END_TEST

TCASE(tc_trace, "trace", column_of_a_table_is_found_by_its_heading_and_converted_by_its_unit,
      dataset_is_read_by_its_path_and_a_table_by_its_column, text_that_is_called_hdf5_is_refused)
CHECK_MAIN("trace", tc_trace)
