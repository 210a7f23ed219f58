/* turns.c - what moves the difference between the first run's cost and another's, and what turns their
 * order: bars about the difference as given, the widest first, and the values at which both cost the
 * same.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>

#include "sim/decide/flip.h"
#include "sim/decide/lever_words.h"
#include "sim/page/costs.h"
#include "sim/page/html.h"
#include "sim/page/svg.h"

enum { MOST_BARS = 10, ROW_PX = 26, TOP_PX = 30, BOTTOM_PX = 44 };

/* The others cost against the first: b less a. */
struct pair {
    const struct levers *l;
    size_t b;
    double more_usd; /* as given */
    struct bands_swing swings[LEVERS_MOST];
    size_t n;
};

static bool is_crossing(const struct bands_swing *s)
{
    return (s->low_usd < 0.0) != (s->high_usd < 0.0);
}

/* ------------------------------------------------------------------ drawing */

static void find_axis(const struct pair *q, size_t n_bars, struct svg_axis *x)
{
    x->least = q->more_usd;
    x->most = q->more_usd;
    for (size_t i = 0; i < n_bars; i++) {
        const struct bands_swing *const s = &q->swings[i];
        x->least = fmin(x->least, fmin(s->low_usd, s->high_usd));
        x->most = fmax(x->most, fmax(s->low_usd, s->high_usd));
    }
    /* Nothing, where the order turns, belongs in the picture unless it would press the bars together. */
    if (fmin(fabs(x->least), fabs(x->most)) < x->most - x->least) {
        x->least = fmin(x->least, 0.0);
        x->most = fmax(x->most, 0.0);
    }
}

static void add_marks(const struct page *p, const struct pair *q, const struct svg_axis *x,
                      double step, double bottom)
{
    const int n_marks = (int)rint((x->most - x->least) / step);
    const double base = svg_at(x, q->more_usd);
    struct text words = {0};

    for (int k = 0; k <= n_marks; k++) {
        const double usd = x->least + k * step;
        const bool is_zero = fabs(usd) < 1e-9 * step;
        text_add(&words, is_zero ? "0" : "%+.4g M", usd / 1e6);
        svg_line(p->t, svg_at(x, usd), TOP_PX - 6.0, svg_at(x, usd), bottom,
                 is_zero ? "limit" : "grid");
        svg_words(p->t, svg_at(x, usd), bottom + 16.0, "mid soft", words.at);
        text_release(&words);
        if (is_zero) {
            svg_words(p->t, svg_at(x, usd), bottom + 32.0, "mid soft bad", "the order turns");
        }
    }
    svg_line(p->t, base, TOP_PX - 6.0, base, bottom, "axis");
    text_add(&words, "as given ");
    costs_add_millions(&words, q->more_usd, true);
    svg_words(p->t, base, TOP_PX - 12.0, "mid strong", words.at);
    text_release(&words);
}

/* From the difference as given to that at an end of the number's band. */
static void add_half(const struct page *p, const struct svg_axis *x, double base_usd,
                     double end_usd, double y, const char *kind)
{
    const double from = svg_at(x, fmin(base_usd, end_usd));

    svg_rect(p->t, from, y, svg_at(x, fmax(base_usd, end_usd)) - from, ROW_PX - 8.0, kind);
}

static void add_bar(const struct page *p, const struct pair *q, const struct svg_axis *x, size_t i)
{
    const struct bands_swing *const s = &q->swings[i];
    const struct lever *const lever = &q->l->items[s->lever];
    const bool low_is_left = s->low_usd <= s->high_usd;
    const double y = TOP_PX + (double)(i * ROW_PX);
    struct text left = {0};
    struct text right = {0};

    svg_words(p->t, x->from - 124.0, y + 14.0, "end", lever_words_label(p->arena, q->l, s->lever));
    add_half(p, x, q->more_usd, s->low_usd, y, "swing-low");
    add_half(p, x, q->more_usd, s->high_usd, y, "swing-high");
    lever_words_value(&left, lever->kind, lever->unit, low_is_left ? lever->low : lever->high,
                      p->units);
    lever_words_value(&right, lever->kind, lever->unit, low_is_left ? lever->high : lever->low,
                      p->units);
    svg_words(p->t, svg_at(x, fmin(s->low_usd, s->high_usd)) - 6.0, y + 14.0, "end soft halo",
              left.at);
    svg_words(p->t, svg_at(x, fmax(s->low_usd, s->high_usd)) + 6.0, y + 14.0, "soft halo",
              right.at);
    text_release(&left);
    text_release(&right);
}

static void draw(const struct page *p, const struct pair *q)
{
    const size_t n_bars = q->n < MOST_BARS ? q->n : MOST_BARS;
    const double bottom = TOP_PX + (double)(n_bars * ROW_PX);
    struct svg_axis x = {.from = 350.0, .to = SVG_WIDTH - 130.0};
    size_t n_crossing = 0;

    find_axis(q, n_bars, &x);
    const double step = svg_round(&x, 6);
    for (size_t i = 0; i < q->n; i++) {
        n_crossing += is_crossing(&q->swings[i]);
    }
    text_add(p->t, "<figure><figcaption><strong>What moves the difference</strong>: each number "
                   "alone at its <span class=\"key swing-low\"></span> low and at its "
                   "<span class=\"key swing-high\"></span> high, all else as given. ");
    if (n_crossing == 0) {
        text_add(p->t, "None of them alone turns the order within its band.");
    } else {
        text_add(p->t, "%zu of them alone turn%s the order within %s band.", n_crossing,
                 n_crossing == 1 ? "s" : "", n_crossing == 1 ? "its" : "their");
    }
    text_add(p->t, "</figcaption><div class=\"wide\" tabindex=\"0\" role=\"region\" "
                   "aria-label=\"what moves the difference\">");
    svg_begin(p->t, bottom + BOTTOM_PX, "What each number does to the difference");
    add_marks(p, q, &x, step, bottom);
    for (size_t i = 0; i < n_bars; i++) {
        add_bar(p, q, &x, i);
    }
    svg_end(p->t);
    text_add(p->t, "</div></figure>\n");
}

/* ------------------------------------------------------------------- tables */

static void add_tornado(const struct page *p, const struct pair *q)
{
    static const struct html_column columns[] = {{"number", false}, {"low", true},
                                                 {"there", true},   {"high", true},
                                                 {"there", true},   {"grade", false}};
    struct text id = {0};

    text_add(&id, "tornado-%zu", q->b + 1);
    html_fold_begin(p->t, "The same as a table, with every number");
    html_table_begin(p->t, id.at, "The difference with one number at each end of its band", columns,
                     sizeof columns / sizeof columns[0]);
    for (size_t i = 0; i < q->n; i++) {
        const struct bands_swing *const s = &q->swings[i];
        const struct lever *const lever = &q->l->items[s->lever];
        html_row_head(p->t, lever_words_label(p->arena, q->l, s->lever));
        costs_add_value(p, lever->kind, lever->unit, lever->low);
        costs_add_cell(p->t, s->low_usd, true);
        costs_add_value(p, lever->kind, lever->unit, lever->high);
        costs_add_cell(p->t, s->high_usd, true);
        html_cell_text(p->t, lever->grade);
        html_row_end(p->t);
    }
    html_table_end(p->t);
    html_fold_end(p->t);
    text_release(&id);
}

static void add_flip(const struct page *p, const struct lever *lever, const char *label,
                     double value)
{
    const bool is_inside = value >= lever->low && value <= lever->high;

    html_row_head(p->t, label);
    costs_add_value(p, lever->kind, lever->unit, lever->mid);
    costs_add_value(p, lever->kind, lever->unit, value);
    html_cell_text(p->t, isnan(lever->mid) ? "no band" : is_inside ? "yes" : "no");
    html_row_end(p->t);
}

static void add_flips(const struct page *p, const struct pair *q)
{
    static const struct html_column columns[] = {
        {"number", false}, {"given", true}, {"order turns at", true}, {"within its band", false}};
    struct text id = {0};
    struct text caption = {0};
    size_t n = 0;

    text_add(&id, "flips-%zu", q->b + 1);
    text_add(&caption, "Where the order turns: past it %s is the cheaper, all else as given",
             page_run_label(p, q->more_usd > 0.0 ? q->b : 0));
    for (size_t i = 0; i < q->l->n; i++) {
        double value = 0.0;
        if (!flip_find(q->l, 0, q->b, i, &value)) {
            continue;
        }
        if (n++ == 0) {
            html_table_begin(p->t, id.at, caption.at, columns, sizeof columns / sizeof columns[0]);
        }
        add_flip(p, &q->l->items[i], lever_words_label(p->arena, q->l, i), value);
    }
    if (n > 0) {
        html_table_end(p->t);
    } else {
        text_add(p->t, "<p>No single number turns their order.</p>\n");
    }
    text_release(&id);
    text_release(&caption);
}

static void add_pair(const struct page *p, const struct pair *q)
{
    const struct bands_band *const more = &p->costs->bands.more[q->b];

    text_add(p->t, "<h3>");
    html_text(p->t, page_run_label(p, q->b));
    text_add(p->t, " against ");
    html_text(p->t, page_run_label(p, 0));
    text_add(p->t, "</h3>\n<p>It costs <strong><span class=\"n\" id=\"more-%zu\" data-v=\"%.9g\">",
             q->b + 1, q->more_usd);
    costs_add_millions(p->t, fabs(q->more_usd), false);
    text_add(p->t, "</span> %s</strong> over the term (P5 to P95 of the difference ",
             q->more_usd < 0.0 ? "less" : "more");
    costs_add_millions(p->t, more->p5, true);
    text_add(p->t, " to ");
    costs_add_millions(p->t, more->p95, true);
    text_add(p->t, ").</p>\n");
    if (q->n > 0) {
        draw(p, q);
        add_tornado(p, q);
    } else {
        text_add(p->t, "<p>No number with a band moves the difference.</p>\n");
    }
    add_flips(p, q);
}

void page_add_turns(struct page *p)
{
    struct pair *const q = ARENA_ARRAY(p->arena, struct pair, 1, "turns");

    q->l = p->costs->levers;
    for (q->b = 1; q->l != NULL && q->b < p->n_runs; q->b++) {
        if (p->costs->has_total[0] && p->costs->has_total[q->b]) {
            q->more_usd = costs_more_usd(p->costs, q->b);
            q->n = bands_tornado(q->l, 0, q->b, q->swings);
            add_pair(p, q);
        }
    }
}
