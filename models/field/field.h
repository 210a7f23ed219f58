/* field.h - the air of a room in three dimensions: velocity, pressure and temperature on a grid.
 *
 *     div u = 0
 *     du/dt + u.grad u = -grad p + div(nu_t grad u) + g beta (T - T_ref) z
 *     dT/dt + div(u T) = div(nu_t / Pr_t grad T) + q / (rho cp)
 *     nu_t = nu + C |u| l,    l the distance to the nearest surface
 *
 * Staggered Cartesian grid; implicit upwind step with the van Leer scheme as a lagged source;
 * projection for the pressure increment, so that a steady state does not depend on the step. Racks,
 * coils and tiles are openings (ports) whose temperatures are solved together with the air.
 *
 * Holds   low speeds and a constant density: temperatures within FIELD_LEAST_C..FIELD_MOST_C, any
 *         step length; accuracy wants local Courant numbers below about 10.
 * Source  Chorin 1968 (projection); van Kan 1986 (pressure increment); van Leer 1974; Chen and Xu
 *         1998 (zero-equation eddy viscosity; the constant is fitted, see docs/models/air-field.md).
 *
 * Memory is the caller's: field_bytes() says how much, field_create() lays it out. Nothing is taken
 * afterwards. A struct field_case must outlive the field made from it.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODELS_FIELD_FIELD_H
#define MODELS_FIELD_FIELD_H

#include <stdbool.h>
#include <stddef.h>

#include "models/status.h"

/* What was compared with CFD (docs/validation.md): racks up to this heat into the air, openings that blow
 * this share of what racks draw or none at all, cells up to this edge. */
#define FIELD_COMPARED_RACK_W 25e3
#define FIELD_COMPARED_LEAST  0.7
#define FIELD_COMPARED_MOST   1.3
#define FIELD_COMPARED_CELL_M 0.3

/* By how much inlets may be off there: the worst third of a front against CFD, and what the CFD moves
 * by with its turbulence model, in quadrature. Racks of 5 kW: 0.84 and 0.67 K; of 25 kW: 0.96 and
 * 1.5 K. */
#define FIELD_USUAL_RACK_W 5e3
#define FIELD_USUAL_BAND_K 1.1
#define FIELD_DENSE_BAND_K 1.8

enum { FIELD_X, FIELD_Y, FIELD_Z, FIELD_AXES };

/* Beyond these the density is no longer nearly constant. */
#define FIELD_LEAST_C (-40.0)
#define FIELD_MOST_C  120.0

/* A panel is shut or open by at least this share: air through less would need more than a kilopascal. */
#define FIELD_LEAST_SHARE 1e-3

struct field_air {
    double density_kg_per_m3;
    double heat_j_per_kgk;
    double viscosity_m2_per_s;
    double turbulent_prandtl;
    double expansion_per_k; /* beta                                               */
    double reference_c;     /* where buoyancy is zero                             */
    double gravity_ms2;     /* along -z                                           */
};

struct field_box {
    double lo_m[FIELD_AXES];
    double hi_m[FIELD_AXES];
};

/* A rectangle in the plane axis = at_m; lo and hi are along the two other axes, in x, y, z order. */
struct field_rect {
    int axis;
    double at_m;
    double lo_m[2];
    double hi_m[2];
};

enum field_port_kind {
    FIELD_BLOWS, /* a given flow into the room                     */
    FIELD_DRAWS, /* a given flow out of the room                   */
    FIELD_FREE,  /* constant pressure, either way                  */
};

/* An opening of the room's air: a tile, a return, one side of a rack's section. */
struct field_port {
    struct field_rect rect;
    enum field_port_kind kind;
    double sign; /* of the flow along the axis, +1 or -1; not used by FIELD_FREE */
};

/* What goes through a port; may be changed between steps.
 *
 *   from < 0    blown air has temp_c
 *   from >= 0   blown air is what the port `from` draws, less a share for a coil, plus heat:
 *                   T = T_from - take_frac (T_from - temp_c) + heat_w / (rho cp flow_m3s)
 */
struct field_feed {
    double flow_m3s;
    double temp_c;
    long from;
    double take_frac;
    double heat_w;
};

/* Heat spread evenly over the air in a box. */
struct field_source {
    struct field_box box;
    double heat_w;
};

/* The room: constant while a field lives, but for the heat of sources and the surfaces' conductance
 * and temperature, which may change between steps. Every coordinate below must lie on a line of the grid. */
struct field_case {
    struct field_air air;
    const double *lines_m[FIELD_AXES]; /* n_cells[a] + 1 rising coordinates */
    size_t n_cells[FIELD_AXES];
    bool is_mirror[FIELD_AXES][2]; /* outer faces that are mirror planes */
    const struct field_box *boxes; /* solid */
    size_t n_boxes;
    const struct field_rect *panels; /* walls of zero thickness; where two lie on each other the
                                      * first counts */
    size_t n_panels;
    const double *panel_open_frac; /* at the start, one for each panel: 0 shut, 1 not there; NULL:
                                    * all shut */
    const struct field_port *ports;
    size_t n_ports;
    const struct field_feed *feeds; /* at the start, one for each port */
    const struct field_source *sources;
    size_t n_sources;
    double surface_w_per_m2k; /* from the air to the outer walls, floor and ceiling */
    double surface_c;
    double start_c;
};

/* Numbers of the method. field_settings() gives the values that all validation was made with. */
struct field_settings {
    double eddy_coefficient;     /* C of nu_t = nu + C |u| l                           */
    double friction_coefficient; /* wall stress over rho u |u|                        */
    double divergence_tolerance; /* of the projection, relative to what it begins with */
    size_t most_iterations;      /* of the projection                                  */
    size_t n_momentum_sweeps;    /* symmetric pairs                                    */
    size_t n_heat_sweeps;        /* symmetric pairs between two updates of the ports   */
    size_t most_heat_passes;     /* updates of the ports in a step */
    double link_tolerance_k;     /* flow-weighted: what linked ports may be off when these end */
};
struct field_settings field_settings(void);

struct field;

/* Coordinates of the lines of one axis: every mark is a line, and between two marks as many equal
 * cells as keep them at or below cell_m. marks_m is sorted in place.
 *
 * Returns the number of lines; when it is above room nothing is written to ret_lines_m. */
size_t field_axis(double *marks_m, size_t n_marks, double cell_m, double *ret_lines_m, size_t room);

/* Bytes that a field of this case needs, at any alignment; 0 when a coordinate is off the lines. */
size_t field_bytes(const struct field_case *given);

/* The same of any case with so many cells, openings, panels and faces of those, or fewer of all but
 * cells: for who takes memory before the case is laid out. */
struct field_counts {
    size_t n_ports;
    size_t n_port_faces;
    size_t n_panels;
    size_t n_panel_faces;
};
size_t field_bytes_for(const size_t n_cells[FIELD_AXES], const struct field_counts *counts);

/* Lays the field out in memory and sets still air at start_c.
 *
 * Errors  STATUS_BAD_INPUT     a coordinate is off the lines, an opening has no air before it, or
 *                              two overlap
 *         STATUS_IMBALANCE     the given flows of a closed region do not cancel (1e-6 of its flow)
 */
MUST_CHECK enum status field_create(const struct field_case *given,
                                    const struct field_settings *settings, void *memory,
                                    struct field **ret_field);

/* All that one step hands to the next, as doubles: a field that was saved and is loaded again goes on
 * to the last bit. Feeds and the ledger are not part of it. */
size_t field_n_state(const size_t n_cells[FIELD_AXES], size_t n_ports);
void field_save(const struct field *f, double *ret_state);
void field_load(struct field *f, const double *state);

/* Every temperature T becomes new_base_c + factor (T - base_c): another supply and another heat on the
 * flow as it stands. */
void field_stretch_heat(struct field *f, double base_c, double factor, double new_base_c);

/* Changes what goes through a port. The flows of a closed region must go on cancelling when the next
 * step begins. */
void field_set_feed(struct field *f, size_t port, const struct field_feed *feed);
const struct field_feed *field_feed_of(const struct field *f, size_t port);

/* Opens or shuts a panel from the next step on: share of its area that is open.
 * Errors  STATUS_BAD_INPUT  neither 0 nor FIELD_LEAST_SHARE..1 */
MUST_CHECK enum status field_set_panel(struct field *f, size_t panel, double open_frac);

/* Pressure loss of a screen with this open share, over rho u^2 / 2 of the velocity of its whole area;
 * NAN where field_set_panel() refuses it. */
double field_panel_loss(double open_frac);

/* Volume flow through each panel along its axis: n_panels. */
void field_panel_flows(const struct field *f, double *ret_m3s);

/* Heat and volume through the room's boundary, of one step and since field_reset_ledger(). */
struct field_ledger {
    double time_s;
    double ports_j;    /* heat brought in by ports, net of what they draw        */
    double sources_j;  /* heat of sources                                       */
    double surfaces_j; /* heat given to the outer walls                         */
    double stored_j;   /* gained by the air                                     */
    double residual_j; /* ports + sources - surfaces - stored                   */
    double turnover_j; /* sum of the absolute values of what came and went      */
    double links_j;    /* what ports blow above what their `from` and heat say: the solver's own
                         * residual; it cancels against residual_j                */
    double divergence_frac; /* worst cell: net outflow over its throughflow (latest step)   */
    double opening_frac;    /* net flow of all openings over the flow in (latest step)      */
    size_t n_iterations;    /* of the projections */
    size_t n_steps;
};
struct field_ledger field_ledger(const struct field *f);
void field_reset_ledger(struct field *f);

/* The flow without inertia or buoyancy that meets all openings: a first guess.
 * Errors  STATUS_NO_CONVERGENCE, STATUS_IMBALANCE, STATUS_NOT_FINITE */
MUST_CHECK enum status field_start_potential(struct field *f);

/* One step of dt_s > 0.
 * Errors  STATUS_NOT_FINITE, STATUS_OUT_OF_RANGE (temperature), STATUS_NO_CONVERGENCE (pressure),
 *         STATUS_IMBALANCE (a closed region's flows do not cancel) */
MUST_CHECK enum status field_step(struct field *f, double dt_s);

/* The steady temperatures of the flow as it stands.
 * Errors  STATUS_NO_CONVERGENCE when inlets still moved by more than tolerance_k at the last sweep. */
MUST_CHECK enum status field_steady_heat(struct field *f, double tolerance_k);

/* Marches to rest. */
struct field_settle {
    double dt_s;
    double first_s;      /* marched before the first look                        */
    double window_s;     /* means and swings are taken over this                  */
    double most_s;       /* the march ends here at the latest                     */
    double still_k;      /* steady: no port's mean moves more between two windows */
    double balance_frac; /* steady: no more of the heat goes into or out of store   */
    double swing_k;      /* steady: no port's standard deviation in a window is more */
};
struct field_settle field_settle_usual(void);

/* What a port drew or blew over the last window, one for each port. */
struct field_mean {
    double mean_c;
    double deviation_k; /* standard deviation */
};
struct field_settled {
    bool is_steady;
    double time_s;       /* marched                                        */
    double moved_k;      /* largest change of a port's mean between the last two windows */
    double swing_k;      /* largest standard deviation of a port in the last window */
    double balance_frac; /* heat in less heat out over heat in */
};
/* ret_means has one entry a port. Unsteady is not an error: is_steady says it.
 * Errors  as field_step */
MUST_CHECK enum status field_settle(struct field *f, const struct field_settle *how,
                                    struct field_mean *ret_means,
                                    struct field_settled *ret_settled);

/* Mean temperature of what a port draws, or blows, now. */
double field_port_c(const struct field *f, size_t port);
double field_port_area_m2(const struct field *f, size_t port);

/* Volume mean of the air's temperature, its volume, its extremes. */
double field_mean_c(const struct field *f);
double field_volume_m3(const struct field *f);
void field_extremes_c(const struct field *f, double *ret_least_c, double *ret_most_c);
double field_surface_m2(const struct field *f);

/* The cell at indices from 0. */
struct field_cell {
    bool is_air;
    double centre_m[FIELD_AXES];
    double width_m[FIELD_AXES];
    double velocity_ms[FIELD_AXES]; /* at the centre */
    double temp_c;
    double pressure_pa; /* above the hydrostatic pressure at reference_c */
};
struct field_cell field_cell_at(const struct field *f, size_t i, size_t j, size_t k);
size_t field_n_air(const struct field *f);

/* Share of the air of each drawing port that left one group of blowing ports last, on the flow as it
 * stands: a first-order upwind tracer a group. The shares of all groups add up to one.
 *
 *   group_of   for each port its group, or -1; drawing ports have none
 *   first, n   the groups asked for: first, first + 1, ...; n from 1 to FIELD_MOST_SHARES. Asking for
 *              many at once costs hardly more than for one
 *   ret_share  (n x n_ports), a row a group; zero for ports that do not draw
 *
 * Errors  STATUS_NO_CONVERGENCE */
enum { FIELD_MOST_SHARES = 4 };
MUST_CHECK enum status field_shares_of(struct field *f, const long *group_of, long first, size_t n,
                                       double *ret_share);

#endif
