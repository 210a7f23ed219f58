/* SPDX-License-Identifier: Apache-2.0 */
#include "viz/screen/headless.h"

#include <limits.h>
#include <stdio.h>
#include <string.h>

#include "viz/screen/picture.h"

/* "hall.png" becomes "hall-0007.png". */
static void name_frame(const char *path, long number, char *ret_name, size_t room)
{
    const char *const point = strrchr(path, '.');
    const int stem = point != NULL ? (int)(point - path) : (int)strlen(path);

    (void)snprintf(ret_name, room, "%.*s-%04ld%s", stem, path, number, path + stem);
}

static int write_picture(const struct pen *p, const struct request *q, const struct pair *pair,
                         const struct look *look, const char *path)
{
    painter_draw(p, pair, look);
    if (picture_write(p->renderer, q->width, q->height, path) != STATUS_OK) {
        (void)request_complain("cannot write", path);
        return EXIT_NO_FILE;
    }
    return EXIT_DONE;
}

/* Pictures at equal steps of time, the first of the start and the last of the end. */
static int write_frames(const struct pen *p, const struct request *q, struct pair *pair,
                        const struct look *look)
{
    const struct results *const r = pair->own.results;
    const double end_s = results_times_s(r)[results_n_times(r) - 1];
    char path[PATH_MAX];
    int code = EXIT_DONE;

    for (long i = 0; i < q->n_frames && code == EXIT_DONE; i++) {
        pair_set_time(pair, results_time_at(r, end_s * (double)i / (double)(q->n_frames - 1)));
        name_frame(q->plot, i + 1, path, sizeof path);
        code = write_picture(p, q, pair, look, path);
    }
    return code;
}

int headless_plot(const struct request *q, struct pair *pair, const struct look *look)
{
    SDL_Surface *const surface =
        SDL_CreateRGBSurfaceWithFormat(0, q->width, q->height, 32, SDL_PIXELFORMAT_RGBA32);
    SDL_Renderer *const renderer = surface != NULL ? SDL_CreateSoftwareRenderer(surface) : NULL;
    struct pen pen = {0};
    int code = EXIT_NO_FILE;

    if (renderer == NULL) {
        (void)request_complain("no picture of that size:", SDL_GetError());
    } else if (pen_open(renderer, q->scale, &pen) != STATUS_OK) {
        (void)request_complain("no font found; set HEADROOM_FONT to a .ttf file", NULL);
    } else {
        code = q->n_frames > 0 ? write_frames(&pen, q, pair, look)
                               : write_picture(&pen, q, pair, look, q->plot);
        pen_close(&pen);
        (void)(code == EXIT_DONE && printf("%s\n", q->plot));
    }
    SDL_DestroyRenderer(renderer);
    SDL_FreeSurface(surface);
    return code;
}
