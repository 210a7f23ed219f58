/* SPDX-License-Identifier: Apache-2.0 */
#include "sim/base/names.h"

#include <stdint.h>
#include <string.h>

#include "sim/base/text.h"

struct name_slot {
    const char *name; /* NULL when free */
    long index;
    struct span at;
};

/* FNV-1a. */
static size_t hash(const char *name)
{
    uint64_t h = 1469598103934665603u;

    for (; *name != '\0'; name++) {
        h = (h ^ (unsigned char)*name) * 1099511628211u;
    }
    return (size_t)h;
}

static struct name_slot *slot_of(const struct names *names, const char *name)
{
    size_t i = hash(name) & (names->n_slots - 1);

    while (names->slots[i].name != NULL && strcmp(names->slots[i].name, name) != 0) {
        i = (i + 1) & (names->n_slots - 1);
    }
    return &names->slots[i];
}

static void grow(struct names *names)
{
    const struct names old = *names;

    names->n_slots = old.n_slots > 0 ? old.n_slots * 2 : 64;
    names->slots = ARENA_ARRAY(names->arena, struct name_slot, names->n_slots, "names");
    for (size_t i = 0; i < old.n_slots; i++) {
        if (old.slots[i].name != NULL) {
            *slot_of(names, old.slots[i].name) = old.slots[i];
        }
    }
}

long names_add(struct names *names, const char *name, long index, struct span at)
{
    if (name == NULL) {
        return NAME_NOT_FOUND;
    }
    if (names->n * 2 >= names->n_slots) {
        grow(names);
    }
    struct name_slot *const slot = slot_of(names, name);
    if (slot->name != NULL) {
        return slot->index;
    }
    *slot = (struct name_slot){.name = name, .index = index, .at = at};
    names->n++;
    return NAME_NOT_FOUND;
}

long names_find(const struct names *names, const char *name, struct span *ret_at)
{
    if (names->n_slots == 0) {
        return NAME_NOT_FOUND;
    }
    const struct name_slot *const slot = slot_of(names, name);
    if (slot->name == NULL) {
        return NAME_NOT_FOUND;
    }
    if (ret_at != NULL) {
        *ret_at = slot->at;
    }
    return slot->index;
}

const char *names_nearest(const struct names *names, const char *name)
{
    struct nearest near = {.word = name};

    for (size_t i = 0; i < names->n_slots; i++) {
        if (names->slots[i].name != NULL) {
            nearest_try(&near, names->slots[i].name);
        }
    }
    return nearest_found(&near);
}
