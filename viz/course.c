/* SPDX-License-Identifier: Apache-2.0 */
#include "viz/course.h"

#include <math.h>
#include <string.h>

/* Series are stored in chunks of about a thousand records, each a fraction of a millisecond to unpack. */
enum { PIECE_RECORDS = 4096 };

static void take(struct course *c, size_t record, double value)
{
    struct course_span *const span = &c->spans[record * c->n_spans / c->n_records];

    if (isfinite(value)) {
        span->least = fmin(span->least, value); /* which pass over NAN */
        span->most = fmax(span->most, value);
        span->last = value;
        c->least = fmin(c->least, value);
        c->most = fmax(c->most, value);
    }
}

/* What cannot be read is not known. */
static void read_piece(struct course *c)
{
    double values[PIECE_RECORDS];
    const size_t left = c->n_records - c->n_read;
    const size_t n = left < PIECE_RECORDS ? left : PIECE_RECORDS;

    if (results_history_part(c->results, c->variable, c->item, (size_t[]){c->n_read, c->n_read + n},
                             values) == STATUS_OK) {
        for (size_t k = 0; k < n; k++) {
            take(c, c->n_read + k, values[k]);
        }
    }
    c->n_read += n;
}

static struct course *oldest(struct courses *all)
{
    struct course *c = &all->held[0];

    for (size_t i = 1; i < COURSES; i++) {
        c = all->held[i].last_use < c->last_use ? &all->held[i] : c;
    }
    return c;
}

void course_begin(struct course *c, size_t n_records)
{
    const size_t n = n_records;

    c->n_records = n;
    c->n_read = 0;
    c->n_near = 0;
    c->n_spans = n < COURSE_SPANS ? n : COURSE_SPANS;
    c->least = (double)INFINITY;
    c->most = -(double)INFINITY;
    for (size_t i = 0; i < c->n_spans; i++) {
        c->spans[i] = (struct course_span){(double)NAN, (double)NAN, (double)NAN};
    }
}

void course_take(struct course *c, double value)
{
    take(c, c->n_read++, value);
}

static void begin(struct course *c, const struct results *r, const struct results_variable *v,
                  size_t item)
{
    c->results = r;
    c->variable = v;
    c->item = item;
    course_begin(c, results_n_times(r));
}

struct course *courses_find(struct courses *all, const struct results *r, const char *name,
                            size_t item)
{
    const struct results_variable *const v = results_variable(r, name);
    struct course *c = NULL;

    if (v == NULL || !v->has_time || v->is_text) {
        return NULL;
    }
    for (size_t i = 0; i < COURSES && c == NULL; i++) {
        struct course *const held = &all->held[i];
        c = held->variable == v && held->results == r && held->item == item ? held : NULL;
    }
    if (c == NULL) {
        c = oldest(all);
        begin(c, r, v, item);
    }
    c->last_use = ++all->n_uses;
    while (all->is_eager && c->n_read < c->n_records) {
        read_piece(c);
    }
    return c;
}

bool courses_read(struct courses *all)
{
    struct course *newest = NULL;

    for (size_t i = 0; i < COURSES; i++) {
        struct course *const c = &all->held[i];
        const bool is_open = c->variable != NULL && c->n_read < c->n_records;
        newest = is_open && (newest == NULL || c->last_use > newest->last_use) ? c : newest;
    }
    if (newest != NULL) {
        read_piece(newest);
    }
    return newest != NULL;
}

double course_at(struct course *c, size_t time_index)
{
    const size_t first = time_index / COURSE_NEAR * COURSE_NEAR;
    const size_t left = c->n_records - first;
    const size_t n = left < COURSE_NEAR ? left : COURSE_NEAR;

    if (c->n_near == 0 || c->near_first != first) {
        c->near_first = first;
        c->n_near = n;
        if (results_history_part(c->results, c->variable, c->item, (size_t[]){first, first + n},
                                 c->near) != STATUS_OK) {
            c->n_near = 0;
            return (double)NAN;
        }
    }
    return c->near[time_index - first];
}
