/* cooling.c - heat from the racks through handlers and CDUs to the plants and outside.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "sim/page/diagram.h"
#include "sim/page/html.h"
#include "sim/page/inner.h"
#include "sim/results/report_tables.h"

enum { RACKS = 0, OUTSIDE = 1, MOST_BOXES = 60 };

/* A kind of element that takes heat: its dimension and its variables. */
static const struct kind {
    const char *dim;
    const char *heat;
    const char *supply;
    const char *back;
    const char *plant;
} kinds[] = {
    {"crah", "crah_coil_w", "crah_supply_c", "crah_return_c", "crah_plant"},
    {"cdu", "cdu_exchanged_w", "cdu_supply_c", "cdu_return_c", "cdu_plant"},
};
enum { N_KINDS = sizeof kinds / sizeof kinds[0] };

/* "20 °C to 32.5 °C" */
static void add_temperatures(const struct page *p, struct text *t, double from_c, double to_c)
{
    if (!isnan(from_c)) {
        report_tables_quantity(t, "degC", from_c, from_c, p->units);
    }
    if (!isnan(from_c) && !isnan(to_c)) {
        text_add(t, " / ");
        report_tables_quantity(t, "degC", to_c, to_c, p->units);
    }
}

static void add_link(struct diagram *d, size_t from, size_t to, double flow_w)
{
    d->links[d->n_links++] =
        (struct diagram_link){.from = from, .to = to, .flow_w = isnan(flow_w) ? 0.0 : flow_w};
}

static size_t add_box(const struct page *p, struct diagram *d, const char *name, size_t column,
                      double heat_w)
{
    struct diagram_box *const box = &d->boxes[d->n_boxes];

    text_add(&box->name, "%s", name);
    report_tables_quantity(&box->line, "W", heat_w, heat_w, p->units);
    box->column = column;
    box->is_off = !(heat_w > 0.0);
    return d->n_boxes++;
}

static void add_plants(const struct page *p, struct diagram *d, const struct results_dim *plants)
{
    size_t n = 0;
    double *const load_w = page_read(p->r, "plant_load_w", &n);
    double *const reject_w = page_read(p->r, "plant_reject_w", &n);
    double *const supply_c = page_read(p->r, "plant_supply_c", &n);
    double *const drawn_w = page_read(p->r, "plant_drawn_w", &n);

    for (size_t i = 0; i < plants->n; i++) {
        const size_t at =
            add_box(p, d, plants->labels[i], 2, load_w != NULL ? load_w[i] : (double)NAN);
        struct text *const small = &d->boxes[at].small;
        add_temperatures(p, small, supply_c != NULL ? supply_c[i] : (double)NAN, (double)NAN);
        if (drawn_w != NULL && drawn_w[i] > 0.0) {
            text_add(small, small->length > 0 ? "; draws " : "draws ");
            report_tables_quantity(small, "W", drawn_w[i], drawn_w[i], p->units);
        }
        add_link(d, at, OUTSIDE, reject_w != NULL ? reject_w[i] : 0.0);
    }
    free(load_w);
    free(reject_w);
    free(supply_c);
    free(drawn_w);
}

/* The box of a plant: they were added in their order from the third on. */
static void link_to_plant(struct diagram *d, const struct results_dim *plants, const char *name,
                          size_t from, double heat_w)
{
    for (size_t i = 0; name != NULL && i < plants->n; i++) {
        if (strcmp(plants->labels[i], name) == 0) {
            add_link(d, from, OUTSIDE + 1 + i, heat_w);
        }
    }
}

static bool are_alike(const char *const *plants, const double *heat_w, size_t a, size_t b)
{
    return fabs(heat_w[a] - heat_w[b]) <= 0.01 * fmax(fabs(heat_w[a]), fabs(heat_w[b])) &&
           (plants == NULL || strcmp(plants[a], plants[b]) == 0);
}

/* Elements of one kind; equal ones on the same plant are one box. */
static void add_kind(const struct page *p, struct diagram *d, const struct results_dim *plants,
                     const struct kind *kind)
{
    const struct results_dim *const dim = results_dim(p->r, kind->dim);
    const char *const *const served = results_labels(p->r, kind->plant);
    size_t n = 0;
    double *const heat_w = page_read(p->r, kind->heat, &n);
    double *const supply_c = page_read(p->r, kind->supply, &n);
    double *const back_c = page_read(p->r, kind->back, &n);

    for (size_t i = 0; dim != NULL && heat_w != NULL && i < dim->n; i++) {
        struct text name = {0};
        size_t n_alike = 0;
        bool is_first = true;
        for (size_t k = 0; k < dim->n; k++) {
            const bool is_alike = are_alike(served, heat_w, i, k);
            is_first = is_first && !(is_alike && k < i);
            n_alike += is_alike && k > i;
        }
        if (!is_first) {
            continue;
        }
        text_add(&name, n_alike > 0 ? "%s +%zu" : "%s", dim->labels[i], n_alike);
        const double all_w = heat_w[i] * (double)(n_alike + 1);
        const size_t at = add_box(p, d, name.at, 1, heat_w[i]);
        text_add(&d->boxes[at].line, n_alike > 0 ? " each" : "");
        add_temperatures(p, &d->boxes[at].small, supply_c != NULL ? supply_c[i] : (double)NAN,
                         back_c != NULL ? back_c[i] : (double)NAN);
        add_link(d, RACKS, at, all_w);
        link_to_plant(d, plants, served != NULL ? served[i] : NULL, at, all_w);
        text_release(&name);
    }
    free(heat_w);
    free(supply_c);
    free(back_c);
}

void page_add_cooling(struct page *p)
{
    static const struct results_dim none = {.name = "plant"};
    const struct results_dim *const found = results_dim(p->r, "plant");
    const struct results_dim *const plants = found != NULL ? found : &none;
    size_t n_elements = plants->n;
    struct diagram d;

    for (size_t k = 0; k < N_KINDS; k++) {
        const struct results_dim *const dim = results_dim(p->r, kinds[k].dim);
        n_elements += dim != NULL ? dim->n : 0;
    }
    if (!diagram_begin(&d, n_elements + 2, 3 * n_elements + 2)) {
        p->has_no_memory = true;
        diagram_end(&d);
        return;
    }
    (void)add_box(p, &d, "racks and hall", 0,
                  page_sum(p->r, "hall_to_air_w") + page_sum(p->r, "hall_to_liquid_w"));
    text_add(&d.boxes[RACKS].small, "hottest inlet ");
    add_temperatures(p, &d.boxes[RACKS].small, page_extreme(p->r, "rack_inlet_hottest_max_c"),
                     (double)NAN);
    (void)add_box(p, &d, "outside", 3, page_sum(p->r, "hall_reject_w"));
    add_temperatures(p, &d.boxes[OUTSIDE].small, page_extreme(p->r, "hall_dry_bulb_c"),
                     (double)NAN);
    add_plants(p, &d, plants);
    for (size_t k = 0; k < N_KINDS; k++) {
        add_kind(p, &d, plants, &kinds[k]);
    }
    if (d.n_boxes <= MOST_BOXES) {
        text_add(p->t, "<figure>");
        diagram_draw(p->t, &d, "Heat from the racks to the outside");
        text_add(p->t,
                 "<figcaption>Heat, mean of the run, from the racks through handlers and CDUs to "
                 "the plants and outside. Temperatures: supply / return. The hall's own losses, "
                 "fans and lights join the racks' heat in the air.</figcaption></figure>\n");
    }
    diagram_end(&d);
}
