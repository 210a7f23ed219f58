/* main.c - headroom-view: a results file as a picture or in a window.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <getopt.h>
#include <limits.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sim/base/text.h"
#include "viz/screen/picture.h"
#include "viz/screen/window.h"

enum { EXIT_DONE = 0, EXIT_BAD_USAGE = 2, EXIT_NO_FILE = 4 };

static const char usage[] =
    "headroom-view FILE.h5 [OTHER.h5]               a window; press h for its keys\n"
    "headroom-view FILE.h5 --plot hall.png          a picture, no display needed\n"
    "\n"
    "  --layer NAME     power, load, inlet (default), outlet, airflow, coolant, liquid, headroom,\n"
    "                   air: the computed field in a plane, as a picture\n"
    "  --diagram        what feeds what, with loads and margins, in place of the plan\n"
    "  --frames N       N pictures over the whole run: hall-0001.png and so on, for a film\n"
    "  --height M       of that plane above the floor (default 1.5)\n"
    "  --section A=M    or a section: x=6.3, y=4.5\n"
    "  --at TIME        \"3600 s\", \"1.5 h\", or max: when the layer is worst (default)\n"
    "  --size WxH       in pixels, 1280x720\n"
    "  --scale S        of text, 1 to 4\n"
    "  --compare HOW    two files: difference (default; the second minus the first), side\n"
    "  --select RACK    its curves beside the plan\n"
    "  --units si|us\n";

struct request {
    const char *file;
    const char *other; /* a second file, or NULL */
    const char *plot;
    const char *at;
    const char *select;
    enum look_mode mode; /* of two files */
    const struct layer *layer;
    enum plane_axis plane_axis;
    double plane_m;
    bool has_plane;
    bool has_diagram;
    long n_frames; /* of an image sequence; 0: one picture */
    enum unit_system units;
    int width;
    int height;
    float scale;
};

static int complain(const char *what, const char *word)
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

static int read_units(const char *text, enum unit_system *ret_units)
{
    if (strcmp(text, "si") != 0 && strcmp(text, "us") != 0) {
        return complain("--units is si or us, not", text);
    }
    *ret_units = strcmp(text, "us") == 0 ? UNITS_US : UNITS_SI;
    return EXIT_DONE;
}

static int read_mode(const char *text, enum look_mode *ret_mode)
{
    if (strcmp(text, "side") != 0 && strcmp(text, "difference") != 0) {
        return complain("--compare is side or difference, not", text);
    }
    *ret_mode = strcmp(text, "side") == 0 ? LOOK_BOTH : LOOK_DIFFERENCE;
    return EXIT_DONE;
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
        return q->layer != NULL ? EXIT_DONE : complain("there is no layer", value);
    case 'u':
        return read_units(value, &q->units);
    case 'd':
        return read_mode(value, &q->mode);
    case 'z':
    case 'c':
        if (!read_plane(value, option == 'c', q)) {
            return complain(option == 'c' ? "--section is x=M or y=M, in metres, not"
                                          : "--height is in metres, not",
                            value);
        }
        break;
    case 's':
        if (!read_size(value, &q->width, &q->height)) {
            return complain("--size is WxH from 640x360 to 16384x16384, not", value);
        }
        break;
    case 'x':
        if (!read_scale(value, &q->scale)) {
            return complain("--scale is a number from 1 to 4, not", value);
        }
        break;
    case 'n':
        if (!read_frames(value, &q->n_frames)) {
            return complain("--frames is a number of pictures from 2 to 9999, not", value);
        }
        break;
    case 'o':
        q->has_diagram = true;
        break;
    case 'h':
        (void)fputs(usage, stdout);
        exit(EXIT_DONE);
    default:
        return complain("see headroom-view --help", NULL);
    }
    return EXIT_DONE;
}

static int read_options(int argc, char **argv, struct request *q)
{
    static const struct option options[] = {
        {"plot", required_argument, NULL, 'p'},    {"at", required_argument, NULL, 'a'},
        {"layer", required_argument, NULL, 'l'},   {"size", required_argument, NULL, 's'},
        {"scale", required_argument, NULL, 'x'},   {"height", required_argument, NULL, 'z'},
        {"section", required_argument, NULL, 'c'}, {"compare", required_argument, NULL, 'd'},
        {"select", required_argument, NULL, 'r'},  {"units", required_argument, NULL, 'u'},
        {"diagram", no_argument, NULL, 'o'},       {"frames", required_argument, NULL, 'n'},
        {"help", no_argument, NULL, 'h'},          {NULL, 0, NULL, 0},
    };
    int option = 0;

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

/* "3600 s", "1.5 h", "90 min", "max" */
static int go_to(struct pair *pair, const struct look *look, const char *at)
{
    const struct dimension *const time = units_dimension("s");
    const char *rest = NULL;
    char *end = NULL;

    if (at == NULL || strcmp(at, "max") == 0) {
        pair_set_time(pair, scene_worst_time(painter_shown(pair, look)));
        return EXIT_DONE;
    }
    const double number = strtod(at, &end);
    rest = end + strspn(end, " ");
    const struct unit *const unit = units_find(time, rest);
    if (end == at || unit == NULL || !isfinite(number)) {
        return complain("--at is a time such as \"1.5 h\" or max, not", at);
    }
    pair_set_time(pair, results_time_at(pair->own.results, number * unit->factor));
    return EXIT_DONE;
}

static int select_rack(const struct scene *s, struct look *look, const char *name)
{
    for (size_t i = 0; name != NULL && i < s->n_racks; i++) {
        if (strcmp(s->rack_names[i], name) == 0) {
            look->selected = (long)i;
            return EXIT_DONE;
        }
    }
    return name == NULL ? EXIT_DONE : complain("there is no rack", name);
}

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
        (void)complain("cannot write", path);
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

static int plot(const struct request *q, struct pair *pair, const struct look *look)
{
    SDL_Surface *const surface =
        SDL_CreateRGBSurfaceWithFormat(0, q->width, q->height, 32, SDL_PIXELFORMAT_RGBA32);
    SDL_Renderer *const renderer = surface != NULL ? SDL_CreateSoftwareRenderer(surface) : NULL;
    struct pen pen = {0};
    int code = EXIT_NO_FILE;

    if (renderer == NULL) {
        (void)complain("no picture of that size:", SDL_GetError());
    } else if (pen_open(renderer, q->scale, &pen) != STATUS_OK) {
        (void)complain("no font found; set HEADROOM_FONT to a .ttf file", NULL);
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

/* A picture of the air; its colours are those of the whole field at that moment. */
static int plot_plane(const struct request *q, struct pair *pair, struct look *look)
{
    struct scene *const s = &pair->own;
    struct results_plane plane;
    const enum status st =
        results_plane_read(s->results, s->time_index, q->plane_axis, q->plane_m, &plane);
    int code = EXIT_BAD_USAGE;

    if (q->plot == NULL) {
        (void)complain("the air is shown in pictures only: --plot FILE.png", NULL);
    } else if (st == STATUS_BAD_INPUT) {
        (void)complain("the file holds no computed field of the air (hall.air.model: field)", NULL);
    } else if (st == STATUS_OUT_OF_RANGE) {
        (void)complain("that plane lies outside the hall", NULL);
    } else if (st != STATUS_OK) {
        (void)complain("the air cannot be read from", q->file);
        code = EXIT_NO_FILE;
    } else {
        s->least = plane.least_c;
        s->most = plane.most_c > plane.least_c ? plane.most_c : plane.least_c + 1.0;
        look->plane = &plane;
        code = plot(q, pair, look);
    }
    results_plane_free(&plane);
    return code;
}

static int show(const struct request *q, struct pair *pair)
{
    struct look look = {.width = (float)q->width,
                        .height = (float)q->height,
                        .zoom = 1.0,
                        .speed = 1.0,
                        .has_diagram = q->has_diagram,
                        .hovered = -1,
                        .selected = -1,
                        .other = pair->has_other ? &pair->other : NULL};

    if (!pair_set_layer(pair, q->layer)) {
        return complain(pair->has_other ? "one of the files does not hold what this layer shows:"
                                        : "the file does not hold what this layer shows:",
                        q->layer->name);
    }
    if (pair->has_other) {
        look.mode = q->mode == LOOK_DIFFERENCE && !pair->has_difference ? LOOK_BOTH : q->mode;
    }
    int code = go_to(pair, &look, q->at);
    if (code == EXIT_DONE) {
        code = select_rack(&pair->own, &look, q->select);
    }
    if (code != EXIT_DONE) {
        return code;
    }
    if (strcmp(q->layer->name, "air") == 0) {
        return pair->has_other ? complain("the air is shown of one file only", NULL)
                               : plot_plane(q, pair, &look);
    }
    if (q->n_frames > 0 && (q->plot == NULL || results_n_times(pair->own.results) < 2)) {
        return complain("--frames needs --plot and a run over time, not a steady state", NULL);
    }
    if (q->has_plane) {
        return complain("--height and --section belong to", "--layer air");
    }
    if (q->plot != NULL) {
        return plot(q, pair, &look);
    }
    return window_run(pair, &look, q->scale) == STATUS_OK ? EXIT_DONE : EXIT_NO_FILE;
}

static int open_file(const char *path, struct results **ret_results)
{
    const char *why = "";

    if (results_open(path, ret_results, &why) != STATUS_OK) {
        (void)fprintf(stderr, "headroom-view: %s: %s\n", path, why);
        return EXIT_NO_FILE;
    }
    if (results_dim(*ret_results, "rack") == NULL || results_n_times(*ret_results) == 0) {
        (void)fprintf(stderr, "headroom-view: %s: has no racks or no records to show\n", path);
        return EXIT_NO_FILE;
    }
    return EXIT_DONE;
}

int main(int argc, char **argv)
{
    struct request q = {.layer = layer_find("inlet"),
                        .mode = LOOK_DIFFERENCE,
                        .plane_axis = PLANE_Z,
                        .plane_m = 1.5,
                        .width = 1280,
                        .height = 720,
                        .scale = 1.0F};
    struct results *first = NULL;
    struct results *second = NULL;
    struct pair pair = {.has_other = false};
    int code = read_options(argc, argv, &q);

    if (code != EXIT_DONE) {
        return code;
    }
    code = open_file(q.file, &first);
    if (code == EXIT_DONE && q.other != NULL) {
        code = open_file(q.other, &second);
    }
    if (code == EXIT_DONE) {
        if (pair_open(first, second, q.units, &pair) == STATUS_OK) {
            code = show(&q, &pair);
        } else {
            (void)fprintf(stderr, "headroom-view: %s: has no racks to show, or no memory\n",
                          q.file);
            code = EXIT_NO_FILE;
        }
        pair_close(&pair);
    }
    results_close(second);
    results_close(first);
    return code;
}
