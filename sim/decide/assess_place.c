/* SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <string.h>

#include "sim/decide/assess_inner.h"
#include "sim/decide/places.h"

static const struct scn_load *load_at(const struct places_answer *p, size_t i)
{
    return &((const struct scn_load *)p->placement->workloads.items)[i];
}

static void add_placed(struct assess *a, const struct places_answer *p, const char *command)
{
    const size_t n = p->problem.n_loads;
    struct text words = {0};
    size_t n_stuck = 0;

    for (size_t i = 0; !p->plan.is_found && i < n; i++) {
        if ((p->conflict >> i & 1) != 0) {
            text_add(&words, "%s%s",
                     n_stuck++ > 0 ? ", " : "no place together: ", load_at(p, i)->name);
        }
    }
    if (p->plan.is_found) {
        text_add(&words, "%.4g k%s over the term, the cheapest of all", p->plan.total_usd / 1e3,
                 a->request->scenario->currency);
    }
    struct assess_line line = {.area = ASSESS_PLACEMENT,
                               .name = "workloads with a place",
                               .unit = "",
                               .value = (double)(n - n_stuck),
                               .need = (double)n,
                               .words = text_copy(a->arena, view_of(words.at)),
                               .command = command};
    line.verdict = p->plan.is_found ? ASSESS_READY : ASSESS_GAP;
    assess_add(a, line);
    text_release(&words);
}

/* Bound to the one place that they have: when that is lost or too dear, nothing else will do. */
static void add_bound(struct assess *a, const struct places_answer *p, const char *command)
{
    struct assess_line line = {.area = ASSESS_PLACEMENT,
                               .name = "workloads without a second place",
                               .unit = "",
                               .is_most = true,
                               .words = "none",
                               .command = command};

    for (size_t i = 0; i < p->problem.n_loads; i++) {
        size_t n_others = 0;
        for (size_t v = 0; v < p->problem.n_venues; v++) {
            n_others += v != p->plan.venue[i] && !isnan(p->cells[i][v].extra_usd) ? 1 : 0;
        }
        if (n_others == 0) {
            line.words = line.value == 0.0
                             ? text_print(a->arena, "%s, for one", load_at(p, i)->name)
                             : line.words;
            line.value += 1.0;
        }
    }
    line.verdict = line.value > 0.0 ? ASSESS_WATCH : ASSESS_READY;
    assess_add(a, line);
}

enum status assess_placement(struct assess *a)
{
    const struct assess_request *const q = a->request;
    static const char *const name = "workloads with a place";
    const struct places_request request = {.scenario = q->scenario,
                                           .path = q->path,
                                           .sets = q->sets,
                                           .n_sets = q->n_sets,
                                           .site = q->site,
                                           .hall = q->hall,
                                           .stop = q->stop};
    struct places_answer answer = {0};

    if (q->scenario->tree->placement == NULL) {
        assess_add_missing(a, ASSESS_PLACEMENT, name,
                           "the scenario has no 'placement': workloads and venues");
        return STATUS_OK;
    }
    const char *const command = assess_command(a, "place", "");
    const enum status st = places_run(a->scratch, a->arena, &request, &answer);
    if (st != STATUS_OK) {
        return assess_excuse(a, st, ASSESS_PLACEMENT, name, command, answer.why);
    }
    add_placed(a, &answer, command);
    if (answer.plan.is_found) {
        add_bound(a, &answer, command);
    }
    return STATUS_OK;
}
