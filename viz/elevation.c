/* SPDX-License-Identifier: Apache-2.0 */
#include "viz/elevation.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Rails and frame above the uppermost and below the lowest unit, where the rack's own are not known. */
#define FRAME_M 0.065

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

/* -------------------------------------------------------------- node groups */

/* Columns of the node groups at a record, one after the other in one piece of memory. */
enum column { COUNT, HEIGHT, POWER, POWERED, SHUT, CEILING, CAP, N_COLUMNS };
static const char *const node_fields[N_COLUMNS] = {
    [COUNT] = "count",         [HEIGHT] = "height_u",
    [POWER] = "demand_w",      [POWERED] = "powered_frac",
    [SHUT] = "shut_nodes_max", [CEILING] = "ceiling_min_frac",
    [CAP] = "cap_w",
};

struct nodes {
    size_t n;
    const char *const *names;
    const char *const *racks;
    double *columns[N_COLUMNS];
    double *capped; /* (racks) 1: a thermal cap holds it */
};

static enum status read_nodes(const struct scene *s, struct nodes *ret)
{
    const struct results_dim *const dim = results_dim(s->results, "node");
    struct nodes nodes = {.n = dim != NULL ? dim->n : 0,
                          .names = dim != NULL ? dim->labels : NULL,
                          .racks = results_labels(s->results, "node_rack")};

    nodes.n = nodes.racks != NULL ? nodes.n : 0;
    nodes.capped = calloc(s->n_racks + N_COLUMNS * nodes.n + 1, sizeof(double));
    *ret = nodes;
    if (nodes.capped == NULL) {
        return STATUS_NO_MEMORY;
    }
    (void)scene_column(s->results, "rack", "is_capped_max", s->time_index, nodes.capped);
    for (size_t c = 0; c < N_COLUMNS; c++) {
        ret->columns[c] = nodes.capped + s->n_racks + c * nodes.n;
        if (nodes.n > 0) {
            (void)scene_column(s->results, "node", node_fields[c], s->time_index, ret->columns[c]);
        }
    }
    return STATUS_OK;
}

/* What is not known, which is NAN, is no state. */
static void find_state(const struct nodes *nodes, size_t i, bool is_held,
                       struct elevation_group *group)
{
    const double powered_frac = nodes->columns[POWERED][i];
    const double shut = nodes->columns[SHUT][i];
    const double ceiling_frac = nodes->columns[CEILING][i];
    const double cap_w = nodes->columns[CAP][i];

    if (powered_frac < 1.0) {
        group->state = ELEVATION_UNPOWERED;
        group->amount = 1.0 - powered_frac;
    } else if (shut > 0.0) {
        group->state = ELEVATION_SHUT;
        group->amount = shut;
    } else if (ceiling_frac < 1.0) {
        group->state = ELEVATION_THROTTLED;
        group->amount = ceiling_frac;
    } else if (is_held) {
        group->state = ELEVATION_HELD;
    } else if (isfinite(cap_w)) {
        group->state = ELEVATION_CAPPED;
        group->amount = cap_w;
    }
}

/* "A-01/dgx-h100" without its rack. */
static const char *own_name(const char *name, const char *rack)
{
    const size_t n = strlen(rack);

    return strncmp(name, rack, n) == 0 && name[n] == '/' ? name + n + 1 : name;
}

/* The groups of a rack, with their heights in units as far as those are known. */
static void take_groups(struct elevation *e, const struct scene *s, const struct nodes *nodes,
                        struct elevation_rack *rack, size_t *n_groups)
{
    const char *const name = s->rack_names[rack->rack];

    rack->first = *n_groups;
    for (size_t i = 0; i < nodes->n; i++) {
        if (strcmp(nodes->racks[i], name) == 0) {
            struct elevation_group *const group = &e->groups[(*n_groups)++];
            *group = (struct elevation_group){.name = own_name(nodes->names[i], name),
                                              .count = nodes->columns[COUNT][i],
                                              .height_m = nodes->columns[COUNT][i] *
                                                          nodes->columns[HEIGHT][i],
                                              .power_w = nodes->columns[POWER][i]};
            find_state(nodes, i, nodes->capped[rack->rack] > 0.0, group);
        }
    }
    rack->n = *n_groups - rack->first;
}

/* Stacks a rack's groups: by their units where all are known and find room, else by their nodes. */
static void stack_groups(struct elevation *e, struct elevation_rack *rack)
{
    struct elevation_group *const groups = e->groups + rack->first;
    const double usable_u = rack->free_u;
    double used_u = 0.0;
    double count = 0.0;

    for (size_t i = 0; i < rack->n; i++) {
        used_u += groups[i].height_m;
        count += groups[i].count;
    }
    rack->has_units = rack->has_height && used_u <= usable_u + 1e-9; /* false for NAN */
    rack->free_u = usable_u - used_u;
    e->has_units = e->has_units && rack->has_units;
    const double frame_m =
        rack->has_units ? fmax(0.0, (rack->height_m - usable_u * ELEVATION_UNIT_M) / 2.0) : FRAME_M;
    double bottom_m = frame_m;
    for (size_t i = 0; i < rack->n; i++) {
        groups[i].height_m = rack->has_units
                                 ? groups[i].height_m * ELEVATION_UNIT_M
                                 : (rack->height_m - 2.0 * frame_m) * groups[i].count / count;
        groups[i].bottom_m = bottom_m;
        bottom_m += groups[i].height_m;
    }
}

static enum status fill_racks(struct elevation *e, const struct scene *s)
{
    struct nodes nodes;
    enum status st = read_nodes(s, &nodes);
    size_t n_groups = 0;

    e->groups = calloc(nodes.n + 1, sizeof *e->groups);
    st = st == STATUS_OK && e->groups == NULL ? STATUS_NO_MEMORY : st;
    for (size_t k = 0; k < e->n && st == STATUS_OK; k++) {
        take_groups(e, s, &nodes, &e->racks[k], &n_groups);
        stack_groups(e, &e->racks[k]);
    }
    free(nodes.capped);
    return st;
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
        st = e->n > 0 ? fill_racks(e, s) : STATUS_BAD_INPUT;
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
