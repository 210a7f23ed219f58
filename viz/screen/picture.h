/* picture.h - pixels of a renderer as a PNG file.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef VIZ_SCREEN_PICTURE_H
#define VIZ_SCREEN_PICTURE_H

#include <SDL.h>

#include "models/status.h"

/* Writes what was drawn (before it is presented). Equal pixels give equal bytes.
 *
 * Errors  STATUS_IO.
 */
MUST_CHECK enum status picture_write(SDL_Renderer *renderer, int width, int height,
                                     const char *path);

#endif
