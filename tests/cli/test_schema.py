# SPDX-License-Identifier: Apache-2.0
"""The JSON Schema against the decoder: what one takes or refuses, and what the other does.

An editor must never mark what the program takes. What the program refuses for its form (a key, a
kind, a unit, a word) an editor marks too; what it refuses for its meaning (a name that is not
there, a value out of its range, a file that cannot be read) only the program can know.
"""
import copy
import glob
import json
import os
import random
import re
import shutil
import subprocess
import sys

import jsonschema
import yaml

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../files"))
import tap  # noqa: E402

ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), "../.."))

# E1010 a key that is not known, E1013 another kind of node, E1020 to E1024 a quantity as it is
# written, E1027 a word, E1028 a switch.
OF_FORM = {"E1010", "E1013", "E1020", "E1021", "E1022", "E1023", "E1024", "E1027", "E1028"}
# E1011 a key that is missing, E1026 a count, E1029 an empty value, E1030 a date, E1031 a curve:
# of form where one mapping shows it, of meaning where another key or an included file decides.
OF_FORM_MOSTLY = {"E1011", "E1025", "E1026", "E1029", "E1030", "E1031"}
ONLY_THE_PROGRAM = {
    "amperes-without-volts.yaml": "a rating in amperes asks for another key",
    "bad-curve.yaml": "points that do not rise",
    "bad-date.yaml": "February has no 30th",
    "include-broken.yaml": "another file is wrong",
    "works-wrong.yaml": "a work of a kind asks for another key",
    "hall-missing.yaml": "a file without a hall may be there to be included",
    "line-without-voltage.yaml": "a loss asks for another key",
    "mixed-currencies.yaml": "two prices are compared",
    "money-twice.yaml": "a term in whole years is written with a unit",
    "out-of-range.yaml": "a range of a quantity with a unit",
    "plenum.yaml": "an included file may complete the mapping",
    "rows-missing.yaml": "another key stands for the rows",
    "thermal-cap.yaml": "a cap asks for another key",
    "ups-without-rating.yaml": "a loss asks for another key",
}
DUPLICATE_KEY = "E1012"  # found by the editor's reader of YAML, not by a schema
N_RANDOM = 250


class Loader(yaml.SafeLoader):
    """YAML 1.2, as editors read it: 'no' is a word and 012 a number."""


Loader.yaml_implicit_resolvers = {}
for tag, form, first in (
    ("bool", r"^(?:true|True|TRUE|false|False|FALSE)$", "tTfF"),
    ("null", r"^(?:~|null|Null|NULL|)$", ["~", "n", "N", ""]),
    ("int", r"^[-+]?[0-9]+$", "-+0123456789"),
    ("float", r"^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$", "-+.0123456789"),
    ("merge", r"^<<$", "<"),
):
    Loader.add_implicit_resolver("tag:yaml.org,2002:" + tag, re.compile(form), first)


def read(path):
    with open(path, "rb") as file:
        return yaml.load(file, Loader)


def once(pairs):
    """An object whose keys stand once: json.loads takes the last of two without a word."""
    keys = [key for key, _ in pairs]
    twice = {key for key in keys if keys.count(key) > 1}
    if twice:
        raise ValueError(f"keys stand twice: {sorted(twice)}")
    return dict(pairs)


def schema_of_program():
    text = subprocess.run([tap.PROGRAM, "schema", "--json"], check=True, capture_output=True).stdout
    return json.loads(text, object_pairs_hook=once)


def codes_of(path):
    """How the program ends on a file, and the codes of its errors."""
    done = subprocess.run([tap.PROGRAM, "check", "--json", path], capture_output=True, check=False,
                          cwd=os.path.dirname(path))
    if done.returncode == 0:
        return set()
    problems = json.loads(done.stdout)["problems"]
    return {p["code"] for p in problems if p["level"] == "error"}


def deepest(error):
    """The innermost of what an error holds: where the two differ."""
    while error.context:
        error = max(error.context, key=lambda e: len(e.absolute_path))
    return f"{'/'.join(map(str, error.absolute_path))}: {error.message[:200]}"


VALIDATOR = jsonschema.Draft7Validator(schema_of_program())


def faults(tree):
    return [deepest(e) for e in VALIDATOR.iter_errors(tree)]


def leads_somewhere(tree, path):
    for step in path.split("/"):
        if step not in tree:
            return False
        tree = tree[step]
    return True


def is_a_schema_without_loose_ends():
    schema = VALIDATOR.schema
    jsonschema.Draft7Validator.check_schema(schema)
    text = json.dumps(schema)
    loose = [path for path in set(re.findall(r'"\$ref": "#/([^"]*)"', text))
             if not leads_somewhere(schema, path)]
    tap.check("the schema is one, and every reference leads somewhere", not loose, loose)
    patterns = re.findall(r'"pattern": ("(?:[^"\\]|\\.)*")', text)
    broken = [p for p in patterns if re.compile(json.loads(p)) is None]
    tap.check("every pattern is an expression", len(patterns) > 40 and not broken, broken)


def good_files_pass():
    files = sorted(glob.glob(ROOT + "/scenarios/**/*.yaml", recursive=True))
    marked = {path: found for path in files if (found := faults(read(path)))}
    tap.check(f"{len(files)} scenarios and catalogues pass", len(files) > 30 and not marked, marked)


def bad_files_are_refused_by_both():
    missed = []
    stale = []
    n = 0
    for path in sorted(glob.glob(ROOT + "/tests/cli/bad/*.yaml")):
        name = os.path.basename(path)
        try:
            tree = read(path)
        except (yaml.YAMLError, UnicodeError):
            continue  # not YAML: an editor says so without a schema
        codes = codes_of(path)
        is_marked = bool(faults(tree))
        if name in ONLY_THE_PROGRAM:
            stale += [name] if is_marked else []
        elif codes & (OF_FORM | OF_FORM_MOSTLY) and DUPLICATE_KEY not in codes:
            n += 1
            missed += [] if is_marked else [f"{name} {sorted(codes)}"]
    tap.check(f"{n} files that are wrong in form are marked", n > 20 and not missed,
              "\n".join(missed))
    tap.check("what only the program can know is not marked", not stale, stale)


def places(tree, path=()):
    """Every key of every mapping, as the path to it."""
    if isinstance(tree, dict):
        for key, value in tree.items():
            if not str(key).startswith("x-"):
                yield path + (key,)
                yield from places(value, path + (key,))
    elif isinstance(tree, list):
        for i, value in enumerate(tree):
            yield from places(value, path + (i,))


def parent(tree, path):
    for step in path[:-1]:
        tree = tree[step]
    return tree



CHANGES = (
    lambda rng, v: v.upper() if isinstance(v, str) else v,
    lambda rng, v: v.lower() if isinstance(v, str) else v,
    lambda rng, v: v.replace(" ", "", 1) if isinstance(v, str) else v,
    lambda rng, v: v.replace(" ", "   ", 1) if isinstance(v, str) else v,
    lambda rng, v: {"value": v, "grade": "estimate", "source": "a guess", "x-note": "none"},
    lambda rng, v: {"value": v, "sorce": "a guess"},
    lambda rng, v: "unknown",
    lambda rng, v: rng.choice([0, 1, 3, 0.25, -7, 1e9, True]),
    lambda rng, v: rng.choice(["12 kW", "1,200 kW", "80 %", "3 furlong", ".5 m", "1e3 W", "4 K"]),
    lambda rng, v: rng.choice(["yes", "no", "on", "maybe", "N+1", "air", "constant"]),
    lambda rng, v: [v],
    lambda rng, v: [[0, v], [1, v]],
    lambda rng, v: {},
    lambda rng, v: [],
)


def changed(rng, tree):
    """A copy of the tree that differs in one place, and what was done to it."""
    tree = copy.deepcopy(tree)
    path = rng.choice(list(places(tree)))
    holder = parent(tree, path)
    key = path[-1]
    kind = rng.randrange(len(CHANGES) + 2)
    if kind == len(CHANGES):
        holder[key + "q"] = holder.pop(key)
    elif kind == len(CHANGES) + 1:
        del holder[key]
    else:
        holder[key] = CHANGES[kind](rng, holder[key])
    now = holder.get(key, "gone or renamed")
    return tree, f"{'/'.join(map(str, path))} becomes {json.dumps(now)[:80]}"


def a_change_is_judged_alike():
    """One change at a time to sound scenarios: both judge it, case by case."""
    rng = random.Random(8604)
    names = ["first-hall", "retrofit-pod", "colo-pod", "outdoor-air", "growth", "whole-question",
             "leaky-floor", "training-swing", "frontier", "cloud-1200kw"]
    trees = {name: read(f"{ROOT}/scenarios/{name}.yaml") for name in names}
    too_strict, too_lax = [], []
    n_sound = n_wrong = 0
    shutil.copytree(ROOT + "/scenarios", "changed")  # some include others
    path = os.path.join(os.getcwd(), "changed", "changed.yaml")
    for _ in range(N_RANDOM):
        name = rng.choice(names)
        tree, what = changed(rng, trees[name])
        with open(path, "w", encoding="utf-8") as file:
            json.dump(tree, file)
        codes = codes_of(path)
        found = faults(tree)
        n_sound += not codes
        n_wrong += bool(codes & OF_FORM)
        is_completed = "include" in tree and what.endswith(("becomes {}", "becomes []"))
        if not codes and found and not is_completed:
            too_strict.append(f"{name}: {what}: {found[0]}")
        if codes & OF_FORM and not found:
            too_lax.append(f"{name}: {what}: {sorted(codes)}")
    tap.check(f"of {n_sound} changed scenarios that the program takes none is marked",
              n_sound > 40 and not too_strict, "\n".join(too_strict))
    tap.check(f"{n_wrong} changed scenarios that are wrong in form are marked",
              n_wrong > 60 and not too_lax, "\n".join(too_lax))


tap.main(is_a_schema_without_loose_ends, good_files_pass, bad_files_are_refused_by_both,
         a_change_is_judged_alike)
