/* scn_place.h - the part of the scenario that is about moving: a window, and what may stand where.
 * scenario.h includes it.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SIM_SCENARIO_SCN_PLACE_H
#define SIM_SCENARIO_SCN_PLACE_H

#include "sim/scenario/schema.h"

/* Something of a hall, from one time of the window to another. */
struct scn_spell {
    struct span at;
    struct name_ref element;
    double from_s;
    double until_s; /* NAN: to the end of the window */
};

/* Racks that begin to carry load, and racks that stop once both have. */
struct scn_wave {
    struct span at;
    const char *name;
    double at_s;
    double overlap_s; /* from then until those of `stops` end */
    double back_s;    /* to undo it */
    struct name_list starts;
    struct name_list stops;
};

/* Data that must be there before a wave's old racks stop. */
struct scn_migration_data {
    struct span at;
    const char *name;
    struct name_ref wave; /* none: the first */
    double start_s;       /* may be before the window */
    double size_bytes;
    double rate_bytes_per_s;
    double usable_frac;
    double change_bytes_per_s;
    double egress_usd_per_byte; /* NAN: not known */
};

struct scn_migration {
    struct span at;
    double window_s;
    double interval_s; /* for which nodes keep what they draw */
    double step_s;
    double correlation;    /* of the nodes' loads */
    struct list waves;     /* struct scn_wave */
    struct list outages;   /* struct scn_spell */
    struct list temporary; /* struct scn_spell */
    struct list transfers; /* struct scn_migration_data */
};

/* ---------------------------------------------------------------- placement */

enum scn_class { CLASS_STEADY, CLASS_ELASTIC, CLASS_EXPERIMENTAL, CLASS_BACKUP, CLASS_ARCHIVE };
enum scn_venue_kind { VENUE_HALL, VENUE_COLOCATION, VENUE_CLOUD, VENUE_STORAGE };

struct scn_load {
    struct span at;
    const char *name;
    int class; /* enum scn_class */
    double power_w;
    double gpus;
    double data_bytes;
    double used_frac; /* of the time */
    double growth_frac;
    double latency_max_s;          /* round trip to its users; NAN: any */
    double fabric_min_bytes_per_s; /* a GPU; NAN: any */
    struct name_list tags;         /* all of which its venue must have */
    struct name_ref reads;         /* workload whose data it needs */
    double read_bytes_per_s;
    bool together;   /* with that, in one venue */
    const char *add; /* PATH+=VALUE that puts it into the hall, with {power} */
    double band_frac;
};

struct scn_venue {
    struct span at;
    const char *name;
    int kind; /* enum scn_venue_kind */
    const char *hall;
    struct name_list tags;
    double latency_s;
    double fabric_bytes_per_s;
    bool is_preemptible;
    double power_max_w; /* capacities; NAN: no limit is known */
    double gpus_max;
    double data_max_bytes;
    double pue;
    double rent_usd_per_ws; /* prices; NAN: not known */
    double energy_usd_per_j;
    double gpu_usd_per_gpu_s;
    double storage_usd_per_byte_s;
    double egress_usd_per_byte;
    double fixed_usd_per_s; /* once anything is there */
};

struct scn_placement {
    struct span at;
    double term_years;
    double discount_frac;
    struct list workloads; /* struct scn_load */
    struct list venues;    /* struct scn_venue */
};

#endif
