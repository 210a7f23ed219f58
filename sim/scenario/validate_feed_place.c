/* SPDX-License-Identifier: Apache-2.0 */
#include "sim/scenario/validate_feed_place.h"

#include <math.h>

#include "sim/scenario/geometry.h"

/* An element on the floor that is held against what stands there. */
struct standing {
    struct diag *diag;
    const struct scn_power *element;
    struct floor_rect rect;
};

static bool is_placed(const struct scn_power *e)
{
    return !isnan(e->origin_m[0]) && !isnan(e->origin_m[1]);
}

static struct floor_rect rect_of(const double origin_m[2], double width_m, double depth_m)
{
    return (struct floor_rect){origin_m[0], origin_m[1], width_m, depth_m};
}

static void check_apart(const struct standing *s, const char *what, const char *name,
                        const struct floor_rect *other)
{
    if (geometry_overlap(&s->rect, other)) {
        diag_add(s->diag, DIAG_OVERLAP, s->element->at,
                 "power element '%s' at x %.2f to %.2f m, y %.2f to %.2f m stands in %s '%s'",
                 s->element->name, s->rect.x_m, s->rect.x_m + s->rect.width_m, s->rect.y_m,
                 s->rect.y_m + s->rect.depth_m, what, name);
    }
}

static void check_racks(const struct standing *s, const struct scn_hall *hall)
{
    const struct scn_row *const rows = hall->rows.items;

    for (size_t i = 0; i < hall->rows.n; i++) {
        const struct scn_rack *const racks = rows[i].racks.items;
        double along_m = 0.0;
        for (size_t k = 0; k < rows[i].racks.n; k++) {
            const struct floor_rect rack = geometry_rack(&rows[i], k, &along_m);
            check_apart(s, "rack", racks[k].name, &rack);
        }
    }
}

static void check_units(const struct standing *s, const struct scn_hall *hall)
{
    const struct scn_crah *const crahs = hall->crahs.items;
    const struct scn_cdu *const cdus = hall->cdus.items;

    for (size_t i = 0; i < hall->crahs.n; i++) {
        const struct floor_rect crah =
            rect_of(crahs[i].origin_m, crahs[i].width_m, crahs[i].depth_m);
        check_apart(s, "CRAH", crahs[i].name, &crah);
    }
    for (size_t i = 0; i < hall->cdus.n; i++) {
        const struct floor_rect cdu = rect_of(cdus[i].origin_m, cdus[i].width_m, cdus[i].depth_m);
        check_apart(s, "CDU", cdus[i].name, &cdu);
    }
}

static void check_elements(const struct standing *s, const struct scn_power *elements, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        const struct floor_rect other =
            rect_of(elements[i].origin_m, elements[i].width_m, elements[i].depth_m);
        if (is_placed(&elements[i]) && !elements[i].overhead) {
            check_apart(s, "power element", elements[i].name, &other);
        }
    }
}

void validate_feed_place(const struct scn_hall *hall, struct diag *diag)
{
    const struct scn_power *const elements = hall->power.items;

    for (size_t i = 0; i < hall->power.n; i++) {
        const struct scn_power *const e = &elements[i];
        const struct standing s = {diag, e, rect_of(e->origin_m, e->width_m, e->depth_m)};
        if (!is_placed(e)) {
            continue;
        }
        geometry_check_inside(hall, &s.rect, "power element", e->name, e->at, diag);
        if (e->place != PLACE_HALL) {
            diag_add(diag, DIAG_CONTRADICTION, e->at,
                     "power element '%s' has an 'origin' in the hall, but its losses become heat "
                     "elsewhere; write 'place: hall'",
                     e->name);
        }
        if (!e->overhead) {
            check_racks(&s, hall);
            check_units(&s, hall);
            check_elements(&s, elements, i);
        }
    }
}
