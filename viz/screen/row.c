/* row.c - a row of racks from the front, to scale: the air before each by height, what is in it.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "viz/screen/row.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define BESIDE_PX 56.0
#define BELOW_PX  112.0

/* Share of a front's width that shows the air or the layer; its nodes stand beside it. Where a number
 * finds no room across so much, it stands upright and the nodes have the rest. */
#define BAND_FRAC  0.4F
#define ACROSS_PX  36.0F
#define UPRIGHT_PX 18.0F

/* Of powers on a front: there is little room. */
enum { DIGITS = 3 };

/* Words on a group, one or more lines. */
enum { MOST_WORDS = 4, WORD_ROOM = 64 };
struct words {
    char at[MOST_WORDS][WORD_ROOM];
    size_t n;
    bool has_power;
    size_t power; /* which of them it is */
};

static const struct colour ink_group = {52, 60, 72};

struct sheet sheet_of_row(const struct elevation *e, const struct look *look,
                          const struct layout *at, float scale)
{
    return sheet_upright(at, look, scale,
                         &(struct sheet_frame){.width_m = e->length_m,
                                               .low_m = 0.0,
                                               .high_m = e->tallest_m,
                                               .beside_px = BESIDE_PX,
                                               .below_px = BELOW_PX});
}

static SDL_FRect rack_px(const struct sheet *sheet, const struct elevation_rack *rack)
{
    return sheet_box(sheet, rack->left_m, rack->left_m + rack->width_m, 0.0, rack->height_m);
}

/* Writes in the middle of a box what finds room there. */
static void write_in(const struct pen *p, SDL_FRect box, struct colour ink, const char *text)
{
    float w = 0.0F;
    float h = 0.0F;

    pen_measure(p, PEN_SMALL, text, &w, &h);
    if (w + 4.0F <= box.w && h <= box.h) {
        pen_write(p, PEN_SMALL, PEN_CENTRE, box.x + box.w / 2.0F, box.y + (box.h - h) / 2.0F, ink,
                  text);
    }
}

/* Likewise, upwards in a box that is too narrow for it. */
static void write_either(const struct pen *p, SDL_FRect box, struct colour ink, const char *text)
{
    float w = 0.0F;
    float h = 0.0F;

    pen_measure(p, PEN_SMALL, text, &w, &h);
    if (w + 4.0F <= box.w) {
        write_in(p, box, ink, text);
    } else if (w + 4.0F <= box.h && h <= box.w) {
        pen_write_upwards(p, PEN_SMALL, (SDL_FPoint){box.x + box.w / 2.0F, box.y + box.h / 2.0F},
                          ink, text);
    }
}

/* --------------------------------------------------------------------- bands */

bool row_has_bands(const struct scene *s)
{
    return s->against == NULL && s->layer->limit_name != NULL &&
           strcmp(s->layer->limit_name, "inlet maximum") == 0;
}

/* A part of a front in the colour of a value, with the number where it finds room. */
static void draw_band(const struct pen *p, const struct scene *s, SDL_FRect box, double value,
                      bool is_beyond)
{
    const struct colour c = scene_colour(s, value);
    char number[48];

    pen_fill(p, box, c);
    if (is_beyond) {
        pen_hatch(p, box, pen_alarm);
    }
    if (!s->layer->is_kind) {
        painter_number(s, value, number, sizeof number);
        write_either(p, box, palette_ink(c), number);
    }
}

/* Three thirds of the inlet where the layer is one and the file tells them, else the layer's value. */
static void draw_bands(const struct pen *p, const struct scene *s,
                       const struct elevation_rack *rack, SDL_FRect box)
{
    const size_t i = rack->rack;
    const float third = box.h / (float)ELEVATION_BANDS;

    if (!s->is_known[i] || isnan(s->values[i])) {
        pen_fill(p, box, pen_unknown);
        write_in(p, box, pen_quiet, s->is_known[i] ? "-" : "?");
    } else if (!rack->has_bands || !row_has_bands(s)) {
        draw_band(p, s, box, s->values[i], scene_is_beyond(s, i));
    } else {
        for (size_t b = 0; b < ELEVATION_BANDS; b++) {
            const SDL_FRect part = {box.x, box.y + box.h - third * (float)(b + 1), box.w, third};
            draw_band(p, s, part, rack->bands_c[b], rack->bands_c[b] > s->rack_limits[i]);
            pen_frame(p, part, pen_paper);
        }
    }
}

/* ----------------------------------------------------------------- the nodes */

bool row_write_state(const struct scene *s, const struct elevation_group *group, char *text,
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

/* Cuts a text until it finds room, with three dots for what is gone. */
static void cut_text(const struct pen *p, float width, char *text)
{
    float w = 0.0F;
    float h = 0.0F;
    size_t n = strlen(text);

    pen_measure(p, PEN_SMALL, text, &w, &h);
    while (w > width && n > 1) {
        n--;
        while (n > 1 && ((unsigned char)text[n] & 0xC0U) == 0x80U) { /* inside of a character */
            n--;
        }
        (void)snprintf(text + n, sizeof "...", "...");
        pen_measure(p, PEN_SMALL, text, &w, &h);
    }
}

/* From the bottom up, joined by commas, as many of the words as find room. */
static void write_upwards(const struct pen *p, SDL_FRect box, struct colour ink,
                          const struct words *words)
{
    char text[MOST_WORDS * WORD_ROOM] = "";
    float w = 0.0F;
    float h = 0.0F;

    for (size_t i = 0; i < words->n; i++) {
        const size_t before = strlen(text);
        (void)snprintf(text + before, sizeof text - before, "%s%s", i > 0 ? ", " : "",
                       words->at[i]);
        pen_measure(p, PEN_SMALL, text, &w, &h);
        if (w + 6.0F > box.h && i > 0) {
            text[before] = '\0';
            break;
        }
    }
    cut_text(p, box.h - 6.0F, text);
    pen_write_upwards(p, PEN_SMALL, (SDL_FPoint){box.x + box.w / 2.0F, box.y + box.h / 2.0F}, ink,
                      text);
}

/* What is to be told of a group, the more important first: a state that costs work before the name. */
static struct words words_of(const struct scene *s, const struct elevation_group *group)
{
    struct words words = {.n = 0};
    char state[WORD_ROOM];
    const bool is_alarm = row_write_state(s, group, state, sizeof state);

    if (is_alarm) {
        (void)snprintf(words.at[words.n++], WORD_ROOM, "%s", state);
    }
    (void)snprintf(words.at[words.n++], WORD_ROOM, "%s", group->name);
    words.has_power = !isnan(group->power_w);
    if (words.has_power) {
        words.power = words.n;
        painter_rounded(s, "W", group->power_w, DIGITS, words.at[words.n++], WORD_ROOM);
    }
    if (!is_alarm && state[0] != '\0') {
        (void)snprintf(words.at[words.n++], WORD_ROOM, "%s", state);
    }
    return words;
}

/* A number that is cut is another number: a power that finds no room goes. */
static void drop_wide_power(const struct pen *p, float width, struct words *words)
{
    float w = 0.0F;
    float h = 0.0F;

    if (words->has_power) {
        pen_measure(p, PEN_SMALL, words->at[words->power], &w, &h);
    }
    if (w > width) {
        words->n--;
        for (size_t i = words->power; i < words->n; i++) {
            memmove(words->at[i], words->at[i + 1], WORD_ROOM);
        }
    }
}

/* Below one another where the box is broad enough for the longest, else upwards in a high one. */
static void write_group(const struct pen *p, const struct scene *s,
                        const struct elevation_group *group, SDL_FRect box)
{
    struct words words = words_of(s, group);
    const struct colour ink = group->state >= ELEVATION_HELD ? pen_alarm : pen_text;
    float widest = 0.0F;
    float w = 0.0F;
    float h = 0.0F;

    for (size_t i = 0; i < words.n; i++) {
        pen_measure(p, PEN_SMALL, words.at[i], &w, &h);
        widest = SDL_max(widest, w);
    }
    if (widest + 4.0F > box.w && box.h > 1.5F * box.w && box.w > h) {
        write_upwards(p, box, ink, &words);
        return;
    }
    drop_wide_power(p, box.w - 4.0F, &words);
    const size_t room = box.h > 0.0F ? (size_t)(box.h / h) : 0;
    const size_t n = words.n < room ? words.n : room;
    const float y = box.y + (box.h - h * (float)n) / 2.0F;
    for (size_t i = 0; i < n; i++) {
        cut_text(p, box.w - 4.0F, words.at[i]);
        write_in(p, (SDL_FRect){box.x, y + h * (float)i, box.w, h}, i == 0 ? ink : pen_text,
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

static void draw_group(const struct pen *p, const struct scene *s, const struct sheet *sheet,
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

/* ----------------------------------------------------------------- the racks */

/* "A-01", "9.81 kW", "of 12 kW" */
static struct words words_below(const struct scene *s, const struct elevation_rack *rack)
{
    struct words words = {.n = 3};
    char limit[48];

    (void)snprintf(words.at[0], WORD_ROOM, "%s", s->rack_names[rack->rack]);
    (void)snprintf(words.at[1], WORD_ROOM, "unknown");
    (void)snprintf(words.at[2], WORD_ROOM, "no limit");
    if (!isnan(rack->power_w)) {
        painter_rounded(s, "W", rack->power_w, DIGITS, words.at[1], WORD_ROOM);
    }
    if (!isnan(rack->limit_w)) {
        painter_rounded(s, "W", rack->limit_w, DIGITS, limit, sizeof limit);
        (void)snprintf(words.at[2], WORD_ROOM, "of %s", limit);
    }
    return words;
}

/* Name, power and limit below a rack: below one another, or upwards where it is narrow. */
static void write_below(const struct pen *p, const struct scene *s,
                        const struct elevation_rack *rack, SDL_FRect box)
{
    const struct words words = words_below(s, rack);
    const bool is_beyond = rack->power_w > rack->limit_w;
    const struct colour inks[] = {pen_text, is_beyond ? pen_alarm : pen_text,
                                  is_beyond ? pen_alarm : pen_quiet};
    const float top = box.y + box.h + 6.0F * p->scale;
    float h = 0.0F;
    bool fits = true;

    for (size_t i = 0; i < words.n; i++) {
        float w = 0.0F;
        pen_measure(p, PEN_SMALL, words.at[i], &w, &h);
        fits = fits && w + 4.0F <= box.w;
    }
    for (size_t i = 0; i < words.n && fits; i++) {
        write_in(p, (SDL_FRect){box.x, top + h * (float)i, box.w, h}, inks[i], words.at[i]);
    }
    if (!fits && box.w > h) {
        write_upwards(p, (SDL_FRect){box.x, top, box.w, ((float)BELOW_PX - 12.0F) * p->scale},
                      inks[1], &words);
    }
}

static void draw_rack(const struct pen *p, const struct scene *s, const struct look *look,
                      const struct sheet *sheet, const struct elevation *e,
                      const struct elevation_rack *rack)
{
    const SDL_FRect box = rack_px(sheet, rack);
    const float across = box.w * BAND_FRAC;
    const bool is_broad = across >= ACROSS_PX * p->scale;
    const SDL_FRect band = {box.x, box.y,
                            is_broad ? across : SDL_min(across, UPRIGHT_PX * p->scale), box.h};
    const SDL_FRect beside = {box.x + band.w + 1.0F, box.y, box.w - band.w - 2.0F, box.h};

    pen_fill(p, box, pen_panel);
    draw_bands(p, s, rack, band);
    for (size_t g = rack->first; g < rack->first + rack->n; g++) {
        draw_group(p, s, sheet, &e->groups[g], beside);
    }
    if (rack->has_units && rack->free_u >= 1.0) {
        char text[32];
        const float top = box.y + (float)(rack->free_u * ELEVATION_UNIT_M * sheet->pixels_per_m);
        (void)snprintf(text, sizeof text, "%.3g U free", rack->free_u);
        write_in(p, (SDL_FRect){beside.x, box.y, beside.w, top - box.y}, pen_quiet, text);
    }
    pen_frame(p, box, pen_line);
    if (!rack->has_height) {
        sheet_dash_top(p, box);
    }
    if (painter_is_framed(look, rack->rack)) {
        painter_frame(p, box);
    }
    write_below(p, s, rack, box);
}

/* What of it is to scale. */
static const char *how_drawn(const struct elevation *e)
{
    return !e->has_heights ? "Dashed tops: heights of racks are not in the file, 2.0 m is drawn."
           : !e->has_units ? "Nodes share a rack by their number: heights not known or too great."
                           : "Nodes to scale, in the file's order from the bottom.";
}

/* Which way the row looks, and what is not drawn as it is. */
static void write_notes(const struct pen *p, const struct scene *s, const struct elevation *e,
                        const struct sheet *sheet, const struct layout *at)
{
    static const char *const left[] = {
        [SIDE_WEST] = "north", [SIDE_EAST] = "south", [SIDE_SOUTH] = "west", [SIDE_NORTH] = "east"};
    static const char *const right[] = {
        [SIDE_WEST] = "south", [SIDE_EAST] = "north", [SIDE_SOUTH] = "east", [SIDE_NORTH] = "west"};
    const int front = s->fronts[e->racks[0].rack];
    const float floor_y = sheet_y(sheet, 0.0);
    const float x0 = sheet_x(sheet, 0.0);
    const float x1 = sheet_x(sheet, e->length_m);

    pen_fill(p, (SDL_FRect){x0 - 30.0F, floor_y, x1 - x0 + 60.0F, 3.0F * p->scale}, pen_quiet);
    pen_write(p, PEN_SMALL, PEN_RIGHT, x0 - 8.0F, floor_y - 20.0F * p->scale, pen_quiet,
              left[front]);
    pen_write(p, PEN_SMALL, PEN_LEFT, x1 + 8.0F, floor_y - 20.0F * p->scale, pen_quiet,
              right[front]);
    painter_metres(p, at, sheet->pixels_per_m);
}

void painter_row(const struct pen *p, const struct scene *s, const struct look *look,
                 const struct layout *at)
{
    const struct elevation *const e = views_elevation(look->views, s);
    const SDL_Rect clip = {(int)at->plan.x, (int)at->plan.y, (int)at->plan.w, (int)at->plan.h};

    if (e == NULL) {
        painter_notice(p, at, "The file does not tell where the racks of this row stand");
        return;
    }
    const struct sheet sheet = sheet_of_row(e, look, at, p->scale);
    (void)SDL_RenderSetClipRect(p->renderer, &clip);
    for (size_t k = 0; k < e->n; k++) {
        draw_rack(p, s, look, &sheet, e, &e->racks[k]);
    }
    write_notes(p, s, e, &sheet, at);
    (void)SDL_RenderSetClipRect(p->renderer, NULL);
}

long painter_row_rack(const struct scene *s, const struct look *look, const struct layout *at,
                      SDL_FPoint where, float scale)
{
    const struct elevation *const e = views_elevation(look->views, s);

    for (size_t k = 0; e != NULL && k < e->n; k++) {
        const struct sheet sheet = sheet_of_row(e, look, at, scale);
        const SDL_FRect box = rack_px(&sheet, &e->racks[k]);
        if (SDL_PointInFRect(&where, &box)) {
            return (long)e->racks[k].rack;
        }
    }
    return -1;
}

/* -------------------------------------------------------------------- panel */

void row_notes(struct column *c, const struct scene *s, const struct look *look)
{
    const struct elevation *const e = views_elevation(look->views, s);

    if (row_has_bands(s)) {
        column_paragraph(
            c, PEN_SMALL, pen_quiet,
            e != NULL && e->has_bands
                ? "Left part of a front: inlet air of its lowest, middle and top third, "
                  "each held against the limit. Below the scale: its lowest colour."
                : "Left part of a front: the layer. Inlets by height need a computed "
                  "field of the air.");
    } else {
        column_paragraph(c, PEN_SMALL, pen_quiet, "Left part of a front: the layer.");
    }
    column_paragraph(c, PEN_SMALL, pen_quiet,
                     "Right part: groups of nodes, their power and what holds them. Below: power "
                     "of the rack and its limit.");
    if (e != NULL) {
        column_paragraph(c, PEN_SMALL, pen_quiet, how_drawn(e));
    }
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
        const bool is_alarm = row_write_state(s, group, state, sizeof state);
        if (!isnan(group->power_w)) {
            painter_quantity(s, "W", group->power_w, power, sizeof power);
        }
        (void)snprintf(line, sizeof line, "%.3g x %s: %s%s%s", group->count, group->name, power,
                       state[0] != '\0' ? ", " : "", state);
        column_paragraph(c, PEN_SMALL, is_alarm ? pen_alarm : pen_text, line);
    }
}
