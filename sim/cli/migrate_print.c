/* SPDX-License-Identifier: Apache-2.0 */
#include "sim/cli/migrate_print.h"

#include <math.h>
#include <stdio.h>

#include "sim/base/lines.h"
#include "sim/cli/json.h"
#include "sim/cli/term.h"

#define HOUR_S 3600.0
#define DAY_S  86400.0

/* --------------------------------------------------------------------- text */

/* "6.6 days", "15.9 h", "never". */
static void add_time(struct text *t, double s)
{
    if (!isfinite(s)) {
        text_add(t, "never");
    } else if (fabs(s) >= 2.0 * DAY_S) {
        text_add(t, "%.3g days", s / DAY_S);
    } else {
        text_add(t, "%.3g h", s / HOUR_S);
    }
}

static void add_unit_cell(struct text *t, const char *si, double value, int width,
                          enum unit_system units)
{
    struct text cell = {0};

    units_print(&cell, si, value, 3, units);
    text_add_cell(t, cell.at, width);
    text_release(&cell);
}

static void print_head(const struct migration_request *q, const struct migration_answer *a)
{
    const struct scn_scenario *const s = q->scenario->tree;

    (void)printf("%s\nwindow of %.4g h, %zu wave%s; %zu draws of the load, seed %lu\n",
                 s->title != NULL ? s->title : q->scenario->name, a->migration->window_s / HOUR_S,
                 a->migration->waves.n, a->migration->waves.n == 1 ? "" : "s", q->n_draws, q->seed);
}

static void print_row(const struct migration_side *side, const struct window_row *row,
                      enum unit_system units)
{
    const struct limit *const l = row->limit >= 0 ? &side->plan->limits[row->limit] : NULL;
    struct text t = {0};
    struct text what = {0};

    text_add(&t, "  %5.4g %5.0f ", row->from_s / HOUR_S, row->n_carrying);
    add_unit_cell(&t, "W", row->it_p50_w, 7, units);
    text_add(&t, " ");
    add_unit_cell(&t, "W", row->it_p95_w, 7, units);
    text_add(&t, isfinite(row->margin_frac) ? " %6.1f %%" : "        -", 100.0 * row->margin_frac);
    text_add(&t, " ");
    add_unit_cell(&t, "W", isfinite(row->further_w) ? row->further_w : PARAM_UNKNOWN, 7, units);
    text_add(&t, "  ");
    text_add(&what, "%s%s%s", l != NULL ? l->name : "no limit is known", l != NULL ? " of " : "",
             l != NULL ? side->plan->names[l->dim][l->index] : "");
    if (row->n_dark > 0.0) {
        text_add(&what, "; %.0f rack%s DARK", row->n_dark, row->n_dark == 1.0 ? "" : "s");
    }
    if (row->n_throttled > 0.0) {
        text_add(&what, "; %.0f rack%s slowed", row->n_throttled,
                 row->n_throttled == 1.0 ? "" : "s");
    }
    if (row->fails_frac > 0.0) {
        text_add(&what, "; fails in %.0f %%%s", 100.0 * row->fails_frac,
                 row->fails_frac > 0.05 ? ": NO GO" : "");
    }
    const int column = lines_seen(t.at);
    lines_wrap(&t, what.at, column, column, LINES_WIDTH);
    (void)printf("%s\n", t.at);
    text_release(&t);
    text_release(&what);
}

/* Intervals in which no rack carries load are one line. */
static void print_row_or_pause(const struct migration_side *side, size_t k, enum unit_system units)
{
    const struct window_row *const row = &side->window.rows[k];
    const bool is_pause = row->n_carrying == 0.0 && row->fails_frac == 0.0;

    if (!is_pause) {
        print_row(side, row, units);
    } else if (k == 0 || side->window.rows[k - 1].n_carrying > 0.0) {
        (void)printf("  %5.4g     0  no rack in service\n", row->from_s / HOUR_S);
    }
}

static void print_side(const struct migration_side *side, enum unit_system units)
{
    (void)printf("\n%s\n  %5s %5s %7s %7s %8s %7s  %s\n", side->name, "from", "racks", "IT P50",
                 "IT P95", "headroom", "further", "nearest limit, P95");
    (void)printf("  %5s %5s %7s %7s %8s %7s\n", "h", "", "", "", "at P95", "load");
    for (size_t k = 0; k < side->window.n; k++) {
        print_row_or_pause(side, k, units);
    }
    const struct window_row *const worst = &side->window.rows[side->worst];
    (void)printf("  tightest from %.4g h: %.1f %% at P95\n", worst->from_s / HOUR_S,
                 100.0 * worst->margin_frac);
    if (side->window.n_unknown > 0) {
        (void)printf("  %zu limit%s not known (`headroom check`) and not looked at\n",
                     side->window.n_unknown, side->window.n_unknown == 1 ? " is" : "s are");
    }
    if (side->window.began_cold) {
        (void)printf("  the load at the begin has no steady state: the hall began cold\n");
    }
}

static void print_transfers(const struct migration_answer *a, const char *currency)
{
    const struct scn_wave *const waves = a->migration->waves.items;

    for (size_t i = 0; i < a->n_transfers; i++) {
        const struct migration_transfer *const x = &a->transfers[i];
        struct text t = {0};
        text_add(&t, "data '%s': ", x->what->name);
        units_print(&t, "B", x->what->size_bytes, 3, UNITS_SI);
        text_add(&t, " at %.4g Gbit/s x %.0f %% takes ", x->what->rate_bytes_per_s * 8e-9,
                 100.0 * x->what->usable_frac);
        add_time(&t, x->takes_s);
        text_add(&t, "; over at ");
        add_time(&t, x->done_s);
        text_add(&t, ", needed at ");
        add_time(&t, x->needed_s);
        text_add(&t, " (%s)%s", waves[x->wave].name, x->done_s > x->needed_s ? ": TOO LATE" : "");
        (void)printf("%s", i == 0 ? "\n" : "");
        term_say("", 2, "%s", t.at);
        if (isfinite(x->egress_usd)) {
            (void)printf("  egress %.4g k%s\n", x->egress_usd / 1e3, currency);
        } else {
            (void)printf("  egress: %s\n", isnan(x->what->egress_usd_per_byte)
                                               ? "its price is not known"
                                               : "without end");
        }
        text_release(&t);
    }
}

static void print_verdict(const struct migration_answer *a)
{
    const struct scn_wave *const waves = a->migration->waves.items;

    if (isnan(a->rollback_s)) {
        (void)printf("\nroll-back point: none, the way back is longer than the window\n");
    } else {
        (void)printf("\n");
        term_say("", 2,
                 "roll-back point: %.4g h; the way back then takes %.4g h. The last wave has "
                 "moved at %.4g h",
                 a->rollback_s / HOUR_S, migration_back_s(a->migration, a->rollback_s) / HOUR_S,
                 a->last_cut_s / HOUR_S);
    }
    if (a->beyond >= 0) {
        term_say("", 2, "from '%s' on there is no way back inside the window",
                 waves[a->beyond].name);
    }
    for (size_t i = 0; i < a->n_sides; i++) {
        if (a->sides[i].n_bad > 0) {
            term_say("", 2, "%s: %zu of %zu intervals fail in more than one draw of twenty",
                     a->sides[i].name, a->sides[i].n_bad, a->sides[i].window.n);
        }
    }
    if (a->reason == MIGRATION_GO) {
        (void)printf("GO\n");
    } else {
        term_say("", 2, "NO GO: %s", migration_reason_text(a->reason));
    }
}

void migrate_print_text(const struct migration_request *request,
                        const struct migration_answer *answer,
                        const struct migration_stored *stored, enum unit_system units)
{
    print_head(request, answer);
    for (size_t i = 0; i < answer->n_sides; i++) {
        print_side(&answer->sides[i], units);
    }
    print_transfers(answer, request->scenario->currency);
    print_verdict(answer);
    if (stored->path != NULL) {
        term_say("stored   ", 9, "%s: the window beside the run of '%s'%s", stored->path,
                 stored->hall,
                 stored->is_chosen ? "" : ", which receives the load (--hall takes another)");
    }
}

/* ---------------------------------------------------------------------- CSV */

void migrate_print_points(FILE *to, const struct migration_answer *answer, enum unit_system units)
{
    (void)fprintf(to, "hall,name,reading,unit,expected,low,high,alarm\n");
    for (size_t i = 0; i < answer->n_sides; i++) {
        const struct migration_side *const s = &answer->sides[i];
        for (size_t k = 0; k < s->window.n_points; k++) {
            const struct window_point *const p = &s->window.points[k];
            const struct unit *const u =
                units_shown(units_dimension(p->unit), fabs(p->expected), units);
            const double values[] = {p->expected, p->low, p->high, p->alarm};
            (void)fprintf(to, "%s,%s,\"%s\",%s", s->name, p->subject, p->what,
                          u != NULL ? u->name : p->unit);
            for (size_t m = 0; m < sizeof values / sizeof values[0]; m++) {
                const double shown = u != NULL ? (values[m] - u->offset) / u->factor : values[m];
                (void)fprintf(to, isnan(shown) ? "," : ",%.5g", shown);
            }
            (void)fprintf(to, "\n");
        }
    }
}

/* --------------------------------------------------------------------- JSON */

static void add_row(struct json *j, const struct migration_side *side, const struct window_row *r)
{
    const struct limit *const l = r->limit >= 0 ? &side->plan->limits[r->limit] : NULL;

    json_open(j, NULL, '{');
    json_number(j, "from_s", r->from_s);
    json_number(j, "to_s", r->to_s);
    json_number(j, "racks_carrying", r->n_carrying);
    json_number(j, "it_p50_w", r->it_p50_w);
    json_number(j, "it_p95_w", r->it_p95_w);
    json_number(j, "utility_p95_w", r->utility_p95_w);
    json_number(j, "margin_p95_frac", r->margin_frac);
    json_text(j, "limit", l != NULL ? l->name : NULL);
    json_text(j, "subject", l != NULL ? side->plan->names[l->dim][l->index] : NULL);
    json_text(j, "unit", l != NULL ? l->unit : NULL);
    json_number(j, "value", r->value);
    json_number(j, "limit_value", r->limit_value);
    json_number(j, "further_w", r->further_w);
    json_number(j, "fails_frac", r->fails_frac);
    json_number(j, "racks_dark", r->n_dark);
    json_number(j, "racks_throttled", r->n_throttled);
    json_close(j, '}');
}

static void add_points(struct json *j, const struct migration_side *side)
{
    json_open(j, "points", '[');
    for (size_t k = 0; k < side->window.n_points; k++) {
        const struct window_point *const p = &side->window.points[k];
        json_open(j, NULL, '{');
        json_text(j, "subject", p->subject);
        json_text(j, "reading", p->what);
        json_text(j, "unit", p->unit);
        json_number(j, "expected", p->expected);
        json_number(j, "low", p->low);
        json_number(j, "high", p->high);
        json_number(j, "alarm", p->alarm);
        json_close(j, '}');
    }
    json_close(j, ']');
}

static void add_side(struct json *j, const struct migration_side *side)
{
    json_open(j, NULL, '{');
    json_text(j, "hall", side->name);
    json_number(j, "worst_from_s", side->window.rows[side->worst].from_s);
    json_number(j, "worst_margin_p95_frac", side->window.rows[side->worst].margin_frac);
    json_number(j, "intervals_failing", (double)side->n_bad);
    json_number(j, "limits_not_known", (double)side->window.n_unknown);
    json_bool(j, "began_cold", side->window.began_cold);
    json_number(j, "worst_residual_frac", side->window.worst_residual_frac);
    json_open(j, "intervals", '[');
    for (size_t k = 0; k < side->window.n; k++) {
        add_row(j, side, &side->window.rows[k]);
    }
    json_close(j, ']');
    json_number(j, "points_s", side->window.points_s);
    add_points(j, side);
    json_close(j, '}');
}

static void add_transfer(struct json *j, const struct migration_transfer *x)
{
    json_open(j, NULL, '{');
    json_text(j, "name", x->what->name);
    json_number(j, "size_bytes", x->what->size_bytes);
    json_number(j, "takes_s", x->takes_s);
    json_number(j, "done_s", x->done_s);
    json_number(j, "needed_s", x->needed_s);
    json_number(j, "sent_bytes", x->sent_bytes);
    json_number(j, "egress_usd", x->egress_usd);
    json_close(j, '}');
}

void migrate_print_json(const struct migration_request *request,
                        const struct migration_answer *answer,
                        const struct migration_stored *stored)
{
    const struct scn_wave *const waves = answer->migration->waves.items;
    struct json j = {0};

    json_open(&j, NULL, '{');
    json_text(&j, "schema", "headroom.migrate/1");
    json_text(&j, "title", request->scenario->tree->title);
    json_number(&j, "draws", (double)request->n_draws);
    json_number(&j, "seed", (double)request->seed);
    json_bool(&j, "go", answer->reason == MIGRATION_GO);
    json_text(&j, "reason", migration_reason_text(answer->reason));
    json_number(&j, "rollback_s", answer->rollback_s);
    json_number(&j, "back_s", migration_back_s(answer->migration, answer->rollback_s));
    json_number(&j, "last_cut_s", answer->last_cut_s);
    json_text(&j, "no_way_back_from", answer->beyond >= 0 ? waves[answer->beyond].name : NULL);
    json_number(&j, "egress_usd", answer->egress_usd);
    json_text(&j, "currency", request->scenario->currency);
    json_text(&j, "stored", stored->path);
    json_text(&j, "stored_hall", stored->hall);
    json_open(&j, "transfers", '[');
    for (size_t i = 0; i < answer->n_transfers; i++) {
        add_transfer(&j, &answer->transfers[i]);
    }
    json_close(&j, ']');
    json_open(&j, "halls", '[');
    for (size_t i = 0; i < answer->n_sides; i++) {
        add_side(&j, &answer->sides[i]);
    }
    json_close(&j, ']');
    json_close(&j, '}');
    json_print(&j);
}
