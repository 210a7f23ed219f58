/* contract.c - a colocation contract's terms against what the run asks of them, a table for each run that
 * has one.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>

#include "sim/decide/offer.h"
#include "sim/page/html.h"
#include "sim/page/inner.h"

static void add_term(const struct page *p, const struct offer_term *term)
{
    const struct results_limit *const l = term->worst;
    const double scale = fmax(fabs(l->limit), fabs(l->value));
    const bool is_broken = term->n_broken > 0 && !l->is_advisory;

    html_row_head(p->t, term->name);
    html_cell(p->t, l->unit, l->value, scale, p->units);
    text_add(p->t, "<td class=\"n\" data-v=\"%.9g\">%s ", l->limit, l->is_lower ? "≥" : "≤");
    html_quantity(p->t, l->unit, l->limit, scale, p->units);
    text_add(p->t, "</td><td%s data-v=\"%zu\">%s", is_broken ? " class=\"broken\"" : "",
             term->n_broken, offer_term_words(term));
    if (term->n_broken > 0 && term->n_subjects > 1) {
        text_add(p->t, " by %zu of %zu", term->n_broken, term->n_subjects);
    }
    text_add(p->t, "</td>");
    html_cell_text(p->t, l->subject);
    html_row_end(p->t);
}

static void add_contract(const struct page *p, size_t run, const struct offer *offer)
{
    static const struct html_column columns[] = {{"term", false},
                                                 {"asked", true},
                                                 {"granted", true},
                                                 {"verdict", false},
                                                 {"tightest for", false}};
    struct text id = {0};
    struct text caption = {0};

    text_add(&id, "contract-%zu", run + 1);
    text_add(&caption, "The contract of %s: %s", page_run_label(p, run),
             offer->n_broken == 0 ? "every term is held" : "it does not hold the load");
    html_table_begin(p->t, id.at, caption.at, columns, sizeof columns / sizeof columns[0]);
    for (size_t i = 0; i < offer->n_terms; i++) {
        add_term(p, &offer->terms[i]);
    }
    html_table_end(p->t);
    text_release(&id);
    text_release(&caption);
}

void page_add_contracts(struct page *p)
{
    bool has_head = false;

    for (size_t i = 0; i < p->n_runs; i++) {
        struct offer offer;
        offer_of(p->runs[i], &offer);
        if (offer.n_terms == 0) {
            continue;
        }
        text_add(p->t, has_head ? "" : "<h3>Contract</h3>\n");
        has_head = true;
        add_contract(p, i, &offer);
    }
}
