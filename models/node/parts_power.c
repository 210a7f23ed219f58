/* SPDX-License-Identifier: Apache-2.0 */
#include <math.h>

#include "models/fanlaw.h"
#include "models/loss.h"
#include "models/node/parts.h"
#include "models/root.h"

/* Leakage is known from 20 to 110 degC; beyond, its exponential is held where it was. A die that hot
 * has passed its throttle limit anyway, and shows it. */
#define LEAK_LEAST_C 20.0
#define LEAK_MOST_C  110.0

static double accelerator_w(const struct parts_params *p, const struct parts_work *work)
{
    const double full_w =
        p->accelerator_idle_w + (p->accelerator_max_w - p->accelerator_idle_w) *
                                    chip_shape_power(work->util_frac, p->accelerator_exponent);
    const struct chip chip = {
        .clock_max_hz = p->clock_max_hz,
        .clock_knee_hz = p->clock_knee_hz,
        .clock_min_hz = p->clock_min_hz,
        .volt_max_v = p->volt_max_v,
        .volt_knee_v = p->volt_knee_v,
        .dynamic_w = full_w * (1.0 - p->leak_frac),
        .leak_w = full_w * p->leak_frac,
        .leak_per_k = p->leak_growth_per_k,
        .leak_ref_c = p->leak_ref_c,
    };
    const double die_c =
        isnan(work->die_c) ? p->leak_ref_c : fmin(LEAK_MOST_C, fmax(LEAK_LEAST_C, work->die_c));

    return p->accelerators *
           (chip_dynamic_w(&chip, work->clock_hz, 1.0) + chip_leak_w(&chip, work->clock_hz, die_c));
}

static double psu_loss_w(const struct parts_params *p, double output_w)
{
    if (p->psu_curve.n > 0) {
        return p->psu_rating_w * loss_supply_frac(&p->psu_curve, output_w / p->psu_rating_w);
    }
    if (!isnan(p->psu_efficiency_frac)) {
        return loss_converter_input_w(output_w, p->psu_constant_w, p->psu_efficiency_frac) -
               output_w;
    }
    return 0.0; /* fed with direct current: the shelf's loss is booked at the shelf */
}

/* Parts without fans and supply. */
static struct parts_power electronics(const struct parts_params *p, const struct parts_work *work)
{
    const double busy = fmax(work->util_frac, work->host_util_frac);
    const double rest = p->rest_idle_frac + (1.0 - p->rest_idle_frac) * busy;

    return (struct parts_power){
        .accelerator_w = accelerator_w(p, work),
        .host_w =
            p->hosts * (p->host_idle_w + (p->host_max_w - p->host_idle_w) * work->host_util_frac),
        .memory_w = p->memory_w * rest,
        .network_w = p->network_w * rest,
        .storage_w = p->storage_w * rest,
        .board_w = p->board_w * rest,
    };
}

static double electronics_sum_w(const struct parts_power *e)
{
    return e->accelerator_w + e->host_w + e->memory_w + e->network_w + e->storage_w + e->board_w;
}

static struct parts_work full_work(const struct parts_params *p)
{
    return (struct parts_work){
        .util_frac = 1.0,
        .host_util_frac = 1.0,
        .die_c = (double)NAN,
        .inlet_c = p->fan_knee_c,
        .clock_hz = p->clock_max_hz,
    };
}

static double full_electronics_w(const struct parts_params *p)
{
    const struct parts_work work = full_work(p);
    const struct parts_power full = electronics(p, &work);

    return electronics_sum_w(&full);
}

/* Fans follow the heat that they have to move, and speed up when the air comes in warm. */
static double fan_speed_frac(const struct parts_params *p, double heat_w, double inlet_c)
{
    const double full_w = full_electronics_w(p);
    const double by_heat = full_w > 0.0 ? fmin(1.0, heat_w / full_w) : 1.0;
    const double base = fmax(p->airflow_least_frac, by_heat);
    const double warm =
        fmin(1.0, fmax(0.0, (inlet_c - p->fan_knee_c) / (p->fan_full_c - p->fan_knee_c)));

    return base + (1.0 - base) * warm;
}

static void complete(const struct parts_params *p, double inlet_c, struct parts_power *power)
{
    const double heat_w = electronics_sum_w(power);

    power->fan_speed_frac = fan_speed_frac(p, heat_w, inlet_c);
    power->fan_w = p->fan_w * fanlaw_power(power->fan_speed_frac);
    const double output_w = heat_w + power->fan_w;
    power->psu_loss_w = psu_loss_w(p, output_w);
    power->input_w = output_w + power->psu_loss_w;
}

struct parts_power parts_power(const struct parts_params *p, const struct parts_work *work)
{
    struct parts_power power = electronics(p, work);

    complete(p, work->inlet_c, &power);
    return power;
}

struct parts_power parts_full(const struct parts_params *p)
{
    const struct parts_work work = full_work(p);

    return parts_power(p, &work);
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

struct cap_search {
    const struct parts_params *p;
    struct parts_work work;
    double cap_w;
};

static double above_cap_w(double clock_hz, void *params)
{
    struct cap_search *const s = params;

    s->work.clock_hz = clock_hz;
    return parts_power(s->p, &s->work).input_w - s->cap_w;
}

enum status parts_clock_hz(const struct parts_params *p, const struct parts_work *work,
                           double cap_w, double *ret_clock_hz)
{
    struct cap_search search = {.p = p, .work = *work, .cap_w = cap_w};

    *ret_clock_hz = p->clock_max_hz;
    if (!(above_cap_w(p->clock_max_hz, &search) > 0.0)) {
        return STATUS_OK;
    }
    *ret_clock_hz = p->clock_min_hz;
    if (above_cap_w(p->clock_min_hz, &search) >= 0.0) {
        return STATUS_OK;
    }
    /* A hertz of a gigahertz is a billionth of the power. The lower side keeps the cap. */
    double clock_hz = 0.0;
    const enum status st =
        root_find(above_cap_w, &search, p->clock_min_hz, p->clock_max_hz, 0.1, &clock_hz);
    *ret_clock_hz = fmax(p->clock_min_hz, clock_hz - 1.0);
    return st;
}

double parts_airflow_m3s(const struct parts_params *p)
{
    return isnan(p->airflow_m3s) ? p->airflow_per_power_m3_per_j * full_electronics_w(p)
                                 : p->airflow_m3s;
}
