/* legend.c - what the colours mean, and what is worst.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "viz/screen/painter.h"

static const struct {
    float height_px; /* of the bar of colours */
    int n_ticks;
    double apart; /* share of the bar below which a tick would lie under the limit's words */
    bool has_worst;
    bool has_notes;
} forms[] = {
    [LEGEND_FULL] = {190.0F, 4, 0.09, true, true},
    [LEGEND_SHORT] = {96.0F, 2, 0.18, true, false},
    [LEGEND_LOW] = {96.0F, 2, 0.18, true, true},
    [LEGEND_LEAST] = {48.0F, 1, 0.36, false, false},
};

/* "limit" where all racks that have one share it: else a rack past the mark may be within its own. */
static const char *limit_words(const struct scene *s)
{
    for (size_t i = 0; i < s->n_racks; i++) {
        if (!isnan(s->rack_limits[i]) && s->rack_limits[i] != s->limit) {
            return "strictest limit";
        }
    }
    return "limit";
}

static void draw_tick(const struct column *c, const struct scene *s, const SDL_FRect *bar,
                      double value, bool is_limit)
{
    const float y = bar->y + bar->h * (float)(1.0 - scene_share(s, value));
    const struct colour ink = is_limit ? pen_alarm : pen_text;
    char number[48];
    char text[80];

    painter_quantity(s, scene_unit_of_values(s), value, number, sizeof number);
    (void)snprintf(text, sizeof text, "%s%s%s", is_limit ? limit_words(s) : "", is_limit ? " " : "",
                   number);
    pen_line_to(c->p, bar->x - (is_limit ? 6.0F : 0.0F), y, bar->x + bar->w + 6.0F, y, ink);
    pen_write(c->p, PEN_SMALL, PEN_LEFT, bar->x + bar->w + 10.0F * c->p->scale,
              y - 8.0F * c->p->scale, ink, text);
}

/* The racks whose value is not known, and the others of no value, each with its sign in the plan. */
static void add_unknown(struct column *c, const struct scene *s)
{
    size_t n_unknown = 0;
    size_t n_silent = 0;
    size_t n_never = 0;
    char line[96];

    for (size_t i = 0; i < s->n_racks; i++) {
        n_unknown += !s->is_known[i];
        n_silent += s->is_known[i] && isnan(s->values[i]);
        n_never += s->is_known[i] && isinf(s->values[i]);
    }
    if (n_never > 0) {
        (void)snprintf(line, sizeof line, "none in this run: %zu", n_never);
        column_swatch(c, palette_none(), line);
    }
    if (n_unknown > 0) {
        (void)snprintf(line, sizeof line, "?   content not known: %zu", n_unknown);
        column_swatch(c, pen_unknown, line);
    }
    if (n_silent > 0) {
        const bool is_open = s->layer->is_time_left && !scene_is_whole(s);
        (void)snprintf(line, sizeof line, "-   %s: %zu", is_open ? "not read yet" : "no value here",
                       n_silent);
        column_swatch(c, pen_unknown, line);
    }
}

static size_t count_kind(const struct scene *s, size_t kind)
{
    size_t n = 0;

    for (size_t i = 0; i < s->n_racks; i++) {
        n += s->is_known[i] && s->values[i] == (double)kind;
    }
    return n;
}

/* The kinds that bind a rack at this moment, with how many each binds. */
static void add_kinds(struct column *c, const struct scene *s)
{
    char line[96];

    for (size_t k = 0; k < s->binding.n_kinds; k++) {
        const size_t n = count_kind(s, k);
        if (n > 0) {
            (void)snprintf(line, sizeof line, "%s: %zu", s->binding.kinds[k], n);
            column_swatch(c, palette_kind(k), line);
        }
    }
    c->y += 8.0F * c->p->scale;
}

static void add_title(struct column *c, const struct scene *s)
{
    column_paragraph(c, PEN_NORMAL, pen_text, s->layer->title);
    c->y += 4.0F * c->p->scale;
}

static SDL_FRect bar_of(const struct column *c, enum legend_form form)
{
    return (SDL_FRect){c->x + 6.0F, c->y + 8.0F, 26.0F * c->p->scale,
                       forms[form].height_px * c->p->scale};
}

/* Whether the layer has a value, other than nought everywhere and always, to give colours to. */
static bool has_scale(const struct scene *s)
{
    const bool is_nought = s->seen_least == 0.0 && s->seen_most == 0.0 && isnan(s->limit);

    return !s->layer->is_kind && (s->layer->is_time_left || !scene_is_whole(s) || s->has_range ||
                                  (isfinite(s->seen_least) && !is_nought));
}

SDL_FRect painter_legend_bar(struct column c, const struct scene *s, enum legend_form form)
{
    if (!has_scale(s)) {
        return (SDL_FRect){0.0F, 0.0F, 0.0F, 0.0F};
    }
    c.is_dry = true;
    add_title(&c, s);
    return bar_of(&c, form);
}

/* A user's range, and the way back from it. */
static void add_range(struct column *c, const struct scene *s)
{
    char least[48];
    char most[48];
    char line[160];

    if (s->has_range) {
        painter_quantity(s, scene_unit_of_values(s), s->fitted_least, least, sizeof least);
        painter_quantity(s, scene_unit_of_values(s), s->fitted_most, most, sizeof most);
        (void)snprintf(line, sizeof line, "Colours for your range; r: all again, %s to %s", least,
                       most);
        column_paragraph(c, PEN_SMALL, pen_text, line);
        c->y += 4.0F * c->p->scale;
    }
}

void painter_scale(struct column *c, const struct scene *s, enum legend_form form)
{
    const SDL_FRect bar = bar_of(c, form);
    const int n_ticks = forms[form].n_ticks;

    for (int i = 0; i < (int)bar.h; i++) {
        const double share = 1.0 - (double)i / (double)bar.h;
        const struct colour colour = scene_colour(s, s->least + share * (s->most - s->least));
        pen_line_to(c->p, bar.x, bar.y + (float)i, bar.x + bar.w, bar.y + (float)i, colour);
    }
    for (int i = 0; i <= n_ticks; i++) {
        const double value = s->least + (s->most - s->least) * i / n_ticks;
        /* A tick that would lie under the limit's words gives way. */
        const double apart = fabs(scene_share(s, value) - scene_share(s, s->limit));
        if (isnan(s->limit) || apart > forms[form].apart) {
            draw_tick(c, s, &bar, value, false);
        }
    }
    if (!isnan(s->limit) && scene_share(s, s->limit) <= 1.0 && scene_share(s, s->limit) >= 0.0) {
        draw_tick(c, s, &bar, s->limit, true);
    }
    c->y = bar.y + bar.h + 16.0F * c->p->scale;
    add_range(c, s);
}

/* How many racks are past what the layer is held against. */
static void add_beyond(struct column *c, const struct scene *s)
{
    const char *const what = s->layer->is_kind        ? "past a limit"
                             : s->layer->is_time_left ? "throttle now"
                                                      : "past their limit";
    char line[96];

    if (s->layer->is_kind || s->layer->is_time_left || !isnan(s->limit)) {
        (void)snprintf(line, sizeof line, "%zu of %zu racks %s", s->n_beyond, s->n_racks, what);
        column_paragraph(c, PEN_NORMAL, s->n_beyond > 0 ? pen_alarm : pen_text, line);
    }
}

static void add_worst(struct column *c, const struct scene *s)
{
    const char *const what = s->against != NULL     ? "greatest difference"
                             : s->layer->is_kind    ? "least margin"
                             : s->layer->low_is_bad ? "least"
                                                    : "greatest";
    char number[48];
    char line[160];

    if (s->worst < 0) {
        column_paragraph(c, PEN_NORMAL, pen_quiet,
                         s->layer->is_time_left ? "no rack throttles"
                         : s->against != NULL   ? "no rack has a value in both files"
                                                : "no rack has a value in this layer");
        return;
    }
    painter_value(s, (size_t)s->worst, number, sizeof number);
    if (!s->layer->is_kind && !has_scale(s)) {
        (void)snprintf(line, sizeof line, "%s everywhere, at all times", number);
        column_paragraph(c, PEN_NORMAL, pen_quiet, line);
        return;
    }
    (void)snprintf(line, sizeof line, "%s: %s, %s", what, s->rack_names[s->worst], number);
    column_paragraph(c, PEN_NORMAL, pen_text, line);
    add_beyond(c, s);
}

static void add_notes(struct column *c, const struct scene *s)
{
    const bool is_mixed = s->air_model != NULL && strstr(s->air_model, "mixing") != NULL;

    if (s->layer->is_air && is_mixed) {
        column_paragraph(c, PEN_SMALL, pen_quiet,
                         "Air by the mixing model: a zone mean, not a position; +-3 K.");
    }
    column_paragraph(c, PEN_SMALL, pen_quiet,
                     s->layer->is_time_left
                         ? "Light blue edge: front of a rack. Hatched: throttles now."
                         : "Light blue edge: front of a rack. Hatched: past the limit.");
}

void painter_legend(struct column *c, const struct scene *s, enum legend_form form)
{
    add_title(c, s);
    if (s->layer->is_kind) {
        add_kinds(c, s);
    } else if (has_scale(s)) {
        painter_scale(c, s, form);
    }
    add_unknown(c, s);
    if (forms[form].has_worst) {
        add_worst(c, s);
    }
    c->y += 4.0F * c->p->scale;
    if (forms[form].has_notes) {
        add_notes(c, s);
    }
}
