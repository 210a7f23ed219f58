/* contingency_tree.c - what an element feeds, indented, with the loads before the fault.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <stdio.h>

#include "sim/cli/contingency_print.h"

static void add_power(const struct contingency_view *v, const char *word, double power_w,
                      struct text *t)
{
    text_add(t, "%s", word);
    units_print(t, "W", power_w, 4, v->units);
}

static void add_load(const struct contingency_view *v, struct plan_item item, struct text *t)
{
    const struct columns *const c = v->answer->hall->was;

    switch (item.dim) {
    case DIM_FEED:
        add_power(v, "  ", c->feed.load_w[item.index], t);
        break;
    case DIM_RACK:
        add_power(v, "  ", c->rack.power_w[item.index], t);
        break;
    case DIM_PLANT:
        add_power(v, "  draws ", c->plant.drawn_w[item.index], t);
        add_power(v, ", cools ", c->plant.load_w[item.index], t);
        break;
    case DIM_CRAH:
        add_power(v, "  draws ", c->crah.drawn_w[item.index], t);
        add_power(v, ", cools ", c->crah.coil_w[item.index], t);
        break;
    case DIM_CDU:
        add_power(v, "  draws ", c->cdu.drawn_w[item.index], t);
        add_power(v, ", cools ", c->cdu.heat_w[item.index], t);
        break;
    default:
        break;
    }
}

/* Who else gives it the same: what it falls back on. */
static void add_others(const struct contingency_view *v, const struct downstream_visit *visit,
                       struct text *t)
{
    size_t n = 0;

    if (visit->depth == 0 || visit->item.dim == DIM_HALL) {
        return;
    }
    for (size_t k = 0; k < downstream_n_feeders(v->downstream, visit->item); k++) {
        const struct plan_item other = downstream_feeder(v->downstream, visit->item, k);
        if (other.dim == visit->from.dim && other.index != visit->from.index) {
            text_add(t, "%s%s", n++ == 0 ? "; also from " : ", ",
                     v->plan->names[other.dim][other.index]);
        }
    }
}

void contingency_print_tree(const struct contingency_view *v, struct plan_item item)
{
    struct downstream_visit *visits = NULL;
    const size_t n = downstream_walk(v->arena, v->downstream, item, &visits);
    struct text t = {0};

    for (size_t i = 0; i < n; i++) {
        const struct downstream_visit *const visit = &visits[i];
        const bool is_air = visit->item.dim == DIM_HALL;
        const bool feeds_nothing = is_air || visit->item.dim == DIM_RACK;
        text_add(&t, "%*s%s", (int)(2 * visit->depth), "",
                 is_air ? "the hall's air" : v->plan->names[visit->item.dim][visit->item.index]);
        add_load(v, visit->item, &t);
        add_others(v, visit, &t);
        text_add(&t, "%s\n", visit->is_repeated && !feeds_nothing ? " (as above)" : "");
    }
    (void)fputs(t.at, stdout);
    text_release(&t);
}
