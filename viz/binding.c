/* SPDX-License-Identifier: Apache-2.0 */
#include "viz/binding.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

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
                          .kind_of = calloc(n + 1, sizeof *b->kind_of)};
    if (b->racks == NULL || b->kind_of == NULL ||
        fold_open(b->racks, racks != NULL ? racks->n : 0, &b->fold) != STATUS_OK) {
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
    fold_close(&b->fold);
}

bool binding_fetch(struct binding *b, const struct results *r, size_t time_index)
{
    return fold_fetch(&b->fold, r, time_index);
}

enum status binding_read(struct binding *b, const struct results *r, size_t time_index,
                         double *ret_kinds, double *ret_margin_frac)
{
    const double *margin_frac = NULL;
    const uint32_t *limits = NULL;

    if (b->n_kinds == 0) {
        return STATUS_BAD_INPUT;
    }
    const enum status st = fold_read(&b->fold, r, time_index, &margin_frac, &limits);
    for (size_t i = 0; i < b->fold.n_groups && st == STATUS_OK; i++) {
        const bool is_known = !isnan(margin_frac[i]);
        ret_margin_frac[i] = margin_frac[i];
        ret_kinds[i] = is_known ? (double)b->kind_of[limits[i]] : (double)NAN;
    }
    return st;
}
