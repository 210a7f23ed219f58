/* SPDX-License-Identifier: Apache-2.0 */
#include "viz/scene.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* One number of every item of a dimension; NAN where the file has none. */
static void read_column(const struct results *r, const char *dim, const char *field, size_t n,
                        double *values)
{
    char name[64];

    (void)snprintf(name, sizeof name, "%s_%s", dim, field);
    const struct results_variable *const v = results_variable(r, name);
    if (v == NULL || results_frame(r, v, 0, values) != STATUS_OK) {
        for (size_t i = 0; i < n; i++) {
            values[i] = (double)NAN;
        }
    }
}

static void read_boxes(const struct results *r, const char *dim, size_t n, struct box *boxes,
                       double *scratch)
{
    static const char *const fields[] = {"x_m", "y_m", "width_m", "depth_m"};

    for (size_t f = 0; f < 4; f++) {
        read_column(r, dim, fields[f], n, scratch);
        for (size_t i = 0; i < n; i++) {
            memcpy((char *)&boxes[i] + f * sizeof(double), &scratch[i], sizeof(double));
        }
    }
}

static void read_units(struct scene *s, const char *kind, double *scratch)
{
    const struct results_dim *const dim = results_dim(s->results, kind);
    struct box *const boxes = dim != NULL ? calloc(dim->n, sizeof *boxes) : NULL;

    if (boxes == NULL) {
        return;
    }
    read_boxes(s->results, kind, dim->n, boxes, scratch);
    for (size_t i = 0; i < dim->n; i++) {
        if (!isnan(boxes[i].x_m) && boxes[i].width_m > 0.0) {
            s->units_drawn[s->n_units++] = (struct scene_unit){dim->labels[i], kind, boxes[i]};
        }
    }
    free(boxes);
}

static size_t count(const struct results *r, const char *dim)
{
    const struct results_dim *const d = results_dim(r, dim);

    return d != NULL ? d->n : 0;
}

static size_t larger(size_t a, size_t b)
{
    return a > b ? a : b;
}

enum status scene_open(const struct results *r, enum unit_system units, struct scene *ret_scene)
{
    const size_t n = count(r, "rack");
    const size_t n_units = count(r, "crah") + count(r, "cdu");
    double *const scratch = calloc(larger(n, n_units) + 1, sizeof *scratch);
    struct scene s = {
        .results = r,
        .units = units,
        .size_x_m = results_number(r, "hall_size_x_m"),
        .size_y_m = results_number(r, "hall_size_y_m"),
        .n_racks = n,
        .racks = calloc(n + 1, sizeof *s.racks),
        .fronts = calloc(n + 1, sizeof *s.fronts),
        .is_known = calloc(n + 1, sizeof *s.is_known),
        .units_drawn = calloc(n_units + 1, sizeof *s.units_drawn),
        .values = calloc(n + 1, sizeof *s.values),
        .worst_in_time = calloc(results_n_times(r) + 1, sizeof *s.worst_in_time),
        .worst = -1,
    };
    const bool has_memory = scratch != NULL && s.racks != NULL && s.fronts != NULL &&
                            s.is_known != NULL && s.units_drawn != NULL && s.values != NULL &&
                            s.worst_in_time != NULL;

    if (!has_memory || n == 0 || results_n_times(r) == 0) {
        free(scratch);
        scene_close(&s);
        return has_memory ? STATUS_BAD_INPUT : STATUS_NO_MEMORY;
    }
    s.rack_names = results_dim(r, "rack")->labels;
    s.rack_rows = results_labels(r, "rack_row");
    read_boxes(r, "rack", n, s.racks, scratch);
    read_column(r, "rack", "faces", n, scratch);
    for (size_t i = 0; i < n; i++) {
        s.fronts[i] = isnan(scratch[i]) ? SIDE_SOUTH : (int)scratch[i];
    }
    read_column(r, "rack", "known", n, scratch);
    for (size_t i = 0; i < n; i++) {
        s.is_known[i] = scratch[i] != 0.0;
    }
    read_units(&s, "crah", scratch);
    read_units(&s, "cdu", scratch);
    free(scratch);
    *ret_scene = s;
    return STATUS_OK;
}

void scene_close(struct scene *s)
{
    free(s->racks);
    free(s->fronts);
    free(s->is_known);
    free(s->units_drawn);
    free(s->values);
    free(s->worst_in_time);
}

/* ------------------------------------------------------------------- layer */

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

/* Values of the layer at a record; false when the file has none. */
static bool read_values(const struct scene *s, size_t time_index, double *values)
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

static double worst_of(const struct scene *s, const double *values, long *ret_worst)
{
    double worst = (double)NAN;

    *ret_worst = -1;
    for (size_t i = 0; i < s->n_racks; i++) {
        const bool is_worse = s->layer->low_is_bad ? values[i] < worst : values[i] > worst;
        if (!isnan(values[i]) && (isnan(worst) || is_worse)) {
            worst = values[i];
            *ret_worst = (long)i;
        }
    }
    return worst;
}

/* The strictest of the racks' limits of that name. */
static double find_limit(const struct scene *s)
{
    double limit = (double)NAN;

    if (s->layer->over != NULL) {
        return 1.0;
    }
    if (s->layer->low_is_bad) {
        return 0.0;
    }
    for (size_t i = 0; s->layer->limit_name != NULL && i < results_n_limits(s->results); i++) {
        const struct results_limit *const l = &results_limits(s->results)[i];
        if (strcmp(l->name, s->layer->limit_name) == 0 && strcmp(l->dim, "rack") == 0) {
            limit = fmin(limit, l->limit);
        }
    }
    return limit;
}

bool scene_set_layer(struct scene *s, const struct layer *layer)
{
    const struct layer *const before = s->layer;
    long worst = -1;

    s->layer = layer;
    if (!read_values(s, 0, s->values)) {
        s->layer = before;
        return false;
    }
    s->least = (double)INFINITY;
    s->most = -(double)INFINITY;
    for (size_t t = 0; t < results_n_times(s->results) && read_values(s, t, s->values); t++) {
        s->worst_in_time[t] = worst_of(s, s->values, &worst);
        for (size_t i = 0; i < s->n_racks; i++) {
            s->least = fmin(s->least, s->values[i]);
            s->most = fmax(s->most, s->values[i]);
        }
    }
    s->limit = find_limit(s);
    /* Room about the values, so that a hall of equals is not all one end; the limit is in sight. */
    s->most = fmax(s->most, s->limit);
    s->least = s->layer->low_is_bad ? fmin(s->least, s->limit) : s->least;
    if (!isfinite(s->least) || !isfinite(s->most)) {
        s->least = 0.0;
        s->most = 1.0;
    }
    const double width = s->most - s->least;
    const double room = width > 0.0 ? 0.04 * width : fmax(1.0, fabs(s->most) * 0.05);
    s->least -= room;
    s->most += room;
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
    s->n_beyond = 0;
    for (size_t i = 0; i < s->n_racks; i++) {
        s->n_beyond += scene_is_beyond(s, i);
    }
}

size_t scene_worst_time(const struct scene *s)
{
    size_t worst = 0;

    for (size_t t = 1; t < results_n_times(s->results); t++) {
        const double now = s->worst_in_time[t];
        const double best = s->worst_in_time[worst];
        if (s->layer->low_is_bad ? now < best : now > best) {
            worst = t;
        }
    }
    return worst;
}

bool scene_is_beyond(const struct scene *s, size_t rack)
{
    return s->layer->low_is_bad ? s->values[rack] < s->limit : s->values[rack] > s->limit;
}

double scene_share(const struct scene *s, double value)
{
    return (value - s->least) / (s->most - s->least);
}

long scene_rack_at(const struct scene *s, double x_m, double y_m)
{
    for (size_t i = 0; i < s->n_racks; i++) {
        const struct box *const b = &s->racks[i];
        if (x_m >= b->x_m && x_m < b->x_m + b->width_m && y_m >= b->y_m &&
            y_m < b->y_m + b->depth_m) {
            return (long)i;
        }
    }
    return -1;
}
