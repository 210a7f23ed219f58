/* SPDX-License-Identifier: Apache-2.0 */
#include "viz/pair.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum status pair_open(const struct results *first, const struct results *second,
                      enum unit_system units, struct pair *ret_pair)
{
    struct pair *const p = ret_pair;

    *p = (struct pair){.has_other = second != NULL, .courses = calloc(1, sizeof *p->courses)};
    enum status st = p->courses != NULL ? scene_open(first, units, &p->own) : STATUS_NO_MEMORY;
    if (second != NULL) {
        st = st == STATUS_OK ? scene_open(second, units, &p->other) : st;
        st = st == STATUS_OK ? scene_open(first, units, &p->difference) : st;
        st = st == STATUS_OK ? scene_compare(&p->difference, &p->other) : st;
    }
    return st;
}

void pair_close(struct pair *p)
{
    scene_close(&p->own);
    scene_close(&p->other);
    scene_close(&p->difference);
    free(p->courses);
}

static bool scene_holds(const struct scene *s, const struct layer *layer)
{
    return layer->is_kind ? s->binding.n_kinds > 0
                          : results_variable(s->results, layer->variable) != NULL;
}

static bool all_hold(const struct pair *p, const struct layer *layer)
{
    return scene_holds(&p->own, layer) && (!p->has_other || scene_holds(&p->other, layer));
}

bool pair_set_layer(struct pair *p, const struct layer *layer)
{
    const struct layer *const before = p->own.layer;

    if (!all_hold(p, layer) || !scene_choose_layer(&p->own, layer)) {
        return false;
    }
    if (p->has_other && !scene_choose_layer(&p->other, layer)) {
        scene_restore_layer(&p->own, before);
        return false;
    }
    p->has_difference = p->has_other && scene_choose_layer(&p->difference, layer);
    pair_reset_range(p);
    if (p->has_other) {
        scene_share_scale(&p->own, &p->other);
        pair_set_time(p, p->own.time_index);
    }
    return true;
}

bool pair_is_whole(const struct pair *p)
{
    return scene_is_whole(&p->own) && (!p->has_other || scene_is_whole(&p->other)) &&
           (!p->has_difference || scene_is_whole(&p->difference));
}

bool pair_scan(struct pair *p, size_t n_records)
{
    /* One after the other: each file then keeps in memory what one of them reads. */
    if (!scene_is_whole(&p->own)) {
        (void)scene_scan(&p->own, n_records);
    } else if (p->has_other && !scene_is_whole(&p->other)) {
        (void)scene_scan(&p->other, n_records);
    } else if (p->has_difference && !scene_is_whole(&p->difference)) {
        (void)scene_scan(&p->difference, n_records);
    }
    if (p->has_other) {
        scene_share_scale(&p->own, &p->other);
    }
    return pair_is_whole(p);
}

bool pair_holds(const struct pair *p, const struct layer *layer)
{
    return strcmp(layer->name, "air") != 0 && all_hold(p, layer);
}

static void set_range(struct scene *s, double least, double most)
{
    s->has_range = true;
    s->least = least;
    s->most = most;
}

static void reset_range(struct scene *s)
{
    s->has_range = false;
    s->least = s->fitted_least;
    s->most = s->fitted_most;
}

void pair_set_range(struct pair *p, bool is_difference, double least, double most)
{
    if (p->own.layer->is_kind || !(most > least)) {
        return;
    }
    if (is_difference) {
        const double size = fmax(fabs(least), fabs(most));
        set_range(&p->difference, -size, size);
        return;
    }
    set_range(&p->own, least, most);
    if (p->has_other) {
        set_range(&p->other, least, most);
    }
}

void pair_reset_range(struct pair *p)
{
    reset_range(&p->own);
    reset_range(&p->other);
    reset_range(&p->difference);
}

void pair_set_time(struct pair *p, size_t time_index)
{
    scene_set_time(&p->own, time_index);
    if (p->has_other) {
        const double time_s = results_times_s(p->own.results)[p->own.time_index];
        scene_set_time(&p->other, results_time_at(p->other.results, time_s));
    }
    if (p->has_difference) {
        scene_set_time(&p->difference, p->own.time_index);
    }
}

void pair_set_units(struct pair *p, enum unit_system units)
{
    p->own.units = units;
    p->other.units = units;
    p->difference.units = units;
}
