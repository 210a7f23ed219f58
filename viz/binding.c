/* SPDX-License-Identifier: Apache-2.0 */
#include "viz/binding.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Records of a block, as many as of a chunk where they take no more than 8 MB; and limits of a piece. */
enum { BLOCK_ROWS = 1024, BLOCK_VALUES = 1 << 20, PIECE_LIMITS = 64 };

/* Limits stand rack by rack or kind by kind: the search goes on where the last one ended. */
static long find_rack(const struct results_dim *racks, const char *name, size_t *from)
{
    for (size_t k = 0; k < racks->n; k++) {
        const size_t i = (*from + k) % racks->n;
        if (strcmp(racks->labels[i], name) == 0) {
            *from = i;
            return (long)i;
        }
    }
    return -1;
}

/* The number of a kind, taken up when it is new; the last one stands for all that find no room. */
static size_t number_of(struct binding *b, const char *name)
{
    for (size_t i = 0; i < b->n_kinds; i++) {
        if (strcmp(b->kinds[i], name) == 0) {
            return i;
        }
    }
    if (b->n_kinds < BINDING_MOST_KINDS - 1) {
        b->kinds[b->n_kinds] = name;
        return b->n_kinds++;
    }
    b->kinds[BINDING_MOST_KINDS - 1] = "other";
    b->n_kinds = BINDING_MOST_KINDS;
    return BINDING_MOST_KINDS - 1;
}

static size_t rows_of_block(size_t n_racks)
{
    size_t n = BLOCK_ROWS;

    while (n > 1 && n * n_racks > BLOCK_VALUES) {
        n /= 2;
    }
    return n;
}

static bool take_memory(struct binding *b, size_t n_limits)
{
    const size_t n_values = b->n_rows * (b->n_racks + 1);
    bool has_memory = true;

    b->racks = calloc(n_limits + 1, sizeof *b->racks);
    b->kind_of = calloc(n_limits + 1, sizeof *b->kind_of);
    b->piece = malloc(b->n_rows * PIECE_LIMITS * sizeof *b->piece);
    has_memory = b->racks != NULL && b->kind_of != NULL && b->piece != NULL;
    for (size_t i = 0; i < BINDING_BLOCKS; i++) {
        b->blocks[i].margin_frac = malloc(n_values * sizeof *b->blocks[i].margin_frac);
        b->blocks[i].kinds = malloc(n_values * sizeof *b->blocks[i].kinds);
        has_memory = has_memory && b->blocks[i].margin_frac != NULL && b->blocks[i].kinds != NULL;
    }
    return has_memory;
}

enum status binding_open(const struct results *r, struct binding *ret_binding)
{
    const struct results_dim *const racks = results_dim(r, "rack");
    const size_t n = results_n_limits(r);
    struct binding *const b = ret_binding;
    size_t from = 0;

    *b = (struct binding){.n_racks = racks != NULL ? racks->n : 0};
    b->n_rows = rows_of_block(b->n_racks);
    if (!take_memory(b, n)) {
        return STATUS_NO_MEMORY;
    }
    for (size_t i = 0; i < n; i++) {
        const struct results_limit *const l = &results_limits(r)[i];
        const bool is_own = racks != NULL && strcmp(l->dim, "rack") == 0 && !l->is_advisory;
        b->racks[i] = is_own ? find_rack(racks, l->subject, &from) : -1;
        b->kind_of[i] = b->racks[i] >= 0 ? number_of(b, l->name) : 0;
    }
    return STATUS_OK;
}

void binding_close(struct binding *b)
{
    free(b->racks);
    free(b->kind_of);
    free(b->piece);
    for (size_t i = 0; i < BINDING_BLOCKS; i++) {
        free(b->blocks[i].margin_frac);
        free(b->blocks[i].kinds);
    }
}

static bool holds(const struct binding_block *block, size_t time_index)
{
    return time_index >= block->first && time_index - block->first < block->n;
}

/* The block of a record, begun in place of the one that was not used last where there is none. */
static struct binding_block *find_block(struct binding *b, const struct results *r,
                                        size_t time_index)
{
    size_t i = 0;

    while (i < BINDING_BLOCKS && !holds(&b->blocks[i], time_index)) {
        i++;
    }
    if (i == BINDING_BLOCKS) {
        i = (b->last_used + 1) % BINDING_BLOCKS;
        struct binding_block *const block = &b->blocks[i];
        block->first = time_index / b->n_rows * b->n_rows;
        const size_t n_left = results_n_times(r) - block->first;
        block->n = n_left < b->n_rows ? n_left : b->n_rows;
        block->n_limits = 0;
        for (size_t k = 0; k < block->n * b->n_racks; k++) {
            block->margin_frac[k] = (double)NAN;
        }
    }
    b->last_used = i;
    return &b->blocks[i];
}

/* The margins of n limits, from the first that was not taken in. */
static void take_in(const struct binding *b, struct binding_block *block, size_t n)
{
    for (size_t k = 0; k < n; k++) {
        const size_t limit = block->n_limits + k;
        const long rack = b->racks[limit];
        for (size_t t = 0; rack >= 0 && t < block->n; t++) {
            const double margin_frac = b->piece[t * n + k];
            double *const least = &block->margin_frac[t * b->n_racks + (size_t)rack];
            if (!isnan(margin_frac) && !(margin_frac >= *least)) {
                *least = margin_frac;
                block->kinds[t * b->n_racks + (size_t)rack] = (uint8_t)b->kind_of[limit];
            }
        }
    }
    block->n_limits += n;
}

/* Reads some more limits of a block; false, and the block is empty, when they cannot be read. */
static bool read_more(struct binding *b, const struct results *r, struct binding_block *block)
{
    const size_t n_left = results_n_limits(r) - block->n_limits;
    const size_t n = n_left < PIECE_LIMITS ? n_left : PIECE_LIMITS;
    const size_t end = block->n_limits + n;

    if (results_margins_part(r, (size_t[]){block->first, block->first + block->n},
                             (size_t[]){block->n_limits, end}, b->piece) != STATUS_OK) {
        block->n = 0;
        return false;
    }
    take_in(b, block, n);
    return true;
}

bool binding_fetch(struct binding *b, const struct results *r, size_t time_index)
{
    struct binding_block *const block = find_block(b, r, time_index);

    return block->n_limits == results_n_limits(r) || !read_more(b, r, block);
}

enum status binding_read(struct binding *b, const struct results *r, size_t time_index,
                         double *ret_kinds, double *ret_margin_frac)
{
    if (b->n_racks == 0 || b->n_kinds == 0 || time_index >= results_n_times(r)) {
        return STATUS_BAD_INPUT;
    }
    struct binding_block *const block = find_block(b, r, time_index);
    while (block->n_limits < results_n_limits(r)) {
        if (!read_more(b, r, block)) {
            return STATUS_IO;
        }
    }
    const size_t at = (time_index - block->first) * b->n_racks;
    for (size_t i = 0; i < b->n_racks; i++) {
        const double margin_frac = block->margin_frac[at + i];
        ret_margin_frac[i] = margin_frac;
        ret_kinds[i] = isnan(margin_frac) ? (double)NAN : (double)block->kinds[at + i];
    }
    return STATUS_OK;
}
