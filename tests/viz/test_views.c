/* test_views.c - planes through the air, what they cut, rows from the front: read from small files whose
 * numbers are formulas here.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "tests/support/draw.h"
#include "tests/support/small_results.h"
#include "viz/views.h"

/* Between two records. */
#define STEP_S 10.0

static struct results *reopen(struct small_results f)
{
    struct results *r = NULL;
    const char *why = "";

    H5Fclose(f.file);
    ck_assert_msg(results_open(f.path, &r, &why) == STATUS_OK, "%s", why);
    return r;
}

/* The reader looks at the file itself until it is closed. */
static void close_file(struct results *r)
{
    char path[64];

    (void)snprintf(path, sizeof path, "%s", results_path(r));
    results_close(r);
    ck_assert_int_eq(unlink(path), 0);
}

static void write_number(const struct small_results *f, const char *name, double value)
{
    small_numbers(f->file, name, &value, 1);
}

static void numbers(const struct small_results *f, const char *name, size_t n, const double *values)
{
    small_numbers(f->file, name, values, n);
}

static void series(const struct small_results *f, const char *name, size_t n, const double *values)
{
    small_series(f, f->file, name, values, n, false);
}

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

/* ----------------------------------------------------------------------- air */

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
    series(&f, "crah_supply_c", 1, (double[]){18.5, 17.25, 19.0});
    series(&f, "rack_inlet_c", 1, (double[]){18.75, 20.5, 21.0});
    series(&f, "rack_inlet_hottest_max_c", 1, (double[]){19.0, 20.0, 23.0});
    series(&f, "rack_outlet_max_c", 1, (double[]){31.0, 44.5, 40.0});
    write_number(&f, "hall_size_x_m", N_X * cell_m[0]);
    write_number(&f, "hall_size_y_m", N_Y * cell_m[1]);
    write_number(&f, "hall_height_m", N_Z * cell_m[2]);
    for (size_t a = 0; a < PLANE_AXES; a++) {
        for (size_t i = 0; i < n_cells[a]; i++) {
            values[i] = ((double)i + 0.5) * cell_m[a];
        }
        numbers(&f, axes[a], n_cells[a], values);
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
    struct results *const r = reopen(write_field());
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
    close_file(r);
}
END_TEST

/* The speed under the pointer is that of the whole velocity, not of its part in the plane. */
START_TEST(a_reading_is_the_air_of_the_cell_under_it)
{
    struct results *const r = reopen(write_field());
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
    close_file(r);
}
END_TEST

START_TEST(walls_stop_the_plane_and_nothing_lies_outside)
{
    struct results *const r = reopen(write_field());
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
    close_file(r);
}
END_TEST

/* Coldest supply 17.25 degC, hottest exhaust 44.5 degC: of the whole run, whatever the record. */
START_TEST(colours_span_the_supply_and_the_exhaust_of_the_run)
{
    struct results *const r = reopen(write_field());
    struct cut cut;

    cut_open(r, &cut);
    for (size_t t = 0; t < N_TIMES; t++) {
        ck_assert_ptr_nonnull(cut_air(&cut, t));
        ck_assert_double_eq(cut_share(&cut, 17.25), 0.0);
        ck_assert_double_eq(cut_share(&cut, 44.5), 1.0);
        ck_assert_double_eq_tol(cut_share(&cut, (17.25 + 3.0 * 44.5) / 4.0), 0.75, 1e-12);
    }
    cut_close(&cut);
    close_file(r);
}
END_TEST

START_TEST(without_a_field_a_plane_moves_and_holds_no_air)
{
    const char *const rack[] = {"R1"};
    const struct small_results f = small_results_create(1, STEP_S);
    small_texts(f.file, "rack", rack, 1, true);
    write_number(&f, "hall_size_x_m", 9.0);
    write_number(&f, "hall_size_y_m", 7.0);
    struct results *const r = reopen(f);
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
    close_file(r);
}
END_TEST

/* ------------------------------------------------------------------ sections */

enum { N_RACKS = 40 };

/* Racks of random places: a section holds those through whose inside it passes, and no other. */
START_TEST(a_section_cuts_what_it_passes_through)
{
    gsl_rng *const rng = draw_create(99);
    const struct small_results f = small_results_create(1, STEP_S);
    char names[N_RACKS][8];
    const char *labels[N_RACKS];
    double column[5][N_RACKS];
    static const char *const fields[] = {"rack_x_m", "rack_y_m", "rack_width_m", "rack_depth_m",
                                         "rack_height_m"};

    for (size_t i = 0; i < N_RACKS; i++) {
        (void)snprintf(names[i], sizeof names[i], "R%zu", i);
        labels[i] = names[i];
        for (size_t k = 0; k < 5; k++) {
            column[k][i] = k < 2 ? draw_between(rng, 0.0, 18.0) : draw_between(rng, 0.4, 2.3);
        }
    }
    column[4][7] = (double)NAN;
    small_texts(f.file, "rack", labels, N_RACKS, true);
    for (size_t k = 0; k < 5; k++) {
        numbers(&f, fields[k], N_RACKS, column[k]);
    }
    write_number(&f, "hall_size_x_m", 21.0);
    write_number(&f, "hall_size_y_m", 22.0);
    struct results *const r = reopen(f);
    struct scene s;
    ck_assert(scene_open(r, UNITS_SI, &s) == STATUS_OK);
    for (int k = 0; k < 60; k++) {
        const enum plane_axis axis = k % 2 == 0 ? PLANE_X : PLANE_Y;
        const size_t a = axis == PLANE_X ? 0 : 1;
        const double at_m = draw_between(rng, 0.0, 21.0);
        struct section c;
        size_t n = 0;
        ck_assert(section_open(&s, axis, at_m, &c) == STATUS_OK);
        ck_assert(isnan(c.height_m));
        ck_assert_double_eq(c.width_m, axis == PLANE_X ? 22.0 : 21.0);
        for (size_t i = 0; i < N_RACKS; i++) {
            if (column[a][i] <= at_m && at_m < column[a][i] + column[a + 2][i]) {
                ck_assert_msg(n < c.n && c.boxes[n].rack == (long)i, "case %d, rack %zu", k, i);
                ck_assert_double_eq(c.boxes[n].lo_m, column[1 - a][i]);
                ck_assert_double_eq(c.boxes[n].hi_m, column[1 - a][i] + column[3 - a][i]);
                ck_assert(i == 7 ? isnan(c.boxes[n].top_m) : c.boxes[n].top_m == column[4][i]);
                n++;
            }
        }
        ck_assert_msg(c.n == n, "case %d: %zu boxes, not %zu", k, c.n, n);
        section_close(&c);
    }
    gsl_rng_free(rng);
    scene_close(&s);
    close_file(r);
}
END_TEST

/* An aisle of 2.4 m beside one rack of 2.0 m: its roof, and 0.4 m of panel above the rack. The opposite
 * side has no rack, so all of it is panel; the floor is no panel, nor is what is all open. */
START_TEST(an_aisle_shows_its_roof_and_what_stands_above_racks)
{
    const char *const rack[] = {"R1"};
    const char *const panels[] = {"c/south", "c/north", "c/floor", "c/roof", "c/west"};
    const struct small_results f = small_results_create(2, STEP_S);

    small_texts(f.file, "rack", rack, 1, true);
    numbers(&f, "rack_x_m", 1, (double[]){1.0});
    numbers(&f, "rack_y_m", 1, (double[]){2.0});
    numbers(&f, "rack_width_m", 1, (double[]){3.0});
    numbers(&f, "rack_depth_m", 1, (double[]){1.1});
    numbers(&f, "rack_height_m", 1, (double[]){2.0});
    small_texts(f.file, "panel", panels, 5, true);
    numbers(&f, "panel_x_m", 5, (double[]){1.0, 1.0, 1.0, 1.0, 1.0});
    numbers(&f, "panel_y_m", 5, (double[]){3.1, 4.3, 3.1, 3.1, 3.1});
    numbers(&f, "panel_width_m", 5, (double[]){3.0, 3.0, 3.0, 3.0, 0.0});
    numbers(&f, "panel_depth_m", 5, (double[]){0.0, 0.0, 1.2, 1.2, 1.2});
    numbers(&f, "panel_bottom_m", 5, (double[]){0.0, 0.0, 0.0, 2.4, 0.0});
    numbers(&f, "panel_top_m", 5, (double[]){2.4, 2.4, 0.0, 2.4, 2.4});
    numbers(&f, "panel_open_frac", 5, (double[]){0.02, 0.02, 0.0, 0.03, 1.0});
    numbers(&f, "panel_role", 5, (double[]){1.0, 1.0, 2.0, 3.0, 0.0});
    series(&f, "panel_opened_frac", 5,
           (double[]){0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.6, 0.0});
    struct results *const r = reopen(f);
    struct scene s;
    ck_assert(scene_open(r, UNITS_SI, &s) == STATUS_OK);
    for (size_t t = 0; t < 2; t++) {
        struct section c;
        s.time_index = t;
        ck_assert(section_open(&s, PLANE_X, 2.2, &c) == STATUS_OK);
        ck_assert_uint_eq(c.n, 4); /* the rack, south, north, roof */
        ck_assert_str_eq(c.boxes[1].name, "c/south");
        ck_assert_double_eq(c.boxes[1].bottom_m, 2.0);
        ck_assert_double_eq(c.boxes[2].bottom_m, 0.0);
        ck_assert_str_eq(c.boxes[3].name, "c/roof");
        ck_assert_double_eq(c.boxes[3].hi_m - c.boxes[3].lo_m, 4.3 - 3.1);
        ck_assert(c.boxes[3].is_opened == (t == 1));
        section_close(&c);
    }
    scene_close(&s);
    close_file(r);
}
END_TEST

/* ---------------------------------------------------------------------- rows */

/* Three racks, 0.6, 0.8 and 0.7 m wide with gaps of 0.05 and 0.3 m, in a row that faces a side. */
static struct small_results write_row(enum side front)
{
    const char *const racks[] = {"R1", "R2", "R3"};
    const char *const rows[] = {"A", "A", "A"};
    const bool is_along_x = front == SIDE_SOUTH || front == SIDE_NORTH;
    const double along_m[] = {2.0, 2.65, 3.75};
    const double extent_m[] = {0.6, 0.8, 0.7};
    const double same_m[] = {5.0, 5.0, 5.0};
    const double deep_m[] = {1.1, 1.1, 1.1};
    const struct small_results f = small_results_create(1, STEP_S);

    small_texts(f.file, "rack", racks, 3, true);
    small_texts(f.file, "rack_row", rows, 3, false);
    numbers(&f, "rack_x_m", 3, is_along_x ? along_m : same_m);
    numbers(&f, "rack_y_m", 3, is_along_x ? same_m : along_m);
    numbers(&f, "rack_width_m", 3, is_along_x ? extent_m : deep_m);
    numbers(&f, "rack_depth_m", 3, is_along_x ? deep_m : extent_m);
    numbers(&f, "rack_faces", 3, (double[]){(double)front, (double)front, (double)front});
    return f;
}

/* Who looks at fronts that face south or east sees the lesser coordinate on the left; of the others it is
 * mirrored: left ends from the row's right end. */
START_TEST(a_row_is_seen_from_its_front)
{
    for (int front = SIDE_WEST; front <= SIDE_NORTH; front++) {
        const bool is_mirrored = front == SIDE_NORTH || front == SIDE_WEST;
        const double length_m = 3.75 + 0.7 - 2.0;
        const double left_m[] = {0.0, 0.65, 1.75};
        const double extent_m[] = {0.6, 0.8, 0.7};
        struct results *const r = reopen(write_row((enum side)front));
        struct scene s;
        struct elevation e;
        ck_assert(scene_open(r, UNITS_SI, &s) == STATUS_OK);
        ck_assert(elevation_open(&s, 0, &e) == STATUS_OK);
        ck_assert_uint_eq(e.n, 3);
        ck_assert_double_eq_tol(e.length_m, length_m, 1e-12);
        for (size_t k = 0; k < 3; k++) {
            const size_t i = is_mirrored ? 2 - k : k;
            const double expected_m = is_mirrored ? length_m - left_m[i] - extent_m[i] : left_m[i];
            ck_assert_uint_eq(e.racks[k].rack, i);
            ck_assert_double_eq_tol(e.racks[k].width_m, extent_m[i], 1e-12);
            ck_assert_double_eq_tol(e.racks[k].left_m, expected_m, 1e-12);
            ck_assert(!e.racks[k].has_height);
            ck_assert_double_eq(e.racks[k].height_m, ELEVATION_USUAL_M);
        }
        ck_assert(!e.has_heights && !e.has_bands);
        elevation_close(&e);
        ck_assert(elevation_open(&s, 1, &e) == STATUS_OUT_OF_RANGE);
        elevation_close(&e);
        scene_close(&s);
        close_file(r);
    }
}
END_TEST

/* One rack of the row has no place: it is left out. Where none has one there is no row to see. */
START_TEST(racks_without_a_place_are_not_in_the_row)
{
    const char *const racks[] = {"R1", "R2"};
    const double none = (double)NAN;

    for (int k = 0; k < 2; k++) {
        const struct small_results f = small_results_create(1, STEP_S);
        struct scene s;
        struct elevation e;
        small_texts(f.file, "rack", racks, 2, true);
        numbers(&f, "rack_x_m", 2, (double[]){k == 0 ? 3.2 : none, none});
        numbers(&f, "rack_y_m", 2, (double[]){1.0, 1.0});
        numbers(&f, "rack_width_m", 2, (double[]){0.75, 0.75});
        numbers(&f, "rack_depth_m", 2, (double[]){1.0, 1.0});
        struct results *const r = reopen(f);
        ck_assert(scene_open(r, UNITS_SI, &s) == STATUS_OK);
        ck_assert(elevation_open(&s, 0, &e) == (k == 0 ? STATUS_OK : STATUS_BAD_INPUT));
        ck_assert_uint_eq(e.n, k == 0 ? 1 : 0);
        elevation_close(&e);
        scene_close(&s);
        close_file(r);
    }
}
END_TEST

/* Five groups in two racks: one full of states, one whose nodes have no known height. */
static struct results *write_nodes(void)
{
    const char *const racks[] = {"R1", "R2"};
    const char *const nodes[] = {"R1/a", "R1/b", "R1/c", "R2/d", "R2/e", "R1/f"};
    const char *const of[] = {"R1", "R1", "R1", "R2", "R2", "R1"};
    const double none = (double)NAN;
    const struct small_results f = small_results_create(1, STEP_S);

    small_texts(f.file, "rack", racks, 2, true);
    numbers(&f, "rack_x_m", 2, (double[]){1.0, 1.6});
    numbers(&f, "rack_y_m", 2, (double[]){1.0, 1.0});
    numbers(&f, "rack_width_m", 2, (double[]){0.6, 0.6});
    numbers(&f, "rack_depth_m", 2, (double[]){1.0, 1.0});
    numbers(&f, "rack_height_m", 2, (double[]){2.07, 2.3});
    numbers(&f, "rack_usable_u", 2, (double[]){42.0, 47.0});
    series(&f, "rack_is_capped_max", 2, (double[]){1.0, 0.0});
    small_texts(f.file, "node", nodes, 6, true);
    small_texts(f.file, "node_rack", of, 6, false);
    numbers(&f, "node_count", 6, (double[]){2.0, 3.0, 4.0, 1.0, 3.0, 5.0});
    numbers(&f, "node_height_u", 6, (double[]){8.0, 2.0, 1.0, 4.0, none, 1.0});
    numbers(&f, "node_cap_w", 6, (double[]){700.0, none, none, 650.0, none, none});
    series(&f, "node_demand_w", 6, (double[]){1.5e3, 2e3, 900.0, 1e3, 2.2e3, 0.0});
    series(&f, "node_powered_frac", 6, (double[]){1.0, 0.75, 1.0, 1.0, 1.0, 1.0});
    series(&f, "node_shut_nodes_max", 6, (double[]){0.0, 1.0, 3.0, 0.0, 0.0, 0.0});
    series(&f, "node_ceiling_min_frac", 6, (double[]){0.625, 0.5, 0.5, 1.0, 1.0, 1.0});
    return reopen(f);
}

START_TEST(nodes_stand_to_scale_where_all_their_heights_are_known)
{
    struct results *const r = write_nodes();
    const double units[] = {2.0 * 8.0, 3.0 * 2.0, 4.0 * 1.0, 5.0 * 1.0};
    double bottom_m = (2.07 - 42.0 * 0.04445) / 2.0; /* as much frame below as above */
    struct scene s;
    struct elevation e;

    ck_assert(scene_open(r, UNITS_SI, &s) == STATUS_OK);
    ck_assert(elevation_open(&s, 0, &e) == STATUS_OK);
    const struct elevation_rack *const first = &e.racks[0];
    ck_assert(first->has_units && first->n == 4);
    for (size_t g = 0; g < 4; g++) {
        ck_assert_double_eq_tol(e.groups[first->first + g].bottom_m, bottom_m, 1e-12);
        ck_assert_double_eq_tol(e.groups[first->first + g].height_m, units[g] * 0.04445, 1e-12);
        bottom_m += units[g] * 0.04445;
    }
    ck_assert_double_eq_tol(first->free_u, 42.0 - 16.0 - 6.0 - 4.0 - 5.0, 1e-12);
    /* Of the second rack one height is missing: one node and three share it as 1 to 3. */
    const struct elevation_rack *const second = &e.racks[1];
    ck_assert(!second->has_units && !e.has_units && second->n == 2);
    ck_assert_double_eq_tol(e.groups[second->first + 1].height_m,
                            3.0 * e.groups[second->first].height_m, 1e-12);
    elevation_close(&e);
    scene_close(&s);
    close_file(r);
}
END_TEST

/* Of several states the gravest is told: no power, then shut, then slowed, then capped for heat, then
 * capped by choice. */
START_TEST(a_group_tells_its_gravest_state)
{
    static const struct {
        const char *name;
        enum elevation_state state;
        double amount;
    } expected[] = {
        {"a", ELEVATION_THROTTLED, 0.625}, {"b", ELEVATION_UNPOWERED, 1.0 - 0.75},
        {"c", ELEVATION_SHUT, 3.0},        {"f", ELEVATION_HELD, 0.0},
        {"d", ELEVATION_CAPPED, 650.0},    {"e", ELEVATION_RUNS, 0.0},
    };
    struct results *const r = write_nodes();
    struct scene s;
    struct elevation e;

    ck_assert(scene_open(r, UNITS_SI, &s) == STATUS_OK);
    ck_assert(elevation_open(&s, 0, &e) == STATUS_OK);
    for (size_t g = 0; g < 6; g++) {
        ck_assert_str_eq(e.groups[g].name, expected[g].name);
        ck_assert_msg(e.groups[g].state == expected[g].state, "%s: %d", e.groups[g].name,
                      (int)e.groups[g].state);
        ck_assert_double_eq(e.groups[g].amount, expected[g].amount);
    }
    elevation_close(&e);
    scene_close(&s);
    close_file(r);
}
END_TEST

TCASE(tc_air, "air", every_plane_holds_the_cells_of_the_file,
      a_reading_is_the_air_of_the_cell_under_it, walls_stop_the_plane_and_nothing_lies_outside,
      colours_span_the_supply_and_the_exhaust_of_the_run,
      without_a_field_a_plane_moves_and_holds_no_air)
TCASE(tc_sections, "sections", a_section_cuts_what_it_passes_through,
      an_aisle_shows_its_roof_and_what_stands_above_racks)
TCASE(tc_rows, "rows", a_row_is_seen_from_its_front, racks_without_a_place_are_not_in_the_row,
      nodes_stand_to_scale_where_all_their_heights_are_known, a_group_tells_its_gravest_state)
CHECK_MAIN("views", tc_air, tc_sections, tc_rows)
