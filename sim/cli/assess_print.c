/* SPDX-License-Identifier: Apache-2.0 */
#include "sim/cli/assess_print.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "sim/base/units.h"
#include "sim/cli/json.h"
#include "sim/cli/term.h"

#define YEAR_S 31557600.0 /* Julian year */

enum { NAME_WIDTH = 33, NUMBER_WIDTH = 11, PLENTY_S = 7776000 /* 90 days are told in years */ };

/* -------------------------------------------------------------------- text */

static void add_value(struct text *t, const struct assess_line *l, double value)
{
    const bool is_money = l->unit[0] != '\0' && units_dimension(l->unit) == NULL;

    if (isnan(value)) {
        text_add(t, "-");
    } else if (isinf(value)) {
        text_add(t, "beyond");
    } else if (l->unit[0] == '\0') {
        text_add(t, "%.0f", value);
    } else if (strcmp(l->unit, "1") == 0) {
        text_add(t, "%.3g %%", 100.0 * value);
    } else if (strcmp(l->unit, "s") == 0 && fabs(value) >= PLENTY_S) {
        text_add(t, "%.3g years", value / YEAR_S);
    } else if (is_money || strcmp(l->unit, "USD") == 0) {
        text_add(t, "%.4g k%s", value / 1e3, l->unit);
    } else {
        struct text number = {0};
        units_print(&number, l->unit, value, 4, UNITS_SI);
        text_add(t, "%s", number.at);
        text_release(&number);
    }
}

static void add_value_cell(struct text *line, const struct assess_line *l, double value)
{
    struct text cell = {0};

    add_value(&cell, l, value);
    text_add_cell(line, cell.at, NUMBER_WIDTH);
    text_release(&cell);
}

static void print_line(const struct assess_line *l)
{
    struct text t = {0};

    text_add(&t, "  ");
    text_add_cell(&t, assess_verdict_text(l->verdict), -8);
    text_add_cell(&t, l->name, -NAME_WIDTH);
    text_add(&t, " ");
    add_value_cell(&t, l, l->value);
    if (!isnan(l->need)) {
        text_add(&t, "  %s", l->is_most ? "at most " : "at least");
        add_value_cell(&t, l, l->need);
    }
    (void)printf("%s\n", t.at);
    text_release(&t);
    if (l->words[0] != '\0') {
        term_say("            ", 12, "%s", l->words);
    }
}

/* Lines of one command stand under it: it is the one that shows them in full. */
static void print_area(const struct assess_answer *a, enum assess_area area)
{
    const char *command = "";
    bool is_first = true;

    for (size_t i = 0; i < a->n; i++) {
        const struct assess_line *const l = &a->lines[i];
        if (l->area != area) {
            continue;
        }
        if (is_first) {
            (void)printf("\n%s\n", assess_area_text(area));
            is_first = false;
        }
        if (l->command[0] != '\0' && strcmp(l->command, command) != 0) {
            term_say_command("  $ ", l->command);
            command = l->command;
        }
        print_line(l);
    }
}

static void print_verdict(const struct assess_answer *a)
{
    static const char *const texts[ASSESS_VERDICTS] = {
        [ASSESS_READY] = "READY",
        [ASSESS_WATCH] = "READY, WITH POINTS TO WATCH",
        [ASSESS_GAP] = "NOT READY",
        [ASSESS_MISSING] = "NOT KNOWN",
    };

    (void)printf("VERDICT: %s\ngaps %zu, missing %zu, to watch %zu, ready %zu\n",
                 texts[assess_worst(a)], a->n_verdicts[ASSESS_GAP], a->n_verdicts[ASSESS_MISSING],
                 a->n_verdicts[ASSESS_WATCH], a->n_verdicts[ASSESS_READY]);
}

void assess_print_text(const struct loaded *loaded, const struct assess_answer *answer)
{
    const struct plan *const plan = loaded->plan;

    (void)printf("%s\n%s\n\n", plan->title != NULL ? plan->title : plan->name, plan->hall_name);
    print_verdict(answer);
    for (int area = 0; area < ASSESS_AREAS; area++) {
        print_area(answer, (enum assess_area)area);
    }
}

/* -------------------------------------------------------------------- JSON */

void assess_print_json(const struct loaded *loaded, const struct assess_answer *answer)
{
    struct json j = {0};

    json_open(&j, NULL, '{');
    json_text(&j, "schema", "headroom.assess/1");
    json_text(&j, "scenario", loaded->plan->name);
    json_text(&j, "hall", loaded->plan->hall_name);
    json_text(&j, "verdict", assess_verdict_text(assess_worst(answer)));
    json_open(&j, "lines", '[');
    for (size_t i = 0; i < answer->n; i++) {
        const struct assess_line *const l = &answer->lines[i];
        json_open(&j, NULL, '{');
        json_text(&j, "area", assess_area_text(l->area));
        json_text(&j, "name", l->name);
        json_text(&j, "verdict", assess_verdict_text(l->verdict));
        json_number(&j, "value", l->value);
        json_bool(&j, "is_beyond", isinf(l->value) != 0);
        json_number(&j, "need", l->need);
        json_text(&j, "need_is", l->is_most ? "most" : "least");
        json_text(&j, "unit", l->unit);
        json_text(&j, "words", l->words);
        json_text(&j, "command", l->command);
        json_close(&j, '}');
    }
    json_close(&j, ']');
    json_close(&j, '}');
    json_print(&j);
}
