/* inner.c - reading single datasets and attributes, whatever state they are in.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "sim/results/inner.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "sim/base/text.h"

/* No attribute or name of ours is longer; what claims to be is damaged. */
enum { LONGEST_ATTRIBUTE = 1 << 20 };

bool inner_exists(hid_t parent, const char *path)
{
    char part[256] = "";

    for (const char *at = path; *at != '\0';) {
        const size_t length = strcspn(at, "/");
        const size_t end = (size_t)(at - path) + length;
        if (end >= sizeof part) {
            return false;
        }
        memcpy(part, path, end);
        part[end] = '\0';
        if (H5Lexists(parent, part, H5P_DEFAULT) <= 0) {
            return false;
        }
        at += length + (at[length] == '/');
    }
    return true;
}

static hid_t open_dataset(hid_t parent, const char *name)
{
    return inner_exists(parent, name) ? H5Dopen2(parent, name, H5P_DEFAULT) : -1;
}

/* Nothing that is read as a whole is compressed: it has no more elements than its file has bytes,
 * unless it is damaged. */
static hsize_t file_bytes_of(hid_t object)
{
    const hid_t file = H5Iget_file_id(object);
    hsize_t n = 0;

    if (H5Fget_filesize(file, &n) < 0) {
        n = 0;
    }
    H5Fclose(file);
    return n;
}

size_t inner_length(hid_t parent, const char *name)
{
    const hid_t dataset = open_dataset(parent, name);

    if (dataset < 0) {
        return 0;
    }
    const hid_t space = H5Dget_space(dataset);
    const hssize_t n = H5Sget_simple_extent_npoints(space);
    const bool is_plausible = n > 0 && (hsize_t)n <= file_bytes_of(dataset);
    H5Sclose(space);
    H5Dclose(dataset);
    return is_plausible ? (size_t)n : 0;
}

double *inner_doubles(struct results *r, hid_t parent, const char *name, size_t n)
{
    double *const values = ARENA_ARRAY(r->arena, double, n, "results");
    const bool fits = n > 0 && inner_length(parent, name) == n;
    const hid_t dataset = fits ? open_dataset(parent, name) : -1;
    const bool is_read = dataset >= 0 && H5Dread(dataset, H5T_NATIVE_DOUBLE, H5S_ALL, H5S_ALL,
                                                 H5P_DEFAULT, values) >= 0;

    for (size_t i = 0; i < n && !is_read; i++) {
        values[i] = (double)NAN;
    }
    if (dataset >= 0) {
        H5Dclose(dataset);
    }
    return values;
}

/* ------------------------------------------------------------------- texts */

/* Texts of variable length stand in heaps: collections of numbered pieces. HDF5 1.10 trusts them:
 * a damaged one makes it loop for ever or write past a buffer. So they are looked at first, by the
 * format of the file (HDF5 File Format Specification 3.0, III.E), which is little-endian. */
enum {
    REFERENCE_BYTES = 16,
    HEAP_HEAD_BYTES = 16,
    PIECE_HEAD_BYTES = 16,
    MOST_HEAP_BYTES = 1 << 26
};

struct heap {
    int fd;
    uint64_t at;
    uint64_t n;
    unsigned char *bytes;
    uint64_t *lengths; /* of the pieces, by number; 0 where there is none */
    size_t n_lengths;
};

static uint64_t little(const unsigned char *bytes, size_t n)
{
    uint64_t value = 0;

    for (size_t i = n; i-- > 0;) {
        value = value << 8 | bytes[i];
    }
    return value;
}

static bool read_at(int fd, uint64_t at, size_t n, unsigned char *ret_bytes)
{
    return at < INT64_MAX && pread(fd, ret_bytes, n, (off_t)at) == (ssize_t)n;
}

static void drop_heap(struct heap *h)
{
    free(h->bytes);
    free(h->lengths);
    h->bytes = NULL;
    h->lengths = NULL;
}

/* Notes the length of every piece, in one pass. True when the pieces fill the collection. */
static bool index_heap(struct heap *h)
{
    uint64_t at = HEAP_HEAD_BYTES;

    h->n_lengths = h->n / PIECE_HEAD_BYTES + 1; /* numbers count from 1, without gaps */
    h->lengths = calloc(h->n_lengths, sizeof *h->lengths);
    while (h->lengths != NULL && h->n - at >= PIECE_HEAD_BYTES) {
        const unsigned char *const piece = h->bytes + at;
        const uint64_t number = little(piece, 2);
        const uint64_t n = little(piece + 8, 8);
        if (number == 0) { /* what is free, with its head, to the end */
            return n == h->n - at;
        }
        const uint64_t room = h->n - at - PIECE_HEAD_BYTES;
        const uint64_t padded = n <= room ? (n + 7) / 8 * 8 : UINT64_MAX;
        if (padded > room || number >= h->n_lengths) {
            return false;
        }
        h->lengths[number] = n + 1; /* an empty text is a piece too */
        at += PIECE_HEAD_BYTES + padded;
    }
    return h->lengths != NULL;
}

/* Takes the collection at an address into memory, unless it is there. */
static bool load_heap(struct heap *h, uint64_t at)
{
    unsigned char head[HEAP_HEAD_BYTES];

    if (h->bytes != NULL && h->at == at) {
        return true;
    }
    drop_heap(h);
    if (!read_at(h->fd, at, sizeof head, head) || memcmp(head, "GCOL\1", 5) != 0) {
        return false;
    }
    h->at = at;
    h->n = little(head + 8, 8);
    if (h->n < sizeof head || h->n > MOST_HEAP_BYTES) {
        return false;
    }
    h->bytes = malloc(h->n);
    if (h->bytes == NULL || !read_at(h->fd, at, h->n, h->bytes) || !index_heap(h)) {
        drop_heap(h);
        return false;
    }
    return true;
}

static bool has_piece(const struct heap *h, uint64_t number, uint64_t length)
{
    return number > 0 && number < h->n_lengths && h->lengths[number] == length + 1;
}

static bool are_references_sound(struct heap *h, const unsigned char *references, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        const unsigned char *const one = references + i * REFERENCE_BYTES;
        const uint64_t length = little(one, 4);
        const uint64_t address = little(one + 4, 8);
        const bool is_empty = length == 0 && address == 0;
        if (!is_empty && (!load_heap(h, address) || !has_piece(h, little(one + 12, 4), length))) {
            return false;
        }
    }
    return true;
}

/* Of the file that is open, whatever stands at its path by now; -1 for none. HDF5 closes it. */
static int descriptor_of(const struct results *r)
{
    void *handle = NULL;
    const bool is_told = H5Fget_vfd_handle(r->file, H5P_DEFAULT, &handle) >= 0 && handle != NULL;

    return is_told ? *(const int *)handle : -1;
}

/* True when HDF5 may read n texts of a dataset. */
static bool are_texts_sound(const struct results *r, hid_t dataset, size_t n)
{
    const hid_t type = H5Dget_type(dataset);
    const haddr_t at = H5Dget_offset(dataset);
    const bool is_text = H5Tis_variable_str(type) > 0 && at != HADDR_UNDEF;
    struct heap heap = {.fd = is_text ? descriptor_of(r) : -1};
    bool is_sound = false;

    if (heap.fd >= 0) {
        unsigned char *const references = malloc(n * REFERENCE_BYTES);
        is_sound = references != NULL && read_at(heap.fd, at, n * REFERENCE_BYTES, references) &&
                   are_references_sound(&heap, references, n);
        free(references);
        drop_heap(&heap);
    }
    H5Tclose(type);
    return is_sound;
}

static hid_t variable_text(void)
{
    const hid_t type = H5Tcopy(H5T_C_S1);

    H5Tset_size(type, H5T_VARIABLE);
    H5Tset_cset(type, H5T_CSET_UTF8);
    return type;
}

const char **inner_texts(struct results *r, hid_t parent, const char *name, size_t n)
{
    const size_t length = n > 0 ? n : 1;
    const hid_t dataset = inner_length(parent, name) == length ? open_dataset(parent, name) : -1;
    const char **copies = NULL;

    if (dataset < 0) {
        return NULL;
    }
    if (!are_texts_sound(r, dataset, length)) {
        H5Dclose(dataset);
        return NULL;
    }
    const hid_t type = variable_text();
    const hid_t space = H5Dget_space(dataset);
    char **const raw = ARENA_ARRAY(r->arena, char *, length, "results");
    if (H5Dread(dataset, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, raw) >= 0) {
        copies = ARENA_ARRAY(r->arena, const char *, length, "results");
        for (size_t i = 0; i < length; i++) {
            copies[i] = text_copy(r->arena, view_of(raw[i] != NULL ? raw[i] : ""));
        }
        H5Dvlen_reclaim(type, space, H5P_DEFAULT, raw);
    }
    H5Sclose(space);
    H5Tclose(type);
    H5Dclose(dataset);
    return copies;
}

/* -------------------------------------------------------------- attributes */

/* Opens an attribute of one element, or gives -1: more would not fit where one is expected. */
static hid_t open_attribute(hid_t object, const char *name)
{
    const hid_t a = H5Aexists(object, name) > 0 ? H5Aopen(object, name, H5P_DEFAULT) : -1;

    if (a < 0) {
        return a;
    }
    const hid_t space = H5Aget_space(a);
    const bool is_one = H5Sget_simple_extent_npoints(space) == 1;
    H5Sclose(space);
    if (!is_one) {
        H5Aclose(a);
    }
    return is_one ? a : -1;
}

const char *inner_text_attribute(struct results *r, hid_t object, const char *name)
{
    const hid_t a = open_attribute(object, name);
    char *text = NULL;

    if (a < 0) {
        return NULL;
    }
    const hid_t type = H5Aget_type(a);
    const size_t size = H5Tget_size(type);
    if (H5Tget_class(type) == H5T_STRING && !H5Tis_variable_str(type) && size < LONGEST_ATTRIBUTE) {
        text = ARENA_ARRAY(r->arena, char, size + 1, "results");
        if (H5Aread(a, type, text) < 0) {
            text = NULL;
        }
    }
    H5Tclose(type);
    H5Aclose(a);
    return text;
}

double inner_number_attribute(hid_t object, const char *name)
{
    const hid_t a = open_attribute(object, name);
    double value = (double)NAN;

    if (a >= 0) {
        if (H5Aread(a, H5T_NATIVE_DOUBLE, &value) < 0) {
            value = (double)NAN;
        }
        H5Aclose(a);
    }
    return value;
}
