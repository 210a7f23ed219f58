/* SPDX-License-Identifier: Apache-2.0 */
#include "viz/fold.h"

#include <math.h>
#include <stdlib.h>

/* Records of a block, as many as of a chunk where they take no more than 8 MB; and limits of a piece. */
enum { BLOCK_ROWS = 1024, BLOCK_VALUES = 1 << 20, PIECE_LIMITS = 64 };

static size_t rows_of_block(size_t n_groups)
{
    size_t n = BLOCK_ROWS;

    while (n > 1 && n * n_groups > BLOCK_VALUES) {
        n /= 2;
    }
    return n;
}

enum status fold_open(const long *groups, size_t n_groups, struct fold *ret_fold)
{
    struct fold f = {.groups = groups, .n_groups = n_groups, .n_rows = rows_of_block(n_groups)};
    const size_t n_values = f.n_rows * (n_groups + 1);
    bool has_memory = true;

    f.piece = malloc(f.n_rows * PIECE_LIMITS * sizeof *f.piece);
    has_memory = f.piece != NULL;
    for (size_t i = 0; i < FOLD_BLOCKS; i++) {
        f.blocks[i].margin_frac = malloc(n_values * sizeof *f.blocks[i].margin_frac);
        f.blocks[i].limits = malloc(n_values * sizeof *f.blocks[i].limits);
        has_memory = has_memory && f.blocks[i].margin_frac != NULL && f.blocks[i].limits != NULL;
    }
    *ret_fold = f;
    return has_memory ? STATUS_OK : STATUS_NO_MEMORY;
}

void fold_close(struct fold *f)
{
    free(f->piece);
    for (size_t i = 0; i < FOLD_BLOCKS; i++) {
        free(f->blocks[i].margin_frac);
        free(f->blocks[i].limits);
    }
}

static bool holds(const struct fold_block *block, size_t time_index)
{
    return time_index >= block->first && time_index - block->first < block->n;
}

/* The block of a record, begun in place of the one that was not used last where there is none. */
static struct fold_block *find_block(struct fold *f, const struct results *r, size_t time_index)
{
    size_t i = 0;

    while (i < FOLD_BLOCKS && !holds(&f->blocks[i], time_index)) {
        i++;
    }
    if (i == FOLD_BLOCKS) {
        i = (f->last_used + 1) % FOLD_BLOCKS;
        struct fold_block *const block = &f->blocks[i];
        block->first = time_index / f->n_rows * f->n_rows;
        const size_t n_left = results_n_times(r) - block->first;
        block->n = n_left < f->n_rows ? n_left : f->n_rows;
        block->n_limits = 0;
        for (size_t k = 0; k < block->n * f->n_groups; k++) {
            block->margin_frac[k] = (double)NAN;
        }
    }
    f->last_used = i;
    return &f->blocks[i];
}

/* The margins of n limits, from the first that was not taken in. */
static void take_in(const struct fold *f, struct fold_block *block, size_t n)
{
    for (size_t k = 0; k < n; k++) {
        const size_t limit = block->n_limits + k;
        const long group = f->groups[limit];
        for (size_t t = 0; group >= 0 && t < block->n; t++) {
            const double margin_frac = f->piece[t * n + k];
            const size_t at = t * f->n_groups + (size_t)group;
            if (!isnan(margin_frac) && !(margin_frac >= block->margin_frac[at])) {
                block->margin_frac[at] = margin_frac;
                block->limits[at] = (uint32_t)limit;
            }
        }
    }
}

/* Passes over what belongs to no group, by whole pieces: those are the chunks of the file. */
static void skip_pieces(const struct fold *f, struct fold_block *block, size_t n_limits)
{
    while (block->n_limits < n_limits) {
        const size_t left = n_limits - block->n_limits;
        const size_t n = left < PIECE_LIMITS ? left : PIECE_LIMITS;
        for (size_t k = 0; k < n; k++) {
            if (f->groups[block->n_limits + k] >= 0) {
                return;
            }
        }
        block->n_limits += n;
    }
}

/* Reads some more limits of a block; false, and the block is empty, when they cannot be read. */
static bool read_more(struct fold *f, const struct results *r, struct fold_block *block)
{
    skip_pieces(f, block, results_n_limits(r));
    const size_t n_left = results_n_limits(r) - block->n_limits;
    const size_t n = n_left < PIECE_LIMITS ? n_left : PIECE_LIMITS;
    const size_t end = block->n_limits + n;

    if (n == 0) {
        return true;
    }
    if (results_margins_part(r, (size_t[]){block->first, block->first + block->n},
                             (size_t[]){block->n_limits, end}, f->piece) != STATUS_OK) {
        block->n = 0;
        return false;
    }
    take_in(f, block, n);
    block->n_limits = end;
    return true;
}

bool fold_fetch(struct fold *f, const struct results *r, size_t time_index)
{
    struct fold_block *const block = find_block(f, r, time_index);

    return block->n_limits == results_n_limits(r) || !read_more(f, r, block);
}

enum status fold_read(struct fold *f, const struct results *r, size_t time_index,
                      const double **ret_margin_frac, const uint32_t **ret_limits)
{
    if (time_index >= results_n_times(r)) {
        return STATUS_OUT_OF_RANGE;
    }
    struct fold_block *const block = find_block(f, r, time_index);
    while (block->n_limits < results_n_limits(r)) {
        if (!read_more(f, r, block)) {
            return STATUS_IO;
        }
    }
    const size_t at = (time_index - block->first) * f->n_groups;
    *ret_margin_frac = block->margin_frac + at;
    *ret_limits = block->limits + at;
    return STATUS_OK;
}
