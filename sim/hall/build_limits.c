/* build_limits.c - everything that may not be passed.
 *
 * A limit that the user did not give is listed too when every hall has it: it is
 * then "not known", never fine.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>
#include <string.h>

#include "models/envelope.h"
#include "sim/hall/builder.h"
#include "sim/hall/hall.h"

/* Coolant must stay this far above the dew point and above freezing: sensors and mixing. */
#define DEW_MARGIN_K    2.0
#define FREEZE_MARGIN_K 3.0

#define RACK_COLUMN(field)                                                                         \
    .has_value_column = true, .value_column = offsetof(struct rack_columns, field)
#define NODE_COLUMN(field)                                                                         \
    .has_value_column = true, .value_column = offsetof(struct node_columns, field)
#define FEED_COLUMN(field)                                                                         \
    .has_value_column = true, .value_column = offsetof(struct feed_columns, field)
#define CRAH_COLUMN(field)                                                                         \
    .has_value_column = true, .value_column = offsetof(struct crah_columns, field)
#define CDU_COLUMN(field)                                                                          \
    .has_value_column = true, .value_column = offsetof(struct cdu_columns, field)
#define PLANT_COLUMN(field)                                                                        \
    .has_value_column = true, .value_column = offsetof(struct plant_columns, field)
#define HALL_COLUMN(field)                                                                         \
    .has_value_column = true, .value_column = offsetof(struct hall_columns, field)

struct limit_list {
    struct builder *b;
    size_t room;
};

static void add(struct limit_list *l, struct limit limit)
{
    struct plan *const plan = l->b->plan;

    if (plan->n_limits == l->room) {
        const size_t room = l->room > 0 ? l->room * 2 : 256;
        struct limit *const grown = ARENA_ARRAY(l->b->arena, struct limit, room, "limits");
        if (plan->n_limits > 0) {
            memcpy(grown, plan->limits, plan->n_limits * sizeof *grown);
        }
        plan->limits = grown;
        l->room = room;
    }
    plan->limits[plan->n_limits++] = limit;
}

/* Share of its value by which a load may be off: 15 % from nameplates, 5 % from measured curves,
 * weighted by nameplate power and taken as fully correlated. */
static double banded_power_w(const struct scn_rack *rack, double *weight_w)
{
    const struct scn_node *const nodes = rack->nodes.items;
    double banded_w = 0.0;

    for (size_t k = 0; k < rack->nodes.n; k++) {
        const double w = isnan(nodes[k].nameplate_w) ? 1.0 : nodes[k].nameplate_w * nodes[k].count;
        banded_w += w * (nodes[k].basis == BASIS_MEASURED ? 0.05 : 0.15);
        *weight_w += w;
    }
    return banded_w;
}

static double rack_band_frac(const struct builder *b, size_t r)
{
    double weight_w = 0.0;
    const double banded_w = banded_power_w(b->racks[r], &weight_w);

    return weight_w > 0.0 ? banded_w / weight_w : 0.15;
}

static double hall_band_frac(const struct builder *b)
{
    double weight_w = 0.0;
    double banded_w = 0.0;

    for (size_t r = 0; r < b->plan->n[DIM_RACK]; r++) {
        banded_w += banded_power_w(b->racks[r], &weight_w);
    }
    return weight_w > 0.0 ? banded_w / weight_w : 0.15;
}

/* ------------------------------------------------------------------- racks */

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
        .band_frac = rack_band_frac(l->b, r),
    };

    /* A rack without a limit of its own is held by its circuits and feeds. */
    if (!isnan(rack->limit_w)) {
        add(l, limit);
    }
    if (contract != NULL && !isnan(contract->rack_power_w)) {
        limit.name = "contracted rack power";
        limit.limit = contract->rack_power_w;
        add(l, limit);
    }
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
        RACK_COLUMN(inlet_top_c),
        .limit = envelope_derated_max_c(inlet_max_c, b->site->altitude_m),
        .has_reference_column = true,
        .reference_column = offsetof(struct rack_columns, supply_air_c),
        .scale = SCALE_LOAD,
        .load_column = offsetof(struct rack_columns, power_w),
        .band = BAND_AIR,
        .band_frac = 3.0,
    };

    const bool is_empty = rack->nodes.is_given && rack->nodes.n == 0;
    if (b->plan->rack_is_immersed[r] || is_empty) {
        return;
    }
    add(l, limit);
    limit.name = "inlet recommended";
    limit.is_advisory = true;
    limit.limit = ENVELOPE_RECOMMENDED_MAX_C;
    add(l, limit);
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
        .band_frac = 3.0,
    };
    if (!isnan(limit.limit)) {
        add(l, limit);
    }
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
        .band_frac = rack_band_frac(l->b, r),
    };

    if (!isnan(rack->air_max_w)) {
        add(l, limit);
    }
    if (contract != NULL && !isnan(contract->residual_air_w)) {
        limit.name = "contracted heat to air";
        limit.limit = contract->residual_air_w;
        add(l, limit);
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
    add(l, supply);
    if (!isnan(flow_min_m3_per_j)) {
        add(l, (struct limit){.name = "coolant flow",
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
        add(l, (struct limit){.name = "contracted coolant flow",
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
    add(l, (struct limit){.name = name,
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

/* ------------------------------------------------------------------- nodes */

static void add_nodes(struct limit_list *l)
{
    const struct builder *const b = l->b;

    for (size_t i = 0; i < b->plan->n[DIM_NODE]; i++) {
        const bool is_plated = b->plan->node_plated_frac[i] > 0.0;
        if (isnan(b->nodes[i]->throttle_c)) {
            continue;
        }
        add(l, (struct limit){.name = "die temperature",
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

/* ------------------------------------------------------------------- feeds */

/* Scratch of the search for partners. */
struct climb {
    const struct plan *plan;
    int32_t *queue;  /* elements above one branch                                */
    int32_t *seen;   /* branch that last reached an element; branches count up  */
    int32_t *n_seen; /* branches of the present item that reach an element      */
    int32_t branch;
};

/* Marks f and everything above it, once. Returns how many elements stand in the queue. */
static size_t climb_up(struct climb *c, int32_t f)
{
    const struct links *const up = &c->plan->feed_parents;
    size_t n = 0;

    c->branch++;
    c->queue[n++] = f;
    c->seen[f] = c->branch;
    for (size_t head = 0; head < n; head++) {
        const int32_t at = c->queue[head];
        for (int32_t p = up->first[at]; p < up->first[at + 1]; p++) {
            if (c->seen[up->to[p]] != c->branch) {
                c->seen[up->to[p]] = c->branch;
                c->queue[n++] = up->to[p];
            }
        }
    }
    return n;
}

/* An element is a partner when some load has several branches and only part of them hang on it:
 * when it is lost, the others take over. */
static void mark_partners(struct climb *c, const struct links *l, size_t item, bool *is_partner)
{
    const int32_t n_branches = l->first[item + 1] - l->first[item];

    for (int pass = 0; n_branches > 1 && pass < 3; pass++) {
        for (int32_t k = 0; k < n_branches; k++) {
            const size_t n = climb_up(c, l->to[l->first[item] + k]);
            for (size_t q = 0; q < n; q++) {
                const int32_t f = c->queue[q];
                if (pass == 0) {
                    c->n_seen[f]++;
                } else if (pass == 1 && c->n_seen[f] < n_branches) {
                    is_partner[f] = true;
                } else if (pass == 2) {
                    c->n_seen[f] = 0;
                }
            }
        }
    }
}

static void find_partners(struct builder *b)
{
    struct plan *const plan = b->plan;
    const size_t n = plan->n[DIM_FEED];
    struct climb c = {
        .plan = plan,
        .queue = ARENA_ARRAY(b->arena, int32_t, n, "plan"),
        .seen = ARENA_ARRAY(b->arena, int32_t, n, "plan"),
        .n_seen = ARENA_ARRAY(b->arena, int32_t, n, "plan"),
    };

    plan->feed_is_partner = ARENA_ARRAY(b->arena, bool, n, "plan");
    for (size_t r = 0; r < plan->n[DIM_RACK]; r++) {
        mark_partners(&c, &plan->rack_feeds, r, plan->feed_is_partner);
    }
    for (size_t f = 0; f < n; f++) {
        mark_partners(&c, &plan->feed_parents, f, plan->feed_is_partner);
    }
}

static void add_feeds(struct limit_list *l)
{
    const struct builder *const b = l->b;
    const double band_frac = hall_band_frac(b);

    for (size_t f = 0; f < b->plan->n[DIM_FEED]; f++) {
        const struct feed_draft *const draft = &b->feeds[f];
        const bool is_own = draft->heat_to < 0 && strchr(draft->name, '/') == NULL;
        struct limit limit = {
            .name = "power",
            .unit = "W",
            .dim = DIM_FEED,
            .index = f,
            FEED_COLUMN(load_w),
            .limit = draft->rating_w * draft->continuous_frac,
            .scale = SCALE_LOAD,
            .load_column = offsetof(struct feed_columns, load_w),
            .band = BAND_POWER,
            .band_frac = band_frac,
            .has_n1_value = b->plan->feed_is_partner[f],
            .n1_column = offsetof(struct feed_columns, n1_load_w),
        };
        const bool has_any =
            !isnan(draft->rating_w) || !isnan(draft->rating_va) || !isnan(draft->rating_a);
        if (!isnan(draft->rating_w) || (is_own && !has_any)) {
            add(l, limit);
        }
        limit.name = "apparent power";
        limit.unit = "VA";
        limit.value_column = offsetof(struct feed_columns, load_va);
        limit.n1_column = offsetof(struct feed_columns, n1_load_va);
        limit.limit = draft->rating_va * draft->continuous_frac;
        if (!isnan(draft->rating_va)) {
            add(l, limit);
        }
        limit.name = "current";
        limit.unit = "A";
        limit.value_column = offsetof(struct feed_columns, current_a);
        limit.n1_column = offsetof(struct feed_columns, n1_current_a);
        limit.limit = draft->rating_a * draft->continuous_frac;
        if (!isnan(draft->rating_a)) {
            add(l, limit);
        }
    }
}

/* ------------------------------------------------------------------- units */

static void add_crahs(struct limit_list *l)
{
    const struct builder *const b = l->b;
    const bool has_spare = b->plan->has_spare_handler && b->plan->n[DIM_CRAH] > 1;
    const double band_frac = hall_band_frac(b);

    for (size_t i = 0; i < b->plan->n[DIM_CRAH]; i++) {
        add(l, (struct limit){.name = "coil capacity",
                              .unit = "W",
                              .dim = DIM_CRAH,
                              .index = i,
                              CRAH_COLUMN(coil_w),
                              .has_limit_column = true,
                              .limit_column = offsetof(struct crah_columns, coil_capacity_w),
                              .scale = SCALE_LOAD,
                              .load_column = offsetof(struct crah_columns, coil_w),
                              .band = BAND_POWER,
                              .band_frac = band_frac,
                              .has_n1_value = has_spare,
                              .n1_column = offsetof(struct crah_columns, n1_coil_w)});
    }
    if (b->plan->n[DIM_CRAH] > 0) {
        add(l, (struct limit){.name = "supply air",
                              .unit = "m3/s",
                              .dim = DIM_HALL,
                              HALL_COLUMN(wanted_flow_m3s),
                              .has_limit_column = true,
                              .limit_column = offsetof(struct hall_columns, available_flow_m3s),
                              .scale = SCALE_LOAD,
                              .load_column = offsetof(struct hall_columns, it_w),
                              .band = BAND_POWER,
                              .band_frac = band_frac,
                              .has_n1_limit = has_spare,
                              .n1_column = offsetof(struct hall_columns, n1_available_flow_m3s)});
    }
}

/* Warmest coolant that the racks of a CDU and the contract allow. */
static void add_cdu_temperatures(struct limit_list *l, size_t c, const struct loop_model *model,
                                 const void *params)
{
    const struct scn_contract *const contract = l->b->hall->contract;
    const struct limit lower = {.name = "dew point",
                                .unit = "degC",
                                .dim = DIM_CDU,
                                .index = c,
                                .is_lower = true,
                                CDU_COLUMN(supply_c),
                                .limit = l->b->plan->dew_point_c + DEW_MARGIN_K,
                                .scale = SCALE_FIXED,
                                .band = BAND_LIQUID,
                                .band_frac = 1.0};
    struct limit freezing = lower;

    add(l, lower);
    freezing.name = "freezing";
    freezing.limit = model->freezing_c(params) + FREEZE_MARGIN_K;
    freezing.value_column = offsetof(struct cdu_columns, facility_supply_c);
    add(l, freezing);
    if (contract != NULL && !isnan(contract->supply_max_c)) {
        add(l, (struct limit){.name = "contracted supply",
                              .unit = "degC",
                              .dim = DIM_CDU,
                              .index = c,
                              CDU_COLUMN(supply_c),
                              .limit = contract->supply_max_c,
                              .scale = SCALE_FIXED,
                              .band = BAND_LIQUID,
                              .band_frac = 1.0});
    }
}

/* Pressure that the racks' branches need at their design flows, against what the pumps leave for
 * them at that flow and full speed. */
static void add_pressure(struct limit_list *l, size_t c, const struct loop_model *model,
                         const void *params)
{
    const struct plan *const plan = l->b->plan;
    double flow_m3s = 0.0;
    double drop_pa = 0.0;

    for (size_t r = 0; r < plan->n[DIM_RACK]; r++) {
        const int32_t first = plan->rack_loops.first[r];
        const int32_t end = plan->rack_loops.first[r + 1];
        for (int32_t k = first; k < end && plan->rack_flow_m3s[r] > 0.0; k++) {
            if ((size_t)plan->rack_loops.to[k] == c) {
                flow_m3s += plan->rack_flow_m3s[r] / (double)(end - first);
                drop_pa = fmax(drop_pa, l->b->racks[r]->coolant_drop_pa);
            }
        }
    }
    add(l, (struct limit){.name = "pump pressure",
                          .unit = "Pa",
                          .dim = DIM_CDU,
                          .index = c,
                          .value = drop_pa,
                          .limit = model->head_left_pa(params, flow_m3s),
                          .scale = SCALE_FIXED,
                          .band = BAND_NONE});
}

static void add_cdus(struct limit_list *l)
{
    const struct builder *const b = l->b;
    const struct scn_cdu *const cdus = b->hall->cdus.items;
    const double band_frac = hall_band_frac(b);

    for (size_t c = 0; c < b->plan->n[DIM_CDU]; c++) {
        const struct loop_model *const model = (const struct loop_model *)cdus[c].model.info;
        struct limit limit = {
            .name = "CDU capacity",
            .unit = "W",
            .dim = DIM_CDU,
            .index = c,
            CDU_COLUMN(heat_w),
            .limit = model->rated_w(cdus[c].model.params),
            .scale = SCALE_LOAD,
            .load_column = offsetof(struct cdu_columns, heat_w),
            .band = BAND_POWER,
            .band_frac = band_frac,
            .has_n1_value = b->plan->cdu_is_partner[c],
            .n1_column = offsetof(struct cdu_columns, n1_heat_w),
        };
        add(l, limit);
        limit.name = "CDU flow";
        limit.unit = "m3/s";
        limit.value_column = offsetof(struct cdu_columns, flow_m3s);
        limit.limit = b->plan->cdu_rated_m3s[c];
        limit.has_n1_value = false;
        limit.band = BAND_NONE;
        add(l, limit);
        add_cdu_temperatures(l, c, model, cdus[c].model.params);
        add_pressure(l, c, model, cdus[c].model.params);
    }
}

static void add_plants(struct limit_list *l)
{
    const struct builder *const b = l->b;

    for (size_t p = 0; p < b->plan->n[DIM_PLANT]; p++) {
        add(l, (struct limit){.name = "plant capacity",
                              .unit = "W",
                              .dim = DIM_PLANT,
                              .index = p,
                              PLANT_COLUMN(load_w),
                              .has_limit_column = true,
                              .limit_column = offsetof(struct plant_columns, capacity_w),
                              .scale = SCALE_LOAD,
                              .load_column = offsetof(struct plant_columns, load_w),
                              .band = BAND_POWER,
                              .band_frac = hall_band_frac(b)});
    }
}

static void add_hall(struct limit_list *l)
{
    const struct builder *const b = l->b;
    const struct scn_contract *const contract = b->hall->contract;
    struct limit limit = {
        .name = "IT power",
        .unit = "W",
        .dim = DIM_HALL,
        HALL_COLUMN(it_w),
        .limit = b->hall->it_limit_w,
        .scale = SCALE_LOAD,
        .load_column = offsetof(struct hall_columns, it_w),
        .band = BAND_POWER,
        .band_frac = hall_band_frac(b),
    };

    add(l, limit);
    if (contract != NULL && !isnan(contract->power_w)) {
        limit.name = "contracted power";
        limit.limit = contract->power_w;
        add(l, limit);
    }
    add(l, (struct limit){.name = "rack positions",
                          .unit = "-",
                          .dim = DIM_HALL,
                          HALL_COLUMN(positions_used),
                          .limit = b->hall->positions,
                          .scale = SCALE_FIXED,
                          .band = BAND_NONE});
}

/* CDUs that share a rack take over from each other. */
static void find_cdu_partners(struct builder *b)
{
    struct plan *const plan = b->plan;

    plan->cdu_is_partner = ARENA_ARRAY(b->arena, bool, plan->n[DIM_CDU], "plan");
    for (size_t r = 0; r < plan->n[DIM_RACK]; r++) {
        const int32_t first = plan->rack_loops.first[r];
        const int32_t end = plan->rack_loops.first[r + 1];
        for (int32_t k = first; end - first > 1 && k < end; k++) {
            plan->cdu_is_partner[plan->rack_loops.to[k]] = true;
        }
    }
}

void builder_add_limits(struct builder *b)
{
    struct limit_list l = {.b = b};

    find_partners(b);
    find_cdu_partners(b);
    add_hall(&l);
    add_feeds(&l);
    add_plants(&l);
    add_crahs(&l);
    add_cdus(&l);
    for (size_t r = 0; r < b->plan->n[DIM_RACK]; r++) {
        add_rack_power(&l, r);
        add_rack_heat_to_air(&l, r);
        add_rack_air(&l, r);
        add_rack_coolant(&l, r);
        add_rack_building(&l, r);
    }
    add_nodes(&l);
}
