/* values.h - inside of a scene: one record of its layer, for the moment shown and for the scan.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef VIZ_VALUES_H
#define VIZ_VALUES_H

#include "viz/scene.h"

/* Finds what the layer is read from; false when a file does not hold it. */
bool values_find(struct scene *s);

/* One piece of the reading of a record; true when there is none left. */
bool values_fetch(struct scene *s, size_t time_index);

/* Values of the layer at a record; false when it cannot be read. */
bool values_read(struct scene *s, size_t time_index, struct scene_record *ret_record);

/* The value nearest to danger, and its rack; NAN, and -1, when there is none. */
double values_worst(const struct scene *s, const struct scene_record *record, long *ret_worst);

/* Racks past their limit. */
size_t values_count_beyond(const struct scene *s, const struct scene_record *record);

#endif
