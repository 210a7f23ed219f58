/* SPDX-License-Identifier: Apache-2.0 */
#include "sim/cli/growth_print.h"

#include <math.h>
#include <stdio.h>
#include <time.h>

#include "sim/base/lines.h"
#include "sim/base/units.h"
#include "sim/cli/json.h"
#include "sim/cli/retrofit_print.h"
#include "sim/cli/term.h"

enum { SUBJECT_WIDTH = 17, LIMIT_WIDTH = 20 }; /* columns of the limits */

#define YEAR_S 31557600.0 /* Julian year */
#define WEEK_S 604800.0

/* "2028-12", "never", "not known". */
static const char *month_of(struct arena *arena, const struct scn_growth *g, double years)
{
    char text[32];

    if (isnan(years)) {
        return "not known";
    }
    if (isinf(years)) {
        return "beyond";
    }
    const time_t at = (time_t)((double)g->today_us / 1e6 + years * YEAR_S);
    struct tm date = {0};
    (void)gmtime_r(&at, &date);
    (void)strftime(text, sizeof text, "%Y-%m", &date);
    return text_copy(arena, view_of(text));
}

static void add_percent(struct text *t, double frac)
{
    struct text cell = {0};

    if (isfinite(frac)) {
        text_add(&cell, "%.0f %%", 100.0 * frac);
    } else {
        text_add(&cell, "-");
    }
    text_add(t, " ");
    text_add_cell(t, cell.at, 7);
    text_release(&cell);
}

/* -------------------------------------------------------------------- text */

static void print_head(const struct loaded *l, const struct growth_request *q,
                       const struct growth_answer *a)
{
    const struct scn_growth *const g = a->plan.growth;
    struct text t = {0};

    text_add(&t, "%s\n%s, ", l->plan->title != NULL ? l->plan->title : l->plan->name,
             l->plan->hall_name);
    units_print(&t, "W", g->load_w, 4, UNITS_SI);
    text_add(&t, " of IT today, %+.3g %% a year, each year +-%.3g %%", 100.0 * g->rate_frac,
             100.0 * g->rate_spread_frac);
    if (g->rate_doubt_frac > 0.0) {
        text_add(&t, ", all of them +-%.3g %%", 100.0 * g->rate_doubt_frac);
    }
    text_add(&t, "\n%zu histories, seed %lu; %s; %zu plans run through the engine\n\n",
             q->n_samples, q->seed, q->is_nameplate ? "nodes at nameplate" : "loads as simulated",
             a->n_runs);
    (void)fputs(t.at, stdout);
    text_release(&t);
}

static void print_state(struct arena *arena, const struct growth_answer *a,
                        const struct growth_state *s)
{
    struct text t = {0};
    struct text racks = {0};

    for (size_t k = 0; k < a->plan.n_rungs; k++) {
        if (s->racks[k] > 0.0) {
            text_add(&racks, "%s%.0f %s", racks.length > 0 ? ", " : "", s->racks[k],
                     a->plan.rungs[k].name);
        }
    }
    text_add(&t, "  %s  ", month_of(arena, a->plan.growth, s->years));
    struct text cell = {0};
    units_print(&cell, "W", s->load_w, 4, UNITS_SI);
    text_add_cell(&t, cell.at, 9);
    text_release(&cell);
    units_print(&cell, "W", s->it_w, 4, UNITS_SI);
    text_add(&t, "  ");
    text_add_cell(&t, cell.at, 9);
    text_release(&cell);
    units_print(&cell, "W", s->utility_w, 4, UNITS_SI);
    text_add(&t, "  ");
    text_add_cell(&t, cell.at, 9);
    text_release(&cell);
    text_add(&racks, "%s%s", racks.length > 0 ? "" : "none",
             s->answer.is_settled ? "" : " (no steady state)");
    text_add(&t, " %6zu   ", s->n_passed);
    lines_wrap(&t, racks.at, lines_seen(t.at), lines_seen(t.at), LINES_WIDTH);
    (void)printf("%s\n", t.at);
    text_release(&t);
    text_release(&racks);
}

static void print_states(struct arena *arena, const struct growth_answer *a)
{
    (void)printf("The plan, median    load         IT    utility passed   racks\n");
    for (size_t i = 0; i < a->n_states; i++) {
        print_state(arena, a, &a->states[i]);
    }
    term_say("", 2,
             "at the horizon the load is %.4g kW in the median, %.4g to %.4g kW in nine of ten",
             a->load_p50_w / 1e3, a->load_p05_w / 1e3, a->load_p95_w / 1e3);
    (void)printf("\n");
}

static void print_limit(struct arena *arena, const struct growth_answer *a,
                        const struct growth_limit *l)
{
    const struct scn_growth *const g = a->plan.growth;
    struct text t = {0};

    lines_label(&t,
                l->n_alike > 1 ? text_print(arena, "  %s +%zu", l->first.subject, l->n_alike - 1)
                               : text_print(arena, "  %s", l->first.subject),
                0, SUBJECT_WIDTH);
    lines_label(&t, l->first.name, SUBJECT_WIDTH, LIMIT_WIDTH);
    add_percent(&t, l->day_one_frac);
    add_percent(&t, l->end_frac);
    text_add(&t, " %8s %8s %8s\n", month_of(arena, g, l->p50_years),
             month_of(arena, g, l->p95_years),
             l->work.offer == NULL ? "-" : month_of(arena, g, l->order_p95_years));
    if (l->work.offer == NULL) {
        text_add(&t, "      NO work that may be chosen lifts it\n");
    } else {
        struct text lead = {0};
        retrofit_print_band(&lead, l->work.lead_low_s, l->work.lead_high_s, WEEK_S, "weeks");
        text_add(&t, "      %s: %s and %.3g on site%s\n", l->work.offer->item->work->name, lead.at,
                 l->work.duration_s / WEEK_S, l->order_p95_years < 0.0 ? "; TOO LATE for P95" : "");
        text_release(&lead);
    }
    (void)fputs(t.at, stdout);
    text_release(&t);
}

/* The order that cannot wait longest. */
static void print_first_order(struct arena *arena, const struct growth_answer *a)
{
    const struct growth_limit *first = NULL;

    for (size_t j = 0; j < a->n_limits; j++) {
        const struct growth_limit *const l = &a->limits[j];
        if (isfinite(l->order_p95_years) &&
            (first == NULL || l->order_p95_years < first->order_p95_years)) {
            first = l;
        }
    }
    if (first != NULL) {
        (void)printf("\n");
        term_say("", 2, "first to order: %s, by %s, for %s of %s",
                 first->work.offer->item->work->name,
                 month_of(arena, a->plan.growth, first->order_p95_years), first->first.name,
                 first->first.subject);
    }
}

static void print_limits(struct arena *arena, const struct growth_answer *a)
{
    size_t n_shown = 0;

    for (; n_shown < a->n_limits && isfinite(a->limits[n_shown].p95_years); n_shown++) {
        if (n_shown == 0) {
            (void)printf("%-*s %7s %7s %8s %8s %8s\n", SUBJECT_WIDTH + LIMIT_WIDTH,
                         "Limits by the date they are met", "day one", "end", "P50", "P95",
                         "order by");
        }
        print_limit(arena, a, &a->limits[n_shown]);
    }
    if (n_shown == 0) {
        (void)printf(
            "No limit is met within the horizon, but in fewer than one history of twenty.\n");
    } else if (n_shown < a->n_limits) {
        (void)printf("  ... and %zu more that fewer than one history of twenty meets (--json)\n",
                     a->n_limits - n_shown);
    }
    if (isfinite(a->unsettled_w)) {
        (void)printf("from %.4g kW on the hall has no steady state: it warms without end\n",
                     a->unsettled_w / 1e3);
    }
    print_first_order(arena, a);
    (void)printf("\n");
    term_say("", 0,
             "P95: met before then in one history of twenty. Order by: P95 less the long lead "
             "time and the work on site. Each limit stands alone, as if the others were lifted in "
             "time.");
}

void growth_print_text(const struct loaded *loaded, const struct growth_request *request,
                       const struct growth_answer *answer)
{
    struct arena *const arena = cmd_arena();

    print_head(loaded, request, answer);
    print_states(arena, answer);
    print_limits(arena, answer);
    arena_destroy(arena);
}

/* -------------------------------------------------------------------- JSON */

static void add_limit(struct json *j, struct arena *arena, const struct scn_growth *g,
                      const struct growth_limit *l)
{
    const bool has_work = l->work.offer != NULL;

    json_open(j, NULL, '{');
    json_text(j, "subject", l->first.subject);
    json_text(j, "limit", l->first.name);
    json_text(j, "unit", l->first.unit);
    json_number(j, "limit_value", l->first.limit);
    json_number(j, "alike", (double)l->n_alike);
    json_bool(j, "with_partner_lost", l->first.is_n1);
    json_number(j, "load_w", l->load_w);
    json_number(j, "day_one_frac", l->day_one_frac);
    json_number(j, "end_frac", l->end_frac);
    json_number(j, "p50_years", l->p50_years);
    json_number(j, "p95_years", l->p95_years);
    json_text(j, "p50_month", isfinite(l->p50_years) ? month_of(arena, g, l->p50_years) : NULL);
    json_text(j, "p95_month", isfinite(l->p95_years) ? month_of(arena, g, l->p95_years) : NULL);
    json_number(j, "never_frac", l->never_frac);
    json_text(j, "work", has_work ? l->work.offer->item->work->name : NULL);
    json_number(j, "lead_low_s", has_work ? l->work.lead_low_s : PARAM_UNKNOWN);
    json_number(j, "lead_high_s", has_work ? l->work.lead_high_s : PARAM_UNKNOWN);
    json_number(j, "duration_s", has_work ? l->work.duration_s : PARAM_UNKNOWN);
    json_number(j, "price_low_usd", has_work ? l->work.price_low_usd : PARAM_UNKNOWN);
    json_number(j, "price_high_usd", has_work ? l->work.price_high_usd : PARAM_UNKNOWN);
    json_number(j, "order_p50_years", l->order_p50_years);
    json_number(j, "order_p95_years", l->order_p95_years);
    json_text(j, "order_by",
              isfinite(l->order_p95_years) ? month_of(arena, g, l->order_p95_years) : NULL);
    json_close(j, '}');
}

static void add_state(struct json *j, struct arena *arena, const struct growth_answer *a,
                      const struct growth_state *s)
{
    json_open(j, NULL, '{');
    json_text(j, "month", month_of(arena, a->plan.growth, s->years));
    json_number(j, "years", s->years);
    json_number(j, "load_w", s->load_w);
    json_number(j, "planned_w", s->planned_w);
    json_bool(j, "has_steady_state", s->answer.is_settled);
    json_number(j, "it_w", s->it_w);
    json_number(j, "utility_w", s->utility_w);
    json_number(j, "limits_passed", (double)s->n_passed);
    json_open(j, "racks", '{');
    for (size_t k = 0; k < a->plan.n_rungs; k++) {
        json_number(j, a->plan.rungs[k].name, s->racks[k]);
    }
    json_close(j, '}');
    json_close(j, '}');
}

void growth_print_json(const struct loaded *loaded, const struct growth_request *request,
                       const struct growth_answer *answer)
{
    struct arena *const arena = cmd_arena();
    struct json j = {0};

    json_open(&j, NULL, '{');
    json_text(&j, "schema", "headroom.growth/1");
    json_text(&j, "title", loaded->plan->title);
    json_number(&j, "samples", (double)request->n_samples);
    json_number(&j, "seed", (double)request->seed);
    json_bool(&j, "nameplate", request->is_nameplate);
    json_number(&j, "runs", (double)answer->n_runs);
    json_number(&j, "load_p05_w", answer->load_p05_w);
    json_number(&j, "load_p50_w", answer->load_p50_w);
    json_number(&j, "load_p95_w", answer->load_p95_w);
    json_number(&j, "unsettled_w", answer->unsettled_w);
    json_open(&j, "states", '[');
    for (size_t i = 0; i < answer->n_states; i++) {
        add_state(&j, arena, answer, &answer->states[i]);
    }
    json_close(&j, ']');
    json_open(&j, "limits", '[');
    for (size_t i = 0; i < answer->n_limits; i++) {
        add_limit(&j, arena, answer->plan.growth, &answer->limits[i]);
    }
    json_close(&j, ']');
    json_close(&j, '}');
    json_print(&j);
    arena_destroy(arena);
}
