#!/usr/bin/env python3
"""A migration window with its data and its way back, against arithmetic and against itself.

Speaks TAP; the environment variable HEADROOM names the program.

SPDX-License-Identifier: Apache-2.0
"""
import csv
import json
import os
import subprocess
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "files"))
from tap import PROGRAM, check, main  # noqa: E402

HOUR_S = 3600.0
DRAWS = ["--samples", "20"]
NO_HIRED = 'migration.temporary=[{element: hired, from: 47.9 h}]'
COARSE = "migration.interval=4 h"  # where the hours themselves are not asked for
AT_ONCE = 'migration.waves[last four racks].at=3 h'


def migrate(*words):
    """The answer, and what the program ended with."""
    said = subprocess.run([PROGRAM, "migrate", "@migration", "--json", *DRAWS, *words],
                          capture_output=True)
    return json.loads(said.stdout), said.returncode


def settings(*sets):
    return [word for x in sets for word in ("--set", x)]


def near(what, found, expected, tolerance):
    check(f"{what}: {expected:.6g} within {tolerance:g}",
          found is not None and abs(found - expected) <= tolerance, found)


def hall(answer, name):
    return next(x for x in answer["halls"] if x["hall"] == name)


def data():
    """500 TB: 6.6 days on 10 Gbit/s at 70 %, 0.66 on 100; 45 kUSD at 0.09 USD/GB."""
    still = "migration.transfers[training data].change=0 TB/day"
    fast = "migration.transfers[training data].rate=100 Gbit/s"
    ten = migrate(*settings(still, COARSE))[0]["transfers"][0]
    hundred = migrate(*settings(still, fast, COARSE))[0]["transfers"][0]
    near("days on 10 Gbit/s", ten["takes_s"] / 86400.0, 500e12 * 8 / (10e9 * 0.7) / 86400.0, 1e-6)
    near("days on 10 Gbit/s, as told", ten["takes_s"] / 86400.0, 6.6, 0.05)
    near("days on 100 Gbit/s, as told", hundred["takes_s"] / 86400.0, 0.66, 0.005)
    near("egress", ten["egress_usd"], 500e12 * 0.09 / 1e9, 1e-3)
    unpriced = migrate(*settings("migration.transfers=[{name: d, start: -165 h, size: 500 TB, "
                                 "rate: 10 Gbit/s}]", COARSE))[0]
    check("egress without a price is not known, not nothing",
          unpriced["transfers"][0]["egress_usd"] is None, unpriced["transfers"])


def go():
    answer, code = migrate()
    check("the window is a go", answer["go"] and code == 0, answer["reason"])
    old, new = hall(answer, "old hall"), hall(answer, "new hall")
    both = [k for k, (o, n) in enumerate(zip(old["intervals"], new["intervals"]))
            if o["racks_carrying"] > 0 and n["racks_carrying"] > 0]
    check("both sites carry load from hour 3 to the cut at 19 h", both == list(range(3, 19)), both)
    check("racks of the new hall: none, four from hour 3, eight from hour 15",
          [x["racks_carrying"] for x in new["intervals"]] == [0] * 3 + [4] * 12 + [8] * 33)
    near("the way back and its begin fill the window",
         answer["rollback_s"] + answer["back_s"], 48 * HOUR_S, 1e-3)
    # t + 6 h + 0.5 TB/day (t - 7 h) / (10 Gbit/s x 70 %) = 48 h
    share = 0.5e12 / 86400.0 / (10e9 / 8 * 0.7)
    near("roll-back point in hours", answer["rollback_s"] / HOUR_S,
         (48 - 6 + 7 * share) / (1 + share), 1e-6)
    check("energy closes in every draw",
          max(x["worst_residual_frac"] for x in answer["halls"]) < 1e-9)


def no_go():
    bare, code = migrate(*settings(NO_HIRED))
    row = hall(bare, "new hall")["intervals"][15]
    check("without the hired unit it is no go, by the air of the new hall",
          not bare["go"] and code == 1 and row["limit"] == "supply air" and
          row["margin_p95_frac"] < 0, row)
    late, _ = migrate(*settings("migration.transfers[training data].start=-120 h", COARSE))
    check("data that begins two days later is no go, and says so",
          not late["go"] and late["reason"] == "the data comes too late", late["reason"])
    short, _ = migrate(*settings("migration.window=24 h", COARSE))
    check("a window that leaves no time to go back is no go, and names the wave",
          not short["go"] and short["no_way_back_from"] == "last four racks", short["reason"])
    once, _ = migrate(*settings(AT_ONCE, COARSE))
    alone = hall(once, "new hall")["intervals"]
    first = hall(migrate(*settings(COARSE))[0], "new hall")["intervals"]
    check("both waves at once leave less while the feed is out",
          alone[1]["margin_p95_frac"] < first[1]["margin_p95_frac"],
          (alone[1], first[1]))


def workers_and_seed():
    one, three = (subprocess.run([PROGRAM, "migrate", "@migration", "--json", *DRAWS, "-j", n,
                                  *settings(COARSE)],
                                 capture_output=True).stdout for n in ("1", "3"))
    check("one worker and three answer the same bytes", one == three and len(one) > 1000)
    check("another seed answers otherwise", migrate("--seed", "2", *settings(COARSE))[0] != json.loads(one))


def points():
    subprocess.run([PROGRAM, "migrate", "@migration", *DRAWS, "--points", "points.csv", "--at",
                    "20 h", *settings(COARSE)], check=True, capture_output=True)
    with open("points.csv", newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    check("every reading has a name, a unit and a band around what is expected",
          len(rows) > 40 and all(r["name"] and r["unit"] and
                                 float(r["low"]) <= float(r["expected"]) <= float(r["high"])
                                 for r in rows), len(rows))
    check("racks that have left have no readings",
          not any(r["name"].startswith("O-") for r in rows))
    inlets = [r for r in rows if r["name"] == "N-1" and r["unit"] == "°C"]
    check("an air temperature's band is no less than the 3 K of its model",
          inlets and all(float(r["high"]) - float(r["low"]) >= 5.99 for r in inlets), inlets)


def refuses():
    said = subprocess.run([PROGRAM, "migrate", "@migration",
                           *settings("migration.outages=[{element: ups-bb, from: 1 h}]")],
                          capture_output=True, text=True)
    check("a name that no hall has is refused with a place and the nearest",
          said.returncode == 2 and "ups-bb" in said.stderr and "did you mean 'ups-b'" in said.stderr,
          said.stderr)
    said = subprocess.run([PROGRAM, "migrate", "@first-hall"], capture_output=True, text=True)
    check("a scenario without a migration says what to write",
          said.returncode == 2 and "migration" in said.stderr, said.stderr)


def stored():
    """-o runs the hall that the load moves to unless another is named, and says which it was."""
    for words, expected in (((), "Amsterdam/new hall"),
                            (("--hall", "Frankfurt/old hall"), "Frankfurt/old hall")):
        answer, _ = migrate(*settings(COARSE), "-o", "window.h5", *words)
        report = subprocess.run([PROGRAM, "report", "window.h5"], check=True, capture_output=True, text=True)
        check(f"the run of {expected} is stored, and named", answer["stored"] == "window.h5" and
              answer["stored_hall"] == expected and
              report.stdout.splitlines()[1].startswith(expected.split("/")[1] + ","), answer["stored_hall"])
    answer, _ = migrate(*settings(COARSE))
    check("nothing is stored unasked", answer["stored"] is None and answer["stored_hall"] is None,
          answer["stored"])
    said = subprocess.run([PROGRAM, "migrate", "@migration", "-o", "never.h5", "--hall", "old hall"],
                          capture_output=True, text=True)
    check("a hall that there is not is refused before the window is run",
          said.returncode == 2 and "Frankfurt/old hall" in said.stderr and not os.path.exists("never.h5"),
          said.stderr)


main(data, go, no_go, workers_and_seed, points, stored, refuses)
