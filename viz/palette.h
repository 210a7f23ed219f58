/* palette.h - numbers to colours that everybody can tell apart.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef VIZ_PALETTE_H
#define VIZ_PALETTE_H

#include <stdbool.h>
#include <stdint.h>

struct colour {
    uint8_t r;
    uint8_t g;
    uint8_t b;
};

/* Colour at 0 to 1 on a scale from dark blue over grey to yellow: rising lightness, the same order for
 * every kind of colour vision. Outside 0..1 the ends hold.
 *
 * Source  nine points of the cividis map, Nunez, Anderton, Renslow, PLOS ONE 13(7) e0199239 (2018),
 *         straight lines between them.
 */
struct colour palette_at(double share);

/* Black or white, whichever reads better on a colour (WCAG relative luminance). */
struct colour palette_ink(struct colour under);

#endif
