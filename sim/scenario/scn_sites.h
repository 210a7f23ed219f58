/* scn_sites.h - what lies between sites, what lies at them, and how a lost one is recovered, as read.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SIM_SCENARIO_SCN_SITES_H
#define SIM_SCENARIO_SCN_SITES_H

#include <stdint.h>

#include "sim/base/arena.h"
#include "sim/scenario/schema.h"

/* A line between two sites. */
struct scn_link {
    struct span at;
    const char *name;
    struct name_list between; /* two sites */
    double fibre_m;           /* length of the fibre, not of the map; NAN: not known */
    double equipment_s;       /* delay of what stands in it, both ways */
    double bandwidth_bytes_per_s;
    double usable_frac;
    const char *duct;    /* lines with one word share one trench; NULL: its own */
    double window_bytes; /* that one connection may have under way; NAN: not known */
    double cost_usd_per_s;
    double egress_usd_per_byte;
};

/* Data that workloads read, and where they lie. */
struct scn_data {
    struct span at;
    const char *name;
    struct name_ref home;
    struct name_list copies; /* sites besides the home */
    double size_bytes;
    double change_bytes_per_s; /* mean */
    double burst_ratio;        /* highest rate of change over the mean */
    double burst_time_s;       /* how long it lasts; NAN: without end */
    double overhead_frac;
    double rpo_s;             /* how old a copy may be when the home is lost; NAN: nobody said */
    double restore_s;         /* until a copy can be read in place of the home; NAN: not known */
    struct name_list readers; /* workloads */
    struct name_list tags;    /* that a site must have to hold or to read them */
};

/* What crosses between two sites at once, again and again: a checkpoint, a batch. */
struct scn_transfer {
    struct span at;
    const char *name;
    struct name_ref from;
    struct name_ref to;
    double size_bytes;
    double every_s;
    double within_s; /* NAN: the time to the next */
};

/* A hall that takes load of lost ones. */
struct scn_receiver {
    struct span at;
    struct name_ref hall; /* "SITE/HALL"; index: of all halls, in order */
    struct name_list racks;
    double cooling_s; /* until its cooling stands ready for the step; NAN: not known */
};

/* How a workload is recovered. */
struct scn_recovered {
    struct span at;
    struct name_ref workload;
    double priority;       /* 1 goes first */
    double cap_least_frac; /* of a node's nameplate; NAN: it may not be capped */
    double restart_s;      /* NAN: not known */
    double rto_s;          /* NAN: nobody said */
};

enum scn_path_kind { PATH_POWER, PATH_LINK, PATH_COOLING, PATH_DATA, PATH_PEOPLE, PATH_KINDS };

/* Something that recovery rests on. */
struct scn_path {
    struct span at;
    const char *name;
    int kind;          /* enum scn_path_kind */
    int64_t tested_us; /* 0: never */
};

struct scn_recovery {
    struct span at;
    int64_t today_us;
    double detect_s; /* NAN: not known, as all below */
    double decide_s;
    double reroute_s;
    double follow_s;
    struct list receivers; /* struct scn_receiver, in the order in which they are filled */
    struct list workloads; /* struct scn_recovered */
    struct list paths;     /* struct scn_path */
};

/* The words of enum scn_path_kind. */
extern const char *const scn_path_words[];

struct scenario;

/* Resolves the sites, halls and workloads that these name, and says what is wrong with them. */
void validate_sites(struct arena *arena, struct scenario *s, struct diag *diag);

/* Hall `index` of all halls: its site, and its place there. False past the end. */
bool sites_hall_at(const struct scenario *s, size_t index, size_t *ret_site, size_t *ret_hall);

#endif
