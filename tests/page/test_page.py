#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The HTML report: its numbers against the file's, its promises to the reader, and a real browser.

What needs a browser is skipped where there is none.
"""
import json
import os
import re
import shutil
import subprocess
import sys

import h5py
import numpy

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "files"))
import tap  # noqa: E402
from dom import BROWSER, Page, drive, open_page  # noqa: E402
from halls import hall  # noqa: E402
from pages import NINE_DIGITS, differ, make, page_of, report  # noqa: E402

STYLE = os.path.join(HERE, "..", "..", "sim", "page", "page.css")
NASTY = "<script>alert(1)</script>"
NAMES = [NASTY, "A&B", "it's \"x\"", "R-2", "R-10", "R-1"] + [f"S-{i:02d}" for i in range(1, 15)]
FIVE_DIGITS = 5e-5    # the map's JSON carries five
MEAN = 1e-6           # a mean of some hundred sums


def of_run(file, name, over):
    """A variable over the run: its extreme, or its mean by the lengths of the intervals."""
    values = file[name][()].astype(float)
    if values.ndim == 1:
        return values
    if over == "mean":
        return numpy.average(values[1:], axis=0, weights=numpy.diff(file["time"][()])) if len(values) > 1 else values[0]
    return getattr(numpy, over)(values, axis=0)


def the_racks_table_is_the_file():
    path = make(hall(NAMES, f"Title {NASTY}"), "small.h5")
    _, page = page_of(path, "small.html")
    rows = page.tables["rack-table"][1:]
    columns = [("rack_power_w", "mean", MEAN), ("rack_power_max_w", "max", NINE_DIGITS),
               ("rack_limit_w", "max", NINE_DIGITS), ("rack_to_liquid_w", "mean", MEAN),
               ("rack_to_air_w", "mean", MEAN), ("rack_airflow_max_m3s", "max", NINE_DIGITS),
               ("rack_inlet_hottest_max_c", "max", NINE_DIGITS), ("rack_headroom_min_w", "min", NINE_DIGITS)]
    with h5py.File(path) as file:
        names = [name.decode() for name in file["rack"][()]]
        tap.check("racks stand in the file's order with their names", [row[0][0] for row in rows] == names,
                  [row[0][0] for row in rows])
        for k, (name, over, close) in enumerate(columns):
            found = [numpy.nan if row[3 + k][1] is None else row[3 + k][1] for row in rows]
            wrong = differ(found, of_run(file, name, over), close)
            tap.check(f"{name}: every rack's number is the file's {over}", not wrong, wrong[:3])


def sums_and_verdict_are_the_file():
    _, page = page_of("small.h5", "small.html")
    with h5py.File("small.h5") as file:
        ledger = {name: item[()] for name, item in file["ledger"].items() if item.shape == ()}
        limits = {name: item[()] for name, item in file["limits"].items()}
        grades = [grade.decode() for grade in file["provenance/value_grade"][()]]
    pue = ledger["utility_j"] / ledger["it_j"]
    tap.check("PUE is the utility's energy over IT's", not differ([page.value("pue")], [pue], NINE_DIGITS))
    parts = [row[1][1] for row in page.tables["energy-table"][1:]]
    tap.check("the parts of the energy add up to the utility's", not differ([sum(parts[1:])], [parts[0]], NINE_DIGITS),
              parts)
    tap.check("the utility's energy is the ledger's", not differ(parts[:1], [ledger["utility_j"]], NINE_DIGITS))
    decides = (limits["is_advisory"] == 0) & ~numpy.isnan(limits["margin"])
    gravity = [0, 3, 2, 1]  # fits, unknown, within uncertainty, does not fit
    worst = max(limits["verdict"][decides], key=gravity.index)
    tap.check("the verdict is the gravest of the limits that decide",
              int(page.by_id["verdict"]["data-verdict"]) == worst, page.by_id["verdict"])
    margin = page.value("binding")
    tap.check("the binding limit's margin is one of that verdict in the file",
              any(abs(m - margin) <= NINE_DIGITS * abs(m)
                  for m in limits["margin"][decides & (limits["verdict"] == worst)]), margin)
    tap.check("estimates are counted as in the file", page.value("n-estimates") == grades.count("estimate"))
    receipt = [row[1][1] for row in page.tables["receipt"][1:]]
    tap.check("the receipt balances", abs(receipt[0] - sum(receipt[1:])) <= 1e-8 * receipt[0], receipt)
    tap.check("the residual is the file's",
              not differ([page.value("residual")], [ledger["worst_residual_frac"]], NINE_DIGITS))


def energy_has_its_places():
    """A rack's shelf loses its power inside the rack, which is IT; nothing is left but rounding."""
    tap.run("cdu-failure", "shelves.h5")
    for path, page in (("small.h5", "small.html"), ("shelves.h5", "shelves.html")):
        _, parsed = page_of(path, page)
        parts = {row[0][0]: row[1][1] for row in parsed.tables["energy-table"][1:]}
        rounding = abs(parts.pop("rounding of records", 0.0))
        tap.check(f"{path}: no part of the energy is less than nothing", min(parts.values()) >= 0, parts)
        # Records hold 12 bits of mantissa, so that a sum of parts is known to 2^-12.
        tap.check(f"{path}: records are rounded, nothing else is missing",
                  rounding <= 2 ** -12 * (parts["utility"] - parts["IT"]), rounding)


def courses_are_the_file():
    """Lines and their table are the extremes of each step of the records."""
    _, page = page_of("small.h5", "small.html")
    rows = page.tables["time-table"][1:]
    with h5py.File("small.h5") as file:
        n = len(file["time"])
        window = -(-n // 240)
        steps = [slice(k, min(n, k + window)) for k in range(0, n, window)]
        hottest = file["rack_inlet_hottest_max_c"][()].max(axis=1)
        moved = (file["limits/is_advisory"][()] == 0) & ~numpy.isnan(file["limits/margin"][()]) \
            & ~numpy.isinf(file["limits/further_w"][()])
        margins = file["limits/margin_frac"][()][:, moved].astype(float)
        margins[~numpy.isfinite(margins)] = numpy.nan
        series = [(1, file["hall_utility_max_w"][()], numpy.nanmax), (2, file["hall_it_max_w"][()], numpy.nanmax),
                  (4, hottest, numpy.nanmax), (5, numpy.nanmin(margins, axis=1), numpy.nanmin)]
    for column, values, worst in series:
        expected = [float(worst(values[step])) for step in steps]
        wrong = differ([row[column][1] for row in rows], expected, NINE_DIGITS)
        tap.check(f"column {column} of the lines is the worst of each step", len(rows) == len(steps) and not wrong,
                  wrong[:3])


def feeds_are_the_file():
    _, page = page_of("small.h5", "small.html")
    rows = page.tables["feed-table"][1:]
    with h5py.File("small.h5") as file:
        parents = [name.decode() for name in file["feed_parents"][()]]
        found = [row[2][1] for row in rows]
        tap.check("every element hangs on what the file says", [row[1][0] for row in rows] == parents,
                  [row[1][0] for row in rows])
        tap.check("every element gives the file's mean", not differ(found, of_run(file, "feed_load_w", "mean"), MEAN))


def nothing_is_fetched():
    text, page = page_of("small.h5", "small.html")
    outside = [(tag, key, value) for tag, attributes in page.elements for key, value in attributes.items()
               if key in ("src", "href", "srcset", "data", "action", "xlink:href") and not (value or "").startswith("#")]
    tap.check("no element points out of the page", not outside, outside)
    tap.check("no attribute holds an address", not [a for _, a in page.elements for v in a.values()
                                                   if v and re.search(r"https?:|//", v)])
    style = re.search(r"<style>(.*?)</style>", text, re.S).group(1)
    tap.check("the style fetches nothing", set(re.findall(r"url\(([^)]*)\)", style)) <= {"#hatch"}
              and "@import" not in style)
    policy = [a for a in page.named("meta") if a.get("http-equiv") == "Content-Security-Policy"]
    tap.check("the policy forbids it", policy and policy[0]["content"].startswith("default-src 'none'"))


def names_are_only_names():
    text, page = page_of("small.h5", "small.html")
    kinds = [a.get("type") for a in page.named("script")]
    tap.check("a rack named <script> makes no script", sorted(map(str, kinds)) == ["None", "application/json"], kinds)
    tap.check("it is nowhere in the page as it is", NASTY not in text)
    with open("named.yaml", "w", encoding="utf-8") as file:
        file.write(hall(["R-1"], "x\" onload='alert(2)' </title><b>", minutes=1))
    subprocess.run([tap.PROGRAM, "run", "--quiet", "named.yaml", "-o", "named.h5"], check=True,
                   stdout=subprocess.DEVNULL)
    text, page = page_of("named.h5", "named.html")
    tap.check("nor does a title", not page.named("b") and not [a for _, a in page.elements if "onload" in a])


def it_can_be_read_aloud():
    text, page = page_of("small.h5", "small.html")
    levels = [int(tag[1]) for tag, _ in page.elements if re.fullmatch(r"h[1-6]", tag)]
    tap.check("headings begin with one h1 and skip no level", levels[0] == 1 and levels.count(1) == 1
              and all(b <= a + 1 for a, b in zip(levels, levels[1:])), levels)
    tap.check("every table has a caption", len(page.named("table")) == len(page.named("caption")))
    tap.check("every head says what it heads", all("scope" in a for a in page.named("th")))
    silent = [a for a in page.named("svg") if "aria-label" not in a and a.get("aria-hidden") != "true"]
    tap.check("every drawing has a name", not silent, silent)
    figures = re.findall(r"<figure.*?</figure>", text, re.S)
    untold = [f[:80] for f in figures if not re.search(r"<figcaption>\s*\S.*?</figcaption>", f, re.S)]
    tap.check(f"every figure of {len(figures)} says what it shows", len(figures) > 5 and not untold, untold)
    tap.check("every link in the page finds its section",
              all(a["href"][1:] in page.by_id for a in page.named("a")))
    tap.check("the page tells its language", page.named("html")[0].get("lang") == "en")


def luminance(colour):
    """WCAG 2, relative luminance."""
    channels = [int(colour[i:i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(colours, a, b):
    """WCAG 2, contrast ratio."""
    low, high = sorted((luminance(colours[a]), luminance(colours[b])))
    return (high + 0.05) / (low + 0.05)


def contrast_is_enough():
    """Words on what they stand on: at least 4.5 to 1; lines and bars on theirs, 3 to 1 (WCAG 2 AA)."""
    with open(STYLE, encoding="utf-8") as file:
        blocks = re.findall(r":root \{(.*?)\}", file.read(), re.S)
    words = [("ink", "paper"), ("ink", "panel"), ("soft", "paper"), ("soft", "panel"), ("blue", "paper"),
             ("bad", "paper"), ("bad", "bad-soft"), ("ink", "bad-soft"), ("close", "close-soft"),
             ("good", "good-soft"), ("ink", "good-soft"), ("ink", "close-soft"), ("orange", "paper"),
             ("green", "paper"), ("violet", "paper")]
    drawn = [("blue", "rail"), ("bad", "rail"), ("blue", "paper"), ("orange", "paper"), ("green", "paper"),
             ("violet", "paper"), ("bad", "paper"), ("soft", "paper"), ("soft", "panel")]
    tap.check("there are colours for light, dark and paper", len(blocks) == 3, len(blocks))
    for block, scheme in zip(blocks, ("light", "dark", "paper")):
        colours = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6})", block))
        poor = [(a, b, contrast(colours, a, b)) for pairs, least in ((words, 4.5), (drawn, 3.0)) for a, b in pairs
                if contrast(colours, a, b) < least]
        tap.check(f"contrast in the {scheme} scheme", not poor, poor)


def forms_are_clear():
    first, _ = page_of("small.h5", "small.html")
    second, _ = page_of("small.h5", "again.html")
    tap.check("the same file gives the same page", first == second)
    tap.check("- is stdout", report("small.h5", "-o", "-").stdout == first)
    tap.check("an older page is replaced whole: no part is left", not os.path.exists("small.html.part"))
    for words in (["-o", "x.html", "--json"], ["-o", "x.html", "--csv", "x"]):
        done = report("small.h5", *words)
        tap.check(f"{words[-2] if words[-1] == 'x' else words[-1]} beside a page is refused", done.returncode == 2)
    tap.check("two files without a page are refused", report("small.h5", "small.h5").returncode == 2)
    tap.check("a folder that is not there is told", report("small.h5", "-o", "no/x.html").returncode == 4)
    tap.check("JSON is what it was", json.loads(report("small.h5", "--json").stdout)["schema"] == "headroom.run/1")


def a_study_of_losses_is_told():
    subprocess.run([tap.PROGRAM, "contingency", "@retrofit-pod", "-o", "losses.h5"], check=False,
                   stdout=subprocess.DEVNULL)
    _, page = page_of("losses.h5", "losses.html")
    rows = page.tables["table-contingency"]
    heads = [cell[0] for cell in rows[0]]
    with h5py.File("losses.h5") as file:
        study = file["tables/contingency"]
        lost = [name.decode() for name in study["lost"][()]]
        shut_s = study["shut_s"][()]
    tap.check("every loss has its row", [row[0][0] for row in rows[1:]] == lost)
    found = [numpy.nan if row[heads.index("shut")][1] is None else row[heads.index("shut")][1] for row in rows[1:]]
    tap.check("racks shut when the file says", not differ(found, shut_s, NINE_DIGITS), found)


def a_study_that_is_new_is_shown():
    shutil.copy("small.h5", "novel.h5")
    with h5py.File("novel.h5", "r+") as file:
        file.copy("tables/levels", "tables/novel")
        file.move("tables/novel/levels", "tables/novel/novel")
        expected = file["tables/novel/it_w"][()]
    _, page = page_of("novel.h5", "novel.html")
    rows = page.tables["table-novel"]
    column = [cell[0] for cell in rows[0]].index("it power")
    found = [numpy.nan if row[column][1] is None else row[column][1] for row in rows[1:]]
    tap.check("a table that the page does not know stands under its own name",
              not differ(found, expected, NINE_DIGITS), found)


def limits_of_a_study_have_their_units():
    """Each row of a ladder is of another limit, whose unit the file has in a column of words."""
    subprocess.run([tap.PROGRAM, "fit", "@fit-by-power", "--add", "dgx-h100", "-o", "fit.h5"], check=True,
                   stdout=subprocess.DEVNULL)
    text, page = page_of("fit.h5", "fit.html")
    rows = page.tables["table-fit_ladder"]
    heads = [cell[0] for cell in rows[0]]
    shown = {"W": ("W", "kW", "MW"), "m3/s": ("m3/s",), "degC": ("°C",), "": ("-",)}
    with h5py.File("fit.h5") as file:
        ladder = file["tables/fit_ladder"]
        units = [unit.decode() for unit in ladder["limit_unit"][()]]
        values = ladder["next_limit"][()]
    cells = [row[heads.index("next limit")] for row in rows[1:]]
    tap.check("limits of power, of air and of temperature stand in one column, each in its unit",
              {"W", "m3/s", "degC"} <= set(units) and "limit unit" not in heads
              and all(cell[0].split(" ")[-1] in shown[unit] for cell, unit in zip(cells, units)), cells)
    found = [numpy.nan if cell[1] is None else cell[1] for cell in cells]
    tap.check("and is the file's number", not differ(found, values, NINE_DIGITS), found)
    margins = [cell[0] for row in page.tables["table-fit_margins"][1:] for cell in row[-2:]]
    tap.check("a margin of temperature is a difference", any(words.endswith(" K") for words in margins)
              and not [words for words in margins if words.endswith("°C")], margins[:5])
    tap.check("no column is said to be left out for its unit alone",
              "left out" not in text[text.index('id="table-fit_ladder"'):text.index('id="table-fit_margins"')])


def a_run_that_was_killed_is_told():
    shutil.copy("small.h5", "killed.h5")
    with h5py.File("killed.h5", "r+") as file:
        file.attrs["run_status"] = numpy.bytes_("running")
        del file["ledger"]
        del file["limits"]
    text, page = page_of("killed.h5", "killed.html")
    tap.check("a run without its end says so and still shows its racks",
              "This run is not complete" in text and len(page.tables["rack-table"]) == len(NAMES) + 1)


def big_halls_stay_small():
    """200 racks for ten minutes by the second: below 2 MB, and no peak is lost on the way."""
    path = make(hall([f"N-{i:03d}" for i in range(200)], "Two hundred", minutes=10), "big.h5")
    text, page = page_of(path, "big.html")
    tap.check(f"200 racks take {len(text) / 1e6:.2f} MB of 2 MB", len(text.encode()) < 2e6)
    data = json.loads(page.scripts[0])
    inlet = next(layer for layer in data["layers"] if layer["name"] == "inlet")
    with h5py.File(path) as file:
        records = file["rack_inlet_hottest_max_c"][()]
    window = -(-len(records) // len(inlet["steps"]))
    expected = [records[k * window:(k + 1) * window].max(axis=0) for k in range(len(inlet["steps"]))]
    tap.check("steps gather records", 1 < len(inlet["steps"]) < len(records))
    tap.check("each step of the map is the worst of its records",
              numpy.allclose(inlet["steps"], expected, rtol=FIVE_DIGITS, atol=0))
    tap.check("the page says so", f"{len(records)} records in {len(inlet['steps'])} steps" in text)


SORT = """
const table = document.getElementById('rack-table');
function names() { return Array.from(table.tBodies[0].rows).map(function (r) { return r.cells[0].textContent; }); }
function press(i) { table.tHead.rows[0].cells[i].querySelector('button').click(); }
press(4); found('up', names()); found('up-aria', table.tHead.rows[0].cells[4].getAttribute('aria-sort'));
press(4); found('down', names());
press(0); found('by-name', names());
const filter = document.getElementById('rack-filter');
filter.value = 's-1'; filter.dispatchEvent(new Event('input'));
found('filtered', Array.from(table.tBodies[0].rows).filter(function (r) { return !r.hidden; })
  .map(function (r) { return r.cells[0].textContent; }));
found('count', document.getElementById('rack-count').textContent);
"""

SLIDE = """
const data = JSON.parse(document.getElementById('map-data').textContent);
const slider = document.getElementById('map-time');
const figure = document.getElementById('layer-inlet');
function state() {
  return Array.from(figure.querySelectorAll('g.rack')).map(function (g) {
    return {title: g.querySelector('title').textContent, past: g.classList.contains('past'),
            fill: getComputedStyle(g.querySelector('rect')).fill};
  });
}
found('first', state());
found('first-fill', Array.from(figure.querySelectorAll('g.rack > rect:first-of-type')).map(function (r) {
  return getComputedStyle(r).fill; }));
slider.value = 3; slider.dispatchEvent(new Event('input')); found('third', state());
found('said', slider.getAttribute('aria-valuetext'));
found('worst-step', data.layers[0].worst);
document.getElementById('map-worst').click(); found('back', state()); found('value', slider.value);
document.querySelector('button[data-layer=power]').click();
found('shown', Array.from(document.querySelectorAll('.layer')).filter(function (f) {
  return getComputedStyle(f).display !== 'none'; }).map(function (f) { return f.id; }));
"""


def the_browser_sorts_and_filters():
    page_of("small.h5", "small.html")
    found, console = drive("small.html", SORT)
    with h5py.File("small.h5") as file:
        peaks = file["rack_power_max_w"][()].max(axis=0)
    by_peak = [NAMES[i] for i in numpy.argsort(peaks, kind="stable")]
    tap.check("racks sort by their peak", found["up"] == by_peak and found["up-aria"] == "ascending", found["up"])
    powers = dict(zip(NAMES, peaks))
    falling = [powers[name] for name in found["down"]]
    tap.check("and the other way", falling == sorted(falling, reverse=True), found["down"])
    order = [name for name in found["by-name"] if name.startswith("R-")]
    tap.check("names sort as people count", order == ["R-1", "R-2", "R-10"], order)
    wanted = [name for name in NAMES if "s-1" in name.lower()]
    tap.check("the filter leaves what it names", sorted(found["filtered"]) == sorted(wanted)
              and found["count"] == f"{len(wanted)} of {len(NAMES)}", found["filtered"])
    tap.check("the console is silent", not console, console)


def the_browser_moves_through_time():
    page_of("small.h5", "small.html")
    found, console = drive("small.html", SLIDE)
    with h5py.File("small.h5") as file:
        inlet_c = file["rack_inlet_hottest_max_c"][()]
        times_s = file["time"][()]
        limits = {name.decode(): value for name, kind, value in zip(
            file["limits/subject"][()], file["limits/name"][()], file["limits/limit_value"][()])
            if kind == b"inlet maximum"}
    expected = [f"{name}: {float(f'{c:.5g}'):g} °C" for name, c in zip(NAMES, inlet_c[3])]
    tap.check("at a step each rack tells that step's inlet", [r["title"] for r in found["third"]] == expected,
              found["third"][:3])
    worst = int(found["value"])
    tap.check("a button leads to the worst moment", worst == found["worst-step"] and worst == int(
        inlet_c.max(axis=1).argmax()) and found["back"] == found["first"], worst)
    past = [bool(c > limits[name]) for name, c in zip(NAMES, inlet_c[worst])]
    tap.check("racks past their own limit are marked, others not",
              [r["past"] for r in found["first"]] == past and len(set(past)) == 2, past)
    tap.check("the slider says the time", found["said"] == f"{float(times_s[3]):g} s", found["said"])
    tap.check("a layer is shown alone", found["shown"] == ["layer-power"], found["shown"])
    tap.check("the console is silent through all that", not console, console)


def without_script_all_is_there():
    """The browser is told to refuse scripts, which it says on the console."""
    text, page = page_of("small.h5", "small.html")
    with open("still.html", "w", encoding="utf-8") as file:
        file.write(text.replace("script-src 'unsafe-inline'", "script-src 'none'"))
    dom, console = open_page("still.html")
    still = Page(dom)
    tap.check("without script the tables are the same", still.tables == page.tables)
    tap.check("and no control promises what it cannot do", not still.named("button") and not still.named("input"))
    tap.check("and the maps are all shown", "js" not in (still.named("html")[0].get("class") or "").split()
              and len([a for a in still.named("figure") if a.get("class") == "layer"]) >= 3, console)


def the_drawing_is_the_palette():
    """What the script paints is what the page was painted with: the same colours at the worst moment."""
    text, _ = page_of("small.h5", "small.html")
    inlet = re.search(r'id="layer-inlet".*?</figure>', text, re.S).group(0)
    drawn = re.findall(r'</title>\s*<rect [^>]*fill="#([0-9a-f]{6})"', inlet)
    found, _ = drive("small.html", SLIDE)
    painted = [tuple(map(int, re.findall(r"\d+", fill))) for fill in found["first-fill"]]
    given = [tuple(int(colour[i:i + 2], 16) for i in (0, 2, 4)) for colour in drawn]
    off = [max(abs(a - b) for a, b in zip(x, y)) for x, y in zip(given, painted)]
    tap.check("colours by script and without are the same", len(given) == len(painted) == len(NAMES)
              and max(off) <= 1, off)


PARTS = [the_racks_table_is_the_file, sums_and_verdict_are_the_file, energy_has_its_places, courses_are_the_file,
         feeds_are_the_file, nothing_is_fetched, names_are_only_names, it_can_be_read_aloud, contrast_is_enough, forms_are_clear,
         a_study_of_losses_is_told, a_study_that_is_new_is_shown,
         limits_of_a_study_have_their_units,
         a_run_that_was_killed_is_told, big_halls_stay_small]
IN_BROWSER = [the_browser_sorts_and_filters, the_browser_moves_through_time, without_script_all_is_there,
              the_drawing_is_the_palette]

if BROWSER is None:
    for part in IN_BROWSER:
        tap.skip(part.__name__.replace("_", " "), "no chromium here")
tap.main(*PARTS, *(IN_BROWSER if BROWSER else []))
