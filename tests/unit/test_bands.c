/* test_bands.c - what moves the order of options, and where it turns.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>

#include <gsl/gsl_errno.h>

#include "sim/decide/bands.h"
#include "sim/decide/flip.h"
#include "sim/decide/lever_words.h"
#include "tests/support/check_main.h"
#include "tests/support/money_bench.h"

enum { CASES = 40, SAMPLES = 512 };

static void no_memory(size_t bytes, const char *label)
{
    ck_abort_msg("no memory for %zu bytes of %s", bytes, label);
}

static struct levers *join(struct arena *arena, struct money_option *options, size_t n,
                           const double *share_frac)
{
    struct levers *levers = NULL;

    ck_assert_int_eq(levers_join(arena, options, n, share_frac, &levers), STATUS_OK);
    return levers;
}

/* Two options with a load and a term in common, and otherwise their own prices. */
static struct levers *draw_pair(struct arena *arena, const gsl_rng *rng)
{
    struct money_option *const options = ARENA_ARRAY(arena, struct money_option, 2, "options");

    bench_draw(&options[0], rng);
    bench_draw(&options[1], rng);
    options[1].inputs[options[1].place[MONEY_TERM]] =
        options[0].inputs[options[0].place[MONEY_TERM]];
    options[1].inputs[options[1].place[MONEY_LOAD]] =
        options[0].inputs[options[0].place[MONEY_LOAD]];
    return join(arena, options, 2, NULL);
}

START_TEST(values_read_as_people_say_them)
{
    static const struct {
        enum money_kind kind;
        const char *unit;
        double value;
        const char *words;
    } cases[] = {
        {MONEY_TIME, "s", 7.5 / 12.0 * 8766.0 * 3600.0, "7.5 months"},
        {MONEY_TIME, "s", (double)NAN, "not given"},
        {MONEY_TERM, "year", 6.0, "6 years"},
        {MONEY_BOUGHT, "USD", 2.37e6, "2.37 MUSD"},
        {MONEY_BOUGHT, "USD", (double)NAN, "not given"},
        {MONEY_PRICE, "USD/J", 0.094 / 3.6e6, "0.094 USD/kWh"},
        {MONEY_RENT_PRICE, "USD/W/s", 184.0 * 12.0 / 1e3 / 8766.0 / 3600.0, "184 USD/kW/month"},
    };

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct text words = {0};
        lever_words_value(&words, cases[i].kind, cases[i].unit, cases[i].value, UNITS_SI);
        ck_assert_str_eq(words.at, cases[i].words);
        text_release(&words);
    }
}
END_TEST

START_TEST(what_two_options_state_alike_is_one_lever)
{
    struct arena *const arena = arena_create(no_memory);
    gsl_rng *const rng = draw_create(7);
    struct money_option options[2];

    bench_draw(&options[0], rng);
    options[1] = options[0];
    ck_assert_uint_eq(join(arena, options, 2, NULL)->n, options[0].n_inputs);
    struct money_input *const rent = &options[1].inputs[options[1].place[MONEY_RENT_PRICE]];
    rent->source = "another broker";
    ck_assert_uint_eq(join(arena, options, 2, NULL)->n, options[0].n_inputs + 1);
    rent->source = "";
    double *const parts[] = {&rent->low, &rent->mid, &rent->high};
    for (size_t i = 0; i < 3; i++) {
        const double value = *parts[i];
        *parts[i] *= 1.01;
        ck_assert_uint_eq(join(arena, options, 2, NULL)->n, options[0].n_inputs + 1);
        *parts[i] = value;
    }
    gsl_rng_free(rng);
    arena_destroy(arena);
}
END_TEST

START_TEST(an_option_against_itself_differs_by_nothing_and_turns_nowhere)
{
    struct arena *const arena = arena_create(no_memory);
    gsl_rng *const rng = draw_create(11);

    for (int i = 0; i < CASES; i++) {
        struct money_option options[2];
        struct bands_swing swings[LEVERS_MOST];
        struct bands bands;
        double value = 0.0;
        bench_draw(&options[0], rng);
        options[1] = options[0];
        const struct levers *const l = join(arena, options, 2, NULL);
        ck_assert_int_eq(bands_draw(arena, l, SAMPLES, 3, &bands), STATUS_OK);
        ck_assert_double_eq(bands.more[1].p5, 0.0);
        ck_assert_double_eq(bands.more[1].p95, 0.0);
        ck_assert_double_eq_tol(bands.cheapest_frac[0], 1.0, 1e-12);
        ck_assert_uint_eq(bands_tornado(l, 0, 1, swings), 0);
        for (size_t k = 0; k < l->n; k++) {
            ck_assert_msg(!flip_find(l, 0, 1, k, &value), "case %d, %s", i, l->items[k].item);
        }
    }
    gsl_rng_free(rng);
    arena_destroy(arena);
}
END_TEST

START_TEST(without_bands_every_draw_is_the_total_itself)
{
    struct arena *const arena = arena_create(no_memory);
    gsl_rng *const rng = draw_create(13);
    struct money_option option;
    struct bands bands;

    bench_draw(&option, rng);
    for (size_t i = 0; i < option.n_inputs; i++) {
        option.inputs[i].low = option.inputs[i].high = option.inputs[i].mid;
    }
    ck_assert_int_eq(bands_draw(arena, join(arena, &option, 1, NULL), SAMPLES, 5, &bands),
                     STATUS_OK);
    ck_assert_uint_eq(bands.n_uncertain, 0);
    ck_assert_double_eq(bands.npv[0].p5, bench_npv(&option, 1.0));
    ck_assert_double_eq(bands.npv[0].p95, bench_npv(&option, 1.0));
    gsl_rng_free(rng);
    arena_destroy(arena);
}
END_TEST

/* A sum with a band alone: quantiles of its triangle in closed form. */
START_TEST(a_single_price_has_the_quantiles_of_its_triangle)
{
    struct arena *const arena = arena_create(no_memory);
    struct money_option o;
    struct bands bands;
    const double low = 1.7e6;
    const double mid = 2.4e6;
    const double high = 5.1e6;

    bench_begin(&o);
    bench_set(&o, MONEY_TERM, "term", 5.0);
    bench_set(&o, MONEY_DISCOUNT, "discount", 0.08);
    bench_set(&o, MONEY_PRICE, "energy", 0.0);
    bench_add(&o, MONEY_BOUGHT, "plant", low, mid, high);
    const struct levers *const l = join(arena, &o, 1, NULL);
    ck_assert_int_eq(bands_draw(arena, l, 8192, 17, &bands), STATUS_OK);
    /* 0.05 lies before the peak's 0.206, the others behind it; a point of the sequence is 1/8192. */
    ck_assert_double_eq_tol(bands.npv[0].p5, low + sqrt(0.05 * (high - low) * (mid - low)), 600.0);
    ck_assert_double_eq_tol(bands.npv[0].p50, high - sqrt(0.5 * (high - low) * (high - mid)),
                            600.0);
    ck_assert_double_eq_tol(bands.npv[0].p95, high - sqrt(0.05 * (high - low) * (high - mid)),
                            2000.0);
    arena_destroy(arena);
}
END_TEST

START_TEST(the_seed_makes_the_answer_and_another_seed_one_close_to_it)
{
    struct arena *const arena = arena_create(no_memory);
    gsl_rng *const rng = draw_create(19);
    const struct levers *const l = draw_pair(arena, rng);
    struct bands once;
    struct bands again;
    struct bands other;

    ck_assert_int_eq(bands_draw(arena, l, 4096, 23, &once), STATUS_OK);
    ck_assert_int_eq(bands_draw(arena, l, 4096, 23, &again), STATUS_OK);
    ck_assert_int_eq(bands_draw(arena, l, 4096, 24, &other), STATUS_OK);
    ck_assert_double_eq(once.npv[1].p95, again.npv[1].p95);
    ck_assert_double_eq(once.more[1].p5, again.more[1].p5);
    ck_assert_double_ne(once.npv[1].p50, other.npv[1].p50);
    /* Four thousand random draws would leave about 2 % of the band. */
    ck_assert_double_eq_tol(once.npv[1].p50, other.npv[1].p50,
                            0.02 * (once.npv[1].p95 - once.npv[1].p5));
    gsl_rng_free(rng);
    arena_destroy(arena);
}
END_TEST

START_TEST(more_than_forty_uncertain_prices_are_drawn_too)
{
    struct arena *const arena = arena_create(no_memory);
    struct money_option o;
    struct bands bands;

    bench_begin(&o);
    bench_set(&o, MONEY_TERM, "term", 1.0);
    bench_set(&o, MONEY_DISCOUNT, "discount", 0.0);
    bench_set(&o, MONEY_PRICE, "energy", 0.0);
    for (int i = 0; i < 60; i++) {
        bench_add(&o, MONEY_BOUGHT, i % 2 == 0 ? "even" : "odd", 0.0, 1e5, 2e5)->at = i % 2;
    }
    ck_assert_int_eq(bands_draw(arena, join(arena, &o, 1, NULL), 4096, 1, &bands), STATUS_OK);
    ck_assert_uint_eq(bands.n_uncertain, 60);
    /* Sixty triangles of deviation 1e5/sqrt(6): nearly a normal sum; 4096 draws leave a few percent. */
    const double sigma = 1e5 * sqrt(60.0 / 6.0);
    ck_assert_double_eq_tol(bands.npv[0].p50, 60e5, 0.1 * sigma);
    ck_assert_double_eq_tol(bands.npv[0].p95 - bands.npv[0].p5, 2.0 * 1.645 * sigma, 0.2 * sigma);
    arena_destroy(arena);
}
END_TEST

START_TEST(each_bar_of_the_tornado_is_a_total_at_an_end)
{
    struct arena *const arena = arena_create(no_memory);
    gsl_rng *const rng = draw_create(29);

    for (int i = 0; i < CASES; i++) {
        const struct levers *const l = draw_pair(arena, rng);
        struct bands_swing swings[LEVERS_MOST];
        double values[LEVERS_MOST];
        const size_t n = bands_tornado(l, 0, 1, swings);
        ck_assert_uint_gt(n, 5);
        for (size_t k = 0; k < n; k++) {
            levers_mid(l, values);
            values[swings[k].lever] = l->items[swings[k].lever].high;
            ck_assert_double_eq(levers_npv(l, 1, values) - levers_npv(l, 0, values),
                                swings[k].high_usd);
            ck_assert(k == 0 || fabs(swings[k].high_usd - swings[k].low_usd) <=
                                    fabs(swings[k - 1].high_usd - swings[k - 1].low_usd));
        }
    }
    gsl_rng_free(rng);
    arena_destroy(arena);
}
END_TEST

static double difference(const struct levers *l, size_t lever, double value)
{
    double values[LEVERS_MOST];

    levers_mid(l, values);
    values[lever] = value;
    return levers_npv(l, 1, values) - levers_npv(l, 0, values);
}

START_TEST(the_order_is_another_on_the_other_side_of_a_flip)
{
    struct arena *const arena = arena_create(no_memory);
    gsl_rng *const rng = draw_create(31);
    size_t n_flips = 0;

    (void)gsl_set_error_handler_off();
    for (int i = 0; i < CASES; i++) {
        const struct levers *const l = draw_pair(arena, rng);
        for (size_t k = 0; k < l->n; k++) {
            double at = 0.0;
            if (!flip_find(l, 0, 1, k, &at) || l->items[k].kind == MONEY_TERM) {
                continue;
            }
            const double step = 1e-6 * fmax(fabs(at), fabs(l->items[k].mid));
            const double before = difference(l, k, at - step);
            const double after = difference(l, k, at + step);
            ck_assert_msg((before > 0.0) != (after > 0.0), "case %d, %s at %g: %g and %g", i,
                          l->items[k].item, at, before, after);
            n_flips++;
        }
    }
    ck_assert_uint_gt(n_flips, CASES);
    gsl_rng_free(rng);
    arena_destroy(arena);
}
END_TEST

/* Buy for B or pay R a year: the term that turns it, and the worth of a month of waiting. */
START_TEST(a_flip_is_where_the_closed_form_puts_it)
{
    struct arena *const arena = arena_create(no_memory);
    struct money_option options[2];
    double at = 0.0;

    for (size_t i = 0; i < 2; i++) {
        bench_begin(&options[i]);
        bench_set(&options[i], MONEY_TERM, "term", 4.0);
        bench_set(&options[i], MONEY_DISCOUNT, "discount", 0.06);
        bench_set(&options[i], MONEY_PRICE, "energy", 1e-8);
        bench_set(&options[i], MONEY_WAIT, "waiting", (double)NAN);
    }
    bench_set(&options[0], MONEY_BOUGHT, "plant", 5.5e6);
    bench_set(&options[0], MONEY_TIME, "time", 3e7);
    bench_set(&options[1], MONEY_YEARLY, "service", 1e6)->heading = MONEY_OTHER;
    bench_set(&options[1], MONEY_TIME, "time", 1e7);
    const struct levers *const l = join(arena, options, 2, NULL);
    for (size_t k = 0; k < l->n; k++) {
        if (l->items[k].kind == MONEY_TERM) {
            /* Seven years of 1 at 6 % are worth 5.58, six are worth 4.92. */
            ck_assert(flip_find(l, 0, 1, k, &at));
            ck_assert_double_eq(at, 7.0);
        } else if (l->items[k].kind == MONEY_BOUGHT) {
            ck_assert(flip_find(l, 0, 1, k, &at));
            ck_assert_double_eq_tol(at, npv_rising(1e6, 0.0, 0.06, 4.0), 1e-3);
        } else if (l->items[k].kind == MONEY_WAIT) {
            /* Already dearer, and waiting longer: no worth of waiting turns that. */
            ck_assert(!flip_find(l, 0, 1, k, &at));
        }
    }
    arena_destroy(arena);
}
END_TEST

START_TEST(the_surface_is_the_totals_at_its_points)
{
    struct arena *const arena = arena_create(no_memory);
    gsl_rng *const rng = draw_create(37);
    const struct levers *const l = draw_pair(arena, rng);
    struct flip_point *const points = ARENA_ARRAY(arena, struct flip_point, FLIP_POINTS, "points");
    size_t n_even = 0;

    (void)gsl_set_error_handler_off();
    flip_surface(l, points);
    for (size_t i = 0; i < FLIP_POINTS; i++) {
        double values[LEVERS_MOST];
        levers_mid(l, values);
        levers_set(l, MONEY_LOAD, -1, points[i].load_factor_frac, values);
        levers_set(l, MONEY_DENSITY, -1, points[i].density_w, values);
        levers_set(l, MONEY_TERM, -1, points[i].term_years, values);
        levers_set(l, MONEY_TIME, 0, points[i].delay_s, values);
        for (size_t c = 0; c < 2; c++) {
            ck_assert_double_eq(points[i].npv_usd[c], levers_npv(l, c, values));
            ck_assert_double_le(points[i].npv_usd[points[i].cheapest], points[i].npv_usd[c]);
        }
        if (!isnan(points[i].even_load_frac)) {
            levers_set(l, MONEY_LOAD, -1, points[i].even_load_frac, values);
            const double usd = levers_npv(l, 0, values);
            ck_assert_double_eq_tol(levers_npv(l, 1, values), usd, 1e-9 * usd);
            n_even++;
        }
    }
    ck_assert_uint_gt(n_even, 0);
    gsl_rng_free(rng);
    arena_destroy(arena);
}
END_TEST

START_TEST(a_split_is_the_sum_of_its_parts)
{
    struct arena *const arena = arena_create(no_memory);
    gsl_rng *const rng = draw_create(41);
    struct money_option options[2];
    const double share_frac[] = {0.37, 0.63};
    double values[LEVERS_MOST];

    bench_draw(&options[0], rng);
    bench_draw(&options[1], rng);
    const struct levers *const l = join(arena, options, 2, share_frac);
    levers_mid(l, values);
    /* Discounted each by its own rate only where they agree: here they are made to. */
    levers_set(l, MONEY_DISCOUNT, -1, 0.07, values);
    options[0].inputs[options[0].place[MONEY_DISCOUNT]].mid = 0.07;
    options[1].inputs[options[1].place[MONEY_DISCOUNT]].mid = 0.07;
    const double expected =
        bench_npv(&options[0], share_frac[0]) + bench_npv(&options[1], share_frac[1]);
    ck_assert_double_eq_tol(levers_npv(l, 2, values), expected, 1e-12 * expected);
    gsl_rng_free(rng);
    arena_destroy(arena);
}
END_TEST

static TCase *tc_bands(void)
{
    TCase *const tc = tcase_create("bands");

    tcase_add_test(tc, values_read_as_people_say_them);
    tcase_add_test(tc, what_two_options_state_alike_is_one_lever);
    tcase_add_test(tc, an_option_against_itself_differs_by_nothing_and_turns_nowhere);
    tcase_add_test(tc, without_bands_every_draw_is_the_total_itself);
    tcase_add_test(tc, a_single_price_has_the_quantiles_of_its_triangle);
    tcase_add_test(tc, the_seed_makes_the_answer_and_another_seed_one_close_to_it);
    tcase_add_test(tc, more_than_forty_uncertain_prices_are_drawn_too);
    tcase_add_test(tc, each_bar_of_the_tornado_is_a_total_at_an_end);
    return tc;
}

static TCase *tc_flips(void)
{
    TCase *const tc = tcase_create("flips");

    tcase_add_test(tc, the_order_is_another_on_the_other_side_of_a_flip);
    tcase_add_test(tc, a_flip_is_where_the_closed_form_puts_it);
    tcase_add_test(tc, the_surface_is_the_totals_at_its_points);
    tcase_add_test(tc, a_split_is_the_sum_of_its_parts);
    return tc;
}

CHECK_MAIN("bands", tc_bands, tc_flips)
