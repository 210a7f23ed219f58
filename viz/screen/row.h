/* row.h - of the picture of a row what the panel needs too.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef VIZ_SCREEN_ROW_H
#define VIZ_SCREEN_ROW_H

#include "viz/screen/sheet.h"

/* True when the layer is an inlet's, whose thirds stand above one another on the fronts. */
bool row_has_bands(const struct scene *s);

/* How a node group fares, in words: "throttled, 63 %"; empty when it runs as it should. True when it
 * costs work. */
bool row_write_state(const struct scene *s, const struct elevation_group *group, char *text,
                     size_t room);

/* What the parts of a front mean, for the panel. */
void row_notes(struct column *c, const struct scene *s, const struct look *look);

/* The node groups of a rack of the row, for the panel; nothing of another rack. */
void row_add_groups(struct column *c, const struct scene *s, const struct look *look, long rack);

#endif
