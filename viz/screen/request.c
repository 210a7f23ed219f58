/* SPDX-License-Identifier: Apache-2.0 */
#include "viz/screen/request.h"

#include <getopt.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sim/base/text.h"

static const char usage[] =
    "headroom-view FILE.h5 [OTHER.h5]               a window; press h for its keys\n"
    "headroom-view FILE.h5 --plot hall.png          a picture, no display needed\n"
    "\n"
    "  --layer NAME     power, load, inlet (default), outlet, airflow, coolant, liquid, headroom,\n"
    "                   throttle, more in docs/viewer.md; air: the computed field in a plane\n"
    "  --diagram        what feeds what, with loads and margins, in place of the plan\n"
    "  --frames N       N pictures over the whole run: hall-0001.png and so on, for a film\n"
    "  --height M       of that plane above the floor (default 1.5)\n"
    "  --section A=M    a section through the hall, with any layer: x=6.3, y=4.5\n"
    "  --elevation ROW  a row of racks from the front\n"
    "  --at TIME        \"3600 s\", \"1.5 h\", or max: when the layer is worst (default)\n"
    "  --size WxH       in pixels, 1280x720\n"
    "  --scale S        of text, 1 to 4\n"
    "  --compare HOW    two files: difference (default; the second minus the first), side\n"
    "  --select NAME    a rack: its curves; several: A-01,A-02; a feed, plant, CRAH or CDU:\n"
    "                   what hangs on it\n"
    "  --range A:B      values that the colours span, in their SI unit: 18:32\n"
    "  --follow         a window goes on with a run that is not finished\n"
    "  --units si|us\n";

int request_complain(const char *what, const char *word)
{
    (void)fprintf(stderr, "headroom-view: %s%s%s\n", what, word != NULL ? " " : "",
                  word != NULL ? word : "");
    return EXIT_BAD_USAGE;
}

/* "1280x720", within what a picture can be. */
static bool read_size(const char *text, int *ret_width, int *ret_height)
{
    char *end = NULL;
    const long width = strtol(text, &end, 10);

    if (end == text || *end != 'x') {
        return false;
    }
    const char *const second = end + 1;
    const long height = strtol(second, &end, 10);
    if (end == second || *end != '\0' || width < 640 || height < 360 || width > 16384 ||
        height > 16384) {
        return false;
    }
    *ret_width = (int)width;
    *ret_height = (int)height;
    return true;
}

static bool read_scale(const char *text, float *ret_scale)
{
    char *end = NULL;
    const float scale = strtof(text, &end);

    *ret_scale = scale;
    return end != text && *end == '\0' && scale >= 1.0F && scale <= 4.0F;
}

static bool read_frames(const char *text, long *ret_n)
{
    char *end = NULL;

    *ret_n = strtol(text, &end, 10);
    return end != text && *end == '\0' && *ret_n >= 2 && *ret_n <= 9999;
}

/* "1.5" for a height, "y=4.5" for a section. */
static bool read_plane(const char *text, bool is_section, struct request *q)
{
    char *end = NULL;

    q->plane_axis = PLANE_Z;
    if (is_section) {
        if ((text[0] != 'x' && text[0] != 'y') || text[1] != '=') {
            return false;
        }
        q->plane_axis = text[0] == 'x' ? PLANE_X : PLANE_Y;
        text += 2;
    }
    q->plane_m = strtod(text, &end);
    q->has_plane = true;
    return end != text && *end == '\0' && isfinite(q->plane_m);
}

/* "18:32" */
static bool read_range(const char *text, struct request *q)
{
    char *end = NULL;

    q->least = strtod(text, &end);
    if (end == text || *end != ':') {
        return false;
    }
    const char *const second = end + 1;
    q->most = strtod(second, &end);
    q->has_range = end != second && *end == '\0' && isfinite(q->least) && isfinite(q->most) &&
                   q->most > q->least;
    return q->has_range;
}

static int read_units(const char *text, enum unit_system *ret_units)
{
    if (strcmp(text, "si") != 0 && strcmp(text, "us") != 0) {
        return request_complain("--units is si or us, not", text);
    }
    *ret_units = strcmp(text, "us") == 0 ? UNITS_US : UNITS_SI;
    return EXIT_DONE;
}

static int read_mode(const char *text, enum look_mode *ret_mode)
{
    if (strcmp(text, "side") != 0 && strcmp(text, "difference") != 0) {
        return request_complain("--compare is side or difference, not", text);
    }
    *ret_mode = strcmp(text, "side") == 0 ? LOOK_BOTH : LOOK_DIFFERENCE;
    return EXIT_DONE;
}

/* "there is no layer nope; layers: power, load, ..." */
static int complain_of_layer(const char *name)
{
    struct text words = {0};

    text_add(&words, "%s", name);
    for (size_t i = 0; layer_at(i) != NULL; i++) {
        text_add(&words, "%s%s", i == 0 ? "; layers: " : ", ", layer_at(i)->name);
    }
    const int code = request_complain("there is no layer", words.at);
    text_release(&words);
    return code;
}

static int take_option(struct request *q, int option, const char *value)
{
    switch (option) {
    case 'p':
        q->plot = value;
        break;
    case 'a':
        q->at = value;
        break;
    case 'r':
        q->select = value;
        break;
    case 'l':
        q->layer = layer_find(value);
        return q->layer != NULL ? EXIT_DONE : complain_of_layer(value);
    case 'g':
        if (!read_range(value, q)) {
            return request_complain("--range is two rising numbers such as 18:32, not", value);
        }
        break;
    case 'u':
        return read_units(value, &q->units);
    case 'd':
        return read_mode(value, &q->mode);
    case 'e':
        q->row = value;
        break;
    case 'z':
    case 'c':
        if (!read_plane(value, option == 'c', q)) {
            return request_complain(option == 'c' ? "--section is x=M or y=M, in metres, not"
                                                  : "--height is in metres, not",
                                    value);
        }
        break;
    case 's':
        if (!read_size(value, &q->width, &q->height)) {
            return request_complain("--size is WxH from 640x360 to 16384x16384, not", value);
        }
        break;
    case 'x':
        if (!read_scale(value, &q->scale)) {
            return request_complain("--scale is a number from 1 to 4, not", value);
        }
        break;
    case 'n':
        if (!read_frames(value, &q->n_frames)) {
            return request_complain("--frames is a number of pictures from 2 to 9999, not", value);
        }
        break;
    case 'f':
        q->is_following = true;
        break;
    case 'o':
        q->view = VIEW_DIAGRAM;
        break;
    case 'h':
        (void)fputs(usage, stdout);
        exit(EXIT_DONE);
    default:
        return request_complain("see headroom-view --help", NULL);
    }
    return EXIT_DONE;
}

/* HEADROOM_VIEW_SCALE where it is a scale, for systems that do not tell how dense their screen is. */
static float default_scale(void)
{
    const char *const text = getenv("HEADROOM_VIEW_SCALE");
    float scale = 1.0F;

    return text != NULL && read_scale(text, &scale) ? scale : 1.0F;
}

int request_read(int argc, char **argv, struct request *ret_request)
{
    struct request *const q = ret_request;
    static const struct option options[] = {
        {"plot", required_argument, NULL, 'p'},
        {"at", required_argument, NULL, 'a'},
        {"layer", required_argument, NULL, 'l'},
        {"size", required_argument, NULL, 's'},
        {"scale", required_argument, NULL, 'x'},
        {"height", required_argument, NULL, 'z'},
        {"section", required_argument, NULL, 'c'},
        {"compare", required_argument, NULL, 'd'},
        {"select", required_argument, NULL, 'r'},
        {"range", required_argument, NULL, 'g'},
        {"units", required_argument, NULL, 'u'},
        {"diagram", no_argument, NULL, 'o'},
        {"elevation", required_argument, NULL, 'e'},
        {"follow", no_argument, NULL, 'f'},
        {"frames", required_argument, NULL, 'n'},
        {"help", no_argument, NULL, 'h'},
        {NULL, 0, NULL, 0},
    };
    int option = 0;

    *q = (struct request){.layer = layer_find("inlet"),
                          .mode = LOOK_DIFFERENCE,
                          .plane_axis = PLANE_Z,
                          .plane_m = 1.5,
                          .width = 1280,
                          .height = 720,
                          .scale = default_scale()};
    while ((option = getopt_long(argc, argv, "", options, NULL)) != -1) {
        const int code = take_option(q, option, optarg);
        if (code != EXIT_DONE) {
            return code;
        }
    }
    if (optind + 1 != argc && optind + 2 != argc) {
        (void)fputs(usage, stderr);
        return EXIT_BAD_USAGE;
    }
    q->file = argv[optind];
    q->other = argv[optind + 1]; /* argv ends with NULL */
    return EXIT_DONE;
}
