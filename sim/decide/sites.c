/* SPDX-License-Identifier: Apache-2.0 */
#include "sim/decide/sites.h"

#include <math.h>
#include <string.h>

#include "sim/decide/link.h"

#define MONTH_S (31557600.0 / 12.0)

/* ----------------------------------------------------------------- routes */

static bool joins(const struct scn_link *l, size_t x, size_t y)
{
    const size_t a = (size_t)l->between.items[0].index;
    const size_t b = (size_t)l->between.items[1].index;

    return (a == x && b == y) || (a == y && b == x);
}

/* Lines without a duct of their own name lie alone. */
static bool is_same_duct(const struct scn_link *a, const struct scn_link *b)
{
    return a == b || (a->duct != NULL && b->duct != NULL && strcmp(a->duct, b->duct) == 0);
}

static double rate_of(const struct scn_link *l)
{
    return l->bandwidth_bytes_per_s * l->usable_frac;
}

/* What a duct's loss takes from a route; 0 unless this is the first line in it. */
static double taken_by_duct(const struct scn_link *links, size_t n, size_t i,
                            const struct sites_route *r)
{
    double taken = 0.0;

    for (size_t k = 0; k < n; k++) {
        if (joins(&links[k], r->from, r->to) && is_same_duct(&links[k], &links[i])) {
            if (k < i) {
                return 0.0;
            }
            taken += rate_of(&links[k]);
        }
    }
    return taken;
}

static void add_link(struct sites_route *r, const struct scn_link *l)
{
    const double trip_s = link_round_trip_s(l->fibre_m, LINK_FIBRE_S_PER_M, l->equipment_s);

    r->n_links++;
    r->rate_bytes_per_s += rate_of(l);
    r->round_trip_s = fmin(r->round_trip_s, trip_s); /* fmin leaves NAN out */
    r->cost_usd_per_s += l->cost_usd_per_s;
    r->egress_usd_per_byte = r->n_links == 1 ? l->egress_usd_per_byte
                             : isnan(r->egress_usd_per_byte) || isnan(l->egress_usd_per_byte)
                                 ? PARAM_UNKNOWN
                                 : fmax(r->egress_usd_per_byte, l->egress_usd_per_byte);
    r->connections += rate_of(l) / link_window_bytes_per_s(l->window_bytes, trip_s);
}

static void find_ducts(const struct scn_link *links, size_t n, struct sites_route *r)
{
    double most = 0.0;

    r->worst_duct = "";
    for (size_t i = 0; i < n; i++) {
        const double taken = joins(&links[i], r->from, r->to) ? taken_by_duct(links, n, i, r) : 0.0;
        r->n_ducts += taken > 0.0 ? 1 : 0;
        if (taken > most) {
            most = taken;
            r->worst_duct = links[i].duct != NULL ? links[i].duct : links[i].name;
        }
    }
    r->least_bytes_per_s = r->n_ducts > 1 ? r->rate_bytes_per_s - most : 0.0;
}

long sites_route_between(const struct sites_answer *a, size_t x, size_t y)
{
    for (size_t i = 0; i < a->n_routes; i++) {
        const struct sites_route *const r = &a->routes[i];
        if ((r->from == x && r->to == y) || (r->from == y && r->to == x)) {
            return (long)i;
        }
    }
    return -1;
}

static void find_routes(const struct scenario *s, struct sites_answer *a)
{
    const struct scn_link *const links = s->tree->links.items;
    const size_t n = s->tree->links.n;

    for (size_t i = 0; i < n; i++) {
        const size_t x = (size_t)links[i].between.items[0].index;
        const size_t y = (size_t)links[i].between.items[1].index;
        if (sites_route_between(a, x, y) >= 0) {
            continue;
        }
        struct sites_route *const r = &a->routes[a->n_routes++];
        *r = (struct sites_route){
            .from = x < y ? x : y, .to = x < y ? y : x, .round_trip_s = PARAM_UNKNOWN};
        for (size_t k = 0; k < n; k++) {
            if (joins(&links[k], x, y)) {
                add_link(r, &links[k]);
            }
        }
        find_ducts(links, n, r);
    }
}

/* ------------------------------------------------------------ replication */

double sites_lag_s(double burst_bytes_per_s, double burst_time_s, double rate_bytes_per_s)
{
    if (isnan(burst_bytes_per_s) || isnan(rate_bytes_per_s)) {
        return PARAM_UNKNOWN;
    }
    if (burst_bytes_per_s <= rate_bytes_per_s) {
        return 0.0;
    }
    if (rate_bytes_per_s <= 0.0 || isnan(burst_time_s)) {
        return (double)INFINITY;
    }
    return burst_time_s * (burst_bytes_per_s - rate_bytes_per_s) / rate_bytes_per_s;
}

double sites_needed_bytes_per_s(double burst_bytes_per_s, double burst_time_s, double rpo_s)
{
    const double share = isnan(burst_time_s) ? 1.0 : burst_time_s / (rpo_s + burst_time_s);

    return burst_bytes_per_s * share;
}

bool sites_has_data(const struct scn_data *d, size_t site)
{
    bool has = (size_t)d->home.index == site;

    for (size_t k = 0; k < d->copies.n; k++) {
        has = has || (size_t)d->copies.items[k].index == site;
    }
    return has;
}

bool sites_may_hold(const struct scenario *s, const struct scn_data *d, size_t site)
{
    const struct name_list *const tags = &s->sites[site].tags;
    size_t n_found = 0;

    for (size_t k = 0; k < d->tags.n; k++) {
        bool is_there = false;
        for (size_t m = 0; m < tags->n; m++) {
            is_there = is_there || strcmp(tags->items[m].text, d->tags.items[k].text) == 0;
        }
        n_found += is_there ? 1 : 0;
    }
    return n_found == d->tags.n;
}

static void add_copies(const struct scenario *s, struct sites_answer *a)
{
    const struct scn_data *const data = s->tree->data.items;

    for (size_t i = 0; i < s->tree->data.n; i++) {
        const struct scn_data *const d = &data[i];
        const double mean = link_replication_bytes_per_s(d->change_bytes_per_s, d->overhead_frac);
        for (size_t k = 0; k < d->copies.n; k++) {
            if (d->copies.items[k].index == d->home.index) {
                continue;
            }
            struct sites_copy *const c = &a->copies[a->n_copies++];
            *c = (struct sites_copy){.data = d,
                                     .to = (size_t)d->copies.items[k].index,
                                     .mean_bytes_per_s = mean,
                                     .burst_bytes_per_s = mean * d->burst_ratio};
            c->route = sites_route_between(a, (size_t)d->home.index, c->to);
            c->needed_bytes_per_s =
                sites_needed_bytes_per_s(c->burst_bytes_per_s, d->burst_time_s, d->rpo_s);
        }
    }
}

/* The sum over copies that go the same way as from -> to; NAN when one of them is not known. */
static double sum_along(const struct sites_answer *a, size_t from, size_t to, bool is_burst)
{
    double sum = 0.0;

    for (size_t k = 0; k < a->n_copies; k++) {
        const struct sites_copy *const c = &a->copies[k];
        if ((size_t)c->data->home.index == from && c->to == to) {
            sum += is_burst ? c->burst_bytes_per_s : c->mean_bytes_per_s;
        }
    }
    return sum;
}

static void find_lags(struct sites_answer *a)
{
    for (size_t k = 0; k < a->n_copies; k++) {
        struct sites_copy *const c = &a->copies[k];
        const double burst_time_s = c->data->burst_time_s;
        c->lag_s = c->lag_duct_s = (double)INFINITY;
        if (c->route >= 0) {
            const struct sites_route *const r = &a->routes[c->route];
            const double share =
                c->burst_bytes_per_s / sum_along(a, (size_t)c->data->home.index, c->to, true);
            c->lag_s = sites_lag_s(c->burst_bytes_per_s, burst_time_s, share * r->rate_bytes_per_s);
            c->lag_duct_s =
                sites_lag_s(c->burst_bytes_per_s, burst_time_s, share * r->least_bytes_per_s);
        }
    }
}

/* ---------------------------------------------------- transfers and readers */

static double time_of(double size_bytes, double rate_bytes_per_s, double busy_bytes_per_s)
{
    const double left = rate_bytes_per_s - busy_bytes_per_s;

    return isnan(left)  ? PARAM_UNKNOWN
           : left > 0.0 ? link_transfer_s(size_bytes, left, 1.0)
                        : (double)INFINITY;
}

static void add_transfers(const struct scenario *s, struct sites_answer *a)
{
    const struct scn_transfer *const transfers = s->tree->transfers.items;

    for (size_t i = 0; i < s->tree->transfers.n; i++) {
        const struct scn_transfer *const t = &transfers[i];
        const size_t from = (size_t)t->from.index;
        const size_t to = (size_t)t->to.index;
        const double busy = sum_along(a, from, to, false);
        struct sites_transfer *const x = &a->transfers[a->n_transfers++];
        *x = (struct sites_transfer){.transfer = t,
                                     .route = sites_route_between(a, from, to),
                                     .takes_s = (double)INFINITY,
                                     .takes_duct_s = (double)INFINITY,
                                     .within_s = fmin(t->within_s, t->every_s),
                                     .egress_usd = PARAM_UNKNOWN};
        if (x->route >= 0) {
            const struct sites_route *const r = &a->routes[x->route];
            x->takes_s = time_of(t->size_bytes, r->rate_bytes_per_s, busy);
            x->takes_duct_s = time_of(t->size_bytes, r->least_bytes_per_s, busy);
            x->egress_usd = t->size_bytes * r->egress_usd_per_byte;
        }
        x->month_usd = x->egress_usd * MONTH_S / t->every_s;
    }
}

static bool rack_does(const struct scn_rack *rack, long workload)
{
    const struct scn_node *const nodes = rack->nodes.items;
    bool does = false;

    for (size_t m = 0; m < rack->nodes.n; m++) {
        does = does || nodes[m].workload.index == workload;
    }
    return does;
}

/* Does any node of a hall name this workload, or any job of it? */
static bool hall_does(const struct scn_hall *hall, long workload)
{
    const struct scn_row *const rows = hall->rows.items;
    const struct scn_job *const jobs = hall->jobs.items;
    bool does = false;

    for (size_t j = 0; j < hall->jobs.n; j++) {
        does = does || jobs[j].workload.index == workload;
    }
    for (size_t i = 0; i < hall->rows.n; i++) {
        const struct scn_rack *const racks = rows[i].racks.items;
        for (size_t k = 0; k < rows[i].racks.n && !does; k++) {
            does = rack_does(&racks[k], workload);
        }
    }
    return does;
}

static bool site_does(const struct scn_site *site, long workload)
{
    const struct scn_hall *const halls = site->halls.items;
    bool does = false;

    for (size_t h = 0; h < site->halls.n; h++) {
        does = does || hall_does(&halls[h], workload);
    }
    return does;
}

static void add_readers(const struct scenario *s, const struct scn_data *d, struct sites_answer *a)
{
    for (size_t k = 0; k < d->readers.n; k++) {
        for (size_t i = 0; i < s->n_sites; i++) {
            if (!site_does(&s->sites[i], d->readers.items[k].index)) {
                continue;
            }
            struct sites_reader *const r = &a->readers[a->n_readers++];
            *r = (struct sites_reader){.data = d,
                                       .workload = d->readers.items[k].text,
                                       .site = i,
                                       .is_here = sites_has_data(d, i),
                                       .may_be = sites_may_hold(s, d, i),
                                       .route = sites_route_between(a, (size_t)d->home.index, i),
                                       .move_s = (double)INFINITY};
            if (r->is_here) {
                r->move_s = 0.0;
            } else if (r->route >= 0) {
                r->move_s = time_of(d->size_bytes, a->routes[r->route].rate_bytes_per_s,
                                    sum_along(a, (size_t)d->home.index, i, false));
            }
        }
    }
}

void sites_look(struct arena *arena, const struct scenario *s, struct sites_answer *ret)
{
    const struct scn_data *const data = s->tree->data.items;
    size_t n_copies = 0;
    size_t n_readers = 0;

    for (size_t i = 0; i < s->tree->data.n; i++) {
        n_copies += data[i].copies.n;
        n_readers += data[i].readers.n * s->n_sites;
    }
    *ret = (struct sites_answer){
        .routes = ARENA_ARRAY(arena, struct sites_route, s->tree->links.n, "sites"),
        .copies = ARENA_ARRAY(arena, struct sites_copy, n_copies, "sites"),
        .transfers = ARENA_ARRAY(arena, struct sites_transfer, s->tree->transfers.n, "sites"),
        .readers = ARENA_ARRAY(arena, struct sites_reader, n_readers, "sites"),
    };
    find_routes(s, ret);
    add_copies(s, ret);
    find_lags(ret);
    add_transfers(s, ret);
    for (size_t i = 0; i < s->tree->data.n; i++) {
        add_readers(s, &data[i], ret);
    }
}

/* ------------------------------------------------------------------- table */

enum { COPY_TEXTS = 3, COPY_NUMBERS = 6 };

static const struct table_column copy_heads[COPY_TEXTS + COPY_NUMBERS] = {
    {.name = "data", .unit = "", .long_name = "data set"},
    {.name = "home", .unit = "", .long_name = "site where they are written"},
    {.name = "copy", .unit = "", .long_name = "site that holds the copy"},
    {.name = "mean_bytes_per_s", .unit = "B/s", .long_name = "replication, overhead included"},
    {.name = "burst_bytes_per_s", .unit = "B/s", .long_name = "likewise, at a burst"},
    {.name = "needed_bytes_per_s", .unit = "B/s", .long_name = "least that keeps the RPO"},
    {.name = "rpo_s", .unit = "s", .long_name = "how old the copy may be"},
    {.name = "lag_s", .unit = "s", .long_name = "how old it gets"},
    {.name = "lag_duct_s", .unit = "s", .long_name = "likewise, with the worst duct lost"},
};

const struct table_data *sites_copies_table(struct arena *arena, const struct scenario *s,
                                            const struct sites_answer *a)
{
    struct table_data *const t = arena_take(arena, 1, sizeof *t, "sites");
    const size_t n = a->n_copies;
    const char **const texts = ARENA_ARRAY(arena, const char *, COPY_TEXTS *n, "sites");
    double *const numbers = ARENA_ARRAY(arena, double, COPY_NUMBERS *n, "sites");

    *t = (struct table_data){.name = "copies",
                             .title = "copies of data, and how old they get",
                             .n_rows = n,
                             .n_columns = COPY_TEXTS + COPY_NUMBERS};
    for (size_t k = 0; k < t->n_columns; k++) {
        t->columns[k] = copy_heads[k];
        t->columns[k].texts = k < COPY_TEXTS ? texts + k * n : NULL;
        t->columns[k].numbers = k < COPY_TEXTS ? NULL : numbers + (k - COPY_TEXTS) * n;
    }
    for (size_t i = 0; i < n; i++) {
        const struct sites_copy *const c = &a->copies[i];
        const double row[COPY_NUMBERS] = {c->mean_bytes_per_s,
                                          c->burst_bytes_per_s,
                                          c->needed_bytes_per_s,
                                          c->data->rpo_s,
                                          c->lag_s,
                                          c->lag_duct_s};
        texts[i] = c->data->name;
        texts[n + i] = c->data->home.text;
        texts[2 * n + i] = s->sites[c->to].name;
        for (size_t k = 0; k < COPY_NUMBERS; k++) {
            numbers[k * n + i] = row[k];
        }
    }
    return t;
}
