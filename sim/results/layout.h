/* layout.h - the names inside a results file, shared by writer and reader.
 *
 * docs/results-format.md describes the whole; this is its vocabulary.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SIM_RESULTS_LAYOUT_H
#define SIM_RESULTS_LAYOUT_H

/* Version of the layout, in the root attribute headroom_format. */
#define LAYOUT_VERSION 1

/* Root attributes. */
#define LAYOUT_FORMAT "headroom_format"
#define LAYOUT_STATUS "run_status" /* running, complete, interrupted, failed */

/* Groups. */
#define LAYOUT_LIMITS     "limits"
#define LAYOUT_LEDGER     "ledger"
#define LAYOUT_PROVENANCE "provenance"
#define LAYOUT_TABLES     "tables"

/* Dimensions and the datasets that name their items. A variable of a dimension begins with its
 * name: rack_inlet_c (time, rack). A peak stands before the unit: rack_power_max_w. */
#define LAYOUT_TIME "time"

/* The dimension of the group of limits, with labels such as "A-03: inlet maximum". margin_frac
 * (time, limit) is the course of its margins; worst_margin_frac and the others (limit) belong to the
 * worst look of the run, and the number that must not be passed is limit_value. */
#define LAYOUT_LIMIT "limit"

/* Verdict of a limit and of a run, as stored (u1 with flag_meanings). */
enum layout_verdict {
    VERDICT_FITS,         /* margin above the band                              */
    VERDICT_DOES_NOT_FIT, /* margin below minus the band                        */
    VERDICT_UNCERTAIN,    /* within the band                                    */
    VERDICT_UNKNOWN,      /* the limit, or what draws on it, is not known       */
    VERDICT_COUNT,
};

#endif
