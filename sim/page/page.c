/* SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "sim/page/costs.h"
#include "sim/page/html.h"
#include "sim/page/svg.h"

/* ------------------------------------------------------- numbers of the run */

double *page_read(const struct results *r, const char *name, size_t *ret_n)
{
    const struct results_variable *const v = results_variable(r, name);
    const struct results_dim *const dim = v != NULL ? results_dim(r, v->dim) : NULL;
    const size_t n = dim != NULL ? dim->n : 1;
    double *const values = v != NULL ? calloc(n, sizeof *values) : NULL;

    *ret_n = 0;
    if (values == NULL) {
        return NULL;
    }
    const enum status st =
        v->has_time ? results_over_run(r, v, v->over, values) : results_frame(r, v, 0, values);
    if (st != STATUS_OK) {
        free(values);
        return NULL;
    }
    *ret_n = n;
    return values;
}

double page_sum(const struct results *r, const char *name)
{
    size_t n = 0;
    double *const values = page_read(r, name, &n);
    double sum = n > 0 ? 0.0 : (double)NAN;

    for (size_t i = 0; i < n; i++) {
        sum += isnan(values[i]) ? 0.0 : values[i];
    }
    free(values);
    return sum;
}

double page_extreme(const struct results *r, const char *name)
{
    const struct results_variable *const v = results_variable(r, name);
    size_t n = 0;
    double *const values = page_read(r, name, &n);
    double found = (double)NAN;

    for (size_t i = 0; i < n; i++) {
        found = v->over == RESULTS_LEAST ? fmin(found, values[i]) : fmax(found, values[i]);
    }
    free(values);
    return found;
}

struct page_clock page_clock_of(const struct results *r)
{
    static const struct {
        double up_to_s;
        struct page_clock clock;
    } clocks[] = {{300.0, {1.0, "s"}}, {10800.0, {60.0, "min"}}, {345600.0, {3600.0, "h"}}};
    const size_t n = results_n_times(r);
    const double end_s = n > 0 ? results_times_s(r)[n - 1] : 0.0;

    for (size_t i = 0; i < sizeof clocks / sizeof clocks[0]; i++) {
        if (end_s <= clocks[i].up_to_s) {
            return clocks[i].clock;
        }
    }
    return (struct page_clock){86400.0, "d"};
}

/* --------------------------------------------------------------------- page */

/* The policy says to the browser what the page promises to its reader: nothing is fetched. */
static void add_head(const struct page *p)
{
    const char *const title = results_text(p->r, "title");

    text_add(p->t, "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                   "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                   "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
                   "style-src 'unsafe-inline'; script-src 'unsafe-inline'\">\n"
                   "<meta name=\"color-scheme\" content=\"light dark\">\n"
                   "<meta name=\"generator\" content=\"headroom ");
    html_text(p->t, results_text(p->r, "provenance/version"));
    text_add(p->t, "\">\n<title>");
    html_text(p->t, title != NULL ? title : results_path(p->r));
    text_add(p->t, "</title>\n<style>\n%s</style>\n</head>\n<body>\n", page_css);
}

/* Patterns that every drawing may fill with. */
static void add_patterns(struct text *t)
{
    text_add(t,
             "<svg width=\"0\" height=\"0\" class=\"defs\" aria-hidden=\"true\"><defs>\n"
             "<pattern id=\"hatch\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\" "
             "patternTransform=\"rotate(45)\"><path d=\"M0 0V6\" class=\"hatch-ink\"/></pattern>\n"
             "</defs></svg>\n");
}

/* What sets several runs apart is what their reader came for; the cost of one stands near its end. */
static void add_sides_early(struct page *p)
{
    if (p->n_runs > 1) {
        page_add_cost(p);
    }
}

static void add_cost_late(struct page *p)
{
    if (p->n_runs == 1) {
        page_add_cost(p);
    }
}

enum status page_write(struct arena *arena, const struct results *const *runs,
                       const char *const *names, size_t n, enum unit_system units,
                       struct text *ret_text)
{
    static void (*const sections[])(struct page * p) = {
        page_add_summary, page_add_headroom, add_sides_early,   page_add_map, page_add_racks,
        page_add_courses, page_add_flows,    page_add_energy,   page_add_air, page_add_studies,
        add_cost_late,    page_add_basis,    page_add_receipts,
    };
    struct page p = {.arena = arena,
                     .r = runs[0],
                     .runs = runs,
                     .names = names,
                     .n_runs = n,
                     .units = units,
                     .t = ret_text};

    p.costs = costs_read(&p);
    add_head(&p);
    add_patterns(p.t);
    text_add(p.t, "<main>\n");
    for (size_t i = 0; i < sizeof sections / sizeof sections[0]; i++) {
        sections[i](&p);
    }
    text_add(p.t, "</main>\n<script>\n%s</script>\n</body>\n</html>\n", page_js);
    return p.has_no_memory ? STATUS_NO_MEMORY : STATUS_OK;
}
