/* test_weather_contract.c - what every weather must keep, over the registry.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>

#include "models/registry.h"
#include "models/weather_model.h"
#include "tests/contract/param_block.h"
#include "tests/support/check_main.h"

enum { N_CASES = 500 };

static const struct weather_model *model_at(size_t i)
{
    return (const struct weather_model *)registry_at(FAMILY_WEATHER, i);
}

START_TEST(rows_are_complete)
{
    for (size_t m = 0; model_at(m) != NULL; m++) {
        param_rows_check(&model_at(m)->info);
    }
}
END_TEST

START_TEST(dew_point_is_below_wet_bulb_is_below_dry_bulb)
{
    gsl_rng *const rng = draw_create(81701);
    struct param_block params;

    for (size_t m = 0; model_at(m) != NULL; m++) {
        const struct weather_model *const model = model_at(m);
        for (int k = 0; k < N_CASES; k++) {
            double dry_c = PARAM_UNKNOWN;
            double wet_c = PARAM_UNKNOWN;
            double dew_c = PARAM_UNKNOWN;
            param_block_draw(&params, &model->info, rng);
            const struct weather_block block = {
                .time_s = draw_between(rng, 0.0, 1e7),
                .dt_s = draw_decades(rng, 1e-3, 1e5),
                .pressure_pa = draw_between(rng, 7e4, 1.03e5),
                .started_s = draw_between(rng, 0.0, 366.0 * 86400.0),
                .is_leap_year = draw_index(rng, 4) == 0,
                .is_steady = draw_index(rng, 4) == 0,
                .dry_bulb_c = &dry_c,
                .wet_bulb_c = &wet_c,
                .dew_point_c = &dew_c,
            };
            const enum status st = model->step(params.bytes, &block);
            ck_assert_msg(st == STATUS_OK || st == STATUS_OUT_OF_RANGE, "%s, case %d: %s",
                          model->info.name, k, status_text(st));
            /* The roots behind both are found to 1e-6 K. */
            ck_assert_msg(st != STATUS_OK || (dew_c <= wet_c + 1e-5 && wet_c <= dry_c + 1e-5),
                          "%s, case %d: dew point %g, wet bulb %g, dry bulb %g degC",
                          model->info.name, k, dew_c, wet_c, dry_c);
        }
    }
    gsl_rng_free(rng);
}
END_TEST

TCASE(tc_rows, "rows", rows_are_complete)
TCASE(tc_air, "air", dew_point_is_below_wet_bulb_is_below_dry_bulb)
CHECK_MAIN("weather contract", tc_rows, tc_air)
