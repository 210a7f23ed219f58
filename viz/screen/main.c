/* main.c - headroom-view: a results file as a picture or in a window.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "viz/fixtures.h"
#include "viz/screen/headless.h"
#include "viz/screen/turn.h"

/* "3600 s", "1.5 h", "90 min", "max" */
static int go_to(struct pair *pair, struct look *look, const char *at)
{
    const struct dimension *const time = units_dimension("s");
    const char *rest = NULL;
    char *end = NULL;

    if (at == NULL || strcmp(at, "max") == 0) {
        window_apply(pair, look, (struct wish){INTENT_WORST_TIME, 0});
        return EXIT_DONE;
    }
    const double number = strtod(at, &end);
    rest = end + strspn(end, " ");
    const struct unit *const unit = units_find(time, rest);
    if (end == at || unit == NULL || !isfinite(number)) {
        return request_complain("--at is a time such as \"1.5 h\" or max, not", at);
    }
    pair_set_time(pair, results_time_at(pair->own.results, number * unit->factor));
    return EXIT_DONE;
}

/* A rack, else an element of the power and cooling tree. */
static int select_name(const struct scene *s, struct look *look, const char *name)
{
    if (name == NULL) {
        return EXIT_DONE;
    }
    look->selected = scene_find_rack(s, name);
    look->element = look->selected < 0 ? tree_find(&s->fixtures->tree, name) : -1;
    return look->selected >= 0 || look->element >= 0
               ? EXIT_DONE
               : request_complain("there is no rack, feed, plant, CRAH or CDU", name);
}

static int show(const struct request *q, struct pair *pair, struct views *views)
{
    struct look look = {.width = (float)q->width,
                        .height = (float)q->height,
                        .zoom = 1.0,
                        .speed = 1.0,
                        .view = q->view,
                        .courses = pair->courses,
                        .hovered = -1,
                        .selected = -1,
                        .element = -1,
                        .other = pair->has_other ? &pair->other : NULL,
                        .views = views};

    if (!pair_set_layer(pair, q->layer)) {
        return request_complain(pair->has_other
                                    ? "one of the files does not hold what this layer shows:"
                                    : "the file does not hold what this layer shows:",
                                q->layer->name);
    }
    if (pair->has_other) {
        look.mode = q->mode == LOOK_DIFFERENCE && !pair->has_difference ? LOOK_BOTH : q->mode;
    }
    /* A picture is of the whole run, always the same; a window opens at once and reads on. */
    pair->courses->is_eager = q->plot != NULL;
    while (q->plot != NULL && !pair_scan(pair, SIZE_MAX)) {
    }
    int code = go_to(pair, &look, q->at);
    if (code == EXIT_DONE) {
        code = select_name(&pair->own, &look, q->select);
    }
    if (code != EXIT_DONE) {
        return code;
    }
    code = turn_request(q, pair, &look);
    if (code != EXIT_DONE) {
        return code;
    }
    if (q->n_frames > 0 && (q->plot == NULL || results_n_times(pair->own.results) < 2)) {
        return request_complain("--frames needs --plot and a run over time, not a steady state",
                                NULL);
    }
    if (q->plot != NULL) {
        return headless_plot(q, pair, &look);
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
    struct request q;
    struct results *first = NULL;
    struct results *second = NULL;
    struct pair pair = {.has_other = false};
    int code = request_read(argc, argv, &q);

    if (code != EXIT_DONE) {
        return code;
    }
    code = open_file(q.file, &first);
    if (code == EXIT_DONE && q.other != NULL) {
        code = open_file(q.other, &second);
    }
    if (code == EXIT_DONE) {
        if (pair_open(first, second, q.units, &pair) == STATUS_OK) {
            struct views views;
            views_open(&pair.own, &views);
            code = show(&q, &pair, &views);
            views_close(&views);
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
