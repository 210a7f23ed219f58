/* SPDX-License-Identifier: Apache-2.0 */
#include "sim/study/variant.h"

#include <math.h>
#include <string.h>

#include "sim/engine/limits.h"
#include "sim/hall/build.h"
#include "sim/hall/hall.h"
#include "sim/study/contingency.h"

enum { DAY_S = 86400, MOST_TOLD = 5 };

struct variant {
    struct arena *keep;
    const struct scn_hall *hall;
    const struct plan *plan;
    const char **rack_type; /* (n_racks) */
};

static const char *kept(struct arena *keep, const char *text)
{
    return text_copy(keep, view_of(text != NULL ? text : ""));
}

/* Racks stand in the plan in the order of rows and racks. */
static void name_types(struct arena *scratch, struct variant *v)
{
    const struct scn_row *const rows = v->hall->rows.items;
    size_t r = 0;

    v->rack_type = ARENA_ARRAY(scratch, const char *, v->plan->n[DIM_RACK], "variant");
    for (size_t i = 0; i < v->hall->rows.n; i++) {
        const struct scn_rack *const racks = rows[i].racks.items;
        for (size_t k = 0; k < rows[i].racks.n; k++) {
            v->rack_type[r++] = racks[k].use != NULL ? racks[k].use : "";
        }
    }
}

static const char *model_of_group(const struct groups *groups, size_t i)
{
    for (size_t k = 0; k < groups->n; k++) {
        if (i >= groups->items[k].first && i < groups->items[k].first + groups->items[k].n) {
            return groups->items[k].info->name;
        }
    }
    return "";
}

/* The rack that a circuit or a shelf is of, by its name "C-01/bus-a"; -1 for other elements. */
static long rack_of_feed(const struct plan *plan, size_t f)
{
    const char *const name = plan->names[DIM_FEED][f];
    long found = -1;
    size_t longest = 0;

    for (size_t r = 0; r < plan->n[DIM_RACK]; r++) {
        const size_t n = strlen(plan->names[DIM_RACK][r]);
        if (n > longest && strncmp(name, plan->names[DIM_RACK][r], n) == 0 && name[n] == '/') {
            longest = n;
            found = (long)r;
        }
    }
    return found;
}

static long rack_of(const struct plan *plan, const struct limit *l)
{
    switch (l->dim) {
    case DIM_RACK:
        return (long)l->index;
    case DIM_NODE:
        return plan->node_rack[l->index];
    case DIM_FEED:
        return rack_of_feed(plan, l->index);
    default:
        return -1;
    }
}

static const char *model_of(const struct variant *v, const struct limit *l, long rack)
{
    const struct plan *const plan = v->plan;

    switch (l->dim) {
    case DIM_RACK:
    case DIM_NODE:
        return v->rack_type[rack];
    case DIM_FEED:
        return rack < 0                            ? model_of_group(&plan->feed, l->index)
               : plan->feed_shares_units[l->index] ? "shelf"
                                                   : "circuit";
    case DIM_CRAH:
        return model_of_group(&plan->handler, l->index);
    case DIM_CDU:
        return model_of_group(&plan->loop, l->index);
    case DIM_PLANT:
        return model_of_group(&plan->plant, l->index);
    default:
        return "";
    }
}

static struct variant_limit tell(const struct variant *v, const struct limit *l,
                                 const struct margin *now, const struct margin *n1)
{
    const bool is_n1 = n1->margin < now->margin;
    const struct margin *const m = is_n1 ? n1 : now;
    const long rack = rack_of(v->plan, l);
    const char *const row = rack < 0 ? "" : v->plan->row_names[v->plan->rack_row[rack]];

    return (struct variant_limit){
        .name = l->name,
        .unit = l->unit,
        .subject = kept(v->keep, v->plan->names[l->dim][l->index]),
        .dim = l->dim,
        .model = kept(v->keep, model_of(v, l, rack)),
        .rack = kept(v->keep, rack < 0 ? "" : v->plan->names[DIM_RACK][rack]),
        .row = kept(v->keep, row),
        .lost = "",
        .value = m->value,
        .limit = m->limit,
        .margin = m->margin,
        .margin_frac = m->margin_frac,
        .band = limits_band(l, m->value),
        .is_n1 = is_n1,
        .is_advisory = l->is_advisory,
        .moves = l->scale == SCALE_LOAD,
    };
}

/* What a loss does that is no limit: racks go dark, slow down or shut. */
static struct variant_limit racks_hit(const struct contingency_result *r)
{
    const double n_dark = (double)r->n_racks_lost;
    const double n_slow = (double)(r->n_racks_throttled + r->n_racks_shut);

    return (struct variant_limit){.name = n_dark > 0.0 ? "racks without power" : "racks throttled",
                                  .unit = "-",
                                  .subject = "the hall",
                                  .dim = DIM_HALL,
                                  .model = "",
                                  .rack = "",
                                  .row = "",
                                  .value = n_dark > 0.0 ? n_dark : n_slow,
                                  .limit = 0.0,
                                  .margin = n_dark > 0.0 ? -n_dark : -n_slow,
                                  .margin_frac = PARAM_UNKNOWN};
}

/* A loss as a limit: the tightest that it makes, or the racks that it hits. */
static struct variant_limit tell_loss(const struct variant *v, const struct contingency_row *row)
{
    const struct contingency_result *const r = &row->result;
    struct variant_limit l = racks_hit(r);

    if (r->tightest >= 0 && (r->n_passed > 0 || l.margin == 0.0)) {
        const struct limit *const tightest = &v->plan->limits[r->tightest];
        const double margin = tightest->is_lower ? r->value - r->limit : r->limit - r->value;
        const struct margin m = {
            .value = r->value, .limit = r->limit, .margin = margin, .margin_frac = r->margin_frac};
        l = tell(v, tightest, &m, &m);
    }
    l.lost = kept(v->keep, contingency_name(v->keep, v->plan, &row->what));
    l.is_n1 = true;
    l.is_advisory = row->verdict != CONTINGENCY_FAILS && l.margin < 0.0;
    l.moves = false; /* a reserve is asked of the steady state */
    return l;
}

/* Appends a row for each single loss. */
static enum status lose_all(struct arena *scratch, const struct variant *v,
                            const struct variant_request *request, struct variant_answer *a)
{
    const struct contingency_request losses = {.plan = v->plan,
                                               .horizon_s = request->horizon_s,
                                               .is_nameplate = request->is_nameplate,
                                               .refine = 1.0};
    struct contingency_answer answer;
    const enum status st = contingency_run(scratch, &losses, &answer);

    if (st != STATUS_OK) {
        return st;
    }
    struct variant_limit *const all =
        ARENA_ARRAY(v->keep, struct variant_limit, a->n + answer.n, "variant");
    memcpy(all, a->limits, a->n * sizeof *all);
    for (size_t i = 0; i < answer.n; i++) {
        all[a->n + i] = tell_loss(v, &answer.rows[i]);
    }
    a->limits = all;
    a->n += answer.n;
    return STATUS_OK;
}

/* What its nodes draw by their nameplates, for want of a steady state; 0 when none is known. */
static double plate_of(const struct plan *plan, size_t r)
{
    double plate_w = 0.0;

    for (int32_t k = plan->rack_nodes.first[r]; k < plan->rack_nodes.first[r + 1]; k++) {
        const int32_t i = plan->rack_nodes.to[k];
        const double node_w = plan->node_nameplate_w[i] * plan->node_count[i];
        plate_w += isnan(node_w) ? 0.0 : node_w;
    }
    return plate_w;
}

/* Limits and racks are listed without a steady state too, with margins that are not known. */
static void take_answer(const struct variant *v, const struct hall *hall,
                        const struct limits *limits, struct variant_answer *a)
{
    static const struct margin not_known = {.value = (double)NAN,
                                            .limit = (double)NAN,
                                            .reference = (double)NAN,
                                            .margin = (double)NAN,
                                            .margin_frac = (double)NAN};
    const struct plan *const plan = v->plan;

    if (a->is_settled) {
        a->it_w = hall->was->hall.it_w[0];
        a->utility_w = hall->was->hall.utility_w[0];
    }
    a->n = plan->n_limits;
    a->limits = ARENA_ARRAY(v->keep, struct variant_limit, a->n, "variant");
    for (size_t i = 0; i < a->n; i++) {
        a->limits[i] = a->is_settled ? tell(v, &plan->limits[i], &limits->now[i], &limits->n1[i])
                                     : tell(v, &plan->limits[i], &not_known, &not_known);
    }
    a->n_racks = plan->n[DIM_RACK];
    a->racks = ARENA_ARRAY(v->keep, struct variant_rack, a->n_racks, "variant");
    for (size_t r = 0; r < a->n_racks; r++) {
        a->racks[r] = (struct variant_rack){
            .name = kept(v->keep, plan->names[DIM_RACK][r]),
            .row = kept(v->keep, plan->row_names[plan->rack_row[r]]),
            .type = kept(v->keep, v->rack_type[r]),
            .power_w = a->is_settled ? hall->was->rack.power_w[r] : plate_of(plan, r)};
    }
}

static enum status settle(struct arena *scratch, const struct variant *v, bool is_nameplate,
                          struct variant_answer *a)
{
    struct hall *const hall = hall_create(scratch, v->plan);
    struct limits *const limits = limits_create(scratch, v->plan);
    struct fault fault;
    size_t n_steps = 0;
    enum status st = engine_start(v->plan, hall, &fault);

    hall_set_level(hall, v->plan, is_nameplate ? LEVEL_NAMEPLATE : LEVEL_SIMULATED, PARAM_UNKNOWN);
    if (st == STATUS_OK) {
        st = engine_settle(v->plan, hall, DAY_S, &fault, &n_steps);
    }
    if (st == STATUS_OK) {
        limits_renew_n1(limits);
        st = limits_look(limits, hall, 0.0);
    }
    a->is_settled = st == STATUS_OK;
    st = st == STATUS_NO_CONVERGENCE ? STATUS_OK : st;
    if (st == STATUS_OK) {
        take_answer(v, hall, limits, a);
    }
    return st;
}

static const char *tell_problems(struct arena *keep, struct diag *diag)
{
    struct text text = {0};

    diag_render(diag, MOST_TOLD, &text);
    const char *const copy = kept(keep, text.at);
    text_release(&text);
    return copy;
}

enum status variant_run(struct arena *scratch, struct arena *keep,
                        const struct variant_request *request, struct variant_answer *ret_answer)
{
    const struct arena_mark mark = arena_mark(scratch);
    struct diag *const diag = diag_create(scratch);
    const struct scenario_request load = {
        .path = request->path, .sets = request->sets, .n_sets = request->n_sets};
    struct scenario *scenario = NULL;
    struct variant v = {.keep = keep};

    *ret_answer = (struct variant_answer){.it_w = PARAM_UNKNOWN, .utility_w = PARAM_UNKNOWN};
    enum status st = scenario_load(scratch, &load, diag, &scenario);
    if (st == STATUS_OK) {
        st = build_plan(scratch, scenario, request->site, request->hall, diag, &v.plan);
    }
    if (st == STATUS_OK) {
        v.hall =
            &((const struct scn_hall *)scenario->sites[request->site].halls.items)[request->hall];
        name_types(scratch, &v);
        st = settle(scratch, &v, request->is_nameplate, ret_answer);
        if (st == STATUS_OK && ret_answer->is_settled && request->horizon_s > 0.0) {
            st = lose_all(scratch, &v, request, ret_answer);
        }
    } else {
        ret_answer->why = tell_problems(keep, diag);
    }
    arena_reset(scratch, mark);
    return st;
}
