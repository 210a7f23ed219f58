#!/usr/bin/env python3
"""Retrofit, colocation, new build or cloud for one load, against arithmetic.

Each expected figure is computed here from what the scenarios state. Speaks TAP; the environment
variable HEADROOM names the program.

SPDX-License-Identifier: Apache-2.0
"""
import calendar
import csv
import datetime
import json
import math
import pathlib
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "files"))
from tap import PROGRAM, check, main  # noqa: E402  pylint: disable=wrong-import-position

FOUR = ("retrofit", "colo", "new-build", "cloud")
HOURS = 8766  # of a year of money
ROUNDED = 1e-8  # numbers are printed with nine digits


def near(what, found, expected, share):
    check(f"{what}: {expected:.6g} within {share:g}",
          found is not None and math.isclose(found, expected, rel_tol=share), found)


def simulate(name, *settings, output=None):
    words = [PROGRAM, "run", "--quiet", name, "-o", output or name.lstrip("@") + ".h5"]
    for setting in settings:
        words += ["--set", setting]
    subprocess.run(words, check=True, capture_output=True)


def compare(*words):
    said = subprocess.run([PROGRAM, "compare", "--json", *words], check=True,
                          capture_output=True).stdout
    return json.loads(said)


def text(*words):
    """The table with its line breaks as blanks: a sentence may stand in two lines."""
    return " ".join(subprocess.run([PROGRAM, "compare", *words], check=True, capture_output=True,
                                   text=True).stdout.split())


def money(answer, i):
    return answer["options"][i]["money"]


def worth(first_year_usd, rise=0.0, discount=0.08, years=5):
    """Present value of a yearly cost from year 1."""
    return sum(first_year_usd * (1 + rise)**(k - 1) / (1 + discount)**k
               for k in range(1, years + 1))


def files():
    return [f"{name}-1200kw.h5" for name in FOUR]


def simulate_all():
    for name in FOUR:
        simulate(f"@{name}-1200kw")


def totals():
    """Story: 1.2 MW for five years."""
    answer = compare(*files())
    retrofit, colo, build, cloud = (money(answer, i) for i in range(4))
    near("retrofit: 2 MUSD a MW", retrofit["years"][0]["capital"], 2.4e6, ROUNDED)
    near("new build: 11.7 MUSD a MW is 14.0 MUSD", build["years"][0]["capital"], 14.04e6, ROUNDED)
    rent = 1200 * 184.06 * 12
    near("colocation: 2.65 MUSD a year without a premium", rent, 2.65e6, 1e-3)
    near("2.9 MUSD with 10 % for density", colo["years"][1]["rent"], 1.1 * rent, ROUNDED)
    near("rising by 3 %", colo["years"][3]["rent"], 1.1 * rent * 1.03**2, ROUNDED)
    near("the retrofit is about eleven months of rent", 12 * 2.4e6 / rent, 11, 0.02)
    said = text(*files()[:2])
    check("which the table says", "9.9 months of rent" in said and "(10.9 without" in said, said)
    for i, option in enumerate((retrofit, colo, build)):
        physics = answer["options"][i]
        energy = physics["it_mean_w"] / 1e3 * physics["pue"] * HOURS * 0.094
        near(f"{FOUR[i]}: energy is IT x PUE x hours x price", option["years"][1]["energy"], energy,
             ROUNDED)
        check(f"{FOUR[i]}: no price is missing", option["missing"] == [], option["missing"])
    energy = retrofit["years"][1]["energy"]
    near("retrofit: the total by hand", retrofit["npv"],
         2.4e6 + worth(energy + 150e3 + 60e3 * 1.2), ROUNDED)
    near("colocation: the total by hand", colo["npv"],
         58 * 4e3 + worth(1.1 * rent, 0.03)
         + worth(energy + 52.8e3 + 60e3 + 20e3 * 12 * 0.01), ROUNDED)
    gpus = 58 * 2 * 8
    near("cloud: GPU-hours", cloud["years"][1]["GPU-hours"], gpus * HOURS * (0.9 * 2 + 0.1 * 6),
         ROUNDED)
    crf = 0.08 / (1 - 1.08**-5)
    near("cloud: levelised, less the servers that it saves", cloud["per_gpu_h"],
         1.2 * -27e6 * crf / (gpus * HOURS) + 0.9 * 2 + 0.1 * 6 + 20e3 * 12 * 0.07 / (gpus * HOURS),
         ROUNDED)
    check("cloud: no energy of ours", cloud["years"][1]["energy"] == 0, cloud["years"][1])
    near("the retrofit rests on what is there already", retrofit["sunk"],
         1200 * (650 + 500 + 1200), ROUNDED)
    near("months without capacity", retrofit["time_to_power_s"] - colo["time_to_power_s"],
         (12 - 4) / 12 * HOURS * 3600, ROUNDED)
    check("whose worth is named as not in the total",
          "worth of the months without capacity" in retrofit["not_in_the_total"], retrofit)


def table_of_prices():
    """The prices as a table of their own, with columns that begin with nothing."""
    subprocess.run([PROGRAM, "report", files()[1], "--csv", "prices"], check=True,
                   capture_output=True)
    with open("prices/prices.csv", newline="") as file:
        rows = {row["item"]: row for row in csv.DictReader(file)}
    check("a cost has its heading and what it grows with",
          (rows["move and fit-out"]["heading"], rows["move and fit-out"]["scale"])
          == ("migration", "racks"), rows)
    check("a price has its source, a count of GPUs has none",
          "CBRE" in rows["rent"]["source"] and rows["GPUs"]["source"] == "", rows)


def bands_and_flips():
    """The band, and where the order turns; each flip is put to the test."""
    answer = compare(*files()[:2])
    retrofit, colo = money(answer, 0), money(answer, 1)
    for option in (retrofit, colo):
        band = option["npv_band"]
        check("the band lies around its median", band["p5"] < band["p50"] < band["p95"], band)
    check("a weak figure has a wide band", retrofit["npv_band"]["p95"]
          - retrofit["npv_band"]["p5"] > 2e6, retrofit["npv_band"])
    pair = answer["pairs"][0]
    bars = [abs(x["b_less_a_at_high"] - x["b_less_a_at_low"]) for x in pair["tornado"]]
    check("the tornado is in order", bars == sorted(bars, reverse=True), bars)
    check("the weak figure moves it most", pair["tornado"][0]["item"] == "retrofit", pair)
    flips = {x["item"]: x["flip"] for x in pair["flips"]}
    gap = colo["npv"] - retrofit["npv"]
    near("the retrofit could cost as much more as the gap", flips["retrofit"], 2.4e6 + gap, ROUNDED)
    month_usd = 8 * answer["options"][0]["it_mean_w"] / 1e3
    flip_usd = flips["worth of power not had"] * HOURS * 3600 / 12 * 1e3
    near("eight months more of waiting cost the gap at", flip_usd, gap / month_usd, ROUNDED)
    for share, cheaper in ((0.999, 0), (1.001, 1)):
        usd = flip_usd * share
        for name in FOUR[:2]:
            simulate(f"@{name}-1200kw", f"money.waiting={usd:.9g} USD/kW/month",
                     output=f"{name}-waiting.h5")
        both = compare("retrofit-waiting.h5", "colo-waiting.h5")
        npvs = [money(both, i)["npv"] for i in range(2)]
        check(f"at {share} of it {FOUR[cheaper]} is the cheaper", npvs[cheaper] == min(npvs), npvs)
        check("and waiting is counted", money(both, 0)["not_in_the_total"] == [], money(both, 0))


def itself_and_seeds():
    """Invariants of the comparison."""
    name = files()[1]
    twice = compare(name, name)
    check("against itself: no difference at all",
          all(x == 0 for x in money(twice, 1)["more_than_first"].values())
          and twice["pairs"][0]["tornado"] == [] and twice["pairs"][0]["flips"] == [], twice["pairs"])
    once = compare(*files(), "--samples", "500", "--seed", "4")
    check("the seed makes the answer", once == compare(*files(), "--samples", "500", "--seed", "4"))
    check("another seed another one", once["options"][0]["money"]["npv_band"]
          != compare(*files(), "--samples", "500", "--seed", "5")["options"][0]["money"]["npv_band"])
    check("shares of the draws add up to one",
          math.isclose(sum(money(once, i)["cheapest_frac"] for i in range(4)), 1, abs_tol=1e-9))


def missing():
    """A price that is not given is named, and there is no total."""
    pathlib.Path("unpriced.yaml").write_text(
        "scenario: 1\ninclude: colo-1200kw.yaml\nmoney: {rent: unknown, discount: unknown}\n")
    subprocess.run([PROGRAM, "examples", "copy"], check=True, capture_output=True)
    answer = compare("unpriced.yaml", files()[0])
    option = money(answer, 0)
    check("both are named", {"rent", "discount rate"} <= set(option["missing"]), option["missing"])
    check("and there is no total, no band and no pair",
          option["npv"] is None and option["npv_band"]["p50"] is None and answer["pairs"] == [],
          answer["pairs"])
    check("the other option has one", money(answer, 1)["npv"] > 0)
    said = text("unpriced.yaml", files()[0])
    check("the table says so", "hence no total: rent" in said and "no total" in said, said)


def contract():
    """The pod can fail in the landlord's hall too."""
    answer = compare(*files()[:2])
    terms = {x["term"]: x for x in answer["options"][1]["contract"]}
    check("every term is held", all(x["broken"] == 0 for x in terms.values()) and len(terms) == 6,
          terms)
    near("the take", terms["contracted minimum take"]["granted"], 960e3, ROUNDED)
    simulate("@colo-1200kw", "hall.contract.rack_power=12 kW", "hall.contract.redundancy=N",
             "hall.contract.feeds=1", "hall.contract.minimum_take=95 %", output="small.h5")
    answer = compare(files()[0], "small.h5")
    broken = {x["term"]: x["broken"] for x in answer["options"][1]["contract"] if x["broken"]}
    check("12 kW a rack, one feed and no spare: three terms are broken, and the take is not met",
          broken == {"contracted rack power": 58, "contracted feeds": 58,
                     "contracted redundancy": 1, "contracted minimum take": 1}, broken)
    check("and the run does not fit", answer["options"][1]["verdict"] == "does not fit")
    check("which the table says", "IT DOES NOT HOLD THE LOAD" in text(files()[0], "small.h5"))


def split():
    """Seven tenths in the refitted hall, three in the cloud."""
    answer = compare(files()[0], files()[3], "--split", "70,30")
    retrofit, cloud = money(answer, 0), money(answer, 1)
    # Staff is a sum, which half a hall needs too.
    near("parts of each, and sums whole", answer["split"]["money"]["npv"],
         0.7 * retrofit["npv"] + 0.3 * cloud["npv"] + 0.3 * retrofit["npv_by_heading"]["staff"], ROUNDED)


def surface():
    """Totals over load factor, density, term and delay."""
    text(*files()[:2], "--surface", "surface.csv")
    with open("surface.csv", newline="") as file:
        rows = list(csv.DictReader(file))
    check("five values of each", len(rows) == 5**4, len(rows))
    by_name = compare(*files()[:2], "--surface", "surface.csv")["surface"]
    for row, point in zip(rows, by_name):
        if any(not math.isclose(float(row[f"npv_usd_{i + 1}"]), point["npv"][i], rel_tol=1e-8)
               for i in range(2)):
            check("CSV and JSON agree", False, (row, point))
            break
    dense = {row["density_w"] for row in rows if row["too_dense"] == "2"}
    check("above 25 kW a rack the contract is broken", dense == {"40000", "80000", "132000"}, dense)
    years = [float(x["npv_usd_2"]) for x in rows
             if (x["load_factor_frac"], x["density_w"], x["delay_s"]) == ("1", "20000", "0")]
    check("longer terms cost more", years == sorted(years), years)


TARIFF = ("{periods: [{name: peak, energy: 0.14 USD/kWh, demand: 4 USD/kW/month, days: weekdays, "
          "from: 14 h, to: 20 h, months: [6, 7, 8, 9]}, {name: night, energy: 0.07 USD/kWh, "
          "from: 22 h, to: 6 h}], demand: 15 USD/kW/month, fixed: 650 USD/month, ratchet: 60 %}")


def hours_of_tariff():
    """Hours of 2026 in the peak, at night, and else."""
    days = [datetime.date(2026, m, d) for m in range(1, 13)
            for d in range(1, calendar.monthrange(2026, m)[1] + 1)]
    peak = sum(6 for x in days if x.month in (6, 7, 8, 9) and x.weekday() < 5)
    night = 8 * len(days)
    return peak, night, 24 * len(days) - peak - night


def tariff():
    """What PUE is worth, by time of use and by demand."""
    for name in ("pue-154", "pue-115"):
        simulate("@" + name, f"money.tariff={TARIFF}")
    answer = compare("pue-154.h5", "pue-115.h5")
    peak, night, rest = hours_of_tariff()
    for i, pue in enumerate((1.54, 1.15)):
        first = money(answer, i)["years"][1]
        power_kw = 960 * pue
        near(f"{pue}: energy by the hours of the year", first["energy"], power_kw * HOURS / 8760
             * (0.14 * peak + 0.07 * night + 0.094 * rest), ROUNDED)
        near(f"{pue}: demand, its peak months and the connection", first["demand charges"],
             power_kw * (12 * 15 + 4 * 4) + 12 * 650, ROUNDED)
        check("the year was recorded", money(answer, i)["recorded_year"])
    saved = [sum(money(answer, i)["years"][1].values()) for i in range(2)]
    near("PUE from 1.54 to 1.15 under the tariff", saved[0] - saved[1], 0.39 * 960
         * (HOURS / 8760 * (0.14 * peak + 0.07 * night + 0.094 * rest) + 196), ROUNDED)
    simulate("@pue-154", f"money.tariff={TARIFF}", "money.load_factor=60 %", "time.duration=7 days",
             output="week.h5")
    near("a week stands for the year: the load factor takes energy, not demand",
         money(compare("week.h5", "pue-154.h5"), 0)["years"][1]["demand charges"],
         960 * 1.54 * 196 + 12 * 650, ROUNDED)


def tariff_of_a_file():
    """A rate of the US Utility Rate Database."""
    day = [0] * 7 + [1] * 12 + [0] * 5
    rate = {"label": "x", "name": "Large \"C&I\"", "energyratestructure":
            [[{"unit": "kWh", "rate": 0.05}], [{"rate": 0.10, "adj": 0.02, "unit": "kWh"}]],
            "energyweekdayschedule": [day] * 12, "energyweekendschedule": [[0] * 24] * 12,
            "flatdemandstructure": [[{"rate": 12.5}]], "flatdemandmonths": [0] * 12}
    pathlib.Path("rate.json").write_text(json.dumps(rate, indent=1))
    pathlib.Path("by-file.yaml").write_text(
        "scenario: 1\ninclude: retrofit-1200kw.yaml\nmoney: {tariff: {file: rate.json}}\n")
    first = compare("by-file.yaml", files()[0])["options"][0]
    power_kw = first["it_mean_w"] / 1e3 * first["pue"]
    weekdays = 261  # of 2026
    paid = power_kw * HOURS / 8760 * (12 * weekdays * 0.12 + (8760 - 12 * weekdays) * 0.05)
    near("energy by its schedule", first["money"]["years"][1]["energy"], paid, ROUNDED)
    near("and its demand", first["money"]["years"][1]["demand charges"], 12 * 12.5 * power_kw, ROUNDED)


def low_and_high():
    """What a value may be at the least and the most."""
    bad = subprocess.run([PROGRAM, "check", "@retrofit-1200kw", "--set",
                          "money.energy={value: 0.1 USD/kWh, low: 0.11 USD/kWh}"],
                         capture_output=True, text=True)
    check("a value outside its own band is refused", bad.returncode == 2
          and "does not lie between" in bad.stderr, bad.stderr)
    inputs = {x["item"]: x for x in money(compare(*files()[:2]), 0)["inputs"]}
    near("a price by power takes its band along", inputs["retrofit"]["high"], 4e6 * 1.2, ROUNDED)
    near("a grade makes one where none is said", inputs["staff"]["low"], 150e3 * 0.6, ROUNDED)


if __name__ == "__main__":
    main(simulate_all, totals, table_of_prices, bands_and_flips, itself_and_seeds, missing, contract, split, surface,
         tariff, tariff_of_a_file, low_and_high)
