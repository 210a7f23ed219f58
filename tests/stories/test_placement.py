#!/usr/bin/env python3
"""A placement over a hall, colocation, cloud and storage, against arithmetic, and its drift.

Speaks TAP; the environment variable HEADROOM names the program.

SPDX-License-Identifier: Apache-2.0
"""
import json
import os
import subprocess
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "files"))
from tap import PROGRAM, check, main  # noqa: E402


def place(*words):
    said = subprocess.run([PROGRAM, "place", "@placement", "--json", *words], capture_output=True)
    return json.loads(said.stdout), said.returncode


def settings(*sets):
    return [word for x in sets for word in ("--set", x)]


def load(answer, name):
    return next(x for x in answer["workloads"] if x["name"] == name)


def venue(answer, name, where):
    return next(x for x in load(answer, name)["venues"] if x["venue"] == where)


def rising(year_usd, growth, rate, years):
    return sum(year_usd * (1 + growth) ** (k - 1) / (1 + rate) ** k for k in range(1, years + 1))


def costs():
    answer, code = place()
    check("a placement holds", answer["found"] and code == 0)
    # Inference at home: 30 kW rented, 55 % of it used at PUE 1.35, and 20 TB kept.
    year = 30 * 95 * 12 + 30 * 0.55 * 1.35 * 0.14 * 8766 + 20 * 12 * 12
    expected = rising(year, 0.15, 0.08, 3)
    found = venue(answer, "inference", "home")["own_usd"]
    check(f"inference at home costs {expected:.0f} USD", abs(found - expected) < 1e-6 * expected,
          found)
    check("what stands where is the cheapest: every other venue costs more",
          all(v["extra_usd"] is None or v["extra_usd"] >= -1e-6
              for x in answer["workloads"] for v in x["venues"]))
    check("the backup does not stand beside its data",
          load(answer, "backup")["venue"] != load(answer, "training")["venue"])


def physics():
    """The hall decides by its own limit, and a larger one takes the work."""
    answer, _ = place()
    why = venue(answer, "training", "home")["barred_by"]
    check("what keeps training from home is the hall's air", "supply air of home" in why, why)
    more = 'hall.crahs+={repeat: 2, name: "more-%d", use: crah-100kw, plant: chiller, from: mech}'
    larger, _ = place(*settings("hall.size=[14.4 m, 20 m]", more))
    check("with two more air handlers it may stand there, and the total falls",
          venue(larger, "training", "home")["barred_by"] is None and
          larger["total_usd"] < answer["total_usd"],
          (venue(larger, "training", "home"), larger["total_usd"], answer["total_usd"]))


def limits():
    def without(key):
        with open(os.path.join(SCENARIOS, "placement.yaml"), encoding="utf-8") as file:
            text = file.read()
        lines = text.split("\n")
        at = next(k for k, x in enumerate(lines) if "name: colocation" in x)
        lines = [x for k, x in enumerate(lines) if not (k > at and k < at + 12 and f"{key}:" in x)]
        with open("without.yaml", "w", encoding="utf-8") as file:
            file.write("\n".join(lines))
        said = subprocess.run([PROGRAM, "place", "without.yaml", "--json"], capture_output=True)
        return json.loads(said.stdout)

    answer = without("rent")
    check("a price that is not known is named and bars the venue",
          "'rent'" in venue(answer, "training", "colocation")["barred_by"] and
          venue(answer, "training", "colocation")["own_usd"] is None,
          venue(answer, "training", "colocation"))
    far, code = place(*settings("placement.workloads[inference].latency_max=1 ms"))
    check("what cannot be placed is told as the smallest conflict",
          code == 1 and not far["found"] and
          [x["name"] for x in far["workloads"] if x["in_conflict"]] == ["inference"],
          [x["name"] for x in far["workloads"] if x["in_conflict"]])
    both, code = place(*settings("placement.venues[colocation].power_max=90 kW"))
    check("two that do not fit together are the conflict, and a third is not",
          code == 1 and {x["name"] for x in both["workloads"] if x["in_conflict"]} ==
          {"training", "training-next"},
          [x["name"] for x in both["workloads"] if x["in_conflict"]])


def drift():
    def meter(inference_kw):
        with open("meter.csv", "w", encoding="utf-8") as file:
            file.write("time [h],workload,power [kW]\n")
            for hour in range(100):
                file.write(f"{hour},inference,{inference_kw}\n{hour},stranger,1\n"
                           f"{hour},training,{118 + hour % 5}\n")
        return place("--meter", "meter.csv")

    calm, code = meter(31)
    check("within its band the plan holds", code == 0 and not calm["broken"] and
          not load(calm, "inference")["drift"]["over"], calm.get("broken"))
    hot, code = meter(190)
    told = load(hot, "inference")["drift"]
    check("what left its band is told with what it takes",
          told["over"] and abs(told["eaten_w"] - 160e3) < 1, told)
    check("the hall no longer holds it, by a limit of its own",
          code == 1 and [x["venue"] for x in hot["broken"]] == ["home"], hot["broken"])
    check("what stayed within is not told as over", not load(hot, "training")["drift"]["over"])
    with open("wrong.csv", "w", encoding="utf-8") as file:
        file.write("time [h],workload,power\n0,inference,3\n")
    said = subprocess.run([PROGRAM, "place", "@placement", "--meter", "wrong.csv"],
                          capture_output=True, text=True)
    check("a meter without units is refused with its place",
          said.returncode == 2 and "wrong.csv:1" in said.stderr, said.stderr)


SCENARIOS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "scenarios")
main(costs, physics, limits, drift)
