/* contingency_racks.c - what single losses do to each rack, and when.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>
#include <stdlib.h>

#include "sim/study/contingency.h"

/* A rack of a case in the order of what stops it. */
struct ranked {
    size_t rack;
    const struct contingency_ride *ride;
};

static double sooner(double a, double b)
{
    return fmin(a, b); /* of NAN and a number it is the number */
}

static int order_of(double a, double b)
{
    const double x = isnan(a) ? (double)INFINITY : a;
    const double y = isnan(b) ? (double)INFINITY : b;

    return (x > y) - (x < y);
}

static int compare(const void *x, const void *y)
{
    const struct ranked *const a = x;
    const struct ranked *const b = y;
    const int by[] = {
        order_of(sooner(a->ride->shut_s, a->ride->lost_s),
                 sooner(b->ride->shut_s, b->ride->lost_s)),
        order_of(a->ride->throttle_s, b->ride->throttle_s),
        order_of(sooner(a->ride->coolant_s, a->ride->inlet_s),
                 sooner(b->ride->coolant_s, b->ride->inlet_s)),
        order_of((double)a->rack, (double)b->rack),
    };

    for (size_t k = 0; k < sizeof by / sizeof by[0]; k++) {
        if (by[k] != 0) {
            return by[k];
        }
    }
    return 0;
}

static bool is_touched(const struct contingency_ride *r)
{
    return !isnan(r->coolant_s) || !isnan(r->inlet_s) || !isnan(r->throttle_s) ||
           !isnan(r->shut_s) || !isnan(r->boil_s) || !isnan(r->lost_s);
}

size_t contingency_sort_rides(struct arena *arena, const struct plan *plan,
                              const struct contingency_ride *rides, size_t *ret_racks)
{
    const struct arena_mark mark = arena_mark(arena);
    struct ranked *const ranked =
        ARENA_ARRAY(arena, struct ranked, plan->n[DIM_RACK], "contingency");
    size_t n = 0;

    for (size_t r = 0; r < plan->n[DIM_RACK]; r++) {
        if (is_touched(&rides[r])) {
            ranked[n++] = (struct ranked){r, &rides[r]};
        }
    }
    if (n > 1) {
        qsort(ranked, n, sizeof *ranked, compare);
    }
    for (size_t k = 0; k < n; k++) {
        ret_racks[k] = ranked[k].rack;
    }
    arena_reset(arena, mark);
    return n;
}

/* ------------------------------------------------------------------- table */

static const struct {
    const char *name;
    const char *long_name;
    size_t offset;
} columns[] = {
    {"coolant_s", "until coolant into it passes its limit",
     offsetof(struct contingency_ride, coolant_s)},
    {"inlet_s", "until the air at its inlet passes its limit",
     offsetof(struct contingency_ride, inlet_s)},
    {"throttle_s", "until heat takes clock from a node",
     offsetof(struct contingency_ride, throttle_s)},
    {"shut_s", "until heat shuts a node", offsetof(struct contingency_ride, shut_s)},
    {"boil_s", "until its coolant boils", offsetof(struct contingency_ride, boil_s)},
    {"lost_s", "until it loses power", offsetof(struct contingency_ride, lost_s)},
};
enum { N_COLUMNS = sizeof columns / sizeof columns[0] };

static size_t count_rows(const struct plan *plan, const struct contingency_answer *a)
{
    size_t n = 0;

    for (size_t i = 0; i < a->n; i++) {
        for (size_t r = 0; a->rows[i].rides != NULL && r < plan->n[DIM_RACK]; r++) {
            n += is_touched(&a->rows[i].rides[r]) ? 1 : 0;
        }
    }
    return n;
}

/* What the rows of the table hold, filled case by case. */
struct cells {
    const char **lost;
    const char **racks;
    double *numbers[N_COLUMNS];
    size_t n;
};

static void add_case(struct arena *arena, const struct plan *plan,
                     const struct contingency_row *row, size_t *order, struct cells *cells)
{
    const char *const lost = contingency_name(arena, plan, &row->what);
    const size_t n = contingency_sort_rides(arena, plan, row->rides, order);

    for (size_t i = 0; i < n; i++) {
        const char *const ride = (const char *)&row->rides[order[i]];
        cells->lost[cells->n] = lost;
        cells->racks[cells->n] = plan->names[DIM_RACK][order[i]];
        for (size_t k = 0; k < N_COLUMNS; k++) {
            cells->numbers[k][cells->n] = *(const double *)(const void *)(ride + columns[k].offset);
        }
        cells->n++;
    }
}

const struct table_data *contingency_racks_table(struct arena *arena, const struct plan *plan,
                                                 const struct contingency_answer *a)
{
    const size_t n_rows = count_rows(plan, a);
    struct cells cells = {0};

    if (n_rows == 0) {
        return NULL;
    }
    size_t *const order = ARENA_ARRAY(arena, size_t, plan->n[DIM_RACK], "contingency");
    cells.lost = ARENA_ARRAY(arena, const char *, n_rows, "contingency");
    cells.racks = ARENA_ARRAY(arena, const char *, n_rows, "contingency");
    for (size_t k = 0; k < N_COLUMNS; k++) {
        cells.numbers[k] = ARENA_ARRAY(arena, double, n_rows, "contingency");
    }
    for (size_t i = 0; i < a->n; i++) {
        if (a->rows[i].rides != NULL) {
            add_case(arena, plan, &a->rows[i], order, &cells);
        }
    }
    struct table_data *const t = arena_take(arena, 1, sizeof *t, "contingency");
    *t = (struct table_data){
        .name = "contingency_racks",
        .title = "how long racks ride through every single loss, those that are off first",
        .n_rows = n_rows,
        .n_columns = 2 + N_COLUMNS,
        .columns = {{.name = "lost", .unit = "", .long_name = "what was lost", .texts = cells.lost},
                    {.name = "rack", .unit = "", .long_name = "its name", .texts = cells.racks}},
    };
    for (size_t k = 0; k < N_COLUMNS; k++) {
        t->columns[2 + k] = (struct table_column){.name = columns[k].name,
                                                  .unit = "s",
                                                  .long_name = columns[k].long_name,
                                                  .numbers = cells.numbers[k]};
    }
    return t;
}
