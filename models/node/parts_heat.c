/* SPDX-License-Identifier: Apache-2.0 */
#include <math.h>

#include "models/lump.h"
#include "models/node/parts.h"
#include "models/node_model.h"

/* Plates without coolant take nothing: the heat then leaves by air. */
static double plated_frac(const struct node_block *b, size_t i)
{
    return isnan(b->coolant_c[i]) ? 0.0 : b->plated_frac[i];
}

/* Temperature that the accelerators of group i are cooled to. */
static double sink_c(const struct node_block *b, size_t i)
{
    return plated_frac(b, i) > 0.0 ? b->coolant_c[i] : b->inlet_c[i];
}

static bool has_mass(const struct parts_params *p)
{
    return p->accelerators > 0.0 && !isnan(p->die_resistance_k_per_w) &&
           !isnan(p->die_capacity_j_per_k);
}

/* Heat held in the dies and what is bolted to them, counted from 0 degC. */
static double stored_j(const struct parts_params *p, const struct node_block *b, size_t i)
{
    return b->count[i] * p->accelerators * p->die_capacity_j_per_k * b->state[i];
}

static struct lump_result advance_dies(const struct parts_params *p, const struct node_block *b,
                                       size_t i, double heat_w)
{
    const double n_dies = b->count[i] * p->accelerators;
    const struct lump dies = {
        .start_c = b->state[i],
        .sink_c = sink_c(b, i),
        .heat_w = heat_w,
        .conductance_w_k = n_dies / p->die_resistance_k_per_w,
        .capacity_j_k = n_dies * p->die_capacity_j_per_k,
    };

    return lump_step(&dies, b->dt_s);
}

/* One node's power at a die temperature, with whatever binds it: nameplate study or cap. */
static enum status draw(const struct parts_params *p, const struct node_block *b, size_t i,
                        double cap_w, double die_c, struct parts_power *ret_power)
{
    struct parts_work work = {
        .util_frac = b->util_frac[i],
        .host_util_frac = b->host_util_frac[i],
        .die_c = die_c,
        .inlet_c = b->inlet_c[i],
        .clock_hz = p->clock_max_hz,
    };

    b->work_frac[i] = 1.0;
    if (!isnan(b->force_w[i])) {
        const struct parts_power full = parts_full(p);
        *ret_power = parts_scaled(&full, b->force_w[i] / full.input_w);
        return STATUS_OK;
    }
    const enum status st = parts_clock_hz(p, &work, cap_w, &work.clock_hz);
    *ret_power = parts_power(p, &work);
    b->work_frac[i] = pow(work.clock_hz / p->clock_max_hz, p->work_exponent);
    return st;
}

static void book_parts(const struct node_block *b, size_t i, const struct parts_power *power,
                       double n_on)
{
    b->accelerator_w[i] = power->accelerator_w * n_on;
    b->host_w[i] = power->host_w * n_on;
    b->memory_w[i] = power->memory_w * n_on;
    b->network_w[i] = power->network_w * n_on;
    b->storage_w[i] = power->storage_w * n_on;
    b->board_w[i] = power->board_w * n_on;
    b->fan_w[i] = power->fan_w * n_on;
    b->psu_loss_w[i] = power->psu_loss_w * n_on;
    b->demand_w[i] = b->accelerator_w[i] + b->host_w[i] + b->memory_w[i] + b->network_w[i] +
                     b->storage_w[i] + b->board_w[i] + b->fan_w[i] + b->psu_loss_w[i];
}

/* Heat by path. through_w of the accelerators' heat came out of their mass in this step. */
static void book_heat(const struct parts_params *p, const struct node_block *b, size_t i,
                      double straight_w, double through_w)
{
    const double rest_w =
        b->memory_w[i] + b->network_w[i] + b->storage_w[i] + b->board_w[i] + b->psu_loss_w[i];
    const double plated = plated_frac(b, i);
    const double to_plate_w =
        plated * (through_w + p->plate_host_frac * b->host_w[i] + p->plate_rest_frac * rest_w);

    b->plate_w[i] = to_plate_w;
    b->air_w[i] = straight_w + (through_w + b->host_w[i] + rest_w - to_plate_w) + b->fan_w[i];
}

/* What the plates do not take of an accelerator leaves by air, past the lump. */
static double lumped_frac(const struct parts_params *p, const struct node_block *b, size_t i)
{
    return plated_frac(b, i) > 0.0 ? p->plate_accelerator_frac : 1.0;
}

/* Power of one node and its dies over the step: leakage first at the temperature of the start, then
 * once more at the mean that this leads to. */
static enum status correct(const struct parts_params *p, const struct node_block *b, size_t i,
                           double cap_w, struct parts_power *ret_power,
                           struct lump_result *ret_dies)
{
    const double n_lumped = lumped_frac(p, b, i) * b->count[i] * b->powered_frac[i];

    enum status st = draw(p, b, i, cap_w, b->state[i], ret_power);
    if (st != STATUS_OK) {
        return st;
    }
    const struct lump_result guess = advance_dies(p, b, i, n_lumped * ret_power->accelerator_w);
    st = draw(p, b, i, cap_w, guess.mean_c, ret_power);
    *ret_dies = advance_dies(p, b, i, n_lumped * ret_power->accelerator_w);
    return st;
}

/* With strong leakage and a long step the capped power may lead to dies so hot that even the lowest
 * clock breaks the cap there. The control would have gone on slowing down: the lowest clock then
 * holds from the start of the step. */
static enum status correct_capped(const struct parts_params *p, const struct node_block *b,
                                  size_t i, struct parts_power *ret_power,
                                  struct lump_result *ret_dies)
{
    const enum status st = correct(p, b, i, b->cap_w[i], ret_power, ret_dies);

    return st == STATUS_OK && ret_power->input_w > b->cap_w[i]
               ? correct(p, b, i, 0.0, ret_power, ret_dies)
               : st;
}

static enum status step_group(const struct parts_params *p, const struct node_block *b, size_t i)
{
    const double n_on = b->count[i] * b->powered_frac[i];
    const double in_lump = lumped_frac(p, b, i);
    enum status st = STATUS_OK;
    struct parts_power power = {0};
    double through_w = 0.0;

    if (has_mass(p) && b->count[i] > 0.0) {
        struct lump_result dies = {0};
        st = correct_capped(p, b, i, &power, &dies);
        if (st != STATUS_OK) {
            return st; /* the caller may try a shorter step from the same state */
        }
        through_w = dies.to_sink_w;
        b->state[i] = dies.end_c;
        b->die_c[i] = dies.mean_c;
        b->stored_j[i] = stored_j(p, b, i);
    } else {
        st = draw(p, b, i, b->cap_w[i], (double)NAN, &power);
        through_w = in_lump * power.accelerator_w * n_on;
        b->die_c[i] = (double)NAN;
        b->stored_j[i] = 0.0;
    }
    book_parts(b, i, &power, n_on);
    book_heat(p, b, i, (1.0 - in_lump) * b->accelerator_w[i], through_w);
    b->airflow_m3s[i] = parts_airflow_m3s(p) * power.fan_speed_frac * n_on;
    return st;
}

enum status parts_step(const void *params, const struct node_block *b)
{
    for (size_t i = 0; i < b->n; i++) {
        const enum status st = step_group(params, b, i);
        if (st != STATUS_OK) {
            return st;
        }
    }
    return STATUS_OK;
}

enum status parts_start(const void *params, const struct node_block *b)
{
    const struct parts_params *const p = params;
    struct node_block moment = *b;

    moment.dt_s = 1e-6; /* the columns of t = 0: hardly any time has passed */
    for (size_t i = 0; i < b->n; i++) {
        b->state[i] = sink_c(b, i);
    }
    const enum status st = parts_step(params, &moment);
    /* What that moment warmed is taken back, so that the run begins at the sink itself. */
    for (size_t i = 0; i < b->n && st == STATUS_OK; i++) {
        b->state[i] = sink_c(b, i);
        if (has_mass(p) && b->count[i] > 0.0) {
            b->die_c[i] = b->state[i];
            b->stored_j[i] = stored_j(p, b, i);
        }
    }
    return st;
}
