/* SPDX-License-Identifier: Apache-2.0 */
#include <assert.h>
#include <math.h>
#include <string.h>

#include "sim/decide/assess_inner.h"

const char *assess_area_text(enum assess_area area)
{
    static const char *const texts[ASSESS_AREAS] = {
        [ASSESS_READINESS] = "power and density",
        [ASSESS_RESILIENCE] = "resilience",
        [ASSESS_NETWORK] = "network and interconnection",
        [ASSESS_RECOVERY] = "recovery",
        [ASSESS_PLACEMENT] = "placement",
        [ASSESS_SCALE] = "scale",
    };
    return texts[area];
}

const char *assess_verdict_text(enum assess_verdict v)
{
    static const char *const texts[ASSESS_VERDICTS] = {
        [ASSESS_READY] = "ready",
        [ASSESS_WATCH] = "watch",
        [ASSESS_GAP] = "gap",
        [ASSESS_MISSING] = "missing",
    };
    return texts[v];
}

/* ------------------------------------------------------------------- lines */

void assess_add(struct assess *a, struct assess_line line)
{
    assert(a->answer->n < ASSESS_MOST_LINES);
    a->answer->lines[a->answer->n++] = line;
    a->answer->n_verdicts[line.verdict]++;
}

enum assess_verdict assess_judge(const struct assess_line *line)
{
    if (isnan(line->value) || isnan(line->need)) {
        return ASSESS_MISSING;
    }
    const bool does = line->is_most ? line->value <= line->need : line->value >= line->need;
    return does ? ASSESS_READY : ASSESS_GAP;
}

void assess_add_missing(struct assess *a, enum assess_area area, const char *name,
                        const char *words)
{
    assess_add(a, (struct assess_line){.area = area,
                                       .name = name,
                                       .unit = "",
                                       .value = (double)NAN,
                                       .need = (double)NAN,
                                       .words = words,
                                       .command = "",
                                       .verdict = ASSESS_MISSING});
}

enum status assess_excuse(struct assess *a, enum status st, enum assess_area area, const char *name,
                          const char *command, const char *why)
{
    if (st == STATUS_OK || st == STATUS_INTERRUPTED || st == STATUS_NO_MEMORY) {
        return st;
    }
    const char *const said = why != NULL ? why : status_text(st);
    assess_add_missing(a, area, name,
                       text_print(a->arena, "no answer: %.*s", (int)strcspn(said, "\n"), said));
    a->answer->lines[a->answer->n - 1].command = command;
    return STATUS_OK;
}

/* ---------------------------------------------------------------- commands */

/* A word as a POSIX shell reads it: bare when that is safe, else between single quotes. */
static void add_word(struct text *t, const char *word)
{
    static const char safe[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                               "0123456789@%_-+=:,./";

    if (word[0] != '\0' && word[strspn(word, safe)] == '\0') {
        text_add(t, " %s", word);
        return;
    }
    text_add(t, " '");
    for (const char *c = word; *c != '\0'; c++) {
        if (*c == '\'') {
            text_add(t, "'\\''");
        } else {
            text_add(t, "%c", *c);
        }
    }
    text_add(t, "'");
}

const char *assess_quoted(struct assess *a, const char *word)
{
    struct text t = {0};

    add_word(&t, word);
    const char *const quoted = text_copy(a->arena, view_of(t.at));
    text_release(&t);
    return quoted;
}

static const char *command_of(struct assess *a, const char *word, const char *extra,
                              const char *hall_word)
{
    const struct assess_request *const q = a->request;
    struct text t = {0};

    text_add(&t, "headroom %s", word);
    add_word(&t, q->path);
    text_add(&t, "%s%s", extra[0] != '\0' ? " " : "", extra);
    if (hall_word != NULL) {
        text_add(&t, " --hall");
        add_word(&t, hall_word);
    }
    for (size_t i = 0; i < q->n_sets; i++) {
        text_add(&t, " --set");
        add_word(&t, q->sets[i]);
    }
    const char *const command = text_copy(a->arena, view_of(t.at));
    text_release(&t);
    return command;
}

const char *assess_command(struct assess *a, const char *word, const char *extra)
{
    return command_of(a, word, extra, a->request->hall_word);
}

const char *assess_command_of_all(struct assess *a, const char *word, const char *extra)
{
    return command_of(a, word, extra, NULL);
}

/* ------------------------------------------------------------------- whole */

enum assess_verdict assess_worst(const struct assess_answer *answer)
{
    static const enum assess_verdict by_weight[] = {ASSESS_GAP, ASSESS_MISSING, ASSESS_WATCH};

    for (size_t i = 0; i < sizeof by_weight / sizeof by_weight[0]; i++) {
        if (answer->n_verdicts[by_weight[i]] > 0) {
            return by_weight[i];
        }
    }
    return ASSESS_READY;
}

enum status assess_run(struct arena *scratch, struct arena *arena,
                       const struct assess_request *request, struct assess_answer *ret_answer)
{
    static enum status (*const parts[])(struct assess *) = {
        assess_readiness, assess_resilience, assess_network, assess_recovery,
        assess_placement, assess_works,      assess_room,    assess_growth};

    *ret_answer = (struct assess_answer){0};
    struct assess a = {
        .scratch = scratch, .arena = arena, .request = request, .answer = ret_answer};
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        if (request->stop != NULL && *request->stop != 0) {
            return STATUS_INTERRUPTED;
        }
        const enum status st = parts[i](&a);
        if (st != STATUS_OK) {
            return st;
        }
    }
    return STATUS_OK;
}
