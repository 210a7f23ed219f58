/* plan.h - the parts of the plan, and where its words may stand.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef VIZ_SCREEN_PLAN_H
#define VIZ_SCREEN_PLAN_H

#include "viz/fixtures.h"
#include "viz/screen/painter.h"

/* Of panels, and of the words in cold and hot aisles: in a section too. (plan_room.c) */
extern const struct colour plan_panel_ink;
extern const struct colour plan_cold_ink;
extern const struct colour plan_hot_ink;

SDL_FRect plan_box_px(const struct layout *at, const struct box *b);

/* ------------------------------------------------------------ words (plan_labels.c) */

enum { PLAN_MOST_LABELS = 400 };

/* What a word may lie on; never on a rack. */
enum plan_ground { GROUND_FREE, GROUND_AISLE, GROUND_UNIT };

/* Places that words have taken. Who comes first stays: a word that would lie on another one, outside the plan
 * or on what it is not of is left out. */
struct plan_labels {
    const struct pen *p;
    const struct scene *s;
    const struct layout *at;
    enum plan_ground ground;    /* of the words to come */
    const struct colour *under; /* what is filled in behind them; NULL: nothing */
    size_t n;
    SDL_FRect taken[PLAN_MOST_LABELS];
};

/* Writes a small word about (x, y), its middle in height; false when there is no room for it. */
bool plan_label(struct plan_labels *l, enum pen_align align, float x, float y, struct colour ink,
                const char *text);

/* ------------------------------------------------ the room (plan_room.c), units (plan_units.c) */

/* Tints of aisles and openings, below the racks; panels above them; their words last. */
void plan_floor(const struct pen *p, const struct fixtures *f, const struct layout *at);
void plan_panels(const struct pen *p, const struct fixtures *f, const struct layout *at);
void plan_room_words(struct plan_labels *l, const struct fixtures *f);

void plan_units(const struct pen *p, const struct fixtures *f, const struct look *look,
                const struct layout *at);
void plan_unit_words(struct plan_labels *l, const struct fixtures *f);

/* ------------------------------------------- what has no place, in a row (plan_chips.c) */

/* Height of so many chips below a plan of a width: at most so much, but one row. */
float plan_chips_height(size_t n, float width, float most_height, float scale);
void plan_chips(const struct pen *p, const struct fixtures *f, const struct look *look,
                const struct layout *at);

/* The node of a chip at a pixel, -1 for none. */
long plan_chip_at(const struct fixtures *f, const struct layout *at, float scale, float x, float y);

#endif
