/* fit_json.c - the answer of headroom fit as JSON, and what both forms of it ask.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>

#include "sim/cli/fit_print.h"
#include "sim/cli/json.h"

bool fit_view_is_sure(const struct fit_answer *a)
{
    return (a->n_unknown == 0 && a->n_unknown_racks == 0.0) || a->count == 0.0;
}

bool fit_print_is_short(const struct fit_view *v)
{
    const double count = v->transient != NULL ? v->transient->count : v->answer->count;

    return !isnan(v->ask) && !(count >= v->ask);
}

double fit_view_unit_w(const struct fit_answer *a)
{
    for (int64_t k = 0; k < a->n_rungs; k++) {
        if (a->rungs[k].count > 0.0) {
            return (a->rungs[k].it_w - a->base_it_w) / a->rungs[k].count;
        }
    }
    return PARAM_UNKNOWN;
}

/* -------------------------------------------------------------------- JSON */

static void add_bound(struct json *j, const char *key, const struct fit_bound *b)
{
    json_open(j, key, '{');
    json_text(j, "subject", b->subject);
    json_text(j, "limit", b->limit);
    json_text(j, "kind", b->kind);
    json_text(j, "cause", b->kind[0] != '\0' ? fit_cause_text((enum fit_cause)b->cause) : "");
    json_text(j, "unit", b->unit);
    json_text(j, "at", b->at);
    json_bool(j, "own", b->is_own != 0);
    json_bool(j, "with_partner_lost", b->is_n1 != 0);
    json_bool(j, "passed_before", b->was_passed != 0);
    json_number(j, "value", b->value);
    json_number(j, "limit_value", b->limit_value);
    json_number(j, "margin", b->margin);
    json_number(j, "next_value", b->next_value);
    json_number(j, "next_limit_value", b->next_limit_value);
    json_number(j, "next_margin", b->next_margin);
    json_number(j, "gain", b->gain);
    json_number(j, "racks", b->n_racks);
    json_number(j, "places", b->n_units);
    json_close(j, '}');
}

static void add_answer(struct json *j, const char *key, const struct fit_answer *a)
{
    json_open(j, key, '{');
    json_text(j, "load", fit_load_text(a->load));
    json_text(j, "service", fit_service_text(a->service));
    json_number(j, "count", a->count);
    json_bool(j, "at_most", !fit_view_is_sure(a));
    json_number(j, "most_a_rack", a->n_rungs > 0 ? a->most_a_rack : PARAM_UNKNOWN);
    json_number(j, "racks_filled", a->n_racks_filled);
    json_number(j, "unit_w", fit_view_unit_w(a));
    json_number(j, "base_it_w", a->base_it_w);
    json_number(j, "base_utility_w", a->base_utility_w);
    json_number(j, "passed_before", a->n_passed_before);
    json_number(j, "unrated_nodes", a->n_unrated);
    json_number(j, "unknown_racks", a->n_unknown_racks);
    json_open(j, "unknown", '[');
    for (int64_t k = 0; k < a->n_unknown; k++) {
        json_text(j, NULL, a->unknown[k]);
    }
    json_close(j, ']');
    json_open(j, "bounds", '[');
    for (int64_t k = 0; k < a->n_bounds; k++) {
        add_bound(j, NULL, &a->bounds[k]);
    }
    json_close(j, ']');
    json_open(j, "ladder", '[');
    for (int64_t k = 0; k < a->n_rungs; k++) {
        json_open(j, NULL, '{');
        json_number(j, "count", a->rungs[k].count);
        json_number(j, "it_w", a->rungs[k].it_w);
        json_number(j, "utility_w", a->rungs[k].utility_w);
        add_bound(j, "bound", &a->rungs[k].bound);
        json_close(j, '}');
    }
    json_close(j, ']');
    json_close(j, '}');
}

static void add_margins(struct json *j, const struct fit_view *v)
{
    json_open(j, "margins", '[');
    for (size_t i = 0; i < v->n_margins; i++) {
        const struct fit_margin *const m = &v->margins[i];
        json_open(j, NULL, '{');
        json_text(j, "subject", m->subject);
        json_text(j, "limit", m->limit);
        json_text(j, "kind", m->kind);
        json_text(j, "cause", fit_cause_text(m->cause));
        json_text(j, "unit", m->unit);
        json_bool(j, "with_partner_lost", m->is_n1);
        json_number(j, "value", m->value);
        json_number(j, "limit_value", m->limit_value);
        json_number(j, "margin", m->margin);
        json_number(j, "next_value", m->next_value);
        json_number(j, "next_limit_value", m->next_limit_value);
        json_number(j, "next_margin", m->next_margin);
        json_close(j, '}');
    }
    json_close(j, ']');
}

static void add_transient(struct json *j, const struct fit_view *v)
{
    const struct fit_transient *const t = v->transient;

    if (t != NULL) {
        json_open(j, "in_time", '{');
        json_number(j, "count", t->count);
        json_number(j, "losses", t->n_losses);
        json_number(j, "horizon_s", v->horizon_s);
        json_number(j, "fail_before", t->n_fail_before);
        json_text(j, "fails_with_one_more", t->lost);
        json_text(j, "limit", t->limit);
        json_close(j, '}');
    }
}

static void add_places(struct json *j, const struct fit_view *v)
{
    json_open(j, "racks", '[');
    for (size_t r = 0; r < v->plan->n[DIM_RACK]; r++) {
        if (v->places[r] > 0) {
            json_open(j, NULL, '{');
            json_text(j, "rack", v->plan->names[DIM_RACK][r]);
            json_number(j, "more", (double)v->places[r]);
            json_close(j, '}');
        }
    }
    json_close(j, ']');
}

static void add_shares(struct json *j, const struct fit_answer *a)
{
    struct fit_share shares[FIT_SHARES];
    const size_t n = fit_shares(a, shares);

    json_number(j, "whole_w", a->whole_w);
    json_text(j, "whole", isnan(a->whole_w) ? "" : a->whole_is_utility ? "utility" : "IT power");
    json_open(j, "shares", '[');
    for (size_t k = 0; k < n; k++) {
        json_open(j, NULL, '{');
        json_text(j, "share", shares[k].name);
        json_bool(j, "stranded", k > 1);
        json_number(j, "power_w", shares[k].power_w);
        json_close(j, '}');
    }
    json_close(j, ']');
}

void fit_print_json(const struct fit_view *v)
{
    const struct fit_answer *const a = v->answer;
    struct json j = {0};

    json_open(&j, NULL, '{');
    json_text(&j, "schema", "headroom.fit/1");
    json_text(&j, "title", v->plan->title);
    json_text(&j, "add", v->addition->name);
    json_open(&j, "outdoor", '[');
    for (size_t k = 0; k < v->n_airs; k++) {
        json_open(&j, NULL, '{');
        json_number(&j, "dry_bulb_c", v->airs[k].dry_bulb_c);
        json_number(&j, "wet_bulb_c", v->airs[k].wet_bulb_c);
        json_close(&j, '}');
    }
    json_close(&j, ']');
    json_number(&j, "ask", v->ask);
    json_number(&j, "places", a->n_places);
    json_number(&j, "undrawn_positions", a->n_undrawn);
    json_open(&j, "obstacles", '{');
    for (int o = OBSTACLE_TAKEN; o < OBSTACLE_COUNT; o++) {
        json_number(&j, addition_obstacle_text((enum addition_obstacle)o), a->n_obstacles[o]);
    }
    json_close(&j, '}');
    add_answer(&j, "answer", a);
    if (v->certain != NULL) {
        add_answer(&j, "certain", v->certain);
    }
    add_transient(&j, v);
    add_places(&j, v);
    json_open(&j, "counts", '[');
    for (size_t i = 0; i < v->n_others; i++) {
        add_answer(&j, NULL, &v->others[i]);
    }
    json_close(&j, ']');
    add_shares(&j, a);
    add_margins(&j, v);
    json_close(&j, '}');
    json_print(&j);
}
