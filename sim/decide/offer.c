/* SPDX-License-Identifier: Apache-2.0 */
#include "sim/decide/offer.h"

#include <math.h>
#include <string.h>

static const char prefix[] = "contracted ";

static struct offer_term *find_term(struct offer *offer, const struct results_limit *l)
{
    for (size_t i = 0; i < offer->n_terms; i++) {
        if (strcmp(offer->terms[i].name, l->name) == 0) {
            return &offer->terms[i];
        }
    }
    if (offer->n_terms == OFFER_MOST_TERMS) {
        return NULL;
    }
    offer->terms[offer->n_terms] = (struct offer_term){.name = l->name, .worst = l};
    return &offer->terms[offer->n_terms++];
}

void offer_of(const struct results *r, struct offer *ret_offer)
{
    const struct results_limit *const limits = results_limits(r);

    *ret_offer = (struct offer){0};
    for (size_t i = 0; i < results_n_limits(r); i++) {
        const struct results_limit *const l = &limits[i];
        struct offer_term *const term =
            strncmp(l->name, prefix, sizeof prefix - 1) == 0 ? find_term(ret_offer, l) : NULL;
        if (term == NULL) {
            continue;
        }
        term->n_subjects++;
        term->n_broken += l->margin < 0.0 ? 1 : 0;
        term->worst = l->margin < term->worst->margin ? l : term->worst;
    }
    for (size_t i = 0; i < ret_offer->n_terms; i++) {
        const struct offer_term *const t = &ret_offer->terms[i];
        ret_offer->n_broken += t->n_broken > 0 && !t->worst->is_advisory ? 1 : 0;
    }
}

const char *offer_term_words(const struct offer_term *term)
{
    return term->n_broken == 0        ? "held"
           : term->worst->is_advisory ? "below: paid for anyway"
                                      : "BROKEN";
}

double offer_rack_w(const struct offer *offer)
{
    for (size_t i = 0; i < offer->n_terms; i++) {
        if (strcmp(offer->terms[i].name, "contracted rack power") == 0) {
            return offer->terms[i].worst->limit;
        }
    }
    return (double)NAN;
}
