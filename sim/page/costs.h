/* costs.h - what the runs cost, reckoned once for the sections that tell it.
 *
 * The draws are those that `headroom compare` makes when it is not told otherwise, so that page and
 * command say the same.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SIM_PAGE_COSTS_H
#define SIM_PAGE_COSTS_H

#include "sim/decide/bands.h"
#include "sim/page/inner.h"

enum { COSTS_SAMPLES = 4096, COSTS_SEED = 1 };

struct costs {
    const struct levers *levers; /* NULL: there are more prices than can be reckoned with */
    struct bands bands;
    struct money_flow flows[PAGE_MOST_RUNS];
    bool is_priced[PAGE_MOST_RUNS];
    bool has_total[PAGE_MOST_RUNS];
    bool is_any_priced;
};

/* Of the page's runs; in its arena. */
const struct costs *costs_read(const struct page *p);

/* Total of run b less that of the first, as given; both have one. */
double costs_more_usd(const struct costs *c, size_t b);

/* A sum in millions, without a unit: "2.40 M", "0.010 M", "-" for what is next to nothing; with its sign
 * where it is a difference. */
void costs_add_millions(struct text *t, double usd, bool is_difference);

/* The same as a cell of a table, with the sum in data-v. */
void costs_add_cell(struct text *t, double usd, bool is_difference);

/* A price, a time or a share that costs hang on, as a cell, in the words of the comparison. */
void costs_add_value(const struct page *p, enum money_kind kind, const char *unit, double value);

#endif
