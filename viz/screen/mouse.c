/* SPDX-License-Identifier: Apache-2.0 */
#include "viz/screen/mouse.h"

#include <math.h>

#include "viz/fixtures.h"
#include "viz/screen/air.h"
#include "viz/screen/window.h"

/* A button that is released within so many pixels of where it was pressed was a click. */
#define TREMOR_PX 4.0F

/* The plan under a place of the picture: the first file's or the second's, with its layout. */
static const struct scene *plan_under(const struct pair *pair, const struct look *look,
                                      const struct pen *p, float x, struct layout *ret_at)
{
    *ret_at = painter_layout(&pair->own, look, p->scale);
    if (painter_has_second(look) && x >= ret_at->second.x) {
        *ret_at = painter_second(ret_at, &pair->other, look, p->scale);
        return &pair->other;
    }
    return &pair->own;
}

static bool is_inside(const SDL_FRect *box, float x, float y)
{
    return x >= box->x && x < box->x + box->w && y >= box->y && y < box->y + box->h;
}

static void zoom_at(struct look *look, const struct layout *at, float x, float y, double factor)
{
    const double zoom = fmin(LOOK_MOST_ZOOM, fmax(LOOK_LEAST_ZOOM, look->zoom * factor));
    const double real = zoom / look->zoom;
    const double middle_x = (double)(at->plan.x + at->plan.w / 2.0F);
    const double middle_y = (double)(at->plan.y + at->plan.h / 2.0F);

    /* The place under the pointer stays there. */
    look->pan_x = (double)x - middle_x - ((double)x - middle_x - look->pan_x) * real;
    look->pan_y = (double)y - middle_y - ((double)y - middle_y - look->pan_y) * real;
    look->zoom = zoom;
}

void mouse_settle(struct mouse *m, const struct pen *p, struct pair *pair, struct look *look)
{
    const struct layout at = painter_layout(&pair->own, look, p->scale);
    const SDL_FRect bar = painter_timeline_bar(&at, p->scale);
    const double n = (double)results_n_times(pair->own.results);
    const double share = (double)((m->at_x - bar.x) / bar.w);

    if (m->wants_scrub) {
        pair_set_time(pair, (size_t)fmin(n - 1.0, fmax(0.0, share * n)));
        look->awaited = JUMP_NONE;
        m->wants_scrub = false;
    }
}

/* ---------------------------------------------------- what a drag has spanned */

/* Racks that the rubber band touches join the chosen ones. */
static void choose_in_box(const struct pair *pair, struct look *look, const struct pen *p)
{
    struct layout at;
    const struct scene *const s = plan_under(pair, look, p, look->rubber.x, &at);
    const struct box floor = {
        ((double)look->rubber.x - at.left) / at.pixels_per_m,
        (at.base - (double)(look->rubber.y + look->rubber.h)) / at.pixels_per_m,
        (double)look->rubber.w / at.pixels_per_m, (double)look->rubber.h / at.pixels_per_m};

    choice_add_box(look->choice, pair, s, &floor);
}

/* The colours span what the drag does on their bar. */
static void choose_colours(struct pair *pair, const struct look *look, const struct pen *p)
{
    const struct scene *const s = painter_shown(pair, look);
    const struct layout at = painter_layout(s, look, p->scale);
    const SDL_FRect bar = painter_colours(p, s, look, &at);
    const double width = s->most - s->least;
    const double share_most = 1.0 - (double)((look->rubber.y - bar.y) / bar.h);
    const double share_least = share_most - (double)(look->rubber.h / bar.h);

    if (bar.h > 0.0F) {
        pair_set_range(pair, s == &pair->difference, s->least + share_least * width,
                       s->least + share_most * width);
    }
}

/* The element of the first file's tree under a place, on either plan or in the one-line diagram. */
static long element_under(const struct pair *pair, const struct look *look, const struct pen *p,
                          float x, float y)
{
    struct layout at;
    const struct scene *const s = plan_under(pair, look, p, x, &at);
    const long element = painter_element_at(s, look, &at, p->scale, x, y);

    return element >= 0 && s == &pair->other
               ? tree_find(&pair->own.fixtures->tree, s->fixtures->tree.nodes[element].name)
               : element;
}

/* A click on a rack: it alone, or with control in or out of the chosen ones. On a feed or a unit: what hangs
 * on it. */
static void click(const struct mouse *m, const struct pair *pair, struct look *look,
                  const struct pen *p)
{
    const long rack = painter_rack_at(pair, look, (SDL_FPoint){m->from_x, m->from_y}, p->scale);

    look->is_finding = false; /* what is clicked on is found */
    if ((m->held & (unsigned)KMOD_CTRL) == 0) {
        choice_none(look->choice, pair);
        look->selected = rack;
        look->element = rack < 0 ? element_under(pair, look, p, m->from_x, m->from_y) : -1;
    } else if (rack >= 0) {
        /* The one that was selected before is the first of several. */
        if (look->choice->n == 0 && look->selected >= 0 && look->selected != rack) {
            choice_toggle(look->choice, pair, look->selected);
        }
        choice_toggle(look->choice, pair, rack);
        look->selected = rack;
    }
}

/* ------------------------------------------------------------------- events */

static SDL_FRect span(float x0, float y0, float x1, float y1)
{
    return (SDL_FRect){fminf(x0, x1), fminf(y0, y1), fabsf(x1 - x0), fabsf(y1 - y0)};
}

/* The part of a drag that lies in a box. */
static SDL_FRect span_within(const struct mouse *m, const SDL_FRect *box, float x, float y)
{
    const float inside_x = fminf(fmaxf(x, box->x), box->x + box->w);
    const float inside_y = fminf(fmaxf(y, box->y), box->y + box->h);

    return span(m->from_x, m->from_y, inside_x, inside_y);
}

static void on_press(struct mouse *m, const struct pen *p, struct pair *pair, struct look *look)
{
    const struct scene *const s = painter_shown(pair, look);
    const struct layout at = painter_layout(s, look, p->scale);
    const SDL_FRect colours = painter_colours(p, s, look, &at);

    m->has_moved = false;
    if (is_inside(&at.timeline, m->from_x, m->from_y)) {
        m->job = MOUSE_SCRUB;
        m->wants_scrub = true;
    } else if (is_inside(&colours, m->from_x, m->from_y)) {
        m->job = MOUSE_COLOURS;
    } else if (is_inside(&at.tabs, m->from_x, m->from_y)) {
        const struct layer *const layer = painter_tab_at(p, pair, &at, m->from_x);
        if (layer != NULL) {
            window_apply(pair, look, (struct wish){INTENT_LAYER, layer - layer_at(0)});
        }
        /* Where no layer is shown, it is asked for all the same. */
        if (layer != NULL && (look->view == VIEW_DIAGRAM || air_is_shown(look))) {
            look->view = VIEW_PLAN;
        }
    } else if (m->from_x < at.panel.x && m->from_y >= at.plan.y) {
        const bool is_box = (m->held & (unsigned)KMOD_SHIFT) != 0 && look->view == VIEW_PLAN;
        m->job = is_box ? MOUSE_BOX : MOUSE_PAN;
    }
}

static void on_motion(struct mouse *m, const struct pen *p, struct pair *pair, struct look *look,
                      const SDL_MouseMotionEvent *e)
{
    const struct scene *const s = painter_shown(pair, look);
    const float x = (float)e->x * m->ratio;
    const float y = (float)e->y * m->ratio;
    struct layout at = painter_layout(s, look, p->scale);

    m->at_x = look->pointer_x = x;
    m->at_y = look->pointer_y = y;
    look->has_pointer = true;
    m->has_moved = m->has_moved || fabsf(x - m->from_x) + fabsf(y - m->from_y) > TREMOR_PX;
    if (m->job == MOUSE_SCRUB) {
        m->wants_scrub = true;
    } else if (m->job == MOUSE_PAN && m->has_moved) {
        look->pan_x += (double)((float)e->xrel * m->ratio);
        look->pan_y += (double)((float)e->yrel * m->ratio);
    } else if (m->job == MOUSE_BOX) {
        (void)plan_under(pair, look, p, m->from_x, &at);
        look->rubber = span_within(m, &at.plan, x, y);
    } else if (m->job == MOUSE_COLOURS) {
        const SDL_FRect bar = painter_colours(p, s, look, &at);
        look->rubber = span_within(m, &bar, x, y);
        look->rubber.x = bar.x - 3.0F;
        look->rubber.w = bar.w + 6.0F;
        return; /* what is hovered would move the bar */
    }
    look->hovered =
        m->job == MOUSE_BOX ? -1 : painter_rack_at(pair, look, (SDL_FPoint){x, y}, p->scale);
}

static void on_release(struct mouse *m, const struct pen *p, struct pair *pair, struct look *look)
{
    if (m->job == MOUSE_BOX && m->has_moved) {
        choose_in_box(pair, look, p);
    } else if (m->job == MOUSE_COLOURS && look->rubber.h > TREMOR_PX) {
        choose_colours(pair, look, p);
    } else if ((m->job == MOUSE_PAN || m->job == MOUSE_BOX) && !m->has_moved) {
        click(m, pair, look, p);
    }
    look->rubber = (SDL_FRect){0.0F, 0.0F, 0.0F, 0.0F};
    m->job = MOUSE_IDLE;
}

/* With control the plane of the air moves, else the place under the pointer comes nearer. */
static void on_wheel(const struct mouse *m, const struct pen *p, struct pair *pair,
                     struct look *look, int by)
{
    const struct layout at = painter_layout(&pair->own, look, p->scale);

    if (by == 0) {
        return; /* a wheel that turns sideways */
    }
    if ((m->held & (unsigned)KMOD_CTRL) != 0) {
        window_apply(pair, look, (struct wish){INTENT_PLANE, by > 0 ? 1 : -1});
    } else {
        zoom_at(look, &at, m->at_x, m->at_y, by > 0 ? 1.15 : 1.0 / 1.15);
    }
}

void mouse_event(struct mouse *m, const struct pen *p, struct pair *pair, struct look *look,
                 const SDL_Event *e)
{
    switch (e->type) {
    case SDL_KEYDOWN:
    case SDL_KEYUP:
        m->held = e->key.keysym.mod;
        break;
    case SDL_MOUSEWHEEL:
        on_wheel(m, p, pair, look, e->wheel.y);
        break;
    case SDL_MOUSEBUTTONDOWN:
        m->from_x = (float)e->button.x * m->ratio;
        m->from_y = (float)e->button.y * m->ratio;
        m->at_x = m->from_x;
        m->at_y = m->from_y;
        on_press(m, p, pair, look);
        break;
    case SDL_MOUSEBUTTONUP:
        on_release(m, p, pair, look);
        break;
    case SDL_MOUSEMOTION:
        on_motion(m, p, pair, look, &e->motion);
        break;
    case SDL_WINDOWEVENT:
        if (e->window.event == SDL_WINDOWEVENT_LEAVE) {
            look->hovered = -1;
            look->has_pointer = false;
        }
        break;
    default:
        break;
    }
}
