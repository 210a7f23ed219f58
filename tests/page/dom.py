# SPDX-License-Identifier: Apache-2.0
"""A page as its parts, and a real browser that opens it."""
import html
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


def driven(path, script):
    """The text of a page that has a script of ours at its end, which calls found(name, value)."""
    with open(path, encoding="utf-8") as file:
        text = file.read()
    ours = ("<script>(function () { const all = {}; function found(k, v) { all[k] = v; }\n" + script +
            "\n(window.parent || window).document.body.setAttribute('data-found', JSON.stringify(all)); }());"
            "</script></body>")
    return text.replace("</body>", ours)


def found_in(text, path):
    """What that script found, and what the console said."""
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)
    dom, console = open_page(path)
    return json.loads(Page(dom).named("body")[0]["data-found"]), console


def drive(path, script):
    """What a script of ours finds out in a page, and what the console said."""
    return found_in(driven(path, script), path.replace(".html", "-driven.html"))


def framed(path, width, script):
    """The same in a frame of that many pixels, for browsers make no window so narrow."""
    inside = html.escape(driven(path, script), quote=True)
    frame = f'<!DOCTYPE html><html><body><iframe width="{width}" height="700" srcdoc="{inside}"></iframe></body></html>'
    return found_in(frame, path.replace(".html", "-framed.html"))[0]
