/* SPDX-License-Identifier: Apache-2.0 */
#include "sim/scenario/validate_money.h"

#include <math.h>

static void check_costs(const struct list *list, struct diag *diag)
{
    const struct scn_cost *const costs = list->items;

    for (size_t i = 0; i < list->n; i++) {
        const int n = !isnan(costs[i].amount_usd) + !isnan(costs[i].per_power_usd_per_w) +
                      !isnan(costs[i].per_rack_usd);
        if (n > 1) {
            diag_add(diag, DIAG_CONTRADICTION, costs[i].at,
                     "cost '%s' has %d prices; give one of amount, per_power and per_rack",
                     costs[i].name, n);
        }
    }
}

static void check_tariff(const struct scn_tariff *t, struct diag *diag)
{
    const struct scn_period *const periods = t->periods.items;

    if (t->file != NULL && (t->periods.n > 0 || t->demand_usd_per_ws > 0.0)) {
        diag_add(diag, DIAG_CONTRADICTION, t->at,
                 "tariff: it is a file; its periods and demand charge stand there, not here");
    }
    if (t->periods.n >= TARIFF_MOST_PERIODS) {
        diag_add(diag, DIAG_TOO_MANY, periods[0].at, "tariff: at most %d periods",
                 TARIFF_MOST_PERIODS - 1);
    }
    for (size_t i = 0; i < t->periods.n; i++) {
        if (periods[i].from_h != floor(periods[i].from_h) ||
            periods[i].to_h != floor(periods[i].to_h)) {
            diag_add(diag, DIAG_NOT_WHOLE, periods[i].at,
                     "period '%s' should begin and end on whole hours", periods[i].name);
        }
        for (size_t k = 0; k < periods[i].months.n; k++) {
            if (periods[i].months.items[k] != floor(periods[i].months.items[k])) {
                diag_add(diag, DIAG_NOT_WHOLE, periods[i].at, "period '%s': months are 1 to 12",
                         periods[i].name);
            }
        }
    }
}

void validate_money(const struct scn_money *money, struct diag *diag)
{
    if (money == NULL) {
        return;
    }
    check_costs(&money->capital, diag);
    check_costs(&money->yearly, diag);
    check_costs(&money->sunk, diag);
    if (money->tariff != NULL) {
        check_tariff(money->tariff, diag);
    }
    if (money->term_years != floor(money->term_years)) {
        diag_add(diag, DIAG_NOT_WHOLE, money->at, "money: 'term' should be whole years");
    }
    if (!isnan(money->waiting_usd_per_ws) && !isnan(money->waiting_gpu_usd_per_gpu_s)) {
        diag_add(diag, DIAG_CONTRADICTION, money->at,
                 "money: waiting has a value by power and one by GPU; give one of them");
    }
}
