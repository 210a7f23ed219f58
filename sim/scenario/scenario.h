/* scenario.h - the scenario as read: typed, SI, in the user's terms, with the place of each part.
 *
 * Numbers that the user did not give and that have no defensible default are NAN: not known.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SIM_SCENARIO_SCENARIO_H
#define SIM_SCENARIO_SCENARIO_H

#include <stdint.h>

#include "sim/scenario/schema.h"
#include "sim/scenario/scn_layout.h"
#include "sim/scenario/scn_money.h"
#include "sim/scenario/scn_place.h"
#include "sim/scenario/scn_sites.h"

struct scn_time {
    struct span at;
    int64_t start_us;  /* microseconds since 1970, UTC                    */
    double duration_s; /* NAN: a steady question                          */
    double step_s;
    double record_s; /* NAN: chosen from the duration                   */
};

enum scn_precision { PRECISION_ROUNDED, PRECISION_FULL };

struct scn_output {
    struct span at;
    int precision; /* enum scn_precision */
};

struct scn_outdoor {
    struct span at;
    struct model_ref model; /* FAMILY_WEATHER */
};

struct scn_workload {
    struct span at;
    const char *name;
    struct model_ref model; /* FAMILY_WORKLOAD */
};

enum scn_basis { BASIS_NAMEPLATE, BASIS_MEASURED };

/* count identical nodes in a rack that do the same. */
struct scn_node {
    struct span at;
    const char *name;
    const char *use; /* catalogue entry, or NULL */
    double count;
    struct model_ref model; /* FAMILY_NODE; info NULL: what it draws is not known */
    struct name_ref workload;
    double offset_s; /* stagger against the workload */
    double nameplate_w;
    double measured_max_w;
    double cap_w; /* enforced, NAN without */
    int basis;    /* enum scn_basis: how well its power is known */
    double power_factor;
    double mass_kg;
    double height_u;
    double inlet_max_c;
    double inlet_min_c;
    double throttle_c; /* junction temperature at which it slows down */
    double coolant_supply_max_c;
    double coolant_flow_min_m3_per_j; /* least coolant per watt to the plates */
    bool is_liquid_cooled;            /* cannot run on air alone */
    double supplies;                  /* power supplies fitted */
    double supplies_needed;           /* of them needed        */
    int on_supply_loss;               /* enum node_supply_loss */
    double cap_latency_s;             /* until a cap acts      */
    double restart_s;                 /* from power to work    */
    double buffer_j;                  /* stored in its supplies */
    double buffer_time_s;             /* their time constant   */
};

/* What opens an element that carries too much. */
struct scn_protection {
    struct span at;
    struct model_ref model; /* FAMILY_PROTECTION */
};

/* A conversion stage inside the rack between feeds and nodes: power shelves. */
struct scn_shelf {
    struct span at;
    struct model_ref model; /* FAMILY_POWER */
    struct scn_protection *protection;
    double rating_w;
    double mass_kg;
};

/* The circuits (whips) from each feed to one rack. */
struct scn_circuit {
    struct span at;
    double voltage_v; /* line to line on three phases, else line to neutral */
    double current_a; /* rating of one */
    double count;     /* on each feed  */
    double phases;    /* 1 or 3        */
    struct scn_protection *protection;
    double continuous_frac;
};

struct scn_cooling {
    struct span at;
    struct model_ref model; /* FAMILY_COOLING */
};

struct scn_rack {
    struct span at;
    const char *name;
    const char *use;   /* catalogue entry, or NULL */
    struct list nodes; /* struct scn_node; not given: contents not known */
    struct scn_cooling *cooling;
    struct name_list feeds;
    struct name_list cdus;
    struct scn_shelf *shelf;     /* NULL: none */
    struct scn_circuit *circuit; /* NULL: not stated */
    struct scn_tiles *tiles;     /* NULL: the plenum's */
    double limit_w;
    int phase; /* 0: all three, 1..3: A, B, C alone */
    double height_u;
    double width_m;
    double depth_m;
    double overall_height_m;
    double mass_kg; /* of everything; NAN: frame plus contents */
    double frame_mass_kg;
    double casters;
    double coolant_flow_m3s;  /* design flow of its branch */
    double coolant_rise_k;    /* ... or the design rise from which the flow follows */
    double coolant_drop_pa;   /* pressure drop of its branch at the design flow */
    double manifold_frac;     /* of it in the manifold */
    double disconnect_kv_m3s; /* of a node's mated coupling, water at 1 bar; NAN: in the drop */
    double coolant_supply_max_c;
    double air_max_w; /* practical limit of an air-cooled position */
};

enum scn_axis { AXIS_X, AXIS_Y };

struct scn_row {
    struct span at;
    const char *name;
    double origin_m[2];   /* corner of the first rack with the least x and y */
    int axis;             /* enum scn_axis: the row runs along it            */
    int faces;            /* index of the side the fronts look to: west east south north */
    double gap_m;         /* between racks */
    double blanking_frac; /* of the empty units of its racks: closed by panels */
    int containment;      /* enum containment */
    double recirculation_frac;
    double bypass_frac;
    double top_rise_k;
    struct list racks;
};

enum scn_place { PLACE_HALL, PLACE_PLANT_ROOM, PLACE_OUTSIDE };

/* An element of the electrical tree. */
struct scn_power {
    struct span at;
    const char *name;
    struct model_ref model; /* FAMILY_POWER */
    struct name_list from;
    int split; /* 0: parents share the load, 1: the first that is alive carries it */
    double rating_w;
    double rating_apparent_va;
    double rating_current_a;
    double voltage_v;       /* line to line */
    double continuous_frac; /* share of the rating that may be drawn for hours */
    struct scn_protection *protection;
    double return_delay_s; /* how long it waits after power has come back */
    int place;             /* enum scn_place: where its losses become heat */
    double origin_m[2];    /* NAN: has no place in the hall */
    double width_m;
    double depth_m;
    bool overhead; /* hangs above what stands in the hall */
};

enum scn_duty { DUTY_RUNS, DUTY_STANDS_BY };

struct scn_crah {
    struct span at;
    const char *name;
    struct model_ref model; /* FAMILY_HANDLER */
    struct name_ref plant;
    struct name_list from;
    double supply_c; /* set point; NAN: the hall's */
    int duty;        /* enum scn_duty */
    double fan_external_pa;
    double fan_stall_pa;
    double inner_drop_pa;
    bool backdraft_damper;
    double origin_m[2];
    double width_m;
    double depth_m;
    double height_m;
    int draws; /* enum scn_draws */
    int blows; /* enum scn_blows */
};

struct scn_cdu {
    struct span at;
    const char *name;
    struct model_ref model; /* FAMILY_LOOP */
    struct name_ref plant;
    struct name_list from;
    double origin_m[2];
    double width_m;
    double depth_m;
    double height_m;
};

struct scn_plant {
    struct span at;
    const char *name;
    struct model_ref model; /* FAMILY_PLANT */
    struct name_list from;
};

struct scn_actuator {
    struct span at;
    struct model_ref model; /* FAMILY_CONTROL */
};

/* A cap on racks that are too warm; thresholds that are NAN are not watched. */
struct scn_thermal_cap {
    struct span at;
    struct name_list racks; /* names or patterns; none: all */
    double inlet_c;
    double coolant_c;
    double die_c;
    double share;   /* of the nameplate: this or that, NAN without */
    double power_w; /* of a node                                   */
    double hysteresis_k;
    double latency_s;
    double release_s;
};

struct scn_control {
    struct span at;
    struct scn_actuator *fans;
    struct scn_actuator *pumps;
    struct scn_thermal_cap *thermal_cap; /* NULL: none */
    double call_return_c;                /* NAN: not watched */
};

enum scn_redundancy { REDUNDANCY_N, REDUNDANCY_N1 };

struct scn_air {
    struct span at;
    struct model_ref model; /* FAMILY_AIR */
    double supply_c;
    double dew_point_c;
    int redundancy; /* enum scn_redundancy of the air handlers */
    double lights_w;
};

struct scn_floor {
    struct span at;
    double tile_m;
    double uniform_max_kg_per_m2;
    double caster_max_kg;
    double rolling_max_kg;
    double bay_m2; /* floor that one rack loads, its share of the aisle included */
};

/* Perforated panels of one kind. */
struct scn_tiles {
    struct span at;
    double count;
    double open_frac;
    double loss; /* NAN: by the open share */
    double understructure_frac;
    double damper_frac;
};

struct scn_zone {
    struct span at;
    const char *name;
    double origin_m[2];
    double size_m[2];
};

struct scn_opening {
    struct span at;
    struct name_ref from;
    struct name_ref to;
    double area_m2;
    double loss;
};

/* Something below the floor that air must go around. */
struct scn_obstacle {
    struct span at;
    double origin_m[2];
    double size_m[2];
    double height_m; /* from the subfloor */
};

enum scn_plenum_kind { PLENUM_FLOOR, PLENUM_OVERHEAD };

/* How supply air reaches the racks. */
struct scn_plenum {
    struct span at;
    int kind; /* enum scn_plenum_kind */
    double depth_m;
    struct scn_tiles *tiles; /* of each rack without its own */
    struct scn_tiles *stray; /* NULL: none */
    double seam_leakage_frac;
    double seam_area_m2; /* NAN: by the leakage */
    double cutout_area_m2;
    double cutout_loss;
    double sealed_frac;
    struct list zones;     /* struct scn_zone */
    struct list openings;  /* struct scn_opening */
    struct list obstacles; /* struct scn_obstacle */
};

struct scn_delivery {
    struct span at;
    double door_height_m;
    double door_width_m;
    double lift_max_kg;
    double crate_m; /* pallet and packing above the rack's height */
};

/* What a colocation contract lets a tenant take. */
enum scn_granted { GRANTED_NOT_STATED, GRANTED_N, GRANTED_N1 };

struct scn_contract {
    struct span at;
    double power_w;
    double rack_power_w;
    double residual_air_w; /* heat to air a rack */
    double flow_max_m3_per_j;
    double supply_max_c;
    double minimum_take_frac;
    int redundancy; /* enum scn_granted */
    double feeds;   /* a rack */
};

/* Something that happens to an element, a unit or a rack at a time. */
struct scn_event {
    struct span at;
    double at_s;
    struct name_ref element;
    int action;      /* in the order of enum event_action */
    double count;    /* of pumps or nodes; NAN without   */
    double share;    /* NAN without                      */
    double rate_m3s; /* NAN without                      */
};

/* A workload on racks for a time. */
struct scn_job {
    struct span at;
    const char *name;
    struct name_ref workload;
    struct name_list racks; /* names, or patterns of the shell's kind: "A-*" */
    double start_s;
    double end_s; /* NAN: the run's */
};

struct scn_hall {
    struct span at;
    const char *name;
    double size_m[2];
    double height_m;
    double positions; /* rack positions; NAN: not known */
    double it_limit_w;
    struct scn_air *air;
    struct scn_floor *floor;
    struct scn_plenum *plenum; /* NULL: none */
    struct scn_delivery *delivery;
    struct scn_contract *contract; /* NULL: none */
    struct scn_control *control;
    struct list power;
    struct list crahs;
    struct list cdus;
    struct list plants;
    struct list rows;
    struct list aisles;  /* struct scn_aisle */
    struct list grilles; /* struct scn_grille */
    struct list jobs;    /* struct scn_job */
    struct list events;  /* struct scn_event */
};

struct scn_site {
    struct span at;
    const char *name;
    double altitude_m;
    double carbon_kg_per_j;
    struct name_list tags; /* what data that may lie here can ask for */
    struct scn_outdoor *outdoor;
    struct list halls; /* long form only */
};

/* "How many of these fit?", by rating alone. */
struct scn_sizing {
    struct span at;
    struct scn_node *node;
};

/* Something that can be bought and built. It changes the scenario as --set would. */
enum scn_work_per { WORK_PER_HALL, WORK_PER_ELEMENT, WORK_PER_RACK };
enum scn_work_reach { WORK_REACH_OWN, WORK_REACH_HALL };
struct scn_work {
    struct span at;
    const char *name;
    const char *title; /* or NULL */
    const char *use;   /* catalogue entry, or NULL */
    struct name_list lifts;
    struct name_list on; /* empty: whatever the limit is of */
    int per;             /* enum scn_work_per */
    double rack_power_min_w;
    int reach; /* enum scn_work_reach */
    struct name_list set;
    double count_max;
    double price_low_usd; /* of one; NAN: not known */
    double price_high_usd;
    double lead_low_s; /* order to delivery */
    double lead_high_s;
    double duration_s; /* on site */
    double outage_s;
    struct name_list needs;
    struct name_list excludes;
};
struct scn_works {
    struct span at;
    bool catalogue;
    struct name_list without;
    struct list own; /* struct scn_work */
};

/* One kind of rack of a growing load. */
struct scn_rung {
    struct span at;
    const char *name;
    double from_years;
    double rack_power_w;
    double life_years; /* NAN: they stay */
    const char *add;   /* PATH+=VALUE with {n} */
};
struct scn_load_step {
    struct span at;
    const char *name; /* or NULL */
    double at_years;
    double load_w; /* negative: leaves */
};
struct scn_growth {
    struct span at;
    int64_t today_us;
    double load_w;
    double rate_frac; /* a year, median */
    double rate_spread_frac;
    double rate_doubt_frac;
    double horizon_years;
    struct list ladder; /* struct scn_rung */
    struct list steps;  /* struct scn_load_step */
};

struct scn_scenario {
    struct span at;
    double version;
    const char *title;
    struct scn_time *time;
    struct scn_output *output;
    struct list workloads;
    struct scn_site *site;           /* short form */
    struct scn_hall *hall;           /* short form */
    struct list sites;               /* long form  */
    struct scn_money *money;         /* NULL: none */
    struct scn_sizing *sizing;       /* NULL: none */
    struct scn_works *works;         /* NULL: those of the catalogue */
    struct scn_growth *growth;       /* NULL: none */
    struct list links;               /* struct scn_link */
    struct list data;                /* struct scn_data */
    struct list transfers;           /* struct scn_transfer */
    struct scn_recovery *recovery;   /* NULL: none */
    struct scn_migration *migration; /* NULL: none */
    struct scn_placement *placement; /* NULL: none */
};

#endif
