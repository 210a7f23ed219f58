/* build_limits_rack.c - what a rack and its nodes may not pass.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>
#include <string.h>

#include "models/envelope.h"
#include "sim/hall/limit_list.h"

/* The strictest of a number over the nodes of a rack; NAN when no node states it. */
static double least_of_nodes(const struct scn_rack *rack, size_t offset)
{
    double least = PARAM_UNKNOWN;

    for (size_t k = 0; k < rack->nodes.n; k++) {
        const char *const node = (const char *)rack->nodes.items + k * sizeof(struct scn_node);
        least = fmin(least, *(const double *)(const void *)(node + offset));
    }
    return least;
}

static double most_of_nodes(const struct scn_rack *rack, size_t offset)
{
    double most = PARAM_UNKNOWN;

    for (size_t k = 0; k < rack->nodes.n; k++) {
        const char *const node = (const char *)rack->nodes.items + k * sizeof(struct scn_node);
        most = fmax(most, *(const double *)(const void *)(node + offset));
    }
    return most;
}

const struct envelope_class *limit_list_class(const struct builder *b, size_t first, size_t end)
{
    double least_c = PARAM_UNKNOWN;

    for (size_t r = first; r < end; r++) {
        least_c =
            fmin(least_c, least_of_nodes(b->racks[r], offsetof(struct scn_node, inlet_max_c)));
    }
    return envelope_of_max_c(least_c);
}

/* Frame, shelves and nodes; NAN when a part's mass is not known. */
static double mass_of(const struct scn_rack *rack)
{
    const struct scn_node *const nodes = rack->nodes.items;
    double mass_kg = rack->frame_mass_kg;

    if (!isnan(rack->mass_kg)) {
        return rack->mass_kg;
    }
    if (!rack->nodes.is_given) {
        return PARAM_UNKNOWN;
    }
    for (size_t k = 0; k < rack->nodes.n; k++) {
        mass_kg += nodes[k].mass_kg * nodes[k].count;
    }
    return rack->shelf != NULL ? mass_kg + rack->shelf->mass_kg : mass_kg;
}

static double height_of(const struct scn_rack *rack)
{
    const struct scn_node *const nodes = rack->nodes.items;
    double height_u = 0.0;

    if (!rack->nodes.is_given) {
        return PARAM_UNKNOWN;
    }
    for (size_t k = 0; k < rack->nodes.n; k++) {
        height_u += nodes[k].height_u * nodes[k].count;
    }
    return height_u;
}

static void add_rack_power(struct limit_list *l, size_t r)
{
    const struct scn_rack *const rack = l->b->racks[r];
    const struct scn_contract *const contract = l->b->hall->contract;
    struct limit limit = {
        .name = "rack power",
        .unit = "W",
        .dim = DIM_RACK,
        .index = r,
        RACK_COLUMN(power_w),
        .limit = rack->limit_w,
        .scale = SCALE_LOAD,
        .load_column = offsetof(struct rack_columns, power_w),
        .band = BAND_POWER,
        .band_frac = limit_list_rack_band(l->b, r),
    };

    /* A rack without a limit of its own is held by its circuits and feeds. */
    if (!isnan(rack->limit_w)) {
        limit_list_add(l, limit);
    }
    if (contract != NULL && !isnan(contract->rack_power_w)) {
        limit.name = "contracted rack power";
        limit.limit = contract->rack_power_w;
        limit_list_add(l, limit);
    }
}

/* Air that tiles give it: advice, for what a rack that starves breathes instead is its inlet's matter. */
static void add_given_air(struct limit_list *l, size_t r)
{
    if (l->b->plan->plenum == NULL) {
        return;
    }
    limit_list_add(l, (struct limit){.name = "air from the floor",
                                     .unit = "m3/s",
                                     .dim = DIM_RACK,
                                     .index = r,
                                     .is_advisory = true,
                                     RACK_COLUMN(airflow_m3s),
                                     .has_limit_column = true,
                                     .limit_column = offsetof(struct rack_columns, given_flow_m3s),
                                     .scale = SCALE_LOAD,
                                     .load_column = offsetof(struct rack_columns, power_w),
                                     .band = BAND_POWER,
                                     .band_frac = limit_list_rack_band(l->b, r)});
}

#define ZONE_BAND_K 3.0

/* How well a rack's inlet is known. */
static double inlet_band_k(const struct builder *b, size_t r)
{
    const struct air_model *const air = (const struct air_model *)b->plan->air.info;
    const double band_k = air->band_k != NULL
                              ? air->band_k(b->plan->air.params, b->rack_design_air_w[r])
                              : ZONE_BAND_K;

    return isnan(band_k) ? ZONE_BAND_K : band_k;
}

static void add_rack_air(struct limit_list *l, size_t r)
{
    const struct builder *const b = l->b;
    const struct scn_rack *const rack = b->racks[r];
    const double inlet_max_c = least_of_nodes(rack, offsetof(struct scn_node, inlet_max_c));
    struct limit limit = {
        .name = "inlet maximum",
        .unit = "degC",
        .dim = DIM_RACK,
        .index = r,
        RACK_COLUMN(inlet_hottest_c),
        .limit = envelope_derated_max_c(inlet_max_c, b->site->altitude_m),
        .has_reference_column = true,
        .reference_column = offsetof(struct rack_columns, supply_air_c),
        .scale = SCALE_LOAD,
        .load_column = offsetof(struct rack_columns, power_w),
        .band = BAND_AIR,
        .band_frac = inlet_band_k(b, r),
    };

    const bool is_empty = rack->nodes.is_given && rack->nodes.n == 0;
    if (b->plan->rack_is_immersed[r] || is_empty) {
        return;
    }
    limit_list_add(l, limit);
    add_given_air(l, r);
    limit.name = "inlet recommended";
    limit.is_advisory = true;
    limit.limit = ENVELOPE_RECOMMENDED_MAX_C;
    limit_list_add(l, limit);
    limit = (struct limit){
        .name = "inlet minimum",
        .unit = "degC",
        .dim = DIM_RACK,
        .index = r,
        .is_lower = true,
        RACK_COLUMN(inlet_c),
        .limit = most_of_nodes(rack, offsetof(struct scn_node, inlet_min_c)),
        .scale = SCALE_FIXED,
        .band = BAND_AIR,
        .band_frac = inlet_band_k(b, r),
    };
    if (!isnan(limit.limit)) {
        limit_list_add(l, limit);
    }
}

/* Humidity is a matter of where outdoor air comes in. */
static void add_rack_humidity(struct limit_list *l, size_t r)
{
    const struct envelope_class *const air = limit_list_class(l->b, r, r + 1);
    struct limit limit = {
        .name = "inlet humidity",
        .unit = "1",
        .dim = DIM_RACK,
        .index = r,
        RACK_COLUMN(inlet_humidity_frac),
        .limit = air->relative_humidity_max_frac,
        .scale = SCALE_FIXED,
        .band = BAND_POWER,
        .band_frac = 0.05, /* a kelvin at the inlet is 6 % of what air can hold */
    };

    if (!l->b->plan->takes_outdoor_air || l->b->plan->rack_is_immersed[r]) {
        return;
    }
    limit_list_add(l, limit);
    limit.name = "inlet humidity, least";
    limit.is_lower = true;
    limit.limit = air->relative_humidity_min_frac;
    limit_list_add(l, limit);
}

static void add_rack_heat_to_air(struct limit_list *l, size_t r)
{
    const struct scn_rack *const rack = l->b->racks[r];
    const struct scn_contract *const contract = l->b->hall->contract;
    struct limit limit = {
        .name = "heat to air",
        .unit = "W",
        .dim = DIM_RACK,
        .index = r,
        RACK_COLUMN(to_air_w),
        .limit = rack->air_max_w,
        .scale = SCALE_LOAD,
        .load_column = offsetof(struct rack_columns, power_w),
        .band = BAND_POWER,
        .band_frac = limit_list_rack_band(l->b, r),
    };

    if (!isnan(rack->air_max_w)) {
        limit_list_add(l, limit);
    }
    if (contract != NULL && !isnan(contract->residual_air_w)) {
        limit.name = "contracted heat to air";
        limit.limit = contract->residual_air_w;
        limit_list_add(l, limit);
    }
}

static void add_rack_coolant(struct limit_list *l, size_t r)
{
    const struct builder *const b = l->b;
    const struct scn_rack *const rack = b->racks[r];
    const struct scn_contract *const contract = b->hall->contract;
    const double of_nodes_c = least_of_nodes(rack, offsetof(struct scn_node, coolant_supply_max_c));
    const double flow_min_m3_per_j =
        most_of_nodes(rack, offsetof(struct scn_node, coolant_flow_min_m3_per_j));
    const struct limit supply = {
        .name = "coolant supply",
        .unit = "degC",
        .dim = DIM_RACK,
        .index = r,
        RACK_COLUMN(coolant_supply_c),
        .limit = isnan(rack->coolant_supply_max_c) ? of_nodes_c : rack->coolant_supply_max_c,
        .scale = SCALE_FIXED,
        .band = BAND_LIQUID,
        .band_frac = 1.0,
    };
    const bool is_flow_given = !isnan(rack->coolant_flow_m3s);

    if (rack->cdus.n == 0) {
        return;
    }
    limit_list_add(l, supply);
    limit_list_add(l, (struct limit){.name = "coolant boiling",
                                     .unit = "degC",
                                     .dim = DIM_RACK,
                                     .index = r,
                                     RACK_COLUMN(coolant_return_c),
                                     .limit = b->plan->cdu_boiling_c[rack->cdus.items[0].index],
                                     .scale = SCALE_FIXED,
                                     .band = BAND_LIQUID,
                                     .band_frac = 3.0});
    if (!isnan(flow_min_m3_per_j)) {
        limit_list_add(l, (struct limit){.name = "coolant flow",
                                         .unit = "m3/s",
                                         .dim = DIM_RACK,
                                         .index = r,
                                         .is_lower = true,
                                         RACK_COLUMN(coolant_flow_m3s),
                                         .limit = flow_min_m3_per_j * b->rack_design_plate_w[r],
                                         .scale = SCALE_FIXED,
                                         .band = BAND_POWER,
                                         .band_frac = is_flow_given ? 0.05 : 0.15});
    }
    if (contract != NULL && !isnan(contract->flow_max_m3_per_j)) {
        const double power_w = b->rack_design_plate_w[r] + b->rack_design_air_w[r];
        limit_list_add(l, (struct limit){.name = "contracted coolant flow",
                                         .unit = "m3/s",
                                         .dim = DIM_RACK,
                                         .index = r,
                                         RACK_COLUMN(coolant_flow_m3s),
                                         .limit = contract->flow_max_m3_per_j * power_w,
                                         .scale = SCALE_FIXED,
                                         .band = BAND_NONE});
    }
}

/* A number against a number: nothing that a step changes. */
static void add_fixed(struct limit_list *l, size_t r, const char *name, const char *unit,
                      double value, double limit)
{
    limit_list_add(l, (struct limit){.name = name,
                                     .unit = unit,
                                     .dim = DIM_RACK,
                                     .index = r,
                                     .value = value,
                                     .limit = limit,
                                     .scale = SCALE_FIXED,
                                     .band = BAND_NONE});
}

static void add_rack_building(struct limit_list *l, size_t r)
{
    const struct scn_rack *const rack = l->b->racks[r];
    const struct scn_floor *const floor = l->b->hall->floor;
    const struct scn_delivery *const way = l->b->hall->delivery;
    const double mass_kg = mass_of(rack);
    const double aisle_m2 = rack->width_m * 1.2; /* half of a 1.2 m aisle before and behind */
    const double bay_m2 =
        isnan(floor->bay_m2) ? rack->width_m * rack->depth_m + aisle_m2 : floor->bay_m2;
    const double short_side_m = fmin(rack->width_m, rack->depth_m);

    add_fixed(l, r, "space", "U", height_of(rack), rack->height_u);
    add_fixed(l, r, "floor, caster load", "kg", mass_kg / rack->casters, floor->caster_max_kg);
    add_fixed(l, r, "floor, rolling load", "kg", mass_kg / rack->casters, floor->rolling_max_kg);
    add_fixed(l, r, "floor, uniform load", "kg/m2", mass_kg / bay_m2, floor->uniform_max_kg_per_m2);
    add_fixed(l, r, "delivery, height", "m", rack->overall_height_m + way->crate_m,
              way->door_height_m);
    add_fixed(l, r, "delivery, width", "m", short_side_m, way->door_width_m);
    add_fixed(l, r, "delivery, lift", "kg", mass_kg, way->lift_max_kg);
}

static void add_rack_offer(struct limit_list *l, size_t r)
{
    const struct scn_contract *const contract = l->b->hall->contract;

    if (contract != NULL && !isnan(contract->feeds)) {
        add_fixed(l, r, "contracted feeds", "-", (double)l->b->racks[r]->feeds.n, contract->feeds);
    }
}

void limit_list_add_rack(struct limit_list *l, size_t r)
{
    add_rack_power(l, r);
    add_rack_heat_to_air(l, r);
    add_rack_air(l, r);
    add_rack_humidity(l, r);
    add_rack_coolant(l, r);
    add_rack_building(l, r);
    add_rack_offer(l, r);
}

void limit_list_add_nodes(struct limit_list *l)
{
    const struct builder *const b = l->b;

    for (size_t i = 0; i < b->plan->n[DIM_NODE]; i++) {
        const bool is_plated = b->plan->node_plated_frac[i] > 0.0;
        if (isnan(b->nodes[i]->throttle_c)) {
            continue;
        }
        limit_list_add(l, (struct limit){.name = "die temperature",
                                         .unit = "degC",
                                         .dim = DIM_NODE,
                                         .index = i,
                                         NODE_COLUMN(die_c),
                                         .limit = b->nodes[i]->throttle_c,
                                         .has_reference_column = true,
                                         .reference_column = offsetof(struct node_columns, sink_c),
                                         .scale = SCALE_LOAD,
                                         .load_column = offsetof(struct node_columns, demand_w),
                                         .band = is_plated ? BAND_LIQUID : BAND_AIR,
                                         .band_frac = 3.0});
    }
}
