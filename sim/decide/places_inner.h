/* places_inner.h - what the parts of a placement share (places.c, places_hall.c).
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SIM_DECIDE_PLACES_INNER_H
#define SIM_DECIDE_PLACES_INNER_H

#include "sim/decide/places.h"

struct asked;

struct places {
    struct arena *scratch;
    struct arena *keep;
    const struct places_request *request;
    struct places_answer *answer;
    struct asked *asked[PLACE_MOST_VENUES]; /* NULL: no hall */
    double level[PLACE_MOST_LOADS];         /* needs of the last year over those of today */
    double power_w[PLACE_MOST_LOADS];       /* today */
    enum status status;
};

const struct scn_load *places_load(const struct places *s, size_t i);
const struct scn_venue *places_venue(const struct places *s, size_t v);

/* Makes a venue one that the engine is asked about; s->status when there is no such hall. */
void places_open_hall(struct places *s, size_t v);

/* Does the venue hold the workloads? For placement_problem; context is the places. */
bool places_fits(void *context, size_t venue, uint32_t set);

/* The limit that refuses a set that was asked about; NULL: none does. */
const char *places_refusal(const struct places *s, size_t venue, uint32_t set);

#endif
