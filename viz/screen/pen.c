/* SPDX-License-Identifier: Apache-2.0 */
#include "viz/screen/pen.h"

#include <stdlib.h>
#include <unistd.h>

const struct colour pen_paper = {18, 20, 24};
const struct colour pen_panel = {28, 31, 37};
const struct colour pen_line = {86, 92, 102};
const struct colour pen_text = {233, 236, 241};
const struct colour pen_quiet = {165, 172, 183};
const struct colour pen_alarm = {255, 122, 102};
const struct colour pen_unknown = {58, 62, 70};

static const int point_sizes[PEN_SIZES] = {[PEN_SMALL] = 13, [PEN_NORMAL] = 15, [PEN_LARGE] = 21};

static const char *find_font(void)
{
    static const char *const places[] = {
        "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf",
        "/usr/share/fonts/dejavu-sans-fonts/DejaVuSans.ttf",
        "/usr/share/fonts/TTF/DejaVuSans.ttf",
        "/usr/share/fonts/truetype/liberation/LiberationSans-Regular.ttf",
        "/usr/share/fonts/liberation-sans/LiberationSans-Regular.ttf",
        "/System/Library/Fonts/Supplemental/Arial.ttf",
        "/Library/Fonts/Arial.ttf",
    };
    const char *const own = getenv("HEADROOM_FONT");

    if (own != NULL && own[0] != '\0') {
        return own;
    }
    for (size_t i = 0; i < sizeof places / sizeof places[0]; i++) {
        if (access(places[i], R_OK) == 0) {
            return places[i];
        }
    }
    return NULL;
}

enum status pen_open(SDL_Renderer *renderer, float scale, struct pen *ret_pen)
{
    const char *const path = find_font();
    struct pen p = {.renderer = renderer, .scale = scale};

    if (path == NULL || TTF_Init() != 0) {
        return STATUS_IO;
    }
    for (int i = 0; i < PEN_SIZES; i++) {
        p.fonts[i] = TTF_OpenFont(path, (int)((float)point_sizes[i] * scale + 0.5F));
        if (p.fonts[i] == NULL) {
            pen_close(&p);
            return STATUS_IO;
        }
    }
    *ret_pen = p;
    return STATUS_OK;
}

void pen_close(struct pen *p)
{
    for (int i = 0; i < PEN_SIZES; i++) {
        if (p->fonts[i] != NULL) {
            TTF_CloseFont(p->fonts[i]);
        }
    }
    TTF_Quit();
}

void pen_rescale(struct pen *p, float scale)
{
    struct pen other = {0};

    if (pen_open(p->renderer, scale, &other) == STATUS_OK) {
        pen_close(p); /* the library is open twice, and stays open */
        *p = other;
    }
}

static void take(const struct pen *p, struct colour c)
{
    (void)SDL_SetRenderDrawColor(p->renderer, c.r, c.g, c.b, 255);
}

void pen_fill(const struct pen *p, SDL_FRect box, struct colour c)
{
    take(p, c);
    (void)SDL_RenderFillRectF(p->renderer, &box);
}

void pen_frame(const struct pen *p, SDL_FRect box, struct colour c)
{
    take(p, c);
    (void)SDL_RenderDrawRectF(p->renderer, &box);
}

void pen_line_to(const struct pen *p, float x0, float y0, float x1, float y1, struct colour c)
{
    take(p, c);
    (void)SDL_RenderDrawLineF(p->renderer, x0, y0, x1, y1);
}

void pen_shade(const struct pen *p, SDL_FRect box)
{
    (void)SDL_SetRenderDrawBlendMode(p->renderer, SDL_BLENDMODE_BLEND);
    (void)SDL_SetRenderDrawColor(p->renderer, pen_paper.r, pen_paper.g, pen_paper.b, 176);
    (void)SDL_RenderFillRectF(p->renderer, &box);
    (void)SDL_SetRenderDrawBlendMode(p->renderer, SDL_BLENDMODE_NONE);
}

void pen_dash(const struct pen *p, SDL_FRect bar, float dash, struct colour c)
{
    const bool is_upright = bar.h > bar.w;
    const float length = is_upright ? bar.h : bar.w;

    for (int k = 0; 2.0F * dash * (float)k < length; k++) {
        const float from = 2.0F * dash * (float)k;
        const float part = SDL_min(dash, length - from);
        pen_fill(p,
                 is_upright ? (SDL_FRect){bar.x, bar.y + from, bar.w, part}
                            : (SDL_FRect){bar.x + from, bar.y, part, bar.h},
                 c);
    }
}

void pen_hatch(const struct pen *p, SDL_FRect box, struct colour c)
{
    const float step = 6.0F * p->scale;

    take(p, c);
    for (int k = 1; (float)k * step < box.w + box.h; k++) {
        const float at = (float)k * step;
        const float x0 = at < box.w ? at : box.w;
        const float y0 = at < box.w ? 0.0F : at - box.w;
        const float x1 = at < box.h ? 0.0F : at - box.h;
        const float y1 = at < box.h ? at : box.h;
        (void)SDL_RenderDrawLineF(p->renderer, box.x + x0, box.y + y0, box.x + x1, box.y + y1);
    }
}

void pen_measure(const struct pen *p, enum pen_size size, const char *text, float *ret_w,
                 float *ret_h)
{
    int w = 0;
    int h = 0;

    (void)TTF_SizeUTF8(p->fonts[size], text, &w, &h);
    *ret_w = (float)w;
    *ret_h = (float)h;
}

/* A text as a texture of its size; NULL for none. */
static SDL_Texture *set_text(const struct pen *p, enum pen_size size, struct colour c,
                             const char *text, SDL_FRect *ret_box)
{
    const SDL_Color ink = {c.r, c.g, c.b, 255};
    SDL_Surface *const surface =
        text[0] != '\0' ? TTF_RenderUTF8_Blended(p->fonts[size], text, ink) : NULL;

    if (surface == NULL) {
        return NULL;
    }
    SDL_Texture *const texture = SDL_CreateTextureFromSurface(p->renderer, surface);
    *ret_box = (SDL_FRect){0.0F, 0.0F, (float)surface->w, (float)surface->h};
    SDL_FreeSurface(surface);
    return texture;
}

/* NOLINTNEXTLINE(readability-function-size): what, how large, where, in which colour */
void pen_write(const struct pen *p, enum pen_size size, enum pen_align align, float x, float y,
               struct colour c, const char *text)
{
    SDL_FRect box = {0};
    SDL_Texture *const texture = set_text(p, size, c, text, &box);

    if (texture != NULL) {
        const float shift = align == PEN_LEFT ? 0.0F : align == PEN_CENTRE ? box.w / 2.0F : box.w;
        box.x = SDL_floorf(x - shift);
        box.y = SDL_floorf(y);
        (void)SDL_RenderCopyF(p->renderer, texture, NULL, &box);
        SDL_DestroyTexture(texture);
    }
}

void pen_write_upwards(const struct pen *p, enum pen_size size, SDL_FPoint middle, struct colour c,
                       const char *text)
{
    SDL_FRect box = {0};
    SDL_Texture *const texture = set_text(p, size, c, text, &box);

    if (texture != NULL) {
        box.x = SDL_floorf(middle.x - box.w / 2.0F);
        box.y = SDL_floorf(middle.y - box.h / 2.0F);
        (void)SDL_RenderCopyExF(p->renderer, texture, NULL, &box, -90.0, NULL, SDL_FLIP_NONE);
        SDL_DestroyTexture(texture);
    }
}
