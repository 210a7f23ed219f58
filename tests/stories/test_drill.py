#!/usr/bin/env python3
"""A site is lost: what its receiver takes, by the engine, against arithmetic from the scenario's figures.

Speaks TAP; the environment variable HEADROOM names the program.

SPDX-License-Identifier: Apache-2.0
"""
import csv
import json
import math
import os
import subprocess
import sys
import tempfile

PROGRAM = os.environ["HEADROOM"]
RACK_KW, IDLE_KW, BEFORE_KW, LIMIT_KW = 40, 2, 500, 900
N_SERVING, N_TRAINING = 6, 24
WEST = "sites[West].halls[W1]"
n_checks = 0


def check(what, is_true, found=""):
    global n_checks
    n_checks += 1
    print(f"{'ok' if is_true else 'not ok'} {n_checks} - {what}"
          + ("" if is_true else f"\n# found {found}"))


def near(what, found, expected, share):
    check(f"{what}: {expected:.6g}", found is not None and
          math.isclose(found, expected, rel_tol=share, abs_tol=1e-9), found)


def call(*words, code=0):
    said = subprocess.run([PROGRAM, *words], capture_output=True, text=True)
    if said.returncode != code:
        raise RuntimeError(f"{words} ended with {said.returncode}\n{said.stderr}{said.stdout}")
    return said.stdout


def drill(*settings, lose="East", words=()):
    for setting in settings:
        words = (*words, "--set", setting)
    return json.loads(call("drill", "@site-lost", "--lose", lose, "--json", *words))


def receiver(answer, key="as_it_is"):
    return next(hall for hall in answer[key]["halls"] if not hall["lost"])


# Printed with nine digits.
PRINTED = 1e-8


def takes_400_of_1200():
    answer = drill()
    sums = answer["as_it_is"]
    each = RACK_KW - IDLE_KW
    n = (LIMIT_KW - BEFORE_KW) // each
    near("1.2 MW is lost", sums["lost_w"], 1e3 * RACK_KW * (N_SERVING + N_TRAINING), PRINTED)
    near("400 kW of it is taken", sums["taken_w"], 1e3 * RACK_KW * n, PRINTED)
    near("800 kW is shed", sums["shed_w"], 800e3, PRINTED)
    near("nothing is capped unless it is asked", sums["capped_w"], 0, PRINTED)
    west = receiver(answer)
    near("West ran 500 kW", west["before_w"], 1e3 * BEFORE_KW, PRINTED)
    near("and runs its limit less what no rack fits", west["after_w"],
         1e3 * (BEFORE_KW + n * each), PRINTED)
    check("one more passes the limit of 900 kW",
          west["one_more"]["limit"] == "IT power" and
          math.isclose(west["one_more"]["value"], 1e3 * (BEFORE_KW + (n + 1) * each)),
          west["one_more"])
    check("it stays inside inlet, feed and CDU limits while it takes the step",
          answer["inside_limits"] and all(x["passed_s"] is None for x in west["limits"]), west)
    names = {x["limit"] for x in west["limits"]}
    check("which were looked at", {"inlet maximum", "power", "CDU capacity"} <= names, names)
    for hall in sums["halls"]:
        check(f"energy closes in {hall['name']}", 0 < hall["residual_frac"] < 1e-9, hall)
    racks = sums["racks"]
    check("serving goes before training",
          [x["workload"] for x in racks] == ["serving"] * N_SERVING + ["training"] * N_TRAINING,
          racks)
    check("and the rest is shed, with its reason",
          all((x["place"] is None) == (i >= n) for i, x in enumerate(racks)) and
          all("IT power" in x["why_shed"] for x in racks[n:]), racks)


def caps():
    sums = drill()["capped"]
    capped_kw = 0.6 * RACK_KW
    room = LIMIT_KW - BEFORE_KW - N_SERVING * (RACK_KW - IDLE_KW)
    n = int(room // (capped_kw - IDLE_KW))
    near("capped to 60 %: taken", sums["taken_w"], 1e3 * (N_SERVING * RACK_KW + n * capped_kw),
         1e-6)
    near("capped to 60 %: held back", sums["capped_w"], 1e3 * n * (RACK_KW - capped_kw), 1e-6)
    near("capped to 60 %: shed", sums["shed_w"], 1e3 * (N_TRAINING - n) * RACK_KW, 1e-6)


def times():
    answer = drill()
    ways = {x["name"]: x["ways"][0] for x in answer["workloads"] if x["lost_w"] > 0}
    near("serving: 2 + 15 + 2 + 4 + 5 + 5 min", ways["serving"]["rto_s"], 33 * 60, PRINTED)
    near("training: 2 + 15 + 2 + 12 + 15 + 5 min", ways["training"]["rto_s"], 51 * 60, PRINTED)
    west = receiver(answer)
    near("the first load steps on then", west["first_arrival_s"], 33 * 60, PRINTED)
    near("and the last", west["last_arrival_s"], 51 * 60, PRINTED)
    states = {x["kind"]: x["state"] for x in answer["paths"]}
    check("each path is tested, stale or assumed",
          states == {"power": "tested", "link": "stale", "cooling": "assumed", "data": "tested",
                     "people": "assumed"}, states)
    call("drill", "@site-lost", "--lose", "East", "--strict", "--quiet", code=1)
    check("--strict ends with 1", True)


def what_binds():
    """Weaker parts of West take less, each for its own reason."""
    racks_w = 1e3 * BEFORE_KW
    for setting, limit, room_w, share in [
            (f"{WEST}.cdus[*].capacity=260 kW", "CDU capacity", 2 * 260e3 - 0.8 * racks_w, 0.8),
            (f"{WEST}.power[ups].rating=700 kW", "power", 700e3 - racks_w, 1.0)]:
        west = receiver(drill(setting))
        most = room_w / (share * 1e3 * (RACK_KW - IDLE_KW))
        check(f"{setting.split('.', 2)[-1]}: {limit} binds, at {most:.1f} racks or a pump's heat less",
              west["one_more"]["limit"] == limit and most - 1 < west["taken"] + 1 <= most + 1 and
              west["taken"] <= most, (west["taken"], west["one_more"]))
    answer = drill(f"{WEST}.plants[chiller].capacity=500 kW")
    check("without cooling headroom none is taken", receiver(answer)["taken"] == 0, receiver(answer))
    near("and all of it is shed", answer["as_it_is"]["shed_w"], 1200e3, PRINTED)


def any_workers():
    one = call("drill", "@site-lost", "--lose", "East", "--json", "-j", "1")
    for n in (2, 5):
        check(f"{n} processes say what one says",
              call("drill", "@site-lost", "--lose", "East", "--json", "-j", str(n)) == one)


def replay():
    call("drill", "@site-lost", "--lose", "East", "--quiet", "-o", "lost.h5")
    call("report", "lost.h5", "--csv", "tables")
    with open("tables/drill_series.csv", newline="") as file:
        rows = list(csv.DictReader(file))
    by_hall = {name: [(float(x["time_s"]), float(x["it_w"])) for x in rows if x["hall"] == name]
               for name in ("East/E1", "West/W1")}
    east, west = by_hall["East/E1"], by_hall["West/W1"]
    check("both halls stand at the same instants", [x[0] for x in east] == [x[0] for x in west])
    check("East is dark from the loss on", east[0][1] > 1e6 and not any(x[1] for x in east[1:]))
    wrong = []
    for time_s, it_w in west:
        n = 0 if time_s <= 33 * 60 else N_SERVING if time_s <= 51 * 60 else 10
        expected = 1e3 * (BEFORE_KW + n * (RACK_KW - IDLE_KW))
        wrong += [] if math.isclose(it_w, expected, rel_tol=1e-6) else [(time_s, it_w, expected)]
    check("West steps at 33 and 51 minutes and at no other time", len(west) > 50 and not wrong,
          wrong)
    names = set(os.listdir("tables"))
    check("tables of racks, limits, terms and copies",
          {"drill.csv", "drill_limits.csv", "recovery.csv", "copies.csv"} <= names, names)


def links():
    answer = json.loads(call("links", "@site-lost", "--json"))
    index = answer["copies"][0]
    gbit = 1e9 / 8
    near("20 TB a day in the mean", index["mean_bytes_per_s"], 20e12 / 86400, PRINTED)
    check("is 1.85 Gbit/s", round(index["mean_bytes_per_s"] / gbit, 2) == 1.85, index)
    check("and 5.6 at a burst of 3", round(index["needed_bytes_per_s"] / gbit, 1) == 5.6, index)
    near("two lines of 10 Gbit/s at 70 %", answer["routes"][0]["rate_bytes_per_s"], 14 * gbit,
         PRINTED)
    near("in one duct", answer["routes"][0]["duct_lost_bytes_per_s"], 0, PRINTED)
    near("which carry the burst", index["lag_s"], 0, PRINTED)
    burst = answer["transfers"][0]
    left = 14 * gbit - 20e12 / 86400 - 1.1 * 1e12 / 86400
    near("a checkpoint crosses on what replication leaves", burst["takes_s"], 400e9 / left, PRINTED)


def wrong_words():
    for words, said in [(("--lose", "Eest"), "did you mean 'East'"), ((), "--lose SITE")]:
        found = subprocess.run([PROGRAM, "drill", "@site-lost", *words], capture_output=True,
                               text=True)
        check(f"{' '.join(words) or 'no --lose'} is told", found.returncode == 2 and
              said in found.stderr, found.stderr)
    found = subprocess.run([PROGRAM, "drill", "@first-hall", "--lose", "site"],
                           capture_output=True, text=True)
    check("a scenario without recovery is told where one is", found.returncode == 2 and
          "@site-lost" in found.stderr, found.stderr)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        for part in (takes_400_of_1200, caps, times, what_binds, any_workers, replay, links,
                     wrong_words):
            try:
                part()
            except (KeyError, RuntimeError, StopIteration, TypeError) as error:
                check(f"{part.__name__} came to its end", False, repr(error))
        os.chdir("/")
    print(f"1..{n_checks}")
    sys.stdout.flush()
