/* cmd.h - the commands: a row each.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SIM_CLI_CMD_H
#define SIM_CLI_CMD_H

#include <signal.h>
#include <stdio.h>

#include "models/status.h"
#include "sim/base/arena.h"
#include "sim/base/diag.h"
#include "sim/base/units.h"
#include "sim/cli/options.h"
#include "sim/cli/term.h"

/* What a command ends with. */
enum exit_code {
    EXIT_DONE = 0,
    EXIT_DOES_NOT_FIT = 1,  /* done, but a limit was passed (run --strict, contingency) */
    EXIT_BAD_USAGE = 2,     /* wrong words on the command line, or a wrong scenario */
    EXIT_NO_SOLUTION = 3,   /* no numerical solution */
    EXIT_NO_FILE = 4,       /* cannot read or write */
    EXIT_INTERRUPTED = 130, /* partial results are kept */
};

/* Row i of what a command may end with and what that means, or NULL past the end. ret_code may be
 * NULL. */
const char *cmd_exit_text(size_t i, int *ret_code);

struct command {
    const char *name;
    const char *arguments;            /* "SCENARIO", "[FILE]" */
    const char *summary;              /* one line */
    const char *example;              /* a line that runs as it stands */
    const char *details;              /* more lines for --help, or NULL */
    const struct option_row *options; /* ends with a row without a name */
    enum word_list words;             /* what its arguments may be, besides what they are called */
    size_t n_least;
    size_t n_most;
    int (*run)(const struct command *self, const struct options *options);
};

/* Row i of the table, or NULL past the end. */
const struct command *cmd_at(size_t i);
const struct command *cmd_find(const char *name);

/* The command that a misspelt word may have meant, or NULL. */
const char *cmd_nearest(const char *word);

void cmd_print_program_help(FILE *to);
void cmd_print_help(const struct command *command);

/* One file a command, sim/cli/cmd_NAME.c, and one row in commands.c. */
extern const struct command command_air;
extern const struct command command_assess;
extern const struct command command_catalog;
extern const struct command command_check;
extern const struct command command_compare;
extern const struct command command_completions;
extern const struct command command_contingency;
extern const struct command command_drill;
extern const struct command command_examples;
extern const struct command command_growth;
extern const struct command command_fit;
extern const struct command command_help;
extern const struct command command_links;
extern const struct command command_import;
extern const struct command command_migrate;
extern const struct command command_man;
extern const struct command command_models;
extern const struct command command_new;
extern const struct command command_oversubscribe;
extern const struct command command_place;
extern const struct command command_plenum;
extern const struct command command_plot;
extern const struct command command_report;
extern const struct command command_retrofit;
extern const struct command command_run;
extern const struct command command_schema;
extern const struct command command_show;
extern const struct command command_swing;
extern const struct command command_units;
extern const struct command command_view;
extern const struct command command_weather;

/* ---------------------------------------------- shared by several commands */

/* An arena that ends the program with a sentence when memory is out. */
struct arena *cmd_arena(void);

/* Set by SIGINT and SIGTERM once cmd_catch_signals was called: a signal's handler can reach nothing
 * else. */
/* NOLINTNEXTLINE(cppcoreguidelines-avoid-non-const-global-variables) */
extern volatile sig_atomic_t cmd_stop;
void cmd_catch_signals(void);

/* Writes the problems to stderr (or as JSON to stdout) and returns how the command must end:
 * EXIT_DONE when it may go on, EXIT_BAD_USAGE when there were errors, or warnings under --strict. */
int cmd_report_problems(struct diag *diag, const struct options *options);

/* How a study of a command ended, and says it.
 *
 *   who  the command: "growth"
 *   why  after STATUS_BAD_INPUT: what is wrong with what was asked, or NULL
 */
int cmd_ended(const char *who, enum status st, const char *why);

/* Prints an error that has no place in a file: "headroom: ...". */
void cmd_error(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* "headroom: unknown command 'rnu'; did you mean 'run'?", or otherwise when near is NULL. */
void cmd_error_unknown(const char *what, const char *word, const char *near, const char *otherwise);

/* "2 h", "90 min", "30": a time in seconds. False when the text is none. */
bool cmd_read_time(const char *text, double *ret_s);
/* Reads "2 h" or "1.2 MW" into SI.
 *
 *   si    unit of its dimension: "s", "W"
 *   bare  what a number without a unit is in, or NULL when it must have one
 *
 * False when the text is no such quantity.
 */
bool cmd_read_quantity(const char *text, const char *si, const char *bare, double *ret);

/* Reads a whole number from least to most. False when the text is none. */
bool cmd_read_count(const char *text, double least, double most, double *ret);

enum { CMD_MOST_JOBS = 1024 };     /* processes */
#define CMD_MOST_SEED 4294967295.0 /* what random numbers can begin from */

/* The same for an option, which keeps what is in ret when it was not given. False, and says what the
 * option takes, when its text is no such number. */
bool cmd_option_count(const char *option, const char *text, double least, double most, double *ret);

/* Is --color one of its words? False after saying which there are. */
bool cmd_option_colour(const struct options *options);

/* What stdout can show, with --color as checked. */
struct term cmd_term(const struct options *options);

/* "0.1.0 (27185d4)" and the parts of it. */
const char *cmd_version(void);
const char *cmd_commit(void);

#endif
