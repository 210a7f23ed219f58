/* compare_json.c - a comparison as one JSON object, "headroom.compare/1".
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "sim/cli/compare_print.h"
#include "sim/cli/json.h"
#include "sim/decide/lever_words.h"
#include "sim/decide/npv.h"
#include "sim/results/compare.h"
#include "sim/results/verdict.h"

static void add_band(struct json *j, const char *key, const struct bands_band *b)
{
    json_open(j, key, '{');
    json_number(j, "p5", b->p5);
    json_number(j, "p50", b->p50);
    json_number(j, "p95", b->p95);
    json_close(j, '}');
}

static void add_texts(struct json *j, const char *key, const char *const *texts, size_t n)
{
    json_open(j, key, '[');
    for (size_t i = 0; i < n; i++) {
        json_text(j, NULL, texts[i]);
    }
    json_close(j, ']');
}

static void add_headings(struct json *j, const char *key, const double *usd)
{
    json_open(j, key, '{');
    for (size_t h = 0; h < MONEY_HEADINGS; h++) {
        json_number(j, money_heading_text((enum money_heading)h), usd[h]);
    }
    json_close(j, '}');
}

static void add_flow(struct json *j, const struct money_flow *f)
{
    double usd[MONEY_HEADINGS];

    for (size_t h = 0; h < MONEY_HEADINGS; h++) {
        usd[h] = money_heading_npv(f, (enum money_heading)h);
    }
    add_headings(j, "npv_by_heading", usd);
    json_open(j, "years", '[');
    for (size_t k = 0; k <= f->n_years; k++) {
        add_headings(j, NULL, f->usd[k]);
    }
    json_close(j, ']');
    json_number(j, "sunk", f->sunk_usd);
}

static void add_inputs(struct json *j, const struct money_option *o)
{
    json_open(j, "inputs", '[');
    for (size_t i = 0; i < o->n_inputs; i++) {
        const struct money_input *const in = &o->inputs[i];
        json_open(j, NULL, '{');
        json_text(j, "item", in->item);
        json_text(j, "unit", in->unit);
        json_number(j, "low", in->low);
        json_number(j, "value", in->mid);
        json_number(j, "high", in->high);
        json_text(j, "grade", in->grade);
        json_text(j, "source", in->source);
        json_close(j, '}');
    }
    json_close(j, ']');
}

static void add_money(struct json *j, const struct compared *c, size_t column)
{
    const bool is_option = column < c->n;
    const struct money_option *const o = is_option ? &c->levers->options[column] : NULL;
    struct money_flow flow;
    double values[LEVERS_MOST];

    if (is_option && !o->is_priced) {
        json_text(j, "money", NULL);
        return;
    }
    levers_mid(c->levers, values);
    levers_flow(c->levers, column, values, &flow);
    json_open(j, "money", '{');
    json_number(j, "term_years", (double)flow.n_years);
    json_number(j, "npv", levers_has_total(c->levers, column) ? money_npv(&flow) : (double)NAN);
    add_band(j, "npv_band", &c->bands->npv[column]);
    add_band(j, "more_than_first", &c->bands->more[column]);
    json_number(j, "cheapest_frac", c->bands->cheapest_frac[column]);
    add_flow(j, &flow);
    if (is_option) {
        json_text(j, "title", o->title);
        json_number(j, "time_to_power_s", money_value(o, MONEY_TIME));
        json_number(j, "per_gpu_h", money_per_gpu_s(o, &flow) * 3600.0);
        json_number(j, "idle_w", money_idle_w(o));
        json_number(j, "idle_npv", money_idle_npv(o, &flow));
        json_bool(j, "cloud", o->is_cloud);
        json_bool(j, "recorded_year", o->is_year);
        add_texts(j, "missing", o->missing, o->n_missing);
        add_texts(j, "not_in_the_total", o->unpriced, o->n_unpriced);
        add_inputs(j, o);
    }
    json_close(j, '}');
}

static void add_contract(struct json *j, const struct offer *offer)
{
    json_open(j, "contract", '[');
    for (size_t i = 0; i < offer->n_terms; i++) {
        const struct offer_term *const t = &offer->terms[i];
        json_open(j, NULL, '{');
        json_text(j, "term", t->name);
        json_text(j, "subject", t->worst->subject);
        json_text(j, "unit", t->worst->unit);
        json_number(j, "asked", t->worst->value);
        json_number(j, "granted", t->worst->limit);
        json_number(j, "subjects", (double)t->n_subjects);
        json_number(j, "broken", (double)t->n_broken);
        json_bool(j, "advisory", t->worst->is_advisory);
        json_close(j, '}');
    }
    json_close(j, ']');
}

static void add_option(struct json *j, const struct compared *c, size_t i)
{
    struct compare_side side;

    compare_of(c->results[i], &side);
    json_open(j, NULL, '{');
    json_text(j, "name", c->names[i]);
    json_text(j, "title", results_text(c->results[i], "title"));
    json_number(j, "racks", side.racks);
    json_number(j, "it_mean_w", side.it_mean_w);
    json_number(j, "it_peak_w", side.it_peak_w);
    json_number(j, "utility_peak_w", side.utility_peak_w);
    json_number(j, "pue", side.pue);
    json_number(j, "to_liquid_mean_w", side.to_liquid_mean_w);
    json_number(j, "to_air_mean_w", side.to_air_mean_w);
    json_text(j, "verdict", verdict_text(side.verdict));
    json_text(j, "binding", side.binding != NULL ? side.binding->name : NULL);
    json_number(j, "margin_frac", side.margin_frac);
    json_number(j, "headroom_w", side.headroom_w);
    json_number(j, "losses_failed", side.losses_failed);
    json_number(j, "ride_s", side.ride_s);
    add_contract(j, &c->offers[i]);
    add_money(j, c, i);
    json_close(j, '}');
}

/* ------------------------------------------------------------------- the pairs */

static void add_lever(struct json *j, const struct compared *c, size_t lever)
{
    const struct lever *const l = &c->levers->items[lever];

    json_text(j, "item", l->item);
    json_text(j, "of", levers_whose(c->arena, c->levers, lever, c->names));
    json_text(j, "unit", l->unit);
    json_number(j, "value", l->mid);
}

static void add_pair(struct json *j, const struct compared *c, size_t b)
{
    struct bands_swing swings[LEVERS_MOST];
    const size_t n = bands_tornado(c->levers, 0, b, swings);

    json_open(j, NULL, '{');
    json_text(j, "a", c->names[0]);
    json_text(j, "b", c->names[b]);
    json_open(j, "tornado", '[');
    for (size_t i = 0; i < n; i++) {
        const struct lever *const l = &c->levers->items[swings[i].lever];
        json_open(j, NULL, '{');
        add_lever(j, c, swings[i].lever);
        json_number(j, "low", l->low);
        json_number(j, "high", l->high);
        json_number(j, "b_less_a_at_low", swings[i].low_usd);
        json_number(j, "b_less_a_at_high", swings[i].high_usd);
        json_close(j, '}');
    }
    json_close(j, ']');
    json_open(j, "flips", '[');
    for (size_t i = 0; i < c->levers->n; i++) {
        double value = 0.0;
        if (flip_find(c->levers, 0, b, i, &value)) {
            json_open(j, NULL, '{');
            add_lever(j, c, i);
            json_number(j, "flip", value);
            json_close(j, '}');
        }
    }
    json_close(j, ']');
    json_close(j, '}');
}

static void add_surface(struct json *j, const struct compared *c)
{
    json_open(j, "surface", '[');
    for (size_t i = 0; i < FLIP_POINTS; i++) {
        const struct flip_point *const p = &c->surface[i];
        json_open(j, NULL, '{');
        json_number(j, "load_factor_frac", p->load_factor_frac);
        json_number(j, "density_w", p->density_w);
        json_number(j, "term_years", p->term_years);
        json_number(j, "delay_s", p->delay_s);
        json_open(j, "npv", '[');
        for (size_t k = 0; k < levers_n_columns(c->levers); k++) {
            json_number(j, NULL, p->npv_usd[k]);
        }
        json_close(j, ']');
        json_text(j, "cheapest", p->cheapest >= 0 ? c->names[p->cheapest] : NULL);
        json_number(j, "even_load_frac", p->even_load_frac);
        json_close(j, '}');
    }
    json_close(j, ']');
}

void compare_print_json(const struct compared *c)
{
    struct json j = {0};
    const size_t n_columns = levers_n_columns(c->levers);

    json_open(&j, NULL, '{');
    json_text(&j, "schema", "headroom.compare/1");
    json_number(&j, "samples", (double)c->bands->n_samples);
    json_number(&j, "seed", (double)c->bands->seed);
    json_open(&j, "options", '[');
    for (size_t i = 0; i < c->n; i++) {
        add_option(&j, c, i);
    }
    json_close(&j, ']');
    if (n_columns > c->n) {
        json_open(&j, "split", '{');
        add_money(&j, c, c->n);
        json_close(&j, '}');
    }
    json_open(&j, "pairs", '[');
    for (size_t b = 1; b < n_columns; b++) {
        if (levers_has_total(c->levers, 0) && levers_has_total(c->levers, b)) {
            add_pair(&j, c, b);
        }
    }
    json_close(&j, ']');
    if (c->surface != NULL) {
        add_surface(&j, c);
    }
    json_open(&j, "cautions", '[');
    for (size_t i = 0; lever_words_caution(c->levers, i) != NULL; i++) {
        json_text(&j, NULL, lever_words_caution(c->levers, i));
    }
    json_close(&j, ']');
    json_close(&j, '}');
    json_print(&j);
}
