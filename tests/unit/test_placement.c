/* test_placement.c - the cheapest placement against trying every one.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>

#include "sim/decide/placement.h"
#include "tests/support/check_main.h"
#include "tests/support/draw.h"

/* A hall with a law of its own: squares of needs add up to no more than this, so that it is not a room. */
struct law {
    const struct placement_problem *p;
    size_t venue;
    double most;
};

static bool keeps_law(void *context, size_t venue, uint32_t set)
{
    const struct law *const law = context;
    double sum = 0.0;

    for (size_t i = 0; i < law->p->n_loads; i++) {
        const double need = law->p->loads[i].need[NEED_POWER];
        sum += (set >> i & 1U) != 0 ? need * need : 0.0;
    }
    return venue != law->venue || sum <= law->most;
}

static bool chance(gsl_rng *rng, double share)
{
    return gsl_rng_uniform(rng) < share;
}

static void draw_load(gsl_rng *rng, struct placement_problem *p, size_t i)
{
    struct placement_load *const l = &p->loads[i];

    for (size_t v = 0; v < p->n_venues; v++) {
        l->is_barred[v] = chance(rng, 0.15);
        l->cost_usd[v] = 10.0 + 90.0 * gsl_rng_uniform(rng);
        l->read_usd[v] = chance(rng, 0.2) ? (double)NAN : 40.0 * gsl_rng_uniform(rng);
    }
    for (int k = 0; k < NEED_COUNT; k++) {
        l->need[k] = gsl_rng_uniform(rng);
    }
    if (i > 0 && chance(rng, 0.5)) {
        l->reads = (long)gsl_rng_uniform_int(rng, i);
        l->is_apart = chance(rng, 0.3);
        l->is_together = !l->is_apart && chance(rng, 0.3);
    }
}

/* tightness: how much of what is needed there is room for. */
static void draw_problem(gsl_rng *rng, struct placement_problem *p, struct law *law,
                         double tightness)
{
    const size_t n = 2 + gsl_rng_uniform_int(rng, 4);

    placement_clear(p, n, 2 + gsl_rng_uniform_int(rng, 3));
    for (size_t i = 0; i < n; i++) {
        draw_load(rng, p, i);
    }
    for (size_t v = 0; v < p->n_venues; v++) {
        p->fixed_usd[v] = chance(rng, 0.5) ? 60.0 * gsl_rng_uniform(rng) : 0.0;
        p->room[v][NEED_POWER] = tightness * (double)n * gsl_rng_uniform(rng);
        p->room[v][NEED_DATA] = tightness * (double)n * gsl_rng_uniform(rng);
    }
    *law = (struct law){p, gsl_rng_uniform_int(rng, p->n_venues),
                        tightness * (double)n * gsl_rng_uniform(rng) / 3.0};
    p->fits = keeps_law;
    p->context = law;
}

/* The least over every way to place the loads. */
static double brute_force(const struct placement_problem *p)
{
    size_t venue[PLACE_MOST_LOADS] = {0};
    double best = (double)INFINITY;
    size_t k = 0;

    while (k < p->n_loads) {
        best = fmin(best, placement_total_usd(p, venue));
        for (k = 0; k < p->n_loads && ++venue[k] == p->n_venues; k++) {
            venue[k] = 0;
        }
    }
    return best;
}

START_TEST(cheapest_placement_is_that_of_brute_force)
{
    gsl_rng *const rng = draw_create(417);
    size_t n_found = 0;
    size_t n_none = 0;

    for (int c = 0; c < 2000; c++) {
        struct placement_problem p;
        struct law law;
        draw_problem(rng, &p, &law, c % 2 == 0 ? 0.6 : 1.6);
        const struct placement_plan found = placement_solve(&p);
        const double least = brute_force(&p);
        ck_assert_msg(found.is_found == (bool)isfinite(least), "case %d", c);
        n_found += found.is_found ? 1 : 0;
        n_none += found.is_found ? 0 : 1;
        if (found.is_found) {
            /* Sums in another order. */
            ck_assert_msg(fabs(found.total_usd - least) <= 1e-9 * least, "case %d: %.12g, %.12g", c,
                          found.total_usd, least);
            ck_assert_msg(placement_total_usd(&p, found.venue) == found.total_usd, "case %d", c);
        }
    }
    ck_assert_uint_gt(n_found, 300);
    ck_assert_uint_gt(n_none, 300);
    gsl_rng_free(rng);
}
END_TEST

START_TEST(conflict_is_the_smallest_that_cannot_be_placed)
{
    gsl_rng *const rng = draw_create(418);
    size_t n_conflicts = 0;

    for (int c = 0; c < 600; c++) {
        struct placement_problem p;
        struct law law;
        draw_problem(rng, &p, &law, 0.45);
        const uint32_t conflict = placement_conflict(&p);
        struct placement_problem part = p;
        part.active = conflict;
        const int size = __builtin_popcount(conflict);
        ck_assert_msg((conflict == 0) == placement_solve(&p).is_found, "case %d", c);
        ck_assert_msg(conflict == 0 || !placement_solve(&part).is_found, "case %d", c);
        for (uint32_t set = 1; conflict != 0 && set < 1U << p.n_loads; set++) {
            part.active = set;
            ck_assert_msg(__builtin_popcount(set) >= size || placement_solve(&part).is_found,
                          "case %d: %u is smaller than %u", c, set, conflict);
        }
        n_conflicts += size > 1 ? 1 : 0;
    }
    ck_assert_uint_gt(n_conflicts, 50);
    gsl_rng_free(rng);
}
END_TEST

START_TEST(another_venue_never_costs_less)
{
    gsl_rng *const rng = draw_create(419);

    for (int c = 0; c < 300; c++) {
        struct placement_problem p;
        struct law law;
        draw_problem(rng, &p, &law, 1.6);
        const struct placement_plan best = placement_solve(&p);
        for (size_t i = 0; i < p.n_loads && best.is_found; i++) {
            double least = (double)INFINITY;
            for (size_t v = 0; v < p.n_venues; v++) {
                const struct placement_plan other = placement_with(&p, i, v);
                ck_assert_msg(!other.is_found || other.venue[i] == v, "case %d", c);
                least = other.is_found ? fmin(least, other.total_usd) : least;
            }
            /* One of the venues is the best one's. */
            ck_assert_msg(fabs(least - best.total_usd) <= 1e-9 * best.total_usd, "case %d", c);
        }
    }
    gsl_rng_free(rng);
}
END_TEST

START_TEST(cheaper_price_never_makes_the_total_dearer)
{
    gsl_rng *const rng = draw_create(420);

    for (int c = 0; c < 300; c++) {
        struct placement_problem p;
        struct law law;
        draw_problem(rng, &p, &law, 1.6);
        const struct placement_plan before = placement_solve(&p);
        p.loads[c % (int)p.n_loads].cost_usd[c % (int)p.n_venues] *= 0.37;
        const struct placement_plan after = placement_solve(&p);
        ck_assert_msg(!before.is_found || after.total_usd <= before.total_usd * (1.0 + 1e-12),
                      "case %d", c);
    }
    gsl_rng_free(rng);
}
END_TEST

START_TEST(reading_pays_the_egress_of_where_the_data_is)
{
    struct placement_problem p;

    placement_clear(&p, 2, 2);
    p.loads[0].is_barred[1] = true; /* the data can only be in 0 */
    p.loads[1].is_barred[0] = true; /* and its reader only in 1  */
    p.loads[0].cost_usd[0] = 31.0;
    p.loads[1].cost_usd[1] = 17.0;
    p.loads[1].reads = 0;
    p.loads[1].read_usd[0] = 5.5;
    p.loads[1].read_usd[1] = 1000.0;
    ck_assert_double_eq_tol(placement_solve(&p).total_usd, 31.0 + 17.0 + 5.5, 1e-12);
    p.loads[1].read_usd[0] = (double)NAN; /* not known: not for nothing */
    ck_assert(!placement_solve(&p).is_found);
    ck_assert_uint_eq(placement_conflict(&p), 3);
}
END_TEST

TCASE(tc_placement, "placement", cheapest_placement_is_that_of_brute_force,
      conflict_is_the_smallest_that_cannot_be_placed, another_venue_never_costs_less,
      cheaper_price_never_makes_the_total_dearer, reading_pays_the_egress_of_where_the_data_is)

CHECK_MAIN("placement", tc_placement)
