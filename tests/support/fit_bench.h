/* fit_bench.h - a hall, what is added to it, and the search, for tests of what fits.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef TESTS_SUPPORT_FIT_BENCH_H
#define TESTS_SUPPORT_FIT_BENCH_H

#include "sim/study/fit.h"
#include "tests/support/hall_bench.h"

/* What is added: its three powers have no simple relation. */
#define UNIT_W     7300.0
#define MEASURED_W 6100.0
#define CAP_W      5200.0
#define UNIT                                                                                       \
    "catalog:\n"                                                                                   \
    "  - {name: unit, kind: node, nameplate: 7.3 kW, measured_max: 6.1 kW, cap: 5.2 kW, "          \
    "mass: 41 kg, height: 5 U, inlet_max: 60 degC, model: curve, "                                 \
    "points: [[0 %, 1.9 kW], [100 %, 7.3 kW]], airflow: 0.31 m3/s, fan: 0 %, "                     \
    "power_factor: 100 %}\n"

#define AIR                                                                                        \
    "  air: {supply: 20 degC, dew_point: 5 degC, redundancy: N}\n"                                 \
    "  floor: {uniform_max: 4900 kg/m2, caster_max: 4000 kg, rolling_max: 4000 kg}\n"              \
    "  delivery: {door_height: 3 m, door_width: 2 m, lift_max: 9000 kg}\n"                         \
    "  plants: [{name: chw, model: chiller, capacity: 3 MW, cop: 4, supply: 10 degC, "             \
    "volume: 10 m3, from: mech}]\n"                                                                \
    "  crahs: [{repeat: 3, name: \"c%d\", use: fan-wall-400kw, plant: chw, from: mech}]\n"

struct study {
    struct bench bench;
    struct addition addition;
    struct fit_request request;
    struct fit_answer answer;
    size_t n[64];
};

static inline void open_study(struct study *s, const char *text, const char *entry)
{
    const struct addition_request wanted = {.entry = entry, .cap_w = PARAM_UNKNOWN};

    memset(s, 0, sizeof *s);
    bench_open(&s->bench, text);
    if (addition_read(s->bench.arena, s->bench.scenario, &wanted, s->bench.diag, &s->addition) !=
        STATUS_OK) {
        bench_refuse(&s->bench, text);
    }
    s->request = (struct fit_request){.scenario = s->bench.scenario,
                                      .addition = &s->addition,
                                      .load = FIT_NAMEPLATE,
                                      .service = FIT_N1,
                                      .ask = PARAM_UNKNOWN};
}

static inline double count(struct study *s)
{
    const enum status st = fit_search(s->bench.arena, &s->request, &s->answer, s->n);

    ck_assert_msg(st == STATUS_OK, "%s", status_text(st));
    return s->answer.count;
}

#endif
