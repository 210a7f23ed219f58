/* test_field_numerics.c - the air solver's parts against closed forms: projection, friction, distance
 * to surfaces, rest under stratification, order of the schemes.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>

#include "models/field/inner.h"
#include "tests/physics/field_bench.h"
#include "tests/support/draw.h"

/* The gradient of cos(pi x / a) cos(2 pi y / b) cos(pi z / c) has nothing but divergence: a projection
 * leaves only what the grid cannot represent. Returns the largest velocity that is left over the
 * largest that was. */
static const double wave_size_m[FIELD_AXES] = {2.0, 1.7, 1.3};
static const double wave_per_m[FIELD_AXES] = {M_PI / 2.0, 2.0 * M_PI / 1.7, M_PI / 1.3};

/* The component along a on the low face of the cell at `at` of n. */
static double wave_ms(int a, const size_t at[FIELD_AXES], size_t n)
{
    double u = -wave_per_m[a];

    for (int d = 0; d < FIELD_AXES; d++) {
        const double x_m = wave_size_m[d] * ((double)at[d] - (d == a ? 1.0 : 0.5)) / (double)n;
        u *= d == a ? sin(wave_per_m[d] * x_m) : cos(wave_per_m[d] * x_m);
    }
    return at[a] > 1 ? u : 0.0;
}

static double fastest_ms(const struct field *f)
{
    double most_ms = 0.0;

    for (size_t m = 0; m < f->n_total; m++) {
        for (int a = 0; a < FIELD_AXES; a++) {
            most_ms = fmax(most_ms, fabs(f->velocity[a][m]));
        }
    }
    return most_ms;
}

static double left_of_a_gradient(size_t n)
{
    struct field_bench b;

    bench_begin(&b, wave_size_m[0], wave_size_m[1], wave_size_m[2]);
    for (int a = 0; a < FIELD_AXES; a++) {
        for (size_t i = 1; i < n; i++) {
            bench_mark(&b, a, wave_size_m[a] * (double)i / (double)n);
        }
    }
    bench_make(&b, 10.0);
    struct field *const f = b.field;
    for (struct row r = row_first(f->stride); row_is_inside(&r, f->n, 0);
         row_next(&r, f->n, f->stride, 0)) {
        for (size_t i = 1; i <= n; i++) {
            const size_t at[FIELD_AXES] = {i, r.j, r.k};
            for (int a = 0; a < FIELD_AXES; a++) {
                f->velocity[a][r.start + i] = wave_ms(a, at, n);
            }
        }
    }
    const double most_ms = fastest_ms(f);
    ck_assert_int_eq(pressure_project(f, 1.0, 1e-11), STATUS_OK);
    const double left_ms = fastest_ms(f);
    bench_end(&b);
    return left_ms / most_ms;
}

START_TEST(projection_removes_a_gradient_to_second_order)
{
    double last = left_of_a_gradient(8);

    for (size_t n = 16; n <= 32; n *= 2) {
        const double now = left_of_a_gradient(n);
        /* A halved cell leaves a quarter. */
        ck_assert_msg(now < last / 3.6 && now > last / 4.6, "%zu cells: %g after %g", n, now, last);
        last = now;
    }
}
END_TEST

/* Rooms with panels, boxes and openings drawn at random, closed (singular) and with a free port. */
START_TEST(pressure_needs_at_most_twenty_iterations_at_any_size)
{
    gsl_rng *const rng = draw_create(60602);
    const double cells_m[] = {0.3, 0.15, 0.1};

    for (int k = 0; k < 9; k++) {
        struct field_bench b;
        const double inlet_m[4] = {0.0, 0.9, 0.6, 1.5};
        const double outlet_m[4] = {3.0, 3.9, 1.2, 2.1};
        bench_begin(&b, 6.0, 4.2, 2.7);
        for (int p = 0; p < 6; p++) {
            const double x_m = 0.3 * (double)(1 + draw_index(rng, 12));
            const double y_m = 0.3 * (double)(1 + draw_index(rng, 7));
            const double panel_m[4] = {y_m, y_m + 1.2, 0.0, 0.3 * (double)(2 + draw_index(rng, 7))};
            const double solid_m[6] = {x_m, x_m + 0.6, y_m, y_m + 0.3, 0.6, 1.5};
            bench_panel(&b, FIELD_X, x_m + 1.2, panel_m);
            bench_solid(&b, solid_m);
        }
        (void)bench_port(&b, FIELD_BLOWS, 1.0, bench_rect(&b, FIELD_X, 0.0, inlet_m),
                         (struct field_feed){.flow_m3s = 0.8, .from = -1});
        (void)bench_port(&b, k % 2 == 0 ? FIELD_DRAWS : FIELD_FREE, 1.0,
                         bench_rect(&b, FIELD_Z, 2.7, outlet_m),
                         (struct field_feed){.flow_m3s = 0.8, .from = -1});
        bench_make(&b, cells_m[k % 3]);
        ck_assert_int_eq(field_start_potential(b.field), STATUS_OK); /* to 1e-8 */
        const struct field_ledger l = field_ledger(b.field);
        ck_assert_msg(l.n_iterations <= 20, "case %d, %zu cells: %zu iterations", k,
                      field_n_air(b.field), l.n_iterations);
        ck_assert_msg(l.divergence_frac < 1e-4, "case %d: %g", k, l.divergence_frac);
        bench_end(&b);
    }
    gsl_rng_free(rng);
}
END_TEST

/* Plug flow in a duct with free end: momentum leaves by wall stress alone, so that between two
 * sections dp A = c rho u^2 (wall between them). */
START_TEST(pressure_drop_of_a_duct_is_its_wall_stress)
{
    struct field_bench b;
    const double size_m[FIELD_AXES] = {3.0, 0.5, 0.4};
    const double end_m[4] = {0.0, size_m[1], 0.0, size_m[2]};
    const double u_ms = 2.3;

    bench_begin(&b, size_m[0], size_m[1], size_m[2]);
    b.room.air.gravity_ms2 = 0.0;
    b.settings.eddy_coefficient = 0.0; /* nothing but the wall acts: the flow stays a plug */
    b.settings.friction_coefficient = 0.004;
    (void)bench_port(&b, FIELD_BLOWS, 1.0, bench_rect(&b, FIELD_X, 0.0, end_m),
                     (struct field_feed){.flow_m3s = u_ms * size_m[1] * size_m[2], .from = -1});
    (void)bench_port(&b, FIELD_FREE, 1.0, bench_rect(&b, FIELD_X, size_m[0], end_m),
                     (struct field_feed){.temp_c = 20.0, .from = -1});
    bench_mark(&b, FIELD_X, 0.1);
    bench_make(&b, 10.0);
    bench_end(&b);
    /* One cell across, thirty along. */
    for (size_t i = 2; i < 30; i++) {
        bench_mark(&b, FIELD_X, 0.1 * (double)i);
    }
    bench_make(&b, 10.0);
    bench_march(&b, 200, 0.3);
    const double first_pa = field_cell_at(b.field, 5, 0, 0).pressure_pa;
    const double second_pa = field_cell_at(b.field, 25, 0, 0).pressure_pa;
    const double wall_m2 = 2.0 * (size_m[1] + size_m[2]) * 20.0 * 0.1;
    const double expected_pa =
        0.004 * b.room.air.density_kg_per_m3 * u_ms * u_ms * wall_m2 / (size_m[1] * size_m[2]);
    ck_assert_double_eq_tol(first_pa - second_pa, expected_pa, 1e-6 * expected_pa);
    bench_end(&b);
}
END_TEST

/* Lines through every mark, equal cells between, none above the size asked for; marks that differ by
 * less than a builder's tape can tell are one. */
START_TEST(lines_run_through_every_edge)
{
    double marks_m[] = {3.0, 0.0, 0.70003, 2.1, 0.7, 1.4, 3.0};
    const double expected_m[] = {0.0, 0.35, 0.7, 1.05, 1.4, 1.75, 2.1, 2.4, 2.7, 3.0};
    double lines_m[16];

    ck_assert_uint_eq(field_axis(marks_m, 7, 0.36, lines_m, 16), 10);
    for (size_t i = 0; i < 10; i++) {
        ck_assert_double_eq_tol(lines_m[i], expected_m[i], 1e-12);
    }
    ck_assert_uint_eq(field_axis(marks_m, 7, 0.36, lines_m, 4), 10); /* no room: only the number */
}
END_TEST

START_TEST(surfaces_are_as_far_as_the_nearest_one)
{
    struct field_bench b;

    bench_begin(&b, 3.1, 2.3, 1.9);
    b.room.is_mirror[FIELD_X][0] = true;
    bench_make(&b, 0.1);
    for (size_t k = 1; k <= b.room.n_cells[FIELD_Z]; k++) {
        for (size_t j = 1; j <= b.room.n_cells[FIELD_Y]; j++) {
            for (size_t i = 1; i <= b.room.n_cells[FIELD_X]; i++) {
                const struct field_cell c = field_cell_at(b.field, i - 1, j - 1, k - 1);
                const double y_m = fmin(c.centre_m[FIELD_Y], 2.3 - c.centre_m[FIELD_Y]);
                const double z_m = fmin(c.centre_m[FIELD_Z], 1.9 - c.centre_m[FIELD_Z]);
                const double expected_m = fmin(fmin(y_m, z_m), 3.1 - c.centre_m[FIELD_X]);
                /* Exact before one wall; where several are as near the scheme is first order. */
                const double found_m = b.field->wall_m[field_at(b.field, i, j, k)];
                ck_assert_double_le(found_m, expected_m + 1e-9);
                ck_assert_double_ge(found_m, expected_m - 0.5 * 0.1);
            }
        }
    }
    bench_end(&b);
}
END_TEST

/* Warm above cold is in balance: no velocity may come of it, and the layers stay. */
START_TEST(stratified_air_stays_at_rest)
{
    struct field_bench b;

    bench_begin(&b, 1.8, 1.5, 2.4);
    b.settings.divergence_tolerance = 1e-12;
    bench_make(&b, 0.3);
    struct field *const f = b.field;
    for (size_t k = 1; k <= f->n[FIELD_Z]; k++) {
        for (size_t j = 1; j <= f->n[FIELD_Y]; j++) {
            for (size_t i = 1; i <= f->n[FIELD_X]; i++) {
                const double z_m = 0.3 * ((double)k - 0.5);
                f->temp_c[field_at(f, i, j, k)] = 19.0 + 3.0 * z_m + 1.4 * z_m * z_m;
            }
        }
    }
    bench_march(&b, 20, 1.0);
    /* g beta dT over one second would be 0.2 m/s. */
    ck_assert_double_lt(fastest_ms(f), 1e-8);
    bench_end(&b);
}
END_TEST

/* The same with the cold air above turns over. */
START_TEST(warm_air_rises)
{
    struct field_bench b;
    const double lamp_m[6] = {0.6, 1.2, 0.6, 0.9, 0.0, 0.3};
    double speed_ms[2];

    for (int k = 0; k < 2; k++) {
        bench_begin(&b, 1.8, 1.5, 2.4);
        b.room.air.gravity_ms2 = k == 0 ? 0.0 : 9.81;
        bench_source(&b, lamp_m, 60.0);
        bench_make(&b, 0.3);
        bench_march(&b, 30, 1.0);
        speed_ms[k] = field_cell_at(b.field, 2, 2, 3).velocity_ms[FIELD_Z];
        bench_end(&b);
    }
    ck_assert_double_eq_tol(speed_ms[0], 0.0, 1e-12);
    ck_assert_double_gt(speed_ms[1], 0.1);
}
END_TEST

/* A front carried by plug flow: after the time to travel x, half of it has passed x; the front is
 * thinner than upwind's, whose width is 2 sqrt(u h t) or more. */
START_TEST(a_front_arrives_on_time_and_stays_sharp)
{
    struct field_bench b;
    const double end_m[4] = {0.0, 0.5, 0.0, 0.5};
    const double u_ms = 0.5;
    const double cell_m = 0.1;
    const double dt_s = 0.04;
    const size_t n_steps = 150;
    double passed_m = 0.0;
    size_t n_between = 0;

    bench_begin(&b, 6.0, 0.5, 0.5);
    for (size_t i = 1; i < 60; i++) {
        bench_mark(&b, FIELD_X, cell_m * (double)i);
    }
    b.room.air.gravity_ms2 = 0.0;
    b.settings.eddy_coefficient = 0.0;
    b.settings.friction_coefficient = 0.0;
    b.room.start_c = 20.0;
    (void)bench_port(&b, FIELD_BLOWS, 1.0, bench_rect(&b, FIELD_X, 0.0, end_m),
                     (struct field_feed){.flow_m3s = u_ms * 0.25, .temp_c = 30.0, .from = -1});
    (void)bench_port(&b, FIELD_DRAWS, 1.0, bench_rect(&b, FIELD_X, 6.0, end_m),
                     (struct field_feed){.flow_m3s = u_ms * 0.25, .from = -1});
    bench_make(&b, 10.0);
    ck_assert_int_eq(field_start_potential(b.field), STATUS_OK);
    bench_march(&b, n_steps, dt_s);
    for (size_t i = 0; i < 60; i++) {
        const double share = (field_cell_at(b.field, i, 0, 0).temp_c - 20.0) / 10.0;
        passed_m += share * cell_m;
        n_between += share > 0.1 && share < 0.9 ? 1 : 0;
    }
    ck_assert_double_eq_tol(passed_m, u_ms * dt_s * (double)n_steps, 1e-6);
    const double upwind_m = 2.56 * sqrt(u_ms * cell_m * (1.0 + u_ms * dt_s / cell_m) * dt_s *
                                        (double)n_steps); /* 10 to 90 % of an error function */
    ck_assert_double_lt((double)n_between * cell_m, 0.75 * upwind_m);
    bench_end(&b);
}
END_TEST

TCASE(pressure, "pressure", projection_removes_a_gradient_to_second_order,
      pressure_needs_at_most_twenty_iterations_at_any_size)
TCASE(momentum, "momentum", pressure_drop_of_a_duct_is_its_wall_stress,
      stratified_air_stays_at_rest, warm_air_rises)
TCASE(transport, "transport", lines_run_through_every_edge, surfaces_are_as_far_as_the_nearest_one,
      a_front_arrives_on_time_and_stays_sharp)

CHECK_MAIN("field_numerics", pressure, momentum, transport)
