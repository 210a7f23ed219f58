/* feeds_inner.h - the tree element by element, for those that do not solve all of it.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SIM_ENGINE_FEEDS_INNER_H
#define SIM_ENGINE_FEEDS_INNER_H

#include "sim/engine/feeds.h"

/* A load as it arrives: real and reactive power, and how it lies on the phases. */
struct draw {
    double w;
    double var;
    double phase_w[3];
};

struct draw feeds_rack_draw(const struct plan *plan, const struct feed_loads *loads, size_t r);

/* Fans, pumps, compressors, at the power factor of a small drive. */
struct draw feeds_motor_draw(double w);

/* Stands on the first element, as far as that has power. */
struct draw feeds_lights_draw(const struct plan *plan);

/* What element f of a group draws from above, on the phases. The reactive power goes with the real one:
 * an element on its battery draws neither. */
struct draw feeds_input_draw(const struct group *g, const struct feed_columns *c, size_t f);

void feeds_add_draw(const struct feed_columns *c, size_t f, const struct draw *d, double share);

/* Losses and inputs of a group, or of any part of it in a "what if" (s NULL), whose loads are whole.
 *
 * Errors  those of a power model.
 */
MUST_CHECK enum status feeds_lose(const struct plan *plan, const struct group *g,
                                  const struct step *s, const struct feed_columns *c);

#endif
