/* SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "viz/screen/plan.h"

#define HEAD_PX     64.0F
#define TABS_PX     26.0F
#define PANEL_PX    300.0F
#define TIMELINE_PX 70.0F
#define EDGE_PX     28.0F

void painter_rounded(const struct scene *s, const char *si, double value, int digits,
                     char *ret_text, size_t room)
{
    struct text t = {0};

    units_print(&t, si, value, digits, s->units);
    (void)snprintf(ret_text, room, "%s", t.at != NULL ? t.at : "");
    text_release(&t);
}

void painter_quantity(const struct scene *s, const char *si, double value, char *ret_text,
                      size_t room)
{
    painter_rounded(s, si, value, 4, ret_text, room);
}

void painter_value(const struct scene *s, size_t rack, char *ret_text, size_t room)
{
    if (s->layer->is_kind) {
        (void)snprintf(ret_text, room, "%.0f %%", 100.0 * s->margin_frac[rack]);
    } else if (isinf(s->values[rack])) {
        (void)snprintf(ret_text, room, "none");
    } else {
        painter_quantity(s, scene_unit_of_values(s), s->values[rack], ret_text, room);
    }
}

void painter_time(const struct scene *s, double time_s, char *ret_text, size_t room)
{
    static const struct {
        double least_s; /* length of the run from which the unit fits */
        double unit_s;
        int digits;
        const char *name;
    } rows[] = {
        {3.0 * 86400.0, 86400.0, 5, "d"},
        {2.0 * 3600.0, 3600.0, 4, "h"},
        {120.0, 60.0, 4, "min"},
        {0.0, 1.0, 4, "s"},
    };
    const double length_s = results_times_s(s->results)[results_n_times(s->results) - 1];
    const double tenths_s = round(10.0 * time_s) / 10.0;
    const double whole_min = floor(tenths_s / 60.0);
    const double rest_s = tenths_s - 60.0 * whole_min;
    size_t i = 0;

    while (rows[i].least_s > 0.0 && length_s < rows[i].least_s) {
        i++;
    }
    if (rows[i].unit_s == 60.0 && rest_s > 0.05) { /* failures are told in seconds */
        if (whole_min > 0.0) {
            (void)snprintf(ret_text, room, "%.0f min %.3g s", whole_min, rest_s);
        } else {
            (void)snprintf(ret_text, room, "%.3g s", rest_s);
        }
        return;
    }
    (void)snprintf(ret_text, room, "%.*g %s", rows[i].digits, time_s / rows[i].unit_s,
                   rows[i].name);
}

/* Sets the hall of a scene in the middle of a plan. */
static void place_hall(struct layout *at, const struct scene *s, const struct look *look,
                       float scale)
{
    const double room_x = (double)at->plan.w - 2.0 * (double)(EDGE_PX * scale);
    const double room_y = (double)at->plan.h - 2.0 * (double)(EDGE_PX * scale);

    at->pixels_per_m = fmin(room_x / s->size_x_m, room_y / s->size_y_m) * look->zoom;
    at->left = (double)at->plan.x + ((double)at->plan.w - s->size_x_m * at->pixels_per_m) / 2.0 +
               look->pan_x;
    at->base = (double)at->plan.y + ((double)at->plan.h + s->size_y_m * at->pixels_per_m) / 2.0 +
               look->pan_y;
}

/* Chips stand below the plan, which gives them the room. */
static void place_chips(struct layout *at, size_t n, float scale)
{
    const float edge = 16.0F * scale;
    const float width = at->plan.w - 2.0F * edge;
    const float height = plan_chips_height(n, width, at->plan.h / 4.0F, scale);

    at->plan.h -= height > 0.0F ? height + edge / 2.0F : 0.0F;
    at->chips =
        (SDL_FRect){at->plan.x + edge, at->plan.y + at->plan.h + edge / 4.0F, width, height};
}

bool painter_has_second(const struct look *look)
{
    return look->mode == LOOK_BOTH && look->view == VIEW_PLAN;
}

bool painter_is_plan(const struct look *look)
{
    return look->view == VIEW_PLAN || (look->view == VIEW_AIR && !look->views->cut.has_field);
}

struct layout painter_layout(const struct scene *s, const struct look *look, float scale)
{
    const bool has_time = results_n_times(s->results) > 1;
    const float below = has_time ? TIMELINE_PX * scale : 0.0F;
    const float beside = look->width - PANEL_PX * scale;
    const float tabs = look->has_tabs ? TABS_PX * scale : 0.0F;
    const float above = HEAD_PX * scale + tabs;
    struct layout at = {
        .tabs = {0.0F, HEAD_PX * scale, beside, tabs},
        .panel = {beside, 0.0F, PANEL_PX * scale, look->height},
        .plan = {0.0F, above, beside, look->height - above - below},
    };

    if (has_time) {
        at.timeline = (SDL_FRect){0.0F, look->height - below, beside, below};
    }
    if (painter_has_second(look)) {
        at.plan.w = beside / 2.0F;
        at.second = at.plan;
        at.second.x = at.plan.w;
    }
    if (painter_is_plan(look)) {
        place_chips(&at, s->fixtures->n_placeless, scale);
    }
    place_hall(&at, s, look, scale);
    return at;
}

struct layout painter_second(const struct layout *at, const struct scene *other,
                             const struct look *look, float scale)
{
    struct layout second = *at;

    second.plan = at->second;
    second.plan.h = at->timeline.h > 0.0F ? at->timeline.y - at->plan.y : look->height - at->plan.y;
    place_chips(&second, other->fixtures->n_placeless, scale);
    place_hall(&second, other, look, scale);
    return second;
}

/* Planes and rows are the first file's. */
const struct scene *painter_shown(const struct pair *pair, const struct look *look)
{
    const bool has_difference = look->view == VIEW_PLAN || look->view == VIEW_DIAGRAM;

    return look->mode == LOOK_DIFFERENCE && has_difference ? &pair->difference : &pair->own;
}

long painter_rack(const struct look *look)
{
    return look->hovered >= 0 ? look->hovered : look->selected;
}

bool painter_is_framed(const struct look *look, size_t rack)
{
    return (long)rack == look->selected || (long)rack == look->hovered ||
           (look->marks != NULL && look->marks[rack]);
}

bool painter_has_several(const struct look *look)
{
    return look->choice != NULL && look->choice->n > 1;
}

/* "at 13.5 h" or "steady state" */
static void write_moment(const struct scene *s, char *text, size_t room)
{
    if (results_is_steady(s->results)) {
        (void)snprintf(text, room, "steady state");
    } else {
        char time[48];
        painter_time(s, results_times_s(s->results)[s->time_index], time, sizeof time);
        (void)snprintf(text, room, "at %s", time);
    }
}

/* What the plan shows: the layer, the plane, two files, the moment. */
static void write_subject(const struct scene *s, const struct look *look, char *text, size_t room)
{
    char moment[64];
    char plane[96] = "";

    write_moment(s, moment, sizeof moment);
    if (look->view == VIEW_DIAGRAM) {
        (void)snprintf(text, room, "Power and cooling, one line: load, and the least margin, %s",
                       moment);
        return;
    }
    if (look->view != VIEW_PLAN) {
        painter_view_words(s, look, plane, sizeof plane);
        (void)snprintf(text, room, "%s%s, %s", plane, look->other != NULL ? ", first file" : "",
                       moment);
        return;
    }
    if (look->mode == LOOK_DIFFERENCE) {
        (void)snprintf(plane, sizeof plane, "second file minus first");
    }
    (void)snprintf(text, room, "%s, %s%s%s", s->layer->title, plane, plane[0] != '\0' ? ", " : "",
                   moment);
}

static void draw_head(const struct pen *p, const struct scene *s, const struct look *look,
                      const struct layout *at)
{
    struct column c = {.p = p,
                       .x = 16.0F * p->scale,
                       .y = 8.0F * p->scale,
                       .width = at->panel.x - 32.0F * p->scale};
    char line[256];

    pen_fill(p, (SDL_FRect){0.0F, 0.0F, at->panel.x, at->plan.y}, pen_paper);
    column_cut(&c, PEN_LARGE, pen_text, s->title != NULL ? s->title : "");
    c.y = 38.0F * p->scale;
    if (look->is_finding) {
        painter_find(&c, s, look);
        return;
    }
    painter_status(&c, s);
    write_subject(s, look, line, sizeof line);
    column_cut(&c, PEN_NORMAL, pen_quiet, line);
}

/* The second file's plan, with the same racks marked, and both files' names. */
static void draw_second(const struct pen *p, const struct pair *pair, const struct look *look,
                        const struct layout *at)
{
    const struct scene *const own = &pair->own;
    const struct scene *const other = &pair->other;
    const struct layout second = painter_second(at, other, look, p->scale);
    struct look there = *look;
    const float y = at->plan.y + 2.0F * p->scale;

    there.hovered =
        look->hovered >= 0 ? scene_find_rack(other, own->rack_names[look->hovered]) : -1;
    there.selected =
        look->selected >= 0 ? scene_find_rack(other, own->rack_names[look->selected]) : -1;
    there.element = look->element >= 0 ? tree_find(&other->fixtures->tree,
                                                   own->fixtures->tree.nodes[look->element].name)
                                       : -1;
    there.marks = look->choice != NULL ? look->choice->is_there : NULL;
    painter_plan(p, other, &there, &second);
    pen_line_to(p, at->second.x, at->plan.y, at->second.x, at->plan.y + at->plan.h, pen_line);
    pen_write(p, PEN_SMALL, PEN_LEFT, at->plan.x + 16.0F * p->scale, y, pen_text,
              results_path(own->results));
    pen_write(p, PEN_SMALL, PEN_LEFT, at->second.x + 16.0F * p->scale, y, pen_text,
              results_path(other->results));
}

void painter_draw(const struct pen *p, const struct pair *pair, const struct look *look)
{
    static void (*const views[])(const struct pen *, const struct scene *, const struct look *,
                                 const struct layout *) = {[VIEW_PLAN] = painter_plan,
                                                           [VIEW_DIAGRAM] = painter_diagram,
                                                           [VIEW_AIR] = painter_air,
                                                           [VIEW_SECTION] = painter_section,
                                                           [VIEW_ROW] = painter_row};
    const struct scene *const s = painter_shown(pair, look);
    const struct layout at = painter_layout(s, look, p->scale);

    pen_fill(p, (SDL_FRect){0.0F, 0.0F, look->width, look->height}, pen_paper);
    views[look->view](p, s, look, &at);
    if (painter_has_second(look)) {
        draw_second(p, pair, look, &at);
    }
    draw_head(p, s, look, &at);
    if (look->has_tabs) {
        painter_tabs(p, pair, &at);
    }
    painter_panel(p, s, look, &at);
    if (at.timeline.h > 0.0F) {
        painter_timeline(p, s, look, &at);
    }
    if (look->rubber.w > 0.0F) {
        pen_frame(p, look->rubber, pen_text);
    }
    if (look->has_help) {
        painter_help(p, look);
    }
}
