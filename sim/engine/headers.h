/* headers.h - hydraulics of the liquid stage: pumps, headers, racks' branches, nodes' branches.
 *
 * CDUs that share racks pump into one header behind check valves; its racks hang on it in parallel,
 * and a rack's nodes on its manifold. Internal to the engine.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SIM_ENGINE_HEADERS_H
#define SIM_ENGINE_HEADERS_H

#include "sim/engine/stages.h"

/* Scratch columns of the liquid stage. What the loops can lift is not needed once they flow; the
 * columns then hold what each header carries. */
struct header_scratch {
    double *lift_pa;
    double *droop_pa_per_m3s2;
    double *given_m3s;
    double *openness; /* by header, from here on */
    double *flow_m3s;
    double *w_per_k;
    double *arrives_c;
};
struct header_scratch headers_scratch(const struct step *s);

/* How open every rack is, and how its manifold splits, as they stand: only when something was opened
 * or shut. Then each header's openness. */
void headers_open(const struct step *s);

/* Pressure across each header from what its loops can lift, written for each of its CDUs.
 *
 * Errors  those of pump_header_pa; marks the CDU.
 */
MUST_CHECK enum status headers_find_pressures(struct step *s);

/* Splits each header's flow over its racks and each rack's over its nodes, and mixes what arrives. */
void headers_share_flows(const struct step *s);

/* The racks' coolant mixes on its way back: each CDU's part of their heat. */
void headers_gather_heat(const struct step *s);

#endif
