/* build_units.c - air handlers, CDUs and plants.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>

#include "sim/hall/builder.h"

/* Units that share model and parameters must stand side by side to be one group; they keep the
 * order of the file, which people arrange that way anyhow. */
static void add_handlers(struct builder *b)
{
    struct plan *const plan = b->plan;
    const struct scn_crah *const crahs = b->hall->crahs.items;
    const size_t n = b->hall->crahs.n;
    struct model_ref *const refs = ARENA_ARRAY(b->arena, struct model_ref, n, "plan");
    const struct name_list **const from =
        ARENA_ARRAY(b->arena, const struct name_list *, n, "plan");

    plan->n[DIM_CRAH] = n;
    plan->names[DIM_CRAH] = ARENA_ARRAY(b->arena, const char *, n, "plan");
    plan->crah_place = ARENA_ARRAY(b->arena, struct floor_rect, n, "plan");
    plan->crah_plant = ARENA_ARRAY(b->arena, int32_t, n, "plan");
    plan->crah_set_c = ARENA_ARRAY(b->arena, double, n, "plan");
    plan->crah_rated_m3s = ARENA_ARRAY(b->arena, double, n, "plan");
    plan->crah_rated_w = ARENA_ARRAY(b->arena, double, n, "plan");
    plan->crah_takes_outdoor_air = ARENA_ARRAY(b->arena, bool, n, "plan");
    plan->crah_stands_by = ARENA_ARRAY(b->arena, bool, n, "plan");
    plan->call_return_c = b->hall->control->call_return_c;
    for (size_t i = 0; i < n; i++) {
        const struct scn_crah *const c = &crahs[i];
        const struct handler_model *const model = (const struct handler_model *)c->model.info;
        plan->names[DIM_CRAH][i] = c->name;
        plan->crah_place[i] =
            (struct floor_rect){c->origin_m[0], c->origin_m[1], c->width_m, c->depth_m};
        plan->crah_plant[i] = (int32_t)c->plant.index;
        plan->crah_set_c[i] = isnan(c->supply_c) ? b->hall->air->supply_c : c->supply_c;
        plan->crah_rated_m3s[i] = model->rated_flow_m3s(c->model.params);
        plan->crah_rated_w[i] = model->rated_w(c->model.params);
        plan->crah_takes_outdoor_air[i] =
            model->takes_outdoor_air != NULL && model->takes_outdoor_air(c->model.params);
        plan->takes_outdoor_air = plan->takes_outdoor_air || plan->crah_takes_outdoor_air[i];
        plan->crah_stands_by[i] = c->duty == DUTY_STANDS_BY;
        refs[i] = c->model;
        from[i] = &c->from;
    }
    builder_group(b, &plan->handler, refs, NULL, n);
    plan->crah_feeds = builder_feed_links(b, from, n);
}

static void add_loops(struct builder *b)
{
    struct plan *const plan = b->plan;
    const struct scn_cdu *const cdus = b->hall->cdus.items;
    const size_t n = b->hall->cdus.n;
    struct model_ref *const refs = ARENA_ARRAY(b->arena, struct model_ref, n, "plan");
    const struct name_list **const from =
        ARENA_ARRAY(b->arena, const struct name_list *, n, "plan");

    plan->n[DIM_CDU] = n;
    plan->names[DIM_CDU] = ARENA_ARRAY(b->arena, const char *, n, "plan");
    plan->cdu_place = ARENA_ARRAY(b->arena, struct floor_rect, n, "plan");
    plan->cdu_height_m = ARENA_ARRAY(b->arena, double, n, "plan");
    plan->cdu_plant = ARENA_ARRAY(b->arena, int32_t, n, "plan");
    plan->cdu_rated_m3s = ARENA_ARRAY(b->arena, double, n, "plan");
    plan->cdu_j_per_m3k = ARENA_ARRAY(b->arena, double, n, "plan");
    plan->cdu_boiling_c = ARENA_ARRAY(b->arena, double, n, "plan");
    plan->cdu_holds_pressure = ARENA_ARRAY(b->arena, bool, n, "plan");
    plan->cdu_stands_by = ARENA_ARRAY(b->arena, bool, n, "plan");
    for (size_t i = 0; i < n; i++) {
        const struct scn_cdu *const c = &cdus[i];
        const struct loop_model *const model = (const struct loop_model *)c->model.info;
        plan->names[DIM_CDU][i] = c->name;
        plan->cdu_place[i] =
            (struct floor_rect){c->origin_m[0], c->origin_m[1], c->width_m, c->depth_m};
        plan->cdu_height_m[i] = c->height_m;
        plan->cdu_plant[i] = (int32_t)c->plant.index;
        plan->cdu_rated_m3s[i] = model->rated_flow_m3s(c->model.params);
        plan->cdu_j_per_m3k[i] = model->coolant_j_per_m3k(c->model.params);
        plan->cdu_boiling_c[i] = model->boiling_c(c->model.params);
        plan->cdu_holds_pressure[i] =
            model->holds_pressure != NULL && model->holds_pressure(c->model.params);
        plan->cdu_stands_by[i] = model->stands_by != NULL && model->stands_by(c->model.params);
        refs[i] = c->model;
        from[i] = &c->from;
    }
    builder_group(b, &plan->loop, refs, NULL, n);
    plan->cdu_feeds = builder_feed_links(b, from, n);
}

static void add_plants(struct builder *b)
{
    struct plan *const plan = b->plan;
    const struct scn_plant *const plants = b->hall->plants.items;
    const size_t n = b->hall->plants.n;
    struct model_ref *const refs = ARENA_ARRAY(b->arena, struct model_ref, n, "plan");
    const struct name_list **const from =
        ARENA_ARRAY(b->arena, const struct name_list *, n, "plan");

    plan->n[DIM_PLANT] = n;
    plan->names[DIM_PLANT] = ARENA_ARRAY(b->arena, const char *, n, "plan");
    plan->plant_stops_water = ARENA_ARRAY(b->arena, bool, n, "plan");
    plan->plant_needs_power = ARENA_ARRAY(b->arena, bool, n, "plan");
    for (size_t i = 0; i < n; i++) {
        const struct plant_model *const model = (const struct plant_model *)plants[i].model.info;
        plan->plant_stops_water[i] = model->stops_water(plants[i].model.params);
        plan->plant_needs_power[i] = !model->is_outside || plants[i].from.n > 0;
        plan->names[DIM_PLANT][i] = plants[i].name;
        refs[i] = plants[i].model;
        from[i] = &plants[i].from;
    }
    builder_group(b, &plan->plant, refs, NULL, n);
    plan->plant_feeds = builder_feed_links(b, from, n);
}

void builder_add_units(struct builder *b)
{
    add_plants(b);
    add_handlers(b);
    add_loops(b);
}
