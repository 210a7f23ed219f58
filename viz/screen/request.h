/* request.h - what headroom-view was asked for.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef VIZ_SCREEN_REQUEST_H
#define VIZ_SCREEN_REQUEST_H

#include "sim/base/units.h"
#include "viz/screen/painter.h"

enum { EXIT_DONE = 0, EXIT_BAD_USAGE = 2, EXIT_NO_FILE = 4 };

struct request {
    const char *file;
    const char *other; /* a second file, or NULL */
    const char *plot;
    const char *at;
    const char *select; /* a rack, or several with commas between them */
    bool is_following;  /* of a run that is not finished: a window goes on with it */
    bool has_range;
    double least; /* that the colours span, in the layer's unit */
    double most;
    enum look_mode mode; /* of two files */
    const struct layer *layer;
    const char *row; /* that is looked at from the front, or NULL */
    enum plane_axis plane_axis;
    double plane_m;
    bool has_plane;
    enum look_view view;
    long n_frames; /* of an image sequence; 0: one picture */
    enum unit_system units;
    int width;
    int height;
    float scale;
};

/* Reads the command line; on any other answer than EXIT_DONE the program ends with it. */
int request_read(int argc, char **argv, struct request *ret_request);

/* Says what is wrong with a word of the request; EXIT_BAD_USAGE. */
int request_complain(const char *what, const char *word);

#endif
