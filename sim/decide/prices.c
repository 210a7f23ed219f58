/* SPDX-License-Identifier: Apache-2.0 */
#include "sim/decide/prices.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { MOST_ROWS = 256 };

struct rows {
    struct arena *arena;
    const struct values *values;
    const char *kind[MOST_ROWS];
    const char *item[MOST_ROWS];
    const char *unit[MOST_ROWS];
    const char *grade[MOST_ROWS];
    const char *source[MOST_ROWS];
    double value[MOST_ROWS];
    double year[MOST_ROWS];
    size_t n;
};

/* The grade of a value by its path in the scenario. */
static const struct value *find_value(const struct values *values, const char *path)
{
    for (size_t i = 0; i < values->n; i++) {
        if (strcmp(values->items[i].path, path) == 0) {
            return &values->items[i];
        }
    }
    return NULL;
}

static void add(struct rows *r, const char *kind, const char *item, double value, const char *unit,
                const char *path)
{
    const struct value *const from = find_value(r->values, path);

    if (r->n == MOST_ROWS) {
        return;
    }
    r->kind[r->n] = kind;
    r->item[r->n] = item;
    r->unit[r->n] = unit;
    r->value[r->n] = value;
    r->grade[r->n] =
        isnan(value) ? "not given" : grade_text(from != NULL ? from->grade : GRADE_GIVEN);
    r->source[r->n] = from != NULL ? from->source : "";
    r->n++;
}

/* A sum, or a price times the hall's IT power. */
static void add_costs(struct rows *r, const char *kind, const char *key, const struct list *list,
                      double it_limit_w)
{
    const struct scn_cost *const costs = list->items;

    for (size_t i = 0; i < list->n; i++) {
        const bool is_sum = !isnan(costs[i].amount_usd);
        const double value =
            is_sum ? costs[i].amount_usd : costs[i].per_power_usd_per_w * it_limit_w;
        const char *const path = text_print(r->arena, "money.%s[%s].%s", key, costs[i].name,
                                            is_sum ? "amount" : "per_power");
        add(r, kind, costs[i].name, value, "USD", path);
        r->year[r->n - 1] = costs[i].year;
    }
}

static void take_all(struct rows *r, const struct scn_money *m, const struct scn_hall *hall)
{
    const double contract_w = hall->contract != NULL ? hall->contract->power_w : PARAM_UNKNOWN;
    const double contracted_w = isnan(m->contracted_w) ? contract_w : m->contracted_w;

    add(r, PRICE_TERM, "term", m->term_years, "year", "money.term");
    add(r, PRICE_DISCOUNT, "discount rate", m->discount_frac, "1", "money.discount");
    add(r, PRICE_ENERGY, "energy", m->energy_usd_per_j, "USD/J", "money.energy");
    add(r, PRICE_ENERGY_UP, "rise of the energy price", m->energy_escalation_frac, "1",
        "money.energy_escalation");
    add(r, PRICE_LOAD, "load factor", m->load_factor_frac, "1", "money.load_factor");
    if (!isnan(m->rent_usd_per_ws) || !isnan(contracted_w)) {
        add(r, PRICE_RENT, "rent", m->rent_usd_per_ws * (1.0 + m->rent_premium_frac), "USD/W/s",
            "money.rent");
        add(r, PRICE_RENT_UP, "rise of the rent", m->rent_escalation_frac, "1",
            "money.rent_escalation");
        add(r, PRICE_CONTRACTED, "contracted power", contracted_w, "W",
            isnan(m->contracted_w) ? "hall.contract.power" : "money.contracted");
    }
    add(r, PRICE_TIME, "time to power", m->time_to_power_s, "s", "money.time_to_power");
    add_costs(r, PRICE_CAPITAL, "capital", &m->capital, hall->it_limit_w);
    add_costs(r, PRICE_YEARLY, "yearly", &m->yearly, hall->it_limit_w);
}

static void *copy(struct arena *arena, const void *from, size_t n, size_t size)
{
    void *const to = arena_take(arena, n, size, "prices");

    memcpy(to, from, n * size);
    return to;
}

const struct table_data *prices_table(struct arena *arena, const struct scenario *scenario,
                                      size_t site, size_t hall)
{
    const struct scn_money *const money = scenario->tree->money;
    struct rows r = {.arena = arena, .values = &scenario->values};

    if (money == NULL) {
        return NULL;
    }
    take_all(&r, money, &((const struct scn_hall *)scenario->sites[site].halls.items)[hall]);
    struct table_data *const t = arena_take(arena, 1, sizeof *t, "prices");
    *t = (struct table_data){
        .name = "prices",
        .title =
            text_print(arena, "%s, in %s", money->option != NULL ? money->option : scenario->name,
                       scenario->currency),
        .n_rows = r.n,
        .n_columns = 7,
        .columns =
            {
                {.name = "kind",
                 .unit = "",
                 .long_name = "what the row is",
                 .texts = copy(arena, r.kind, r.n, sizeof r.kind[0])},
                {.name = "item",
                 .unit = "",
                 .long_name = "what is paid for",
                 .texts = copy(arena, r.item, r.n, sizeof r.item[0])},
                {.name = "value",
                 .unit = "1",
                 .long_name = "in the unit of its row",
                 .numbers = copy(arena, r.value, r.n, sizeof r.value[0])},
                {.name = "unit",
                 .unit = "",
                 .long_name = "USD stands for the scenario's currency",
                 .texts = copy(arena, r.unit, r.n, sizeof r.unit[0])},
                {.name = "year",
                 .unit = "1",
                 .long_name = "when it falls due; 0: before the first",
                 .numbers = copy(arena, r.year, r.n, sizeof r.year[0])},
                {.name = "grade",
                 .unit = "",
                 .long_name = "how well it is known",
                 .texts = copy(arena, r.grade, r.n, sizeof r.grade[0])},
                {.name = "source",
                 .unit = "",
                 .long_name = "who says so",
                 .texts = copy(arena, r.source, r.n, sizeof r.source[0])},
            },
    };
    return t;
}
