/* SPDX-License-Identifier: Apache-2.0 */
#include <math.h>

#include "models/fanlaw.h"
#include "models/loss.h"
#include "models/node/parts.h"

struct parts_load parts_load(const struct parts_params *p, double util_frac, double host_util_frac,
                             double serving_frac)
{
    const double range_w = p->accelerator_max_w - p->accelerator_idle_w;
    const double host_range_w = p->host_max_w - p->host_idle_w;
    const double busy = serving_frac * fmax(util_frac, host_util_frac);
    const double shape = chip_shape_power(util_frac, p->accelerator_exponent);

    return (struct parts_load){
        .accelerator_w = p->accelerator_idle_w + range_w * serving_frac * shape,
        .host_w = p->hosts * (p->host_idle_w + host_range_w * serving_frac * host_util_frac),
        .rest_frac = p->rest_idle_frac + (1.0 - p->rest_idle_frac) * busy,
    };
}

/* Memory, network, storage and board of a node. */
static double rest_w(const struct parts_params *p)
{
    return p->memory_w + p->network_w + p->storage_w + p->board_w;
}

static double heat_w(const struct parts_params *p, const struct parts_load *load,
                     double accelerator_w)
{
    return p->accelerators * accelerator_w + load->host_w + load->rest_frac * rest_w(p);
}

static bool has_mass(const struct parts_params *p)
{
    return p->accelerators > 0.0 && !isnan(p->die_resistance_k_per_w);
}

struct parts_const parts_const(const struct parts_params *p)
{
    const struct parts_load full = {p->accelerator_max_w, p->hosts * p->host_max_w, 1.0};
    const double plated_w = p->plate_accelerator_frac * p->accelerators * p->accelerator_max_w +
                            p->plate_host_frac * full.host_w + p->plate_rest_frac * rest_w(p);
    struct parts_const k = {
        .p = p,
        .chip =
            {
                .clock_max_hz = p->clock_max_hz,
                .clock_knee_hz = p->clock_knee_hz,
                .clock_min_hz = p->clock_min_hz,
                .volt_max_v = p->volt_max_v,
                .volt_knee_v = p->volt_knee_v,
                .dynamic_w = 1.0 - p->leak_frac,
                .leak_w = p->leak_frac,
                .leak_per_k = p->leak_growth_per_k,
                .leak_ref_c = p->leak_ref_c,
            },
        .full_heat_w = heat_w(p, &full, p->accelerator_max_w),
        .least_clock_frac = p->clock_min_hz / p->clock_max_hz,
        .has_mass = has_mass(p),
    };

    /* Coolant is shared over the plates of a node by the heat that they take at full load. */
    k.plate_flow_frac =
        plated_w > 0.0 ? p->plate_accelerator_frac * p->accelerator_max_w / plated_w : 0.0;
    k.airflow_m3s =
        isnan(p->airflow_m3s) ? p->airflow_per_power_m3_per_j * k.full_heat_w : p->airflow_m3s;
    k.die_w_per_k = 1.0 / p->die_resistance_k_per_w;
    k.hbm_w_per_k = 1.0 / p->hbm_resistance_k_per_w;
    k.die_j_per_k = p->die_time_s * k.die_w_per_k;
    k.hbm_j_per_k = p->die_time_s * k.hbm_w_per_k;
    k.joint_j_per_k = k.die_j_per_k + k.hbm_j_per_k;
    k.die_share = k.die_j_per_k / k.joint_j_per_k;
    k.sink_k_per_j = 1.0 / p->sink_capacity_j_per_k;
    k.joint_k_per_j = 1.0 / k.joint_j_per_k;
    k.apart_k_per_j = (1.0 - p->hbm_frac) / k.die_j_per_k - p->hbm_frac / k.hbm_j_per_k;
    return k;
}

/* ------------------------------------------------------------------ supply */

static double psu_loss_w(const struct parts_params *p, double output_w, double supply_frac)
{
    if (p->psu_curve.n > 0) {
        const double rating_w = p->psu_rating_w * supply_frac;
        return rating_w * loss_supply_frac(&p->psu_curve, output_w / rating_w);
    }
    if (!isnan(p->psu_efficiency_frac)) {
        return loss_converter_input_w(output_w, p->psu_constant_w * supply_frac,
                                      p->psu_efficiency_frac) -
               output_w;
    }
    return 0.0; /* fed with direct current: the shelf's loss is booked at the shelf */
}

/* Input and output of supplies with a loss curve are joined by straight lines between its points. */
static double output_by_curve_w(const struct curve *c, double rating_w, double input_w)
{
    const double wanted = input_w / rating_w;
    size_t i = 1;

    if (c->n == 1 || wanted <= c->x[0] / c->y[0]) {
        return input_w * c->y[0];
    }
    while (i + 1 < c->n && c->x[i] / c->y[i] < wanted) {
        i++;
    }
    const double low = c->x[i - 1] / c->y[i - 1];
    const double slope = (c->x[i] - c->x[i - 1]) / (c->x[i] / c->y[i] - low);
    return rating_w * (c->x[i - 1] + slope * (wanted - low));
}

static double output_w(const struct parts_params *p, double input_w, double supply_frac)
{
    if (p->psu_curve.n > 0) {
        return output_by_curve_w(&p->psu_curve, p->psu_rating_w * supply_frac, input_w);
    }
    if (!isnan(p->psu_efficiency_frac)) {
        return input_w * p->psu_efficiency_frac - p->psu_constant_w * supply_frac;
    }
    return input_w;
}

/* -------------------------------------------------------------------- fans */

/* Share of the way to full speed that warm inlet air takes them. */
static double warmth_frac(const struct parts_params *p, double inlet_c)
{
    return fmin(1.0, fmax(0.0, (inlet_c - p->fan_knee_c) / (p->fan_full_c - p->fan_knee_c)));
}

/* Fans follow the heat that they have to move, and speed up when the air comes in warm. */
static double speed_frac(const struct parts_const *k, double heat, double warmth)
{
    const double by_heat = k->full_heat_w > 0.0 ? fmin(1.0, heat / k->full_heat_w) : 1.0;
    const double base = fmax(k->p->airflow_least_frac, by_heat);

    return base + (1.0 - base) * warmth;
}

double parts_fan_speed_frac(const struct parts_const *k, const struct parts_load *load,
                            const struct parts_place *place, double accelerator_w)
{
    return speed_frac(k, heat_w(k->p, load, accelerator_w), warmth_frac(k->p, place->inlet_c));
}

/* Heat of the electronics with which they and their fans take output. Fans are at their least speed,
 * at their full speed, or on a cube between, which is convex: Newton's step from its right end does
 * not cross the root. */
static double heat_under_output_w(const struct parts_const *k, double output, double warmth)
{
    const double full_w = k->full_heat_w;
    const double least_w = k->p->airflow_least_frac * full_w;
    const double least_fan_w = k->p->fan_w * fanlaw_power(speed_frac(k, least_w, warmth));
    const double slope_per_w = full_w > 0.0 ? (1.0 - warmth) / full_w : 0.0;

    if (output >= full_w + k->p->fan_w) {
        return output - k->p->fan_w;
    }
    if (output <= least_w + least_fan_w) {
        return output - least_fan_w;
    }
    double heat = fmin(full_w, output);
    for (int step = 0; step < 60; step++) {
        const double speed = speed_frac(k, heat, warmth);
        const double excess_w = heat + k->p->fan_w * fanlaw_power(speed) - output;
        const double next =
            heat - excess_w / (1.0 + 3.0 * k->p->fan_w * speed * speed * slope_per_w);
        if (!(next < heat * (1.0 - 1e-15))) {
            break;
        }
        heat = next;
    }
    return heat;
}

/* ------------------------------------------------------------------- whole */

struct parts_power parts_power(const struct parts_const *k, const struct parts_load *load,
                               const struct parts_place *place, double accelerator_w)
{
    const struct parts_params *const p = k->p;
    const double heat = heat_w(p, load, accelerator_w);
    struct parts_power power = {
        .accelerator_w = p->accelerators * accelerator_w,
        .host_w = load->host_w,
        .memory_w = p->memory_w * load->rest_frac,
        .network_w = p->network_w * load->rest_frac,
        .storage_w = p->storage_w * load->rest_frac,
        .board_w = p->board_w * load->rest_frac,
        .fan_speed_frac = speed_frac(k, heat, warmth_frac(p, place->inlet_c)),
    };

    power.fan_w = p->fan_w * fanlaw_power(power.fan_speed_frac);
    power.psu_loss_w = psu_loss_w(p, heat + power.fan_w, place->supply_frac);
    power.input_w = heat + power.fan_w + power.psu_loss_w;
    return power;
}

double parts_accelerator_limit_w(const struct parts_const *k, const struct parts_load *load,
                                 const struct parts_place *place, double cap_w)
{
    const double heat = heat_under_output_w(k, output_w(k->p, cap_w, place->supply_frac),
                                            warmth_frac(k->p, place->inlet_c));

    return (heat - heat_w(k->p, load, 0.0)) / k->p->accelerators;
}

struct parts_power parts_full(const struct parts_const *k)
{
    const struct parts_params *const p = k->p;
    const struct parts_load load = {p->accelerator_max_w, p->hosts * p->host_max_w, 1.0};
    const struct parts_place place = {.inlet_c = p->fan_knee_c, .supply_frac = 1.0};

    return parts_power(k, &load, &place, p->accelerator_max_w);
}

struct parts_power parts_scaled(const struct parts_power *power, double factor)
{
    return (struct parts_power){
        .accelerator_w = power->accelerator_w * factor,
        .host_w = power->host_w * factor,
        .memory_w = power->memory_w * factor,
        .network_w = power->network_w * factor,
        .storage_w = power->storage_w * factor,
        .board_w = power->board_w * factor,
        .fan_w = power->fan_w * factor,
        .psu_loss_w = power->psu_loss_w * factor,
        .input_w = power->input_w * factor,
        .fan_speed_frac = power->fan_speed_frac,
    };
}
