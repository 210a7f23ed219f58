/* SPDX-License-Identifier: Apache-2.0 */
#include "viz/cut.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Where the plane moves without a field, and how high it lies at first. */
#define STEP_M   0.1
#define HEIGHT_M 1.5

void cut_open(const struct results *r, struct cut *ret_cut)
{
    struct cut c = {
        .results = r,
        .axis = PLANE_Z,
        .end_m = {results_number(r, "hall_size_x_m"), results_number(r, "hall_size_y_m"),
                  results_number(r, "hall_height_m")},
        .limit_c = (double)NAN,
    };

    c.has_field = results_grid_read(r, &c.grid) == STATUS_OK;
    c.at_m[PLANE_X] = (double)NAN;
    c.at_m[PLANE_Y] = (double)NAN;
    c.at_m[PLANE_Z] = fmin(HEIGHT_M, c.end_m[PLANE_Z]); /* fmin passes over NAN */
    *ret_cut = c;
}

void cut_close(struct cut *c)
{
    results_plane_free(&c->plane);
}

/* ---------------------------------------------------------------- its place */

bool cut_place(struct cut *c, enum plane_axis axis, double at_m)
{
    if (!(at_m >= 0.0) || at_m > c->end_m[axis]) {
        return false;
    }
    c->axis = axis;
    c->at_m[axis] = at_m;
    return true;
}

double cut_at_m(const struct cut *c)
{
    const long cell = c->has_field ? results_grid_cell(&c->grid, c->axis, c->at_m[c->axis]) : -1;

    return cell >= 0 ? results_grid_centre_m(&c->grid, c->axis, (size_t)cell) : c->at_m[c->axis];
}

void cut_step(struct cut *c, long n)
{
    const enum plane_axis axis = c->axis;
    double to_m = c->at_m[axis] + (double)n * STEP_M;

    if (c->has_field) {
        const long last = (long)c->grid.n[axis] - 1;
        const long cell = results_grid_cell(&c->grid, axis, c->at_m[axis]) + n;
        to_m = results_grid_centre_m(&c->grid, axis,
                                     (size_t)(cell < 0      ? 0
                                              : cell > last ? last
                                                            : cell));
    }
    c->at_m[axis] = fmin(fmax(0.0, to_m), c->end_m[axis]);
}

/* ------------------------------------------------------------------- colours */

/* The least or the most of a series over the run and over its items; NAN when it is not known. */
static double extreme(const struct results *r, const char *name, enum results_over over)
{
    const struct results_variable *const v = results_variable(r, name);
    const struct results_dim *const dim = v != NULL ? results_dim(r, v->dim) : NULL;
    double *const values = dim != NULL ? calloc(dim->n, sizeof *values) : NULL;
    double found = (double)NAN;

    if (values != NULL && results_over_run(r, v, over, values) == STATUS_OK) {
        for (size_t i = 0; i < dim->n; i++) {
            found = over == RESULTS_MOST ? fmax(found, values[i]) : fmin(found, values[i]);
        }
    }
    free(values);
    return found;
}

static double strictest_inlet_c(const struct results *r)
{
    double limit_c = (double)NAN;

    for (size_t i = 0; i < results_n_limits(r); i++) {
        const struct results_limit *const l = &results_limits(r)[i];
        if (strcmp(l->name, "inlet maximum") == 0) {
            limit_c = fmin(limit_c, l->limit);
        }
    }
    return limit_c;
}

static void find_scale(struct cut *c)
{
    const struct results *const r = c->results;

    c->least_c =
        fmin(extreme(r, "crah_supply_c", RESULTS_LEAST), extreme(r, "rack_inlet_c", RESULTS_LEAST));
    c->most_c = fmax(extreme(r, "rack_outlet_max_c", RESULTS_MOST),
                     extreme(r, "rack_inlet_hottest_max_c", RESULTS_MOST));
    if (!(c->most_c >
          c->least_c)) { /* a hall of one temperature, or one of which nothing is known */
        c->least_c = isnan(c->least_c) ? 0.0 : c->least_c;
        c->most_c = c->least_c + 1.0;
    }
    c->limit_c = strictest_inlet_c(r);
    c->has_scale = true;
}

double cut_share(const struct cut *c, double temp_c)
{
    return (temp_c - c->least_c) / (c->most_c - c->least_c);
}

/* ----------------------------------------------------------------------- air */

const struct results_plane *cut_air(struct cut *c, size_t time_index)
{
    if (!c->has_field) {
        return NULL;
    }
    if (!c->has_scale) {
        find_scale(c);
    }
    const long wanted = results_grid_cell(&c->grid, c->axis, c->at_m[c->axis]);
    const bool is_same = c->is_read && c->time_index == time_index && c->plane.axis == c->axis &&
                         results_grid_cell(&c->grid, c->axis, c->plane.at_m) == wanted;
    if (!is_same) {
        results_plane_free(&c->plane);
        c->time_index = time_index;
        c->is_read = results_plane_read(c->results, time_index, c->axis, c->at_m[c->axis],
                                        &c->plane) == STATUS_OK;
    }
    return c->is_read ? &c->plane : NULL;
}

bool cut_reading(const struct cut *c, double across_m, double up_m, double *ret_temp_c,
                 double *ret_speed_ms)
{
    const struct results_plane *const p = &c->plane;

    if (!c->is_read) {
        return false;
    }
    const long i = results_grid_cell(&p->grid, p->across, across_m);
    const long j = results_grid_cell(&p->grid, p->up, up_m);
    if (i < 0 || j < 0) {
        return false;
    }
    const size_t k = (size_t)j * p->grid.n[p->across] + (size_t)i;
    *ret_temp_c = p->temp_c[k];
    *ret_speed_ms = hypot(hypot(p->across_ms[k], p->up_ms[k]), p->through_ms[k]);
    return !isnan(p->temp_c[k]);
}
