/* choice.h - several racks of a hall chosen together, and what their sum draws over the run.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef VIZ_CHOICE_H
#define VIZ_CHOICE_H

#include "viz/pair.h"

struct choice {
    bool *is_in;    /* (racks of the first file) */
    bool *is_there; /* (racks of the second file) those of the same names; NULL: one file */
    size_t n;       /* of the first file */

    /* Power of them all over the run, as far as it is summed since the choice changed. Racks whose power is not
     * known are left out. */
    struct course sum_w;
    double *scratch_w; /* room for a record */
};

/* Nothing is chosen at first. choice_close gives everything back, also after an error.
 *
 * Errors  STATUS_NO_MEMORY.
 */
MUST_CHECK enum status choice_open(const struct pair *pair, struct choice *ret_choice);
void choice_close(struct choice *c);

void choice_none(struct choice *c, const struct pair *pair);
void choice_all(struct choice *c, const struct pair *pair);
void choice_toggle(struct choice *c, const struct pair *pair, long rack);

/* Adds the racks of a rack's row; the rack alone where the file knows no rows. */
void choice_add_row(struct choice *c, const struct pair *pair, long rack);

/* Adds the racks of a scene, the first file's or the second's, that touch a box on the floor. */
void choice_add_box(struct choice *c, const struct pair *pair, const struct scene *s,
                    const struct box *floor);

/* Sums up to n further records. What cannot be read is not known. True when the sum then holds the whole run,
 * or is not needed, there being no two racks. */
bool choice_sum(struct choice *c, const struct scene *s, size_t n);
bool choice_is_summed(const struct choice *c);

#endif
