/* random_tree.h - the text of a hall on a random electrical tree, from a seed.
 *
 * A utility and a generator behind a transfer switch, and below them anything on anything: UPS with
 * small batteries, transformers, panels, lines, converters, static switches, some with breakers, some
 * that wait before they return. Ratings are drawn without regard to the load: overload is allowed.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef TESTS_SUPPORT_RANDOM_TREE_H
#define TESTS_SUPPORT_RANDOM_TREE_H

#include "sim/base/text.h"
#include "tests/support/draw.h"

enum { TREE_MOST_ELEMENTS = 16, TREE_MOST_RACKS = 10, TREE_FIRST = 3 };

/* What the text says, for the test to compare with. */
struct random_tree {
    size_t n_elements; /* grid, genset and ats among them: e0, e1, e2 */
    size_t n_racks;
    double rack_w[TREE_MOST_RACKS];
};

/* Air and water that no test looks at, on a service of their own. */
static inline void tree_head(struct text *t, const char *time)
{
    text_add(t,
             "scenario: 1\n"
             "time: {%s}\n"
             "hall:\n"
             "  name: H\n"
             "  air: {supply: 20 degC, redundancy: N}\n"
             "  plants: [{name: chw, model: chiller, capacity: 3 MW, cop: 4, supply: 10 degC, "
             "volume: 30 m3, from: mech}]\n"
             "  crahs: [{name: c1, use: fan-wall-400kw, plant: chw, from: mech}]\n"
             "  power:\n"
             "    - {name: own, model: utility}\n"
             "    - {name: mech, model: lossless, from: own}\n",
             time);
}

/* A node that draws one power whenever it has power. */
static inline void tree_node(struct text *t, double power_w, double power_factor)
{
    text_add(t,
             "nodes: [{name: n, model: curve, points: [[0 %%, %.6f W], [100 %%, %.6f W]], airflow: "
             "0.1 m3/s, fan: 0 %%, restart: 0 s, power_factor: %.6f %%}]",
             0.5 * power_w, power_w, 100.0 * power_factor);
}

/* Two elements of e2 .. e(n-1), or one twice. */
static inline void tree_two_of(const gsl_rng *rng, size_t n, size_t ret_two[2])
{
    ret_two[0] = 2 + draw_index(rng, n - 2);
    ret_two[1] = 2 + draw_index(rng, n - 2);
}

static inline void tree_names(struct text *t, const char *key, const size_t two[2], bool is_pair)
{
    if (is_pair && two[0] != two[1]) {
        text_add(t, ", %s: [e%zu, e%zu]", key, two[0], two[1]);
    } else {
        text_add(t, ", %s: e%zu", key, two[0]);
    }
}

static inline void tree_model(const gsl_rng *rng, struct text *t)
{
    switch (draw_index(rng, 7)) {
    case 0:
        text_add(t, "model: ups, rating: %.3f kW, battery_energy: %.4f kWh, walk_in: %.3f s",
                 draw_between(rng, 100.0, 900.0), draw_between(rng, 0.05, 2.0),
                 draw_between(rng, 0.0, 9.0));
        break;
    case 1:
        text_add(t, "model: panel, rating: %.3f kW, loss: %.4f %%", draw_between(rng, 50.0, 600.0),
                 draw_between(rng, 0.1, 3.0));
        break;
    case 2:
        text_add(t, "model: transformer, rating_apparent: %.3f kVA, efficiency: %.4f %%",
                 draw_between(rng, 400.0, 2500.0), draw_between(rng, 97.5, 99.6));
        break;
    case 3:
        text_add(t,
                 "model: line, voltage: 415 V, rating_current: %.2f A, length: %.2f m, resistance: "
                 "0.0%zu mOhm/m",
                 draw_between(rng, 60.0, 900.0), draw_between(rng, 5.0, 80.0),
                 3 + draw_index(rng, 6));
        if (draw_index(rng, 2) == 0) {
            text_add(t, ", protection: {model: breaker, standard: %s}",
                     draw_index(rng, 2) == 0 ? "iec_c" : "ul");
        }
        break;
    case 4:
        text_add(t, "model: converter, rating: 1 MW, units: %zu", 1 + draw_index(rng, 40));
        break;
    case 5:
        text_add(t, "model: transfer_switch, transfer: %.4f s, retransfer: %.3f s, loss: %.4f %%",
                 draw_between(rng, 0.004, 0.15), draw_between(rng, 1.0, 20.0),
                 draw_between(rng, 0.0, 1.0));
        break;
    default:
        text_add(t, "model: lossless");
        break;
    }
}

static inline void tree_elements(const gsl_rng *rng, struct random_tree *tree, struct text *t)
{
    tree->n_elements = TREE_FIRST + 2 + draw_index(rng, TREE_MOST_ELEMENTS - TREE_FIRST - 1);
    text_add(t,
             "    - {name: e0, model: utility}\n"
             "    - {name: e1, model: generator, rating: %.3f kW, start: %.3f s, cooldown: 20 s}\n"
             "    - {name: e2, model: transfer_switch, from: [e0, e1], transfer: 0.1 s, "
             "retransfer: %.3f s}\n",
             draw_between(rng, 200.0, 2000.0), draw_between(rng, 1.0, 12.0),
             draw_between(rng, 5.0, 30.0));
    for (size_t i = TREE_FIRST; i < tree->n_elements; i++) {
        size_t parents[2];
        tree_two_of(rng, i, parents);
        text_add(t, "    - {name: e%zu, ", i);
        tree_model(rng, t);
        tree_names(t, "from", parents, draw_index(rng, 5) < 2);
        if (draw_index(rng, 4) == 0) {
            text_add(t, ", return_delay: %.3f s", draw_between(rng, 0.1, 8.0));
        }
        text_add(t, "}\n");
    }
}

static inline void tree_racks(const gsl_rng *rng, struct random_tree *tree, struct text *t)
{
    tree->n_racks = 2 + draw_index(rng, TREE_MOST_RACKS - 1);
    text_add(t, "  rows:\n    - name: R\n      racks:\n");
    for (size_t r = 0; r < tree->n_racks; r++) {
        size_t feeds[2];
        tree_two_of(rng, tree->n_elements, feeds);
        tree->rack_w[r] = floor(draw_between(rng, 2e3, 40e3));
        text_add(t, "        - {name: R%zu", r);
        tree_names(t, "feeds", feeds, draw_index(rng, 3) < 2);
        if (draw_index(rng, 3) == 0) {
            text_add(t, ", circuit: {voltage: 415 V, current: 63 A}");
        }
        text_add(t, ", ");
        tree_node(t, tree->rack_w[r], draw_between(rng, 0.9, 1.0));
        text_add(t, "}\n");
    }
}

/* Every element fails once and is repaired, all through one another. */
static inline void tree_events(const gsl_rng *rng, const struct random_tree *tree, double until_s,
                               struct text *t)
{
    text_add(t, "  events:\n");
    for (size_t i = 0; i < tree->n_elements; i++) {
        const double at_s = draw_between(rng, 0.5, 0.8 * until_s);
        text_add(t,
                 "    - {at: %.3f s, element: e%zu, action: fails}\n"
                 "    - {at: %.3f s, element: e%zu, action: repairs}\n",
                 at_s, i, at_s + draw_between(rng, 0.3, 0.2 * until_s), i);
    }
    for (size_t r = 0; r < tree->n_racks; r += 3) {
        const double at_s = draw_between(rng, 0.5, 0.9 * until_s);
        text_add(t,
                 "    - {at: %.3f s, element: R%zu, action: opens}\n"
                 "    - {at: %.3f s, element: R%zu, action: closes}\n",
                 at_s, r, at_s + 4.0, r);
    }
}

#endif
