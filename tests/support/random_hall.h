/* random_hall.h - the text of a random but sound scenario, from a seed.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef TESTS_SUPPORT_RANDOM_HALL_H
#define TESTS_SUPPORT_RANDOM_HALL_H

#include "sim/base/text.h"
#include "tests/support/draw.h"

enum { RANDOM_ROWS = 4, RANDOM_RACKS = 12 };

/* What a test may want to vary while all else stays. */
struct random_hall {
    unsigned long seed;
    double supply_rise_k; /* warmer supply air                           */
    double rating_factor; /* of every feed's rating; 1                   */
    bool racks_backwards; /* the racks of each row in the other order    */
    bool is_idle;         /* no workload does anything                   */
};

static inline const char *random_one_of(const gsl_rng *rng, const char *const *words, size_t n)
{
    return words[draw_index(rng, n)];
}

static inline void random_workloads(const gsl_rng *rng, const struct random_hall *how,
                                    struct text *t)
{
    const double level = how->is_idle ? 0.0 : 1.0;

    text_add(t, "workloads:\n");
    text_add(t, "  - {name: w0, model: constant, utilisation: %.6f}\n",
             level * draw_between(rng, 0.0, 1.0));
    text_add(t,
             "  - {name: w1, model: training, period: %.3f s, duty: %.4f, high: %.4f, low: 0, "
             "checkpoint_interval: 20 min, checkpoint_duration: %.0f s, checkpoint: %.4f}\n",
             draw_between(rng, 0.5, 20.0), draw_between(rng, 0.2, 0.95), level,
             draw_between(rng, 10.0, 100.0), level * draw_between(rng, 0.1, 0.5));
    text_add(t,
             "  - {name: w2, model: inference, mean: %.4f, swing: %.4f, peak: %.2f h, weekend: "
             "0.6}\n",
             level * draw_between(rng, 0.1, 0.6), draw_between(rng, 0.0, 0.9),
             draw_between(rng, 0.0, 23.0));
}

/* A utility, one or two sides of transformer, UPS and PDU, and a board for the motors. */
static inline size_t random_tree(const gsl_rng *rng, const struct random_hall *how, struct text *t)
{
    static const char *const ups[] = {"ups-500kw", "ups-1mw", "ups-sic-1mw", "ups-eco-1mw"};
    const size_t n_sides = 1 + draw_index(rng, 2);
    const double f = how->rating_factor;

    text_add(t,
             "  power:\n"
             "    - {name: grid, model: utility, rating: %.3f kW}\n"
             "    - {name: mech, model: lossless, from: grid, rating: %.3f kW}\n",
             f * 4000.0, f * 2000.0);
    for (size_t k = 0; k < n_sides; k++) {
        const char *const name = random_one_of(rng, ups, 4);
        text_add(t,
                 "    - {name: tx-%zu, use: transformer-2500kva, from: grid}\n"
                 "    - {name: ups-%zu, use: %s, from: tx-%zu, rating: %.3f kW}\n"
                 "    - {name: pdu-%zu, use: pdu-450kw, from: ups-%zu, rating: %.3f kW}\n",
                 k, k, name, k, f * draw_between(rng, 500.0, 1500.0), k, k,
                 f * draw_between(rng, 300.0, 900.0));
    }
    return n_sides;
}

/* One of air-cooled, behind a rear door, or on cold plates. */
static inline void random_rack(const gsl_rng *rng, size_t n_sides, size_t row, size_t rack,
                               struct text *t)
{
    static const char *const air[] = {"dgx-h100", "hgx-h100-oem", "legacy-2u-cpu", "mi300x-8gpu",
                                      "storage-jbod"};
    static const char *const liquid[] = {"hgx-b200-liquid", "gb200-compute-tray"};
    const bool is_liquid = draw_index(rng, 3) == 0;
    const bool has_door = !is_liquid && draw_index(rng, 4) == 0;

    text_add(t, "        - {name: \"R%zu-%02zu\", feeds: ", row, rack);
    text_add(t, n_sides == 2 && draw_index(rng, 4) != 0 ? "[pdu-0, pdu-1]" : "pdu-0");
    if (is_liquid) {
        text_add(t, ", cooling: cold_plate, cdus: cdu");
    } else if (has_door) {
        text_add(t, ", cooling: rear_door, cdus: cdu");
    }
    const char *const node = is_liquid ? random_one_of(rng, liquid, 2) : random_one_of(rng, air, 5);
    text_add(t, ", nodes: [{use: %s, count: %zu, workload: w%zu", node,
             1 + draw_index(rng, is_liquid ? 6 : 3), draw_index(rng, 3));
    if (draw_index(rng, 4) == 0) {
        text_add(t, ", cap: %.3f kW", draw_between(rng, 0.3, 8.0));
    }
    text_add(t, "}]}\n");
}

static inline void random_rows(const gsl_rng *rng, const struct random_hall *how, size_t n_sides,
                               struct text *t)
{
    static const char *const containment[] = {"open", "cold_aisle", "hot_aisle", "chimney"};
    const size_t n_rows = 1 + draw_index(rng, RANDOM_ROWS);

    text_add(t, "  rows:\n");
    for (size_t r = 0; r < n_rows; r++) {
        struct text racks[RANDOM_RACKS] = {{0}};
        const size_t n = 1 + draw_index(rng, RANDOM_RACKS);
        text_add(t, "    - name: R%zu\n      containment: %s\n      racks:\n", r,
                 random_one_of(rng, containment, 4));
        for (size_t k = 0; k < n; k++) {
            random_rack(rng, n_sides, r, k, &racks[k]);
        }
        for (size_t k = 0; k < n; k++) {
            text_add(t, "%s", racks[how->racks_backwards ? n - 1 - k : k].at);
        }
        for (size_t k = 0; k < n; k++) {
            text_release(&racks[k]);
        }
    }
}

/* The same seed gives the same hall but for what is asked to differ. */
static inline void random_hall_text(const struct random_hall *how, struct text *ret_text)
{
    gsl_rng *const rng = draw_create(how->seed);
    /* By the seed, so that all else of a hall stays as it was drawn. */
    static const char *const economisers[] = {
        "economiser: none", "economiser: direct, envelope: A4", "economiser: none",
        "economiser: indirect, pad: 70 %", "economiser: direct, outdoor_most: 43 %, envelope: A3"};

    text_add(ret_text,
             "scenario: 1\ntitle: random hall %lu\n"
             "time: {duration: 1 h, step: 10 s}\n",
             how->seed);
    random_workloads(rng, how, ret_text);
    text_add(ret_text, "hall:\n  name: H\n  air: {supply: %.4f degC, redundancy: %s}\n",
             draw_between(rng, 16.0, 26.0) + how->supply_rise_k,
             draw_index(rng, 2) == 0 ? "N" : "N+1");
    const size_t n_sides = random_tree(rng, how, ret_text);
    text_add(ret_text,
             "  plants:\n"
             "    - {name: chw, model: chiller, capacity: %.3f kW, cop: %.3f, supply: 8 degC, "
             "volume: %.2f m3, from: mech}\n"
             "    - {name: dry, use: dry-cooler-2mw, from: mech}\n",
             draw_between(rng, 300.0, 2000.0), draw_between(rng, 2.5, 6.0),
             draw_between(rng, 1.0, 40.0));
    text_add(ret_text,
             "  crahs: [{repeat: %zu, name: \"c%%d\", use: crah-100kw, plant: chw, "
             "from: mech, %s}]\n",
             2 + draw_index(rng, 6), economisers[how->seed % 5]);
    text_add(ret_text,
             "  cdus: [{name: cdu, use: cdu-1mw, plant: dry, from: mech, supply: %.3f degC}]\n",
             draw_between(rng, 30.0, 40.0));
    random_rows(rng, how, n_sides, ret_text);
    text_add(ret_text,
             "site:\n  altitude: %.0f m\n  outdoor: {model: constant, dry_bulb: %.2f "
             "degC, relative_humidity: %.3f}\n",
             draw_between(rng, 0.0, 1800.0), draw_between(rng, -10.0, 25.0),
             draw_between(rng, 0.1, 0.9));
    gsl_rng_free(rng);
}

#endif
