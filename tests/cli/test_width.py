# SPDX-License-Identifier: Apache-2.0
"""What every command prints keeps to 80 columns, and colour is where it is wanted and nowhere else."""
import json
import os
import shutil
import subprocess

from screen import ESCAPE, at_terminal, lines_over, piped, tap

WIDTH = 80
INVENTORY = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../import/thirty-racks.csv")
SLOW = ("contained-aisle", "frontier")  # a field of air, 9,472 nodes
PRICED = ("retrofit-1200kw.h5", "colo-1200kw.h5", "new-build-1200kw.h5", "cloud-1200kw.h5")
TWO = ("retrofit-pod.h5", "first-hall.h5")

# Every command that prints for people, on small scenarios. What a shell reads (completions), a page (man,
# schema), CSV (air) and a picture (plot, view) are none of those.
COMMANDS = (
    ("report", "cdu-failure.h5", "--all"),
    ("report", "leaky-floor.h5", "--units", "us"),
    ("contingency", "@retrofit-pod"),
    ("contingency", "@cdu-failure", "--racks", "fws"),
    ("contingency", "@one-feed-lost", "--pairs", "--horizon", "1 min"),
    ("contingency", "@retrofit-pod", "--feeds", "grid"),
    ("swing", "@training-swing", "--span", "12 s", "--all"),
    ("swing", "@generator-swing", "--span", "12 s", "--stagger", "10", "--without", "grid"),
    ("fit", "@first-hall", "--add", "dgx-h100"),
    ("oversubscribe", "@oversubscribe", "--samples", "200"),
    ("oversubscribe", "@oversubscribe", "--samples", "200", "--limit", "20 kW"),
    ("compare", *TWO),
    ("compare", *PRICED),
    ("compare", *PRICED, *TWO, "colo-pod.h5"),
    ("retrofit", "@retrofit-pod"),
    ("growth", "@growth", "--samples", "200"),
    ("links", "@site-lost"),
    ("drill", "@site-lost", "--lose", "East"),
    ("place", "@placement"),
    ("migrate", "@migration", "--samples", "20", "--set", "migration.interval=6 h"),
    ("assess", "@pressure-test", "--hall", "West/W1"),
    ("plenum", "@leaky-floor"),
    ("show", "cdu-failure.h5", "--layer", "headroom"),
    ("show", "first-hall.h5", "--all"),
    ("show", "@retrofit-pod"),
    ("check", "@first-hall"),
    ("import", "racks.csv", "-o", "imported.yaml"),
    ("weather", "year.epw"),
    ("models",), ("units",), ("catalog",), ("examples",), ("help",), ("help", "codes"),
    ("catalog", "--check"),
    ("new", "halls/east.yaml"),
)
COLOURED = {"run", "report", "show"}


def remove_written():
    """`new` and `import` write over nothing."""
    for name in ("imported.yaml", "halls/east.yaml"):
        if os.path.exists(name):
            os.remove(name)


def prepare():
    os.mkdir("halls")
    shutil.copy(INVENTORY, "racks.csv")
    piped("weather", "--make", "hot-dry", "year.epw")


def runs_fit():
    """Runs first: their files are what later commands read."""
    for example in json.loads(piped("examples", "--json"))["examples"]:
        name = example["name"].lstrip("@")
        if name in SLOW:
            continue
        hall = ("--hall", tap.HALLS[name]) if name in tap.HALLS else ()
        said = piped("run", "@" + name, "-o", name + ".h5", *hall)
        wide = lines_over(said, WIDTH)
        tap.check(f"run @{name} fits {WIDTH} columns", not wide, "\n".join(wide))


def commands_fit():
    for words in COMMANDS:
        remove_written()
        said = piped(*words)
        wide = lines_over(said, WIDTH)
        tap.check(f"{' '.join(words)} fits {WIDTH} columns in a pipe", said and not wide, "\n".join(wide))
        tap.check(f"{words[0]} puts no escape into a pipe", "\x1b" not in said, said)


def broken_commands_can_be_pasted():
    """A --set that is longer than a line reads in a shell as JSON says it."""
    said = piped("retrofit", "@retrofit-pod")
    change = said[said.index("the change ") + len("the change "):]
    words = subprocess.run(["sh", "-c", "printf '%s\\n' " + change.replace("\n           ", " ")],
                           check=True, capture_output=True, text=True).stdout.splitlines()
    sets = json.loads(piped("retrofit", "@retrofit-pod", "--json"))["sets"]
    tap.check("the change that retrofit proposes survives its line breaks, and there are some",
              words == [word for one in sets for word in ("--set", one)] and "'\\\n'" in change,
              f"{words}\n{change}")


def each_of_a_list_fits():
    """Models, entries of the catalogue and commands, one by one."""
    lists = (("models", [m["name"] for m in json.loads(piped("models", "--json"))["models"]]),
             ("catalog", [e["name"] for e in json.loads(piped("catalog", "--json"))["entries"]]),
             ("help", [c["name"] for c in json.loads(piped("help", "--json"))["commands"]]))
    for command, names in lists:
        wide = [f"{name}: {line}" for name in sorted(set(names))
                for line in lines_over(piped(command, name), WIDTH)]
        tap.check(f"{command} of each of {len(names)} fits {WIDTH} columns", names and not wide,
                  "\n".join(wide))


def options_of(command):
    return {o["name"] for o in json.loads(piped("help", command, "--json"))["options"]}


def terminals_are_coloured_where_it_is_said():
    """On a terminal only the commands with --color draw, and what they draw fits too."""
    drawn = set()
    for words in (("run", "@first-hall", "-o", "again.h5"), *COMMANDS):
        remove_written()
        said = at_terminal(*words)
        wide = lines_over(said, WIDTH)
        tap.check(f"{' '.join(words)} fits a terminal of {WIDTH} columns", not wide, "\n".join(wide))
        if ESCAPE.search(said):
            drawn.add(words[0])
    tap.check("run, report and show draw in colour, and nobody else", drawn == COLOURED, drawn)
    names = [c["name"] for c in json.loads(piped("help", "--json"))["commands"]]
    with_option = {name for name in names if "color" in options_of(name)}
    tap.check("the same take --color", with_option == COLOURED, with_option)


def colour_obeys():
    """Who wins: --color, then NO_COLOR, then CLICOLOR_FORCE, then what is on the other side."""
    rows = (  # what is set, on a terminal?, coloured?
        ({}, (), True, True),
        ({}, (), False, False),
        ({"NO_COLOR": "1"}, (), True, False),
        ({"NO_COLOR": ""}, (), True, True),
        ({"TERM": "dumb"}, (), True, False),
        ({"CLICOLOR_FORCE": "1"}, (), False, True),
        ({"CLICOLOR_FORCE": "0"}, (), False, False),
        ({"CLICOLOR_FORCE": "1", "NO_COLOR": "1"}, (), False, False),
        ({}, ("--color", "always"), False, True),
        ({"NO_COLOR": "1"}, ("--color", "always"), False, True),
        ({"TERM": "dumb", "NO_COLOR": "1"}, ("--color", "always"), True, True),
        ({}, ("--color", "never"), True, False),
        ({"CLICOLOR_FORCE": "1"}, ("--color", "never"), False, False),
        ({"NO_COLOR": "1"}, ("--color", "auto"), True, False),
        ({"CLICOLOR_FORCE": "1"}, ("--color", "auto"), False, True),
    )
    for command in (("run", "@first-hall", "-o", "again.h5"), ("report", "first-hall.h5"),
                    ("show", "first-hall.h5")):
        for environment, option, is_terminal, is_coloured in rows:
            say = at_terminal if is_terminal else piped
            said = say(*command, *option, **environment)
            where = "a terminal" if is_terminal else "a pipe"
            what = " ".join([*(f"{k}={v}" for k, v in environment.items()), *option]) or "nothing set"
            tap.check(f"{command[0]} into {where}, {what}: {'colour' if is_coloured else 'none'}",
                      bool(ESCAPE.search(said)) == is_coloured and ("\x1b" in said) == is_coloured, said)


tap.main(prepare, runs_fit, commands_fit, broken_commands_can_be_pasted, each_of_a_list_fits,
         terminals_are_coloured_where_it_is_said, colour_obeys)
