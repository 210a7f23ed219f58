/* curve.c - "curve": a node by its measured power over utilisation.
 *
 *     demand = curve(u)      airflow = rated airflow x max(least, demand / demand at full activity)
 *
 * All power but the fans' is booked as board power: a measurement at the inlet knows no parts. No
 * mass: heat leaves at once. Under a cap the work done falls in proportion to the power above idle,
 * which is the linear assumption that it is. With fewer supplies alive the curve is as measured; loss
 * of power, restart, delay of a cap and storage as in service.h.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "models/curve.h"

#include <math.h>

#include "models/node/service.h"
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

/* One node's input power in a span and the work that it does with it, over that of a free node. */
static double node_w(const struct curve_params *p, const struct node_block *b, size_t i,
                     const struct service_span *span, double *ret_work_frac)
{
    const double idle_w = curve_linear(&p->points, 0.0);
    const double busy_w = curve_linear(&p->points, b->util_frac[i]);

    *ret_work_frac = 1.0;
    if (!isnan(b->force_w[i])) {
        return b->force_w[i];
    }
    *ret_work_frac = span->serving_frac;
    const double free_w = idle_w + span->serving_frac * (busy_w - idle_w);
    if (free_w <= span->cap_w) {
        return free_w;
    }
    const double capped_w = fmin(free_w, fmax(idle_w, span->cap_w));
    if (free_w > idle_w) {
        *ret_work_frac *= (capped_w - idle_w) / (free_w - idle_w);
    }
    return capped_w;
}

/* Means over the step, summed from its spans. */
struct sums {
    double needed_w;
    double stored_w; /* out of storage */
    double airflow_m3s;
    double work_frac;
};

/* A step has three spans at most: restart, cap not yet in force, the rest. */
enum { MOST_SPANS = 4 };

static struct sums run_spans(const struct curve_params *p, const struct node_block *b, size_t i)
{
    const double full_w = curve_linear(&p->points, 1.0);
    double left_s = b->dt_s;
    struct sums sums = {0};

    for (int n = 0; n < MOST_SPANS && left_s > 0.0; n++) {
        struct service_span span = service_open(b, i, left_s, false, full_w);
        const double idle_w = curve_linear(&p->points, 0.0);
        const double busy_w = curve_linear(&p->points, b->util_frac[i]);
        service_delay_cap(b, i, &span, idle_w + span.serving_frac * (busy_w - idle_w));
        span.dt_s = n == MOST_SPANS - 1 ? left_s : span.dt_s;

        double work_frac = 0.0;
        const double one_w = node_w(p, b, i, &span, &work_frac);
        const double weight = span.dt_s / b->dt_s;
        const double on = weight * b->count[i] * span.on_frac;
        const double share = full_w > 0.0 ? fmin(1.0, one_w / full_w) : 1.0;
        sums.needed_w += on * one_w;
        sums.stored_w += on * service_close(b, i, &span, one_w);
        sums.airflow_m3s += on * p->airflow_m3s * fmax(p->airflow_least_frac, share);
        sums.work_frac += weight * work_frac * (isnan(b->force_w[i]) ? span.on_frac : 1.0);
        left_s -= span.dt_s;
    }
    return sums;
}

static enum status step(const void *params, const struct node_block *b)
{
    const struct curve_params *const p = params;

    for (size_t i = 0; i < b->n; i++) {
        const struct sums sums = run_spans(p, b, i);
        /* Plates without coolant take nothing. */
        const double plated = isnan(b->coolant_c[i]) ? 0.0 : p->liquid_frac * b->plated_frac[i];

        b->demand_w[i] = sums.needed_w - sums.stored_w;
        b->fan_w[i] = p->fan_frac * sums.needed_w;
        b->board_w[i] = sums.needed_w - b->fan_w[i];
        b->accelerator_w[i] = 0.0;
        b->host_w[i] = 0.0;
        b->memory_w[i] = 0.0;
        b->network_w[i] = 0.0;
        b->storage_w[i] = 0.0;
        b->psu_loss_w[i] = 0.0;
        b->buffer_w[i] = sums.stored_w;
        b->plate_w[i] = plated * sums.needed_w;
        b->air_w[i] = sums.needed_w - b->plate_w[i];
        b->airflow_m3s[i] = sums.airflow_m3s;
        b->die_c[i] = (double)NAN;
        b->hbm_c[i] = (double)NAN;
        b->work_frac[i] = fmin(1.0, sums.work_frac);
        b->ceiling_frac[i] = 1.0;
        b->shut_nodes[i] = 0.0;
        b->stored_j[i] = service_stored_j(b, i);
    }
    return STATUS_OK;
}

static enum status start(const void *params, const struct node_block *b)
{
    struct node_block moment = *b;

    moment.dt_s = 1e-6; /* the columns of t = 0: hardly any time has passed */
    for (size_t i = 0; i < b->n; i++) {
        service_start(b, i);
    }
    return step(params, &moment);
}

static const struct state states[] = {SERVICE_STATE_ROWS, {0}};

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
            .states = states,
            .check = check,
        },
    .start = start,
    .step = step,
};
