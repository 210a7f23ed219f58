/* hall.h - what is happening in the hall: one column of doubles for each quantity.
 *
 * The columns of a dimension are a plain struct of pointers and a plain table
 * with a row for each. The table drives allocation, results, the NaN check and
 * the write-guard test.
 *
 * Columns lie in two equal blocks. A step reads `was` (how the last step left
 * everything) and what earlier stages of this step wrote to `now`, writes `now`,
 * and ends with a swap: a failed step costs nothing to undo.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SIM_HALL_HALL_H
#define SIM_HALL_HALL_H

#include "sim/base/arena.h"
#include "sim/hall/plan.h"

enum stage {
    STAGE_SWITCH,
    STAGE_WORKLOAD,
    STAGE_IT_POWER,
    STAGE_ELECTRICAL,
    STAGE_LIQUID,
    STAGE_AIR,
    STAGE_PLANT,
    STAGE_CONTROL,
    STAGE_OBSERVE, /* limits and ledger: read all, write only their own */
    STAGE_COUNT,
};
const char *hall_stage_text(enum stage s);

/* Why an element, a rack or a unit is out of service. */
enum out { OUT_NOT, OUT_FAILED, OUT_OPENED, OUT_TRIPPED };

/* A group of identical nodes. Powers are for the whole group. */
struct node_columns {
    double *force_w;        /* [W]    a node draws exactly this; NAN when free              */
    double *stopped_s;      /* [s]    until its job works again, at the end of the step     */
    double *util_frac;      /* [1]    activity of the accelerators, step mean               */
    double *host_util_frac; /* [1]    activity of CPU, memory and network, step mean        */
    double *sink_c;         /* [degC] what cools the accelerators: coolant or inlet         */
    double *demand_w;       /* [W]    power wanted at the inputs                            */
    double *accelerator_w;  /* [W]    of it: accelerators with their memory                 */
    double *host_w;         /* [W]    CPUs                                                  */
    double *memory_w;       /* [W]    host memory                                           */
    double *network_w;      /* [W]    NICs and switches                                     */
    double *storage_w;      /* [W]    drives                                                */
    double *board_w;        /* [W]    regulators and the rest                               */
    double *fan_w;          /* [W]    the nodes' own fans                                   */
    double *psu_loss_w;     /* [W]    power supplies                                        */
    double *buffer_w;       /* [W]    out of the supplies' storage                          */
    double *plate_w;        /* [W]    heat into the coolant of the cold plates              */
    double *air_w;          /* [W]    heat into the air through the nodes                   */
    double *airflow_m3s;    /* [m3/s] air drawn                                             */
    double *die_c;          /* [degC] hottest junction; NAN when the model has none         */
    double *hbm_c;          /* [degC] hottest memory; NAN when the model has none           */
    double *work_frac;      /* [1]    work done over work with power, without cap, throttle */
    double *ceiling_frac;   /* [1]    clock that heat leaves them, least of the step        */
    double *shut_nodes;     /* [-]    off because they were too hot, or their rack boiled   */
    double *stored_j;       /* [J]    held in dies, plates, sinks, supplies' storage        */
    double *powered_frac;   /* [1]    share of the nodes that has power                     */
    double *supply_frac;    /* [1]    share of their power supplies whose feed is alive     */
    double *coolant_m3s;    /* [m3/s] coolant through its cold plates                       */
    double *unplugged;      /* [-]    nodes whose couplings are apart                       */
};

struct rack_columns {
    double *out;                 /* [-]    why it is out of service: enum out                  */
    double *open_frac;           /* [1]    of its coolant valve: flow over full at a pressure  */
    double *has_boiled;          /* [-]    1 when boiling has lost it, until it is put back    */
    double *power_w;             /* [W]    drawn at the rack's inputs, shelves included        */
    double *plate_w;             /* [W]    heat of its nodes into cold plates                  */
    double *air_w;               /* [W]    heat of nodes and shelves into the rack's air       */
    double *airflow_m3s;         /* [m3/s] air drawn through it                                */
    double *coolant_flow_m3s;    /* [m3/s] coolant through it                                  */
    double *coolant_w_per_k;     /* [W/K]  capacity rate of that coolant                       */
    double *least_flow_frac;     /* [1]    coolant of its worst node over the mean of its nodes */
    double *to_liquid_w;         /* [W]    heat carried off by coolant                         */
    double *to_air_w;            /* [W]    heat given to the room                              */
    double *coolant_supply_c;    /* [degC] coolant into it                                     */
    double *coolant_return_c;    /* [degC] coolant out of it                                   */
    double *is_boiling;          /* [-]    1 when that is at its boiling point                 */
    double *stored_j;            /* [J]    heat held in it besides its nodes                   */
    double *supply_air_c;        /* [degC] supply air meant for it                             */
    double *inlet_c;             /* [degC] air into it, mean over its front                    */
    double *inlet_bottom_c;      /* [degC] lower third of its front; NAN without a field       */
    double *inlet_middle_c;      /* [degC] middle third; likewise                              */
    double *inlet_top_c;         /* [degC] air at its top                                      */
    double *inlet_hottest_c;     /* [degC] the hottest of these, which its limits look at      */
    double *inlet_swing_k;       /* [K]    of a steady field, standard deviation; else NAN     */
    double *inlet_humidity_frac; /* [1] relative humidity of the air into it                */
    double *outlet_c;            /* [degC] air out of it                                       */
    double *underfloor_pa;       /* [Pa]   in the plenum at its tiles; NAN without a plenum     */
    double *tile_flow_m3s;       /* [m3/s] supply that comes up through its tiles; likewise    */
    double *given_flow_m3s;      /* [m3/s] supply that reaches it: its tiles', or its part of  *
                               * what its contained aisle gets; likewise                     */
    double *is_hot;              /* [-]    1 when its thermal cap wants it capped              */
    double *is_capped;           /* [-]    1 when its nodes are under that cap in the next step */
    double *cap_wait_s;          /* [s]    until the cap follows                               */
    double *headroom_w;          /* [W]    further power until its first limit                 */
    double *binding;             /* [-]    index of that limit                                 */
};

struct feed_columns {
    double *out;           /* [-]   why it is out of service: enum out                       */
    double *is_fed;        /* [-]   1 when something above gives it power                    */
    double *is_energised;  /* [-]   1 when it has power at its output                        */
    double *alive_parent;  /* [-]   place of the first live one among its parents, -1: none  */
    double *alive_parents; /* [-]  all that live, as the sum of 2^place                     */
    double *parent;        /* [-]   place of the parent that carries all, -1: all that live  */
    double *is_called;     /* [-]   1 when something waits for it: standby sources           */
    double *wait_s;        /* [s]   until it closes after power came back, at the step's end */
    double *capacity_w;    /* [W]   its rating, or what is left of it with part of its feeds */
    double *load_w;        /* [W]   taken out of it                                          */
    double *load_var;      /* [var] reactive power taken out of it                           */
    double *load_va;       /* [VA]  apparent power taken out of it                           */
    double *phase_a_w;     /* [W]   of the load, on each phase                               */
    double *phase_b_w;
    double *phase_c_w;
    double *current_a;   /* [A]   of the most loaded phase; NAN without a voltage             */
    double *neutral_a;   /* [A]   in its neutral; NAN without a voltage or on one phase          */
    double *drop_frac;   /* [1]   voltage lost from the source to its output, over the nominal */
    double *loss_w;      /* [W]   turned into heat in it                                      */
    double *input_w;     /* [W]   drawn from above                                         */
    double *input_var;   /* [var] likewise                                                  */
    double *stored_j;    /* [J]   in its battery or flywheel                               */
    double *switch_s;    /* [s]   from the step's start until it switches by itself        */
    double *trip_s;      /* [s]   from the step's start until its protection opens it      */
    double *is_tripping; /* [-]   1 when that falls on the end of the step                 */
    double *step_w;      /* [W]   change of its load against the last step                 */
    double
        *frequency_hz; /* [Hz] of a generator, at the step's end; nominal at rest; NAN: none     */
    double *n1_load_w; /* [W]   load with its worst partner lost                            */
    double *n1_load_va;
    double *n1_current_a;
    double *n1_capacity_w; /* [W]  what is left of its rating with its worst parent lost    */
};

struct crah_columns {
    double *out;               /* [-]    why it is out of service: enum out                     */
    double *is_shut;           /* [-]    1 when its dampers to the outside are held shut        */
    double *is_running;        /* [-]    1 when its fans have power                             */
    double *has_water;         /* [-]    1 when chilled water flows to it                       */
    double *is_on_duty;        /* [-]    1 unless it stands by in the next step                 */
    double *drawn_w;           /* [W]    fan power drawn in this step                           */
    double *flow_frac;         /* [1]    of rated flow that its speed gives at its pressure     */
    double *external_pa;       /* [Pa]   in the plenum before it; NAN without a plenum           */
    double *outdoor_drawn_w;   /* [W]    of it: becomes heat outside                            */
    double *flow_m3s;          /* [m3/s] air moved                                              */
    double *coil_w_per_k;      /* [W/K]  coil with its valve open                               */
    double *fan_w;             /* [W]    fan power for the next step                            */
    double *outdoor_fan_w;     /* [W]    of it: becomes heat outside                            */
    double *water_c;           /* [degC] chilled water into the coil                            */
    double *outside_c;         /* [degC] what outdoor air can bring the return to               */
    double *outside_most_frac; /* [1]  share of the return that it may                        */
    double *outside_frac;      /* [1]    share of the return that outdoor air has cooled        */
    double *outside_w;         /* [W]    heat given to the outdoor air                          */
    double *outdoor_m3s;       /* [m3/s] hall air replaced by outdoor air                       */
    double *wetted_kgs;        /* [kg/s] water used up on the outdoor side                      */
    double *return_c;          /* [degC] air into it                                            */
    double *supply_c;          /* [degC] air out of it                                          */
    double *coil_w;            /* [W]    heat taken                                             */
    double *coil_capacity_w;   /* [W]    heat it could take                                     */
    double *water_return_c;    /* [degC] chilled water out of the coil                         */
    double *water_w_per_k;     /* [W/K]  capacity rate of that water                            */
    double *speed_frac;        /* [1]    fan speed for the next step                            */
    double *n1_coil_w;         /* [W]    heat it must take with another handler lost            */
};

struct cdu_columns {
    double *out;               /* [-]    why it is out of service: enum out                 */
    double *pumps_lost;        /* [-]    pumps that have failed                             */
    double *leak_m3s;          /* [m3/s] coolant that runs out                              */
    double *fill_m3s;          /* [m3/s] coolant that could be filled in                    */
    double *air_frac;          /* [1]    gas in the coolant at its pumps, by volume         */
    double *water_lost_frac;   /* [1]    of its facility flow that an event took            */
    double *facility_frac;     /* [1]    of its rated facility flow that is there           */
    double *is_running;        /* [-]    1 when its pumps have power                        */
    double *drawn_w;           /* [W]    pump and fan power drawn in this step              */
    double *turning_frac;      /* [1]    pump speed in this step                            */
    double *pumps_running;     /* [-]    pumps that turn                                    */
    double *level_frac;        /* [1]    coolant left above low level                       */
    double *reserve_m3;        /* [m3]   the same as a volume; NAN: no reservoir            */
    double *spilt_m3s;         /* [m3/s] coolant that ran out                               */
    double *filled_m3s;        /* [m3/s] coolant that was filled in                         */
    double *header_pa;         /* [Pa]   pressure across its header, the racks' branches    */
    double *flow_m3s;          /* [m3/s] coolant to the racks                               */
    double *head_pa;           /* [Pa]   pressure rise of the pumps                         */
    double *w_per_k;           /* [W/K]  capacity rate of the coolant                       */
    double *pump_w;            /* [W]    pump power for the next step                       */
    double *heat_w;            /* [W]    from the racks                                     */
    double *set_c;             /* [degC] set point in force                                 */
    double *supply_c;          /* [degC] coolant out of it                                  */
    double *delivered_c;       /* [degC] coolant that arrives at its header                 */
    double *return_c;          /* [degC] coolant into its exchanger                         */
    double *facility_supply_c; /* [degC] facility water in                                  */
    double *facility_return_c; /* [degC] facility water out                                 */
    double *facility_w_per_k;  /* [W/K]  capacity rate of the facility water                */
    double *exchanged_w;       /* [W]    heat handed to the facility water                  */
    double *to_room_w;         /* [W]    heat handed to the room's air                      */
    double *exchanger_max_w;   /* [W]    what it could hand over                            */
    double *valve_frac;        /* [1]    of that it hands over                              */
    double *above_dew_k;       /* [K]    supply above the dew point of the hall's air       */
    double *stored_j;          /* [J]    heat held in coolant and pipes                     */
    double *speed_frac;        /* [1]    pump speed for the next step                       */
    double *n1_heat_w;         /* [W]    heat from its racks with its worst partner lost    */
};

struct plant_columns {
    double *out;         /* [-]    why it is out of service: enum out                        */
    double *is_running;  /* [-]    1 when its motors have power                             */
    double *gives_water; /* [-]    1 when its water flows                                   */
    double *drawn_w;     /* [W]    power drawn in this step                                  */
    double *load_w;      /* [W]    heat from coils and CDUs                                  */
    double *supply_c;    /* [degC] water to the hall                                         */
    double *removed_w;   /* [W]    heat taken out of its loop                                */
    double *capacity_w;  /* [W]    greatest heat it can take now                             */
    double *power_w;     /* [W]    power for the next step                                   */
    double *reject_w;    /* [W]    heat to the outside                                       */
    double *stored_j;    /* [J]    heat held in its water                                    */
    double *water_kgs;   /* [kg/s] water used up                                             */
    double *reused_w;    /* [W]    heat handed to a user                                     */
    double *free_w;      /* [W]    of what is removed: without a compressor                  */
    double *is_held;     /* [-]    1 when a correlation stands at the end of its range       */
};

/* Sides of closed aisles and chimneys, AIR_N_SIDES for each. */
struct panel_columns {
    double *opened_frac; /* [1]    of what is shut of it: stands open or is missing            */
    double *flow_m3s;    /* [m3/s] air out of the aisle through it                             */
};

/* Openings of floor and ceiling. */
struct grille_columns {
    double *covered_frac; /* [1]    of its area                                                */
    double *flow_m3s;     /* [m3/s] air through it                                             */
};

/* The hall as a whole: one value each. */
struct hall_columns {
    double *gpus_working; /* [-]    accelerators by their activity and the work they do     */
    double *gpus_lost;    /* [-]    by the work that caps, heat or a loss of power keep them from */
    double *dry_bulb_c;   /* [degC] outside                                                   */
    double *wet_bulb_c;
    double *outdoor_dew_point_c;
    double *it_w;                /* [W]    all racks                                             */
    double *mechanical_w;        /* [W]    fans, pumps, chillers, lights                         */
    double *loss_w;              /* [W]    electrical losses outside racks                       */
    double *utility_w;           /* [W]    drawn from all sources                                */
    double *pue;                 /* [-]    utility over IT                                       */
    double *outside_loss_w;      /* [W]    of the losses: not into the hall                      */
    double *room_heat_w;         /* [W]    losses, fans, lights into the hall's air              */
    double *to_liquid_w;         /* [W]    heat of racks to coolant                              */
    double *cdu_to_room_w;       /* [W]    heat of liquid-to-air CDUs into the hall's air        */
    double *to_air_w;            /* [W]    heat of racks to air                                  */
    double *rack_airflow_m3s;    /* [m3/s] drawn by all racks                                */
    double *supply_flow_m3s;     /* [m3/s] moved by all handlers                             */
    double *wanted_flow_m3s;     /* [m3/s] supply that the racks ask for                     */
    double *available_flow_m3s;  /* [m3/s] supply at full fan speed                          */
    double *plenum_pa;           /* [Pa]   mean pressure of the plenum; NAN without one      */
    double *tile_flow_m3s;       /* [m3/s] up before racks; likewise                         */
    double *seam_flow_m3s;       /* [m3/s] through seams; likewise                           */
    double *cutout_flow_m3s;     /* [m3/s] through cable cut-outs; likewise                  */
    double *stray_flow_m3s;      /* [m3/s] through tiles before no rack; likewise            */
    double *back_flow_m3s;       /* [m3/s] backward through handlers that stand; likewise    */
    double *supply_air_c;        /* [degC] mean supply                                       */
    double *return_air_c;        /* [degC] mean return                                       */
    double *hot_c;               /* [degC] exhaust air                                       */
    double *mass_c;              /* [degC] slab and steel                                    */
    double *bypass_frac;         /* [1]    of the supply, meets no rack                      */
    double *recirculation_frac;  /* [1]    of the inlets, exhaust                            */
    double *air_stored_j;        /* [J]    heat held in air and mass                         */
    double *exhausted_w;         /* [W]    heat to the outdoor air by handlers and their fans    */
    double *humidity_ratio;      /* [1]    of the hall's air, end of the step                    */
    double *dew_point_c;         /* [degC] of the hall's air                                     */
    double *is_coil_wet;         /* [-]    1 when a coil that cools is below that                */
    double *air_residual_w;      /* [W]    heat that the field's openings miss; NAN: no field */
    double *air_divergence_frac; /* [1]   worst cell of the field: net flow over throughflow  */
    double *air_is_unsteady;     /* [-]    1: the steady field is a mean of swings; NAN: none  */
    double *positions_used;      /* [-]    racks                                             */
    double *n1_available_flow_m3s; /* [m3/s] supply with the largest handler lost           */
    double *reject_w;      /* [W]    heat to the outside by all plants                      */
    double *water_kgs;     /* [kg/s] water used up by all plants                            */
    double *reused_w;      /* [W]    heat handed to users                                   */
    double *free_frac;     /* [1]    of the heat removed: without a compressor              */
    double *compute_w;     /* [W]    of the IT power: without fans and power supplies       */
    double *wue_kg_per_j;  /* [kg/J] water over IT energy                                   */
    double *cue_kg_per_j;  /* [kg/J] carbon over IT energy                                  */
    double *ere;           /* [-]    facility less reused over IT                           */
    double *erf;           /* [-]    reused over facility                                   */
    double *itue;          /* [-]    IT over compute                                        */
    double *tue;           /* [-]    ITUE x PUE                                             */
    double *stored_j;      /* [J]    energy held everywhere                                 */
    double *n_switched;    /* [-]    elements and racks that switched at the step's start   */
    double *residual_frac; /* [1]    of the step's energy that the ledger cannot place      */
};

struct columns {
    struct node_columns node;
    struct rack_columns rack;
    struct feed_columns feed;
    struct crah_columns crah;
    struct cdu_columns cdu;
    struct plant_columns plant;
    struct panel_columns panel;
    struct grille_columns grille;
    struct hall_columns hall;
    double *state[FAMILY_COUNT]; /* private memory of the models */
    double *all;                 /* every column and state, in one piece */
    size_t n_all;
};

/* How a column goes into the results: any of these. */
enum record { RECORD_NONE = 0, RECORD_MEAN = 1, RECORD_MAX = 2, RECORD_MIN = 4 };

struct column {
    const char *name; /* the field: "inlet_c" */
    size_t offset;    /* of the pointer in the struct of its dimension */
    const char *unit;
    enum stage stage; /* the one writer */
    unsigned record;
    bool may_be_unknown; /* NAN is allowed: "not known" */
    const char *text;
};

/* The table of a dimension and its length. */
const struct column *hall_column_table(enum dim d, size_t *ret_n);

/* The array of a column: (n of its dimension). */
double *hall_column(const struct columns *c, enum dim d, size_t offset);
void hall_column_set(struct columns *c, enum dim d, size_t offset, double *array);

/* A row of the private memory of a group's model, by its name: (n of the group), to be read only; NULL
 * when the model has no such row. */
const double *hall_state(const struct columns *c, enum family f, const struct group *g,
                         const char *name);

/* What the nodes draw: as the workload has it, or all at one level for a study. */
enum level { LEVEL_SIMULATED, LEVEL_NAMEPLATE, LEVEL_CAPPED };

/* The racks' branches as their valves and couplings leave them: what is slow to work out, kept until one
 * of those changes. A step that is refused leaves no trace here that the next does not find. */
struct branches {
    double *of_open_frac; /* worked out for these: valve of each rack, NAN before the first time */
    double *of_unplugged; /* and nodes that are apart, of each group                             */

    double *rack_openness;   /* flow over the root of pressure, of the whole rack             */
    double *node_share;      /* of the rack's flow that the group takes                       */
    double *node_least_frac; /* flow of the group's worst node over the mean of the rack's    */
};

struct hall {
    struct columns block[2];
    struct columns *was;
    struct columns *now;
    int64_t
        time_us; /* since the start of the run; an integer, so that no sum of doubles is a clock */

    /* Study inputs, constant during a run: see hall_set_level. */
    double *node_force_w; /* a node draws exactly this whatever its work; NAN when free */
    double *node_cap_w;   /* a node's enforced cap; INFINITY without    */
    bool is_steady;       /* plants hold their set points               */
    double window_s;      /* span over which workloads are averaged; 0: the step */

    int32_t *node_job; /* job that a node group works on in this step, -1: none */
    bool *is_job_down; /* (n_jobs) scratch of stage_workload */
    struct branches branches;

    /* Scratch of the stages; no allocation in a step. */
    double *scratch;
    size_t n_scratch;
    double *work;
    void *air_memory; /* of the air model, NULL when it needs none */
};

/* Doubles of state of the hall's air. */
size_t hall_air_states(const struct plan *plan);

/* An empty hall for a plan: all columns zero, nothing started. */
struct hall *hall_create(struct arena *arena, const struct plan *plan);

/* Sets what every node draws. Nodes without a nameplate stay as the workload has them.
 *
 *   cap_w  LEVEL_CAPPED: one cap for all nodes, or NAN for each node's own (those without are then
 *          at their nameplate)
 */
void hall_set_level(struct hall *hall, const struct plan *plan, enum level level, double cap_w);

/* Ends a step: what was written becomes what was. */
void hall_swap(struct hall *hall);

#endif
