/* SPDX-License-Identifier: Apache-2.0 */
#include "sim/cli/man_page.h"

#include <ctype.h>
#include <string.h>

#include "sim/cli/version.h"

/* ------------------------------------------------------------------------- roff */

/* Text of any kind: roff's own signs are told apart, and so is a dot that begins a line. */
static void add_plain(struct text *t, const char *text, size_t n, bool is_filled)
{
    enum { LONG = 64 };
    bool begins = true;
    size_t begin = 0;

    for (size_t i = 0; i < n; i++) {
        /* A line end is a blank in filled text, and the source stays readable. */
        const bool is_long = is_filled && i - begin > LONG && text[i] == ' ';
        char c = text[i];
        if (is_long) {
            c = '\n';
        }
        begin = c == '\n' ? i + 1 : begin;
        if (begins && (c == '.' || c == '\'')) {
            text_add(t, "\\&");
        }
        begins = c == '\n';
        if (c == '\\') {
            text_add(t, "\\e");
        } else if (c == '-') {
            text_add(t, "\\-");
        } else if (c == '~') {
            text_add(t, "\\(ti");
        } else {
            text_add(t, "%c", c);
        }
    }
}

static void add_text(struct text *t, const char *text)
{
    add_plain(t, text, strlen(text), true);
}

/* Lines that begin with a blank stay as they are; empty lines begin a paragraph. */
static void add_paragraphs(struct text *t, const char *text)
{
    bool is_set = false;

    while (*text != '\0') {
        const size_t n = strcspn(text, "\n");
        const bool wants_set = text[0] == ' ' || (is_set && n == 0 && text[n + 1] == ' ');
        if (wants_set != is_set) {
            text_add(t, wants_set ? ".PP\n.nf\n" : ".fi\n");
            is_set = wants_set;
        }
        if (n == 0) {
            text_add(t, is_set ? ".PP\n" : text[1] != ' ' && text[1] != '\0' ? ".PP\n" : "");
        } else {
            add_plain(t, text, n, !is_set);
            text_add(t, "\n");
        }
        text += n + (text[n] == '\n');
    }
    text_add(t, is_set ? ".fi\n" : "");
}

/* "HEADROOM\-RUN": titles are in capitals. */
static void add_head(struct text *t, const char *command)
{
    text_add(t, ".TH HEADROOM");
    for (const char *c = command; *c != '\0'; c++) {
        text_add(t, "%s%c", c == command ? "\\-" : "", toupper((unsigned char)*c));
    }
    text_add(t, " 1 " VERSION_DATE " \"headroom " VERSION_NUMBER "\" \"headroom manual\"\n");
    text_add(t, ".SH NAME\nheadroom%s%s \\- ", command[0] != '\0' ? "\\-" : "", command);
}

static void add_example(struct text *t, const char *line)
{
    text_add(t, ".nf\n");
    add_plain(t, line, strlen(line), false);
    text_add(t, "\n.fi\n");
}

static void add_exit_codes(struct text *t)
{
    text_add(t, ".SH EXIT STATUS\n");
    for (size_t i = 0; cmd_exit_text(i, NULL) != NULL; i++) {
        int code = 0;
        const char *const text = cmd_exit_text(i, &code);
        text_add(t, ".TP\n.B %d\n", code);
        add_text(t, text);
        text_add(t, "\n");
    }
}

/* --------------------------------------------------------------------- a command */

static void add_option(struct text *t, const struct option_row *row)
{
    text_add(t, ".TP\n");
    if (row->letter != '\0') {
        text_add(t, "\\fB\\-%c\\fR, ", row->letter);
    }
    text_add(t, "\\fB\\-\\-");
    add_text(t, row->name);
    text_add(t, "\\fR");
    if (row->argument != NULL) {
        text_add(t, " \\fI");
        add_text(t, row->argument);
        text_add(t, "\\fR");
    }
    text_add(t, "\n");
    add_text(t, row->text);
    text_add(t, "\n");
}

void man_page_command(struct text *t, const struct command *command)
{
    add_head(t, command->name);
    add_text(t, command->summary);
    text_add(t, "\n.SH SYNOPSIS\n.B headroom %s\n[\\fIOPTION\\fR]...\n", command->name);
    if (command->arguments[0] != '\0') {
        text_add(t, "\\fI");
        add_text(t, command->arguments);
        text_add(t, "\\fR\n");
    }
    if (command->details != NULL) {
        text_add(t, ".SH DESCRIPTION\n");
        add_paragraphs(t, command->details);
    }
    text_add(t, ".SH OPTIONS\n");
    for (const struct option_row *row = command->options; row->name != NULL; row++) {
        add_option(t, row);
    }
    add_exit_codes(t);
    text_add(t, ".SH EXAMPLES\n");
    add_example(t, command->example);
    text_add(t, ".SH SEE ALSO\n.BR headroom (1)\n");
}

/* ------------------------------------------------------------------- the program */

static const struct {
    const char *name;
    const char *text;
} environment[] = {
    {"COLUMNS", "Width of what is printed. Without it that of the terminal; 100 in a pipe."},
    {"NO_COLOR", "When it is set and not empty: no colour."},
    {"CLICOLOR_FORCE", "When it is set, not empty and not 0: colour, and the pictures of a "
                       "terminal, also in a pipe."},
    {"COLORTERM", "truecolor or 24bit: colours of 24 bits instead of the 256 of xterm."},
    {"TERM", "dumb: no colour."},
    {"LC_ALL, LC_CTYPE, LANG", "Where the characters are UTF-8, maps and bars are drawn with "
                               "blocks, elsewhere with letters. Numbers always have a point."},
};

static const struct {
    const char *name;
    const char *text;
} files[] = {
    {"NAME.yaml", "A scenario: sites, halls, racks, power, cooling, prices. headroom schema prints "
                  "the reference, headroom schema --json the JSON Schema for editors."},
    {"@NAME", "A scenario that the program carries; headroom examples lists them."},
    {"NAME.h5", "Results: HDF5 in the form of netCDF-4 with CF units."},
    {"NAME.h5.part", "Results of a run that goes on, or was stopped; they can be read too."},
};

void man_page_program(struct text *t)
{
    add_head(t, "");
    text_add(t, "rack power and cooling density simulator\n.SH SYNOPSIS\n.B headroom\n"
                "\\fICOMMAND\\fR [\\fIOPTION\\fR]... [\\fIARGUMENT\\fR]...\n"
                ".SH DESCRIPTION\n");
    add_text(t,
             "A time-stepped thermal and electrical model of data halls with GPU racks: what fits, "
             "what binds first and by how much, and what a change would cost.\n");
    text_add(t, ".SH COMMANDS\n");
    for (size_t i = 0; cmd_at(i) != NULL; i++) {
        text_add(t, ".TP\n.BR headroom\\-%s (1)\n", cmd_at(i)->name);
        add_text(t, cmd_at(i)->summary);
        text_add(t, "\n");
    }
    add_exit_codes(t);
    text_add(t, ".SH ENVIRONMENT\n");
    for (size_t i = 0; i < sizeof environment / sizeof environment[0]; i++) {
        text_add(t, ".TP\n.B %s\n", environment[i].name);
        add_text(t, environment[i].text);
        text_add(t, "\n");
    }
    text_add(t, ".SH FILES\n");
    for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
        text_add(t, ".TP\n.I %s\n", files[i].name);
        add_text(t, files[i].text);
        text_add(t, "\n");
    }
    text_add(t, ".SH EXAMPLES\n");
    for (size_t i = 0; cmd_at(i) != NULL; i++) {
        text_add(t, ".TP\n");
        add_text(t, cmd_at(i)->example);
        text_add(t, "\n");
        add_text(t, cmd_at(i)->summary);
        text_add(t, "\n");
    }
}
