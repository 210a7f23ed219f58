#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Every shipped scenario in steps of 60 s, hour by hour against steps of 1 s, from seven in the morning.

Models advance exactly over a step, so that what is left is the order of the stages: what couples
backwards comes a step later, and fans and pumps follow the mean of a minute instead of each swing. The
tolerances are a part of the bands that every report states.
"""
import json
import subprocess

import h5py
import numpy

import tap

HOURS = 2
# Whose minute is lost: the valve shuts, and the dies are a step late to feel it.
SECONDS = {"flow-stops"}
# Jobs that swing within a minute: fans, leakage and losses bend, so that they draw less at the mean of
# the swing than in the mean over it.
SWINGING = {"colo-pod", "first-hall", "generator-swing", "migration", "oversubscribe", "retrofit-pod",
            "training-swing"}
# Mains that fail and return: chiller and fans, a quarter of its power, start twice in the hour, and each
# time draw from the step after on: two minutes of it.
RETURNING = {"utility-outage"}
# Greatest difference of an hourly mean: kelvins, or a share of the greatest of its kind. Racks' power has
# a band of 5 % from a measured curve.
POWERS = ("hall_it_w", "hall_utility_w", "feed_load_w", "hall_loss_w", "rack_to_liquid_w")
POWER_WITHIN = 0.005  # a minute late of two hours is 0.8 %
SWINGING_POWER_WITHIN = 0.015
RETURNING_POWER_WITHIN = 2 / 60 * 0.25
WITHIN_K = {
    "rack_inlet_c": 1.1,  # band 3 K; swinging racks with short supply
    "node_die_c": 1.5,  # band 3 K of its inlet
    "rack_coolant_supply_c": 0.4,  # band 1 K; plant, CDU and pipe are three stages in a row
    "plant_supply_c": 0.3,
}


def within(name, key):
    if key in WITHIN_K:
        return WITHIN_K[key]
    if name in RETURNING:
        return RETURNING_POWER_WITHIN
    return SWINGING_POWER_WITHIN if name in SWINGING else POWER_WITHIN


def hourly(name, step_s):
    """Means by variable and hour. Events make records within the hour: each counts by its length."""
    path = tap.run(name, f"{name}-{step_s}.h5", f"time.step={step_s} s", f"time.duration={HOURS} h",
                   "time.record=1 h", "time.start=2026-01-05T07:00:00Z", "output.precision=full")
    means = {}
    with h5py.File(path) as file:
        time_s = file["time"][:]
        length_s = numpy.diff(time_s)
        hour = ((time_s[1:] - 1e-6) // 3600).astype(int)
        for key in (*POWERS, *WITHIN_K):
            if key in file:
                sums = [numpy.tensordot(length_s[hour == h], file[key][1:][hour == h], 1)
                        for h in range(HOURS)]
                means[key] = numpy.array(sums) / 3600
        shut = file["node_shut_nodes"][-1].max() if "node_shut_nodes" in file else 0
    return means, shut


def compare(name):
    fine, fine_shut = hourly(name, 1)
    coarse, coarse_shut = hourly(name, 60)
    tap.check(f"{name}: the same nodes are off at the end", fine_shut == coarse_shut,
              (fine_shut, coarse_shut))
    if name in SECONDS:
        return
    for key, exact in fine.items():
        known = ~numpy.isnan(exact)
        if not known.any():
            continue
        scale = 1.0 if key.endswith("_c") else max(numpy.abs(exact[known]).max(), 1.0)
        worst = numpy.abs(coarse[key] - exact)[known].max() / scale
        limit = within(name, key)
        tap.check(f"{name}: {key} within {limit:g}", worst <= limit, worst)


def shipped():
    said = subprocess.run([tap.PROGRAM, "examples", "--json"], check=True, capture_output=True).stdout
    names = [example["name"][1:] for example in json.loads(said)["examples"]]
    tap.check("there are scenarios", len(names) > 10, names)
    for name in names:
        compare(name)


tap.main(shipped)
