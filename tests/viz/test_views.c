/* test_views.c - what an upright plane cuts, and rows from the front: read from small files whose
 * numbers are formulas here.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "tests/support/draw.h"
#include "tests/support/small_results.h"
#include "viz/views.h"

/* Between two records. */
#define STEP_S 10.0

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
        small_numbers(f.file, fields[k], column[k], N_RACKS);
    }
    small_numbers(f.file, "hall_size_x_m", (double[]){21.0}, 1);
    small_numbers(f.file, "hall_size_y_m", (double[]){22.0}, 1);
    struct results *const r = small_results_open(f);
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
    small_results_close(r);
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
    small_numbers(f.file, "rack_x_m", (double[]){1.0}, 1);
    small_numbers(f.file, "rack_y_m", (double[]){2.0}, 1);
    small_numbers(f.file, "rack_width_m", (double[]){3.0}, 1);
    small_numbers(f.file, "rack_depth_m", (double[]){1.1}, 1);
    small_numbers(f.file, "rack_height_m", (double[]){2.0}, 1);
    small_texts(f.file, "panel", panels, 5, true);
    small_numbers(f.file, "panel_x_m", (double[]){1.0, 1.0, 1.0, 1.0, 1.0}, 5);
    small_numbers(f.file, "panel_y_m", (double[]){3.1, 4.3, 3.1, 3.1, 3.1}, 5);
    small_numbers(f.file, "panel_width_m", (double[]){3.0, 3.0, 3.0, 3.0, 0.0}, 5);
    small_numbers(f.file, "panel_depth_m", (double[]){0.0, 0.0, 1.2, 1.2, 1.2}, 5);
    small_numbers(f.file, "panel_bottom_m", (double[]){0.0, 0.0, 0.0, 2.4, 0.0}, 5);
    small_numbers(f.file, "panel_top_m", (double[]){2.4, 2.4, 0.0, 2.4, 2.4}, 5);
    small_numbers(f.file, "panel_open_frac", (double[]){0.02, 0.02, 0.0, 0.03, 1.0}, 5);
    small_numbers(f.file, "panel_role", (double[]){1.0, 1.0, 2.0, 3.0, 0.0}, 5);
    small_series(&f, f.file, "panel_opened_frac",
                 (double[]){0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.6, 0.0}, 5, false);
    struct results *const r = small_results_open(f);
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
    small_results_close(r);
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
    small_numbers(f.file, "rack_x_m", is_along_x ? along_m : same_m, 3);
    small_numbers(f.file, "rack_y_m", is_along_x ? same_m : along_m, 3);
    small_numbers(f.file, "rack_width_m", is_along_x ? extent_m : deep_m, 3);
    small_numbers(f.file, "rack_depth_m", is_along_x ? deep_m : extent_m, 3);
    small_numbers(f.file, "rack_faces", (double[]){(double)front, (double)front, (double)front}, 3);
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
        struct results *const r = small_results_open(write_row((enum side)front));
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
        small_results_close(r);
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
        small_numbers(f.file, "rack_x_m", (double[]){k == 0 ? 3.2 : none, none}, 2);
        small_numbers(f.file, "rack_y_m", (double[]){1.0, 1.0}, 2);
        small_numbers(f.file, "rack_width_m", (double[]){0.75, 0.75}, 2);
        small_numbers(f.file, "rack_depth_m", (double[]){1.0, 1.0}, 2);
        struct results *const r = small_results_open(f);
        ck_assert(scene_open(r, UNITS_SI, &s) == STATUS_OK);
        ck_assert(elevation_open(&s, 0, &e) == (k == 0 ? STATUS_OK : STATUS_BAD_INPUT));
        ck_assert_uint_eq(e.n, k == 0 ? 1 : 0);
        elevation_close(&e);
        scene_close(&s);
        small_results_close(r);
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
    small_numbers(f.file, "rack_x_m", (double[]){1.0, 1.6}, 2);
    small_numbers(f.file, "rack_y_m", (double[]){1.0, 1.0}, 2);
    small_numbers(f.file, "rack_width_m", (double[]){0.6, 0.6}, 2);
    small_numbers(f.file, "rack_depth_m", (double[]){1.0, 1.0}, 2);
    small_numbers(f.file, "rack_height_m", (double[]){2.07, 2.3}, 2);
    small_numbers(f.file, "rack_usable_u", (double[]){42.0, 47.0}, 2);
    small_series(&f, f.file, "rack_is_capped_max", (double[]){1.0, 0.0}, 2, false);
    small_texts(f.file, "node", nodes, 6, true);
    small_texts(f.file, "node_rack", of, 6, false);
    small_numbers(f.file, "node_count", (double[]){2.0, 3.0, 4.0, 1.0, 3.0, 5.0}, 6);
    small_numbers(f.file, "node_height_u", (double[]){8.0, 2.0, 1.0, 4.0, none, 1.0}, 6);
    small_numbers(f.file, "node_cap_w", (double[]){700.0, none, none, 650.0, none, none}, 6);
    small_series(&f, f.file, "node_demand_w", (double[]){1.5e3, 2e3, 900.0, 1e3, 2.2e3, 0.0}, 6,
                 false);
    small_series(&f, f.file, "node_powered_frac", (double[]){1.0, 0.75, 1.0, 1.0, 1.0, 1.0}, 6,
                 false);
    small_series(&f, f.file, "node_shut_nodes_max", (double[]){0.0, 1.0, 3.0, 0.0, 0.0, 0.0}, 6,
                 false);
    small_series(&f, f.file, "node_ceiling_min_frac", (double[]){0.625, 0.5, 0.5, 1.0, 1.0, 1.0}, 6,
                 false);
    return small_results_open(f);
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
    small_results_close(r);
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
    small_results_close(r);
}
END_TEST

TCASE(tc_sections, "sections", a_section_cuts_what_it_passes_through,
      an_aisle_shows_its_roof_and_what_stands_above_racks)
TCASE(tc_rows, "rows", a_row_is_seen_from_its_front, racks_without_a_place_are_not_in_the_row,
      nodes_stand_to_scale_where_all_their_heights_are_known, a_group_tells_its_gravest_state)
CHECK_MAIN("views", tc_sections, tc_rows)
