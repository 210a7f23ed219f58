/* works_offer.h - works of the catalogue as they can be done in one hall: on what, how often, at what
 * price.
 *
 * An offer is one work on one group: the hall; elements that are equal (one model, one limit), which
 * are refitted together as two feeds of a pair must be; or the racks of one row and one catalogue
 * entry. Offers are made when a limit that they lift is first passed.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SIM_DECIDE_WORKS_OFFER_H
#define SIM_DECIDE_WORKS_OFFER_H

#include "sim/decide/works_cover.h"
#include "sim/decide/works_find.h"
#include "sim/scenario/load.h"
#include "sim/study/variant.h"

struct works_offer {
    const struct work_item *item;
    const char *const *subjects; /* names of what it is done on; the hall's for the hall */
    size_t n_subjects;
    const char *where; /* "ups-a and 1 alike", "row C, 4 racks", "" for the hall */
    enum dim dim;      /* of the subjects */
    const char *model;
    size_t first_item; /* in the problem; one item for each time that it may be done */
    size_t n_items;
};

struct works_offers {
    struct arena *arena;
    const struct scenario *scenario;
    const struct variant_answer *bare; /* the hall without any work */
    size_t site;
    size_t hall;
    struct works_offer offers[COVER_MOST_ITEMS];
    size_t n;
    bool is_full; /* more could be offered than a set can hold */
};

/* The items of the problem that lift this limit; makes their offers, and those that they need, when
 * there are none yet. */
uint64_t works_offers_lifting(struct works_offers *offers, struct works_problem *problem,
                              const struct variant_limit *limit);

/* How often an offer is done in a set. */
size_t works_offer_count(const struct works_offer *offer, uint64_t set);

/* How much of the price one time is: its subjects, or 1 for the hall. */
double works_offer_share(const struct works_offer *offer);

/* What a set changes in the scenario, after what is set already.
 *
 *   ret_n  of them all
 */
const char *const *works_offers_sets(struct works_offers *offers, uint64_t set,
                                     const char *const *sets, size_t n_sets, size_t *ret_n);

#endif
