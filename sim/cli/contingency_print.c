/* SPDX-License-Identifier: Apache-2.0 */
#include "sim/cli/contingency_print.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "sim/base/lines.h"

/* ----------------------------------------------------------------- verdict */

static size_t count_verdicts(const struct contingency_answer *a, size_t n_lost,
                             enum contingency_verdict verdict)
{
    size_t n = 0;

    for (size_t i = 0; i < a->n; i++) {
        n += a->rows[i].what.n_lost == n_lost && a->rows[i].verdict == verdict ? 1 : 0;
    }
    return n;
}

bool contingency_print_is_passed(const struct contingency_view *v)
{
    const size_t n_failed = count_verdicts(v->answer, 1, CONTINGENCY_FAILS);

    return n_failed > 0 || (v->is_strict && count_verdicts(v->answer, 1, CONTINGENCY_NO_SPARE) > 0);
}

static const char *verdict_word(const struct contingency_view *v)
{
    if (contingency_print_is_passed(v)) {
        return "FAILS";
    }
    return count_verdicts(v->answer, 1, CONTINGENCY_UNKNOWN) > 0 ? "UNKNOWN" : "HOLDS";
}

/* Of the losses of n_lost elements: "12 hold, 3 no spare". */
static void add_counts(const struct contingency_view *v, size_t n_lost, struct text *t)
{
    static const struct {
        enum contingency_verdict verdict;
        const char *several;
        const char *one;
    } counts[] = {
        {CONTINGENCY_HOLDS, "hold", "holds"},
        {CONTINGENCY_FALLING, "hold so far", "holds so far"},
        {CONTINGENCY_NO_SPARE, "have no spare", "has no spare"},
        {CONTINGENCY_FAILS, "fail", "fails"},
        {CONTINGENCY_UNKNOWN, "came to no end", "came to no end"},
    };
    size_t n_said = 0;

    for (size_t k = 0; k < sizeof counts / sizeof counts[0]; k++) {
        const size_t n = count_verdicts(v->answer, n_lost, counts[k].verdict);
        if (n > 0) {
            text_add(t, "%s%zu %s", n_said++ > 0 ? ", " : "", n,
                     n == 1 ? counts[k].one : counts[k].several);
        }
    }
    text_add(t, "\n");
}

static void add_verdict(const struct contingency_view *v, struct text *t)
{
    const struct contingency_answer *const a = v->answer;

    text_add(t, "VERDICT: %s\nof %zu single losses ", verdict_word(v), a->n_elements);
    add_counts(v, 1, t);
    if (a->n > a->n_elements) {
        text_add(t, "of %zu pairs ", a->n - a->n_elements);
        add_counts(v, 2, t);
    }
    if (a->n_passed_before > 0) {
        text_add(t, "limits that are passed without any loss, and left out: %zu\n",
                 a->n_passed_before);
    }
}

/* ------------------------------------------------------------------- lines */

enum {
    CELL_LOST,
    CELL_VERDICT,
    CELL_LIMIT,
    CELL_MARGIN,
    CELL_AT,
    CELL_EFFECT, /* a line below: what is lost, throttles and shuts down */
    CELL_GOES_FIRST,
    N_CELLS,
};

enum { LOST_WIDTH = 19, VERDICT_WIDTH = 13, LIMIT_WIDTH = 30, MARGIN_WIDTH = 8, AT_WIDTH = 10 };

/* A line of the table: the first case that says it, and how many say the same. */
struct line {
    const struct contingency_row *row;
    size_t n_alike;
    const char *cells[N_CELLS];
};

static const char *quantity_cell(const struct contingency_view *v, const char *si, double value,
                                 int digits)
{
    struct text t = {0};

    if (isnan(value)) {
        return "-";
    }
    units_print(&t, si, value, digits, v->units);
    const char *const cell = text_copy(v->arena, view_of(t.at));
    text_release(&t);
    return cell;
}

/* Ten times past a limit is past it: no model says more. */
static const char *margin_cell(const struct contingency_view *v, double margin_frac)
{
    return margin_frac < -10.0 ? "< -1000%" : quantity_cell(v, "1", margin_frac, 2);
}

static const char *limit_cell(const struct contingency_view *v, int64_t limit)
{
    if (limit < 0) {
        return "-";
    }
    const struct limit *const l = &v->plan->limits[limit];
    return text_print(v->arena, "%s: %s", v->plan->names[l->dim][l->index], l->name);
}

/* The rack that heat takes first: the one that is off first if any is. */
static const char *first_cell(const struct plan *plan, const struct contingency_result *r)
{
    const int64_t rack = r->first_shut >= 0 ? r->first_shut : r->first_throttled;

    return rack < 0 ? "" : plan->names[DIM_RACK][rack];
}

/* "; 4 racks throttle", and since when. */
static void add_racks(const struct contingency_view *v, int64_t n, const char *one,
                      const char *several, double from_s, struct text *t)
{
    if (n > 0) {
        text_add(t, "%s%lld rack%s %s", t->length > 0 ? "; " : "", (long long)n, n == 1 ? "" : "s",
                 n == 1 ? one : several);
    }
    if (n > 0 && !isnan(from_s)) {
        text_add(t, " from %s", quantity_cell(v, "s", from_s, 3));
    }
}

static const char *effect_cell(const struct contingency_view *v, const struct contingency_row *row)
{
    const struct contingency_result *const r = &row->result;
    struct text t = {0};

    if (r->has_died != 0) {
        text_add(&t, "its process died");
    } else if (r->status != STATUS_OK) {
        text_add(&t, "came to %.4g s: %s", r->simulated_s, status_text((enum status)r->status));
    }
    if (r->n_passed > 0) {
        text_add(&t, "%s%lld limit%s passed", t.length > 0 ? "; " : "", (long long)r->n_passed,
                 r->n_passed == 1 ? "" : "s");
    }
    add_racks(v, r->n_racks_lost, "loses power", "lose power", r->first_loss_s, &t);
    if (r->n_racks_lost > 0) {
        text_add(&t, ", %s of IT", quantity_cell(v, "W", r->lost_w, 4));
    }
    add_racks(v, r->n_racks_throttled, "throttles", "throttle", r->throttle_s, &t);
    add_racks(v, r->n_racks_shut, "shuts down", "shut down", r->shut_s, &t);
    text_add(&t, "%s", "");
    const char *const cell = text_copy(v->arena, view_of(t.at));
    text_release(&t);
    return cell;
}

static struct line line_of(const struct contingency_view *v, const struct contingency_row *row)
{
    const struct contingency_result *const r = &row->result;

    return (struct line){
        .row = row,
        .n_alike = 0,
        .cells =
            {
                [CELL_LOST] = contingency_name(v->arena, v->plan, &row->what),
                [CELL_VERDICT] = contingency_verdict_text(row->verdict),
                [CELL_LIMIT] = limit_cell(v, r->tightest),
                [CELL_MARGIN] = margin_cell(v, r->margin_frac),
                [CELL_AT] = quantity_cell(v, "s", r->passed_s, 3),
                [CELL_EFFECT] = effect_cell(v, row),
                [CELL_GOES_FIRST] = first_cell(v->plan, r),
            },
    };
}

static const char *limit_name(const struct contingency_view *v, const struct line *l)
{
    const int64_t limit = l->row->result.tightest;

    return limit < 0 ? "" : v->plan->limits[limit].name;
}

/* Do two cases say the same, but for the names in them? */
static bool is_alike(const struct contingency_view *v, const struct line *a, const struct line *b)
{
    bool is_alike = strcmp(limit_name(v, a), limit_name(v, b)) == 0 &&
                    a->row->what.n_lost == b->row->what.n_lost;

    for (size_t k = 0; k < a->row->what.n_lost && is_alike; k++) {
        is_alike = a->row->what.lost[k].dim == b->row->what.lost[k].dim;
    }
    for (size_t k = 0; k < N_CELLS && is_alike; k++) {
        is_alike = k == CELL_LOST || k == CELL_LIMIT || k == CELL_GOES_FIRST ||
                   strcmp(a->cells[k], b->cells[k]) == 0;
    }
    return is_alike;
}

/* Gathers the lines of all losses of n_lost elements, at most n_most of them. Returns how many; the
 * cases that found no line are counted in ret_n_more. */
static size_t gather(const struct contingency_view *v, size_t n_lost, struct line *lines,
                     size_t n_most, size_t *ret_n_more)
{
    size_t n = 0;

    *ret_n_more = 0;
    for (size_t i = 0; i < v->answer->n; i++) {
        const struct arena_mark mark = arena_mark(v->arena);
        if (v->answer->rows[i].what.n_lost != n_lost || !v->answer->rows[i].is_more) {
            continue;
        }
        const struct line line = line_of(v, &v->answer->rows[i]);
        size_t k = 0;
        while (k < n && !is_alike(v, &lines[k], &line)) {
            k++;
        }
        if (k < n) {
            lines[k].n_alike++;
            arena_reset(v->arena, mark);
        } else if (n < n_most) {
            lines[n++] = line;
        } else {
            (*ret_n_more)++;
            arena_reset(v->arena, mark);
        }
    }
    return n;
}

static void add_cells(struct text *t, const char *lost, const char *const *texts)
{
    text_add(t, "  ");
    lines_label(t, lost, 2, LOST_WIDTH - 2);
    text_add_cell(t, texts[CELL_VERDICT], -VERDICT_WIDTH);
    lines_label(t, texts[CELL_LIMIT], LOST_WIDTH + VERDICT_WIDTH, LIMIT_WIDTH);
    text_add_cell(t, texts[CELL_MARGIN], MARGIN_WIDTH);
    text_add_cell(t, texts[CELL_AT], AT_WIDTH);
    text_add(t, "\n");
}

static void add_lines(const struct line *lines, size_t n, struct text *t)
{
    static const char *const headings[N_CELLS] = {[CELL_VERDICT] = "verdict",
                                                  [CELL_LIMIT] = "tightest limit",
                                                  [CELL_MARGIN] = "margin",
                                                  [CELL_AT] = "passed at"};

    add_cells(t, "lost", headings);
    for (size_t i = 0; i < n; i++) {
        struct text lost = {0};
        struct text effect = {0};
        text_add(&lost, lines[i].n_alike > 0 ? "%s +%zu" : "%s", lines[i].cells[CELL_LOST],
                 lines[i].n_alike);
        add_cells(t, lost.at, lines[i].cells);
        text_add(&effect, "%s", lines[i].cells[CELL_EFFECT]);
        if (lines[i].cells[CELL_GOES_FIRST][0] != '\0') {
            text_add(&effect, ", %s first", lines[i].cells[CELL_GOES_FIRST]);
        }
        if (effect.length > 0) {
            text_add(t, "      ");
            lines_wrap(t, effect.at, 6, 6, LINES_WIDTH);
            text_add(t, "\n");
        }
        text_release(&lost);
        text_release(&effect);
    }
}

static void add_paths(const struct contingency_view *v, const struct line *lines, size_t n,
                      struct text *t)
{
    size_t n_paths = 0;

    for (size_t i = 0; i < n; i++) {
        const char *const path = contingency_path(v->arena, v->plan, v->downstream, lines[i].row);
        if (path[0] != '\0') {
            text_add(t, "%s  ", n_paths++ == 0 ? "\nThe way down to the first rack lost\n" : "");
            lines_wrap(t, path, 2, 6, LINES_WIDTH);
            text_add(t, "\n");
        }
    }
}

static void add_table(const struct contingency_view *v, size_t n_lost, const char *title,
                      struct text *t)
{
    const size_t n_most = v->n_most > 0 ? v->n_most : v->answer->n;
    struct line *const lines = ARENA_ARRAY(v->arena, struct line, n_most, "contingency");
    size_t n_more = 0;
    const size_t n = gather(v, n_lost, lines, n_most, &n_more);

    if (n == 0) {
        text_add(t, "\n%s: none\n", title);
        return;
    }
    bool has_alike = false;
    for (size_t i = 0; i < n; i++) {
        has_alike = has_alike || lines[i].n_alike > 0;
    }
    struct text head = {0};
    text_add(&head, "%s%s", title, has_alike ? " (+n: and n others alike)" : "");
    text_add(t, "\n");
    lines_wrap(t, head.at, 0, 2, LINES_WIDTH);
    text_add(t, "\n");
    text_release(&head);
    add_lines(lines, n, t);
    if (n_more > 0) {
        text_add(t, "  ... and %zu lighter ones (--top 0)\n", n_more);
    }
    add_paths(v, lines, n, t);
}

static void add_head(const struct contingency_view *v, struct text *t)
{
    const struct contingency_answer *const a = v->answer;
    struct text line = {0};

    text_add(&line, "%s, IT ", v->plan->hall_name);
    units_print(&line, "W", a->it_w, 4, v->units);
    text_add(&line, " before the fault; %zu loss%s, each followed for ", a->n,
             a->n == 1 ? "" : "es");
    units_print(&line, "s", v->horizon_s, 4, v->units);
    text_add(&line, " in steps of %.4g s at most", a->step_s);
    text_add(t, "%s\n", v->plan->title);
    lines_wrap(t, line.at, 0, 0, LINES_WIDTH);
    text_add(t, "\n\n");
    text_release(&line);
}

void contingency_print_text(const struct contingency_view *v)
{
    const struct contingency_answer *const a = v->answer;
    struct text t = {0};

    if (!v->is_brief) {
        add_head(v, &t);
    }
    add_verdict(v, &t);
    if (!v->is_brief) {
        add_table(v, 1, "Single losses, the heaviest first", &t);
        if (a->n > a->n_elements) {
            add_table(v, 2, "Pairs that lose or pass more than the two alone, the heaviest first",
                      &t);
        }
        text_add(&t,
                 "\nworst step leaves %.1e of its energy without a place; %zu cases in %.2f s\n",
                 a->worst_residual_frac, a->n, v->wall_s);
    }
    (void)fputs(t.at, stdout);
    text_release(&t);
}

/* -------------------------------------------------------------------- json */

static void add_names(struct json *j, const struct contingency_view *v,
                      const struct contingency_case *c)
{
    json_open(j, "lost", '[');
    for (size_t k = 0; k < c->n_lost; k++) {
        json_open(j, NULL, '{');
        json_text(j, "kind", dim_text(c->lost[k].dim));
        json_text(j, "name", v->plan->names[c->lost[k].dim][c->lost[k].index]);
        json_close(j, '}');
    }
    json_close(j, ']');
}

static const char *rack_name(const struct plan *plan, int64_t rack)
{
    return rack >= 0 ? plan->names[DIM_RACK][rack] : NULL;
}

static void add_row(struct json *j, const struct contingency_view *v,
                    const struct contingency_row *row)
{
    const struct contingency_result *const r = &row->result;

    json_open(j, NULL, '{');
    add_names(j, v, &row->what);
    json_text(j, "verdict", contingency_verdict_text(row->verdict));
    json_bool(j, "spared", row->what.is_spared);
    json_bool(j, "more_than_alone", row->is_more);
    json_number(j, "racks_lost", (double)r->n_racks_lost);
    json_number(j, "racks_cascaded", (double)r->n_racks_cascaded);
    json_number(j, "racks_dark", (double)r->n_racks_dark);
    json_number(j, "lost_w", r->lost_w);
    json_number(j, "dark_w", r->dark_w);
    json_number(j, "first_loss_s", r->first_loss_s);
    json_text(j, "first_rack", rack_name(v->plan, r->first_rack));
    json_text(j, "path", contingency_path(v->arena, v->plan, v->downstream, row));
    json_number(j, "racks_throttled", (double)r->n_racks_throttled);
    json_number(j, "throttle_s", r->throttle_s);
    json_text(j, "first_throttled", rack_name(v->plan, r->first_throttled));
    json_number(j, "racks_shut", (double)r->n_racks_shut);
    json_number(j, "racks_boiled", (double)r->n_racks_boiled);
    json_number(j, "shut_s", r->shut_s);
    json_text(j, "first_shut", rack_name(v->plan, r->first_shut));
    if (v->has_racks) {
        contingency_print_racks_json(v, row, j);
    }
    json_number(j, "limits_passed", (double)r->n_passed);
    json_number(j, "limits_falling", (double)r->n_falling);
    json_number(j, "first_passed_s", r->first_passed_s);
    json_open(j, "tightest", '{');
    if (r->tightest >= 0) {
        const struct limit *const l = &v->plan->limits[r->tightest];
        json_text(j, "subject", v->plan->names[l->dim][l->index]);
        json_text(j, "limit", l->name);
        json_text(j, "unit", l->unit);
        json_number(j, "value", r->value);
        json_number(j, "limit_value", r->limit);
        json_number(j, "margin_frac", r->margin_frac);
        json_number(j, "passed_s", r->passed_s);
    }
    json_close(j, '}');
    json_number(j, "simulated_s", r->simulated_s);
    json_number(j, "residual_frac", r->residual_frac);
    json_text(j, "status",
              r->has_died != 0 ? "the process died" : status_text((enum status)r->status));
    json_close(j, '}');
}

void contingency_print_json(const struct contingency_view *v)
{
    const struct contingency_answer *const a = v->answer;
    struct json j = {0};

    json_open(&j, NULL, '{');
    json_text(&j, "schema", "headroom.contingency/1");
    json_text(&j, "title", v->plan->title);
    json_text(&j, "verdict", verdict_word(v));
    json_number(&j, "horizon_s", v->horizon_s);
    json_number(&j, "step_s", a->step_s);
    json_number(&j, "it_w", a->it_w);
    json_number(&j, "elements", (double)a->n_elements);
    json_number(&j, "passed_before", (double)a->n_passed_before);
    json_number(&j, "worst_residual_frac", a->worst_residual_frac);
    json_open(&j, "losses", '[');
    for (size_t i = 0; i < a->n; i++) {
        add_row(&j, v, &a->rows[i]);
    }
    json_close(&j, ']');
    json_close(&j, '}');
    json_print(&j);
}
