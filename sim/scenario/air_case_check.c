/* air_case_check.c - what a table cannot say of an air case: shapes, places, names, balance; and the
 * grids that it names.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>
#include <string.h>

#include "sim/scenario/air_case.h"

/* Coordinates nearer than this are one; flows that differ by less are balanced by the returns. */
#define SAME_M            1e-6
#define MOST_MISSING_FRAC 1e-3

static const char *name_or(const char *name)
{
    return name != NULL ? name : "(no name)";
}

static bool has_numbers(struct diag *diag, struct span at, const char *what,
                        const struct number_list *list, size_t n)
{
    bool is_sound = list->n == n;

    for (size_t i = 0; is_sound && i < n; i++) {
        is_sound = isfinite(list->items[i]);
    }
    if (!is_sound) {
        diag_add(diag, DIAG_WRONG_SHAPE, at, "%s should have %zu numbers", what, n);
    }
    return is_sound;
}

/* Pairs lo, hi along axes that must rise and lie in the room. */
static void check_pair(const struct air_case *c, struct diag *diag, struct span at, int axis,
                       const double *pair)
{
    static const char *const names[] = {"x", "y", "z"};
    const double size_m = c->room->size_m.items[axis];

    if (pair[1] - pair[0] < SAME_M) {
        diag_add(diag, DIAG_CONTRADICTION, at, "the range %g to %g along %s is empty", pair[0],
                 pair[1], names[axis]);
    } else if (pair[0] < -SAME_M || pair[1] > size_m + SAME_M) {
        diag_add(diag, DIAG_OUTSIDE_HALL, at, "%g to %g along %s leaves the room of %g m", pair[0],
                 pair[1], names[axis], size_m);
    }
}

static void check_box(const struct air_case *c, struct diag *diag, struct span at,
                      const struct number_list *box_m)
{
    if (!has_numbers(diag, at, "'box'", box_m, (size_t)2 * CASE_AXES)) {
        return;
    }
    for (int a = 0; a < CASE_AXES; a++) {
        check_pair(c, diag, at, a, box_m->items + (ptrdiff_t)2 * a);
    }
}

static void check_sheet(const struct air_case *c, struct diag *diag, const struct case_sheet *s)
{
    if (!has_numbers(diag, s->at, "'rect'", &s->rect_m, 4)) {
        return;
    }
    const int first = s->axis == 0 ? 1 : 0;
    const int second = s->axis == 2 ? 1 : 2;
    check_pair(c, diag, s->at, first, s->rect_m.items);
    check_pair(c, diag, s->at, second, s->rect_m.items + 2);
    if (!(s->at_m >= -SAME_M && s->at_m <= c->room->size_m.items[s->axis] + SAME_M)) {
        diag_add(diag, DIAG_OUTSIDE_HALL, s->at, "the plane at %g lies outside the room", s->at_m);
    }
}

static bool is_sign(double sign)
{
    return sign == 1.0 || sign == -1.0;
}

static void check_opening(struct diag *diag, const struct case_sheet *s)
{
    if (!s->is_open && !is_sign(s->sign)) {
        diag_add(diag, DIAG_OUT_OF_RANGE, s->at, "'%s': 'sign' should be 1 or -1",
                 name_or(s->name));
    }
    if (!s->is_open && isnan(s->flow_m3s)) {
        diag_add(diag, DIAG_MISSING_KEY, s->at,
                 "'%s': 'flow_m3s' is missing (or 'open: true' for constant pressure)",
                 name_or(s->name));
    }
}

static void find_return(const struct air_case *c, struct diag *diag, struct case_sheet *supply)
{
    const struct case_sheet *const returns = c->returns.items;

    for (size_t i = 0; supply->from.text != NULL && i < c->returns.n; i++) {
        if (returns[i].name != NULL && strcmp(returns[i].name, supply->from.text) == 0) {
            supply->from.index = (long)i;
            return;
        }
    }
    if (supply->from.text != NULL) {
        diag_add(diag, DIAG_UNKNOWN_NAME, supply->from.at, "there is no return '%s'",
                 supply->from.text);
    }
}

static void check_rack(const struct air_case *c, struct diag *diag, const struct case_rack *r)
{
    check_box(c, diag, r->at, &r->box_m);
    if (r->heat_w > 0.0 && r->flow_m3s <= 0.0) {
        diag_add(diag, DIAG_CONTRADICTION, r->at,
                 "rack '%s' gives off heat without air to carry it", name_or(r->name));
    }
    const struct case_rack *const racks = c->racks.items;
    for (const struct case_rack *other = racks; other < r; other++) {
        if (strcmp(name_or(other->name), name_or(r->name)) == 0) {
            diag_add(diag, DIAG_NAME_TWICE, r->at, "two racks are called '%s'", name_or(r->name));
        }
    }
}

/* What openings blow or draw together, all of them or those that go on after t = 0. */
static double flow_of(const struct list *sheets, bool is_after)
{
    const struct case_sheet *const items = sheets->items;
    double flow_m3s = 0.0;

    for (size_t i = 0; i < sheets->n; i++) {
        flow_m3s += is_after && items[i].stops ? 0.0 : items[i].flow_m3s;
    }
    return flow_m3s;
}

static bool has_open_return(const struct air_case *c)
{
    const struct case_sheet *const returns = c->returns.items;
    bool is_open = false;

    for (size_t i = 0; i < c->returns.n; i++) {
        is_open = is_open || returns[i].is_open;
    }
    return is_open;
}

/* The returns draw what the supplies blow, before t = 0 and after; a description that is rounded is
 * made exact. */
static void balance(struct air_case *c, struct diag *diag)
{
    struct case_sheet *const returns = c->returns.items;
    const double in_m3s = flow_of(&c->supplies, false);
    const double out_m3s = flow_of(&c->returns, false);

    if (has_open_return(c)) {
        return;
    }
    for (int is_after = 0; is_after < 2; is_after++) {
        const double blown_m3s = flow_of(&c->supplies, is_after != 0);
        const double drawn_m3s = flow_of(&c->returns, is_after != 0);
        if (fabs(blown_m3s - drawn_m3s) > MOST_MISSING_FRAC * fmax(blown_m3s, drawn_m3s)) {
            diag_add(diag, DIAG_CONTRADICTION, c->returns.n > 0 ? c->returns.at : c->at,
                     "%sthe supplies blow %g m3/s but the returns draw %g m3/s",
                     is_after != 0 ? "of what goes on after t = 0, " : "", blown_m3s, drawn_m3s);
            return;
        }
    }
    for (size_t i = 0; i < c->returns.n && out_m3s > 0.0; i++) {
        returns[i].flow_m3s *= in_m3s / out_m3s;
    }
}

static void check_symmetry(const struct air_case *c, struct diag *diag)
{
    static const char *const faces[] = {"xmin", "xmax", "ymin", "ymax", "zmin", "zmax"};

    for (size_t i = 0; i < c->room->symmetry.n; i++) {
        const struct name_ref *const name = &c->room->symmetry.items[i];
        bool is_known = false;
        for (size_t k = 0; k < sizeof faces / sizeof faces[0]; k++) {
            is_known = is_known || strcmp(faces[k], name->text) == 0;
        }
        if (!is_known) {
            diag_add(diag, DIAG_UNKNOWN_CHOICE, name->at,
                     "'%s' is no face of the room (xmin, xmax, ymin, ymax, zmin, zmax)",
                     name->text);
        }
    }
}

static bool check_room(const struct air_case *c, struct diag *diag)
{
    if (!has_numbers(diag, c->room->at, "'size_m'", &c->room->size_m, CASE_AXES)) {
        return false;
    }
    for (int a = 0; a < CASE_AXES; a++) {
        if (c->room->size_m.items[a] < 0.05) {
            diag_add(diag, DIAG_OUT_OF_RANGE, c->room->at, "the room needs a size along each axis");
            return false;
        }
    }
    check_symmetry(c, diag);
    return true;
}

void air_case_check(struct air_case *c, struct diag *diag)
{
    struct case_box *const blocks = c->blocks.items;
    struct case_box *const sources = c->sources.items;
    struct case_sheet *const panels = c->panels.items;
    struct case_sheet *const supplies = c->supplies.items;
    struct case_sheet *const returns = c->returns.items;
    struct case_rack *const racks = c->racks.items;

    if (!check_room(c, diag)) {
        return;
    }
    for (size_t i = 0; i < c->blocks.n; i++) {
        check_box(c, diag, blocks[i].at, &blocks[i].box_m);
    }
    for (size_t i = 0; i < c->sources.n; i++) {
        check_box(c, diag, sources[i].at, &sources[i].box_m);
    }
    for (size_t i = 0; i < c->panels.n; i++) {
        check_sheet(c, diag, &panels[i]);
    }
    for (size_t i = 0; i < c->supplies.n; i++) {
        check_sheet(c, diag, &supplies[i]);
        check_opening(diag, &supplies[i]);
        find_return(c, diag, &supplies[i]);
    }
    for (size_t i = 0; i < c->returns.n; i++) {
        check_sheet(c, diag, &returns[i]);
        check_opening(diag, &returns[i]);
    }
    for (size_t i = 0; i < c->racks.n; i++) {
        check_rack(c, diag, &racks[i]);
    }
    balance(c, diag);
}

/* ------------------------------------------------------------------- grids */

bool air_case_has_grid(const struct air_case *c, const char *name)
{
    return c->grid != NULL && c->grid->kind == DOC_MAP && doc_find(c->grid, name, NULL) != NULL;
}

/* One [from, to, cells]. */
static bool read_stretch(const struct doc_node *node, double ret[3])
{
    bool is_sound = node->kind == DOC_LIST && node->n == 3;

    for (size_t i = 0; is_sound && i < 3; i++) {
        size_t taken = 0;
        is_sound = node->items[i]->kind == DOC_VALUE &&
                   text_to_double(view_of(node->items[i]->text), &ret[i], &taken) == NUMBER_OK;
    }
    return is_sound && ret[1] > ret[0] && ret[2] >= 1.0 && ret[2] <= 1e4;
}

enum status air_case_grid(struct arena *arena, const struct air_case *c, const char *name, int axis,
                          struct diag *diag, struct number_list *ret_lines_m)
{
    static const char *const keys[] = {"x", "y", "z"};
    const struct doc_node *const grid = doc_find(c->grid, name, NULL);
    const struct doc_node *const list =
        grid->kind == DOC_MAP ? doc_find(grid, keys[axis], NULL) : NULL;
    double end_m = 0.0;
    size_t n = 1;

    if (list == NULL || list->kind != DOC_LIST) {
        diag_add(diag, DIAG_WRONG_SHAPE, grid->at, "grid '%s' has no stretches along %s", name,
                 keys[axis]);
        return STATUS_BAD_INPUT;
    }
    for (size_t i = 0; i < list->n; i++) {
        double s[3] = {0.0};
        if (!read_stretch(list->items[i], s) || fabs(s[0] - end_m) > SAME_M) {
            diag_add(diag, DIAG_WRONG_SHAPE, list->items[i]->at,
                     "a stretch is [from, to, cells] and begins where the last one ends");
            return STATUS_BAD_INPUT;
        }
        n += (size_t)s[2];
        end_m = s[1];
    }
    double *const lines_m = ARENA_ARRAY(arena, double, n, "air case");
    size_t at = 1;
    for (size_t i = 0; i < list->n; i++) {
        double s[3] = {0.0};
        (void)read_stretch(list->items[i], s);
        for (size_t k = 1; k <= (size_t)s[2]; k++) {
            lines_m[at++] = s[0] + (s[1] - s[0]) * (double)k / floor(s[2]);
        }
    }
    if (fabs(end_m - c->room->size_m.items[axis]) > SAME_M) {
        diag_add(diag, DIAG_WRONG_SHAPE, list->at, "grid '%s' does not fill the room along %s",
                 name, keys[axis]);
        return STATUS_BAD_INPUT;
    }
    *ret_lines_m = (struct number_list){.items = lines_m, .n = n};
    return STATUS_OK;
}
