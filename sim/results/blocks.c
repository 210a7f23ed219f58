/* blocks.c - records of a series, read many at once and kept, all at once or piece by piece.
 *
 * Series are stored in packed chunks of about a thousand records by 32 items: to unpack one again for
 * each of its records would cost a thousand times as much. What is kept is bounded whatever the file.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <stdlib.h>
#include <string.h>

#include "sim/results/inner.h"

/* Rows of a block, which are those of a chunk, and bytes that one and all of them may take. */
enum { BLOCK_ROWS = 1024, BLOCK_BYTES = 1 << 23, ALL_BYTES = 1 << 26 };

/* Of one series: the moment that is shown, and where the run is being read. */
enum { MOST_OF_ONE = 2 };

/* Items of a piece: two chunks across, about a millisecond to unpack. */
enum { PIECE_ITEMS = 64 };

enum status inner_part(hid_t parent, const char *name, const hsize_t from[2],
                       const hsize_t count[2], const struct inner_room *room)
{
    const hid_t dataset = inner_exists(parent, name) ? H5Dopen2(parent, name, H5P_DEFAULT) : -1;
    enum status st = STATUS_IO;

    if (dataset < 0) {
        return st;
    }
    const hid_t space = H5Dget_space(dataset);
    const hid_t memory = H5Screate_simple(2, (hsize_t[]){count[0], room->width}, NULL);
    const hsize_t to[2] = {0, room->first};
    if (H5Sselect_hyperslab(space, H5S_SELECT_SET, from, NULL, count, NULL) >= 0 &&
        H5Sselect_hyperslab(memory, H5S_SELECT_SET, to, NULL, count, NULL) >= 0 &&
        H5Dread(dataset, room->type, memory, space, H5P_DEFAULT, room->values) >= 0) {
        st = STATUS_OK;
    }
    H5Sclose(memory);
    H5Sclose(space);
    H5Dclose(dataset);
    return st;
}

/* Rows that are read at once, all items of each: a power of two. */
static size_t rows_of_block(size_t n_items)
{
    size_t n = BLOCK_ROWS;

    while (n > 1 && n * n_items * sizeof(float) > BLOCK_BYTES) {
        n /= 2;
    }
    return n;
}

static struct block *find_block(struct results *r, const struct results_variable *v, size_t row)
{
    for (size_t i = 0; i < MOST_BLOCKS; i++) {
        struct block *const b = &r->blocks[i];
        if (b->variable == v && row >= b->first_row && row - b->first_row < b->n_rows) {
            return b;
        }
    }
    return NULL;
}

/* Of the blocks of a series, or of all for NULL, the one that was not used for the longest time. */
static struct block *oldest_block(struct results *r, const struct results_variable *of)
{
    struct block *oldest = NULL;

    for (size_t i = 0; i < MOST_BLOCKS; i++) {
        struct block *const b = &r->blocks[i];
        const bool counts = of == NULL ? b->values != NULL : b->variable == of;
        oldest = counts && (oldest == NULL || b->last_use < oldest->last_use) ? b : oldest;
    }
    return oldest;
}

static void drop(struct block *b)
{
    free(b->values);
    *b = (struct block){.variable = NULL};
}

static size_t count_of(const struct results *r, const struct results_variable *v)
{
    size_t n = 0;

    for (size_t i = 0; i < MOST_BLOCKS; i++) {
        n += r->blocks[i].variable == v ? 1 : 0;
    }
    return n;
}

static size_t bytes_of_all(const struct results *r)
{
    size_t n = 0;

    for (size_t i = 0; i < MOST_BLOCKS; i++) {
        n += r->blocks[i].n_bytes;
    }
    return n;
}

/* An empty block for one of a series that takes so many bytes: who reads through a run gives up its own
 * blocks first, not those of what is shown. */
static struct block *make_room(struct results *r, const struct results_variable *v, size_t n_bytes)
{
    if (count_of(r, v) == MOST_OF_ONE) {
        drop(oldest_block(r, v));
    }
    while (bytes_of_all(r) > 0 && bytes_of_all(r) + n_bytes > ALL_BYTES) {
        drop(oldest_block(r, NULL));
    }
    for (size_t i = 0; i < MOST_BLOCKS; i++) {
        if (r->blocks[i].values == NULL) {
            return &r->blocks[i];
        }
    }
    struct block *const b = oldest_block(r, NULL);
    drop(b);
    return b;
}

/* True for single precision, which is what a run writes unless it is told otherwise. */
static bool is_single(const struct results *r, const char *name)
{
    const hid_t dataset = H5Dopen2(r->file, name, H5P_DEFAULT);

    if (dataset < 0) {
        return false;
    }
    const hid_t type = H5Dget_type(dataset);
    const bool is_float = H5Tget_class(type) == H5T_FLOAT && H5Tget_size(type) == sizeof(float);
    H5Tclose(type);
    H5Dclose(dataset);
    return is_float;
}

/* Takes room for the rows around one of a variable; nothing is read yet. NULL without memory. */
static struct block *begin_block(struct results *r, const struct results_variable *v, size_t row)
{
    const size_t n_items = inner_items(r, v);
    const size_t n_rows = rows_of_block(n_items);
    const size_t first = row / n_rows * n_rows;
    const bool is_float = is_single(r, v->name);
    const size_t n_held = r->n_times - first < n_rows ? r->n_times - first : n_rows;
    const size_t n_bytes = n_held * n_items * (is_float ? sizeof(float) : sizeof(double));
    struct block *const b = make_room(r, v, n_bytes);

    *b = (struct block){.first_row = first,
                        .n_rows = n_held,
                        .n_bytes = n_bytes,
                        .is_single = is_float,
                        .values = malloc(n_bytes)};
    if (b->values == NULL) {
        b->n_bytes = 0;
        return NULL;
    }
    b->variable = v;
    return b;
}

/* Reads some more items of all rows of a block; false, and the block is given up, when it cannot. */
static bool read_more(struct results *r, struct block *b, size_t n_most)
{
    const size_t n_items = inner_items(r, b->variable);
    const size_t n_left = n_items - b->n_items;
    const size_t n = n_left < n_most ? n_left : n_most;
    const struct inner_room room = {b->is_single ? H5T_NATIVE_FLOAT : H5T_NATIVE_DOUBLE, n_items,
                                    b->n_items, b->values};

    if (inner_part(r->file, b->variable->name, (hsize_t[]){b->first_row, b->n_items},
                   (hsize_t[]){b->n_rows, n}, &room) != STATUS_OK) {
        drop(b);
        return false;
    }
    b->n_items += n;
    return true;
}

/* The block with a row, of which up to n_most more items were read; NULL when that is not possible. */
static struct block *load(struct results *r, const struct results_variable *v, size_t row,
                          size_t n_most)
{
    struct block *b = find_block(r, v, row);

    b = b != NULL ? b : begin_block(r, v, row);
    if (b == NULL || (b->n_items < inner_items(r, v) && !read_more(r, b, n_most))) {
        return NULL;
    }
    b->last_use = ++r->n_uses;
    return b;
}

enum status inner_row(struct results *r, const struct results_variable *v, size_t row,
                      double *ret_values)
{
    const size_t n = inner_items(r, v);
    const struct block *const b = load(r, v, row, n);

    if (b == NULL) {
        return STATUS_IO;
    }
    const size_t at = (row - b->first_row) * n;
    if (!b->is_single) {
        memcpy(ret_values, (const double *)b->values + at, n * sizeof *ret_values);
        return STATUS_OK;
    }
    for (size_t i = 0; i < n; i++) {
        ret_values[i] = (double)((const float *)b->values)[at + i];
    }
    return STATUS_OK;
}

bool results_fetch(const struct results *r, const struct results_variable *v, size_t time_index)
{
    if (v->is_text || !v->has_time || time_index >= r->n_times) {
        return true;
    }
    const struct block *const before = find_block(inner_own(r), v, time_index);
    if (before != NULL && before->n_items == inner_items(r, v)) {
        return true;
    }
    const struct block *const b = load(inner_own(r), v, time_index, PIECE_ITEMS);
    return b == NULL; /* what cannot be read need not be waited for */
}

void inner_close_blocks(struct results *r)
{
    for (size_t i = 0; i < MOST_BLOCKS; i++) {
        free(r->blocks[i].values);
    }
}
