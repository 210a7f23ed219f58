/* scale.c - from values of a layer to colours, and the range that they span.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "viz/scale.h"

#include <math.h>
#include <string.h>

/* A longer warning is no emergency: the scale of time left ends here, so that minutes are told apart. */
#define MOST_LEFT_S 3600.0

/* Of the way from the scale's safe end to the limit, what is shown beyond it at least. */
#define DANGER_FRAC 0.25

bool scene_is_about_limit(const struct scene *s)
{
    return s->layer->is_about_limit && s->against == NULL && !isnan(s->limit);
}

/* The colours beyond the limit are always in sight, also where nothing comes there. */
static void show_danger(struct scene *s)
{
    const double safe = fabs((s->layer->low_is_bad ? s->fitted_most : s->fitted_least) - s->limit);

    if (s->layer->low_is_bad) {
        s->fitted_least = fmin(s->fitted_least, s->limit - DANGER_FRAC * safe);
    } else {
        s->fitted_most = fmax(s->fitted_most, s->limit + DANGER_FRAC * safe);
    }
}

/* Room about the values, so that a hall of equals is not all one end; the limit is in sight, and
 * nothing stands in the middle of a difference. */
static void span_seen(struct scene *s)
{
    const bool is_seen = isfinite(s->seen_least);

    if (s->layer->is_time_left) {
        s->fitted_least = 0.0;
        s->fitted_most = s->seen_most > 0.0 ? fmin(MOST_LEFT_S, s->seen_most) : MOST_LEFT_S;
        return;
    }
    s->fitted_least = is_seen ? s->seen_least : 0.0;
    s->fitted_most = is_seen ? s->seen_most : 1.0;
    if (s->against != NULL) {
        const double size = fmax(fabs(s->fitted_least), fabs(s->fitted_most));
        s->fitted_most = size > 0.0 ? size : 1.0;
        s->fitted_least = -s->fitted_most;
        return;
    }
    s->fitted_most = fmax(s->fitted_most, s->limit);
    s->fitted_least = s->layer->low_is_bad ? fmin(s->fitted_least, s->limit) : s->fitted_least;
    const double width = s->fitted_most - s->fitted_least;
    const double room = width > 0.0 ? 0.04 * width : fmax(1.0, fabs(s->fitted_most) * 0.05);
    /* A quantity that is never negative has no negative colours. */
    s->fitted_least =
        s->fitted_least >= 0.0 ? fmax(0.0, s->fitted_least - room) : s->fitted_least - room;
    s->fitted_most += room;
    if (scene_is_about_limit(s)) {
        show_danger(s);
    }
}

/* The colours span what was seen, or a user's range. */
static void show_scale(struct scene *s)
{
    if (!s->has_range) {
        s->least = s->fitted_least;
        s->most = s->fitted_most;
    }
}

void scale_fit(struct scene *s)
{
    span_seen(s);
    show_scale(s);
}

double scene_share(const struct scene *s, double value)
{
    return (value - s->least) / (s->most - s->least);
}

/* Danger grows upwards from 0.5 at the limit; each side reaches its end at that of the scale. */
static double hue_about_limit(const struct scene *s, double value)
{
    const double sign = s->layer->low_is_bad ? -1.0 : 1.0;
    const double end = value > s->limit ? s->most : s->least;
    const double span = fabs(end - s->limit);

    return span > 0.0 ? 0.5 + sign * 0.5 * (value - s->limit) / span : 0.5;
}

double scene_hue(const struct scene *s, double value)
{
    if (scene_is_about_limit(s)) {
        return hue_about_limit(s, value);
    }
    const double share = scene_share(s, value);

    return s->layer->low_is_bad && s->against == NULL ? 1.0 - share : share;
}

enum palette scene_palette(const struct scene *s)
{
    return s->against != NULL || scene_is_about_limit(s) ? PALETTE_DIVERGING : PALETTE_RISING;
}

struct colour scene_colour(const struct scene *s, double value)
{
    if (s->layer->is_kind) {
        return palette_kind((size_t)value);
    }
    return isinf(value) ? palette_none() : palette_at(scene_palette(s), scene_hue(s, value));
}

const char *scene_unit_of_values(const struct scene *s)
{
    const bool is_temperature = strcmp(s->layer->unit, "degC") == 0;

    return s->against != NULL && is_temperature ? "K" : s->layer->unit;
}

void scene_share_scale(struct scene *a, struct scene *b)
{
    span_seen(a); /* of its own alone: a range that both shared before may have been too wide */
    span_seen(b);
    a->fitted_least = b->fitted_least = fmin(a->fitted_least, b->fitted_least);
    a->fitted_most = b->fitted_most = fmax(a->fitted_most, b->fitted_most);
    show_scale(a);
    show_scale(b);
}
