/* SPDX-License-Identifier: Apache-2.0 */
#include "sim/decide/prices.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { MOST_ROWS = 256 };

/* How far a price may be off, by its grade, where it has no band of its own. */
static const double spread_frac[GRADE_COUNT] = {
    [GRADE_GIVEN] = 0.0, [GRADE_MEASURED] = 0.05, [GRADE_DATASHEET] = 0.10,
    [GRADE_RULE] = 0.25, [GRADE_ESTIMATE] = 0.40,
};

struct rows {
    struct arena *arena;
    const struct values *values;
    const char *kind[MOST_ROWS];
    const char *item[MOST_ROWS];
    const char *unit[MOST_ROWS];
    const char *heading[MOST_ROWS];
    const char *scale[MOST_ROWS];
    const char *grade[MOST_ROWS];
    const char *source[MOST_ROWS];
    double value[MOST_ROWS];
    double low[MOST_ROWS];
    double high[MOST_ROWS];
    double at[MOST_ROWS];
    size_t n;
};

/* What is known of a value by its path in the scenario. */
static const struct value *find_value(const struct values *values, const char *path)
{
    for (size_t i = 0; i < values->n; i++) {
        if (strcmp(values->items[i].path, path) == 0) {
            return &values->items[i];
        }
    }
    return NULL;
}

/* Adds a row with the band that the scenario says, or that its grade makes. */
static void add(struct rows *r, const char *kind, const char *item, double value, const char *unit,
                const char *path)
{
    const struct value *const from = find_value(r->values, path);
    const enum grade grade = from != NULL ? from->grade : GRADE_GIVEN;
    const bool has_low = from != NULL && !isnan(from->low);
    const bool has_high = from != NULL && !isnan(from->high);
    const double spread = has_low || has_high ? 0.0 : fabs(value) * spread_frac[grade];

    if (r->n == MOST_ROWS) {
        return;
    }
    r->kind[r->n] = kind;
    r->item[r->n] = item;
    r->unit[r->n] = unit;
    r->heading[r->n] = "";
    r->scale[r->n] = "";
    r->value[r->n] = value;
    r->low[r->n] = has_low ? from->low : value - spread;
    r->high[r->n] = has_high ? from->high : value + spread;
    r->grade[r->n] = isnan(value) ? "not given" : grade_text(grade);
    r->source[r->n] = from != NULL ? from->source : "";
    r->n++;
}

static const char *heading_of(const char *kind, const struct scn_cost *cost)
{
    static const char *const words[] = {
        [COST_EQUIPMENT] = "capital",       [COST_MIGRATION] = "migration",
        [COST_CONNECTIONS] = "connections", [COST_STAFF] = "staff",
        [COST_MAINTENANCE] = "maintenance", [COST_OTHER] = "other",
    };

    return strcmp(kind, PRICE_YEARLY) == 0 && cost->kind == COST_EQUIPMENT ? words[COST_OTHER]
                                                                           : words[cost->kind];
}

struct size {
    double it_limit_w;
    double racks;
    double gpus;
};

/* A sum, a price times the hall's IT power, or one times its racks. */
static void add_costs(struct rows *r, const char *kind, const char *key, const struct list *list,
                      const struct size *size)
{
    const struct scn_cost *const costs = list->items;

    for (size_t i = 0; i < list->n; i++) {
        const char *of = "amount";
        const char *scale = PRICE_WHOLE;
        double price = costs[i].amount_usd;
        double times = 1.0;
        if (!isnan(costs[i].per_power_usd_per_w)) {
            of = "per_power";
            scale = PRICE_BY_POWER;
            price = costs[i].per_power_usd_per_w;
            times = size->it_limit_w;
        } else if (!isnan(costs[i].per_rack_usd)) {
            of = "per_rack";
            scale = PRICE_BY_RACKS;
            price = costs[i].per_rack_usd;
            times = size->racks;
        }
        if (r->n == MOST_ROWS) {
            return;
        }
        add(r, kind, costs[i].name, price, "USD",
            text_print(r->arena, "money.%s[%s].%s", key, costs[i].name, of));
        r->value[r->n - 1] *= times;
        r->low[r->n - 1] *= times;
        r->high[r->n - 1] *= times;
        r->at[r->n - 1] = costs[i].year;
        r->heading[r->n - 1] = heading_of(kind, &costs[i]);
        r->scale[r->n - 1] = scale;
    }
}

static void add_energy(struct rows *r, const struct scn_money *m)
{
    add(r, PRICE_ENERGY, "energy", m->energy_usd_per_j, "USD/J", "money.energy");
    add(r, PRICE_ENERGY_UP, "rise of the energy price", m->energy_escalation_frac, "1",
        "money.energy_escalation");
    if (m->tariff != NULL) {
        add(r, PRICE_TARIFF, "tariff, all prices", m->tariff->level, "-", "money.tariff.level");
    }
    if (!isnan(m->billed_pue)) {
        add(r, PRICE_PUE, "billed PUE", m->billed_pue, "-", "money.billed_pue");
    }
    add(r, PRICE_LOAD, "load factor", m->load_factor_frac, "1", "money.load_factor");
    for (size_t i = 0; i < m->ramp_frac.n && r->n < MOST_ROWS; i++) {
        add(r, PRICE_RAMP, "share of the load", m->ramp_frac.items[i], "1", "money.ramp");
        r->at[r->n - 1] = (double)i + 1.0;
    }
}

static void add_rent(struct rows *r, const struct scn_money *m, const struct scn_contract *contract)
{
    const double granted_w = contract != NULL ? contract->power_w : PARAM_UNKNOWN;
    const double contracted_w = isnan(m->contracted_w) ? granted_w : m->contracted_w;
    const struct curve *const premium = &m->premium_by_density_frac;

    if (m->cloud != NULL || (isnan(m->rent_usd_per_ws) && isnan(contracted_w))) {
        return;
    }
    add(r, PRICE_RENT, "rent", m->rent_usd_per_ws, "USD/W/s", "money.rent");
    if (premium->n == 0) {
        add(r, PRICE_PREMIUM, "rent premium", m->rent_premium_frac, "1", "money.rent_premium");
    }
    for (size_t i = 0; i < premium->n && r->n < MOST_ROWS; i++) {
        add(r, PRICE_PREMIUM_AT, "rent premium by density", premium->y[i], "1",
            "money.premium_by_density");
        r->at[r->n - 1] = premium->x[i];
    }
    add(r, PRICE_RENT_UP, "rise of the rent", m->rent_escalation_frac, "1",
        "money.rent_escalation");
    add(r, PRICE_CONTRACTED, "contracted power", contracted_w, "W",
        isnan(m->contracted_w) ? "hall.contract.power" : "money.contracted");
    add(r, PRICE_BASIS, "rent by use", m->rent_basis == RENT_USED ? 1.0 : 0.0, "1", "");
    if (contract != NULL && !isnan(contract->minimum_take_frac)) {
        add(r, PRICE_TAKE, "minimum take", contract->minimum_take_frac, "1",
            "hall.contract.minimum_take");
    }
}

static void add_cloud(struct rows *r, const struct scn_money *m, const struct size *size)
{
    add(r, PRICE_GPUS, "GPUs", size->gpus > 0.0 ? size->gpus : PARAM_UNKNOWN, "-", "");
    if (m->cloud != NULL) {
        const struct scn_cloud *const c = m->cloud;
        const bool is_given = !isnan(c->gpus);
        const double hall = size->gpus > 0.0 ? size->gpus : PARAM_UNKNOWN;
        add(r, PRICE_CLOUD, "rented GPUs", is_given ? c->gpus : hall, "-", "money.cloud.gpus");
        add(r, PRICE_RESERVED, "GPU-hour, reserved", c->reserved_usd_per_gpu_s, "USD/GPU/s",
            "money.cloud.reserved");
        add(r, PRICE_ON_DEMAND, "GPU-hour, on demand", c->on_demand_usd_per_gpu_s, "USD/GPU/s",
            "money.cloud.on_demand");
        add(r, PRICE_SHARE, "reserved share", c->reserved_share_frac, "1",
            "money.cloud.reserved_share");
    }
    if (m->egress != NULL) {
        add(r, PRICE_EGRESS, "data that leaves", m->egress->rate_bytes_per_s, "B/s",
            "money.egress.rate");
        add(r, PRICE_EGRESS_AT, "price of data that leaves", m->egress->price_usd_per_byte, "USD/B",
            "money.egress.price");
    }
}

static void take_all(struct rows *r, const struct scn_money *m, const struct scn_hall *hall,
                     const struct size *size)
{
    add(r, PRICE_TERM, "term", m->term_years, "year", "money.term");
    add(r, PRICE_DISCOUNT, "discount rate", m->discount_frac, "1", "money.discount");
    add_energy(r, m);
    add_rent(r, m, hall->contract);
    add(r, PRICE_TIME, "time to power", m->time_to_power_s, "s", "money.time_to_power");
    if (!isnan(m->waiting_gpu_usd_per_gpu_s)) {
        add(r, PRICE_WAIT_GPU, "worth of a GPU-hour not had", m->waiting_gpu_usd_per_gpu_s,
            "USD/GPU/s", "money.waiting_gpu");
    } else {
        add(r, PRICE_WAIT, "worth of power not had", m->waiting_usd_per_ws, "USD/W/s",
            "money.waiting");
    }
    add_cloud(r, m, size);
    add_costs(r, PRICE_CAPITAL, "capital", &m->capital, size);
    add_costs(r, PRICE_YEARLY, "yearly", &m->yearly, size);
    add_costs(r, PRICE_SUNK, "sunk", &m->sunk, size);
}

static struct size size_of(const struct scn_hall *hall)
{
    const struct scn_row *const rows = hall->rows.items;
    struct size size = {.it_limit_w = hall->it_limit_w};

    for (size_t i = 0; i < hall->rows.n; i++) {
        const struct scn_rack *const racks = rows[i].racks.items;
        for (size_t k = 0; k < rows[i].racks.n; k++) {
            const struct scn_node *const nodes = racks[k].nodes.items;
            size.racks += 1.0;
            for (size_t j = 0; j < racks[k].nodes.n; j++) {
                const struct model_ref *const model = &nodes[j].model;
                const double gpus = model->info != NULL
                                        ? model_number(model->info, model->params, "accelerators")
                                        : PARAM_UNKNOWN;
                size.gpus += isnan(gpus) ? 0.0 : gpus * nodes[j].count;
            }
        }
    }
    return size;
}

static void *copy(struct arena *arena, const void *from, size_t n, size_t size)
{
    void *const to = arena_take(arena, n, size, "prices");

    memcpy(to, from, n * size);
    return to;
}

static void put_columns(const struct rows *r, struct table_data *t)
{
    const struct {
        const char *name;
        const char *unit;
        const char *long_name;
        const char *const *texts;
        const double *numbers;
    } columns[] = {
        {"kind", "", "what the row is", r->kind, NULL},
        {"item", "", "what is paid for", r->item, NULL},
        {"value", "1", "in the unit of its row", NULL, r->value},
        {"low", "1", "what it may be at the least", NULL, r->low},
        {"high", "1", "what it may be at the most", NULL, r->high},
        {"unit", "", "USD stands for the scenario's currency", r->unit, NULL},
        {"at", "1", "year when it falls due, 0 before the first; kW a rack of a premium", NULL,
         r->at},
        {"heading", "", "of a cost in a comparison", r->heading, NULL},
        {"scale", "", "what a cost grows with: power, racks, or nothing (whole)", r->scale, NULL},
        {"grade", "", "how well it is known", r->grade, NULL},
        {"source", "", "who says so", r->source, NULL},
    };

    t->n_columns = sizeof columns / sizeof columns[0];
    for (size_t i = 0; i < t->n_columns; i++) {
        t->columns[i] = (struct table_column){
            .name = columns[i].name, .unit = columns[i].unit, .long_name = columns[i].long_name};
        if (columns[i].texts != NULL) {
            t->columns[i].texts = copy(r->arena, columns[i].texts, r->n, sizeof(char *));
        } else {
            t->columns[i].numbers = copy(r->arena, columns[i].numbers, r->n, sizeof(double));
        }
    }
}

const struct table_data *prices_table(struct arena *arena, const struct scenario *scenario,
                                      size_t site, size_t hall)
{
    const struct scn_money *const money = scenario->tree->money;
    const struct scn_hall *const halls = scenario->sites[site].halls.items;
    struct rows r = {.arena = arena, .values = &scenario->values};

    if (money == NULL) {
        return NULL;
    }
    const struct size size = size_of(&halls[hall]);
    take_all(&r, money, &halls[hall], &size);
    struct table_data *const t = arena_take(arena, 1, sizeof *t, "prices");
    t->name = "prices";
    t->title =
        text_print(arena, "%s, in %s", money->option != NULL ? money->option : scenario->name,
                   scenario->currency);
    t->n_rows = r.n;
    put_columns(&r, t);
    return t;
}
