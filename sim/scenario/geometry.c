/* SPDX-License-Identifier: Apache-2.0 */
#include "sim/scenario/geometry.h"

#include <math.h>
#include <string.h>

#define AISLE_M  1.2
#define MARGIN_M 1.2
#define SLACK_M  1e-6 /* rounding of metres that came from feet */

struct floor_rect geometry_rack(const struct scn_row *row, size_t k, double *along_m)
{
    const struct scn_rack *const rack = &((const struct scn_rack *)row->racks.items)[k];
    const bool is_x = row->axis == AXIS_X;
    const struct floor_rect rect = {
        .x_m = row->origin_m[0] + (is_x ? *along_m : 0.0),
        .y_m = row->origin_m[1] + (is_x ? 0.0 : *along_m),
        .width_m = is_x ? rack->width_m : rack->depth_m,
        .depth_m = is_x ? rack->depth_m : rack->width_m,
    };

    *along_m += rack->width_m + row->gap_m;
    return rect;
}

/* Size of a row across its axis: the deepest rack. */
static double row_depth_m(const struct scn_row *row)
{
    const struct scn_rack *const racks = row->racks.items;
    double depth_m = 0.0;

    for (size_t i = 0; i < row->racks.n; i++) {
        depth_m = fmax(depth_m, racks[i].depth_m);
    }
    return depth_m;
}

static void place_rows(struct scn_hall *hall, double left_m)
{
    struct scn_row *const rows = hall->rows.items;
    double next_m = MARGIN_M;

    for (size_t i = 0; i < hall->rows.n; i++) {
        if (isnan(rows[i].origin_m[0]) || isnan(rows[i].origin_m[1])) {
            rows[i].origin_m[0] = rows[i].axis == AXIS_X ? left_m : next_m;
            rows[i].origin_m[1] = rows[i].axis == AXIS_X ? next_m : left_m;
        }
        const double across_m = rows[i].origin_m[rows[i].axis == AXIS_X ? 1 : 0];
        next_m = fmax(next_m, across_m + row_depth_m(&rows[i]) + AISLE_M);
    }
}

/* Units without a place stand along the wall x = 0, from y = 0.5 m on. */
static double place_units(struct scn_hall *hall)
{
    struct scn_crah *const crahs = hall->crahs.items;
    struct scn_cdu *const cdus = hall->cdus.items;
    double next_m = 0.5;
    double widest_m = 0.0;

    for (size_t i = 0; i < hall->crahs.n; i++) {
        if (isnan(crahs[i].origin_m[0]) || isnan(crahs[i].origin_m[1])) {
            const double along_m = fmax(crahs[i].width_m, crahs[i].depth_m);
            const double out_m = fmin(crahs[i].width_m, crahs[i].depth_m);
            crahs[i].width_m = out_m;
            crahs[i].depth_m = along_m;
            crahs[i].origin_m[0] = 0.0;
            crahs[i].origin_m[1] = next_m;
            next_m += along_m + 0.5;
            widest_m = fmax(widest_m, out_m);
        }
    }
    for (size_t i = 0; i < hall->cdus.n; i++) {
        if (isnan(cdus[i].origin_m[0]) || isnan(cdus[i].origin_m[1])) {
            cdus[i].origin_m[0] = 0.0;
            cdus[i].origin_m[1] = next_m;
            next_m += cdus[i].depth_m + 0.5;
            widest_m = fmax(widest_m, cdus[i].width_m);
        }
    }
    return widest_m;
}

static void cover(double size_m[2], double x_m, double y_m)
{
    size_m[0] = fmax(size_m[0], x_m);
    size_m[1] = fmax(size_m[1], y_m);
}

/* The least hall that holds everything, with a margin. */
static void find_size(struct scn_hall *hall)
{
    const struct scn_row *const rows = hall->rows.items;
    const struct scn_crah *const crahs = hall->crahs.items;
    const struct scn_cdu *const cdus = hall->cdus.items;
    const struct scn_power *const power = hall->power.items;
    double size_m[2] = {0.0, 0.0};

    for (size_t i = 0; i < hall->rows.n; i++) {
        double along_m = 0.0;
        for (size_t k = 0; k < rows[i].racks.n; k++) {
            const struct floor_rect r = geometry_rack(&rows[i], k, &along_m);
            cover(size_m, r.x_m + r.width_m + MARGIN_M, r.y_m + r.depth_m + MARGIN_M);
        }
    }
    for (size_t i = 0; i < hall->crahs.n; i++) {
        cover(size_m, crahs[i].origin_m[0] + crahs[i].width_m,
              crahs[i].origin_m[1] + crahs[i].depth_m);
    }
    for (size_t i = 0; i < hall->cdus.n; i++) {
        cover(size_m, cdus[i].origin_m[0] + cdus[i].width_m, cdus[i].origin_m[1] + cdus[i].depth_m);
    }
    for (size_t i = 0; i < hall->power.n; i++) { /* fmax passes over a place that is not known */
        cover(size_m, power[i].origin_m[0] + power[i].width_m,
              power[i].origin_m[1] + power[i].depth_m);
    }
    memcpy(hall->size_m, size_m, sizeof size_m);
}

bool geometry_overlap(const struct floor_rect *a, const struct floor_rect *b)
{
    return a->x_m + a->width_m > b->x_m + SLACK_M && b->x_m + b->width_m > a->x_m + SLACK_M &&
           a->y_m + a->depth_m > b->y_m + SLACK_M && b->y_m + b->depth_m > a->y_m + SLACK_M;
}

void geometry_check_inside(const struct scn_hall *hall, const struct floor_rect *r,
                           const char *what, const char *name, struct span at, struct diag *diag)
{
    if (r->x_m < 0.0 || r->y_m < 0.0 || r->x_m + r->width_m > hall->size_m[0] + SLACK_M ||
        r->y_m + r->depth_m > hall->size_m[1] + SLACK_M) {
        diag_add(diag, DIAG_OUTSIDE_HALL, at,
                 "%s '%s' stands at x %.2f to %.2f m, y %.2f to %.2f m, outside the hall of "
                 "%.2f x %.2f m",
                 what, name, r->x_m, r->x_m + r->width_m, r->y_m, r->y_m + r->depth_m,
                 hall->size_m[0], hall->size_m[1]);
    }
}

/* The rectangle that a whole row covers. */
static struct floor_rect row_rect(const struct scn_row *row)
{
    double along_m = 0.0;
    struct floor_rect all = geometry_rack(row, 0, &along_m);

    for (size_t k = 1; k < row->racks.n; k++) {
        const struct floor_rect r = geometry_rack(row, k, &along_m);
        all.width_m = fmax(all.width_m, r.x_m + r.width_m - all.x_m);
        all.depth_m = fmax(all.depth_m, r.y_m + r.depth_m - all.y_m);
    }
    return all;
}

static void check_rows(const struct scn_hall *hall, struct diag *diag)
{
    const struct scn_row *const rows = hall->rows.items;

    for (size_t i = 0; i < hall->rows.n; i++) {
        if (rows[i].racks.n == 0) {
            continue;
        }
        const struct floor_rect a = row_rect(&rows[i]);
        geometry_check_inside(hall, &a, "row", rows[i].name, rows[i].at, diag);
        for (size_t k = 0; k < i; k++) {
            const struct floor_rect b =
                rows[k].racks.n > 0 ? row_rect(&rows[k]) : (struct floor_rect){0};
            if (rows[k].racks.n > 0 && geometry_overlap(&a, &b)) {
                diag_add(diag, DIAG_OVERLAP, rows[i].at, "row '%s' stands in row '%s'",
                         rows[i].name, rows[k].name);
            }
        }
    }
}

void geometry_place(struct scn_hall *hall, struct diag *diag)
{
    const struct scn_crah *const crahs = hall->crahs.items;
    const struct scn_cdu *const cdus = hall->cdus.items;
    const double widest_m = place_units(hall);

    place_rows(hall, widest_m + MARGIN_M);
    if (isnan(hall->size_m[0]) || isnan(hall->size_m[1])) {
        find_size(hall);
    }
    check_rows(hall, diag);
    for (size_t i = 0; i < hall->crahs.n; i++) {
        const struct floor_rect r = {crahs[i].origin_m[0], crahs[i].origin_m[1], crahs[i].width_m,
                                     crahs[i].depth_m};
        geometry_check_inside(hall, &r, "CRAH", crahs[i].name, crahs[i].at, diag);
    }
    for (size_t i = 0; i < hall->cdus.n; i++) {
        const struct floor_rect r = {cdus[i].origin_m[0], cdus[i].origin_m[1], cdus[i].width_m,
                                     cdus[i].depth_m};
        geometry_check_inside(hall, &r, "CDU", cdus[i].name, cdus[i].at, diag);
    }
}
