/* turn.h - from one view to another: as the command line asks, and by intentions.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef VIZ_SCREEN_TURN_H
#define VIZ_SCREEN_TURN_H

#include "viz/screen/request.h"
#include "viz/screen/window.h"

/* Sets the view that was asked for, after the rack that is selected. A picture of the air of a file
 * that holds none is refused; a window says so. How the program ends, EXIT_DONE to go on. */
int turn_request(const struct request *q, const struct pair *pair, struct look *look);

/* Applies the intentions on views, and lets the row and the section follow the selected rack. */
void turn_apply(const struct pair *pair, struct look *look, struct wish wish);

#endif
