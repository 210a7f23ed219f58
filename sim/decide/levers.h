/* levers.h - several options and the numbers that their order hangs on.
 *
 * A lever is a number of one option, or the same number of several: what two options state alike
 * (kind, item, value, band and source) moves together, so that a scenario compared with itself stays
 * equal wherever it is moved. The run's density is one lever of all.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SIM_DECIDE_LEVERS_H
#define SIM_DECIDE_LEVERS_H

#include "sim/base/arena.h"
#include "sim/decide/money.h"

enum { LEVERS_MOST_OPTIONS = 8, LEVERS_MOST_COLUMNS = LEVERS_MOST_OPTIONS + 1, LEVERS_MOST = 256 };

struct lever {
    enum money_kind kind;
    const char *item;
    const char *unit;
    const char *grade;
    double low;
    double mid; /* NAN: not given */
    double high;
    int place[LEVERS_MOST_OPTIONS]; /* the input of each option, -1 for none */
};

struct levers {
    struct money_option *options;
    size_t n_options;
    double share_frac[LEVERS_MOST_OPTIONS]; /* of the split's load */
    bool has_split;                         /* one more column: parts of the load on each option */
    struct lever items[LEVERS_MOST];
    size_t n;
};

/* Reads the options. share_frac (n_options) adds the split, or NULL.
 *
 * Errors  STATUS_BAD_INPUT: more options or levers than it takes.
 */
MUST_CHECK enum status levers_build(struct arena *arena, const struct results *const *results,
                                    size_t n_options, const double *share_frac,
                                    struct levers **ret_levers);

/* The same of options that have been read: they must outlive it. */
MUST_CHECK enum status levers_join(struct arena *arena, struct money_option *options,
                                   size_t n_options, const double *share_frac,
                                   struct levers **ret_levers);

/* Columns of the comparison: the options, then the split. */
size_t levers_n_columns(const struct levers *l);

/* The values that are given; room for n. */
void levers_mid(const struct levers *l, double *ret_values);

/* Costs of a column with these values (n). */
void levers_flow(const struct levers *l, size_t column, const double *values,
                 struct money_flow *ret_flow);
double levers_npv(const struct levers *l, size_t column, const double *values);

/* Is everything given that a column's total needs? */
bool levers_has_total(const struct levers *l, size_t column);

/* Sets every lever of a kind; of one option alone when option is not negative. */
void levers_set(const struct levers *l, enum money_kind kind, int option, double value,
                double *values);

/* "a, b": the options that a lever moves, by the names that the user gave; in the arena. */
const char *levers_whose(struct arena *arena, const struct levers *l, size_t lever,
                         const char *const *names);

#endif
