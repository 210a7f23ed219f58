/* SPDX-License-Identifier: Apache-2.0 */
#include "viz/screen/turn.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "sim/base/text.h"

/* --------------------------------------------------------------- the section */

static bool cuts_rack(const struct cut *cut, const struct box *b, enum plane_axis axis)
{
    const double from_m = axis == PLANE_X ? b->x_m : b->y_m;
    const double to_m = from_m + (axis == PLANE_X ? b->width_m : b->depth_m);

    return cut->at_m[axis] >= from_m && cut->at_m[axis] < to_m;
}

/* Lays a section through the selected rack; without one, where it was last, at first through the rack
 * that is worst in the layer, so that it shows what matters. */
static void lay_section(const struct scene *s, struct look *look, enum plane_axis axis)
{
    struct cut *const cut = &look->views->cut;
    const bool is_laid = !isnan(cut->at_m[axis]);
    const long rack = look->selected >= 0 ? look->selected
                      : is_laid           ? -1
                      : s->worst >= 0     ? s->worst
                                          : 0;

    cut->axis = axis;
    if (rack >= 0 && !cuts_rack(cut, &s->racks[rack], axis)) {
        const struct box *const b = &s->racks[rack];
        const double middle_m =
            axis == PLANE_X ? b->x_m + b->width_m / 2.0 : b->y_m + b->depth_m / 2.0;
        (void)cut_place(cut, axis, middle_m);
    }
}

/* -------------------------------------------------------------------- request */

static int open_plane(const struct request *q, struct look *look)
{
    struct cut *const cut = &look->views->cut;
    const bool is_air = strcmp(q->layer->name, "air") == 0;
    const bool is_section = q->has_plane && q->plane_axis != PLANE_Z;

    if (is_air && !cut->has_field && q->plot != NULL) {
        return request_complain(
            "the file holds no computed field of the air (hall.air.model: field)", NULL);
    }
    if (q->has_plane && !is_section && !is_air) {
        return request_complain("--height belongs to", "--layer air");
    }
    if (q->has_plane && !cut_place(cut, q->plane_axis, q->plane_m)) {
        char words[96];
        (void)snprintf(words, sizeof words,
                       "the plane lies outside the hall, which ends at %c = %.4g m",
                       "xyz"[q->plane_axis], cut -> end_m[q->plane_axis]);
        return request_complain(words, NULL);
    }
    if (is_air || is_section) {
        look->view = is_section ? VIEW_SECTION : VIEW_AIR;
    }
    return EXIT_DONE;
}

/* "there is no row Z; rows: A, B, C" */
static int complain_of_row(const struct scene *s, const char *name)
{
    struct text words = {0};
    const char *last = "";

    text_add(&words, "%s", name);
    for (size_t i = 0; i < s->n_racks && s->rack_rows != NULL; i++) {
        if (strcmp(s->rack_rows[i], last) != 0) {
            text_add(&words, "%s%s", last[0] == '\0' ? "; rows: " : ", ", s->rack_rows[i]);
            last = s->rack_rows[i];
        }
    }
    const int code = request_complain("there is no row", words.at);
    text_release(&words);
    return code;
}

int turn_request(const struct request *q, const struct pair *pair, struct look *look)
{
    const struct scene *const s = &pair->own;

    if (q->row == NULL) {
        return open_plane(q, look);
    }
    if (q->has_plane) {
        return request_complain("--elevation goes without --height and --section", NULL);
    }
    const long row = elevation_find_row(s, q->row);
    if (row < 0) {
        return complain_of_row(s, q->row);
    }
    look->views->row = (size_t)row;
    look->views->followed = look->selected;
    look->view = VIEW_ROW;
    return EXIT_DONE;
}

/* ----------------------------------------------------------------- intentions */

/* A selection that is new brings its row and its place into view. */
static void follow(const struct scene *s, struct look *look)
{
    struct views *const v = look->views;

    if (look->selected != v->followed && look->selected >= 0) {
        v->row = elevation_row_of(s, (size_t)look->selected);
        if (look->view == VIEW_SECTION) {
            lay_section(s, look, v->cut.axis);
        }
    }
    v->followed = look->selected;
}

static void next_row(const struct scene *s, struct look *look, long by)
{
    const long n = (long)elevation_n_rows(s);

    if (look->view == VIEW_ROW) {
        look->views->row = (size_t)(((long)look->views->row + by + n) % n);
    }
}

static void turn_to(const struct scene *s, struct look *look, enum look_view view,
                    enum plane_axis axis)
{
    const bool is_there = look->view == view && (view == VIEW_ROW || look->views->cut.axis == axis);

    look->view = is_there ? VIEW_PLAN : view;
    if (look->view == VIEW_SECTION) {
        lay_section(s, look, axis);
    } else if (look->view == VIEW_AIR) {
        look->views->cut.axis = PLANE_Z;
    }
}

void turn_apply(const struct pair *pair, struct look *look, struct wish wish)
{
    const struct scene *const s = &pair->own;

    follow(s, look);
    switch (wish.intent) {
    case INTENT_AIR:
        turn_to(s, look, VIEW_AIR, PLANE_Z);
        break;
    case INTENT_SECTION:
        turn_to(s, look, VIEW_SECTION, (enum plane_axis)wish.amount);
        break;
    case INTENT_ROW:
        turn_to(s, look, VIEW_ROW, PLANE_Z);
        break;
    case INTENT_NEXT_ROW:
        next_row(s, look, wish.amount);
        break;
    case INTENT_PLANE:
        if (look->view == VIEW_AIR || look->view == VIEW_SECTION) {
            cut_step(&look->views->cut, wish.amount);
        }
        break;
    default:
        break;
    }
}
