/* two_sites.h - two sites small enough to say beforehand what one takes of the other.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef TESTS_SUPPORT_TWO_SITES_H
#define TESTS_SUPPORT_TWO_SITES_H

#include "tests/support/hall_bench.h"

/* A rack at work and one that stands by, of the same nodes. */
#define FULL_W  23000.0
#define IDLE_W  1700.0
#define N_LOST  9
#define N_OWN   4
#define N_STAND 8

#define NODE(workload)                                                                             \
    "nodes: [{name: load, nameplate: 23 kW, model: curve, points: [[0 %, 1.7 kW], "                \
    "[100 %, 23 kW]], fan: 0 %, airflow: 0.4 m3/s, airflow_least: 100 %, power_factor: 100 %, "    \
    "liquid: 100 %, is_liquid_cooled: true" workload "}]"

#define RACKS(n, name, workload)                                                                   \
    "            - {repeat: " n ", name: \"" name "-%d\", feeds: grid, cdus: [cdu-1], "            \
    "cooling: {model: cold_plate}, coolant_flow: 37 L/min, coolant_drop: 1 bar, " NODE(            \
        workload) "}\n"

/* Heat goes to the coolant whole, so that a CDU carries what its racks draw. */
#define HALL_TEXT(name, it_limit, cdu, chiller, racks)                                             \
    "      - name: " name "\n"                                                                     \
    "        it_limit: " it_limit "\n"                                                             \
    "        air: {supply: 20 degC, redundancy: N, dew_point: 5 degC}\n"                           \
    "        power: [{name: grid, model: utility, rating: 3 MW}]\n"                                \
    "        plants: [{name: chw, model: chiller, capacity: " chiller                              \
    ", cop: 4, supply: 10 degC, volume: 10 m3, from: grid}]\n"                                     \
    "        crahs: [{name: c1, use: fan-wall-400kw, plant: chw, from: grid}]\n"                   \
    "        cdus: [{name: cdu-1, use: cdu-1mw, capacity: " cdu                                    \
    ", plant: chw, from: grid, supply: 25 degC}]\n"                                                \
    "        rows:\n"                                                                              \
    "        - name: R\n"                                                                          \
    "          racks:\n" racks

#define HEAD                                                                                       \
    "scenario: 1\n"                                                                                \
    "workloads:\n"                                                                                 \
    "  - {name: first, model: constant, utilisation: 100 %}\n"                                     \
    "  - {name: second, model: constant, utilisation: 100 %}\n"                                    \
    "  - {name: standby, model: constant, utilisation: 0 %}\n"                                     \
    "sites:\n"

#define EAST                                                                                       \
    "  - name: East\n"                                                                             \
    "    tags: [EU]\n"                                                                             \
    "    halls:\n" HALL_TEXT("E", "2 MW", "1 MW", "2 MW",                                          \
                             RACKS("6", "T", ", workload: second")                                 \
                                 RACKS("3", "S", ", workload: first"))

#define WEST(it_limit, cdu, chiller)                                                               \
    "  - name: West\n"                                                                             \
    "    tags: [EU, audited]\n"                                                                    \
    "    halls:\n" HALL_TEXT("W", it_limit, cdu, chiller,                                          \
                             RACKS("4", "L", ", workload: first")                                  \
                                 RACKS("8", "R", ", workload: standby"))

#endif
