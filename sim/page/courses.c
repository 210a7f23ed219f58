/* courses.c - load, inlets and the least margin over time.
 *
 * Points are gathered as on the map: each is the worst of its step.
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
#include "sim/results/verdict.h"
#include "viz/scene.h"

enum { MOST_POINTS = 240, MOST_LINES = 3, LEFT_PX = 70, RIGHT_PX = 150, CHART_PX = 240 };

/* Margins are read many records at a time (results.h), but not more than this many numbers. */
enum { RECORDS_AT_ONCE = 1024, MARGINS_AT_ONCE = 1 << 22 };

/* Series on the same times: the ends of the steps. */
struct courses {
    size_t n_window;
    size_t n;
    double *times; /* as shown */
    double *values[2 * MOST_LINES + 1];
};

static const struct {
    const char *label;
    const char *variable;
} loads[] = {
    {"utility", "hall_utility_max_w"},
    {"IT", "hall_it_max_w"},
    {"mechanical", "hall_mechanical_max_w"},
};
enum { N_LOADS = sizeof loads / sizeof loads[0], INLET = N_LOADS, MARGIN, N_SERIES };

/* The worst of each step. */
static void gather(const struct courses *c, const double *records, size_t n_records,
                   bool low_is_bad, double *ret_values)
{
    for (size_t k = 0; k < c->n; k++) {
        ret_values[k] = (double)NAN;
    }
    for (size_t i = 0; i < n_records; i++) {
        double *const v = &ret_values[i / c->n_window];
        *v = low_is_bad ? fmin(*v, records[i]) : fmax(*v, records[i]);
    }
}

/* Least margin of all limits that load moves, at one record: the last free position of a hall would be
 * a margin of nothing all the time. */
static double least_of(const struct results *r, const double *margins)
{
    double least = (double)NAN;

    for (size_t i = 0; i < results_n_limits(r); i++) {
        const bool counts = verdict_binds(&results_limits(r)[i]) && isfinite(margins[i]);
        least = counts ? fmin(least, margins[i]) : least;
    }
    return least;
}

static void read_margins(const struct results *r, size_t n, double *records)
{
    const size_t n_limits = results_n_limits(r);
    const size_t room = MARGINS_AT_ONCE / (n_limits + 1);
    const size_t n_rows = room < 1 ? 1 : room < RECORDS_AT_ONCE ? room : RECORDS_AT_ONCE;
    double *const margins = calloc(n_rows * n_limits + 1, sizeof *margins);

    for (size_t t = 0; t < n; t += n_rows) {
        const size_t n_read = n - t < n_rows ? n - t : n_rows;
        const bool is_read = margins != NULL && results_margins(r, t, n_read, margins) == STATUS_OK;
        for (size_t k = 0; k < n_read; k++) {
            records[t + k] = is_read ? least_of(r, margins + k * n_limits) : (double)NAN;
        }
    }
    free(margins);
}

static void read_all(const struct page *p, struct courses *c, double *records, double *ret_limit_c)
{
    const size_t n = results_n_times(p->r);
    struct scene s = {0};

    for (size_t k = 0; k < N_LOADS; k++) {
        const struct results_variable *const v = results_variable(p->r, loads[k].variable);
        const bool is_read = v != NULL && results_history(p->r, v, 0, records) == STATUS_OK;
        gather(c, records, is_read ? n : 0, false, c->values[k]);
    }
    *ret_limit_c = (double)NAN;
    gather(c, records, 0, false, c->values[INLET]);
    if (scene_open(p->r, p->units, &s) == STATUS_OK) {
        if (scene_set_layer(&s, layer_find("inlet"))) {
            gather(c, s.worst_in_time, n, false, c->values[INLET]);
            *ret_limit_c = s.limit;
        }
        scene_close(&s);
    }
    read_margins(p->r, n, records);
    gather(c, records, n, true, c->values[MARGIN]);
    for (size_t k = 0; k < c->n; k++) {
        const size_t last = (k + 1) * c->n_window - 1;
        c->times[k] = results_times_s(p->r)[last < n ? last : n - 1] / page_clock_of(p->r).per_s;
    }
}

/* ------------------------------------------------------------------- drawing */

/* One chart: some of the series, a unit, and a line that must not be passed. */
struct chart {
    const char *title;
    const char *unit;
    size_t first;
    size_t n;
    double limit;
    const char *limit_words;
    bool has_zero; /* the axis begins at zero */
    double floor;  /* the axis is cut here, and the line with it */
};

static void add_axes(const struct page *p, const char *unit, const struct svg_axis *x,
                     const struct svg_axis *y, double step)
{
    const double x_step = svg_step(x->least, x->most, 8);
    const struct page_clock clock = page_clock_of(p->r);
    const double scale = fmax(fabs(y->least), fabs(y->most));

    const int n_marks = (int)rint((y->most - y->least) / step);
    const int first = (int)ceil(x->least / x_step);
    const int last = (int)floor(x->most / x_step + 1e-9);

    for (int k = 0; k <= n_marks; k++) {
        const double v = y->least + k * step;
        struct text words = {0};
        svg_line(p->t, x->from, svg_at(y, v), x->to, svg_at(y, v), "grid");
        report_tables_quantity(&words, unit, fabs(v) < 1e-9 * scale ? 0.0 : v, scale, p->units);
        svg_words(p->t, x->from - 8.0, svg_at(y, v) + 4.0, "end soft", words.at);
        text_release(&words);
    }
    for (int k = first; k <= last; k++) {
        const double v = k * x_step;
        struct text words = {0};
        text_add(&words, "%.4g %s", v, clock.unit);
        svg_line(p->t, svg_at(x, v), y->from, svg_at(x, v), y->from + 4.0, "axis");
        svg_words(p->t, svg_at(x, v), y->from + 18.0, "mid soft", words.at);
        text_release(&words);
    }
    svg_line(p->t, x->from, y->from, x->to, y->from, "axis");
}

/* What the scenario's events and limits switched, as marks on the time axis. */
static void add_events(const struct page *p, const struct svg_axis *x, const struct svg_axis *y)
{
    const struct results_table *const table = results_table(p->r, "events");
    const double *const at_s = table != NULL ? results_numbers(table, "at_s") : NULL;
    const double per_s = page_clock_of(p->r).per_s;
    double last_px = -100.0;

    for (size_t i = 0; at_s != NULL && i < table->n_rows; i++) {
        const double px = svg_at(x, at_s[i] / per_s);
        if (px - last_px > 3.0 && px <= x->to) {
            svg_line(p->t, px, y->to, px, y->from, "event");
            last_px = px;
        }
    }
}

/* Names of lines on their right, one below the other where they would lie upon each other. */
static void add_names(const struct page *p, const struct courses *c, const struct chart *chart,
                      const struct svg_axis *y)
{
    double taken[MOST_LINES] = {0};

    for (size_t k = 0; k < chart->n && chart->first == 0; k++) {
        const double last = c->values[k][c->n - 1];
        double at_px = svg_at(y, isnan(last) ? y->least : last) + 4.0;
        struct text kind = {0};
        for (size_t i = 0; i < k; i++) {
            at_px = fabs(at_px - taken[i]) < 15.0 ? taken[i] + 15.0 : at_px;
        }
        taken[k] = at_px;
        text_add(&kind, "name-%zu", k);
        svg_words(p->t, SVG_WIDTH - RIGHT_PX + 8.0, at_px, kind.at, loads[k].label);
        text_release(&kind);
    }
}

static void add_chart(const struct page *p, const struct courses *c, const struct chart *chart)
{
    struct svg_axis x = {.least = c->times[0],
                         .most = c->times[c->n - 1],
                         .from = LEFT_PX,
                         .to = SVG_WIDTH - RIGHT_PX};
    struct svg_axis y = {
        .least = chart->limit, .most = chart->limit, .from = CHART_PX - 30.0, .to = 12.0};
    bool is_known = false;

    for (size_t k = chart->first; k < chart->first + chart->n; k++) {
        for (size_t i = 0; i < c->n; i++) {
            y.least = fmin(y.least, c->values[k][i]);
            y.most = fmax(y.most, c->values[k][i]);
            is_known = is_known || !isnan(c->values[k][i]);
        }
    }
    if (!is_known || !(x.most > x.least)) {
        return;
    }
    y.least = chart->has_zero ? fmin(0.0, y.least) : y.least;
    y.least = fmax(y.least, chart->floor);
    const double step = svg_round(&y, 5);
    text_add(p->t,
             "<figure><figcaption><strong>%s</strong></figcaption>"
             "<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"%s\">",
             chart->title, chart->title);
    svg_begin(p->t, CHART_PX, chart->title);
    add_axes(p, chart->unit, &x, &y, step);
    add_events(p, &x, &y);
    if (!isnan(chart->limit)) {
        svg_line(p->t, x.from, svg_at(&y, chart->limit), x.to, svg_at(&y, chart->limit), "limit");
        svg_words(p->t, x.to + 8.0, svg_at(&y, chart->limit) + 4.0, "strong", chart->limit_words);
    }
    for (size_t k = 0; k < chart->n; k++) {
        const struct svg_points points = {c->times, c->values[chart->first + k], c->n,
                                          chart->floor};
        struct text kind = {0};
        text_add(&kind, "line line-%zu", k);
        svg_path(p->t, &x, &y, &points, kind.at);
        text_release(&kind);
    }
    add_names(p, c, chart, &y);
    svg_end(p->t);
    text_add(p->t, "</div></figure>\n");
}

static void add_table(const struct page *p, const struct courses *c)
{
    const struct page_clock clock = page_clock_of(p->r);
    const struct html_column columns[] = {
        {"until", false},     {"utility", true},       {"IT", true},
        {"mechanical", true}, {"hottest inlet", true}, {"least margin", true},
    };
    static const char *const units[N_SERIES] = {"W", "W", "W", "degC", "1"};

    html_fold_begin(p->t, "The numbers of these lines");
    html_table_begin(p->t, "time-table", "Worst of each step", columns,
                     sizeof columns / sizeof columns[0]);
    for (size_t i = 0; i < c->n; i++) {
        struct text time = {0};
        text_add(&time, "%.4g %s", c->times[i], clock.unit);
        html_row_head(p->t, time.at);
        for (size_t k = 0; k < N_SERIES; k++) {
            html_cell(p->t, units[k], c->values[k][i], c->values[k][i], p->units);
        }
        html_row_end(p->t);
        text_release(&time);
    }
    html_table_end(p->t);
    html_fold_end(p->t);
}

/* A limit that falls to nothing with what gives it leaves no share of a way, and so no point on the line of
 * margins. */
static void add_without_share(const struct page *p)
{
    size_t n = 0;

    for (size_t i = 0; i < results_n_limits(p->r); i++) {
        const struct results_limit *const l = &results_limits(p->r)[i];
        if (l->is_advisory || !(l->margin < 0.0) || !isnan(l->margin_frac)) {
            continue;
        }
        text_add(p->t, n++ == 0 ? "<p class=\"soft\"><strong>Passed as a whole</strong>, with no "
                                  "share that the line of margins could show: "
                                : "; ");
        html_text(p->t, l->subject);
        text_add(p->t, ", ");
        html_text(p->t, l->name);
        text_add(p->t, " for ");
        html_data(p->t, "s", l->beyond_s, p->units);
    }
    text_add(p->t, n > 0 ? ".</p>\n" : "");
}

static void add_charts(const struct page *p, const struct courses *c, double limit_c)
{
    struct text words = {0};
    const struct chart charts[] = {
        {"Power, peak of each step", "W", 0, N_LOADS, (double)NAN, "", true, -(double)INFINITY},
        {"Hottest inlet of all racks", "degC", INLET, 1, limit_c, "", false, -(double)INFINITY},
        {"Least margin of all limits that decide, as a share of its way to the limit, cut at -100 "
         "%",
         "1", MARGIN, 1, 0.0, "limit", false, -1.0},
    };

    report_tables_quantity(&words, "degC", limit_c, limit_c, p->units);
    text_add(&words, " limit");
    for (size_t i = 0; i < sizeof charts / sizeof charts[0]; i++) {
        struct chart chart = charts[i];
        chart.limit_words = chart.first == INLET ? words.at : chart.limit_words;
        add_chart(p, c, &chart);
    }
    text_release(&words);
    add_without_share(p);
    if (c->n_window > 1) {
        text_add(p->t,
                 "<p class=\"soft\">%zu records in steps of %zu: a point is the worst of its "
                 "step.",
                 results_n_times(p->r), c->n_window);
    } else {
        text_add(p->t, "<p class=\"soft\">A point for every record.");
    }
    text_add(p->t, " Upright lines: something switched; see <a href=\"#studies\">what</a>.</p>\n");
    add_table(p, c);
}

void page_add_courses(struct page *p)
{
    const size_t n = results_n_times(p->r);
    struct courses c = {.n_window = (n + MOST_POINTS - 1) / MOST_POINTS};
    double limit_c = (double)NAN;

    if (n < 2) {
        html_section_begin(p->t, "time", "Over time");
        text_add(p->t, "<p>A steady question: one moment, nothing to draw over time.</p>\n");
        html_section_end(p->t);
        return;
    }
    c.n = (n + c.n_window - 1) / c.n_window;
    double *const room = calloc((N_SERIES + 1) * c.n + n, sizeof *room);
    if (room == NULL) {
        p->has_no_memory = true;
        return;
    }
    c.times = room;
    for (size_t k = 0; k < N_SERIES; k++) {
        c.values[k] = room + (k + 1) * c.n;
    }
    html_section_begin(p->t, "time", "Over time");
    read_all(p, &c, room + (N_SERIES + 1) * c.n, &limit_c);
    add_charts(p, &c, limit_c);
    html_section_end(p->t);
    free(room);
}
