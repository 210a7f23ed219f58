/* find.h - a rack by the beginning of its name.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef VIZ_SCREEN_FIND_H
#define VIZ_SCREEN_FIND_H

#include "viz/screen/painter.h"

/* The rack after another one whose name begins so, capitals or not, going on from the start behind the
 * last; after -1 the first. -1: no name begins so. ret_n is how many do. */
long find_rack_after(const struct scene *s, const char *start, long after, size_t *ret_n);

/* What the user types while a rack is sought: text, a key. The rack found is selected at once; escape
 * gives back what was. */
void find_begin(struct look *look);
void find_type(const struct scene *s, struct look *look, const char *text);
void find_key(const struct scene *s, struct look *look, SDL_Keycode key);

#endif
