/* SPDX-License-Identifier: Apache-2.0 */
#include "sim/decide/works_find.h"

#include <string.h>

enum { MOST_CLAUSES = 4096, MOST_LEFT_OUT = 256 };

struct finding {
    struct works_problem *problem;
    struct works_answer *answer;
    struct cover_clause *clauses;
    const char **clause_of; /* the limit of each */
    size_t n_clauses;
    struct cover_clause *some; /* scratch: those of one limit */

    /* What the judge said last. */
    const struct works_breach *breaches;
    size_t n_breaches;
};

static bool is_left_out(const struct works_answer *a, const char *limit)
{
    for (size_t i = 0; i < a->n_left_out && limit != NULL; i++) {
        if (strcmp(a->left_out[i], limit) == 0) {
            return true;
        }
    }
    return false;
}

static bool is_same(const char *a, const char *b)
{
    return a == b || (a != NULL && b != NULL && strcmp(a, b) == 0);
}

static void add_clause(struct finding *f, struct cover_clause clause, const char *limit)
{
    for (size_t k = 0; k < f->n_clauses; k++) {
        if (f->clauses[k].any == clause.any && f->clauses[k].without == clause.without &&
            is_same(f->clause_of[k], limit)) {
            return;
        }
    }
    if (f->n_clauses < MOST_CLAUSES) {
        f->clause_of[f->n_clauses] = limit;
        f->clauses[f->n_clauses++] = clause;
    }
}

/* Asks about a set and learns from every limit that it leaves passed. */
static enum status ask(struct finding *f, uint64_t set)
{
    struct works_breach *breaches = NULL;
    size_t n = 0;
    const enum status st = f->problem->judge(f->problem->whom, f->problem, set, &breaches, &n);

    f->answer->n_questions++;
    f->breaches = breaches;
    f->n_breaches = st == STATUS_OK ? n : 0;
    for (size_t i = 0; i < f->n_breaches; i++) {
        add_clause(f,
                   (struct cover_clause){.any = breaches[i].lifted_by & ~set,
                                         .without = set & ~breaches[i].lifted_by},
                   breaches[i].limit);
    }
    return st;
}

static bool has_more_questions(const struct finding *f)
{
    return f->answer->n_questions < f->problem->most_questions && f->n_clauses < MOST_CLAUSES;
}

static bool is_passed_now(const struct finding *f, const char *limit)
{
    for (size_t i = 0; i < f->n_breaches; i++) {
        if (is_same(f->breaches[i].limit, limit)) {
            return true;
        }
    }
    return false;
}

/* How many of the limits that are passed now count. */
static size_t count_passed(const struct finding *f)
{
    size_t n = 0;

    for (size_t i = 0; i < f->n_breaches; i++) {
        n += is_left_out(f->answer, f->breaches[i].limit) ? 0 : 1;
    }
    return n;
}

/* The clauses of one limit, or of all that are not left out (NULL); those of sets that were refused
 * hold for all. Returns how many. */
static size_t clauses_of(const struct finding *f, const char *limit)
{
    size_t n = 0;

    for (size_t k = 0; k < f->n_clauses; k++) {
        const bool is_wanted = limit != NULL ? is_same(f->clause_of[k], limit)
                                             : !is_left_out(f->answer, f->clause_of[k]);
        if (is_wanted || f->clause_of[k] == NULL) {
            f->some[n++] = f->clauses[k];
        }
    }
    return n;
}

static bool next_set(const struct finding *f, const char *limit, uint64_t *set)
{
    const size_t n = clauses_of(f, limit);

    return cover_find(f->problem->items, f->problem->n_items, f->some, n, set);
}

/* Does any set clear this one limit, whatever it does to the others? */
static enum status can_be_lifted(struct finding *f, const char *limit, bool *ret_can)
{
    enum status st = STATUS_OK;
    uint64_t set = 0;

    *ret_can = true; /* as long as nobody has shown otherwise */
    while (st == STATUS_OK && has_more_questions(f)) {
        if (!next_set(f, limit, &set)) {
            *ret_can = false;
            return STATUS_OK;
        }
        st = ask(f, set);
        if (!is_passed_now(f, limit) && !is_passed_now(f, NULL)) {
            return st;
        }
    }
    return st;
}

/* No set meets all clauses: leaves out the limits that no set clears even alone. */
static enum status leave_out(struct finding *f, bool *ret_has_any)
{
    const size_t n_known = f->n_clauses;
    enum status st = STATUS_OK;

    *ret_has_any = false;
    for (size_t k = 0; k < n_known && st == STATUS_OK; k++) {
        const char *const limit = f->clause_of[k];
        bool can = true;
        if (limit == NULL || is_left_out(f->answer, limit) ||
            f->answer->n_left_out == MOST_LEFT_OUT) {
            continue;
        }
        st = can_be_lifted(f, limit, &can);
        if (!can) {
            f->answer->left_out[f->answer->n_left_out++] = limit;
            *ret_has_any = true;
        }
    }
    return st;
}

static enum status search(struct finding *f)
{
    enum status st = STATUS_OK;
    uint64_t set = 0;

    while (has_more_questions(f)) {
        bool has_left_out = false;
        if (next_set(f, NULL, &set)) {
            st = ask(f, set);
            f->answer->set = set;
            if (st != STATUS_OK || count_passed(f) == 0) {
                f->answer->is_found = st == STATUS_OK;
                return st;
            }
            continue;
        }
        st = leave_out(f, &has_left_out);
        if (st != STATUS_OK || !has_left_out) {
            f->answer->is_exact = f->answer->is_exact && has_more_questions(f);
            return st;
        }
    }
    f->answer->is_exact = false;
    return st;
}

enum status works_find(struct arena *arena, struct works_problem *problem,
                       struct works_answer *ret_answer)
{
    struct finding f = {.problem = problem,
                        .answer = ret_answer,
                        .clauses = ARENA_ARRAY(arena, struct cover_clause, MOST_CLAUSES, "works"),
                        .clause_of = ARENA_ARRAY(arena, const char *, MOST_CLAUSES, "works"),
                        .some = ARENA_ARRAY(arena, struct cover_clause, MOST_CLAUSES, "works")};

    *ret_answer = (struct works_answer){
        .left_out = ARENA_ARRAY(arena, const char *, MOST_LEFT_OUT, "works"), .is_exact = true};
    const enum status st = search(&f);
    ret_answer->cost = cover_cost_of(problem->items, problem->n_items, ret_answer->set);
    return st;
}
