/* plan.h - the hall as drawn: counts, topology, ratings, models. Built once, then constant.
 *
 * Everything is indexed: node groups, racks, feeds (elements of the electrical
 * tree), handlers (CRAHs), loops (CDUs), plants. Links are lists in one array
 * with a start for each item ("from[first[i]] .. from[first[i + 1] - 1]").
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SIM_HALL_PLAN_H
#define SIM_HALL_PLAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "models/registry.h"
#include "models/thermal_cap.h"
#include "sim/hall/dim.h"
#include "sim/hall/limit.h"
#include "sim/hall/plenum.h"
#include "sim/scenario/geometry.h"

/* Items first .. first + n - 1 that share one model and one parameter block: one call. */
struct group {
    const struct model_info *info;
    const void *params;
    size_t first;
    size_t n;
    size_t first_state; /* in the family's state block */
};

struct groups {
    struct group *items;
    size_t n;
    size_t n_states; /* doubles of state of the whole family */
    size_t n_work;   /* doubles of scratch of its largest group */
};

/* Links from item i to to[first[i]] .. to[first[i + 1] - 1]. */
struct links {
    int32_t *first; /* n + 1 */
    int32_t *to;
};

/* Where the heat of a feed's losses goes: a rack's air (index >= 0), the hall's air, or neither. */
enum { HEAT_TO_HALL = -1, HEAT_OUTSIDE = -2 };

/* Something that happens to an item at a given time. */
enum event_action {
    EVENT_FAILS,
    EVENT_REPAIRS,
    EVENT_OPENS,
    EVENT_CLOSES,
    EVENT_LOSES_PUMP, /* a CDU: amount pumps more */
    EVENT_REGAINS_PUMP,
    EVENT_LEAKS, /* a CDU: amount m3/s */
    EVENT_IS_SEALED,
    EVENT_GETS_AIR, /* a CDU: amount of its coolant by volume is gas */
    EVENT_IS_VENTED,
    EVENT_LOSES_WATER, /* a CDU: amount of its rated facility flow is gone */
    EVENT_REGAINS_WATER,
    EVENT_SHUTS_DAMPERS, /* a CRAH's, to the outside: smoke */
    EVENT_OPENS_DAMPERS,
    EVENT_SHUTS, /* a rack's coolant valve, by amount */
    EVENT_OPENS_VALVE,
    EVENT_UNPLUGS, /* amount nodes of a group */
    EVENT_PLUGS_IN,
    EVENT_FILLS, /* a CDU: amount m3/s of coolant, until its reservoir is full */
    EVENT_STOPS_FILLING,
    EVENT_IS_OPENED, /* a panel: amount of what is shut of it */
    EVENT_IS_SHUT,
    EVENT_IS_COVERED, /* a grille: amount of its area */
    EVENT_IS_UNCOVERED,
};
struct plan_event {
    int64_t at_us;
    enum dim dim;
    size_t index;
    enum event_action action;
    double amount;
    size_t order; /* in the file: for events at one time */
};

/* A workload on some node groups for a time. */
struct plan_job {
    int64_t from_us;
    int64_t to_us;
    const struct model_info *info;
    const void *params;
    int32_t number;       /* of the job, as in node_job */
    const int32_t *nodes; /* (n_nodes) rising */
    size_t n_nodes;
};

/* A closed aisle. */
struct plan_aisle {
    const char *name;
    bool is_hot;
    bool is_along_x; /* its doors are the sides west and east */
    struct air_enclosure walls;
};

struct plan {
    const char *name;  /* of the scenario      */
    const char *title; /* heads every report   */
    const char *hall_name;
    const char *site_name;

    /* Time. */
    int64_t start_us;      /* since 1970 */
    double year_started_s; /* from 1 January, 00:00, of its year to the start */
    bool is_leap_year;
    int64_t duration_us; /* 0: a steady question */
    int64_t step_us;
    int64_t record_us;

    /* Counts by dimension, and names. */
    size_t n[DIM_COUNT];
    const char **names[DIM_COUNT];

    /* Site and air. */
    double altitude_m;
    double carbon_kg_per_j; /* of bought energy; NAN: not known */
    double pressure_pa;
    double air_j_per_m3k; /* rho cp of the hall's air, held constant */
    double size_m[2];
    double height_m;
    double lights_w;
    double cold_frac;   /* share of the hall's air that is before its racks */
    double dew_point_c; /* of the hall's air; with outdoor air at the start. NAN: not known */
    struct group weather;
    struct group air;
    struct air_layout layout;        /* what stands and opens into the hall, for the air */
    const struct plan_aisle *aisles; /* with a computed field its first enclosures */
    size_t n_aisles;
    struct group fan_control;
    struct group pump_control;
    struct thermal_cap thermal_cap; /* of the racks that have one */

    /* Workloads and node groups. */
    struct groups workload; /* groups of node groups; several may hold one workload */
    struct groups node;
    int32_t *node_rack;
    const char **node_type; /* catalogue entry, or "" */
    double *node_count;
    double *node_height_u; /* of one node; NAN when not known */
    double *node_gpus;     /* accelerators of the group; 0 where its model counts none */
    double *node_offset_s;
    int32_t *node_job; /* groups of one job have one number, from 0; -1 without */
    size_t n_jobs;
    double *job_resume_s; /* (n_jobs) how long it stands after it lost nodes; NAN: never together */
    const struct plan_job *placed; /* jobs that come and go, besides those that stay */
    size_t n_placed;
    double *node_nameplate_w;    /* of one node; NAN when not known */
    double *node_measured_max_w; /* likewise */
    double *node_cap_w;          /* of one node; INFINITY without */
    double *node_thermal_cap_w;  /* likewise, while its rack is capped for heat */
    double *node_plated_frac;    /* 1: its rack gives coolant to cold plates */
    double *node_var_per_w;      /* reactive over real power at its input */
    struct node_traits *node_traits;
    double *node_coolant_frac; /* of its rack's coolant: through one node, none unplugged */

    /* Racks. */
    struct groups cooling;
    struct floor_rect *rack_place;
    double *rack_usable_u; /* height that nodes may take up */
    int32_t *rack_row;
    const char **row_names;
    size_t n_rows;
    struct links rack_nodes; /* to node groups */
    struct links rack_feeds; /* to feeds: the share of each is 1 / their number */
    struct links rack_loops; /* likewise to CDUs */
    bool *rack_is_known;     /* all that it draws is known */
    bool *rack_is_immersed;
    bool *rack_caps_heat; /* the hall's thermal cap watches it */
    int32_t *rack_phase;  /* 0: all three; 1, 2, 3: one alone */
    double *rack_limit_w;
    double *rack_flow_m3s; /* design flow of its coolant; 0 without */
    double *rack_drop_pa;  /* of its branch at that flow, couplings included */
    int32_t *rack_header;  /* header that it hangs on; -1 without coolant */
    double *rack_openness; /* of its branch, 1 / sqrt(k); 0 without coolant [m3/(s Pa^0.5)] */
    double *rack_segment_pa_per_m3s2; /* of its manifold between two nodes; NAN: none */
    double *node_openness;            /* of one node's branch on that manifold; 0 without plates */
    double *rack_recirculation_frac;
    double *rack_bypass_frac;
    double *rack_top_rise_k;
    double *rack_faces; /* side of its front: 0 west, 1 east, 2 south, 3 north */

    /* The electrical tree: parents stand before children. */
    struct groups feed;
    struct links feed_parents;
    struct groups protection;   /* of the elements, in their order */
    bool *feed_takes_first;     /* all from the first parent that is alive */
    bool *feed_shares_units;    /* its units hang on its parents in equal parts: a power shelf */
    bool *feed_is_single_phase; /* its voltage is to neutral, all load on one phase */
    bool *feed_is_partner;      /* another takes over some of its load when it is lost */
    int32_t *feed_heat_to;
    double *feed_rating_w;
    double *feed_rating_va;
    double *feed_rating_a;
    double *feed_voltage_v;
    struct floor_rect *feed_place; /* x_m NAN: has no place in the hall */
    bool *feed_is_overhead;
    double *feed_return_s; /* how long it waits after power has come back */

    /* Air handlers, CDUs, plants. Motors hang on feeds (-1: the first source). */
    struct groups handler;
    struct floor_rect *crah_place;
    int32_t *crah_plant;
    double *crah_set_c;
    double *crah_rated_m3s;
    double *crah_rated_w;
    bool *crah_takes_outdoor_air; /* mixed into the hall's */
    bool takes_outdoor_air;       /* any of them           */
    bool *crah_stands_by;
    double call_return_c; /* return air that calls those that stand by; NAN: not watched */
    struct links crah_feeds;
    struct groups loop;
    struct floor_rect *cdu_place;
    double *cdu_height_m;
    int32_t *cdu_plant;
    double *cdu_rated_m3s;
    double *cdu_j_per_m3k;
    double *cdu_boiling_c; /* of its coolant at the racks; NAN: not known */
    bool *cdu_holds_pressure;
    bool *cdu_stands_by;
    struct links header_cdus; /* CDUs that share a rack pump into one header */
    int32_t *cdu_header;
    size_t n_headers;
    bool *cdu_is_partner; /* shares a rack with another CDU */
    struct links cdu_feeds;
    struct groups plant;
    bool *plant_stops_water; /* lost, it gives none; else its water goes on and warms             */
    bool *plant_needs_power; /* without a live feed it is lost            */
    struct links plant_feeds;

    const struct plan_plenum *plenum; /* NULL: each rack is given its share of all supply */
    bool has_spare_handler;           /* N+1: headroom counts with one air handler lost too */

    /* What the scenario lets happen, in the order of time. */
    const struct plan_event *events;
    size_t n_events;

    /* Everything that may not be passed. */
    struct limit *limits;
    size_t n_limits;

    size_t n_unknown_racks;
};

#endif
