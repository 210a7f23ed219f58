/* names.h - name to index, with the place of the first use.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SIM_BASE_NAMES_H
#define SIM_BASE_NAMES_H

#include <stddef.h>

#include "sim/base/arena.h"
#include "sim/base/diag.h"

/* Open addressing; grows in its arena. Zero-initialise, then set arena. */
struct names {
    struct arena *arena;
    struct name_slot *slots;
    size_t n_slots;
    size_t n;
};

enum { NAME_NOT_FOUND = -1 };

/* Adds a name with its index. Returns the index already held if the name is known (the caller
 * reports it), else NAME_NOT_FOUND. The text must outlive the table. NULL is no name and not added. */
long names_add(struct names *names, const char *name, long index, struct span at);

/* The index of a name, or NAME_NOT_FOUND. ret_at may be NULL. */
long names_find(const struct names *names, const char *name, struct span *ret_at);

/* The known name nearest to this one, or NULL. */
const char *names_nearest(const struct names *names, const char *name);

#endif
