/* h5_scale.c - which scale stands on which dimension of a dataset.
 *
 * A dataset names its scales (DIMENSION_LIST), and a scale names the datasets that it stands on
 * (REFERENCE_LIST), as the HDF5 Dimension Scale Specification lays down. The library's own
 * H5DSattach_scale writes the whole second list anew for each dataset, which made a third of the time
 * of a short run: here it is kept, and written once.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <string.h>

#include "sim/record/h5_inner.h"

/* One entry of a scale's list, in the library's own layout. */
struct use {
    hobj_ref_t dataset;
    int32_t dimension;
    int32_t nothing; /* fills the last word, so that equal runs give equal bytes */
};

struct scale_uses {
    struct scale_uses *next;
    hid_t scale;
    hobj_ref_t self;
    size_t n;
    size_t n_written; /* of them in the file */
    size_t room;
    struct use *uses;
};

static hobj_ref_t reference_to(struct h5_file *f, hid_t object)
{
    hobj_ref_t reference = 0;

    h5_check(f, H5Rcreate(&reference, object, ".", H5R_OBJECT, -1));
    return reference;
}

void h5_scale_add(struct h5_file *f, hid_t scale)
{
    struct scale_uses *const s = arena_take(f->arena, 1, sizeof *s, "results");

    s->next = f->scales;
    s->scale = scale;
    s->self = reference_to(f, scale);
    f->scales = s;
}

static struct scale_uses *find(const struct h5_file *f, hid_t scale)
{
    struct scale_uses *s = f->scales;

    while (s->scale != scale) {
        s = s->next;
    }
    return s;
}

static void note_use(struct h5_file *f, struct scale_uses *s, const struct use *use)
{
    if (s->n == s->room) {
        const size_t room = s->room > 0 ? 2 * s->room : 64;
        struct use *const grown = ARENA_ARRAY(f->arena, struct use, room, "results");
        if (s->n > 0) {
            memcpy(grown, s->uses, s->n * sizeof *grown);
        }
        s->uses = grown;
        s->room = room;
    }
    s->uses[s->n++] = *use;
}

void h5_scale_attach(struct h5_file *f, hid_t dataset, const hid_t *scales, int rank)
{
    const hsize_t n = (hsize_t)rank;
    const hid_t type = h5_keep(f, H5Tvlen_create(H5T_STD_REF_OBJ));
    const hid_t space = h5_keep(f, H5Screate_simple(1, &n, NULL));
    const hid_t a =
        h5_keep(f, H5Acreate2(dataset, "DIMENSION_LIST", type, space, H5P_DEFAULT, H5P_DEFAULT));
    const hobj_ref_t self = reference_to(f, dataset);
    hvl_t lists[H5_MOST_RANK];

    for (int k = 0; k < rank; k++) {
        struct scale_uses *const s = find(f, scales[k]);
        lists[k] = (hvl_t){.len = 1, .p = &s->self};
        note_use(f, s, &(struct use){self, k, 0});
    }
    h5_check(f, H5Awrite(a, type, lists));
    H5Aclose(a);
    H5Sclose(space);
    H5Tclose(type);
}

static hid_t use_type(struct h5_file *f)
{
    const hid_t type = h5_keep(f, H5Tcreate(H5T_COMPOUND, sizeof(struct use)));

    h5_check(f, H5Tinsert(type, "dataset", HOFFSET(struct use, dataset), H5T_STD_REF_OBJ));
    h5_check(f, H5Tinsert(type, "dimension", HOFFSET(struct use, dimension), H5T_NATIVE_INT));
    return type;
}

static void write_uses(struct h5_file *f, const struct scale_uses *s)
{
    static const char name[] = "REFERENCE_LIST";
    const hid_t type = use_type(f);
    const hsize_t n = s->n;
    const hid_t space = h5_keep(f, H5Screate_simple(1, &n, NULL));

    if (H5Aexists(s->scale, name) > 0) {
        h5_check(f, H5Adelete(s->scale, name));
    }
    const hid_t a = h5_keep(f, H5Acreate2(s->scale, name, type, space, H5P_DEFAULT, H5P_DEFAULT));
    h5_check(f, H5Awrite(a, type, s->uses));
    H5Aclose(a);
    H5Sclose(space);
    H5Tclose(type);
}

void h5_scale_write(struct h5_file *f)
{
    for (struct scale_uses *s = f->scales; s != NULL; s = s->next) {
        if (s->n > s->n_written) {
            write_uses(f, s);
            s->n_written = s->n;
        }
    }
}

void h5_close_dim(struct h5_file *f, const struct h5_dim *dim)
{
    struct scale_uses **link = &f->scales;

    while ((*link)->scale != dim->scale) {
        link = &(*link)->next;
    }
    if ((*link)->n > (*link)->n_written) {
        write_uses(f, *link);
    }
    *link = (*link)->next;
    H5Dclose(dim->scale);
}
