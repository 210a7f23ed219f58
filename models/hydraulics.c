/* SPDX-License-Identifier: Apache-2.0 */
#include "models/hydraulics.h"

#include <math.h>

#include "models/root.h"

/* ---------------------------------------------------------------- friction */

double hydraulics_friction_laminar(double reynolds)
{
    return 64.0 / reynolds;
}

/* All Reynolds numbers, laminar and the bridge to turbulent included.
 * Source  Churchill, Chemical Engineering 84(24) (1977) 91. */
double hydraulics_friction_churchill(double reynolds, double relative_roughness)
{
    const double a =
        pow(2.457 * log(1.0 / (pow(7.0 / reynolds, 0.9) + 0.27 * relative_roughness)), 16.0);
    const double b = pow(37530.0 / reynolds, 16.0);

    return 8.0 * pow(pow(8.0 / reynolds, 12.0) + pow(a + b, -1.5), 1.0 / 12.0);
}

/* Turbulent, Reynolds above 4000.
 * Source  Haaland, J. Fluids Eng. 105 (1983) 89. */
double hydraulics_friction_haaland(double reynolds, double relative_roughness)
{
    const double root = -1.8 * log10(pow(relative_roughness / 3.7, 1.11) + 6.9 / reynolds);

    return 1.0 / (root * root);
}

struct colebrook {
    double reynolds;
    double relative_roughness;
};

/* Of x = 1 / sqrt(f):  x + 2 log10(e/3.7 + 2.51 x / Re) */
static double colebrook_error(double x, void *params)
{
    const struct colebrook *const c = params;

    return x + 2.0 * log10(c->relative_roughness / 3.7 + 2.51 * x / c->reynolds);
}

/* Turbulent, the reference for the explicit forms.
 * Source  Colebrook, J. Inst. Civil Eng. 11 (1939) 133. */
enum status hydraulics_friction_colebrook(double reynolds, double relative_roughness,
                                          double *ret_friction)
{
    struct colebrook c = {reynolds, relative_roughness};
    double x = 0.0;
    const enum status st = root_find(colebrook_error, &c, 0.5, 40.0, 1e-13, &x);

    if (st == STATUS_OK) {
        *ret_friction = 1.0 / (x * x);
    }
    return st;
}

/* ------------------------------------------------------- pipes and branches */

struct pipe_flow hydraulics_pipe_flow(const struct pipe *p, double flow_m3s, double density_kg_m3,
                                      double viscosity_pa_s)
{
    const double pi = acos(-1.0);
    struct pipe_flow r = {.speed_m_s = flow_m3s / (pi / 4.0 * p->diameter_m * p->diameter_m)};

    r.reynolds = density_kg_m3 * fabs(r.speed_m_s) * p->diameter_m / viscosity_pa_s;
    if (r.reynolds == 0.0) {
        return r;
    }
    r.friction = hydraulics_friction_churchill(r.reynolds, p->roughness_m / p->diameter_m);
    r.drop_pa = (r.friction * p->length_m / p->diameter_m + p->fittings_k) * density_kg_m3 *
                r.speed_m_s * fabs(r.speed_m_s) / 2.0;
    return r;
}

double hydraulics_valve_pa(double kv_m3h, double flow_m3s, double density_kg_m3)
{
    const double ratio = flow_m3s * 3600.0 / kv_m3h;

    return 1e5 * density_kg_m3 / 1000.0 * ratio * fabs(ratio);
}

double hydraulics_valve_pa_per_m3s2(double kv_m3h, double density_kg_m3)
{
    return hydraulics_valve_pa(kv_m3h, 1.0, density_kg_m3);
}

double hydraulics_parallel(const double *k_pa_per_m3s2, size_t n)
{
    double openness = 0.0;

    for (size_t i = 0; i < n; i++) {
        openness += 1.0 / sqrt(k_pa_per_m3s2[i]);
    }
    return openness > 0.0 ? 1.0 / (openness * openness) : (double)INFINITY;
}

/* ---------------------------------------------------------------- manifold */

/* From the far end to the near one with one pascal across the last branch: flows add up, and each
 * segment adds its loss. What comes out at the near end is then scaled by the sum. */
double hydraulics_manifold(const struct manifold *m, double *ret_share, double *ret_least_frac)
{
    double across_pa = 1.0;
    double flow_m3s = 0.0;
    double n_open = 0.0;

    for (size_t at = m->n; at > 0; at--) {
        const size_t i = (size_t)m->members[at - 1];
        const double before_m3s = flow_m3s;
        /* Seen from the far end pressure only grows: the first branch walked has the least flow. */
        ret_least_frac[i] = m->count[i] > 0.0 ? m->openness[i] * sqrt(across_pa) : 0.0;
        const long count = m->openness[i] > 0.0 ? lround(m->count[i]) : 0;
        for (long k = 0; k < count; k++) {
            flow_m3s += m->openness[i] * sqrt(across_pa);
            across_pa += m->segment_pa_per_m3s2 * flow_m3s * flow_m3s;
            n_open += 1.0;
        }
        ret_share[i] = flow_m3s - before_m3s;
    }
    for (size_t at = 0; at < m->n && flow_m3s > 0.0; at++) {
        const size_t i = (size_t)m->members[at];
        ret_share[i] /= flow_m3s;
        ret_least_frac[i] *= n_open / flow_m3s;
    }
    return flow_m3s / sqrt(across_pa);
}

/* -------------------------------------------------------------------- duty */

double hydraulics_duty_m3s(double heat_w, double density_kg_m3, double cp_j_kgk, double rise_k)
{
    return heat_w / (density_kg_m3 * cp_j_kgk * rise_k);
}
