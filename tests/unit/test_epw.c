/* test_epw.c - weather files as they come: whole, with gaps, out of order, cut short.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "sim/scenario/import_epw.h"
#include "tests/support/check_main.h"

enum { N_YEAR = 8760, N_LEAP = 8784 };

/* Hour i: dry bulb 20 + (i mod 24) / 4, dew point 9, no humidity, 98 kPa; unless told otherwise. */
struct fault {
    size_t at;          /* hour of the year        */
    size_t n;           /* hours                   */
    const char *fields; /* dry, dew, humidity, Pa  */
};

struct file {
    size_t n_hours;
    bool is_leap;
    struct fault faults[3];
    size_t skips; /* an hour that is left out; 0: none */
    const char *location;
};

static void write_hour(FILE *out, const struct file *f, size_t i, int month, int k)
{
    char fields[80];

    snprintf(fields, sizeof fields, "%.2f,9.0,999,98000", 20.0 + (k % 24) / 4.0);
    for (size_t j = 0; j < 3; j++) {
        const struct fault *const fault = &f->faults[j];
        if (fault->n > 0 && i >= fault->at && i < fault->at + fault->n) {
            snprintf(fields, sizeof fields, "%s", fault->fields);
        }
    }
    if (f->skips == 0 || i != f->skips) {
        fprintf(out, "1999,%d,%d,%d,0,x,%s,0,0\n", month, k / 24 + 1, k % 24 + 1, fields);
    }
}

/* path ends with XXXXXX. */
static void write_file(const struct file *f, char *path)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    const int handle = mkstemp(path);
    size_t i = 0;

    ck_assert_int_ge(handle, 0);
    FILE *const out = fdopen(handle, "w");
    fprintf(out, "%s\nDESIGN CONDITIONS,0\nTYPICAL,0\nGROUND,0\nHOLIDAYS,No,0,0,0\nCOMMENTS 1,x\n",
            f->location != NULL ? f->location : "LOCATION,Town,-,Land,x,0,1.0,2.0,3.0,287.0");
    fprintf(out, "COMMENTS 2,x\nDATA PERIODS,1,1,Data,Sunday, 1/ 1,12/31\n");
    for (int month = 1; month <= 12; month++) {
        const int length = days[month - 1] + (month == 2 && f->is_leap ? 1 : 0);
        for (int k = 0; k < 24 * length && i < f->n_hours; k++, i++) {
            write_hour(out, f, i, month, k);
        }
    }
    ck_assert_int_eq(fclose(out), 0);
}

struct reading {
    struct arena *arena;
    struct diag *diag;
    enum status status;
    const struct weather_hours *hours;
};

static void no_memory(size_t bytes, const char *label)
{
    (void)bytes;
    (void)label;
    abort();
}

static struct reading read_file(const struct file *f)
{
    struct reading r = {.arena = arena_create(no_memory)};
    char path[] = "headroom-epw-XXXXXX";

    write_file(f, path);
    r.diag = diag_create(r.arena);
    r.status = import_epw(r.arena, path, (struct span){0}, r.diag, &r.hours);
    (void)unlink(path);
    return r;
}

START_TEST(whole_years_are_read_as_they_are)
{
    const struct file files[] = {{.n_hours = N_YEAR}, {.n_hours = N_LEAP, .is_leap = true}};

    for (size_t i = 0; i < 2; i++) {
        const struct reading r = read_file(&files[i]);
        ck_assert_int_eq(r.status, STATUS_OK);
        ck_assert_uint_eq(r.hours->n, files[i].n_hours);
        ck_assert_uint_eq(r.hours->n_repaired, 0);
        ck_assert_uint_eq(diag_n_warnings(r.diag), 0);
        ck_assert_str_eq(r.hours->place, "Town, Land");
        ck_assert_double_eq(r.hours->elevation_m, 287.0);
        ck_assert_double_eq(r.hours->dry_bulb_c[24 * 40 + 13], 20.0 + 13.0 / 4.0);
        /* The dew point goes through the vapour pressure and back. */
        ck_assert_double_eq_tol(r.hours->dew_point_c[24 * 40 + 13], 9.0, 1e-8);
        arena_destroy(r.arena);
    }
}
END_TEST

/* Straight between the neighbours; around the year's end too. */
START_TEST(gaps_are_interpolated_and_counted)
{
    const struct file f = {.n_hours = N_YEAR,
                           .faults = {{24 * 7 + 10, 3, "99.9,9.0,999,98000"},
                                      {24 * 99 + 5, 2, "21.25,99.9,999,999999"},
                                      {N_YEAR - 1, 1, "99.9,9.0,999,98000"}}};
    const struct reading r = read_file(&f);

    ck_assert_int_eq(r.status, STATUS_OK);
    ck_assert_uint_eq(r.hours->n_repaired, 3 + 2 * 2 + 1);
    ck_assert_uint_eq(diag_n_warnings(r.diag), 1);
    for (int k = 0; k < 3; k++) {
        ck_assert_double_eq_tol(r.hours->dry_bulb_c[24 * 7 + 10 + k], 20.0 + (10.0 + k) / 4.0,
                                1e-12);
    }
    ck_assert_double_eq_tol(r.hours->dry_bulb_c[N_YEAR - 1], 0.5 * (25.5 + 20.0), 1e-12);
    ck_assert_double_eq_tol(r.hours->pressure_pa[24 * 99 + 5], 98e3, 1e-9);
    ck_assert_double_eq_tol(r.hours->dew_point_c[24 * 99 + 6], 9.0, 1e-8);
    arena_destroy(r.arena);
}
END_TEST

/* Where the humidity is there, a missing dew point is no gap. */
START_TEST(humidity_serves_where_the_dew_point_is_missing)
{
    const struct file f = {.n_hours = N_YEAR, .faults = {{0, N_YEAR, "26.0,99.9,47,98000"}}};
    const struct reading r = read_file(&f);

    ck_assert_int_eq(r.status, STATUS_OK);
    ck_assert_uint_eq(r.hours->n_repaired, 0);
    ck_assert(r.hours->dew_point_c[77] < r.hours->wet_bulb_c[77]);
    ck_assert(r.hours->wet_bulb_c[77] < 26.0 && r.hours->dew_point_c[77] > 10.0);
    arena_destroy(r.arena);
}
END_TEST

START_TEST(files_that_are_no_year_are_refused)
{
    const struct file files[] = {
        {.n_hours = N_YEAR - 24},
        {.n_hours = N_YEAR, .skips = 4000},
        {.n_hours = N_YEAR, .location = "PLACE,Town"},
        {.n_hours = N_YEAR, .location = "LOCATION,Town,-,Land,x,0,1.0,2.0,3.0"},
        {.n_hours = N_YEAR, .faults = {{100, 300, "99.9,9.0,999,98000"}}},
        {.n_hours = N_YEAR, .faults = {{0, N_YEAR, "99.9,9.0,999,98000"}}},
        {.n_hours = N_YEAR, .faults = {{100, 1, "20"}}},
    };

    for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
        const struct reading r = read_file(&files[i]);
        ck_assert_msg(r.status == STATUS_BAD_INPUT, "file %zu was read", i);
        ck_assert_msg(diag_n_errors(r.diag) > 0, "file %zu: no reason given", i);
        arena_destroy(r.arena);
    }
}
END_TEST

TCASE(tc_files, "files", whole_years_are_read_as_they_are, gaps_are_interpolated_and_counted,
      humidity_serves_where_the_dew_point_is_missing, files_that_are_no_year_are_refused)
CHECK_MAIN("epw", tc_files)
