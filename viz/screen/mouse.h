/* mouse.h - what the mouse does: pan, zoom, scrub, select one or several, span the colours, tabs.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef VIZ_SCREEN_MOUSE_H
#define VIZ_SCREEN_MOUSE_H

#include "viz/screen/painter.h"

/* What a pressed button does until it is released. */
enum mouse_job { MOUSE_IDLE, MOUSE_PAN, MOUSE_SCRUB, MOUSE_BOX, MOUSE_COLOURS };

struct mouse {
    enum mouse_job job;
    bool has_moved; /* further than a hand trembles: no click */
    float from_x;   /* where the button was pressed, in pixels of the picture */
    float from_y;
    float at_x; /* and where the pointer stands */
    float at_y;
    unsigned held;    /* modifiers, as of the event: the keyboard itself may be further already */
    bool wants_scrub; /* the time where the pointer stands is not shown yet */
    float ratio; /* pixels of the picture for one of the mouse: more than 1 on a dense screen */
};

/* Goes to the time on the timeline where the pointer stands: once for all its motions since the last picture. */
void mouse_settle(struct mouse *m, const struct pen *p, struct pair *pair, struct look *look);

/* Applies an event of the mouse, and takes notice of the modifiers of one of a key; others change nothing. */
void mouse_event(struct mouse *m, const struct pen *p, struct pair *pair, struct look *look,
                 const SDL_Event *e);

#endif
