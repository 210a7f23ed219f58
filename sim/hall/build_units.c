/* build_units.c - air handlers, CDUs and plants; coolant to the racks.
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
    plan->cdu_plant = ARENA_ARRAY(b->arena, int32_t, n, "plan");
    plan->cdu_rated_m3s = ARENA_ARRAY(b->arena, double, n, "plan");
    plan->cdu_j_per_m3k = ARENA_ARRAY(b->arena, double, n, "plan");
    for (size_t i = 0; i < n; i++) {
        const struct scn_cdu *const c = &cdus[i];
        const struct loop_model *const model = (const struct loop_model *)c->model.info;
        plan->names[DIM_CDU][i] = c->name;
        plan->cdu_place[i] =
            (struct floor_rect){c->origin_m[0], c->origin_m[1], c->width_m, c->depth_m};
        plan->cdu_plant[i] = (int32_t)c->plant.index;
        plan->cdu_rated_m3s[i] = model->rated_flow_m3s(c->model.params);
        plan->cdu_j_per_m3k[i] = model->coolant_j_per_m3k(c->model.params);
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
    for (size_t i = 0; i < n; i++) {
        plan->names[DIM_PLANT][i] = plants[i].name;
        refs[i] = plants[i].model;
        from[i] = &plants[i].from;
    }
    builder_group(b, &plan->plant, refs, NULL, n);
    plan->plant_feeds = builder_feed_links(b, from, n);
}

/* Heat that the design flow of a rack must carry at full load. */
static double design_liquid_w(const struct builder *b, size_t r)
{
    const struct cooling_model *const cooling =
        (const struct cooling_model *)b->racks[r]->cooling->model.info;

    if (cooling->takes_plates) {
        return b->rack_design_plate_w[r];
    }
    return b->rack_design_plate_w[r] + b->rack_design_air_w[r]; /* door or bath: all of it */
}

static void add_coolant(struct builder *b)
{
    struct plan *const plan = b->plan;
    const size_t n = plan->n[DIM_RACK];
    size_t n_links = 0;

    for (size_t r = 0; r < n; r++) {
        n_links += b->racks[r]->cdus.n;
    }
    plan->rack_loops = (struct links){.first = ARENA_ARRAY(b->arena, int32_t, n + 1, "plan"),
                                      .to = ARENA_ARRAY(b->arena, int32_t, n_links, "plan")};
    plan->rack_flow_m3s = ARENA_ARRAY(b->arena, double, n, "plan");
    plan->rack_pa_per_m3s2 = ARENA_ARRAY(b->arena, double, n, "plan");
    for (size_t r = 0; r < n; r++) {
        const struct scn_rack *const rack = b->racks[r];
        const int32_t first = plan->rack_loops.first[r];
        plan->rack_loops.first[r + 1] = first + (int32_t)rack->cdus.n;
        plan->rack_pa_per_m3s2[r] = (double)INFINITY;
        for (size_t k = 0; k < rack->cdus.n; k++) {
            plan->rack_loops.to[first + (int32_t)k] = (int32_t)rack->cdus.items[k].index;
        }
        if (rack->cdus.n == 0) {
            continue;
        }
        const double j_per_m3k = plan->cdu_j_per_m3k[rack->cdus.items[0].index];
        const double flow_m3s = isnan(rack->coolant_flow_m3s)
                                    ? design_liquid_w(b, r) / (j_per_m3k * rack->coolant_rise_k)
                                    : rack->coolant_flow_m3s;
        plan->rack_flow_m3s[r] = flow_m3s;
        if (flow_m3s > 0.0) {
            plan->rack_pa_per_m3s2[r] = rack->coolant_drop_pa / (flow_m3s * flow_m3s);
        }
    }
}

void builder_add_units(struct builder *b)
{
    add_plants(b);
    add_handlers(b);
    add_loops(b);
    add_coolant(b);
}
