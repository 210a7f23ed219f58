/* aim.c - what the views show and what the pointer is on, one way for all of them; marks that they share.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <stdio.h>

#include "viz/screen/air.h"

/* ------------------------------------------------------------------- pointer */

static long plan_rack(const struct pair *pair, const struct look *look, const struct layout *at,
                      SDL_FPoint where, float scale)
{
    const struct scene *s = &pair->own;
    struct layout under = *at;

    if (painter_has_second(look) && where.x >= at->second.x) {
        s = &pair->other;
        under = painter_second(at, s, look, scale);
    }
    const long rack = scene_rack_at(s, ((double)where.x - under.left) / under.pixels_per_m,
                                    (under.base - (double)where.y) / under.pixels_per_m);
    return rack >= 0 ? scene_find_rack(&pair->own, s->rack_names[rack]) : -1;
}

long painter_rack_at(const struct pair *pair, const struct look *look, SDL_FPoint where,
                     float scale)
{
    const struct layout at = painter_layout(&pair->own, look, scale);

    if (where.x >= at.panel.x || where.y < at.plan.y || where.y >= at.plan.y + at.plan.h) {
        return -1;
    }
    switch (look->view) {
    case VIEW_PLAN:
    case VIEW_AIR:
        return plan_rack(pair, look, &at, where, scale);
    case VIEW_SECTION:
        return painter_section_rack(&pair->own, look, &at, where, scale);
    case VIEW_ROW:
        return painter_row_rack(&pair->own, look, &at, where, scale);
    default:
        return -1;
    }
}

/* --------------------------------------------------------------------- words */

void painter_view_words(const struct scene *s, const struct look *look, char *ret_text, size_t room)
{
    const struct cut *const cut = &look->views->cut;
    const char *const shown = air_is_shown(look) ? "Air temperature and flow" : s->layer->title;
    char place[48];

    painter_quantity(s, "m", cut_at_m(cut), place, sizeof place);
    if (look->view == VIEW_ROW) {
        const struct elevation *const e = views_elevation(look->views, s);
        (void)snprintf(ret_text, room, "Row %s from the front (%zu of %zu): %s",
                       e != NULL ? e->row : "", look->views->row + 1, e != NULL ? e->n_rows : 0,
                       shown);
    } else if (look->view == VIEW_SECTION) {
        (void)snprintf(ret_text, room, "Section at %c = %s: %s", cut->axis == PLANE_X ? 'x' : 'y',
                       place, shown);
    } else if (cut->has_field) {
        (void)snprintf(ret_text, room, "%s, %s above the floor", shown, place);
    } else {
        (void)snprintf(ret_text, room, "No field of the air in this file: %s", shown);
    }
}

void painter_view_name(const struct scene *s, const struct look *look, char *ret_text, size_t room)
{
    const struct cut *const cut = &look->views->cut;
    const double at_m = cut_at_m(cut);

    switch (look->view) {
    case VIEW_DIAGRAM:
        (void)snprintf(ret_text, room, " - one line");
        break;
    case VIEW_AIR:
        if (cut->has_field) {
            (void)snprintf(ret_text, room, " - air at z %.2f m", at_m);
        } else {
            (void)snprintf(ret_text, room, " - no field of the air");
        }
        break;
    case VIEW_SECTION:
        (void)snprintf(ret_text, room, " - section at %c %.2f m", cut->axis == PLANE_X ? 'x' : 'y',
                       at_m);
        break;
    case VIEW_ROW: {
        const struct elevation *const e = views_elevation(look->views, s);
        (void)snprintf(ret_text, room, " - row %s", e != NULL ? e->row : "");
        break;
    }
    default:
        ret_text[0] = '\0';
        break;
    }
}

/* --------------------------------------------------------------------- marks */

void painter_frame(const struct pen *p, SDL_FRect box)
{
    const SDL_FRect around = {box.x - 2.0F, box.y - 2.0F, box.w + 4.0F, box.h + 4.0F};

    pen_frame(p, around, pen_text);
    pen_frame(p, box, pen_text);
}

void painter_notice(const struct pen *p, const struct layout *at, const char *text)
{
    float w = 0.0F;
    float h = 0.0F;

    pen_measure(p, PEN_NORMAL, text, &w, &h);
    const SDL_FRect box = {at->plan.x + (at->plan.w - w) / 2.0F - 12.0F, at->plan.y + 4.0F,
                           w + 24.0F, h + 12.0F};
    pen_fill(p, box, pen_panel);
    pen_frame(p, box, pen_alarm);
    pen_write(p, PEN_NORMAL, PEN_LEFT, box.x + 12.0F, box.y + 6.0F, pen_text, text);
}
