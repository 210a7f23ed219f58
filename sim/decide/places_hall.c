/* places_hall.c - what a hall holds, asked through the engine.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "sim/base/text.h"
#include "sim/base/units.h"
#include "sim/decide/places_inner.h"
#include "sim/study/variant.h"

enum { UNTRIED, HELD, REFUSED };

/* What a hall said to each set of workloads. */
struct asked {
    char *said;       /* (sets) */
    const char **why; /* (sets) limit that refuses it */
    struct variant_answer base;
    bool has_base;
    size_t site;
    size_t hall;
};

/* `add` with {power} filled in, or {power/4}: a part of it. */
static const char *fill_add(struct arena *arena, const char *add, double power_w)
{
    static const char word[] = "{power";
    struct text t = {0};

    for (const char *at = add; *at != '\0';) {
        const char *const next = strstr(at, word);
        const size_t n = next != NULL ? (size_t)(next - at) : strlen(at);
        text_add_view(&t, (struct view){at, n});
        at += n;
        if (next == NULL) {
            continue;
        }
        at += sizeof word - 1;
        char *end = NULL;
        const long parts = at[0] == '/' ? strtol(at + 1, &end, 10) : 1;
        const char *const close = end != NULL ? end : at;
        if (close[0] == '}' && parts > 0) {
            text_add(&t, "%.9g W", power_w / (double)parts);
            at = close + 1;
        } else {
            text_add(&t, "%s", word); /* something else in braces: it stays */
        }
    }
    const char *const filled = text_print(arena, "%s", t.at != NULL ? t.at : "");
    text_release(&t);
    return filled;
}

static enum status ask_engine(struct places *s, const struct asked *asked, uint32_t set,
                              struct variant_answer *ret)
{
    const struct places_request *const q = s->request;
    const char **const sets =
        ARENA_ARRAY(s->keep, const char *, q->n_sets + PLACE_MOST_LOADS, "places");
    size_t n = q->n_sets;

    for (size_t k = 0; k < n; k++) {
        sets[k] = q->sets[k];
    }
    for (size_t i = 0; i < s->answer->problem.n_loads; i++) {
        if ((set >> i & 1U) != 0 && places_load(s, i)->add != NULL) {
            sets[n++] = fill_add(s->keep, places_load(s, i)->add, s->power_w[i] * s->level[i]);
        }
    }
    const struct variant_request request = {.path = q->path,
                                            .sets = sets,
                                            .n_sets = n,
                                            .site = asked->site,
                                            .hall = asked->hall,
                                            .is_nameplate = q->is_nameplate};
    s->answer->n_runs++;
    return variant_run(s->scratch, s->keep, &request, ret);
}

/* How far the limit was passed without any of the workloads; 0: it was not. */
static double passed_before(const struct variant_answer *base, const struct variant_limit *l)
{
    for (size_t k = 0; k < base->n; k++) {
        const struct variant_limit *const b = &base->limits[k];
        if (strcmp(b->name, l->name) == 0 && strcmp(b->subject, l->subject) == 0) {
            return b->margin < 0.0 ? b->margin : 0.0;
        }
    }
    return 0.0;
}

/* The limit that is passed furthest, as text; NULL: none. */
static const char *refusal(struct arena *keep, const struct variant_answer *base,
                           const struct variant_answer *a)
{
    const struct variant_limit *worst = NULL;

    if (!a->is_settled) {
        return "the hall has no steady state with it: it warms without end";
    }
    for (size_t k = 0; k < a->n; k++) {
        const struct variant_limit *const l = &a->limits[k];
        const double before = passed_before(base, l);
        /* Rounding of the settled state. */
        const bool is_broken =
            !l->is_advisory && l->margin < before - 1e-6 * fabs(l->limit) && l->margin < 0.0;
        if (is_broken && (worst == NULL || l->margin_frac < worst->margin_frac)) {
            worst = l;
        }
    }
    if (worst == NULL) {
        return NULL;
    }
    struct text t = {0};
    text_add(&t, "%s of %s", worst->name, worst->subject);
    if (units_dimension(worst->unit) != NULL) {
        text_add(&t, ": ");
        units_print(&t, worst->unit, worst->value, 3, UNITS_SI);
        text_add(&t, ", limit ");
        units_print(&t, worst->unit, worst->limit, 3, UNITS_SI);
    }
    text_add(&t, "%s", worst->is_n1 ? " with a partner lost" : "");
    const char *const copy = text_copy(keep, view_of(t.at));
    text_release(&t);
    return copy;
}

bool places_fits(void *context, size_t venue, uint32_t set)
{
    struct places *const s = context;
    struct asked *const asked = s->asked[venue];
    struct variant_answer a;

    if (asked == NULL || asked->said[set] != UNTRIED || s->status != STATUS_OK) {
        return asked == NULL || asked->said[set] == HELD;
    }
    if (s->request->stop != NULL && *s->request->stop != 0) {
        s->status = STATUS_INTERRUPTED;
        return false;
    }
    if (!asked->has_base) {
        s->status = ask_engine(s, asked, 0, &asked->base);
        asked->has_base = true;
        s->answer->why = asked->base.why;
    }
    if (s->status == STATUS_OK) {
        s->status = ask_engine(s, asked, set, &a);
        s->answer->why = a.why;
    }
    if (s->status != STATUS_OK) {
        return false;
    }
    asked->why[set] = refusal(s->keep, &asked->base, &a);
    asked->said[set] = asked->why[set] == NULL ? HELD : REFUSED;
    return asked->said[set] == HELD;
}

/* The hall that a venue names; false after saying that there is none. */
static bool find_hall(struct places *s, const struct scn_venue *v, struct asked *asked)
{
    const struct scenario *const scenario = s->request->scenario;

    asked->site = s->request->site;
    asked->hall = s->request->hall;
    if (v->hall == NULL) {
        return true;
    }
    for (size_t i = 0; i < scenario->n_sites; i++) {
        const struct scn_hall *const halls = scenario->sites[i].halls.items;
        for (size_t h = 0; h < scenario->sites[i].halls.n; h++) {
            const char *const name = halls[h].name != NULL ? halls[h].name : "hall";
            const char *const site =
                scenario->sites[i].name != NULL ? scenario->sites[i].name : "site";
            if (strcmp(v->hall, name) == 0 ||
                strcmp(v->hall, text_print(s->keep, "%s/%s", site, name)) == 0) {
                asked->site = i;
                asked->hall = h;
                return true;
            }
        }
    }
    s->answer->why = text_print(s->keep, "venue '%s': there is no hall '%s'", v->name, v->hall);
    s->status = STATUS_BAD_INPUT;
    return false;
}

void places_open_hall(struct places *s, size_t v)
{
    const size_t n_sets = (size_t)1 << s->answer->problem.n_loads;
    struct asked *const asked = arena_take(s->keep, 1, sizeof *asked, "places");

    if (find_hall(s, places_venue(s, v), asked)) {
        asked->said = ARENA_ARRAY(s->keep, char, n_sets, "places");
        asked->why = ARENA_ARRAY(s->keep, const char *, n_sets, "places");
        asked->said[0] = HELD;
        s->asked[v] = asked;
    }
}

const char *places_refusal(const struct places *s, size_t venue, uint32_t set)
{
    return s->asked[venue] != NULL ? s->asked[venue]->why[set] : NULL;
}
