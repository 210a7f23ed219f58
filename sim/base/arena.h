/* arena.h - memory taken by pieces and given back at once.
 *
 * One arena lives as long as one run. Pieces are zeroed, aligned to 64 bytes and
 * labelled, so that `headroom run --memory` can say who took what. Nothing is
 * given back singly; a mark returns everything taken since.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SIM_BASE_ARENA_H
#define SIM_BASE_ARENA_H

#include <stddef.h>

struct arena;

/* Called when the machine has no memory left; must not return (main sets one that says so and exits
 * with code 4). A simulator has nothing sensible to do without memory, and a check after every
 * piece would bury the physics; see docs/decisions/0009. */
typedef void arena_exhausted(size_t bytes, const char *label);

/* A new, empty arena. NULL only if exhausted returns, which it must not. */
struct arena *arena_create(arena_exhausted *exhausted);

/* Gives everything back. NULL is allowed. */
void arena_destroy(struct arena *arena);

/* count * size bytes, zeroed, aligned to 64. label is a string that outlives the arena.
 * Never NULL; count or size may be 0 (the piece is then empty but not NULL). */
void *arena_take(struct arena *arena, size_t count, size_t size, const char *label);

/* The array form: n elements of the pointed-to type. */
#define ARENA_ARRAY(arena, type, n, label) ((type *)arena_take((arena), (n), sizeof(type), (label)))

/* Where the arena stands now, and back to there. Pieces taken after the mark are lost. */
struct arena_mark {
    void *block;
    size_t used;
};
struct arena_mark arena_mark(const struct arena *arena);
void arena_reset(struct arena *arena, struct arena_mark mark);

/* Bytes handed out so far (aligned sizes). */
size_t arena_used(const struct arena *arena);

/* Walks the labels in order of first use: fills label and bytes for index i; returns 0 past the end. */
int arena_label_at(const struct arena *arena, size_t i, const char **ret_label, size_t *ret_bytes);

#endif
