/* SPDX-License-Identifier: Apache-2.0 */
#include "viz/screen/picture.h"

#include <stdbool.h>
#include <stdlib.h>

#include <png.h>

enum status picture_open(int width, int height, float scale, struct picture *ret_picture)
{
    SDL_Surface *const surface =
        SDL_CreateRGBSurfaceWithFormat(0, width, height, 32, SDL_PIXELFORMAT_RGBA32);
    SDL_Renderer *const renderer = surface != NULL ? SDL_CreateSoftwareRenderer(surface) : NULL;
    enum status st = STATUS_NO_MEMORY;

    *ret_picture = (struct picture){.surface = surface};
    if (renderer != NULL) {
        st = pen_open(renderer, scale, &ret_picture->pen);
    }
    if (st != STATUS_OK) {
        SDL_DestroyRenderer(renderer);
        SDL_FreeSurface(surface);
    }
    return st;
}

void picture_close(struct picture *p)
{
    SDL_Renderer *const renderer = p->pen.renderer;

    pen_close(&p->pen);
    SDL_DestroyRenderer(renderer);
    SDL_FreeSurface(p->surface);
}

enum status picture_write(const struct picture *p, const char *path)
{
    const int width = p->surface->w;
    const int height = p->surface->h;
    const size_t stride = (size_t)width * 3;
    unsigned char *const pixels = calloc((size_t)height, stride);
    png_image image = {.version = PNG_IMAGE_VERSION,
                       .width = (png_uint_32)width,
                       .height = (png_uint_32)height,
                       .format = PNG_FORMAT_RGB};

    if (pixels == NULL) {
        return STATUS_NO_MEMORY;
    }
    const bool is_read = SDL_RenderReadPixels(p->pen.renderer, NULL, SDL_PIXELFORMAT_RGB24, pixels,
                                              (int)stride) == 0;
    const bool is_written =
        is_read && png_image_write_to_file(&image, path, 0, pixels, (png_int_32)stride, NULL) != 0;
    free(pixels);
    return is_written ? STATUS_OK : STATUS_IO;
}
