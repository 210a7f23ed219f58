/* drill.h - a site is lost: what its receivers take without passing a limit, replayed in time.
 *
 * The lost load is cut into units, a rack each, in the order of their priority. A receiver has places: racks
 * that take over the work of one unit each. The first k units that may go there are put on its
 * places; each begins with a step at its time of arrival, with its own workload on the receiver's
 * own nodes, and the receiver is followed through that step by the engine: fans and pumps that
 * follow, air and coolant that warm, breakers that trip. The greatest k is kept with which nothing
 * is passed that is not passed without any arrival, no rack loses power, and heat takes clock from
 * none and shuts none. What a receiver passes anyhow bars a unit that makes it worse.
 *
 * Lost halls lose their sources and racks at the first instant. All halls are stepped to common
 * instants; nothing flows between them but work, so a receiver comes to the same bits alone.
 *
 * Assumes  a unit does on its place what it did at home, as far as that place's nodes go; receivers
 *          stand before the loss where their loads at the start of the scenario settle them; required
 *          limits only. What is passed with a partner lost is counted and bars nothing: a site that
 *          carries another's load stands without its spares until that is over.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SIM_STUDY_DRILL_H
#define SIM_STUDY_DRILL_H

#include <signal.h>

#include "sim/engine/engine.h"
#include "sim/record/tables.h"
#include "sim/scenario/load.h"

/* How one workload goes to one receiver. */
struct drill_move {
    double arrives_s; /* after the loss; INFINITY: it cannot go there */
    const char *why;  /* then: why not */
};

/* What is known of a workload beyond what it does. */
struct drill_work {
    double priority;       /* 1 first; what nobody ranked has INFINITY */
    double cap_least_frac; /* of a node's nameplate; NAN: never capped */
};

struct drill_request {
    const struct scenario *scenario;
    size_t lost_site;
    long lost_hall; /* -1: all of the site */
    const struct scn_receiver
        *receivers; /* in the order in which they are filled, none of them lost */
    size_t n_receivers;
    const struct drill_work *works; /* (n_workloads + 1): the last stands for nodes without one */
    const struct drill_move *moves; /* (n_receivers x (n_workloads + 1)) */
    double follow_s;                /* after the last arrival */
    bool is_capped;                 /* units arrive under their least cap, where they have one */
    size_t n_workers;
    const volatile sig_atomic_t *stop;
};

/* A lost rack and where its work goes. */
struct drill_unit {
    const char *hall; /* "East/Hall 1" */
    const char *rack;
    const char *workload; /* that most of its power does; "" for none */
    double priority;
    double lost_w;
    long receiver;     /* that takes it; -1: shed */
    const char *place; /* rack there, or NULL */
    double arrives_s;  /* NAN when shed */
    double drawn_w;    /* by the place at the end; NAN when shed */
    double taken_w;    /* taken + capped + shed = lost */
    double capped_w;
    const char *why; /* it is shed: in words, or NULL */
    /* Inside: */
    size_t work;
    size_t order;
};

/* A limit of a receiver in the replay. */
struct drill_limit {
    const char *subject;
    const char *name;
    const char *unit;
    double value; /* at its least margin */
    double limit;
    double margin;
    double margin_frac; /* of its range before the loss; NAN */
    double band;        /* how far the value may be off */
    double least_s;     /* when the margin was least */
    double passed_s;    /* NAN: never */
    bool was_passed;    /* without any arrival too */
};

/* What one candidate came to. Plain numbers: it travels between processes. */
struct drill_look {
    int64_t status;   /* enum status of the engine */
    int64_t fits;     /* 1: nothing bars it */
    int64_t limit;    /* that bars it, or the tightest when none does; -1 */
    int64_t is_limit; /* 1: that limit bars; 0: racks that go dark or hot, or nothing */
    int64_t n_dark;   /* racks that lost power */
    int64_t n_hot;    /* that lost clock or nodes to heat */
    double passed_s;  /* when it was barred first; NAN */
    double value;     /* of the limit at its least margin */
    double limit_value;
    double residual_frac;
    double it_w; /* at the end */
};

struct drill_hall {
    const char *name;
    bool is_lost;
    double before_w; /* IT power */
    double after_w;
    double peak_w; /* highest step mean on the way */
    double residual_frac;
    size_t n_places;
    size_t n_queued; /* units that may go there and that nobody took before */
    size_t n_taken;
    double drawn_w; /* more than before, of all its racks */
    double first_s; /* first arrival, NAN */
    double last_s;
    struct drill_limit *limits; /* that the arrivals tighten, tightest first */
    size_t n_limits;
    struct drill_limit bar; /* what one more passes; name NULL: places or units end first */
    struct drill_look next; /* with one more, when it was tried */
    double next_s;          /* when that one arrives; NAN */
    size_t n_passed_before; /* limits passed without any arrival */
    size_t n_n1_before; /* required limits passed with a partner lost, static, before the loss */
    size_t n_n1_after;  /* likewise at the end; they bar nothing */
    size_t n_looks;
    bool is_monotone; /* no count was seen to fit above one that did not */
};

struct drill_answer {
    struct drill_unit *units; /* by priority */
    size_t n_units;
    struct drill_hall *halls; /* lost ones, then receivers in their order */
    size_t n_halls;
    size_t n_lost; /* of halls */
    double lost_w;
    double taken_w;
    double capped_w;
    double shed_w;
    const struct table_data *series; /* the replay in time, a row for each hall and instant */
    struct fault fault;
    const char *fault_hall;
    const char *why; /* after STATUS_BAD_INPUT */
};

/* Runs the drill.
 *
 * Errors  STATUS_BAD_INPUT when a hall cannot be built; those of the engine before any arrival;
 *         STATUS_INTERRUPTED.
 */
MUST_CHECK enum status drill_run(struct arena *arena, const struct drill_request *request,
                                 struct drill_answer *ret_answer);

/* Tables of the results. */
const struct table_data *drill_units_table(struct arena *arena, const struct drill_answer *answer);
const struct table_data *drill_limits_table(struct arena *arena, const struct drill_answer *answer);

#endif
