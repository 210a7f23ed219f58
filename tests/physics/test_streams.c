/* test_streams.c - the heat that many handlers take, as one line of pieces.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>

#include "models/air/streams.h"
#include "tests/support/check_main.h"
#include "tests/support/draw.h"

enum { MOST = 12, ROOM = 3 * (7 * MOST + 1), N_CASES = 300, N_RETURNS = 40 };

static const double air_j_per_m3k = 1173.0;

struct handlers {
    double flow_m3s[MOST];
    double coil_w_per_k[MOST];
    double water_c[MOST];
    double set_c[MOST];
    double outside_c[MOST];
    double outside_most_frac[MOST];
    double work[ROOM];
};

/* Handlers whose set points and water lie within two kelvin of each other, so that they bend near to one
 * another; every other case has some that are alike. */
static void draw_handlers(const gsl_rng *rng, size_t n, bool has_twins, struct handlers *h)
{
    const double set_c = draw_between(rng, 15.0, 26.0);
    const double water_c = set_c - draw_between(rng, -1.0, 12.0);
    const double outside_c = draw_between(rng, -10.0, 35.0);
    const bool has_dampers = draw_index(rng, 2) == 1;

    for (size_t k = 0; k < n; k++) {
        const size_t twin = has_twins && k > 0 && draw_index(rng, 2) == 1 ? draw_index(rng, k) : k;
        h->flow_m3s[k] = draw_between(rng, 0.7, 9.0);
        h->coil_w_per_k[k] = h->flow_m3s[k] * air_j_per_m3k * draw_between(rng, 0.2, 1.1);
        h->water_c[k] = water_c + draw_between(rng, 0.0, 2.0);
        h->set_c[k] = set_c + draw_between(rng, 0.0, 2.0);
        h->outside_c[k] = outside_c;
        h->outside_most_frac[k] = has_dampers ? draw_between(rng, 0.0, 1.0) : 0.0;
        if (twin != k) {
            h->flow_m3s[k] = h->flow_m3s[twin];
            h->coil_w_per_k[k] = h->coil_w_per_k[twin];
            h->water_c[k] = h->water_c[twin];
            h->set_c[k] = h->set_c[twin];
            h->outside_most_frac[k] = h->outside_most_frac[twin];
        }
    }
}

static struct air_block block_of(struct handlers *h, size_t n)
{
    return (struct air_block){.air_j_per_m3k = air_j_per_m3k,
                              .n_handlers = n,
                              .flow_m3s = h->flow_m3s,
                              .coil_w_per_k = h->coil_w_per_k,
                              .water_c = h->water_c,
                              .set_c = h->set_c,
                              .outside_c = h->outside_c,
                              .outside_most_frac = h->outside_most_frac,
                              .work = h->work};
}

START_TEST(the_pieces_are_the_sum_of_the_handlers)
{
    gsl_rng *const rng = draw_create(20261127);

    for (int c = 0; c < N_CASES; c++) {
        const size_t n = 1 + draw_index(rng, MOST);
        struct streams s = {.bypass_frac = draw_between(rng, 0.0, 0.8)};
        struct handlers h;
        draw_handlers(rng, n, c % 2 == 0, &h);
        const struct air_block b = block_of(&h, n);
        for (size_t k = 0; k < n; k++) {
            s.supply_m3s += h.flow_m3s[k];
        }
        ck_assert_uint_le(streams_work_size(n), ROOM);
        const struct pieces all = streams_pieces(&b, &s);
        for (int i = 0; i < N_RETURNS; i++) {
            const double ret_c = draw_between(rng, 5.0, 60.0);
            double taken_w = 0.0;
            for (size_t k = 0; k < n; k++) {
                taken_w += h.flow_m3s[k] * air_j_per_m3k * streams_drop_k(&b, k, ret_c);
            }
            const double drop_k = taken_w / (s.supply_m3s * air_j_per_m3k);
            const double hot_c = ret_c + s.bypass_frac / (1.0 - s.bypass_frac) * drop_k;
            /* Lines through points of this size, in double precision. */
            ck_assert_msg(fabs(pieces_at(&all, hot_c) - taken_w) <= 1e-9 * (taken_w + 1e3),
                          "case %d: %.12g W for %.12g W at a return of %g", c,
                          pieces_at(&all, hot_c), taken_w, ret_c);
        }
    }
    gsl_rng_free(rng);
}
END_TEST

/* What a step costs hangs on how many kinds of handlers there are, not on how many handlers. */
START_TEST(handlers_that_are_alike_bend_in_one_place)
{
    gsl_rng *const rng = draw_create(91);

    for (int c = 0; c < N_CASES; c++) {
        const struct streams s = {.supply_m3s = 1.0};
        struct handlers h;
        draw_handlers(rng, 1, false, &h);
        const struct air_block one = block_of(&h, 1);
        const size_t n_of_one = streams_pieces(&one, &s).n;
        for (size_t k = 1; k < MOST; k++) {
            h.flow_m3s[k] = h.flow_m3s[0];
            h.coil_w_per_k[k] = h.coil_w_per_k[0];
            h.water_c[k] = h.water_c[0];
            h.set_c[k] = h.set_c[0];
            h.outside_c[k] = h.outside_c[0];
            h.outside_most_frac[k] = h.outside_most_frac[0];
        }
        const struct air_block all = block_of(&h, MOST);
        ck_assert_uint_eq(streams_pieces(&all, &s).n, n_of_one);
    }
    gsl_rng_free(rng);
}
END_TEST

TCASE(tc_streams, "streams", the_pieces_are_the_sum_of_the_handlers,
      handlers_that_are_alike_bend_in_one_place)
CHECK_MAIN("streams of handlers", tc_streams)
