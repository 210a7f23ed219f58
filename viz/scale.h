/* scale.h - the range that a scene's colours span.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef VIZ_SCALE_H
#define VIZ_SCALE_H

#include "viz/scene.h"

/* Fits the range to what was seen of the layer and to its limit; a user's own range stays. */
void scale_fit(struct scene *s);

#endif
