/* keys.c - the keys of the window, and the overlay that tells them.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "viz/screen/window.h"

/* What is held with a key. The first three: neither control nor alt. */
enum { WITHOUT_SHIFT, WITH_SHIFT, EITHER, WITH_CTRL, WITH_ALT, WITH_ALT_SHIFT };

struct key_row {
    SDL_Keycode key;
    int held;
    struct wish wish;
};

static const struct key_row rows[] = {
    {SDLK_SPACE, EITHER, {INTENT_PLAY, 0}},
    {SDLK_MINUS, EITHER, {INTENT_SPEED, -1}},
    {SDLK_KP_MINUS, EITHER, {INTENT_SPEED, -1}},
    {SDLK_PLUS, EITHER, {INTENT_SPEED, 1}},
    {SDLK_EQUALS, EITHER, {INTENT_SPEED, 1}},
    {SDLK_KP_PLUS, EITHER, {INTENT_SPEED, 1}},
    {SDLK_LEFT, WITHOUT_SHIFT, {INTENT_STEP, -1}},
    {SDLK_LEFT, WITH_SHIFT, {INTENT_STEP, -10}},
    {SDLK_RIGHT, WITHOUT_SHIFT, {INTENT_STEP, 1}},
    {SDLK_RIGHT, WITH_SHIFT, {INTENT_STEP, 10}},
    {SDLK_HOME, EITHER, {INTENT_FIRST, 0}},
    {SDLK_END, EITHER, {INTENT_LAST, 0}},
    {SDLK_w, EITHER, {INTENT_WORST_TIME, 0}},
    {SDLK_j, WITHOUT_SHIFT, {INTENT_CROSSING, 1}},
    {SDLK_j, WITH_SHIFT, {INTENT_CROSSING, -1}},
    {SDLK_e, WITHOUT_SHIFT, {INTENT_EVENT, 1}},
    {SDLK_e, WITH_SHIFT, {INTENT_EVENT, -1}},
    {SDLK_l, WITHOUT_SHIFT, {INTENT_NEXT_LAYER, 1}},
    {SDLK_l, WITH_SHIFT, {INTENT_NEXT_LAYER, -1}},
    {SDLK_n, WITHOUT_SHIFT, {INTENT_NEXT_RACK, 0}},
    {SDLK_n, WITH_SHIFT, {INTENT_LAST_RACK, 0}},
    {SDLK_RIGHTBRACKET, EITHER, {INTENT_NEXT_ELEMENT, 1}},
    {SDLK_LEFTBRACKET, EITHER, {INTENT_NEXT_ELEMENT, -1}},
    {SDLK_s, EITHER, {INTENT_TOGGLE_RACK, 0}},
    {SDLK_r, WITH_SHIFT, {INTENT_ADD_ROW, 0}},
    {SDLK_a, WITH_CTRL, {INTENT_ADD_ALL, 0}},
    {SDLK_ESCAPE, EITHER, {INTENT_RELEASE, 0}},
    {SDLK_o, EITHER, {INTENT_DIAGRAM, 0}},
    {SDLK_a, EITHER, {INTENT_AIR, 0}},
    {SDLK_z, EITHER, {INTENT_AIR, 0}},
    {SDLK_x, EITHER, {INTENT_SECTION, PLANE_X}},
    {SDLK_y, EITHER, {INTENT_SECTION, PLANE_Y}},
    {SDLK_UP, EITHER, {INTENT_PLANE, 1}},
    {SDLK_DOWN, EITHER, {INTENT_PLANE, -1}},
    {SDLK_v, EITHER, {INTENT_ROW, 0}},
    {SDLK_PERIOD, EITHER, {INTENT_NEXT_ROW, 1}},
    {SDLK_COMMA, EITHER, {INTENT_NEXT_ROW, -1}},
    {SDLK_c, EITHER, {INTENT_COMPARE, 0}},
    {SDLK_f, EITHER, {INTENT_FIT, 0}},
    {SDLK_f, WITH_CTRL, {INTENT_FIND, 0}},
    {SDLK_PAGEUP, EITHER, {INTENT_ZOOM, 1}},
    {SDLK_PAGEDOWN, EITHER, {INTENT_ZOOM, -1}},
    {SDLK_LEFT, WITH_CTRL, {INTENT_PAN_X, 1}},
    {SDLK_RIGHT, WITH_CTRL, {INTENT_PAN_X, -1}},
    {SDLK_UP, WITH_CTRL, {INTENT_PAN_Y, 1}},
    {SDLK_DOWN, WITH_CTRL, {INTENT_PAN_Y, -1}},
    {SDLK_UP, WITH_ALT, {INTENT_RANGE_MOST, 1}},
    {SDLK_DOWN, WITH_ALT, {INTENT_RANGE_MOST, -1}},
    {SDLK_UP, WITH_ALT_SHIFT, {INTENT_RANGE_LEAST, 1}},
    {SDLK_DOWN, WITH_ALT_SHIFT, {INTENT_RANGE_LEAST, -1}},
    {SDLK_r, WITHOUT_SHIFT, {INTENT_RANGE_RESET, 0}},
    {SDLK_PLUS, WITH_CTRL, {INTENT_SCALE, 1}},
    {SDLK_EQUALS, WITH_CTRL, {INTENT_SCALE, 1}},
    {SDLK_KP_PLUS, WITH_CTRL, {INTENT_SCALE, 1}},
    {SDLK_MINUS, WITH_CTRL, {INTENT_SCALE, -1}},
    {SDLK_KP_MINUS, WITH_CTRL, {INTENT_SCALE, -1}},
    {SDLK_0, WITH_CTRL, {INTENT_SCALE, 0}},
    {SDLK_u, EITHER, {INTENT_UNITS, 0}},
    {SDLK_p, EITHER, {INTENT_PICTURE, 0}},
    {SDLK_h, EITHER, {INTENT_HELP, 0}},
    {SDLK_F1, EITHER, {INTENT_HELP, 0}},
    {SDLK_q, EITHER, {INTENT_QUIT, 0}},
};

struct wish window_key(SDL_Keycode key, unsigned modifiers)
{
    const bool has_shift = (modifiers & (unsigned)KMOD_SHIFT) != 0;
    const bool has_alt = (modifiers & (unsigned)KMOD_ALT) != 0;
    const bool has_ctrl = (modifiers & (unsigned)KMOD_CTRL) != 0;
    const int held = has_ctrl               ? WITH_CTRL
                     : has_alt && has_shift ? WITH_ALT_SHIFT
                     : has_alt              ? WITH_ALT
                     : has_shift            ? WITH_SHIFT
                                            : WITHOUT_SHIFT;

    /* With shift a digit is another sign, and which one differs by keyboard. */
    if (key >= SDLK_1 && key <= SDLK_9 && held == WITHOUT_SHIFT) {
        return (struct wish){INTENT_LAYER, key - SDLK_1};
    }
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        if (rows[i].key == key &&
            (rows[i].held == held || (rows[i].held == EITHER && held <= WITH_SHIFT))) {
            return rows[i].wish;
        }
    }
    return (struct wish){INTENT_NONE, 0};
}

/* ------------------------------------------------------------- the overlay */

struct help_row {
    const char *keys;
    const char *what;
};

static const struct help_row help[] = {
    {"space, - +", "play and pause, slower and faster"},
    {"left, right", "one record; with shift ten"},
    {"home, end, w", "first, last, worst moment"},
    {"j, J; e, E", "next and last crossing of the limit; event"},
    {"1 to 9, l, L", "layers; next and last layer; or click its name"},
    {"n, N, click", "next and last worst rack; a rack, feed or unit"},
    {"[, ]", "last and next feed, plant or unit"},
    {"s, ctrl+click", "take the rack into several, or out"},
    {"R, ctrl+a, shift+drag", "its row; all racks; those in a box"},
    {"/ NAME, tab, enter", "find a rack; the next so; keep it"},
    {"esc", "let go: help, find, what is selected"},
    {"o", "one-line diagram; marked: what feeds the rack"},
    {"a, x, y", "the air at a height; sections across x and y"},
    {"up, down", "that plane by a cell; also ctrl and wheel"},
    {"v, comma, stop", "a row from the front; the last and next row"},
    {"c", "two files: one, side by side, difference"},
    {"page up, down, wheel", "zoom"},
    {"ctrl+arrows, drag, f", "pan; fit"},
    {"alt+up, down", "upper end of the colours; with shift the lower"},
    {"drag on the colours, r", "colours for that range; for all again"},
    {"ctrl + - 0", "larger and smaller text; as at the start"},
    {"u; p; h, ?; q", "SI or US units; picture as PNG; this help; quit"},
};

void painter_help(const struct pen *p, const struct look *look)
{
    const size_t n = sizeof help / sizeof help[0];
    const float width = 600.0F * p->scale;
    /* In the lowest window the lines stand as close as the small text allows. */
    const float step = SDL_min(24.0F * p->scale, (look->height - 16.0F * p->scale) / (float)n);
    const enum pen_size size = step < 20.0F * p->scale ? PEN_SMALL : PEN_NORMAL;
    const float height = step * (float)n + 8.0F * p->scale;
    const SDL_FRect box = {(look->width - width) / 2.0F, (look->height - height) / 2.0F, width,
                           height};

    pen_fill(p, box, pen_panel);
    pen_frame(p, box, pen_line);
    for (size_t i = 0; i < n; i++) {
        const float y = box.y + 4.0F * p->scale + step * (float)i;
        pen_write(p, size, PEN_LEFT, box.x + 20.0F * p->scale, y, pen_text, help[i].keys);
        pen_write(p, size, PEN_LEFT, box.x + 220.0F * p->scale, y, pen_quiet, help[i].what);
    }
}
