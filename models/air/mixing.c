/* mixing.c - "mixing": supply, exhaust, and how much of each gets into the other.
 *
 * Exhaust and room heat go into one well-mixed hot mass of air, supply into a cold one before the racks.
 * Rack i takes at least the share r_i of its air from the hot one, the handlers take theirs from it and
 * from supply that met no rack:
 *
 *     inlet_i = (1 - r_i) T_cold + r_i T_hot        return = b T_s + (1 - b) T_hot
 *     supply_k = max(set_k, what dampers and coil make of the return), never above it (streams.h)
 *     C_cold dT_cold/dt = rho cp (what comes of the supply at T_s, the rest at T_hot, all less T_cold)
 *     C_hot dT_hot/dt = heat - what handlers take - change in the cold air - U (T_hot - T_mass)
 *
 * When the supply falls short of what the racks ask, hot air comes in its place and all inlets warm;
 * when it is ample, more bypasses. At rest T_cold is what reaches it, so that its size decides seconds
 * after a loss and nothing else. Heat taken is piecewise linear in T_hot, so the step is exact
 * (zones.h). Slab and steel are a third mass that is held during a step and then given the very heat
 * that it exchanged; for steps longer than two of its time constants it is one mass with the hot air.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>

#include "models/air/streams.h"
#include "models/air_model.h"
#include "models/registry.h"
#include "models/zones.h"

/* Difference between hot and cold air at which the top rise of the containments is stated. */
#define TOP_RISE_AT_K 12.0

struct mixing_params {
    double mass_j_per_m2k;
    double surface_w_per_m2k;
    double cold_air_frac;
    double start_c;
};

static const struct param rows[] = {
    {PARAM(mixing_params, mass_j_per_m2k), .kind = PARAM_NUMBER, .unit = "J/(m2 K)", .min = 100.0,
     .max = 1e6, .fallback = 80e3, .grade = GRADE_ESTIMATE,
     .source = "slab to a depth of 50 mm and steel: 60 to 110 kJ/(m2 K)",
     .text = "heat held by slab, steel and racks, over floor area"},
    {PARAM(mixing_params, surface_w_per_m2k), .kind = PARAM_NUMBER, .unit = "W/(m2 K)", .min = 0.01,
     .max = 100.0, .fallback = 8.0, .grade = GRADE_ESTIMATE,
     .source = "convection to slab, walls and shells, over floor area",
     .text = "conductance between air and that mass, over floor area"},
    {PARAM(mixing_params, cold_air_frac), .kind = PARAM_NUMBER, .unit = "1", .min = 0.001,
     .max = 0.95, .fallback = PARAM_UNKNOWN,
     .text =
         "share of the hall's air that is before the racks; when absent, by where they stand and "
         "what contains their aisles"},
    {PARAM(mixing_params, start_c), .kind = PARAM_NUMBER, .unit = "degC", .min = 5.0, .max = 50.0,
     .fallback = 24.0, .grade = GRADE_RULE, .source = "a hall in service",
     .text = "air and mass before the first step"},
    {0},
};

static const struct state states[] = {
    {"hot_c", "degC", "exhaust air, end of the step"},
    {"mass_c", "degC", "slab and steel, end of the step"},
    {"cold_c", "degC", "air before the racks, end of the step"},
    {0},
};

enum { HOT, MASS, COLD };

/* taken_w is what all handlers took over the step. Each takes its share by what it does at the mean
 * return; a step that crosses break points has a heat that is a little more than that, which all give
 * alike. */
static void write_handlers(const struct air_block *b, const struct streams *s, double ret_c,
                           double taken_w)
{
    double by_drop_w = 0.0;
    double open_w_per_k = 0.0;

    for (size_t k = 0; k < b->n_handlers; k++) {
        const double w_per_k = b->flow_m3s[k] * b->air_j_per_m3k;
        by_drop_w += w_per_k * streams_drop_k(b, k, ret_c);
        open_w_per_k += b->coil_w_per_k[k] + w_per_k * b->outside_most_frac[k];
    }
    for (size_t k = 0; k < b->n_handlers; k++) {
        const double w_per_k = b->flow_m3s[k] * b->air_j_per_m3k;
        double share = 0.0;
        if (by_drop_w > 0.0) {
            share = w_per_k * streams_drop_k(b, k, ret_c) / by_drop_w;
        } else if (open_w_per_k > 0.0) {
            /* Cool at the mean, warm for a part of the step. */
            share = (b->coil_w_per_k[k] + w_per_k * b->outside_most_frac[k]) / open_w_per_k;
        }
        const double own_w = s->supply_m3s > 0.0 ? taken_w * share : 0.0;
        streams_book(b, k, ret_c, own_w);
        b->return_c[k] = ret_c;
        b->supply_c[k] = w_per_k > 0.0 ? ret_c - own_w / w_per_k : ret_c;
    }
}

/* Temperatures and heat of the step, each the mean over it. */
struct advance {
    double hot_c;
    double cold_c;
    double taken_w;
};

/* supply_c: of all handlers; without any the tops are as far from the cold air as they were. */
static void write_racks(const struct air_block *b, const struct streams *s, const struct advance *a,
                        double supply_c)
{
    const double below_c = s->supply_m3s > 0.0 ? supply_c : a->cold_c;
    const double spread_k = fmax(0.0, a->hot_c - below_c);
    double recirculated_m3s = 0.0;

    for (size_t i = 0; i < b->n_racks; i++) {
        const double cold = streams_cold_frac(b, s, i);
        const double w_per_k = b->airflow_m3s[i] * b->air_j_per_m3k;
        b->inlet_c[i] = cold * a->cold_c + (1.0 - cold) * a->hot_c;
        if (cold > 1.0) { /* it cannot be colder than what it is made of */
            b->inlet_c[i] = fmax(b->inlet_c[i], fmin(supply_c, a->cold_c));
        }
        b->inlet_top_c[i] = b->inlet_c[i] + fmin(b->top_rise_k[i] * spread_k / TOP_RISE_AT_K,
                                                 fmax(0.0, a->hot_c - b->inlet_c[i]));
        b->outlet_c[i] = w_per_k > 0.0 ? b->inlet_c[i] + b->heat_w[i] / w_per_k : a->hot_c;
        recirculated_m3s += (1.0 - streams_fresh_frac(b, s, i)) * b->airflow_m3s[i];
    }
    *b->recirculation_of_inlet_frac = s->rack_m3s > 0.0 ? recirculated_m3s / s->rack_m3s : 0.0;
}

static double cold_frac(const struct mixing_params *p, const struct air_block *b)
{
    return isnan(p->cold_air_frac) ? b->cold_frac : p->cold_air_frac;
}

static double heat_sum_w(const struct air_block *b)
{
    double heat_w = b->room_heat_w;

    for (size_t i = 0; i < b->n_racks; i++) {
        heat_w += b->heat_w[i];
    }
    return heat_w;
}

/* One part of the step: the air exactly, the mass by what it was given. */
static enum status advance_part(const struct mixing_params *p, const struct air_block *b,
                                const struct streams *s, double dt_s, struct zones_result *ret)
{
    const double air_j_per_k = b->air_j_per_m3k * b->volume_m3;
    const double mass_j_per_k = p->mass_j_per_m2k * b->floor_m2;
    const double surface_w_per_k = p->surface_w_per_m2k * b->floor_m2;
    const bool is_one_mass = dt_s > 2.0 * mass_j_per_k / surface_w_per_k;
    const struct pieces removed = streams_pieces(b, s);
    struct zones z = {
        .hot_j_k = (1.0 - cold_frac(p, b)) * air_j_per_k,
        .cold_j_k = cold_frac(p, b) * air_j_per_k,
        .heat_w = heat_sum_w(b),
        .exchange_w_k = s->through_m3s * b->air_j_per_m3k,
        .mass_w_k = surface_w_per_k,
        .mass_c = b->state[MASS],
        .removed = &removed,
    };

    if (is_one_mass) {
        b->state[HOT] = (z.hot_j_k * b->state[HOT] + mass_j_per_k * b->state[MASS]) /
                        (z.hot_j_k + mass_j_per_k);
        z.hot_j_k += mass_j_per_k;
        z.mass_w_k = 0.0;
    }
    const enum status st = zones_step(&z, b->state[HOT], b->state[COLD], dt_s, ret);
    if (st != STATUS_OK) {
        return st;
    }
    b->state[HOT] = ret->hot_end_c;
    b->state[COLD] = ret->cold_end_c;
    b->state[MASS] =
        is_one_mass ? ret->hot_end_c : b->state[MASS] + ret->to_mass_w * dt_s / mass_j_per_k;
    return STATUS_OK;
}

/* The whole step, in parts of at most half the mass's time constant. */
static enum status advance(const struct mixing_params *p, const struct air_block *b,
                           const struct streams *s, struct advance *ret)
{
    const double tau_s = p->mass_j_per_m2k / p->surface_w_per_m2k;
    const int n_parts = b->dt_s > 2.0 * tau_s ? 1 : (int)fmax(1.0, ceil(2.0 * b->dt_s / tau_s));
    struct advance sum = {0};

    for (int k = 0; k < n_parts; k++) {
        struct zones_result part;
        const enum status st = advance_part(p, b, s, b->dt_s / n_parts, &part);
        if (st != STATUS_OK) {
            return st;
        }
        sum.hot_c += part.hot_mean_c / n_parts;
        sum.cold_c += part.cold_mean_c / n_parts;
        sum.taken_w += part.removed_w / n_parts;
    }
    *ret = sum;
    return STATUS_OK;
}

static void write_ends(const struct mixing_params *p, const struct air_block *b)
{
    const double cold = cold_frac(p, b);

    *b->mass_c = b->state[MASS];
    *b->stored_j =
        b->air_j_per_m3k * b->volume_m3 * ((1.0 - cold) * b->state[HOT] + cold * b->state[COLD]) +
        p->mass_j_per_m2k * b->floor_m2 * b->state[MASS];
}

static enum status step(const void *params, const struct air_block *b)
{
    const struct mixing_params *const p = params;
    const struct streams s = streams_split(b);
    struct advance a = {0};
    const enum status st = advance(p, b, &s, &a);

    if (st != STATUS_OK) {
        return st;
    }
    /* Over a step of milliseconds the books leave handlers that take nothing a rounding below zero. */
    a.taken_w = fmax(0.0, a.taken_w);
    const double supply_w_per_k = s.supply_m3s * b->air_j_per_m3k;
    const double drop_k = supply_w_per_k > 0.0 ? a.taken_w / supply_w_per_k : 0.0;
    const double ret_c = streams_return_c(&s, a.hot_c, drop_k);

    write_handlers(b, &s, ret_c, a.taken_w);
    write_racks(b, &s, &a, ret_c - drop_k);
    *b->hot_c = a.hot_c;
    *b->bypass_of_supply_frac = s.bypass_frac;
    write_ends(p, b);
    return STATUS_OK;
}

static void start_state(const struct mixing_params *p, const struct air_block *b)
{
    for (int k = HOT; k <= COLD; k++) {
        b->state[k] = p->start_c;
    }
}

/* A moment shows what the streams do; the hall has not warmed in it. */
static enum status start(const void *params, const struct air_block *b)
{
    const struct mixing_params *const p = params;
    struct air_block moment = *b;

    start_state(p, b);
    moment.dt_s = 1e-6;
    const enum status st = step(params, &moment);
    start_state(p, b);
    write_ends(p, b);
    return st;
}

static size_t work_size(const void *params, size_t n_items)
{
    (void)params;
    return streams_work_size(n_items);
}

const struct air_model air_mixing = {
    .info =
        {
            .name = "mixing",
            .summary = "supply and exhaust that mix by containment: zone means, not positions",
            .validity = "a room with one cold and one hot mass of air; +-3 K at an inlet; local "
                        "hot spots need "
                        "a computed field",
            .source = "two-parameter room mix (Herrlin 2005; VanGilder and Shrivastava 2007) with "
                      "the two-mass transient of Khankari (2011)",
            .params = rows,
            .params_size = sizeof(struct mixing_params),
            .states = states,
            .work_size = work_size,
        },
    .start = start,
    .step = step,
};
