/* test_planes.c - planes through the air of small files whose numbers are formulas here.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "tests/support/draw.h"
#include "tests/support/small_results.h"
#include "viz/cut.h"

/* Between two records. */
#define STEP_S 10.0

/* A quantity of the air's field over (time, z, y, x). */
static void write_grid(const struct small_results *f, const char *name, const hsize_t *n,
                       const double *values)
{
    hsize_t most[4] = {H5S_UNLIMITED, n[1], n[2], n[3]};
    const hid_t how = H5Pcreate(H5P_DATASET_CREATE);
    const hid_t space = H5Screate_simple(4, n, most);

    H5Pset_chunk(how, 4, (hsize_t[]){1, 1, n[2], n[3]});
    const hid_t d =
        H5Dcreate2(f->file, name, H5T_NATIVE_DOUBLE, space, H5P_DEFAULT, how, H5P_DEFAULT);
    ck_assert_int_ge(H5Dwrite(d, H5T_NATIVE_DOUBLE, H5S_ALL, H5S_ALL, H5P_DEFAULT, values), 0);
    H5Dclose(d);
    H5Sclose(space);
    H5Pclose(how);
}

enum { N_TIMES = 3, N_X = 7, N_Y = 5, N_Z = 4, N_CELLS = N_TIMES * N_Z * N_Y * N_X };
static const double cell_m[PLANE_AXES] = {0.31, 0.43, 0.57};
static const size_t n_cells[PLANE_AXES] = {N_X, N_Y, N_Z};

/* What stands in a cell: a number that tells the cell, the time and the quantity apart. */
static double air_at(size_t quantity, size_t t, size_t x, size_t y, size_t z)
{
    return 17.0 + 1000.0 * (double)quantity + 100.0 * (double)t +
           (double)(x + 8 * (y + 6 * z)) / 7.0;
}

/* A quantity of the whole field; a cell of rack has no temperature. */
static void fill_field(size_t quantity, double *values)
{
    for (size_t k = 0; k < N_CELLS; k++) {
        const size_t x = k % N_X;
        const size_t y = k / N_X % N_Y;
        const size_t z = k / N_X / N_Y % N_Z;
        const bool is_solid = quantity == 0 && x == 2 && y == 1 && z == 0;
        values[k] = is_solid ? (double)NAN : air_at(quantity, k / N_X / N_Y / N_Z, x, y, z);
    }
}

/* One rack, one handler, and a field of four quantities. */
static struct small_results write_field(void)
{
    static const char *const names[] = {"air_c", "air_x_ms", "air_y_ms", "air_z_ms"};
    static const char *const axes[] = {"x", "y", "z"};
    const char *const rack[] = {"R1"};
    const char *const crah[] = {"H1"};
    const struct small_results f = small_results_create(N_TIMES, STEP_S);
    double values[N_CELLS];

    small_texts(f.file, "rack", rack, 1, true);
    small_texts(f.file, "crah", crah, 1, true);
    small_series(&f, f.file, "crah_supply_c", (double[]){18.5, 17.25, 19.0}, 1, false);
    small_series(&f, f.file, "rack_inlet_c", (double[]){18.75, 20.5, 21.0}, 1, false);
    small_series(&f, f.file, "rack_inlet_hottest_max_c", (double[]){19.0, 20.0, 23.0}, 1, false);
    small_series(&f, f.file, "rack_outlet_max_c", (double[]){31.0, 44.5, 40.0}, 1, false);
    small_numbers(f.file, "hall_size_x_m", (double[]){N_X * cell_m[0]}, 1);
    small_numbers(f.file, "hall_size_y_m", (double[]){N_Y * cell_m[1]}, 1);
    small_numbers(f.file, "hall_height_m", (double[]){N_Z * cell_m[2]}, 1);
    for (size_t a = 0; a < PLANE_AXES; a++) {
        for (size_t i = 0; i < n_cells[a]; i++) {
            values[i] = ((double)i + 0.5) * cell_m[a];
        }
        small_numbers(f.file, axes[a], values, n_cells[a]);
    }
    for (size_t q = 0; q < 4; q++) {
        fill_field(q, values);
        write_grid(&f, names[q], (hsize_t[]){N_TIMES, N_Z, N_Y, N_X}, values);
    }
    return f;
}

/* The cell of a plane as three numbers. */
static void cell_of(const struct results_plane *p, size_t at, size_t k, size_t *ret_cell)
{
    ret_cell[p->axis] = at;
    ret_cell[p->across] = k % p->grid.n[p->across];
    ret_cell[p->up] = k / p->grid.n[p->across];
}

START_TEST(every_plane_holds_the_cells_of_the_file)
{
    struct results *const r = small_results_open(write_field());
    struct cut cut;

    cut_open(r, &cut);
    ck_assert(cut.has_field);
    for (size_t a = 0; a < PLANE_AXES; a++) {
        for (size_t i = 0; i < n_cells[a]; i++) {
            /* Anywhere in the cell: a seventh of it from its edge. */
            ck_assert(cut_place(&cut, (enum plane_axis)a, ((double)i + 1.0 / 7.0) * cell_m[a]));
            const size_t t = (a + i) % N_TIMES;
            const struct results_plane *const p = cut_air(&cut, t);
            ck_assert_ptr_nonnull(p);
            ck_assert_double_eq_tol(p->at_m, ((double)i + 0.5) * cell_m[a], 1e-12);
            ck_assert_double_eq_tol(cut_at_m(&cut), p->at_m, 1e-12);
            for (size_t k = 0; k < p->n_cells; k++) {
                size_t c[PLANE_AXES];
                cell_of(p, i, k, c);
                const bool is_solid = c[0] == 2 && c[1] == 1 && c[2] == 0;
                ck_assert_msg(is_solid ? isnan(p->temp_c[k])
                                       : p->temp_c[k] == air_at(0, t, c[0], c[1], c[2]),
                              "axis %zu, cell %zu, place %zu: %g", a, i, k, p->temp_c[k]);
                ck_assert(p->across_ms[k] == air_at(1 + p->across, t, c[0], c[1], c[2]));
                ck_assert(p->up_ms[k] == air_at(1 + p->up, t, c[0], c[1], c[2]));
                ck_assert(p->through_ms[k] == air_at(1 + p->axis, t, c[0], c[1], c[2]));
            }
        }
    }
    cut_close(&cut);
    small_results_close(r);
}
END_TEST

/* The speed under the pointer is that of the whole velocity, not of its part in the plane. */
START_TEST(a_reading_is_the_air_of_the_cell_under_it)
{
    struct results *const r = small_results_open(write_field());
    gsl_rng *const rng = draw_create(4711);
    struct cut cut;

    cut_open(r, &cut);
    for (int k = 0; k < 200; k++) {
        double temp_c = 0.0;
        double speed_ms = 0.0;
        const enum plane_axis axis = (enum plane_axis)(k % PLANE_AXES);
        double m[PLANE_AXES];
        size_t c[PLANE_AXES];
        for (size_t a = 0; a < PLANE_AXES; a++) {
            m[a] = draw_between(rng, 0.0, (double)n_cells[a] * cell_m[a]);
            c[a] = (size_t)(m[a] / cell_m[a]);
        }
        ck_assert(cut_place(&cut, axis, m[axis]));
        const struct results_plane *const p = cut_air(&cut, 1);
        ck_assert_ptr_nonnull(p);
        const bool is_air = cut_reading(&cut, m[p->across], m[p->up], &temp_c, &speed_ms);
        ck_assert_msg(is_air == !(c[0] == 2 && c[1] == 1 && c[2] == 0), "case %d", k);
        if (is_air) {
            const double u = air_at(1, 1, c[0], c[1], c[2]);
            const double v = air_at(2, 1, c[0], c[1], c[2]);
            const double w = air_at(3, 1, c[0], c[1], c[2]);
            ck_assert_msg(temp_c == air_at(0, 1, c[0], c[1], c[2]), "case %d: %g", k, temp_c);
            ck_assert_double_eq_tol(speed_ms, sqrt(u * u + v * v + w * w), 1e-12 * speed_ms);
        }
        ck_assert(!cut_reading(&cut, -0.01, m[p->up], &temp_c, &speed_ms));
    }
    gsl_rng_free(rng);
    cut_close(&cut);
    small_results_close(r);
}
END_TEST

START_TEST(walls_stop_the_plane_and_nothing_lies_outside)
{
    struct results *const r = small_results_open(write_field());
    struct results_plane plane;
    struct cut cut;

    cut_open(r, &cut);
    ck_assert(cut_place(&cut, PLANE_Y, 2.5 * cell_m[1]));
    ck_assert(!cut_place(&cut, PLANE_X, -0.01));
    ck_assert(!cut_place(&cut, PLANE_X, N_X * cell_m[0] + 0.01));
    ck_assert(cut.axis == PLANE_Y);
    cut_step(&cut, 1);
    ck_assert_double_eq_tol(cut_at_m(&cut), 3.5 * cell_m[1], 1e-12);
    cut_step(&cut, 1000);
    ck_assert_double_eq_tol(cut_at_m(&cut), (N_Y - 0.5) * cell_m[1], 1e-12);
    cut_step(&cut, -1000);
    ck_assert_double_eq_tol(cut_at_m(&cut), 0.5 * cell_m[1], 1e-12);
    cut_close(&cut);
    ck_assert(results_plane_read(r, 0, PLANE_Z, N_Z * cell_m[2] + 0.01, &plane) ==
              STATUS_OUT_OF_RANGE);
    results_plane_free(&plane);
    ck_assert(results_plane_read(r, N_TIMES, PLANE_Z, 0.1, &plane) == STATUS_OUT_OF_RANGE);
    results_plane_free(&plane);
    small_results_close(r);
}
END_TEST

/* Coldest supply 17.25 degC, hottest exhaust 44.5 degC: of the whole run, whatever the record. */
START_TEST(colours_span_the_supply_and_the_exhaust_of_the_run)
{
    struct results *const r = small_results_open(write_field());
    struct cut cut;

    cut_open(r, &cut);
    for (size_t t = 0; t < N_TIMES; t++) {
        ck_assert_ptr_nonnull(cut_air(&cut, t));
        ck_assert_double_eq(cut_share(&cut, 17.25), 0.0);
        ck_assert_double_eq(cut_share(&cut, 44.5), 1.0);
        ck_assert_double_eq_tol(cut_share(&cut, (17.25 + 3.0 * 44.5) / 4.0), 0.75, 1e-12);
    }
    cut_close(&cut);
    small_results_close(r);
}
END_TEST

START_TEST(without_a_field_a_plane_moves_and_holds_no_air)
{
    const char *const rack[] = {"R1"};
    const struct small_results f = small_results_create(1, STEP_S);
    small_texts(f.file, "rack", rack, 1, true);
    small_numbers(f.file, "hall_size_x_m", (double[]){9.0}, 1);
    small_numbers(f.file, "hall_size_y_m", (double[]){7.0}, 1);
    struct results *const r = small_results_open(f);
    struct cut cut;
    double temp_c = 0.0;
    double speed_ms = 0.0;

    cut_open(r, &cut);
    ck_assert(!cut.has_field);
    ck_assert(cut_place(&cut, PLANE_X, 8.95));
    cut_step(&cut, -3);
    ck_assert_double_eq_tol(cut_at_m(&cut), 8.65, 1e-12); /* 0.1 m a step */
    cut_step(&cut, 7);
    ck_assert_double_eq_tol(cut_at_m(&cut), 9.0, 1e-12);
    ck_assert_ptr_null(cut_air(&cut, 0));
    ck_assert(!cut_reading(&cut, 1.0, 1.0, &temp_c, &speed_ms));
    cut_close(&cut);
    small_results_close(r);
}
END_TEST

TCASE(tc_air, "air", every_plane_holds_the_cells_of_the_file,
      a_reading_is_the_air_of_the_cell_under_it, walls_stop_the_plane_and_nothing_lies_outside,
      colours_span_the_supply_and_the_exhaust_of_the_run,
      without_a_field_a_plane_moves_and_holds_no_air)
CHECK_MAIN("planes", tc_air)
