/* option_rows.h - options that several commands have, as rows.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SIM_CLI_OPTION_ROWS_H
#define SIM_CLI_OPTION_ROWS_H

#include <stddef.h>

#include "sim/cli/options.h"

#define FIELD(field) .offset = offsetof(struct options, field)
#define HELP_ROW                                                                                   \
    {                                                                                              \
        .name = "help", .letter = 'h', .text = "this text", FIELD(is_help)                         \
    }
#define JSON_ROW                                                                                   \
    {                                                                                              \
        .name = "json", .text = "one JSON object on stdout, numbers in SI", FIELD(is_json)         \
    }
#define UNITS_ROW                                                                                  \
    {                                                                                              \
        .name = "units", .kind = OPTION_TEXT, .argument = "us|si",                                 \
        .text = "units of what is printed", FIELD(units)                                           \
    }
#define COLOR_ROW                                                                                  \
    {                                                                                              \
        .name = "color", .kind = OPTION_TEXT, .argument = "auto|always|never",                     \
        .text = "colour of maps and bars; wins over NO_COLOR and CLICOLOR_FORCE", FIELD(colour)    \
    }
#define SET_ROW                                                                                    \
    {                                                                                              \
        .name = "set", .kind = OPTION_MANY, .argument = "PATH=VALUE",                              \
        .text = "replace a value of the scenario; may be given often", FIELD(sets)                 \
    }
#define STRICT_ROW                                                                                 \
    {                                                                                              \
        .name = "strict", .text = "warnings are errors, a passed limit ends with 1",               \
        FIELD(is_strict)                                                                           \
    }
#define OUTPUT_ROW(file, what)                                                                     \
    {                                                                                              \
        .name = "output", .letter = 'o', .kind = OPTION_TEXT, .argument = (file), .text = (what),  \
        FIELD(output)                                                                              \
    }
#define JOBS_ROW                                                                                   \
    {                                                                                              \
        .name = "jobs", .letter = 'j', .kind = OPTION_TEXT, .argument = "N",                       \
        .text = "processes (default: as many as there are cores)", FIELD(jobs)                     \
    }
#define SEED_ROW                                                                                   \
    {                                                                                              \
        .name = "seed", .kind = OPTION_TEXT, .argument = "N", .text = "default 1", FIELD(seed)     \
    }
#define HALL_ROW                                                                                   \
    {                                                                                              \
        .name = "hall", .kind = OPTION_TEXT, .argument = "SITE/HALL",                              \
        .text = "which hall, when the scenario has several", FIELD(hall)                           \
    }

#define ALL_ROW                                                                                    \
    {                                                                                              \
        .name = "all", .text = "every column, however wide the terminal is", FIELD(is_all)         \
    }

extern const struct option_row cmd_list_rows[];  /* --all, --json and --help */
extern const struct option_row cmd_json_rows[];  /* --json and --help */
extern const struct option_row cmd_plain_rows[]; /* --help            */

#endif
