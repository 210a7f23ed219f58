/* test_plant_weather.c - a plant of every kind at rest under a load that stays, in ever colder weather.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "tests/physics/plant_bench.h"
#include "tests/support/check_main.h"

/* From 44 degC down to -27. */
enum { N_WEATHERS = 77 };
static const double warmest_c = 44.0;
static const double step_k = 0.93;

/* Published fits rise by up to 0.7 % where a condenser grows colder (test_eir.c), at light load more. */
static const double of_the_fit = 1.01;

/* By the part-load curve of the air-cooled set three machines at 0.6 need less than two at 0.9, and in the
 * cold two are enough: machines are staged for the load, not for the least power. */
static const double of_a_stage = 1.05;

/* A plant under test, by what it is made of. */
struct kind {
    size_t curves;
    int rejector;
    int economiser;
    int tower;
    double supply_c;
    double load_frac;
};

static struct plant_bench bench_of(const struct kind *k)
{
    struct plant_bench b = plant_bench(k->curves == SIZE_MAX ? 0.0 : 3.0);
    const double machines_w = 3.0 * b.params.machine_w;

    b.params.curves = k->curves == SIZE_MAX ? 0 : (int)k->curves;
    b.params.rejector = k->rejector;
    b.params.economiser = k->economiser;
    b.params.tower = k->tower;
    b.params.supply_c = k->supply_c;
    b.params.rejector_heat_w = 1.27 * machines_w;
    b.params.pads_above_c = 23.1;
    b.load_w = k->load_frac * machines_w;
    return b;
}

static void settle_at(struct plant_bench *b, double dry_bulb_c)
{
    b->dry_bulb_c = dry_bulb_c;
    b->wet_bulb_c = dry_bulb_c - 3.3;
    plant_bench_settle(b);
}

/* What switches with the weather has a step of its own: a machine that stops leaves its load to the others,
 * a coil or a tower that comes into use brings its fans, pads that dry make the air warmer. */
static int place_of(const struct plant_bench *b)
{
    const int is_wetted = b->dry_bulb_c > b->params.pads_above_c;

    return (int)b->state.machines + 100 * (b->free_w > 0.0) + 1000 * is_wetted;
}

static bool carries_its_load(const struct plant_bench *b)
{
    return b->capacity_w >= b->load_w;
}

static void say(const struct kind *k, const struct plant_bench *b, double warmer_w)
{
    ck_abort_msg(
        "%s, rejector %d, economiser %d, tower %d, %g degC, load %g: %g W at %g degC, %g W in "
        "warmer air",
        k->curves == SIZE_MAX ? "no machine" : eir_words[k->curves], k->rejector, k->economiser,
        k->tower, k->supply_c, k->load_frac, b->power_w, b->dry_bulb_c, warmer_w);
}

/* Between two switchings the power falls or stays, down to the hardest frost. */
static void look_for_a_rise(const struct kind *k)
{
    struct plant_bench b = bench_of(k);
    double least_w = (double)INFINITY;
    int place = -1;

    if (b.model->info.check(&b.params) != NULL) {
        return;
    }
    for (int i = 0; i < N_WEATHERS; i++) {
        settle_at(&b, warmest_c - i * step_k);
        least_w = place_of(&b) == place && carries_its_load(&b) ? least_w : (double)INFINITY;
        place = place_of(&b);
        if (b.power_w > of_the_fit * least_w) {
            say(k, &b, least_w);
        }
        least_w = fmin(least_w, b.power_w);
    }
}

/* Switching or not, winter costs no more than a day of 20 degC; but a coil that only helps the machines has
 * its fans at full speed for little heat, and may cost more than it saves. */
static void look_at_the_winter(const struct kind *k)
{
    struct plant_bench b = bench_of(k);

    if (b.model->info.check(&b.params) != NULL) {
        return;
    }
    settle_at(&b, 20.0);
    const double mild_w = b.power_w;
    const double machines = b.state.machines;
    for (int i = 0; i < 13; i++) {
        settle_at(&b, 10.0 - 2.9 * i);
        if (b.free_w > 0.0 && b.state.machines > 0.0) {
            continue;
        }
        if (b.power_w > (b.state.machines < machines ? of_a_stage : of_the_fit) * mild_w) {
            say(k, &b, mild_w);
        }
    }
}

static void with_every_kind(void (*look)(const struct kind *))
{
    const double supplies_c[] = {8.3, 17.6, 29.2};
    const double loads_frac[] = {0.21, 0.58, 0.76, 0.89};
    size_t n_sets = 0;

    while (eir_words[n_sets] != NULL) {
        n_sets++;
    }
    for (size_t i = 0; i < (n_sets + 1) * 4 * 3 * 2 * 3 * 4; i++) {
        size_t left = i;
        struct kind k = {0};
        k.load_frac = loads_frac[left % 4];
        k.supply_c = supplies_c[(left /= 4) % 3];
        k.tower = (int)((left /= 3) % 2);
        k.economiser = (int)((left /= 2) % 3);
        k.rejector = (int)((left /= 3) % 4);
        k.curves = (left /= 4) < n_sets ? left : SIZE_MAX;
        look(&k);
    }
}

START_TEST(colder_weather_never_costs_power_between_two_switchings)
{
    with_every_kind(look_for_a_rise);
}
END_TEST

START_TEST(winter_costs_no_more_than_a_mild_day)
{
    with_every_kind(look_at_the_winter);
}
END_TEST

/* The curves end in the cold: air-cooled machines with water of 8.3 degC know nothing below the outdoor air
 * at which their input is least. That is said, and the power stays. */
START_TEST(power_that_flattens_out_beyond_the_curves_is_flagged)
{
    struct plant_bench b = plant_bench(3.0);
    b.params.supply_c = 8.3;
    b.load_w = 870e3;
    settle_at(&b, 26.0);
    ck_assert_double_eq(b.is_held, 0.0);
    settle_at(&b, 4.0);
    ck_assert_double_eq(b.is_held, 1.0);
    const double cold_w = b.power_w;
    settle_at(&b, -19.0);
    ck_assert_double_eq(b.is_held, 1.0);
    ck_assert_double_eq(b.power_w, cold_w);
}
END_TEST

TCASE(tc_cold, "cold", colder_weather_never_costs_power_between_two_switchings,
      winter_costs_no_more_than_a_mild_day, power_that_flattens_out_beyond_the_curves_is_flagged)
CHECK_MAIN("plant weather", tc_cold)
