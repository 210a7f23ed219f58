/* SPDX-License-Identifier: Apache-2.0 */
#include "viz/throttle.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { NEVER = UINT16_MAX };

/* The rack of each node; nodes stand rack by rack, so the search goes on where the last one ended. */
static void find_racks(struct throttle *t, const char *const *names,
                       const struct results_dim *racks)
{
    size_t from = 0;

    for (size_t i = 0; i < t->n_nodes; i++) {
        t->racks[i] = -1;
        for (size_t k = 0; k < racks->n && t->racks[i] < 0; k++) {
            const size_t rack = (from + k) % racks->n;
            if (strcmp(racks->labels[rack], names[i]) == 0) {
                t->racks[i] = (long)rack;
                from = rack;
            }
        }
    }
}

static size_t n_blocks_of(const struct throttle *t)
{
    return results_n_times(t->results) / THROTTLE_ROWS + 1;
}

enum status throttle_open(const struct results *r, struct throttle *ret_throttle)
{
    const struct results_dim *const racks = results_dim(r, "rack");
    const struct results_dim *const nodes = results_dim(r, "node");
    const char *const *const names = nodes != NULL ? results_labels(r, "node_rack") : NULL;
    struct throttle t = {.results = r,
                         .ceiling = results_variable(r, "node_ceiling_min_frac"),
                         .shut = results_variable(r, "node_shut_nodes_max")};

    *ret_throttle = (struct throttle){.results = NULL};
    if (racks == NULL || names == NULL || t.ceiling == NULL || t.shut == NULL) {
        return STATUS_BAD_INPUT;
    }
    t.n_racks = racks->n;
    t.n_nodes = nodes->n;
    t.racks = calloc(t.n_nodes, sizeof *t.racks);
    t.ceilings = calloc(t.n_nodes, sizeof *t.ceilings);
    t.shut_nodes = calloc(t.n_nodes, sizeof *t.shut_nodes);
    t.is_hot = calloc(t.n_racks, sizeof *t.is_hot);
    t.is_told = calloc(t.n_racks, sizeof *t.is_told);
    t.is_now_hot = calloc(t.n_racks, sizeof *t.is_now_hot);
    t.began_s = calloc(t.n_racks, sizeof *t.began_s);
    t.first = malloc(n_blocks_of(&t) * t.n_racks * sizeof *t.first);
    t.next = malloc(THROTTLE_ROWS * t.n_racks * sizeof *t.next);
    *ret_throttle = t;
    if (t.racks == NULL || t.ceilings == NULL || t.shut_nodes == NULL || t.is_hot == NULL ||
        t.is_told == NULL || t.is_now_hot == NULL || t.began_s == NULL || t.first == NULL ||
        t.next == NULL) {
        return STATUS_NO_MEMORY;
    }
    find_racks(&t, names, racks);
    memset(t.first, 0xff, n_blocks_of(&t) * t.n_racks * sizeof *t.first); /* NEVER */
    for (size_t i = 0; i < t.n_racks; i++) {
        t.began_s[i] = results_times_s(r)[0];
    }
    return STATUS_OK;
}

void throttle_close(struct throttle *t)
{
    free(t->racks);
    free(t->ceilings);
    free(t->shut_nodes);
    free(t->is_hot);
    free(t->is_told);
    free(t->is_now_hot);
    free(t->began_s);
    free(t->first);
    free(t->next);
    *t = (struct throttle){.results = NULL};
}

bool throttle_fetch(const struct throttle *t, size_t time_index)
{
    return results_fetch(t->results, t->ceiling, time_index) &&
           results_fetch(t->results, t->shut, time_index);
}

static enum status read_nodes(struct throttle *t, size_t time_index)
{
    const enum status st = results_frame(t->results, t->ceiling, time_index, t->ceilings);

    return st == STATUS_OK ? results_frame(t->results, t->shut, time_index, t->shut_nodes) : st;
}

/* Of the record that was read last. */
static bool is_node_hot(const struct throttle *t, size_t node)
{
    return t->racks[node] >= 0 && (t->ceilings[node] < 1.0 || t->shut_nodes[node] > 0.0);
}

static void take_record(struct throttle *t, size_t record, const bool *is_hot)
{
    const double now_s = results_times_s(t->results)[record];
    uint16_t *const first = t->first + record / THROTTLE_ROWS * t->n_racks;

    for (size_t i = 0; i < t->n_racks; i++) {
        if (!is_hot[i] && t->is_hot[i]) {
            t->began_s[i] = now_s;
        } else if (is_hot[i] && !t->is_hot[i]) {
            t->longest_s = fmax(t->longest_s, now_s - t->began_s[i]);
        }
        if (is_hot[i] && first[i] == NEVER) {
            first[i] = (uint16_t)(record % THROTTLE_ROWS);
        }
        t->is_hot[i] = is_hot[i];
    }
}

enum status throttle_scan(struct throttle *t, size_t *ret_n_hot)
{
    const enum status st = read_nodes(t, t->n_scanned);
    bool *const is_hot = t->is_now_hot;

    *ret_n_hot = 0;
    memset(is_hot, 0, t->n_racks * sizeof *is_hot);
    for (size_t k = 0; k < t->n_nodes && st == STATUS_OK; k++) {
        if (is_node_hot(t, k) && !is_hot[t->racks[k]]) {
            is_hot[t->racks[k]] = true;
            (*ret_n_hot)++;
        }
    }
    take_record(t, t->n_scanned++, is_hot); /* of one that cannot be read nothing is known */
    return st;
}

/* For each record of a block the next one of it in which a rack throttles, from the last to the first. */
static enum status read_block(struct throttle *t, size_t block)
{
    const size_t first = block * THROTTLE_ROWS;
    const size_t left = results_n_times(t->results) - first;
    const size_t n = left < THROTTLE_ROWS ? left : THROTTLE_ROWS;

    t->has_block = false;
    for (size_t k = n; k-- > 0;) {
        const enum status st = read_nodes(t, first + k);
        uint16_t *const next = t->next + k * t->n_racks;
        if (st != STATUS_OK) {
            return st;
        }
        for (size_t i = 0; i < t->n_racks; i++) {
            next[i] = k + 1 < n ? next[t->n_racks + i] : (uint16_t)NEVER;
        }
        for (size_t j = 0; j < t->n_nodes; j++) {
            if (is_node_hot(t, j)) {
                next[t->racks[j]] = (uint16_t)k;
            }
        }
    }
    t->block = block;
    t->has_block = true;
    return STATUS_OK;
}

/* Seconds from a record to row `row` of a block. */
static double left_s(const struct throttle *t, size_t time_index, size_t block, size_t row)
{
    const double *const times_s = results_times_s(t->results);

    return times_s[block * THROTTLE_ROWS + row] - times_s[time_index];
}

/* Racks that a record's own block does not tell: what is known of the blocks after it. */
static void look_ahead(const struct throttle *t, size_t time_index, double *left)
{
    const size_t end = n_blocks_of(t);
    size_t n_open = t->n_racks;

    for (size_t b = time_index / THROTTLE_ROWS + 1; b < end && n_open > 0; b++) {
        const uint16_t *const first = t->first + b * t->n_racks;
        n_open = 0;
        for (size_t i = 0; i < t->n_racks; i++) {
            if (isinf(left[i]) && first[i] != NEVER) {
                left[i] = left_s(t, time_index, b, first[i]);
            }
            n_open += isinf(left[i]) ? 1 : 0;
        }
    }
}

enum status throttle_read(struct throttle *t, size_t time_index, double *ret_left_s)
{
    const size_t block = time_index / THROTTLE_ROWS;
    const bool is_whole = t->n_scanned >= results_n_times(t->results);
    enum status st = STATUS_OK;

    if (!t->has_block || t->block != block) {
        st = read_block(t, block);
    }
    st = st == STATUS_OK ? read_nodes(t, time_index) : st;
    if (st != STATUS_OK) {
        return st;
    }
    const uint16_t *const next = t->next + time_index % THROTTLE_ROWS * t->n_racks;
    for (size_t i = 0; i < t->n_racks; i++) {
        ret_left_s[i] = next[i] != NEVER ? left_s(t, time_index, block, next[i]) : (double)INFINITY;
    }
    look_ahead(t, time_index, ret_left_s);
    memset(t->is_told, 0, t->n_racks * sizeof *t->is_told);
    for (size_t k = 0; k < t->n_nodes; k++) {
        if (t->racks[k] >= 0 && !isnan(t->ceilings[k])) {
            t->is_told[t->racks[k]] = true;
        }
    }
    for (size_t i = 0; i < t->n_racks; i++) {
        const bool is_open = isinf(ret_left_s[i]) && !is_whole;
        ret_left_s[i] = !t->is_told[i] || is_open ? (double)NAN : ret_left_s[i];
    }
    return STATUS_OK;
}
