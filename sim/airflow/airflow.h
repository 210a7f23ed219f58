/* airflow.h - an air case on a grid: built, settled, marched, and its answers by rack.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SIM_AIRFLOW_AIRFLOW_H
#define SIM_AIRFLOW_AIRFLOW_H

#include "models/field/field.h"
#include "models/origins.h"
#include "sim/scenario/air_case.h"

/* Cells along an axis, and ports (openings and both sides of every rack's sections), at most. */
enum { AIRFLOW_MOST_LINES = 4096 };

struct airflow_request {
    const char *grid; /* a grid that the case names, or NULL */
    double cell_m;    /* largest cell otherwise              */
    struct field_settings settings;
};

struct airflow_section {
    size_t rack;
    size_t section;
    double lo_m;
    double hi_m;
    double flow_m3s;
    double heat_w;
    size_t inlet; /* ports */
    size_t outlet;
};

struct airflow {
    const struct air_case *source;
    struct field_case room;
    struct field *field;
    size_t n_bytes;
    size_t n_cells;      /* of air */
    size_t first_supply; /* ports: supplies, returns, then sections */
    size_t first_return;
    struct airflow_section *sections;
    size_t n_sections;
    struct field_mean *means; /* of the ports, over the last window */
    struct field_settled settled;
    double supply_m3s;
    double heat_w;
};

/* Lays the case on a grid.
 *
 * Errors  STATUS_BAD_INPUT after adding to diag: a named grid that is wrong or misses an edge, an
 *         opening that is not between a wall and air. STATUS_IMBALANCE: flows of a closed-off part
 *         of the room do not cancel (also in diag). */
MUST_CHECK enum status airflow_build(struct arena *arena, const struct air_case *source,
                                     const struct airflow_request *request, struct diag *diag,
                                     struct airflow **ret_airflow);

/* First guess and march to rest. Unsteady is not an error: settled says it. */
MUST_CHECK enum status airflow_settle(struct airflow *a, const struct field_settle *how);

/* Mean temperature of all returns, weighted by their flow; NAN where none draws. mean: over the last
 * window instead of now. */
double airflow_return_c(const struct airflow *a, bool is_mean);

/* What the return must be when nothing is stored: supply plus heat less the surfaces' share. NAN when
 * several supplies differ in temperature or there are surfaces. */
double airflow_exact_return_c(const struct airflow *a);

/* What the case lets fail at t = 0 has failed from now on: supplies take the temperature of a return,
 * openings stand still. */
void airflow_fail(struct airflow *a);

/* Where the air of each section's inlet and of each return was last, on the flow as it stands.
 *
 * Errors  STATUS_NO_CONVERGENCE */
MUST_CHECK enum status airflow_origins(struct arena *arena, struct airflow *a,
                                       struct origins *ret_origins);

#endif
