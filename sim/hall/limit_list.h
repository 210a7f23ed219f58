/* limit_list.h - inside of the builder: the growing list of limits.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SIM_HALL_LIMIT_LIST_H
#define SIM_HALL_LIMIT_LIST_H

#include "models/envelope.h"
#include "sim/hall/builder.h"
#include "sim/hall/hall.h"

/* A limit's value is a column of its dimension. */
#define RACK_COLUMN(field)                                                                         \
    .has_value_column = true, .value_column = offsetof(struct rack_columns, field)
#define NODE_COLUMN(field)                                                                         \
    .has_value_column = true, .value_column = offsetof(struct node_columns, field)
#define FEED_COLUMN(field)                                                                         \
    .has_value_column = true, .value_column = offsetof(struct feed_columns, field)
#define CRAH_COLUMN(field)                                                                         \
    .has_value_column = true, .value_column = offsetof(struct crah_columns, field)
#define CDU_COLUMN(field)                                                                          \
    .has_value_column = true, .value_column = offsetof(struct cdu_columns, field)
#define PLANT_COLUMN(field)                                                                        \
    .has_value_column = true, .value_column = offsetof(struct plant_columns, field)
#define HALL_COLUMN(field)                                                                         \
    .has_value_column = true, .value_column = offsetof(struct hall_columns, field)

struct limit_list {
    struct builder *b;
    size_t room;
};

void limit_list_add(struct limit_list *l, struct limit limit);

/* Share by which a rack's and the hall's load may be off (see docs/validation.md). */
double limit_list_rack_band(const struct builder *b, size_t r);
double limit_list_hall_band(const struct builder *b);

/* Air class of the tenderest nodes in racks first .. end - 1, by the warmest inlet that they allow; A1
 * where none says. */
const struct envelope_class *limit_list_class(const struct builder *b, size_t first, size_t end);

/* Everything that rack r, and all node groups, may not pass. */
void limit_list_add_rack(struct limit_list *l, size_t r);
void limit_list_add_nodes(struct limit_list *l);

/* Marks the feeds and the CDUs that have a partner: when one is lost, another takes over. */
void limit_list_find_partners(struct builder *b);

#endif
