/* SPDX-License-Identifier: Apache-2.0 */
#include "sim/cli/swing_print.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "models/genset.h"
#include "sim/base/lines.h"
#include "sim/cli/json.h"
#include "sim/cli/term.h"

enum { NAME_WIDTH = 26 };

static double swing_w(const struct swing_item *item)
{
    return item->peak_w - item->trough_w;
}

/* The item of another case that stands for the same: the element itself, or the worst of its kind. */
static const struct swing_item *find_same(const struct swing_answer *a,
                                          const struct swing_item *wanted)
{
    for (size_t i = 0; i < a->n_items; i++) {
        const struct swing_item *const item = &a->items[i];
        const bool is_worst = wanted->is_worst && item->is_worst;
        if (strcmp(item->kind, wanted->kind) == 0 &&
            (is_worst || strcmp(item->name, wanted->name) == 0)) {
            return item;
        }
    }
    return NULL;
}

/* One unit for all powers, so that they can be held against each other. */
static const struct unit *choose_unit(const struct swing_case *c)
{
    double most_w = 0.0;

    for (size_t i = 0; i < c->answer.n_items; i++) {
        most_w = fmax(most_w, c->answer.items[i].peak_w);
    }
    return units_shown(units_dimension("W"), fmin(most_w, 999e3), UNITS_SI); /* MW hides swings */
}

static void print_number(double value, int digits)
{
    if (isnan(value)) {
        (void)printf(" %8s", "-");
    } else {
        (void)printf(" %8.*f", digits, value);
    }
}

static void print_name(const char *name, const char *kind)
{
    struct text left = {0};
    struct text cell = {0};

    text_add(&left, kind != NULL ? "%s %s" : "%s", kind != NULL ? kind : name, name);
    lines_label(&cell, left.at, 0, NAME_WIDTH);
    (void)fputs(cell.at, stdout);
    text_release(&left);
    text_release(&cell);
}

static void print_heading(const struct plan *plan, const struct swing_answer *a)
{
    (void)printf("%s\n\n", plan->title != NULL ? plan->title : plan->name);
    (void)printf("Power in normal service, from its steady state: %.6g s in steps of %.4g s;\n"
                 "ramps over %.4g s.\n",
                 a->times.span_s, a->times.step_s, a->times.window_s);
}

/* What a table says of an item; base is the same item of the first case, or NULL. */
typedef void print_numbers(const struct swing_item *item, const struct swing_item *base,
                           const struct unit *unit);

static void print_levels(const struct swing_item *item, const struct swing_item *base,
                         const struct unit *unit)
{
    const double powers[] = {item->mean_w, item->trough_w, item->peak_w, swing_w(item)};
    const bool has_base = base != NULL && base != item && swing_w(base) > 0.0;

    for (size_t k = 0; k < sizeof powers / sizeof powers[0]; k++) {
        print_number(powers[k] / unit->factor, 1);
    }
    print_number(has_base ? 100.0 * (swing_w(item) / swing_w(base) - 1.0) : PARAM_UNKNOWN, 1);
    print_number(100.0 * item->peak_w / item->rating_w, 0);
    (void)printf("\n");
}

static void print_course(const struct swing_item *item, const struct swing_item *base,
                         const struct unit *unit)
{
    (void)base;
    print_number(item->up_w_per_s / unit->factor, 1);
    print_number(item->down_w_per_s / unit->factor, 1);
    print_number(item->period_s, 2);
    print_number(item->amplitude_w / unit->factor, 1);
    print_number(item->band_w / unit->factor, 1);
    (void)printf("\n");
}

static void print_battery(const struct swing_item *item, const char *name, double span_s)
{
    if (item->n_discharges > 0.0 || item->discharged_j > 0.0) {
        term_say("", 2,
                 "%s %s, %s: its battery began to empty %.0f times in %.6g s and gave %.4g "
                 "kWh, %.4g kWh an hour; its charge swings by %.4g kWh.",
                 item->kind, item->name, name, item->n_discharges, span_s,
                 item->discharged_j / 3.6e6, item->discharged_j / 1e3 / span_s,
                 item->stored_swing_j / 3.6e6);
    }
}

/* The steps that it must take, and how its frequency stands them. */
static void print_generator(const struct swing_item *item, const char *name, double window_s)
{
    const double up_w = item->up_w_per_s * window_s;
    const double down_w = -item->down_w_per_s * window_s;

    if (isnan(item->nominal_hz)) {
        return;
    }
    const char *const class = genset_class(1.0 - item->least_hz / item->nominal_hz,
                                           item->most_hz / item->nominal_hz - 1.0);
    term_say("", 2,
             "%s %s, %s: over %.4g s at most %.4g kW on (%.3g %% of its rating) and %.4g kW off "
             "(%.3g %%); frequency %.2f to %.2f Hz, mean %.2f; %s%s.",
             item->kind, item->name, name, window_s, up_w / 1e3, 100.0 * up_w / item->rating_w,
             down_w / 1e3, 100.0 * down_w / item->rating_w, item->least_hz, item->most_hz,
             item->mean_hz,
             class != NULL ? "within the limits of ISO 8528-5 class "
                           : "beyond the limits of every class of ISO 8528-5",
             class != NULL ? class : "");
}

static void print_settling(const struct swing_case *c)
{
    const struct swing_answer *const a = &c->answer;

    if (a->settled_s > 0.0 && a->still_due == NULL) {
        term_say("", 2, "%s: nothing was due any more after %.6g s; the span begins there.",
                 c->name, a->settled_s);
    } else if (a->settled_s > 0.0) {
        term_say("", 2, "%s: after %.6g s something is still due (%s); the span begins there.",
                 c->name, a->settled_s, a->still_due);
    }
}

static void print_notes(const struct swing_case *c)
{
    const struct swing_answer *const a = &c->answer;

    print_settling(c);
    if (a->n_dark > 0) {
        term_say("", 2, "%s: %zu of the racks %s without power.", c->name, a->n_dark,
                 a->n_dark == 1 ? "is" : "are");
    }
    for (size_t i = 0; i < a->n_items; i++) {
        print_battery(&a->items[i], c->name, a->times.span_s);
        print_generator(&a->items[i], c->name, a->times.window_s);
    }
    if (a->began_cold) {
        term_say("", 2, "%s: the loads have no steady state; the run began from rest.", c->name);
    }
    if (a->times.meets_checkpoint) {
        term_say("", 2, "%s: a checkpoint falls into the span, and is part of the swing.", c->name);
    }
}

/* A line for each case that has the item, under its name when there are several. */
static void print_cases_of(const struct swing_item *item, const struct swing_case *cases,
                           size_t n_cases, const struct unit *unit, print_numbers *print)
{
    print_name(item->name, item->kind);
    if (n_cases == 1) {
        print(item, item, unit);
        return;
    }
    (void)printf("\n");
    for (size_t c = 0; c < n_cases; c++) {
        const struct swing_item *const same = c == 0 ? item : find_same(&cases[c].answer, item);
        struct text name = {0};
        if (same != NULL) {
            const bool is_other = strcmp(same->name, item->name) != 0;
            text_add(&name, is_other ? "  %s: %s" : "  %s", cases[c].name, same->name);
            print_name(name.at, NULL);
            print(same, item, unit);
        }
        text_release(&name);
    }
}

static void print_table(const struct swing_case *cases, size_t n_cases, bool is_all,
                        const struct unit *unit, print_numbers *print)
{
    const struct swing_answer *const base = &cases[0].answer;

    for (size_t i = 0; i < base->n_items; i++) {
        if (is_all || base->items[i].is_worst) {
            print_cases_of(&base->items[i], cases, n_cases, unit, print);
        }
    }
}

void swing_print_text(const struct plan *plan, const struct swing_case *cases, size_t n_cases,
                      bool is_all)
{
    const struct swing_answer *const base = &cases[0].answer;
    const struct unit *const unit = choose_unit(&cases[0]);
    const char *const u = unit->name;

    print_heading(plan, base);
    (void)printf("\n%-*s %8s %8s %8s %8s %8s %8s\n", NAME_WIDTH, "How far", "mean", "trough",
                 "peak", "swing", "change", "peak of");
    (void)printf("%-*s %8s %8s %8s %8s %8s %8s\n", NAME_WIDTH, "", u, u, u, u, "%", "rating,%");
    print_table(cases, n_cases, is_all, unit, print_levels);
    (void)printf("\n%-*s %8s %8s %8s %8s %8s\n", NAME_WIDTH, "How fast", "up", "down", "period",
                 "amplit.", "band");
    (void)printf("%-*s %6s/s %6s/s %8s %8s %4s rms\n", NAME_WIDTH, "", u, u, "s", u, u);
    print_table(cases, n_cases, is_all, unit, print_course);
    (void)printf("\n");
    term_say("", 0, "%sThe band is 0.1 to %.4g Hz%s.",
             is_all ? "" : "A kind's worst stands for it. ", base->band_to_hz,
             base->band_to_hz < 20.0 ? ", as far as these steps show; 20 Hz needs 0.025 s" : "");
    for (size_t c = 0; c < n_cases; c++) {
        print_notes(&cases[c]);
    }
}

static void add_item(struct json *j, const struct swing_item *item)
{
    json_open(j, NULL, '{');
    json_text(j, "kind", item->kind);
    json_text(j, "name", item->name);
    json_bool(j, "worst_of_kind", item->is_worst);
    json_number(j, "rating_w", item->rating_w);
    json_number(j, "mean_w", item->mean_w);
    json_number(j, "peak_w", item->peak_w);
    json_number(j, "trough_w", item->trough_w);
    json_number(j, "swing_w", swing_w(item));
    json_number(j, "up_w_per_s", item->up_w_per_s);
    json_number(j, "down_w_per_s", item->down_w_per_s);
    json_number(j, "period_s", item->period_s);
    json_number(j, "amplitude_w", item->amplitude_w);
    json_number(j, "band_rms_w", item->band_w);
    json_number(j, "stored_swing_j", item->stored_swing_j);
    json_number(j, "discharged_j", item->discharged_j);
    json_number(j, "charged_j", item->charged_j);
    json_number(j, "discharges", item->n_discharges);
    json_number(j, "nominal_hz", item->nominal_hz);
    json_number(j, "least_hz", item->least_hz);
    json_number(j, "most_hz", item->most_hz);
    json_number(j, "mean_hz", item->mean_hz);
    json_close(j, '}');
}

void swing_print_json(const struct plan *plan, const struct swing_case *cases, size_t n_cases)
{
    struct json j = {0};

    json_open(&j, NULL, '{');
    json_text(&j, "schema", "headroom.swing/1");
    json_text(&j, "title", plan->title);
    json_open(&j, "cases", '[');
    for (size_t c = 0; c < n_cases; c++) {
        const struct swing_answer *const a = &cases[c].answer;
        json_open(&j, NULL, '{');
        json_text(&j, "name", cases[c].name);
        json_number(&j, "step_s", a->times.step_s);
        json_number(&j, "span_s", a->times.span_s);
        json_number(&j, "window_s", a->times.window_s);
        json_number(&j, "band_to_hz", a->band_to_hz);
        json_bool(&j, "began_cold", a->began_cold);
        json_bool(&j, "meets_checkpoint", a->times.meets_checkpoint);
        json_number(&j, "settled_s", a->settled_s);
        json_text(&j, "still_due", a->still_due);
        json_number(&j, "dark_racks", (double)a->n_dark);
        json_open(&j, "items", '[');
        for (size_t i = 0; i < a->n_items; i++) {
            add_item(&j, &a->items[i]);
        }
        json_close(&j, ']');
        json_close(&j, '}');
    }
    json_close(&j, ']');
    json_close(&j, '}');
    json_print(&j);
}
