/* SPDX-License-Identifier: Apache-2.0 */
#include "models/plant/supply.h"

#include <math.h>

const char *const supply_pumps_words[] = {"run_on", "stop", NULL};

static const double nowhere_c[] = {0.0};
static const double nothing_w[] = {0.0};
static const struct pieces nothing = {.n = 1, .at_c = nowhere_c, .q_w = nothing_w};

static const struct pieces *more_of(const struct supply_loop *loop)
{
    return loop->more != NULL ? loop->more : &nothing;
}

double supply_capacity_w(const struct supply_loop *loop, double temp_c)
{
    return loop->capacity_w + pieces_at(more_of(loop), fmax(temp_c, loop->set_c));
}

double supply_rest_c(const struct supply_loop *loop, double load_w)
{
    if (load_w <= supply_capacity_w(loop, loop->set_c)) {
        return loop->set_c;
    }
    const double rest_c = pieces_rest_c(more_of(loop), load_w - loop->capacity_w);
    return isfinite(rest_c) ? rest_c : loop->set_c;
}

/* Colder than the set point: the plant idles and the load warms the water. */
static double warm_up(const struct supply_loop *loop, const struct supply_way *way,
                      struct supply_result *ret)
{
    const double below_j = (loop->set_c - way->start_c) * loop->water_j_per_k;
    const double way_s = way->load_w > 0.0 ? below_j / way->load_w : (double)INFINITY;
    const bool arrives = way_s <= way->dt_s;

    ret->end_c =
        arrives ? loop->set_c : way->start_c + way->load_w * way->dt_s / loop->water_j_per_k;
    ret->mean_c = 0.5 * (way->start_c + ret->end_c);
    ret->removed_w = 0.0;
    ret->capacity_w = supply_capacity_w(loop, loop->set_c);
    return arrives ? way_s : way->dt_s;
}

enum status supply_leg(const struct supply_loop *loop, const struct supply_way *way,
                       struct supply_result *ret, double *ret_s)
{
    const double at_set_w = supply_capacity_w(loop, loop->set_c);

    if (way->start_c < loop->set_c) {
        *ret_s = warm_up(loop, way, ret);
        return STATUS_OK;
    }
    if (way->start_c == loop->set_c && way->load_w <= at_set_w) {
        *ret = (struct supply_result){way->start_c, way->start_c, way->load_w, at_set_w};
        *ret_s = way->dt_s;
        return STATUS_OK;
    }
    const struct pieces_way piece_way = {.capacity_j_k = loop->water_j_per_k,
                                         .start_c = way->start_c,
                                         .heat_w = way->load_w - loop->capacity_w,
                                         .dt_s = way->dt_s,
                                         .low_c = loop->set_c,
                                         .high_c = way->high_c};
    struct pieces_result r = {0};
    const enum status st = pieces_until(more_of(loop), &piece_way, &r, ret_s);
    const double removed_w = loop->capacity_w + r.mean_q_w;

    *ret = (struct supply_result){r.end_c, r.mean_c, removed_w, removed_w};
    return st;
}

enum status supply_step(const struct supply_loop *loop, double start_c, double load_w, double dt_s,
                        bool is_steady, struct supply_result *ret)
{
    double temp_c = start_c;
    double left_s = dt_s;
    double warmth_ks = 0.0;
    double capacity_j = 0.0;

    if (is_steady) {
        temp_c = supply_rest_c(loop, load_w);
        *ret = (struct supply_result){temp_c, temp_c, 0.0, supply_capacity_w(loop, temp_c)};
        left_s = 0.0;
    }
    while (left_s > 0.0) {
        struct supply_result leg = {0};
        double leg_s = 0.0;
        const struct supply_way way = {temp_c, load_w, left_s, (double)INFINITY};
        const enum status st = supply_leg(loop, &way, &leg, &leg_s);
        if (st != STATUS_OK) {
            return st;
        }
        warmth_ks += (leg.mean_c - start_c) * leg_s;
        capacity_j += leg.capacity_w * leg_s;
        temp_c = leg.end_c;
        left_s -= leg_s;
    }
    if (!is_steady) {
        *ret = (struct supply_result){temp_c, start_c + warmth_ks / dt_s, 0.0, capacity_j / dt_s};
    }
    ret->removed_w = load_w - loop->water_j_per_k * (temp_c - start_c) / dt_s;
    return STATUS_OK;
}
