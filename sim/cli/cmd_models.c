/* cmd_models.c - headroom models and headroom units: tables of the program, printed.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "sim/base/units.h"
#include "sim/cli/cmd.h"
#include "sim/cli/option_rows.h"
#include "sim/scenario/schema.h"

static void print_limits(const struct param *p)
{
    if (p->kind != PARAM_NUMBER && p->kind != PARAM_COUNT) {
        return;
    }
    (void)printf("      from %.6g to %.6g %s", p->min, p->max,
                 strcmp(p->unit, "-") == 0 ? "" : p->unit);
    if (p->is_required) {
        (void)printf(", required\n");
    } else if (isnan(p->fallback)) {
        (void)printf(", not known when absent\n");
    } else {
        (void)printf(", default %.6g (%s: %s)\n", p->fallback, grade_text(p->grade),
                     p->source != NULL ? p->source : "");
    }
}

static void print_model(const struct model_info *m, enum family f)
{
    char key[SCHEMA_KEY_ROOM];

    (void)printf("%s %s: %s\n  holds for: %s\n  source: %s\n", registry_family_text(f), m->name,
                 m->summary, m->validity, m->source);
    for (const struct param *p = m->params; p->key != NULL; p++) {
        schema_key(p, key);
        (void)printf("  %s: %s\n", key, p->text);
        print_limits(p);
    }
    for (const struct state *s = m->states; s != NULL && s->name != NULL; s++) {
        (void)printf("  (state) %s [%s]: %s\n", s->name, s->unit, s->text);
    }
}

static int models_command(const struct command *self, const struct options *options)
{
    const char *const wanted = options->n_words > 0 ? options->words[0] : "";
    struct nearest near = {.word = wanted};
    bool is_found = false;

    (void)self;
    for (int f = 0; f < FAMILY_COUNT; f++) {
        const struct model_info *m = NULL;
        for (size_t i = 0; (m = registry_at((enum family)f, i)) != NULL; i++) {
            if (options->n_words == 0) {
                (void)printf("%-10s %-14s %s\n", registry_family_text((enum family)f), m->name,
                             m->summary);
                continue;
            }
            nearest_try(&near, m->name);
            if (strcmp(m->name, wanted) == 0) {
                (void)printf("%s", is_found ? "\n" : "");
                print_model(m, (enum family)f);
                is_found = true;
            }
        }
    }
    if (options->n_words == 1 && !is_found) {
        cmd_error_unknown("there is no model", wanted, nearest_found(&near),
                          "; `headroom models` lists them");
        return EXIT_BAD_USAGE;
    }
    return EXIT_DONE;
}

static int units_command(const struct command *self, const struct options *options)
{
    (void)self;
    (void)options;
    for (size_t i = 0; units_dimension_at(i) != NULL; i++) {
        const struct dimension *const d = units_dimension_at(i);
        struct text all = {0};
        units_list(d, &all);
        (void)printf("%-26s %-18s %s\n", d->name, d->hint, all.at);
        text_release(&all);
    }
    (void)printf("\nPrices take any currency of three letters in place of USD, $ for USD, and k or "
                 "M before it.\n");
    return EXIT_DONE;
}

const struct command command_models = {
    .name = "models",
    .arguments = "[NAME]",
    .summary = "models and their parameters",
    .example = "headroom models cdu",
    .options = cmd_plain_rows,
    .n_least = 0,
    .n_most = 1,
    .run = models_command,
};

const struct command command_units = {
    .name = "units",
    .arguments = "",
    .summary = "units that values may have",
    .example = "headroom units",
    .options = cmd_plain_rows,
    .n_least = 0,
    .n_most = 0,
    .run = units_command,
};
