/* cmd_report.c - headroom report: the ledger of a finished run.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <stdio.h>

#include "sim/cli/option_rows.h"
#include "sim/cli/run_io.h"
#include "sim/cli/term_hall.h"
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

static int report_command(const struct command *self, const struct options *options)
{
    struct results *r = NULL;
    const char *why = "";
    enum unit_system units = UNITS_SI;
    int code = EXIT_DONE;

    (void)self;
    if (!scenario_io_units(options, &units)) {
        return EXIT_BAD_USAGE;
    }
    if (results_open(options->words[0], &r, &why) != STATUS_OK) {
        cmd_error("%s: %s", options->words[0], why);
        return EXIT_NO_FILE;
    }
    if (options->csv != NULL) {
        code = write_csv(r, options->csv);
    } else if (options->is_json) {
        run_io_print_json(r);
    } else {
        const struct term term = term_of(stdout);
        const struct report_options how = {
            .units = units, .width = term.width, .is_brief = !options->is_all};
        struct text text = {0};
        report_text(r, &how, &text);
        (void)fputs(text.at, stdout);
        term_hall_print(&term, r, units);
        text_release(&text);
    }
    results_close(r);
    return code;
}

static const struct option_row option_rows[] = {
    {.name = "csv",
     .kind = OPTION_TEXT,
     .argument = "FOLDER",
     .text = "write one CSV file a table",
     FIELD(csv)},
    {.name = "all", .text = "every rack and element, not only the tightest", FIELD(is_all)},
    JSON_ROW,
    UNITS_ROW,
    HELP_ROW,
    {0},
};

const struct command command_report = {
    .name = "report",
    .arguments = "FILE.h5",
    .summary = "the ledger of a finished run, as text or CSV",
    .example = "headroom report first-hall.h5",
    .options = option_rows,
    .n_least = 1,
    .n_most = 1,
    .run = report_command,
};
