# SPDX-License-Identifier: Apache-2.0
"""What a terminal gets that a pipe does not: width, colour, a map, bars; and JSON beside tables."""
import json
import re

from screen import at_terminal, lines_over, piped, tap


def prepare():
    tap.run("first-hall", "hall.h5")
    tap.run("cdu-failure", "failure.h5")


def a_pipe_gets_no_pictures():
    said = piped("report", "hall.h5")
    tap.check("a pipe gets neither colour nor a map", "\x1b" not in said and "░░" not in said, said)


def a_terminal_gets_the_hall():
    said = at_terminal("report", "hall.h5")
    racks = json.loads(piped("show", "hall.h5", "--json"))["racks"]
    n_known = sum(rack["power_w"] > 0 for rack in racks)
    cells = re.findall(r"\x1b\[48;5;\d+;38;5;\d+m..\x1b\[0m", said)
    tap.check("a terminal gets the hall in 256 colours, a cell a rack and four in the legend",
              len(cells) == n_known + 4 and sum(row.count("--") for row in re.findall("^  [ABC] .*", said, re.M)) ==
              len(racks) - n_known,
              f"{len(cells)} cells, {n_known} of {len(racks)} racks\n{said}")
    deep = at_terminal("report", "hall.h5", COLORTERM="truecolor")
    tap.check("24 bits where COLORTERM says so",
              len(re.findall(r"\x1b\[48;2;\d+;\d+;\d+;38;2;", deep)) == n_known + 4, deep)
    for name, environment in (("NO_COLOR", {"NO_COLOR": "1"}), ("a dumb terminal", {"TERM": "dumb"})):
        plain = at_terminal("report", "hall.h5", **environment)
        tap.check(f"{name} gets shades", "\x1b" not in plain and "░░" in plain, plain)
    letters = at_terminal("report", "hall.h5", NO_COLOR="1", LC_ALL="C")
    tap.check("a terminal without UTF-8 gets letters", "░" not in letters and "..::++##" in letters,
              letters)
    forced = piped("report", "hall.h5", CLICOLOR_FORCE="1")
    tap.check("CLICOLOR_FORCE brings colour into a pipe", "\x1b[48;5;" in forced, forced)
    both = piped("report", "hall.h5", CLICOLOR_FORCE="1", NO_COLOR="1")
    tap.check("NO_COLOR wins over it", "\x1b" not in both, both)


def racks_past_the_limit_are_marked():
    layer = ("show", "failure.h5", "--layer", "headroom")
    said = piped(*layer, COLUMNS="80")
    racks = json.loads(piped("show", "failure.h5", "--json"))["racks"]
    beyond = [rack for rack in racks if rack["headroom_w"] is not None and rack["headroom_w"] < 0]
    rows = said.split("\n\n")[0].split("\n")[1:]
    marks = sum(line[18:].count("!!") for line in rows if re.match(r"  \S+ +[░▒▓█!?]", line))
    tap.check("as many racks are marked as JSON says are past a limit",
              beyond and marks == len(beyond), f"{marks} marks, {len(beyond)} racks\n{said}")


def time_is_drawn():
    said = at_terminal("show", "failure.h5", NO_COLOR="1")
    bars = re.search(r"least headroom +([▁▂▃▄▅▆▇█]+)  (\S+ \S+) to (\S+ \S+)", said)
    tap.check("bars show how the least headroom went, lowest and highest among them",
              bars is not None and "▁" in bars[1] and "█" in bars[1] and bars[2] != bars[3], said)
    still = re.search(r"IT load +(▁+)  \S+ \S+ throughout", said)
    tap.check("what reads the same at both ends is drawn without steps", still is not None, said)


def tables_fit():
    lists = (["help"], ["catalog"], ["models"], ["units"], ["examples"], ["show", "hall.h5"])
    for words in lists:
        for columns in (80,) if words == ["help"] else (80, 60):
            said = at_terminal(*words, COLUMNS=str(columns))
            tap.check(f"{words[0]} fits {columns} columns", not lines_over(said, columns), said)
    narrow = piped("show", "hall.h5", COLUMNS="60")
    whole = piped("show", "hall.h5", "--all", COLUMNS="60")
    tap.check("what is left out is named, and --all shows it",
              "left out: to liquid, to air, outlet" in narrow and "outlet" in
              whole.split("\n")[1] and "left out" not in whole, narrow)


def json_stands_beside_the_tables():
    for words, schema in ((["catalog"], "catalog/1"), (["catalog", "dgx-h100"], "catalog-entry/1"),
                          (["models"], "models/1"), (["models", "mixing"], "model/1"),
                          (["units"], "units/1"), (["examples"], "examples/1"),
                          (["show", "hall.h5"], "racks/1"), (["check", "@first-hall"], "check/1"),
                          (["catalog", "--check"], "catalog-check/1"), (["help"], "help/1"),
                          (["help", "run"], "help-command/1"), (["help", "codes"], "codes/1"),
                          (["help", "E1025"], "codes/1"), (["new", "halls.yaml"], "new/1")):
        said = json.loads(piped(*words, "--json"))
        tap.check(f"{' '.join(words)} speaks JSON", said["schema"] == "headroom." + schema, said)
    codes = json.loads(piped("help", "codes", "--json"))["codes"]
    told = [f"{code['code']}  {code['text']}" for code in codes]
    tap.check("the codes as JSON are those of the list", told == piped("help", "codes").splitlines(),
              codes)
    racks = json.loads(piped("show", "hall.h5", "--json"))["racks"]
    line = next(r for r in racks if r["rack"] == "A-01")
    balance = line["to_liquid_w"] + line["to_air_w"] - line["power_w"]
    tap.check("a rack's heat is its power, in SI, to the bits that are stored",
              abs(balance) <= 2.0 ** -11 * line["power_w"], line)


tap.main(prepare, a_pipe_gets_no_pictures, a_terminal_gets_the_hall,
         racks_past_the_limit_are_marked, time_is_drawn, tables_fit, json_stands_beside_the_tables)
