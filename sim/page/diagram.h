/* diagram.h - boxes in columns and the flows between them, from left to right.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SIM_PAGE_DIAGRAM_H
#define SIM_PAGE_DIAGRAM_H

#include <stdbool.h>

#include "sim/base/text.h"

struct diagram_box {
    struct text name; /* owned by the diagram from then on */
    struct text line;
    struct text small;
    size_t column;
    bool is_over; /* past a limit */
    bool is_off;  /* carries nothing */
    double y;     /* of its middle: set by the drawing */
};

struct diagram_link {
    size_t from;
    size_t to;
    double flow_w;
};

struct diagram {
    struct diagram_box *boxes;
    size_t n_boxes;
    struct diagram_link *links;
    size_t n_links;
};

/* Room for so many; false without memory. */
bool diagram_begin(struct diagram *d, size_t most_boxes, size_t most_links);

/* Lays the boxes out by column, near what they hang on, and draws them; lines are as thick as their
 * flow. */
void diagram_draw(struct text *t, struct diagram *d, const char *title);
void diagram_end(struct diagram *d);

#endif
