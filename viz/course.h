/* course.h - the course of a rack's quantities over the run, read piece by piece and kept small.
 *
 * A year of records is more than a curve has pixels: a course keeps the extremes of at most
 * COURSE_SPANS equal parts of the run, each record in one of them, so that no peak is lost and its memory
 * does not grow with the file.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef VIZ_COURSE_H
#define VIZ_COURSE_H

#include "sim/results/results.h"

enum { COURSE_SPANS = 1024, COURSE_NEAR = 1024, COURSES = 16 };

/* Records that a curve shows as one; NAN: none of them is known. */
struct course_span {
    double least;
    double most;
    double last;
};

struct course {
    const struct results *results;
    const struct results_variable *variable; /* NULL: empty */
    size_t item;
    size_t n_records;
    size_t n_read; /* from the first on */
    size_t n_spans;
    double least; /* of what was read; INFINITY: nothing is known */
    double most;
    struct course_span spans[COURSE_SPANS];
    size_t near_first; /* records about the last one that was asked for */
    size_t n_near;
    double near[COURSE_NEAR];
    size_t last_use;
};

/* Those that were asked for last. */
struct courses {
    struct course held[COURSES];
    size_t n_uses;
    bool is_eager; /* read whole at once: for a picture */
};

/* A course of what is reckoned, not read: begun for so many records, which are then taken one after the
 * other. */
void course_begin(struct course *c, size_t n_records);
void course_take(struct course *c, double value);

/* The course of a quantity of an item, as far as it is read; NULL when the file does not hold it. It
 * stays valid until COURSES others were asked for. */
struct course *courses_find(struct courses *all, const struct results *r, const char *name,
                            size_t item);

/* Reads on, about two milliseconds, in the course that was asked for last of those that are not whole.
 * False when there is none. */
bool courses_read(struct courses *all);

/* The value at a record, NAN when it cannot be read. */
double course_at(struct course *c, size_t time_index);

#endif
