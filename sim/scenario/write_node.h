/* write_node.h - the devices of a rack as the nodes of a scenario. Internal to the importers.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SIM_SCENARIO_WRITE_NODE_H
#define SIM_SCENARIO_WRITE_NODE_H

#include "sim/scenario/inventory.h"

/* A line for each kind of device in the rack, devices alike together, each after indent. */
void write_nodes(struct arena *arena, const struct inventory *inventory,
                 const struct inventory_rack *rack, const char *indent, struct text *t);

#endif
