/* test_fluids.c - air, water and glycol: published points, round trips, order.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>

#include "models/phys.h"
#include "models/psychro.h"
#include "tests/support/check_main.h"
#include "tests/support/draw.h"

enum { N_CASES = 1000 };

/* ASHRAE Handbook Fundamentals 2017, chapter 1, table 3, to the digits that it prints: Hyland and
 * Wexler hold it to 300 ppm. */
START_TEST(saturation_meets_the_handbook_to_300_ppm)
{
    static const struct {
        double temp_c;
        double expected_pa;
    } table[] = {{-20.0, 103.24}, {-5.0, 401.74},  {5.0, 872.6},
                 {25.0, 3169.7},  {50.0, 12351.3}, {100.0, 101418.0}};

    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        const double pa = psychro_saturation_pa(table[i].temp_c);
        ck_assert_msg(fabs(pa / table[i].expected_pa - 1.0) < 300e-6, "%g degC: %g Pa, table %g Pa",
                      table[i].temp_c, pa, table[i].expected_pa);
    }
}
END_TEST

/* Its example of moist air at 40 degC with a wet bulb of 20 degC at sea level, as rounded there, and its
 * standard atmosphere to 1 Pa. */
START_TEST(example_and_atmosphere_of_the_handbook)
{
    const double ratio = psychro_ratio_from_wet_bulb(40.0, 20.0, PHYS_SEA_LEVEL_PA);
    const double vapour_pa = psychro_vapour_pa(ratio, PHYS_SEA_LEVEL_PA);
    double dew_c = 0.0;

    ck_assert_int_eq(psychro_dew_point_c(vapour_pa, &dew_c), STATUS_OK);
    ck_assert_double_eq_tol(ratio, 0.0065, 0.0001); /* read from a chart: 0.0064 */
    ck_assert_double_eq_tol(dew_c, 7.0, 0.5);
    ck_assert_double_eq_tol(vapour_pa / psychro_saturation_pa(40.0), 0.14, 0.005);
    ck_assert_double_eq_tol(psychro_enthalpy_j_per_kg(40.0, ratio), 56.7e3, 50.0);
    ck_assert_double_eq_tol(psychro_volume_m3_per_kg(40.0, ratio, PHYS_SEA_LEVEL_PA), 0.896,
                            0.0005);
    ck_assert_double_eq_tol(phys_atmosphere_pa(500.0), 95461.0, 1.0);
    ck_assert_double_eq_tol(phys_atmosphere_pa(1000.0), 89875.0, 1.0);
    ck_assert_double_eq_tol(phys_atmosphere_pa(4000.0), 61640.0, 1.0);
}
END_TEST

/* The same table at more temperatures, by fewer digits. */
START_TEST(saturation_meets_the_steam_table)
{
    static const struct {
        double temp_c;
        double expected_pa;
    } table[] = {{-40.0, 12.84}, {-20.0, 103.24}, {0.0, 611.2},   {20.0, 2339.2},
                 {25.0, 3169.8}, {40.0, 7383.5},  {60.0, 19943.9}};

    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        const double pa = psychro_saturation_pa(table[i].temp_c);
        ck_assert_msg(fabs(pa / table[i].expected_pa - 1.0) < 5e-4, "%g degC: %g Pa, table %g Pa",
                      table[i].temp_c, pa, table[i].expected_pa);
    }
}
END_TEST

START_TEST(dew_point_and_wet_bulb_give_the_state_back)
{
    gsl_rng *const rng = draw_create(82501);

    for (int k = 0; k < N_CASES; k++) {
        const double dry_c = draw_between(rng, 1.0, 55.0);
        const double pressure_pa = draw_between(rng, 7e4, 1.05e5);
        const double vapour_pa = draw_between(rng, 0.1, 1.0) * psychro_saturation_pa(dry_c);
        const double ratio = psychro_ratio(vapour_pa, pressure_pa);
        double dew_c = 0.0;
        double wet_c = 0.0;
        ck_assert_int_eq(psychro_dew_point_c(vapour_pa, &dew_c), STATUS_OK);
        ck_assert_int_eq(psychro_wet_bulb_c(dry_c, ratio, pressure_pa, &wet_c), STATUS_OK);
        ck_assert_double_eq_tol(psychro_vapour_pa(ratio, pressure_pa), vapour_pa, 1e-9 * vapour_pa);
        ck_assert_double_eq_tol(psychro_saturation_pa(dew_c), vapour_pa, 1e-8 * vapour_pa);
        ck_assert_msg(fabs(psychro_ratio_from_wet_bulb(dry_c, wet_c, pressure_pa) - ratio) <
                          1e-9 + 1e-7 * ratio,
                      "case %d: %g degC, %g degC wet", k, dry_c, wet_c);
        ck_assert_msg(dew_c <= wet_c + 0.05 && wet_c <= dry_c + 1e-9, "case %d: %g %g %g", k, dew_c,
                      wet_c, dry_c); /* over ice and over water part by hundredths at 0 degC */
    }
    gsl_rng_free(rng);
}
END_TEST

/* Moist air is lighter than dry air, and density times volume is one plus the water. */
START_TEST(density_and_volume_belong_together)
{
    const double ratio = 0.0099;
    const double density = psychro_density_kg_per_m3(25.0, ratio, PHYS_SEA_LEVEL_PA);
    const double volume = psychro_volume_m3_per_kg(25.0, ratio, PHYS_SEA_LEVEL_PA);

    ck_assert_double_eq_tol(density * volume, 1.0 + ratio, 1e-12);
    ck_assert(density < phys_dry_air_kg_per_m3(25.0, PHYS_SEA_LEVEL_PA));
    ck_assert_double_eq_tol(psychro_enthalpy_j_per_kg(0.0, 0.0), 0.0, 1e-9);
    /* ISO 2533: 83,524 Pa at 1,600 m; 0.824 of the density at sea level. */
    ck_assert_double_eq_tol(phys_atmosphere_pa(1600.0) / PHYS_SEA_LEVEL_PA, 0.8243, 2e-4);
}
END_TEST

/* IAPWS at 0.1 MPa; the correlations hold density to 0.01 %, the rest to 1 %. */
START_TEST(water_meets_its_tables)
{
    static const struct {
        double temp_c, density, cp, viscosity, conductivity;
    } table[] = {{20.0, 998.21, 4184.1, 1.0016e-3, 0.59846},
                 {40.0, 992.22, 4179.5, 0.6527e-3, 0.63063},
                 {60.0, 983.20, 4185.1, 0.4660e-3, 0.65438}};

    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        struct coolant water;
        ck_assert_int_eq(phys_coolant(0.0, table[i].temp_c, &water), STATUS_OK);
        ck_assert_double_eq_tol(water.density_kg_m3 / table[i].density, 1.0, 1e-4);
        ck_assert_double_eq_tol(water.cp_j_kgk / table[i].cp, 1.0, 1e-2);
        ck_assert_double_eq_tol(water.viscosity_pa_s / table[i].viscosity, 1.0, 1e-2);
        ck_assert_double_eq_tol(water.conductivity_w_mk / table[i].conductivity, 1.0, 1e-2);
    }
}
END_TEST

START_TEST(more_glycol_is_thicker_poorer_and_freezes_later)
{
    struct coolant last;

    ck_assert_int_eq(phys_coolant(0.05, 30.0, &last), STATUS_OK);
    for (int k = 2; k <= 11; k++) {
        const double frac = 0.05 * k;
        struct coolant now;
        ck_assert_int_eq(phys_coolant(frac, 30.0, &now), STATUS_OK);
        ck_assert_msg(now.viscosity_pa_s > last.viscosity_pa_s && now.cp_j_kgk < last.cp_j_kgk &&
                          now.freezing_c < last.freezing_c &&
                          now.conductivity_w_mk < last.conductivity_w_mk,
                      "%g", frac);
        last = now;
    }
    /* DOWFROST: 25 % by mass freezes at about -10 degC. */
    ck_assert_int_eq(phys_coolant(0.25, 30.0, &last), STATUS_OK);
    ck_assert_double_eq_tol(last.freezing_c, -10.0, 1.0);
}
END_TEST

/* Raoult: x_water psat(T) = p. Makers' tables of inhibited propylene glycol give 102.2 degC at one
 * atmosphere for 30 % by mass; solutions are not quite ideal. */
START_TEST(coolant_boils_where_its_water_does)
{
    double boils_c = 0.0;

    ck_assert_int_eq(phys_boiling_c(0.0, 101325.0, &boils_c), STATUS_OK);
    ck_assert_double_eq_tol(boils_c, 100.0, 0.05);
    ck_assert_int_eq(phys_boiling_c(0.3, 101325.0, &boils_c), STATUS_OK);
    ck_assert_double_eq_tol(boils_c, 102.2, 1.0);
    for (int g = 0; g <= 5; g++) {
        const double glycol = 0.12 * g;
        const double water = (1.0 - glycol) / 18.015;
        const double x = water / (water + glycol / 76.095);
        double last_c = 0.0;
        for (int k = 0; k < 8; k++) {
            const double pa = 2e4 * pow(1.7, k);
            ck_assert_int_eq(phys_boiling_c(glycol, pa, &boils_c), STATUS_OK);
            ck_assert_double_eq_tol(x * psychro_saturation_pa(boils_c), pa, 1e-9 * pa);
            ck_assert_double_gt(boils_c, last_c);
            last_c = boils_c;
        }
    }
    ck_assert_int_eq(phys_boiling_c(0.7, 1e5, &boils_c), STATUS_OUT_OF_RANGE);
    ck_assert_int_eq(phys_boiling_c(0.2, 100.0, &boils_c), STATUS_OUT_OF_RANGE);
    ck_assert_int_eq(phys_boiling_c(0.2, 1e8, &boils_c), STATUS_OUT_OF_RANGE);
}
END_TEST

START_TEST(outside_its_range_a_coolant_is_refused)
{
    struct coolant c;

    ck_assert_int_eq(phys_coolant(0.0, -1.0, &c), STATUS_OUT_OF_RANGE);
    ck_assert_int_eq(phys_coolant(0.0, 101.0, &c), STATUS_OUT_OF_RANGE);
    ck_assert_int_eq(phys_coolant(0.25, -15.0, &c), STATUS_OUT_OF_RANGE);
    ck_assert_int_eq(phys_coolant(0.7, 30.0, &c), STATUS_OUT_OF_RANGE);
    ck_assert_int_eq(phys_coolant(-0.1, 30.0, &c), STATUS_OUT_OF_RANGE);
}
END_TEST

TCASE(tc_air, "air", saturation_meets_the_handbook_to_300_ppm,
      example_and_atmosphere_of_the_handbook, saturation_meets_the_steam_table,
      dew_point_and_wet_bulb_give_the_state_back, density_and_volume_belong_together)
TCASE(tc_liquid, "liquid", water_meets_its_tables, more_glycol_is_thicker_poorer_and_freezes_later,
      coolant_boils_where_its_water_does, outside_its_range_a_coolant_is_refused)
CHECK_MAIN("fluids", tc_air, tc_liquid)
