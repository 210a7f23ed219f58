/* pair.h - one file, or two in lock step with what changes between them.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef VIZ_PAIR_H
#define VIZ_PAIR_H

#include "viz/course.h"
#include "viz/scene.h"

struct pair {
    struct scene own;
    struct scene other;      /* of the second file, when there is one */
    struct scene difference; /* the second minus the first, on the first one's plan */
    struct courses *courses; /* of racks of both, for their curves */
    bool has_other;
    bool has_difference; /* false for kinds, which have no difference */
};

/* Opens the scenes of a file, and of a second one unless it is NULL. pair_close gives all back, also
 * after an error.
 *
 * Errors  as of scene_open.
 */
MUST_CHECK enum status pair_open(const struct results *first, const struct results *second,
                                 enum unit_system units, struct pair *ret_pair);
void pair_close(struct pair *p);

/* Chooses the layer of all and reads the present moment; false when one of the files does not hold it, and
 * nothing changes, or is damaged there, and the layer before is read anew. pair_scan reads the rest. */
bool pair_set_layer(struct pair *p, const struct layer *layer);

/* Reads on, as scene_scan does. True when all was read. */
bool pair_scan(struct pair *p, size_t n_records);
bool pair_is_whole(const struct pair *p);

/* Goes to a record of the first file; the second shows its record of the same time. */
void pair_set_time(struct pair *p, size_t time_index);

/* True when the layer's quantity is in all files; the picture of the air's field is not for a window. */
bool pair_holds(const struct pair *p, const struct layer *layer);

/* Spans the colours over a range of values in place of all that the run holds: of both files, or of
 * the difference, whose range stays even about nought. Kinds have no range. The next layer has its own. */
void pair_set_range(struct pair *p, bool is_difference, double least, double most);
void pair_reset_range(struct pair *p);

void pair_set_units(struct pair *p, enum unit_system units);

#endif
