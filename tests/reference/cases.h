/* cases.h - worked cases by equation number against the models.
 *
 * run_cases reads a JSON file of cases (equation, inputs with units, outputs with
 * units, tolerance) and finds the row below whose equation and inputs fit; the
 * row calls the very functions that the stages call. A case is never found by
 * its id, so any file of the form can be checked.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef TESTS_REFERENCE_CASES_H
#define TESTS_REFERENCE_CASES_H

#include <stdbool.h>
#include <stddef.h>

struct case_io;

/* An input in SI (degC for temperatures, fractions for %). A missing input marks the case as not
 * modelled and gives NAN. */
double case_in(struct case_io *io, const char *name);
bool case_has(const struct case_io *io, const char *name);
/* A text input, or NULL. */
const char *case_text(const struct case_io *io, const char *name);

/* A list input in SI: at most room numbers (a list of pairs is flattened); returns how many. */
size_t case_in_list(struct case_io *io, const char *name, double *ret_values, size_t room);

/* Gives an output in SI; the driver turns it into the unit that the case states. */
void case_out(struct case_io *io, const char *name, double value);
void case_out_list(struct case_io *io, const char *name, const double *values, size_t n);

struct case_row {
    const char *eq;     /* one equation, as "E1.12"; a case may name several, by commas      */
    const char *inputs; /* names that must be there, by blanks; "" for none                  */
    const char *output; /* one output that must be asked for, or NULL for any                */
    void (*run)(struct case_io *io);
};

/* Each ends with a row whose eq is NULL. */
extern const struct case_row cases_power[];   /* sections 1 and 2 */
extern const struct case_row cases_air[];     /* section 3        */
extern const struct case_row cases_liquid[];  /* section 4        */
extern const struct case_row cases_plant[];   /* section 5, and the ratios of section 2 */
extern const struct case_row cases_thermal[]; /* section 6        */
extern const struct case_row cases_money[];   /* section 7        */

#endif
