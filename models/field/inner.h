/* inner.h - the parts of a field that its files share.
 *
 * Arrays have one ghost cell around the room. Cell m has its low faces at index m of the face arrays:
 * velocity[a][m] stands between the cells m - stride[a] and m.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODELS_FIELD_INNER_H
#define MODELS_FIELD_INNER_H

#include <stdint.h>

#include "models/field/field.h"

/* Inner loops are written once for all axes; only inlined into their callers do the constants reach
 * them. */
#define ALWAYS_INLINE static inline __attribute__((always_inline))

/* Order matters: walls first, then what air passes. */
enum face_kind { FACE_MIRROR, FACE_WALL, FACE_FIXED, FACE_LEAK, FACE_OPEN, FACE_FREE };

enum { FIELD_MOST_LEVELS = 14, FIELD_N_SCRATCH = 3 };

/* What an implicit equation couples: the cell, its six neighbours, the right-hand side. */
struct stencil {
    double *lo[FIELD_AXES];
    double *hi[FIELD_AXES];
    double *centre;
    double *rhs;
};

/* One grid of the pressure solver. */
struct level {
    size_t n[FIELD_AXES];
    size_t stride[FIELD_AXES];
    size_t n_total;
    double *lo[FIELD_AXES]; /* couples a cell with its low neighbours     */
    double *diagonal;
    double *inverse; /* of the diagonal; 0 where there is no air   */
    double *x;
    double *rhs;
};

struct port_face {
    uint32_t face;
    uint32_t cell;
    double area_m2;
};

struct port {
    size_t first; /* of its faces */
    size_t n;
    int axis;
    double out; /* +1 when air leaves the room along +axis, else -1 */
    double area_m2;
    double blown_c; /* as the last heat solve left it */
    struct field_feed feed;
};

struct panel {
    double open_frac;
    double loss; /* K on the velocity of the whole area; infinite when it is shut */
};

struct panel_face {
    uint32_t face;
    uint32_t panel;
    int axis;
    double gap_m; /* between the centres beside it */
    double area_m2;
    double weight; /* what a pressure does to its velocity, over what it does to an open face's */
};

struct field {
    const struct field_case *given;
    struct field_settings settings;
    size_t n[FIELD_AXES];
    size_t stride[FIELD_AXES];
    size_t n_total;
    size_t n_air;
    double volume_m3;
    double surface_m2;           /* outer walls that the air touches */
    double *width_m[FIELD_AXES]; /* of cell i, i from 0 (ghost) to n + 1               */
    double *gap_m[FIELD_AXES]; /* between the centres of i - 1 and i; half a cell at outer faces */
    uint8_t *is_air;
    uint8_t *face[FIELD_AXES];
    uint16_t *region; /* air that openings of zero flow cannot leave: 1, 2, ...; 0 is solid */
    size_t n_regions;
    uint8_t *region_is_free; /* touches a free port: its flows need not cancel */
    double *region_sum;
    double *region_weight;
    double *velocity[FIELD_AXES];
    double *pressure; /* over density */
    double *temp_c;
    double *eddy; /* nu_t */
    double *wall_m;
    struct stencil s;
    double *scratch[FIELD_N_SCRATCH]; /* behind s.rhs in one piece of memory */
    struct level levels[FIELD_MOST_LEVELS];
    size_t n_levels;
    struct port *ports;
    struct port_face *port_faces;
    struct panel *panels;
    struct panel_face *panel_faces; /* those with air on both sides */
    size_t n_panel_faces;
    size_t n_leaks;      /* of them: partly open */
    bool has_new_panels; /* since panels_renew() */
    double
        *port_sum; /* of the window: temperature, its square, and the mean of the window before */
    double *port_square;
    double *port_was;
    struct field_ledger ledger;
};

static inline size_t field_at(const struct field *f, size_t i, size_t j, size_t k)
{
    return i + j * f->stride[FIELD_Y] + k * f->stride[FIELD_Z];
}

/* The rows of cells, or with one more along each axis of low faces, in the order of memory. */
struct row {
    size_t j;
    size_t k;
    size_t start; /* index of the ghost cell before it */
};

static inline struct row row_first(const size_t stride[FIELD_AXES])
{
    return (struct row){1, 1, stride[FIELD_Y] + stride[FIELD_Z]};
}

static inline bool row_is_inside(const struct row *r, const size_t n[FIELD_AXES], size_t more)
{
    return r->k <= n[FIELD_Z] + more;
}

static inline void row_next(struct row *r, const size_t n[FIELD_AXES],
                            const size_t stride[FIELD_AXES], size_t more)
{
    r->j++;
    if (r->j > n[FIELD_Y] + more) {
        r->j = 1;
        r->k++;
    }
    r->start = r->j * stride[FIELD_Y] + r->k * stride[FIELD_Z];
}

/* The two axes beside a. */
static inline int beside1(int a)
{
    return a == FIELD_X ? FIELD_Y : FIELD_X;
}
static inline int beside2(int a)
{
    return a == FIELD_Z ? FIELD_Y : FIELD_Z;
}

/* Area of the faces of a cell that are normal to an axis. */
ALWAYS_INLINE double grid_area(const struct field *f, int axis, const size_t at[FIELD_AXES])
{
    const int b = beside1(axis);
    const int c = beside2(axis);

    return f->width_m[b][at[b]] * f->width_m[c][at[c]];
}

static inline double larger(double a, double b)
{
    return a > b ? a : b;
}

/* What van Leer's limiter adds to the upwind value, from the two slopes along the flow. */
static inline double limited(double behind, double ahead)
{
    const double product = behind * ahead;

    return product > 0.0 ? product / (behind + ahead) : 0.0;
}

/* A range of cells along each axis, counted from 1; hi is past the end. */
struct range {
    size_t lo[FIELD_AXES];
    size_t hi[FIELD_AXES];
};

/* grid.c */
bool grid_box(const struct field_case *c, const struct field_box *box, struct range *ret);
bool grid_rect(const struct field_case *c, const struct field_rect *rect, struct range *ret);
MUST_CHECK enum status grid_build(struct field *f);

/* panels.c: renew takes changes over before a step; step moves the air in leaks before the other
 * velocities; weigh makes the projection's couplings those of a step of dt_s (0: of no time). */
MUST_CHECK enum status panels_build(struct field *f);
void panels_renew(struct field *f);
void panels_step(struct field *f, double dt_s);
void panels_weigh(struct field *f, double dt_s);
void panels_correct(struct field *f, const double *phi);

/* regions.c */
void regions_label(struct field *f);
MUST_CHECK enum status regions_check(struct field *f);

/* ports.c */
MUST_CHECK enum status ports_build(struct field *f);
void ports_free_regions(struct field *f);
void ports_set_velocities(struct field *f);
double ports_linked_c(const struct field *f, size_t port);
void ports_update(struct field *f);

/* walls.c: distance to the nearest wall, eddy viscosity. */
void walls_measure(struct field *f);
void walls_eddy(struct field *f);

/* momentum.c */
void momentum_step(struct field *f, double dt_s);

/* pressure.c */
void pressure_build(struct field *f);
MUST_CHECK enum status pressure_project(struct field *f, double dt_s, double tolerance);

/* sources.c */
void sources_add(struct field *f);
double sources_heat_w(const struct field *f);

/* energy.c: per_dt 0 is a steady state. energy_solve returns what linked openings are short of, in
 * K m3/s. */
enum energy_scheme {
    ENERGY_LIMITED, /* heat: van Leer, surfaces and sources       */
    ENERGY_TRACER,  /* a share of air: first-order, nothing added */
};
void energy_assemble(struct field *f, double per_dt, enum energy_scheme scheme);
void energy_add_flows(struct field *f);
double energy_solve(struct field *f, double per_dt, size_t most_passes);
double energy_j_per_m3k(const struct field *f);

/* ledger.c */
void ledger_measure(struct field *f);
double ledger_stored_k_m3(const struct field *f);
void ledger_book(struct field *f, double dt_s, double stored_was_k_m3, double short_k_m3s);

/* sweep.c */
void sweep_pair(const struct field *f, const struct stencil *s, double *x);
double sweep_residual_sum(const struct field *f, const struct stencil *s, const double *x);

#endif
