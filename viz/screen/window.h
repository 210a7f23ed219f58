/* window.h - the viewer's window: events become intentions, intentions change what is looked at.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef VIZ_SCREEN_WINDOW_H
#define VIZ_SCREEN_WINDOW_H

#include "viz/scene.h"
#include "viz/screen/painter.h"

/* What a viewer can be asked to do. */
enum intention {
    INTENT_NONE,
    INTENT_QUIT,
    INTENT_PLAY,
    INTENT_STEP, /* by amount records */
    INTENT_FIRST,
    INTENT_LAST,
    INTENT_WORST_TIME,
    INTENT_LAYER, /* number amount */
    INTENT_NEXT_RACK,
    INTENT_LAST_RACK,
    INTENT_RELEASE,
    INTENT_UNITS,
    INTENT_PICTURE,
    INTENT_FIT,
    INTENT_HELP,
};
struct wish {
    enum intention intent;
    long amount;
};

/* The wish of a key. */
struct wish window_key(SDL_Keycode key, unsigned modifiers);

/* Applies what needs no window: time, layer, selection, units, help, play. */
void window_apply(struct scene *s, struct look *look, struct wish wish);

/* Shows the scene until the user leaves.
 *
 * Errors  STATUS_IO: there is no display, or no font.
 */
MUST_CHECK enum status window_run(struct scene *s, struct look *look, float scale);

#endif
