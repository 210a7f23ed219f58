/* svg.h - axes, lines and words of inline drawings. Colours come from the style: classes only.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SIM_PAGE_SVG_H
#define SIM_PAGE_SVG_H

#include "sim/base/text.h"

/* Width of every drawing in its own units; the page scales it. */
#define SVG_WIDTH 960.0

/* <svg> with a title for who cannot see it. */
void svg_begin(struct text *t, double height, const char *title);
void svg_end(struct text *t);

/* Words at a place.
 *
 *   kind  classes: "soft", "end" (on the left of x), "mid" (about x), "strong", ...
 */
void svg_words(struct text *t, double x, double y, const char *kind, const char *words);

void svg_line(struct text *t, double x1, double y1, double x2, double y2, const char *kind);
void svg_rect(struct text *t, double x, double y, double width, double height, const char *kind);

/* From values to places. */
struct svg_axis {
    double least;
    double most;
    double from;
    double to;
};
double svg_at(const struct svg_axis *axis, double value);

/* The step between marks: 1, 2 or 5 times a power of ten, about n of them from least to most. */
double svg_step(double least, double most, int n);

/* Makes least and most whole steps, so that lines end on marks; returns the step, about n of which are left. */
double svg_round(struct svg_axis *axis, int n);

/* A line through n points, broken where y is not known. */
struct svg_points {
    const double *x;
    const double *y;
    size_t n;
    double floor; /* what is less is drawn there */
};
void svg_path(struct text *t, const struct svg_axis *x, const struct svg_axis *y,
              const struct svg_points *points, const char *kind);

#endif
