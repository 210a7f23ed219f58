/* SPDX-License-Identifier: Apache-2.0 */
#include "models/node/service.h"

#include <math.h>

static double *own(const struct node_block *b, size_t i, enum service_state k)
{
    return &b->state[(size_t)k * b->n + i];
}

/* Less than this share of a waiting time is rounding, not time. */
#define HARDLY 1e-9

/* Supplies alive over supplies needed, at least 1 when that is not known. */
static double alive_over_needed(const struct node_block *b, size_t i)
{
    const struct node_traits *const t = &b->traits[i];
    const double ratio = b->supply_frac[i] * t->supplies / t->supplies_needed;

    return isnan(ratio) ? 1.0 : ratio;
}

static bool lacks_supplies(const struct node_block *b, size_t i)
{
    return alive_over_needed(b, i) < 1.0 - HARDLY;
}

static double on_frac(const struct node_block *b, size_t i, bool is_shut)
{
    if (!isnan(b->force_w[i])) {
        return b->powered_frac[i];
    }
    const bool drops = b->traits[i].on_supply_loss == NODE_SUPPLY_DROP && lacks_supplies(b, i);

    return is_shut || drops || b->supply_frac[i] <= 0.0 ? 0.0 : b->powered_frac[i];
}

static double cap_w(const struct node_block *b, size_t i, double full_w)
{
    const struct node_traits *const t = &b->traits[i];

    if (t->on_supply_loss != NODE_SUPPLY_CAP || !lacks_supplies(b, i)) {
        return b->cap_w[i];
    }
    const double rating_w = isnan(t->rating_w) ? full_w : t->rating_w;
    return fmin(b->cap_w[i], alive_over_needed(b, i) * rating_w);
}

void service_start(const struct node_block *b, size_t i)
{
    *own(b, i, SERVICE_SERVING) = on_frac(b, i, false);
    *own(b, i, SERVICE_WAIT) = 0.0;
    *own(b, i, SERVICE_OVER) = b->traits[i].cap_latency_s;
    *own(b, i, SERVICE_INPUT) = -1.0;
    *own(b, i, SERVICE_CHARGE) = 0.5 * b->traits[i].buffer_j;
}

struct service_span service_open(const struct node_block *b, size_t i, double left_s, bool is_shut,
                                 double full_w)
{
    double *const serving = own(b, i, SERVICE_SERVING);
    double *const wait_s = own(b, i, SERVICE_WAIT);
    struct service_span span = {
        .dt_s = left_s,
        .on_frac = on_frac(b, i, is_shut),
        .supply_frac = b->supply_frac[i],
        .cap_w = (double)INFINITY,
    };

    if (!isnan(b->force_w[i])) {
        *serving = span.on_frac; /* a study of a level knows no time */
        *wait_s = 0.0;
        span.serving_frac = 1.0;
        return span;
    }
    span.cap_w = cap_w(b, i, full_w);
    if (span.on_frac <= *serving || b->traits[i].restart_s <= 0.0) {
        *serving = span.on_frac;
        *wait_s = 0.0;
    } else {
        *wait_s = *wait_s > 0.0 ? *wait_s : b->traits[i].restart_s;
        span.dt_s = fmin(left_s, *wait_s);
    }
    span.serving_frac = span.on_frac > 0.0 ? *serving / span.on_frac : 0.0;
    return span;
}

void service_delay_cap(const struct node_block *b, size_t i, struct service_span *span,
                       double wanted_w)
{
    const double left_s = b->traits[i].cap_latency_s - *own(b, i, SERVICE_OVER);

    span->is_over = span->on_frac > 0.0 && wanted_w > span->cap_w;
    if (span->is_over && left_s > 0.0) {
        span->dt_s = fmin(span->dt_s, left_s);
        span->cap_w = (double)INFINITY;
    }
}

/* What flows into the storage of a powered node on the mean, and the input at the end. */
static double charge_w(const struct node_traits *t, double *input_w, double room_j, double charge_j,
                       double raw_w, double dt_s)
{
    const double gap_w = *input_w - raw_w;
    const double moved_j = -gap_w * t->buffer_time_s * expm1(-dt_s / t->buffer_time_s);

    if (moved_j > room_j || -moved_j > charge_j) {
        *input_w = raw_w;
        return (gap_w > 0.0 ? room_j : -charge_j) / dt_s;
    }
    *input_w = raw_w + gap_w * exp(-dt_s / t->buffer_time_s);
    return moved_j / dt_s;
}

double service_close(const struct node_block *b, size_t i, const struct service_span *span,
                     double raw_w)
{
    const struct node_traits *const t = &b->traits[i];
    double *const over_s = own(b, i, SERVICE_OVER);
    double *const wait_s = own(b, i, SERVICE_WAIT);
    double *const input_w = own(b, i, SERVICE_INPUT);
    double *const charge_j = own(b, i, SERVICE_CHARGE);

    *over_s = span->is_over ? fmin(t->cap_latency_s, *over_s + span->dt_s) : 0.0;
    if (t->cap_latency_s - *over_s < HARDLY * t->cap_latency_s) {
        *over_s = t->cap_latency_s;
    }
    if (*wait_s > 0.0) {
        *wait_s -= span->dt_s;
        if (*wait_s < HARDLY * t->restart_s) {
            *wait_s = 0.0;
            *own(b, i, SERVICE_SERVING) = span->on_frac;
        }
    }
    if (span->on_frac <= 0.0) {
        *input_w = 0.0;
        return 0.0;
    }
    if (t->buffer_j <= 0.0 || t->buffer_time_s <= 0.0 || *input_w < 0.0 || !isnan(b->force_w[i])) {
        *input_w = raw_w;
        return 0.0;
    }
    /* The group's storage as the powered nodes see it: they alone can move it. */
    const double into_w = charge_w(t, input_w, (t->buffer_j - *charge_j) / span->on_frac,
                                   *charge_j / span->on_frac, raw_w, span->dt_s);
    *charge_j = fmin(t->buffer_j, fmax(0.0, *charge_j + span->on_frac * into_w * span->dt_s));
    return -into_w;
}

double service_stored_j(const struct node_block *b, size_t i)
{
    return b->count[i] * *own(b, i, SERVICE_CHARGE);
}
