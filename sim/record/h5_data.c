/* h5_data.c - datasets over dimensions: what does not change, and what grows in time.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>
#include <string.h>

#include "sim/record/h5.h"
#include "sim/record/h5_inner.h"

/* A number's type in the file and in memory, and the value that stands for "not known". */
struct number_type {
    hid_t stored;
    hid_t native;
    const void *fill; /* NULL: none */
};

static const double missing = (double)NAN;
static const float missing_f = NAN;

static void describe(struct h5_file *f, hid_t dataset, const struct h5_var *var)
{
    if (var->long_name != NULL) {
        h5_attribute(f, dataset, "long_name", var->long_name);
    }
    if (var->unit != NULL) {
        h5_attribute(f, dataset, "units", var->unit);
    }
    if (var->cell_methods != NULL) {
        h5_attribute(f, dataset, "cell_methods", var->cell_methods);
    }
}

static hid_t make_dataset(struct h5_file *f, hid_t parent, const struct h5_var *var,
                          const struct number_type *type)
{
    const hid_t create = h5_creation(f);
    const hid_t space = h5_keep(f, var->dim != NULL ? H5Screate_simple(1, &var->dim->n, NULL)
                                                    : H5Screate(H5S_SCALAR));

    if (type->fill != NULL) {
        h5_check(f, H5Pset_fill_value(create, type->native, type->fill));
    }
    const hid_t dataset = h5_keep(
        f, H5Dcreate2(parent, var->name, type->stored, space, H5P_DEFAULT, create, H5P_DEFAULT));
    if (type->fill != NULL) {
        h5_attribute_raw(f, dataset, "_FillValue", type->stored, type->native, type->fill);
    }
    if (var->dim != NULL) {
        h5_scale_attach(f, dataset, &var->dim->scale, 1);
    }
    describe(f, dataset, var);
    H5Sclose(space);
    H5Pclose(create);
    return dataset;
}

void h5_doubles(struct h5_file *f, hid_t parent, const struct h5_var *var, const double *values)
{
    const struct number_type type = {H5T_IEEE_F64LE, H5T_NATIVE_DOUBLE, &missing};
    const hid_t dataset = make_dataset(f, parent, var, &type);

    h5_write(f, dataset, type.native, H5S_ALL, H5S_ALL, values);
    H5Dclose(dataset);
}

void h5_count(struct h5_file *f, hid_t parent, const struct h5_var *var, uint64_t value)
{
    const struct number_type type = {H5T_STD_U64LE, H5T_NATIVE_UINT64, NULL};
    const hid_t dataset = make_dataset(f, parent, var, &type);

    h5_write(f, dataset, type.native, H5S_ALL, H5S_ALL, &value);
    H5Dclose(dataset);
}

void h5_texts(struct h5_file *f, hid_t parent, const struct h5_var *var, const char *const *values)
{
    const hid_t text = h5_text_type(f);
    const struct number_type type = {text, text, NULL};
    const hid_t dataset = make_dataset(f, parent, var, &type);

    h5_write(f, dataset, text, H5S_ALL, H5S_ALL, values);
    H5Dclose(dataset);
    H5Tclose(text);
}

void h5_flags(struct h5_file *f, hid_t parent, const struct h5_var *var, const uint8_t *values)
{
    const struct number_type type = {H5T_STD_U8LE, H5T_NATIVE_UINT8, NULL};
    const hid_t dataset = make_dataset(f, parent, var, &type);
    char words[256] = "";
    uint8_t numbers[16];
    hsize_t n = 0;

    h5_write(f, dataset, type.native, H5S_ALL, H5S_ALL, values);
    for (; n < sizeof numbers && var->flags[n] != NULL; n++) {
        numbers[n] = (uint8_t)n;
        (void)strncat(words, n > 0 ? " " : "", sizeof words - strlen(words) - 1);
        (void)strncat(words, var->flags[n], sizeof words - strlen(words) - 1);
    }
    const hid_t space = h5_keep(f, H5Screate_simple(1, &n, NULL));
    const hid_t a = h5_keep(
        f, H5Acreate2(dataset, "flag_values", type.stored, space, H5P_DEFAULT, H5P_DEFAULT));
    h5_check(f, H5Awrite(a, type.native, numbers));
    H5Aclose(a);
    H5Sclose(space);
    h5_attribute(f, dataset, "flag_meanings", words);
    H5Dclose(dataset);
}

/* ------------------------------------------------------------------ series */

/* Chunks near square in bytes: a picture reads rows, a history reads columns. Of a grid a picture reads
 * a level plane, its second axis held. */
enum { CHUNK_COLUMNS = 32 };

static hsize_t chunk_of(const struct h5_var *var, int axis, hsize_t n)
{
    if (var->is_grid) {
        return axis == 1 ? 1 : n;
    }
    return n < CHUNK_COLUMNS ? n : CHUNK_COLUMNS;
}

/* Rows come in few at a time, so every chunk across is open until it is full: without room for all
 * of them each write would unpack and pack them anew. Their numbers follow each other, so that as
 * many slots as chunks never collide. */
static void set_chunks(struct h5_file *f, int rank, const hsize_t *chunk, size_t n_across,
                       size_t item_bytes)
{
    size_t n_bytes = n_across * item_bytes;

    for (int k = 0; k < rank; k++) {
        n_bytes *= chunk[k];
    }
    h5_check(f, H5Pset_chunk(f->series_create, rank, chunk));
    h5_check(f, H5Pset_chunk_cache(f->series_access, n_across, n_bytes, 1.0));
}

struct h5_series h5_series(struct h5_file *f, hid_t parent, const struct h5_var *var,
                           const struct h5_dim *time, size_t chunk_rows, bool is_full)
{
    struct h5_series series = {.rank = var->dim == NULL ? 1 : var->is_grid ? 4 : 2};
    const int rank = series.rank;
    hsize_t most[H5_MOST_RANK] = {H5S_UNLIMITED};
    hsize_t chunk[H5_MOST_RANK] = {var->is_grid ? 1 : chunk_rows};
    hid_t scales[H5_MOST_RANK] = {time->scale};

    for (int k = 1; k < rank; k++) {
        const hsize_t n = var->dim[k - 1].n;
        series.size[k] = n;
        most[k] = n;
        chunk[k] = chunk_of(var, k, n);
        scales[k] = var->dim[k - 1].scale;
    }
    const hsize_t n_across = rank == 1 ? 1 : (most[1] + chunk[1] - 1) / chunk[1];
    const struct number_type type =
        is_full ? (struct number_type){H5T_IEEE_F64LE, H5T_NATIVE_DOUBLE, &missing}
                : (struct number_type){H5T_IEEE_F32LE, H5T_NATIVE_FLOAT, &missing_f};
    const hid_t space = h5_keep(f, H5Screate_simple(rank, series.size, most));

    set_chunks(f, rank, chunk, n_across, is_full ? sizeof(double) : sizeof(float));
    h5_check(f, H5Pset_fill_value(f->series_create, type.native, type.fill));
    series.id = h5_keep(f, H5Dcreate2(parent, var->name, type.stored, space, H5P_DEFAULT,
                                      f->series_create, f->series_access));
    h5_attribute_raw(f, series.id, "_FillValue", type.stored, type.native, type.fill);
    h5_scale_attach(f, series.id, scales, rank);
    describe(f, series.id, var);
    H5Sclose(space);
    return series;
}

void h5_append(struct h5_file *f, const struct h5_series *series, size_t from, size_t n_rows,
               const double *values)
{
    const int rank = series->rank;
    const hsize_t start[H5_MOST_RANK] = {from};
    hsize_t size[H5_MOST_RANK] = {from + n_rows};
    hsize_t count[H5_MOST_RANK] = {n_rows};

    for (int k = 1; k < rank; k++) {
        size[k] = series->size[k];
        count[k] = series->size[k];
    }

    h5_check(f, H5Dset_extent(series->id, size));
    const hid_t space = h5_keep(f, H5Dget_space(series->id));
    const hid_t memory = h5_keep(f, H5Screate_simple(rank, count, NULL));
    h5_check(f, H5Sselect_hyperslab(space, H5S_SELECT_SET, start, NULL, count, NULL));
    h5_write(f, series->id, H5T_NATIVE_DOUBLE, memory, space, values);
    H5Sclose(memory);
    H5Sclose(space);
}
