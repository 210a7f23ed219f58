/* follow.h - a file that a run still writes, read again as it grows.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef VIZ_SCREEN_FOLLOW_H
#define VIZ_SCREEN_FOLLOW_H

#include "viz/screen/painter.h"

struct follow {
    struct results *
        *first; /* the file that grows: read anew, it is another one; its owner closes it */
    const struct results *second;
    long long size; /* of the file when it was looked at last */
    long long changed_ns;
    bool is_on; /* false again when the run has ended */
};

/* Takes notice of the file as it is. */
void follow_begin(struct follow *f);

/* Reads the file again when it has changed since; true when it did, and what is looked at is as it was: layer,
 * racks, colours and time, but who stood at the last record stands at the new last one. A run that comes to its
 * end takes the ending .part off its name.
 *
 * Errors  STATUS_IO: the file cannot be read any more. Then neither pair nor choice may be drawn, only closed.
 */
MUST_CHECK enum status follow_read(struct follow *f, struct pair *pair, struct look *look,
                                   bool *ret_has_grown);

#endif
