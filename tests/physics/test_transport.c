/* test_transport.c - coolant that travels along a pipe.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>

#include <gsl/gsl_errno.h>
#include <gsl/gsl_odeiv2.h>
#include <gsl/gsl_sf_gamma.h>

#include "models/transport.h"
#include "tests/support/check_main.h"
#include "tests/support/draw.h"

enum { N_CASES = 500, N = TRANSPORT_TANKS };

static void draw_tanks(double *tanks_c, const gsl_rng *rng)
{
    for (int k = 0; k < N; k++) {
        tanks_c[k] = draw_between(rng, 5.0, 90.0);
    }
}

/* From still to so fast that the pipe is flushed a thousand times. */
static struct transport draw_pipe(const gsl_rng *rng, double dt_s)
{
    struct transport t = {.capacity_j_k = draw_decades(rng, 1e3, 1e7),
                          .in_c = draw_between(rng, 5.0, 90.0)};

    t.w_per_k =
        draw_index(rng, 8) == 0 ? 0.0 : t.capacity_j_k / dt_s * draw_decades(rng, 1e-14, 1e3);
    return t;
}

START_TEST(pipe_keeps_what_does_not_come_out)
{
    gsl_rng *const rng = draw_create(82701);

    for (int i = 0; i < N_CASES; i++) {
        double tanks_c[N];
        const double dt_s = draw_decades(rng, 1e-3, 1e7);
        const struct transport t = draw_pipe(rng, dt_s);
        draw_tanks(tanks_c, rng);
        const double was_c = transport_mean_c(tanks_c, 1);
        const double out_c = transport_step(&t, tanks_c, 1, dt_s);
        const double kept_j = t.capacity_j_k * (transport_mean_c(tanks_c, 1) - was_c);
        const double passed_j = t.w_per_k * dt_s * (t.in_c - out_c);
        /* Rounding of all that is stored and all that passed. */
        const double scale_j = 100.0 * (t.capacity_j_k + t.w_per_k * dt_s);
        ck_assert_msg(fabs(kept_j - passed_j) <= 1e-14 * scale_j, "case %d: %g J kept, %g J passed",
                      i, kept_j, passed_j);
    }
    gsl_rng_free(rng);
}
END_TEST

/* Nothing comes out that was not in it or did not go in. */
START_TEST(outlet_lies_between_what_was_in_the_pipe_and_what_enters)
{
    gsl_rng *const rng = draw_create(82702);

    for (int i = 0; i < N_CASES; i++) {
        double tanks_c[N];
        const double dt_s = draw_decades(rng, 1e-3, 1e7);
        const struct transport t = draw_pipe(rng, dt_s);
        draw_tanks(tanks_c, rng);
        double least_c = t.in_c;
        double most_c = t.in_c;
        for (int k = 0; k < N; k++) {
            least_c = fmin(least_c, tanks_c[k]);
            most_c = fmax(most_c, tanks_c[k]);
        }
        const double out_c = transport_step(&t, tanks_c, 1, dt_s);
        ck_assert_msg(out_c >= least_c - 1e-10 && out_c <= most_c + 1e-10,
                      "case %d: %g outside %g to %g", i, out_c, least_c, most_c);
        for (int k = 0; k < N; k++) {
            ck_assert(tanks_c[k] >= least_c - 1e-10 && tanks_c[k] <= most_c + 1e-10);
        }
    }
    gsl_rng_free(rng);
}
END_TEST

START_TEST(two_steps_bring_what_one_brings)
{
    gsl_rng *const rng = draw_create(82703);

    for (int i = 0; i < N_CASES; i++) {
        double whole_c[N];
        double parts_c[N];
        const double dt_s = draw_decades(rng, 1e-3, 1e5);
        const struct transport t = draw_pipe(rng, dt_s);
        const double part = draw_between(rng, 0.01, 0.99);
        draw_tanks(whole_c, rng);
        for (int k = 0; k < N; k++) {
            parts_c[k] = whole_c[k];
        }
        const double out_c = transport_step(&t, whole_c, 1, dt_s);
        const double first_c = transport_step(&t, parts_c, 1, part * dt_s);
        const double last_c = transport_step(&t, parts_c, 1, (1.0 - part) * dt_s);
        ck_assert_msg(fabs(part * first_c + (1.0 - part) * last_c - out_c) < 1e-10,
                      "case %d: %.15g and %.15g against %.15g", i, first_c, last_c, out_c);
        for (int k = 0; k < N; k++) {
            ck_assert_double_eq_tol(parts_c[k], whole_c[k], 1e-10);
        }
    }
    gsl_rng_free(rng);
}
END_TEST

/* The front of tanks in series is an incomplete gamma function of time; the mean delay is volume over
 * flow, whatever the step. */
START_TEST(front_arrives_a_volume_over_flow_later)
{
    const struct transport t = {.capacity_j_k = 480e3, .w_per_k = 10e3, .in_c = 1.0};
    const double delay_s = 48.0;

    for (int k = 0; k < 8; k++) {
        const double dt_s = 0.3 * pow(1.9, k);
        double tanks_c[N] = {0};
        double missing_s = 0.0;
        double time_s = 0.0;
        while (time_s < 20.0 * delay_s) {
            missing_s += (1.0 - transport_step(&t, tanks_c, 1, dt_s)) * dt_s;
            time_s += dt_s;
            ck_assert_double_eq_tol(tanks_c[N - 1], gsl_sf_gamma_inc_P(N, N * time_s / delay_s),
                                    1e-12);
        }
        ck_assert_double_eq_tol(missing_s, delay_s, 1e-9);
    }
}
END_TEST

struct ode_pipe {
    double per_s;
    double in_c;
};

/* Tanks in series and the integral of what comes out. */
static int ode_tanks(double time_s, const double *y, double *dydt, void *params)
{
    const struct ode_pipe *const p = params;

    (void)time_s;
    for (int k = 0; k < N; k++) {
        dydt[k] = p->per_s * ((k > 0 ? y[k - 1] : p->in_c) - y[k]);
    }
    dydt[N] = y[N - 1];
    return GSL_SUCCESS;
}

START_TEST(one_step_is_the_solution_of_its_equations)
{
    gsl_rng *const rng = draw_create(82704);

    for (int i = 0; i < 50; i++) {
        const double dt_s = draw_decades(rng, 0.1, 100.0);
        const struct transport t = {.capacity_j_k = 3.3e5,
                                    .w_per_k = 3.3e5 / dt_s * draw_decades(rng, 1e-3, 30.0),
                                    .in_c = draw_between(rng, 5.0, 90.0)};
        struct ode_pipe p = {t.w_per_k * N / t.capacity_j_k, t.in_c};
        gsl_odeiv2_system system = {ode_tanks, NULL, N + 1, &p};
        gsl_odeiv2_driver *const driver =
            gsl_odeiv2_driver_alloc_y_new(&system, gsl_odeiv2_step_rk8pd, dt_s / 100, 1e-11, 1e-11);
        double tanks_c[N];
        double y[N + 1];
        double time_s = 0.0;
        draw_tanks(tanks_c, rng);
        for (int k = 0; k < N; k++) {
            y[k] = tanks_c[k];
        }
        y[N] = 0.0;
        ck_assert_int_eq(gsl_odeiv2_driver_apply(driver, &time_s, dt_s, y), GSL_SUCCESS);
        gsl_odeiv2_driver_free(driver);
        const double out_c = transport_step(&t, tanks_c, 1, dt_s);
        ck_assert_msg(fabs(out_c - y[N] / dt_s) < 1e-6, "case %d: %g, %g", i, out_c, y[N] / dt_s);
        for (int k = 0; k < N; k++) {
            ck_assert_double_eq_tol(tanks_c[k], y[k], 1e-6);
        }
    }
    gsl_rng_free(rng);
}
END_TEST

TCASE(tc_pipe, "pipe", pipe_keeps_what_does_not_come_out,
      outlet_lies_between_what_was_in_the_pipe_and_what_enters, two_steps_bring_what_one_brings,
      front_arrives_a_volume_over_flow_later, one_step_is_the_solution_of_its_equations)
CHECK_MAIN("transport", tc_pipe)
