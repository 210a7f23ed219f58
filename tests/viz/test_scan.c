/* test_scan.c - a run that is read piece by piece tells what it tells as a whole.
 *
 * Files of random size and numbers (seeds 1 to CASES, printed where one fails) against sums over all
 * their records.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "tests/support/small_run.h"
#include "viz/course.h"
#include "viz/scene.h"

/* Calls a check for every case; every other file is written in double precision. */
static void for_cases(void (*check)(const struct small_run *, gsl_rng *, unsigned long))
{
    for (unsigned long seed = 1; seed <= CASES; seed++) {
        gsl_rng *const rng = gsl_rng_alloc(gsl_rng_mt19937);
        struct small_run c = {.n_times = 0};
        gsl_rng_set(rng, seed);
        small_run_draw(rng, &c);
        small_run_write_file(&c, seed % 2 == 0);
        check(&c, rng, seed);
        small_run_finish(&c);
        gsl_rng_free(rng);
    }
}

/* ------------------------------------------------------------------- slices */

static void same_in_time(const struct scene *whole, const struct scene *sliced, size_t n_times,
                         unsigned long seed)
{
    for (size_t t = 0; t < n_times; t++) {
        const double a = whole->worst_in_time[t];
        const double b = sliced->worst_in_time[t];
        ck_assert_msg((isnan(a) && isnan(b)) || a == b, "seed %lu, record %zu: worst %g and %g",
                      seed, t, a, b);
        ck_assert_msg(whole->beyond_in_time[t] == sliced->beyond_in_time[t],
                      "seed %lu, record %zu: beyond", seed, t);
    }
}

static void slices_are_the_whole(const struct small_run *c, gsl_rng *rng, unsigned long seed)
{
    static const char *const layers[] = {"power", "binding", "throttle"};
    struct scene whole;
    struct scene sliced;

    ck_assert_int_eq(scene_open(c->r, UNITS_SI, &whole), STATUS_OK);
    ck_assert_int_eq(scene_open(c->r, UNITS_SI, &sliced), STATUS_OK);
    for (size_t k = 0; k < sizeof layers / sizeof layers[0]; k++) {
        const struct layer *const layer = layer_find(layers[k]);
        ck_assert_msg(scene_set_layer(&whole, layer), "seed %lu: %s", seed, layers[k]);
        scene_set_time(&sliced, small_run_between(rng, 0, c->n_times - 1));
        ck_assert(scene_choose_layer(&sliced, layer));
        double least = sliced.seen_least;
        double most = sliced.seen_most;
        while (!scene_scan(&sliced, small_run_between(rng, 0, 700))) {
            ck_assert_msg(sliced.seen_least <= least && sliced.seen_most >= most,
                          "seed %lu, %s: what was seen is forgotten", seed, layers[k]);
            least = sliced.seen_least;
            most = sliced.seen_most;
            scene_set_time(&sliced,
                           small_run_between(rng, 0, c->n_times - 1)); /* somebody looks around */
        }
        ck_assert_msg(whole.least == sliced.least && whole.most == sliced.most,
                      "seed %lu, %s: scale %g to %g, and %g to %g", seed, layers[k], whole.least,
                      whole.most, sliced.least, sliced.most);
        same_in_time(&whole, &sliced, c->n_times, seed);
        scene_set_time(&whole, sliced.time_index);
        ck_assert_int_eq(whole.worst, sliced.worst);
        ck_assert_uint_eq(scene_worst_time(&whole), scene_worst_time(&sliced));
        ck_assert_uint_eq(scene_next_crossing(&whole, true), scene_next_crossing(&sliced, true));
        ck_assert_uint_eq(scene_next_crossing(&whole, false), scene_next_crossing(&sliced, false));
    }
    scene_close(&whole);
    scene_close(&sliced);
}

START_TEST(a_run_read_in_slices_is_the_run_read_at_once)
{
    for_cases(slices_are_the_whole);
}
END_TEST

/* ------------------------------------------------------------- what it tells */

static void powers_are_those_of_the_file(const struct small_run *c, gsl_rng *rng,
                                         unsigned long seed)
{
    struct scene s;
    double least = (double)INFINITY;
    double most = -(double)INFINITY;

    (void)rng;
    ck_assert_int_eq(scene_open(c->r, UNITS_SI, &s), STATUS_OK);
    ck_assert(scene_set_layer(&s, layer_find("power")));
    for (size_t t = 0; t < c->n_times; t++) {
        double worst_w = (double)NAN;
        size_t n_beyond = 0;
        for (size_t i = 0; i < c->n_racks; i++) {
            const double power_w = c->power_w[t * c->n_racks + i];
            worst_w = fmax(worst_w, power_w);
            n_beyond += power_w > c->limit_w;
            least = fmin(least, power_w);
        }
        most = fmax(most, worst_w);
        ck_assert_msg((isnan(worst_w) && isnan(s.worst_in_time[t])) ||
                          s.worst_in_time[t] == worst_w,
                      "seed %lu, record %zu: %g W, not %g", seed, t, s.worst_in_time[t], worst_w);
        ck_assert_uint_eq(s.beyond_in_time[t], n_beyond);
    }
    ck_assert_msg(s.seen_least == least && s.seen_most == most, "seed %lu: %g to %g W", seed,
                  s.seen_least, s.seen_most);
    scene_close(&s);
}

START_TEST(worst_and_beyond_are_those_of_the_records)
{
    for_cases(powers_are_those_of_the_file);
}
END_TEST

static void kinds_are_those_of_the_least_margin(const struct small_run *c, gsl_rng *rng,
                                                unsigned long seed)
{
    struct scene s;

    ck_assert_int_eq(scene_open(c->r, UNITS_SI, &s), STATUS_OK);
    ck_assert(scene_set_layer(&s, layer_find("binding")));
    for (size_t k = 0; k < 40; k++) {
        const size_t t = small_run_between(rng, 0, c->n_times - 1);
        const double *const margins = c->margin_frac + t * N_KINDS * c->n_racks;
        scene_set_time(&s, t);
        for (size_t i = 0; i < c->n_racks; i++) {
            const double power = margins[i];
            const double inlet = margins[c->n_racks + i];
            const bool is_inlet = !isnan(inlet) && !(inlet >= power); /* equals: the first */
            const double expected = is_inlet ? inlet : power;
            ck_assert_msg(
                (isnan(expected) && isnan(s.margin_frac[i]) && isnan(s.values[i])) ||
                    (s.margin_frac[i] == expected && s.values[i] == (is_inlet ? 1.0 : 0.0)),
                "seed %lu, record %zu, rack %zu: kind %g, margin %g, not %g", seed, t, i,
                s.values[i], s.margin_frac[i], expected);
        }
    }
    scene_close(&s);
}

START_TEST(the_binding_limit_has_the_least_margin)
{
    for_cases(kinds_are_those_of_the_least_margin);
}
END_TEST

static bool throttles(const struct small_run *c, size_t t, size_t rack)
{
    for (size_t i = 0; i < c->n_nodes; i++) {
        const size_t at = t * c->n_nodes + i;
        if (c->rack_of[i] == rack && (c->ceiling[at] < 1.0 || c->shut[at] > 0.0)) {
            return true;
        }
    }
    return false;
}

static bool has_nodes(const struct small_run *c, size_t rack)
{
    for (size_t i = 0; i < c->n_nodes; i++) {
        if (c->rack_of[i] == rack) {
            return true;
        }
    }
    return false;
}

static void time_left_is_to_the_next_throttle(const struct small_run *c, gsl_rng *rng,
                                              unsigned long seed)
{
    struct scene s;

    ck_assert_int_eq(scene_open(c->r, UNITS_SI, &s), STATUS_OK);
    ck_assert(scene_set_layer(&s, layer_find("throttle")));
    for (size_t k = 0; k < 20; k++) {
        const size_t t = small_run_between(rng, 0, c->n_times - 1);
        const size_t i = small_run_between(rng, 0, c->n_racks - 1);
        size_t next = t;
        while (next < c->n_times && !throttles(c, next, i)) {
            next++;
        }
        scene_set_time(&s, t);
        const double found_s = s.values[i];
        const double expected_s =
            next < c->n_times ? c->step_s * (double)next - c->step_s * (double)t : (double)INFINITY;
        ck_assert_msg(has_nodes(c, i) ? found_s == expected_s : isnan(found_s),
                      "seed %lu, record %zu, rack %zu: %g s left, not %g", seed, t, i, found_s,
                      expected_s);
        ck_assert(!has_nodes(c, i) || scene_is_beyond(&s, i) == throttles(c, t, i));
    }
    scene_close(&s);
}

START_TEST(time_left_reaches_to_the_next_record_in_which_the_rack_throttles)
{
    for_cases(time_left_is_to_the_next_throttle);
}
END_TEST

static void courses_keep_peaks(const struct small_run *c, gsl_rng *rng, unsigned long seed)
{
    struct courses *const all = calloc(1, sizeof *all);
    const size_t item = small_run_between(rng, 0, c->n_racks - 1);
    struct course *const course = courses_find(all, c->r, "rack_power_max_w", item);

    ck_assert_ptr_nonnull(course);
    while (courses_read(all)) {
    }
    ck_assert_ptr_eq(courses_find(all, c->r, "rack_power_max_w", item), course);
    ck_assert_ptr_null(courses_find(all, c->r, "rack_outlet_max_c", item));
    for (size_t t = 0; t < c->n_times; t++) {
        const double power_w = c->power_w[t * c->n_racks + item];
        const struct course_span *const span = &course->spans[t * course->n_spans / c->n_times];
        const double found_w = course_at(course, t);
        ck_assert_msg(isnan(power_w)
                          ? isnan(found_w)
                          : found_w == power_w && span->least <= power_w && span->most >= power_w &&
                                course->least <= power_w && course->most >= power_w,
                      "seed %lu, record %zu: %g W, not %g", seed, t, found_w, power_w);
    }
    free(all);
}

START_TEST(a_course_keeps_every_peak)
{
    for_cases(courses_keep_peaks);
}
END_TEST

/* Before the scan comes to what follows, the time left is not known; it is not "never". */
START_TEST(what_is_not_read_yet_is_not_known)
{
    gsl_rng *const rng = gsl_rng_alloc(gsl_rng_mt19937);
    struct small_run c = {.n_times = 0};
    struct scene s;

    gsl_rng_set(rng, 77);
    small_run_draw_long(rng, &c);
    for (size_t k = 0; k < c.n_times * c.n_nodes; k++) {
        c.ceiling[k] = k < (c.n_times - 1) * c.n_nodes ? 1.0 : 0.5; /* all in the last record */
        c.shut[k] = 0.0;
    }
    small_run_write_file(&c, true);
    ck_assert_int_eq(scene_open(c.r, UNITS_SI, &s), STATUS_OK);
    ck_assert(scene_choose_layer(&s, layer_find("throttle")));
    const size_t rack = c.rack_of[0];
    ck_assert_msg(isnan(s.values[rack]), "%g s", s.values[rack]);
    while (!scene_scan(&s, 64)) {
    }
    ck_assert_double_eq(s.values[rack], c.step_s * (double)(c.n_times - 1));
    ck_assert_uint_eq(scene_worst_time(&s), c.n_times - 1);
    scene_close(&s);
    small_run_finish(&c);
    gsl_rng_free(rng);
}
END_TEST

TCASE(tc_scan, "scan", a_run_read_in_slices_is_the_run_read_at_once,
      worst_and_beyond_are_those_of_the_records, the_binding_limit_has_the_least_margin,
      time_left_reaches_to_the_next_record_in_which_the_rack_throttles, a_course_keeps_every_peak,
      what_is_not_read_yet_is_not_known)
CHECK_MAIN("scan", tc_scan)
