/* test_handler_contract.c - what every air handler must keep, over the registry.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>

#include "models/handler_model.h"
#include "models/registry.h"
#include "tests/contract/param_block.h"
#include "tests/support/check_main.h"

enum { N_CASES = 1000 };

static const double rounding = 1e-12;

/* What comes upon a handler in a step; coil_frac is the heat that the hall's air gave it, over what
 * the coil could take. */
struct service {
    double air_j_per_m3k;
    double speed_frac;
    double is_running;
    double has_water;
    double water_c;
    double return_c;
    double coil_frac;
    double outside_frac; /* heat given to outdoor air, over what it could take */
    double set_c;
    double is_shut;
    double dry_bulb_c;
    double wet_bulb_c;
    double dew_point_c;
    double pressure_pa;
};

struct handled {
    double flow_m3s;
    double coil_w_per_k;
    double fan_w;
    double coil_w;
    double coil_max_w;
    double water_return_c;
    double water_w_per_k;
    double outside_c;
    double outside_most_frac;
    double outside_w;
    double outside_frac;
    double outdoor_m3s;
    double outdoor_fan_w;
    double wetted_kgs;
};

static const struct handler_model *model_at(size_t i)
{
    return (const struct handler_model *)registry_at(FAMILY_HANDLER, i);
}

static struct handled run(const struct handler_model *model, const struct param_block *params,
                          const struct service *s)
{
    struct handled h = {0};
    struct handler_block block = {
        .n = 1,
        .air_j_per_m3k = s->air_j_per_m3k,
        .speed_frac = &s->speed_frac,
        .is_running = &s->is_running,
        .has_water = &s->has_water,
        .water_c = &s->water_c,
        .set_c = &s->set_c,
        .is_shut = &s->is_shut,
        .dry_bulb_c = s->dry_bulb_c,
        .wet_bulb_c = s->wet_bulb_c,
        .dew_point_c = s->dew_point_c,
        .pressure_pa = s->pressure_pa,
        .flow_m3s = &h.flow_m3s,
        .coil_w_per_k = &h.coil_w_per_k,
        .fan_w = &h.fan_w,
        .coil_max_w = &h.coil_max_w,
        .water_return_c = &h.water_return_c,
        .water_w_per_k = &h.water_w_per_k,
        .outside_c = &h.outside_c,
        .outside_most_frac = &h.outside_most_frac,
        .outside_frac = &h.outside_frac,
        .outdoor_m3s = &h.outdoor_m3s,
        .outdoor_fan_w = &h.outdoor_fan_w,
        .wetted_kgs = &h.wetted_kgs,
    };

    ck_assert_int_eq(model->prepare(params->bytes, &block), STATUS_OK);
    const double air_w_per_k = h.flow_m3s * s->air_j_per_m3k;
    const double by_air_k =
        s->outside_frac * h.outside_most_frac * fmax(0.0, s->return_c - h.outside_c);
    h.outside_w = air_w_per_k * by_air_k;
    h.coil_w = s->coil_frac * fmax(0.0, h.coil_w_per_k * (s->return_c - by_air_k - s->water_c));
    block.return_c = &s->return_c;
    block.coil_w = &h.coil_w;
    block.outside_w = &h.outside_w;
    ck_assert_int_eq(model->finish(params->bytes, &block), STATUS_OK);
    return h;
}

/* Air of the sea and of the mountains, fans at rest and at full speed, water colder and warmer than
 * the hall, coils that idle, modulate and are wide open. */
static struct service draw_service(const gsl_rng *rng)
{
    const double dry_bulb_c = draw_between(rng, -40.0, 50.0);
    const double wet_bulb_c = dry_bulb_c - draw_between(rng, 0.0, 3.0);

    return (struct service){
        .air_j_per_m3k = draw_between(rng, 700.0, 1300.0),
        .speed_frac =
            draw_index(rng, 5) == 0 ? (double)draw_index(rng, 2) : draw_between(rng, 0.0, 1.0),
        .is_running = draw_index(rng, 6) == 0 ? 0.0 : 1.0,
        .has_water = draw_index(rng, 6) == 0 ? 0.0 : 1.0,
        .water_c = draw_between(rng, 3.0, 40.0),
        .return_c = draw_between(rng, 10.0, 60.0),
        .coil_frac =
            draw_index(rng, 5) == 0 ? (double)draw_index(rng, 2) : draw_between(rng, 0.0, 1.0),
        .outside_frac =
            draw_index(rng, 5) == 0 ? (double)draw_index(rng, 2) : draw_between(rng, 0.0, 1.0),
        .set_c = draw_between(rng, 12.0, 35.0),
        .is_shut = draw_index(rng, 6) == 0 ? 1.0 : 0.0,
        .dry_bulb_c = dry_bulb_c,
        .wet_bulb_c = wet_bulb_c,
        .dew_point_c = wet_bulb_c - draw_between(rng, 0.0, 8.0),
        .pressure_pa = draw_between(rng, 70e3, 105e3),
    };
}

START_TEST(rows_are_complete)
{
    for (size_t m = 0; model_at(m) != NULL; m++) {
        param_rows_check(&model_at(m)->info);
        ck_assert_ptr_null(model_at(m)->info.states); /* a handler has no memory */
    }
}
END_TEST

START_TEST(without_power_nothing_moves_or_draws)
{
    gsl_rng *const rng = draw_create(61301);
    struct param_block params;

    for (size_t m = 0; model_at(m) != NULL; m++) {
        for (int k = 0; k < N_CASES; k++) {
            param_block_draw(&params, &model_at(m)->info, rng);
            struct service s = draw_service(rng);
            s.is_running = 0.0;
            const struct handled h = run(model_at(m), &params, &s);

            ck_assert_msg(h.flow_m3s == 0.0 && h.coil_w_per_k == 0.0 && h.fan_w == 0.0 &&
                              h.coil_max_w == 0.0,
                          "%s, case %d: %g m3/s, %g W/K, %g W", model_at(m)->info.name, k,
                          h.flow_m3s, h.coil_w_per_k, h.fan_w);
        }
    }
    gsl_rng_free(rng);
}
END_TEST

START_TEST(without_water_air_passes_as_it_comes)
{
    gsl_rng *const rng = draw_create(61307);
    struct param_block params;

    for (size_t m = 0; model_at(m) != NULL; m++) {
        for (int k = 0; k < N_CASES; k++) {
            param_block_draw(&params, &model_at(m)->info, rng);
            struct service s = draw_service(rng);
            s.has_water = 1.0;
            const struct handled cooled = run(model_at(m), &params, &s);
            s.has_water = 0.0;
            const struct handled h = run(model_at(m), &params, &s);

            ck_assert_msg(h.coil_w_per_k == 0.0 && h.coil_max_w == 0.0 && h.water_w_per_k == 0.0,
                          "%s, case %d: %g W/K, %g W", model_at(m)->info.name, k, h.coil_w_per_k,
                          h.coil_max_w);
            ck_assert_double_eq(h.flow_m3s, cooled.flow_m3s);
            ck_assert_double_eq(h.fan_w, cooled.fan_w);
        }
    }
    gsl_rng_free(rng);
}
END_TEST

START_TEST(coil_cannot_take_more_than_the_air_brings)
{
    gsl_rng *const rng = draw_create(61302);
    struct param_block params;

    for (size_t m = 0; model_at(m) != NULL; m++) {
        for (int k = 0; k < N_CASES; k++) {
            param_block_draw(&params, &model_at(m)->info, rng);
            const struct service s = draw_service(rng);
            const struct handled h = run(model_at(m), &params, &s);
            const double air_w_per_k = h.flow_m3s * s.air_j_per_m3k;

            ck_assert_msg(h.coil_w_per_k >= 0.0 && h.coil_w_per_k <= air_w_per_k * (1.0 + rounding),
                          "%s, case %d: %g W/K of %g W/K", model_at(m)->info.name, k,
                          h.coil_w_per_k, air_w_per_k);
            ck_assert_msg(h.coil_max_w >= 0.0 && isfinite(h.coil_max_w),
                          "%s, case %d: at most %g W", model_at(m)->info.name, k, h.coil_max_w);
        }
    }
    gsl_rng_free(rng);
}
END_TEST

/* The water takes what the coil takes, and never leaves warmer than the air comes. */
START_TEST(water_carries_the_heat_of_the_coil)
{
    gsl_rng *const rng = draw_create(61303);
    struct param_block params;

    for (size_t m = 0; model_at(m) != NULL; m++) {
        for (int k = 0; k < N_CASES; k++) {
            param_block_draw(&params, &model_at(m)->info, rng);
            const struct service s = draw_service(rng);
            const struct handled h = run(model_at(m), &params, &s);
            const double carried_w = h.water_w_per_k * (h.water_return_c - s.water_c);
            /* Temperatures are rounded before they are subtracted. */
            const double slack_w = rounding * (h.coil_w + h.water_w_per_k * 100.0);

            ck_assert_msg(fabs(carried_w - h.coil_w) <= slack_w,
                          "%s, case %d: coil %g W, water %g W", model_at(m)->info.name, k, h.coil_w,
                          carried_w);
            ck_assert_msg(h.water_return_c >= s.water_c &&
                              h.water_return_c <= fmax(s.water_c, s.return_c) + rounding * 100.0,
                          "%s, case %d: water %g to %g degC in air of %g degC",
                          model_at(m)->info.name, k, s.water_c, h.water_return_c, s.return_c);
        }
    }
    gsl_rng_free(rng);
}
END_TEST

START_TEST(faster_fan_moves_and_cools_and_draws_more)
{
    gsl_rng *const rng = draw_create(61304);
    struct param_block params;

    for (size_t m = 0; model_at(m) != NULL; m++) {
        for (int k = 0; k < N_CASES; k++) {
            param_block_draw(&params, &model_at(m)->info, rng);
            struct service s = draw_service(rng);
            const struct handled slow = run(model_at(m), &params, &s);
            s.speed_frac += (1.0 - s.speed_frac) * draw_between(rng, 0.0, 1.0);
            const struct handled fast = run(model_at(m), &params, &s);
            const double grain = 1.0 - rounding;

            ck_assert_msg(fast.flow_m3s >= grain * slow.flow_m3s &&
                              fast.coil_w_per_k >= grain * slow.coil_w_per_k &&
                              fast.fan_w >= grain * slow.fan_w,
                          "%s, case %d: %g and %g m3/s, %g and %g W/K, %g and %g W",
                          model_at(m)->info.name, k, slow.flow_m3s, fast.flow_m3s,
                          slow.coil_w_per_k, fast.coil_w_per_k, slow.fan_w, fast.fan_w);
        }
    }
    gsl_rng_free(rng);
}
END_TEST

START_TEST(full_speed_gives_the_rated_flow)
{
    gsl_rng *const rng = draw_create(61305);
    struct param_block params;

    for (size_t m = 0; model_at(m) != NULL; m++) {
        for (int k = 0; k < N_CASES; k++) {
            param_block_draw(&params, &model_at(m)->info, rng);
            struct service s = draw_service(rng);
            s.is_running = 1.0;
            s.speed_frac = 1.0;
            const double rated_m3s = model_at(m)->rated_flow_m3s(params.bytes);
            const double rated_w = model_at(m)->rated_w(params.bytes);

            ck_assert_double_eq(run(model_at(m), &params, &s).flow_m3s, rated_m3s);
            ck_assert(isnan(rated_w) || rated_w > 0.0);
        }
    }
    gsl_rng_free(rng);
}
END_TEST

/* Shares of a whole, of which no more is used than is allowed; what the hall draws in goes through its
 * fans, and outdoor fans are part of all fans. */
START_TEST(outdoor_air_stays_within_what_is_allowed)
{
    gsl_rng *const rng = draw_create(61306);
    struct param_block params;

    for (size_t m = 0; model_at(m) != NULL; m++) {
        for (int k = 0; k < N_CASES; k++) {
            param_block_draw(&params, &model_at(m)->info, rng);
            const struct service s = draw_service(rng);
            const struct handled h = run(model_at(m), &params, &s);
            const bool mixes = model_at(m)->takes_outdoor_air != NULL &&
                               model_at(m)->takes_outdoor_air(params.bytes);

            ck_assert_msg(h.outside_most_frac >= 0.0 && h.outside_most_frac <= 1.0 &&
                              h.outside_frac >= 0.0 && h.outside_frac <= h.outside_most_frac,
                          "%s, case %d: %g of %g", model_at(m)->info.name, k, h.outside_frac,
                          h.outside_most_frac);
            ck_assert_msg(h.outdoor_m3s >= 0.0 && h.outdoor_m3s <= (mixes ? h.flow_m3s : 0.0),
                          "%s, case %d: %g m3/s of %g m3/s", model_at(m)->info.name, k,
                          h.outdoor_m3s, h.flow_m3s);
            ck_assert_msg(h.outdoor_fan_w >= 0.0 && h.outdoor_fan_w <= h.fan_w &&
                              h.wetted_kgs >= 0.0 && h.outside_c <= s.dry_bulb_c,
                          "%s, case %d: %g W of %g W, %g kg/s, %g degC", model_at(m)->info.name, k,
                          h.outdoor_fan_w, h.fan_w, h.wetted_kgs, h.outside_c);
            ck_assert_msg(s.is_shut == 0.0 || h.outside_most_frac == 0.0, "%s, case %d: shut",
                          model_at(m)->info.name, k);
        }
    }
    gsl_rng_free(rng);
}
END_TEST

TCASE(tc_contract, "contract", rows_are_complete, without_power_nothing_moves_or_draws,
      without_water_air_passes_as_it_comes, coil_cannot_take_more_than_the_air_brings,
      water_carries_the_heat_of_the_coil, faster_fan_moves_and_cools_and_draws_more,
      full_speed_gives_the_rated_flow, outdoor_air_stays_within_what_is_allowed)
CHECK_MAIN("handler contract", tc_contract)
