/* service.h - what every node model shares: power lost and back, supplies, delay of a cap, storage.
 *
 *     restart   power that returns is idle power without work for restart_s, then work goes on
 *     supplies  with alive < needed the node is capped to alive / needed of its rating, or drops
 *     cap       acts cap_latency_s after demand rose above it; a cap above demand does nothing
 *     storage   input follows demand, d input / dt = (demand - input) / buffer_time_s, as long as the
 *               charge d E / dt = input - demand stays within 0 .. buffer_j; at either end input is
 *               demand. Exact over a span of constant demand, charge starts half full.
 *
 * A step is cut into spans at the instants at which one of these changes, so that every span is
 * uniform and the step may have any length. Nodes that get power while others of their group are
 * restarting are ready with them.
 *
 * Source  first-order lag and energy balance; firmware power brakes act in 10 to 100 ms.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODELS_NODE_SERVICE_H
#define MODELS_NODE_SERVICE_H

#include <stdbool.h>

#include "models/node_model.h"

/* The first rows of state of every node model, in this order. */
enum service_state {
    SERVICE_SERVING, /* share of the nodes that works                            */
    SERVICE_WAIT,    /* until the restarting ones do                              */
    SERVICE_OVER,    /* for how long demand has been above the cap                */
    SERVICE_INPUT,   /* input of a powered node; below zero: nothing to follow    */
    SERVICE_CHARGE,  /* in the storage of a node, mean over the group             */
    SERVICE_N_STATES,
};
#define SERVICE_STATE_ROWS                                                                         \
    {"serving_frac", "1", "share of the nodes that works, end of the step"},                       \
        {"restart_s", "s", "until the restarting nodes work"},                                     \
        {"over_cap_s", "s", "for how long demand has been above the cap"},                         \
        {"input_w", "W", "input of a powered node after its storage, end of the step"},            \
    {                                                                                              \
        "charge_j", "J", "held in the storage of a node's supplies"                                \
    }

/* A part of a step in which nothing of the above changes. */
struct service_span {
    double dt_s;
    double on_frac;      /* of the nodes: draws power                */
    double serving_frac; /* of those: works; the others are idle      */
    double supply_frac;  /* of the supplies of a node: alive          */
    double cap_w;        /* in force, INFINITY without                */
    bool is_over;        /* demand is above the cap, in force or not  */
};

/* State as it is before a run: all that have power work, a cap that binds is in force. */
void service_start(const struct node_block *b, size_t i);

/* The next span of group i, at most left_s long.
 *
 *   is_shut  off for a reason of the model's own
 *   full_w   input of a node at full activity, where its rating is not known
 */
struct service_span service_open(const struct node_block *b, size_t i, double left_s, bool is_shut,
                                 double full_w);

/* Tells a span with a cap what the node wants to draw: while the latency runs the cap is not in
 * force, and the span ends with it at the latest. */
void service_delay_cap(const struct node_block *b, size_t i, struct service_span *span,
                       double wanted_w);

/* Ends a span in which a powered node needed raw_w. Returns what came out of its storage; the rest it
 * drew at its inlet. */
double service_close(const struct node_block *b, size_t i, const struct service_span *span,
                     double raw_w);

/* Held in the storage of the whole group. */
double service_stored_j(const struct node_block *b, size_t i);

#endif
