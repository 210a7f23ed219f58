/* SPDX-License-Identifier: Apache-2.0 */
#include "sim/cli/retrofit_print.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "sim/base/lines.h"
#include "sim/cli/json.h"
#include "sim/cli/term.h"
#include "sim/results/report_tables.h"

/* Columns of the limits. */
enum { SUBJECT_WIDTH = 17, LIMIT_WIDTH = 20, VALUE_WIDTH = 19, MARGIN_WIDTH = 11 };

#define WEEK_S  604800.0
#define MONTH_S 2629800.0 /* a twelfth of a Julian year */

/* Three digits, or all of a whole number: "41.5", "1250". */
static void add_number(struct text *t, double value)
{
    text_add(t, fabs(value) < 1000.0 ? "%.3g" : "%.0f", value);
}

void retrofit_print_band(struct text *t, double low, double high, double per, const char *unit)
{
    if (isnan(low) || isnan(high)) {
        text_add(t, "not known");
        return;
    }
    add_number(t, low / per);
    if (high > low) {
        text_add(t, " to ");
        add_number(t, high / per);
    }
    text_add(t, "%s%s", unit[0] != '\0' ? " " : "", unit);
}

static void add_band_cell(struct text *line, double low, double high, double per, int width)
{
    struct text cell = {0};

    retrofit_print_band(&cell, low, high, per, "");
    text_add(line, " ");
    text_add_cell(line, cell.at, width);
    text_release(&cell);
}

static void add_quantity_cell(struct text *line, const char *si, double value, int width,
                              enum unit_system units)
{
    struct text cell = {0};

    units_print(&cell, si, value, 4, units);
    text_add(line, " ");
    text_add_cell(line, cell.at, width);
    text_release(&cell);
}

/* Margins of temperatures are differences. */
static const char *margin_unit(const char *si)
{
    return strcmp(si, "degC") == 0 ? "K" : si;
}

static const char *money_unit(const struct loaded *l, struct arena *arena)
{
    return text_print(arena, "k%s", l->scenario->currency);
}

/* -------------------------------------------------------------------- text */

static void print_head(const struct loaded *l, const struct retrofit_request *q,
                       const struct retrofit_answer *a)
{
    (void)printf("%s\n%s, %s", l->plan->title != NULL ? l->plan->title : l->plan->name,
                 l->plan->hall_name,
                 q->is_nameplate ? "all nodes at their nameplate" : "loads as simulated");
    (void)printf("; steady state, with the worst partner lost\n");
    if (q->reserve_frac > 0.0) {
        (void)printf("%.3g %% of every margin that load moves is kept\n", 100.0 * q->reserve_frac);
    }
    if (q->horizon_s > 0.0) {
        (void)printf("and each element lost in turn, followed for %.4g min\n", q->horizon_s / 60.0);
    }
    (void)printf("\n");
    if (!a->is_settled) {
        (void)printf("Without works the hall has no steady state: it warms without end.\n\n");
    }
}

static void print_lifting(const struct retrofit_breach *b)
{
    if (b->worst.lost[0] != '\0') {
        term_say("      ", 8, "when %s is lost", b->worst.lost);
    }
    if (b->is_left_out) {
        (void)printf("      NOTHING that may be chosen lifts it\n");
    } else {
        term_say("      ", 8, "lifted by %s",
                 b->lifted_by[0] != '\0' ? b->lifted_by : "what the others change");
    }
}

static void print_breach(const struct retrofit_breach *b, enum unit_system units)
{
    struct text line = {0};
    struct text subject = {0};
    struct text limit = {0};
    struct text values = {0};

    const bool is_n1 = b->worst.is_n1 && b->worst.lost[0] == '\0';
    const struct report_pair pair = {.si = b->worst.unit,
                                     .value = b->worst.value,
                                     .limit = b->worst.limit,
                                     .scale = b->worst.limit};
    text_add(&subject, b->n_alike > 1 ? "  %s +%zu" : "  %s", b->worst.subject, b->n_alike - 1);
    text_add(&limit, is_n1 ? "%s, N-1" : "%s", b->worst.name);
    lines_label(&line, subject.at, 0, SUBJECT_WIDTH);
    lines_label(&line, limit.at, SUBJECT_WIDTH, LIMIT_WIDTH);
    report_tables_of_limit(&values, &pair, units);
    text_add_cell(&line, values.at, VALUE_WIDTH);
    add_quantity_cell(&line, margin_unit(b->worst.unit), b->worst.margin, MARGIN_WIDTH, units);
    if (isinf(b->margin_after)) {
        text_add(&line, " %*s", MARGIN_WIDTH, "holds");
    } else {
        add_quantity_cell(&line, margin_unit(b->worst.unit), b->margin_after, MARGIN_WIDTH, units);
    }
    (void)printf("%s\n", line.at);
    print_lifting(b);
    text_release(&subject);
    text_release(&limit);
    text_release(&values);
    text_release(&line);
}

static void print_breaches(const struct retrofit_answer *a, enum unit_system units)
{
    if (a->n_breaches == 0) {
        return;
    }
    (void)printf("%-*s%*s %*s %*s\n", SUBJECT_WIDTH + LIMIT_WIDTH, "Limits passed", VALUE_WIDTH,
                 "value of limit", MARGIN_WIDTH, "margin", MARGIN_WIDTH, "with works");
    for (size_t i = 0; i < a->n_breaches; i++) {
        print_breach(&a->breaches[i], units);
    }
    (void)printf("\n");
}

static void print_line(size_t i, const struct retrofit_line *l)
{
    const struct work_item *const item = l->offer->item;
    struct text line = {0};

    text_add(&line, "%2zu ", i + 1);
    lines_label(&line, item->work->name, 3, 23);
    text_add(&line, " %5zu", l->count);
    add_band_cell(&line, l->price_low_usd, l->price_high_usd, 1e3, 13);
    add_band_cell(&line, l->lead_low_s, l->lead_high_s, WEEK_S, 11);
    add_band_cell(&line, l->duration_s, l->duration_s, WEEK_S, 7);
    add_band_cell(&line, l->end_low_s, l->end_high_s, MONTH_S, 13);
    (void)printf("%s\n", line.at);
    if (l->offer->where[0] != '\0') {
        term_say("     ", 7, "on %s", l->offer->where);
    }
    term_say("     ", 7, "%s%s", item->work->title != NULL ? item->work->title : item->work->name,
             l->is_needed ? " (another work needs it)" : "");
    term_say("     ", 7, "price: %s%s%s%s", grade_text(item->price_grade),
             item->source[0] != '\0' ? ", " : "", item->source,
             isnan(l->price_high_usd) ? "; NOT KNOWN, and in no sum" : "");
    text_release(&line);
}

static void print_works(const struct loaded *l, const struct retrofit_answer *a,
                        struct arena *arena)
{
    if (a->n_lines == 0) {
        return;
    }
    (void)printf("%-26s %5s %13s %11s %7s %13s\n", "Works in their order", "times",
                 text_print(arena, "price, %s", money_unit(l, arena)), "lead, weeks", "on site",
                 "done in month");
    for (size_t i = 0; i < a->n_lines; i++) {
        print_line(i, &a->lines[i]);
    }
    (void)printf("\n");
}

static void print_sum(const struct loaded *l, const struct retrofit_answer *a, struct arena *arena)
{
    struct text price = {0};
    struct text month = {0};

    if (a->n_unpriced < a->n_lines) {
        retrofit_print_band(&price, a->price_low_usd, a->price_high_usd, 1e3, money_unit(l, arena));
    }
    if (a->n_unpriced > 0) {
        text_add(&price, "%s%zu work%s without a price",
                 price.length > 0 ? ", and " : "not known: ", a->n_unpriced,
                 a->n_unpriced == 1 ? "" : "s");
    }
    retrofit_print_band(&month, a->usable_low_s, a->usable_high_s, MONTH_S, "");
    term_say("cost       ", 11, "%s", price.at);
    (void)printf("usable     in month %s after the order, all ordered at once\n", month.at);
    text_release(&price);
    text_release(&month);
}

static void print_after(const struct retrofit_answer *a, enum unit_system units)
{
    struct text t = {0};

    units_print(&t, "W", a->utility_before_w, 4, units);
    text_add(&t, " before, ");
    units_print(&t, "W", a->utility_w, 4, units);
    text_add(&t, " with the works, for ");
    units_print(&t, "W", a->it_w, 4, units);
    term_say("utility    ", 11, "%s of IT", t.at);
    text_release(&t);
    if (a->tightest.name[0] != '\0') {
        const struct report_pair pair = {.si = a->tightest.unit,
                                         .value = a->tightest.value,
                                         .limit = a->tightest.limit,
                                         .scale = a->tightest.limit};
        report_tables_of_limit(&t, &pair, units);
        term_say("next       ", 11, "%s of %s binds%s: %s (%.0f %% left)", a->tightest.name,
                 a->tightest.subject, a->tightest.is_n1 ? ", with its worst partner lost" : "",
                 t.at, 100.0 * a->tightest.margin_frac);
        text_release(&t);
    }
    if (a->n_close > 0) {
        term_say("close      ", 11,
                 "%zu limit%s kept by less than the values are known to; --reserve asks for more",
                 a->n_close, a->n_close == 1 ? " is" : "s are");
    }
    if (a->n_unknown > 0) {
        term_say("not known  ", 11, "%zu limit%s, such as %s", a->n_unknown,
                 a->n_unknown == 1 ? "" : "s", a->unknown);
    }
}

static void print_verdict(const struct retrofit_answer *a)
{
    size_t n_left_out = 0;

    for (size_t i = 0; i < a->n_breaches; i++) {
        n_left_out += a->breaches[i].is_left_out ? 1 : 0;
    }
    if (a->n_breaches == 0 && a->is_settled) {
        (void)printf("NOTHING TO DO: every limit is kept\n");
    } else if (a->is_found && a->n_lines == 0) {
        (void)printf("NOT CLEARED: nothing that may be chosen lifts what is passed\n");
    } else if (!a->is_found) {
        (void)printf("NOT FOUND: no set of works clears the limits%s\n",
                     a->is_exact ? "" : "; the search was cut short");
    } else {
        (void)printf("%s%s: the cheapest set%s, run through the engine\n",
                     n_left_out > 0 ? "CLEARED IN PART" : "CLEARED",
                     n_left_out > 0 ? " (see NOTHING)" : "",
                     a->is_exact ? "" : " that was found (not all could be looked at)");
    }
    (void)printf("%zu sets of works were run\n\n", a->n_questions);
}

static void print_sets(const struct retrofit_answer *a)
{
    enum { MOST_SHOWN = 8 };

    for (size_t i = 0; i < a->n_sets && i < MOST_SHOWN; i++) {
        struct text set = {0};
        text_add(&set, "--set '%s'", a->sets[i]);
        term_say_command(i == 0 ? "the change " : "           ", set.at);
        text_release(&set);
    }
    if (a->n_sets > MOST_SHOWN) {
        (void)printf("           and %zu more (--json lists all)\n", a->n_sets - MOST_SHOWN);
    }
}

void retrofit_print_text(const struct loaded *loaded, const struct retrofit_request *request,
                         const struct retrofit_answer *answer, enum unit_system units)
{
    struct arena *const arena = cmd_arena();

    print_head(loaded, request, answer);
    print_verdict(answer);
    print_breaches(answer, units);
    print_works(loaded, answer, arena);
    if (answer->n_lines > 0) {
        print_sum(loaded, answer, arena);
    }
    print_after(answer, units);
    print_sets(answer);
    arena_destroy(arena);
}

/* -------------------------------------------------------------------- JSON */

static void add_limit(struct json *j, const struct variant_limit *l)
{
    json_text(j, "subject", l->subject);
    json_text(j, "limit", l->name);
    json_text(j, "unit", l->unit);
    json_number(j, "value", l->value);
    json_number(j, "limit_value", l->limit);
    json_number(j, "margin", l->margin);
    json_number(j, "margin_frac", l->margin_frac);
    json_bool(j, "with_partner_lost", l->is_n1);
    json_text(j, "lost", l->lost);
}

static void add_breaches(struct json *j, const struct retrofit_answer *a)
{
    json_open(j, "limits_passed", '[');
    for (size_t i = 0; i < a->n_breaches; i++) {
        const struct retrofit_breach *const b = &a->breaches[i];
        json_open(j, NULL, '{');
        add_limit(j, &b->worst);
        json_number(j, "alike", (double)b->n_alike);
        json_number(j, "margin_after", b->margin_after);
        json_text(j, "lifted_by", b->lifted_by);
        json_bool(j, "left_out", b->is_left_out);
        json_close(j, '}');
    }
    json_close(j, ']');
}

static void add_line(struct json *j, const struct retrofit_line *l)
{
    const struct work_item *const item = l->offer->item;

    json_open(j, NULL, '{');
    json_text(j, "work", item->work->name);
    json_text(j, "title", item->work->title);
    json_text(j, "where", l->offer->where);
    json_number(j, "times", (double)l->count);
    json_number(j, "subjects", works_offer_share(l->offer));
    json_number(j, "price_low_usd", l->price_low_usd);
    json_number(j, "price_high_usd", l->price_high_usd);
    json_text(j, "price_grade", grade_text(item->price_grade));
    json_text(j, "source", item->source);
    json_number(j, "lead_low_s", l->lead_low_s);
    json_number(j, "lead_high_s", l->lead_high_s);
    json_text(j, "lead_grade", grade_text(item->lead_grade));
    json_number(j, "duration_s", l->duration_s);
    json_number(j, "outage_s", item->work->outage_s);
    json_number(j, "begin_low_s", l->begin_low_s);
    json_number(j, "begin_high_s", l->begin_high_s);
    json_number(j, "end_low_s", l->end_low_s);
    json_number(j, "end_high_s", l->end_high_s);
    json_bool(j, "needed_by_another", l->is_needed);
    json_close(j, '}');
}

void retrofit_print_json(const struct loaded *loaded, const struct retrofit_request *request,
                         const struct retrofit_answer *answer)
{
    struct json j = {0};

    json_open(&j, NULL, '{');
    json_text(&j, "schema", "headroom.retrofit/1");
    json_text(&j, "title", loaded->plan->title);
    json_text(&j, "currency", loaded->scenario->currency);
    json_bool(&j, "nameplate", request->is_nameplate);
    json_number(&j, "reserve_frac", request->reserve_frac);
    json_bool(&j, "has_steady_state", answer->is_settled);
    json_bool(&j, "cleared", answer->is_found);
    json_bool(&j, "exact", answer->is_exact);
    json_number(&j, "runs", (double)answer->n_questions);
    add_breaches(&j, answer);
    json_open(&j, "works", '[');
    for (size_t i = 0; i < answer->n_lines; i++) {
        add_line(&j, &answer->lines[i]);
    }
    json_close(&j, ']');
    json_number(&j, "price_low_usd", answer->price_low_usd);
    json_number(&j, "price_high_usd", answer->price_high_usd);
    json_number(&j, "works_without_price", (double)answer->n_unpriced);
    json_number(&j, "usable_low_s", answer->usable_low_s);
    json_number(&j, "usable_high_s", answer->usable_high_s);
    json_number(&j, "it_w", answer->it_w);
    json_number(&j, "utility_before_w", answer->utility_before_w);
    json_number(&j, "utility_w", answer->utility_w);
    json_number(&j, "limits_close", (double)answer->n_close);
    json_number(&j, "limits_not_known", (double)answer->n_unknown);
    json_open(&j, "next", '{');
    add_limit(&j, &answer->tightest);
    json_close(&j, '}');
    json_open(&j, "sets", '[');
    for (size_t i = 0; i < answer->n_sets; i++) {
        json_text(&j, NULL, answer->sets[i]);
    }
    json_close(&j, ']');
    json_close(&j, '}');
    json_print(&j);
}
