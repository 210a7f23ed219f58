/* inner.h - inside of the reader: what an open results file holds in memory.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SIM_RESULTS_INNER_H
#define SIM_RESULTS_INNER_H

#include <hdf5.h>

#include "sim/base/arena.h"
#include "sim/results/results.h"

/* Rows of one variable that were read at once. */
struct block {
    const struct results_variable *variable; /* NULL: empty */
    size_t first_row;
    size_t n_rows;
    size_t n_items; /* of every row, that were read so far */
    size_t n_bytes;
    size_t last_use;
    bool is_single; /* float, as it is stored, else double */
    void *values;   /* (n_rows, items) */
};

/* A viewer shows a moment of a layer and of all that stands about it, each from a block of its own. */
enum { MOST_BLOCKS = 48 };

/* Order in which links are walked: as they lie in the file. That is the order of creation for large
 * groups, and none for small ones. Any other makes HDF5 1.10 collect them in a table first, of
 * which it frees what it never filled when one of them is damaged. */
#define INNER_ORDER H5_ITER_NATIVE

struct results {
    struct arena *arena;
    hid_t file;
    const char *path;
    const char *status;
    int64_t start_us;
    bool is_steady;
    bool is_damaged; /* something that is listed cannot be opened */

    double *times_s;
    size_t n_times;
    struct results_dim *dims;
    size_t n_dims;
    struct results_variable *variables;
    const char *const **labels; /* (n_variables): texts that were read so far */
    size_t n_variables;
    struct results_limit *limits;
    size_t n_limits;

    struct block blocks[MOST_BLOCKS];
    size_t n_uses;
};

/* Reading takes memory from the arena, which is the file's own: whoever asks with a const sees no
 * difference. */
static inline struct results *inner_own(const struct results *r)
{
    const union {
        const struct results *given;
        struct results *own;
    } r_as = {.given = r};

    return r_as.own;
}

/* Reading of single datasets; every one copes with what is not there. */

/* Length of a one-dimensional dataset; 0 when there is none. */
size_t inner_length(hid_t parent, const char *name);

/* The numbers of a dataset, or n times NAN. */
double *inner_doubles(struct results *r, hid_t parent, const char *name, size_t n);

/* The texts of a dataset in the arena, or NULL. n 0 reads a scalar. */
const char **inner_texts(struct results *r, hid_t parent, const char *name, size_t n);

/* A text attribute, or NULL; a number attribute, or NAN. */
const char *inner_text_attribute(struct results *r, hid_t object, const char *name);
double inner_number_attribute(hid_t object, const char *name);

/* True when path names something, also when one of its groups is not there. */
bool inner_exists(hid_t parent, const char *path);

/* Where a part of a dataset goes: rows of `width` values, from column `first` on. */
struct inner_room {
    hid_t type;
    hsize_t width;
    hsize_t first;
    void *values;
};

/* Reads a part of a dataset: count[0] rows from a row on, and likewise columns. */
MUST_CHECK enum status inner_part(hid_t parent, const char *name, const hsize_t from[2],
                                  const hsize_t count[2], const struct inner_room *room);

/* Items of a variable: 1 for the hall as a whole. */
size_t inner_items(const struct results *r, const struct results_variable *v);

/* A record of a series, from the block that holds it. (blocks.c) */
MUST_CHECK enum status inner_row(struct results *r, const struct results_variable *v, size_t row,
                                 double *ret_values);
void inner_close_blocks(struct results *r);

/* Parts of opening. */
bool inner_open_variables(struct results *r);
void inner_open_limits(struct results *r);

#endif
