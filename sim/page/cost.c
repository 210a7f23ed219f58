/* cost.c - several runs side by side, then their money (money.c).
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <stddef.h>
#include <string.h>

#include "sim/page/html.h"
#include "sim/page/inner.h"
#include "sim/results/compare.h"
#include "sim/results/verdict.h"

enum { MOST_DRAWN = 20 }; /* bytes of a name beside a line */

static const struct {
    const char *label;
    const char *si;
    size_t offset; /* in struct compare_side */
} quantities[] = {
    {"IT load, mean", "W", offsetof(struct compare_side, it_mean_w)},
    {"IT load, peak", "W", offsetof(struct compare_side, it_peak_w)},
    {"utility, peak", "W", offsetof(struct compare_side, utility_peak_w)},
    {"PUE", "-", offsetof(struct compare_side, pue)},
    {"heat to liquid, mean", "W", offsetof(struct compare_side, to_liquid_mean_w)},
    {"heat to air, mean", "W", offsetof(struct compare_side, to_air_mean_w)},
    {"hottest inlet", "degC", offsetof(struct compare_side, hottest_inlet_c)},
    {"racks held", "-", offsetof(struct compare_side, racks)},
    {"least margin", "1", offsetof(struct compare_side, margin_frac)},
    {"headroom of its subject", "W", offsetof(struct compare_side, headroom_w)},
};

const char *page_run_name(const struct page *p, size_t run)
{
    const char *const slash = strrchr(p->names[run], '/');

    return slash != NULL ? slash + 1 : p->names[run];
}

const char *page_run_label(const struct page *p, size_t run)
{
    const char *const name = page_run_name(p, run);

    return p->n_runs > 1 ? text_print(p->arena, "[%zu] %s", run + 1, name) : name;
}

const char *page_run_short(const struct page *p, size_t run)
{
    const bool is_long = strlen(page_run_name(p, run)) > MOST_DRAWN;

    return is_long ? text_print(p->arena, "[%zu]", run + 1) : page_run_label(p, run);
}

void page_begin_sides(const struct page *p, const char *id, const char *caption)
{
    struct html_column columns[1 + PAGE_MOST_RUNS] = {{"", false}};

    for (size_t i = 0; i < p->n_runs; i++) {
        columns[i + 1] = (struct html_column){page_run_label(p, i), true};
    }
    html_table_begin(p->t, id, caption, columns, p->n_runs + 1);
}

static void add_sides(const struct page *p)
{
    struct compare_side sides[PAGE_MOST_RUNS];

    for (size_t i = 0; i < p->n_runs; i++) {
        compare_of(p->runs[i], &sides[i]);
    }
    page_begin_sides(p, "compare", "The runs side by side");
    html_row_head(p->t, "verdict");
    for (size_t i = 0; i < p->n_runs; i++) {
        text_add(p->t, "<td class=\"n\">%s</td>", verdict_text(sides[i].verdict));
    }
    html_row_end(p->t);
    for (size_t k = 0; k < sizeof quantities / sizeof quantities[0]; k++) {
        html_row_head(p->t, quantities[k].label);
        for (size_t i = 0; i < p->n_runs; i++) {
            double value = 0.0;
            memcpy(&value, (const char *)&sides[i] + quantities[k].offset, sizeof value);
            html_cell(p->t, quantities[k].si, value, value, p->units);
        }
        html_row_end(p->t);
    }
    html_row_head(p->t, "binding limit");
    for (size_t i = 0; i < p->n_runs; i++) {
        const struct results_limit *const l = sides[i].binding;
        text_add(p->t, "<td class=\"n words\">");
        html_text(p->t, l != NULL ? l->subject : "none");
        text_add(p->t, l != NULL ? ": " : "");
        html_text(p->t, l != NULL ? l->name : "");
        text_add(p->t, "%s</td>", l != NULL && l->worst_is_n1 ? " (N-1)" : "");
    }
    html_row_end(p->t);
    html_table_end(p->t);
}

void page_add_cost(struct page *p)
{
    html_section_begin(p->t, "cost", p->n_runs > 1 ? "Side by side" : "Cost");
    if (p->n_runs > 1) {
        add_sides(p);
    }
    page_add_contracts(p);
    text_add(p->t, "<h3>Money</h3>\n");
    page_add_money(p);
    page_add_turns(p);
    page_add_prices(p);
    html_section_end(p->t);
}
