/* parts_span.h - inside of "parts": one group in a span in which nothing switches.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODELS_NODE_PARTS_SPAN_H
#define MODELS_NODE_PARTS_SPAN_H

#include "models/node/parts.h"
#include "models/node/parts_clock.h"
#include "models/node/service.h"

/* Everything about one group in one span. */
struct parts_moment {
    const struct parts_const *k;
    const struct node_block *b;
    struct parts_cache *cache;
    size_t i;
    struct service_span span;
    struct parts_load load;
    struct parts_place place;
    struct parts_temps start;
    struct parts_sink sink;
    struct parts_response response;
    struct parts_choice choice;
    struct parts_power power; /* of one powered node */
};

/* State k of group i. */
static inline double *parts_own(const struct node_block *b, size_t i, enum parts_state k)
{
    return &b->state[(size_t)k * b->n + i];
}

/* A study has said what it draws. */
bool parts_is_forced(const struct parts_moment *m);

/* Plates without coolant take nothing: the heat then leaves by air. */
double parts_plated_frac(const struct parts_moment *m);

/* What the plates do not take of an accelerator leaves by air, past its masses. */
double parts_lumped_frac(const struct parts_moment *m);

/* Junction temperature that the group is held to, NAN for none. */
double parts_throttle_c(const struct parts_moment *m);

/* Heat into the network of one accelerator, mean of the group's nodes. */
double parts_network_w(const struct parts_moment *m);

/* Power and temperatures of the span, from its load and start. */
void parts_advance(struct parts_moment *m);

/* How far the warmer of die and memory ends the span above its limit. */
double parts_end_excess_k(const struct parts_moment *m);

/* When in the span the node goes off, and how long it has been too hot by its end; INFINITY and that
 * time when it does not.
 *
 * Errors  those of root_find.
 */
MUST_CHECK enum status parts_find_shutdown(struct parts_moment *m, double *ret_at_s,
                                           double *ret_hot_s);

/* A node that went off stays off until it has cooled and what cools it now would let it run: nobody
 * starts servers into the heat that stopped them. */
bool parts_may_restart(const struct parts_moment *m);

#endif
