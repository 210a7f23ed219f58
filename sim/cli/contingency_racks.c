/* contingency_racks.c - how long each rack rides through one loss, as text and as JSON.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sim/base/lines.h"
#include "sim/cli/contingency_print.h"

static const struct {
    const char *heading;
    const char *key; /* in JSON */
    size_t offset;
} columns[] = {
    {"coolant", "coolant_s", offsetof(struct contingency_ride, coolant_s)},
    {"inlet", "inlet_s", offsetof(struct contingency_ride, inlet_s)},
    {"throttles", "throttle_s", offsetof(struct contingency_ride, throttle_s)},
    {"shuts", "shut_s", offsetof(struct contingency_ride, shut_s)},
    {"boils", "boil_s", offsetof(struct contingency_ride, boil_s)},
    {"no power", "lost_s", offsetof(struct contingency_ride, lost_s)},
};
enum { N_COLUMNS = sizeof columns / sizeof columns[0], CELL_WIDTH = 12 };

static double number_at(const struct contingency_ride *ride, size_t k)
{
    return *(const double *)(const void *)((const char *)ride + columns[k].offset);
}

static void add_seconds(const struct contingency_view *v, double at_s, struct text *t)
{
    struct text cell = {0};

    if (isnan(at_s)) {
        text_add(&cell, "-");
    } else {
        units_print(&cell, "s", at_s, 3, v->units);
    }
    text_add_cell(t, cell.at, CELL_WIDTH);
    text_release(&cell);
}

static int name_width(const struct plan *plan)
{
    size_t width = strlen("rack");

    for (size_t r = 0; r < plan->n[DIM_RACK]; r++) {
        const size_t length = strlen(plan->names[DIM_RACK][r]);
        width = length > width ? length : width;
    }
    return (int)width;
}

static void add_table(const struct contingency_view *v, const struct contingency_row *row,
                      const size_t *racks, size_t n, struct text *t)
{
    const size_t n_most = v->n_most > 0 && v->n_most < n ? v->n_most : n;
    const int width = name_width(v->plan);

    text_add(t, "From the loss until a rack's coolant or inlet passes its limit, it throttles,\n"
                "shuts down or boils, or has no power\n");
    text_add_cell(t, "rack", -width);
    for (size_t k = 0; k < N_COLUMNS; k++) {
        text_add_cell(t, columns[k].heading, CELL_WIDTH);
    }
    text_add(t, "\n");
    for (size_t i = 0; i < n_most; i++) {
        text_add_cell(t, v->plan->names[DIM_RACK][racks[i]], -width);
        for (size_t k = 0; k < N_COLUMNS; k++) {
            add_seconds(v, number_at(&row->rides[racks[i]], k), t);
        }
        text_add(t, "\n");
    }
    if (n_most < n) {
        text_add(t, "... and %zu more (--top 0)\n", n - n_most);
    }
}

/* ------------------------------------------------------------------ coolant */

/* Have two racks the same loops? */
static bool is_same_coolant(const struct plan *plan, size_t a, size_t b)
{
    const int32_t *const first = plan->rack_loops.first;
    const int32_t n = first[a + 1] - first[a];
    bool is_same = n == first[b + 1] - first[b];

    for (int32_t k = 0; k < n && is_same; k++) {
        is_same = plan->rack_loops.to[first[a] + k] == plan->rack_loops.to[first[b] + k];
    }
    return is_same;
}

/* "cdu-1, cdu-2 cool A-01, A-02": the racks that have the loops of rack i, unless an earlier one said
 * it. */
static void add_coolant_of(const struct plan *plan, const size_t *racks, size_t n, size_t i,
                           struct text *t)
{
    const int32_t first = plan->rack_loops.first[racks[i]];
    const int32_t end = plan->rack_loops.first[racks[i] + 1];
    struct text line = {0};

    for (size_t k = 0; k < i; k++) {
        if (is_same_coolant(plan, racks[k], racks[i])) {
            return;
        }
    }
    for (int32_t k = first; k < end; k++) {
        text_add(&line, "%s%s", k > first ? ", " : "",
                 plan->names[DIM_CDU][plan->rack_loops.to[k]]);
    }
    text_add(&line, end - first == 1 ? " cools" : " cool");
    for (size_t k = i, n_said = 0; k < n; k++) {
        if (is_same_coolant(plan, racks[k], racks[i])) {
            text_add(&line, "%s %s", n_said++ > 0 ? "," : "", plan->names[DIM_RACK][racks[k]]);
        }
    }
    if (end > first) {
        lines_wrap(t, line.at, 0, 4, LINES_WIDTH);
        text_add(t, "\n");
    }
    text_release(&line);
}

/* ------------------------------------------------------------------- inlets */

struct warmed {
    size_t rack;
    double rise_k;
};

static int by_rise(const void *a, const void *b)
{
    const struct warmed *const x = a;
    const struct warmed *const y = b;

    if (x->rise_k != y->rise_k) {
        return x->rise_k > y->rise_k ? -1 : 1;
    }
    return x->rack < y->rack ? -1 : 1;
}

/* Racks that draw air, the one whose inlet warms most first. */
static size_t rank_inlets(const struct contingency_view *v, const struct contingency_row *row,
                          struct warmed **ret_racks)
{
    const double *const airflow_m3s = v->answer->hall->was->rack.airflow_m3s;
    size_t n = 0;

    *ret_racks = ARENA_ARRAY(v->arena, struct warmed, v->plan->n[DIM_RACK], "contingency");
    for (size_t r = 0; r < v->plan->n[DIM_RACK] && row->rides != NULL; r++) {
        const struct contingency_ride *const ride = &row->rides[r];
        if (airflow_m3s[r] > 0.0) {
            (*ret_racks)[n++] = (struct warmed){r, ride->inlet_most_c - ride->inlet_before_c};
        }
    }
    if (n > 1) {
        qsort(*ret_racks, n, sizeof **ret_racks, by_rise);
    }
    return n;
}

static void add_quantity(const struct contingency_view *v, const char *si, double value,
                         struct text *t)
{
    struct text cell = {0};

    units_print(&cell, si, value, 3, v->units);
    text_add_cell(t, cell.at, CELL_WIDTH);
    text_release(&cell);
}

static void add_inlets(const struct contingency_view *v, const struct contingency_row *row,
                       struct text *t)
{
    struct warmed *racks = NULL;
    const size_t n = rank_inlets(v, row, &racks);
    const size_t n_most = v->n_most > 0 && v->n_most < n ? v->n_most : n;
    const int width = name_width(v->plan);

    if (n == 0) {
        return;
    }
    text_add(t, "\nInlets where they are hottest, those that warm most first\n");
    text_add_cell(t, "rack", -width);
    text_add(t, "      before        most       rises passes limit\n");
    for (size_t i = 0; i < n_most; i++) {
        const struct contingency_ride *const ride = &row->rides[racks[i].rack];
        text_add_cell(t, v->plan->names[DIM_RACK][racks[i].rack], -width);
        add_quantity(v, "degC", ride->inlet_before_c, t);
        add_quantity(v, "degC", ride->inlet_most_c, t);
        add_quantity(v, "K", rint(100.0 * racks[i].rise_k) / 100.0, t);
        add_seconds(v, ride->inlet_s, t);
        text_add(t, "\n");
    }
    if (n_most < n) {
        text_add(t, "... and %zu more (--top 0)\n", n - n_most);
    }
}

static size_t sorted(const struct contingency_view *v, const struct contingency_row *row,
                     size_t **ret_racks)
{
    *ret_racks = ARENA_ARRAY(v->arena, size_t, v->plan->n[DIM_RACK], "contingency");
    return row->rides != NULL ? contingency_sort_rides(v->arena, v->plan, row->rides, *ret_racks)
                              : 0;
}

void contingency_print_racks(const struct contingency_view *v)
{
    const struct contingency_row *const row = &v->answer->rows[0];
    struct text t = {0};
    size_t *racks = NULL;
    const size_t n = sorted(v, row, &racks);

    text_add(&t, "%s is lost: %s\n", contingency_name(v->arena, v->plan, &row->what),
             contingency_verdict_text(row->verdict));
    text_add(&t, "within ");
    units_print(&t, "s", row->result.simulated_s, 4, v->units);
    text_add(&t, ", of %zu racks: throttled %lld, shut down for heat %lld, without power %lld\n\n",
             v->plan->n[DIM_RACK], (long long)row->result.n_racks_throttled,
             (long long)row->result.n_racks_shut, (long long)row->result.n_racks_lost);
    if (n > 0) {
        add_table(v, row, racks, n, &t);
        for (size_t i = 0; i < n; i++) {
            add_coolant_of(v->plan, racks, n, i, &t);
        }
    } else {
        text_add(&t, "nothing happens to any rack that would not happen without the loss\n");
    }
    add_inlets(v, row, &t);
    (void)fputs(t.at, stdout);
    text_release(&t);
}

void contingency_print_racks_json(const struct contingency_view *v,
                                  const struct contingency_row *row, struct json *j)
{
    size_t *racks = NULL;
    const size_t n = sorted(v, row, &racks);

    json_open(j, "racks", '[');
    for (size_t i = 0; i < n; i++) {
        json_open(j, NULL, '{');
        json_text(j, "name", v->plan->names[DIM_RACK][racks[i]]);
        for (size_t k = 0; k < N_COLUMNS; k++) {
            json_number(j, columns[k].key, number_at(&row->rides[racks[i]], k));
        }
        json_close(j, '}');
    }
    json_close(j, ']');
    struct warmed *warmed = NULL;
    const size_t n_warmed = rank_inlets(v, row, &warmed);
    json_open(j, "inlets", '[');
    for (size_t i = 0; i < n_warmed; i++) {
        const struct contingency_ride *const ride = &row->rides[warmed[i].rack];
        json_open(j, NULL, '{');
        json_text(j, "name", v->plan->names[DIM_RACK][warmed[i].rack]);
        json_number(j, "before_c", ride->inlet_before_c);
        json_number(j, "most_c", ride->inlet_most_c);
        json_number(j, "passes_s", ride->inlet_s);
        json_close(j, '}');
    }
    json_close(j, ']');
}
