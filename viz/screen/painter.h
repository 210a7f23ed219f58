/* painter.h - one picture of a scene: the same for a file and for a window.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef VIZ_SCREEN_PAINTER_H
#define VIZ_SCREEN_PAINTER_H

#include "sim/results/plane.h"
#include "viz/scene.h"
#include "viz/screen/pen.h"

/* How a scene is looked at. */
struct look {
    float width;
    float height;
    double zoom;  /* 1: the hall fills its place */
    double pan_x; /* pixels */
    double pan_y;
    long hovered;  /* rack, -1 for none */
    long selected; /* likewise */
    bool is_playing;
    bool has_help;
    const struct results_plane *plane; /* of the air, in place of the plan; or NULL */
};

/* Where things stand in the picture, for drawing and for the mouse. */
struct layout {
    SDL_FRect plan;
    SDL_FRect panel;
    SDL_FRect timeline; /* empty when there is one record */
    double pixels_per_m;
    double left; /* pixel of x = 0 */
    double base; /* pixel of y = 0 */
};
struct layout painter_layout(const struct scene *s, const struct look *look, float scale);

void painter_draw(const struct pen *p, const struct scene *s, const struct look *look);

/* Parts of it, a file each. */
void painter_plan(const struct pen *p, const struct scene *s, const struct look *look,
                  const struct layout *at);
void painter_air(const struct pen *p, const struct scene *s, const struct look *look,
                 const struct layout *at);
void painter_panel(const struct pen *p, const struct scene *s, const struct look *look,
                   const struct layout *at);
void painter_timeline(const struct pen *p, const struct scene *s, const struct look *look,
                      const struct layout *at);

/* A rack's edges and the side of its front. (plan.c) */
void painter_outline(const struct pen *p, const struct layout *at, const struct box *b, int front);

/* "1.50 m above the floor", "section at y = 4.50 m" */
void painter_plane_words(const struct results_plane *plane, char *ret_text, size_t room);

/* "22.6 degC" with its unit in the scene's system; room bytes of ret_text. */
void painter_quantity(const struct scene *s, const char *si, double value, char *ret_text,
                      size_t room);

#endif
