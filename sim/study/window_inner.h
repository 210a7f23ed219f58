/* window_inner.h - what the parts of the window share (window.c, window_step.c, window_points.c).
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SIM_STUDY_WINDOW_INNER_H
#define SIM_STUDY_WINDOW_INNER_H

#include "sim/study/mix.h"
#include "sim/study/window.h"

/* What one draw finds in one interval. Plain numbers: it travels between processes. */
struct window_look {
    double it_w;
    double utility_w;
    double margin_frac;
    double value;
    double limit_value;
    double further_w;
    int64_t limit;
    int64_t n_dark;
    int64_t n_throttled;
    int64_t n_carrying;
};

/* Begins each result of a draw; its looks follow, then its points. */
struct window_head {
    int64_t status;
    int64_t began_cold;
    double residual_frac;
    struct fault fault;
};

struct window {
    struct arena *arena;
    const struct window_request *request;
    struct plan plan; /* with the events of the window in place of its own */
    struct mix mix;
    bool *begins_off; /* (n_racks) */
    size_t *watched;  /* limits that decide */
    size_t n_watched;
    size_t n_rows;
    size_t points_row; /* interval at whose end the points are read */
    struct window_point *points;
    size_t n_points;
    size_t n_bytes; /* of a result */
};

/* Is a limit of something that is out of service, or that has no power? */
bool window_is_moot(const struct plan *plan, const struct columns *c, enum dim dim, size_t index);

/* Draw i of the window: a case of workers.h; context is the window. */
void window_draw(void *context, size_t i, void *ret_result);

/* Lists the points: the readings that limits watch, each once. */
void window_list_points(struct window *w);

/* Expected values and bands from what the draws read; points that were out of service in any are
 * dropped.
 *
 *   values  (n)(n_points)
 */
void window_fill_points(struct window *w, const double *const *values, size_t n,
                        struct window_answer *answer);

#endif
