/* elevation_groups.c - the node groups of a row's racks: how they fare, and how they stand in them.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "viz/elevation.h"

/* Rails and frame above the uppermost and below the lowest unit, where the rack's own are not known. */
#define FRAME_M 0.065

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
    for (size_t i = 0; i < nodes->n && *n_groups < nodes->n; i++) { /* racks of one name: damage */
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

enum status elevation_fill(struct elevation *e, const struct scene *s)
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
