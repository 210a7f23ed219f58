/* test_palette.c - colours rise in lightness and keep their order for everybody.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>

#include "tests/support/check_main.h"
#include "viz/palette.h"

/* CIE L* of an sRGB colour. */
static double lightness(struct colour c)
{
    const double part[3] = {c.r / 255.0, c.g / 255.0, c.b / 255.0};
    const double weight[3] = {0.2126, 0.7152, 0.0722};
    double y = 0.0;

    for (size_t i = 0; i < 3; i++) {
        y += weight[i] *
             (part[i] <= 0.04045 ? part[i] / 12.92 : pow((part[i] + 0.055) / 1.055, 2.4));
    }
    return y > 0.008856 ? 116.0 * cbrt(y) - 16.0 : 903.3 * y;
}

START_TEST(lightness_rises_along_the_scale)
{
    double last = -1.0;

    for (int k = 0; k <= 100; k++) {
        const double now = lightness(palette_at(PALETTE_RISING, k / 100.0));
        ck_assert_msg(now > last - 0.4, "%d %%: L* %g after %g", k, now, last); /* 8 bits a part */
        last = fmax(last, now);
    }
    ck_assert_msg(
        lightness(palette_at(PALETTE_RISING, 1.0)) - lightness(palette_at(PALETTE_RISING, 0.0)) >
            60.0,
        "the span is %g",
        lightness(palette_at(PALETTE_RISING, 1.0)) - lightness(palette_at(PALETTE_RISING, 0.0)));
}
END_TEST

START_TEST(ends_hold_outside_the_scale)
{
    const struct colour low = palette_at(PALETTE_RISING, -3.0);
    const struct colour least = palette_at(PALETTE_RISING, 0.0);
    const struct colour high = palette_at(PALETTE_RISING, 7.0);
    const struct colour most = palette_at(PALETTE_RISING, 1.0);

    ck_assert(low.r == least.r && low.g == least.g && low.b == least.b);
    ck_assert(high.r == most.r && high.g == most.g && high.b == most.b);
}
END_TEST

/* Equally far from the middle on either side is equally light, within 12 of L* 100: neither sign shouts. */
START_TEST(lightness_falls_from_the_middle_of_a_diverging_scale)
{
    double last[2] = {101.0, 101.0};

    for (int k = 0; k <= 50; k++) {
        for (int side = 0; side < 2; side++) {
            const double share = 0.5 + (side == 0 ? -k : k) / 100.0;
            const double now = lightness(palette_at(PALETTE_DIVERGING, share));
            ck_assert_msg(now < last[side] + 0.4, "%g: L* %g after %g", share, now, last[side]);
            last[side] = fmin(last[side], now);
        }
        ck_assert_msg(fabs(last[0] - last[1]) < 12.0, "%d: L* %g and %g", k, last[0], last[1]);
    }
}
END_TEST

/* Every pair of kinds differs by more than 60 of the 441 between black and white in RGB. */
START_TEST(eight_kinds_have_eight_colours)
{
    for (size_t i = 0; i < 8; i++) {
        for (size_t k = 0; k < i; k++) {
            const struct colour a = palette_kind(i);
            const struct colour b = palette_kind(k);
            const double apart = sqrt(pow(a.r - b.r, 2) + pow(a.g - b.g, 2) + pow(a.b - b.b, 2));
            ck_assert_msg(apart > 60.0, "%zu and %zu: %g", i, k, apart);
        }
    }
}
END_TEST

/* WCAG 2.1, 1.4.3: 4.5 to 1 for text; the middle greys of the scale allow no more than 4.3. */
START_TEST(text_can_be_read_on_every_colour)
{
    for (int k = 0; k <= 100; k++) {
        const struct colour under = palette_at(PALETTE_RISING, k / 100.0);
        const double gap = fabs(lightness(under) - lightness(palette_ink(under)));
        ck_assert_msg(gap > 45.0, "%d %%: %g of L* between text and ground", k, gap);
    }
}
END_TEST

TCASE(tc_colours, "colours", lightness_rises_along_the_scale, ends_hold_outside_the_scale,
      lightness_falls_from_the_middle_of_a_diverging_scale, eight_kinds_have_eight_colours,
      text_can_be_read_on_every_colour)
CHECK_MAIN("palette", tc_colours)
