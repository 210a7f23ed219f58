#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The page on paper and on a phone, in headless Chromium: nothing is folded away, nothing runs over the edge."""
import html
import os
import re
import shutil
import subprocess
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from dom import BROWSER, drive, framed, open_page  # noqa: E402
from halls import hall  # noqa: E402
from pages import make, page_of, tap  # noqa: E402

READER = shutil.which("pdftotext")
PAGES = {}        # what is printed: its text and parts
RULE = "details::details-content { content-visibility: visible; }"
LONG = "sixteen_in_the_legacy_hall_as_it_was_in_2025.h5"
PHONE_PX = 360    # as wide as small phones are


def pages_are_made():
    tap.run("retrofit-pod", LONG)
    tap.run("colo-pod", "colo.h5")
    tap.run("utility-outage", "outage.h5")
    make(hall([f"R-{i}" for i in range(1, 8)], "Seven racks"), "small.h5")
    PAGES["choice.html"] = page_of(LONG, "choice.html", "colo.h5")
    PAGES["outage.html"] = page_of("outage.h5", "outage.html")
    PAGES["small.html"] = page_of("small.h5", "small.html")
    for path, (text, page) in PAGES.items():
        tap.check(f"{path}: folds are shut when it is opened", len(page.named("details")) > 3
                  and not [a for a in page.named("details") if "open" in a] and RULE in text)


def read(paper, *words):
    return subprocess.run([READER, *words, paper, "-"], capture_output=True, text=True, check=True).stdout


def printed(text, paper="paper.pdf"):
    """A page on paper, read back in the order in which it was written."""
    with open("paper.html", "w", encoding="utf-8") as file:
        file.write(text)
    open_page("paper.html", f"--print-to-pdf={paper}", "--no-pdf-header-footer", dump=False)
    return read(paper, "-raw")


def bare(words):
    """Without spaces and hyphens, at which lines are broken."""
    return re.sub(r"[\s\u00ad-]+", "", words)


def missing(page, paper):
    """Cells of tables whose words are not on the paper."""
    found = bare(paper)
    cells = {bare(cell[0]) for rows in page.tables.values() for row in rows for cell in row}
    return sorted(cell for cell in cells if cell not in found)


def what_is_folded_is_printed():
    """With scripts, without, and by a browser that does not know the style's rule, which the script serves."""
    for path, (text, page) in PAGES.items():
        scenario = bare(html.unescape(re.search(r"<pre[^>]*>(.*?)</pre>", text, re.S).group(1)))
        kinds = {"by a browser with scripts": text,
                 "without scripts": text.replace("script-src 'unsafe-inline'", "script-src 'none'"),
                 "without the style's rule": text.replace(RULE, "")}
        for kind, changed in kinds.items():
            paper = printed(changed, path.replace(".html", ".pdf") if changed == text else "paper.pdf")
            lost = missing(page, paper)
            tap.check(f"{path} {kind}: every cell of every table is on the paper", not lost, lost[:5])
            tap.check(f"{path} {kind}: and the scenario to its end", scenario[-200:] in bare(paper), paper[-400:])
    neither = kinds["without scripts"].replace(RULE, "")
    tap.check(f"{path}: with neither, folds stay shut, so that these checks can fail",
              missing(page, printed(neither)))


def nothing_runs_over_the_edge_of_paper():
    for path in PAGES:
        boxes = read(path.replace(".html", ".pdf"), "-bbox")
        width = float(re.search(r'<page width="([\d.]+)"', boxes).group(1))
        words = [(float(x), word) for x, word in re.findall(r'xMax="([\d.]+)"[^>]*>([^<]*)<', boxes)]
        over = [word for x, word in words if x > width]
        tap.check(f"{path}: {len(words)} words, none over the edge", len(words) > 500 and not over, over[:9])


OPENING = """
const folds = Array.from(document.querySelectorAll('details'));
function state() { return folds.map(function (fold) { return fold.open; }); }
folds[1].open = true;
found('before', state());
window.dispatchEvent(new Event('beforeprint')); found('printing', state());
window.dispatchEvent(new Event('afterprint')); found('after', state());
"""


def folds_are_left_as_they_were():
    found, console = drive("small.html", OPENING)
    tap.check("folds open for the printer", all(found["printing"]) and len(found["printing"]) > 3)
    tap.check("and afterwards are as the reader had them", found["before"] == found["after"]
              and found["before"].count(True) == 1, found)
    tap.check("the console is silent", not console, console)


WIDE = """
const root = document.documentElement;
found('page', root.scrollWidth);
found('over', Array.from(document.body.querySelectorAll('*')).filter(function (e) {
  return !e.closest('.wide, pre, .defs') && e.getBoundingClientRect().right > root.clientWidth + 1;
}).map(function (e) { return e.outerHTML.slice(0, 90); }));
found('captions', Array.from(document.querySelectorAll('caption')).filter(function (e) {
  return e.offsetParent !== null && e.getBoundingClientRect().width > root.clientWidth;
}).map(function (e) { return e.textContent; }));
const heads = Array.from(document.querySelectorAll('thead th')).filter(function (e) { return e.offsetParent !== null; });
found('heads', heads.filter(function (e) { return e.scrollWidth > e.clientWidth + 1; })
  .map(function (e) { return e.textContent; }));
found('n-heads', heads.length);
"""


def nothing_runs_over_the_edge_of_a_phone():
    for path in PAGES:
        found = framed(path, PHONE_PX, WIDE)
        tap.check(f"{path}: the page is as wide as a phone", found["page"] <= PHONE_PX, found["page"])
        tap.check(f"{path}: only what scrolls is wider", not found["over"], found["over"][:5])
        tap.check(f"{path}: captions can be read without scrolling", not found["captions"], found["captions"])
        tap.check(f"{path}: {found['n-heads']} heads keep to their columns", found["n-heads"] > 20 and not found["heads"],
                  found["heads"])


PARTS = [pages_are_made, what_is_folded_is_printed, nothing_runs_over_the_edge_of_paper, folds_are_left_as_they_were,
         nothing_runs_over_the_edge_of_a_phone]

if BROWSER is None or READER is None:
    for part in PARTS:
        tap.skip(part.__name__.replace("_", " "), "no chromium or no pdftotext here")
    PARTS = []
tap.main(*PARTS)
