/* build_limits.c - everything that may not be passed.
 *
 * A limit that the user did not give is listed too when every hall has it: it is
 * then "not known", never fine.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>
#include <string.h>

#include "sim/hall/limit_list.h"

/* Coolant must stay this far above the dew point and above freezing: sensors and mixing. */
#define DEW_MARGIN_K    2.0
#define FREEZE_MARGIN_K 3.0

void limit_list_add(struct limit_list *l, struct limit limit)
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

double limit_list_rack_band(const struct builder *b, size_t r)
{
    double weight_w = 0.0;
    const double banded_w = banded_power_w(b->racks[r], &weight_w);

    return weight_w > 0.0 ? banded_w / weight_w : 0.15;
}

double limit_list_hall_band(const struct builder *b)
{
    double weight_w = 0.0;
    double banded_w = 0.0;

    for (size_t r = 0; r < b->plan->n[DIM_RACK]; r++) {
        banded_w += banded_power_w(b->racks[r], &weight_w);
    }
    return weight_w > 0.0 ? banded_w / weight_w : 0.15;
}

/* ------------------------------------------------------------------- feeds */

/* A rack's shelves hang on its feeds in equal parts: with one feed lost its part is dead. */
static void count_live_shelves(const struct builder *b, size_t f, struct limit *limit)
{
    if (!b->plan->feed_shares_units[f]) {
        return;
    }
    limit->has_limit_column = true;
    limit->limit_column = offsetof(struct feed_columns, capacity_w);
    limit->has_n1_value = false;
    limit->has_n1_limit = b->racks[b->feeds[f].heat_to]->feeds.n > 1;
    limit->n1_column = offsetof(struct feed_columns, n1_capacity_w);
}

/* Neutrals matter where racks hang on one phase. */
static bool has_single_phase_racks(const struct builder *b)
{
    bool has_any = false;

    for (size_t r = 0; r < b->plan->n[DIM_RACK]; r++) {
        has_any = has_any || b->plan->rack_phase[r] != 0;
    }
    return has_any;
}

/* Of lines the voltage that is lost from the source to their end: advice, for nothing breaks. */
static void add_neutral_and_drop(struct limit_list *l, size_t f, const struct limit *load)
{
    const struct feed_draft *const draft = &l->b->feeds[f];
    struct limit limit = *load;

    limit.has_n1_value = false;
    limit.name = "neutral current";
    limit.unit = "A";
    limit.value_column = offsetof(struct feed_columns, neutral_a);
    limit.limit = draft->rating_a;
    if (!isnan(draft->rating_a) && !draft->is_single_phase && has_single_phase_racks(l->b)) {
        limit_list_add(l, limit);
    }
    limit.name = "voltage drop";
    limit.unit = "1";
    limit.value_column = offsetof(struct feed_columns, drop_frac);
    limit.limit = 0.05; /* NEC 210.19(A), 215.2(A), informational notes: feeder and branch */
    limit.is_advisory = true;
    if (((const struct power_model *)draft->model.info)->needs_voltage) {
        limit_list_add(l, limit);
    }
}

/* A generator whose loads were bought for a class. It swings with steps of load, not with load. */
static void add_frequency(struct limit_list *l, size_t f)
{
    const struct model_ref *const ref = &l->b->feeds[f].model;
    const struct power_model *const model = (const struct power_model *)ref->info;
    struct limit limit = {.name = "least frequency",
                          .unit = "Hz",
                          .dim = DIM_FEED,
                          .index = f,
                          .is_lower = true,
                          FEED_COLUMN(frequency_hz),
                          .reference = model_number(ref->info, ref->params, "nominal_hz"),
                          .scale = SCALE_FIXED,
                          .load_column = offsetof(struct feed_columns, load_w),
                          .band = BAND_NONE};
    double low_hz = 0.0;
    double high_hz = 0.0;

    if (model->frequency_limits == NULL ||
        !model->frequency_limits(ref->params, &low_hz, &high_hz)) {
        return;
    }
    limit.limit = low_hz;
    limit_list_add(l, limit);
    limit.name = "greatest frequency";
    limit.is_lower = false;
    limit.limit = high_hz;
    limit_list_add(l, limit);
}

static void add_feed(struct limit_list *l, size_t f, double band_frac)
{
    const struct builder *const b = l->b;
    const struct feed_draft *const draft = &b->feeds[f];
    const bool is_own = draft->heat_to < 0 && strchr(draft->name, '/') == NULL;
    const bool has_any =
        !isnan(draft->rating_w) || !isnan(draft->rating_va) || !isnan(draft->rating_a);
    const struct limit load = {
        .unit = "W",
        .dim = DIM_FEED,
        .index = f,
        FEED_COLUMN(load_w),
        .scale = SCALE_LOAD,
        .load_column = offsetof(struct feed_columns, load_w),
        .band = BAND_POWER,
        .band_frac = band_frac,
        .has_n1_value = b->plan->feed_is_partner[f],
    };
    struct limit limit = load;

    limit.name = "power";
    limit.n1_column = offsetof(struct feed_columns, n1_load_w);
    limit.limit = draft->rating_w * draft->continuous_frac;
    count_live_shelves(b, f, &limit);
    if (!isnan(draft->rating_w) || (is_own && !has_any)) {
        limit_list_add(l, limit);
    }
    limit = load;
    limit.name = "apparent power";
    limit.unit = "VA";
    limit.value_column = offsetof(struct feed_columns, load_va);
    limit.n1_column = offsetof(struct feed_columns, n1_load_va);
    limit.limit = draft->rating_va * draft->continuous_frac;
    if (!isnan(draft->rating_va)) {
        limit_list_add(l, limit);
    }
    limit = load;
    limit.name = "current";
    limit.unit = "A";
    limit.value_column = offsetof(struct feed_columns, current_a);
    limit.n1_column = offsetof(struct feed_columns, n1_current_a);
    limit.limit = draft->rating_a * draft->continuous_frac;
    if (!isnan(draft->rating_a)) {
        limit_list_add(l, limit);
    }
    add_neutral_and_drop(l, f, &load);
}

static void add_feeds(struct limit_list *l)
{
    const double band_frac = limit_list_hall_band(l->b);

    for (size_t f = 0; f < l->b->plan->n[DIM_FEED]; f++) {
        add_feed(l, f, band_frac);
        add_frequency(l, f);
    }
}

/* ------------------------------------------------------------------- units */

static void add_crahs(struct limit_list *l)
{
    const struct builder *const b = l->b;
    const bool has_spare = b->plan->has_spare_handler && b->plan->n[DIM_CRAH] > 1;
    const double band_frac = limit_list_hall_band(b);

    for (size_t i = 0; i < b->plan->n[DIM_CRAH]; i++) {
        limit_list_add(
            l, (struct limit){.name = "coil capacity",
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
        limit_list_add(
            l, (struct limit){.name = "supply air",
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
    struct limit moving = lower;

    /* Outdoor air moves the dew point: then it is looked at in the step. */
    moving.unit = "K";
    moving.value_column = offsetof(struct cdu_columns, above_dew_k);
    moving.limit = DEW_MARGIN_K;
    limit_list_add(l, l->b->plan->takes_outdoor_air ? moving : lower);
    freezing.name = "freezing";
    freezing.limit = model->freezing_c(params) + FREEZE_MARGIN_K;
    freezing.value_column = offsetof(struct cdu_columns, facility_supply_c);
    limit_list_add(l, freezing);
    if (contract != NULL && !isnan(contract->supply_max_c)) {
        limit_list_add(l, (struct limit){.name = "contracted supply",
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
                drop_pa = fmax(drop_pa, plan->rack_drop_pa[r]);
            }
        }
    }
    limit_list_add(l, (struct limit){.name = "pump pressure",
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
    const double band_frac = limit_list_hall_band(b);

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
        limit_list_add(l, limit);
        limit.name = "CDU flow";
        limit.unit = "m3/s";
        limit.value_column = offsetof(struct cdu_columns, flow_m3s);
        limit.limit = model->has_given_flow ? PARAM_UNKNOWN : b->plan->cdu_rated_m3s[c];
        limit.has_n1_value = false;
        limit.band = BAND_NONE;
        limit_list_add(l, limit);
        add_cdu_temperatures(l, c, model, cdus[c].model.params);
        add_pressure(l, c, model, cdus[c].model.params);
    }
}

static void add_plants(struct limit_list *l)
{
    const struct builder *const b = l->b;

    for (size_t p = 0; p < b->plan->n[DIM_PLANT]; p++) {
        limit_list_add(l, (struct limit){.name = "plant capacity",
                                         .unit = "W",
                                         .dim = DIM_PLANT,
                                         .index = p,
                                         PLANT_COLUMN(load_w),
                                         .has_limit_column = true,
                                         .limit_column = offsetof(struct plant_columns, capacity_w),
                                         .scale = SCALE_LOAD,
                                         .load_column = offsetof(struct plant_columns, load_w),
                                         .band = BAND_POWER,
                                         .band_frac = limit_list_hall_band(b)});
    }
}

/* Terms of a colocation contract for the hall as a whole: the least that is paid for, and the
 * spare air handlers that the hall counts on against those that are granted. */
static void add_offer(struct limit_list *l, const struct limit *power)
{
    const struct scn_hall *const hall = l->b->hall;
    const struct scn_contract *const contract = hall->contract;

    if (contract == NULL) {
        return;
    }
    if (!isnan(contract->minimum_take_frac) && !isnan(contract->power_w)) {
        struct limit limit = *power;
        limit.name = "contracted minimum take";
        limit.limit = contract->minimum_take_frac * contract->power_w;
        limit.is_lower = true;
        limit.is_advisory = true;
        limit.scale = SCALE_FIXED;
        limit_list_add(l, limit);
    }
    if (contract->redundancy != GRANTED_NOT_STATED) {
        limit_list_add(l, (struct limit){.name = "contracted redundancy",
                                         .unit = "-",
                                         .dim = DIM_HALL,
                                         .value = l->b->plan->has_spare_handler ? 1.0 : 0.0,
                                         .limit = contract->redundancy == GRANTED_N1 ? 1.0 : 0.0,
                                         .scale = SCALE_FIXED,
                                         .band = BAND_NONE});
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
        .band_frac = limit_list_hall_band(b),
    };

    limit_list_add(l, limit);
    if (contract != NULL && !isnan(contract->power_w)) {
        limit.name = "contracted power";
        limit.limit = contract->power_w;
        limit_list_add(l, limit);
    }
    add_offer(l, &limit);
    limit_list_add(l, (struct limit){.name = "rack positions",
                                     .unit = "-",
                                     .dim = DIM_HALL,
                                     HALL_COLUMN(positions_used),
                                     .limit = b->hall->positions,
                                     .scale = SCALE_FIXED,
                                     .band = BAND_NONE});
}

/* Moisture that outdoor air brings or lacks, against what the tenderest equipment is promised. */
static void add_dew_points(struct limit_list *l)
{
    const struct envelope_class *const air = limit_list_class(l->b, 0, l->b->plan->n[DIM_RACK]);
    struct limit limit = {
        .name = "dew point maximum",
        .unit = "degC",
        .dim = DIM_HALL,
        HALL_COLUMN(dew_point_c),
        .limit = air->dew_point_max_c,
        .scale = SCALE_FIXED,
        .band = BAND_AIR,
        .band_frac = 1.0,
    };

    limit_list_add(l, limit);
    limit.name = "dew point minimum";
    limit.is_lower = true;
    limit.limit = air->dew_point_min_c;
    limit_list_add(l, limit);
}

void builder_add_limits(struct builder *b)
{
    struct limit_list l = {.b = b};

    limit_list_find_partners(b);
    add_hall(&l);
    if (b->plan->takes_outdoor_air) {
        add_dew_points(&l);
    }
    add_feeds(&l);
    add_plants(&l);
    add_crahs(&l);
    add_cdus(&l);
    for (size_t r = 0; r < b->plan->n[DIM_RACK]; r++) {
        limit_list_add_rack(&l, r);
    }
    limit_list_add_nodes(&l);
}
