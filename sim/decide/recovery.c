/* SPDX-License-Identifier: Apache-2.0 */
#include "sim/decide/recovery.h"

#include <math.h>
#include <string.h>

#include "sim/decide/link.h"

#define YEAR_US (365.25 * 86400e6)

struct desk {
    struct arena *arena;
    const struct recovery_request *request;
    const struct scn_recovery *recovery;
    struct recovery_answer *answer;
};

const char *recovery_term_text(enum recovery_term term)
{
    static const char *const words[TERM_COUNT] = {"detect", "decide",  "reroute",
                                                  "data",   "restart", "cooling"};

    return words[term];
}

const char *recovery_state_text(enum recovery_state state)
{
    static const char *const words[] = {"tested", "stale", "assumed"};

    return words[state];
}

double recovery_rto_s(const struct recovery_answer *answer, const struct recovery_work *work)
{
    double rto_s = PARAM_UNKNOWN;

    for (size_t i = 0; i < answer->n_receivers; i++) {
        rto_s = work->ways[i].barred == NULL ? fmin(rto_s, work->ways[i].rto_s) : rto_s;
    }
    return rto_s;
}

enum recovery_state recovery_state_of(int64_t tested_us, int64_t today_us)
{
    if (tested_us == 0 || tested_us > today_us) {
        return STATE_ASSUMED;
    }
    return (double)(today_us - tested_us) > YEAR_US ? STATE_STALE : STATE_TESTED;
}

/* ------------------------------------------------------------------ terms */

static size_t site_of(const struct desk *k, const struct scn_receiver *r)
{
    size_t site = 0;
    size_t hall = 0;

    (void)sites_hall_at(k->request->scenario, (size_t)r->hall.index, &site, &hall);
    return site;
}

/* A hall that is lost takes its data along only with the whole site. */
static bool is_lost_site(const struct desk *k, size_t site)
{
    return k->request->lost_hall < 0 && site == k->request->lost_site;
}

/* Until the data can be read at a site: 0 in their home, what a copy needs, or the way here from the
 * surviving site with the fastest route. NAN: not known; INFINITY: no copy is left, or no route. */
static double data_s(const struct desk *k, const struct scn_data *d, size_t site)
{
    const struct sites_answer *const sites = &k->answer->sites;
    double best_s = (double)INFINITY;

    if ((size_t)d->home.index == site) {
        return 0.0;
    }
    if (sites_has_data(d, site)) {
        return is_lost_site(k, (size_t)d->home.index) ? d->restore_s : 0.0;
    }
    for (size_t from = 0; from < k->request->scenario->n_sites; from++) {
        const long route = sites_route_between(sites, from, site);
        if (route >= 0 && !is_lost_site(k, from) && sites_has_data(d, from)) {
            best_s = fmin(
                best_s, link_transfer_s(d->size_bytes, sites->routes[route].rate_bytes_per_s, 1.0));
        }
    }
    return best_s;
}

static bool reads(const struct scn_data *d, size_t work)
{
    bool does = false;

    for (size_t i = 0; i < d->readers.n; i++) {
        does = does || (size_t)d->readers.items[i].index == work;
    }
    return does;
}

/* The slowest of what a workload reads; what may not be at the site, or is nowhere, bars it. */
static void find_data(struct desk *k, size_t work, size_t site, struct recovery_way *way)
{
    const struct scenario *const s = k->request->scenario;
    const struct scn_data *const data = s->tree->data.items;
    double most_s = 0.0;

    way->data = "";
    for (size_t i = 0; i < s->tree->data.n; i++) {
        if (!reads(&data[i], work)) {
            continue;
        }
        const double its_s = data_s(k, &data[i], site);
        if (!sites_may_hold(s, &data[i], site)) {
            way->barred = text_print(k->arena, "data set %s may not be read at %s", data[i].name,
                                     s->sites[site].name);
        } else if (isinf(its_s)) {
            way->barred = text_print(k->arena, "no copy of data set %s can reach %s", data[i].name,
                                     s->sites[site].name);
        }
        if (isnan(its_s) || its_s > most_s) {
            way->data = data[i].name;
            most_s = isnan(most_s) || isnan(its_s) ? PARAM_UNKNOWN : its_s;
        }
    }
    way->terms_s[TERM_DATA] = most_s;
}

static void sum_terms(struct desk *k, struct recovery_way *way)
{
    struct text missing = {0};

    way->rto_s = 0.0;
    for (enum recovery_term t = TERM_DETECT; t < TERM_COUNT; t++) {
        way->rto_s += way->terms_s[t];
        if (isnan(way->terms_s[t])) {
            text_add(&missing, "%s%s", missing.length > 0 ? ", " : "", recovery_term_text(t));
        } else {
            way->known_s += way->terms_s[t];
        }
    }
    way->missing = text_copy(k->arena, view_of(missing.at != NULL ? missing.at : ""));
    text_release(&missing);
}

static const struct scn_recovered *recovered(const struct desk *k, size_t work)
{
    const struct scn_recovered *const list = k->recovery->workloads.items;

    for (size_t i = 0; i < k->recovery->workloads.n; i++) {
        if (list[i].workload.index == (long)work) {
            return &list[i];
        }
    }
    return NULL;
}

/* How old the oldest copy of what it reads is when the home is lost; INFINITY: there is none. */
static void find_age(struct desk *k, size_t work, struct recovery_work *w)
{
    const struct scenario *const s = k->request->scenario;
    const struct scn_data *const data = s->tree->data.items;

    w->rpo_s = w->lag_s = PARAM_UNKNOWN;
    for (size_t d = 0; d < s->tree->data.n; d++) {
        if (!reads(&data[d], work) || !is_lost_site(k, (size_t)data[d].home.index)) {
            continue;
        }
        w->rpo_s = fmin(w->rpo_s, data[d].rpo_s);
        w->lag_s = data[d].copies.n == 0 ? (double)INFINITY : w->lag_s;
        for (size_t i = 0; i < k->answer->sites.n_copies; i++) {
            const struct sites_copy *const c = &k->answer->sites.copies[i];
            w->lag_s = c->data == &data[d] ? fmax(w->lag_s, c->lag_s) : w->lag_s;
        }
    }
}

static void find_work(struct desk *k, size_t work)
{
    const struct scn_workload *const workloads = k->request->scenario->tree->workloads.items;
    const struct scn_recovered *const r = recovered(k, work);
    struct recovery_work *const w = &k->answer->works[work];

    *w = (struct recovery_work){
        .name = work + 1 < k->answer->n_works ? workloads[work].name : "",
        .priority = r != NULL ? r->priority : (double)INFINITY,
        .cap_least_frac = r != NULL ? r->cap_least_frac : PARAM_UNKNOWN,
        .wanted_s = r != NULL ? r->rto_s : PARAM_UNKNOWN,
        .last_s = PARAM_UNKNOWN,
        .ways = ARENA_ARRAY(k->arena, struct recovery_way, k->answer->n_receivers, "recovery"),
    };
    find_age(k, work, w);
    for (size_t i = 0; i < k->answer->n_receivers; i++) {
        struct recovery_way *const way = &w->ways[i];
        way->terms_s[TERM_DETECT] = k->recovery->detect_s;
        way->terms_s[TERM_DECIDE] = k->recovery->decide_s;
        way->terms_s[TERM_REROUTE] = k->recovery->reroute_s;
        way->terms_s[TERM_RESTART] = r != NULL ? r->restart_s : PARAM_UNKNOWN;
        way->terms_s[TERM_COOLING] = k->answer->receivers[i].cooling_s;
        find_data(k, work, site_of(k, &k->answer->receivers[i]), way);
        sum_terms(k, way);
    }
}

/* ------------------------------------------------------------------ paths */

static void add_path(struct desk *k, const char *name, enum scn_path_kind kind, int64_t tested_us)
{
    k->answer->paths[k->answer->n_paths++] =
        (struct recovery_path){.name = name,
                               .kind = kind,
                               .tested_us = tested_us,
                               .state = recovery_state_of(tested_us, k->recovery->today_us)};
}

/* A kind that nobody listed is assumed, and said so. */
static void find_paths(struct desk *k)
{
    const struct scn_path *const paths = k->recovery->paths.items;
    const size_t n = k->recovery->paths.n;

    k->answer->paths = ARENA_ARRAY(k->arena, struct recovery_path, n + PATH_KINDS, "recovery");
    for (enum scn_path_kind kind = PATH_POWER; kind < PATH_KINDS; kind++) {
        const size_t n_before = k->answer->n_paths;
        for (size_t i = 0; i < n; i++) {
            if (paths[i].kind == (int)kind) {
                add_path(k, paths[i].name, kind, paths[i].tested_us);
            }
        }
        if (k->answer->n_paths == n_before) {
            add_path(k, "not listed", kind, 0);
        }
    }
}

/* -------------------------------------------------------------- the drill */

static void find_receivers(struct desk *k)
{
    const struct scn_receiver *const all = k->recovery->receivers.items;
    struct scn_receiver *const left =
        ARENA_ARRAY(k->arena, struct scn_receiver, k->recovery->receivers.n, "recovery");

    for (size_t i = 0; i < k->recovery->receivers.n; i++) {
        size_t site = 0;
        size_t hall = 0;
        (void)sites_hall_at(k->request->scenario, (size_t)all[i].hall.index, &site, &hall);
        const bool is_lost = site == k->request->lost_site &&
                             (k->request->lost_hall < 0 || k->request->lost_hall == (long)hall);
        if (!is_lost) {
            left[k->answer->n_receivers++] = all[i];
        }
    }
    k->answer->receivers = left;
}

static struct drill_request ask(struct desk *k)
{
    const size_t n_works = k->answer->n_works;
    struct drill_work *const works = ARENA_ARRAY(k->arena, struct drill_work, n_works, "recovery");
    struct drill_move *const moves =
        ARENA_ARRAY(k->arena, struct drill_move, n_works * k->answer->n_receivers, "recovery");

    for (size_t w = 0; w < n_works; w++) {
        const struct recovery_work *const work = &k->answer->works[w];
        works[w] =
            (struct drill_work){.priority = work->priority, .cap_least_frac = work->cap_least_frac};
        k->answer->has_caps = k->answer->has_caps || work->cap_least_frac < 1.0;
        for (size_t i = 0; i < k->answer->n_receivers; i++) {
            const struct recovery_way *const way = &work->ways[i];
            moves[i * n_works + w] = (struct drill_move){
                .arrives_s = way->barred != NULL ? (double)INFINITY : way->known_s,
                .why = way->barred};
        }
    }
    return (struct drill_request){.scenario = k->request->scenario,
                                  .lost_site = k->request->lost_site,
                                  .lost_hall = k->request->lost_hall,
                                  .receivers = k->answer->receivers,
                                  .n_receivers = k->answer->n_receivers,
                                  .works = works,
                                  .moves = moves,
                                  .follow_s = k->recovery->follow_s,
                                  .n_workers = k->request->n_workers,
                                  .stop = k->request->stop};
}

/* Is every limit of every receiver kept that was kept before, and is it for certain? */
static void judge(struct recovery_answer *a)
{
    const struct drill_answer *const d = &a->drill;

    a->is_inside = true;
    for (size_t h = d->n_lost; h < d->n_halls; h++) {
        for (size_t i = 0; i < d->halls[h].n_limits; i++) {
            const struct drill_limit *const l = &d->halls[h].limits[i];
            const bool is_kept = isnan(l->passed_s);
            a->is_inside = a->is_inside && (is_kept || l->was_passed);
            a->n_uncertain += is_kept && l->margin < l->band ? 1 : 0;
        }
    }
}

static void sum_up(struct desk *k)
{
    const struct drill_answer *const d = &k->answer->drill;

    for (size_t u = 0; u < d->n_units; u++) {
        struct recovery_work *const w = &k->answer->works[d->units[u].work];
        w->lost_w += d->units[u].lost_w;
        w->taken_w += d->units[u].taken_w;
        w->capped_w += d->units[u].capped_w;
        w->shed_w += d->units[u].receiver < 0 ? d->units[u].lost_w : 0.0;
        w->last_s = fmax(w->last_s, d->units[u].arrives_s);
    }
    judge(k->answer);
}

enum status recovery_run(struct arena *arena, const struct recovery_request *request,
                         struct recovery_answer *ret)
{
    struct desk k = {.arena = arena,
                     .request = request,
                     .recovery = request->scenario->tree->recovery,
                     .answer = ret};

    *ret = (struct recovery_answer){.n_works = request->scenario->tree->workloads.n + 1};
    sites_look(arena, request->scenario, &ret->sites);
    find_receivers(&k);
    find_paths(&k);
    ret->works = ARENA_ARRAY(arena, struct recovery_work, ret->n_works, "recovery");
    for (size_t w = 0; w < ret->n_works; w++) {
        find_work(&k, w);
    }
    struct drill_request drill = ask(&k);
    enum status st = drill_run(arena, &drill, &ret->drill);
    if (st != STATUS_OK) {
        return st;
    }
    sum_up(&k);
    ret->capped = ret->drill;
    if (ret->has_caps) {
        drill.is_capped = true;
        st = drill_run(arena, &drill, &ret->capped);
    }
    return st;
}

/* ------------------------------------------------------------------ table */

enum { WAY_TEXTS = 5, WAY_NUMBERS = TERM_COUNT + 7 };

static const struct table_column way_heads[WAY_TEXTS + WAY_NUMBERS] = {
    {.name = "workload", .unit = "", .long_name = "that is lost; empty: nodes without one"},
    {.name = "receiver", .unit = "", .long_name = "SITE/HALL"},
    {.name = "missing", .unit = "", .long_name = "terms that are not known"},
    {.name = "barred", .unit = "", .long_name = "why it cannot go there"},
    {.name = "data", .unit = "", .long_name = "slowest data set"},
    {.name = "detect_s", .unit = "s", .long_name = "until the loss is known"},
    {.name = "decide_s", .unit = "s", .long_name = "until somebody has decided"},
    {.name = "reroute_s", .unit = "s", .long_name = "until traffic flows"},
    {.name = "data_s", .unit = "s", .long_name = "until its data can be read"},
    {.name = "restart_s", .unit = "s", .long_name = "until it works"},
    {.name = "cooling_s", .unit = "s", .long_name = "until the receiver's cooling is ready"},
    {.name = "known_s", .unit = "s", .long_name = "sum of what is known"},
    {.name = "rto_s", .unit = "s", .long_name = "whole sum; NAN: a term is missing"},
    {.name = "wanted_s", .unit = "s", .long_name = "that was asked for"},
    {.name = "lost_w",
     .unit = "W",
     .long_name = "at all receivers together: taken + capped + shed"},
    {.name = "taken_w", .unit = "W", .long_name = "likewise"},
    {.name = "capped_w", .unit = "W", .long_name = "likewise"},
    {.name = "shed_w", .unit = "W", .long_name = "likewise"},
};

static void fill_row(const struct recovery_work *w, const struct recovery_way *way, double *row)
{
    const double sums[] = {way->known_s, way->rto_s,  w->wanted_s, w->lost_w,
                           w->taken_w,   w->capped_w, w->shed_w};

    memcpy(row, way->terms_s, sizeof way->terms_s);
    memcpy(row + TERM_COUNT, sums, sizeof sums);
}

const struct table_data *recovery_table(struct arena *arena, const struct recovery_answer *a)
{
    struct table_data *const t = arena_take(arena, 1, sizeof *t, "recovery");
    const size_t n = a->n_works * a->n_receivers;
    const char **const texts = ARENA_ARRAY(arena, const char *, WAY_TEXTS *n, "recovery");
    double *const numbers = ARENA_ARRAY(arena, double, WAY_NUMBERS *n, "recovery");

    *t = (struct table_data){.name = "recovery",
                             .title = "how long until lost workloads work again",
                             .n_rows = n,
                             .n_columns = WAY_TEXTS + WAY_NUMBERS};
    for (size_t k = 0; k < t->n_columns; k++) {
        t->columns[k] = way_heads[k];
        t->columns[k].texts = k < WAY_TEXTS ? texts + k * n : NULL;
        t->columns[k].numbers = k < WAY_TEXTS ? NULL : numbers + (k - WAY_TEXTS) * n;
    }
    for (size_t i = 0; i < n; i++) {
        const struct recovery_work *const w = &a->works[i / a->n_receivers];
        const struct recovery_way *const way = &w->ways[i % a->n_receivers];
        const char *const words[WAY_TEXTS] = {w->name, a->receivers[i % a->n_receivers].hall.text,
                                              way->missing, way->barred != NULL ? way->barred : "",
                                              way->data};
        double row[WAY_NUMBERS];
        fill_row(w, way, row);
        for (size_t k = 0; k < WAY_TEXTS; k++) {
            texts[k * n + i] = words[k];
        }
        for (size_t k = 0; k < WAY_NUMBERS; k++) {
            numbers[k * n + i] = row[k];
        }
    }
    return t;
}
