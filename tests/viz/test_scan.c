/* test_scan.c - a run that is read piece by piece tells what it tells as a whole.
 *
 * Files of random size and numbers (seeds 1 to CASES, printed where one fails) against sums over all
 * their records.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <gsl/gsl_rng.h>

#include "tests/support/small_results.h"
#include "viz/course.h"
#include "viz/pair.h"

enum { CASES = 12, MOST_RECORDS = 3000, MOST_RACKS = 80 };
static const char *const kinds[] = {"rack power", "inlet maximum"};
enum { N_KINDS = 2 };

/* What a file holds, and what a test reckons from. */
struct content {
    size_t n_times;
    size_t n_racks;
    size_t n_nodes;
    double step_s;
    double limit_w;
    double *power_w;     /* (n_times, n_racks), with gaps */
    double *margin_frac; /* (n_times, N_KINDS n_racks), kind by kind */
    double *ceiling;     /* (n_times, n_nodes) */
    double *shut;        /* likewise */
    size_t rack_of[2 * MOST_RACKS];
    struct results *r;
    char path[64];
};

static size_t between(gsl_rng *rng, size_t least, size_t most)
{
    return least + gsl_rng_uniform_int(rng, most - least + 1);
}

/* In single precision, so that a file holds the very number. */
static double number(gsl_rng *rng, double least, double most)
{
    return (double)(float)(least + (most - least) * gsl_rng_uniform(rng));
}

static void draw(gsl_rng *rng, struct content *c)
{
    c->n_times = between(rng, 1, MOST_RECORDS);
    c->n_racks = between(rng, 1, MOST_RACKS);
    c->n_nodes = between(rng, 1, 2 * c->n_racks);
    c->step_s = number(rng, 0.5, 97.0);
    c->limit_w = number(rng, 11e3, 29e3);
    c->power_w = calloc(c->n_times * c->n_racks, sizeof(double));
    c->margin_frac = calloc(c->n_times * c->n_racks * N_KINDS, sizeof(double));
    c->ceiling = calloc(c->n_times * c->n_nodes, sizeof(double));
    c->shut = calloc(c->n_times * c->n_nodes, sizeof(double));
    for (size_t k = 0; k < c->n_times * c->n_racks; k++) {
        c->power_w[k] = gsl_rng_uniform(rng) < 0.05 ? (double)NAN : number(rng, 1e3, 31e3);
    }
    for (size_t k = 0; k < c->n_times * c->n_racks * N_KINDS; k++) {
        c->margin_frac[k] = gsl_rng_uniform(rng) < 0.1 ? (double)NAN : number(rng, -0.02, 0.9);
    }
    /* Seldom enough that many a rack never throttles, and many a record waits for another block. */
    const double often = 1.0 / (double)between(rng, 200, 20000);
    for (size_t k = 0; k < c->n_times * c->n_nodes; k++) {
        c->ceiling[k] = gsl_rng_uniform(rng) < often ? 0.731 : 1.0;
        c->shut[k] = gsl_rng_uniform(rng) < 0.3 * often ? 3.0 : 0.0;
    }
    for (size_t i = 0; i < c->n_nodes; i++) {
        c->rack_of[i] = i * c->n_racks / c->n_nodes;
    }
}

static void write_limits(const struct small_results *f, const struct content *c)
{
    enum { MOST = N_KINDS * MOST_RACKS };
    const size_t n = N_KINDS * c->n_racks;
    char labels[MOST_RACKS][32];
    const char *subjects[MOST];
    const char *names[MOST];
    const char *dims[MOST];
    double values[MOST];
    const hid_t group = H5Gcreate2(f->file, "limits", H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT);

    ck_assert_uint_gt(c->n_racks, 0);
    for (size_t i = 0; i < n; i++) {
        const size_t rack = i % c->n_racks;
        (void)snprintf(labels[rack], sizeof labels[rack], "R-%zu", rack);
        subjects[i] = labels[rack];
        names[i] = kinds[i / c->n_racks];
        dims[i] = "rack";
        values[i] = c->limit_w;
    }
    small_dim(group, "limit", n);
    small_texts(group, "subject", subjects, n, false);
    small_texts(group, "name", names, n, false);
    small_texts(group, "dim", dims, n, false);
    small_numbers(group, "limit_value", values, n);
    small_series(f, group, "margin_frac", c->margin_frac, n, true);
    H5Gclose(group);
}

static void write_file(struct content *c, bool is_single)
{
    const struct small_results f = small_results_create(c->n_times, c->step_s);
    char labels[2 * MOST_RACKS][32];
    const char *racks[2 * MOST_RACKS];
    const char *why = "";

    for (size_t i = 0; i < c->n_nodes; i++) {
        (void)snprintf(labels[i], sizeof labels[i], "R-%zu", c->rack_of[i]);
        racks[i] = labels[i];
    }
    small_dim(f.file, "rack", c->n_racks);
    small_dim(f.file, "node", c->n_nodes);
    small_texts(f.file, "node_rack", racks, c->n_nodes, false);
    small_series(&f, f.file, "rack_power_max_w", c->power_w, c->n_racks, is_single);
    small_series(&f, f.file, "node_ceiling_min_frac", c->ceiling, c->n_nodes, is_single);
    small_series(&f, f.file, "node_shut_nodes_max", c->shut, c->n_nodes, is_single);
    write_limits(&f, c);
    H5Fclose(f.file);
    (void)snprintf(c->path, sizeof c->path, "%s", f.path);
    ck_assert_msg(results_open(c->path, &c->r, &why) == STATUS_OK, "%s", why);
}

static void finish(struct content *c)
{
    results_close(c->r);
    (void)remove(c->path);
    free(c->power_w);
    free(c->margin_frac);
    free(c->ceiling);
    free(c->shut);
}

/* Calls a check for every case; every other file is written in double precision. */
static void for_cases(void (*check)(const struct content *, gsl_rng *, unsigned long))
{
    for (unsigned long seed = 1; seed <= CASES; seed++) {
        gsl_rng *const rng = gsl_rng_alloc(gsl_rng_mt19937);
        struct content c = {.n_times = 0};
        gsl_rng_set(rng, seed);
        draw(rng, &c);
        write_file(&c, seed % 2 == 0);
        check(&c, rng, seed);
        finish(&c);
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

static void slices_are_the_whole(const struct content *c, gsl_rng *rng, unsigned long seed)
{
    static const char *const layers[] = {"power", "binding", "throttle"};
    struct scene whole;
    struct scene sliced;

    ck_assert_int_eq(scene_open(c->r, UNITS_SI, &whole), STATUS_OK);
    ck_assert_int_eq(scene_open(c->r, UNITS_SI, &sliced), STATUS_OK);
    for (size_t k = 0; k < sizeof layers / sizeof layers[0]; k++) {
        const struct layer *const layer = layer_find(layers[k]);
        ck_assert_msg(scene_set_layer(&whole, layer), "seed %lu: %s", seed, layers[k]);
        scene_set_time(&sliced, between(rng, 0, c->n_times - 1));
        ck_assert(scene_choose_layer(&sliced, layer));
        double least = sliced.seen_least;
        double most = sliced.seen_most;
        while (!scene_scan(&sliced, between(rng, 0, 700))) {
            ck_assert_msg(sliced.seen_least <= least && sliced.seen_most >= most,
                          "seed %lu, %s: what was seen is forgotten", seed, layers[k]);
            least = sliced.seen_least;
            most = sliced.seen_most;
            scene_set_time(&sliced, between(rng, 0, c->n_times - 1)); /* somebody looks around */
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

static void powers_are_those_of_the_file(const struct content *c, gsl_rng *rng, unsigned long seed)
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

static void kinds_are_those_of_the_least_margin(const struct content *c, gsl_rng *rng,
                                                unsigned long seed)
{
    struct scene s;

    ck_assert_int_eq(scene_open(c->r, UNITS_SI, &s), STATUS_OK);
    ck_assert(scene_set_layer(&s, layer_find("binding")));
    for (size_t k = 0; k < 40; k++) {
        const size_t t = between(rng, 0, c->n_times - 1);
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

static bool throttles(const struct content *c, size_t t, size_t rack)
{
    for (size_t i = 0; i < c->n_nodes; i++) {
        const size_t at = t * c->n_nodes + i;
        if (c->rack_of[i] == rack && (c->ceiling[at] < 1.0 || c->shut[at] > 0.0)) {
            return true;
        }
    }
    return false;
}

static bool has_nodes(const struct content *c, size_t rack)
{
    for (size_t i = 0; i < c->n_nodes; i++) {
        if (c->rack_of[i] == rack) {
            return true;
        }
    }
    return false;
}

static void time_left_is_to_the_next_throttle(const struct content *c, gsl_rng *rng,
                                              unsigned long seed)
{
    struct scene s;

    ck_assert_int_eq(scene_open(c->r, UNITS_SI, &s), STATUS_OK);
    ck_assert(scene_set_layer(&s, layer_find("throttle")));
    for (size_t k = 0; k < 20; k++) {
        const size_t t = between(rng, 0, c->n_times - 1);
        const size_t i = between(rng, 0, c->n_racks - 1);
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

static void courses_keep_peaks(const struct content *c, gsl_rng *rng, unsigned long seed)
{
    struct courses *const all = calloc(1, sizeof *all);
    const size_t item = between(rng, 0, c->n_racks - 1);
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

/* Of more than one block of records. */
static void draw_long(gsl_rng *rng, struct content *c)
{
    do {
        free(c->power_w);
        free(c->margin_frac);
        free(c->ceiling);
        free(c->shut);
        draw(rng, c);
    } while (c->n_times < 1100);
}

/* Before the scan comes to what follows, the time left is not known; it is not "never". */
START_TEST(what_is_not_read_yet_is_not_known)
{
    gsl_rng *const rng = gsl_rng_alloc(gsl_rng_mt19937);
    struct content c = {.n_times = 0};
    struct scene s;

    gsl_rng_set(rng, 77);
    draw_long(rng, &c);
    for (size_t k = 0; k < c.n_times * c.n_nodes; k++) {
        c.ceiling[k] = k < (c.n_times - 1) * c.n_nodes ? 1.0 : 0.5; /* all in the last record */
        c.shut[k] = 0.0;
    }
    write_file(&c, true);
    ck_assert_int_eq(scene_open(c.r, UNITS_SI, &s), STATUS_OK);
    ck_assert(scene_choose_layer(&s, layer_find("throttle")));
    const size_t rack = c.rack_of[0];
    ck_assert_msg(isnan(s.values[rack]), "%g s", s.values[rack]);
    while (!scene_scan(&s, 64)) {
    }
    ck_assert_double_eq(s.values[rack], c.step_s * (double)(c.n_times - 1));
    ck_assert_uint_eq(scene_worst_time(&s), c.n_times - 1);
    scene_close(&s);
    finish(&c);
    gsl_rng_free(rng);
}
END_TEST

/* -------------------------------------------------------------------- pairs */

/* A long file in which nothing throttles before the second block of records, and no time left comes to the
 * hour that ends its scale: what is known of it at first is little. */
static void write_late(gsl_rng *rng, struct content *c)
{
    draw_long(rng, c);
    c->step_s = number(rng, 0.1, 1.0);
    for (size_t k = 0; k < SMALL_CHUNK_ROWS * c->n_nodes; k++) {
        c->ceiling[k] = 1.0;
        c->shut[k] = 0.0;
    }
    write_file(c, true);
}

/* Two such files at once; the first moves aside, so that the second can have its path. */
static void open_two(gsl_rng *rng, unsigned long seed, struct content *a, struct content *b)
{
    char aside[sizeof a->path];

    gsl_rng_set(rng, seed);
    write_late(rng, a);
    (void)snprintf(aside, sizeof aside, "/tmp/headroom-aside-%ld.h5", (long)getpid());
    ck_assert_int_eq(rename(a->path, aside), 0);
    (void)snprintf(a->path, sizeof a->path, "%s", aside);
    write_late(rng, b);
}

/* Neither the other file before it is read nor what was seen halfway widens the scale. */
START_TEST(two_files_share_the_least_scale_that_spans_both)
{
    static const char *const layers[] = {"power", "throttle"};
    gsl_rng *const rng = gsl_rng_alloc(gsl_rng_mt19937);

    for (unsigned long seed = 1; seed <= CASES; seed++) {
        struct content a = {.n_times = 0};
        struct content b = {.n_times = 0};
        struct pair pair;
        struct scene alone[2];
        open_two(rng, seed, &a, &b);
        ck_assert_int_eq(pair_open(a.r, b.r, UNITS_SI, &pair), STATUS_OK);
        ck_assert_int_eq(scene_open(a.r, UNITS_SI, &alone[0]), STATUS_OK);
        ck_assert_int_eq(scene_open(b.r, UNITS_SI, &alone[1]), STATUS_OK);
        for (size_t k = 0; k < sizeof layers / sizeof layers[0]; k++) {
            const struct layer *const layer = layer_find(layers[k]);
            ck_assert_msg(scene_set_layer(&alone[0], layer), "seed %lu: %s of the first", seed,
                          layers[k]);
            ck_assert_msg(scene_set_layer(&alone[1], layer), "seed %lu: %s", seed, layers[k]);
            ck_assert(pair_set_layer(&pair, layer));
            while (!pair_scan(&pair, between(rng, 1, 700))) {
            }
            const double least = fmin(alone[0].least, alone[1].least);
            const double most = fmax(alone[0].most, alone[1].most);
            ck_assert_msg(pair.own.least == least && pair.other.least == least &&
                              pair.own.most == most && pair.other.most == most,
                          "seed %lu, %s: %g to %g, not %g to %g", seed, layers[k], pair.own.least,
                          pair.own.most, least, most);
        }
        scene_close(&alone[0]);
        scene_close(&alone[1]);
        pair_close(&pair);
        finish(&a);
        finish(&b);
    }
    gsl_rng_free(rng);
}
END_TEST

START_TEST(a_layer_that_the_file_lacks_changes_nothing)
{
    gsl_rng *const rng = gsl_rng_alloc(gsl_rng_mt19937);
    struct content c = {.n_times = 0};
    struct pair pair;

    gsl_rng_set(rng, 5);
    draw(rng, &c);
    write_file(&c, true);
    ck_assert_int_eq(pair_open(c.r, NULL, UNITS_SI, &pair), STATUS_OK);
    ck_assert(pair_set_layer(&pair, layer_find("power")));
    while (!pair_scan(&pair, 1000)) {
    }
    pair_set_range(&pair, false, 3100.0, 7300.0);
    ck_assert(!pair_set_layer(&pair, layer_find("outlet")));
    ck_assert_ptr_eq(pair.own.layer, layer_find("power"));
    ck_assert(pair_is_whole(&pair));
    ck_assert(pair.own.has_range && pair.own.least == 3100.0 && pair.own.most == 7300.0);
    ck_assert(pair_set_layer(&pair, layer_find("throttle")) && !pair.own.has_range);
    pair_close(&pair);
    finish(&c);
    gsl_rng_free(rng);
}
END_TEST

/* All numbers of a series but those of the first block of records give way to noise, as on a disk that fails. */
static void damage(const char *path, const char *series)
{
    const hid_t file = H5Fopen(path, H5F_ACC_RDONLY, H5P_DEFAULT);
    const hid_t dataset = H5Dopen2(file, series, H5P_DEFAULT);
    const hid_t space = H5Dget_space(dataset);
    FILE *const bytes = fopen(path, "r+b");
    hsize_t n_chunks = 0;

    ck_assert_ptr_nonnull(bytes);
    ck_assert_int_ge(H5Dget_num_chunks(dataset, space, &n_chunks), 0);
    for (hsize_t i = 0; i < n_chunks; i++) {
        hsize_t first[2];
        unsigned mask = 0;
        haddr_t at = 0;
        hsize_t size = 0;
        ck_assert_int_ge(H5Dget_chunk_info(dataset, space, i, first, &mask, &at, &size), 0);
        ck_assert_int_eq(fseek(bytes, (long)at, SEEK_SET), 0);
        for (hsize_t k = 0; k < size && first[0] > 0; k++) {
            ck_assert_int_eq(fputc(0xa5, bytes), 0xa5);
        }
    }
    ck_assert_int_eq(fclose(bytes), 0);
    H5Sclose(space);
    H5Dclose(dataset);
    H5Fclose(file);
}

/* Somebody stands at a record that cannot be read and asks for a layer that cannot be read there either. */
START_TEST(where_no_layer_can_be_read_the_one_before_stays)
{
    gsl_rng *const rng = gsl_rng_alloc(gsl_rng_mt19937);
    struct content c = {.n_times = 0};
    struct scene s;
    const char *why = "";

    gsl_rng_set(rng, 78);
    draw_long(rng, &c);
    write_file(&c, true);
    results_close(c.r);
    damage(c.path, "rack_power_max_w");
    damage(c.path, "node_ceiling_min_frac");
    ck_assert_int_eq(results_open(c.path, &c.r, &why), STATUS_OK);
    ck_assert_int_eq(scene_open(c.r, UNITS_SI, &s), STATUS_OK);
    ck_assert(scene_choose_layer(&s, layer_find("power")) && !s.is_unread);
    scene_set_time(&s, c.n_times - 1);
    ck_assert(s.is_unread && isnan(s.values[0]));
    ck_assert(!scene_choose_layer(&s, layer_find("throttle")));
    ck_assert_ptr_eq(s.layer, layer_find("power"));
    ck_assert(s.is_unread);
    scene_set_time(&s, 0);
    ck_assert(!s.is_unread);
    ck_assert(scene_choose_layer(&s, layer_find("binding")));
    scene_close(&s);
    finish(&c);
    gsl_rng_free(rng);
}
END_TEST

TCASE(tc_scan, "scan", a_run_read_in_slices_is_the_run_read_at_once,
      worst_and_beyond_are_those_of_the_records, the_binding_limit_has_the_least_margin,
      time_left_reaches_to_the_next_record_in_which_the_rack_throttles, a_course_keeps_every_peak,
      what_is_not_read_yet_is_not_known, two_files_share_the_least_scale_that_spans_both,
      a_layer_that_the_file_lacks_changes_nothing, where_no_layer_can_be_read_the_one_before_stays)
CHECK_MAIN("scan", tc_scan)
