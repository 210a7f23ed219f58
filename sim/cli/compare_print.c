/* SPDX-License-Identifier: Apache-2.0 */
#include "sim/cli/compare_print.h"

#include <math.h>
#include <stdio.h>

#include "sim/cli/term.h"
#include "sim/results/compare.h"
#include "sim/results/verdict.h"

/* --------------------------------------------------------------------- offer */

static void print_term(const struct compared *c, const struct offer_term *t)
{
    const struct results_limit *const l = t->worst;
    struct text asked = {0};
    struct text granted = {0};
    struct text line = {0};

    units_print(&asked, l->unit, l->value, 4, c->units);
    units_print(&granted, l->unit, l->limit, 4, c->units);
    text_add_cell(&line, asked.at, 12);
    text_add(&line, l->is_lower ? " >= " : " of ");
    text_add_cell(&line, granted.at, -12);
    text_add(&line, "  %s", offer_term_words(t));
    if (t->n_broken > 0 && t->n_subjects > 1) {
        text_add(&line, " by %zu of %zu", t->n_broken, t->n_subjects);
    }
    (void)printf("  %-24s %s\n", t->name, line.at);
    text_release(&asked);
    text_release(&granted);
    text_release(&line);
}

static void print_offers(const struct compared *c)
{
    for (size_t i = 0; i < c->n; i++) {
        const struct offer *const offer = &c->offers[i];
        if (offer->n_terms == 0) {
            continue;
        }
        (void)printf("\n");
        term_say("", 2, "the contract of %s: %s", c->names[i],
                 offer->n_broken == 0 ? "every term is held" : "IT DOES NOT HOLD THE LOAD");
        for (size_t k = 0; k < offer->n_terms; k++) {
            print_term(c, &offer->terms[k]);
        }
    }
}

static void print_clouds(const struct compared *c)
{
    for (size_t i = 0; i < c->n; i++) {
        if (c->levers->options[i].is_cloud) {
            term_say("", 2, "%s is rented GPUs: of its physics only the IT load counts.",
                     c->names[i]);
        }
    }
}

void compare_print_text(const struct compared *c)
{
    struct text text = {0};

    compare_text(c->results, c->names, c->n, c->units, &text);
    (void)fputs(text.at, stdout);
    text_release(&text);
    print_clouds(c);
    print_offers(c);
    compare_money_text(c);
}

/* -------------------------------------------------------------------- surface */

static void put_number(FILE *file, double value)
{
    (void)fprintf(file, isnan(value) ? "," : ",%.9g", value);
}

static void put_point(const struct compared *c, const struct flip_point *p, FILE *file)
{
    const char *between = "";

    (void)fprintf(file, "%.9g,%.9g,%.9g,%.9g", p->load_factor_frac, p->density_w, p->term_years,
                  p->delay_s);
    for (size_t k = 0; k < levers_n_columns(c->levers); k++) {
        put_number(file, p->npv_usd[k]);
    }
    put_number(file, p->cheapest < 0 ? (double)NAN : p->cheapest + 1.0);
    put_number(file, p->even_load_frac);
    (void)fputc(',', file);
    for (size_t k = 0; k < c->n; k++) {
        if (p->density_w > offer_rack_w(&c->offers[k])) {
            (void)fprintf(file, "%s%zu", between, k + 1);
            between = " ";
        }
    }
    (void)fputs("\r\n", file);
}

bool compare_print_surface(const struct compared *c, const char *path)
{
    FILE *const file = fopen(path, "w");

    if (file == NULL) {
        return false;
    }
    (void)fprintf(file, "load_factor_frac,density_w,term_years,delay_s");
    for (size_t k = 0; k < levers_n_columns(c->levers); k++) {
        (void)fprintf(file, ",npv_usd_%zu", k + 1);
    }
    (void)fprintf(file, ",cheapest,even_load_frac,too_dense\r\n");
    for (size_t i = 0; i < FLIP_POINTS; i++) {
        put_point(c, &c->surface[i], file);
    }
    const bool is_whole = ferror(file) == 0;
    return fclose(file) == 0 && is_whole;
}
