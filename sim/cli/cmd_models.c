/* cmd_models.c - headroom models and headroom units: tables of the program, printed.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "sim/base/lines.h"
#include "sim/base/units.h"
#include "sim/cli/cmd.h"
#include "sim/cli/json.h"
#include "sim/cli/listing.h"
#include "sim/cli/option_rows.h"
#include "sim/cli/term.h"
#include "sim/scenario/schema.h"

static void print_limits(const struct param *p)
{
    if (p->kind != PARAM_NUMBER && p->kind != PARAM_COUNT) {
        return;
    }
    struct text t = {0};
    text_add(&t, "from %.6g to %.6g%s%s", p->min, p->max, strcmp(p->unit, "-") == 0 ? "" : " ",
             strcmp(p->unit, "-") == 0 ? "" : p->unit);
    if (p->is_required) {
        text_add(&t, ", required");
    } else if (isnan(p->fallback)) {
        text_add(&t, ", not known when absent");
    } else {
        text_add(&t, ", default %.6g (%s: %s)", p->fallback, grade_text(p->grade),
                 p->source != NULL ? p->source : "");
    }
    term_say("      ", 8, "%s", t.at);
    text_release(&t);
}

static void print_model(const struct model_info *m, enum family f)
{
    char key[SCHEMA_KEY_ROOM];

    term_say("", 2, "%s %s: %s", registry_family_text(f), m->name, m->summary);
    term_say("  ", 4, "holds for: %s", m->validity);
    term_say("  ", 4, "source: %s", m->source);
    for (const struct param *p = m->params; p->key != NULL; p++) {
        schema_key(p, key);
        term_say("  ", 4, "%s: %s", key, p->text);
        print_limits(p);
    }
    for (const struct state *s = m->states; s != NULL && s->name != NULL; s++) {
        term_say("  ", 4, "(state) %s [%s]: %s", s->name, s->unit, s->text);
    }
}

static void print_listing(struct listing *list, const struct options *options, const char *schema,
                          const char *key)
{
    if (options->is_json) {
        listing_print_json(list, schema, key);
    } else {
        listing_print(list, options->is_all ? 0 : term_width(stdout));
    }
    listing_release(list);
}

static int list_models(const struct options *options)
{
    static const struct listing_column columns[] = {
        {.key = "family"}, {.key = "name"}, {.key = "summary"}};
    struct listing list = {.columns = columns, .n_columns = 3};
    const struct model_info *m = NULL;

    for (int f = 0; f < FAMILY_COUNT; f++) {
        for (size_t i = 0; (m = registry_at((enum family)f, i)) != NULL; i++) {
            listing_text(&list, registry_family_text((enum family)f));
            listing_text(&list, m->name);
            listing_text(&list, m->summary);
        }
    }
    print_listing(&list, options, "headroom.models/1", "models");
    return EXIT_DONE;
}

static void add_parameter(struct json *j, const struct param *p)
{
    char key[SCHEMA_KEY_ROOM];
    const bool is_number = p->kind == PARAM_NUMBER || p->kind == PARAM_COUNT;

    schema_key(p, key);
    json_open(j, NULL, '{');
    json_text(j, "key", key);
    json_text(j, "text", p->text);
    json_text(j, "unit", is_number ? p->unit : NULL);
    json_number(j, "least", is_number ? p->min : (double)NAN);
    json_number(j, "most", is_number ? p->max : (double)NAN);
    json_bool(j, "required", p->is_required);
    json_number(j, "default", is_number && !p->is_required ? p->fallback : (double)NAN);
    json_text(j, "grade", is_number && !isnan(p->fallback) ? grade_text(p->grade) : NULL);
    json_text(j, "source", p->source);
    json_close(j, '}');
}

static void add_model(struct json *j, const struct model_info *m, enum family f)
{
    json_open(j, NULL, '{');
    json_text(j, "family", registry_family_text(f));
    json_text(j, "name", m->name);
    json_text(j, "summary", m->summary);
    json_text(j, "validity", m->validity);
    json_text(j, "source", m->source);
    json_open(j, "parameters", '[');
    for (const struct param *p = m->params; p->key != NULL; p++) {
        add_parameter(j, p);
    }
    json_close(j, ']');
    json_close(j, '}');
}

/* Models of one name in several families are told one after the other. */
static int tell_model(const char *wanted, bool is_json)
{
    struct nearest near = {.word = wanted};
    const struct model_info *m = NULL;
    struct json j = {0};
    size_t n = 0;

    json_open(&j, NULL, '{');
    json_text(&j, "schema", "headroom.model/1");
    json_open(&j, "models", '[');
    for (int f = 0; f < FAMILY_COUNT; f++) {
        for (size_t i = 0; (m = registry_at((enum family)f, i)) != NULL; i++) {
            nearest_try(&near, m->name);
            if (strcmp(m->name, wanted) != 0) {
                continue;
            }
            if (is_json) {
                add_model(&j, m, (enum family)f);
            } else {
                (void)printf("%s", n > 0 ? "\n" : "");
                print_model(m, (enum family)f);
            }
            n++;
        }
    }
    json_close(&j, ']');
    json_close(&j, '}');
    if (is_json && n > 0) {
        json_print(&j);
    } else {
        text_release(&j.text);
    }
    if (n == 0) {
        cmd_error_unknown("there is no model", wanted, nearest_found(&near),
                          "; `headroom models` lists them");
    }
    return n > 0 ? EXIT_DONE : EXIT_BAD_USAGE;
}

static int models_command(const struct command *self, const struct options *options)
{
    (void)self;
    return options->n_words == 0 ? list_models(options)
                                 : tell_model(options->words[0], options->is_json);
}

static int units_command(const struct command *self, const struct options *options)
{
    static const struct listing_column columns[] = {
        {.key = "quantity"}, {.key = "example", .rank = 1}, {.key = "units"}};
    struct listing list = {.columns = columns, .n_columns = 3};

    (void)self;
    for (size_t i = 0; units_dimension_at(i) != NULL; i++) {
        const struct dimension *const d = units_dimension_at(i);
        struct text all = {0};
        units_list(d, &all);
        listing_text(&list, d->name);
        listing_text(&list, d->hint);
        listing_text(&list, all.at);
        text_release(&all);
    }
    print_listing(&list, options, "headroom.units/1", "quantities");
    if (!options->is_json) {
        struct text t = {0};
        lines_wrap(
            &t,
            "Prices take any currency of three letters in place of USD, $ for USD, and k or M "
            "before it.",
            0, 0, term_width(stdout));
        (void)printf("\n%s\n", t.at);
        text_release(&t);
    }
    return EXIT_DONE;
}

const struct command command_models = {
    .name = "models",
    .arguments = "[NAME]",
    .words = WORDS_MODELS,
    .summary = "models and their parameters",
    .example = "headroom models cdu",
    .options = cmd_list_rows,
    .n_least = 0,
    .n_most = 1,
    .run = models_command,
};

const struct command command_units = {
    .name = "units",
    .arguments = "",
    .summary = "units that values may have",
    .example = "headroom units",
    .options = cmd_list_rows,
    .n_least = 0,
    .n_most = 0,
    .run = units_command,
};
