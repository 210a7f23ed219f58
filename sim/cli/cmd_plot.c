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

enum { MOST_ARGUMENTS = 64 };

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

/* What a picture and a window show at first: any view can be had again by its options. */
static void add_state(struct arguments *a, const struct options *options)
{
    if (options->n_words > 1) {
        a->items[a->n++] = options->words[1];
    }
    if (options->is_diagram) {
        a->items[a->n++] = "--diagram";
    }
    add(a, "--layer", options->layer);
    add(a, "--at", options->at);
    add(a, "--height", options->height);
    add(a, "--section", options->section);
    add(a, "--elevation", options->elevation);
    add(a, "--compare", options->side);
    add(a, "--select", options->select);
    add(a, "--range", options->range);
    add(a, "--size", options->size);
    add(a, "--scale", options->scale);
    add(a, "--units", options->units);
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
    (void)snprintf(output, sizeof output, "%.*s-%s.png", stem, input, layer);
    add_state(&a, options);
    add(&a, "--plot", options->output != NULL ? options->output : output);
    add(&a, "--frames", options->frames);
    return start(&a);
}

static int view_command(const struct command *self, const struct options *options)
{
    struct arguments a = {.items = {"headroom-view", options->words[0]}, .n = 2};

    (void)self;
    add_state(&a, options);
    if (options->is_following) {
        a.items[a.n++] = "--follow";
    }
    return start(&a);
}

/* Of both commands: what add_state() passes on, but for the layer and the units. */
#define STATE_ROWS                                                                                 \
    {.name = "at",                                                                                 \
     .kind = OPTION_TEXT,                                                                          \
     .argument = "TIME",                                                                           \
     .text = "time since the start, such as '2 h'; 'max': when it was worst (default)",            \
     FIELD(at)},                                                                                   \
        {.name = "diagram",                                                                        \
         .kind = OPTION_FLAG,                                                                      \
         .text = "what feeds what, with loads and margins, in place of the plan",                  \
         FIELD(is_diagram)},                                                                       \
        {.name = "height",                                                                         \
         .kind = OPTION_TEXT,                                                                      \
         .argument = "M",                                                                          \
         .text = "with --layer air: metres above the floor (default 1.5)",                         \
         FIELD(height)},                                                                           \
        {.name = "section",                                                                        \
         .kind = OPTION_TEXT,                                                                      \
         .argument = "A=M",                                                                        \
         .text = "a section in place of a plan, such as y=4.5; --layer air: of the field",         \
         FIELD(section)},                                                                          \
        {.name = "elevation",                                                                      \
         .kind = OPTION_TEXT,                                                                      \
         .argument = "ROW",                                                                        \
         .text = "a row of racks from the front, in place of a plan",                              \
         FIELD(elevation)},                                                                        \
        {.name = "size",                                                                           \
         .kind = OPTION_TEXT,                                                                      \
         .argument = "WxH",                                                                        \
         .text = "in pixels (default 1280x720)",                                                   \
         FIELD(size)},                                                                             \
        {.name = "scale",                                                                          \
         .kind = OPTION_TEXT,                                                                      \
         .argument = "S",                                                                          \
         .text = "of text, 1 to 4 (default 1, or HEADROOM_VIEW_SCALE)",                            \
         FIELD(scale)},                                                                            \
        {.name = "compare",                                                                        \
         .kind = OPTION_TEXT,                                                                      \
         .argument = "HOW",                                                                        \
         .text = "two files: difference (default; the second minus the first) or side",            \
         FIELD(side)},                                                                             \
        {.name = "select",                                                                         \
         .kind = OPTION_TEXT,                                                                      \
         .argument = "NAME",                                                                       \
         .text = "a rack, or several (A-01,A-02); a feed, plant, CRAH, CDU: what hangs on it",     \
         FIELD(select)},                                                                           \
    {                                                                                              \
        .name = "range", .kind = OPTION_TEXT, .argument = "A:B",                                   \
        .text = "values that the colours span, in their SI unit, such as 18:32", FIELD(range)      \
    }

static const struct option_row plot_rows[] = {
    OUTPUT_ROW("FILE.png", "picture (default: the result's name with the layer)"),
    {.name = "layer",
     .kind = OPTION_TEXT,
     .argument = "air|NAME",
     .text = "power, inlet, headroom, ... (default inlet); air: the field in a plane",
     .words = WORDS_LAYERS,
     FIELD(layer)},
    {.name = "frames",
     .kind = OPTION_TEXT,
     .argument = "N",
     .text = "N pictures over the whole run, FILE-0001.png and so on, for a film",
     FIELD(frames)},
    STATE_ROWS,
    UNITS_ROW,
    HELP_ROW,
    {0},
};

static const struct option_row view_rows[] = {
    {.name = "layer",
     .kind = OPTION_TEXT,
     .argument = "NAME",
     .text = "power, inlet, headroom, ... (default inlet)",
     .words = WORDS_LAYERS,
     FIELD(layer)},
    STATE_ROWS,
    {.name = "follow",
     .kind = OPTION_FLAG,
     .text = "goes on with a run that is not finished: headroom view --follow NAME.h5.part",
     FIELD(is_following)},
    UNITS_ROW,
    HELP_ROW,
    {0},
};

const struct command command_plot = {
    .name = "plot",
    .arguments = "FILE.h5 [OTHER.h5]",
    .summary = "a picture of the hall, without a display",
    .example = "headroom plot first-hall.h5 --layer inlet -o hall.png",
    .options = plot_rows,
    .n_least = 1,
    .n_most = 2,
    .run = plot_command,
};

const struct command command_view = {
    .name = "view",
    .arguments = "FILE.h5 [OTHER.h5]",
    .summary = "the hall in a window, with a time line",
    .example = "headroom view first-hall.h5",
    .options = view_rows,
    .n_least = 1,
    .n_most = 2,
    .run = view_command,
};
