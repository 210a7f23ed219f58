/* protection_model.h - what opens an element that carries too much: current and time to a trip.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODELS_PROTECTION_MODEL_H
#define MODELS_PROTECTION_MODEL_H

#include "models/model.h"

/* Breakers or relays with one parameter block, one an element. Every array has n entries. */
struct protection_block {
    size_t n;
    double dt_s;

    /* Read only. */
    const double
        *current_frac;       /* current of the most loaded phase over the rated current, held over
                                 * the step; NAN when not known: then it never trips         [1] */
    const double *is_closed; /* 1, or 0 while the element carries nothing                     */

    /* Written. */
    double *trip_s; /* from the start of the step until it opens at this current, INFINITY when it
                     * holds it for good                                                     [s] */

    double *state;
};

/* Contract: a smaller current never trips sooner; at no current the memory fades to its start; two
 * steps at one current leave the memory that one step of their length does. The engine does
 * not step past trip_s, but for the rest of a microsecond. */
struct protection_model {
    struct model_info info;
    enum status (*start)(const void *params, const struct protection_block *b); /* cold */
    enum status (*step)(const void *params, const struct protection_block *b);

    /* A steady question: the memory that this current leads to when it flows for good, trip_s as
     * in step(). A current that trips does not flow for good and leaves the memory as it is. */
    enum status (*settle)(const void *params, const struct protection_block *b);
};

#endif
