/* compare_print.h - results side by side, as text, JSON or CSV.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SIM_CLI_COMPARE_PRINT_H
#define SIM_CLI_COMPARE_PRINT_H

#include <stddef.h>

#include "sim/base/units.h"
#include "sim/decide/bands.h"
#include "sim/decide/flip.h"
#include "sim/decide/offer.h"
#include "sim/results/results.h"

struct compared {
    struct arena *arena;
    const struct results *const *results;
    const char *const *names; /* what the user called them; then "split" when there is one */
    size_t n;
    enum unit_system units;
    const struct levers *levers;
    const struct bands *bands;
    const struct offer *offers;       /* (n) */
    const struct flip_point *surface; /* FLIP_POINTS, or NULL */
};

void compare_print_text(const struct compared *c);
void compare_print_json(const struct compared *c);

/* The break-even surface as CSV: a row a point. False when the file cannot be written. */
bool compare_print_surface(const struct compared *c, const char *path);

/* compare_money.c: the part of the text that is about money. */
void compare_money_text(const struct compared *c);

#endif
