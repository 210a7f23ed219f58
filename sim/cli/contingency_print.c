/* SPDX-License-Identifier: Apache-2.0 */
#include "sim/cli/contingency_print.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

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
        const char *words;
    } counts[] = {
        {CONTINGENCY_HOLDS, "hold"},
        {CONTINGENCY_FALLING, "hold so far"},
        {CONTINGENCY_NO_SPARE, "have no spare"},
        {CONTINGENCY_FAILS, "fail"},
        {CONTINGENCY_UNKNOWN, "came to no end"},
    };
    size_t n_said = 0;

    for (size_t k = 0; k < sizeof counts / sizeof counts[0]; k++) {
        const size_t n = count_verdicts(v->answer, n_lost, counts[k].verdict);
        if (n > 0) {
            text_add(t, "%s%zu %s", n_said++ > 0 ? ", " : "", n, counts[k].words);
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
    CELL_RACKS,
    CELL_POWER,
    CELL_FIRST,
    CELL_THROTTLED,
    CELL_THROTTLED_AT,
    CELL_SHUT,
    CELL_SHUT_AT,
    CELL_GOES_FIRST,
    CELL_PASSED,
    CELL_LIMIT,
    CELL_MARGIN,
    CELL_AT,
    CELL_VERDICT,
    N_CELLS,
};

static const struct {
    const char *heading;
    bool is_left;
} cells[N_CELLS] = {
    [CELL_LOST] = {"lost", true},
    [CELL_RACKS] = {"racks", false},
    [CELL_POWER] = {"IT lost", false},
    [CELL_FIRST] = {"at", false},
    [CELL_THROTTLED] = {"throttled", false},
    [CELL_THROTTLED_AT] = {"at", false},
    [CELL_SHUT] = {"shut", false},
    [CELL_SHUT_AT] = {"at", false},
    [CELL_GOES_FIRST] = {"first", true},
    [CELL_PASSED] = {"limits passed", false},
    [CELL_LIMIT] = {"tightest limit", true},
    [CELL_MARGIN] = {"margin", false},
    [CELL_AT] = {"passed at", false},
    [CELL_VERDICT] = {"", true},
};

/* A line of the table: the first case that says it, and how many say the same. */
struct line {
    const struct contingency_row *row;
    size_t n_alike;
    const char *cells[N_CELLS];
};

static const char *count_cell(struct arena *arena, int64_t n)
{
    return n > 0 ? text_print(arena, "%lld", (long long)n) : "-";
}

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

static const char *verdict_cell(const struct contingency_view *v, const struct contingency_row *row)
{
    const char *const text = contingency_verdict_text(row->verdict);

    if (row->result.has_died != 0) {
        return text_print(v->arena, "%s (its process died)", text);
    }
    return row->result.status != STATUS_OK
               ? text_print(v->arena, "%s (to %.4g s: %s)", text, row->result.simulated_s,
                            status_text((enum status)row->result.status))
               : text;
}

/* The rack that heat takes first: the one that is off first if any is. */
static const char *first_cell(const struct plan *plan, const struct contingency_result *r)
{
    const int64_t rack = r->first_shut >= 0 ? r->first_shut : r->first_throttled;

    return rack < 0 ? "-" : plan->names[DIM_RACK][rack];
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
                [CELL_RACKS] = count_cell(v->arena, r->n_racks_lost),
                [CELL_POWER] = r->n_racks_lost > 0 ? quantity_cell(v, "W", r->lost_w, 4) : "-",
                [CELL_FIRST] = quantity_cell(v, "s", r->first_loss_s, 3),
                [CELL_THROTTLED] = count_cell(v->arena, r->n_racks_throttled),
                [CELL_THROTTLED_AT] = quantity_cell(v, "s", r->throttle_s, 3),
                [CELL_SHUT] = count_cell(v->arena, r->n_racks_shut),
                [CELL_SHUT_AT] = quantity_cell(v, "s", r->shut_s, 3),
                [CELL_GOES_FIRST] = first_cell(v->plan, r),
                [CELL_PASSED] = count_cell(v->arena, r->n_passed),
                [CELL_LIMIT] = limit_cell(v, r->tightest),
                [CELL_MARGIN] = margin_cell(v, r->margin_frac),
                [CELL_AT] = quantity_cell(v, "s", r->passed_s, 3),
                [CELL_VERDICT] = verdict_cell(v, row),
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

static void add_cells(struct text *t, const char *const *texts, const int *widths)
{
    struct text line = {0};

    for (size_t k = 0; k < N_CELLS; k++) {
        if (widths[k] == 0) {
            continue;
        }
        text_add(&line, "  ");
        text_add_cell(&line, texts[k], cells[k].is_left ? -widths[k] : widths[k]);
    }
    size_t n = line.length;
    while (n > 0 && line.at[n - 1] == ' ') {
        n--;
    }
    text_add_view(t, (struct view){line.at, n});
    text_add(t, "\n");
    text_release(&line);
}

/* Heat has columns only where it does something. */
static void hide_heat(const struct line *lines, size_t n, int *widths)
{
    bool is_hot = false;

    for (size_t i = 0; i < n; i++) {
        is_hot = is_hot || lines[i].cells[CELL_GOES_FIRST][0] != '-';
    }
    for (size_t k = CELL_THROTTLED; k <= CELL_GOES_FIRST && !is_hot; k++) {
        widths[k] = 0;
    }
}

static void add_lines(struct line *lines, size_t n, struct arena *arena, struct text *t)
{
    const char *headings[N_CELLS];
    int widths[N_CELLS];

    for (size_t k = 0; k < N_CELLS; k++) {
        headings[k] = cells[k].heading;
        widths[k] = (int)strlen(headings[k]);
    }
    for (size_t i = 0; i < n; i++) {
        if (lines[i].n_alike > 0) {
            lines[i].cells[CELL_LOST] =
                text_print(arena, "%s +%zu", lines[i].cells[CELL_LOST], lines[i].n_alike);
        }
        for (size_t k = 0; k < N_CELLS; k++) {
            const int width = (int)strlen(lines[i].cells[k]);
            widths[k] = width > widths[k] ? width : widths[k];
        }
    }
    hide_heat(lines, n, widths);
    add_cells(t, headings, widths);
    for (size_t i = 0; i < n; i++) {
        add_cells(t, lines[i].cells, widths);
    }
}

static void add_paths(const struct contingency_view *v, const struct line *lines, size_t n,
                      struct text *t)
{
    size_t n_paths = 0;

    for (size_t i = 0; i < n; i++) {
        const char *const path = contingency_path(v->arena, v->plan, v->downstream, lines[i].row);
        if (path[0] != '\0') {
            text_add(t, "%s  %s\n", n_paths++ == 0 ? "\nThe way down to the first rack lost\n" : "",
                     path);
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
    text_add(t, "\n%s\n", title);
    add_lines(lines, n, v->arena, t);
    if (n_more > 0) {
        text_add(t, "  ... and %zu lighter ones (--top 0)\n", n_more);
    }
    add_paths(v, lines, n, t);
}

void contingency_print_text(const struct contingency_view *v)
{
    const struct contingency_answer *const a = v->answer;
    struct text t = {0};

    if (!v->is_brief) {
        text_add(&t, "%s\n%s, IT ", v->plan->title, v->plan->hall_name);
        units_print(&t, "W", a->it_w, 4, v->units);
        text_add(&t, " before the fault; %zu losses, each followed for ", a->n);
        units_print(&t, "s", v->horizon_s, 4, v->units);
        text_add(&t, " in steps of %.4g s at most\n\n", a->step_s);
    }
    add_verdict(v, &t);
    if (!v->is_brief) {
        add_table(v, 1, "Single losses, the heaviest first", &t);
        if (a->n > a->n_elements) {
            add_table(v, 2, "Pairs that lose or pass more than the two alone, the heaviest first",
                      &t);
        }
        text_add(&t,
                 "\nworst step leaves %.1e of its energy without a place; %zu cases in %.2f s, "
                 "%.0f cases/s\n",
                 a->worst_residual_frac, a->n, v->wall_s, (double)a->n / v->wall_s);
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
