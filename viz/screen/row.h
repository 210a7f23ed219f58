/* row.h - parts of the picture of a row, and what the panel needs of it.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef VIZ_SCREEN_ROW_H
#define VIZ_SCREEN_ROW_H

#include "viz/screen/sheet.h"

/* True when the layer is an inlet's, whose thirds stand above one another on the fronts. */
bool row_has_bands(const struct scene *s);

/* A group of nodes on its part of a front. (row_group.c) */
void row_draw_group(const struct pen *p, const struct scene *s, const struct sheet *sheet,
                    const struct elevation_group *group, SDL_FRect beside);

/* What the parts of a front mean, for the panel. */
void row_notes(struct column *c, const struct scene *s, const struct look *look);

/* The node groups of a rack of the row, for the panel; nothing of another rack. (row_group.c) */
void row_add_groups(struct column *c, const struct scene *s, const struct look *look, long rack);

#endif
