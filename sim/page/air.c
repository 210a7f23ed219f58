/* air.c - the racks' inlets on a psychrometric chart, against the ASHRAE classes.
 *
 *   saturation  W = 0.621945 p_ws / (p - p_ws), at the pressure of the site's altitude
 *   classes     dry bulb and dew point, less the corner above the greatest relative humidity
 *
 * The hall's dew point is known where the scenario gives one (hall.air.dew_point); then an inlet is a
 * point. Otherwise it is a dry bulb only, and drawn as a band over all humidities.
 *
 * Source  psychrometrics: models/psychro.h; classes A1, A2: models/envelope.h (ASHRAE TC 9.9, Thermal
 *         Guidelines, 5th edition, 2021), with the least relative humidity of 8 % given there;
 *         recommended: 18 to 27 degC, dew point -9 to 15 degC, at most 70 % (same source).
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "models/envelope.h"
#include "models/phys.h"
#include "models/psychro.h"
#include "sim/page/html.h"
#include "sim/page/inner.h"
#include "sim/page/svg.h"
#include "sim/results/report_tables.h"

#define LEAST_C           5.0
#define MOST_C            50.0
#define MARK_K            5.0
#define MOST_G_PER_KG     30.0
#define RECOMMENDED_FRAC  0.70
#define RECOMMENDED_LOW_C (-9.0)
#define RECOMMENDED_UP_C  15.0
#define ALLOWED_LEAST     0.08

enum { CHART_PX = 380, OUTLINE_POINTS = 40, CURVE_POINTS = 46 };

struct chart {
    struct svg_axis x; /* dry bulb, degC       */
    struct svg_axis y; /* humidity ratio, g/kg */
    double pressure_pa;
};

static double ratio_g(const struct chart *c, double dry_c, double relative_frac)
{
    return 1e3 * psychro_ratio(relative_frac * psychro_saturation_pa(dry_c), c->pressure_pa);
}

static double dew_ratio_g(const struct chart *c, double dew_c)
{
    return ratio_g(c, dew_c, 1.0);
}

/* A class as an area: its lower edge from left to right, its upper one back. */
struct area {
    double min_c;
    double max_c;
    double dew_min_c;
    double dew_max_c;
    double least_frac;
    double most_frac;
};

static void draw_area(struct text *t, const struct chart *c, const struct area *a, const char *kind)
{
    text_add(t, "<path class=\"%s\" d=\"", kind);
    for (int i = 0; i <= 2 * OUTLINE_POINTS + 1; i++) {
        const bool is_upper = i > OUTLINE_POINTS;
        const int at = is_upper ? 2 * OUTLINE_POINTS + 1 - i : i;
        const double share = at / (double)OUTLINE_POINTS;
        const double dry_c = a->min_c + share * (a->max_c - a->min_c);
        const double up_g = fmin(dew_ratio_g(c, a->dew_max_c), ratio_g(c, dry_c, a->most_frac));
        const double low_g = fmax(dew_ratio_g(c, a->dew_min_c), ratio_g(c, dry_c, a->least_frac));
        text_add(t, "%c%.1f %.1f", i == 0 ? 'M' : 'L', svg_at(&c->x, dry_c),
                 svg_at(&c->y, is_upper ? fmax(up_g, low_g) : low_g));
    }
    text_add(t, "Z\"/>\n");
}

/* The line of k fifths of saturation, with its number at its upper end. */
static void draw_humidity(const struct page *p, const struct chart *c, int k)
{
    double dry_c[CURVE_POINTS];
    double w_g[CURVE_POINTS];
    struct text words = {0};
    size_t last = 0;

    for (size_t i = 0; i < CURVE_POINTS; i++) {
        dry_c[i] = LEAST_C + (double)i;
        w_g[i] = ratio_g(c, dry_c[i], 0.2 * k);
        if (w_g[i] <= MOST_G_PER_KG) {
            last = i;
        } else {
            w_g[i] = (double)NAN;
        }
    }
    const struct svg_points points = {dry_c, w_g, CURVE_POINTS, 0.0};
    svg_path(p->t, &c->x, &c->y, &points, k == 5 ? "line saturation" : "line humid");
    text_add(&words, "%d %%", 20 * k);
    svg_words(p->t, svg_at(&c->x, dry_c[last]), svg_at(&c->y, w_g[last]) - 6.0, "end small soft",
              words.at);
    text_release(&words);
}

static void draw_axes(const struct page *p, const struct chart *c)
{
    for (int k = 0; LEAST_C + MARK_K * k <= MOST_C; k++) {
        const double dry_c = LEAST_C + MARK_K * k;
        struct text words = {0};
        report_tables_quantity(&words, "degC", dry_c, dry_c, p->units);
        svg_line(p->t, svg_at(&c->x, dry_c), c->y.from, svg_at(&c->x, dry_c),
                 svg_at(&c->y, fmin(MOST_G_PER_KG, ratio_g(c, dry_c, 1.0))), "grid");
        svg_words(p->t, svg_at(&c->x, dry_c), c->y.from + 18.0, "mid soft", words.at);
        text_release(&words);
    }
    for (int g = 0; g <= (int)MOST_G_PER_KG; g += 5) {
        struct text words = {0};
        text_add(&words, g == 0 ? "0 g/kg" : "%d", g);
        svg_words(p->t, c->x.to + 8.0, svg_at(&c->y, g) + 4.0, "soft", words.at);
        text_release(&words);
    }
    for (int k = 1; k <= 5; k++) {
        draw_humidity(p, c, k);
    }
    svg_line(p->t, c->x.from, c->y.from, c->x.to, c->y.from, "axis");
}

/* The highest dew point that the scenario gives the hall's air; NAN when it gives none. */
static double find_dew_c(const struct results *r)
{
    const struct results_table *const values = results_values(r);
    const char *const *const paths = values != NULL ? results_texts(values, "value_path") : NULL;
    const double *const si = values != NULL ? results_numbers(values, "value_si") : NULL;
    static const char tail[] = ".air.dew_point";

    for (size_t i = 0; paths != NULL && si != NULL && i < values->n_rows; i++) {
        const size_t n = strlen(paths[i]);
        if (n >= sizeof tail - 1 && strcmp(paths[i] + n - (sizeof tail - 1), tail) == 0) {
            return si[i];
        }
    }
    return (double)NAN;
}

/* The strictest "inlet maximum" of the racks. */
static double find_limit_c(const struct results *r)
{
    double limit_c = (double)NAN;

    for (size_t i = 0; i < results_n_limits(r); i++) {
        const struct results_limit *const l = &results_limits(r)[i];
        if (strcmp(l->name, "inlet maximum") == 0 && strcmp(l->dim, "rack") == 0) {
            limit_c = fmin(limit_c, l->limit);
        }
    }
    return limit_c;
}

/* What of the racks' inlets lies where. */
struct inlets {
    double *top_c;
    size_t n;
    double least_c;
    double most_c;
    size_t n_recommended;
    size_t n_known;
};

static struct inlets read_inlets(const struct results *r)
{
    struct inlets in = {.least_c = (double)NAN, .most_c = (double)NAN};

    in.top_c = page_read(r, "rack_inlet_hottest_max_c", &in.n);
    for (size_t i = 0; i < in.n; i++) {
        const double at_c = in.top_c[i];
        in.least_c = fmin(in.least_c, at_c);
        in.most_c = fmax(in.most_c, at_c);
        in.n_known += isnan(at_c) ? 0 : 1;
        in.n_recommended +=
            at_c >= ENVELOPE_RECOMMENDED_MIN_C && at_c <= ENVELOPE_RECOMMENDED_MAX_C;
    }
    return in;
}

static void draw_inlets(const struct page *p, const struct chart *c, const struct inlets *in,
                        double dew_c)
{
    if (isnan(dew_c)) {
        svg_rect(p->t, svg_at(&c->x, in->least_c) - 1.0, c->y.to,
                 svg_at(&c->x, in->most_c) - svg_at(&c->x, in->least_c) + 2.0, c->y.from - c->y.to,
                 "inlet-band");
        return;
    }
    for (size_t i = 0; i < in->n; i++) {
        /* Air that is colder than the dew point is saturated. */
        const double w_g = fmin(dew_ratio_g(c, dew_c), ratio_g(c, in->top_c[i], 1.0));
        if (!isnan(in->top_c[i])) {
            text_add(p->t, "<circle class=\"inlet\" r=\"4\" cx=\"%.1f\" cy=\"%.1f\"/>\n",
                     svg_at(&c->x, in->top_c[i]), svg_at(&c->y, w_g));
        }
    }
}

static void draw_classes(const struct page *p, const struct chart *c, double altitude_m)
{
    static const char *const names[] = {"A2", "A1"};
    const struct area recommended = {ENVELOPE_RECOMMENDED_MIN_C,
                                     ENVELOPE_RECOMMENDED_MAX_C,
                                     RECOMMENDED_LOW_C,
                                     RECOMMENDED_UP_C,
                                     0.0,
                                     RECOMMENDED_FRAC};

    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        const struct envelope_class *const found = envelope_find(names[i]);
        const struct area a = {found->min_c,           envelope_class_max_c(found, altitude_m),
                               found->dew_point_min_c, found->dew_point_max_c,
                               ALLOWED_LEAST,          found->relative_humidity_max_frac};
        draw_area(p->t, c, &a, i == 0 ? "area wide-area" : "area");
        svg_words(p->t, svg_at(&c->x, a.max_c) - 6.0,
                  svg_at(&c->y, dew_ratio_g(c, a.dew_max_c)) + 15.0, "end small", names[i]);
    }
    draw_area(p->t, c, &recommended, "area recommended");
    svg_words(p->t, svg_at(&c->x, ENVELOPE_RECOMMENDED_MAX_C) - 6.0,
              svg_at(&c->y, dew_ratio_g(c, RECOMMENDED_UP_C)) + 15.0, "end small", "recommended");
}

static void add_words(const struct page *p, const struct inlets *in, double dew_c)
{
    text_add(p->t,
             "<p><span class=\"n\" id=\"n-recommended\" data-v=\"%zu\">%zu</span> of %zu racks "
             "breathe within the recommended dry bulb (18 to 27 °C) at their worst moment; "
             "inlets where they are hottest lie between ",
             in->n_recommended, in->n_recommended, in->n_known);
    html_data(p->t, "degC", in->least_c, p->units);
    text_add(p->t, " and ");
    html_data(p->t, "degC", in->most_c, p->units);
    text_add(p->t, ".</p>\n<p class=\"soft\">");
    if (isnan(dew_c)) {
        text_add(p->t, "The hall's humidity is not known: the scenario gives no <code>air.dew_point"
                       "</code>, so inlets are a band of dry bulbs, and only that is judged.");
    } else {
        text_add(p->t, "Drawn at the highest dew point that the scenario gives the hall's air, ");
        html_quantity(p->t, "degC", dew_c, dew_c, p->units);
        text_add(p->t, "; humidity itself is not simulated.");
    }
    text_add(p->t,
             " Areas: ASHRAE TC 9.9 (2021), classes A1 and A2 less their derating at the site's "
             "altitude; the recommended humidity up to 70 %% holds without corrosive "
             "gases.</p>\n");
}

void page_add_air(struct page *p)
{
    const struct inlets in = read_inlets(p->r);
    const double altitude_m = results_number(p->r, "site_altitude_m");
    const double dew_c = find_dew_c(p->r);
    const double limit_c = find_limit_c(p->r);
    const struct chart c = {
        .x = {.least = LEAST_C, .most = MOST_C, .from = 20.0, .to = SVG_WIDTH - 90.0},
        .y = {.least = 0.0, .most = MOST_G_PER_KG, .from = CHART_PX - 40.0, .to = 14.0},
        .pressure_pa = phys_atmosphere_pa(isnan(altitude_m) ? 0.0 : altitude_m)};

    html_section_begin(p->t, "air", "Is the air right?");
    if (in.n_known == 0) {
        text_add(p->t, "<p>No inlet is known.</p>\n");
    } else {
        text_add(p->t, "<figure><div class=\"wide\" tabindex=\"0\" role=\"region\" "
                       "aria-label=\"psychrometric chart\">");
        svg_begin(p->t, CHART_PX, "Psychrometric chart with the racks' inlets");
        draw_axes(p, &c);
        draw_classes(p, &c, isnan(altitude_m) ? 0.0 : altitude_m);
        draw_inlets(p, &c, &in, dew_c);
        if (!isnan(limit_c)) {
            svg_line(p->t, svg_at(&c.x, limit_c), c.y.from, svg_at(&c.x, limit_c), c.y.to, "limit");
            svg_words(p->t, svg_at(&c.x, limit_c) + 5.0, c.y.to + 40.0, "strong halo",
                      "strictest inlet maximum");
        }
        svg_end(p->t);
        text_add(p->t, "</div><figcaption>Dry bulb against humidity ratio, lines of relative "
                       "humidity.</figcaption></figure>\n");
        add_words(p, &in, dew_c);
    }
    html_section_end(p->t);
    free(in.top_c);
}
