/* node_model.h - a server: utilisation to power, heat by path, and airflow.
 *
 * A device group is advanced whole: power, die temperature, leakage and the
 * thermal mass between die and coolant belong together and are solved here,
 * with the corrector inside, from the coolant and the inlet of the last step.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODELS_NODE_MODEL_H
#define MODELS_NODE_MODEL_H

#include "models/model.h"

/* What a node does with fewer supplies alive than it needs. */
enum node_supply_loss {
    NODE_SUPPLY_CAP,  /* holds its input to alive / needed of its rating */
    NODE_SUPPLY_DROP, /* goes off                                        */
    NODE_SUPPLY_NONE, /* goes on as before                               */
};

/* What is constant of a group and the same for every model. NAN: not known. */
struct node_traits {
    double rating_w;        /* nameplate of a node                                   [W]    */
    double supplies;        /* power supplies fitted                                 [-]    */
    double supplies_needed; /* of them needed at full load                           [-]    */
    int on_supply_loss;     /* enum node_supply_loss                                        */
    double cap_latency_s;   /* from a demand above the cap until the cap acts        [s]    */
    double restart_s;       /* from power at the inlet until it works again          [s]    */
    double buffer_j;        /* energy that the supplies of a node may hold           [J]    */
    double buffer_time_s;   /* time constant with which they smooth the input        [s]    */
    double throttle_c;      /* junction temperature that it is held to; NAN: never slows [degC] */
};

/* Node groups with one parameter block. A group is count identical nodes of one
 * rack that do the same; every quantity below is for the whole group except
 * where "a node" is said. Every array has n entries. */
struct node_block {
    size_t n;
    double dt_s;
    double air_j_per_m3k; /* rho cp of the hall's air                             [J/(m3 K)] */

    /* Read only. */
    const double *count;           /* nodes in the group                           [-]    */
    const double *util_frac;       /* accelerators                                 [1]    */
    const double *host_util_frac;  /* CPU, memory, network                         [1]    */
    const double *cap_w;           /* enforced input power of a node, INFINITY without    */
    const double *force_w;         /* draw exactly this a node (nameplate studies: all
                                   * parts at full activity, scaled); NAN when free      */
    const double *powered_frac;    /* share of the nodes that has power             [1]   */
    const double *supply_frac;     /* share of a node's supplies whose feed is alive [1]  */
    const double *plated_frac;     /* 1 when the rack gives coolant to cold plates, else 0 */
    const double *inlet_c;         /* air into the nodes, last step                [degC] */
    const double *coolant_c;       /* coolant into the plates, last step           [degC] */
    const double *coolant_m3s;     /* through the plates of a node, last step; NAN: the
                                   * flow at which their resistance is stated     [m3/s] */
    const double *coolant_w_per_k; /* its capacity rate; NAN: not known           [W/K]  */
    const struct node_traits *traits;

    /* Written: means over the step. */
    double *demand_w;      /* at the power inlet, supply loss included            [W]    */
    double *accelerator_w; /* GPUs with their memory                              [W]    */
    double *host_w;        /* CPUs                                                [W]    */
    double *memory_w;      /* host memory                                         [W]    */
    double *network_w;     /* NICs and switches                                   [W]    */
    double *storage_w;     /* drives                                              [W]    */
    double *board_w;       /* regulators and the rest of the board                [W]    */
    double *fan_w;         /* the node's own fans                                 [W]    */
    double *psu_loss_w;    /* power supplies                                      [W]    */
    double *buffer_w;      /* out of the supplies' storage; below zero: into it     [W]    */
    double *plate_w;       /* heat into the coolant of the cold plates            [W]    */
    double *air_w;         /* heat into the air through the nodes                 [W]    */
    double *airflow_m3s;   /* air drawn through the nodes                         [m3/s] */
    double *die_c;         /* hottest accelerator junction                        [degC] */
    double *hbm_c;         /* hottest memory of the accelerators                  [degC] */
    double *work_frac;     /* work done over the work with power for all and without cap
                            * or throttle                                         [1]    */
    double *ceiling_frac;  /* clock that heat leaves them over the highest: 1 when it takes
                            * none; least of the step                             [1]    */
    double *shut_nodes;    /* off because they were too hot                       [-]    */
    double *stored_j;      /* held in dies, plates, sinks and supplies' storage   [J]    */

    double *state;
    double *work;
};

/* Contract, checked by the engine on every step and every group:
 *     demand * dt == (plate + air) * dt + change of stored
 *     demand + buffer == sum of the eight parts
 * and: no coolant, no plate heat; more utilisation never draws less; a cap in force
 * is never exceeded unless the least that the node can be slowed to exceeds it, and
 * then it draws that least; powered_frac 0 draws nothing, and no step is too long. */
struct node_model {
    struct model_info info;

    /* Sets the written columns and the private state for t = 0: dies at the
     * temperature of what cools them. */
    enum status (*start)(const void *params, const struct node_block *b);
    enum status (*step)(const void *params, const struct node_block *b);
};

#endif
