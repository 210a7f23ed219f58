/* assess_inner.h - inside of the pressure test: its parts, and how they add a line.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SIM_DECIDE_ASSESS_INNER_H
#define SIM_DECIDE_ASSESS_INNER_H

#include "sim/decide/assess.h"

struct assess {
    struct arena *scratch;
    struct arena *arena;
    const struct assess_request *request;
    struct assess_answer *answer;
};

/* Adds a line; its verdict is kept. */
void assess_add(struct assess *a, struct assess_line line);

/* ready or gap by value and need. */
enum assess_verdict assess_judge(const struct assess_line *line);

/* A line without data: what to state, and how. */
void assess_add_missing(struct assess *a, enum assess_area area, const char *name,
                        const char *words);

/* Goes on after a study that came to no answer, as a line with the first line of why (NULL: the
 * status says it); hands on what ends all. */
MUST_CHECK enum status assess_excuse(struct assess *a, enum status st, enum assess_area area,
                                     const char *name, const char *command, const char *why);

/* "headroom WORD SCENARIO EXTRA --hall H --set 'S'...", quoted for a shell. */
const char *assess_command(struct assess *a, const char *word, const char *extra);

/* A blank and a word as a POSIX shell reads it: bare where that is safe, else between quotes. */
const char *assess_quoted(struct assess *a, const char *word);

/* The same for what is of all halls. */
const char *assess_command_of_all(struct assess *a, const char *word, const char *extra);

/* The parts, each with its own lines. */
MUST_CHECK enum status assess_readiness(struct assess *a);
MUST_CHECK enum status assess_resilience(struct assess *a);
MUST_CHECK enum status assess_network(struct assess *a);
MUST_CHECK enum status assess_recovery(struct assess *a);
MUST_CHECK enum status assess_placement(struct assess *a);
MUST_CHECK enum status assess_works(struct assess *a);
MUST_CHECK enum status assess_room(struct assess *a);
MUST_CHECK enum status assess_growth(struct assess *a);

#endif
