/* row_group.c - the nodes of a group on a rack's front, and what the panel tells of them.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "viz/screen/row.h"
#include "viz/screen/row_words.h"

static const struct colour ink_group = {52, 60, 72};

/* How a node group fares, in words: "throttled, 63 %"; empty when it runs as it should. True when it
 * costs work. */
static bool write_state(const struct scene *s, const struct elevation_group *group, char *text,
                        size_t room)
{
    char number[48];

    text[0] = '\0';
    switch (group->state) {
    case ELEVATION_CAPPED:
        painter_quantity(s, "W", group->amount, number, sizeof number);
        (void)snprintf(text, room, "cap %s", number);
        return false;
    case ELEVATION_HELD:
        (void)snprintf(text, room, "thermal cap");
        return true;
    case ELEVATION_THROTTLED:
        (void)snprintf(text, room, "throttled, %.0f %%", 100.0 * group->amount);
        return true;
    case ELEVATION_SHUT:
        (void)snprintf(text, room, "%.3g of %.3g shut", group->amount, group->count);
        return true;
    case ELEVATION_UNPOWERED:
        if (group->amount < 1.0) {
            (void)snprintf(text, room, "%.0f %% unpowered", 100.0 * group->amount);
        } else {
            (void)snprintf(text, room, "no power");
        }
        return true;
    default:
        return false;
    }
}

/* What is to be told of a group, the more important first: a state that costs work before the name. */
static struct row_words words_of(const struct scene *s, const struct elevation_group *group)
{
    struct row_words words = {.n = 0};
    char state[ROW_WORD_ROOM];
    const bool is_alarm = write_state(s, group, state, sizeof state);

    if (is_alarm) {
        (void)snprintf(words.at[words.n++], ROW_WORD_ROOM, "%s", state);
    }
    (void)snprintf(words.at[words.n++], ROW_WORD_ROOM, "%s", group->name);
    words.has_power = !isnan(group->power_w);
    if (words.has_power) {
        words.power = words.n;
        painter_rounded(s, "W", group->power_w, ROW_DIGITS, words.at[words.n++], ROW_WORD_ROOM);
    }
    if (!is_alarm && state[0] != '\0') {
        (void)snprintf(words.at[words.n++], ROW_WORD_ROOM, "%s", state);
    }
    return words;
}

/* A number that is cut is another number: a power that finds no room goes. */
static void drop_wide_power(const struct pen *p, float width, struct row_words *words)
{
    float w = 0.0F;
    float h = 0.0F;

    if (words->has_power) {
        pen_measure(p, PEN_SMALL, words->at[words->power], &w, &h);
    }
    if (w > width) {
        words->n--;
        for (size_t i = words->power; i < words->n; i++) {
            memmove(words->at[i], words->at[i + 1], ROW_WORD_ROOM);
        }
    }
}

/* Below one another where the box is broad enough for the longest, else upwards in a high one. */
static void write_group(const struct pen *p, const struct scene *s,
                        const struct elevation_group *group, SDL_FRect box)
{
    struct row_words words = words_of(s, group);
    const struct colour ink = group->state >= ELEVATION_HELD ? pen_alarm : pen_text;
    float widest = 0.0F;
    float w = 0.0F;
    float h = 0.0F;

    for (size_t i = 0; i < words.n; i++) {
        pen_measure(p, PEN_SMALL, words.at[i], &w, &h);
        widest = SDL_max(widest, w);
    }
    if (widest + 4.0F > box.w && box.h > 1.5F * box.w && box.w > h) {
        row_write_upwards(p, box, ink, &words);
        return;
    }
    drop_wide_power(p, box.w - 4.0F, &words);
    const size_t room = box.h > 0.0F ? (size_t)(box.h / h) : 0;
    const size_t n = words.n < room ? words.n : room;
    const float y = box.y + (box.h - h * (float)n) / 2.0F;
    for (size_t i = 0; i < n; i++) {
        column_shorten(p, PEN_SMALL, box.w - 4.0F, words.at[i], ROW_WORD_ROOM);
        row_write_in(p, (SDL_FRect){box.x, y + h * (float)i, box.w, h}, i == 0 ? ink : pen_text,
                     words.at[i]);
    }
}

/* Lines between the nodes of a group, where they do not run into one another. */
static void draw_nodes(const struct pen *p, const struct elevation_group *group, SDL_FRect box)
{
    const float step = box.h / (float)group->count;

    if (!(step >= 5.0F * p->scale)) {
        return;
    }
    for (int k = 1; step * (float)k < box.h - 1.0F; k++) {
        const float y = step * (float)k;
        pen_line_to(p, box.x, box.y + y, box.x + 5.0F * p->scale, box.y + y, pen_line);
        pen_line_to(p, box.x + box.w - 5.0F * p->scale, box.y + y, box.x + box.w, box.y + y,
                    pen_line);
    }
}

void row_draw_group(const struct pen *p, const struct scene *s, const struct sheet *sheet,
                    const struct elevation_group *group, SDL_FRect beside)
{
    const SDL_FRect at =
        sheet_box(sheet, 0.0, 0.0, group->bottom_m, group->bottom_m + group->height_m);
    const SDL_FRect box = {beside.x, at.y + 1.0F, beside.w, at.h - 1.0F}; /* a gap above */

    pen_fill(p, box, ink_group);
    if (group->state >= ELEVATION_THROTTLED) {
        pen_hatch(p, box, pen_line);
    }
    draw_nodes(p, group, box);
    pen_frame(p, box, group->state >= ELEVATION_HELD ? pen_alarm : pen_line);
    write_group(p, s, group, box);
}

void row_add_groups(struct column *c, const struct scene *s, const struct look *look, long rack)
{
    const struct elevation *const e = views_elevation(look->views, s);
    const struct elevation_rack *found = NULL;

    for (size_t k = 0; e != NULL && k < e->n; k++) {
        found = (long)e->racks[k].rack == rack ? &e->racks[k] : found;
    }
    for (size_t g = 0; found != NULL && g < found->n; g++) {
        const struct elevation_group *const group = &e->groups[found->first + g];
        char state[64];
        char power[48] = "unknown";
        char line[256];
        const bool is_alarm = write_state(s, group, state, sizeof state);
        if (!isnan(group->power_w)) {
            painter_quantity(s, "W", group->power_w, power, sizeof power);
        }
        (void)snprintf(line, sizeof line, "%.3g x %s: %s%s%s", group->count, group->name, power,
                       state[0] != '\0' ? ", " : "", state);
        column_paragraph(c, PEN_SMALL, is_alarm ? pen_alarm : pen_text, line);
    }
}
