/* SPDX-License-Identifier: Apache-2.0 */
#include "sim/results/verdict.h"

#include <math.h>
#include <stdlib.h>

const char *verdict_text(enum layout_verdict v)
{
    static const char *const words[VERDICT_COUNT] = {
        [VERDICT_FITS] = "fits",
        [VERDICT_DOES_NOT_FIT] = "does not fit",
        [VERDICT_UNCERTAIN] = "within uncertainty",
        [VERDICT_UNKNOWN] = "unknown",
    };

    return v < VERDICT_COUNT ? words[v] : "unknown";
}

/* Which of two verdicts weighs more in that of the whole. */
static int weight(enum layout_verdict v)
{
    static const int weights[VERDICT_COUNT] = {
        [VERDICT_FITS] = 0,
        [VERDICT_UNKNOWN] = 1,
        [VERDICT_UNCERTAIN] = 2,
        [VERDICT_DOES_NOT_FIT] = 3,
    };

    return weights[v];
}

/* A limit without its numbers is named in the report, but makes no verdict. What hangs on racks of
 * unknown content is marked so by the writer, whatever its numbers. */
static bool counts(const struct results_limit *l)
{
    return !l->is_advisory && !isnan(l->margin);
}

bool verdict_binds(const struct results_limit *l)
{
    return !l->is_advisory && !isnan(l->margin) && !isinf(l->further_w);
}

enum layout_verdict verdict_of(const struct results *r, const struct results_limit **ret_decides)
{
    const struct results_limit *const limits = results_limits(r);
    const struct results_limit *decides = NULL;

    for (size_t i = 0; i < results_n_limits(r); i++) {
        const struct results_limit *const l = &limits[i];
        if (!counts(l)) {
            continue;
        }
        if (decides == NULL) {
            decides = l;
            continue;
        }
        const int more = weight(l->verdict) - weight(decides->verdict);
        /* What does not move with load decides only when it is passed. */
        const bool is_better = !verdict_binds(decides) || isnan(decides->margin_frac) ||
                               l->margin_frac < decides->margin_frac;
        if (more > 0 || (more == 0 && is_better && verdict_binds(l))) {
            decides = l;
        }
    }
    if (ret_decides != NULL) {
        *ret_decides = decides;
    }
    return decides != NULL ? decides->verdict : VERDICT_UNKNOWN;
}

struct ordered {
    double margin_frac;
    size_t index;
};

static int by_margin(const void *a, const void *b)
{
    const struct ordered *const x = a;
    const struct ordered *const y = b;

    if (x->margin_frac != y->margin_frac) {
        return x->margin_frac < y->margin_frac ? -1 : 1;
    }
    return x->index < y->index ? -1 : 1;
}

size_t *verdict_order(const struct results *r)
{
    const size_t n = results_n_limits(r);
    struct ordered *const keys = calloc(n + 1, sizeof *keys);
    size_t *const order = calloc(n + 1, sizeof *order);

    if (keys == NULL || order == NULL) {
        free(keys);
        free(order);
        return NULL;
    }
    for (size_t i = 0; i < n; i++) {
        const double frac = results_limits(r)[i].margin_frac;
        keys[i] = (struct ordered){isnan(frac) ? (double)INFINITY : frac, i};
    }
    qsort(keys, n, sizeof *keys, by_margin);
    for (size_t i = 0; i < n; i++) {
        order[i] = keys[i].index;
    }
    free(keys);
    return order;
}
