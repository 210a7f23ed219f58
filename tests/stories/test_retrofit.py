#!/usr/bin/env python3
"""The retrofit of a hall that does not fit, and the growth of one that does, against arithmetic and runs.

Speaks TAP; the environment variable HEADROOM names the program.

SPDX-License-Identifier: Apache-2.0
"""
import itertools
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
          found is not None and math.isclose(found, expected, rel_tol=share), found)


def tell(command, *words):
    said = subprocess.run([PROGRAM, command, "--json", *words], check=True, capture_output=True)
    return json.loads(said.stdout)


def settings(sets):
    return [word for x in sets for word in ("--set", x)]


def passed(scenario, sets):
    """Required limits that a run passes."""
    answer = tell("run", scenario, "-o", "run.h5", *settings(sets))
    return [x for x in answer["limits"]
            if not x["advisory"] and x["margin"] is not None and x["margin"] < 0]


# Three works of one's own, by the paths of the scenario, at prices that no two sums share.
OWN = [
    {"name": "a CRAH", "lifts": ["supply air", "coil capacity"], "price": (41, 59),
     "set": "hall.crahs+={name: more-{n}, use: crah-100kw, plant: chiller-1, from: mech}",
     "count": 3},
    {"name": "doors", "lifts": ["supply air", "coil capacity"], "price": (11, 24), "count": 1,
     "set": "hall.rows[*].containment=cold_aisle"},
    {"name": "a wall", "lifts": ["supply air", "coil capacity"], "price": (83, 149), "count": 1,
     "set": "hall.crahs+={name: wall, use: fan-wall-400kw, plant: chiller-1, from: mech}"},
]


def own_works(works):
    items = []
    for w in works:
        low, high = w["price"]
        items.append(f"{{name: {w['name']}, per: hall, lifts: [{', '.join(w['lifts'])}], "
                     f"count_max: {w['count']}, price_low: {low} kUSD, price_high: {high} kUSD, "
                     f"lead_low: 5 weeks, lead_high: 9 weeks, duration: 2 weeks, "
                     f"set: ['{w['set']}']}}")
    return ["works.catalogue=false", f"works.own=[{', '.join(items)}]"]


def cheapest_by_runs(works):
    """Every set of the works through `run`: the mid price in kUSD of the cheapest that passes none."""
    best = math.inf
    for counts in itertools.product(*[range(w["count"] + 1) for w in works]):
        price = sum(n * sum(w["price"]) / 2 for n, w in zip(counts, works))
        sets = [w["set"].replace("{n}", str(k + 1))
                for n, w in zip(counts, works) for k in range(n)]
        if price < best and not passed("@retrofit-pod", sets):
            best = price
    return best


def the_pod():
    """Sixteen DGX H100 in the legacy hall."""
    answer = tell("retrofit", "@retrofit-pod")
    names = {(x["limit"]) for x in answer["limits_passed"]}
    without = passed("@retrofit-pod", [])
    check("it names every limit that a run passes", names == {x["limit"] for x in without}, names)
    worst = min(x["margin"] for x in without if x["limit"] == "supply air")
    near("by as much as the run", [x["margin"] for x in answer["limits_passed"]
                                   if x["limit"] == "supply air"][0], worst, 1e-6)
    check("a set clears them all", answer["cleared"] and answer["exact"], answer)
    check("a run with its settings passes none", passed("@retrofit-pod", answer["sets"]) == [])
    for k in range(len(answer["sets"])):
        fewer = answer["sets"][:k] + answer["sets"][k + 1:]
        check(f"without its setting {k + 1} one is passed", passed("@retrofit-pod", fewer) != [])
    for side in ("low", "high"):
        near(f"the {side} price is the works' together", answer[f"price_{side}_usd"],
             sum(w[f"price_{side}_usd"] for w in answer["works"]), 1e-9)
        near(f"usable when the last is done, {side}", answer[f"usable_{side}_s"],
             max(w[f"lead_{side}_s"] + w["duration_s"] for w in answer["works"]), 1e-9)
    check("none begins before it is delivered",
          all(w["begin_high_s"] >= w["lead_high_s"] for w in answer["works"]), answer["works"])
    check("every price says how well it is known",
          all(w["price_grade"] and w["source"] for w in answer["works"]), answer["works"])


def against_all_sets():
    """The cheapest of all sets, each run."""
    answer = tell("retrofit", "@retrofit-pod", *settings(own_works(OWN)))
    mid = (answer["price_low_usd"] + answer["price_high_usd"]) / 2e3
    near("as cheap as the cheapest of all sets that were run", mid, cheapest_by_runs(OWN), 1e-9)
    check("in fewer runs than sets", answer["runs"] < 4 * 2 * 2, answer["runs"])
    cheaper = OWN[:2] + [dict(OWN[2], price=(1, 2))]
    again = tell("retrofit", "@retrofit-pod", *settings(own_works(cheaper)))
    check("a cheaper work makes nothing dearer",
          again["price_high_usd"] <= answer["price_high_usd"], again["price_high_usd"])
    near("and is used where it pays", (again["price_low_usd"] + again["price_high_usd"]) / 2e3,
         cheapest_by_runs(cheaper), 1e-9)
    check("as it does here", "a wall" in {w["work"] for w in again["works"]}, again["works"])


def what_is_not_there():
    """Nothing to do, nothing that helps, no price."""
    answer = tell("retrofit", "@first-hall")
    check("limits that are kept cost nothing",
          answer["works"] == [] and answer["price_high_usd"] == 0 and answer["runs"] == 1, answer)
    answer = tell("retrofit", "@small-root")
    check("a work without a price is taken when nothing else helps, and counted",
          answer["works_without_price"] == 1 and answer["works"][0]["price_low_usd"] is None, answer)
    check("and is in no sum", answer["price_high_usd"] == 0, answer)
    answer = tell("retrofit", "@retrofit-pod", "--set", "works.catalogue=false")
    check("without works every limit is told as one that nothing lifts",
          answer["limits_passed"] and all(x["left_out"] for x in answer["limits_passed"]), answer)
    check("and none is chosen", answer["works"] == [], answer["works"])
    said = subprocess.run([PROGRAM, "retrofit", "@retrofit-pod", "--set", "works.catalogue=false",
                           "--set", "works.own=[{name: x, lifts: [supply air], per: hall, "
                           "set: ['hall.crahz+={name: y}']}]"], capture_output=True, text=True)
    check("a work that cannot be done is told with its words, and not chosen",
          said.returncode == 0 and "hall.crahz" in said.stderr and "NOTHING" in said.stdout, said)
    answer = tell("retrofit", "@retrofit-pod", "--reserve", "30 %")
    kept = [x for x in answer["limits_passed"] if not x["left_out"]]
    after = tell("run", "@retrofit-pod", "-o", "run.h5", *settings(answer["sets"]))
    least = min(x["margin_frac"] for x in after["limits"]
                if x["limit"] in {y["limit"] for y in kept} and x["margin_frac"] is not None)
    check("a reserve is kept by every limit that is cleared", answer["cleared"] and least >= 0.3,
          least)


def losses():
    """What a CRAH that is lost does in a quarter of an hour is cleared too."""
    answer = tell("retrofit", "@retrofit-pod", "--contingency")
    said = subprocess.run([PROGRAM, "contingency", "--json", "@retrofit-pod"], capture_output=True)
    fails = sorted(x["lost"][0]["name"] for x in json.loads(said.stdout)["losses"]
                   if x["verdict"] == "FAILS")
    found = sorted(x["lost"] for x in answer["limits_passed"] if x["lost"])
    check("each loss that fails is told", found == fails and len(fails) > 0, (found, fails))
    words = settings(answer["sets"])
    after = subprocess.run([PROGRAM, "contingency", "--json", "@retrofit-pod", *words],
                           capture_output=True)
    verdicts = {x["verdict"] for x in json.loads(after.stdout)["losses"]}
    check("and none fails with the works", "FAILS" not in verdicts and verdicts, verdicts)


def what_must_come_first():
    """A work that needs another waits for it."""
    works = ["works.catalogue=false",
             "works.own=[{name: pipes, per: hall, price_low: 1 kUSD, price_high: 3 kUSD, "
             "lead_low: 30 weeks, lead_high: 40 weeks, duration: 4 weeks, set: "
             "['hall.plants[chiller-1].capacity+=1 kW']}, "
             "{name: wall, per: hall, lifts: [supply air, coil capacity], needs: [pipes], "
             "price_low: 2 kUSD, price_high: 5 kUSD, lead_low: 5 weeks, lead_high: 7 weeks, "
             "duration: 3 weeks, set: ['hall.crahs+={name: wall, use: fan-wall-400kw, "
             "plant: chiller-1, from: mech}']}]"]
    answer = tell("retrofit", "@retrofit-pod", *settings(works))
    names = [w["work"] for w in answer["works"]]
    check("what it needs is bought too, and stands first", names == ["pipes", "wall"], names)
    week_s = 7 * 86400
    near("it begins when that is done", answer["works"][1]["begin_high_s"], (40 + 4) * week_s, 1e-9)
    near("and the hall is usable after both", answer["usable_high_s"], (40 + 4 + 3) * week_s, 1e-9)
    near("for both prices", answer["price_high_usd"], 3e3 + 5e3, 1e-9)


def met(answer, name):
    return [x for x in answer["limits"] if x["limit"] == name][0]


def growth():
    """500 kW, +35 % a year, 10 to 40 to 132 kW a rack: 1.2 MW in 2.9 years."""
    calm = ["growth.rate_spread=0 %", "growth.rate_doubt=0 %"]
    answer = tell("growth", "@growth", "--samples", "100", *settings(calm))
    # Loads of the scenario draw what the plan says to 1e-5.
    years = math.log(1200 / 500) / math.log(1.35)
    near("1.2 MW after 2.9 years", met(answer, "IT power")["p50_years"], years, 1e-4)
    near("1 MW of UPS with its partner lost", met(answer, "power")["p50_years"],
         math.log(1000 / 500) / math.log(1.35), 1e-4)
    near("without spread P95 is P50", met(answer, "IT power")["p95_years"], years, 1e-4)
    first = met(answer, "floor, caster load")
    check("the floor is met with the first rack of 132 kW, not by megawatts",
          2.0 <= first["p50_years"] < 2.1 and first["load_w"] < 1e6, first)
    near("the median load at the horizon", answer["load_p50_w"], 500e3 * 1.35**5, 1e-8)
    answer = tell("growth", "@growth")
    for x in answer["limits"]:
        early = math.inf if x["p95_years"] is None else x["p95_years"]
        late = math.inf if x["p50_years"] is None else x["p50_years"]
        check(f"{x['limit']} of {x['subject']}: P95 is not after P50", early <= late, x)
        if x["work"] and x["p95_years"] is not None:
            takes = (x["lead_high_s"] + x["duration_s"]) / (365.25 * 86400)
            check(f"{x['limit']}: ordered so that it is there",
                  math.isclose(x["order_p95_years"], x["p95_years"] - takes, abs_tol=1e-6), x)
    # A lognormal's median does not move with its spread; 10,000 histories leave a hundredth.
    near("the median of histories", met(answer, "IT power")["p50_years"], years, 0.01)
    begin, end = answer["states"][0], answer["states"][-1]
    near("day one is what stands there", begin["it_w"], 500e3, 1e-4)
    check("50 racks of 10 kW", begin["racks"] == {"of 10 kW": 50, "of 40 kW": 0, "of 132 kW": 0},
          begin)
    check("at the end those are replaced", end["racks"]["of 10 kW"] == 0, end)
    check("day one keeps every limit, the end does not",
          begin["limits_passed"] == 0 and end["limits_passed"] > 0, (begin, end))
    near("the end's IT power is that of its racks", end["it_w"],
         1e3 * (40 * end["racks"]["of 40 kW"] + 132 * end["racks"]["of 132 kW"]), 1e-4)
    again = tell("growth", "@growth")
    check("the same seed, the same answer", again == answer)
    other = tell("growth", "@growth", "--seed", "2")
    check("another seed, other histories of the same load",
          other["load_p95_w"] != answer["load_p95_w"]
          and math.isclose(other["load_p95_w"], answer["load_p95_w"], rel_tol=0.05), other)


def growth_by_run():
    """The load of a threshold, against runs of the hall on either side of it."""
    answer = tell("growth", "@growth", "--samples", "100", "--set", "growth.rate_spread=0 %",
                  "--set", "growth.rate_doubt=0 %")
    plant = met(answer, "plant capacity")
    years = plant["p50_years"]
    near("its load is the history's at that date", plant["load_w"], 500e3 * 1.35**years,
         1e-7)  # both are printed with nine digits
    racks = {"A": 68, "B": 6}  # what the median history has brought by the third year, rounded up
    check("as the plan says", answer["states"][2]["racks"]["of 10 kW"] == racks["A"]
          and answer["states"][2]["racks"]["of 40 kW"] == racks["B"], answer["states"][2])
    ladder = ['hall.rows[A].racks=[{repeat: 68, name: "A-%03d", use: planned-10kw, '
              'feeds: [ups-a, ups-b]}]',
              'hall.rows[B].racks+={repeat: 6, name: "B-%03d", use: planned-40kw, '
              'feeds: [ups-a, ups-b], cdus: [cdu-1, cdu-2]}']
    more = ('hall.rows[C].racks+={name: "C-001", use: planned-132kw, feeds: [ups-a, ups-b], '
            'cdus: [cdu-1, cdu-2]}')
    margins = []
    for sets in (ladder, ladder + [more]):
        run = tell("run", "@growth", "-o", "run.h5", *settings(sets))
        margins.append([x["margin"] for x in run["limits"] if x["limit"] == "plant capacity"][0])
    check("the rack before keeps the plant, the next one does not",
          margins[0] > 0 > margins[1], margins)
    near("the date is that of the straight line between them", plant["load_w"],
         920e3 + 132e3 * margins[0] / (margins[0] - margins[1]), 1e-6)


def tables():
    """What is said is also stored."""
    for command, scenario, table in (("retrofit", "@retrofit-pod", "retrofit"),
                                     ("growth", "@growth", "growth")):
        answer = tell(command, scenario, "-o", f"{command}.h5")
        subprocess.run([PROGRAM, "report", f"{command}.h5", "--csv", command], check=True,
                       capture_output=True)
        with open(f"{command}/{table}.csv") as file:
            rows = file.read().splitlines()
        expected = len(answer["works"] if command == "retrofit" else answer["limits"])
        check(f"{command}: a row for each", len(rows) == 1 + expected, rows)


def tell_all(*stories):
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        for story in stories:
            try:
                story()
            except (AssertionError, IndexError, KeyError, subprocess.CalledProcessError) as error:
                said = getattr(error, "stderr", None)
                check(f"{story.__name__} came to its end", False, said or repr(error))
        os.chdir("/")
    print("\n".join(results))
    print(f"1..{len(results)}")


if __name__ == "__main__":
    tell_all(the_pod, against_all_sets, what_is_not_there, losses, what_must_come_first, growth,
             growth_by_run, tables)
