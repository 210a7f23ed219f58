# SPDX-License-Identifier: Apache-2.0
"""TAP on stdout, and runs of the program that the environment variable HEADROOM names."""
import os
import subprocess
import sys
import tempfile
import traceback

PROGRAM = os.environ["HEADROOM"]
HALLS = {"migration": "Amsterdam/new hall", "pressure-test": "West/W1", "site-lost": "West/W1"}  # of scenarios that have several
_n_checks = 0


def check(what, is_true, found=""):
    """One line of TAP; what was found stands below it where that is not as it should be."""
    global _n_checks
    _n_checks += 1
    print(f"{'ok' if is_true else 'not ok'} {_n_checks} - {what}")
    if not is_true:
        print("\n".join("# " + line for line in str(found).splitlines()))
    return is_true


def skip(what, why):
    """A check that this machine cannot make."""
    global _n_checks
    _n_checks += 1
    print(f"ok {_n_checks} - {what} # SKIP {why}")


def command(scenario, output, *settings):
    """The words of a run of a shipped scenario, or of a file NAME.yaml."""
    which = scenario if scenario.endswith(".yaml") else "@" + scenario
    words = [PROGRAM, "run", "--quiet", which, "-o", output]
    words += ["--hall", HALLS[scenario]] if scenario in HALLS else []
    for setting in settings:
        words += ["--set", setting]
    return words


def run(scenario, output, *settings):
    """Makes a results file."""
    subprocess.run(command(scenario, output, *settings), check=True, stdout=subprocess.DEVNULL)
    return output


def main(*parts):
    """Calls every part in one new folder and ends with the plan; a part that breaks has failed."""
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        for part in parts:
            try:
                part()
            except Exception:  # whatever it was, the other parts still have their say
                check(f"{part.__name__} came to its end", False, traceback.format_exc())
        os.chdir("/")
    print(f"1..{_n_checks}")
    sys.stdout.flush()
