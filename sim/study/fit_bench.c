/* fit_bench.c - the hall that a count begins from.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>
#include <string.h>

#include "sim/study/fit_inner.h"

size_t fit_n_racks(const struct fit_request *request)
{
    const struct scn_hall *const halls = request->scenario->sites[request->site].halls.items;
    const struct scn_row *const rows = halls[request->hall].rows.items;
    size_t n = 0;

    for (size_t i = 0; i < halls[request->hall].rows.n; i++) {
        n += rows[i].racks.n;
    }
    return n;
}

static void find_positions(struct fit_bench *b, struct fit_answer *a)
{
    const struct scn_row *const rows = b->hall->rows.items;
    size_t n = fit_n_racks(b->request);

    b->n_racks = n;
    b->positions = ARENA_ARRAY(b->arena, const struct scn_rack *, n, "fit");
    b->rows = ARENA_ARRAY(b->arena, const struct scn_row *, n, "fit");
    b->room = ARENA_ARRAY(b->arena, size_t, n, "fit");
    n = 0;
    for (size_t i = 0; i < b->hall->rows.n; i++) {
        const struct scn_rack *const racks = rows[i].racks.items;
        for (size_t k = 0; k < rows[i].racks.n; k++) {
            enum addition_obstacle obstacle = OBSTACLE_NONE;
            b->positions[n] = &racks[k];
            b->rows[n] = &rows[i];
            b->room[n] = addition_room(b->request->addition, &racks[k], &obstacle);
            a->n_obstacles[obstacle] += obstacle != OBSTACLE_NONE ? 1.0 : 0.0;
            a->n_places += (double)b->room[n];
            n++;
        }
    }
    a->n_undrawn = fmax(0.0, b->hall->positions - (double)n); /* drops what is not known */
}

static double limit_of_hall(const struct plan *plan, const char *name)
{
    for (size_t i = 0; i < plan->n_limits; i++) {
        const struct limit *const l = &plan->limits[i];
        if (l->dim == DIM_HALL && strcmp(l->name, name) == 0) {
            return l->limit;
        }
    }
    return PARAM_UNKNOWN;
}

/* What the utilities are rated for together; those that are not known drop out. */
static double utility_rating_w(const struct plan *plan)
{
    double rating_w = 0.0;

    for (size_t k = 0; k < plan->feed.n; k++) {
        const struct group *const g = &plan->feed.items[k];
        for (size_t f = g->first; f < g->first + g->n; f++) {
            const bool is_rated = !isnan(plan->feed_rating_w[f]);
            if (strcmp(g->info->name, "utility") == 0 && is_rated) {
                rating_w += plan->feed_rating_w[f];
            }
        }
    }
    return rating_w > 0.0 ? rating_w : PARAM_UNKNOWN;
}

/* What the hall is for. */
static void find_whole(const struct plan *plan, struct fit_answer *a)
{
    const double it_w = limit_of_hall(plan, "IT power");

    a->whole_w = isnan(it_w) ? limit_of_hall(plan, "contracted power") : it_w;
    a->whole_is_utility = isnan(a->whole_w);
    if (isnan(a->whole_w)) {
        a->whole_w = utility_rating_w(plan);
    }
}

static void keep_passed(struct fit_bench *b, const struct fit_trial *t)
{
    b->passed = arena_take(b->arena, t->plan->n_limits, sizeof *b->passed, "fit");
    for (size_t i = 0; i < t->plan->n_limits; i++) {
        const struct limit *const l = &t->plan->limits[i];
        const struct margin *const m = &t->margins[i];
        if (!l->is_advisory && m->margin < fit_least_margin(b, l, m)) {
            b->passed[b->n_passed++] =
                (struct fit_passed){.dim = l->dim,
                                    .subject = t->plan->names[l->dim][l->index],
                                    .limit = l->name,
                                    .margin = t->margins[i].margin};
        }
    }
}

/* Does a node lack what the load asks for? */
static bool is_unrated(enum fit_load load, double nameplate_w, double measured_w, double cap_w)
{
    switch (load) {
    case FIT_NAMEPLATE:
        return isnan(nameplate_w);
    case FIT_MEASURED:
        return isnan(measured_w);
    case FIT_CAPPED:
        return !isfinite(cap_w);
    default:
        return false;
    }
}

static void count_unrated(const struct fit_bench *b, const struct plan *plan, struct fit_answer *a)
{
    const struct addition *const add = b->request->addition;
    const struct scn_node *const nodes = add->is_rack ? add->rack.nodes.items : &add->node;
    const size_t n = add->is_rack ? add->rack.nodes.n : 1;

    a->is_known = 1;
    for (size_t k = 0; k < n; k++) {
        if (is_unrated(b->request->load, nodes[k].nameplate_w, nodes[k].measured_max_w,
                       nodes[k].cap_w)) {
            a->is_known = 0;
        }
    }
    for (size_t i = 0; i < plan->n[DIM_NODE]; i++) {
        if (is_unrated(b->request->load, plan->node_nameplate_w[i], plan->node_measured_max_w[i],
                       plan->node_cap_w[i])) {
            a->n_unrated += plan->node_count[i];
        }
    }
}

/* With one of it in the first rack that has room. */
static enum status find_quantiles(struct fit_bench *b)
{
    size_t *const n = ARENA_ARRAY(b->arena, size_t, b->n_racks, "fit");
    bool is_placed = false;

    for (size_t r = 0; r < b->n_racks && !is_placed; r++) {
        is_placed = b->room[r] > 0;
        n[r] = is_placed ? 1 : 0;
    }
    return fit_find_quantiles(b, n);
}

enum status fit_bench_open(struct arena *arena, const struct fit_request *request,
                           struct fit_bench *b, struct fit_answer *a)
{
    const struct scn_hall *const halls = request->scenario->sites[request->site].halls.items;
    struct fit_trial t;

    *b = (struct fit_bench){.arena = arena, .request = request, .hall = &halls[request->hall]};
    for (size_t k = 0; k < request->n_lifted && k < FIT_BOUNDS; k++) {
        b->lifted[b->n_lifted++] = request->lifted[k];
    }
    find_positions(b, a);
    const size_t *const none = ARENA_ARRAY(arena, size_t, b->n_racks, "fit");
    enum status st = request->load == FIT_P95 ? find_quantiles(b) : STATUS_OK;
    st = st == STATUS_OK ? fit_look(b, none, &t) : st;
    st = st == STATUS_OK ? t.status : st;
    if (st != STATUS_OK) {
        return st;
    }
    b->has_field = ((const struct air_model *)t.plan->air.info)->is_field || t.plan->plenum != NULL;
    keep_passed(b, &t);
    find_whole(t.plan, a);
    count_unrated(b, t.plan, a);
    a->base_it_w = t.it_w;
    a->base_utility_w = t.utility_w;
    a->n_unknown_racks = (double)t.plan->n_unknown_racks;
    return STATUS_OK;
}
