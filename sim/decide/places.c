/* SPDX-License-Identifier: Apache-2.0 */
#include "sim/decide/places.h"

#include <math.h>
#include <string.h>

#include "sim/base/text.h"
#include "sim/base/units.h"
#include "sim/decide/npv.h"
#include "sim/decide/places_inner.h"

const struct scn_load *places_load(const struct places *s, size_t i)
{
    return &((const struct scn_load *)s->answer->placement->workloads.items)[i];
}

const struct scn_venue *places_venue(const struct places *s, size_t v)
{
    return &((const struct scn_venue *)s->answer->placement->venues.items)[v];
}

/* ---------------------------------------------------------- what bars and costs */

static bool has_tag(const struct name_list *list, const char *tag)
{
    bool has_it = false;

    for (size_t k = 0; k < list->n; k++) {
        has_it = has_it || strcmp(list->items[k].text, tag) == 0;
    }
    return has_it;
}

static const char *missing_tag(const struct scn_load *l, const struct scn_venue *v)
{
    for (size_t k = 0; k < l->tags.n; k++) {
        if (!has_tag(&v->tags, l->tags.items[k].text)) {
            return l->tags.items[k].text;
        }
    }
    return NULL;
}

static bool is_by_power(const struct scn_venue *v)
{
    return v->kind == VENUE_HALL || v->kind == VENUE_COLOCATION;
}

/* The first price that is needed and not known. */
static const char *missing_price(const struct scn_load *l, const struct scn_venue *v)
{
    const bool has_power = is_by_power(v) && l->power_w > 0.0;
    const bool has_gpus = v->kind == VENUE_CLOUD && l->gpus > 0.0;
    const struct {
        bool is_needed;
        double price;
        const char *name;
    } prices[] = {
        {has_power, v->rent_usd_per_ws, "'rent' (USD/kW/month)"},
        {has_power, v->energy_usd_per_j, "'energy' (USD/kWh)"},
        {has_power, v->pue, "'pue'"},
        {has_gpus, v->gpu_usd_per_gpu_s, "'gpu' (USD/GPU-h)"},
        {l->data_bytes > 0.0, v->storage_usd_per_byte_s, "'storage' (USD/TB/month)"},
    };

    for (size_t k = 0; k < sizeof prices / sizeof prices[0]; k++) {
        if (prices[k].is_needed && isnan(prices[k].price)) {
            return prices[k].name;
        }
    }
    return NULL;
}

/* What the venue is cannot serve what the workload is. */
static const char *wrong_kind(const struct scn_load *l, const struct scn_venue *v)
{
    const bool computes = l->power_w > 0.0 || l->gpus > 0.0;
    const bool may_be_taken_off = l->class == CLASS_ELASTIC || l->class == CLASS_EXPERIMENTAL;

    if (v->kind == VENUE_STORAGE && computes) {
        return "it takes data alone";
    }
    if (v->kind == VENUE_CLOUD && computes && !(l->gpus > 0.0)) {
        return "it is paid by GPU, and the workload states none";
    }
    if (v->is_preemptible && !may_be_taken_off) {
        return "it may be taken off there at any time";
    }
    if (v->kind == VENUE_HALL && l->power_w > 0.0 && l->add == NULL) {
        return "nothing says how it goes into the hall (its 'add')";
    }
    return NULL;
}

static const char *too_slow(struct arena *arena, const struct scn_load *l,
                            const struct scn_venue *v)
{
    if (!isnan(l->latency_max_s) && !(v->latency_s <= l->latency_max_s)) {
        return isnan(v->latency_s) ? "its latency is not known"
                                   : text_print(arena, "latency %.3g ms, at most %.3g ms",
                                                v->latency_s * 1e3, l->latency_max_s * 1e3);
    }
    if (!isnan(l->fabric_min_bytes_per_s) &&
        !(v->fabric_bytes_per_s >= l->fabric_min_bytes_per_s)) {
        return isnan(v->fabric_bytes_per_s)
                   ? "its fabric is not known"
                   : text_print(arena, "fabric %.3g Gbit/s a GPU, at least %.3g Gbit/s",
                                v->fabric_bytes_per_s * 8e-9, l->fabric_min_bytes_per_s * 8e-9);
    }
    return NULL;
}

static const char *bar_of(const struct places *s, size_t i, size_t v)
{
    const struct scn_load *const l = places_load(s, i);
    const struct scn_venue *const venue = places_venue(s, v);
    const char *const tag = missing_tag(l, venue);
    const char *why = wrong_kind(l, venue);

    if (why == NULL && tag != NULL) {
        why = text_print(s->keep, "it does not bear '%s'", tag);
    }
    if (why == NULL) {
        why = too_slow(s->keep, l, venue);
    }
    const char *const price = missing_price(l, venue);
    if (why == NULL && price != NULL) {
        why = text_print(s->keep, "its price %s is not known", price);
    }
    return why;
}

static double over_term_usd(const struct places *s, double year_usd, double growth_frac)
{
    const struct scn_placement *const p = s->answer->placement;

    return npv_rising(year_usd, growth_frac, p->discount_frac, p->term_years);
}

static double year_usd(const struct places *s, size_t i, const struct scn_venue *v)
{
    const struct scn_load *const l = places_load(s, i);
    double usd_per_s = 0.0;

    if (is_by_power(v) && s->power_w[i] > 0.0) {
        usd_per_s +=
            s->power_w[i] * (v->rent_usd_per_ws + v->energy_usd_per_j * l->used_frac * v->pue);
    }
    if (v->kind == VENUE_CLOUD && l->gpus > 0.0) {
        usd_per_s += v->gpu_usd_per_gpu_s * l->gpus * l->used_frac;
    }
    if (l->data_bytes > 0.0) {
        usd_per_s += v->storage_usd_per_byte_s * l->data_bytes;
    }
    return usd_per_s * NPV_YEAR_S;
}

static double or_endless(double room)
{
    return isnan(room) ? (double)INFINITY : room;
}

static void state_load(struct places *s, size_t i)
{
    const struct scn_load *const l = places_load(s, i);
    struct placement_load *const p = &s->answer->problem.loads[i];
    const double years = s->answer->placement->term_years;

    s->power_w[i] = l->power_w;
    if (s->request->metered_w != NULL && !isnan(s->request->metered_w[i])) {
        s->power_w[i] = s->request->metered_w[i];
    }
    s->level[i] = fmax(1.0, pow(1.0 + l->growth_frac, years - 1.0));
    p->need[NEED_POWER] = s->power_w[i] * s->level[i];
    p->need[NEED_GPUS] = l->gpus * s->level[i];
    p->need[NEED_DATA] = l->data_bytes * s->level[i];
    p->reads = l->reads.text != NULL ? l->reads.index : -1;
    p->is_together = l->together;
    p->is_apart = l->class == CLASS_BACKUP && p->reads >= 0;
    for (size_t v = 0; v < s->answer->problem.n_venues; v++) {
        const struct scn_venue *const venue = places_venue(s, v);
        struct places_cell *const cell = &s->answer->cells[i][v];
        cell->why = bar_of(s, i, v);
        p->is_barred[v] = cell->why != NULL;
        cell->own_usd = p->is_barred[v] ? PARAM_UNKNOWN
                                        : over_term_usd(s, year_usd(s, i, venue), l->growth_frac);
        cell->extra_usd = PARAM_UNKNOWN;
        p->cost_usd[v] = cell->own_usd;
        p->read_usd[v] =
            l->read_bytes_per_s > 0.0
                ? over_term_usd(s, l->read_bytes_per_s * venue->egress_usd_per_byte * NPV_YEAR_S,
                                l->growth_frac)
                : 0.0;
    }
}

static void state_venue(struct places *s, size_t v)
{
    const struct scn_venue *const venue = places_venue(s, v);
    struct placement_problem *const p = &s->answer->problem;

    p->room[v][NEED_POWER] = is_by_power(venue) ? or_endless(venue->power_max_w) : (double)INFINITY;
    p->room[v][NEED_GPUS] = or_endless(venue->gpus_max);
    p->room[v][NEED_DATA] = or_endless(venue->data_max_bytes);
    p->fixed_usd[v] = over_term_usd(s, venue->fixed_usd_per_s * NPV_YEAR_S, 0.0);
    if (venue->kind == VENUE_HALL) {
        places_open_hall(s, v);
    }
}

/* ------------------------------------------------------------------ the answer */

const char *places_trouble(const struct places_answer *answer, size_t venue, uint32_t loads)
{
    static const char *const names[NEED_COUNT] = {"power", "GPUs", "data"};
    static const char *const units[NEED_COUNT] = {"W", "-", "B"};
    const struct placement_problem *const p = &answer->problem;
    const struct places *const s = p->context;

    for (int k = 0; k < NEED_COUNT; k++) {
        double sum = 0.0;
        for (size_t i = 0; i < p->n_loads; i++) {
            sum += (loads >> i & 1U) != 0 ? p->loads[i].need[k] : 0.0;
        }
        if (sum > p->room[venue][k] * (1.0 + 1e-12)) {
            struct text t = {0};
            text_add(&t, "%s: ", names[k]);
            units_print(&t, units[k], sum, 3, UNITS_SI);
            text_add(&t, ", it has ");
            units_print(&t, units[k], p->room[venue][k], 3, UNITS_SI);
            const char *const copy = text_copy(s->keep, view_of(t.at));
            text_release(&t);
            return copy;
        }
    }
    return p->fits(p->context, venue, loads) ? NULL : places_refusal(s, venue, loads);
}

/* Why nothing that keeps all limits has load i in v: the fewest that cannot be placed together then, and
 * the limit that they break where they would stand in v. */
static const char *why_not(const struct places *s, size_t i, size_t v)
{
    const struct places_answer *const a = s->answer;
    const uint32_t set = placement_conflict_with(&a->problem, i, v) | 1U << i;
    const char *const trouble = places_trouble(a, v, set);
    struct text t = {0};

    for (size_t k = 0; k < a->problem.n_loads; k++) {
        if (k != i && (set >> k & 1U) != 0) {
            text_add(&t, "%s%s", t.length > 0 ? ", " : "beside ", places_load(s, k)->name);
        }
    }
    text_add(&t, "%s%s", t.length > 0 ? ": " : "",
             trouble != NULL ? trouble : "they cannot then all be placed");
    const char *const copy = text_copy(s->keep, view_of(t.at));
    text_release(&t);
    return copy;
}

/* What each other venue would cost, or what keeps it from being chosen. */
static void compare(struct places *s)
{
    struct places_answer *const a = s->answer;

    for (size_t i = 0; i < a->problem.n_loads; i++) {
        for (size_t v = 0; v < a->problem.n_venues && s->status == STATUS_OK; v++) {
            struct places_cell *const cell = &a->cells[i][v];
            if (cell->why != NULL) {
                continue;
            }
            const struct placement_plan other = placement_with(&a->problem, i, v);
            if (other.is_found && a->plan.is_found) {
                cell->extra_usd = other.total_usd - a->plan.total_usd;
            } else if (!other.is_found) {
                cell->why = why_not(s, i, v);
            }
        }
    }
}

enum status places_run(struct arena *scratch, struct arena *keep,
                       const struct places_request *request, struct places_answer *ret_answer)
{
    struct places *const s = arena_take(keep, 1, sizeof *s, "places");
    struct placement_problem *const p = &ret_answer->problem;

    *ret_answer = (struct places_answer){.placement = request->scenario->tree->placement};
    s->scratch = scratch;
    s->keep = keep;
    s->request = request;
    s->answer = ret_answer;
    placement_clear(p, ret_answer->placement->workloads.n, ret_answer->placement->venues.n);
    ret_answer->cells = arena_take(keep, p->n_loads, sizeof *ret_answer->cells, "places");
    p->fits = places_fits;
    p->context = s;
    for (size_t i = 0; i < p->n_loads; i++) {
        state_load(s, i);
    }
    for (size_t v = 0; v < p->n_venues && s->status == STATUS_OK; v++) {
        state_venue(s, v);
    }
    if (s->status != STATUS_OK) {
        return s->status;
    }
    ret_answer->plan = placement_solve(p);
    if (!ret_answer->plan.is_found && s->status == STATUS_OK) {
        ret_answer->conflict = placement_conflict(p);
    }
    compare(s);
    return s->status;
}

/* ------------------------------------------------------------------------ table */

const struct table_data *places_table(struct arena *arena, const struct places_answer *answer)
{
    enum { N_TEXTS = 3, N_NUMBERS = 3 };
    static const struct table_column heads[N_TEXTS + N_NUMBERS] = {
        {.name = "workload", .unit = "", .long_name = "what needs a place"},
        {.name = "venue", .unit = "", .long_name = "where it may stand"},
        {.name = "barred_by", .unit = "", .long_name = "why it may not; empty: nothing"},
        {.name = "is_chosen", .unit = "1", .long_name = "1 in the cheapest placement"},
        {.name = "own_usd", .unit = "", .long_name = "its own cost over the term, present value"},
        {.name = "extra_usd", .unit = "", .long_name = "total above the cheapest placement"},
    };
    const struct placement_problem *const p = &answer->problem;
    const struct scn_load *const loads = answer->placement->workloads.items;
    const struct scn_venue *const venues = answer->placement->venues.items;
    const size_t n = p->n_loads * p->n_venues;
    struct table_data *const t = arena_take(arena, 1, sizeof *t, "places");
    const char **const texts = ARENA_ARRAY(arena, const char *, N_TEXTS *n, "places");
    double *const numbers = ARENA_ARRAY(arena, double, N_NUMBERS *n, "places");

    *t = (struct table_data){.name = "placement",
                             .title = "workloads and venues",
                             .n_rows = n,
                             .n_columns = N_TEXTS + N_NUMBERS};
    for (size_t k = 0; k < N_TEXTS + N_NUMBERS; k++) {
        t->columns[k] = heads[k];
        t->columns[k].texts = k < N_TEXTS ? texts + k * n : NULL;
        t->columns[k].numbers = k < N_TEXTS ? NULL : numbers + (k - N_TEXTS) * n;
    }
    for (size_t row = 0; row < n; row++) {
        const size_t i = row / p->n_venues;
        const size_t v = row % p->n_venues;
        const struct places_cell *const cell = &answer->cells[i][v];
        texts[row] = loads[i].name;
        texts[n + row] = venues[v].name;
        texts[2 * n + row] = cell->why != NULL ? cell->why : "";
        numbers[row] = answer->plan.is_found && answer->plan.venue[i] == v ? 1.0 : 0.0;
        numbers[n + row] = cell->own_usd;
        numbers[2 * n + row] = cell->extra_usd;
    }
    return t;
}
