# SPDX-License-Identifier: Apache-2.0
"""A page as its parts, and a real browser that opens it."""
import html.parser
import json
import os
import shutil
import subprocess
import tempfile

BROWSER = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
VOID = {"meta", "br", "path", "rect", "circle", "input", "link", "img", "line"}


class Page(html.parser.HTMLParser):
    """Tables by their anchors, elements by name, and what is inside scripts."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.elements = []   # (name, attributes)
        self.tables = {}     # anchor -> rows -> cells [text, SI value or None]
        self.by_id = {}      # anchor -> attributes
        self.scripts = []
        self._row = self._table = self._cell = None
        self._in_script = False
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        self.elements.append((tag, attributes))
        if "id" in attributes:
            self.by_id[attributes["id"]] = attributes
        if tag == "table":
            self._table = self.tables.setdefault(attributes.get("id"), [])
        elif tag == "tr" and self._table is not None:
            self._row = []
            self._table.append(self._row)
        elif tag in ("td", "th") and self._row is not None:
            value = attributes.get("data-v")
            self._cell = ["", None if value is None else float(value)]
            self._row.append(self._cell)
        elif tag == "script":
            self._in_script = True
            self.scripts.append("")

    def handle_endtag(self, tag):
        if tag == "script":
            self._in_script = False
        elif tag in ("td", "th"):
            self._cell = None
        elif tag == "table":
            self._table = None

    def handle_data(self, data):
        if self._in_script:
            self.scripts[-1] += data
        elif self._cell is not None:
            self._cell[0] += data

    def value(self, anchor):
        return float(self.by_id[anchor]["data-v"])

    def named(self, tag):
        return [attributes for name, attributes in self.elements if name == tag]


def open_page(path, *options, dump=True):
    """The page as the browser has it after its scripts, and what they said on the console."""
    with tempfile.TemporaryDirectory() as profile:
        words = [BROWSER, "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
                 "--enable-logging=stderr", "--user-data-dir=" + profile, "--virtual-time-budget=4000",
                 *options, *(["--dump-dom"] if dump else []), "file://" + os.path.abspath(path)]
        done = subprocess.run(words, capture_output=True, text=True, timeout=120, check=True)
    return done.stdout, [line for line in done.stderr.splitlines() if "CONSOLE" in line]


def drive(path, script):
    """What a script of ours, at the page's end, finds out: it calls found(name, value)."""
    with open(path, encoding="utf-8") as file:
        text = file.read()
    ours = ("<script>(function () { const all = {}; function found(k, v) { all[k] = v; }\n" + script +
            "\ndocument.body.setAttribute('data-found', JSON.stringify(all)); }());</script></body>")
    driven = path.replace(".html", "-driven.html")
    with open(driven, "w", encoding="utf-8") as file:
        file.write(text.replace("</body>", ours))
    dom, console = open_page(driven)
    body = Page(dom).named("body")[0]
    return json.loads(body["data-found"]), console
