/* curve.c - "curve": a node by its measured power over utilisation.
 *
 *     demand = curve(u)      airflow = rated airflow x max(least, demand / demand at full activity)
 *
 * All power but the fans' is booked as board power: a measurement at the inlet knows no parts. No
 * mass: heat leaves at once. Under a cap the work done falls in proportion to the power above idle,
 * which is the linear assumption that it is.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "models/curve.h"

#include <math.h>

#include "models/node_model.h"
#include "models/registry.h"

struct curve_params {
    struct curve points;
    double fan_frac;
    double airflow_m3s;
    double airflow_least_frac;
    double liquid_frac;
};

static const struct param rows[] = {
    {PARAM(curve_params, points), .kind = PARAM_CURVE, .unit = "W", .min = 0.0, .max = 1e6,
     .is_required = true, .text = "[utilisation, input power of one node], rising"},
    {PARAM(curve_params, fan_frac), .kind = PARAM_NUMBER, .unit = "1", .min = 0.0, .max = 0.5,
     .fallback = 0.08, .grade = GRADE_MEASURED,
     .source = "measured shares of 9 to 15 % of server power", .text = "fans' share of the power"},
    {PARAM(curve_params, airflow_m3s), .kind = PARAM_NUMBER, .unit = "m3/s", .min = 0.0,
     .max = 50.0, .is_required = true, .text = "air through one node at full activity"},
    {PARAM(curve_params, airflow_least_frac), .kind = PARAM_NUMBER, .unit = "1", .min = 0.0,
     .max = 1.0, .fallback = 0.4, .grade = GRADE_ESTIMATE, .source = "fans keep a least speed",
     .text = "least share of that airflow"},
    {PARAM(curve_params, liquid_frac), .kind = PARAM_NUMBER, .unit = "1", .min = 0.0, .max = 1.0,
     .fallback = 0.0, .grade = GRADE_RULE, .source = "air-cooled unless said",
     .text = "share of the heat that its cold plates take, where the rack gives them coolant"},
    {0},
};

/* One node's input power and the work that it does with it. */
static double node_w(const struct curve_params *p, const struct node_block *b, size_t i,
                     double *ret_work_frac)
{
    const double idle_w = curve_linear(&p->points, 0.0);
    const double free_w = curve_linear(&p->points, b->util_frac[i]);

    *ret_work_frac = 1.0;
    if (!isnan(b->force_w[i])) {
        return b->force_w[i];
    }
    if (free_w <= b->cap_w[i]) {
        return free_w;
    }
    const double capped_w = fmax(idle_w, b->cap_w[i]);
    *ret_work_frac = free_w > idle_w ? (capped_w - idle_w) / (free_w - idle_w) : 1.0;
    return fmin(free_w, capped_w);
}

static enum status step(const void *params, const struct node_block *b)
{
    const struct curve_params *const p = params;
    const double full_w = curve_linear(&p->points, 1.0);

    for (size_t i = 0; i < b->n; i++) {
        const double on = b->count[i] * b->powered_frac[i];
        const double one_w = node_w(p, b, i, &b->work_frac[i]);
        const double share = full_w > 0.0 ? fmin(1.0, one_w / full_w) : 1.0;
        /* Plates without coolant take nothing. */
        const double plated = isnan(b->coolant_c[i]) ? 0.0 : p->liquid_frac * b->plated_frac[i];

        b->demand_w[i] = one_w * on;
        b->fan_w[i] = p->fan_frac * b->demand_w[i];
        b->board_w[i] = b->demand_w[i] - b->fan_w[i];
        b->accelerator_w[i] = 0.0;
        b->host_w[i] = 0.0;
        b->memory_w[i] = 0.0;
        b->network_w[i] = 0.0;
        b->storage_w[i] = 0.0;
        b->psu_loss_w[i] = 0.0;
        b->plate_w[i] = plated * b->demand_w[i];
        b->air_w[i] = b->demand_w[i] - b->plate_w[i];
        b->airflow_m3s[i] = p->airflow_m3s * fmax(p->airflow_least_frac, share) * on;
        b->die_c[i] = (double)NAN;
        b->stored_j[i] = 0.0;
    }
    return STATUS_OK;
}

static const char *check(const void *params)
{
    const struct curve_params *const p = params;

    for (size_t i = 1; i < p->points.n; i++) {
        if (p->points.y[i] < p->points.y[i - 1]) {
            return "'points' draws less at a higher utilisation";
        }
    }
    if (p->points.x[0] < 0.0 || p->points.x[p->points.n - 1] > 1.0) {
        return "'points' has utilisations outside 0 to 100 %";
    }
    return NULL;
}

const struct node_model node_curve = {
    .info =
        {
            .name = "curve",
            .summary = "a node by its measured power over utilisation",
            .validity = "means over 0.1 s or more; the inlet temperature at which it was measured",
            .source = "the user's measurement; for example SPECpower_ssj2008 reports",
            .params = rows,
            .params_size = sizeof(struct curve_params),
            .check = check,
        },
    .start = step,
    .step = step,
};
