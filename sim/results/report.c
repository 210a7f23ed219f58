/* SPDX-License-Identifier: Apache-2.0 */
#include "sim/results/report.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "sim/base/lines.h"
#include "sim/results/compare.h"
#include "sim/results/report_tables.h"
#include "sim/results/verdict.h"

/* ------------------------------------------------------------------ phrases */

/* Ends a phrase that begins in a column: broken into lines of the page. */
static void end_phrase(struct text *t, struct text *phrase, int column, int indent)
{
    lines_wrap(t, phrase->at, column, indent, LINES_WIDTH);
    text_add(t, "\n");
    text_release(phrase);
}

static void add_head(const struct results *r, struct text *t)
{
    const struct results_dim *const racks = results_dim(r, "rack");
    const size_t n_racks = racks != NULL ? racks->n : 0;
    const size_t n_times = results_n_times(r);
    const double end_s = n_times > 0 ? results_times_s(r)[n_times - 1] : 0.0;

    const char *const title = results_text(r, "title");
    const char *const hall = results_text(r, "hall");

    struct text line = {0};

    text_add(&line, "%s, %zu rack%s, ", hall != NULL && hall[0] != '\0' ? hall : "hall", n_racks,
             n_racks == 1 ? "" : "s");
    if (results_is_steady(r)) {
        text_add(&line, "steady state");
    } else {
        units_print(&line, "s", end_s, 6, UNITS_SI);
        text_add(&line, " simulated, every number at its worst moment");
    }
    text_add(t, "%s\n", title != NULL ? title : "no title");
    end_phrase(t, &line, 0, 0);
    if (strcmp(results_status(r), "running") == 0) {
        text_add(t, "this run has not ended, or was killed: its limits were not judged yet\n");
    } else if (strcmp(results_status(r), "complete") != 0) {
        text_add(t, "this run %s: what follows is what it got to\n",
                 strcmp(results_status(r), "failed") == 0 ? "failed" : "was interrupted");
    }
}

static void add_decision(const struct results_limit *l, enum unit_system units, struct text *t)
{
    const char *const margin_unit = report_tables_margin_unit(l);
    const double scale = report_tables_scale(l);
    struct text what = {0};
    struct text margin = {0};

    text_add(&what, "%s: %s, ", l->subject, l->name);
    report_tables_quantity(&what, l->unit, l->value, scale, units);
    text_add(&what, l->is_lower ? ", must stay above " : " of ");
    report_tables_quantity(&what, l->unit, l->limit, scale, units);
    text_add(&what, l->worst_is_n1 ? ", with its worst partner lost" : "");
    text_add(&margin, "margin ");
    report_tables_quantity(&margin, margin_unit, l->margin, scale, units);
    if (!isnan(l->margin_frac)) {
        text_add(&margin, l->margin_frac < -10.0 ? " (<-999 %%)" : " (%.0f %%)",
                 100.0 * l->margin_frac);
    }
    if (l->band > 0.0) {
        const double digits = floor(log10(l->band)) - 1.0; /* two of them */
        const double band = rint(l->band / pow(10.0, digits)) * pow(10.0, digits);
        text_add(&margin, ", known to +-");
        report_tables_quantity(&margin, margin_unit, band, scale, units);
    }
    if (l->further_w > 0.0 && isfinite(l->further_w)) {
        text_add(&margin, "; room for ");
        units_print(&margin, "W", l->further_w, 3, units);
        text_add(&margin, " more");
    }
    text_add(t, "  ");
    end_phrase(t, &what, 2, 4);
    text_add(t, "  ");
    end_phrase(t, &margin, 2, 4);
}

static void add_verdict(const struct results *r, enum unit_system units, struct text *t)
{
    static const char *const words[VERDICT_COUNT] = {
        [VERDICT_FITS] = "FITS",
        [VERDICT_DOES_NOT_FIT] = "DOES NOT FIT",
        [VERDICT_UNCERTAIN] = "WITHIN UNCERTAINTY",
        [VERDICT_UNKNOWN] = "UNKNOWN",
    };
    const struct results_limit *decides = NULL;
    const enum layout_verdict verdict = verdict_of(r, &decides);
    size_t n_passed = 0;

    for (size_t i = 0; i < results_n_limits(r); i++) {
        const struct results_limit *const l = &results_limits(r)[i];
        n_passed += !l->is_advisory && l->margin < 0.0;
    }
    text_add(t, "VERDICT: %s", words[verdict]);
    if (n_passed > 0) {
        text_add(t, " - %zu limit%s passed", n_passed, n_passed == 1 ? "" : "s");
    }
    text_add(t, "\n");
    if (decides == NULL) {
        text_add(t, "no limit could be looked at\n");
    } else {
        text_add(t, "%s\n", verdict == VERDICT_FITS ? "what binds first:" : "what decides:");
        add_decision(decides, units, t);
    }
}

static void add_unknown_racks(const struct results *r, struct text *t)
{
    enum { MOST_NAMED = 8 };
    const struct results_variable *const v = results_variable(r, "rack_known");
    const struct results_dim *const racks = results_dim(r, "rack");
    size_t n = 0;

    if (v == NULL || racks == NULL) {
        return;
    }
    double *const known = calloc(racks->n, sizeof *known);
    if (known != NULL && results_frame(r, v, 0, known) == STATUS_OK) {
        for (size_t i = 0; i < racks->n; i++) {
            if (known[i] == 0.0 && n++ < MOST_NAMED) {
                text_add(t, "%s%s", n == 1 ? "unknown, not counted as zero: " : ", ",
                         racks->labels[i]);
            }
        }
        if (n > MOST_NAMED) {
            text_add(t, " and %zu more", n - MOST_NAMED);
        }
        text_add(t, n > 0 ? "\n" : "");
    }
    free(known);
}

static void add_quantity(struct text *t, const char *label, const char *si, double value,
                         enum unit_system units)
{
    text_add(t, "%s ", label);
    units_print(t, si, value, 4, units);
}

/* Over the whole run and all items; NAN when it was not recorded. */
static double extreme(const struct results *r, const char *name)
{
    const struct results_variable *const v = results_variable(r, name);
    const struct results_dim *const dim = v != NULL ? results_dim(r, v->dim) : NULL;
    const size_t n = dim != NULL ? dim->n : 1;
    double *const items = calloc(n, sizeof *items);
    double value = (double)NAN;

    if (v != NULL && items != NULL && results_over_run(r, v, v->over, items) == STATUS_OK) {
        for (size_t i = 0; i < n; i++) {
            value = v->over == RESULTS_LEAST ? fmin(value, items[i]) : fmax(value, items[i]);
        }
    }
    free(items);
    return value;
}

/* Air that the racks ask for against what the handlers can move. */
static void add_air(const struct results *r, enum unit_system units, struct text *t)
{
    struct text line = {0};
    const double wanted_m3s = extreme(r, "hall_wanted_flow_max_m3s");
    const double available_m3s = extreme(r, "hall_available_flow_min_m3s");

    if (isnan(wanted_m3s) || isnan(available_m3s)) {
        return;
    }
    text_add(&line, "air: racks ask for ");
    report_tables_quantity(&line, "m3/s", wanted_m3s, wanted_m3s, units);
    text_add(&line, " of ");
    report_tables_quantity(&line, "m3/s", available_m3s, wanted_m3s, units);
    add_quantity(&line, "; supply", "degC", extreme(r, "hall_supply_air_max_c"), units);
    add_quantity(&line, ", return", "degC", extreme(r, "hall_return_air_max_c"), units);
    end_phrase(t, &line, 0, 5);
}

static void add_coolant(const struct results *r, enum unit_system units, struct text *t)
{
    if (results_dim(r, "cdu") == NULL) {
        return;
    }
    struct text line = {0};
    double flow_m3s = 0.0;
    double rated_m3s = 0.0;
    for (size_t i = 0; i < results_n_limits(r); i++) {
        const struct results_limit *const l = &results_limits(r)[i];
        if (strcmp(l->name, "CDU flow") == 0) {
            flow_m3s += l->value;
            rated_m3s += l->limit;
        }
    }
    text_add(&line, "coolant: racks draw ");
    report_tables_quantity(&line, "m3/s", flow_m3s, flow_m3s, units);
    if (!isnan(rated_m3s)) {
        text_add(&line, " of ");
        report_tables_quantity(&line, "m3/s", rated_m3s, flow_m3s, units);
    }
    add_quantity(&line, "; supply", "degC", extreme(r, "cdu_supply_max_c"), units);
    add_quantity(&line, ", return", "degC", extreme(r, "cdu_return_max_c"), units);
    add_quantity(&line, "; facility water", "degC", extreme(r, "cdu_facility_supply_max_c"), units);
    end_phrase(t, &line, 0, 9);
}

/* What the plants use besides power; silent where they use and give nothing of it. */
static void add_plants(const struct results *r, enum unit_system units, struct text *t)
{
    const double water_kg = results_number(r, "ledger/water_kg");
    const double reused_j = results_number(r, "ledger/reused_j");
    const double cue_kg_per_j = results_number(r, "ledger/cue_kg_per_j");
    const double exhausted_j = results_number(r, "ledger/exhausted_j");
    const double wet_s = results_number(r, "ledger/wet_s");
    const double simulated_s = results_number(r, "ledger/simulated_s");

    if (water_kg > 0.0) {
        add_quantity(t, "water", "kg/s", water_kg / simulated_s, units);
        add_quantity(t, " mean; WUE", "kg/J", results_number(r, "ledger/wue_kg_per_j"), units);
        text_add(t, "\n");
    }
    if (reused_j > 0.0) {
        add_quantity(t, "heat reused", "W", reused_j / simulated_s, units);
        add_quantity(t, " mean; ERE", "-", results_number(r, "ledger/ere"), units);
        add_quantity(t, ", ERF", "-", results_number(r, "ledger/erf"), units);
        text_add(t, "\n");
    }
    if (isfinite(cue_kg_per_j)) {
        add_quantity(t, "carbon: CUE", "kg/J", cue_kg_per_j, units);
        text_add(t, "\n");
    }
    if (exhausted_j > 0.0) {
        add_quantity(t, "outdoor air takes", "W", exhausted_j / simulated_s, units);
        text_add(t, " mean; no compressor runs for %.1f %% of the time\n",
                 100.0 * results_number(r, "ledger/all_free_s") / simulated_s);
    }
    if (wet_s > 0.0) {
        text_add(t,
                 "coils stand below the dew point for %.1f %% of the time:\n"
                 "  the heat of what condenses is not counted\n",
                 100.0 * wet_s / simulated_s);
    }
    if (water_kg > 0.0 || reused_j > 0.0 || exhausted_j > 0.0 || isfinite(cue_kg_per_j)) {
        text_add(t, "free cooling %.1f %% of the time",
                 100.0 * results_number(r, "ledger/free_s") / simulated_s);
        add_quantity(t, "; TUE", "-", results_number(r, "ledger/tue"), units);
        text_add(t, "\n");
    }
}

/* The price of caps, heat and lost power; silent where nothing was lost. */
static void add_work(const struct results *r, struct text *t)
{
    struct text line = {0};
    const double simulated_s = results_number(r, "ledger/simulated_s");
    const double gpu_s = results_number(r, "ledger/gpu_s");
    const double lost_gpu_s = results_number(r, "ledger/lost_gpu_s");

    if (!(lost_gpu_s > 1e-6 * gpu_s)) {
        return;
    }
    text_add(&line, "work: %.4g GPUs on average, %.4g more but for caps, heat or lost power",
             gpu_s / simulated_s, lost_gpu_s / simulated_s);
    if (strcmp(results_text(r, "run_mode"), "transient") == 0) {
        text_add(&line, ": %.4g GPU-hours lost", lost_gpu_s / 3600.0);
    }
    end_phrase(t, &line, 0, 6);
}

static void add_hall(const struct results *r, enum unit_system units, struct text *t)
{
    struct compare_side side;

    compare_of(r, &side);
    add_quantity(t, "IT", "W", side.it_mean_w, units);
    add_quantity(t, " mean,", "W", side.it_peak_w, units);
    add_quantity(t, " peak; utility", "W", side.utility_peak_w, units);
    add_quantity(t, " peak; PUE", "-", side.pue, units);
    text_add(t, "\n");
    add_quantity(t, "heat to liquid", "W", side.to_liquid_mean_w, units);
    add_quantity(t, ", to air", "W", side.to_air_mean_w, units);
    add_quantity(t, "; hottest inlet", "degC", side.hottest_inlet_c, units);
    text_add(t, "\n");
    add_air(r, units, t);
    report_tables_floor(r, t, units);
    add_coolant(r, units, t);
    add_plants(r, units, t);
    add_work(r, t);
}

/* ----------------------------------------------------------------- receipts */

enum { RECEIPT_INDENT = 9 };

static void add_balance(const struct results *r, struct text *t)
{
    const bool is_steady = results_is_steady(r);
    const double scale = is_steady ? 1e-3 / results_number(r, "ledger/simulated_s") : 1.0 / 3.6e6;
    const double exhausted_j = results_number(r, "ledger/exhausted_j");
    struct text line = {0};

    text_add(&line, "electrical %s in %.6g = rejected %.6g", is_steady ? "power" : "energy",
             results_number(r, "ledger/utility_j") * scale,
             results_number(r, "ledger/reject_j") * scale);
    if (exhausted_j > 0.0) {
        text_add(&line, " + with outdoor air %.6g", exhausted_j * scale);
    }
    text_add(&line, " + losses outside %.6g + stored %.6g %s",
             results_number(r, "ledger/outside_j") * scale,
             results_number(r, "ledger/stored_j") * scale, is_steady ? "kW" : "kWh");
    text_add(t, "Receipt  ");
    end_phrase(t, &line, RECEIPT_INDENT, RECEIPT_INDENT);
}

static void add_receipts(const struct results *r, struct text *t)
{
    struct text bands = {0};

    text_add(t, "\n");
    add_balance(r, t);
    text_add(t,
             "%*sworst step leaves %.1e of its energy without a place (a run fails\n"
             "%*sabove 1e-9)\n",
             RECEIPT_INDENT, "", results_number(r, "ledger/worst_residual_frac"), RECEIPT_INDENT,
             "");
    report_air_receipt(r, t);
    text_add(
        &bands,
        "rack kW +-15 %% from a nameplate, +-5 %% from a measured curve; room air "
        "%s; times x/1.5",
        report_air_is_field(r)
            ? "+-1.1 K to 5 kW a rack, +-1.8 K to 25 kW, +-3 K where its field was not compared"
            : "+-3 K without a computed field");
    text_add(t, "Bands    ");
    end_phrase(t, &bands, RECEIPT_INDENT, RECEIPT_INDENT);
}

void report_text(const struct results *r, const struct report_options *how, struct text *ret_text)
{
    if (how->is_verdict_only) {
        add_verdict(r, how->units, ret_text);
        return;
    }
    add_head(r, ret_text);
    text_add(ret_text, "\n");
    add_verdict(r, how->units, ret_text);
    add_unknown_racks(r, ret_text);
    text_add(ret_text, "\n");
    add_hall(r, how->units, ret_text);
    report_tables_headroom(r, how, ret_text);
    report_tables_inside(r, how, ret_text);
    report_tables_levels(r, how, ret_text);
    report_tables_racks(r, how, ret_text);
    report_tables_air(r, how, ret_text);
    report_tables_beyond(r, how, ret_text);
    report_tables_unknown(r, how, ret_text);
    report_tables_studies(r, how, ret_text);
    add_receipts(r, ret_text);
    report_tables_values(r, ret_text);
    text_add(ret_text, "file     %s\n", results_path(r));
}
