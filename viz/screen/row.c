/* row.c - a row of racks from the front, to scale: the air before each by height, what is in it.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "viz/screen/row.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "viz/screen/row_words.h"

#define BESIDE_PX 56.0
#define BELOW_PX  112.0

/* Share of a front's width that shows the air or the layer; its nodes stand beside it. Where a number
 * finds no room across so much, it stands upright and the nodes have the rest. */
#define BAND_FRAC  0.4F
#define ACROSS_PX  33.0F
#define UPRIGHT_PX 18.0F

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

/* Writes in the middle of a box, upwards in one that is too narrow for the text. */
static void write_either(const struct pen *p, SDL_FRect box, struct colour ink, const char *text)
{
    float w = 0.0F;
    float h = 0.0F;

    pen_measure(p, PEN_SMALL, text, &w, &h);
    if (w + 4.0F <= box.w) {
        row_write_in(p, box, ink, text);
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
        row_write_in(p, box, pen_quiet, s->is_known[i] ? "-" : "?");
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

/* ----------------------------------------------------------------- the racks */

/* "A-01", "9.81 kW", "of 12 kW" */
static struct row_words words_below(const struct scene *s, const struct elevation_rack *rack)
{
    struct row_words words = {.n = 3};
    char limit[48];

    (void)snprintf(words.at[0], ROW_WORD_ROOM, "%s", s->rack_names[rack->rack]);
    (void)snprintf(words.at[1], ROW_WORD_ROOM, "unknown");
    (void)snprintf(words.at[2], ROW_WORD_ROOM, "no limit");
    if (!isnan(rack->power_w)) {
        painter_rounded(s, "W", rack->power_w, ROW_DIGITS, words.at[1], ROW_WORD_ROOM);
    }
    if (!isnan(rack->limit_w)) {
        painter_rounded(s, "W", rack->limit_w, ROW_DIGITS, limit, sizeof limit);
        (void)snprintf(words.at[2], ROW_WORD_ROOM, "of %s", limit);
    }
    return words;
}

/* Name, power and limit below a rack: below one another, or upwards where it is narrow. */
static void write_below(const struct pen *p, const struct scene *s,
                        const struct elevation_rack *rack, SDL_FRect box)
{
    const struct row_words words = words_below(s, rack);
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
        row_write_in(p, (SDL_FRect){box.x, top + h * (float)i, box.w, h}, inks[i], words.at[i]);
    }
    if (!fits && box.w > h) {
        row_write_upwards(p, (SDL_FRect){box.x, top, box.w, ((float)BELOW_PX - 12.0F) * p->scale},
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
        row_draw_group(p, s, sheet, &e->groups[g], beside);
    }
    if (rack->has_units && rack->free_u >= 1.0) {
        char text[32];
        const float top = box.y + (float)(rack->free_u * ELEVATION_UNIT_M * sheet->pixels_per_m);
        (void)snprintf(text, sizeof text, "%.3g U free", rack->free_u);
        row_write_in(p, (SDL_FRect){beside.x, box.y, beside.w, top - box.y}, pen_quiet, text);
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
