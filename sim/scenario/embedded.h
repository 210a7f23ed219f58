/* embedded.h - the scenarios and the catalogue that the program carries with it.
 *
 * Generated at build time from scenarios/ (tools/embed.py), so that
 * `headroom run @first-hall` works wherever the program stands.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SIM_SCENARIO_EMBEDDED_H
#define SIM_SCENARIO_EMBEDDED_H

#include <stdbool.h>

#include "sim/base/text.h"

struct embedded {
    const char *name; /* "first-hall", "catalog/nodes" */
    const char *path; /* "scenarios/first-hall.yaml": what messages show */
    bool is_catalogue;
    struct view text;
};

/* File i in the order of names, or NULL past the end. */
const struct embedded *embedded_at(size_t i);

/* A scenario by its name, with or without the leading @; NULL when there is none. */
const struct embedded *embedded_find(const char *name);

/* The list itself: generated. */
extern const struct embedded embedded_files[];
extern const size_t embedded_n_files;

#endif
