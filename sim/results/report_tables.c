/* SPDX-License-Identifier: Apache-2.0 */
#include "sim/results/report_tables.h"

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sim/base/lines.h"
#include "sim/results/verdict.h"

/* Columns of the tables of limits. */
enum { SUBJECT_WIDTH = 20, LIMIT_WIDTH = 21, VALUE_WIDTH = 20, LEVEL_WIDTH = 13 };

enum { BRIEF_SHARED = 12, BRIEF_INSIDE = 8, BRIEF_LEVELS = 5, BRIEF_BEYOND = 10 };

void report_tables_quantity(struct text *t, const char *si, double value, double scale,
                            enum unit_system units)
{
    const struct dimension *const d = units_dimension(si);

    if (isnan(value)) {
        text_add(t, "-");
        return;
    }
    if (d == NULL || !isfinite(value) || !isfinite(scale)) {
        units_print(t, si, value, 4, units);
        return;
    }
    const struct unit *const u = units_shown(d, scale, units);
    const bool is_gone = fabs(value) < 1e-12 * fabs(scale); /* what rounding leaves of it */
    const double number = ((is_gone ? 0.0 : value) - u->offset) / u->factor;
    const bool is_bare = strcmp(u->name, "-") == 0 || strcmp(u->name, "1") == 0;
    text_add(t, fabs(number) >= 1e4 ? "%.0f" : "%.4g", number);
    if (!is_bare) {
        text_add(t, " %s", u->name);
    }
}

const char *report_tables_margin_unit(const struct results_limit *l)
{
    return strcmp(l->unit, "degC") == 0 ? "K" : l->unit;
}

double report_tables_scale(const struct results_limit *l)
{
    const double rest = 1e-9 * fabs(l->value); /* what rounding leaves of a limit that is gone */

    return fabs(l->limit) > rest ? l->limit : l->value;
}

static void add_scaled(struct text *t, const char *si, double value, double scale, int width,
                       enum unit_system units)
{
    struct text cell = {0};

    report_tables_quantity(&cell, si, value, scale, units);
    text_add_cell(t, cell.at, width);
    text_release(&cell);
}

static void add_number(struct text *t, const char *si, double value, int width,
                       enum unit_system units)
{
    add_scaled(t, si, value, value, width, units);
}

/* Ten times past a limit is past it: no model says more. */
static void add_share(struct text *t, double frac, int width)
{
    char cell[32];

    (void)snprintf(cell, sizeof cell,
                   isnan(frac)    ? "-"
                   : frac < -10.0 ? "<-999 %%"
                                  : "%.0f %%",
                   100.0 * frac);
    text_add_cell(t, cell, width);
}

void report_tables_of_limit(struct text *t, const struct report_pair *pair, enum unit_system units)
{
    struct text value = {0};
    struct text limit = {0};

    report_tables_quantity(&value, pair->si, pair->value, pair->scale, units);
    report_tables_quantity(&limit, pair->si, pair->limit, pair->scale, units);
    const char *const unit = strchr(value.at, ' '); /* both have the same */
    const size_t n = unit != NULL && !isnan(pair->limit) ? (size_t)(unit - value.at) : value.length;
    text_add(t, "%.*s %s %s", (int)n, value.at, pair->is_lower ? ">=" : "of", limit.at);
    text_release(&value);
    text_release(&limit);
}

static void add_value(struct text *t, const struct results_limit *l, enum unit_system units)
{
    const struct report_pair pair = {l->unit, l->value, l->limit, report_tables_scale(l),
                                     l->is_lower};
    struct text cell = {0};

    report_tables_of_limit(&cell, &pair, units);
    text_add_cell(t, cell.at, VALUE_WIDTH);
    text_release(&cell);
}

/* Value and limit in one unit; what lies between them as a share, and as load. */
static void add_headroom(struct text *t, const struct results_limit *l, enum unit_system units)
{
    add_value(t, l, units);
    add_share(t, l->margin_frac, 8);
    add_number(t, "W", l->further_w, 11, units);
    text_add(t, "\n");
}

static void add_levels(struct text *t, const struct results_limit *l, enum unit_system units)
{
    const char *const si = report_tables_margin_unit(l);
    const double scale = report_tables_scale(l);

    add_scaled(t, si, l->nameplate_margin, scale, LEVEL_WIDTH, units);
    add_scaled(t, si, l->margin, scale, LEVEL_WIDTH, units);
    add_scaled(t, si, l->capped_margin, scale, LEVEL_WIDTH, units);
    text_add(t, "\n");
}

/* What several racks hang on: not a rack, a node, or a rack's own circuit ("A-01/pdu-a"). */
bool report_tables_is_shared(const struct results_limit *l)
{
    return strcmp(l->dim, "rack") != 0 && strcmp(l->dim, "node") != 0 &&
           strchr(l->subject, '/') == NULL;
}

/* True for the same limit of two elements with the same margin: one line says it for both. */
static bool are_alike(const struct results_limit *a, const struct results_limit *b)
{
    return strcmp(a->dim, b->dim) == 0 && strcmp(a->name, b->name) == 0 &&
           fabs(a->margin - b->margin) <= 1e-6 * fabs(a->limit);
}

bool report_tables_stands(const struct results *r, const size_t *order, size_t k)
{
    const struct results_limit *const limits = results_limits(r);
    const struct results_limit *const l = &limits[order[k]];

    if (!verdict_binds(l)) {
        return false;
    }
    for (size_t i = 0; i < k; i++) {
        const struct results_limit *const before = &limits[order[i]];
        const bool is_same_subject =
            strcmp(before->dim, l->dim) == 0 && strcmp(before->subject, l->subject) == 0;
        if (verdict_binds(before) && (is_same_subject || are_alike(before, l))) {
            return false;
        }
    }
    return true;
}

/* How many elements the line stands for. */
static size_t count_alike(const struct results *r, const struct results_limit *l)
{
    size_t n = 0;

    for (size_t i = 0; i < results_n_limits(r); i++) {
        n += are_alike(&results_limits(r)[i], l);
    }
    return n;
}

void report_tables_subject(struct text *cell, const struct results *r,
                           const struct results_limit *l)
{
    const size_t n = count_alike(r, l);

    text_add(cell, n > 1 ? "%s +%zu" : "%s", l->subject, n - 1);
}

/* The mark before a subject, for eyes that run down the column; add_marks says what it means. */
static const char *const marks[VERDICT_COUNT] = {
    [VERDICT_FITS] = "  ",
    [VERDICT_DOES_NOT_FIT] = "! ",
    [VERDICT_UNCERTAIN] = "~ ",
    [VERDICT_UNKNOWN] = "? ",
};

static void add_subject(struct text *t, const struct results *r, const struct results_limit *l,
                        const char *mark)
{
    struct text subject = {0};
    struct text limit = {0};

    text_add(&subject, "%s", mark);
    report_tables_subject(&subject, r, l);
    text_add(&limit, l->worst_is_n1 ? "%s, N-1" : "%s", l->name);
    lines_label(t, subject.at, 0, SUBJECT_WIDTH);
    lines_label(t, limit.at, SUBJECT_WIDTH, LIMIT_WIDTH);
    text_release(&subject);
    text_release(&limit);
}

/* What a table has used of signs. */
struct signs {
    bool verdicts[VERDICT_COUNT];
    bool has_n1;
    bool has_alike;
};

static void note_signs(struct signs *signs, const struct results *r, const struct results_limit *l)
{
    signs->verdicts[l->verdict] = true;
    signs->has_n1 = signs->has_n1 || l->worst_is_n1;
    signs->has_alike = signs->has_alike || count_alike(r, l) > 1;
}

static void add_marks(struct text *t, const struct signs *signs)
{
    static const char *const meanings[VERDICT_COUNT] = {
        [VERDICT_DOES_NOT_FIT] = "passed",
        [VERDICT_UNCERTAIN] = "nearer than its band, uncertain",
        [VERDICT_UNKNOWN] = "not known",
    };
    struct text line = {0};

    for (int v = 0; v < VERDICT_COUNT; v++) {
        if (signs->verdicts[v] && meanings[v] != NULL) {
            text_add(&line, "%s%s%s", line.length > 0 ? "; " : "", marks[v], meanings[v]);
        }
    }
    if (signs->has_n1) {
        text_add(&line, "%sN-1 with the worst partner lost", line.length > 0 ? "; " : "");
    }
    if (signs->has_alike) {
        text_add(&line, "%s+n and n others alike", line.length > 0 ? "; " : "");
    }
    if (line.length > 0) {
        text_add(t, "  ");
        lines_wrap(t, line.at, 2, 2, LINES_WIDTH);
        text_add(t, "\n");
    }
    text_release(&line);
}

void report_tables_more(struct text *t, size_t n, size_t shown, const char *what)
{
    if (n > shown) {
        text_add(t, "  ... and %zu more %s%s (--all)\n", n - shown, what,
                 n - shown == 1 ? "" : "s");
    }
}

/* Which limits a table takes, and what it says of each. */
struct selection {
    const char *title;
    const char *heads;
    bool wants_shared;
    bool wants_inside;
    bool has_marks;
    size_t most;
    void (*add)(struct text *t, const struct results_limit *l, enum unit_system units);
};

/* Elements by their tightest limit, the tightest first. */
static void add_tightest(const struct results *r, enum unit_system units,
                         const struct selection *which, struct text *t)
{
    size_t *const order = verdict_order(r);
    struct signs signs = {0};
    size_t n = 0;

    for (size_t k = 0; order != NULL && k < results_n_limits(r); k++) {
        const struct results_limit *const l = &results_limits(r)[order[k]];
        const bool is_wanted =
            report_tables_is_shared(l) ? which->wants_shared : which->wants_inside;
        if (!is_wanted || !report_tables_stands(r, order, k)) {
            continue;
        }
        if (n == 0) {
            text_add(t, "\n");
            text_add_cell(t, which->title, -(SUBJECT_WIDTH + LIMIT_WIDTH));
            text_add(t, "%s\n", which->heads);
        }
        if (n++ < which->most) {
            note_signs(&signs, r, l);
            add_subject(t, r, l, which->has_marks ? marks[l->verdict] : "  ");
            which->add(t, l, units);
        }
    }
    if (which->has_marks) {
        add_marks(t, &signs);
    }
    report_tables_more(t, n, which->most, "kind");
    free(order);
}

#define HEADROOM_HEADS "      value of limit  margin   in power"

void report_tables_headroom(const struct results *r, const struct report_options *how,
                            struct text *t)
{
    const struct selection which = {.title = "Headroom of what racks share",
                                    .heads = HEADROOM_HEADS,
                                    .has_marks = true,
                                    .wants_shared = true,
                                    .most = how->is_brief ? BRIEF_SHARED : SIZE_MAX,
                                    .add = add_headroom};

    add_tightest(r, how->units, &which, t);
}

void report_tables_inside(const struct results *r, const struct report_options *how, struct text *t)
{
    const struct selection which = {.title = "Headroom in racks",
                                    .heads = HEADROOM_HEADS,
                                    .has_marks = true,
                                    .wants_inside = true,
                                    .most = how->is_brief ? BRIEF_INSIDE : SIZE_MAX,
                                    .add = add_headroom};

    add_tightest(r, how->units, &which, t);
}

void report_tables_levels(const struct results *r, const struct report_options *how, struct text *t)
{
    const struct selection which = {.title = "Margins with nodes at their",
                                    .heads = "    nameplate    simulated          cap",
                                    .wants_shared = true,
                                    .wants_inside = true,
                                    .most = how->is_brief ? BRIEF_LEVELS : SIZE_MAX,
                                    .add = add_levels};

    add_tightest(r, how->units, &which, t);
}

static void add_beyond(struct text *t, const struct results *r, const struct results_limit *l,
                       enum unit_system units)
{
    struct text line = {0};

    report_tables_subject(&line, r, l);
    text_add(&line, ": %s%s, by ", l->name, l->is_advisory ? " (advice)" : "");
    units_print(&line, report_tables_margin_unit(l), -l->margin, 3, units);
    if (results_is_steady(r)) {
        text_add(&line, l->worst_is_n1 ? "; with its worst partner lost" : "");
    } else if (l->beyond_s > 0.0) {
        text_add(&line, "; ");
        units_print(&line, "s", l->beyond_s, 3, units);
        text_add(&line, " beyond it");
    } else {
        text_add(&line, "; only with its worst partner lost");
    }
    text_add(t, "  ");
    lines_wrap(t, line.at, 2, 4, LINES_WIDTH);
    text_add(t, "\n");
    text_release(&line);
}

void report_tables_beyond(const struct results *r, const struct report_options *how, struct text *t)
{
    const struct results_limit *const limits = results_limits(r);
    size_t *const order = verdict_order(r);
    const size_t most = how->is_brief ? BRIEF_BEYOND : SIZE_MAX;
    size_t n = 0;

    for (size_t k = 0; order != NULL && k < results_n_limits(r); k++) {
        const struct results_limit *const l = &limits[order[k]];
        bool is_new = l->margin < 0.0;
        for (size_t i = 0; i < k && is_new; i++) {
            is_new = !are_alike(&limits[order[i]], l);
        }
        if (!is_new) {
            continue;
        }
        text_add(t, "%s", n == 0 ? "\nLimits passed\n" : "");
        if (n++ < most) {
            add_beyond(t, r, l, how->units);
        }
    }
    report_tables_more(t, n, most, "limit");
    free(order);
}

/* How many limits of this kind were not looked at; 0 for all but the first of them. */
static size_t count_unknown(const struct results *r, size_t i)
{
    const struct results_limit *const limits = results_limits(r);
    size_t count = 0;

    for (size_t k = 0; k < results_n_limits(r) && isnan(limits[i].margin); k++) {
        if (!isnan(limits[k].margin) || strcmp(limits[k].name, limits[i].name) != 0) {
            continue;
        }
        if (k < i) {
            return 0;
        }
        count++;
    }
    return count;
}

void report_tables_unknown(const struct results *r, const struct report_options *how,
                           struct text *t)
{
    const int width = how->width > 0 && how->width < LINES_WIDTH ? how->width : LINES_WIDTH;
    struct text kinds = {0};

    for (size_t i = 0; i < results_n_limits(r); i++) {
        const size_t count = count_unknown(r, i);
        if (count > 0) {
            text_add(&kinds, count > 1 ? "%s%s (%zu)" : "%s%s", kinds.length > 0 ? "; " : "",
                     results_limits(r)[i].name, count);
        }
    }
    if (kinds.length > 0) {
        text_add(t, "\nNot checked, for want of a number:\n  ");
        lines_wrap(t, kinds.at, 2, 2, width);
        text_add(t, "\n");
    }
    text_release(&kinds);
}
