/* cmd_report.c - headroom report: the ledger of a finished run, as text, CSV, JSON or a page.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "sim/cli/option_rows.h"
#include "sim/cli/run_io.h"
#include "sim/cli/term_hall.h"
#include "sim/page/page.h"
#include "sim/results/report.h"

static int write_csv(const struct results *r, const char *folder)
{
    const char *why = "";

    if (report_csv(r, folder, &why) != STATUS_OK) {
        cmd_error("%s: %s", folder, why);
        return EXIT_NO_FILE;
    }
    (void)printf("%s\n", folder);
    return EXIT_DONE;
}

/* Writes beside the name and renames, so that an older page is replaced as a whole or not at all. */
static int write_file(const char *path, const struct text *page)
{
    struct text part = {0};

    text_add(&part, "%s.part", path);
    errno = 0;
    FILE *const f = fopen(part.at, "w");
    bool is_written = f != NULL && fwrite(page->at, 1, page->length, f) == page->length;
    is_written = f != NULL && fclose(f) == 0 && is_written;
    if (!is_written || rename(part.at, path) != 0) {
        cmd_error("%s: %s", path, strerror(errno));
        if (f != NULL) {
            (void)remove(part.at);
        }
        text_release(&part);
        return EXIT_NO_FILE;
    }
    text_release(&part);
    (void)printf("%s\n", path);
    return EXIT_DONE;
}

static int write_page(const struct results *const *runs, const struct options *options,
                      enum unit_system units)
{
    struct arena *const arena = cmd_arena();
    struct text page = {0};
    int code = EXIT_DONE;

    if (page_write(arena, runs, options->words, options->n_words, units, &page) != STATUS_OK) {
        cmd_error("%s: no memory for the page", options->output);
        code = EXIT_NO_FILE;
    } else if (strcmp(options->output, "-") == 0) {
        (void)fputs(page.at, stdout);
    } else {
        code = write_file(options->output, &page);
    }
    text_release(&page);
    arena_destroy(arena);
    return code;
}

static void print_text(const struct results *r, const struct options *options,
                       enum unit_system units)
{
    const struct term term = cmd_term(options);
    const struct report_options how = {
        .units = units, .width = term.width, .is_brief = !options->is_all};
    struct text text = {0};

    report_text(r, &how, &text);
    (void)fputs(text.at, stdout);
    term_hall_print(&term, r, units);
    text_release(&text);
}

/* One form at a time, and several files on a page only. */
static bool is_clear(const struct options *options)
{
    const int n_forms = (options->output != NULL) + (options->csv != NULL) + options->is_json;

    if (n_forms > 1) {
        cmd_error("choose one of --output, --csv and --json");
        return false;
    }
    if (options->output == NULL && options->n_words > 1) {
        cmd_error("several files go on a page: name it with -o report.html, or use "
                  "'headroom compare'");
        return false;
    }
    return true;
}

static int report_command(const struct command *self, const struct options *options)
{
    struct results *opened[PAGE_MOST_RUNS] = {0};
    const struct results *runs[PAGE_MOST_RUNS] = {0};
    const char *why = "";
    enum unit_system units = UNITS_SI;
    int code = EXIT_DONE;

    (void)self;
    if (!is_clear(options) || !scenario_io_units(options, &units) || !cmd_option_colour(options)) {
        return EXIT_BAD_USAGE;
    }
    for (size_t i = 0; i < options->n_words && code == EXIT_DONE; i++) {
        if (results_open(options->words[i], &opened[i], &why) != STATUS_OK) {
            cmd_error("%s: %s", options->words[i], why);
            code = EXIT_NO_FILE;
        }
        runs[i] = opened[i];
    }
    if (code != EXIT_DONE) {
        /* said already */
    } else if (options->output != NULL) {
        code = write_page(runs, options, units);
    } else if (options->csv != NULL) {
        code = write_csv(runs[0], options->csv);
    } else if (options->is_json) {
        run_io_print_json(runs[0]);
    } else {
        print_text(runs[0], options, units);
    }
    for (size_t i = 0; i < PAGE_MOST_RUNS; i++) {
        results_close(opened[i]);
    }
    return code;
}

static const struct option_row option_rows[] = {
    OUTPUT_ROW("FILE.html", "write one HTML page that stands alone; - is stdout"),
    {.name = "csv",
     .kind = OPTION_TEXT,
     .argument = "FOLDER",
     .text = "write one CSV file a table",
     FIELD(csv)},
    {.name = "all", .text = "every rack and element, not only the tightest", FIELD(is_all)},
    JSON_ROW,
    UNITS_ROW,
    COLOR_ROW,
    HELP_ROW,
    {0},
};

const struct command command_report = {
    .name = "report",
    .arguments = "FILE.h5 [OTHER.h5...]",
    .summary = "the ledger of a finished run, as text, CSV or a page for the browser",
    .example = "headroom report first-hall.h5 -o first-hall.html",
    .details = "With -o, other files stand beside the first in a comparison.",
    .options = option_rows,
    .n_least = 1,
    .n_most = PAGE_MOST_RUNS,
    .run = report_command,
};
