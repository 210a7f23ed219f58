/* SPDX-License-Identifier: Apache-2.0 */
#include "viz/screen/headless.h"

#include <limits.h>
#include <stdio.h>
#include <string.h>

#include "viz/screen/picture.h"

/* "hall.png" becomes "hall-0007.png". */
static void name_frame(const char *path, long number, char *ret_name, size_t room)
{
    const char *const folder = strrchr(path, '/');
    const char *const point = strrchr(folder != NULL ? folder : path, '.');
    const int stem = point != NULL ? (int)(point - path) : (int)strlen(path);

    (void)snprintf(ret_name, room, "%.*s-%04ld%s", stem, path, number, path + stem);
}

static int write_picture(const struct picture *p, const struct pair *pair, const struct look *look,
                         const char *path)
{
    painter_draw(&p->pen, pair, look);
    if (picture_write(p, path) != STATUS_OK) {
        (void)request_complain("cannot write", path);
        return EXIT_NO_FILE;
    }
    return EXIT_DONE;
}

/* Pictures at equal steps of time, the first of the start and the last of the end. */
static int write_frames(const struct picture *p, const struct request *q, struct pair *pair,
                        const struct look *look)
{
    const struct results *const r = pair->own.results;
    const double end_s = results_times_s(r)[results_n_times(r) - 1];
    char path[PATH_MAX];
    int code = EXIT_DONE;

    for (long i = 0; i < q->n_frames && code == EXIT_DONE; i++) {
        pair_set_time(pair, results_time_at(r, end_s * (double)i / (double)(q->n_frames - 1)));
        name_frame(q->plot, i + 1, path, sizeof path);
        code = write_picture(p, pair, look, path);
    }
    return code;
}

int headless_plot(const struct request *q, struct pair *pair, const struct look *look)
{
    struct picture picture;
    const enum status st = picture_open(q->width, q->height, q->scale, &picture);

    if (st != STATUS_OK) {
        (void)request_complain(st == STATUS_IO ? "no font found; set HEADROOM_FONT to a .ttf file"
                                               : "no memory for a picture of that size",
                               NULL);
        return EXIT_NO_FILE;
    }
    const int code = q->n_frames > 0 ? write_frames(&picture, q, pair, look)
                                     : write_picture(&picture, pair, look, q->plot);
    picture_close(&picture);
    (void)(code == EXIT_DONE && printf("%s\n", q->plot));
    return code;
}
