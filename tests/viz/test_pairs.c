/* test_pairs.c - two files read together, layers that a file lacks, records that cannot be read.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "tests/support/small_run.h"
#include "viz/pair.h"

/* A long file in which nothing throttles before the second block of records, and no time left comes to the
 * hour that ends its scale: what is known of it at first is little. */
static void write_late(gsl_rng *rng, struct small_run *c)
{
    small_run_draw_long(rng, c);
    c->step_s = small_run_number(rng, 0.1, 1.0);
    for (size_t k = 0; k < SMALL_CHUNK_ROWS * c->n_nodes; k++) {
        c->ceiling[k] = 1.0;
        c->shut[k] = 0.0;
    }
    small_run_write_file(c, true);
}

/* Two such files at once; the first moves aside, so that the second can have its path. */
static void open_two(gsl_rng *rng, unsigned long seed, struct small_run *a, struct small_run *b)
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
        struct small_run a = {.n_times = 0};
        struct small_run b = {.n_times = 0};
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
            while (!pair_scan(&pair, small_run_between(rng, 1, 700))) {
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
        small_run_finish(&a);
        small_run_finish(&b);
    }
    gsl_rng_free(rng);
}
END_TEST

START_TEST(a_layer_that_the_file_lacks_changes_nothing)
{
    gsl_rng *const rng = gsl_rng_alloc(gsl_rng_mt19937);
    struct small_run c = {.n_times = 0};
    struct pair pair;

    gsl_rng_set(rng, 5);
    small_run_draw(rng, &c);
    small_run_write_file(&c, true);
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
    small_run_finish(&c);
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
    struct small_run c = {.n_times = 0};
    struct scene s;
    const char *why = "";

    gsl_rng_set(rng, 78);
    small_run_draw_long(rng, &c);
    small_run_write_file(&c, true);
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
    small_run_finish(&c);
    gsl_rng_free(rng);
}
END_TEST

TCASE(tc_pairs, "pairs", two_files_share_the_least_scale_that_spans_both,
      a_layer_that_the_file_lacks_changes_nothing, where_no_layer_can_be_read_the_one_before_stays)
CHECK_MAIN("pairs", tc_pairs)
