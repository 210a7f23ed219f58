/* SPDX-License-Identifier: Apache-2.0 */
#include "viz/screen/picture.h"

#include <stdbool.h>
#include <stdlib.h>

#include <png.h>

enum status picture_write(SDL_Renderer *renderer, int width, int height, const char *path)
{
    const size_t stride = (size_t)width * 3;
    unsigned char *const pixels = calloc((size_t)height, stride);
    png_image image = {.version = PNG_IMAGE_VERSION,
                       .width = (png_uint_32)width,
                       .height = (png_uint_32)height,
                       .format = PNG_FORMAT_RGB};

    if (pixels == NULL) {
        return STATUS_NO_MEMORY;
    }
    const bool is_read =
        SDL_RenderReadPixels(renderer, NULL, SDL_PIXELFORMAT_RGB24, pixels, (int)stride) == 0;
    const bool is_written =
        is_read && png_image_write_to_file(&image, path, 0, pixels, (png_int_32)stride, NULL) != 0;
    free(pixels);
    return is_written ? STATUS_OK : STATUS_IO;
}
