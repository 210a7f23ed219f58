/* SPDX-License-Identifier: Apache-2.0 */
#include "sim/page/svg.h"

#include <math.h>

#include "sim/page/html.h"

void svg_begin(struct text *t, double height, const char *title)
{
    text_add(t, "<svg viewBox=\"0 0 %.0f %.0f\" role=\"img\" aria-label=\"", SVG_WIDTH, height);
    html_text(t, title);
    text_add(t, "\">\n");
}

void svg_end(struct text *t)
{
    text_add(t, "</svg>\n");
}

void svg_words(struct text *t, double x, double y, const char *kind, const char *words)
{
    text_add(t, "<text x=\"%.4g\" y=\"%.4g\" class=\"%s\">", x, y, kind);
    html_text(t, words);
    text_add(t, "</text>\n");
}

void svg_line(struct text *t, double x1, double y1, double x2, double y2, const char *kind)
{
    text_add(t, "<path d=\"M%.5g %.5gL%.5g %.5g\" class=\"%s\"/>\n", x1, y1, x2, y2, kind);
}

void svg_rect(struct text *t, double x, double y, double width, double height, const char *kind)
{
    text_add(t, "<rect x=\"%.5g\" y=\"%.5g\" width=\"%.5g\" height=\"%.5g\" class=\"%s\"/>\n", x, y,
             fmax(0.0, width), fmax(0.0, height), kind);
}

double svg_at(const struct svg_axis *axis, double value)
{
    const double share = (value - axis->least) / (axis->most - axis->least);

    return axis->from + share * (axis->to - axis->from);
}

double svg_step(double least, double most, int n)
{
    const double raw = (most - least) / n;

    if (!(raw > 0.0) || !isfinite(raw)) {
        return 1.0;
    }
    const double power = pow(10.0, floor(log10(raw)));
    const double lead = raw / power;
    return power * (lead <= 1.0 ? 1.0 : lead <= 2.0 ? 2.0 : lead <= 5.0 ? 5.0 : 10.0);
}

double svg_round(struct svg_axis *axis, int n)
{
    if (!(axis->most > axis->least)) {
        axis->least -= 0.5 * fmax(1.0, fabs(axis->least));
        axis->most += 0.5 * fmax(1.0, fabs(axis->most));
    }
    const double step = svg_step(axis->least, axis->most, n);

    axis->least = step * floor(axis->least / step + 1e-9);
    axis->most = step * ceil(axis->most / step - 1e-9);
    return step;
}

void svg_path(struct text *t, const struct svg_axis *x, const struct svg_axis *y,
              const struct svg_points *points, const char *kind)
{
    bool is_down = false;

    text_add(t, "<path class=\"%s\" d=\"", kind);
    for (size_t i = 0; i < points->n; i++) {
        if (isnan(points->y[i]) || isnan(points->x[i])) {
            is_down = false;
            continue;
        }
        text_add(t, "%c%.1f %.1f", is_down ? 'L' : 'M', svg_at(x, points->x[i]),
                 svg_at(y, fmax(points->floor, points->y[i])));
        is_down = true;
    }
    text_add(t, "\"/>\n");
}
