/* diag.h - problems in the user's files: collected, sorted, rendered with the line and a caret.
 *
 * The rooms of the simulator add problems and go on; sim/cli renders them once at the end. Each
 * problem has a stable code that `headroom help E1010` explains.
 *
 *     scenarios/hall.yaml:41:18: error: rack 'A-03': 'limit' is 1300 kW; ... [E1025]
 *        41 |           limit: 1.3 MW
 *           |                  ^~~~~~
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SIM_BASE_DIAG_H
#define SIM_BASE_DIAG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "sim/base/arena.h"
#include "sim/base/text.h"

/* A place in a source; lines and columns count from 1, in characters. line 0 means "the whole
 * source". */
struct span {
    uint16_t source;
    uint32_t line;
    uint32_t column;
    uint32_t length;
};

/* What is wrong, with the sentence that `headroom help CODE` begins with. Below 2000 the problem
 * is an error; from 2000 on it is a warning. Codes are never reused. */
#define DIAG_CODES(ROW)                                                                            \
    ROW(FILE_UNREADABLE, 1001, "a file cannot be read")                                            \
    ROW(FILE_TOO_LARGE, 1002, "a file is larger than a scenario can be")                           \
    ROW(FILE_EMPTY, 1003, "a file has nothing in it")                                              \
    ROW(FILE_NOT_TEXT, 1004, "a file is not UTF-8 text")                                           \
    ROW(SYNTAX, 1005, "the text is not YAML")                                                      \
    ROW(SECOND_DOCUMENT, 1006, "a file holds more than one document")                              \
    ROW(EXPANDS_TOO_FAR, 1007, "templates nest or repeat beyond all use")                          \
    ROW(UNKNOWN_KEY, 1010, "a key is not known here")                                              \
    ROW(MISSING_KEY, 1011, "a key that is needed is missing")                                      \
    ROW(KEY_TWICE, 1012, "a key stands twice in one mapping")                                      \
    ROW(WRONG_SHAPE, 1013, "a value, a list or a mapping stands where another is needed")          \
    ROW(BAD_MERGE, 1014, "'<<' does not name a template")                                          \
    ROW(NO_UNIT, 1020, "a quantity has no unit")                                                   \
    ROW(UNKNOWN_UNIT, 1021, "a unit is not known")                                                 \
    ROW(WRONG_UNIT, 1022, "the unit measures another quantity")                                    \
    ROW(NOT_A_NUMBER, 1023, "text stands where a number is needed")                                \
    ROW(SEPARATOR, 1024, "a number is written with thousands separators")                          \
    ROW(OUT_OF_RANGE, 1025, "a value lies outside what is physically possible")                    \
    ROW(NOT_WHOLE, 1026, "a count is not a whole number")                                          \
    ROW(UNKNOWN_CHOICE, 1027, "a word is not one of the choices")                                  \
    ROW(NOT_A_SWITCH, 1028, "a switch is neither true nor false")                                  \
    ROW(EMPTY_VALUE, 1029, "a value is empty")                                                     \
    ROW(BAD_DATE, 1030, "a date cannot be read")                                                   \
    ROW(BAD_CURVE, 1031, "a curve is not a list of rising points")                                 \
    ROW(BAD_TRACE, 1032, "a trace file cannot be used")                                            \
    ROW(BAD_WEATHER, 1033, "a weather file cannot be used")                                        \
    ROW(BAD_TARIFF, 1034, "a tariff cannot be used")                                               \
    ROW(BAD_TABLE, 1037, "a table cannot be read")                                                 \
    ROW(TWO_MEANINGS, 1038, "a column may mean two things")                                        \
    ROW(NAME_TWICE, 1040, "two things have one name")                                              \
    ROW(UNKNOWN_NAME, 1041, "a name is not defined")                                               \
    ROW(NOT_IN_CATALOGUE, 1042, "the catalogue has no such entry")                                 \
    ROW(WRONG_ENTRY, 1043, "a catalogue entry is of another kind")                                 \
    ROW(BAD_REPEAT, 1044, "a repeated entry cannot be expanded")                                   \
    ROW(BAD_INCLUDE, 1045, "a file cannot be included")                                            \
    ROW(BAD_OVERRIDE, 1046, "--set cannot be applied")                                             \
    ROW(CYCLE, 1050, "an element feeds itself")                                                    \
    ROW(OUTSIDE_HALL, 1051, "a thing stands outside the hall")                                     \
    ROW(OVERLAP, 1052, "two things stand in one place")                                            \
    ROW(NOT_SERVED, 1053, "a rack needs a coolant or a feed that it does not have")                \
    ROW(CONTRADICTION, 1054, "two values contradict each other")                                   \
    ROW(TOO_MANY, 1055, "more is asked for than the program takes")                                \
    ROW(UNUSUAL, 2001, "a value is possible but outside usual practice")                           \
    ROW(OVER_RATING, 2002, "nameplate load is above a rating")                                     \
    ROW(COARSE_STEP, 2003, "the step is long against what happens between stages")                 \
    ROW(NO_LIMIT, 2004, "a limit was not given and cannot be checked")                             \
    ROW(UNUSED, 2005, "something is defined but nothing uses it")                                  \
    ROW(REPAIRED, 2006, "missing values of a weather file were interpolated")                      \
    ROW(NOT_TAKEN, 2008, "a value of an inventory can hardly be so, and was not taken")            \
    ROW(DOUBTFUL, 2009, "an inventory says what can hardly be so")

#define DIAG_ENUM(name, number, text) DIAG_##name = (number),
enum diag_code { DIAG_CODES(DIAG_ENUM) };
#undef DIAG_ENUM

struct diag;

/* A collection of problems; lives in the arena. */
struct diag *diag_create(struct arena *arena);

/* Registers a source by the name that users see. text must outlive the collection and may be
 * NULL. included_at is the place of the `include` that named it; line 0 for none. */
uint16_t diag_add_source(struct diag *d, const char *name, struct view text,
                         struct span included_at);

const char *diag_source_name(const struct diag *d, uint16_t source);

/* Adds a problem. The same code at the same place is kept once, so a template that forty racks
 * use is reported once. */
void diag_add(struct diag *d, enum diag_code code, struct span at, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

/* Adds a line of explanation to the problem added last (nothing if that one was a repetition). */
void diag_note(struct diag *d, const char *format, ...) __attribute__((format(printf, 2, 3)));

size_t diag_n_errors(const struct diag *d);

/* Errors with those that repeat one at the same place: whether something was found since, though it
 * had been said before. */
size_t diag_n_met(const struct diag *d);
size_t diag_n_warnings(const struct diag *d);

/* One problem as data, in file order, for --json. Returns false past the end. */
struct diag_entry {
    enum diag_code code;
    bool is_warning;
    struct span at;
    const char *message;
    const char *note; /* NULL when there is none */
};
bool diag_entry_at(const struct diag *d, size_t i, struct diag_entry *ret_entry);

/* Renders at most n_most problems, in file order, then how many were left out. */
void diag_render(struct diag *d, size_t n_most, struct text *ret_text);

/* "a key is not known here", or NULL for a number that is no code. */
const char *diag_code_text(long number);

/* The code at index i of the list, 0 past the end. */
long diag_code_at(size_t i);

#endif
