# SPDX-License-Identifier: Apache-2.0
"""Results files and their pages, and how near numbers must be."""
import os
import subprocess
import sys

import numpy

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "files"))
import tap  # noqa: E402
from dom import Page  # noqa: E402

NINE_DIGITS = 1e-8    # data-v carries nine


def make(scenario, path):
    with open("hall.yaml", "w", encoding="utf-8") as file:
        file.write(scenario)
    subprocess.run([tap.PROGRAM, "run", "--quiet", "hall.yaml", "-o", path], check=True, stdout=subprocess.DEVNULL)
    return path


def report(*words, **how):
    return subprocess.run([tap.PROGRAM, "report", *words], capture_output=True, text=True, check=False, **how)


def page_of(results, path, *others):
    done = report(results, *others, "-o", path)
    assert done.returncode == 0, done.stderr
    with open(path, encoding="utf-8") as file:
        text = file.read()
    return text, Page(text)


def differ(found, expected, close):
    """Pairs that are further apart than that share of the expected."""
    return [(a, b) for a, b in zip(found, expected)
            if not (abs(a - b) <= close * max(abs(b), 1e-9) or (numpy.isnan(a) and numpy.isnan(b)))]
