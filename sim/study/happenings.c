/* SPDX-License-Identifier: Apache-2.0 */
#include "sim/study/happenings.h"

#include <math.h>
#include <string.h>

/* A relay that chatters must not fill the file, and racks that throttle at every peak of their load
 * must leave room for what switches. */
enum { MOST_ROWS = 10000, MOST_HEAT_ROWS = MOST_ROWS / 2 };

struct happenings {
    struct arena *arena;
    const struct plan *plan;
    size_t n;
    size_t n_heat; /* of them: of racks that were too hot */
    size_t room;
    double *time_s;
    double *power_w;
    const char **kinds;
    const char **subjects;
    const char **texts;
};

struct happenings *happenings_create(struct arena *arena, const struct plan *plan)
{
    struct happenings *const h = arena_take(arena, 1, sizeof *h, "happenings");

    h->arena = arena;
    h->plan = plan;
    return h;
}

static void grow(struct happenings *h)
{
    const struct happenings old = *h;

    h->room = old.room > 0 ? old.room * 2 : 64;
    h->time_s = ARENA_ARRAY(h->arena, double, h->room, "happenings");
    h->power_w = ARENA_ARRAY(h->arena, double, h->room, "happenings");
    h->kinds = ARENA_ARRAY(h->arena, const char *, h->room, "happenings");
    h->subjects = ARENA_ARRAY(h->arena, const char *, h->room, "happenings");
    h->texts = ARENA_ARRAY(h->arena, const char *, h->room, "happenings");
    if (old.n > 0) {
        memcpy(h->time_s, old.time_s, old.n * sizeof *h->time_s);
        memcpy(h->power_w, old.power_w, old.n * sizeof *h->power_w);
        memcpy(h->kinds, old.kinds, old.n * sizeof *h->kinds);
        memcpy(h->subjects, old.subjects, old.n * sizeof *h->subjects);
        memcpy(h->texts, old.texts, old.n * sizeof *h->texts);
    }
}

/* What switched, seen from the step before it and from the step after. */
struct look {
    struct happenings *h;
    const struct columns *before;
    const struct columns *after;
    double time_s;
};

static void add(const struct look *l, enum dim d, size_t i, const char *text, double power_w)
{
    struct happenings *const h = l->h;

    if (h->n == MOST_ROWS) {
        return;
    }
    if (h->n == h->room) {
        grow(h);
    }
    h->time_s[h->n] = l->time_s;
    h->power_w[h->n] = power_w;
    h->kinds[h->n] = dim_text(d);
    h->subjects[h->n] = h->plan->names[d][i];
    h->texts[h->n] = text;
    h->n++;
}

static const char *out_text(double out)
{
    switch ((enum out)out) {
    case OUT_FAILED:
        return "failed";
    case OUT_OPENED:
        return "was opened";
    case OUT_TRIPPED:
        return "tripped";
    case OUT_NOT:
        break;
    }
    return "is in service again";
}

static void look_at_feeds(const struct look *l)
{
    const struct feed_columns *const before = &l->before->feed;
    const struct feed_columns *const after = &l->after->feed;

    for (size_t f = 0; f < l->h->plan->n[DIM_FEED]; f++) {
        const double load_w = before->load_w[f];
        if (before->out[f] != after->out[f]) {
            add(l, DIM_FEED, f, out_text(after->out[f]), load_w);
        } else if (before->is_energised[f] != after->is_energised[f]) {
            const bool has_power = after->is_energised[f] != 0.0;
            add(l, DIM_FEED, f, has_power ? "has power again" : "lost power",
                has_power ? after->load_w[f] : load_w);
        } else if (before->is_fed[f] != after->is_fed[f] && after->is_energised[f] != 0.0) {
            add(l, DIM_FEED, f, after->is_fed[f] != 0.0 ? "is fed again" : "carries on unfed",
                load_w);
        } else if (before->parent[f] != after->parent[f] && before->parent[f] >= 0.0 &&
                   after->parent[f] >= 0.0) {
            add(l, DIM_FEED, f, "took its other feed", load_w);
        }
    }
}

static void look_at_racks(const struct look *l)
{
    const struct plan *const plan = l->h->plan;

    for (size_t r = 0; r < plan->n[DIM_RACK]; r++) {
        const int32_t first = plan->rack_nodes.first[r];
        if (first == plan->rack_nodes.first[r + 1]) {
            continue;
        }
        const int32_t i = plan->rack_nodes.to[first];
        const double was = l->before->node.powered_frac[i];
        const double now = l->after->node.powered_frac[i];
        if (was != now) {
            add(l, DIM_RACK, r, now != 0.0 ? "has power again" : "lost power",
                l->before->rack.power_w[r]);
        } else if (l->before->node.supply_frac[i] != l->after->node.supply_frac[i] && now != 0.0) {
            const bool is_less = l->after->node.supply_frac[i] < l->before->node.supply_frac[i];
            add(l, DIM_RACK, r, is_less ? "lost a feed" : "has a feed again",
                l->before->rack.power_w[r]);
        }
    }
}

/* How a rack bears its heat, from well to worst. */
enum heat { HEAT_BORNE, HEAT_THROTTLES, HEAT_SHUT, HEAT_BOILED };

static enum heat heat_of(const struct plan *plan, const struct columns *c, size_t r)
{
    enum heat worst = HEAT_BORNE;

    if (c->rack.has_boiled[r] != 0.0) {
        return HEAT_BOILED;
    }
    for (int32_t k = plan->rack_nodes.first[r]; k < plan->rack_nodes.first[r + 1]; k++) {
        const int32_t i = plan->rack_nodes.to[k];
        if (c->node.shut_nodes[i] > 0.0) {
            return HEAT_SHUT;
        }
        worst = c->node.ceiling_frac[i] < 1.0 ? HEAT_THROTTLES : worst;
    }
    return worst;
}

static bool has_power(const struct plan *plan, const struct columns *c, size_t r)
{
    return c->node.powered_frac[plan->rack_nodes.to[plan->rack_nodes.first[r]]] > 0.0;
}

static void look_at_heat(const struct look *l)
{
    static const char *const texts[] = {[HEAT_BORNE] = "works again",
                                        [HEAT_THROTTLES] = "throttles",
                                        [HEAT_SHUT] = "is shut for heat",
                                        [HEAT_BOILED] = "boils and is lost"};
    const struct plan *const plan = l->h->plan;

    for (size_t r = 0; r < plan->n[DIM_RACK] && l->h->n_heat < MOST_HEAT_ROWS; r++) {
        const enum heat now = heat_of(plan, l->after, r);
        if (now == heat_of(plan, l->before, r)) {
            continue;
        }
        if (now != HEAT_BORNE || has_power(plan, l->after, r)) { /* without power it is cool only */
            add(l, DIM_RACK, r, texts[now], l->before->rack.power_w[r]);
            l->h->n_heat++;
        }
    }
}

/* NOLINTNEXTLINE(readability-function-size): a kind of unit in the columns of before and after */
static void look_at_units(const struct look *l, enum dim d, const double *was, const double *now,
                          const double *drawn_w)
{
    for (size_t i = 0; i < l->h->plan->n[d]; i++) {
        if (was[i] != now[i]) {
            add(l, d, i, now[i] != 0.0 ? "runs again" : "stopped", drawn_w[i]);
        }
    }
}

/* Each quantity with what its rise and its fall are called, and the power of its item, if any. */
static void look_at_openings(const struct look *l)
{
    const struct columns *const before = l->before;
    const struct columns *const after = l->after;
    const struct {
        enum dim dim;
        const double *was, *now, *power_w;
        const char *rose, *fell;
    } all[] = {
        {DIM_CDU, before->cdu.pumps_lost, after->cdu.pumps_lost, before->cdu.heat_w, "lost a pump",
         "has its pump again"},
        {DIM_CDU, before->cdu.leak_m3s, after->cdu.leak_m3s, before->cdu.heat_w, "leaks",
         "is sealed"},
        {DIM_CDU, before->cdu.fill_m3s, after->cdu.fill_m3s, before->cdu.heat_w, "is being filled",
         "is no longer filled"},
        {DIM_CDU, before->cdu.air_frac, after->cdu.air_frac, before->cdu.heat_w, "has got air",
         "is vented"},
        {DIM_CDU, before->cdu.facility_frac, after->cdu.facility_frac, before->cdu.heat_w,
         "has facility water again", "lost facility water"},
        {DIM_RACK, before->rack.open_frac, after->rack.open_frac, before->rack.power_w,
         "opened its coolant valve", "shut its coolant valve"},
        {DIM_NODE, before->node.unplugged, after->node.unplugged, before->node.demand_w,
         "was unplugged from coolant", "is plugged in again"},
        {DIM_PANEL, before->panel.opened_frac, after->panel.opened_frac, NULL, "was opened",
         "was shut"},
        {DIM_GRILLE, before->grille.covered_frac, after->grille.covered_frac, NULL, "was covered",
         "was uncovered"},
    };

    for (size_t k = 0; k < sizeof all / sizeof all[0]; k++) {
        for (size_t i = 0; i < l->h->plan->n[all[k].dim]; i++) {
            if (all[k].was[i] != all[k].now[i]) {
                add(l, all[k].dim, i, all[k].now[i] > all[k].was[i] ? all[k].rose : all[k].fell,
                    all[k].power_w != NULL ? all[k].power_w[i] : (double)NAN);
            }
        }
    }
}

/* A cap that the control decided on where the step ended. */
static void look_at_caps(const struct look *l)
{
    const struct rack_columns *const before = &l->before->rack;
    const struct rack_columns *const after = &l->after->rack;

    for (size_t r = 0; r < l->h->plan->n[DIM_RACK]; r++) {
        if (before->is_capped[r] != after->is_capped[r]) {
            add(l, DIM_RACK, r,
                after->is_capped[r] != 0.0 ? "is capped for heat" : "is no longer capped",
                after->power_w[r]);
        }
    }
}

static void look_at_calls(const struct look *l)
{
    const double *const was = l->before->crah.is_on_duty;
    const double *const now = l->after->crah.is_on_duty;

    for (size_t i = 0; i < l->h->plan->n[DIM_CRAH]; i++) {
        if (was[i] != now[i]) {
            add(l, DIM_CRAH, i, now[i] != 0.0 ? "is called" : "stands by again",
                l->after->crah.drawn_w[i]);
        }
    }
}

void happenings_look(struct happenings *h, const struct hall *hall, double dt_s)
{
    const struct columns *const before = hall->now;
    const struct columns *const after = hall->was;
    const struct look l = {
        .h = h, .before = before, .after = after, .time_s = (double)hall->time_us / 1e6 - dt_s};

    struct look at_end = l;
    at_end.time_s += dt_s;
    look_at_heat(&l);
    look_at_caps(&at_end);
    look_at_calls(&at_end);
    if (after->hall.n_switched[0] == 0.0) {
        return;
    }
    look_at_feeds(&l);
    look_at_racks(&l);
    look_at_units(&l, DIM_CRAH, before->crah.is_running, after->crah.is_running,
                  before->crah.drawn_w);
    look_at_units(&l, DIM_CDU, before->cdu.is_running, after->cdu.is_running, before->cdu.drawn_w);
    look_at_units(&l, DIM_PLANT, before->plant.is_running, after->plant.is_running,
                  before->plant.drawn_w);
    look_at_openings(&l);
}

const struct table_data *happenings_table(struct arena *arena, const struct happenings *h)
{
    if (h->n == 0) {
        return NULL;
    }
    struct table_data *const table = arena_take(arena, 1, sizeof *table, "happenings");
    *table = (struct table_data){
        .name = "events",
        .title = "what switched, opened or was too hot, and the power it carried or drew before",
        .n_rows = h->n,
        .n_columns = 5,
        .columns =
            {
                {.name = "at_s",
                 .unit = "s",
                 .long_name = "time since the start of the run",
                 .numbers = h->time_s},
                {.name = "kind", .unit = "", .long_name = "what it is", .texts = h->kinds},
                {.name = "subject", .unit = "", .long_name = "its name", .texts = h->subjects},
                {.name = "what", .unit = "", .long_name = "what happened", .texts = h->texts},
                {.name = "power_w",
                 .unit = "W",
                 .long_name = "its power before",
                 .numbers = h->power_w},
            },
    };
    return table;
}
