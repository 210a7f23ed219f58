/* SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <string.h>

#include "sim/decide/assess_inner.h"
#include "sim/decide/growth.h"
#include "sim/decide/retrofit.h"

#define YEAR_S  31557600.0 /* Julian year, as growth counts */
#define MONTH_S (YEAR_S / 12.0)

/* ------------------------------------------------------------------- works */

static const char *works_words(struct assess *a, const struct retrofit_answer *r)
{
    struct text t = {0};

    for (size_t i = 0; i < r->n_breaches; i++) {
        if (r->breaches[i].is_left_out) {
            text_add(&t, "no work lifts %s of %s", r->breaches[i].worst.name,
                     r->breaches[i].worst.subject);
            break;
        }
    }
    if (t.length == 0 && r->n_unpriced > 0) {
        text_add(&t, "%zu works without a price: ", r->n_unpriced);
    }
    for (size_t i = 0; t.length < 60 && i < r->n_lines; i++) {
        text_add(&t, "%s%s",
                 i == 0 && t.length == 0 ? ""
                 : i == 0                ? " "
                                         : ", ",
                 r->lines[i].offer->item->work->name);
    }
    if (!isnan(r->usable_high_s)) {
        text_add(&t, "; usable in month %.3g at the latest", r->usable_high_s / MONTH_S);
    }
    const char *const words = text_copy(a->arena, view_of(t.at));
    text_release(&t);
    return words;
}

enum status assess_works(struct assess *a)
{
    const struct assess_request *const q = a->request;
    const struct retrofit_request request = {.scenario = q->scenario,
                                             .path = q->path,
                                             .sets = q->sets,
                                             .n_sets = q->n_sets,
                                             .site = q->site,
                                             .hall = q->hall,
                                             .stop = q->stop};
    struct assess_line line = {.area = ASSESS_SCALE,
                               .name = "works to clear what is passed",
                               .unit = q->scenario->currency,
                               .need = 0.0,
                               .is_most = true,
                               .words = "no limit is passed",
                               .command = assess_command(a, "retrofit", ""),
                               .verdict = ASSESS_READY};
    struct retrofit_answer answer = {0};
    const enum status st = retrofit_run(a->scratch, a->arena, &request, &answer);

    if (st != STATUS_OK) {
        return assess_excuse(a, st, ASSESS_SCALE, line.name, line.command, NULL);
    }
    if (answer.n_breaches > 0 || !answer.is_settled) {
        bool is_left_out = !answer.is_found;
        for (size_t i = 0; i < answer.n_breaches; i++) {
            is_left_out = is_left_out || answer.breaches[i].is_left_out;
        }
        line.value = answer.n_unpriced > 0 || is_left_out ? (double)NAN : answer.price_high_usd;
        line.words = works_words(a, &answer);
        line.verdict = is_left_out             ? ASSESS_GAP
                       : answer.n_unpriced > 0 ? ASSESS_MISSING
                                               : ASSESS_WATCH;
    }
    assess_add(a, line);
    return STATUS_OK;
}

/* -------------------------------------------------------------------- room */

static const char *room_words(struct assess *a, const struct fit_answer *f)
{
    const struct fit_bound *const b = &f->bounds[0];

    if (f->n_unknown > 0) {
        return text_print(a->arena, "at most: %s is not known", f->unknown[0]);
    }
    return f->n_bounds == 0 || b->kind[0] == '\0'
               ? "no place is left"
               : text_print(a->arena, "%s of %s binds", b->limit, b->subject);
}

static enum status search_room(struct assess *a, const struct addition *addition,
                               struct fit_answer *ret_answers)
{
    const struct assess_request *const q = a->request;
    struct fit_air airs[FIT_AIRS];
    struct fit_request requests[2] = {{.scenario = q->scenario,
                                       .site = q->site,
                                       .hall = q->hall,
                                       .addition = addition,
                                       .load = FIT_NAMEPLATE,
                                       .service = FIT_N1,
                                       .airs = airs,
                                       .n_airs = fit_design_air(q->plan, 0.0, (double)NAN, airs),
                                       .ask = q->ask,
                                       .stop = q->stop}};
    size_t *places[2];

    requests[1] = requests[0];
    requests[1].is_certain = true;
    const enum status st = fit_search_all(a->arena, requests, 2, q->n_workers, ret_answers, places);
    return st == STATUS_OK ? (enum status)ret_answers[0].status : st;
}

enum status assess_room(struct assess *a)
{
    const struct assess_request *const q = a->request;
    static const char *const name = "room for what comes next";

    if (q->add == NULL) {
        assess_add_missing(a, ASSESS_SCALE, name,
                           "say what comes next: --add NODE_OR_RACK, --ask N");
        return STATUS_OK;
    }
    const struct addition_request wanted = {.entry = q->add, .cap_w = (double)NAN};
    struct diag *const diag = diag_create(a->scratch);
    struct addition addition;
    if (addition_read(a->arena, q->scenario, &wanted, diag, &addition) != STATUS_OK) {
        struct text t = {0};
        diag_render(diag, 5, &t);
        a->answer->why = text_copy(a->arena, view_of(t.at));
        text_release(&t);
        return STATUS_BAD_INPUT;
    }
    const char *const command = assess_command(
        a, "fit", text_print(a->arena, "--add%s --ask %.0f", assess_quoted(a, q->add), q->ask));
    struct fit_answer answers[2];
    const enum status st = search_room(a, &addition, answers);
    if (st != STATUS_OK) {
        return assess_excuse(a, st, ASSESS_SCALE, name, command, NULL);
    }
    struct assess_line line = {.area = ASSESS_SCALE,
                               .name = text_print(a->arena, "room for %s", q->add),
                               .unit = "",
                               .value = answers[0].is_known ? answers[0].count : (double)NAN,
                               .need = q->ask,
                               .words = room_words(a, &answers[0]),
                               .command = command};
    line.verdict = assess_judge(&line);
    if (line.verdict == ASSESS_READY && answers[0].n_unknown > 0) {
        line.verdict = ASSESS_MISSING;
    } else if (line.verdict == ASSESS_READY && answers[1].count < q->ask) {
        line.verdict = ASSESS_WATCH;
        line.words = text_print(a->arena, "%.0f for certain; %s", answers[1].count, line.words);
    }
    assess_add(a, line);
    return STATUS_OK;
}

/* ------------------------------------------------------------------ growth */

/* The limit that is met first, which need not be the one to order for first. */
static void add_met(struct assess *a, const struct growth_answer *g, const char *command)
{
    struct assess_line line = {.area = ASSESS_SCALE,
                               .name = "growth meets a limit, P95",
                               .unit = "s",
                               .value = (double)INFINITY,
                               .need = g->plan.growth->horizon_years * YEAR_S,
                               .words = "none within the horizon",
                               .command = command};

    if (g->n_limits > 0 && !isinf(g->limits[0].p95_years)) {
        const struct growth_limit *const l = &g->limits[0];
        line.value = l->p95_years * YEAR_S;
        line.words = text_print(a->arena, "%s of %s, at %.4g kW", l->first.name, l->first.subject,
                                l->load_w / 1e3);
    }
    line.verdict = line.value >= line.need ? ASSESS_READY : ASSESS_WATCH;
    assess_add(a, line);
}

/* Limits that are met within the horizon and that nothing which may be chosen lifts. */
static void add_unlifted(struct assess *a, const struct growth_answer *g, const char *command)
{
    struct assess_line line = {.area = ASSESS_SCALE,
                               .name = "of these, lifted by no work",
                               .unit = "",
                               .is_most = true,
                               .words = "none",
                               .command = command};

    for (size_t i = 0; i < g->n_limits; i++) {
        const struct growth_limit *const l = &g->limits[i];
        if (l->work.offer == NULL && !isinf(l->p95_years)) {
            line.words = line.value == 0.0
                             ? text_print(a->arena, "%s of %s", l->first.name, l->first.subject)
                             : line.words;
            line.value += 1.0;
        }
    }
    line.verdict = assess_judge(&line);
    assess_add(a, line);
}

/* The work to order first. A lead time that is not known may be longer than any. */
static void add_order(struct assess *a, const struct growth_answer *g, const char *command)
{
    struct assess_line line = {.area = ASSESS_SCALE,
                               .name = "time left to order, P95",
                               .unit = "s",
                               .value = (double)INFINITY,
                               .need = 0.0,
                               .words = "nothing to order within the horizon",
                               .command = command};

    for (size_t i = 0; i < g->n_limits && !isnan(line.value); i++) {
        const struct growth_limit *const l = &g->limits[i];
        const double left_s = l->order_p95_years * YEAR_S;
        if (l->work.offer != NULL && !isinf(l->p95_years) && !(left_s >= line.value)) {
            line.value = left_s;
            line.words = text_print(a->arena, "%s for %s of %s", l->work.offer->item->work->name,
                                    l->first.name, l->first.subject);
        }
    }
    line.verdict = assess_judge(&line);
    assess_add(a, line);
}

enum status assess_growth(struct assess *a)
{
    const struct assess_request *const q = a->request;
    const struct growth_request request = {.scenario = q->scenario,
                                           .path = q->path,
                                           .sets = q->sets,
                                           .n_sets = q->n_sets,
                                           .site = q->site,
                                           .hall = q->hall,
                                           .n_samples = q->n_samples,
                                           .seed = q->seed,
                                           .stop = q->stop};
    static const char *const name = "growth";
    struct growth_answer answer = {0};

    if (q->scenario->tree->growth == NULL) {
        assess_add_missing(a, ASSESS_SCALE, name, "the scenario has no 'growth': rate and ladder");
        return STATUS_OK;
    }
    const char *const command = assess_command(a, "growth", "");
    const enum status st = growth_run(a->scratch, a->arena, &request, &answer);
    if (st != STATUS_OK) {
        return assess_excuse(a, st, ASSESS_SCALE, name, command, answer.why);
    }
    add_met(a, &answer, command);
    add_unlifted(a, &answer, command);
    add_order(a, &answer, command);
    return STATUS_OK;
}
