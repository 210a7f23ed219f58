#!/usr/bin/env python3
"""How many fit: DGX H100 by power and density, NVL72 in a raised-floor hall, against arithmetic.

Each expected figure is computed here from what the scenarios state. Speaks TAP; the environment
variable HEADROOM names the program.

SPDX-License-Identifier: Apache-2.0
"""
import csv
import json
import math
import os
import subprocess
import tempfile

PROGRAM = os.environ["HEADROOM"]
results = []


def check(what, is_true, found=""):
    results.append(f"{'ok' if is_true else 'not ok'} {len(results) + 1} - {what}"
                   + ("" if is_true else f"\n# found {found}"))


def near(what, found, expected, share):
    check(f"{what}: {expected:.6g} within {share:g}",
          math.isclose(found, expected, rel_tol=share), f"{found:.9g}")


def said(scenario, entry, *words):
    return subprocess.run([PROGRAM, "fit", f"@{scenario}", "--add", entry, *words],
                          capture_output=True, check=False)


def fit(scenario, entry, *words):
    answer = said(scenario, entry, "--json", *words)
    assert answer.returncode in (0, 1), answer.stderr
    return json.loads(answer.stdout)


def lifting(kinds):
    return [word for kind in kinds for word in ("--lift", kind)]


def count(answer, load, service):
    found = [x for x in answer["counts"] if (x["load"], x["service"]) == (load, service)]
    assert len(found) == 1
    return found[0]


def margin(answer, subject, limit):
    found = [x for x in answer["margins"] if (x["subject"], x["limit"]) == (subject, limit)]
    assert len(found) == 1, (subject, limit)
    return found[0]


def size_by_power():
    """1.2 MW, 10 kW a rack, 120 positions."""
    hall_w, rack_w, racks = 1.2e6, 10e3, 120
    nameplate_w, measured_w, cap_w = 10.2e3, 8.4e3, 7.75e3
    dgx = fit("fit-by-power", "dgx-h100", "--cap", "7.75 kW")

    for load, each_w, expected in (("nameplate", nameplate_w, 0), ("measured", measured_w, racks),
                                   ("capped", cap_w, racks)):
        for service in ("normal", "n-1"):
            found = count(dgx, load, service)
            check(f"{expected} fit at {load} power, {service}", found["count"] == expected, found)
            check("as many as the rack limit takes in each rack",
                  found["most_a_rack"] == math.floor(rack_w / each_w), found)
            check("the rack limit binds", found["bounds"][0]["limit"] == "rack power", found)
            one_more_w = (math.floor(rack_w / each_w) + 1) * each_w
            near("one more passes it by", -found["bounds"][0]["next_margin"],
                 one_more_w - rack_w, 1e-6)
    check("lifted, the hall's power binds at 117", dgx["answer"]["ladder"][1]["count"]
          == math.floor(hall_w / nameplate_w) == 117, dgx["answer"]["ladder"][1])
    check("by its name", dgx["answer"]["ladder"][1]["bound"]["limit"] == "IT power")
    near("the shares sum to the whole", sum(x["power_w"] for x in dgx["shares"]), hall_w, 1e-9)
    shares = {x["share"]: x["power_w"] for x in dgx["shares"]}
    near("density strands what 117 would draw", shares["rack power"], 117 * nameplate_w, 1e-6)
    for words, each_w, expected in ((("--load", "measured"), measured_w, 142),
                                    (("--limit", "capped", "--cap", "7.75 kW"), cap_w, 154)):
        power = fit("fit-by-power", "dgx-h100", "--lift", "rack power", *words)["answer"]
        check(f"without the rack limit {expected} by the hall's power",
              power["count"] == expected == math.floor(hall_w / each_w)
              and power["bounds"][0]["limit"] == "IT power", power["bounds"])


def nvl72():
    """NVL72 racks on ten positions with coolant in a raised-floor hall of 1.2 MW."""
    hall_w, fabric_w = 1.2e6, 4 * 12 * 1720.0
    rack = fit("whole-question", "gb200-nvl72")
    ladder = rack["answer"]["ladder"]

    check("none fits as the hall stands", rack["answer"]["count"] == 0, rack["answer"])
    check("120 positions have no coolant for it", rack["obstacles"]["coolant"] == 120,
          rack["obstacles"])
    first = margin(rack, "L-01", "floor, rolling load")
    near("a caster carries a quarter of 1,360 kg", first["next_value"], 1360 / 4, 1e-9)
    near("of a panel's 272 kg", first["next_limit_value"], 272, 1e-9)
    near("the slab carries it on footprint and aisle",
         margin(rack, "L-01", "floor, uniform load")["next_value"],
         1360 / (0.6 * 1.2 + 0.6 * 1.2), 1e-9)
    air_w = margin(rack, "L-01", "heat to air")["next_value"]
    check("12 to 26 kW of it still leave as warm air", 12e3 < air_w < 26e3, air_w)
    whip = margin(rack, "L-01/bus-a", "current")
    near("two 60 A whips at 80 %", whip["next_limit_value"], 2 * 60 * 0.8, 1e-9)
    unit_w = rack["answer"]["unit_w"]
    near("one draws about 132 kW", unit_w, 132e3, 0.01)
    near("all of it through one side's whips when the other is lost", whip["next_value"],
         unit_w / (math.sqrt(3) * 415), 0.001)
    before_power = []
    for rung in ladder:
        if rung["bound"]["limit"] == "IT power":
            break
        before_power.append(rung["bound"]["kind"])
    check("feed, floor and residual air bind before the hall's power",
          {"current, circuit", "floor, rolling load", "heat to air"} <= set(before_power),
          before_power)
    eight = fit("whole-question", "gb200-nvl72", *lifting(before_power))["answer"]
    check("then eight, beside the fabric", eight["count"] == 8
          == math.floor((hall_w - fabric_w) / unit_w), eight["count"])
    check("and the hall's power binds", eight["bounds"][0]["limit"] == "IT power", eight["bounds"])
    nine = fit("whole-question", "gb200-nvl72", *lifting(before_power + ["CDU capacity"]),
               "--set", "hall.rows[L].racks[*].nodes[*].count=0")["answer"]
    check("nine by bare compute power", nine["count"] == 9 == math.floor(hall_w / unit_w), nine)


def dgx_in_the_hall():
    """The same hall with DGX H100."""
    dgx = fit("whole-question", "dgx-h100")

    check("none at its nameplate", count(dgx, "nameplate", "n-1")["count"] == 0)
    spared = count(dgx, "measured", "n-1")
    check("one CRAH lost leaves too little air for all positions",
          0 < spared["count"] < count(dgx, "measured", "normal")["count"] < 130
          and spared["bounds"][0]["limit"] == "supply air", spared)
    # 1,105 CFM a node through a floor of which 40 % goes by; 13 of 14 CRAHs of 27,000 m3/h.
    node_m3s = 1105 * 0.3048 ** 3 / 60
    most = 13 * 27000 / 3600 / (node_m3s / 0.6)
    check("no more than the air of 13 CRAHs would serve", spared["count"] <= most, most)


def as_said():
    """What surrounds an answer."""
    one = said("whole-question", "gb200-nvl72", "--json", "-j", "1").stdout
    check("the same bytes with one worker and with three",
          one == said("whole-question", "gb200-nvl72", "--json", "-j", "3").stdout)
    check("fewer than asked for end with 1",
          said("whole-question", "gb200-nvl72", "--ask", "1", "-q").returncode == 1)
    check("as many end with 0",
          said("fit-by-power", "dgx-h100", "--load", "measured", "--ask", "120",
               "-q").returncode == 0)
    wrong = said("fit-by-power", "dgx-h1000")
    check("a misspelt name is told the nearest",
          wrong.returncode == 2 and b"did you mean 'dgx-h100'" in wrong.stderr, wrong.stderr)
    wrong = said("fit-by-power", "dgx-h100", "--lift", "rack powr", "-q")
    check("a misspelt kind of limit too",
          wrong.returncode == 2 and b"did you mean 'rack power'" in wrong.stderr, wrong.stderr)
    wide = [line for line in said("first-hall", "dgx-h100").stdout.decode().splitlines()
            if len(line) > 100]
    check("no line is longer than 100 characters", not wide, wide)
    subprocess.run([PROGRAM, "fit", "@whole-question", "--add", "gb200-nvl72", "-o", "fit.h5"],
                   check=True, capture_output=True)
    subprocess.run([PROGRAM, "report", "fit.h5", "--csv", "tables"], check=True,
                   capture_output=True)
    with open("tables/fit_ladder.csv", newline="") as file:
        ladder = list(csv.DictReader(file))
    told = json.loads(one)["answer"]["ladder"]
    check("the results hold the same ladder",
          [float(x["count"]) for x in ladder] == [x["count"] for x in told], ladder)


def main():
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        for story in (size_by_power, nvl72, dgx_in_the_hall, as_said):
            story()
    print("TAP version 13")
    print(f"1..{len(results)}")
    print("\n".join(results))


main()
