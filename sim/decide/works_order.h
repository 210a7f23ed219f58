/* works_order.h - the order of works on site, and when the hall is usable.
 *
 * All is ordered at once. A work begins when it is delivered and all that it needs is done; works that
 * take something out of service take turns, so that never two things are out at once. Of several that
 * could begin the one that is delivered first does.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SIM_DECIDE_WORKS_ORDER_H
#define SIM_DECIDE_WORKS_ORDER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct works_job {
    double lead_s;     /* from the order to the delivery; NAN: not known */
    double duration_s; /* on site; NAN: not known */
    bool has_outage;
    uint64_t needs; /* jobs that must be done before, as bits */

    /* What comes of it: */
    double begin_s; /* since the order; NAN: not known */
    double end_s;
    size_t place; /* in the order of the works, from 0 */
};

/* Sets the times and places of n jobs (at most 64). A job whose lead time or duration is not known,
 * or that needs one such, has no known end; it comes last. Needs that go in a circle are begun as
 * if they were met.
 *
 * Returns when all are done; NAN when that is not known, 0 without jobs. */
double works_order(struct works_job *jobs, size_t n);

#endif
