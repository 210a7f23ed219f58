/* works_words.h - what a work sets, with the places of a scenario filled in.
 *
 *   {hall}     "hall", or "sites[0].halls[1]"
 *   {subject}  what it is done on: "ups-a", "C-01"
 *   {place}    its path: "hall.power[ups-a]", "hall.rows[C].racks[C-01]"
 *   {row}      the row of a rack
 *   {plant}    the plant of a CRAH or a CDU; for anything else that of the first CRAH or CDU
 *   {feed}     likewise what feeds it, as a list: "[mech]"
 *   {n}        the how-manieth time, from 1
 *
 * Braces around anything else stay: they are YAML.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SIM_DECIDE_WORKS_WORDS_H
#define SIM_DECIDE_WORKS_WORDS_H

#include "sim/scenario/load.h"

struct works_place {
    const struct scenario *scenario;
    size_t site;
    size_t hall;
};

/* Fills the words in; subject may be "" for the hall. */
const char *works_words_fill(struct arena *arena, const struct works_place *place,
                             const char *words, const char *subject, size_t n);

#endif
