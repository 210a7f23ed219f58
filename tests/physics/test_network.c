/* test_network.c - two joined masses: against a matrix exponential, and their books.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>

#include <gsl/gsl_linalg.h>

#include "models/network.h"
#include "tests/support/check_main.h"
#include "tests/support/draw.h"

enum { N_CASES = 500 };

static struct network draw_network(const gsl_rng *rng)
{
    return (struct network){
        .c1_j_k = draw_decades(rng, 1.0, 1e4),
        .c2_j_k = draw_decades(rng, 10.0, 1e6),
        .r12_k_w = draw_decades(rng, 1e-3, 1.0),
        .r2_k_w = draw_decades(rng, 1e-3, 1.0),
        .heat_w = draw_between(rng, 0.0, 2000.0),
        .sink_c = draw_between(rng, 10.0, 50.0),
    };
}

/* The temperatures above rest after dt by GSL's exponential of the system's matrix. */
static void by_exponential(const struct network *n, double start1_c, double start2_c, double dt_s,
                           double ret_c[2])
{
    const double g12 = 1.0 / n->r12_k_w;
    const double g2 = 1.0 / n->r2_k_w;
    const double rest2_c = n->sink_c + n->heat_w * n->r2_k_w;
    const double rest1_c = rest2_c + n->heat_w * n->r12_k_w;
    double a[4] = {-g12 / n->c1_j_k * dt_s, g12 / n->c1_j_k * dt_s, g12 / n->c2_j_k * dt_s,
                   -(g12 + g2) / n->c2_j_k * dt_s};
    double e[4];
    gsl_matrix_view am = gsl_matrix_view_array(a, 2, 2);
    gsl_matrix_view em = gsl_matrix_view_array(e, 2, 2);

    ck_assert_int_eq(gsl_linalg_exponential_ss(&am.matrix, &em.matrix, GSL_PREC_DOUBLE), 0);
    ret_c[0] = rest1_c + e[0] * (start1_c - rest1_c) + e[1] * (start2_c - rest2_c);
    ret_c[1] = rest2_c + e[2] * (start1_c - rest1_c) + e[3] * (start2_c - rest2_c);
}

START_TEST(step_is_the_exponential_of_its_matrix)
{
    gsl_rng *const rng = draw_create(82101);

    for (int k = 0; k < N_CASES; k++) {
        const struct network n = draw_network(rng);
        const double dt_s = network_times(&n).slow_s * draw_decades(rng, 1e-3, 3.0);
        const double start1_c = draw_between(rng, 20.0, 90.0);
        const double start2_c = draw_between(rng, 20.0, 90.0);
        const struct network_result r = network_step(&n, start1_c, start2_c, dt_s);
        double expected_c[2];
        by_exponential(&n, start1_c, start2_c, dt_s, expected_c);
        const double scale_c = 100.0 + n.heat_w * (n.r12_k_w + n.r2_k_w);
        /* Scaling and squaring loses digits with the stiffness of the matrix. */
        ck_assert_msg(fabs(r.end1_c - expected_c[0]) < 1e-7 * scale_c &&
                          fabs(r.end2_c - expected_c[1]) < 1e-7 * scale_c,
                      "case %d, %g s: %.12g and %.12g, expected %.12g and %.12g", k, dt_s, r.end1_c,
                      r.end2_c, expected_c[0], expected_c[1]);
    }
    gsl_rng_free(rng);
}
END_TEST

START_TEST(heat_leaves_or_stays_in_the_masses)
{
    gsl_rng *const rng = draw_create(82102);

    for (int k = 0; k < N_CASES; k++) {
        struct network n = draw_network(rng);
        n.r2_k_w = draw_index(rng, 5) == 0 ? (double)INFINITY : n.r2_k_w;
        const double dt_s = draw_decades(rng, 1e-3, 1e7);
        const double start1_c = draw_between(rng, 20.0, 90.0);
        const double start2_c = draw_between(rng, 20.0, 90.0);
        const struct network_result r = network_step(&n, start1_c, start2_c, dt_s);
        const double kept_j = n.c1_j_k * (r.end1_c - start1_c) + n.c2_j_k * (r.end2_c - start2_c);
        const double scale_j = n.heat_w * dt_s + fabs(r.to_sink_w) * dt_s +
                               n.c1_j_k * (fabs(r.end1_c) + start1_c) +
                               n.c2_j_k * (fabs(r.end2_c) + start2_c);
        ck_assert_msg(fabs((n.heat_w - r.to_sink_w) * dt_s - kept_j) <= 1e-12 * scale_j,
                      "case %d, %g s: %g J lost", k, dt_s,
                      (n.heat_w - r.to_sink_w) * dt_s - kept_j);
        ck_assert_msg(isfinite(n.r2_k_w) || fabs(r.to_sink_w) * dt_s <= 1e-11 * scale_j,
                      "case %d: %g W to no sink", k, r.to_sink_w);
    }
    gsl_rng_free(rng);
}
END_TEST

START_TEST(at_rest_nothing_moves)
{
    gsl_rng *const rng = draw_create(82103);

    for (int k = 0; k < N_CASES; k++) {
        const struct network n = draw_network(rng);
        const double rest2_c = n.sink_c + n.heat_w * n.r2_k_w;
        const double rest1_c = rest2_c + n.heat_w * n.r12_k_w;
        const struct network_result r =
            network_step(&n, rest1_c, rest2_c, draw_decades(rng, 1e-3, 1e7));
        ck_assert_msg(fabs(r.end1_c - rest1_c) <= 1e-11 * fabs(rest1_c) &&
                          fabs(r.end2_c - rest2_c) <= 1e-11 * fabs(rest2_c),
                      "case %d: %.15g and %.15g from %.15g and %.15g", k, r.end1_c, r.end2_c,
                      rest1_c, rest2_c);
    }
    gsl_rng_free(rng);
}
END_TEST

TCASE(tc_step, "step", step_is_the_exponential_of_its_matrix, heat_leaves_or_stays_in_the_masses,
      at_rest_nothing_moves)
CHECK_MAIN("network", tc_step)
