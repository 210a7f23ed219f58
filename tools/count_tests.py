#!/usr/bin/env python3
"""Counts the tests in Meson's JSON logs and prints one line: "N passed, N failed".

    count_tests.py build/meson-logs/testlog.json...

A test that speaks TAP counts as many times as it has subtests; any other counts once. A subtest
that was announced but never reported (the program crashed on the way) has failed. Skipped tests are
neither, and are named on a line before. The exit status is 0 only when something ran and nothing
failed.

SPDX-License-Identifier: Apache-2.0
"""
import json
import pathlib
import re
import sys

GOOD_RESULTS = {"OK", "EXPECTEDFAIL"}
SUBTEST = re.compile(r"^(not )?ok\b[^#\n]*(?:#\s*(SKIP|TODO))?", re.IGNORECASE | re.MULTILINE)
PLAN = re.compile(r"^1\.\.(\d+)", re.MULTILINE)


def count(test):
    """Returns (passed, failed, skipped) of one line of the log."""
    said = test.get("stdout", "")
    passed = failed = skipped = 0
    for is_not, directive in SUBTEST.findall(said):
        if directive.upper() == "SKIP":
            skipped += 1
        elif is_not and directive.upper() != "TODO":
            failed += 1
        else:
            passed += 1

    plan = PLAN.search(said)
    reported = passed + failed + skipped
    if plan is not None:
        failed += max(0, int(plan.group(1)) - reported)

    if test["result"] == "SKIP":
        return passed, failed, max(skipped, 1)
    if test["result"] not in GOOD_RESULTS:
        return passed, max(failed, 1), skipped
    return (passed if reported > 0 else 1), failed, skipped


def main(paths):
    passed = failed = 0
    skipped_names = []
    for path in map(pathlib.Path, paths):
        lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
        for test in map(json.loads, lines):
            counts = count(test)
            passed += counts[0]
            failed += counts[1]
            if counts[2] > 0:
                skipped_names.append(test["name"])
    if skipped_names:
        print("skipped, wholly or in part: " + ", ".join(skipped_names))
    print(f"{passed} passed, {failed} failed")
    return 0 if passed > 0 and failed == 0 else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
