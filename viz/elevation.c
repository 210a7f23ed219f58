/* SPDX-License-Identifier: Apache-2.0 */
#include "viz/elevation.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---------------------------------------------------------------------- rows */

static bool shares_row(const struct scene *s, size_t a, size_t b)
{
    return s->rack_rows == NULL || strcmp(s->rack_rows[a], s->rack_rows[b]) == 0;
}

static bool is_first_of_row(const struct scene *s, size_t rack)
{
    for (size_t k = 0; k < rack; k++) {
        if (shares_row(s, k, rack)) {
            return false;
        }
    }
    return true;
}

/* The first rack of row number `row`; the number of racks when there are fewer rows. */
static size_t first_of_row(const struct scene *s, size_t row)
{
    for (size_t i = 0; i < s->n_racks; i++) {
        if (is_first_of_row(s, i) && row-- == 0) {
            return i;
        }
    }
    return s->n_racks;
}

size_t elevation_n_rows(const struct scene *s)
{
    size_t n = 0;

    for (size_t i = 0; i < s->n_racks; i++) {
        n += is_first_of_row(s, i);
    }
    return n;
}

size_t elevation_row_of(const struct scene *s, size_t rack)
{
    size_t row = 0;

    for (size_t i = 0; i < rack && !shares_row(s, i, rack); i++) {
        row += is_first_of_row(s, i);
    }
    return row;
}

long elevation_find_row(const struct scene *s, const char *name)
{
    for (size_t i = 0; i < s->n_racks && s->rack_rows != NULL; i++) {
        if (strcmp(s->rack_rows[i], name) == 0) {
            return (long)elevation_row_of(s, i);
        }
    }
    return -1;
}

/* -------------------------------------------------------------------- places */

/* Where the left and right ends of a rack lie for whoever looks at its front, on an axis that grows to
 * the right. */
static void ends_of(const struct scene *s, size_t rack, double *ret_left_m, double *ret_right_m)
{
    const struct box *const b = &s->racks[rack];

    switch (s->fronts[rack]) {
    case SIDE_SOUTH:
        *ret_left_m = b->x_m;
        *ret_right_m = b->x_m + b->width_m;
        break;
    case SIDE_NORTH:
        *ret_left_m = -b->x_m - b->width_m;
        *ret_right_m = -b->x_m;
        break;
    case SIDE_EAST:
        *ret_left_m = b->y_m;
        *ret_right_m = b->y_m + b->depth_m;
        break;
    default:
        *ret_left_m = -b->y_m - b->depth_m;
        *ret_right_m = -b->y_m;
        break;
    }
}

static int compare_places(const void *a, const void *b)
{
    const double left = ((const struct elevation_rack *)a)->left_m;
    const double right = ((const struct elevation_rack *)b)->left_m;

    return (left > right) - (left < right);
}

static void place_racks(struct elevation *e, const struct scene *s, size_t first)
{
    double least_m = (double)INFINITY;
    double most_m = -(double)INFINITY;

    for (size_t i = first; i < s->n_racks; i++) {
        if (shares_row(s, i, first)) {
            double left_m = 0.0;
            double right_m = 0.0;
            ends_of(s, i, &left_m, &right_m);
            if (!isfinite(left_m) || !(right_m > left_m)) {
                continue; /* the file does not tell its place, or is damaged */
            }
            e->racks[e->n++] =
                (struct elevation_rack){.rack = i, .left_m = left_m, .width_m = right_m - left_m};
            least_m = fmin(least_m, left_m);
            most_m = fmax(most_m, right_m);
        }
    }
    qsort(e->racks, e->n, sizeof *e->racks, compare_places);
    for (size_t k = 0; k < e->n; k++) {
        e->racks[k].left_m -= least_m;
    }
    e->length_m = most_m - least_m;
}

/* ------------------------------------------------------------- racks' columns */

static void take_column(struct elevation *e, const struct scene *s, const char *field,
                        double *scratch, size_t offset)
{
    (void)scene_column(s->results, "rack", field, s->time_index, scratch);
    for (size_t k = 0; k < e->n; k++) {
        memcpy((char *)&e->racks[k] + offset, &scratch[e->racks[k].rack], sizeof(double));
    }
}

static void read_racks(struct elevation *e, const struct scene *s, double *scratch)
{
    static const struct {
        const char *field;
        size_t offset;
    } columns[] = {
        {"height_m", offsetof(struct elevation_rack, height_m)},
        {"usable_u", offsetof(struct elevation_rack, free_u)},
        {"inlet_bottom_max_c", offsetof(struct elevation_rack, bands_c[0])},
        {"inlet_middle_max_c", offsetof(struct elevation_rack, bands_c[1])},
        {"inlet_top_max_c", offsetof(struct elevation_rack, bands_c[2])},
        {"power_w", offsetof(struct elevation_rack, power_w)},
        {"limit_w", offsetof(struct elevation_rack, limit_w)},
    };

    for (size_t c = 0; c < sizeof columns / sizeof columns[0]; c++) {
        take_column(e, s, columns[c].field, scratch, columns[c].offset);
    }
    e->has_heights = true;
    e->has_units = true;
    for (size_t k = 0; k < e->n; k++) {
        struct elevation_rack *const rack = &e->racks[k];
        rack->has_height = rack->height_m > 0.0;
        rack->height_m = rack->has_height ? rack->height_m : ELEVATION_USUAL_M;
        rack->limit_w = isinf(rack->limit_w) ? (double)NAN : rack->limit_w;
        rack->has_bands = !isnan(rack->bands_c[0] + rack->bands_c[1] + rack->bands_c[2]);
        e->has_heights = e->has_heights && rack->has_height;
        e->has_bands = e->has_bands || rack->has_bands;
        e->tallest_m = fmax(e->tallest_m, rack->height_m);
    }
}

enum status elevation_open(const struct scene *s, size_t row, struct elevation *ret_elevation)
{
    const size_t first = first_of_row(s, row);
    struct elevation *const e = ret_elevation;

    *e = (struct elevation){.number = row, .n_rows = elevation_n_rows(s)};
    if (first == s->n_racks) {
        return STATUS_OUT_OF_RANGE;
    }
    e->row = s->rack_rows != NULL ? s->rack_rows[first] : "";
    e->racks = calloc(s->n_racks, sizeof *e->racks);
    double *const scratch = calloc(s->n_racks, sizeof *scratch);
    enum status st = e->racks != NULL && scratch != NULL ? STATUS_OK : STATUS_NO_MEMORY;
    if (st == STATUS_OK) {
        place_racks(e, s, first);
        read_racks(e, s, scratch);
        st = e->n > 0 ? elevation_fill(e, s) : STATUS_BAD_INPUT;
    }
    free(scratch);
    return st;
}

void elevation_close(struct elevation *e)
{
    free(e->racks);
    free(e->groups);
    *e = (struct elevation){.racks = NULL};
}
