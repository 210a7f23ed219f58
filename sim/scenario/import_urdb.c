/* SPDX-License-Identifier: Apache-2.0 */
#include "sim/scenario/import_urdb.h"

#include <math.h>
#include <string.h>

#include "models/model.h"

#define J_PER_KWH 3.6e6
#define W_PER_KW  1e3
#define DAY_S     86400.0
#define MONTH_S   (31557600.0 / 12.0)
#define WINDOW_S  900.0 /* URDB's demandwindow when it says nothing: 15 min is the usual */

struct urdb {
    struct arena *arena;
    struct diag *diag;
    const struct doc_node *rate;
    bool has_failed;
};

static void fail(struct urdb *u, struct span at, const char *what)
{
    u->has_failed = true;
    diag_add(u->diag, DIAG_BAD_TARIFF, at, "%s", what);
}

/* A plain number; NAN without one, after saying so. */
static double number_of(struct urdb *u, const struct doc_node *node)
{
    double value = 0.0;
    size_t taken = 0;

    if (node->kind != DOC_VALUE ||
        text_to_double(view_of(node->text), &value, &taken) != NUMBER_OK ||
        node->text[taken] != '\0') {
        fail(u, node->at, "a number should stand here");
        return PARAM_UNKNOWN;
    }
    return value;
}

static double number_at(struct urdb *u, const struct doc_node *map, const char *key,
                        double otherwise)
{
    const struct doc_node *const node = doc_find(map, key, NULL);
    const bool is_null = node != NULL && node->kind == DOC_VALUE && strcmp(node->text, "null") == 0;

    return node != NULL && !is_null ? number_of(u, node) : otherwise;
}

static bool is_list(struct urdb *u, const struct doc_node *node, size_t most, const char *what)
{
    if (node->kind != DOC_LIST || node->n < 1 || node->n > most) {
        fail(u, node->at, text_print(u->arena, "%s should be a list of 1 to %zu", what, most));
        return false;
    }
    return true;
}

/* {"unit": "kWh", "rate": 0.09, "adj": 0.01, "max": 5000}; per_unit: J or W in the file's unit. */
static struct tariff_step step_of(struct urdb *u, const struct doc_node *node, const char *unit,
                                  double per_unit)
{
    const struct doc_node *const given = doc_find(node, "unit", NULL);

    if (given != NULL && (given->kind != DOC_VALUE || strcmp(given->text, unit) != 0)) {
        fail(u, given->at, text_print(u->arena, "only steps by %s of a month are read", unit));
    }
    const double rate = number_at(u, node, "rate", 0.0) + number_at(u, node, "adj", 0.0);
    return (struct tariff_step){.most = number_at(u, node, "max", (double)INFINITY) * per_unit,
                                .price = rate / per_unit};
}

static void take_period(struct urdb *u, const struct doc_node *node, const char *unit,
                        double per_unit, struct tariff_period *period)
{
    double before = 0.0;

    if (!is_list(u, node, TARIFF_MOST_STEPS, "a period's steps")) {
        return;
    }
    for (size_t k = 0; k < node->n && !u->has_failed; k++) {
        if (node->items[k]->kind != DOC_MAP) {
            fail(u, node->items[k]->at, "a step should be an object with 'rate'");
            return;
        }
        period->steps[k] = step_of(u, node->items[k], unit, per_unit);
        if (period->steps[k].most <= before) {
            fail(u, node->items[k]->at, "'max' should rise from step to step");
        }
        before = period->steps[k].most;
    }
    period->n = node->n;
    period->steps[node->n - 1].most = (double)INFINITY; /* what is beyond costs as the last */
}

static void take_structure(struct urdb *u, const char *key, const char *unit, double per_unit,
                           struct tariff_period *periods, size_t *ret_n)
{
    const struct doc_node *const node = doc_find(u->rate, key, NULL);

    *ret_n = 0;
    if (node == NULL || !is_list(u, node, TARIFF_MOST_PERIODS, key)) {
        return;
    }
    for (size_t i = 0; i < node->n && !u->has_failed; i++) {
        take_period(u, node->items[i], unit, per_unit, &periods[i]);
    }
    *ret_n = node->n;
}

static unsigned char period_of(struct urdb *u, const struct doc_node *node, size_t n_periods)
{
    const double i = number_of(u, node);

    if (!(i >= 0.0) || i >= (double)n_periods || i != floor(i)) {
        fail(u, node->at, "this names no period of the rate's structure");
        return 0;
    }
    return (unsigned char)i;
}

/* Twelve lists of twenty-four numbers of periods. */
static void take_days(struct urdb *u, const char *key, size_t n_periods,
                      unsigned char (*ret_period)[TARIFF_HOURS])
{
    const struct doc_node *const node = doc_find(u->rate, key, NULL);

    if (node == NULL || node->kind != DOC_LIST || node->n != TARIFF_MONTHS) {
        fail(u, node != NULL ? node->at : u->rate->at,
             text_print(u->arena, "'%s' should be a list of 12 months", key));
        return;
    }
    for (size_t m = 0; m < TARIFF_MONTHS; m++) {
        const struct doc_node *const month = node->items[m];
        if (month->kind != DOC_LIST || month->n != TARIFF_HOURS) {
            fail(u, month->at, "a month should be a list of 24 hours");
            return;
        }
        for (size_t h = 0; h < TARIFF_HOURS; h++) {
            ret_period[m][h] = period_of(u, month->items[h], n_periods);
        }
    }
}

/* One number for each month; months without the key keep what they have. */
static const struct doc_node *months_of(struct urdb *u, const char *key)
{
    const struct doc_node *const node = doc_find(u->rate, key, NULL);

    if (node != NULL && (node->kind != DOC_LIST || node->n != TARIFF_MONTHS)) {
        fail(u, node->at, text_print(u->arena, "'%s' should be a list of 12 months", key));
        return NULL;
    }
    return node;
}

static void take_demand(struct urdb *u, struct tariff *t)
{
    take_structure(u, "demandratestructure", "kW", W_PER_KW, t->demand, &t->n_demand);
    take_structure(u, "flatdemandstructure", "kW", W_PER_KW, t->flat, &t->n_flat);
    if (t->n_demand > 0) {
        take_days(u, "demandweekdayschedule", t->n_demand, t->demand_hours.period[TARIFF_WEEKDAYS]);
        take_days(u, "demandweekendschedule", t->n_demand, t->demand_hours.period[TARIFF_WEEKENDS]);
    }
    const struct doc_node *const flat = t->n_flat > 0 ? months_of(u, "flatdemandmonths") : NULL;
    const struct doc_node *const ratchet = months_of(u, "demandratchetpercentage");
    for (size_t m = 0; m < TARIFF_MONTHS; m++) {
        t->flat_period[m] = flat != NULL ? period_of(u, flat->items[m], t->n_flat) : 0;
        t->ratchet_frac[m] = ratchet != NULL ? number_of(u, ratchet->items[m]) : 0.0;
    }
    t->window_s = 60.0 * number_at(u, u->rate, "demandwindow", WINDOW_S / 60.0);
    if (!(t->window_s >= 60.0 && t->window_s <= DAY_S)) {
        fail(u, doc_find(u->rate, "demandwindow", NULL)->at,
             "'demandwindow' should be 1 to 1440 minutes");
    }
}

static void take_fixed(struct urdb *u, struct tariff *t)
{
    const double newer = number_at(u, u->rate, "fixedchargefirstmeter", PARAM_UNKNOWN);
    const struct doc_node *const unit = doc_find(u->rate, "fixedchargeunits", NULL);
    const double older = number_at(u, u->rate, "fixedmonthlycharge", 0.0);
    double period_s = MONTH_S;

    if (!isnan(newer) && unit != NULL && unit->kind == DOC_VALUE) {
        if (strcmp(unit->text, "$/day") == 0) {
            period_s = DAY_S;
        } else if (strcmp(unit->text, "$/month") != 0) {
            fail(u, unit->at, "only fixed charges in $/month and $/day are read");
        }
    }
    t->fixed_usd_per_s = isnan(newer) ? older / MONTH_S : newer / period_s;
}

static void warn_passed_over(struct urdb *u)
{
    static const char *const keys[] = {"coincidentratestructure", "demandreactivepowercharge",
                                       "minmonthlycharge", "annualmincharge"};

    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        const struct doc_node *const node = doc_find(u->rate, keys[i], NULL);
        if (node != NULL) {
            diag_add(u->diag, DIAG_UNUSED, node->at, "'%s' of the rate is not counted", keys[i]);
        }
    }
}

static const struct doc_node *rate_of(struct urdb *u, const struct doc_node *root)
{
    const struct doc_node *const items =
        root->kind == DOC_MAP ? doc_find(root, "items", NULL) : NULL;

    if (items != NULL && items->kind == DOC_LIST && items->n > 0) {
        root = items->items[0];
    }
    if (root->kind != DOC_MAP || doc_find(root, "energyratestructure", NULL) == NULL) {
        fail(u, root->at, "there is no 'energyratestructure': is this a rate of the URDB?");
        return NULL;
    }
    return root;
}

enum status import_urdb(struct arena *arena, const char *path, struct span at, struct diag *diag,
                        const struct tariff **ret_tariff)
{
    struct urdb u = {.arena = arena, .diag = diag};
    struct tariff *const t = ARENA_ARRAY(arena, struct tariff, 1, "tariff");
    struct doc_node *root = NULL;
    struct view text = {0};

    if (doc_read_file(arena, path, at, diag, &text) != STATUS_OK) {
        return STATUS_BAD_INPUT;
    }
    const uint16_t source = diag_add_source(diag, path, text, at);
    if (doc_parse(arena, source, text, diag, &root) != STATUS_OK) {
        return STATUS_BAD_INPUT;
    }
    if (root == NULL) {
        diag_add(diag, DIAG_FILE_EMPTY, at, "'%s' has nothing in it", path);
        return STATUS_BAD_INPUT;
    }
    u.rate = rate_of(&u, root);
    if (u.rate == NULL) {
        return STATUS_BAD_INPUT;
    }
    take_structure(&u, "energyratestructure", "kWh", J_PER_KWH, t->energy, &t->n_energy);
    if (t->n_energy > 0) {
        take_days(&u, "energyweekdayschedule", t->n_energy,
                  t->energy_hours.period[TARIFF_WEEKDAYS]);
        take_days(&u, "energyweekendschedule", t->n_energy,
                  t->energy_hours.period[TARIFF_WEEKENDS]);
    }
    take_demand(&u, t);
    take_fixed(&u, t);
    warn_passed_over(&u);
    *ret_tariff = t;
    return u.has_failed ? STATUS_BAD_INPUT : STATUS_OK;
}
