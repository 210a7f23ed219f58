/* SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>
#include <string.h>

#include "sim/scenario/reading.h"

/* "rack 'A-03'", "node 2", "air" */
static const char *step_text(const struct decoder *d, const struct path_step *step)
{
    if (step->name != NULL) {
        return text_print(d->arena, "%s '%s'", step->what, step->name);
    }
    return step->is_item ? text_print(d->arena, "%s %zu", step->what, step->index + 1) : step->what;
}

const char *path_where(const struct decoder *d, const struct table *table)
{
    if (d->depth == 0) {
        return table->name;
    }
    const char *const self = step_text(d, &d->path[d->depth - 1]);
    if (d->path[d->depth - 1].name != NULL) {
        return self;
    }
    /* What has no name of its own is told by the nearest item that it stands in. */
    for (size_t i = d->depth - 1; i > 0; i--) {
        if (d->path[i - 1].is_item) {
            return text_print(d->arena, "%s of %s", self, step_text(d, &d->path[i - 1]));
        }
    }
    return self;
}

const char *path_print(const struct decoder *d, const char *key)
{
    struct text t = {0};

    for (size_t i = 0; i < d->depth; i++) {
        text_add(&t, "%s", d->path[i].key);
        if (d->path[i].name != NULL) {
            text_add(&t, "[%s].", d->path[i].name);
        } else if (d->path[i].is_item) {
            text_add(&t, "[%zu].", d->path[i].index);
        } else {
            text_add(&t, ".");
        }
    }
    text_add(&t, "%s", key);
    char *const copy = text_copy(d->arena, (struct view){t.at, t.length});
    text_release(&t);
    return copy;
}

/* Does one part of an override's path ("racks[A-03]") name this step? */
static bool fits_step(struct view part, const struct path_step *step)
{
    const char *const bracket = memchr(part.at, '[', part.length);
    const size_t n_key = bracket != NULL ? (size_t)(bracket - part.at) : part.length;

    if (!view_is((struct view){part.at, n_key}, step->key)) {
        return false;
    }
    if (bracket == NULL) {
        return !step->is_item;
    }
    if (!step->is_item || part.at[part.length - 1] != ']') {
        return false;
    }
    const struct view inner = {bracket + 1, part.length - n_key - 2};
    char index[24];
    (void)snprintf(index, sizeof index, "%zu", step->index);
    return view_is(inner, "*") || view_is(inner, index) ||
           (step->name != NULL && view_is(inner, step->name));
}

/* Cuts the next part off a path; a '.' inside brackets belongs to a name. */
static struct view next_part(const char **path)
{
    const char *const from = *path;
    const char *at = from;
    int n_open = 0;

    for (; *at != '\0' && (*at != '.' || n_open > 0); at++) {
        n_open += (*at == '[') - (*at == ']');
    }
    *path = *at == '.' ? at + 1 : at;
    return (struct view){from, (size_t)(at - from)};
}

/* Does the override name this key of the mapping that is being read? */
static bool fits_here(const struct decoder *d, const struct override *o, const char *key)
{
    const char *rest = o->path;
    bool fits = true;

    for (size_t k = 0; k < d->depth && fits; k++) {
        fits = fits_step(next_part(&rest), &d->path[k]);
    }
    return fits && strcmp(rest, key) == 0;
}

struct override *path_override(const struct decoder *d, const char *key)
{
    struct override *found = NULL;

    for (size_t i = 0; i < d->n_overrides; i++) {
        if (!d->overrides[i].adds && fits_here(d, &d->overrides[i], key)) {
            d->overrides[i].is_used = true;
            found = &d->overrides[i]; /* the last one wins */
        }
    }
    return found;
}

struct override *path_addition(const struct decoder *d, const char *key, struct override *after)
{
    const size_t first = after != NULL ? (size_t)(after - d->overrides) + 1 : 0;

    for (size_t i = first; i < d->n_overrides; i++) {
        if (d->overrides[i].adds && fits_here(d, &d->overrides[i], key)) {
            d->overrides[i].is_used = true;
            return &d->overrides[i];
        }
    }
    return NULL;
}

bool path_leads_into(const struct decoder *d, const char *key)
{
    for (size_t i = 0; i < d->n_overrides; i++) {
        const char *rest = d->overrides[i].path;
        bool fits = true;
        for (size_t k = 0; k < d->depth && fits; k++) {
            fits = fits_step(next_part(&rest), &d->path[k]);
        }
        if (fits && view_is(next_part(&rest), key) && *rest != '\0') {
            return true;
        }
    }
    return false;
}

void decode_unused_overrides(const struct decoder *d)
{
    for (size_t i = 0; i < d->n_overrides; i++) {
        if (!d->overrides[i].is_used) {
            diag_add(d->diag, DIAG_BAD_OVERRIDE, d->overrides[i].path_at,
                     "the scenario has no key at the path '%s'", d->overrides[i].path);
            diag_note(d->diag, "write it as the file nests: hall.rows[A].racks[A-01].limit, [*] "
                               "for all; `headroom show SCENARIO` lists every path");
        }
    }
}

void path_push(struct decoder *d, struct path_step step)
{
    if (d->depth <= DECODE_DEEPEST) {
        d->path[d->depth] = step;
        d->depth++;
    }
}

void path_pop(struct decoder *d)
{
    d->depth--;
}
