/* SPDX-License-Identifier: Apache-2.0 */
#include "models/field/plenum.h"

#include <math.h>

#include "models/root.h"

#define LEAST_OPEN_FRAC 0.02
#define MOST_OPEN_FRAC  0.9
#define BALANCE_FRAC    1e-14

double plenum_tile_loss(double open_frac)
{
    const double shut = 1.0 - open_frac;

    if (!(open_frac >= LEAST_OPEN_FRAC && open_frac <= MOST_OPEN_FRAC)) {
        return (double)NAN;
    }
    return (1.0 + 0.5 * pow(shut, 0.75) + 1.414 * pow(shut, 0.375)) / (open_frac * open_frac);
}

/* Sum of A / sqrt(K): what all outlets let through at a given pressure. */
static double open_area(const struct plenum_outlet *outlets, size_t n)
{
    double sum_m2 = 0.0;

    for (size_t i = 0; i < n; i++) {
        sum_m2 += outlets[i].area_m2 / sqrt(outlets[i].loss);
    }
    return sum_m2;
}

double plenum_seam_area(const struct plenum_outlet *outlets, size_t n_outlets, double leak_frac)
{
    return open_area(outlets, n_outlets) * leak_frac / (1.0 - leak_frac);
}

/* What a fan moves against a pressure; none beyond its stall. */
static double fan_m3s(const struct plenum_fan *fan, double pressure_pa)
{
    const double stall_pa = fan->stall_pa * fan->speed_frac * fan->speed_frac;

    return stall_pa > pressure_pa
               ? fan->free_m3s * fan->speed_frac * sqrt(1.0 - pressure_pa / stall_pa)
               : 0.0;
}

struct balance {
    const struct plenum *p;
    double area_m2;
};

/* Fans less outlets at the root of the pressure, in which outlets are straight. */
static double surplus_m3s(double root, void *params)
{
    const struct balance *const b = params;
    double sum_m3s = -b->area_m2 * root * sqrt(2.0 / b->p->density_kg_per_m3);

    for (size_t i = 0; i < b->p->n_fans; i++) {
        sum_m3s += fan_m3s(&b->p->fans[i], root * root);
    }
    return sum_m3s;
}

static enum status find_pressure(const struct plenum *p, double area_m2, double *ret_pa)
{
    struct balance b = {p, area_m2};
    double top = 0.0;
    double root = 0.0;

    for (size_t i = 0; i < p->n_fans; i++) {
        top = fmax(top, p->fans[i].speed_frac * sqrt(p->fans[i].stall_pa));
    }
    const enum status st =
        top > 0.0 ? root_find(surplus_m3s, &b, 0.0, top, BALANCE_FRAC * top, &root) : STATUS_OK;
    *ret_pa = root * root;
    return st;
}

enum status plenum_solve(const struct plenum *p, double *ret_outlet_m3s, double *ret_fan_m3s,
                         struct plenum_result *ret)
{
    const double area_m2 = open_area(p->outlets, p->n_outlets) + p->seam_m2;
    double least_ms = (double)INFINITY;
    double most_ms = 0.0;
    double mean_ms = 0.0;

    *ret = (struct plenum_result){0};
    if (!(area_m2 > 0.0)) {
        return STATUS_BAD_INPUT;
    }
    const enum status st = find_pressure(p, area_m2, &ret->pressure_pa);
    const double jet_ms = sqrt(2.0 * ret->pressure_pa / p->density_kg_per_m3);
    for (size_t i = 0; i < p->n_outlets; i++) {
        const double face_ms = jet_ms / sqrt(p->outlets[i].loss);
        ret_outlet_m3s[i] = p->outlets[i].area_m2 * face_ms;
        least_ms = fmin(least_ms, face_ms);
        most_ms = fmax(most_ms, face_ms);
        mean_ms += face_ms / (double)p->n_outlets;
    }
    for (size_t i = 0; i < p->n_fans; i++) {
        ret_fan_m3s[i] = fan_m3s(&p->fans[i], ret->pressure_pa);
        ret->supply_m3s += ret_fan_m3s[i];
    }
    ret->seam_m3s = p->seam_m2 * jet_ms;
    ret->uniformity_frac = mean_ms > 0.0 ? (most_ms - least_ms) / mean_ms : 0.0;
    return st;
}
