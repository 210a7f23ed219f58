/* SPDX-License-Identifier: Apache-2.0 */
#include "models/pieces.h"

#include <math.h>
#include <stdbool.h>

#include "models/lump.h"

struct pieces_line pieces_line(const struct pieces *p, size_t k)
{
    struct pieces_line piece = {
        .low_c = k > 0 ? p->at_c[k - 1] : -(double)INFINITY,
        .high_c = k < p->n ? p->at_c[k] : (double)INFINITY,
        .at_c = k > 0 ? p->at_c[k - 1] : p->at_c[0],
        .q_w = k > 0 ? p->q_w[k - 1] : p->q_w[0],
    };

    if (k == 0) {
        piece.slope_w_k = p->slope_before_w_k;
    } else if (k == p->n) {
        piece.slope_w_k = p->slope_after_w_k;
    } else {
        const double width_k = p->at_c[k] - p->at_c[k - 1];
        piece.slope_w_k = width_k > 0.0 ? (p->q_w[k] - p->q_w[k - 1]) / width_k : 0.0;
    }
    return piece;
}

double pieces_line_w(const struct pieces_line *line, double temp_c)
{
    return line->q_w + line->slope_w_k * (temp_c - line->at_c);
}

size_t pieces_find(const struct pieces *p, double temp_c, bool is_warming)
{
    size_t k = 0;

    while (k < p->n && p->at_c[k] < temp_c) {
        k++;
    }
    /* temp_c <= at_c[k]. On the point and warming: go above all points that lie here. */
    while (is_warming && k < p->n && p->at_c[k] == temp_c) {
        k++;
    }
    return k;
}

/* The piece into which the mass moves from temp_c under heat_w. */
static size_t find_piece(const struct pieces *p, double temp_c, double heat_w)
{
    const size_t k = pieces_find(p, temp_c, false);
    const bool is_warming = k < p->n && p->at_c[k] == temp_c && heat_w > p->q_w[k];

    return is_warming ? pieces_find(p, temp_c, true) : k;
}

double pieces_at(const struct pieces *p, double temp_c)
{
    const struct pieces_line piece = pieces_line(p, find_piece(p, temp_c, -(double)INFINITY));

    return pieces_line_w(&piece, temp_c);
}

/* Time until the mass gets from temp_c to edge_c within the piece; INFINITY when it does not.
 *     T(t) - T = rate t phi1(x)  =>  t = -tau ln(1 - (edge - T) / (tau rate)) */
static double time_to(const struct pieces_line *piece, double capacity_j_k, double temp_c,
                      double heat_w, double edge_c)
{
    const double rate_k_s = (heat_w - pieces_line_w(piece, temp_c)) / capacity_j_k;
    const double way_k = edge_c - temp_c;

    if (rate_k_s == 0.0 || !isfinite(edge_c) || (way_k > 0.0) != (rate_k_s > 0.0)) {
        return (double)INFINITY;
    }
    const double straight_s = way_k / rate_k_s;
    const double share = straight_s * piece->slope_w_k / capacity_j_k;
    if (share >= 1.0) {
        return (double)INFINITY; /* it comes to rest before the edge */
    }
    return share < 1e-9 ? straight_s * (1.0 + share / 2.0)
                        : -log1p(-share) * capacity_j_k / piece->slope_w_k;
}

enum status pieces_until(const struct pieces *p, const struct pieces_way *way,
                         struct pieces_result *ret, double *ret_s)
{
    double temp_c = way->start_c;
    double left_s = way->dt_s;
    double warmth_ks = 0.0; /* integral of temperature - start */

    for (size_t crossings = 0; left_s > 0.0; crossings++) {
        if (crossings > 4 * p->n + 8) {
            return STATUS_NO_CONVERGENCE;
        }
        const struct pieces_line piece = pieces_line(p, find_piece(p, temp_c, way->heat_w));
        const double q_w = pieces_line_w(&piece, temp_c);
        const bool is_warming = way->heat_w > q_w;
        const double bound_c = is_warming ? way->high_c : way->low_c;
        const double edge_c = is_warming ? fmin(piece.high_c, bound_c) : fmax(piece.low_c, bound_c);
        if (temp_c == bound_c && way->heat_w != q_w) {
            break;
        }
        const double to_edge_s = time_to(&piece, way->capacity_j_k, temp_c, way->heat_w, edge_c);
        const bool crosses = to_edge_s <= left_s;
        const double span_s = crosses ? to_edge_s : left_s;
        if (span_s > 0.0) {
            const struct lump here = {.start_c = temp_c,
                                      .sink_c = temp_c,
                                      .heat_w = way->heat_w - q_w,
                                      .conductance_w_k = piece.slope_w_k,
                                      .capacity_j_k = way->capacity_j_k};
            const struct lump_result r = lump_step(&here, span_s);
            warmth_ks += (r.mean_c - way->start_c) * span_s;
            temp_c = r.end_c;
        }
        temp_c = crosses ? edge_c : temp_c;
        left_s = crosses ? left_s - span_s : 0.0;
    }
    *ret_s = way->dt_s - left_s;
    ret->end_c = temp_c;
    ret->mean_c = *ret_s > 0.0 ? way->start_c + warmth_ks / *ret_s : way->start_c;
    ret->mean_q_w = *ret_s > 0.0
                        ? way->heat_w - way->capacity_j_k * (temp_c - way->start_c) / *ret_s
                        : pieces_at(p, temp_c);
    return STATUS_OK;
}

enum status pieces_step(const struct pieces *p, double capacity_j_k, double start_c, double heat_w,
                        double dt_s, struct pieces_result *ret)
{
    const struct pieces_way way = {.capacity_j_k = capacity_j_k,
                                   .start_c = start_c,
                                   .heat_w = heat_w,
                                   .dt_s = dt_s,
                                   .low_c = -(double)INFINITY,
                                   .high_c = (double)INFINITY};
    double passed_s = 0.0;

    return pieces_until(p, &way, ret, &passed_s);
}

double pieces_rest_c(const struct pieces *p, double heat_w)
{
    for (size_t k = 0; k <= p->n; k++) {
        const struct pieces_line piece = pieces_line(p, k);
        const bool is_last = k == p->n;
        if (!is_last && heat_w > p->q_w[k]) {
            continue;
        }
        if (piece.slope_w_k > 0.0) {
            return piece.at_c + (heat_w - piece.q_w) / piece.slope_w_k;
        }
        if (heat_w == piece.q_w) {
            return piece.at_c;
        }
        return heat_w > piece.q_w ? (double)INFINITY : -(double)INFINITY;
    }
    return (double)INFINITY;
}
