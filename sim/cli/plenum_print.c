/* SPDX-License-Identifier: Apache-2.0 */
#include "sim/cli/plenum_print.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sim/base/text.h"
#include "sim/cli/json.h"

enum { MOST_LINES = 24, CELL = 13 };

static void add_cell(struct text *t, const char *si, double value, enum unit_system units)
{
    struct text cell = {0};

    if (isnan(value)) {
        text_add(&cell, "-");
    } else {
        units_print(&cell, si, value, 3, units);
    }
    text_add_cell(t, cell.at, CELL);
    text_release(&cell);
}

static void add_share(struct text *t, double frac)
{
    char cell[32];

    (void)snprintf(cell, sizeof cell, isnan(frac) ? "-" : "%.1f %%", 100.0 * frac);
    text_add_cell(t, cell, 9);
}

/* ------------------------------------------------------------------ the supply */

struct cause {
    const char *name; /* in JSON */
    const char *text;
    double flow_m3s;
};
enum { N_CAUSES = 5 };

static double by_cause(const struct floor_answer *a, struct cause ret[N_CAUSES])
{
    const struct hall_columns *const h = &a->at->hall;
    const struct cause causes[N_CAUSES] = {
        {"tiles_m3s", "tiles before racks", h->tile_flow_m3s[0]},
        {"seams_m3s", "seams", h->seam_flow_m3s[0]},
        {"cutouts_m3s", "cable cut-outs", h->cutout_flow_m3s[0]},
        {"stray_m3s", "tiles before no rack", h->stray_flow_m3s[0]},
        {"back_m3s", "back through handlers", h->back_flow_m3s[0]},
    };
    double sum_m3s = 0.0;

    memcpy(ret, causes, sizeof causes);
    for (size_t k = 0; k < N_CAUSES; k++) {
        sum_m3s += causes[k].flow_m3s;
    }
    return sum_m3s;
}

static void print_supply(const struct plenum_shown *s)
{
    struct cause causes[N_CAUSES];
    const double supply_m3s = by_cause(s->answer, causes);
    struct text t = {0};

    text_add(&t, "%s, ", s->plan->title);
    text_add(&t, s->plan->plenum->is_overhead ? "supply overhead" : "raised floor of ");
    if (!s->plan->plenum->is_overhead) {
        units_print(&t, "m", s->plan->plenum->depth_m, 3, s->units);
    }
    text_add(&t, "\n");
    for (size_t k = 0; k < s->request->n_lost; k++) {
        text_add(&t, "%s%s%s", k == 0 ? "without " : ", ",
                 s->plan->names[DIM_CRAH][s->request->lost[k]],
                 k + 1 == s->request->n_lost ? "\n" : "");
    }
    text_add(&t, "\nPlenum                 ");
    add_cell(&t, "Pa", s->answer->at->hall.plenum_pa[0], s->units);
    text_add(&t, "    share\n");
    text_add_cell(&t, "  supply", -23);
    add_cell(&t, "m3/s", supply_m3s, s->units);
    text_add(&t, "\n");
    for (size_t k = 0; k < N_CAUSES; k++) {
        if (causes[k].flow_m3s > 0.0) {
            text_add(&t, "  ");
            text_add_cell(&t, causes[k].text, -21);
            add_cell(&t, "m3/s", causes[k].flow_m3s, s->units);
            add_share(&t, causes[k].flow_m3s / supply_m3s);
            text_add(&t, "\n");
        }
    }
    (void)fputs(t.at, stdout);
    text_release(&t);
}

/* --------------------------------------------------------- lines that repeat */

struct line {
    size_t item;
    size_t n_alike;
    double order; /* the least first */
    struct text text;
};

static int by_order(const void *a, const void *b)
{
    const struct line *const x = a;
    const struct line *const y = b;

    if (x->order != y->order) {
        return x->order < y->order ? -1 : 1;
    }
    return x->item < y->item ? -1 : 1;
}

/* Prints n lines under a heading, equal ones once; releases their texts. */
static void print_lines(const struct plenum_shown *s, const char *heading, enum dim d,
                        struct line *lines, size_t n)
{
    size_t n_kinds = 0;

    qsort(lines, n, sizeof *lines, by_order);
    for (size_t i = 0; i < n; i++) {
        size_t k = 0;
        while (k < n_kinds && strcmp(lines[k].text.at, lines[i].text.at) != 0) {
            k++;
        }
        if (k < n_kinds) {
            lines[k].n_alike++;
            text_release(&lines[i].text);
        } else {
            lines[n_kinds++] = lines[i];
        }
    }
    (void)printf("\n%s\n", heading);
    for (size_t k = 0; k < n_kinds; k++) {
        struct text name = {0};
        struct text cell = {0};
        text_add(&name, lines[k].n_alike > 0 ? "  %s +%zu" : "  %s",
                 s->plan->names[d][lines[k].item], lines[k].n_alike);
        text_add_cell(&cell, name.at, -16);
        if (s->is_all || k < MOST_LINES) {
            (void)printf("%s%s\n", cell.at, lines[k].text.at);
        }
        text_release(&name);
        text_release(&cell);
        text_release(&lines[k].text);
    }
    if (!s->is_all && n_kinds > MOST_LINES) {
        (void)printf("  ... and %zu more kinds (--all)\n", n_kinds - MOST_LINES);
    }
}

static void print_handlers(const struct plenum_shown *s)
{
    const struct crah_columns *const crah = &s->answer->at->crah;
    const size_t n = s->plan->n[DIM_CRAH];
    struct line *const lines = calloc(n + 1, sizeof *lines);

    for (size_t i = 0; i < n && lines != NULL; i++) {
        lines[i] = (struct line){.item = i};
        add_share(&lines[i].text, crah->is_running[i] * crah->speed_frac[i]);
        add_cell(&lines[i].text, "m3/s", crah->flow_m3s[i], s->units);
        add_cell(&lines[i].text, "Pa", crah->external_pa[i], s->units);
        add_cell(&lines[i].text, "W", crah->drawn_w[i], s->units);
    }
    if (lines != NULL) {
        print_lines(s, "Handlers            speed         flow      against          fan", DIM_CRAH,
                    lines, n);
    }
    free(lines);
}

/* What reaches a rack over what it draws; 1 when it draws nothing. */
static double covered(double given_m3s, double drawn_m3s)
{
    return drawn_m3s > 0.0 ? given_m3s / drawn_m3s : 1.0;
}

static void print_racks(const struct plenum_shown *s)
{
    const struct rack_columns *const rack = &s->answer->at->rack;
    const bool has_field = s->request->wants_field;
    const size_t n = s->plan->n[DIM_RACK];
    struct line *const lines = calloc(n + 1, sizeof *lines);

    for (size_t r = 0; r < n && lines != NULL; r++) {
        const double drawn_m3s = rack->airflow_m3s[r];
        const double even = covered(rack->given_flow_m3s[r], drawn_m3s);
        const double field = covered(s->answer->given_m3s[r], drawn_m3s);
        struct text *const t = &lines[r].text;
        lines[r].item = r;
        lines[r].order = has_field ? field : even;
        add_cell(t, "m3/s", drawn_m3s, s->units);
        add_cell(t, "m3/s", rack->tile_flow_m3s[r], s->units);
        add_share(t, even);
        if (has_field) {
            add_cell(t, "Pa", s->answer->tile_pa[r], s->units);
            add_cell(t, "m3/s", s->answer->tile_m3s[r], s->units);
            add_share(t, field);
        }
    }
    if (lines != NULL) {
        print_lines(s,
                    has_field ? "Racks                   draws        tiles reach it  field below"
                                "        tiles reach it"
                              : "Racks                   draws        tiles reach it",
                    DIM_RACK, lines, n);
    }
    free(lines);
}

static size_t count_starved(const struct plan *plan, const struct floor_answer *a,
                            const double *given_m3s)
{
    size_t n = 0;

    for (size_t r = 0; r < plan->n[DIM_RACK]; r++) {
        n += given_m3s[r] < a->at->rack.airflow_m3s[r] * (1.0 - 1e-9);
    }
    return n;
}

void plenum_print_text(const struct plenum_shown *s)
{
    const struct floor_answer *const a = s->answer;

    print_supply(s);
    print_handlers(s);
    print_racks(s);
    (void)printf("\n%zu racks starve at one pressure a zone",
                 count_starved(s->plan, a, a->at->rack.given_flow_m3s));
    if (s->request->wants_field) {
        (void)printf(", %zu by the field\n", count_starved(s->plan, a, a->given_m3s));
        (void)printf("flow over area of all tiles: (most - least) / mean %.1f %%, deviation / mean "
                     "%.1f %% by\nthe field; %.1f %% and %.1f %% at one pressure a zone\n",
                     100.0 * a->uneven.uniformity_frac, 100.0 * a->uneven.variation_frac,
                     100.0 * a->even.uniformity_frac, 100.0 * a->even.variation_frac);
        (void)printf("field of %zu cells of %.3g m, %s after %.0f s; NOT VALIDATED against a "
                     "measured floor",
                     a->field.n_cells, s->request->cell_m,
                     a->field.is_steady ? "at rest" : "UNSTEADY, means", a->field.marched_s);
    }
    (void)printf("\n");
}

/* ------------------------------------------------------------------------ JSON */

static void add_handlers_json(struct json *j, const struct plenum_shown *s)
{
    const struct crah_columns *const crah = &s->answer->at->crah;

    json_open(j, "handlers", '[');
    for (size_t i = 0; i < s->plan->n[DIM_CRAH]; i++) {
        json_open(j, NULL, '{');
        json_text(j, "handler", s->plan->names[DIM_CRAH][i]);
        json_number(j, "speed_frac", crah->is_running[i] * crah->speed_frac[i]);
        json_number(j, "flow_m3s", crah->flow_m3s[i]);
        json_number(j, "external_pa", crah->external_pa[i]);
        json_number(j, "fan_w", crah->drawn_w[i]);
        json_close(j, '}');
    }
    json_close(j, ']');
}

static void add_racks_json(struct json *j, const struct plenum_shown *s)
{
    const struct rack_columns *const rack = &s->answer->at->rack;

    json_open(j, "racks", '[');
    for (size_t r = 0; r < s->plan->n[DIM_RACK]; r++) {
        json_open(j, NULL, '{');
        json_text(j, "rack", s->plan->names[DIM_RACK][r]);
        json_number(j, "airflow_m3s", rack->airflow_m3s[r]);
        json_number(j, "underfloor_pa", rack->underfloor_pa[r]);
        json_number(j, "tile_flow_m3s", rack->tile_flow_m3s[r]);
        json_number(j, "given_flow_m3s", rack->given_flow_m3s[r]);
        json_number(j, "field_pa", s->answer->tile_pa[r]);
        json_number(j, "field_tile_flow_m3s", s->answer->tile_m3s[r]);
        json_number(j, "field_given_flow_m3s", s->answer->given_m3s[r]);
        json_close(j, '}');
    }
    json_close(j, ']');
}

static void add_field_json(struct json *j, const struct floor_answer *a, double cell_m)
{
    json_open(j, "field", '{');
    json_bool(j, "is_validated", false);
    json_bool(j, "is_steady", a->field.is_steady);
    json_number(j, "cell_m", cell_m);
    json_number(j, "n_cells", (double)a->field.n_cells);
    json_number(j, "marched_s", a->field.marched_s);
    json_number(j, "uniformity_frac", a->uneven.uniformity_frac);
    json_number(j, "variation_frac", a->uneven.variation_frac);
    json_close(j, '}');
}

void plenum_print_json(const struct plenum_shown *s)
{
    struct cause causes[N_CAUSES];
    struct json j = {0};

    json_open(&j, NULL, '{');
    json_number(&j, "plenum_pa", s->answer->at->hall.plenum_pa[0]);
    json_number(&j, "supply_m3s", by_cause(s->answer, causes));
    for (size_t k = 0; k < N_CAUSES; k++) {
        json_number(&j, causes[k].name, causes[k].flow_m3s);
    }
    json_number(&j, "uniformity_frac", s->answer->even.uniformity_frac);
    json_number(&j, "variation_frac", s->answer->even.variation_frac);
    if (s->request->wants_field) {
        add_field_json(&j, s->answer, s->request->cell_m);
    }
    add_handlers_json(&j, s);
    add_racks_json(&j, s);
    json_close(&j, '}');
    json_print(&j);
}
