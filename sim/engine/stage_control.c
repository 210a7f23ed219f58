/* stage_control.c - what drives fans and pumps, and what caps racks that are too warm.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>

#include "sim/engine/stages.h"
#include "sim/engine/underfloor.h"

/* ------------------------------------------------------------- fans and pumps */

/* NOLINTBEGIN(readability-non-const-parameter): the model writes what speed_frac points to */
static enum status drive(const struct step *s, const struct group *g, size_t n,
                         const double *wanted_frac, const double *was_frac, double *speed_frac)
/* NOLINTEND(readability-non-const-parameter) */
{
    const struct control_block block = {
        .n = n,
        .dt_s = s->dt_s,
        .wanted_frac = wanted_frac,
        .was_frac = was_frac,
        .speed_frac = speed_frac,
    };

    return ((const struct control_model *)g->info)->step(g->params, &block);
}

/* Return air that called those that stand by must fall by this before they are let go. */
#define CALL_HYSTERESIS_K 2.0

static bool is_served(const struct step *s, size_t i)
{
    return s->now->crah.is_running[i] != 0.0 && s->now->crah.has_water[i] != 0.0;
}

/* Handlers that stand by are called together: when one that runs does not cool, and while the return air
 * is too warm. At rest a call is kept, for the hall that it cooled needs it. */
static void call_handlers(const struct step *s)
{
    const struct plan *const plan = s->plan;
    const double return_k = s->now->hall.return_air_c[0] - plan->call_return_c; /* NAN: never */
    bool was_called = false;
    bool is_called = false;

    for (size_t i = 0; i < plan->n[DIM_CRAH]; i++) {
        const bool stands_by = plan->crah_stands_by[i];
        was_called = was_called || (stands_by && s->was->crah.is_on_duty[i] != 0.0);
        is_called = is_called || (!stands_by && !is_served(s, i));
    }
    const bool is_kept = was_called && (s->hall->is_steady || return_k > -CALL_HYSTERESIS_K);
    is_called = is_called || return_k >= 0.0 || is_kept;
    for (size_t i = 0; i < plan->n[DIM_CRAH]; i++) {
        s->now->crah.is_on_duty[i] = is_called || !plan->crah_stands_by[i] ? 1.0 : 0.0;
    }
}

/* Supply at full speed of the handlers on duty. */
static double on_duty_m3s(const struct step *s)
{
    const struct plan *const plan = s->plan;
    const struct crah_columns *const crah = &s->now->crah;
    double *const serves = s->hall->scratch + s->hall->n_scratch;
    double supply_m3s = 0.0;
    bool is_all = true;

    for (size_t i = 0; i < plan->n[DIM_CRAH]; i++) {
        serves[i] = crah->is_running[i] * crah->is_on_duty[i];
        supply_m3s += plan->crah_rated_m3s[i] * serves[i];
        is_all = is_all && crah->is_on_duty[i] != 0.0;
    }
    if (is_all) {
        return s->now->hall.available_flow_m3s[0];
    }
    return plan->plenum != NULL
               ? underfloor_available_m3s(plan, serves, -1, serves + s->hall->n_scratch,
                                          serves + 2 * s->hall->n_scratch)
               : supply_m3s;
}

/* Handlers on duty share what the racks ask for in proportion to their size. */
static void want_air(const struct step *s, double *wanted_frac)
{
    const double supply_m3s = on_duty_m3s(s);
    const double frac = supply_m3s > 0.0 ? s->now->hall.wanted_flow_m3s[0] / supply_m3s : 0.0;

    for (size_t i = 0; i < s->plan->n[DIM_CRAH]; i++) {
        wanted_frac[i] = frac;
    }
}

/* What the open racks of each header were designed for: flow, and the highest drop. */
static void sum_designs(const struct step *s, double *flow_m3s, double *drop_pa)
{
    const struct plan *const plan = s->plan;

    for (size_t h = 0; h < plan->n_headers; h++) {
        flow_m3s[h] = 0.0;
        drop_pa[h] = 0.0;
    }
    for (size_t r = 0; r < plan->n[DIM_RACK]; r++) {
        const int32_t h = plan->rack_header[r];
        if (h >= 0 && s->hall->branches.rack_openness[r] > 0.0) {
            const double open_frac = s->hall->branches.rack_openness[r] / plan->rack_openness[r];
            flow_m3s[h] += plan->rack_flow_m3s[r] * open_frac;
            drop_pa[h] = fmax(drop_pa[h], plan->rack_drop_pa[r]);
        }
    }
}

/* Speed at which a header's pumps would give its open racks their design flow, or hold their design
 * pressure: in a closed loop flow goes with speed, and pressure with its square. When nothing flows,
 * rated flow is taken to need full speed. */
static void want_coolant(const struct step *s, double *wanted_frac)
{
    const struct plan *const plan = s->plan;
    const struct cdu_columns *const cdu = &s->now->cdu;
    double *const design_m3s = s->hall->scratch + s->hall->n_scratch;
    double *const design_pa = design_m3s + s->hall->n_scratch;

    sum_designs(s, design_m3s, design_pa);
    for (size_t h = 0; h < plan->n_headers; h++) {
        const int32_t first = plan->header_cdus.first[h];
        const int32_t end = plan->header_cdus.first[h + 1];
        const double header_pa = cdu->header_pa[plan->header_cdus.to[first]];
        double flow_m3s = 0.0;
        double turning_m3s = 0.0;
        double rated_m3s = 0.0;
        for (int32_t k = first; k < end; k++) {
            const int32_t c = plan->header_cdus.to[k];
            flow_m3s += cdu->flow_m3s[c];
            turning_m3s += cdu->flow_m3s[c] * cdu->turning_frac[c];
            rated_m3s += plan->cdu_rated_m3s[c];
        }
        const bool flows = flow_m3s > 0.0;
        const double turning_frac = flows ? turning_m3s / flow_m3s : 1.0;
        const double by_flow = turning_frac * design_m3s[h] / (flows ? flow_m3s : rated_m3s);
        const double by_pressure = flows ? turning_frac * sqrt(design_pa[h] / header_pa) : by_flow;
        for (int32_t k = first; k < end; k++) {
            const int32_t c = plan->header_cdus.to[k];
            wanted_frac[c] = plan->cdu_holds_pressure[c] ? by_pressure : by_flow;
        }
    }
}

/* Units that stand by rest as long as all others of their header give flow, and go to the speed of
 * those that are left as soon as one does not: what takes time is their pumps. */
static void call_standby(const struct step *s, size_t h)
{
    const struct plan *const plan = s->plan;
    const struct cdu_columns *const cdu = &s->now->cdu;
    const int32_t first = plan->header_cdus.first[h];
    const int32_t end = plan->header_cdus.first[h + 1];
    double fastest_frac = 0.0;
    bool is_called = false;

    for (int32_t k = first; k < end; k++) {
        const int32_t c = plan->header_cdus.to[k];
        if (!plan->cdu_stands_by[c]) {
            fastest_frac = fmax(fastest_frac, cdu->speed_frac[c]);
            is_called = is_called || cdu->flow_m3s[c] == 0.0;
        }
    }
    for (int32_t k = first; k < end; k++) {
        const int32_t c = plan->header_cdus.to[k];
        if (plan->cdu_stands_by[c]) {
            cdu->speed_frac[c] = is_called ? fastest_frac : 0.0;
        }
    }
}

/* ---------------------------------------------------------------- thermal caps */

/* The hottest die of a rack; NAN when its nodes have none. */
static double die_c(const struct step *s, size_t r)
{
    double most_c = PARAM_UNKNOWN;

    for (int32_t k = s->plan->rack_nodes.first[r]; k < s->plan->rack_nodes.first[r + 1]; k++) {
        most_c = fmax(most_c, s->now->node.die_c[s->plan->rack_nodes.to[k]]); /* drops NAN */
    }
    return most_c;
}

static struct thermal_cap_state cap_state(const struct rack_columns *rack, size_t r)
{
    return (struct thermal_cap_state){rack->is_hot[r] != 0.0, rack->is_capped[r] != 0.0,
                                      rack->cap_wait_s[r]};
}

/* A cap that takes hold or lets go within the step must end it. */
static enum status cut_at_cap(struct step *s)
{
    double first_s = (double)INFINITY;

    for (size_t r = 0; r < s->plan->n[DIM_RACK]; r++) {
        const struct thermal_cap_state state = cap_state(&s->was->rack, r);
        const double due_s = thermal_cap_due_s(&state);
        if (due_s < first_s) {
            first_s = due_s;
            s->fault->dim = DIM_RACK;
            s->fault->index = r;
        }
    }
    if (first_s + STAGES_TICK_S >= s->dt_s) {
        return STATUS_OK;
    }
    s->fault->value = first_s;
    return STATUS_SWITCHES;
}

/* A steady question is asked without it: what rests on a cap does not fit. */
static enum status cap_racks(struct step *s)
{
    const struct plan *const plan = s->plan;
    const struct rack_columns *const rack = &s->now->rack;

    for (size_t r = 0; r < plan->n[DIM_RACK]; r++) {
        struct thermal_cap_state state = {0};
        if (plan->rack_caps_heat[r] && !s->hall->is_steady) {
            const struct thermal_cap_sight sight = {rack->inlet_top_c[r], rack->coolant_supply_c[r],
                                                    die_c(s, r)};
            state = cap_state(&s->was->rack, r);
            thermal_cap_step(&plan->thermal_cap, &sight, s->dt_s, &state);
        }
        rack->is_hot[r] = state.is_hot ? 1.0 : 0.0;
        rack->is_capped[r] = state.is_capped ? 1.0 : 0.0;
        rack->cap_wait_s[r] = state.wait_s;
    }
    return s->hall->is_steady ? STATUS_OK : cut_at_cap(s);
}

enum status stage_control(struct step *s)
{
    double *const wanted_frac = s->hall->scratch;

    call_handlers(s);
    want_air(s, wanted_frac);
    const enum status st = drive(s, &s->plan->fan_control, s->plan->n[DIM_CRAH], wanted_frac,
                                 s->was->crah.speed_frac, s->now->crah.speed_frac);
    for (size_t i = 0; i < s->plan->n[DIM_CRAH]; i++) {
        s->now->crah.speed_frac[i] *= s->now->crah.is_on_duty[i];
    }
    if (st != STATUS_OK) {
        return st;
    }
    want_coolant(s, wanted_frac);
    const enum status driven = drive(s, &s->plan->pump_control, s->plan->n[DIM_CDU], wanted_frac,
                                     s->was->cdu.speed_frac, s->now->cdu.speed_frac);
    for (size_t h = 0; h < s->plan->n_headers; h++) {
        call_standby(s, h);
    }
    return driven == STATUS_OK ? cap_racks(s) : driven;
}
