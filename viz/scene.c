/* SPDX-License-Identifier: Apache-2.0 */
#include "viz/scene.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "viz/fixtures.h"

bool scene_column(const struct results *r, const char *dim, const char *field, size_t time_index,
                  double *ret_values)
{
    const struct results_dim *const d = results_dim(r, dim);
    char name[64];

    (void)snprintf(name, sizeof name, "%s_%s", dim, field);
    const struct results_variable *const v = results_variable(r, name);
    const bool is_held = v != NULL && results_frame(r, v, time_index, ret_values) == STATUS_OK;
    for (size_t i = 0; d != NULL && i < d->n && !is_held; i++) {
        ret_values[i] = (double)NAN;
    }
    return is_held;
}

void scene_boxes(const struct results *r, const char *dim, struct box *ret_boxes, double *scratch)
{
    static const char *const fields[] = {"x_m", "y_m", "width_m", "depth_m"};
    const struct results_dim *const d = results_dim(r, dim);

    for (size_t f = 0; f < 4; f++) {
        (void)scene_column(r, dim, fields[f], 0, scratch);
        for (size_t i = 0; d != NULL && i < d->n; i++) {
            memcpy((char *)&ret_boxes[i] + f * sizeof(double), &scratch[i], sizeof(double));
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
    scene_boxes(s->results, kind, boxes, scratch);
    for (size_t i = 0; i < dim->n; i++) {
        if (!isnan(boxes[i].x_m) && boxes[i].width_m > 0.0) {
            s->units_drawn[s->n_units++] = (struct scene_unit){dim->labels[i], kind, boxes[i]};
        }
    }
    free(boxes);
}

static size_t larger(size_t a, size_t b)
{
    return a > b ? a : b;
}

enum status scene_open(const struct results *r, enum unit_system units, struct scene *ret_scene)
{
    const size_t n = results_n_items(r, "rack");
    const size_t n_units = results_n_items(r, "crah") + results_n_items(r, "cdu");
    double *const scratch = calloc(larger(n, n_units) + 1, sizeof *scratch);
    struct scene s = {
        .results = r,
        .title = results_text(r, "title"),
        .air_model = results_text(r, "air_model"),
        .units = units,
        .size_x_m = results_number(r, "hall_size_x_m"),
        .size_y_m = results_number(r, "hall_size_y_m"),
        .n_racks = n,
        .racks = calloc(n + 1, sizeof *s.racks),
        .fronts = calloc(n + 1, sizeof *s.fronts),
        .is_known = calloc(n + 1, sizeof *s.is_known),
        .units_drawn = calloc(n_units + 1, sizeof *s.units_drawn),
        .values = calloc(n + 1, sizeof *s.values),
        .rack_limits = calloc(n + 1, sizeof *s.rack_limits),
        .margin_frac = calloc(n + 1, sizeof *s.margin_frac),
        .beyond_in_time = calloc(results_n_times(r) + 1, sizeof *s.beyond_in_time),
        .worst_in_time = calloc(results_n_times(r) + 1, sizeof *s.worst_in_time),
        .scan_values = calloc(n + 1, sizeof *s.scan_values),
        .scan_margin_frac = calloc(n + 1, sizeof *s.scan_margin_frac),
        .source = {.air = calloc(n + 1, sizeof *s.source.air),
                   .base = calloc(n + 1, sizeof *s.source.base)},
        .worst = -1,
    };
    const bool has_memory =
        scratch != NULL && s.racks != NULL && s.fronts != NULL && s.is_known != NULL &&
        s.units_drawn != NULL && s.values != NULL && s.worst_in_time != NULL &&
        s.margin_frac != NULL && s.rack_limits != NULL && s.beyond_in_time != NULL &&
        s.scan_values != NULL && s.scan_margin_frac != NULL && s.source.air != NULL &&
        s.source.base != NULL && binding_open(r, &s.binding) == STATUS_OK;

    if (!has_memory || n == 0 || results_n_times(r) == 0) {
        free(scratch);
        scene_close(&s);
        return has_memory ? STATUS_BAD_INPUT : STATUS_NO_MEMORY;
    }
    s.rack_names = results_dim(r, "rack")->labels;
    s.rack_rows = results_labels(r, "rack_row");
    scene_boxes(r, "rack", s.racks, scratch);
    (void)scene_column(r, "rack", "faces", 0, scratch);
    for (size_t i = 0; i < n; i++) {
        const bool is_side = scratch[i] >= SIDE_WEST && scratch[i] <= SIDE_NORTH;
        s.fronts[i] = is_side ? (int)scratch[i] : SIDE_SOUTH; /* not known, or damaged */
    }
    (void)scene_column(r, "rack", "known", 0, scratch);
    for (size_t i = 0; i < n; i++) {
        s.is_known[i] = scratch[i] != 0.0;
    }
    read_units(&s, "crah", scratch);
    read_units(&s, "cdu", scratch);
    free(scratch);
    s.fixtures = fixtures_open(&s);
    if (s.fixtures == NULL) {
        scene_close(&s);
        return STATUS_NO_MEMORY;
    }
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
    free(s->beyond_in_time);
    free(s->margin_frac);
    free(s->rack_limits);
    free(s->twins);
    free(s->twin_values);
    free(s->scan_values);
    free(s->scan_margin_frac);
    free(s->source.air);
    free(s->source.base);
    free(s->source_against.air);
    free(s->source_against.base);
    throttle_close(&s->throttle);
    binding_close(&s->binding);
    fixtures_close(s->fixtures);
}

enum status scene_compare(struct scene *s, const struct scene *other)
{
    s->twins = calloc(s->n_racks + 1, sizeof *s->twins);
    s->twin_values = calloc(other->n_racks + 1, sizeof *s->twin_values);
    s->source_against.air = calloc(other->n_racks + 1, sizeof *s->source_against.air);
    s->source_against.base = calloc(other->n_racks + 1, sizeof *s->source_against.base);
    if (s->twins == NULL || s->twin_values == NULL || s->source_against.air == NULL ||
        s->source_against.base == NULL) {
        return STATUS_NO_MEMORY;
    }
    for (size_t i = 0; i < s->n_racks; i++) {
        s->twins[i] = scene_find_rack(other, s->rack_names[i]);
    }
    s->against = other;
    return STATUS_OK;
}

long scene_find_rack(const struct scene *s, const char *name)
{
    for (size_t i = 0; i < s->n_racks; i++) {
        if (strcmp(s->rack_names[i], name) == 0) {
            return (long)i;
        }
    }
    return -1;
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
