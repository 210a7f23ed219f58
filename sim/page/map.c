/* map.c - the hall from above, to scale: a drawing for each layer at its worst moment, and for the
 * script every moment as JSON.
 *
 * Long runs are told in windows of several records, a number being the worst of its window, so that no
 * peak is lost.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "sim/page/map.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "sim/page/html.h"
#include "sim/page/inner.h"
#include "sim/page/svg.h"
#include "sim/results/report_tables.h"

/* Numbers of one layer: about 120 kB of text. */
enum { MOST_NUMBERS = 24000, MOST_STEPS = 240 };

static const char *const layer_names[] = {"inlet", "power", "headroom", "coolant"};

/* How records are gathered to steps: step k holds records k * n_window and those that follow. */
static size_t window_of(size_t n_racks, size_t n_times)
{
    size_t most = MOST_NUMBERS / (n_racks + 1);

    most = most > MOST_STEPS ? MOST_STEPS : most < 2 ? 2 : most;
    return (n_times + most - 1) / most;
}

static bool is_worse(const struct layer *layer, double a, double b)
{
    return isnan(b) || (layer->low_is_bad ? a < b : a > b);
}

/* Reads a layer into steps; false when nothing of it is known. */
static bool read_steps(struct map_layer *m, size_t n_times)
{
    struct scene *const s = m->scene;
    const size_t n = s->n_racks;
    bool is_known = false;

    for (size_t i = 0; i < m->n_steps * n; i++) {
        m->values[i] = (double)NAN;
    }
    for (size_t t = 0; t < n_times; t++) {
        double *const step = m->values + t / m->n_window * n;
        scene_set_time(s, t);
        for (size_t i = 0; i < n; i++) {
            if (!isnan(s->values[i]) && is_worse(s->layer, s->values[i], step[i])) {
                step[i] = s->values[i];
                is_known = true;
            }
        }
    }
    m->worst_step = scene_worst_time(s) / m->n_window;
    return is_known;
}

/* Each rack's own limit: the strictest of the hall would call a rack passed that has another. */
static void find_limits(const struct page *p, struct map_layer *m)
{
    const struct scene *const s = m->scene;

    for (size_t i = 0; i < s->n_racks; i++) {
        m->limits[i] = s->layer->low_is_bad ? 0.0 : (double)NAN;
    }
    for (size_t k = 0; s->layer->limit_name != NULL && k < results_n_limits(p->r); k++) {
        const struct results_limit *const l = &results_limits(p->r)[k];
        if (strcmp(l->dim, "rack") != 0 || strcmp(l->name, s->layer->limit_name) != 0) {
            continue;
        }
        for (size_t i = 0; i < s->n_racks; i++) {
            if (strcmp(s->rack_names[i], l->subject) == 0) {
                m->limits[i] = l->limit;
            }
        }
    }
    double least = (double)INFINITY;
    double most = -(double)INFINITY;
    for (size_t i = 0; i < s->n_racks; i++) {
        least = fmin(least, m->limits[i]);
        most = fmax(most, m->limits[i]);
    }
    m->limit = least == most ? least : (double)NAN;
}

/* ------------------------------------------------------------ for the script */

static double shown(const struct map_layer *m, double value, const char **ret_unit)
{
    const double scale = fmax(fabs(m->scene->least), fabs(m->scene->most));
    const struct unit *const u =
        units_shown(units_dimension(m->scene->layer->unit), scale, m->scene->units);

    *ret_unit = u->name;
    return (value - u->offset) / u->factor;
}

static void add_json_number(struct text *t, double value, int digits)
{
    if (isfinite(value)) {
        text_add(t, "%.*g", digits, value);
    } else {
        text_add(t, "null");
    }
}

static void add_json_colours(struct text *t, const struct scene *s)
{
    const struct colour *points = NULL;
    const size_t n = palette_points(scene_palette(s), &points);

    text_add(t, ",\"colours\":[");
    for (size_t i = 0; i < n; i++) {
        text_add(t, "%s[%d,%d,%d]", i == 0 ? "" : ",", points[i].r, points[i].g, points[i].b);
    }
    text_add(t, "]");
}

static void add_json_layer(struct text *t, const struct map_layer *m)
{
    const size_t n = m->scene->n_racks;
    const char *unit = "";
    const double least = shown(m, m->scene->least, &unit);

    text_add(t, "{\"name\":\"%s\",\"unit\":", m->scene->layer->name);
    html_json_text(t, strcmp(unit, "-") == 0 || strcmp(unit, "1") == 0 ? "" : unit);
    text_add(t, ",\"least\":%.9g,\"most\":%.9g,\"limits\":[", least,
             shown(m, m->scene->most, &unit));
    for (size_t i = 0; i < n; i++) {
        text_add(t, i == 0 ? "" : ",");
        add_json_number(t, shown(m, m->limits[i], &unit), 9);
    }
    text_add(t, "],\"low\":%s,\"worst\":%zu,\"middle\":",
             m->scene->layer->low_is_bad ? "true" : "false", m->worst_step);
    add_json_number(
        t, scene_is_about_limit(m->scene) ? shown(m, m->scene->limit, &unit) : (double)NAN, 9);
    add_json_colours(t, m->scene);
    text_add(t, ",\"steps\":[");
    for (size_t k = 0; k < m->n_steps; k++) {
        text_add(t, k == 0 ? "\n[" : ",\n[");
        for (size_t i = 0; i < n; i++) {
            text_add(t, i == 0 ? "" : ",");
            add_json_number(t, shown(m, m->values[k * n + i], &unit), 5);
        }
        text_add(t, "]");
    }
    text_add(t, "]}");
}

static void add_json_head(const struct page *p, size_t n_steps, size_t n_window)
{
    const struct page_clock clock = page_clock_of(p->r);
    const size_t n_times = results_n_times(p->r);

    text_add(p->t,
             "<script type=\"application/json\" id=\"map-data\">{\"clock\":\"%s\",\"times\":[",
             clock.unit);
    for (size_t k = 0; k < n_steps; k++) {
        const size_t last = (k + 1) * n_window - 1;
        text_add(p->t, "%s%.4g", k == 0 ? "" : ",",
                 results_times_s(p->r)[last < n_times ? last : n_times - 1] / clock.per_s);
    }
    text_add(p->t, "],\"layers\":[");
}

/* -------------------------------------------------------------------- layers */

static void add_caption(const struct page *p, const struct map_layer *m, size_t n_times)
{
    const struct scene *const s = m->scene;
    const struct page_clock clock = page_clock_of(p->r);
    const double *const step = m->values + m->worst_step * s->n_racks;
    size_t n_beyond = 0;
    size_t n_limited = 0;
    size_t n_unknown = 0;

    for (size_t i = 0; i < s->n_racks; i++) {
        n_beyond += map_is_beyond(m, i, step[i]) ? 1 : 0;
        n_limited += isnan(m->limits[i]) ? 0 : 1;
        n_unknown += isnan(step[i]) ? 1 : 0;
    }
    text_add(p->t, "<figcaption><strong>");
    html_text(p->t, s->layer->title);
    text_add(p->t, "</strong>");
    if (n_times > 1) {
        const size_t last = (m->worst_step + 1) * m->n_window - 1;
        text_add(p->t, ", <span class=\"moment\">at its worst, %.4g %s</span>",
                 results_times_s(p->r)[last < n_times ? last : n_times - 1] / clock.per_s,
                 clock.unit);
    }
    if (n_limited > 0) {
        text_add(p->t, ". <span class=\"beyond\">%zu</span> of %zu racks past ", n_beyond,
                 n_limited);
        if (isnan(m->limit)) {
            text_add(p->t, "their own limit");
        } else {
            html_quantity(p->t, s->layer->unit, m->limit, m->limit, p->units);
        }
    }
    if (n_unknown > 0) {
        text_add(p->t, ". %zu not known or not limited (dashed)", n_unknown);
    }
    if (s->layer->is_air) {
        text_add(p->t, ". Air by the model \"");
        html_text(p->t, results_text(p->r, "air_model"));
        text_add(p->t, "\"");
    }
    text_add(p->t, ".</figcaption>");
}

static void add_layer(const struct page *p, const struct map_layer *m, size_t n_times)
{
    text_add(p->t, "<figure class=\"layer\" id=\"layer-%s\" data-title=\"", m->scene->layer->name);
    html_text(p->t, m->scene->layer->name);
    text_add(p->t, "\">");
    add_caption(p, m, n_times);
    map_draw(p->t, m);
    text_add(p->t, "</figure>\n");
}

/* Draws what is known of the layers, and gathers their JSON; returns how many there are. */
static size_t add_layers(struct page *p, struct scene *s, struct map_layer *m, struct text *json)
{
    size_t n = 0;

    for (size_t k = 0; k < sizeof layer_names / sizeof layer_names[0]; k++) {
        if (!scene_set_layer(s, layer_find(layer_names[k])) ||
            !read_steps(m, results_n_times(p->r))) {
            continue;
        }
        find_limits(p, m);
        add_layer(p, m, results_n_times(p->r));
        text_add(json, n++ == 0 ? "" : ",");
        add_json_layer(json, m);
    }
    return n;
}

void page_add_map(struct page *p)
{
    struct scene s = {0};
    struct text json = {0};
    const size_t n_times = results_n_times(p->r);

    if (scene_open(p->r, p->units, &s) != STATUS_OK) {
        return; /* no racks, no map */
    }
    struct map_layer m = {.scene = &s, .n_window = window_of(s.n_racks, n_times)};
    m.n_steps = (n_times + m.n_window - 1) / m.n_window;
    m.values = calloc((m.n_steps + 1) * s.n_racks, sizeof *m.values);
    m.limits = m.values != NULL ? m.values + m.n_steps * s.n_racks : NULL;
    p->has_no_memory = p->has_no_memory || m.values == NULL;
    if (m.values != NULL && s.size_x_m > 0.0 && s.size_y_m > 0.0) {
        html_section_begin(p->t, "map", "The hall");
        text_add(p->t, "<div id=\"map-controls\"></div>\n");
        const size_t n = add_layers(p, &s, &m, &json);
        text_add(p->t, n == 0 ? "<p>No layer of the racks is known.</p>\n" : "");
        if (m.n_window > 1) {
            text_add(p->t,
                     "<p class=\"soft\">%zu records in %zu steps of %zu: each number is the "
                     "worst of its step.</p>\n",
                     n_times, m.n_steps, m.n_window);
        }
        add_json_head(p, m.n_steps, m.n_window);
        text_add(p->t, "%s]}</script>\n", json.at != NULL ? json.at : "");
        html_section_end(p->t);
    }
    text_release(&json);
    free(m.values);
    scene_close(&s);
}
