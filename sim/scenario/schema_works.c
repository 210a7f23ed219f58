/* schema_works.c - works on a hall: what each lifts, changes, costs and takes. No work is physics: it
 * changes the scenario as --set would, and the run says what came of it.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "sim/scenario/scenario.h"
#include "sim/scenario/schema_tables.h"

static const char *const per_words[] = {"hall", "element", "rack", NULL};
static const char *const reach_words[] = {"own", "hall", NULL};
static const struct param work_rows[] = {
    {PARAM(scn_work, name), .kind = PARAM_TEXT, .is_required = true, .text = "name of the work"},
    {PARAM(scn_work, title), .kind = PARAM_TEXT, .text = "what is bought and done, in one line"},
    {PARAM(scn_work, use), .kind = PARAM_TEXT,
     .text = "work of the catalogue that gives what is not said here, and that this one replaces"},
    {PARAM(scn_work, lifts), .kind = PARAM_NAMES,
     .text = "limits that it lifts, by their names in the ledger: supply air, plant capacity, ..."},
    {PARAM(scn_work, on), .kind = PARAM_NAMES,
     .text = "on what: models or names of elements, racks' catalogue entries, 'circuit', 'shelf'; "
             "when absent, on whatever the limit is of"},
    {PARAM(scn_work, per), .kind = PARAM_CHOICE, .choices = per_words, .fallback = WORK_PER_ELEMENT,
     .grade = GRADE_RULE, .source = "equal elements are refitted together",
     .text = "done and paid once in the hall; once for each of the equal elements that a limit is "
             "of; or for each of the equal racks of a row"},
    {PARAM(scn_work, rack_power_min_w), .kind = PARAM_NUMBER, .unit = "W", .min = 0.0, .max = 2e6,
     .fallback = 0.0, .grade = GRADE_RULE, .source = "any rack that draws power",
     .text = "per rack: only racks that draw at least so much"},
    {PARAM(scn_work, reach), .kind = PARAM_CHOICE, .choices = reach_words,
     .fallback = WORK_REACH_OWN, .grade = GRADE_RULE, .source = "a whip helps its own rack",
     .text = "per rack: of the limits of racks it lifts those of its own, or all in the hall"},
    {PARAM(scn_work, set), .kind = PARAM_NAMES,
     .text = "what it changes, as --set has it, PATH=VALUE or PATH+=VALUE, with {hall}, {subject}, "
             "{place}, {row}, {plant}, {feed} and {n}, the how-manieth"},
    {PARAM(scn_work, count_max), .kind = PARAM_COUNT, .unit = "-", .min = 1.0, .max = 16.0,
     .fallback = 1.0, .grade = GRADE_RULE, .source = "once", .text = "how often it may be done"},
    {PARAM(scn_work, price_low_usd), .kind = PARAM_NUMBER, .unit = "USD", .min = 0.0, .max = 1e10,
     .fallback = PARAM_UNKNOWN, .text = "least price of one, installed"},
    {PARAM(scn_work, price_high_usd), .kind = PARAM_NUMBER, .unit = "USD", .min = 0.0, .max = 1e10,
     .fallback = PARAM_UNKNOWN, .text = "highest price of one, installed"},
    {PARAM(scn_work, lead_low_s), .kind = PARAM_NUMBER, .unit = "s", .min = 0.0, .max = 4e8,
     .fallback = PARAM_UNKNOWN, .text = "shortest time from the order to the delivery"},
    {PARAM(scn_work, lead_high_s), .kind = PARAM_NUMBER, .unit = "s", .min = 0.0, .max = 4e8,
     .fallback = PARAM_UNKNOWN, .text = "longest"},
    {PARAM(scn_work, duration_s), .kind = PARAM_NUMBER, .unit = "s", .min = 0.0, .max = 4e8,
     .fallback = PARAM_UNKNOWN, .text = "work on site, from the delivery to the hand-over"},
    {PARAM(scn_work, outage_s), .kind = PARAM_NUMBER, .unit = "s", .min = 0.0, .max = 4e7,
     .fallback = 0.0, .grade = GRADE_ESTIMATE, .source = "none when nothing is said",
     .text = "of it: with what it works on out of service"},
    {PARAM(scn_work, needs), .kind = PARAM_NAMES, .text = "works that must be done before it"},
    {PARAM(scn_work, excludes), .kind = PARAM_NAMES, .text = "works that it cannot be done with"},
    {0},
};
const struct table schema_work = {.name = "work",
                                  .rows = work_rows,
                                  .size = sizeof(struct scn_work),
                                  .entry_kind = "work",
                                  .text = "something that can be bought and built, for `retrofit`"};

static const struct param works_rows[] = {
    {PARAM(scn_works, catalogue), .kind = PARAM_SWITCH, .fallback = 1.0, .grade = GRADE_RULE,
     .source = "public bands until there are quotes",
     .text = "the works of the catalogue may be chosen too"},
    {PARAM(scn_works, without), .kind = PARAM_NAMES, .text = "works of the catalogue that may not"},
    {PARAM(scn_works, own), .kind = PARAM_LIST, .table = &schema_work,
     .text = "works of this building, and quotes in place of the catalogue's bands"},
    {0},
};
const struct table schema_works = {.name = "works",
                                   .rows = works_rows,
                                   .size = sizeof(struct scn_works),
                                   .text = "works that `retrofit` and `growth` choose from"};
