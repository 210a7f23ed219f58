/* SPDX-License-Identifier: Apache-2.0 */
#include "sim/decide/levers.h"

#include <math.h>
#include <string.h>

#include "sim/base/text.h"

static bool same_number(double a, double b)
{
    return a == b || (isnan(a) && isnan(b));
}

static bool is_alike(const struct money_input *a, const struct money_input *b)
{
    if (a->kind != b->kind || strcmp(a->item, b->item) != 0) {
        return false;
    }
    return a->kind == MONEY_DENSITY ||
           (same_number(a->mid, b->mid) && same_number(a->low, b->low) &&
            same_number(a->high, b->high) && a->at == b->at && strcmp(a->source, b->source) == 0);
}

/* The lever of an input that an earlier option states alike, or NULL. */
static struct lever *find_alike(struct levers *l, const struct money_input *in, size_t option)
{
    for (size_t i = 0; i < l->n; i++) {
        struct lever *const lever = &l->items[i];
        for (size_t k = 0; k < option && lever->place[option] < 0; k++) {
            const int place = lever->place[k];
            if (place >= 0 && is_alike(&l->options[k].inputs[place], in)) {
                return lever;
            }
        }
    }
    return NULL;
}

static enum status add_option(struct levers *l, size_t option)
{
    const struct money_option *const o = &l->options[option];

    for (size_t i = 0; i < o->n_inputs; i++) {
        const struct money_input *const in = &o->inputs[i];
        struct lever *lever = find_alike(l, in, option);
        if (lever == NULL) {
            if (l->n == LEVERS_MOST) {
                return STATUS_BAD_INPUT;
            }
            lever = &l->items[l->n++];
            *lever = (struct lever){.kind = in->kind,
                                    .item = in->item,
                                    .unit = in->unit,
                                    .grade = in->grade,
                                    .low = in->low,
                                    .mid = in->mid,
                                    .high = in->high};
            for (size_t k = 0; k < LEVERS_MOST_OPTIONS; k++) {
                lever->place[k] = -1;
            }
        }
        lever->place[option] = (int)i;
    }
    return STATUS_OK;
}

enum status levers_join(struct arena *arena, struct money_option *options, size_t n_options,
                        const double *share_frac, struct levers **ret_levers)
{
    struct levers *const l = ARENA_ARRAY(arena, struct levers, 1, "levers");
    enum status st = n_options <= LEVERS_MOST_OPTIONS ? STATUS_OK : STATUS_BAD_INPUT;

    l->has_split = share_frac != NULL;
    l->n_options = n_options;
    l->options = options;
    for (size_t i = 0; i < n_options && st == STATUS_OK; i++) {
        l->share_frac[i] = share_frac != NULL ? share_frac[i] : 0.0;
        st = add_option(l, i);
    }
    *ret_levers = l;
    return st;
}

enum status levers_build(struct arena *arena, const struct results *const *results,
                         size_t n_options, const double *share_frac, struct levers **ret_levers)
{
    struct money_option *const options =
        ARENA_ARRAY(arena, struct money_option, n_options, "levers");

    for (size_t i = 0; i < n_options; i++) {
        money_read(results[i], &options[i]);
    }
    return levers_join(arena, options, n_options, share_frac, ret_levers);
}

size_t levers_n_columns(const struct levers *l)
{
    return l->n_options + (l->has_split ? 1 : 0);
}

void levers_mid(const struct levers *l, double *ret_values)
{
    for (size_t i = 0; i < l->n; i++) {
        ret_values[i] = l->items[i].mid;
    }
}

static void option_flow(const struct levers *l, size_t option, const double *values,
                        double share_frac, struct money_flow *ret_flow)
{
    double inputs[MONEY_MOST_INPUTS] = {0};

    for (size_t i = 0; i < l->n; i++) {
        const int place = l->items[i].place[option];
        if (place >= 0) {
            /* What the lever does not move stays as its own option states it. */
            const bool is_own = same_number(values[i], l->items[i].mid);
            inputs[place] = is_own ? l->options[option].inputs[place].mid : values[i];
        }
    }
    money_flow(&l->options[option], inputs, share_frac, ret_flow);
}

void levers_flow(const struct levers *l, size_t column, const double *values,
                 struct money_flow *ret_flow)
{
    struct money_flow part;

    if (column < l->n_options) {
        option_flow(l, column, values, 1.0, ret_flow);
        return;
    }
    option_flow(l, 0, values, l->share_frac[0], ret_flow);
    for (size_t i = 1; i < l->n_options; i++) {
        if (l->share_frac[i] <= 0.0) {
            continue;
        }
        option_flow(l, i, values, l->share_frac[i], &part);
        ret_flow->n_years = part.n_years > ret_flow->n_years ? part.n_years : ret_flow->n_years;
        ret_flow->sunk_usd += part.sunk_usd;
        for (size_t k = 0; k <= part.n_years; k++) {
            for (size_t h = 0; h < MONEY_HEADINGS; h++) {
                ret_flow->usd[k][h] += part.usd[k][h];
            }
        }
    }
}

double levers_npv(const struct levers *l, size_t column, const double *values)
{
    struct money_flow flow;

    levers_flow(l, column, values, &flow);
    return money_npv(&flow);
}

bool levers_has_total(const struct levers *l, size_t column)
{
    bool has = true;

    for (size_t i = 0; i < l->n_options; i++) {
        const bool counts = column == i || (column == l->n_options && l->share_frac[i] > 0.0);
        has = has && (!counts || (l->options[i].is_priced && l->options[i].n_missing == 0));
    }
    return has;
}

void levers_set(const struct levers *l, enum money_kind kind, int option, double value,
                double *values)
{
    for (size_t i = 0; i < l->n; i++) {
        const bool is_meant = option < 0 || l->items[i].place[option] >= 0;
        if (l->items[i].kind == kind && is_meant) {
            values[i] = value;
        }
    }
}

const char *levers_whose(struct arena *arena, const struct levers *l, size_t lever,
                         const char *const *names)
{
    const char *whose = "";

    for (size_t i = 0; i < l->n_options; i++) {
        if (l->items[lever].place[i] >= 0) {
            whose = text_print(arena, "%s%s%s", whose, whose[0] != '\0' ? ", " : "", names[i]);
        }
    }
    return whose;
}
