/* SPDX-License-Identifier: Apache-2.0 */
#include "sim/record/h5.h"

#include <string.h>

#include <hdf5_hl.h>

#include "sim/record/h5_inner.h"

/* HDF5 clears its conversion buffer before every write: by default 1 MiB, for some two hundred
 * small writes of a start. */
enum { CONVERSION_BYTES = 1 << 13 };

enum { IN_ORDER = H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED };

hid_t h5_keep(struct h5_file *f, hid_t id)
{
    f->has_failed = f->has_failed || id < 0;
    return id;
}

void h5_check(struct h5_file *f, herr_t code)
{
    f->has_failed = f->has_failed || code < 0;
}

/* Structure goes to the disk at a flush and at no other time: else a part of it could stand there that
 * points behind the end that a killed run has left. */
static void keep_structure(struct h5_file *f, hid_t access)
{
    H5AC_cache_config_t cache = {.version = H5AC__CURR_CACHE_CONFIG_VERSION};

    h5_check(f, H5Pget_mdc_config(access, &cache));
    cache.evictions_enabled = false;
    cache.incr_mode = H5C_incr__off;
    cache.flash_incr_mode = H5C_flash_incr__off;
    cache.decr_mode = H5C_decr__off;
    h5_check(f, H5Pset_mdc_config(access, &cache));
}

struct h5_file h5_create(struct arena *arena, const char *path)
{
    struct h5_file f = {.arena = arena};

    /* Where a full disk kept it from closing a file, HDF5 would close it again when the program ends
     * and crash. Fails when HDF5 already runs; then it is as it was. */
    (void)H5dont_atexit();
    H5Eset_auto2(H5E_DEFAULT, NULL, NULL);
    const hid_t create = h5_keep(&f, H5Pcreate(H5P_FILE_CREATE));
    const hid_t access = h5_keep(&f, H5Pcreate(H5P_FILE_ACCESS));
    h5_check(&f, H5Pset_link_creation_order(create, IN_ORDER));
    h5_check(&f, H5Pset_attr_creation_order(create, IN_ORDER));
    h5_check(&f, H5Pset_obj_track_times(create, false));
    h5_check(&f, H5Pset_libver_bounds(access, H5F_LIBVER_V18, H5F_LIBVER_V18));
    keep_structure(&f, access);
    h5_check(&f, H5Pset_fclose_degree(access, H5F_CLOSE_STRONG));
#if H5_VERSION_GE(1, 10, 7)
    h5_check(&f, H5Pset_file_locking(access, false, true));
#endif
    f.series_create = h5_creation(&f);
    h5_check(&f, H5Pset_shuffle(f.series_create));
    h5_check(&f, H5Pset_deflate(f.series_create, 1));
    f.series_access = h5_keep(&f, H5Pcreate(H5P_DATASET_ACCESS));
    f.transfer = h5_keep(&f, H5Pcreate(H5P_DATASET_XFER));
    h5_check(&f, H5Pset_buffer(f.transfer, CONVERSION_BYTES, NULL, NULL));
    f.id = h5_keep(&f, H5Fcreate(path, H5F_ACC_TRUNC, create, access));
    H5Pclose(access);
    H5Pclose(create);
    return f;
}

void h5_flush(struct h5_file *f)
{
    h5_scale_write(f);
    h5_check(f, H5Fflush(f->id, H5F_SCOPE_GLOBAL));
}

bool h5_close(struct h5_file *f)
{
    h5_scale_write(f);
    H5Pclose(f->series_access);
    H5Pclose(f->series_create);
    H5Pclose(f->transfer);
    h5_check(f, H5Fclose(f->id));
    return !f->has_failed;
}

/* --------------------------------------------------- groups and attributes */

hid_t h5_group(struct h5_file *f, hid_t parent, const char *name)
{
    const hid_t create = h5_keep(f, H5Pcreate(H5P_GROUP_CREATE));

    h5_check(f, H5Pset_link_creation_order(create, IN_ORDER));
    h5_check(f, H5Pset_attr_creation_order(create, IN_ORDER));
    h5_check(f, H5Pset_obj_track_times(create, false));
    const hid_t group = h5_keep(f, H5Gcreate2(parent, name, H5P_DEFAULT, create, H5P_DEFAULT));
    H5Pclose(create);
    return group;
}

void h5_close_group(hid_t group)
{
    H5Gclose(group);
}

void h5_attribute_raw(struct h5_file *f, hid_t object, const char *name, hid_t stored, hid_t type,
                      const void *value)
{
    const hid_t space = h5_keep(f, H5Screate(H5S_SCALAR));
    const bool is_there = H5Aexists(object, name) > 0;
    const hid_t a = is_there ? H5Aopen(object, name, H5P_DEFAULT)
                             : H5Acreate2(object, name, stored, space, H5P_DEFAULT, H5P_DEFAULT);

    h5_check(f, H5Awrite(h5_keep(f, a), type, value));
    H5Aclose(a);
    H5Sclose(space);
}

/* text must have room for all of size. */
static void write_text(struct h5_file *f, hid_t object, const char *name, const char *text,
                       size_t size)
{
    const hid_t type = h5_keep(f, H5Tcopy(H5T_C_S1));

    h5_check(f, H5Tset_size(type, size));
    h5_check(f, H5Tset_cset(type, H5T_CSET_UTF8));
    h5_attribute_raw(f, object, name, type, type, text);
    H5Tclose(type);
}

void h5_attribute(struct h5_file *f, hid_t object, const char *name, const char *text)
{
    write_text(f, object, name, text, strlen(text) + 1);
}

void h5_attribute_number(struct h5_file *f, hid_t object, const char *name, uint64_t value)
{
    h5_attribute_raw(f, object, name, H5T_STD_U64LE, H5T_NATIVE_UINT64, &value);
}

void h5_status(struct h5_file *f, const char *name, const char *text)
{
    char padded[16] = {0};

    (void)strncpy(padded, text, sizeof padded - 1);
    write_text(f, f->id, name, padded, sizeof padded);
}

/* -------------------------------------------------------------- dimensions */

hid_t h5_creation(struct h5_file *f)
{
    const hid_t create = h5_keep(f, H5Pcreate(H5P_DATASET_CREATE));

    h5_check(f, H5Pset_obj_track_times(create, false));
    h5_check(f, H5Pset_attr_creation_order(create, IN_ORDER));
    return create;
}

void h5_write(struct h5_file *f, hid_t dataset, hid_t type, hid_t memory, hid_t space,
              const void *values)
{
    h5_check(f, H5Dwrite(dataset, type, memory, space, f->transfer, values));
}

hid_t h5_text_type(struct h5_file *f)
{
    const hid_t type = h5_keep(f, H5Tcopy(H5T_C_S1));

    h5_check(f, H5Tset_size(type, H5T_VARIABLE));
    h5_check(f, H5Tset_cset(type, H5T_CSET_UTF8));
    return type;
}

/* A scale of n items; with a chunk it grows. */
static struct h5_dim make_scale(struct h5_file *f, hid_t parent, const char *name, hid_t type,
                                hsize_t n, hsize_t chunk)
{
    struct h5_dim dim = {.n = n};
    const hsize_t most = H5S_UNLIMITED;
    const hid_t create = h5_creation(f);
    const hid_t space = h5_keep(f, H5Screate_simple(1, &n, chunk > 0 ? &most : NULL));

    if (chunk > 0) {
        h5_check(f, H5Pset_chunk(create, 1, &chunk));
    }
    dim.scale = h5_keep(f, H5Dcreate2(parent, name, type, space, H5P_DEFAULT, create, H5P_DEFAULT));
    h5_check(f, H5DSset_scale(dim.scale, name));
    h5_scale_add(f, dim.scale);
    H5Sclose(space);
    H5Pclose(create);
    return dim;
}

struct h5_dim h5_names(struct h5_file *f, hid_t parent, const char *name, size_t n,
                       const char *const *labels)
{
    const hid_t type = h5_text_type(f);
    const struct h5_dim dim = make_scale(f, parent, name, type, n, 0);

    h5_write(f, dim.scale, type, H5S_ALL, H5S_ALL, labels);
    h5_attribute(f, dim.scale, "long_name", "name");
    H5Tclose(type);
    return dim;
}

struct h5_dim h5_counted(struct h5_file *f, hid_t parent, const char *name, size_t n)
{
    const struct h5_dim dim = make_scale(f, parent, name, H5T_STD_I32LE, n, 0);
    const hid_t space = h5_keep(f, H5Dget_space(dim.scale));
    int32_t numbers[256];
    hsize_t count = 0;

    for (hsize_t from = 0; from < dim.n; from += count) {
        count = dim.n - from < 256 ? dim.n - from : 256;
        for (hsize_t i = 0; i < count; i++) {
            numbers[i] = (int32_t)(from + i);
        }
        const hid_t memory = h5_keep(f, H5Screate_simple(1, &count, NULL));
        h5_check(f, H5Sselect_hyperslab(space, H5S_SELECT_SET, &from, NULL, &count, NULL));
        h5_write(f, dim.scale, H5T_NATIVE_INT32, memory, space, numbers);
        H5Sclose(memory);
    }
    h5_attribute(f, dim.scale, "long_name", "index");
    H5Sclose(space);
    return dim;
}

struct h5_dim h5_places(struct h5_file *f, hid_t parent, const char *name, size_t n,
                        const double *at_m)
{
    const struct h5_dim dim = make_scale(f, parent, name, H5T_IEEE_F64LE, n, 0);

    h5_write(f, dim.scale, H5T_NATIVE_DOUBLE, H5S_ALL, H5S_ALL, at_m);
    h5_attribute(f, dim.scale, "long_name", "centre of the cell");
    h5_attribute(f, dim.scale, "units", "m");
    return dim;
}

struct h5_dim h5_time(struct h5_file *f, const char *name, const char *unit, size_t chunk_rows)
{
    const struct h5_dim dim = make_scale(f, f->id, name, H5T_IEEE_F64LE, 0, chunk_rows);

    h5_attribute(f, dim.scale, "long_name", "end of the interval");
    h5_attribute(f, dim.scale, "standard_name", "time");
    h5_attribute(f, dim.scale, "units", unit);
    h5_attribute(f, dim.scale, "calendar", "standard");
    return dim;
}
