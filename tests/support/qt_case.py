#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""qt_case.py [--name NAME] [--backend DATABASE] [--json FILE] [--expect CLASS::FUNCTION] -- PROGRAM [ARGUMENT...]

Runs a Qt Test program as one fault or abuse case. Without --expect it must pass; with --expect, where a fault is planted
(KAOMON_TEST_PLANT), that function must fail: another failure, a crash or a pass means that the fault was not noticed.
Writes the result to FILE in the form of kaomon-soak."""
import argparse
import json
import os
import pathlib
import re
import subprocess
import sys
import time

parser = argparse.ArgumentParser(usage=__doc__)
parser.add_argument("--name", default="")
parser.add_argument("--backend", default=os.environ.get("KAOMON_TEST_BACKEND", "none"))
parser.add_argument("--json")
parser.add_argument("--expect")
parser.add_argument("command", nargs="+")
arguments = parser.parse_args()

started = time.monotonic()
run = subprocess.run(arguments.command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace",
                     check=False)
failures = re.findall(r"^(?:FAIL!|XPASS) *: (\S+?)\(", run.stdout, re.MULTILINE)
passed = sum(int(number) for number in re.findall(r"^Totals: (\d+) passed", run.stdout, re.MULTILINE))
holds = run.returncode == 0 and passed > 0
noticed = arguments.expect is None or any(f"::{name}".endswith(f"::{arguments.expect}") for name in failures)
if arguments.json:
    pathlib.Path(arguments.json).write_text(json.dumps(
        {"name": arguments.name, "backend": arguments.backend, "scale": "full",
         "plant": os.environ.get("KAOMON_TEST_PLANT", ""), "holds": holds,
         "measures": {"functions_passed": passed, "seconds": round(time.monotonic() - started, 1)},
         "violations": sorted(set(failures))}) + "\n")
if (noticed if arguments.expect else holds):
    print(f"{arguments.name}: " + (f"noticed by {arguments.expect}" if arguments.expect else f"holds, {passed} passed"))
    sys.exit(0)
print(run.stdout[-8000:])
print(f"{arguments.name}: " + (f"{arguments.expect} did not fail" if arguments.expect else "is violated"))
sys.exit(1)
