/* plan_chips.c - feeds and plants that have no place in the hall: a row below the plan.
 *
 * The bar at a chip's foot is as long as the element is loaded, in the colour of its tightest limit, as in
 * the one-line diagram.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>
#include <stdio.h>

#include "viz/screen/plan.h"

#define CHIP_W_PX 128.0F
#define CHIP_H_PX 22.0F
#define BAR_H_PX  4.0F
#define GAP_PX    4.0F
#define MOST_ROWS 4

/* As many columns as have room, and more, narrower ones where the rows would be too many. */
static size_t columns_of(size_t n, float width, size_t most_rows, float scale)
{
    const size_t room = (size_t)SDL_max(1.0F, width / ((CHIP_W_PX + GAP_PX) * scale));
    const size_t least = (n + most_rows - 1) / most_rows;

    return SDL_max(room, least);
}

/* Rows of chips in a height, one at least. */
static size_t rows_in(float height, float scale)
{
    return (size_t)SDL_clamp(height / ((CHIP_H_PX + GAP_PX) * scale) + 0.01F, 1.0F,
                             (float)MOST_ROWS);
}

float plan_chips_height(size_t n, float width, float most_height, float scale)
{
    const size_t columns = columns_of(n, width, rows_in(most_height, scale), scale);
    const size_t rows = (n + columns - 1) / columns;

    return (float)rows * (CHIP_H_PX + GAP_PX) * scale;
}

static SDL_FRect chip_px(const struct fixtures *f, const struct layout *at, float scale, size_t i)
{
    const size_t columns =
        columns_of(f->n_placeless, at->chips.w, rows_in(at->chips.h, scale), scale);
    const size_t row = i / columns;
    const float step = at->chips.w / (float)columns;
    const float gap = step > 4.0F * GAP_PX * scale ? GAP_PX * scale : 1.0F;

    return (SDL_FRect){at->chips.x + step * (float)(i % columns),
                       at->chips.y + (CHIP_H_PX + GAP_PX) * scale * (float)row, step - gap,
                       CHIP_H_PX * scale};
}

/* "ups-a  41 %", or the name alone, or nothing. */
static void write_chip(const struct pen *p, const struct fixtures *f, size_t node, SDL_FRect box)
{
    const struct tree_node *const n = &f->tree.nodes[node];
    const char *const state = fixtures_state(f, node);
    const float pad = 4.0F * p->scale;
    char share[32] = "-";
    float name_w = 0.0F;
    float share_w = 0.0F;
    float h = 0.0F;

    if (state[0] != '\0') {
        (void)snprintf(share, sizeof share, "%s", state);
    } else if (isfinite(n->load_frac)) {
        (void)snprintf(share, sizeof share, "%.0f %%", 100.0 * n->load_frac);
    }
    pen_measure(p, PEN_SMALL, n->name, &name_w, &h);
    pen_measure(p, PEN_SMALL, share, &share_w, &h);
    const float y = box.y + (box.h - BAR_H_PX * p->scale - h) / 2.0F;
    if (name_w + 2.0F * pad <= box.w) {
        pen_write(p, PEN_SMALL, PEN_LEFT, box.x + pad, y, pen_text, n->name);
    }
    if (name_w + share_w + 3.0F * pad <= box.w) {
        pen_write(p, PEN_SMALL, PEN_RIGHT, box.x + box.w - pad, y, pen_text, share);
    }
}

static void draw_chip(const struct pen *p, const struct fixtures *f, const struct look *look,
                      size_t node, SDL_FRect box)
{
    const struct tree_node *const n = &f->tree.nodes[node];
    const float bar_h = BAR_H_PX * p->scale;
    const SDL_FRect below = {box.x, box.y + box.h - bar_h, box.w, bar_h};
    const double share = fmin(1.0, fmax(0.0, n->load_frac)); /* fmax drops what is not known */

    pen_fill(p, box, pen_unknown);
    pen_fill(p, below, pen_paper);
    pen_fill(p, (SDL_FRect){below.x, below.y, below.w * (float)share, below.h},
             n->margin_frac < 0.0    ? pen_alarm
             : isnan(n->margin_frac) ? pen_quiet
                                     : palette_at(PALETTE_RISING, 1.0 - n->margin_frac));
    if (n->margin_frac < 0.0 || fixtures_is_out(f, node)) {
        pen_hatch(p, (SDL_FRect){box.x, box.y, box.w, box.h - bar_h}, (struct colour){150, 78, 66});
    }
    write_chip(p, f, node, box);
    pen_frame(p, box, n->is != HOLD_NOT ? pen_text : pen_line);
    if (n->is == HOLD_FED) {
        pen_frame(p, (SDL_FRect){box.x - 1.0F, box.y - 1.0F, box.w + 2.0F, box.h + 2.0F}, pen_text);
    }
    if ((long)node == look->element) {
        pen_frame(p, (SDL_FRect){box.x - 2.0F, box.y - 2.0F, box.w + 4.0F, box.h + 4.0F}, pen_text);
    }
}

void plan_chips(const struct pen *p, const struct fixtures *f, const struct look *look,
                const struct layout *at)
{
    for (size_t i = 0; i < f->n_placeless; i++) {
        draw_chip(p, f, look, f->placeless[i], chip_px(f, at, p->scale, i));
    }
}

long plan_chip_at(const struct fixtures *f, const struct layout *at, float scale, float x, float y)
{
    for (size_t i = 0; i < f->n_placeless; i++) {
        const SDL_FRect box = chip_px(f, at, scale, i);
        if (x >= box.x && x < box.x + box.w && y >= box.y && y < box.y + box.h) {
            return (long)f->placeless[i];
        }
    }
    return -1;
}
