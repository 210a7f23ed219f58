/* small_results.h - results files of a few racks that a test fills with numbers of its own.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef TESTS_SUPPORT_SMALL_RESULTS_H
#define TESTS_SUPPORT_SMALL_RESULTS_H

#include <math.h>
#include <stdio.h>
#include <unistd.h>

#include <hdf5.h>
#include <hdf5_hl.h>

#include "sim/results/results.h"
#include "tests/support/check_main.h"

enum { SMALL_CHUNK_ROWS = 1024, SMALL_CHUNK_ITEMS = 32, SMALL_MOST_ITEMS = 256 };

struct small_results {
    hid_t file;
    char path[64];
    size_t n_times;
};

static inline void small_text_attribute(hid_t object, const char *name, const char *text)
{
    ck_assert_int_ge(H5LTset_attribute_string(object, ".", name, text), 0);
}

/* A file with its times, `step_s` apart. */
static inline struct small_results small_results_create(size_t n_times, double step_s)
{
    struct small_results f = {.n_times = n_times};
    const hsize_t n = n_times;
    const hsize_t most = H5S_UNLIMITED;
    const hsize_t chunk = SMALL_CHUNK_ROWS;
    const double format = 1.0;

    (void)snprintf(f.path, sizeof f.path, "/tmp/headroom-small-%ld.h5", (long)getpid());
    const hid_t order = H5Pcreate(H5P_FILE_CREATE);
    H5Pset_link_creation_order(order, H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED);
    H5Pset_link_phase_change(order, 0, 0); /* kept in that order, as the many links of a run are */
    f.file = H5Fcreate(f.path, H5F_ACC_TRUNC, order, H5P_DEFAULT);
    H5Pclose(order);
    ck_assert_int_ge(f.file, 0);
    ck_assert_int_ge(H5LTset_attribute_double(f.file, ".", "headroom_format", &format, 1), 0);
    small_text_attribute(f.file, "run_status", "complete");
    small_text_attribute(f.file, "run_mode", "transient");
    const hid_t space = H5Screate_simple(1, &n, &most);
    const hid_t create = H5Pcreate(H5P_DATASET_CREATE);
    H5Pset_chunk(create, 1, &chunk);
    const hid_t time =
        H5Dcreate2(f.file, "time", H5T_IEEE_F64LE, space, H5P_DEFAULT, create, H5P_DEFAULT);
    double *const times_s = calloc(n_times, sizeof *times_s);
    for (size_t t = 0; t < n_times; t++) {
        times_s[t] = step_s * (double)t;
    }
    ck_assert_int_ge(H5Dwrite(time, H5T_NATIVE_DOUBLE, H5S_ALL, H5S_ALL, H5P_DEFAULT, times_s), 0);
    ck_assert_int_ge(H5DSset_scale(time, "time"), 0);
    free(times_s);
    H5Dclose(time);
    H5Pclose(create);
    H5Sclose(space);
    return f;
}

static inline void small_texts(hid_t parent, const char *name, const char *const *texts, size_t n,
                               bool is_scale)
{
    const hsize_t size = n;
    const hid_t type = H5Tcopy(H5T_C_S1);
    H5Tset_size(type, H5T_VARIABLE);
    H5Tset_cset(type, H5T_CSET_UTF8);
    const hid_t space = H5Screate_simple(1, &size, NULL);
    const hid_t dataset =
        H5Dcreate2(parent, name, type, space, H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT);

    ck_assert_int_ge(H5Dwrite(dataset, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, texts), 0);
    ck_assert(!is_scale || H5DSset_scale(dataset, name) >= 0);
    H5Dclose(dataset);
    H5Sclose(space);
    H5Tclose(type);
}

/* A dimension whose items are called "R-0", "R-1" and so on. */
static inline void small_dim(hid_t parent, const char *name, size_t n)
{
    char names[SMALL_MOST_ITEMS][32];
    const char *texts[SMALL_MOST_ITEMS];

    ck_assert_uint_le(n, SMALL_MOST_ITEMS);
    for (size_t i = 0; i < n; i++) {
        (void)snprintf(names[i], sizeof names[i], "R-%zu", i);
        texts[i] = names[i];
    }
    small_texts(parent, name, texts, n, true);
}

/* Numbers of the items of a dimension. */
static inline void small_numbers(hid_t parent, const char *name, const double *values, size_t n)
{
    const hsize_t size = n;

    ck_assert_int_ge(H5LTmake_dataset_double(parent, name, 1, &size, values), 0);
}

/* A series over (time, items): packed and in single precision, as a run writes it, or as doubles. */
static inline void small_series(const struct small_results *f, hid_t parent, const char *name,
                                const double *values, size_t n_items, bool is_single)
{
    const hsize_t size[2] = {f->n_times, n_items};
    const hsize_t most[2] = {H5S_UNLIMITED, n_items};
    const hsize_t chunk[2] = {SMALL_CHUNK_ROWS,
                              n_items < SMALL_CHUNK_ITEMS ? n_items : SMALL_CHUNK_ITEMS};
    const hid_t space = H5Screate_simple(2, size, most);
    const hid_t create = H5Pcreate(H5P_DATASET_CREATE);

    H5Pset_chunk(create, 2, chunk);
    H5Pset_deflate(create, 1);
    const hid_t dataset = H5Dcreate2(parent, name, is_single ? H5T_IEEE_F32LE : H5T_IEEE_F64LE,
                                     space, H5P_DEFAULT, create, H5P_DEFAULT);
    ck_assert_int_ge(H5Dwrite(dataset, H5T_NATIVE_DOUBLE, H5S_ALL, H5S_ALL, H5P_DEFAULT, values),
                     0);
    H5Dclose(dataset);
    H5Pclose(create);
    H5Sclose(space);
}

/* Ends the writing and reads the file again. */
static inline struct results *small_results_open(struct small_results f)
{
    struct results *r = NULL;
    const char *why = "";

    H5Fclose(f.file);
    ck_assert_msg(results_open(f.path, &r, &why) == STATUS_OK, "%s", why);
    return r;
}

/* Closes the file and takes it away. The reader looks at it until then. */
static inline void small_results_close(struct results *r)
{
    char path[64];

    (void)snprintf(path, sizeof path, "%s", results_path(r));
    results_close(r);
    ck_assert_int_eq(unlink(path), 0);
}

#endif
