/* values.c - the layer of a scene: its values at a moment, its scale over all of them.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "viz/scene.h"

/* A rack that draws no air has no inlet: the air before it stands, and nothing is judged by it. */
static void drop_airless(const struct scene *s, size_t time_index, double *values)
{
    const struct results_variable *const v = results_variable(s->results, "rack_airflow_max_m3s");
    double *const airflow_m3s = v != NULL ? calloc(s->n_racks + 1, sizeof *airflow_m3s) : NULL;

    if (airflow_m3s != NULL && results_frame(s->results, v, time_index, airflow_m3s) == STATUS_OK) {
        for (size_t i = 0; i < s->n_racks; i++) {
            values[i] = airflow_m3s[i] > 0.0 ? values[i] : (double)NAN;
        }
    }
    free(airflow_m3s);
}

/* A quantity of the racks, over another where the layer says so. */
static bool read_quantity(const struct scene *s, size_t time_index, double *values)
{
    const struct results_variable *const v = results_variable(s->results, s->layer->variable);

    if (v == NULL || results_frame(s->results, v, time_index, values) != STATUS_OK) {
        return false;
    }
    const struct results_variable *const over =
        s->layer->over != NULL ? results_variable(s->results, s->layer->over) : NULL;
    double *const base = over != NULL ? calloc(s->n_racks, sizeof *base) : NULL;
    if (base != NULL && results_frame(s->results, over, 0, base) == STATUS_OK) {
        for (size_t i = 0; i < s->n_racks; i++) {
            values[i] /= base[i];
        }
    }
    free(base);
    for (size_t i = 0; i < s->n_racks; i++) {
        if (isinf(values[i])) {
            values[i] = (double)NAN; /* nothing limits it */
        }
    }
    if (s->layer->is_air) {
        drop_airless(s, time_index, values);
    }
    return true;
}

/* Values of the layer at a record; false when the file has none. */
static bool read_own(const struct scene *s, size_t time_index, double *values)
{
    if (s->layer->is_kind) {
        return s->against == NULL && binding_read(&s->binding, s->results, time_index, values,
                                                  s->margin_frac) == STATUS_OK;
    }
    return read_quantity(s, time_index, values);
}

static bool read_values(const struct scene *s, size_t time_index, double *values)
{
    if (!read_own(s, time_index, values)) {
        return false;
    }
    if (s->against == NULL) {
        return true;
    }
    struct scene other = *s->against;
    const double time_s = results_times_s(s->results)[time_index];
    const double end_s = results_times_s(other.results)[results_n_times(other.results) - 1];
    /* Times of equal runs may differ in their last bits. */
    const bool is_past_end = time_s > end_s + 1e-9 * fabs(end_s);

    other.layer = s->layer;
    if (!read_own(&other, results_time_at(other.results, time_s), s->twin_values)) {
        return false;
    }
    for (size_t i = 0; i < s->n_racks; i++) {
        const bool is_known = s->twins[i] >= 0 && !is_past_end;
        values[i] = is_known ? s->twin_values[s->twins[i]] - values[i] : (double)NAN;
    }
    return true;
}

/* The greater, the nearer to danger: of kinds the one with the least margin, of a difference the
 * greatest in size. */
static double badness_of(const struct scene *s, const double *values, size_t rack)
{
    if (s->against != NULL) {
        return fabs(values[rack]);
    }
    if (s->layer->is_kind) {
        return -s->margin_frac[rack];
    }
    return s->layer->low_is_bad ? -values[rack] : values[rack];
}

double scene_badness(const struct scene *s, size_t rack)
{
    return badness_of(s, s->values, rack);
}

static double worst_of(const struct scene *s, const double *values, long *ret_worst)
{
    double worst = (double)NAN;

    *ret_worst = -1;
    for (size_t i = 0; i < s->n_racks; i++) {
        const double badness = badness_of(s, values, i);
        if (!isnan(badness) && !(badness <= worst)) {
            worst = badness;
            *ret_worst = (long)i;
        }
    }
    return *ret_worst >= 0 ? values[*ret_worst] : (double)NAN;
}

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
    const bool has_none = s->against != NULL || s->layer->is_kind;
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

static size_t count_beyond(const struct scene *s)
{
    size_t n = 0;

    for (size_t i = 0; i < s->n_racks; i++) {
        n += scene_is_beyond(s, i);
    }
    return n;
}

/* One pass over all records: the extremes, and the worst of each. */
static void scan(struct scene *s)
{
    s->least = (double)INFINITY;
    s->most = -(double)INFINITY;
    for (size_t t = 0; t < results_n_times(s->results); t++) {
        const bool is_read = read_values(s, t, s->values);
        long worst = -1;

        s->worst_in_time[t] = is_read ? worst_of(s, s->values, &worst) : (double)NAN;
        s->beyond_in_time[t] = is_read ? count_beyond(s) : 0;
        for (size_t i = 0; is_read && i < s->n_racks; i++) {
            s->least = fmin(s->least, s->values[i]);
            s->most = fmax(s->most, s->values[i]);
        }
    }
}

/* Room about the values, so that a hall of equals is not all one end; the limit is in sight, and
 * nothing stands in the middle of a difference. */
static void fit_scale(struct scene *s)
{
    if (!isfinite(s->least) || !isfinite(s->most)) {
        s->least = 0.0;
        s->most = 1.0;
    }
    if (s->against != NULL) {
        const double size = fmax(fabs(s->least), fabs(s->most));
        s->most = size > 0.0 ? size : 1.0;
        s->least = -s->most;
        return;
    }
    s->most = fmax(s->most, s->limit);
    s->least = s->layer->low_is_bad ? fmin(s->least, s->limit) : s->least;
    const double width = s->most - s->least;
    const double room = width > 0.0 ? 0.04 * width : fmax(1.0, fabs(s->most) * 0.05);
    /* A quantity that is never negative has no negative colours. */
    s->least = s->least >= 0.0 ? fmax(0.0, s->least - room) : s->least - room;
    s->most += room;
}

bool scene_set_layer(struct scene *s, const struct layer *layer)
{
    const struct layer *const before = s->layer;

    s->layer = layer;
    if (!read_values(s, 0, s->values)) {
        s->layer = before;
        if (before != NULL) {
            scene_set_time(s, s->time_index);
        }
        return false;
    }
    find_limits(s);
    scan(s);
    fit_scale(s);
    scene_set_time(s, s->time_index);
    return true;
}

void scene_set_time(struct scene *s, size_t time_index)
{
    const size_t n = results_n_times(s->results);

    s->time_index = time_index < n ? time_index : n - 1;
    if (!read_values(s, s->time_index, s->values)) {
        return;
    }
    (void)worst_of(s, s->values, &s->worst);
    s->n_beyond = count_beyond(s);
}

size_t scene_worst_time(const struct scene *s)
{
    const double sign = s->layer->low_is_bad && s->against == NULL ? -1.0 : 1.0;
    double most = -(double)INFINITY;
    size_t worst = 0;

    for (size_t t = 0; t < results_n_times(s->results); t++) {
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

bool scene_is_beyond(const struct scene *s, size_t rack)
{
    if (s->layer->is_kind) {
        return s->margin_frac[rack] < 0.0;
    }
    return s->layer->low_is_bad ? s->values[rack] < s->rack_limits[rack]
                                : s->values[rack] > s->rack_limits[rack];
}

size_t scene_next_crossing(const struct scene *s, bool is_forward)
{
    const size_t n = results_n_times(s->results);

    for (size_t k = 1; k < n; k++) {
        const size_t t = is_forward ? s->time_index + k : s->time_index - k;
        if (t == 0 || t >= n) { /* before the first record t wraps around */
            break;
        }
        if (s->beyond_in_time[t] != s->beyond_in_time[t - 1]) {
            return t;
        }
    }
    return s->time_index;
}

/* ------------------------------------------------------------------- colours */

double scene_share(const struct scene *s, double value)
{
    return (value - s->least) / (s->most - s->least);
}

struct colour scene_colour(const struct scene *s, double value)
{
    if (s->layer->is_kind) {
        return palette_kind((size_t)value);
    }
    const double share = scene_share(s, value);

    return s->against != NULL ? palette_diverging_at(share) : palette_at(share);
}

const char *scene_unit_of_values(const struct scene *s)
{
    const bool is_temperature = strcmp(s->layer->unit, "degC") == 0;

    return s->against != NULL && is_temperature ? "K" : s->layer->unit;
}

void scene_share_scale(struct scene *a, struct scene *b)
{
    a->least = b->least = fmin(a->least, b->least);
    a->most = b->most = fmax(a->most, b->most);
}
