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

/* "A-02", several racks with commas between them, or an element of the power and cooling tree. */
static int select_names(const struct pair *pair, struct look *look, const char *names)
{
    const bool is_several = names != NULL && strchr(names, ',') != NULL;

    while (names != NULL && *names != '\0') {
        const size_t n = strcspn(names, ",");
        char name[128];
        (void)snprintf(name, sizeof name, "%.*s", (int)n, names);
        look->selected = scene_find_rack(&pair->own, name);
        look->element =
            look->selected < 0 && !is_several ? tree_find(&pair->own.fixtures->tree, name) : -1;
        if (look->selected < 0 && look->element < 0) {
            return request_complain(is_several ? "there is no rack"
                                               : "there is no rack, feed, plant, CRAH or CDU",
                                    name);
        }
        if (is_several && !look->choice->is_in[look->selected]) {
            choice_toggle(look->choice, pair, look->selected);
        }
        names += n + (names[n] == ',');
    }
    look->selected = is_several ? -1 : look->selected;
    return EXIT_DONE;
}

static int set_layer(const struct request *q, struct pair *pair)
{
    if (pair_set_layer(pair, q->layer)) {
        return EXIT_DONE;
    }
    if (pair_holds(pair, q->layer)) {
        (void)fprintf(stderr, "headroom-view: %s: is damaged where this layer is stored: %s\n",
                      q->file, q->layer->name);
        return EXIT_NO_FILE;
    }
    return request_complain(pair->has_other
                                ? "one of the files does not hold what this layer shows:"
                                : "the file does not hold what this layer shows:",
                            q->layer->name);
}

static int set_range(const struct request *q, struct pair *pair, const struct look *look)
{
    if (q->has_range && pair->own.layer->is_kind) {
        return request_complain("--range is for quantities, not for", q->layer->name);
    }
    if (q->has_range) {
        pair_set_range(pair, look->mode == LOOK_DIFFERENCE, q->least, q->most);
    }
    return EXIT_DONE;
}

/* What is shown at first. */
static int begin(const struct request *q, struct pair *pair, struct look *look)
{
    int code = set_layer(q, pair);

    if (code == EXIT_DONE && pair->has_other) {
        look->mode = q->mode == LOOK_DIFFERENCE && !pair->has_difference ? LOOK_BOTH : q->mode;
    }
    /* A picture is of the whole run, always the same; a window opens at once and reads on. */
    pair->courses->is_eager = q->plot != NULL;
    while (code == EXIT_DONE && q->plot != NULL && !pair_scan(pair, SIZE_MAX)) {
    }
    code = code == EXIT_DONE ? go_to(pair, look, q->at) : code;
    code = code == EXIT_DONE ? select_names(pair, look, q->select) : code;
    code = code == EXIT_DONE ? set_range(q, pair, look) : code;
    return code == EXIT_DONE ? turn_request(q, pair, look) : code;
}

static int show_window(const struct request *q, struct pair *pair, struct look *look,
                       struct follow *follow)
{
    if (q->is_following && q->at == NULL) {
        pair_set_time(pair, results_n_times(pair->own.results) - 1);
        look->awaited = JUMP_NONE;
    }
    follow_begin(follow);
    return window_run(pair, look, follow, q->scale) == STATUS_OK ? EXIT_DONE : EXIT_NO_FILE;
}

static int show(const struct request *q, struct pair *pair, struct choice *choice,
                struct views *views, struct follow *follow)
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
                        .choice = choice,
                        .marks = choice->is_in,
                        .other = pair->has_other ? &pair->other : NULL,
                        .views = views};
    const int code = begin(q, pair, &look);

    if (code != EXIT_DONE) {
        return code;
    }
    if (q->n_frames > 0 && (q->plot == NULL || results_n_times(pair->own.results) < 2)) {
        return request_complain("--frames needs --plot and a run over time, not a steady state",
                                NULL);
    }
    if (q->plot != NULL) {
        (void)choice_sum(choice, &pair->own, results_n_times(pair->own.results));
        return headless_plot(q, pair, &look);
    }
    return show_window(q, pair, &look, follow);
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
    struct choice choice = {.n = 0};
    int code = request_read(argc, argv, &q);

    if (code != EXIT_DONE) {
        return code;
    }
    code = open_file(q.file, &first);
    if (code == EXIT_DONE && q.other != NULL) {
        code = open_file(q.other, &second);
    }
    if (code == EXIT_DONE) {
        if (pair_open(first, second, q.units, &pair) == STATUS_OK &&
            choice_open(&pair, &choice) == STATUS_OK) {
            struct follow follow = {.first = &first, .second = second, .is_on = q.is_following};
            struct views views;
            views_open(&pair.own, &views);
            code = show(&q, &pair, &choice, &views, &follow);
            views_close(&views);
        } else {
            (void)fprintf(stderr, "headroom-view: %s: has no racks to show, or no memory\n",
                          q.file);
            code = EXIT_NO_FILE;
        }
        choice_close(&choice);
        pair_close(&pair);
    }
    results_close(second);
    results_close(first);
    return code;
}
