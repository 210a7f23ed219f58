/* window.h - the viewer's window: events become intentions, intentions change what is looked at.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef VIZ_SCREEN_WINDOW_H
#define VIZ_SCREEN_WINDOW_H

#include "viz/pair.h"
#include "viz/screen/follow.h"
#include "viz/screen/painter.h"

/* What a viewer can be asked to do. */
enum intention {
    INTENT_NONE,
    INTENT_QUIT,
    INTENT_PLAY, /* to INTENT_EVENT: of time */
    INTENT_STEP, /* by amount records */
    INTENT_FIRST,
    INTENT_LAST,
    INTENT_WORST_TIME,
    INTENT_CROSSING,   /* of the limit: the next one, with -1 the last one */
    INTENT_EVENT,      /* likewise */
    INTENT_SPEED,      /* faster, with -1 slower */
    INTENT_LAYER,      /* number amount */
    INTENT_NEXT_LAYER, /* that the file holds; with -1 backwards */
    INTENT_DIAGRAM,
    INTENT_AIR,      /* a level plane through the air, or back to the plan */
    INTENT_SECTION,  /* an upright plane normal to axis amount, or back */
    INTENT_PLANE,    /* moves it by amount cells */
    INTENT_ROW,      /* a row of racks from the front, or back */
    INTENT_NEXT_ROW, /* with -1 the last one */
    INTENT_COMPARE,  /* two files: one, side by side, difference */
    INTENT_NEXT_RACK,
    INTENT_LAST_RACK,
    INTENT_NEXT_ELEMENT, /* of the power and cooling tree; with -1 backwards */
    INTENT_TOGGLE_RACK,  /* takes the selected rack into the chosen ones, or out */
    INTENT_ADD_ROW,      /* of the selected rack */
    INTENT_ADD_ALL,
    INTENT_FIND,
    INTENT_RELEASE,
    INTENT_UNITS,
    INTENT_PICTURE,
    INTENT_FIT,
    INTENT_ZOOM,       /* in, with -1 out */
    INTENT_PAN_X,      /* the hall to the right, with -1 to the left */
    INTENT_PAN_Y,      /* down, with -1 up */
    INTENT_RANGE_MOST, /* of the colours: its upper end up, with -1 down */
    INTENT_RANGE_LEAST,
    INTENT_RANGE_RESET,
    INTENT_SCALE, /* of the text: larger, with -1 smaller, with 0 as at the start */
    INTENT_HELP,
};
struct wish {
    enum intention intent;
    long amount;
};

/* The wish of a key. */
struct wish window_key(SDL_Keycode key, unsigned modifiers);

/* Applies what needs no window: time, layer, comparison, selection, units, help, play. */
void window_apply(struct pair *pair, struct look *look, struct wish wish);

/* Makes a jump that waited for the run to be read; where it is not read far enough yet it waits on. */
void window_settle(struct pair *pair, struct look *look);

/* Shows the scene until the user leaves, or until the file that is followed cannot be read any more.
 *
 * Errors  STATUS_IO: there is no display, or no font, or that.
 */
MUST_CHECK enum status window_run(struct pair *pair, struct look *look, struct follow *follow,
                                  float scale);

#endif
