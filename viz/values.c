/* values.c - the layer of a scene at a moment.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "viz/values.h"

#include <math.h>
#include <string.h>

/* ------------------------------------------------------------------ reading */

static bool find_source(const struct scene *s, const struct results *r, struct scene_source *source)
{
    const struct layer *const layer = s->layer;
    const bool is_over = layer->over != NULL;

    source->variable = results_variable(r, layer->variable);
    source->airflow = layer->is_air ? results_variable(r, "rack_airflow_max_m3s") : NULL;
    source->has_base = false;
    if (source->variable == NULL) {
        return false;
    }
    const struct results_variable *const over = is_over ? results_variable(r, layer->over) : NULL;
    source->has_base = over != NULL && results_frame(r, over, 0, source->base) == STATUS_OK;
    return true;
}

bool values_find(struct scene *s)
{
    throttle_close(&s->throttle);
    if (s->layer->is_kind) {
        return s->against == NULL && s->binding.n_kinds > 0;
    }
    if (s->layer->is_time_left) {
        return s->against == NULL && throttle_open(s->results, &s->throttle) == STATUS_OK;
    }
    return find_source(s, s->results, &s->source) &&
           (s->against == NULL || find_source(s, s->against->results, &s->source_against));
}

/* A quantity of the racks, over another where the layer says so. A rack that draws no air has no inlet:
 * the air before it stands, and nothing is judged by it. */
static bool read_quantity(const struct results *r, const struct scene_source *source,
                          size_t time_index, double *values)
{
    const size_t n = results_dim(r, "rack")->n;
    const bool has_air = source->airflow != NULL &&
                         results_frame(r, source->airflow, time_index, source->air) == STATUS_OK;

    if (results_frame(r, source->variable, time_index, values) != STATUS_OK) {
        return false;
    }
    for (size_t i = 0; i < n; i++) {
        const double value = source->has_base ? values[i] / source->base[i] : values[i];
        const bool is_airless = has_air && !(source->air[i] > 0.0);
        values[i] = isinf(value) || is_airless ? (double)NAN : value; /* nothing limits it */
    }
    return true;
}

/* The record of the other file that holds at the time of one of ours. */
static size_t twin_record(const struct scene *s, size_t time_index)
{
    return results_time_at(s->against->results, results_times_s(s->results)[time_index]);
}

static bool is_past_end(const struct scene *s, size_t time_index)
{
    const struct results *const other = s->against->results;
    const double time_s = results_times_s(s->results)[time_index];
    const double end_s = results_times_s(other)[results_n_times(other) - 1];

    /* Times of equal runs may differ in their last bits. */
    return time_s > end_s + 1e-9 * fabs(end_s);
}

/* The other file's values minus ours, rack by rack of the same name. */
static bool take_difference(struct scene *s, size_t time_index, double *values)
{
    const bool is_open = !is_past_end(s, time_index);

    if (!read_quantity(s->against->results, &s->source_against, twin_record(s, time_index),
                       s->twin_values)) {
        return false;
    }
    for (size_t i = 0; i < s->n_racks; i++) {
        const bool is_known = s->twins[i] >= 0 && is_open;
        values[i] = is_known ? s->twin_values[s->twins[i]] - values[i] : (double)NAN;
    }
    return true;
}

bool values_read(struct scene *s, size_t time_index, struct scene_record *ret_record)
{
    if (s->layer->is_kind) {
        return binding_read(&s->binding, s->results, time_index, ret_record->values,
                            ret_record->margin_frac) == STATUS_OK;
    }
    if (s->layer->is_time_left) {
        return throttle_read(&s->throttle, time_index, ret_record->values) == STATUS_OK;
    }
    return read_quantity(s->results, &s->source, time_index, ret_record->values) &&
           (s->against == NULL || take_difference(s, time_index, ret_record->values));
}

static bool fetch_quantity(const struct results *r, const struct scene_source *source,
                           size_t time_index)
{
    return results_fetch(r, source->variable, time_index) &&
           (source->airflow == NULL || results_fetch(r, source->airflow, time_index));
}

bool values_fetch(struct scene *s, size_t time_index)
{
    if (s->layer->is_kind) {
        return binding_fetch(&s->binding, s->results, time_index);
    }
    if (s->layer->is_time_left) {
        return throttle_fetch(&s->throttle, time_index);
    }
    return fetch_quantity(s->results, &s->source, time_index) &&
           (s->against == NULL ||
            fetch_quantity(s->against->results, &s->source_against, twin_record(s, time_index)));
}

/* ------------------------------------------------------------------- danger */

/* The greater, the nearer to danger: of kinds the one with the least margin, of a difference the
 * greatest in size. */
static double badness_of(const struct scene *s, const struct scene_record *record, size_t rack)
{
    if (s->against != NULL) {
        return fabs(record->values[rack]);
    }
    if (s->layer->is_kind) {
        return -record->margin_frac[rack];
    }
    return s->layer->low_is_bad ? -record->values[rack] : record->values[rack];
}

static struct scene_record shown(const struct scene *s)
{
    return (struct scene_record){s->values, s->margin_frac};
}

double scene_badness(const struct scene *s, size_t rack)
{
    const struct scene_record record = shown(s);

    return badness_of(s, &record, rack);
}

double values_worst(const struct scene *s, const struct scene_record *record, long *ret_worst)
{
    double worst = (double)NAN;

    *ret_worst = -1;
    for (size_t i = 0; i < s->n_racks; i++) {
        const double badness = badness_of(s, record, i);
        if (isfinite(badness) && !(badness <= worst)) {
            worst = badness;
            *ret_worst = (long)i;
        }
    }
    return *ret_worst >= 0 ? record->values[*ret_worst] : (double)NAN;
}

static bool is_beyond(const struct scene *s, const struct scene_record *record, size_t rack)
{
    if (s->layer->is_kind) {
        return record->margin_frac[rack] < 0.0;
    }
    if (s->layer->is_time_left) {
        return record->values[rack] <= 0.0;
    }
    return s->layer->low_is_bad ? record->values[rack] < s->rack_limits[rack]
                                : record->values[rack] > s->rack_limits[rack];
}

bool scene_is_beyond(const struct scene *s, size_t rack)
{
    const struct scene_record record = shown(s);

    return is_beyond(s, &record, rack);
}

size_t values_count_beyond(const struct scene *s, const struct scene_record *record)
{
    size_t n = 0;

    for (size_t i = 0; i < s->n_racks; i++) {
        n += is_beyond(s, record, i);
    }
    return n;
}

void scene_set_time(struct scene *s, size_t time_index)
{
    const size_t n = results_n_times(s->results);
    struct scene_record record = shown(s);

    s->time_index = time_index < n ? time_index : n - 1;
    if (s->layer == NULL) {
        return;
    }
    s->is_unread = !values_read(s, s->time_index, &record);
    for (size_t i = 0; s->is_unread && i < s->n_racks; i++) {
        s->values[i] = s->margin_frac[i] = (double)NAN;
    }
    (void)values_worst(s, &record, &s->worst);
    s->n_beyond = values_count_beyond(s, &record);
}
