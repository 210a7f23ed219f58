/* SPDX-License-Identifier: Apache-2.0 */
#include "viz/palette.h"

#include <math.h>

static const struct colour rising[] = {
    {0, 34, 78},     {18, 53, 112},   {59, 73, 108},   {87, 93, 109},  {112, 113, 115},
    {138, 134, 120}, {165, 156, 116}, {195, 179, 105}, {254, 232, 56},
};

static const struct colour diverging[] = {
    {33, 102, 172},  {103, 169, 207}, {209, 229, 240}, {247, 247, 247},
    {253, 219, 199}, {239, 138, 98},  {178, 24, 43},
};

static const struct colour kinds[] = {
    {86, 180, 233}, {230, 159, 0},   {0, 158, 115}, {240, 228, 66},
    {0, 114, 178},  {204, 121, 167}, {213, 94, 0},  {200, 200, 200},
};

/* Straight lines between points that stand equally far apart. */
static struct colour between(const struct colour *points, size_t n, double share)
{
    const int last = (int)n - 1;
    const double at = fmin(1.0, fmax(0.0, share)) * last;
    const int low = at >= last ? last - 1 : (int)at;
    const double part = at - low;
    const struct colour *const a = &points[low];
    const struct colour *const b = &points[low + 1];

    return (struct colour){
        .r = (uint8_t)lround(a->r + part * (b->r - a->r)),
        .g = (uint8_t)lround(a->g + part * (b->g - a->g)),
        .b = (uint8_t)lround(a->b + part * (b->b - a->b)),
    };
}

size_t palette_points(enum palette which, const struct colour **ret_points)
{
    *ret_points = which == PALETTE_DIVERGING ? diverging : rising;
    return which == PALETTE_DIVERGING ? sizeof diverging / sizeof diverging[0]
                                      : sizeof rising / sizeof rising[0];
}

struct colour palette_at(enum palette which, double share)
{
    const struct colour *points = NULL;
    const size_t n = palette_points(which, &points);

    return between(points, n, share);
}

struct colour palette_kind(size_t i)
{
    return kinds[i % (sizeof kinds / sizeof kinds[0])];
}

struct colour palette_none(void)
{
    return (struct colour){44, 110, 96};
}

static double linear(uint8_t channel)
{
    const double c = channel / 255.0;

    return c <= 0.03928 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4);
}

struct colour palette_ink(struct colour under)
{
    const double luminance =
        0.2126 * linear(under.r) + 0.7152 * linear(under.g) + 0.0722 * linear(under.b);
    /* Contrast is (lighter + 0.05) / (darker + 0.05): white wins below the root of 0.05 x 1.05. */
    const bool wants_white = luminance < 0.1791;

    return wants_white ? (struct colour){255, 255, 255} : (struct colour){0, 0, 0};
}
