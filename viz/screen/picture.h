/* picture.h - a picture that no window shows, and its pixels as a PNG file.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef VIZ_SCREEN_PICTURE_H
#define VIZ_SCREEN_PICTURE_H

#include "viz/screen/pen.h"

struct picture {
    SDL_Surface *surface;
    struct pen pen;
};

/* Makes room to draw in with the pen; the scale is that of text and lines. picture_close gives everything
 * back.
 *
 * Errors  STATUS_NO_MEMORY: no picture of that size; STATUS_IO: no font was found.
 */
MUST_CHECK enum status picture_open(int width, int height, float scale,
                                    struct picture *ret_picture);
void picture_close(struct picture *p);

/* Writes what was drawn. Equal pixels give equal bytes.
 *
 * Errors  STATUS_IO, STATUS_NO_MEMORY.
 */
MUST_CHECK enum status picture_write(const struct picture *p, const char *path);

#endif
