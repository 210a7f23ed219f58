/* palette.h - numbers to colours that everybody can tell apart.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef VIZ_PALETTE_H
#define VIZ_PALETTE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct colour {
    uint8_t r;
    uint8_t g;
    uint8_t b;
};

/* Points of a scale; between them straight lines.
 *
 *   rising     from dark blue over grey to yellow: rising lightness, the same order for every kind of
 *              colour vision. Nine points of the cividis map, Nunez, Anderton, Renslow,
 *              PLOS ONE 13(7) e0199239 (2018)
 *   diverging  blue, light grey in the middle, red-brown: both arms fall in lightness from the middle, and
 *              blue against red-brown is told apart by every kind of colour vision. Seven points of the
 *              map RdBu of ColorBrewer 2.0 (Brewer, Harrower, Penn State), marked colour-blind safe
 *              there, blue first
 */
enum palette { PALETTE_RISING, PALETTE_DIVERGING };
size_t palette_points(enum palette which, const struct colour **ret_points);

/* Colour at 0 to 1 on a scale; outside the ends hold. */
struct colour palette_at(enum palette which, double share);

/* Colour of kind number i, for kinds that have no order. Eight are distinct; beyond them they repeat.
 *
 * Source  Okabe, Ito, Color Universal Design (2008), with light grey in place of black.
 */
struct colour palette_kind(size_t i);

/* Of what will not happen: calm, and on none of the scales. */
struct colour palette_none(void);

/* Black or white, whichever reads better on a colour (WCAG relative luminance). */
struct colour palette_ink(struct colour under);

#endif
