/* air.h - the air in a plane: its temperature as colours, its flow as arrows.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef VIZ_SCREEN_AIR_H
#define VIZ_SCREEN_AIR_H

#include "viz/screen/sheet.h"

/* The colour of cells without air: racks, handlers. */
extern const struct colour air_solid;

/* Cells and arrows of a plane that the cut holds. */
void air_draw(const struct pen *p, const struct cut *cut, const struct sheet *sheet);

/* True when the colours of the picture are those of the air. */
bool air_is_shown(const struct look *look);

/* The part of the panel that says what they mean, and what the air does under the pointer; short where a
 * rack's facts follow. */
void air_legend(struct column *c, const struct scene *s, const struct look *look,
                const struct layout *at, enum legend_form form);

#endif
