/* SPDX-License-Identifier: Apache-2.0 */
#include "sim/decide/growth_sizes.h"

#include <math.h>
#include <string.h>

#include "sim/decide/works_words.h"

void growth_sizes_make(struct growth_sizes *s, double low_w, double high_w)
{
    const double rack_w = s->plan->rungs[s->plan->eras[s->era].rung].rack_power_w;
    const double n = 1.0 + ceil(fmax(0.0, high_w - low_w) / rack_w);

    s->low_w = low_w;
    s->n = n < GROWTH_MOST_SIZES ? (size_t)n : GROWTH_MOST_SIZES;
    s->sizes = ARENA_ARRAY(s->arena, struct growth_size, s->n, "growth");
}

const char *const *growth_sizes_sets(struct growth_sizes *s, const double *racks, size_t *ret_n)
{
    const struct growth_request *const q = s->request;
    const struct works_place place = {.scenario = q->scenario, .site = q->site, .hall = q->hall};
    const char **const sets =
        ARENA_ARRAY(s->arena, const char *, q->n_sets + s->plan->n_rungs, "growth");
    size_t n = 0;

    for (; n < q->n_sets; n++) {
        sets[n] = q->sets[n];
    }
    for (size_t k = 0; k < s->plan->n_rungs; k++) {
        sets[n++] = works_words_fill(s->arena, &place, s->plan->rungs[k].add, "", (size_t)racks[k]);
    }
    *ret_n = n;
    return sets;
}

enum status growth_sizes_run(struct growth_sizes *s, size_t i, const struct growth_size **ret_size)
{
    const struct growth_request *const q = s->request;
    const double rack_w = s->plan->rungs[s->plan->eras[s->era].rung].rack_power_w;
    struct growth_size *const size = &s->sizes[i];
    struct variant_request v = {
        .path = q->path, .site = q->site, .hall = q->hall, .is_nameplate = q->is_nameplate};
    double racks[GROWTH_MOST_RUNGS];

    *ret_size = size;
    if (size->is_run) {
        return STATUS_OK;
    }
    if (q->stop != NULL && *q->stop != 0) {
        return STATUS_INTERRUPTED;
    }
    size->planned_w = growth_plan_racks(s->plan, s->era, s->low_w + (double)i * rack_w, racks);
    v.sets = growth_sizes_sets(s, racks, &v.n_sets);
    const enum status st = variant_run(s->scratch, s->arena, &v, &size->answer);
    size->is_run = st == STATUS_OK;
    s->why = size->answer.why;
    (*s->n_runs)++;
    return st;
}

bool growth_is_same(const struct variant_limit *a, const struct variant_limit *b)
{
    const bool is_of_racks = a->rack[0] != '\0';

    return a->dim == b->dim && strcmp(a->name, b->name) == 0 && strcmp(a->model, b->model) == 0 &&
           (is_of_racks || strcmp(a->subject, b->subject) == 0);
}

const struct variant_limit *growth_find(const struct variant_answer *answer,
                                        const struct variant_limit *kind, size_t *ret_n_alike)
{
    const struct variant_limit *least = NULL;

    *ret_n_alike = 0;
    for (size_t i = 0; i < answer->n; i++) {
        const struct variant_limit *const l = &answer->limits[i];
        if (!growth_is_same(l, kind)) {
            continue;
        }
        *ret_n_alike += l->margin < 0.0 ? 1 : 0;
        if (least == NULL || l->margin < least->margin) {
            least = l;
        }
    }
    return least;
}

enum status growth_sizes_settle(struct growth_sizes *s, double *ret_unsettled_w)
{
    const struct growth_size *size = NULL;
    size_t kept = 0;
    size_t gone = s->n;
    enum status st = growth_sizes_run(s, s->n - 1, &size);

    *ret_unsettled_w = (double)INFINITY;
    if (st != STATUS_OK || size->answer.is_settled) {
        return st;
    }
    gone = s->n - 1;
    st = growth_sizes_run(s, 0, &size);
    if (st == STATUS_OK && !size->answer.is_settled) {
        gone = 0;
    }
    while (gone > kept + 1 && st == STATUS_OK) {
        const size_t middle = kept + (gone - kept) / 2;
        st = growth_sizes_run(s, middle, &size);
        *(st == STATUS_OK && size->answer.is_settled ? &kept : &gone) = middle;
    }
    *ret_unsettled_w = s->sizes[gone].planned_w;
    s->n = gone;
    return st;
}

static enum status is_passed(struct growth_sizes *s, size_t i, const struct variant_limit *kind,
                             bool *ret_is_passed)
{
    const struct growth_size *size = NULL;
    size_t n_alike = 0;
    const enum status st = growth_sizes_run(s, i, &size);

    if (st == STATUS_OK) {
        (void)growth_find(&size->answer, kind, &n_alike);
        *ret_is_passed = n_alike > 0;
    }
    return st;
}

/* The load at which the margin is gone: by a line between the sizes about it; what load does not move
 * is gone with the rack itself, which is bought when the racks before it are full. */
static double between(const struct growth_size *kept, const struct growth_size *gone,
                      const struct variant_limit *kind)
{
    size_t n_alike = 0;
    const struct variant_limit *const a = growth_find(&kept->answer, kind, &n_alike);
    const struct variant_limit *const b = growth_find(&gone->answer, kind, &n_alike);
    const bool has_line = a != NULL && b != NULL && a->moves && isfinite(a->margin) &&
                          isfinite(b->margin) && a->margin > b->margin;

    return has_line ? kept->planned_w +
                          (gone->planned_w - kept->planned_w) * a->margin / (a->margin - b->margin)
                    : kept->planned_w;
}

enum status growth_sizes_threshold(struct growth_sizes *s, const struct variant_limit *kind,
                                   double *ret_load_w, struct variant_limit *ret_first,
                                   size_t *ret_n_alike)
{
    size_t kept = 0;
    size_t gone = s->n - 1;
    bool first_is_passed = false;
    bool last_is_passed = false;
    enum status st = is_passed(s, 0, kind, &first_is_passed);

    if (st == STATUS_OK) {
        st = is_passed(s, gone, kind, &last_is_passed);
    }
    *ret_load_w = (double)INFINITY;
    if (st != STATUS_OK || (!first_is_passed && !last_is_passed)) {
        return st;
    }
    gone = first_is_passed ? 0 : gone;
    while (gone - kept > 1 && st == STATUS_OK) {
        const size_t middle = kept + (gone - kept) / 2;
        bool is_gone = false;
        st = is_passed(s, middle, kind, &is_gone);
        *(is_gone ? &gone : &kept) = middle;
    }
    if (st == STATUS_OK) {
        const struct variant_limit *const l =
            growth_find(&s->sizes[gone].answer, kind, ret_n_alike);
        *ret_first = *l;
        *ret_load_w = first_is_passed ? 0.0 : between(&s->sizes[kept], &s->sizes[gone], kind);
    }
    return st;
}
