/* hydraulics.h - pressure and flow in pipes, valves, branches and pumps.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODELS_HYDRAULICS_H
#define MODELS_HYDRAULICS_H

#include <stddef.h>

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

/* Resistances k in dp = k Q^2 side by side: 1/sqrt(k) add. Entries of INFINITY are shut. */
double hydraulics_parallel(const double *k_pa_per_m3s2, size_t n);

/* A pump against a system: n^2 H0 - a Q^2 = static + k Q^2.  Flow, 0 when the pump cannot lift. */
struct pump {
    double head_zero_pa;      /* at full speed and no flow */
    double droop_pa_per_m3s2; /* a */
    double efficiency_frac;   /* wire to water */
};
double hydraulics_pump_flow_m3s(const struct pump *p, double speed_frac, double static_pa,
                                double k_pa_per_m3s2);
/* Electrical power dp Q / efficiency. */
double hydraulics_pump_w(const struct pump *p, double head_pa, double flow_m3s);

/* Flow that carries heat at a rise: Q / (rho cp dT). */
double hydraulics_duty_m3s(double heat_w, double density_kg_m3, double cp_j_kgk, double rise_k);

#endif
