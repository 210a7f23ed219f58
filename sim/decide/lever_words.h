/* lever_words.h - how the numbers that a comparison hangs on are told to people.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SIM_DECIDE_LEVER_WORDS_H
#define SIM_DECIDE_LEVER_WORDS_H

#include "sim/base/text.h"
#include "sim/base/units.h"
#include "sim/decide/levers.h"

/* A value of a lever or an input, by its kind and SI unit: a time in months, a term in years, a sum in
 * millions, all else in the unit that people use; "not given" for NAN. */
void lever_words_value(struct text *t, enum money_kind kind, const char *unit, double value,
                       enum unit_system units);

/* "rent [2]": the item, and whose it is where not all options have it, by their places in the list
 * from 1; in the arena. */
const char *lever_words_label(struct arena *arena, const struct levers *l, size_t lever);

/* Why totals may not be compared: another term, rate, currency or load. NULL past the last. */
const char *lever_words_caution(const struct levers *l, size_t i);

#endif
