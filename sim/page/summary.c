/* summary.c - what a reader must know before anything else: does it fit, and what decides.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "sim/base/units.h"
#include "sim/page/html.h"
#include "sim/page/inner.h"
#include "sim/results/compare.h"
#include "sim/results/report_tables.h"
#include "sim/results/verdict.h"

static const struct {
    const char *words;
    const char *kind; /* class of the style */
} verdicts[VERDICT_COUNT] = {
    [VERDICT_FITS] = {"It fits", "fits"},
    [VERDICT_DOES_NOT_FIT] = {"It does not fit", "over"},
    [VERDICT_UNCERTAIN] = {"Within uncertainty", "close"},
    [VERDICT_UNKNOWN] = {"Not known", "unknown"},
};

static void add_head(const struct page *p)
{
    const struct results_dim *const racks = results_dim(p->r, "rack");
    const size_t n_times = results_n_times(p->r);
    const time_t start_s = (time_t)(results_start_us(p->r) / 1000000);
    const char *const title = results_text(p->r, "title");
    const char *const hall = results_text(p->r, "hall");
    char date[32] = "";
    struct tm utc = {0};

    (void)gmtime_r(&start_s, &utc);
    (void)strftime(date, sizeof date, "%Y-%m-%d %H:%M UTC", &utc);
    text_add(p->t, "<header><h1>");
    html_text(p->t, title != NULL && title[0] != '\0' ? title : "no title");
    text_add(p->t, "</h1>\n<p class=\"soft\">");
    html_text(p->t, hall != NULL && hall[0] != '\0' ? hall : "hall");
    text_add(p->t, ", %zu racks; ", racks != NULL ? racks->n : (size_t)0);
    if (results_is_steady(p->r)) {
        text_add(p->t, "steady state");
    } else {
        units_print(p->t, "s", n_times > 0 ? results_times_s(p->r)[n_times - 1] : 0.0, 6, p->units);
        text_add(p->t, " simulated from %s, every number at its worst moment", date);
    }
    text_add(p->t, "; made by headroom ");
    html_text(p->t, results_text(p->r, "provenance/version"));
    text_add(p->t, "</p></header>\n");
    if (strcmp(results_status(p->r), "complete") != 0) {
        text_add(p->t, "<p class=\"verdict close\"><strong>This run is not complete</strong> "
                       "(status: ");
        html_text(p->t, results_status(p->r));
        text_add(p->t, "). What follows is what it got to.</p>\n");
    }
}

/* Of several runs the comparison comes before what is told of the first alone. */
static void add_nav(const struct page *p)
{
    text_add(p->t,
             "<nav aria-label=\"Sections\"><a href=\"#headroom\">Headroom</a> %s"
             "<a href=\"#map\">Hall</a> <a href=\"#racks\">Racks</a> "
             "<a href=\"#time\">Over time</a> <a href=\"#flows\">Power and cooling</a> "
             "<a href=\"#energy\">Energy</a> <a href=\"#air\">Air</a> "
             "<a href=\"#studies\">Studies</a> %s"
             "<a href=\"#basis\">Assumptions</a> <a href=\"#receipts\">Receipts</a></nav>\n",
             p->n_runs > 1 ? "<a href=\"#cost\">Side by side</a> " : "",
             p->n_runs > 1 ? "" : "<a href=\"#cost\">Cost</a> ");
}

/* "A-03: inlet maximum, 27.4 degC of 30 degC. Margin 2.6 K (27 %), known to +-3 K." */
static void add_limit(const struct page *p, const struct results_limit *l)
{
    const char *const margin_unit = report_tables_margin_unit(l);
    const double scale = fmax(fabs(l->limit), fabs(l->value));

    text_add(p->t, "<span class=\"subject\" id=\"binding\" data-v=\"%.9g\">", l->margin);
    html_text(p->t, l->subject);
    text_add(p->t, ": ");
    html_text(p->t, l->name);
    text_add(p->t, "</span>, ");
    html_quantity(p->t, l->unit, l->value, scale, p->units);
    text_add(p->t, l->is_lower ? ", must stay above " : " of ");
    html_quantity(p->t, l->unit, l->limit, scale, p->units);
    text_add(p->t, "%s. Margin ", l->worst_is_n1 ? ", with its worst partner lost" : "");
    html_quantity(p->t, margin_unit, l->margin, scale, p->units);
    if (fabs(l->margin_frac) < 10.0) { /* of a limit near nothing a share says nothing */
        text_add(p->t, " (%.0f %%)", 100.0 * l->margin_frac);
    }
    if (l->band > 0.0) {
        const double digits = pow(10.0, floor(log10(l->band)) - 1.0); /* two of them */
        text_add(p->t, ", known to ±");
        html_quantity(p->t, margin_unit, rint(l->band / digits) * digits, scale, p->units);
    }
    text_add(p->t, ".");
    if (l->further_w > 0.0 && isfinite(l->further_w)) {
        text_add(p->t, " Room for ");
        html_quantity(p->t, "W", l->further_w, l->further_w, p->units);
        text_add(p->t, " more.");
    }
}

static void add_verdict(const struct page *p)
{
    const struct results_limit *decides = NULL;
    const enum layout_verdict verdict = verdict_of(p->r, &decides);
    size_t n_passed = 0;

    for (size_t i = 0; i < results_n_limits(p->r); i++) {
        const struct results_limit *const l = &results_limits(p->r)[i];
        n_passed += !l->is_advisory && l->margin < 0.0;
    }
    text_add(p->t, "<div class=\"verdict %s\" id=\"verdict\" data-verdict=\"%d\"><p><strong>%s",
             verdicts[verdict].kind, (int)verdict, verdicts[verdict].words);
    if (n_passed > 0) {
        text_add(p->t, ": %zu limit%s passed", n_passed, n_passed == 1 ? "" : "s");
    }
    text_add(p->t, ".</strong></p>\n<p>");
    if (decides == NULL) {
        text_add(p->t, "No limit could be looked at.");
    } else {
        text_add(p->t, verdict == VERDICT_FITS ? "What binds first is " : "What decides is ");
        add_limit(p, decides);
    }
    text_add(p->t, "</p></div>\n");
}

static void add_figure(const struct page *p, const char *id, const char *label, const char *si,
                       double value)
{
    text_add(p->t, "<div><dt>%s</dt><dd id=\"%s\">", label, id);
    html_data(p->t, si, value, p->units);
    text_add(p->t, "</dd></div>\n");
}

void page_add_summary(struct page *p)
{
    struct compare_side side;

    compare_of(p->r, &side);
    add_head(p);
    text_add(p->t, "<section id=\"summary\" aria-label=\"Summary\">\n");
    add_verdict(p);
    text_add(p->t, "<dl class=\"figures\">\n");
    add_figure(p, "f-it", "IT load, peak", "W", side.it_peak_w);
    add_figure(p, "f-utility", "Utility, peak", "W", side.utility_peak_w);
    add_figure(p, "f-pue", "PUE", "-", side.pue);
    add_figure(p, "f-liquid", "Heat to liquid, mean", "W", side.to_liquid_mean_w);
    add_figure(p, "f-air", "Heat to air, mean", "W", side.to_air_mean_w);
    add_figure(p, "f-inlet", "Hottest inlet", "degC", side.hottest_inlet_c);
    text_add(p->t, "</dl>\n");
    if (p->n_runs > 1) {
        page_add_options(p);
    }
    text_add(p->t, "</section>\n");
    add_nav(p);
}
