/* SPDX-License-Identifier: Apache-2.0 */
#include "viz/screen/follow.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* While the run flushes its file, a few times a minute and for some milliseconds, it may not open. */
enum { TRIES = 50, WAIT_MS = 100 };

/* "hall.h5.part" and, once that is gone, "hall.h5". */
static void find_file(const char *path, char *ret_path, size_t room)
{
    const size_t n = strlen(path);
    struct stat file;

    (void)snprintf(ret_path, room, "%s", path);
    if (n > 5 && n < room && strcmp(path + n - 5, ".part") == 0 && stat(path, &file) != 0) {
        ret_path[n - 5] = '\0';
    }
}

/* True when the file is another one, or longer, or written to since it was looked at last. */
static bool has_changed(struct follow *f)
{
    char path[PATH_MAX];
    struct stat file;

    find_file(results_path(*f->first), path, sizeof path);
    if (stat(path, &file) != 0) {
        return false;
    }
    const long long changed_ns =
        (long long)file.st_mtim.tv_sec * 1000000000LL + file.st_mtim.tv_nsec;
    const bool is_new = file.st_size != f->size || changed_ns != f->changed_ns;
    f->size = file.st_size;
    f->changed_ns = changed_ns;
    return is_new;
}

void follow_begin(struct follow *f)
{
    f->is_on = f->is_on && strcmp(results_status(*f->first), "running") == 0;
    (void)(f->is_on && has_changed(f));
}

static enum status open_again(struct follow *f, const char *before)
{
    char path[PATH_MAX];
    const char *why = "";
    enum status st = STATUS_IO;

    for (int i = 0; i < TRIES && st != STATUS_OK; i++) {
        if (i > 0) {
            SDL_Delay(WAIT_MS);
        }
        find_file(before, path, sizeof path);
        st = results_open(path, f->first, &why);
    }
    return st;
}

/* What has to be as it was. */
struct kept {
    const struct layer *layer;
    enum unit_system units;
    size_t time_index;
    bool was_last;
    size_t n_racks;
    bool *is_in; /* racks chosen together */
    bool has_range;
    double least;
    double most;
    size_t row; /* and plane, of the views beside the plan */
    enum plane_axis axis;
    double at_m[PLANE_AXES];
    bool has_difference_range;
    double difference_most;
};

static struct kept keep(const struct pair *pair, const struct look *look)
{
    const struct scene *const s = &pair->own;
    const struct views *const v = look->views;
    struct kept k = {.layer = s->layer,
                     .units = s->units,
                     .time_index = s->time_index,
                     .was_last = s->time_index + 1 == results_n_times(s->results),
                     .n_racks = s->n_racks,
                     .is_in = calloc(s->n_racks + 1, sizeof *k.is_in),
                     .has_range = s->has_range,
                     .least = s->least,
                     .most = s->most,
                     .has_difference_range = pair->difference.has_range,
                     .difference_most = pair->difference.most,
                     .row = v->row,
                     .axis = v->cut.axis};

    memcpy(k.at_m, v->cut.at_m, sizeof k.at_m);
    if (k.is_in != NULL) {
        memcpy(k.is_in, look->choice->is_in, s->n_racks * sizeof *k.is_in);
    }
    return k;
}

static enum status restore(const struct kept *k, const struct follow *f, struct pair *pair,
                           struct look *look)
{
    enum status st = pair_open(*f->first, f->second, k->units, pair);

    st = st == STATUS_OK ? choice_open(pair, look->choice) : st;
    if (st != STATUS_OK || k->is_in == NULL || pair->own.n_racks != k->n_racks ||
        !pair_set_layer(pair, k->layer)) {
        return STATUS_IO;
    }
    pair_set_time(pair, k->was_last ? results_n_times(*f->first) - 1 : k->time_index);
    for (size_t i = 0; i < k->n_racks; i++) {
        if (k->is_in[i]) {
            choice_toggle(look->choice, pair, (long)i);
        }
    }
    if (k->has_range) {
        pair_set_range(pair, false, k->least, k->most);
    }
    if (k->has_difference_range) {
        pair_set_range(pair, true, -k->difference_most, k->difference_most);
    }
    look->marks = look->choice->is_in;
    look->courses = pair->courses;
    views_open(&pair->own, look->views);
    look->views->row = k->row;
    look->views->followed = look->selected;
    look->views->cut.axis = k->axis;
    memcpy(look->views->cut.at_m, k->at_m, sizeof k->at_m);
    return STATUS_OK;
}

enum status follow_read(struct follow *f, struct pair *pair, struct look *look, bool *ret_has_grown)
{
    char before[PATH_MAX];

    *ret_has_grown = has_changed(f);
    if (!*ret_has_grown) {
        return STATUS_OK;
    }
    struct kept k = keep(pair, look);
    (void)snprintf(before, sizeof before, "%s", results_path(*f->first));
    views_close(look->views);
    choice_close(look->choice);
    pair_close(pair);
    *look->views = (struct views){.followed = -1};
    *look->choice = (struct choice){.n = 0};
    *pair = (struct pair){.has_other = false};
    /* The library gives a file that is open already once more as it was: it has to be closed before. */
    results_close(*f->first);
    *f->first = NULL;
    enum status st = open_again(f, before);
    if (st == STATUS_OK) {
        st = restore(&k, f, pair, look);
        f->is_on = strcmp(results_status(*f->first), "running") == 0;
    }
    free(k.is_in);
    return st;
}
