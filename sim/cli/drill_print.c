/* SPDX-License-Identifier: Apache-2.0 */
#include "sim/cli/drill_print.h"

#include <math.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "sim/base/lines.h"
#include "sim/base/units.h"
#include "sim/results/report_tables.h"

static void add_quantity(struct text *t, const struct drill_view *v, const char *si, double value,
                         int width)
{
    struct text cell = {0};

    units_print(&cell, si, value, 4, v->units);
    text_add_cell(t, cell.at, width);
    text_release(&cell);
}

/* "45 s", "12 min", "3.2 h", "6.6 days"; "never", "not known". */
static void add_time(struct text *t, double seconds, int width)
{
    char cell[32];

    if (isnan(seconds)) {
        (void)snprintf(cell, sizeof cell, "not known");
    } else if (isinf(seconds)) {
        (void)snprintf(cell, sizeof cell, "never");
    } else if (seconds < 120.0) {
        (void)snprintf(cell, sizeof cell, "%.3g s", seconds);
    } else if (seconds < 7200.0) {
        (void)snprintf(cell, sizeof cell, "%.3g min", seconds / 60.0);
    } else if (seconds < 172800.0) {
        (void)snprintf(cell, sizeof cell, "%.3g h", seconds / 3600.0);
    } else {
        (void)snprintf(cell, sizeof cell, "%.3g days", seconds / 86400.0);
    }
    text_add_cell(t, cell, width);
}

static void flush(struct text *t)
{
    (void)fputs(t->at, stdout);
    text_release(t);
}

/* Ends a phrase after its lead, broken into lines, and releases it. */
static void end_phrase(struct text *t, const char *lead, struct text *phrase, int indent)
{
    text_add(t, "%s", lead);
    lines_wrap(t, phrase->at, lines_seen(lead), indent, LINES_WIDTH);
    text_add(t, "\n");
    text_release(phrase);
}

/* ---------------------------------------------------------------- receivers */

/* What keeps one more out, how far it is passed, and when. */
static void add_bar(struct text *t, const struct drill_view *v, const struct drill_hall *h)
{
    text_add(t, "one more: %s%s%s", h->bar.name, h->bar.subject[0] != '\0' ? " of " : "",
             h->bar.subject);
    if (h->next.is_limit != 0) {
        text_add(t, ", ");
        add_quantity(t, v, h->bar.unit, h->bar.value, 0);
        text_add(t, " against ");
        add_quantity(t, v, h->bar.unit, h->bar.limit, 0);
    }
    if (!isnan(h->bar.passed_s)) {
        const bool is_after = h->bar.passed_s >= h->next_s;
        text_add(t, ", ");
        add_time(t, h->bar.passed_s - (is_after ? h->next_s : 0.0), 0);
        text_add(t, is_after ? " after it arrives" : " after the loss");
    }
}

static void print_next(struct text *t, const struct drill_view *v, const struct drill_hall *h)
{
    struct text line = {0};

    if (h->bar.name != NULL) {
        add_bar(&line, v, h);
    } else {
        text_add(&line, h->n_taken == h->n_queued ? "it takes all that may come to it"
                                                  : "no place is left");
    }
    text_add(&line, "; %zu count%s tried", h->n_looks, h->n_looks == 1 ? "" : "s");
    end_phrase(t, "      ", &line, 8);
    if (h->n_n1_after > 0) {
        text_add(t, "      with a partner lost %zu limit%s passed then, %zu before\n",
                 h->n_n1_after, h->n_n1_after == 1 ? " is" : "s are", h->n_n1_before);
    }
    if (!h->is_monotone) {
        text_add(t, "      NOT MONOTONE: a larger count seemed to fit; the least that fails "
                    "decides\n");
    }
}

static void print_halls(const struct drill_view *v, const struct drill_answer *d)
{
    struct text t = {0};

    text_add(&t, "%-26s %8s %8s %8s %7s %8s %6s\n", "Halls, from the loss on", "before", "at end",
             "peak", "places", "waiting", "taken");
    for (size_t i = 0; i < d->n_halls; i++) {
        const struct drill_hall *const h = &d->halls[i];
        text_add(&t, "  ");
        lines_label(&t, h->name, 2, 24);
        text_add(&t, " ");
        add_quantity(&t, v, "W", h->before_w, 8);
        text_add(&t, " ");
        add_quantity(&t, v, "W", h->after_w, 8);
        text_add(&t, " ");
        add_quantity(&t, v, "W", h->peak_w, 8);
        if (h->is_lost) {
            text_add(&t, "   lost\n");
        } else {
            text_add(&t, " %7zu %8zu %6zu\n", h->n_places, h->n_queued, h->n_taken);
            print_next(&t, v, h);
        }
    }
    text_add(&t, "\n");
    flush(&t);
}

static void print_sum(struct text *t, const struct drill_view *v, const char *what,
                      const struct drill_answer *d)
{
    text_add(t, "  %-24s ", what);
    add_quantity(t, v, "W", d->lost_w, 9);
    text_add(t, " ");
    add_quantity(t, v, "W", d->taken_w, 9);
    text_add(t, " ");
    add_quantity(t, v, "W", d->capped_w, 9);
    text_add(t, " ");
    add_quantity(t, v, "W", d->shed_w, 9);
    text_add(t, "\n");
}

static void print_sums(const struct drill_view *v)
{
    const struct recovery_answer *const a = v->answer;
    struct text t = {0};

    text_add(&t, "%-26s %9s %9s %9s %9s\n", "Load of the lost racks", "lost", "taken", "capped",
             "shed");
    print_sum(&t, v, "as it is", &a->drill);
    if (a->has_caps) {
        print_sum(&t, v, "under the least caps", &a->capped);
    }
    text_add(&t, "\n");
    flush(&t);
}

/* ---------------------------------------------------------------- workloads */

static void print_terms(struct text *t, const struct recovery_answer *a,
                        const struct recovery_work *w)
{
    for (size_t i = 0; i < a->n_receivers; i++) {
        const struct recovery_way *const way = &w->ways[i];
        struct text line = {0};
        text_add(&line, "%s: ", a->receivers[i].hall.text);
        if (way->barred != NULL) {
            text_add(&line, "%s", way->barred);
            end_phrase(t, "    ", &line, 6);
            continue;
        }
        for (enum recovery_term k = TERM_DETECT; k < TERM_COUNT; k++) {
            text_add(&line, "%s%s ", k > TERM_DETECT ? ", " : "", recovery_term_text(k));
            add_time(&line, way->terms_s[k], 0);
        }
        end_phrase(t, "    ", &line, 6);
        if (way->missing[0] != '\0') {
            text_add(&line, "not known: %s; the drill has it work after the rest, ", way->missing);
            add_time(&line, way->known_s, 0);
            end_phrase(t, "    ", &line, 6);
        }
    }
}

static const char *met(double value, double wanted)
{
    return isnan(wanted)     ? "not asked"
           : isnan(value)    ? "not known"
           : value <= wanted ? "met"
                             : "MISSED";
}

/* What is shed does not work again, however soon the rest does. */
static const char *met_rto(const struct recovery_work *w, double rto_s)
{
    const bool is_part = w->shed_w > 0.0 && w->taken_w > 0.0 && rto_s <= w->wanted_s;

    return is_part                                  ? "in part"
           : w->shed_w > 0.0 && !isnan(w->wanted_s) ? "MISSED"
                                                    : met(rto_s, w->wanted_s);
}

static void print_work(struct text *t, const struct drill_view *v, const struct recovery_work *w)
{
    const double rto_s = recovery_rto_s(v->answer, w);

    text_add(t, "  ");
    lines_label(t, w->name[0] != '\0' ? w->name : "(no workload)", 2, 24);
    if (isinf(w->priority)) {
        text_add(t, " %8s ", "-");
    } else {
        text_add(t, " %8.0f ", w->priority);
    }
    add_quantity(t, v, "W", w->lost_w, 9);
    text_add(t, " ");
    add_quantity(t, v, "W", w->taken_w, 9);
    text_add(t, " ");
    add_quantity(t, v, "W", w->shed_w, 9);
    text_add(t, "\n    RTO ");
    add_time(t, rto_s, 0);
    text_add(t, ": %s; data lost ", met_rto(w, rto_s));
    if (isinf(w->lag_s)) {
        text_add(t, "all");
    } else {
        add_time(t, w->lag_s, 0);
    }
    text_add(t, ", RPO %s\n", met(w->lag_s, w->rpo_s));
    print_terms(t, v->answer, w);
}

static void print_works(const struct drill_view *v)
{
    struct text t = {0};

    text_add(&t, "%-26s %8s %9s %9s %9s\n", "Workloads lost", "priority", "lost", "taken", "shed");
    for (size_t w = 0; w < v->answer->n_works; w++) {
        if (v->answer->works[w].lost_w > 0.0) {
            print_work(&t, v, &v->answer->works[w]);
        }
    }
    text_add(&t, "\n");
    flush(&t);
}

/* ------------------------------------------------------------------- limits */

/* How many limits bear the name of limit i; 0 when an earlier, tighter one does. */
static size_t count_named(const struct drill_hall *h, size_t i)
{
    size_t n = 0;

    for (size_t k = 0; k < h->n_limits; k++) {
        const bool is_same = strcmp(h->limits[k].name, h->limits[i].name) == 0;
        if (is_same && k < i) {
            return 0;
        }
        n += is_same ? 1 : 0;
    }
    return n;
}

static void print_limits(const struct drill_view *v, const struct drill_hall *h)
{
    struct text t = {0};
    bool are_near = false;
    bool are_passed = false;

    text_add(&t, "%s\n%-38s%20s %7s  %s\n", h->name, "Tightest of each limit on the way",
             "worst of limit", "margin", "when");
    for (size_t i = 0; i < h->n_limits; i++) {
        const struct drill_limit *const l = &h->limits[i];
        const size_t n_named = count_named(h, i);
        struct text subject = {0};
        struct text values = {0};
        if (n_named == 0) {
            continue;
        }
        const bool is_near = isnan(l->passed_s) && l->margin < l->band;
        const bool is_lower = (l->limit - l->value) * l->margin < 0.0;
        const struct report_pair pair = {l->unit, l->value, l->limit, l->limit, is_lower};
        are_near = are_near || is_near;
        are_passed = are_passed || !isnan(l->passed_s);
        text_add(&subject, "%s %s", !isnan(l->passed_s) ? "!" : is_near ? "~" : " ", l->subject);
        if (n_named > 1) {
            text_add(&subject, " of %zu", n_named);
        }
        lines_label(&t, subject.at, 0, 18);
        lines_label(&t, l->name, 18, 20);
        report_tables_of_limit(&values, &pair, v->units);
        text_add_cell(&t, values.at, 20);
        text_add(&t, " %5.0f %%  ", 100.0 * l->margin_frac);
        add_time(&t, l->least_s, 0);
        text_add(&t, "\n");
        text_release(&subject);
        text_release(&values);
    }
    text_add(&t, "%s%s%s\n", are_passed ? "  ! PASSED" : "",
             are_near ? "  ~ nearer than its band, uncertain" : "",
             are_passed || are_near ? "\n" : "");
    flush(&t);
}

static void print_paths(const struct recovery_answer *a)
{
    struct text t = {0};

    text_add(&t, "What it rests on\n");
    for (size_t i = 0; i < a->n_paths; i++) {
        const struct recovery_path *const p = &a->paths[i];
        char date[16] = "";
        if (p->tested_us != 0) {
            const time_t at = (time_t)(p->tested_us / 1000000);
            struct tm when = {0};
            (void)gmtime_r(&at, &when);
            (void)strftime(date, sizeof date, " %Y-%m-%d", &when);
        }
        text_add(&t, "  %-8s ", scn_path_words[p->kind]);
        lines_label(&t, p->name, 11, 44);
        text_add(&t, " %s%s\n", recovery_state_text(p->state), date);
    }
    text_add(&t, "\n");
    flush(&t);
}

/* ------------------------------------------------------------------ verdict */

bool drill_print_has_gap(const struct recovery_answer *a)
{
    bool has = a->drill.shed_w > 0.0 || a->drill.capped_w > 0.0;

    for (size_t w = 0; w < a->n_works; w++) {
        const struct recovery_work *const x = &a->works[w];
        const bool misses_rto = !isnan(x->wanted_s) && !(recovery_rto_s(a, x) <= x->wanted_s);
        const bool misses_rpo = !isnan(x->rpo_s) && !(x->lag_s <= x->rpo_s);
        has = has || (x->lost_w > 0.0 && (misses_rto || misses_rpo));
    }
    for (size_t i = 0; i < a->n_paths; i++) {
        has = has || a->paths[i].state != STATE_TESTED;
    }
    return has;
}

static void print_verdict(const struct drill_view *v)
{
    const struct recovery_answer *const a = v->answer;
    struct text t = {0};
    size_t n_assumed = 0;

    for (size_t i = 0; i < a->n_paths; i++) {
        n_assumed += a->paths[i].state != STATE_TESTED ? 1 : 0;
    }
    text_add(&t, "%s: of ", v->lost);
    add_quantity(&t, v, "W", a->drill.lost_w, 0);
    text_add(&t, " lost ");
    add_quantity(&t, v, "W", a->drill.taken_w, 0);
    text_add(&t, " is taken, ");
    add_quantity(&t, v, "W", a->drill.capped_w + a->drill.shed_w, 0);
    text_add(&t, " is shed or capped.\n");
    if (a->n_receivers == 0) {
        text_add(&t, "No receiver is left; ");
    } else {
        text_add(&t, "The receivers %s while they take it",
                 a->is_inside ? "stay inside their limits" : "PASS limits");
        if (a->n_uncertain > 0) {
            text_add(&t, ",\n%zu of them only within uncertainty", a->n_uncertain);
        }
        text_add(&t, ".\n");
    }
    text_add(&t, "%zu of %zu paths %s not tested\n", n_assumed, a->n_paths,
             n_assumed == 1 ? "is" : "are");
    flush(&t);
}

void drill_print_text(const struct drill_view *v)
{
    const struct recovery_answer *const a = v->answer;

    if (v->is_quiet) {
        print_verdict(v);
        return;
    }
    (void)printf("%s\n%s is lost\n\n",
                 v->scenario->tree->title != NULL ? v->scenario->tree->title : v->scenario->name,
                 v->lost);
    print_halls(v, &a->drill);
    print_sums(v);
    print_works(v);
    for (size_t h = a->drill.n_lost; h < a->drill.n_halls; h++) {
        print_limits(v, &a->drill.halls[h]);
    }
    print_paths(a);
    print_verdict(v);
}
