/* tabs.c - the names of the layers that the files hold, to click on.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "viz/screen/painter.h"

static float width_of(const struct pen *p, const struct layer *layer)
{
    float w = 0.0F;
    float h = 0.0F;

    pen_measure(p, PEN_SMALL, layer->name, &w, &h);
    return w + 16.0F * p->scale;
}

/* The first tab that is shown: in a narrow window those before the present one scroll away. */
static size_t first_tab(const struct pen *p, const struct pair *pair, const struct layout *at)
{
    float to_present = 0.0F;
    size_t first = 0;

    for (size_t i = 0; layer_at(i) != NULL; i++) {
        to_present += pair_holds(pair, layer_at(i)) ? width_of(p, layer_at(i)) : 0.0F;
        if (layer_at(i) == pair->own.layer) {
            break;
        }
    }
    while (layer_at(first) != pair->own.layer && to_present > at->tabs.w - 40.0F * p->scale) {
        to_present -= pair_holds(pair, layer_at(first)) ? width_of(p, layer_at(first)) : 0.0F;
        first++;
    }
    return first;
}

const struct layer *painter_tab_at(const struct pen *p, const struct pair *pair,
                                   const struct layout *at, float x)
{
    float left = at->tabs.x + 8.0F * p->scale;

    for (size_t i = first_tab(p, pair, at); layer_at(i) != NULL; i++) {
        const float width = width_of(p, layer_at(i));
        if (!pair_holds(pair, layer_at(i))) {
            continue;
        }
        if (x >= left && x < left + width) {
            return layer_at(i);
        }
        left += width;
    }
    return NULL;
}

void painter_tabs(const struct pen *p, const struct pair *pair, const struct layout *at)
{
    const float y = at->tabs.y + 3.0F * p->scale;
    float left = at->tabs.x + 8.0F * p->scale;

    for (size_t i = first_tab(p, pair, at); layer_at(i) != NULL; i++) {
        const struct layer *const layer = layer_at(i);
        const float width = width_of(p, layer);
        const bool is_present = layer == pair->own.layer;
        if (!pair_holds(pair, layer)) {
            continue;
        }
        const bool is_end = left + width > at->tabs.w - 24.0F * p->scale;
        if (is_end) {
            pen_write(p, PEN_SMALL, PEN_LEFT, left + 4.0F * p->scale, y, pen_quiet, "...");
            break;
        }
        if (is_present) {
            pen_fill(p,
                     (SDL_FRect){left + 2.0F * p->scale, at->tabs.y, width - 4.0F * p->scale,
                                 at->tabs.h - 4.0F * p->scale},
                     pen_unknown);
        }
        pen_write(p, PEN_SMALL, PEN_CENTRE, left + width / 2.0F, y,
                  is_present ? pen_text : pen_quiet, layer->name);
        left += width;
    }
}
