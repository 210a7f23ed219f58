/* events.h - what switched in a run, and the records in which it shows.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef VIZ_EVENTS_H
#define VIZ_EVENTS_H

#include "sim/results/results.h"

/* Of the table "events", in the order of time; n is 0 where the file has none. */
struct events {
    size_t n;
    const double *at_s;
    const char *const *subjects;
    const char *const *what;
};
struct events events_of(const struct results *r);

/* The record whose interval an event falls in: the first one not before it, else the last one. */
size_t events_record(const struct results *r, double at_s);

/* The nearest record after, or before, a record in which something happened; the record itself where
 * there is none. */
size_t events_next(const struct results *r, size_t time_index, bool is_forward);

#endif
