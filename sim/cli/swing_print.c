/* SPDX-License-Identifier: Apache-2.0 */
#include "sim/cli/swing_print.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "sim/cli/json.h"

enum { NAME_WIDTH = 36 };

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
        (void)printf(" %9s", "-");
    } else {
        (void)printf(" %9.*f", digits, value);
    }
}

static void print_name(const char *name, const char *kind)
{
    struct text left = {0};
    struct text cell = {0};

    text_add(&left, kind != NULL ? "%s %s" : "%s", kind != NULL ? kind : name, name);
    text_add_cell(&cell, left.at, -NAME_WIDTH);
    (void)fputs(cell.at, stdout);
    text_release(&left);
    text_release(&cell);
}

static void print_item(const struct swing_item *item, const struct swing_item *base,
                       const struct unit *unit)
{
    const double powers[] = {item->mean_w, item->trough_w, item->peak_w, swing_w(item)};

    for (size_t k = 0; k < sizeof powers / sizeof powers[0]; k++) {
        print_number(powers[k] / unit->factor, 1);
    }
    const bool has_base = base != NULL && base != item && swing_w(base) > 0.0;
    print_number(has_base ? 100.0 * (swing_w(item) / swing_w(base) - 1.0) : PARAM_UNKNOWN, 1);
    print_number(item->up_w_per_s / unit->factor, 1);
    print_number(item->down_w_per_s / unit->factor, 1);
    print_number(item->period_s, 2);
    print_number(item->amplitude_w / unit->factor, 1);
    print_number(item->band_w / unit->factor, 1);
    print_number(100.0 * item->peak_w / item->rating_w, 0);
    (void)printf("\n");
}

static void print_heading(const struct plan *plan, const struct swing_answer *a,
                          const struct unit *unit)
{
    const char *const u = unit->name;

    (void)printf("%s\n\n", plan->title != NULL ? plan->title : plan->name);
    (void)printf("Power in normal service, from its steady state: %.6g s in steps of %.4g s; ramps "
                 "over %.4g s.\n\n",
                 a->times.span_s, a->times.step_s, a->times.window_s);
    (void)printf("%-*s %9s %9s %9s %9s %9s %9s %9s %9s %9s %9s %9s\n", NAME_WIDTH, "", "mean",
                 "trough", "peak", "swing", "change", "up", "down", "period", "amplitude", "band",
                 "peak/rated");
    (void)printf("%-*s %9s %9s %9s %9s %9s %7s/s %7s/s %9s %9s %5s rms %9s\n", NAME_WIDTH, "", u, u,
                 u, u, "%", u, u, "s", u, u, "%");
}

static void print_supply(const struct swing_item *item, const char *name, double span_s)
{
    if (item->n_discharges > 0.0) {
        (void)printf(
            "%s %s, %s: its battery began to empty %.0f times in %.6g s and gave %.4g kWh; "
            "its charge swings by %.4g kWh.\n",
            item->kind, item->name, name, item->n_discharges, span_s, item->discharged_j / 3.6e6,
            item->stored_swing_j / 3.6e6);
    }
    if (strcmp(item->kind, "generator") == 0 && item->peak_w > 0.0) {
        (void)printf("generator %s, %s: the largest rise is %.4g kW, %.3g %% of its rating.\n",
                     item->name, name, item->up_w_per_s / 1e3,
                     100.0 * item->up_w_per_s / item->rating_w);
    }
}

static void print_notes(const struct swing_case *c)
{
    const struct swing_answer *const a = &c->answer;

    for (size_t i = 0; i < a->n_items; i++) {
        print_supply(&a->items[i], c->name, a->times.span_s);
    }
    if (a->began_cold) {
        (void)printf("%s: the loads have no steady state; the run began from rest.\n", c->name);
    }
    if (a->times.meets_checkpoint) {
        (void)printf("%s: a checkpoint falls into the span, and is part of the swing.\n", c->name);
    }
}

void swing_print_text(const struct plan *plan, const struct swing_case *cases, size_t n_cases,
                      bool is_all)
{
    const struct swing_answer *const base = &cases[0].answer;
    const struct unit *const unit = choose_unit(&cases[0]);

    print_heading(plan, base, unit);
    for (size_t i = 0; i < base->n_items; i++) {
        const struct swing_item *const item = &base->items[i];
        if (!is_all && !item->is_worst) {
            continue;
        }
        print_name(item->name, item->kind);
        if (n_cases > 1) {
            (void)printf("\n");
        }
        for (size_t c = 0; c < n_cases; c++) {
            const struct swing_item *const same = c == 0 ? item : find_same(&cases[c].answer, item);
            if (n_cases > 1 && same != NULL) {
                struct text name = {0};
                text_add(&name, "  %s", cases[c].name);
                print_name(name.at, NULL);
                text_release(&name);
            }
            if (same != NULL) {
                print_item(same, item, unit);
            }
        }
    }
    (void)printf(
        "\nA kind's worst stands for it. The band is 0.1 to %.4g Hz%s.\n", base->band_to_hz,
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
    json_number(j, "discharges", item->n_discharges);
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
