#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Several runs on a page: what it says of contracts and money is what `headroom compare --json` says.

The fourth run is the second under a contract of 12 kW a rack, which its racks of 16.7 kW break.
"""
import json
import os
import re
import subprocess
import sys

import numpy

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from dom import BROWSER, drive  # noqa: E402
from pages import NINE_DIGITS, differ, page_of, tap  # noqa: E402

FILES = ["retrofit.h5", "colo.h5", "cloud.h5", "thin.h5"]
HOURS = 8766  # of a year of money
DRAWN_PX = 0.02   # places of bars have five digits
PATH_PX = 0.06    # those of lines one decimal
AT = {}           # the page's text and parts, and what compare says


def runs_are_made():
    for path, scenario, *settings in (("retrofit.h5", "retrofit-1200kw"), ("colo.h5", "colo-1200kw"),
                                      ("cloud.h5", "cloud-1200kw"),
                                      ("thin.h5", "colo-1200kw", "hall.contract.rack_power=12 kW")):
        tap.run(scenario, path, *settings)
    AT["text"], AT["page"] = page_of("retrofit.h5", "choice.html", *FILES[1:])
    done = subprocess.run([tap.PROGRAM, "compare", *FILES, "--json"], capture_output=True, text=True, check=True)
    AT["said"] = json.loads(done.stdout)


def rows_of(table):
    return {row[0][0]: row for row in AT["page"].tables[table][1:]}


def numbers(row):
    """What a row's cells hold in data-v, NaN for nothing."""
    return [numpy.nan if cell[1] is None else cell[1] for cell in row[1:]]


def known(values):
    return [numpy.nan if value is None else value for value in values]


def the_money_is_that_of_compare():
    rows = rows_of("money")
    money = [option["money"] for option in AT["said"]["options"]]
    headings = [name for name in money[0]["npv_by_heading"] if any(m["npv_by_heading"][name] for m in money)]
    for name in headings:
        tap.check(f"{name}: the present value of every run", not differ(
            numbers(rows[name]), [m["npv_by_heading"][name] for m in money], NINE_DIGITS), rows[name])
    for name, values in {
            "cost over the term, NPV": [m["npv"] for m in money],
            "P5 of it": [m["npv_band"]["p5"] for m in money],
            "P95 of it": [m["npv_band"]["p95"] for m in money],
            "cheapest in, of the draws": [m["cheapest_frac"] for m in money],
            "per GPU-hour in use": [m["per_gpu_h"] for m in money],
            "per mean IT kW and month": [m["npv"] / (12 * m["term_years"]) / (o["it_mean_w"] / 1e3)
                                         for m, o in zip(money, AT["said"]["options"])],
            "months to power": [m["time_to_power_s"] / (HOURS * 3600 / 12) for m in money],
            "idle above the peak": [m["idle_w"] for m in money],
            "rent and capital paid for it": [m["idle_npv"] for m in money],
            "sunk, not in the total": [m["sunk"] for m in money]}.items():
        found = numbers(rows[name])
        tap.check(f"{name}: as compare says", len(found) == len(FILES) and
                  not differ(found, known(values), NINE_DIGITS), (found, values))
    years = AT["page"].tables["years"][1:]
    for k, row in enumerate(years):
        wrong = differ(numbers(row), [sum(m["years"][k].values()) for m in money], NINE_DIGITS)
        tap.check(f"{row[0][0]}: what is paid in it", not wrong, wrong)
    tap.check("no year is left out", len(years) == len(money[0]["years"]) and years[0][0][0] == "before service")


def prices_are_those_of_compare():
    for i, option in enumerate(AT["said"]["options"], 1):
        rows = AT["page"].tables[f"prices-{i}"][1:]
        inputs = option["money"]["inputs"]
        tap.check(f"run {i}: every price with its grade and source",
                  [(r[0][0], r[4][0], r[5][0]) for r in rows] == [(n["item"], n["grade"], n["source"]) for n in inputs])
        for column, key in enumerate(("low", "value", "high"), 1):
            found = [numpy.nan if row[column][1] is None else row[column][1] for row in rows]
            wrong = differ(found, known(n[key] for n in inputs), NINE_DIGITS)
            tap.check(f"run {i}: every {key}", not wrong, wrong)


def the_contract_is_that_of_compare():
    for i, option in enumerate(AT["said"]["options"], 1):
        terms = option["contract"]
        if not terms:
            tap.check(f"run {i} has no contract, and no table of one", f"contract-{i}" not in AT["page"].tables)
            continue
        rows = AT["page"].tables[f"contract-{i}"][1:]
        tap.check(f"run {i}: every term, and for what it is tightest",
                  [(r[0][0], r[4][0]) for r in rows] == [(t["term"], t["subject"]) for t in terms])
        for column, key in enumerate(("asked", "granted", "broken"), 1):
            wrong = differ([row[column][1] for row in rows], [t[key] for t in terms], NINE_DIGITS)
            tap.check(f"run {i}: what is {key} of each", not wrong, wrong)
    thin = rows_of("contract-4")["contracted rack power"]
    tap.check("58 racks of 16.7 kW break a contract of 12 kW", thin[3] == ["BROKEN by 58 of 58", 58.0], thin)
    tap.check("which the heading says", "[4] thin.h5: it does not hold the load" in AT["text"]
              and "[2] colo.h5: every term is held" in AT["text"])


def the_tornado_is_that_of_compare():
    for b, pair in enumerate(AT["said"]["pairs"], 2):
        rows = AT["page"].tables[f"tornado-{b}"][1:]
        swings = pair["tornado"]
        tap.check(f"run {b}: every number that moves the difference, the widest first",
                  [re.sub(r" \[.*", "", row[0][0]) for row in rows] == [s["item"] for s in swings])
        for column, key in enumerate(("low", "b_less_a_at_low", "high", "b_less_a_at_high"), 1):
            wrong = differ([row[column][1] for row in rows], [s[key] for s in swings], NINE_DIGITS)
            tap.check(f"run {b}: {key}", not wrong, wrong)
        more = AT["said"]["options"][b - 1]["money"]["npv"] - AT["said"]["options"][0]["money"]["npv"]
        # Two totals of up to 50 MUSD, each printed with nine digits.
        tap.check(f"run {b}: the difference as given", abs(AT["page"].value(f"more-{b}") - more) <= 1.0, more)


def section(b):
    """The page's text about a pair."""
    return re.search(rf"<h3>\[{b}\] .*?(?=<h3>|</section>)", AT["text"], re.S).group(0)


def rects(text, kind):
    return [tuple(map(float, re.search(r'x="([^"]*)".*width="([^"]*)"', rect).groups()))
            for rect in re.findall(rf'<rect [^>]*class="{kind}"/>', text)]


def bars_stand_where_their_numbers_are():
    """One straight scale carries every end of every bar from dollars to the drawing."""
    for b, pair in enumerate(AT["said"]["pairs"], 2):
        base = AT["page"].value(f"more-{b}")
        low, high = (rects(section(b), kind) for kind in ("swing-low", "swing-high"))
        swings = pair["tornado"][:len(low)]
        usd, px = [], []
        for bars, key in ((low, "b_less_a_at_low"), (high, "b_less_a_at_high")):
            for (x, width), swing in zip(bars, swings):
                usd += sorted((base, swing[key]))
                px += [x, x + width]
        slope, offset = numpy.polyfit(usd, px, 1)
        off = numpy.abs(slope * numpy.array(usd) + offset - px).max()
        tap.check(f"run {b}: {len(low)} bars on one scale, {off:.3f} px off at most",
                  len(low) == len(high) == min(10, len(pair["tornado"])) and slope > 0 and off < DRAWN_PX, (slope, off))
        crossing = sum((s["b_less_a_at_low"] < 0) != (s["b_less_a_at_high"] < 0) for s in pair["tornado"])
        words = "None of them alone turns the order" if crossing == 0 else f"{crossing} of them alone turn"
        tap.check(f"run {b}: it says how many of them turn the order", words in section(b), words)


def flips_are_those_of_compare():
    for b, pair in enumerate(AT["said"]["pairs"], 2):
        rows = AT["page"].tables.get(f"flips-{b}", [[]])[1:]
        flips = pair["flips"]
        tap.check(f"run {b}: every number that turns the order",
                  len(flips) > 0 and [re.sub(r" \[.*", "", row[0][0]) for row in rows] == [f["item"] for f in flips])
        for column, key in enumerate(("value", "flip"), 1):
            found = [numpy.nan if row[column][1] is None else row[column][1] for row in rows]
            wrong = differ(found, known(f[key] for f in flips), NINE_DIGITS)
            tap.check(f"run {b}: {'given' if key == 'value' else 'where it turns'}", not wrong, wrong)
        bands = {(s["item"], s["of"]): (s["low"], s["high"]) for s in pair["tornado"]}
        for row, flip in zip(rows, flips):
            low, high = bands.get((flip["item"], flip["of"]), (flip["value"], flip["value"]))
            inside = "no band" if flip["value"] is None else "yes" if low <= flip["flip"] <= high else "no"
            if row[3][0] != inside:
                tap.check(f"run {b}: {flip['item']} within its band", False, (row, low, high))


def whose_is_told():
    """A number of one run bears that run's place, one of all bears none."""
    labels = {row[0][0] for b in (2, 3, 4) for row in AT["page"].tables[f"tornado-{b}"][1:]}
    tap.check("the rent is the second's, and the broken contract's", "rent [2, 4]" in labels, sorted(labels))
    tap.check("the rate of discount is everybody's", "discount rate" in labels, sorted(labels))


def lines_go_below_nothing():
    """The cloud begins with servers that are not bought: its line lies on the scale of the others."""
    musd, px = [], []
    for i, option in enumerate(AT["said"]["options"]):
        line = re.search(rf'<path class="line line-{i}" d="([^"]*)"', AT["text"]).group(1)
        px += [float(y) for y in re.findall(r"[ML][\d.-]+ ([\d.-]+)", line)]
        musd += list(numpy.cumsum([sum(year.values()) / 1e6 for year in option["money"]["years"]]))
    slope, offset = numpy.polyfit(musd, px, 1)
    off = numpy.abs(slope * numpy.array(musd) + offset - px).max()
    tap.check(f"what is paid by each year is drawn on one scale, {off:.3f} px off at most",
              min(musd) < -30 and len(musd) == len(px) and slope < 0 and off < PATH_PX, off)


def the_summary_has_them_all():
    rows = AT["page"].tables["options"][1:]
    options = AT["said"]["options"]
    tap.check("every run with its number", [row[0][0] for row in rows] == [f"[{i}] {n}" for i, n in enumerate(FILES, 1)])
    tap.check("each costs what compare says", not differ([row[2][1] for row in rows],
                                                         [o["money"]["npv"] for o in options], NINE_DIGITS))
    tap.check("the first is what the others are held against", rows[0][3][1] is None and all(
        abs(row[3][1] - (o["money"]["npv"] - options[0]["money"]["npv"])) <= 1.0
        for row, o in zip(rows[1:], options[1:])))
    tap.check("the broken contract is told at once", rows[3][1][0] == "does not fit: contract broken", rows[3])
    tap.check("the cloud has no hall of ours", rows[2][1][0] == "rented GPUs" and rows[2][4][0] == "no hall of ours")
    ids = [a["id"] for tag, a in AT["page"].elements if tag == "section"]
    tap.check("the comparison comes before what is told of the first alone", ids.index("cost") < ids.index("map"), ids)
    for column, key in ((column, option) for column, option in enumerate(options, 1)):
        row = rows_of("compare")["PUE"]
        tap.check(f"run {column}: its PUE", not differ([row[column][1]], [key["pue"]], NINE_DIGITS))


def what_is_left_out_is_named():
    words = re.sub(r"\s+", " ", AT["text"])
    for name, option in zip(FILES, AT["said"]["options"]):
        for what in option["money"]["not_in_the_total"]:
            tap.check(f"{name}: {what} is not in its total", f"Not in the total of {name}: {what}." in words)
    tap.run("retrofit-1200kw", "other.h5", "money.term=4 year", "money.discount=9 %")
    text, _ = page_of("retrofit.h5", "unlike.html", "other.h5")
    done = subprocess.run([tap.PROGRAM, "compare", "retrofit.h5", "other.h5", "--json"], capture_output=True, text=True,
                          check=True)
    cautions = json.loads(done.stdout)["cautions"]
    tap.check("two terms and two rates are cautioned against, as compare does",
              len(cautions) == 2 and all(f"</strong> {caution}.</li>" in text for caution in cautions), cautions)
    tap.run("retrofit-1200kw", "blank.h5", "money.energy=unknown")
    text, page = page_of("blank.h5", "blank.html", "colo.h5")
    tap.check("a price that is missing is named and makes no total, and nothing is held against it",
              "Missing, hence no total of blank.h5: price of energy." in text and "tornado-2" not in page.tables
              and page.tables["options"][1][2][0] == "no total", page.tables["options"])


def a_close_race_is_told():
    """Capital of 8.4 MUSD that may be 16.8 turns the order within its band: 7 MUSD a MW, 1 to 14."""
    tap.run("retrofit-1200kw", "close.h5", "money.capital[retrofit].per_power="
            "{value: 7 MUSD/MW, low: 1 MUSD/MW, high: 14 MUSD/MW, grade: estimate}")
    text, page = page_of("close.h5", "close.html", "colo.h5")
    tap.check("one number alone turns the order within its band",
              "1 of them alone turns the order within its band." in text and "the order turns</text>" in text)
    inside = {row[0][0]: row[3][0] for row in page.tables["flips-2"][1:]}
    tap.check("it is the capital", [name for name, words in inside.items() if words == "yes"] == ["retrofit [1]"], inside)
    flip = next(row[2][1] for row in page.tables["flips-2"][1:] if row[0][0] == "retrofit [1]")
    # Capital is paid once, in year 0: it turns the order when it has risen by the difference.
    tap.check("which turns it when it has risen by the difference", not differ([flip - 8.4e6], [page.value("more-2")], 1e-6),
              flip)


def a_run_alone_has_its_contract():
    _, page = page_of("colo.h5", "alone.html")
    tap.check("one run has its contract and its money, and nothing to be held against",
              "contract-1" in page.tables and "money" in page.tables and "options" not in page.tables
              and "tornado-2" not in page.tables, sorted(map(str, page.tables)))


def the_browser_says_nothing():
    found, console = drive("choice.html", "found('bars', document.querySelectorAll('rect.swing-low').length);")
    tap.check("the browser draws the bars and its console is silent", found["bars"] > 20 and not console, console)


PARTS = [runs_are_made, the_money_is_that_of_compare, prices_are_those_of_compare, the_contract_is_that_of_compare,
         the_tornado_is_that_of_compare, bars_stand_where_their_numbers_are, flips_are_those_of_compare, whose_is_told,
         lines_go_below_nothing, the_summary_has_them_all, what_is_left_out_is_named, a_close_race_is_told,
         a_run_alone_has_its_contract]
IN_BROWSER = [the_browser_says_nothing]

if BROWSER is None:
    for part in IN_BROWSER:
        tap.skip(part.__name__.replace("_", " "), "no chromium here")
tap.main(*PARTS, *(IN_BROWSER if BROWSER else []))
