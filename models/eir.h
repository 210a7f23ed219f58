/* eir.h - electric chillers by curves: capacity and energy input ratio against temperatures and load.
 *
 *     available = Q_ref CapFT(Te, Tc)
 *     P = (Q_ref / COP_ref) CapFT(Te, Tc) EIRFT(Te, Tc) EIRFPLR(PLR) cycling
 *     CapFT, EIRFT = a + b Te + c Te^2 + d Tc + e Tc^2 + f Te Tc        EIRFPLR = g0 + g1 PLR + g2 PLR^2
 *
 * Te leaves the evaporator; Tc enters the condenser: water, or outdoor air. PLR is clipped to its
 * greatest; below the unloading limit hot-gas bypass holds the machine there; below its least load it
 * cycles. An air-cooled set may instead be given against one temperature difference,
 *
 *     dT = (Tc - Tc_ref) / rise - (Te - Te_ref)    CapFT = a + b dT + c dT^2 <= -q / 2r
 *     EIRFT = p + q CapFT + r CapFT^2
 *
 * whose input is least at CapFT = -q / 2r: no machine gains capacity and loses by it, so there the fit
 * ends, at a Tc that rises with Te.
 *
 * Head pressure: fans and valves keep the condenser from growing so cold that refrigerant and oil no
 * longer flow. The machine works as at Tc = max(Tc, Te + head), so in the cold its power flattens out.
 *
 * Outside their range the curves are held at its end, and the result says so. Beyond it in Te and above it
 * in Tc the power follows the ratio of Carnot, COP ~ Te / (Tc - Te + lift) in kelvin; below it in Tc
 * nothing is added, though a real machine would still gain.
 *
 * Source  EnergyPlus Engineering Reference, Chiller:Electric:EIR (from DOE-2) and Chiller:Electric; head:
 *         YORK YK engineering guide, least condenser water Te - range + 2.8 K + 6.7 K x load, which is
 *         Te + 3 to 4 K at a range of 5.6 K at full load.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODELS_EIR_H
#define MODELS_EIR_H

#include <stdbool.h>
#include <stddef.h>

/* One published machine. */
struct eir_curves {
    double capacity_w; /* at the reference */
    double cop;
    double leaving_c;  /* Te of the reference */
    double entering_c; /* Tc of the reference */
    double least_plr;
    double most_plr;
    double leaving_min_c;
    double leaving_max_c;
    double entering_min_c;
    double entering_max_c;
    double rise; /* of the form against one difference; 0: biquadratic form */
    double capacity[6];
    double input[6];
    double part_load[3];
    bool is_air_cooled;
};

/* Words of a scenario, ending with NULL, and the set of each. */
extern const char *const eir_words[];
const struct eir_curves *eir_set(size_t i);

struct eir_machine {
    const struct eir_curves *curves;
    double capacity_w;  /* at the reference                                             [W] */
    double cop;         /* at the reference                                                 */
    double unload_frac; /* load below which hot-gas bypass holds the machine; 0: none       */
    double lift_k;      /* of the Carnot ratio beyond the range, > 0                    [K] */
    double head_k;      /* least Tc - Te that head-pressure control leaves, >= 0        [K] */
};

struct eir_result {
    double capacity_ratio; /* CapFT              */
    double input_ratio;    /* EIRFT, Carnot in it */
    double available_w;
    double plr;
    double cycling_frac;
    double power_w;
    bool is_held; /* outside the curves' range */
};

/* Coldest Tc that head-pressure control lets into the condenser. */
double eir_least_entering_c(const struct eir_machine *m, double leaving_c);

/* One machine that is asked for load_w >= 0. */
struct eir_result eir_run(const struct eir_machine *m, double leaving_c, double entering_c,
                          double load_w);

#endif
