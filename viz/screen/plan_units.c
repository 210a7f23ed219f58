/* plan_units.c - air handlers, CDUs and power elements that have a place, with their state.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <stdio.h>
#include <string.h>

#include "viz/screen/plan.h"

static struct colour colour_of(const struct tree_node *node)
{
    if (node->is_power) {
        return (struct colour){74, 62, 40};
    }
    return strcmp(node->kind, "cdu") == 0 ? (struct colour){38, 84, 92}
                                          : (struct colour){44, 66, 98};
}

static void draw_unit(const struct pen *p, const struct fixtures *f, const struct standing *u,
                      const struct look *look, const struct layout *at)
{
    const struct tree_node *const node = &f->tree.nodes[u->node];
    const SDL_FRect box = plan_box_px(at, &u->box);
    const SDL_FRect around = {box.x - 2.0F, box.y - 2.0F, box.w + 4.0F, box.h + 4.0F};

    if (u->is_overhead) { /* what it hangs above stays to be seen */
        const float thick = 2.0F * p->scale;
        const struct colour c = {150, 122, 66};
        pen_frame(p, box, c);
        pen_fill(p,
                 box.w >= box.h ? (SDL_FRect){box.x, box.y + (box.h - thick) / 2.0F, box.w, thick}
                                : (SDL_FRect){box.x + (box.w - thick) / 2.0F, box.y, thick, box.h},
                 c);
    } else {
        pen_fill(p, box, colour_of(node));
    }
    const bool is_out = fixtures_is_out(f, u->node);
    if (is_out || f->states[u->node] == UNIT_DRY) {
        pen_hatch(p, box, is_out ? pen_alarm : pen_quiet);
    }
    pen_frame(p, box, node->is != HOLD_NOT ? pen_text : pen_line);
    if (node->is == HOLD_FED) {
        pen_frame(p, around, pen_text);
    }
    if ((long)u->node == look->element) {
        pen_frame(p,
                  (SDL_FRect){around.x - 1.0F, around.y - 1.0F, around.w + 2.0F, around.h + 2.0F},
                  pen_text);
    }
}

void plan_units(const struct pen *p, const struct fixtures *f, const struct look *look,
                const struct layout *at)
{
    for (size_t i = 0; i < f->n_units; i++) {
        draw_unit(p, f, &f->units[i], look, at);
    }
}

/* In the box where it fits, else beside it, towards the middle of the hall. */
static void write_name(struct plan_labels *l, const struct fixtures *f, const struct standing *u)
{
    const SDL_FRect box = plan_box_px(l->at, &u->box);
    const char *const state = fixtures_state(f, u->node);
    const float y = box.y + box.h / 2.0F;
    const bool is_left = box.x < l->at->plan.x + l->at->plan.w / 2.0F;
    const float beside = is_left ? box.x + box.w + 4.0F : box.x - 4.0F;
    const enum pen_align align = is_left ? PEN_LEFT : PEN_RIGHT;
    const struct colour quiet = state[0] != '\0' ? pen_alarm : pen_quiet;
    char text[128];
    float w = 0.0F;
    float h = 0.0F;

    (void)snprintf(text, sizeof text, "%s%s%s", f->tree.nodes[u->node].name,
                   state[0] != '\0' ? ", " : "", state);
    pen_measure(l->p, PEN_SMALL, text, &w, &h);
    if (w + 4.0F < box.w && h < box.h && state[0] == '\0') { /* hatched, it could not be read */
        l->ground = GROUND_UNIT;
        (void)plan_label(l, PEN_CENTRE, box.x + box.w / 2.0F, y, pen_text, text);
        l->ground = GROUND_FREE;
    } else if (!plan_label(l, align, beside, y, quiet, text) && state[0] != '\0') {
        (void)plan_label(l, align, beside, y, quiet, state);
    }
}

void plan_unit_words(struct plan_labels *l, const struct fixtures *f)
{
    for (size_t i = 0; i < f->n_units; i++) {
        write_name(l, f, &f->units[i]);
    }
}
