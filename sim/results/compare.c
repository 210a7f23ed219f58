/* SPDX-License-Identifier: Apache-2.0 */
#include "sim/results/compare.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "sim/base/lines.h"
#include "sim/results/verdict.h"

enum { MOST_SIDES = 8 };

/* Greatest value of a variable over the whole run. */
static double greatest(const struct results *r, const char *name)
{
    const struct results_variable *const v = results_variable(r, name);
    double most = (double)NAN;

    if (v == NULL) {
        return most;
    }
    const struct results_dim *const dim = results_dim(r, v->dim);
    const size_t n = dim != NULL ? dim->n : 1;
    double *const items = calloc(n, sizeof *items);
    if (items != NULL && results_over_run(r, v, RESULTS_MOST, items) == STATUS_OK) {
        for (size_t i = 0; i < n; i++) {
            most = fmax(most, items[i]); /* fmax passes over NAN */
        }
    }
    free(items);
    return most;
}

/* Mean power of the hall: by the ledger, or by the records of a run that has not got to one. */
static double mean_of(const struct results *r, const char *energy, const char *name)
{
    const struct results_variable *const v = results_variable(r, name);
    const double by_ledger_w = results_number(r, energy) / results_number(r, "ledger/simulated_s");
    double mean_w = (double)NAN;

    if (!isnan(by_ledger_w) || v == NULL ||
        results_over_run(r, v, RESULTS_MEAN, &mean_w) != STATUS_OK) {
        return by_ledger_w;
    }
    return mean_w;
}

/* What `headroom contingency` left in the file, if it did. */
static void take_losses(const struct results *r, struct compare_side *side)
{
    const struct results_table *const t = results_table(r, "contingency");
    const char *const *const verdicts = t != NULL ? results_texts(t, "verdict") : NULL;
    const double *const passed_s = t != NULL ? results_numbers(t, "passed_s") : NULL;

    if (verdicts == NULL || passed_s == NULL) {
        return;
    }
    side->losses_failed = 0.0;
    for (size_t i = 0; i < t->n_rows; i++) {
        side->losses_failed += strcmp(verdicts[i], "FAILS") == 0 ? 1.0 : 0.0;
        side->ride_s = fmin(side->ride_s, passed_s[i]); /* fmin passes over NAN */
    }
}

void compare_of(const struct results *r, struct compare_side *ret_side)
{
    const struct results_dim *const racks = results_dim(r, "rack");
    size_t *const order = verdict_order(r);
    struct compare_side side = {
        .racks = racks != NULL ? (double)racks->n : 0.0,
        .it_mean_w = mean_of(r, "ledger/it_j", "hall_it_w"),
        .it_peak_w = greatest(r, "hall_it_max_w"),
        .utility_peak_w = greatest(r, "hall_utility_max_w"),
        .pue = results_number(r, "ledger/pue"),
        .to_liquid_mean_w = mean_of(r, "ledger/to_liquid_j", "hall_to_liquid_w"),
        .to_air_mean_w = mean_of(r, "ledger/to_air_j", "hall_to_air_w"),
        .hottest_inlet_c = greatest(r, "rack_inlet_hottest_max_c"),
        .verdict = verdict_of(r, NULL),
        .margin_frac = (double)NAN,
        .headroom_w = (double)NAN,
        .losses_failed = (double)NAN,
        .ride_s = (double)NAN,
    };

    for (size_t k = 0; order != NULL && k < results_n_limits(r) && side.binding == NULL; k++) {
        const struct results_limit *const l = &results_limits(r)[order[k]];
        if (verdict_binds(l)) {
            side.binding = l;
            side.margin_frac = l->margin_frac;
            side.headroom_w = l->further_w;
        }
    }
    free(order);
    take_losses(r, &side);
    side.it_peak_w = fmax(side.it_peak_w, side.it_mean_w); /* the peak is stored rounded */
    *ret_side = side;
}

/* -------------------------------------------------------------------- text */

bool compare_verdict_fails(const struct results *r)
{
    return verdict_of(r, NULL) == VERDICT_DOES_NOT_FIT;
}

/* Adds a row and releases its cells. */
static void end_row(struct text *t, const char *label, struct text *cells, size_t n)
{
    const char *texts[MOST_SIDES] = {NULL};

    for (size_t i = 0; i < n; i++) {
        texts[i] = cells[i].at;
    }
    lines_row(t, label, COMPARE_LABEL_WIDTH, texts, n);
    for (size_t i = 0; i < n; i++) {
        text_release(&cells[i]);
    }
}

struct quantity_row {
    const char *label;
    size_t offset; /* in struct compare_side */
    const char *si;
};

/* A row of which nothing is known, such as losses that were not tried, is left out. */
static void add_quantity_row(struct text *t, const struct quantity_row *row,
                             const struct compare_side *sides, size_t n, enum unit_system units)
{
    bool has_any = false;

    for (size_t i = 0; i < n; i++) {
        double value = 0.0;
        memcpy(&value, (const char *)&sides[i] + row->offset, sizeof value);
        has_any = has_any || !isnan(value);
    }
    if (!has_any) {
        return;
    }
    struct text cells[MOST_SIDES] = {0};
    for (size_t i = 0; i < n; i++) {
        double value = 0.0;
        memcpy(&value, (const char *)&sides[i] + row->offset, sizeof value);
        units_print(&cells[i], row->si, value, 4, units);
    }
    end_row(t, row->label, cells, n);
}

static void add_binding_rows(struct text *t, const struct compare_side *sides, size_t n)
{
    struct text names[MOST_SIDES] = {0};
    struct text subjects[MOST_SIDES] = {0};

    for (size_t i = 0; i < n; i++) {
        const struct results_limit *const l = sides[i].binding;
        text_add(&names[i], "%s", l != NULL ? l->name : "none");
        text_add(&subjects[i], "%s%s", l != NULL ? l->subject : "",
                 l != NULL && l->worst_is_n1 ? ", a partner lost" : "");
    }
    end_row(t, "binding limit", names, n);
    end_row(t, "  of", subjects, n);
}

static void add_heads(struct text *t, const char *const *names, size_t n)
{
    struct text cells[MOST_SIDES] = {0};

    for (size_t i = 0; i < n; i++) {
        const char *const slash = strrchr(names[i], '/');
        text_add(&cells[i], "%s", slash != NULL ? slash + 1 : names[i]);
    }
    end_row(t, "", cells, n);
}

void compare_text(const struct results *const *results, const char *const *names, size_t n,
                  enum unit_system units, struct text *ret_text)
{
    static const struct quantity_row rows[] = {
        {"IT load, mean", offsetof(struct compare_side, it_mean_w), "W"},
        {"IT load, peak", offsetof(struct compare_side, it_peak_w), "W"},
        {"utility, peak", offsetof(struct compare_side, utility_peak_w), "W"},
        {"PUE", offsetof(struct compare_side, pue), "-"},
        {"heat to liquid, mean", offsetof(struct compare_side, to_liquid_mean_w), "W"},
        {"heat to air, mean", offsetof(struct compare_side, to_air_mean_w), "W"},
        {"hottest inlet", offsetof(struct compare_side, hottest_inlet_c), "degC"},
        {"racks held", offsetof(struct compare_side, racks), "-"},
        {"least margin", offsetof(struct compare_side, margin_frac), "1"},
        {"headroom of its subject", offsetof(struct compare_side, headroom_w), "W"},
        {"losses that it fails", offsetof(struct compare_side, losses_failed), "-"},
        {"shortest time to a limit", offsetof(struct compare_side, ride_s), "s"},
    };
    struct compare_side sides[MOST_SIDES];
    struct text verdicts[MOST_SIDES] = {0};

    n = n < MOST_SIDES ? n : MOST_SIDES;
    for (size_t i = 0; i < n; i++) {
        compare_of(results[i], &sides[i]);
        const char *const title = results_text(results[i], "title");
        text_add(ret_text, "%zu  %s\n", i + 1, title != NULL ? title : "no title");
    }
    text_add(ret_text, "\n");
    add_heads(ret_text, names, n);
    for (size_t i = 0; i < n; i++) {
        text_add(&verdicts[i], "%s", verdict_text(sides[i].verdict));
    }
    end_row(ret_text, "verdict", verdicts, n);
    for (size_t k = 0; k < sizeof rows / sizeof rows[0]; k++) {
        add_quantity_row(ret_text, &rows[k], sides, n, units);
    }
    add_binding_rows(ret_text, sides, n);
}
