/* report_tables.h - the tables of the text report.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SIM_RESULTS_REPORT_TABLES_H
#define SIM_RESULTS_REPORT_TABLES_H

#include <stdbool.h>

#include "sim/results/report.h"

/* A quantity in the unit in which `scale` is shown, so that numbers of a line can be compared; "-"
 * when it is not known. */
void report_tables_quantity(struct text *t, const char *si, double value, double scale,
                            enum unit_system units);

/* "16.32 of 12.08 m3/s", or "9.1 >= 15 °C" where the limit is a least value: both in the unit in which
 * scale is shown. */
struct report_pair {
    const char *si;
    double value;
    double limit;
    double scale;
    bool is_lower;
};
void report_tables_of_limit(struct text *t, const struct report_pair *pair, enum unit_system units);

/* "  ... and 7 more kinds (--all)" where fewer were shown than there are; what: "kind". */
void report_tables_more(struct text *t, size_t n, size_t shown, const char *what);

/* A difference of temperatures is not a temperature: the unit of a limit's margin and band. */
const char *report_tables_margin_unit(const struct results_limit *l);

/* What chooses the unit that value, limit and margin are shown in: the limit, or the value when nothing
 * is left of the limit (no air, no power). */
double report_tables_scale(const struct results_limit *l);

/* Does a limit belong to what racks share: the hall, a feed, a plant, a handler, a CDU? */
bool report_tables_is_shared(const struct results_limit *l);

/* Does limit k of verdict_order stand in a table: does it bind, and does no tighter one say the same of
 * an equal element, or something else of its subject? */
bool report_tables_stands(const struct results *r, const size_t *order, size_t k);

/* "crah-1 +3": a subject, and how many others have the same limit with the same margin. */
void report_tables_subject(struct text *cell, const struct results *r,
                           const struct results_limit *l);

/* Hall, feeds, plants, handlers and CDUs: each with its tightest limit. */
void report_tables_headroom(const struct results *r, const struct report_options *how,
                            struct text *t);

/* Racks, nodes and racks' own circuits by their tightest limit. */
void report_tables_inside(const struct results *r, const struct report_options *how,
                          struct text *t);

/* The margins of the tightest limits at nameplate, as simulated and under caps. */
void report_tables_levels(const struct results *r, const struct report_options *how,
                          struct text *t);

/* What each rack draws and gives off, and how much more it may take. */
void report_tables_racks(const struct results *r, const struct report_options *how, struct text *t);

/* Pressure, leaks by cause and starving racks of a plenum; silent without one. */
void report_tables_floor(const struct results *r, struct text *t, enum unit_system units);

/* Limits that were passed, and for how long. */
void report_tables_beyond(const struct results *r, const struct report_options *how,
                          struct text *t);

/* Limits that could not be looked at, by kind. */
void report_tables_unknown(const struct results *r, const struct report_options *how,
                           struct text *t);

/* What switched in the run, a line for things that did the same at one time. */
void report_tables_events(const struct results *r, const struct report_options *how,
                          struct text *t);

/* Figures of merit, inlets by height and class, and what nobody compared. (report_air.c) */
void report_tables_air(const struct results *r, const struct report_options *how, struct text *t);

/* What the field of the air misses; nothing where there is none. (report_air.c) */
void report_air_receipt(const struct results *r, struct text *t);
bool report_air_is_field(const struct results *r);

/* Tables that studies stored: levels, cap, sizing. */
void report_tables_studies(const struct results *r, const struct report_options *how,
                           struct text *t);

/* How many values were given, and how many rest on estimates. */
void report_tables_values(const struct results *r, struct text *t);

#endif
