/* SPDX-License-Identifier: Apache-2.0 */
#include "sim/cli/term_hall.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "viz/scene.h"

enum { LABEL = 18, MOST_ROWS = 24, MOST_BINS = 60 };

static void add_time(struct text *t, double time_s)
{
    if (time_s < 120.0) {
        text_add(t, "%.4g s", time_s);
    } else if (time_s < 7200.0) {
        text_add(t, "%.4g min", time_s / 60.0);
    } else {
        text_add(t, "%.4g h", time_s / 3600.0);
    }
}

/* -------------------------------------------------------------------- the map */

static bool begins_row(const struct scene *s, size_t rack)
{
    return rack == 0 ||
           (s->rack_rows != NULL && strcmp(s->rack_rows[rack], s->rack_rows[rack - 1]) != 0);
}

static void add_rack(struct text *t, const struct term *term, const struct scene *s, size_t i)
{
    if (s->is_known[i] && isnan(s->values[i])) {
        text_add(t, "--"); /* nothing to show: a position without a load has no inlet */
        return;
    }
    const double share = s->is_known[i] ? scene_share(s, s->values[i]) : (double)NAN;
    term_cell(t, term, share, scene_colour(s, s->values[i]), scene_is_beyond(s, i));
}

static void add_racks(struct text *t, const struct term *term, const struct scene *s)
{
    const int most = (term->width - LABEL) / 2;
    int n_lines = 0;
    int n_in_line = 0;

    for (size_t i = 0; i < s->n_racks; i++) {
        const bool is_new = begins_row(s, i);
        if (is_new || n_in_line == most) {
            if (++n_lines > MOST_ROWS) {
                text_add(t, "\n  ... and %zu more racks", s->n_racks - i);
                break;
            }
            text_add(t, "%s  ", n_lines > 1 ? "\n" : "");
            text_add_cell(t, is_new && s->rack_rows != NULL ? s->rack_rows[i] : "", -(LABEL - 2));
            n_in_line = 0;
        }
        add_rack(t, term, s, i);
        n_in_line++;
    }
    text_add(t, "\n");
}

/* "  18 °C ░░▒▒▓▓██ 36 °C; limit 27 °C", "  most: C-14, 34.1 °C", "  !! past the limit: 3 racks" */
static void add_legend(struct text *t, const struct term *term, const struct scene *s)
{
    enum { N_STEPS = 4 };

    text_add(t, "  ");
    units_print(t, s->layer->unit, s->least, 3, s->units);
    text_add(t, " ");
    for (int k = 0; k < N_STEPS; k++) {
        const double share = (k + 0.5) / N_STEPS;
        term_cell(t, term, share, scene_colour(s, s->least + share * (s->most - s->least)), false);
    }
    text_add(t, " ");
    units_print(t, s->layer->unit, s->most, 3, s->units);
    if (!isnan(s->limit)) {
        text_add(t, "; limit ");
        units_print(t, s->layer->unit, s->limit, 3, s->units);
    }
    if (s->worst >= 0) {
        text_add(t, "\n  %s: %s, ", s->layer->low_is_bad ? "least" : "most",
                 s->rack_names[s->worst]);
        units_print(t, s->layer->unit, s->values[s->worst], 3, s->units);
    }
    text_add(t, "\n");
    if (s->n_beyond > 0) {
        text_add(t, "  !! past the limit: %zu rack%s\n", s->n_beyond, s->n_beyond == 1 ? "" : "s");
    }
}

bool term_hall_map(struct text *t, const struct term *term, const struct results *r,
                   const struct layer *layer, long time_index, enum unit_system units)
{
    struct scene s;

    if (scene_open(r, units, &s) != STATUS_OK) {
        return false;
    }
    const bool has_scale = !layer->is_kind && !layer->is_time_left; /* that words can tell */
    const bool is_there = has_scale && scene_set_layer(&s, layer);
    if (is_there) {
        scene_set_time(&s, time_index >= 0 ? (size_t)time_index : scene_worst_time(&s));
        text_add(t, "%s", layer->title);
        if (!results_is_steady(r)) {
            text_add(t, "%s", time_index >= 0 ? ", at " : ", at its worst, ");
            add_time(t, results_times_s(r)[s.time_index]);
        }
        text_add(t, "\n");
        add_racks(t, term, &s);
        add_legend(t, term, &s);
    }
    scene_close(&s);
    return is_there;
}

/* ---------------------------------------------------------------- the time line */

struct time_line {
    struct text *t;
    const struct term *term;
    enum unit_system units;
    double bins[MOST_BINS];
    size_t n_bins;
};

/* The worst of each stretch of time; a stretch without a record shows the one that holds there. */
static void fill_bins(const struct results *r, const double *values, bool low_is_bad,
                      struct time_line *line)
{
    double *const bins = line->bins;
    const size_t n_bins = line->n_bins;
    const double *const times_s = results_times_s(r);
    const size_t n = results_n_times(r);
    const double whole_s = times_s[n - 1] - times_s[0];

    for (size_t k = 0; k < n_bins; k++) {
        const double from_s = times_s[0] + whole_s * (double)k / (double)n_bins;
        bins[k] = values[results_time_at(r, from_s)];
    }
    for (size_t i = 0; i < n; i++) {
        const double share = (times_s[i] - times_s[0]) / whole_s;
        const size_t k = (size_t)fmin((double)n_bins - 1.0, share * (double)n_bins);
        bins[k] = low_is_bad ? fmin(bins[k], values[i]) : fmax(bins[k], values[i]);
    }
}

static void add_series(const struct time_line *line, const char *label, const char *si)
{
    struct text *const t = line->t;
    double least = (double)NAN;
    double most = (double)NAN;

    for (size_t k = 0; k < line->n_bins; k++) {
        least = fmin(least, line->bins[k]);
        most = fmax(most, line->bins[k]);
    }
    if (isnan(least)) {
        return;
    }
    struct text low = {0};
    struct text high = {0};
    units_print(&low, si, least, 3, line->units);
    units_print(&high, si, most, 3, line->units);
    /* What reads the same at both ends did not move: bars of its last digits would mislead. */
    const bool is_still = strcmp(low.at, high.at) == 0;
    text_add(t, "  ");
    text_add_cell(t, label, -(LABEL - 2));
    term_spark(t, line->term, line->bins, line->n_bins, least, is_still ? least : most);
    text_add(t, is_still ? "  %s throughout\n" : "  %s to %s\n", low.at, high.at);
    text_release(&low);
    text_release(&high);
}

static void add_worst(struct time_line *line, struct scene *s, const char *layer, const char *label)
{
    const struct layer *const wanted = layer_find(layer);

    if (wanted != NULL && scene_set_layer(s, wanted)) {
        fill_bins(s->results, s->worst_in_time, wanted->low_is_bad, line);
        add_series(line, label, wanted->unit);
    }
}

void term_hall_series(struct text *t, const struct term *term, const struct results *r,
                      enum unit_system units)
{
    const size_t n = results_n_times(r);
    const struct results_variable *const load = results_variable(r, "hall_it_max_w");
    const int room = term->width - LABEL - 24;
    struct time_line line = {.t = t, .term = term, .units = units};
    struct scene s;

    if (n < 3 || results_is_steady(r) || room < 1 || scene_open(r, units, &s) != STATUS_OK) {
        return;
    }
    line.n_bins = room < MOST_BINS ? (size_t)room : MOST_BINS;
    text_add(t, "In time, 0 to ");
    add_time(t, results_times_s(r)[n - 1]);
    text_add(t, ", the worst of each stretch\n");
    double *const values = calloc(n, sizeof *values);
    if (load != NULL && values != NULL && results_history(r, load, 0, values) == STATUS_OK) {
        fill_bins(r, values, false, &line);
        add_series(&line, "IT load", "W");
    }
    free(values);
    add_worst(&line, &s, "inlet", "hottest inlet");
    add_worst(&line, &s, "headroom", "least headroom");
    scene_close(&s);
}

void term_hall_print(const struct term *term, const struct results *r, enum unit_system units)
{
    struct text t = {0};

    if (!term->is_a_picture) {
        return;
    }
    (void)term_hall_map(&t, term, r, layer_find("inlet"), TERM_HALL_WORST, units);
    term_hall_series(&t, term, r, units);
    if (t.length > 0) {
        (void)printf("\n%s", t.at);
    }
    text_release(&t);
}
