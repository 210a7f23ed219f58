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

enum { MOST_ARGUMENTS = 24 };

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

int cmd_plot(const struct command *self, const struct options *options)
{
    const char *const input = options->words[0];
    const char *const layer = options->layer != NULL ? options->layer : "inlet";
    struct arguments a = {.items = {"headroom-view", input}, .n = 2};
    char output[PATH_MAX];
    const char *const dot = strstr(input, ".h5");
    const int stem = dot != NULL ? (int)(dot - input) : (int)strlen(input);

    (void)self;
    (void)snprintf(output, sizeof output, "%.*s-%s.png", stem, input, layer);
    add(&a, "--plot", options->output != NULL ? options->output : output);
    add(&a, "--layer", layer);
    add(&a, "--at", options->at);
    add(&a, "--size", options->size);
    add(&a, "--select", options->select);
    add(&a, "--units", options->units);
    return start(&a);
}

int cmd_view(const struct command *self, const struct options *options)
{
    struct arguments a = {.items = {"headroom-view", options->words[0]}, .n = 2};

    (void)self;
    return start(&a);
}
