#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Every recipe of docs/recipes.md runs as it stands and says something."""
import os
import re
import subprocess
import sys

import tap

PAGE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "docs", "recipes.md")


def recipes():
    tap.run("retrofit-pod", "run.h5", "time={duration: 20 min, step: 10 s}")
    tap.run("colo-pod", "colo.h5", "time={duration: 20 min, step: 10 s}")
    with open(PAGE, encoding="utf-8") as page:
        found = re.findall(r"^## (.+?)\n+```python\n(.*?)^```", page.read(), re.M | re.S)
    tap.check("there are five recipes", len(found) == 5, [title for title, _ in found])
    for title, code in found:
        answer = subprocess.run([sys.executable, "-W", "error::FutureWarning", "-c", code],
                                capture_output=True, text=True, check=False)
        tap.check(title, answer.returncode == 0 and len(answer.stdout.splitlines()) >= 3,
                  answer.stderr + answer.stdout)


if __name__ == "__main__":
    tap.main(recipes)
