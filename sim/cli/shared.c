/* shared.c - what several commands need.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "sim/base/text.h"
#include "sim/cli/cmd.h"
#include "sim/cli/json.h"
#include "sim/cli/version.h"

enum { MOST_SHOWN = 20 };

/* NOLINTNEXTLINE(cppcoreguidelines-avoid-non-const-global-variables) */
volatile sig_atomic_t cmd_stop = 0;

static void on_signal(int number)
{
    (void)number;
    cmd_stop = 1;
}

void cmd_catch_signals(void)
{
    struct sigaction action = {.sa_handler = on_signal};

    (void)sigemptyset(&action.sa_mask);
    action.sa_flags = (int)SA_RESETHAND; /* a second Ctrl-C ends at once */
    (void)sigaction(SIGINT, &action, NULL);
    (void)sigaction(SIGTERM, &action, NULL);
}

void cmd_error(const char *format, ...)
{
    va_list args;

    (void)fprintf(stderr, "headroom: ");
    va_start(args, format);
    (void)vfprintf(stderr, format, args);
    va_end(args);
    (void)fprintf(stderr, "\n");
}

void cmd_error_unknown(const char *what, const char *word, const char *near, const char *otherwise)
{
    if (near != NULL) {
        cmd_error("%s '%s'; did you mean '%s'?", what, word, near);
    } else {
        cmd_error("%s '%s'%s", what, word, otherwise);
    }
}

bool cmd_read_quantity(const char *text, const char *si, const char *bare, double *ret)
{
    double number = 0.0;
    size_t taken = 0;

    if (text_to_double(view_of(text), &number, &taken) != NUMBER_OK) {
        return false;
    }
    const char *unit = text + taken;
    unit += *unit == ' ';
    unit = *unit != '\0' ? unit : bare;
    const struct unit *const u = unit != NULL ? units_find(units_dimension(si), unit) : NULL;
    if (u == NULL) {
        return false;
    }
    *ret = number * u->factor + u->offset;
    return true;
}

bool cmd_read_count(const char *text, double least, double most, double *ret)
{
    size_t taken = 0;

    return text_to_double(view_of(text), ret, &taken) == NUMBER_OK && text[taken] == '\0' &&
           *ret == floor(*ret) && *ret >= least && *ret <= most;
}

int cmd_ended(const char *who, enum status st, const char *why)
{
    switch (st) {
    case STATUS_OK:
        return EXIT_DONE;
    case STATUS_INTERRUPTED:
        cmd_error("%s: interrupted; nothing is kept", who);
        return EXIT_INTERRUPTED;
    case STATUS_BAD_INPUT:
        cmd_error("%s: %s", who, why != NULL ? why : status_text(st));
        return EXIT_BAD_USAGE;
    case STATUS_NO_MEMORY:
    case STATUS_IO:
        cmd_error("%s: %s", who, status_text(st));
        return EXIT_NO_FILE;
    default:
        cmd_error("%s: %s", who, status_text(st));
        return EXIT_NO_SOLUTION;
    }
}

bool cmd_option_count(const char *option, const char *text, double least, double most, double *ret)
{
    if (text == NULL || cmd_read_count(text, least, most, ret)) {
        return true;
    }
    cmd_error("--%s takes a whole number from %.0f to %.0f, not '%s'", option, least, most, text);
    return false;
}

static void exhausted(size_t bytes, const char *label)
{
    (void)fprintf(stderr, "headroom: out of memory: %zu bytes for %s\n", bytes, label);
    _exit(EXIT_NO_FILE);
}

struct arena *cmd_arena(void)
{
    return arena_create(exhausted);
}

static void print_json(const struct diag *diag)
{
    struct json j = {0};
    struct diag_entry e;

    json_open(&j, NULL, '{');
    json_text(&j, "schema", "headroom.problems/1");
    json_open(&j, "problems", '[');
    for (size_t i = 0; diag_entry_at(diag, i, &e); i++) {
        char code[16];
        (void)snprintf(code, sizeof code, "E%d", (int)e.code);
        json_open(&j, NULL, '{');
        json_text(&j, "code", code);
        json_text(&j, "level", e.is_warning ? "warning" : "error");
        json_text(&j, "file", diag_source_name(diag, e.at.source));
        json_number(&j, "line", (double)e.at.line);
        json_number(&j, "column", (double)e.at.column);
        json_text(&j, "message", e.message);
        json_text(&j, "note", e.note);
        json_close(&j, '}');
    }
    json_close(&j, ']');
    json_close(&j, '}');
    json_print(&j);
}

int cmd_report_problems(struct diag *diag, const struct options *options)
{
    const size_t n_errors = diag_n_errors(diag);
    const size_t n_warnings = diag_n_warnings(diag);
    const bool is_refused = n_errors > 0 || (options->is_strict && n_warnings > 0);
    struct text text = {0};

    diag_render(diag, MOST_SHOWN, &text);
    if (options->is_json && is_refused) {
        print_json(diag);
    } else if (text.length > 0) {
        (void)fputs(text.at, stderr);
    }
    if (is_refused && !options->is_json) {
        (void)fprintf(stderr, "%zu error%s, %zu warning%s; nothing was run\n", n_errors,
                      n_errors == 1 ? "" : "s", n_warnings, n_warnings == 1 ? "" : "s");
    }
    text_release(&text);
    return is_refused ? EXIT_BAD_USAGE : EXIT_DONE;
}

bool cmd_read_time(const char *text, double *ret_s)
{
    return cmd_read_quantity(text, "s", "s", ret_s);
}

const char *cmd_version(void)
{
    return VERSION_TEXT;
}

const char *cmd_commit(void)
{
    return VERSION_COMMIT;
}

bool cmd_option_colour(const struct options *options)
{
    enum term_wish wish = TERM_AUTO;

    if (options->colour != NULL && !term_read_wish(options->colour, &wish)) {
        cmd_error("--color takes auto, always or never, not '%s'", options->colour);
        return false;
    }
    return true;
}

struct term cmd_term(const struct options *options)
{
    enum term_wish wish = TERM_AUTO;

    if (options->colour != NULL) {
        (void)term_read_wish(options->colour, &wish);
    }
    return term_of(stdout, wish);
}
