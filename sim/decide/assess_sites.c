/* SPDX-License-Identifier: Apache-2.0 */
#include <math.h>

#include "sim/decide/assess_inner.h"
#include "sim/decide/recovery.h"
#include "sim/decide/sites.h"

enum { MOST_SITES = 8 }; /* that are lost in turn: a page holds no more */

static const char *site_name(const struct scenario *s, size_t i)
{
    return s->sites[i].name != NULL ? s->sites[i].name : "site";
}

/* ------------------------------------------------------------------ ratios */

/* The worst of several numbers over what each may be. */
struct worst {
    double ratio; /* NAN: one is not known */
    size_t n;
    const char *words;
};

/* What is missed outweighs what is not known, and that what is kept. */
static int weight_of(double ratio)
{
    return ratio > 1.0 ? 2 : isnan(ratio) ? 1 : 0;
}

static bool is_worse(const struct worst *w, double ratio)
{
    const int more = weight_of(ratio) - weight_of(w->ratio);

    return w->n == 0 || more > 0 || (more == 0 && ratio > w->ratio);
}

static void add_worst(struct assess *a, enum assess_area area, const char *name,
                      const struct worst *w, const char *command)
{
    struct assess_line line = {.area = area,
                               .name = name,
                               .unit = "1",
                               .value = w->ratio,
                               .need = 1.0,
                               .is_most = true,
                               .words = w->words,
                               .command = command};

    line.verdict = assess_judge(&line);
    assess_add(a, line);
}

/* ----------------------------------------------------------------- network */

static void add_routes(struct assess *a, const struct sites_answer *s, const char *command)
{
    struct assess_line line = {.area = ASSESS_NETWORK,
                               .name = "routes that one cut ends",
                               .unit = "",
                               .is_most = true,
                               .words = "every route keeps a line when any duct is cut",
                               .command = command};

    for (size_t i = 0; i < s->n_routes; i++) {
        const struct sites_route *const r = &s->routes[i];
        if (r->least_bytes_per_s > 0.0) {
            continue;
        }
        if (line.value == 0.0) {
            line.words = text_print(a->arena, "%s - %s: %zu lines in one duct",
                                    site_name(a->request->scenario, r->from),
                                    site_name(a->request->scenario, r->to), r->n_links);
        }
        line.value += 1.0;
    }
    line.verdict = assess_judge(&line);
    assess_add(a, line);
}

static void add_copies(struct assess *a, const struct sites_answer *s, bool has_cut,
                       const char *command)
{
    const char *const name = has_cut ? "lag of its RPO, a duct cut" : "lag of its RPO";
    struct worst worst = {0};

    for (size_t i = 0; i < s->n_copies; i++) {
        const struct sites_copy *const c = &s->copies[i];
        const double ratio = (has_cut ? c->lag_duct_s : c->lag_s) / c->data->rpo_s;
        if (is_worse(&worst, ratio)) {
            worst.ratio = ratio;
            worst.words = text_print(a->arena, "%s to %s%s", c->data->name,
                                     site_name(a->request->scenario, c->to),
                                     isnan(ratio) ? ": state its 'change' and 'rpo'" : "");
        }
        worst.n++;
    }
    if (worst.n == 0) {
        assess_add_missing(a, ASSESS_NETWORK, name, "no 'data' has 'copies'");
        return;
    }
    add_worst(a, ASSESS_NETWORK, name, &worst, command);
}

static void add_transfers(struct assess *a, const struct sites_answer *s, const char *command)
{
    static const char *const name = "transfers, of their time";
    struct worst worst = {0};

    for (size_t i = 0; i < s->n_transfers; i++) {
        const struct sites_transfer *const t = &s->transfers[i];
        const double ratio = t->takes_s / t->within_s;
        if (is_worse(&worst, ratio)) {
            worst.ratio = ratio;
            worst.words = t->transfer->name;
        }
        worst.n++;
    }
    if (worst.n == 0) {
        assess_add_missing(a, ASSESS_NETWORK, name, "the scenario has no 'transfers'");
        return;
    }
    add_worst(a, ASSESS_NETWORK, name, &worst, command);
}

enum status assess_network(struct assess *a)
{
    const struct scenario *const s = a->request->scenario;
    struct sites_answer answer;

    if (s->tree->links.n == 0) {
        assess_add_missing(a, ASSESS_NETWORK, "routes between sites",
                           "the scenario has no 'links', nor 'data' and 'transfers' over them");
        return STATUS_OK;
    }
    const char *const command = assess_command_of_all(a, "links", "");
    sites_look(a->arena, s, &answer);
    add_routes(a, &answer, command);
    add_copies(a, &answer, false, command);
    add_copies(a, &answer, true, command);
    add_transfers(a, &answer, command);
    return STATUS_OK;
}

/* ---------------------------------------------------------------- recovery */

static void add_taken(struct assess *a, const struct recovery_answer *r, const char *site,
                      const char *command)
{
    const struct drill_answer *const d = &r->drill;
    struct assess_line line = {
        .area = ASSESS_RECOVERY,
        .name = text_print(a->arena, "%s lost: load taken over", site),
        .unit = "1",
        .value = d->taken_w / d->lost_w,
        .need = 1.0,
        .words = text_print(a->arena, "%.4g of %.4g kW; %.4g kW with the least caps%s",
                            d->taken_w / 1e3, d->lost_w / 1e3, r->capped.taken_w / 1e3,
                            r->n_receivers == 0 ? "; no receiver is left" : ""),
        .command = command};

    /* Shares of sums: less than a watt in a gigawatt is rounding. */
    line.verdict = line.value < 1.0 - 1e-9 || !r->is_inside ? ASSESS_GAP
                   : r->n_uncertain > 0                     ? ASSESS_WATCH
                                                            : ASSESS_READY;
    assess_add(a, line);
}

/* What no receiver may take never works again. */
static double rto_of(const struct recovery_answer *r, const struct recovery_work *w)
{
    size_t n_barred = 0;

    for (size_t i = 0; i < r->n_receivers; i++) {
        n_barred += w->ways[i].barred != NULL ? 1 : 0;
    }
    return n_barred == r->n_receivers ? (double)INFINITY : recovery_rto_s(r, w);
}

/* Why a workload's objective cannot be told. */
static const char *what_is_missing(bool is_rpo, double wanted_s)
{
    if (isnan(wanted_s)) {
        return is_rpo ? ": no data of it has an 'rpo'" : ": nobody stated its 'rto'";
    }
    return is_rpo ? ": state the 'change' of its data" : ": a term of its recovery is not known";
}

static void add_objective(struct assess *a, const struct recovery_answer *r, const char *site,
                          bool is_rpo, const char *command)
{
    struct worst worst = {0};

    for (size_t i = 0; i < r->n_works; i++) {
        const struct recovery_work *const w = &r->works[i];
        const double wanted_s = is_rpo ? w->rpo_s : w->wanted_s;
        const double ratio = (is_rpo ? w->lag_s : rto_of(r, w)) / wanted_s;
        if (!(w->lost_w > 0.0)) {
            continue;
        }
        if (is_worse(&worst, ratio)) {
            worst.ratio = ratio;
            worst.words = text_print(a->arena, "%s%s", w->name[0] != '\0' ? w->name : "no workload",
                                     isnan(ratio) ? what_is_missing(is_rpo, wanted_s) : "");
        }
        worst.n++;
    }
    if (worst.n > 0) {
        const char *const asked = is_rpo ? "data, of RPO" : "time, of RTO";
        add_worst(a, ASSESS_RECOVERY, text_print(a->arena, "%s lost: %s", site, asked), &worst,
                  command);
    }
}

static void add_paths(struct assess *a, const struct recovery_answer *r, const char *command)
{
    struct assess_line line = {.area = ASSESS_RECOVERY,
                               .name = "paths that are not tested",
                               .unit = "",
                               .is_most = true,
                               .words = "each was tested within a year",
                               .command = command};

    for (size_t i = 0; i < r->n_paths; i++) {
        const struct recovery_path *const p = &r->paths[i];
        if (p->state != STATE_TESTED) {
            line.words = line.value == 0.0 ? text_print(a->arena, "%s (%s), for one", p->name,
                                                        scn_path_words[p->kind])
                                           : line.words;
            line.value += 1.0;
        }
    }
    line.verdict = line.value > 0.0 ? ASSESS_WATCH : ASSESS_READY;
    assess_add(a, line);
}

static enum status lose_site(struct assess *a, size_t i, bool has_paths)
{
    const struct assess_request *const q = a->request;
    const char *const site = site_name(q->scenario, i);
    const char *const command =
        assess_command_of_all(a, "drill", text_print(a->arena, "--lose%s", assess_quoted(a, site)));
    const struct recovery_request request = {.scenario = q->scenario,
                                             .lost_site = i,
                                             .lost_hall = -1,
                                             .n_workers = q->n_workers,
                                             .stop = q->stop};
    struct recovery_answer answer = {0};
    const enum status st = recovery_run(a->arena, &request, &answer);

    if (st != STATUS_OK) {
        return assess_excuse(a, st, ASSESS_RECOVERY, text_print(a->arena, "%s lost", site), command,
                             NULL);
    }
    if (answer.drill.lost_w > 0.0) {
        add_taken(a, &answer, site, command);
        add_objective(a, &answer, site, false, command);
        add_objective(a, &answer, site, true, command);
    }
    if (has_paths) {
        add_paths(a, &answer, command);
    }
    return STATUS_OK;
}

enum status assess_recovery(struct assess *a)
{
    const struct scenario *const s = a->request->scenario;
    enum status st = STATUS_OK;

    if (s->tree->recovery == NULL) {
        assess_add_missing(a, ASSESS_RECOVERY, "a site lost",
                           "the scenario has no 'recovery': receivers, times, paths");
        return STATUS_OK;
    }
    for (size_t i = 0; st == STATUS_OK && i < s->n_sites && i < MOST_SITES; i++) {
        st = lose_site(a, i, i + 1 == s->n_sites || i + 1 == MOST_SITES);
    }
    if (st == STATUS_OK && s->n_sites > MOST_SITES) {
        assess_add_missing(a, ASSESS_RECOVERY, "sites beyond the eighth",
                           "use `headroom drill` on each");
    }
    return st;
}
