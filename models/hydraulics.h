/* hydraulics.h - pressure and flow in pipes, valves, branches and pumps.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODELS_HYDRAULICS_H
#define MODELS_HYDRAULICS_H

#include <stddef.h>
#include <stdint.h>

#include "models/status.h"

/* Darcy friction factors. reynolds > 0; relative_roughness = roughness / diameter, 0 to 0.05. */
double hydraulics_friction_laminar(double reynolds);
double hydraulics_friction_churchill(double reynolds, double relative_roughness);
double hydraulics_friction_haaland(double reynolds, double relative_roughness);
MUST_CHECK enum status hydraulics_friction_colebrook(double reynolds, double relative_roughness,
                                                     double *ret_friction);

/* A pipe with its fittings: dp = (f L / D + K) rho v^2 / 2. */
struct pipe {
    double diameter_m;
    double length_m;
    double roughness_m;
    double fittings_k; /* sum of loss coefficients */
};
struct pipe_flow {
    double speed_m_s;
    double reynolds; /* rho |v| D / mu                                        */
    double friction; /* Churchill's; 0 when nothing flows                     */
    double drop_pa;  /* along the flow: negative when the flow is             */
};
struct pipe_flow hydraulics_pipe_flow(const struct pipe *p, double flow_m3s, double density_kg_m3,
                                      double viscosity_pa_s);

/* Valve by its coefficient: Kv in m3/h at 1 bar with water; Cv = 1.156 Kv (US gpm at 1 psi). */
double hydraulics_valve_pa(double kv_m3h, double flow_m3s, double density_kg_m3);

/* The same as a resistance, dp = k Q^2. */
double hydraulics_valve_pa_per_m3s2(double kv_m3h, double density_kg_m3);

/* Resistances k in dp = k Q^2 side by side: 1/sqrt(k) add. Entries of INFINITY are shut. */
double hydraulics_parallel(const double *k_pa_per_m3s2, size_t n);

/* Branches along a manifold that is fed and drained at one end (direct return): each takes
 * openness sqrt(p) of flow, 0 when shut, and between two branches supply and return together lose
 * segment Q^2. Group members[i] stands i-th from that end and holds count[members[i]] branches alike (whole).
 * All pressures go with the square of the flow, so the split is the same at any flow. */
struct manifold {
    size_t n;
    const int32_t *members;
    const double *count;
    const double *openness; /* of one branch: 1 / sqrt(k)  [m3/(s Pa^0.5)] */
    double segment_pa_per_m3s2;
};

/* Openness of all together, as seen from the manifold's end: Q = that x sqrt(dp). Sets for each
 * member the share of the flow that its group takes, and the flow of its least branch over the
 * manifold's mean (both 0 when the group is shut). */
double hydraulics_manifold(const struct manifold *m, double *ret_share, double *ret_least_frac);

/* Flow that carries heat at a rise: Q / (rho cp dT). */
double hydraulics_duty_m3s(double heat_w, double density_kg_m3, double cp_j_kgk, double rise_k);

#endif
