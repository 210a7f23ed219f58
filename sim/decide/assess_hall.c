/* SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <string.h>

#include "sim/base/units.h"
#include "sim/decide/assess_inner.h"
#include "sim/study/contingency.h"
#include "sim/study/variant.h"

/* --------------------------------------------------------------- readiness */

/* What a limit is of. Power is what is fed, density what a place bears, the rest carries heat away. */
enum matter { MATTER_POWER, MATTER_DENSITY, MATTER_COOLING, MATTERS };

static enum matter matter_of(const struct variant_limit *l)
{
    static const char *const of_power[] = {"IT power", "contracted power", "contracted redundancy"};
    static const char *const of_place[] = {"rack p", "contracted rack power", "floor", "delivery",
                                           "space"};

    if (l->dim == DIM_FEED) {
        return MATTER_POWER;
    }
    for (size_t k = 0; k < sizeof of_power / sizeof of_power[0]; k++) {
        if (strcmp(l->name, of_power[k]) == 0) {
            return MATTER_POWER;
        }
    }
    for (size_t k = 0; k < sizeof of_place / sizeof of_place[0]; k++) {
        if (strncmp(l->name, of_place[k], strlen(of_place[k])) == 0) {
            return MATTER_DENSITY;
        }
    }
    return MATTER_COOLING;
}

/* A door is as high under any load: such a limit counts when it is passed, and is never the
 * tightest. */
static bool is_tighter(const struct variant_limit *l, const struct variant_limit *best)
{
    const bool counts = l->margin < 0.0 || (l->moves && !isnan(l->margin_frac));

    return counts && (best == NULL || l->margin_frac < best->margin_frac ||
                      (l->margin < 0.0 && best->margin >= 0.0));
}

static const char *quantity(struct assess *a, const char *unit, double value)
{
    struct text t = {0};

    units_print(&t, unit, value, 4, UNITS_SI);
    const char *const words = text_copy(a->arena, view_of(t.at));
    text_release(&t);
    return words;
}

static const char *limit_words(struct assess *a, const struct variant_limit *l)
{
    return text_print(a->arena, "%s of %s%s: %s, limit %s", l->name, l->subject,
                      l->is_n1 ? ", a partner lost" : "", quantity(a, l->unit, l->value),
                      quantity(a, l->unit, l->limit));
}

static void add_tightest(struct assess *a, const struct variant_answer *hall, enum matter matter,
                         const char *command)
{
    static const char *const names[MATTERS] = {
        "tightest limit of power", "tightest limit of places", "tightest limit of cooling"};
    const struct variant_limit *best = NULL;

    for (size_t i = 0; i < hall->n; i++) {
        const struct variant_limit *const l = &hall->limits[i];
        if (!l->is_advisory && matter_of(l) == matter && is_tighter(l, best)) {
            best = l;
        }
    }
    if (best == NULL) {
        assess_add_missing(a, ASSESS_READINESS, names[matter], "no limit of it is known");
        a->answer->lines[a->answer->n - 1].command = command;
        return;
    }
    struct assess_line line = {.area = ASSESS_READINESS,
                               .name = names[matter],
                               .unit = "1",
                               .value = best->margin_frac,
                               .need = 0.0,
                               .words = limit_words(a, best),
                               .command = command};
    line.verdict = best->margin < 0.0          ? ASSESS_GAP
                   : best->margin < best->band ? ASSESS_WATCH
                                               : ASSESS_READY;
    assess_add(a, line);
}

static void add_densest(struct assess *a, const struct variant_answer *hall, const char *command)
{
    const struct variant_rack *rack = NULL;
    double limit_w = (double)NAN;

    for (size_t r = 0; r < hall->n_racks; r++) {
        rack = rack == NULL || hall->racks[r].power_w > rack->power_w ? &hall->racks[r] : rack;
    }
    if (rack == NULL) {
        assess_add_missing(a, ASSESS_READINESS, "densest rack", "the hall has no rack");
        return;
    }
    for (size_t i = 0; i < hall->n; i++) {
        const struct variant_limit *const l = &hall->limits[i];
        if (strcmp(l->name, "rack power") == 0 && strcmp(l->rack, rack->name) == 0) {
            limit_w = l->limit;
        }
    }
    struct assess_line line = {.area = ASSESS_READINESS,
                               .name = "densest rack",
                               .unit = "W",
                               .value = rack->power_w,
                               .need = limit_w,
                               .is_most = true,
                               .command = command};
    line.verdict = assess_judge(&line);
    line.words =
        isnan(limit_w)
            ? text_print(a->arena, "%s: state its 'limit', what its place bears", rack->name)
            : rack->name;
    assess_add(a, line);
}

static void add_unknown(struct assess *a, const struct variant_answer *hall, const char *command)
{
    double n_unknown = 0.0;
    const char *words = "every required limit is known";

    for (size_t i = 0; i < hall->n; i++) {
        const struct variant_limit *const l = &hall->limits[i];
        if (!l->is_advisory && isnan(l->margin)) {
            words = n_unknown == 0.0
                        ? text_print(a->arena, "%s of %s, for one", l->name, l->subject)
                        : words;
            n_unknown += 1.0;
        }
    }
    assess_add(a, (struct assess_line){.area = ASSESS_READINESS,
                                       .name = "limits that are not known",
                                       .unit = "",
                                       .value = n_unknown,
                                       .is_most = true,
                                       .words = words,
                                       .command = command,
                                       .verdict = n_unknown > 0.0 ? ASSESS_MISSING : ASSESS_READY});
}

enum status assess_readiness(struct assess *a)
{
    const struct assess_request *const q = a->request;
    const struct variant_request request = {
        .path = q->path, .sets = q->sets, .n_sets = q->n_sets, .site = q->site, .hall = q->hall};
    const char *const command = assess_command(a, "run", "");
    struct variant_answer hall;
    const enum status st = variant_run(a->scratch, a->arena, &request, &hall);

    if (st != STATUS_OK) {
        return assess_excuse(a, st, ASSESS_READINESS, "steady state", command, NULL);
    }
    if (!hall.is_settled) {
        assess_add(a, (struct assess_line){.area = ASSESS_READINESS,
                                           .name = "steady state",
                                           .unit = "",
                                           .value = 0.0,
                                           .need = 1.0,
                                           .words = "the hall warms without end under its loads",
                                           .command = command,
                                           .verdict = ASSESS_GAP});
        return STATUS_OK;
    }
    for (int matter = 0; matter < MATTERS; matter++) {
        add_tightest(a, &hall, (enum matter)matter, command);
    }
    add_densest(a, &hall, command);
    add_unknown(a, &hall, command);
    return STATUS_OK;
}

/* -------------------------------------------------------------- resilience */

static const char *const too_few_losses = "the hall has nothing that could be lost";

/* How many single losses came to a verdict, and the heaviest of them in words. */
static void add_losses(struct assess *a, const struct contingency_answer *c,
                       enum contingency_verdict verdict, const char *name, const char *command)
{
    static const enum assess_verdict judged[] = {[CONTINGENCY_HOLDS] = ASSESS_READY,
                                                 [CONTINGENCY_FALLING] = ASSESS_WATCH,
                                                 [CONTINGENCY_NO_SPARE] = ASSESS_WATCH,
                                                 [CONTINGENCY_FAILS] = ASSESS_GAP,
                                                 [CONTINGENCY_UNKNOWN] = ASSESS_MISSING};
    double n = 0.0;
    const char *words = "none";

    for (size_t i = 0; i < c->n; i++) {
        if (c->rows[i].verdict != verdict) {
            continue;
        }
        if (n == 0.0) {
            const struct contingency_result *const r = &c->rows[i].result;
            words = text_print(a->arena, "%s: %lld racks without power, %lld limits passed",
                               contingency_name(a->arena, a->request->plan, &c->rows[i].what),
                               (long long)r->n_racks_lost, (long long)r->n_passed);
        }
        n += 1.0;
    }
    assess_add(a, (struct assess_line){.area = ASSESS_RESILIENCE,
                                       .name = name,
                                       .unit = "",
                                       .value = n,
                                       .is_most = true,
                                       .words = words,
                                       .command = command,
                                       .verdict = n > 0.0 ? judged[verdict] : ASSESS_READY});
}

/* When heat first does something to a rack, INFINITY: to none. */
static double heat_s(const struct contingency_row *row, size_t n_racks)
{
    double soonest_s = (double)INFINITY;

    for (size_t r = 0; row->rides != NULL && r < n_racks; r++) {
        const struct contingency_ride *const ride = &row->rides[r];
        /* fmin passes over what is not a number. */
        soonest_s = fmin(soonest_s, fmin(fmin(ride->coolant_s, ride->inlet_s),
                                         fmin(ride->throttle_s, fmin(ride->shut_s, ride->boil_s))));
    }
    return soonest_s;
}

static void add_ride(struct assess *a, const struct contingency_answer *c, const char *extra,
                     const char *command)
{
    const struct plan *const plan = a->request->plan;
    struct assess_line line = {.area = ASSESS_RESILIENCE,
                               .name = "shortest ride through heat",
                               .unit = "s",
                               .value = (double)INFINITY,
                               .need = a->request->horizon_s,
                               .words = "no single loss warms a rack past its limits",
                               .command = command,
                               .verdict = ASSESS_READY};

    for (size_t i = 0; i < c->n; i++) {
        const double found_s = heat_s(&c->rows[i], plan->n[DIM_RACK]);
        if (found_s < line.value) {
            const bool is_promised = c->rows[i].verdict == CONTINGENCY_FAILS;
            const char *const lost = contingency_name(a->arena, plan, &c->rows[i].what);
            line.value = found_s;
            line.words = text_print(a->arena, "%s is lost%s", lost,
                                    is_promised ? "" : ", which has no spare");
            line.command =
                assess_command(a, "contingency",
                               text_print(a->arena, "--racks%s%s%s", assess_quoted(a, lost),
                                          extra[0] != '\0' ? " " : "", extra));
            line.verdict = is_promised ? ASSESS_GAP : ASSESS_WATCH;
        }
    }
    assess_add(a, line);
}

enum status assess_resilience(struct assess *a)
{
    const struct assess_request *const q = a->request;
    const struct contingency_request request = {.plan = q->plan,
                                                .horizon_s = q->horizon_s,
                                                .refine = 1.0,
                                                .n_workers = q->n_workers,
                                                .stop = q->stop};
    const char *const extra =
        q->horizon != NULL ? text_print(a->arena, "--horizon%s", assess_quoted(a, q->horizon)) : "";
    const char *const command = assess_command(a, "contingency", extra);
    struct contingency_answer answer = {0};
    const enum status st = contingency_run(a->arena, &request, &answer);

    if (st != STATUS_OK) {
        return assess_excuse(a, st, ASSESS_RESILIENCE, "single losses", command, NULL);
    }
    if (answer.n == 0) {
        assess_add_missing(a, ASSESS_RESILIENCE, "single losses", too_few_losses);
        return STATUS_OK;
    }
    add_losses(a, &answer, CONTINGENCY_FAILS, "losses whose spare fails", command);
    add_losses(a, &answer, CONTINGENCY_NO_SPARE, "losses without a spare", command);
    add_losses(a, &answer, CONTINGENCY_FALLING, "losses still worsening", command);
    add_losses(a, &answer, CONTINGENCY_UNKNOWN, "losses without an answer", command);
    add_ride(a, &answer, extra, command);
    return STATUS_OK;
}
