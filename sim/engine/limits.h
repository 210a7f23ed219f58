/* limits.h - the observer that looks at every limit after every step.
 *
 * Headroom of a limit is limit - value in its own unit, and as a fraction
 * (limit - value) / (limit - reference). In kW it is how much further the
 * subject's load may grow: the value moves with the load from its reference.
 * For redundant elements it is also taken with the worst partner lost (static
 * N-1), and the smaller counts. Nothing in the physics reads any of it.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SIM_ENGINE_LIMITS_H
#define SIM_ENGINE_LIMITS_H

#include "sim/engine/engine.h"
#include "sim/engine/lost_feeds.h"

/* What one look at a limit finds. Unknown limits give NAN throughout. */
struct margin {
    double value;
    double limit;
    double reference;
    double margin;      /* limit - value, positive when there is room (also for lower limits) */
    double margin_frac; /* over limit - reference; NAN when they are equal                    */
    double further_w;   /* load that may still be added to the subject, with a partner lost to what
                         * it then carries; INFINITY when the value does not move with load and the
                         * limit is kept, 0 when it is passed                                   */
};

struct limits {
    const struct plan *plan;
    struct margin *now;   /* (n_limits) at the last look                     */
    struct margin *n1;    /* with the worst partner lost; NAN where there is none */
    struct margin *worst; /* least margin of the run, of now and n1          */
    double *worst_time_s;
    bool *worst_is_n1;
    double *beyond_s; /* time spent with now.margin < 0 */

    /* Those that may change from look to look, or bind: all at the first look. Weights, lengths and
     * counts that hold are looked at once. */
    size_t *moving;
    size_t n_moving;

    /* Least further load of each subject, and the limit that gives it: what a rack inherits. */
    double *further_w[DIM_COUNT];
    double *further_n1_w[DIM_COUNT];
    int32_t *binding[DIM_COUNT];
    int32_t *binding_n1[DIM_COUNT];

    /* Static N-1 is solved when the IT load has grown since it was last solved. */
    double n1_it_w;
    double *loop_w;   /* (n_cdus) scratch */
    double *fan_frac; /* (n_crahs) scratch */
    double *fan_m3s;  /* (n_crahs) scratch */
    struct lost_feeds *lost_feeds;
};

struct limits *limits_create(struct arena *arena, const struct plan *plan);

/* Looks at every limit as the last step left the hall (hall->was) and writes the observers' columns
 * of that block: headroom and binding limit of the racks, N-1 loads.
 *
 *   dt_s  length of that step, for the time spent beyond a limit; 0 for a state
 */
MUST_CHECK enum status limits_look(struct limits *limits, struct hall *hall, double dt_s);

/* Asks for static N-1 to be solved at the next look: at the begin of an interval of the results. */
void limits_renew_n1(struct limits *limits);

/* One limit against one set of columns; use_n1 takes value or limit with the worst partner lost. */
struct margin limits_margin(const struct limit *l, const struct columns *c, bool use_n1);

/* What a margin says, given how sure the value is. */
enum limit_verdict { LIMIT_FITS, LIMIT_DOES_NOT_FIT, LIMIT_UNCERTAIN, LIMIT_UNKNOWN };

/* How far the value may be off, in the limit's unit: a share of it for loads and flows, kelvin for
 * temperatures, nothing for counts and lengths. NAN for a value that is not known. */
double limits_band(const struct limit *l, double value);

/* Fits above the band, does not fit below minus the band, and between them nobody can say; without
 * a band a value may reach its limit (eight racks on eight positions). What is not known never
 * fits: a margin of NAN, or one that fits only as long as racks of unknown content (has_unknown)
 * are left out of the load. */
enum limit_verdict limits_verdict(double margin, double band, bool has_unknown);

#endif
