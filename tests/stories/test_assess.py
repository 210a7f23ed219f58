#!/usr/bin/env python3
"""The pressure test: each line against its own command, and each line moved by its own input.

SPDX-License-Identifier: Apache-2.0
"""
import json
import math
import os
import shlex
import subprocess
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "files"))
from tap import PROGRAM, check, main  # noqa: E402

# Numbers in JSON have nine digits.
PRINTED = 1e-8
YEAR_S = 31557600.0
GROWTH = ("@growth", "--add", "planned-10kw")
PLACES = ("@placement",)
SITES = ("@site-lost", "--hall", "West/W1")


def said(*words):
    return subprocess.run([PROGRAM, *words], capture_output=True, text=True, check=False)


def lines(scenario, *sets):
    """The lines by name."""
    words = [word for x in sets for word in ("--set", x)]
    answer = json.loads(said("assess", "--json", *scenario, *words).stdout)
    return {line["name"]: line for line in answer["lines"]}


def tell(line):
    """What the command of a line says, run by a shell as a reader would. Its exit code is a verdict."""
    command = line["command"].replace("headroom", shlex.quote(PROGRAM), 1)
    output = " -o run.h5" if command.split()[1] == "run" else ""
    told = subprocess.run(["sh", "-c", command + output + " --json"], capture_output=True, text=True,
                          check=False)
    return json.loads(told.stdout)


def near(what, found, expected, share=PRINTED):
    check(f"{what}: {expected:.6g}", found is not None and math.isclose(found, expected, rel_tol=share),
          found)


def is_of_power(limit, feeds):
    return limit["subject"] in feeds or limit["limit"] == "IT power"


def readiness_by_run():
    """IT power, 500 kW of 700: nearer than any feed."""
    found = lines(GROWTH, "hall.it_limit=700 kW", "hall.rows[A].racks[*].limit=11 kW")
    run = tell(found["tightest limit of power"])
    required = [x for x in run["limits"] if not x["advisory"] and x["margin"] is not None]
    of_power = [x["margin_frac"] for x in required
                if is_of_power(x, {"grid", "tx-1", "ups-a", "ups-b", "mech"})]
    of_places = [x["margin_frac"] for x in required if x["limit"] == "rack power"]
    of_cooling = [x["margin_frac"] for x in required
                  if x["subject"].startswith(("chiller", "wall", "A-", "Hall")) and not
                  x["limit"].startswith(("rack p", "IT", "space", "floor", "delivery"))]
    near("power is the least margin of the run's feeds and IT limit",
         found["tightest limit of power"]["value"], min(of_power))
    near("which is 200 of 700 kW, but for the slope of the load's curve",
         found["tightest limit of power"]["value"], 2 / 7, 1e-4)
    near("places: a rack of 10 kW on a place of 11", found["tightest limit of places"]["value"],
         min(of_places))
    near("cooling is the least margin of the rest", found["tightest limit of cooling"]["value"],
         min(of_cooling))


def resilience_by_contingency():
    found = lines(GROWTH)
    sweep = tell(found["losses whose spare fails"])["losses"]
    for name, verdict in (("losses whose spare fails", "FAILS"),
                          ("losses without a spare", "no spare"),
                          ("losses still worsening", "holds so far")):
        count = sum(x["verdict"] == verdict for x in sweep)
        check(f"{name}: {count}, as the sweep has it", found[name]["value"] == count, found[name])
    ride = found["shortest ride through heat"]
    racks = tell(ride)["losses"][0]["racks"]
    times = [rack[key] for rack in racks
             for key in ("coolant_s", "inlet_s", "throttle_s", "shut_s", "boil_s")
             if rack[key] is not None]
    near("the shortest ride is that of the first rack that heat reaches", ride["value"], min(times))


def scale_by_its_commands():
    cheaper = "hall.it_limit=450 kW"
    places = 'hall.rows[B].racks+={repeat: 3, name: "B-%d", feeds: [ups-a, ups-b], nodes: []}'
    works = lines(GROWTH, cheaper)["works to clear what is passed"]
    near("works cost what retrofit asks at most", works["value"], tell(works)["price_high_usd"])
    room = lines(GROWTH, places)["room for planned-10kw"]
    check("three positions take three racks", room["value"] == 3 == tell(room)["answer"]["count"], room)

    found = lines(GROWTH)
    met = found["growth meets a limit, P95"]
    limits = [x for x in tell(met)["limits"] if x["p95_years"] is not None]
    near("the first limit is met when growth says", met["value"],
         min(x["p95_years"] for x in limits) * YEAR_S)
    near("and ordered for in time, or not", found["time left to order, P95"]["value"],
         min(x["order_p95_years"] for x in limits if x["work"]) * YEAR_S)
    unlifted = sum(not x["work"] for x in limits)
    check(f"{unlifted} of these is lifted by no work",
          found["of these, lifted by no work"]["value"] == unlifted > 0, found)


def recovery_by_drill():
    """A drill of 1.2 MW onto a limit of 900 kW: ten racks of 40 of thirty."""
    found = lines(SITES)
    near("a third is taken over", found["East lost: load taken over"]["value"], 10 / 30, 1e-6)
    near("serving works after 2 + 15 + 2 + 4 + 5 + 5 of 60 min",
         found["East lost: time, of RTO"]["value"], 33 / 60)
    near("the worst of the workloads decides: training, 2 + 15 + 2 + 12 + 15 + 5 of 40 min",
         lines(SITES, "recovery.workloads[1].rto=40 min")["East lost: time, of RTO"]["value"], 51 / 40)
    near("400 GB over 14 Gbit/s less 20 and 1.1 TB a day that replicate, of 10 min",
         found["transfers, of their time"]["value"],
         400e9 / (14e9 / 8 - (20e12 + 1.1e12) / 86400) / 600, 1e-6)
    check("no receiver is left for West", "no receiver" in found["West lost: load taken over"]["words"],
          found["West lost: load taken over"])
    check("what no receiver may take misses its RTO",
          found["West lost: time, of RTO"]["verdict"] == "gap", found["West lost: time, of RTO"])
    check("an RPO that nobody stated is missing, not met",
          found["West lost: data, of RPO"]["verdict"] == "missing", found["West lost: data, of RPO"])


def placement_by_place():
    found = lines(PLACES)
    told = tell(found["workloads with a place"])
    check("each of the workloads has a place", found["workloads with a place"]["value"]
          == len(told["workloads"]) and told["found"], found)
    bound = sum(x["runner_up"] is None for x in told["workloads"])
    check(f"{bound} of them have no runner-up",
          found["workloads without a second place"]["value"] == bound > 0, found)


# A line, what moves it, and its verdict before and after; where that stays, its number moves.
MOVES = (
    (GROWTH, "tightest limit of power", "hall.it_limit=490 kW", "ready", "gap"),
    (GROWTH, "tightest limit of places", "hall.rows[A].racks[*].limit=14 kW", "missing", "ready"),
    (GROWTH, "tightest limit of cooling", "hall.plants[chiller-1].capacity=499 kW", "ready", "gap"),
    (GROWTH, "densest rack", "hall.rows[A].racks[*].limit=9 kW", "missing", "gap"),
    (SITES, "limits that are not known",
     "sites[West].halls[W1].rows[L].racks[*].nodes[load].height=20 U", "missing", "missing"),
    (GROWTH, "losses whose spare fails", "hall.power[ups-a].rating=400 kW", "ready", "gap"),
    (GROWTH, "losses without a spare", "hall.rows[A].racks[*].feeds=[ups-a]", "watch", "watch"),
    (GROWTH, "losses still worsening", "hall.plants[chiller-1].volume=0.5 m3", "watch", "ready"),
    (GROWTH, "shortest ride through heat", "hall.air.supply=17 degC", "watch", "watch"),
    (GROWTH, "works to clear what is passed", "hall.it_limit=450 kW", "ready", "watch"),
    (GROWTH, "room for planned-10kw",
     'hall.rows[B].racks+={name: B-1, feeds: [ups-a, ups-b], nodes: []}', "gap", "ready"),
    (GROWTH, "growth meets a limit, P95", "growth.rate=5 %", "watch", "watch"),
    (GROWTH, "of these, lifted by no work", "growth.horizon=1 year", "gap", "ready"),
    (GROWTH, "time left to order, P95", "works.own[hall-3].lead_high=150 weeks", "gap", "gap"),
    (SITES, "routes that one cut ends", "links[line-2].duct=road", "gap", "ready"),
    (SITES, "lag of its RPO", "links[*].bandwidth=3 Gbit/s", "ready", "gap"),
    (SITES, "lag of its RPO, a duct cut", "links[line-2].duct=road", "gap", "ready"),
    (SITES, "transfers, of their time", "transfers[checkpoints].within=4 min", "ready", "gap"),
    (SITES, "East lost: load taken over", "sites[West].halls[W1].it_limit=800 kW", "gap", "gap"),
    (SITES, "East lost: time, of RTO", "recovery.decide=3 h", "ready", "gap"),
    (SITES, "East lost: data, of RPO", "links[*].bandwidth=3 Gbit/s", "ready", "gap"),
    (SITES, "paths that are not tested", "recovery.paths[0].tested=2024-03-01", "watch", "watch"),
    (PLACES, "workloads with a place", "placement.venues[colocation].power_max=90 kW", "ready",
     "gap"),
    (PLACES, "workloads without a second place", "placement.workloads[inference].tags=[eu]", "watch",
     "ready"),
)


# Lines of a hall without a study, of a site without data, and of a case that came to no end.
NOT_MOVED = {"routes between sites", "a site lost", "growth", "room for what comes next",
             "losses without an answer", "West lost: load taken over", "West lost: time, of RTO",
             "West lost: data, of RPO"}


def every_line_moves():
    before = {scenario: lines(scenario) for scenario in (GROWTH, SITES, PLACES)}
    for scenario, name, change, was, becomes in MOVES:
        old = before[scenario][name]
        new = lines(scenario, change)[name]
        moved = was != becomes or old["value"] != new["value"]
        check(f"{name}: moved by {change}",
              moved and (old["verdict"], new["verdict"]) == (was, becomes), f"{old}\n{new}")
    shown = {name for line_of in before.values() for name in line_of}
    left = shown - {move[1] for move in MOVES} - NOT_MOVED
    check("and no line is left out", not left, left)


def one_page_asks_every_area():
    """The scenario that says all: each area has a number, and none is missing whole."""
    found = lines(("@pressure-test", "--hall", "West/W1", "--add", "dgx-h100-rack-4")).values()
    areas = {line["area"] for line in found}
    check(f"{len(areas)} areas", len(areas) == 6, areas)
    for area in sorted(areas):
        numbers = [line for line in found if line["area"] == area and line["value"] is not None]
        check(f"{area}: {len(numbers)} numbers, each under its command",
              numbers and all(line["command"] for line in numbers), numbers)


def what_is_missing_is_said():
    found = lines(("@first-hall",))
    for name in ("routes between sites", "a site lost", "workloads with a place",
                 "room for what comes next", "growth"):
        line = found[name]
        check(f"{name}: missing, and what to state", line["verdict"] == "missing" and line["words"]
              and line["value"] is None, line)


def commands_survive_a_shell():
    """A file with a blank in its name, a setting with quotes in it."""
    text = said("show", "@growth").stdout
    example = subprocess.run([PROGRAM, "new", "it's here.yaml", "--template", "growth"], check=False,
                             capture_output=True, text=True)
    check("an example can be copied", example.returncode == 0, example.stderr + text[:200])
    found = lines(("it's here.yaml",), 'title="it\'s $HOME"')
    for name in ("tightest limit of power", "losses without a spare", "growth meets a limit, P95"):
        told = tell(found[name])
        check(f"{name}: its command is about the same scenario", told["title"] == "it's $HOME", told["title"])


def verdict_and_codes():
    check("without --strict a gap is an answer", said("assess", *GROWTH).returncode == 0)
    strict = said("assess", *GROWTH, "--strict")
    check("with --strict a gap ends with 1", strict.returncode == 1, strict.stderr)
    check("the page says so first", "VERDICT: NOT READY" in strict.stdout, strict.stdout)
    check("a page is 100 columns wide, but for commands",
          all(len(x) <= 100 for x in strict.stdout.splitlines() if "$ " not in x), strict.stdout)
    wrong = said("assess", "@growth", "--add", "planned-10")
    check("what is to be added must be there", wrong.returncode == 2 and "planned-10" in wrong.stderr,
          wrong.stderr)
    check("--ask without --add is refused", said("assess", "@growth", "--ask", "3").returncode == 2)


main(readiness_by_run, resilience_by_contingency, scale_by_its_commands, recovery_by_drill,
     placement_by_place, every_line_moves, one_page_asks_every_area, what_is_missing_is_said,
     commands_survive_a_shell, verdict_and_codes)
