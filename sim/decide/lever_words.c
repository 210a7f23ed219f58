/* SPDX-License-Identifier: Apache-2.0 */
#include "sim/decide/lever_words.h"

#include <math.h>
#include <string.h>

#include "sim/decide/npv.h"

enum { MOST_CAUTIONS = 4 };

/* Loads that differ by more than this are not the same load. */
#define SAME_LOAD_FRAC 0.01

void lever_words_value(struct text *t, enum money_kind kind, const char *unit, double value,
                       enum unit_system units)
{
    if (isnan(value)) {
        text_add(t, "not given");
    } else if (kind == MONEY_TIME) {
        text_add(t, "%.1f months", value / (NPV_YEAR_S / 12.0));
    } else if (strcmp(unit, "year") == 0) {
        text_add(t, "%.0f years", value);
    } else if (strcmp(unit, "USD") == 0) {
        text_add(t, "%.3g MUSD", value / 1e6);
    } else {
        units_print(t, unit, value, 4, units);
    }
}

const char *lever_words_label(struct arena *arena, const struct levers *l, size_t lever)
{
    static const char *const numbers[LEVERS_MOST_OPTIONS] = {"1", "2", "3", "4",
                                                             "5", "6", "7", "8"};
    bool is_of_all = true;

    for (size_t i = 0; i < l->n_options; i++) {
        is_of_all = is_of_all && l->items[lever].place[i] >= 0;
    }
    return is_of_all ? l->items[lever].item
                     : text_print(arena, "%s [%s]", l->items[lever].item,
                                  levers_whose(arena, l, lever, numbers));
}

/* ------------------------------------------------------------------ cautions */

static bool is_other(double a, double b, double share)
{
    return fabs(a - b) > share * fmax(fabs(a), fabs(b));
}

static const char *currency_of(const struct money_option *o)
{
    const char *const at = o->title != NULL ? strrchr(o->title, ' ') : NULL;

    return at != NULL ? at + 1 : "";
}

const char *lever_words_caution(const struct levers *l, size_t i)
{
    static const char *const sentences[MOST_CAUTIONS] = {
        "the terms differ: totals over another number of years",
        "the discount rates differ",
        "the currencies differ: totals cannot be compared",
        "the IT loads differ by more than 1 %: not the same load",
    };
    bool differs[MOST_CAUTIONS] = {false};
    const struct money_option *const o = l->options;

    for (size_t k = 1; k < l->n_options; k++) {
        const bool are_priced = o[0].is_priced && o[k].is_priced;
        differs[0] |= are_priced &&
                      is_other(money_value(&o[0], MONEY_TERM), money_value(&o[k], MONEY_TERM), 0.0);
        differs[1] |= are_priced && is_other(money_value(&o[0], MONEY_DISCOUNT),
                                             money_value(&o[k], MONEY_DISCOUNT), 1e-12);
        differs[2] |= are_priced && strcmp(currency_of(&o[0]), currency_of(&o[k])) != 0;
        differs[3] |= is_other(o[0].it_w, o[k].it_w, SAME_LOAD_FRAC);
    }
    for (size_t k = 0, n = 0; k < MOST_CAUTIONS; k++) {
        if (differs[k] && n++ == i) {
            return sentences[k];
        }
    }
    return NULL;
}
