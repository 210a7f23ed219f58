/* SPDX-License-Identifier: Apache-2.0 */
#include "sim/scenario/values.h"

#include <stdint.h>
#include <string.h>

struct value_slot {
    const void *place;
    const void *row;
    size_t index; /* of the value, plus 1; 0 is free */
};

const char *origin_text(enum origin o)
{
    static const char *const words[ORIGIN_COUNT] = {
        [ORIGIN_SCENARIO] = "scenario",
        [ORIGIN_SET] = "--set",
        [ORIGIN_CATALOGUE] = "catalogue",
        [ORIGIN_DEFAULT] = "default",
    };

    return o < ORIGIN_COUNT ? words[o] : "?";
}

static struct value_slot *slot_of(const struct values *v, const void *place, const void *row)
{
    const uint64_t key = ((uint64_t)(uintptr_t)place * 1099511628211u) ^ (uint64_t)(uintptr_t)row;
    size_t i = (size_t)((key * 11400714819323198485u) >> 20u) & (v->n_slots - 1);

    while (v->slots[i].index != 0 && (v->slots[i].place != place || v->slots[i].row != row)) {
        i = (i + 1) & (v->n_slots - 1);
    }
    return &v->slots[i];
}

static void grow(struct values *v)
{
    const struct values old = *v;

    v->room = old.room > 0 ? old.room * 2 : 256;
    v->items = ARENA_ARRAY(v->arena, struct value, v->room, "values");
    v->n_slots = v->room * 2;
    v->slots = ARENA_ARRAY(v->arena, struct value_slot, v->n_slots, "values");
    if (old.n > 0) {
        memcpy(v->items, old.items, old.n * sizeof *old.items);
    }
    for (size_t i = 0; i < old.n_slots; i++) {
        if (old.slots[i].index != 0) {
            *slot_of(v, old.slots[i].place, old.slots[i].row) = old.slots[i];
        }
    }
}

struct value *values_add(struct values *values, const void *place, const void *row)
{
    if (values->n == values->room) {
        grow(values);
    }
    struct value_slot *const slot = slot_of(values, place, row);
    if (slot->index != 0) {
        values->items[slot->index - 1].uses++;
        return NULL;
    }
    *slot = (struct value_slot){.place = place, .row = row, .index = values->n + 1};
    values->items[values->n] = (struct value){.uses = 1, .si = PARAM_UNKNOWN};
    return &values->items[values->n++];
}
