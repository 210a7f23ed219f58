/* sites.h - what lines between sites carry, and whether that is enough.
 *
 * Lines between the same two sites make one route. Its rate is what they sustain together, with all of them
 * and with the duct lost that takes most away.
 *
 *   replication       c (1 + o)          c: rate of change, o: overhead
 *   at a burst        b times as much, for the time T
 *   lag               data written in a burst wait: L = T (b c (1 + o) - B) / B, 0 when B carries it
 *   needed            the least B with L <= RPO:  b c (1 + o) T / (RPO + T); without T: b c (1 + o)
 *   transfer          size / (rate that mean replication the same way leaves)
 *
 * Data sets that replicate the same way burst at once, and share the rate as their bursts need it.
 * A route of which no line is left carries nothing: the lag is INFINITY.
 *
 * Assumes  changes are sent as they come, each to every copy from the home; a line is full duplex.
 * Source   the arithmetic of asynchronous replication; fibre 4.9 us/km one way, index 1.468.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SIM_DECIDE_SITES_H
#define SIM_DECIDE_SITES_H

#include "sim/record/tables.h"
#include "sim/scenario/load.h"

struct sites_route {
    size_t from; /* the lesser site */
    size_t to;
    size_t n_links;
    size_t n_ducts;
    const char *worst_duct; /* the one whose loss takes most; "" with its own name missing */
    double round_trip_s;    /* least of its lines; NAN: no fibre length is known */
    double rate_bytes_per_s;
    double least_bytes_per_s; /* with the worst duct lost */
    double
        connections; /* of the window given that fill the rate at that round trip; NAN: not known */
    double cost_usd_per_s;      /* of all lines; NAN: one is not priced */
    double egress_usd_per_byte; /* dearest line; NAN likewise */
};

/* One copy that is kept up to date. */
struct sites_copy {
    const struct scn_data *data;
    size_t to;
    long route;                /* -1: no line joins the sites */
    double mean_bytes_per_s;   /* NAN: nobody said how much changes */
    double burst_bytes_per_s;  /* NAN: nor how it bursts */
    double needed_bytes_per_s; /* for its RPO at that burst; NAN */
    double lag_s;              /* NAN: not known */
    double lag_duct_s;         /* with the worst duct lost */
};

struct sites_transfer {
    const struct scn_transfer *transfer;
    long route;
    double takes_s; /* INFINITY: replication leaves nothing */
    double takes_duct_s;
    double within_s;
    double egress_usd; /* of one; NAN */
    double month_usd;  /* egress of a month; NAN */
};

/* A workload that reads data from another site. */
struct sites_reader {
    const struct scn_data *data;
    const char *workload;
    size_t site;   /* where it runs */
    bool is_here;  /* the home or a copy is */
    bool may_be;   /* the site has the tags that the data ask for */
    long route;    /* to the home */
    double move_s; /* to bring all of it here; NAN, INFINITY */
};

struct sites_answer {
    struct sites_route *routes;
    size_t n_routes;
    struct sites_copy *copies;
    size_t n_copies;
    struct sites_transfer *transfers;
    size_t n_transfers;
    struct sites_reader *readers;
    size_t n_readers;
};

/* Looks at all of a scenario's links, data and transfers. */
void sites_look(struct arena *arena, const struct scenario *scenario, struct sites_answer *ret);

/* The route between two sites, -1: none. */
long sites_route_between(const struct sites_answer *a, size_t x, size_t y);

/* Does a site hold the data, home or copy? May it, by their tags? */
bool sites_has_data(const struct scn_data *d, size_t site);
bool sites_may_hold(const struct scenario *s, const struct scn_data *d, size_t site);

/* The least rate that keeps the lag of a burst within an RPO; see above. burst_time_s NAN: without end. */
double sites_needed_bytes_per_s(double burst_bytes_per_s, double burst_time_s, double rpo_s);

/* How long what is written last in a burst waits. */
double sites_lag_s(double burst_bytes_per_s, double burst_time_s, double rate_bytes_per_s);

const struct table_data *sites_copies_table(struct arena *arena, const struct scenario *s,
                                            const struct sites_answer *a);

#endif
