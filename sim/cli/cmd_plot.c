/* cmd_plot.c - headroom plot and headroom view: both start the program headroom-view, so that this
 * one links no SDL.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "sim/cli/cmd.h"
#include "sim/cli/option_rows.h"

enum { MOST_ARGUMENTS = 32 };

/* headroom-view beside this program, then in the build folder, then on the path. */
static const char *find_viewer(char *room, size_t size)
{
    static const char *const places[] = {"headroom-view", "../../viz/headroom-view",
                                         "../../viz/screen/headroom-view"};
    char own[PATH_MAX];
    const ssize_t n = readlink("/proc/self/exe", own, sizeof own - 1);

    if (n > 0) {
        own[n] = '\0';
        char *const slash = strrchr(own, '/');
        for (size_t i = 0; slash != NULL && i < sizeof places / sizeof places[0]; i++) {
            const int length = snprintf(room, size, "%.*s/%s", (int)(slash - own), own, places[i]);
            if (length > 0 && (size_t)length < size && access(room, X_OK) == 0) {
                return room;
            }
        }
    }
    return "headroom-view";
}

struct arguments {
    const char *items[MOST_ARGUMENTS];
    size_t n;
};

static void add(struct arguments *a, const char *name, const char *value)
{
    if (value != NULL && a->n + 3 < MOST_ARGUMENTS) {
        a->items[a->n++] = name;
        a->items[a->n++] = value;
    }
}

static void add_other(struct arguments *a, const struct options *options)
{
    if (options->n_words > 1) {
        a->items[a->n++] = options->words[1];
    }
}

static int start(struct arguments *a)
{
    char room[PATH_MAX];
    union {
        const char **from;
        char **to;
    } argv = {.from = a->items};

    a->items[a->n] = NULL;
    a->items[0] = find_viewer(room, sizeof room);
    (void)fflush(stdout);
    (void)execvp(a->items[0], argv.to);
    a->items[0] = NULL;
    cmd_error("the viewer cannot be started (%s); build it with SDL2, SDL2_ttf and libpng",
              strerror(errno));
    return EXIT_NO_FILE;
}

static int plot_command(const struct command *self, const struct options *options)
{
    const char *const input = options->words[0];
    const char *const layer = options->layer != NULL ? options->layer : "inlet";
    struct arguments a = {.items = {"headroom-view", input}, .n = 2};
    char output[PATH_MAX];
    const char *const dot = strstr(input, ".h5");
    const int stem = dot != NULL ? (int)(dot - input) : (int)strlen(input);

    (void)self;
    add_other(&a, options);
    add(&a, "--compare", options->side);
    if (options->is_diagram) {
        a.items[a.n++] = "--diagram";
    }
    (void)snprintf(output, sizeof output, "%.*s-%s.png", stem, input, layer);
    add(&a, "--plot", options->output != NULL ? options->output : output);
    add(&a, "--layer", layer);
    add(&a, "--at", options->at);
    add(&a, "--frames", options->frames);
    add(&a, "--height", options->height);
    add(&a, "--section", options->section);
    add(&a, "--elevation", options->elevation);
    add(&a, "--size", options->size);
    add(&a, "--select", options->select);
    add(&a, "--units", options->units);
    return start(&a);
}

static int view_command(const struct command *self, const struct options *options)
{
    struct arguments a = {.items = {"headroom-view", options->words[0]}, .n = 2};

    (void)self;
    add_other(&a, options);
    return start(&a);
}

static const struct option_row option_rows[] = {
    OUTPUT_ROW("FILE.png", "picture (default: the result's name with the layer)"),
    {.name = "at",
     .kind = OPTION_TEXT,
     .argument = "TIME",
     .text = "time since the start, such as '2 h'; 'max': when it was worst (default)",
     FIELD(at)},
    {.name = "layer",
     .kind = OPTION_TEXT,
     .argument = "air|NAME",
     .text = "power, inlet, headroom, ... (default inlet); air: the field in a plane",
     .words = WORDS_LAYERS,
     FIELD(layer)},
    {.name = "diagram",
     .kind = OPTION_FLAG,
     .text = "what feeds what, with loads and margins, in place of the plan",
     FIELD(is_diagram)},
    {.name = "frames",
     .kind = OPTION_TEXT,
     .argument = "N",
     .text = "N pictures over the whole run, FILE-0001.png and so on, for a film",
     FIELD(frames)},
    {.name = "height",
     .kind = OPTION_TEXT,
     .argument = "M",
     .text = "with --layer air: metres above the floor (default 1.5)",
     FIELD(height)},
    {.name = "section",
     .kind = OPTION_TEXT,
     .argument = "A=M",
     .text = "a section in place of a plan, such as y=4.5; --layer air: of the field",
     FIELD(section)},
    {.name = "elevation",
     .kind = OPTION_TEXT,
     .argument = "ROW",
     .text = "a row of racks from the front, in place of a plan",
     FIELD(elevation)},
    {.name = "size",
     .kind = OPTION_TEXT,
     .argument = "WxH",
     .text = "in pixels (default 1280x720)",
     FIELD(size)},
    {.name = "compare",
     .kind = OPTION_TEXT,
     .argument = "HOW",
     .text = "two files: difference (default; the second minus the first) or side",
     FIELD(side)},
    {.name = "select",
     .kind = OPTION_TEXT,
     .argument = "NAME",
     .text = "a rack: show its curves; a feed, plant, CRAH or CDU: what hangs on it",
     FIELD(select)},
    UNITS_ROW,
    HELP_ROW,
    {0},
};

const struct command command_plot = {
    .name = "plot",
    .arguments = "FILE.h5 [OTHER.h5]",
    .summary = "a picture of the hall, without a display",
    .example = "headroom plot first-hall.h5 --layer inlet -o hall.png",
    .options = option_rows,
    .n_least = 1,
    .n_most = 2,
    .run = plot_command,
};

const struct command command_view = {
    .name = "view",
    .arguments = "FILE.h5 [OTHER.h5]",
    .summary = "the hall in a window, with a time line",
    .example = "headroom view first-hall.h5",
    .options = cmd_plain_rows,
    .n_least = 1,
    .n_most = 2,
    .run = view_command,
};
