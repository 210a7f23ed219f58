/* SPDX-License-Identifier: Apache-2.0 */
#include "sim/engine/underfloor.h"

#include <math.h>

/* Below this share of rated flow a fan's power is no longer put to its pressure: what stays at low speed
 * is not the fan's work. */
#define LEAST_FLOW_FRAC 0.2

static void fill(double *values, size_t n, double value)
{
    for (size_t i = 0; i < n; i++) {
        values[i] = value;
    }
}

/* All that only a plenum has. */
static void fill_floor(const struct step *s, double value)
{
    const struct hall_columns *const hall = &s->now->hall;
    double *const lone[] = {hall->plenum_pa,       hall->tile_flow_m3s,  hall->seam_flow_m3s,
                            hall->cutout_flow_m3s, hall->stray_flow_m3s, hall->back_flow_m3s};

    for (size_t k = 0; k < sizeof lone / sizeof lone[0]; k++) {
        lone[k][0] = value;
    }
    fill(s->now->rack.underfloor_pa, s->plan->n[DIM_RACK], value);
    fill(s->now->rack.tile_flow_m3s, s->plan->n[DIM_RACK], value);
    fill(s->now->rack.given_flow_m3s, s->plan->n[DIM_RACK], value);
    fill(s->now->crah.external_pa, s->plan->n[DIM_CRAH], value);
}

void underfloor_start(const struct step *s)
{
    fill(s->now->crah.flow_frac, s->plan->n[DIM_CRAH], 0.0);
    fill_floor(s, s->plan->plenum != NULL ? 0.0 : PARAM_UNKNOWN);
}

void underfloor_share(const struct plan *plan, const double *tile_m3s, const double *airflow_m3s,
                      double *scratch, double *ret_given_m3s)
{
    const struct plan_plenum *const p = plan->plenum;
    double *const pool_m3s = scratch;
    double *const drawn_m3s = scratch + p->n_pools;

    fill(scratch, 2 * p->n_pools, 0.0);
    for (size_t r = 0; r < plan->n[DIM_RACK]; r++) {
        pool_m3s[p->rack_pool[r]] += tile_m3s[r];
        drawn_m3s[p->rack_pool[r]] += airflow_m3s[r];
    }
    for (size_t r = 0; r < plan->n[DIM_RACK]; r++) {
        const int32_t pool = p->rack_pool[r];
        ret_given_m3s[r] =
            drawn_m3s[pool] > 0.0 ? pool_m3s[pool] * airflow_m3s[r] / drawn_m3s[pool] : tile_m3s[r];
    }
}

static void write_tiles(const struct step *s, const double *zone_pa)
{
    const struct plan_plenum *const p = s->plan->plenum;
    const struct rack_columns *const rack = &s->now->rack;

    for (size_t r = 0; r < s->plan->n[DIM_RACK]; r++) {
        rack->underfloor_pa[r] = zone_pa[p->rack_zone[r]];
        rack->tile_flow_m3s[r] =
            plenum_flow_m3s(p->tile_m2[r], rack->underfloor_pa[r], p->net.density_kg_per_m3);
    }
    underfloor_share(s->plan, rack->tile_flow_m3s, rack->airflow_m3s, s->hall->scratch,
                     rack->given_flow_m3s);
}

/* Flows by cause; the mean pressure weighs zones by what they let out at a pressure. */
static void write_hall(const struct step *s, const double *zone_pa)
{
    const struct plan_plenum *const p = s->plan->plenum;
    const struct hall_columns *const hall = &s->now->hall;
    const double rho = p->net.density_kg_per_m3;
    double open_m2 = 0.0;

    fill(hall->plenum_pa, 1, 0.0);
    fill(hall->tile_flow_m3s, 1, 0.0);
    fill(hall->seam_flow_m3s, 1, 0.0);
    fill(hall->cutout_flow_m3s, 1, 0.0);
    fill(hall->stray_flow_m3s, 1, 0.0);
    for (size_t z = 0; z < p->net.n_zones; z++) {
        hall->plenum_pa[0] += zone_pa[z] * p->net.open_m2[z];
        hall->tile_flow_m3s[0] += plenum_flow_m3s(p->tiles_m2[z], zone_pa[z], rho);
        hall->seam_flow_m3s[0] += plenum_flow_m3s(p->seam_m2[z], zone_pa[z], rho);
        hall->cutout_flow_m3s[0] += plenum_flow_m3s(p->cutout_m2[z], zone_pa[z], rho);
        hall->stray_flow_m3s[0] += plenum_flow_m3s(p->stray_m2[z], zone_pa[z], rho);
        open_m2 += p->net.open_m2[z];
    }
    hall->plenum_pa[0] /= open_m2;
}

enum status underfloor_blow(struct step *s)
{
    const struct plan_plenum *const p = s->plan->plenum;
    const struct crah_columns *const crah = &s->now->crah;
    double *const speed_frac = s->hall->scratch;
    double *const fan_m3s = s->hall->scratch + s->hall->n_scratch;
    double zone_pa[PLENUM_MOST_ZONES];
    double back_m3s = 0.0;

    for (size_t i = 0; i < s->plan->n[DIM_CRAH]; i++) {
        speed_frac[i] = s->was->crah.speed_frac[i] * crah->is_running[i];
        crah->flow_frac[i] = s->was->crah.speed_frac[i];
    }
    if (p == NULL) {
        fill_floor(s, PARAM_UNKNOWN);
        return STATUS_OK;
    }
    const enum status st = plenum_solve(&p->net, speed_frac, zone_pa, fan_m3s);
    if (st != STATUS_OK) {
        s->fault->dim = DIM_HALL;
        return st;
    }
    for (size_t i = 0; i < s->plan->n[DIM_CRAH]; i++) {
        crah->flow_frac[i] = fmax(0.0, fan_m3s[i]) / s->plan->crah_rated_m3s[i];
        crah->external_pa[i] = zone_pa[p->net.fans[i].zone];
        back_m3s += fmax(0.0, -fan_m3s[i]);
    }
    s->now->hall.back_flow_m3s[0] = back_m3s;
    write_hall(s, zone_pa);
    write_tiles(s, zone_pa);
    return STATUS_OK;
}

/* The handler took the cube of the flow, which is its power at the pressure that a fixed duct would have. */
void underfloor_weigh_fans(const struct step *s)
{
    const struct plan_plenum *const p = s->plan->plenum;
    const struct crah_columns *const crah = &s->now->crah;

    for (size_t i = 0; p != NULL && i < s->plan->n[DIM_CRAH]; i++) {
        const double flow_frac = fmax(LEAST_FLOW_FRAC, crah->flow_frac[i]);
        crah->fan_w[i] *=
            plenum_fan_power_frac(flow_frac, crah->external_pa[i], p->rated_pa[i], p->inner_pa[i]) /
            (flow_frac * flow_frac * flow_frac);
    }
}

double underfloor_wanted_m3s(const struct step *s, double asked_m3s)
{
    const struct plan_plenum *const p = s->plan->plenum;
    const struct hall_columns *const hall = &s->now->hall;
    double meant = hall->tile_flow_m3s[0];
    double all =
        meant + hall->seam_flow_m3s[0] + hall->cutout_flow_m3s[0] + hall->stray_flow_m3s[0];

    if (p == NULL) {
        return asked_m3s;
    }
    if (!(meant > 0.0)) { /* nothing comes up now: by what would */
        all = 0.0;
        for (size_t z = 0; z < p->net.n_zones; z++) {
            meant += p->tiles_m2[z];
            all += p->net.open_m2[z];
        }
    }
    return asked_m3s * all / meant;
}

double underfloor_available_m3s(const struct plan *plan, const double *is_running, long lost,
                                double *speed_frac, double *fan_m3s)
{
    double zone_pa[PLENUM_MOST_ZONES];
    double sum_m3s = 0.0;

    for (size_t i = 0; i < plan->n[DIM_CRAH]; i++) {
        speed_frac[i] = (long)i == lost ? 0.0 : is_running[i];
    }
    if (plenum_solve(&plan->plenum->net, speed_frac, zone_pa, fan_m3s) != STATUS_OK) {
        return PARAM_UNKNOWN;
    }
    for (size_t i = 0; i < plan->n[DIM_CRAH]; i++) {
        sum_m3s += fan_m3s[i];
    }
    return sum_m3s;
}
