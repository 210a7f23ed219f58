/* builder.h - a plan while it is being built.
 *
 * Internal to the builder (build.c, build_racks.c, build_caps.c, build_feeds.c, build_units.c,
 * build_events.c, build_limits.c).
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SIM_HALL_BUILDER_H
#define SIM_HALL_BUILDER_H

#include "sim/hall/build.h"

struct builder {
    struct arena *arena;
    struct diag *diag;
    const struct scenario *scenario;
    const struct scn_site *site;
    const struct scn_hall *hall;
    struct plan *plan;
    enum status status; /* first thing that went wrong */

    const struct scn_rack **racks; /* by index        */
    const struct scn_row **rows;   /* of each rack    */
    const struct scn_node **nodes; /* of each group   */
    struct feed_draft *feeds;      /* of each element */
    int32_t *feed_new;             /* index of an element in the plan by its index in the drafts */
    double *rack_design_plate_w;   /* heat to coolant with all nodes at their nameplate */
    double *rack_design_air_w;     /* heat to air likewise                              */
    const char **enclosure_names;  /* closed aisles, then chimneys */
    double *node_design_plate_w;   /* of it to coolant, by group                        */
};

/* An element of the electrical tree: the user's own, a rack's circuit, or a rack's shelf. */
struct feed_draft {
    const char *name;
    struct model_ref model;
    int32_t parents[8];
    size_t n_parents;
    bool takes_first;
    int32_t heat_to; /* a rack, HEAT_TO_HALL or HEAT_OUTSIDE */
    double rating_w;
    double rating_va;
    double rating_a;
    double voltage_v;
    bool is_single_phase;
    double continuous_frac;
    const struct scn_protection *protection; /* NULL: none */
    double return_s;
    struct floor_rect place; /* in the hall; x_m NAN: has none */
    bool is_overhead;
    size_t depth;
};

/* Items that share model and parameters and stand side by side become one group, which a model
 * steps at once; of different ranks never (an element of the tree and the one that feeds it). ranks
 * NULL: all of one. */
void builder_group(struct builder *b, struct groups *groups, const struct model_ref *refs,
                   const size_t *ranks, size_t n);
bool builder_same_model(const struct model_ref *a, const struct model_ref *b);

/* Links from units to the feeds that they name; units that name none hang on the first source. */
struct links builder_feed_links(struct builder *b, const struct name_list *const *from, size_t n);

void builder_add_nodes(struct builder *b);
void builder_add_jobs(struct builder *b);
void builder_add_caps(struct builder *b);
void builder_add_racks(struct builder *b);
void builder_add_feeds(struct builder *b);
void builder_add_units(struct builder *b);
void builder_add_coolant(struct builder *b);
void builder_add_plenum(struct builder *b);
void builder_add_layout(struct builder *b);

/* build_closed_aisles.c. The closed aisles as they stand, whatever the model of the air. */
void builder_add_aisles(struct builder *b);
const struct scn_row *builder_aisle_row(const struct builder *b, const struct scn_aisle *a,
                                        size_t i);

/* build_aisles.c. Is there something in the ceiling that air handlers draw from unless they say? */
bool builder_leads_up(const struct builder *b);
void builder_add_enclosures(struct builder *b);
void builder_add_grilles(struct builder *b);
void builder_add_events(struct builder *b);
void builder_add_limits(struct builder *b);

#endif
