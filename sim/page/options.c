/* options.c - the runs at a glance: does each hold the load, what binds, and what it costs more.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>

#include "sim/decide/offer.h"
#include "sim/page/costs.h"
#include "sim/page/html.h"
#include "sim/results/compare.h"
#include "sim/results/verdict.h"

static bool is_cloud(const struct page *p, size_t run)
{
    return p->costs->levers != NULL && p->costs->levers->options[run].is_cloud;
}

static void add_verdict(const struct page *p, size_t run, const struct compare_side *side)
{
    struct offer offer;

    offer_of(p->runs[run], &offer);
    if (is_cloud(p, run)) {
        text_add(p->t, "<td>rented GPUs</td>");
        return;
    }
    text_add(p->t, "<td%s>%s%s</td>",
             side->verdict == VERDICT_DOES_NOT_FIT ? " class=\"broken\"" : "",
             verdict_text(side->verdict), offer.n_broken > 0 ? ": contract broken" : "");
}

static void add_binding(const struct page *p, size_t run, const struct results_limit *l)
{
    text_add(p->t, "<td>");
    if (is_cloud(p, run)) {
        text_add(p->t, "no hall of ours");
    } else if (l != NULL) {
        html_text(p->t, l->subject);
        text_add(p->t, ": ");
        html_text(p->t, l->name);
        text_add(p->t, "%s", l->worst_is_n1 ? " (N-1)" : "");
    }
    text_add(p->t, "</td>");
}

static void add_cost(const struct page *p, size_t run)
{
    const struct costs *const c = p->costs;

    if (c->has_total[run]) {
        costs_add_cell(p->t, money_npv(&c->flows[run]), false);
    } else {
        text_add(p->t, "<td class=\"n\">%s</td>", c->is_priced[run] ? "no total" : "no prices");
    }
    if (run > 0 && c->has_total[run] && c->has_total[0]) {
        costs_add_cell(p->t, costs_more_usd(c, run), true);
    } else {
        text_add(p->t, "<td class=\"n\"></td>");
    }
}

void page_add_options(struct page *p)
{
    enum { N_COLUMNS = 5 };
    static const struct html_column columns[N_COLUMNS] = {{"", false},
                                                          {"holds the load", false},
                                                          {"cost, NPV", true},
                                                          {"against [1]", true},
                                                          {"what binds first", false}};

    const bool has_costs = p->costs->is_any_priced;
    const struct html_column unpriced[] = {columns[0], columns[1], columns[N_COLUMNS - 1]};

    html_table_begin(p->t, "options", "All runs of this page; what is not side by side is of [1]",
                     has_costs ? columns : unpriced, has_costs ? N_COLUMNS : 3);
    for (size_t i = 0; i < p->n_runs; i++) {
        struct compare_side side;
        compare_of(p->runs[i], &side);
        html_row_head(p->t, page_run_label(p, i));
        add_verdict(p, i, &side);
        if (has_costs) {
            add_cost(p, i);
        }
        add_binding(p, i, side.binding);
        html_row_end(p->t);
    }
    html_table_end(p->t);
}
