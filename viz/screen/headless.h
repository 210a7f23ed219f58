/* headless.h - pictures in files, without a window.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef VIZ_SCREEN_HEADLESS_H
#define VIZ_SCREEN_HEADLESS_H

#include "viz/screen/request.h"

/* Writes what was asked for as a picture or as a sequence of them; how the program ends. */
int headless_plot(const struct request *q, struct pair *pair, const struct look *look);

#endif
