/* air_model.h - the hall's air: heat and flows to rack inlets and return air.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODELS_AIR_MODEL_H
#define MODELS_AIR_MODEL_H

#include "models/model.h"

/* Where everything stands. Models of zone means ignore it. */
struct air_box {
    double lo_m[3]; /* x, y from the hall's corner, z from the floor */
    double hi_m[3];
};
enum air_side {
    AIR_WEST,
    AIR_EAST,
    AIR_SOUTH,
    AIR_NORTH,
    AIR_BELOW,
    AIR_ABOVE,
    AIR_N_SIDES,
    AIR_CEILING = AIR_N_SIDES, /* of a handler: through what hangs from the ceiling */
};

/* A part of the hall behind panels: an aisle with doors and a roof, a chimney. */
struct air_enclosure {
    struct air_box box;
    double open_frac[AIR_N_SIDES]; /* of each side's area; 1: no panel. 0 or from 0.001 on */
};

/* An opening in floor or ceiling. */
enum air_grille_kind { AIR_TILE, AIR_DIFFUSER, AIR_RETURN, AIR_N_GRILLE_KINDS };
struct air_grille {
    enum air_grille_kind kind;
    double lo_m[2];
    double hi_m[2];
    double open_frac;
    long enclosure; /* that it opens into, or -1 */
};

struct air_layout {
    double size_m[3];
    size_t n_racks;
    const struct air_box *racks;
    const enum air_side *faces; /* (n_racks) side of the front */
    const double
        *rack_leak_m2; /* (n_racks) open from rear to front through and beside it; NULL: 0 */
    const bool *rack_blows_up;  /* (n_racks) through its top, into a chimney; NULL: to its rear */
    const long *rack_enclosure; /* (n_racks) that its exhaust goes into, or -1; NULL: none */
    size_t n_handlers;
    const struct air_box *handlers;
    const enum air_side *draws; /* (n_handlers) a side, AIR_ABOVE or AIR_CEILING; NULL: all above */
    const enum air_side *blows; /* (n_handlers) a side, AIR_BELOW (raised floor) or AIR_CEILING
                                 * (ducts); NULL: all below */
    size_t n_enclosures;
    const struct air_enclosure *enclosures;
    size_t n_grilles; /* without a tile each rack has one before its front, as it draws */
    const struct air_grille *grilles;
    bool has_leaks; /* supply comes through a plenum whose leaks let air up behind the racks */
};

struct air_block {
    const struct air_layout *layout;
    double dt_s;
    double air_j_per_m3k; /* rho cp of the hall's air                               [J/(m3 K)] */
    double volume_m3;     /* air in the hall                                        [m3]   */
    double cold_frac;     /* share of it before the racks, 0 to 1 without the ends  [1]    */
    double floor_m2;      /* floor area                                             [m2]   */
    double room_heat_w;   /* losses, fans and people in the hall, not through racks [W]    */
    const double *opened_frac;  /* (n_enclosures, AIR_N_SIDES) of what is shut of each side: stands
                                 * open; NULL: none                                  [1]    */
    const double *covered_frac; /* (n_grilles) NULL: none                            [1]    */

    /* Racks, n_racks entries each. Read only. */
    size_t n_racks;
    const double *heat_w;             /* heat given to the room air                        [W]    */
    const double *airflow_m3s;        /* drawn through the rack                            [m3/s] */
    const double *recirculation_frac; /* least share of its own hall's exhaust in the inlet
                                       * (from the containment of its row)          [1]    */
    const double *bypass_frac;        /* share of the supply meant for it that goes past it [1]   */
    const double *tile_m3s;           /* supply that comes up before it; the rest of the supply
                                       * leaks up behind the racks. NULL without a plenum   [m3/s] */
    const double *given_m3s;          /* supply that reaches it through a plenum's tiles; the rest
                                       * of the supply leaks past the racks. NULL: no plenum, all
                                       * share the supply by what they draw                [m3/s] */
    const double *top_rise_k;         /* top of the rack above its mean inlet              [K]    */

    /* Handlers, n_handlers entries each. Read only. */
    size_t n_handlers;
    const double *flow_m3s;          /* air moved                                        [m3/s] */
    const double *coil_w_per_k;      /* see handler_model.h                              [W/K]  */
    const double *water_c;           /* chilled water into the coil                      [degC] */
    const double *set_c;             /* supply air set point                             [degC] */
    const double *outside_c;         /* outdoor air that it may take, see handler_model.h [degC] */
    const double *outside_most_frac; /* largest share of it                             [1]    */

    /* Written, racks: means over the step. */
    double *inlet_c;     /* flow-weighted inlet                                     [degC] */
    double *inlet_top_c; /* at the top of the rack                                  [degC] */
    double *outlet_c;    /* rear of the rack                                        [degC] */

    /* Written by fields only, racks. */
    double *inlet_bottom_c;
    double *inlet_middle_c;
    double *inlet_hottest_c; /* of bottom, middle, top: at each moment the hottest  [degC] */
    double *inlet_swing_k;   /* standard deviation in a steady state; else NAN      [K]    */

    /* Written, handlers: means over the step. */
    double *return_c;  /* air into the handler                                      [degC] */
    double *supply_c;  /* air out of the handler                                    [degC] */
    double *coil_w;    /* heat taken by the coil                                    [W]    */
    double *outside_w; /* heat given to the outdoor air                             [W]    */

    /* Written, hall: one value each. */
    double *hot_c;                 /* exhaust air, mean over the step                  [degC] */
    double *mass_c;                /* slab, steel and racks' shells, end of the step   [degC] */
    double *bypass_of_supply_frac; /* share of the supply that meets no rack  [1]    */
    double *recirculation_of_inlet_frac; /* flow-weighted share of exhaust in inlets [1]   */
    double *stored_j; /* heat held in air and mass, end of the step       [J]    */

    /* Written by fields only, hall: receipts of the solver, of its latest step or of its rest. */
    double *residual_w;      /* heat that its openings miss                         [W]    */
    double *divergence_frac; /* worst cell: net flow over its throughflow           [1]    */
    double *is_unsteady; /* 1: a steady state was asked for and is a mean of swings; 0: it rests;
                              * NAN: none was asked for                             [-]    */
    /* Written by fields that have such parts. */
    double *panel_m3s;  /* (n_enclosures, AIR_N_SIDES) out of it, now           [m3/s] */
    double *grille_m3s; /* (n_grilles)                                          [m3/s] */

    double *state;
    double *work;
    void *memory; /* see memory_size */
};

/* Contract, checked by the engine on every step:
 *     (sum heat + room_heat) * dt == (sum coil + sum outside) * dt + change of stored
 *     return - supply == (coil + outside) / (flow rho cp)
 * and no heat settles at the supply. Of zone means also: more heat never lowers an
 * inlet; swapping two equal racks swaps their results. */
struct air_model {
    struct model_info info;
    bool is_field; /* inlets know where the rack stands; false: zone means, not positions */

    /* Of a field: by how much the inlet of a rack with so much heat into the air may be off; NAN where
     * that was never compared. Zone means: NULL. */
    double (*band_k)(const void *params, double heat_w);

    /* For models whose state goes with the layout: doubles of state, in place of the state rows. All
     * that one step hands to the next is in it. Optional. */
    size_t (*state_size)(const void *params, const struct air_layout *layout);
    /* Bytes, zeroed once and aligned to 64, for what follows from params and layout alone and for
     * scratch: a step that is refused leaves nothing in it that matters. Optional. */
    size_t (*memory_size)(const void *params, const struct air_layout *layout);

    /* Of a field, for results: cells of its uniform grid along x, y and z; and temperature and velocity
     * along each axis in the middle of each, x fastest, NAN where there is no air, of a hall with this
     * state. Optional, both or none. */
    void (*grid)(const void *params, const struct air_layout *layout, size_t ret_n[3]);
    void (*read)(const struct air_layout *layout, const double *state, void *memory, double *ret_c,
                 double *const ret_velocity_ms[3]);

    /* Of a field, optional: where air was last on the flow as it stands (models/origins.h).
     *
     *   ret_share  (n_racks + n_handlers) rows of 1 + n_racks: from the supply, from each rack
     *
     * Writes nothing else of the block. Errors  STATUS_NO_CONVERGENCE */
    enum status (*origins)(const void *params, const struct air_block *b, double *ret_share);

    enum status (*start)(const void *params, const struct air_block *b);
    enum status (*step)(const void *params, const struct air_block *b);
};

#endif
