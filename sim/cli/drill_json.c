/* drill_json.c - a drill as one JSON object, "headroom.drill/1".
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>

#include "sim/base/units.h"
#include "sim/cli/drill_print.h"
#include "sim/cli/json.h"

static void add_limit(struct json *j, const char *key, const struct drill_limit *l)
{
    json_open(j, key, '{');
    json_text(j, "subject", l->subject);
    json_text(j, "limit", l->name);
    json_text(j, "unit", l->unit);
    json_number(j, "value", l->value);
    json_number(j, "limit_value", l->limit);
    json_number(j, "margin_frac", key == NULL ? l->margin_frac : PARAM_UNKNOWN);
    json_number(j, "band", key == NULL ? l->band : PARAM_UNKNOWN);
    json_number(j, "least_s", key == NULL ? l->least_s : PARAM_UNKNOWN);
    json_number(j, "passed_s", l->passed_s);
    json_close(j, '}');
}

static void add_hall(struct json *j, const struct drill_hall *h)
{
    json_open(j, NULL, '{');
    json_text(j, "name", h->name);
    json_bool(j, "lost", h->is_lost);
    json_number(j, "before_w", h->before_w);
    json_number(j, "after_w", h->after_w);
    json_number(j, "peak_w", h->peak_w);
    json_number(j, "residual_frac", h->residual_frac);
    if (!h->is_lost) {
        json_number(j, "places", (double)h->n_places);
        json_number(j, "waiting", (double)h->n_queued);
        json_number(j, "taken", (double)h->n_taken);
        json_number(j, "drawn_w", h->drawn_w);
        json_number(j, "first_arrival_s", h->first_s);
        json_number(j, "last_arrival_s", h->last_s);
        json_number(j, "passed_before", (double)h->n_passed_before);
        json_number(j, "passed_n1_before", (double)h->n_n1_before);
        json_number(j, "passed_n1_after", (double)h->n_n1_after);
        json_number(j, "counts_tried", (double)h->n_looks);
        json_bool(j, "monotone", h->is_monotone);
        json_number(j, "one_more_arrives_s", h->next_s);
        if (h->bar.name != NULL) {
            add_limit(j, "one_more", &h->bar);
        }
        json_open(j, "limits", '[');
        for (size_t i = 0; i < h->n_limits; i++) {
            add_limit(j, NULL, &h->limits[i]);
        }
        json_close(j, ']');
    }
    json_close(j, '}');
}

static void add_unit(struct json *j, const struct drill_unit *u, const struct recovery_answer *a)
{
    json_open(j, NULL, '{');
    json_text(j, "hall", u->hall);
    json_text(j, "rack", u->rack);
    json_text(j, "workload", u->workload);
    json_number(j, "priority", u->priority);
    json_number(j, "lost_w", u->lost_w);
    json_number(j, "taken_w", u->taken_w);
    json_number(j, "capped_w", u->capped_w);
    json_number(j, "shed_w", u->receiver < 0 ? u->lost_w : 0.0);
    json_text(j, "receiver", u->receiver >= 0 ? a->receivers[u->receiver].hall.text : NULL);
    json_text(j, "place", u->place);
    json_number(j, "arrives_s", u->arrives_s);
    json_number(j, "drawn_w", u->drawn_w);
    json_text(j, "why_shed", u->why);
    json_close(j, '}');
}

static void add_drill(struct json *j, const char *key, const struct drill_answer *d,
                      const struct recovery_answer *a)
{
    json_open(j, key, '{');
    json_number(j, "lost_w", d->lost_w);
    json_number(j, "taken_w", d->taken_w);
    json_number(j, "capped_w", d->capped_w);
    json_number(j, "shed_w", d->shed_w);
    json_open(j, "halls", '[');
    for (size_t i = 0; i < d->n_halls; i++) {
        add_hall(j, &d->halls[i]);
    }
    json_close(j, ']');
    json_open(j, "racks", '[');
    for (size_t i = 0; i < d->n_units; i++) {
        add_unit(j, &d->units[i], a);
    }
    json_close(j, ']');
    json_close(j, '}');
}

static void add_way(struct json *j, const struct recovery_answer *a, size_t i,
                    const struct recovery_way *way)
{
    json_open(j, NULL, '{');
    json_text(j, "receiver", a->receivers[i].hall.text);
    json_open(j, "terms_s", '{');
    for (enum recovery_term t = TERM_DETECT; t < TERM_COUNT; t++) {
        json_number(j, recovery_term_text(t), way->terms_s[t]);
    }
    json_close(j, '}');
    json_text(j, "missing", way->missing);
    json_text(j, "barred", way->barred);
    json_text(j, "slowest_data", way->data);
    json_number(j, "known_s", way->known_s);
    json_number(j, "rto_s", way->rto_s);
    json_close(j, '}');
}

static void add_works(struct json *j, const struct recovery_answer *a)
{
    json_open(j, "workloads", '[');
    for (size_t w = 0; w < a->n_works; w++) {
        const struct recovery_work *const x = &a->works[w];
        json_open(j, NULL, '{');
        json_text(j, "name", x->name);
        json_number(j, "priority", x->priority);
        json_number(j, "lost_w", x->lost_w);
        json_number(j, "taken_w", x->taken_w);
        json_number(j, "capped_w", x->capped_w);
        json_number(j, "shed_w", x->shed_w);
        json_number(j, "last_arrival_s", x->last_s);
        json_number(j, "rto_wanted_s", x->wanted_s);
        json_number(j, "rpo_s", x->rpo_s);
        json_number(j, "data_lost_s", x->lag_s);
        json_open(j, "ways", '[');
        for (size_t i = 0; i < a->n_receivers; i++) {
            add_way(j, a, i, &x->ways[i]);
        }
        json_close(j, ']');
        json_close(j, '}');
    }
    json_close(j, ']');
}

static void add_paths(struct json *j, const struct recovery_answer *a)
{
    json_open(j, "paths", '[');
    for (size_t i = 0; i < a->n_paths; i++) {
        json_open(j, NULL, '{');
        json_text(j, "kind", scn_path_words[a->paths[i].kind]);
        json_text(j, "name", a->paths[i].name);
        json_text(j, "state", recovery_state_text(a->paths[i].state));
        json_close(j, '}');
    }
    json_close(j, ']');
}

void drill_print_json(const struct drill_view *v)
{
    const struct recovery_answer *const a = v->answer;
    struct json j = {0};

    json_open(&j, NULL, '{');
    json_text(&j, "schema", "headroom.drill/1");
    json_text(&j, "scenario", v->scenario->name);
    json_text(&j, "lost", v->lost);
    json_bool(&j, "inside_limits", a->is_inside);
    json_number(&j, "within_uncertainty", (double)a->n_uncertain);
    json_bool(&j, "has_gap", drill_print_has_gap(a));
    add_drill(&j, "as_it_is", &a->drill, a);
    if (a->has_caps) {
        add_drill(&j, "capped", &a->capped, a);
    }
    add_works(&j, a);
    add_paths(&j, a);
    json_close(&j, '}');
    json_print(&j);
}
