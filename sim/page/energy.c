/* energy.c - where the utility's energy goes before it is computing: losses, cooling, and IT.
 *
 * The ledger's sums are exact; the parts of each are records of 12 bits, so what they leave of the
 * ledger's sum is a part of its own.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "sim/page/html.h"
#include "sim/page/inner.h"
#include "sim/page/svg.h"
#include "sim/results/report_tables.h"

enum { MOST_PARTS = 16, MOST_LOSSES = 5 };

struct part {
    struct text name;
    double value_j;
};

struct parts {
    struct part at[MOST_PARTS];
    size_t n;
};

static void add_part(struct parts *parts, const char *name, size_t n_alike, double value_j)
{
    if (parts->n < MOST_PARTS && !isnan(value_j)) {
        struct part *const part = &parts->at[parts->n++];
        text_add(&part->name, n_alike > 0 ? "%s +%zu" : "%s", name, n_alike);
        part->value_j = value_j;
    }
}

/* Energy of the run that a mean power makes. */
static double energy_j(const struct results *r, double power_w)
{
    return power_w * results_number(r, "ledger/simulated_s");
}

/* A rack's own circuit or shelf, "A-01/shelf", stands in its rack, and so does its heat: that is IT. */
static bool is_in_rack(const char *feed)
{
    return strchr(feed, '/') != NULL;
}

/* The elements outside the racks that lose most, equal ones together; returns their sum. */
static double add_losses(const struct page *p, struct parts *parts)
{
    const struct results_dim *const feeds = results_dim(p->r, "feed");
    size_t n = 0;
    double *const loss_w = page_read(p->r, "feed_loss_w", &n);
    double sum_j = 0.0;

    for (size_t i = 0; feeds != NULL && loss_w != NULL && i < n; i++) {
        loss_w[i] = is_in_rack(feeds->labels[i]) ? 0.0 : loss_w[i];
    }
    for (int round = 0; loss_w != NULL && feeds != NULL && round < MOST_LOSSES; round++) {
        double all_w = 0.0;
        size_t n_alike = 0;
        size_t most = 0;
        for (size_t i = 0; i < n; i++) {
            most = loss_w[i] > loss_w[most] || isnan(loss_w[most]) ? i : most;
        }
        const double most_w = loss_w[most];
        if (!(most_w > 0.0)) {
            break;
        }
        for (size_t i = 0; i < n; i++) {
            if (fabs(loss_w[i] - most_w) <= 0.01 * most_w) {
                all_w += loss_w[i];
                n_alike++;
                loss_w[i] = 0.0;
            }
        }
        struct text name = {0};
        text_add(&name, "loss of %s", feeds->labels[most]);
        add_part(parts, name.at, n_alike - 1, energy_j(p->r, all_w));
        text_release(&name);
        sum_j += energy_j(p->r, all_w);
    }
    free(loss_w);
    return sum_j;
}

/* What single elements leave of a sum. Less than the records' last digit of it is no user of energy and
 * goes to the rounding; returns that. */
static double add_rest(struct parts *parts, const char *name, double rest_j, double sum_j)
{
    if (rest_j > 5e-4 * sum_j) {
        add_part(parts, name, 0, rest_j);
        return 0.0;
    }
    return rest_j;
}

static void find_parts(const struct page *p, struct parts *parts)
{
    static const struct {
        const char *name;
        const char *variable;
    } users[] = {{"plants", "plant_drawn_w"},
                 {"air handlers", "crah_drawn_w"},
                 {"CDU pumps", "cdu_drawn_w"}};
    const double loss_j = results_number(p->r, "ledger/loss_j");
    const double mechanical_j = results_number(p->r, "ledger/mechanical_j");
    double rest_j = mechanical_j;

    const double told_j = add_losses(p, parts);
    double rounding_j = add_rest(parts, "other losses", loss_j - told_j, loss_j);
    for (size_t i = 0; i < sizeof users / sizeof users[0]; i++) {
        const double used_j = energy_j(p->r, page_sum(p->r, users[i].variable));
        if (used_j > 0.0) {
            add_part(parts, users[i].name, 0, used_j);
            rest_j -= used_j;
        }
    }
    rounding_j += add_rest(parts, "lights and other", rest_j, mechanical_j);
    add_part(parts, "rounding of records", 0, rounding_j);
    add_part(parts, "IT", 0, results_number(p->r, "ledger/it_j"));
}

/* ------------------------------------------------------------------- drawing */

static double shown_of(const struct page *p, double value_j, const char **ret_si)
{
    const bool is_steady = results_is_steady(p->r);

    *ret_si = is_steady ? "W" : "J";
    return is_steady ? value_j / results_number(p->r, "ledger/simulated_s") : value_j;
}

/* All rows in the unit that suits their sum. */
static void add_row(const struct page *p, const char *name, double value_j)
{
    const double over_it = value_j / results_number(p->r, "ledger/it_j");
    const char *si = "";
    const double scale = shown_of(p, results_number(p->r, "ledger/utility_j"), &si);

    html_row_head(p->t, name);
    html_cell(p->t, si, shown_of(p, value_j, &si), scale, p->units);
    /* What rounds to nothing has no sign. */
    text_add(p->t, "<td class=\"n\" data-v=\"%.9g\">%.4f</td>", over_it,
             fabs(over_it) < 0.5e-4 ? 0.0 : over_it);
    html_row_end(p->t);
}

static void add_bar(const struct page *p, const struct svg_axis *x, double y, const char *name,
                    const double span_j[2])
{
    const char *si = "";
    const double value = shown_of(p, span_j[1] - span_j[0], &si);
    const double scale = shown_of(p, x->most, &si);
    const double left = svg_at(x, span_j[0]);
    struct text words = {0};

    html_quantity(&words, si, value, scale, p->units);
    svg_words(p->t, x->from - 10.0, y + 15.0, "end", name);
    svg_rect(p->t, left, y + 3.0, fmax(1.0, svg_at(x, span_j[1]) - left), 18.0,
             strcmp(name, "utility") == 0 ? "bar whole"
             : strcmp(name, "IT") == 0    ? "bar it"
                                          : "bar");
    svg_words(p->t, svg_at(x, span_j[1]) + 8.0, y + 16.0, "", words.at);
    text_release(&words);
}

static void draw(const struct page *p, const struct parts *parts, double utility_j)
{
    const struct svg_axis x = {.least = 0.0, .most = utility_j, .from = 200.0, .to = 820.0};
    double left_j = utility_j;
    const double whole_j[2] = {0.0, utility_j};

    text_add(p->t,
             "<figure><figcaption><strong>Where the utility's energy goes</strong></figcaption>"
             "<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"energy\">");
    svg_begin(p->t, 6.0 + 27.0 * (double)(parts->n + 1), "From the utility to IT");
    add_bar(p, &x, 4.0, "utility", whole_j);
    for (size_t i = 0; i < parts->n; i++) {
        const double y = 4.0 + 27.0 * (double)(i + 1);
        const double span_j[2] = {left_j - parts->at[i].value_j, left_j};
        add_bar(p, &x, y, parts->at[i].name.at, span_j);
        svg_line(p->t, svg_at(&x, left_j), y - 6.0, svg_at(&x, left_j), y + 3.0, "grid");
        left_j -= parts->at[i].value_j;
    }
    svg_end(p->t);
    text_add(p->t, "</div></figure>\n");
}

void page_add_energy(struct page *p)
{
    static const struct html_column columns[] = {
        {"part", false}, {"power or energy", true}, {"over IT", true}};
    const double utility_j = results_number(p->r, "ledger/utility_j");
    const double it_j = results_number(p->r, "ledger/it_j");
    struct parts parts = {.n = 0};

    html_section_begin(p->t, "energy", "Energy, from the utility to IT");
    if (!(utility_j > 0.0) || isnan(it_j)) {
        text_add(p->t, "<p>The run has no ledger yet.</p>\n");
        html_section_end(p->t);
        return;
    }
    text_add(p->t,
             "<p>PUE %s: <span class=\"n\" id=\"pue\" data-v=\"%.9g\">%.4g</span>, the utility's "
             "energy over that of IT.</p>\n",
             results_is_steady(p->r) ? "of this steady state" : "over the run",
             results_number(p->r, "ledger/pue"), results_number(p->r, "ledger/pue"));
    find_parts(p, &parts);
    draw(p, &parts, utility_j);
    html_table_begin(p->t, "energy-table", "Parts of the utility's energy", columns,
                     sizeof columns / sizeof columns[0]);
    add_row(p, "utility", utility_j);
    for (size_t i = 0; i < parts.n; i++) {
        add_row(p, parts.at[i].name.at, parts.at[i].value_j);
        text_release(&parts.at[i].name);
    }
    html_table_end(p->t);
    text_add(p->t,
             "<p class=\"soft\">Sums of losses, cooling and IT are the ledger's; single elements "
             "are records of three to four digits, and what they leave of the ledger's "
             "sum is a row of its own.</p>\n");
    html_section_end(p->t);
}
