/* SPDX-License-Identifier: Apache-2.0 */
#include "viz/binding.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* 8 MB of doubles. */
enum { BLOCK_VALUES = 1 << 20 };

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

enum status binding_open(const struct results *r, struct binding *ret_binding)
{
    const struct results_dim *const racks = results_dim(r, "rack");
    const size_t n = results_n_limits(r);
    struct binding *const b = ret_binding;
    size_t from = 0;

    *b = (struct binding){.racks = calloc(n + 1, sizeof *b->racks),
                          .kind_of = calloc(n + 1, sizeof *b->kind_of),
                          .block = calloc(1, sizeof *b->block)};
    if (b->racks == NULL || b->kind_of == NULL || b->block == NULL) {
        return STATUS_NO_MEMORY;
    }
    b->block->n_most = BLOCK_VALUES / (n + 1) + 1;
    if (b->block->n_most > results_n_times(r)) {
        b->block->n_most = results_n_times(r);
    }
    b->block->margin_frac = calloc((n + 1) * (b->block->n_most + 1), sizeof(double));
    if (b->block->margin_frac == NULL) {
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
    if (b->block != NULL) {
        free(b->block->margin_frac);
    }
    free(b->block);
}

/* The margins of a record, from the block that holds it; NULL when they cannot be read. */
static const double *find_record(const struct binding *b, const struct results *r,
                                 size_t time_index)
{
    struct binding_block *const block = b->block;
    const size_t n_left = results_n_times(r) - time_index;

    if (time_index < block->first || time_index >= block->first + block->n) {
        block->first = time_index;
        block->n = n_left < block->n_most ? n_left : block->n_most;
        if (results_margins(r, block->first, block->n, block->margin_frac) != STATUS_OK) {
            block->n = 0;
            return NULL;
        }
    }
    return block->margin_frac + (time_index - block->first) * results_n_limits(r);
}

enum status binding_read(const struct binding *b, const struct results *r, size_t time_index,
                         double *ret_kinds, double *ret_margin_frac)
{
    const struct results_dim *const racks = results_dim(r, "rack");

    if (racks == NULL || b->n_kinds == 0) {
        return STATUS_BAD_INPUT;
    }
    const double *const margins = find_record(b, r, time_index);
    if (margins == NULL) {
        return STATUS_IO;
    }
    for (size_t i = 0; i < racks->n; i++) {
        ret_kinds[i] = (double)NAN;
        ret_margin_frac[i] = (double)NAN;
    }
    for (size_t i = 0; i < results_n_limits(r); i++) {
        const long rack = b->racks[i];
        const double margin_frac = margins[i];
        if (rack >= 0 && !isnan(margin_frac) && !(margin_frac >= ret_margin_frac[rack])) {
            ret_kinds[rack] = (double)b->kind_of[i];
            ret_margin_frac[rack] = margin_frac;
        }
    }
    return STATUS_OK;
}
