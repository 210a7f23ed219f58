/* results_file.h - small results files, written piece by piece, for tests of what reads them.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef TESTS_SUPPORT_RESULTS_FILE_H
#define TESTS_SUPPORT_RESULTS_FILE_H

#include <stdlib.h>
#include <string.h>

#include <hdf5.h>

#include "sim/results/results.h"

static inline void file_attribute(hid_t object, const char *name, hid_t type, const void *value)
{
    const hid_t space = H5Screate(H5S_SCALAR);
    const hid_t a = H5Acreate2(object, name, type, space, H5P_DEFAULT, H5P_DEFAULT);

    H5Awrite(a, type, value);
    H5Aclose(a);
    H5Sclose(space);
}

static inline void file_word(hid_t object, const char *name, const char *word)
{
    const hid_t type = H5Tcopy(H5T_C_S1);

    H5Tset_size(type, strlen(word));
    file_attribute(object, name, type, word);
    H5Tclose(type);
}

/* A dataset of doubles; a series grows along its first axis, which is time. */
static inline void file_doubles(hid_t file, const char *name, int rank, const hsize_t *n,
                                bool is_series, const double *values)
{
    hsize_t most[4] = {0};
    const hid_t how = H5Pcreate(H5P_DATASET_CREATE);

    memcpy(most, n, (size_t)rank * sizeof *n);
    if (is_series) {
        most[0] = H5S_UNLIMITED;
        H5Pset_chunk(how, rank, n);
    }
    const hid_t space = H5Screate_simple(rank, n, most);
    const hid_t d = H5Dcreate2(file, name, H5T_NATIVE_DOUBLE, space, H5P_DEFAULT, how, H5P_DEFAULT);
    H5Dwrite(d, H5T_NATIVE_DOUBLE, H5S_ALL, H5S_ALL, H5P_DEFAULT, values);
    H5Dclose(d);
    H5Sclose(space);
    H5Pclose(how);
}

static inline void file_number(hid_t file, const char *name, double value)
{
    file_doubles(file, name, 1, (hsize_t[]){1}, false, &value);
}

/* "rack_x_m" (n) */
static inline void file_column(hid_t file, const char *name, size_t n, const double *values)
{
    file_doubles(file, name, 1, (hsize_t[]){n}, false, values);
}

/* "rack_power_w" (n_times, n) */
static inline void file_series(hid_t file, const char *name, size_t n_times, size_t n,
                               const double *values)
{
    file_doubles(file, name, 2, (hsize_t[]){n_times, n}, true, values);
}

static inline void file_texts(hid_t file, const char *name, size_t n, const char *const *texts,
                              bool is_dimension)
{
    const hid_t type = H5Tcopy(H5T_C_S1);
    const hsize_t length = n;
    const hid_t space = H5Screate_simple(1, &length, NULL);

    H5Tset_size(type, H5T_VARIABLE);
    H5Tset_cset(type, H5T_CSET_UTF8);
    const hid_t d = H5Dcreate2(file, name, type, space, H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT);
    H5Dwrite(d, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, texts);
    if (is_dimension) {
        file_word(d, "CLASS", "DIMENSION_SCALE");
    }
    H5Dclose(d);
    H5Sclose(space);
    H5Tclose(type);
}

/* A file with its times, 0 s, 10 s and so on, in the folder of the test. */
static inline hid_t file_create(const char *path, size_t n_times)
{
    const hid_t how = H5Pcreate(H5P_FILE_CREATE);
    const double format = LAYOUT_VERSION;
    double *const times_s = calloc(n_times, sizeof *times_s);

    H5Pset_link_creation_order(how, H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED);
    /* As of a large group, which a real file is: its links lie in the order of their creation. */
    H5Pset_link_phase_change(how, 0, 0);
    const hid_t file = H5Fcreate(path, H5F_ACC_TRUNC, how, H5P_DEFAULT);
    H5Pclose(how);
    for (size_t t = 0; t < n_times; t++) {
        times_s[t] = 10.0 * (double)t;
    }
    file_attribute(file, LAYOUT_FORMAT, H5T_NATIVE_DOUBLE, &format);
    file_word(file, LAYOUT_STATUS, "complete");
    file_doubles(file, LAYOUT_TIME, 1, (hsize_t[]){n_times}, true, times_s);
    free(times_s);
    return file;
}

#endif
