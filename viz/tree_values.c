/* tree_values.c - loads, ratings and margins of a moment.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "viz/tree.h"

/* What items of a kind carry, and what they may, in a unit. The first rating of a feed that is known
 * counts: some are rated by power, some by their current. */
struct load_pair {
    const char *kind;
    const char *load;
    const char *rating;
    const char *unit;
};
static const struct load_pair pairs[] = {
    {"feed", "feed_load_w", "feed_rating_w", "W"},
    {"feed", "feed_load_va", "feed_rating_va", "VA"},
    {"feed", "feed_current_a", "feed_rating_a", "A"},
    {"plant", "plant_load_w", "plant_capacity_w", "W"},
    {"crah", "crah_coil_w", "crah_coil_capacity_w", "W"},
    {"cdu", "cdu_heat_w", "cdu_exchanger_max_w", "W"},
};

/* One number of every item of a kind; NAN where the file has none. */
static void read_numbers(const struct results *r, const char *name, size_t time_index, size_t n,
                         double *values)
{
    const struct results_variable *const v = results_variable(r, name);

    if (v == NULL || v->is_text || v->dim[0] == '\0' ||
        results_frame(r, v, time_index, values) != STATUS_OK) {
        for (size_t i = 0; i < n; i++) {
            values[i] = (double)NAN;
        }
    }
}

static void read_pair(struct tree *t, const struct results *r, const struct load_pair *pair,
                      double *loads)
{
    double *const ratings = loads + t->n + 1;

    read_numbers(r, pair->load, t->time_index, t->n, loads);
    read_numbers(r, pair->rating, t->time_index, t->n, ratings);
    for (size_t i = 0; i < t->n; i++) {
        struct tree_node *const node = &t->nodes[i];
        if (strcmp(node->kind, pair->kind) != 0) {
            continue;
        }
        if (strcmp(pair->unit, "W") == 0) {
            node->load_w = loads[node->item];
        }
        if (isnan(node->rating) && !isnan(ratings[node->item])) {
            node->rating = ratings[node->item];
            node->rating_unit = pair->unit;
            node->load_frac = loads[node->item] / ratings[node->item];
        }
    }
}

static void read_margins(struct tree *t, const struct results *r)
{
    const double *margin_frac = NULL;
    const uint32_t *limits = NULL;
    const bool is_read =
        fold_read(&t->margins, r, t->time_index, &margin_frac, &limits) == STATUS_OK;

    for (size_t i = 0; i < t->n; i++) {
        t->nodes[i].margin_frac = is_read ? margin_frac[i] : (double)NAN;
    }
}

enum status tree_set_time(struct tree *t, const struct results *r, size_t time_index)
{
    if (t->has_time && t->time_index == time_index) {
        return STATUS_OK;
    }
    /* No kind has more items than there are nodes; loads, ratings and racks take turns. */
    double *const values = calloc(2 * (t->n + 1) + t->n_racks + 1, sizeof *values);
    if (values == NULL) {
        return STATUS_NO_MEMORY;
    }
    t->time_index = time_index;
    t->has_time = true;
    for (size_t i = 0; i < t->n; i++) {
        t->nodes[i].load_w = t->nodes[i].rating = t->nodes[i].load_frac = (double)NAN;
    }
    for (size_t k = 0; k < sizeof pairs / sizeof pairs[0]; k++) {
        read_pair(t, r, &pairs[k], values);
    }
    read_numbers(r, "rack_airflow_m3s", time_index, t->n_racks, values);
    for (size_t i = 0; i < t->n_racks; i++) {
        t->draws_air[i] = values[i] > 0.0;
    }
    read_margins(t, r);
    free(values);
    return STATUS_OK;
}
