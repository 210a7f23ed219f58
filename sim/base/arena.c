/* SPDX-License-Identifier: Apache-2.0 */
#include "sim/base/arena.h"

#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { ALIGNMENT = 64, BLOCK_BYTES = 256 * 1024, N_LABELS = 96 };

struct block {
    struct block *older;
    size_t size;
    size_t used;
    _Alignas(ALIGNMENT) unsigned char bytes[];
};

struct label {
    const char *name;
    size_t bytes;
};

struct arena {
    struct block *newest;
    arena_exhausted *exhausted;
    struct label labels[N_LABELS]; /* the last one collects what found no place */
    size_t n_labels;
    size_t used;
};

static size_t aligned(size_t bytes)
{
    return (bytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
}

struct arena *arena_create(arena_exhausted *exhausted)
{
    struct arena *arena = calloc(1, sizeof *arena);

    if (arena == NULL) {
        exhausted(sizeof *arena, "arena");
        return NULL;
    }
    arena->exhausted = exhausted;
    return arena;
}

void arena_destroy(struct arena *arena)
{
    if (arena == NULL) {
        return;
    }
    for (struct block *b = arena->newest; b != NULL;) {
        struct block *const older = b->older;
        free(b);
        b = older;
    }
    free(arena);
}

static void note_label(struct arena *arena, const char *name, size_t bytes)
{
    size_t i = 0;

    while (i < arena->n_labels && strcmp(arena->labels[i].name, name) != 0) {
        i++;
    }
    if (i == arena->n_labels) {
        if (arena->n_labels == N_LABELS) {
            i = N_LABELS - 1;
            arena->labels[i].name = "other";
        } else {
            arena->labels[arena->n_labels++].name = name;
        }
    }
    arena->labels[i].bytes += bytes;
    arena->used += bytes;
}

static struct block *add_block(struct arena *arena, size_t bytes, const char *label)
{
    const size_t size = bytes > BLOCK_BYTES ? bytes : BLOCK_BYTES;
    struct block *b = NULL;

    if (size <= SIZE_MAX - sizeof *b - ALIGNMENT) {
        b = aligned_alloc(ALIGNMENT, aligned(sizeof *b + size));
    }
    if (b == NULL) {
        arena->exhausted(bytes, label);
        abort(); /* exhausted() must not return */
    }
    b->older = arena->newest;
    b->size = size;
    b->used = 0;
    arena->newest = b;
    return b;
}

void *arena_take(struct arena *arena, size_t count, size_t size, const char *label)
{
    if (size != 0 && count > (SIZE_MAX / 2) / size) {
        arena->exhausted(SIZE_MAX, label);
        abort();
    }
    const size_t bytes = aligned(count * size);
    struct block *b = arena->newest;

    if (b == NULL || b->size - b->used < bytes) {
        b = add_block(arena, bytes, label);
    }
    void *const piece = b->bytes + b->used;
    b->used += bytes;
    note_label(arena, label, bytes);
    memset(piece, 0, bytes);
    return piece;
}

struct arena_mark arena_mark(const struct arena *arena)
{
    return (struct arena_mark){
        .block = arena->newest,
        .used = arena->newest != NULL ? arena->newest->used : 0,
    };
}

void arena_reset(struct arena *arena, struct arena_mark mark)
{
    while (arena->newest != mark.block) {
        struct block *const b = arena->newest;
        assert(b != NULL); /* the mark belongs to another arena */
        arena->newest = b->older;
        free(b);
    }
    if (arena->newest != NULL) {
        arena->newest->used = mark.used;
    }
}

size_t arena_used(const struct arena *arena)
{
    return arena->used;
}

int arena_label_at(const struct arena *arena, size_t i, const char **ret_label, size_t *ret_bytes)
{
    if (i >= arena->n_labels) {
        return 0;
    }
    *ret_label = arena->labels[i].name;
    *ret_bytes = arena->labels[i].bytes;
    return 1;
}
