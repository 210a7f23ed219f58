/* SPDX-License-Identifier: Apache-2.0 */
#include "sim/page/costs.h"

#include <math.h>

#include "sim/decide/lever_words.h"
#include "sim/page/html.h"

const struct costs *costs_read(const struct page *p)
{
    struct costs *const c = ARENA_ARRAY(p->arena, struct costs, 1, "costs");
    struct levers *levers = NULL;
    double values[LEVERS_MOST];

    if (levers_build(p->arena, p->runs, p->n_runs, NULL, &levers) != STATUS_OK ||
        bands_draw(p->arena, levers, COSTS_SAMPLES, COSTS_SEED, &c->bands) != STATUS_OK) {
        return c;
    }
    c->levers = levers;
    levers_mid(levers, values);
    for (size_t i = 0; i < p->n_runs; i++) {
        levers_flow(levers, i, values, &c->flows[i]);
        c->is_priced[i] = levers->options[i].is_priced;
        c->has_total[i] = levers_has_total(levers, i);
        c->is_any_priced = c->is_any_priced || c->is_priced[i];
    }
    return c;
}

double costs_more_usd(const struct costs *c, size_t b)
{
    return money_npv(&c->flows[b]) - money_npv(&c->flows[0]);
}

void costs_add_millions(struct text *t, double usd, bool is_difference)
{
    if (fabs(usd) < 500.0) {
        text_add(t, "-");
    } else if (fabs(usd) < 1e5) {
        text_add(t, is_difference ? "%+.3f M" : "%.3f M", usd / 1e6);
    } else {
        text_add(t, is_difference ? "%+.2f M" : "%.2f M", usd / 1e6);
    }
}

void costs_add_cell(struct text *t, double usd, bool is_difference)
{
    text_add(t, "<td class=\"n\" data-v=\"%.9g\">", usd);
    costs_add_millions(t, usd, is_difference);
    text_add(t, "</td>");
}

void costs_add_value(const struct page *p, enum money_kind kind, const char *unit, double value)
{
    struct text words = {0};

    lever_words_value(&words, kind, unit, value, p->units);
    if (isnan(value)) {
        text_add(p->t, "<td class=\"n\">");
    } else {
        text_add(p->t, "<td class=\"n\" data-v=\"%.9g\">", value);
    }
    html_text(p->t, words.at);
    text_add(p->t, "</td>");
    text_release(&words);
}
