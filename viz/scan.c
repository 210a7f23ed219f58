/* scan.c - the layer of a scene over the whole run: its extremes, the worst of each record, crossings.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>
#include <string.h>

#include "viz/scale.h"
#include "viz/values.h"

/* ------------------------------------------------------------------- limits */

static void find_named_limits(struct scene *s)
{
    const struct results_limit *const limits = results_limits(s->results);

    for (size_t i = 0; i < results_n_limits(s->results); i++) {
        const long rack = s->binding.racks[i];
        if (rack >= 0 && strcmp(limits[i].name, s->layer->limit_name) == 0) {
            s->rack_limits[rack] = limits[i].limit;
        }
    }
}

/* Of each rack the limit that the layer is held against; racks of one hall need not share it. */
static void find_limits(struct scene *s)
{
    const bool has_none = s->against != NULL || s->layer->is_kind || s->layer->is_time_left;
    const double common = has_none                 ? (double)NAN
                          : s->layer->over != NULL ? 1.0
                          : s->layer->low_is_bad   ? 0.0
                                                   : (double)NAN;

    s->limit = (double)NAN;
    for (size_t i = 0; i < s->n_racks; i++) {
        s->rack_limits[i] = common;
    }
    if (!has_none && s->layer->limit_name != NULL) {
        find_named_limits(s);
    }
    for (size_t i = 0; i < s->n_racks; i++) {
        s->limit = fmin(s->limit, s->rack_limits[i]);
    }
}

static void widen_by(struct scene *s, const double *values)
{
    double least = s->seen_least;
    double most = s->seen_most;

    for (size_t i = 0; i < s->n_racks; i++) {
        const bool is_number = isfinite(values[i]);
        least = is_number && values[i] < least ? values[i] : least;
        most = is_number && values[i] > most ? values[i] : most;
    }
    s->seen_least = least;
    s->seen_most = most;
}

/* --------------------------------------------------------------------- scan */

static bool is_held(const struct scene *s, const struct layer *layer)
{
    if (layer->is_kind) {
        return s->against == NULL && s->binding.n_kinds > 0;
    }
    return results_variable(s->results, layer->variable) != NULL &&
           !(layer->is_time_left && s->against != NULL) &&
           (s->against == NULL || results_variable(s->against->results, layer->variable) != NULL);
}

/* Takes up a layer that the file holds; false when its present record cannot be read. */
static bool take_layer(struct scene *s, const struct layer *layer)
{
    s->layer = layer;
    if (!values_find(s)) {
        return false;
    }
    s->n_scanned = 0;
    s->seen_least = (double)INFINITY;
    s->seen_most = -(double)INFINITY;
    find_limits(s);
    scene_set_time(s, s->time_index);
    widen_by(s, s->values);
    scale_fit(s);
    return !s->is_unread;
}

void scene_restore_layer(struct scene *s, const struct layer *layer)
{
    s->layer = layer;
    (void)(layer != NULL && take_layer(s, layer));
}

bool scene_choose_layer(struct scene *s, const struct layer *layer)
{
    const struct layer *const before = s->layer;

    if (!is_held(s, layer)) {
        return false;
    }
    const bool is_taken = take_layer(s, layer);
    if (!is_taken) {
        scene_restore_layer(s, before);
    }
    return is_taken;
}

static void scan_record(struct scene *s, size_t t)
{
    struct scene_record record = {s->scan_values, s->scan_margin_frac};
    long worst = -1;

    s->worst_in_time[t] = (double)NAN;
    s->beyond_in_time[t] = 0;
    if (s->layer->is_time_left) {
        if (throttle_scan(&s->throttle, &s->beyond_in_time[t]) != STATUS_OK) {
            s->beyond_in_time[t] = 0; /* not known: none that throttles */
        }
    } else if (values_read(s, t, &record)) {
        s->worst_in_time[t] = values_worst(s, &record, &worst);
        s->beyond_in_time[t] = values_count_beyond(s, &record);
        widen_by(s, record.values);
    }
}

/* How long it is from each record to the next in which some rack throttles, from the last one back. */
static void finish_time_left(struct scene *s)
{
    const double *const times_s = results_times_s(s->results);
    double next_s = (double)INFINITY;

    for (size_t t = s->n_scanned; t-- > 0;) {
        next_s = s->beyond_in_time[t] > 0 ? times_s[t] : next_s;
        s->worst_in_time[t] = next_s - times_s[t];
    }
    s->seen_most = fmax(s->seen_most, s->throttle.longest_s);
    scene_set_time(s, s->time_index); /* what was not known yet is now */
}

bool scene_scan(struct scene *s, size_t n_records)
{
    const size_t n = results_n_times(s->results);
    const bool was_whole = scene_is_whole(s);

    for (size_t k = 0; k < n_records && s->n_scanned < n && values_fetch(s, s->n_scanned); k++) {
        scan_record(s, s->n_scanned++);
    }
    if (!was_whole) {
        if (scene_is_whole(s) && s->layer->is_time_left) {
            finish_time_left(s);
        }
        scale_fit(s);
    }
    return scene_is_whole(s);
}

bool scene_is_whole(const struct scene *s)
{
    return s->n_scanned == results_n_times(s->results);
}

bool scene_set_layer(struct scene *s, const struct layer *layer)
{
    if (!scene_choose_layer(s, layer)) {
        return false;
    }
    while (!scene_scan(s, results_n_times(s->results))) {
    }
    return true;
}

/* -------------------------------------------------------------------- jumps */

size_t scene_worst_time(const struct scene *s)
{
    const double sign = s->layer->low_is_bad && s->against == NULL ? -1.0 : 1.0;
    double most = -(double)INFINITY;
    size_t worst = 0;

    for (size_t t = 0; t < s->n_scanned; t++) {
        const double value = s->worst_in_time[t];
        const double now = s->layer->is_kind    ? (double)s->beyond_in_time[t]
                           : s->against != NULL ? fabs(value)
                                                : sign * value;
        if (now > most) {
            most = now;
            worst = t;
        }
    }
    return worst;
}

size_t scene_next_crossing(const struct scene *s, bool is_forward)
{
    const size_t n = s->n_scanned;

    for (size_t k = 1; k < results_n_times(s->results); k++) {
        const size_t t = is_forward ? s->time_index + k : s->time_index - k;
        if (t == 0 ||
            t >= results_n_times(s->results)) { /* before the first record t wraps around */
            break;
        }
        if (t < n && s->beyond_in_time[t] != s->beyond_in_time[t - 1]) {
            return t;
        }
    }
    return s->time_index;
}
