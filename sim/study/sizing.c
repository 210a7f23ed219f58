/* SPDX-License-Identifier: Apache-2.0 */
#include "sim/study/sizing.h"

#include <math.h>

/* The least rack limit of the hall and its number of positions. */
static void find_rack_limit(const struct scn_hall *hall, double *ret_limit_w, double *ret_positions)
{
    const struct scn_row *const rows = hall->rows.items;
    double n_racks = 0.0;

    *ret_limit_w = PARAM_UNKNOWN;
    for (size_t i = 0; i < hall->rows.n; i++) {
        const struct scn_rack *const racks = rows[i].racks.items;
        for (size_t k = 0; k < rows[i].racks.n; k++) {
            *ret_limit_w = fmin(*ret_limit_w, racks[k].limit_w);
            n_racks += 1.0;
        }
    }
    *ret_positions = isnan(hall->positions) ? n_racks : hall->positions;
}

static void count_row(struct sizing_row *row, double it_limit_w, double rack_limit_w,
                      double positions)
{
    row->by_it_power = floor(it_limit_w / row->node_w);
    row->per_rack = floor(rack_limit_w / row->node_w);
    row->by_rack_limit = row->per_rack * positions;
    row->count = fmin(row->by_it_power, row->by_rack_limit); /* an unknown one drops out */
    if (isnan(row->count)) {
        row->binding = isnan(row->node_w) ? "power not given" : "no limit given";
        row->binding_margin_w = PARAM_UNKNOWN;
    } else if (row->count == row->by_rack_limit) {
        row->binding = "rack limit";
        row->binding_margin_w = rack_limit_w - fmax(row->per_rack, 1.0) * row->node_w;
    } else {
        row->binding = "hall IT power";
        row->binding_margin_w = it_limit_w - row->count * row->node_w;
    }
}

void sizing_count(const struct scn_sizing *sizing, const struct scn_hall *hall,
                  struct sizing_row ret_rows[SIZING_ROWS])
{
    double rack_limit_w = 0.0;
    double positions = 0.0;

    find_rack_limit(hall, &rack_limit_w, &positions);
    ret_rows[0] = (struct sizing_row){.basis = "nameplate", .node_w = sizing->node->nameplate_w};
    ret_rows[1] = (struct sizing_row){.basis = "measured", .node_w = sizing->node->measured_max_w};
    ret_rows[2] = (struct sizing_row){.basis = "capped", .node_w = sizing->node->cap_w};
    for (size_t i = 0; i < SIZING_ROWS; i++) {
        count_row(&ret_rows[i], hall->it_limit_w, rack_limit_w, positions);
    }
}

const struct table_data *sizing_table(struct arena *arena, const struct scenario *scenario,
                                      size_t site, size_t hall)
{
    const struct scn_sizing *const sizing = scenario->tree->sizing;
    struct sizing_row rows[SIZING_ROWS];
    const size_t n = SIZING_ROWS;

    if (sizing == NULL) {
        return NULL;
    }
    sizing_count(sizing, &((const struct scn_hall *)scenario->sites[site].halls.items)[hall], rows);

    struct table_data *const t = arena_take(arena, 1, sizeof *t, "sizing");
    double *const numbers = ARENA_ARRAY(arena, double, n * 6, "sizing");
    const char **const texts = ARENA_ARRAY(arena, const char *, n * 2, "sizing");
    for (size_t i = 0; i < n; i++) {
        texts[i] = rows[i].basis;
        texts[n + i] = rows[i].binding;
        numbers[i] = rows[i].node_w;
        numbers[n + i] = rows[i].by_it_power;
        numbers[2 * n + i] = rows[i].per_rack;
        numbers[3 * n + i] = rows[i].by_rack_limit;
        numbers[4 * n + i] = rows[i].count;
        numbers[5 * n + i] = rows[i].binding_margin_w;
    }
    *t = (struct table_data){
        .name = "sizing",
        .title = text_print(arena, "how many %s fit, by ratings alone",
                            sizing->node->use != NULL ? sizing->node->use : "nodes"),
        .n_rows = n,
        .n_columns = 8,
        .columns =
            {
                {.name = "basis", .unit = "", .long_name = "power of one node by", .texts = texts},
                {.name = "node_w",
                 .unit = "W",
                 .long_name = "power of one node",
                 .numbers = numbers},
                {.name = "by_it_power",
                 .unit = "1",
                 .long_name = "nodes in the hall's IT power",
                 .numbers = numbers + n},
                {.name = "per_rack",
                 .unit = "1",
                 .long_name = "nodes in a rack's limit",
                 .numbers = numbers + 2 * n},
                {.name = "by_rack_limit",
                 .unit = "1",
                 .long_name = "nodes in all positions",
                 .numbers = numbers + 3 * n},
                {.name = "count",
                 .unit = "1",
                 .long_name = "nodes that fit",
                 .numbers = numbers + 4 * n},
                {.name = "binding", .unit = "", .long_name = "what binds", .texts = texts + n},
                {.name = "binding_margin_w",
                 .unit = "W",
                 .long_name = "room left under what binds (one node too many when negative)",
                 .numbers = numbers + 5 * n},
            },
    };
    return t;
}
