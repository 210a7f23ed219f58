/* SPDX-License-Identifier: Apache-2.0 */
#include "models/zones.h"

#include <math.h>
#include <stdbool.h>

#include "models/phi.h"
#include "models/root.h"

/* Rates that are nearer to each other than this share of themselves are taken apart by as much: the
 * divided difference would else be rounding alone. */
#define LEAST_GAP 1e-5

/* Within one piece the rates of change r of (T_h, T_c) follow r' = -B r, with
 * B = [(U + G)/C_h, -G/C_h; -(G - slope)/C_c, G/C_c], and decay by `fast` and `slow`. `in_slow` projects
 * on the slow mode, S = (fast - B) / (fast - slow); on the fast one 1 - S = [S11, -S01; -S10, S00]. */
struct decay {
    double fast;
    double slow;
    double in_slow[2][2];
};

static struct decay decay_of(const struct zones *z, double slope_w_k)
{
    const double g = z->exchange_w_k;
    const double hot = (z->mass_w_k + g) / z->hot_j_k;
    const double cold = g / z->cold_j_k;
    const double from_cold = g / z->hot_j_k;
    const double from_hot = (g - slope_w_k) / z->cold_j_k;
    const double half = 0.5 * (hot - cold);
    const double joined = fmax(0.0, from_cold * from_hot);
    const double root = sqrt(half * half + joined);
    const double middle = 0.5 * (hot + cold);

    if (!(middle > 0.0)) {
        return (struct decay){.in_slow = {{1.0, 0.0}, {0.0, 0.0}}};
    }
    if (root < LEAST_GAP * middle) {
        const double gap = 2.0 * LEAST_GAP * middle;
        return (struct decay){
            .fast = middle * (1.0 + LEAST_GAP),
            .slow = middle * (1.0 - LEAST_GAP),
            .in_slow = {{0.5 - half / gap, from_cold / gap}, {from_hot / gap, 0.5 + half / gap}},
        };
    }
    /* fast - hot = root - half and fast - cold = root + half, whichever does not cancel. */
    const double larger = root + fabs(half);
    const double smaller = joined / larger;
    const double gap = 2.0 * root;
    const double fast = middle + root;
    return (struct decay){
        .fast = fast,
        /* The product of the rates is the determinant: no cancellation. */
        .slow = g * (z->mass_w_k + slope_w_k) / (z->hot_j_k * z->cold_j_k) / fast,
        .in_slow = {{(half > 0.0 ? smaller : larger) / gap, from_cold / gap},
                    {from_hot / gap, (half > 0.0 ? larger : smaller) / gap}},
    };
}

/* f(B) v for a function of the rates that is known at both. */
static void apply(const struct decay *d, double of_fast, double of_slow, const double v[2],
                  double ret[2])
{
    const double(*const s)[2] = d->in_slow;

    ret[0] =
        of_slow * (s[0][0] * v[0] + s[0][1] * v[1]) + of_fast * (s[1][1] * v[0] - s[0][1] * v[1]);
    ret[1] =
        of_slow * (s[1][0] * v[0] + s[1][1] * v[1]) + of_fast * (s[0][0] * v[1] - s[1][0] * v[0]);
}

/* Change of both temperatures over t_s, from their rates at its start. */
static void change_over(const struct decay *d, const double rate_k_s[2], double t_s,
                        double ret_k[2])
{
    apply(d, t_s * phi1(d->fast * t_s), t_s * phi1(d->slow * t_s), rate_k_s, ret_k);
}

/* Mean over t_s of that change. */
static void mean_over(const struct decay *d, const double rate_k_s[2], double t_s, double ret_k[2])
{
    const double fast = d->fast * t_s;
    const double slow = d->slow * t_s;

    apply(d, t_s * phi2_after(fast, phi1(fast)), t_s * phi2_after(slow, phi1(slow)), rate_k_s,
          ret_k);
}

/* When the hot air turns round; INFINITY when it does not.
 *     T_h' = s exp(-slow t) + f exp(-fast t) = 0 */
static double turn_s(const struct decay *d, const double rate_k_s[2])
{
    const double gap = d->fast - d->slow;
    double slow_part[2];

    if (!(gap > 0.0)) {
        return (double)INFINITY;
    }
    apply(d, 0.0, 1.0, rate_k_s, slow_part);
    const double fast_part = rate_k_s[0] - slow_part[0];
    const bool turns = slow_part[0] != 0.0 && (fast_part > 0.0) != (slow_part[0] > 0.0) &&
                       fabs(fast_part) > fabs(slow_part[0]);
    return turns ? (log(fabs(fast_part)) - log(fabs(slow_part[0]))) / gap : (double)INFINITY;
}

/* The way of the hot air within a piece: from its rates at the start, to the edges on both sides. */
struct leg {
    struct decay decay;
    double rate_k_s[2];
    double low_k;
    double high_k;
    double edge_k; /* the one that is looked for */
};

static double past_edge_k(double t_s, void *params)
{
    const struct leg *const leg = params;
    double change_k[2];

    change_over(&leg->decay, leg->rate_k_s, t_s, change_k);
    return change_k[0] - leg->edge_k;
}

/* Looks for the edge of the piece between from_s and to_s, where the hot air moves one way. */
static enum status find_edge(struct leg *leg, double from_s, double to_s, double *ret_s,
                             int *ret_side)
{
    double change_k[2];

    *ret_side = 0;
    if (!(to_s > from_s)) {
        return STATUS_OK;
    }
    change_over(&leg->decay, leg->rate_k_s, to_s, change_k);
    *ret_side = change_k[0] > leg->high_k ? 1 : (change_k[0] < leg->low_k ? -1 : 0);
    if (*ret_side == 0) {
        return STATUS_OK;
    }
    leg->edge_k = *ret_side > 0 ? leg->high_k : leg->low_k;
    /* It stands on the edge, or rounding puts it past by a hair. */
    const double past_k = past_edge_k(from_s, leg);
    if (past_k == 0.0 || (past_k > 0.0) == (*ret_side > 0)) {
        *ret_s = from_s;
        return STATUS_OK;
    }
    return root_find(past_edge_k, leg, from_s, to_s, 1e-14 * to_s, ret_s);
}

struct walk {
    double hot_c;
    double cold_c;
    double hot_ks; /* integrals of the temperatures less those of the start */
    double cold_ks;
    double left_s;
};

/* One piece, for left_s at most. ret_side: edge that the hot air came to, -1 or 1, or 0. */
static enum status walk_piece(const struct zones *z, const struct pieces_line *line,
                              const double start_c[2], struct walk *w, int *ret_side)
{
    const double to_cold_w = z->exchange_w_k * (w->hot_c - w->cold_c);
    const double to_mass_w = z->mass_w_k * (w->hot_c - z->mass_c);
    struct leg leg = {
        .decay = decay_of(z, line->slope_w_k),
        .rate_k_s = {(z->heat_w - to_mass_w - to_cold_w) / z->hot_j_k,
                     (to_cold_w - pieces_line_w(line, w->hot_c)) / z->cold_j_k},
        .low_k = line->low_c - w->hot_c,
        .high_k = line->high_c - w->hot_c,
    };
    const double turning_s = fmin(w->left_s, turn_s(&leg.decay, leg.rate_k_s));
    double span_s = w->left_s;
    double change_k[2];
    double mean_k[2];

    enum status st = find_edge(&leg, 0.0, turning_s, &span_s, ret_side);
    if (st == STATUS_OK && *ret_side == 0) {
        st = find_edge(&leg, turning_s, w->left_s, &span_s, ret_side);
    }
    if (st != STATUS_OK) {
        return st;
    }
    change_over(&leg.decay, leg.rate_k_s, span_s, change_k);
    mean_over(&leg.decay, leg.rate_k_s, span_s, mean_k);
    w->hot_ks += (w->hot_c - start_c[0] + mean_k[0]) * span_s;
    w->cold_ks += (w->cold_c - start_c[1] + mean_k[1]) * span_s;
    w->hot_c =
        *ret_side == 0 ? w->hot_c + change_k[0] : (*ret_side > 0 ? line->high_c : line->low_c);
    w->cold_c += change_k[1];
    w->left_s -= span_s;
    return STATUS_OK;
}

enum status zones_step(const struct zones *z, double hot_c, double cold_c, double dt_s,
                       struct zones_result *ret)
{
    const double start_c[2] = {hot_c, cold_c};
    struct walk w = {.hot_c = hot_c, .cold_c = cold_c, .left_s = dt_s};
    const double begin_w = z->heat_w - z->mass_w_k * (hot_c - z->mass_c);
    size_t k = pieces_find(z->removed, hot_c, begin_w > z->exchange_w_k * (hot_c - cold_c));

    for (size_t crossings = 0; w.left_s > 0.0; crossings++) {
        if (crossings > 4 * z->removed->n + 8) {
            return STATUS_NO_CONVERGENCE;
        }
        const struct pieces_line line = pieces_line(z->removed, k);
        int side = 0;
        const enum status st = walk_piece(z, &line, start_c, &w, &side);
        if (st != STATUS_OK) {
            return st;
        }
        if (side == 0) {
            break;
        }
        k = side > 0 ? k + 1 : k - 1;
    }
    ret->hot_end_c = w.hot_c;
    ret->cold_end_c = w.cold_c;
    ret->hot_mean_c = hot_c + w.hot_ks / dt_s;
    ret->cold_mean_c = cold_c + w.cold_ks / dt_s;
    ret->to_mass_w = z->mass_w_k * (ret->hot_mean_c - z->mass_c);
    ret->removed_w = z->heat_w - ret->to_mass_w -
                     (z->hot_j_k * (w.hot_c - hot_c) + z->cold_j_k * (w.cold_c - cold_c)) / dt_s;
    return STATUS_OK;
}
