/* SPDX-License-Identifier: Apache-2.0 */
#include "sim/cli/place_print.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "sim/base/units.h"
#include "sim/cli/json.h"
#include "sim/cli/term.h"

static const struct scn_load *load_at(const struct places_answer *a, size_t i)
{
    return &((const struct scn_load *)a->placement->workloads.items)[i];
}

static const struct scn_venue *venue_at(const struct places_answer *a, size_t v)
{
    return &((const struct scn_venue *)a->placement->venues.items)[v];
}

static bool has(uint32_t set, size_t i)
{
    return (set >> i & 1U) != 0;
}

/* The venue that costs least after the one that was chosen; -1: none can be. */
static long runner_up(const struct places_answer *a, size_t i)
{
    long best = -1;

    for (size_t v = 0; v < a->problem.n_venues; v++) {
        const double extra = a->cells[i][v].extra_usd;
        if (v != a->plan.venue[i] && !isnan(extra) &&
            (best < 0 || extra < a->cells[i][best].extra_usd)) {
            best = (long)v;
        }
    }
    return best;
}

/* --------------------------------------------------------------------- text */

static void print_load(const struct places_answer *a, size_t i, const char *currency)
{
    const size_t chosen = a->plan.venue[i];
    const long second = runner_up(a, i);

    (void)printf("  %-24s -> %-24s %12.4g k%s\n", load_at(a, i)->name, venue_at(a, chosen)->name,
                 a->cells[i][chosen].own_usd / 1e3, currency);
    if (second >= 0) {
        term_say("      ", 8, "next: %s, %+.4g k%s", venue_at(a, (size_t)second)->name,
                 a->cells[i][second].extra_usd / 1e3, currency);
    } else {
        (void)printf("      no other can take it\n");
    }
    for (size_t v = 0; v < a->problem.n_venues; v++) {
        if (v != chosen && a->cells[i][v].why != NULL) {
            term_say("      ", 8, "not %s: %s", venue_at(a, v)->name, a->cells[i][v].why);
        }
    }
}

static void print_conflict(const struct places_answer *a)
{
    size_t n = 0;

    (void)printf("NO placement holds. Smallest conflict:");
    for (size_t i = 0; i < a->problem.n_loads; i++) {
        if (has(a->conflict, i)) {
            (void)printf("%s %s", n++ > 0 ? "," : "", load_at(a, i)->name);
        }
    }
    (void)printf("%s\n", n > 1 ? " cannot all be placed" : " cannot be placed at all");
    for (size_t i = 0; i < a->problem.n_loads; i++) {
        for (size_t v = 0; v < a->problem.n_venues && has(a->conflict, i); v++) {
            const char *const why = a->cells[i][v].why;
            term_say("  ", 6, "%s in %s: %s", load_at(a, i)->name, venue_at(a, v)->name,
                     why != NULL ? why : "alone it may");
        }
    }
}

/* What no longer holds, and what would be cheapest now. */
static void print_replanned(const struct places_answer *a, const struct drift_answer *d)
{
    for (size_t v = 0; v < a->problem.n_venues; v++) {
        if (d->venues[v].trouble != NULL) {
            term_say("  ", 4, "%s NO LONGER HOLDS: %s", venue_at(a, v)->name, d->venues[v].trouble);
        }
    }
    for (size_t k = 0; k < d->n_strangers; k++) {
        (void)printf("  '%s' of the meter is no workload of the plan\n", d->strangers[k]);
    }
    if (!d->now.plan.is_found) {
        (void)printf("  with what was metered no placement holds\n");
    }
    for (size_t i = 0; i < a->problem.n_loads && d->now.plan.is_found; i++) {
        if (d->now.plan.venue[i] != a->plan.venue[i]) {
            term_say("  ", 4, "with what was metered %s would move to %s", load_at(a, i)->name,
                     venue_at(a, d->now.plan.venue[i])->name);
        }
    }
    if (d->n_left == 0 && d->n_broken == 0) {
        (void)printf("  the plan holds\n");
    }
}

static void print_drift(const struct places_answer *a, const struct drift_answer *d)
{
    (void)printf("\n%-24s %11s %10s %10s %12s\n%59s %12s\n", "Against the meter, kW", "planned",
                 "mean", "P95", "taken beyond", "", "the plan");
    for (size_t i = 0; i < a->problem.n_loads; i++) {
        const struct drift_load *const l = &d->loads[i];
        if (l->n_readings == 0) {
            (void)printf("  %-22s not metered\n", load_at(a, i)->name);
            continue;
        }
        (void)printf("  %-22s %11.4g %10.4g %10.4g %+12.4g\n", load_at(a, i)->name,
                     l->planned_w / 1e3, l->mean_w / 1e3, l->p95_w / 1e3, l->eaten_w / 1e3);
        if (l->is_over || l->is_under) {
            (void)printf("      %s its band\n", l->is_over ? "OVER" : "under");
        }
        if (l->is_unfollowed) {
            (void)printf("      its 'add' has no {power}: the hall is not asked again\n");
        }
    }
    print_replanned(a, d);
}

void place_print_text(const struct places_request *request, const struct places_answer *answer,
                      const struct drift_answer *drift)
{
    const struct scenario *const s = request->scenario;
    const struct scn_placement *const p = answer->placement;

    (void)printf("%s\n", s->tree->title != NULL ? s->tree->title : s->name);
    term_say("", 0,
             "%zu workload%s, %zu venue%s, %.0f years at %.3g %%; the halls were asked %zu times",
             answer->problem.n_loads, answer->problem.n_loads == 1 ? "" : "s",
             answer->problem.n_venues, answer->problem.n_venues == 1 ? "" : "s", p->term_years,
             100.0 * p->discount_frac, answer->n_runs);
    (void)printf("\n");
    if (!answer->plan.is_found) {
        print_conflict(answer);
        return;
    }
    for (size_t i = 0; i < answer->problem.n_loads; i++) {
        print_load(answer, i, s->currency);
    }
    (void)printf("\n");
    term_say("", 2,
             "in all %.5g k%s over the term, present value: the least that keeps every limit",
             answer->plan.total_usd / 1e3, s->currency);
    if (drift != NULL) {
        print_drift(answer, drift);
    }
}

/* --------------------------------------------------------------------- JSON */

static void add_cells(struct json *j, const struct places_answer *a, size_t i)
{
    json_open(j, "venues", '[');
    for (size_t v = 0; v < a->problem.n_venues; v++) {
        json_open(j, NULL, '{');
        json_text(j, "venue", venue_at(a, v)->name);
        json_text(j, "barred_by", a->cells[i][v].why);
        json_number(j, "own_usd", a->cells[i][v].own_usd);
        json_number(j, "extra_usd", a->cells[i][v].extra_usd);
        json_close(j, '}');
    }
    json_close(j, ']');
}

static void add_load(struct json *j, const struct places_answer *a, const struct drift_answer *d,
                     size_t i)
{
    const bool is_found = a->plan.is_found;
    const long second = is_found ? runner_up(a, i) : -1;

    json_open(j, NULL, '{');
    json_text(j, "name", load_at(a, i)->name);
    json_text(j, "venue", is_found ? venue_at(a, a->plan.venue[i])->name : NULL);
    json_text(j, "runner_up", second >= 0 ? venue_at(a, (size_t)second)->name : NULL);
    json_bool(j, "in_conflict", has(a->conflict, i));
    add_cells(j, a, i);
    if (d != NULL) {
        const struct drift_load *const l = &d->loads[i];
        json_open(j, "drift", '{');
        json_number(j, "readings", (double)l->n_readings);
        json_number(j, "planned_w", l->planned_w);
        json_number(j, "mean_w", l->mean_w);
        json_number(j, "p95_w", l->p95_w);
        json_number(j, "eaten_w", l->n_readings > 0 ? l->eaten_w : PARAM_UNKNOWN);
        json_bool(j, "over", l->is_over);
        json_bool(j, "under", l->is_under);
        json_text(j, "venue_now",
                  d->now.plan.is_found ? venue_at(a, d->now.plan.venue[i])->name : NULL);
        json_close(j, '}');
    }
    json_close(j, '}');
}

void place_print_json(const struct places_request *request, const struct places_answer *answer,
                      const struct drift_answer *drift)
{
    struct json j = {0};

    json_open(&j, NULL, '{');
    json_text(&j, "schema", "headroom.place/1");
    json_text(&j, "title", request->scenario->tree->title);
    json_bool(&j, "found", answer->plan.is_found);
    json_number(&j, "total_usd", answer->plan.is_found ? answer->plan.total_usd : PARAM_UNKNOWN);
    json_text(&j, "currency", request->scenario->currency);
    json_number(&j, "engine_runs", (double)answer->n_runs);
    json_open(&j, "workloads", '[');
    for (size_t i = 0; i < answer->problem.n_loads; i++) {
        add_load(&j, answer, drift, i);
    }
    json_close(&j, ']');
    if (drift != NULL) {
        json_open(&j, "broken", '[');
        for (size_t v = 0; v < answer->problem.n_venues; v++) {
            if (drift->venues[v].trouble != NULL) {
                json_open(&j, NULL, '{');
                json_text(&j, "venue", venue_at(answer, v)->name);
                json_text(&j, "limit", drift->venues[v].trouble);
                json_close(&j, '}');
            }
        }
        json_close(&j, ']');
        json_number(&j, "total_now_usd",
                    drift->now.plan.is_found ? drift->now.plan.total_usd : PARAM_UNKNOWN);
    }
    json_close(&j, '}');
    json_print(&j);
}
