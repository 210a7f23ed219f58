/* pen.h - lines, boxes and words on a renderer, in a window or without one.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef VIZ_SCREEN_PEN_H
#define VIZ_SCREEN_PEN_H

#include <SDL.h>
#include <SDL_ttf.h>

#include "models/status.h"
#include "viz/palette.h"

enum pen_size { PEN_SMALL, PEN_NORMAL, PEN_LARGE, PEN_SIZES };
enum pen_align { PEN_LEFT, PEN_CENTRE, PEN_RIGHT };

struct pen {
    SDL_Renderer *renderer;
    TTF_Font *fonts[PEN_SIZES];
    float scale; /* of text and lines: 2 on a dense screen */
};

/* Colours of the dark theme. */
extern const struct colour pen_paper;
extern const struct colour pen_panel;
extern const struct colour pen_line;
extern const struct colour pen_text;
extern const struct colour pen_quiet;
extern const struct colour pen_alarm;
extern const struct colour pen_unknown; /* of a value that is not known: on no scale */

/* Opens the fonts: HEADROOM_FONT, else the usual places of Debian, Fedora, Arch and macOS.
 *
 * Errors  STATUS_IO: no font was found.
 */
MUST_CHECK enum status pen_open(SDL_Renderer *renderer, float scale, struct pen *ret_pen);
void pen_close(struct pen *p);

/* Makes text and lines of another size; where the font does not open again they stay as they are. */
void pen_rescale(struct pen *p, float scale);

void pen_fill(const struct pen *p, SDL_FRect box, struct colour c);
void pen_frame(const struct pen *p, SDL_FRect box, struct colour c);
void pen_line_to(const struct pen *p, float x0, float y0, float x1, float y1, struct colour c);
/* Makes what is in a box step back. */
void pen_shade(const struct pen *p, SDL_FRect box);
/* A bar in pieces along its longer side, each as long as the gap behind it. */
void pen_dash(const struct pen *p, SDL_FRect bar, float dash, struct colour c);
/* Diagonal lines over a box: what is past a limit, also for who sees no colours. */
void pen_hatch(const struct pen *p, SDL_FRect box, struct colour c);

/* Width and height of a text. */
void pen_measure(const struct pen *p, enum pen_size size, const char *text, float *ret_w,
                 float *ret_h);
/* Writes at (x, y): the top, and left edge, middle or right edge of the text. */
void pen_write(const struct pen *p, enum pen_size size, enum pen_align align, float x, float y,
               struct colour c, const char *text);
/* Writes from the bottom up about a middle: where a box is narrow and high. */
void pen_write_upwards(const struct pen *p, enum pen_size size, SDL_FPoint middle, struct colour c,
                       const char *text);

#endif
