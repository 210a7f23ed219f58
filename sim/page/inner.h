/* inner.h - the sections of the page. Each adds itself to the text, or nothing where the file holds
 * nothing of it.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SIM_PAGE_INNER_H
#define SIM_PAGE_INNER_H

#include "sim/page/page.h"

struct costs; /* costs.h */

struct page {
    struct arena *arena;
    const struct results *r; /* runs[0] */
    const struct results *const *runs;
    const char *const *names;
    size_t n_runs;
    enum unit_system units;
    const struct costs *costs;
    struct text *t;
    bool has_no_memory; /* a section could not be made */
};

void page_add_summary(struct page *p);
void page_add_headroom(struct page *p);
void page_add_map(struct page *p);
void page_add_racks(struct page *p);
void page_add_courses(struct page *p);
void page_add_flows(struct page *p);
void page_add_cooling(struct page *p); /* within the section of flows */
void page_add_energy(struct page *p);
void page_add_air(struct page *p);
void page_add_studies(struct page *p);
void page_add_cost(struct page *p);
void page_add_options(struct page *p);   /* within the summary */
void page_add_contracts(struct page *p); /* and these within the section of cost */
void page_add_money(struct page *p);
void page_add_years(struct page *p);
void page_add_turns(struct page *p);
void page_add_prices(struct page *p);
void page_add_basis(struct page *p);
void page_add_receipts(struct page *p);

/* What a run is called: its file without the folder. With its number when there are several, "[2] colo.h5",
 * in the arena; and this for drawings, where a name that is too long leaves its number. */
const char *page_run_name(const struct page *p, size_t run);
const char *page_run_label(const struct page *p, size_t run);
const char *page_run_short(const struct page *p, size_t run);

/* Begins a table with a column for each run. */
void page_begin_sides(const struct page *p, const char *id, const char *caption);

/* Style and script, carried from page.css and page.js. */
extern const char page_css[];
extern const char page_js[];

/* ------------------------------------------- numbers that several sections read */

/* Every item of a variable over the run, as its `over` says (a peak's peak, a mean's mean): calloc'd,
 * n of its dimension. NULL when it was not recorded or memory is out. */
double *page_read(const struct results *r, const char *name, size_t *ret_n);

/* One number for all items: their sum, or their extreme; NAN when it was not recorded. */
double page_sum(const struct results *r, const char *name);
double page_extreme(const struct results *r, const char *name);

/* How a time of the run is shown: in seconds, minutes, hours or days, by the length of the run. */
struct page_clock {
    double per_s;
    const char *unit;
};
struct page_clock page_clock_of(const struct results *r);

#endif
