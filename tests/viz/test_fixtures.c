/* test_fixtures.c - aisles between rows, closed ones, openings and states: read from small files.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>

#include "tests/support/check_main.h"
#include "tests/support/small_results.h"
#include "viz/fixtures.h"

/* Four rows of two racks along x, racks 0.7 m wide and 1.1 m deep; the hall is as wide as they and 0.8 m
 * more. P looks north to Q over a cold aisle; Q and R stand back to back over a hot one; S looks at R's
 * front with its rear, so that each has half of what is between them. */
enum { N = 8, PER_ROW = 2 };
static const double width_m = 0.7;
static const double depth_m = 1.1;
static const double left_m = 0.4;
static const double low_m[] = {0.9, 3.7, 6.1, 8.5}; /* of each row */
static const int faces[] = {SIDE_NORTH, SIDE_SOUTH, SIDE_NORTH, SIDE_NORTH};
static const double high_m = 13.3; /* of the hall */

static struct small_results write_rows(bool is_turned, size_t n_times)
{
    const char *const names[N] = {"P1", "P2", "Q1", "Q2", "R1", "R2", "S1", "S2"};
    const char *const rows[N] = {"P", "P", "Q", "Q", "R", "R", "S", "S"};
    const struct small_results file = small_results_create(n_times, 10.0);
    double along_m[N];
    double across_m[N];
    double widths_m[N];
    double depths_m[N];
    double sides[N];

    for (size_t i = 0; i < N; i++) {
        along_m[i] = left_m + (double)(i % PER_ROW) * width_m;
        across_m[i] = low_m[i / PER_ROW];
        widths_m[i] = width_m;
        depths_m[i] = depth_m;
        sides[i] = is_turned ? faces[i / PER_ROW] - SIDE_SOUTH : faces[i / PER_ROW];
    }
    small_texts(file.file, "rack", names, N, true);
    small_texts(file.file, "rack_row", rows, N, false);
    small_numbers(file.file, is_turned ? "rack_y_m" : "rack_x_m", along_m, N);
    small_numbers(file.file, is_turned ? "rack_x_m" : "rack_y_m", across_m, N);
    small_numbers(file.file, is_turned ? "rack_depth_m" : "rack_width_m", widths_m, N);
    small_numbers(file.file, is_turned ? "rack_width_m" : "rack_depth_m", depths_m, N);
    small_numbers(file.file, "rack_faces", sides, N);
    small_numbers(file.file, is_turned ? "hall_size_y_m" : "hall_size_x_m",
                  (double[]){PER_ROW * width_m + 2.0 * left_m}, 1);
    small_numbers(file.file, is_turned ? "hall_size_x_m" : "hall_size_y_m", (double[]){high_m}, 1);
    return file;
}

static struct results *reopen(const struct small_results *f, struct scene *ret_scene)
{
    struct results *const r = small_results_open(*f);

    ck_assert(scene_open(r, UNITS_SI, ret_scene) == STATUS_OK);
    return r;
}

static void close_both(struct results *r, struct scene *s)
{
    scene_close(s);
    small_results_close(r);
}

/* The aisle that holds a place across the rows, in the middle along them; NULL for none. */
static const struct aisle *aisle_at(const struct fixtures *f, bool is_turned, double across_m)
{
    const double along_m = left_m + PER_ROW * width_m / 2.0;
    const double x_m = is_turned ? across_m : along_m;
    const double y_m = is_turned ? along_m : across_m;

    for (size_t i = 0; i < f->n_aisles; i++) {
        const struct box *const b = &f->aisles[i].box;
        if (x_m > b->x_m && x_m < b->x_m + b->width_m && y_m > b->y_m &&
            y_m < b->y_m + b->depth_m) {
            return &f->aisles[i];
        }
    }
    return NULL;
}

START_TEST(aisles_lie_between_rows_and_take_their_kind_from_the_fronts)
{
    const struct {
        double from_m;
        double to_m;
        bool is_hot;
    } expected[] = {
        {0.0, low_m[0], true},                 /* P's rears to the wall */
        {low_m[0] + depth_m, low_m[1], false}, /* P and Q               */
        {low_m[1] + depth_m, low_m[2], true},  /* Q and R               */
        {low_m[2] + depth_m, (low_m[2] + depth_m + low_m[3]) / 2.0, false},
        {(low_m[2] + depth_m + low_m[3]) / 2.0, low_m[3], true}, /* R's half, S's half    */
        {low_m[3] + depth_m, low_m[3] + depth_m + 1.2, false},   /* a strip before S      */
    };
    const size_t n = sizeof expected / sizeof expected[0];

    for (int is_turned = 0; is_turned < 2; is_turned++) {
        struct scene s;
        const struct small_results file = write_rows(is_turned != 0, 1);
        struct results *const r = reopen(&file, &s);
        ck_assert_uint_eq(s.fixtures->n_rows, N / PER_ROW);
        ck_assert_uint_eq(s.fixtures->n_aisles, n);
        for (size_t i = 0; i < n; i++) {
            const double middle_m = (expected[i].from_m + expected[i].to_m) / 2.0;
            const struct aisle *const a = aisle_at(s.fixtures, is_turned != 0, middle_m);
            ck_assert_msg(a != NULL && a->is_hot == expected[i].is_hot && a->name == NULL,
                          "%d, aisle %zu", is_turned, i);
            const double from_m = is_turned != 0 ? a->box.x_m : a->box.y_m;
            const double size_m = is_turned != 0 ? a->box.width_m : a->box.depth_m;
            const double length_m = is_turned != 0 ? a->box.depth_m : a->box.width_m;
            /* Sums of a few metres: rounding. */
            ck_assert_double_eq_tol(from_m, expected[i].from_m, 1e-12);
            ck_assert_double_eq_tol(size_m, expected[i].to_m - expected[i].from_m, 1e-12);
            ck_assert_double_eq_tol(length_m, PER_ROW * width_m, 1e-12);
        }
        close_both(r, &s);
    }
}
END_TEST

START_TEST(a_closed_aisle_takes_the_place_of_an_open_one_and_follows_its_panels)
{
    enum { N_TIMES = 2, N_PANELS = 3 };
    const char *const aisle[] = {"cold"};
    const char *const panels[N_PANELS] = {"cold/roof", "cold/west", "cold/east"};
    const double opened_frac[N_TIMES * N_PANELS] = {0.0, 0.0, 0.0, 0.25, 0.0, 0.75};
    const struct small_results file = write_rows(false, N_TIMES);
    struct scene s;

    small_texts(file.file, "aisle", aisle, 1, true);
    small_numbers(file.file, "aisle_x_m", &left_m, 1);
    small_numbers(file.file, "aisle_y_m", (double[]){low_m[0] + depth_m}, 1);
    small_numbers(file.file, "aisle_width_m", (double[]){PER_ROW * width_m}, 1);
    small_numbers(file.file, "aisle_depth_m", (double[]){low_m[1] - low_m[0] - depth_m}, 1);
    small_numbers(file.file, "aisle_kind", (double[]){0.0}, 1);
    small_numbers(file.file, "aisle_along", (double[]){0.0}, 1);
    small_numbers(file.file, "aisle_doors_open_frac", (double[]){0.05}, 1);
    small_numbers(file.file, "aisle_roof_open_frac", (double[]){1.0}, 1);
    small_texts(file.file, "panel", panels, N_PANELS, true);
    small_series(&file, file.file, "panel_opened_frac", opened_frac, N_PANELS, false);
    struct results *const r = reopen(&file, &s);
    struct fixtures *const f = s.fixtures;

    ck_assert_uint_eq(f->n_closed, 1);
    ck_assert_uint_eq(f->n_aisles, 6); /* as many as without it */
    ck_assert(!f->aisles[0].roof.is_there && f->aisles[0].sides[SIDE_EAST].is_there &&
              f->aisles[0].sides[SIDE_NORTH].is_there);
    for (size_t t = 0; t < N_TIMES; t++) {
        ck_assert(fixtures_set_time(f, r, t) == STATUS_OK);
        ck_assert_double_eq(f->aisles[0].roof.opened_frac, opened_frac[t * N_PANELS]);
        ck_assert_double_eq(f->aisles[0].sides[SIDE_WEST].opened_frac,
                            opened_frac[t * N_PANELS + 1]);
        ck_assert_double_eq(f->aisles[0].sides[SIDE_EAST].opened_frac,
                            opened_frac[t * N_PANELS + 2]);
        ck_assert_double_eq(f->aisles[0].sides[SIDE_NORTH].opened_frac, 0.0);
    }
    close_both(r, &s);
}
END_TEST

START_TEST(elements_with_a_place_stand_and_the_others_are_listed)
{
    enum { N_TIMES = 2, N_F = 4 };
    const char *const feeds[N_F] = {"grid", "pdu", "bus", "P1/pdu"};
    const char *const crah[] = {"h"};
    const char *const plant[] = {"chiller"};
    const double unknown = (double)NAN;
    const double x_m[N_F] = {unknown, 1.3, 0.4, unknown};
    const double y_m[N_F] = {unknown, 11.9, 2.3, unknown};
    const double w_m[N_F] = {unknown, 0.9, 1.4, unknown};
    const double d_m[N_F] = {unknown, 0.6, 0.2, unknown};
    const double overhead[N_F] = {0.0, 0.0, 1.0, 0.0};
    const double energised[N_TIMES * N_F] = {1, 1, 1, 1, 1, 0, 1, 1};
    const double duty[N_TIMES] = {0.0, 1.0};
    const double water[N_TIMES] = {1.0, 0.0};
    const double driven[N_TIMES] = {0.0, 0.0};
    const double gives[N_TIMES] = {1.0, 0.0};
    const struct small_results file = write_rows(false, N_TIMES);
    struct scene s;

    small_texts(file.file, "feed", feeds, N_F, true);
    small_texts(file.file, "crah", crah, 1, true);
    small_texts(file.file, "plant", plant, 1, true);
    small_numbers(file.file, "feed_x_m", x_m, N_F);
    small_numbers(file.file, "feed_y_m", y_m, N_F);
    small_numbers(file.file, "feed_width_m", w_m, N_F);
    small_numbers(file.file, "feed_depth_m", d_m, N_F);
    small_numbers(file.file, "feed_overhead", overhead, N_F);
    small_series(&file, file.file, "feed_is_energised_min", energised, N_F, false);
    small_series(&file, file.file, "crah_is_on_duty_min", duty, 1, false);
    small_series(&file, file.file, "crah_has_water_min", water, 1, false);
    small_series(&file, file.file, "plant_is_running_min", driven, 1, false);
    small_series(&file, file.file, "plant_gives_water_min", gives, 1, false);
    struct results *const r = reopen(&file, &s);
    struct fixtures *const f = s.fixtures;

    ck_assert_uint_eq(f->n_units, 2);
    ck_assert_str_eq(f->tree.nodes[f->units[0].node].name, "pdu"); /* those on the floor first */
    ck_assert(!f->units[0].is_overhead && f->units[1].is_overhead);
    ck_assert_double_eq(f->units[0].box.x_m, x_m[1]);
    ck_assert_double_eq(f->units[1].box.depth_m, d_m[2]);
    ck_assert_uint_eq(f->n_placeless, 3); /* a rack's own circuit is not one of them */
    ck_assert_str_eq(f->tree.nodes[f->placeless[0]].name, "grid");
    ck_assert_str_eq(f->tree.nodes[f->placeless[1]].name, "chiller");
    ck_assert_str_eq(f->tree.nodes[f->placeless[2]].name, "h");
    const size_t pdu = f->units[0].node;
    const size_t chiller = f->placeless[1];
    const size_t handler = f->placeless[2];
    ck_assert(fixtures_set_time(f, r, 0) == STATUS_OK);
    ck_assert_str_eq(fixtures_state(f, pdu), "");
    ck_assert_str_eq(fixtures_state(f, handler), "stands by");
    ck_assert(!fixtures_is_out(f, pdu) && !fixtures_is_out(f, handler));
    ck_assert_str_eq(fixtures_state(f, chiller), "no power"); /* its water still flows */
    ck_assert(fixtures_is_out(f, chiller));
    ck_assert(fixtures_set_time(f, r, 1) == STATUS_OK);
    ck_assert_str_eq(fixtures_state(f, pdu), "no power");
    ck_assert_str_eq(fixtures_state(f, handler), "no water");
    ck_assert_str_eq(fixtures_state(f, chiller), "stopped");
    ck_assert(fixtures_is_out(f, pdu) && fixtures_is_out(f, chiller));
    close_both(r, &s);
}
END_TEST

TCASE(tc_fixtures, "fixtures", aisles_lie_between_rows_and_take_their_kind_from_the_fronts,
      a_closed_aisle_takes_the_place_of_an_open_one_and_follows_its_panels,
      elements_with_a_place_stand_and_the_others_are_listed)
CHECK_MAIN("fixtures", tc_fixtures)
