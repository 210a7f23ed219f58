/* carve.h - one block of memory handed out in pieces, or only counted.
 *
 * The models take no memory: who asks for their size runs the same code with no base, so that the
 * count and the pieces cannot differ.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODELS_CARVE_H
#define MODELS_CARVE_H

#include <stddef.h>
#include <stdint.h>

enum { CARVE_ALIGNMENT = 64 }; /* a cache line; what begins at any address needs so much more */

struct carver {
    char *base; /* NULL: only count */
    size_t used;
};

/* Begins at the first aligned address of the memory. */
static inline struct carver carve_begin(void *memory)
{
    const size_t off = (size_t)((uintptr_t)memory % CARVE_ALIGNMENT);

    return (struct carver){.base = (char *)memory + (off > 0 ? CARVE_ALIGNMENT - off : 0)};
}

/* The next piece, aligned to a cache line; NULL without a base. */
static inline void *carve(struct carver *c, size_t n, size_t size)
{
    void *const piece = c->base != NULL ? c->base + c->used : NULL;

    c->used += (n * size + CARVE_ALIGNMENT - 1) / CARVE_ALIGNMENT * CARVE_ALIGNMENT;
    return piece;
}

#endif
