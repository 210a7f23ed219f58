/* plan_labels.c - words of the plan that do not lie on each other.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "viz/screen/plan.h"

static bool meet(const SDL_FRect *a, const SDL_FRect *b)
{
    return a->x < b->x + b->w && b->x < a->x + a->w && a->y < b->y + b->h && b->y < a->y + a->h;
}

static bool meets_box(const struct plan_labels *l, const SDL_FRect *label, const struct box *b)
{
    const SDL_FRect box = plan_box_px(l->at, b);

    return meet(label, &box);
}

static bool is_on_something(const struct plan_labels *l, const SDL_FRect *label)
{
    const struct fixtures *const f = l->s->fixtures;
    bool meets = false;

    for (size_t i = 0; i < l->s->n_racks && !meets; i++) {
        meets = meets_box(l, label, &l->s->racks[i]);
    }
    for (size_t i = 0; i < f->n_units && l->ground != GROUND_UNIT && !meets; i++) {
        meets = meets_box(l, label, &f->units[i].box);
    }
    for (size_t i = 0; i < f->n_closed && l->ground != GROUND_AISLE && !meets; i++) {
        meets = meets_box(l, label, &f->aisles[i].box);
    }
    return meets;
}

static bool is_free(const struct plan_labels *l, const SDL_FRect *label)
{
    const SDL_FRect *const plan = &l->at->plan;

    if (label->x < plan->x || label->y < plan->y || label->x + label->w > plan->x + plan->w ||
        label->y + label->h > plan->y + plan->h) {
        return false;
    }
    for (size_t i = 0; i < l->n; i++) {
        if (meet(label, &l->taken[i])) {
            return false;
        }
    }
    return !is_on_something(l, label);
}

/* NOLINTNEXTLINE(readability-function-size): what, where, in which colour */
bool plan_label(struct plan_labels *l, enum pen_align align, float x, float y, struct colour ink,
                const char *text)
{
    float w = 0.0F;
    float h = 0.0F;

    pen_measure(l->p, PEN_SMALL, text, &w, &h);
    const float shift = align == PEN_LEFT ? 0.0F : align == PEN_CENTRE ? w / 2.0F : w;
    const SDL_FRect box = {x - shift, y - h / 2.0F, w, h};
    if (l->n == PLAN_MOST_LABELS || !is_free(l, &box)) {
        return false;
    }
    l->taken[l->n++] = box;
    if (l->under != NULL) {
        pen_fill(l->p, (SDL_FRect){box.x - 3.0F, box.y, box.w + 6.0F, box.h}, *l->under);
    }
    pen_write(l->p, PEN_SMALL, align, x, box.y, ink, text);
    return true;
}
