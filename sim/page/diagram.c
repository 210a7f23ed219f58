/* SPDX-License-Identifier: Apache-2.0 */
#include "sim/page/diagram.h"

#include <math.h>
#include <stdlib.h>

#include "sim/page/html.h"
#include "sim/page/svg.h"

enum { BOX_HEIGHT = 50, ROW_PX = 62, MOST_BOX_PX = 190, THICKEST_PX = 12 };

bool diagram_begin(struct diagram *d, size_t most_boxes, size_t most_links)
{
    *d = (struct diagram){.boxes = calloc(most_boxes + 1, sizeof *d->boxes),
                          .links = calloc(most_links + 1, sizeof *d->links)};
    return d->boxes != NULL && d->links != NULL;
}

void diagram_end(struct diagram *d)
{
    for (size_t i = 0; d->boxes != NULL && i < d->n_boxes; i++) {
        text_release(&d->boxes[i].name);
        text_release(&d->boxes[i].line);
        text_release(&d->boxes[i].small);
    }
    free(d->boxes);
    free(d->links);
    *d = (struct diagram){0};
}

/* Boxes of a column by the mean height of what they hang on; those of one height in their order. */
struct seat {
    size_t box;
    double wanted;
};

static int by_wanted(const void *a, const void *b)
{
    const struct seat *const x = a;
    const struct seat *const y = b;

    if (x->wanted != y->wanted) {
        return x->wanted < y->wanted ? -1 : 1;
    }
    return x->box < y->box ? -1 : 1;
}

static double wanted_of(const struct diagram *d, size_t box)
{
    double sum = 0.0;
    size_t n = 0;

    for (size_t k = 0; k < d->n_links; k++) {
        if (d->links[k].to == box) {
            sum += d->boxes[d->links[k].from].y;
            n++;
        }
    }
    return n > 0 ? sum / (double)n : 0.0;
}

static void seat_column(struct diagram *d, size_t column, struct seat *seats, double height)
{
    size_t n = 0;

    for (size_t i = 0; i < d->n_boxes; i++) {
        if (d->boxes[i].column == column) {
            seats[n++] = (struct seat){i, wanted_of(d, i)};
        }
    }
    qsort(seats, n, sizeof *seats, by_wanted);
    for (size_t k = 0; k < n; k++) {
        d->boxes[seats[k].box].y = height * ((double)k + 0.5) / (double)n;
    }
}

static size_t most_in_a_column(const struct diagram *d, size_t n_columns)
{
    size_t most = 1;

    for (size_t c = 0; c < n_columns; c++) {
        size_t n = 0;
        for (size_t i = 0; i < d->n_boxes; i++) {
            n += d->boxes[i].column == c;
        }
        most = n > most ? n : most;
    }
    return most;
}

/* Where columns stand. */
struct grid {
    double column_px;
    double box_px;
};

static void draw_link(struct text *t, const struct diagram *d, const struct diagram_link *link,
                      const struct grid *g, double most_w)
{
    const struct diagram_box *const from = &d->boxes[link->from];
    const struct diagram_box *const to = &d->boxes[link->to];
    const double x1 = (double)from->column * g->column_px + g->box_px;
    const double x2 = (double)to->column * g->column_px;
    const double middle = (x1 + x2) / 2.0;
    const bool flows = link->flow_w > 1e-6 * most_w;
    const double width = flows ? 1.0 + (THICKEST_PX - 1.0) * link->flow_w / most_w : 1.0;

    text_add(t,
             "<path class=\"%s\" stroke-width=\"%.2f\" d=\"M%.1f %.1fC%.1f %.1f %.1f %.1f %.1f "
             "%.1f\"/>\n",
             flows ? "flow" : "flow idle", width, x1, from->y, middle, from->y, middle, to->y, x2,
             to->y);
}

static void draw_box(struct text *t, const struct diagram_box *box, const struct grid *g)
{
    const double x = (double)box->column * g->column_px;
    const double y = box->y - BOX_HEIGHT / 2.0;

    svg_rect(t, x + 0.75, y, g->box_px - 1.5, BOX_HEIGHT,
             box->is_over  ? "box over"
             : box->is_off ? "box off"
                           : "box");
    svg_words(t, x + 8.0, y + 16.0, "strong", box->name.at);
    svg_words(t, x + 8.0, y + 31.0, "", box->line.at != NULL ? box->line.at : "");
    svg_words(t, x + 8.0, y + 44.0, box->is_over ? "small bad" : "small soft",
              box->small.at != NULL ? box->small.at : "");
}

void diagram_draw(struct text *t, struct diagram *d, const char *title)
{
    struct seat *const seats = calloc(d->n_boxes + 1, sizeof *seats);
    size_t n_columns = 1;
    double most_w = 0.0;

    for (size_t i = 0; i < d->n_boxes; i++) {
        n_columns = d->boxes[i].column + 1 > n_columns ? d->boxes[i].column + 1 : n_columns;
    }
    for (size_t k = 0; k < d->n_links; k++) {
        most_w = fmax(most_w, d->links[k].flow_w);
    }
    const double height = (double)most_in_a_column(d, n_columns) * ROW_PX;
    const double room_px = n_columns > 1 ? SVG_WIDTH / ((double)n_columns - 0.28) : SVG_WIDTH;
    const struct grid g = {.column_px = room_px, .box_px = fmin(MOST_BOX_PX, 0.72 * room_px)};

    for (size_t c = 0; seats != NULL && c < n_columns; c++) {
        seat_column(d, c, seats, height);
    }
    free(seats);
    text_add(t, "<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"");
    html_text(t, title);
    text_add(t, "\">");
    svg_begin(t, height, title);
    for (size_t k = 0; k < d->n_links; k++) {
        draw_link(t, d, &d->links[k], &g, most_w);
    }
    for (size_t i = 0; i < d->n_boxes; i++) {
        draw_box(t, &d->boxes[i], &g);
    }
    svg_end(t);
    text_add(t, "</div>\n");
}
