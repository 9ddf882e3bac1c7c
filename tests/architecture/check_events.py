#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks that every code of the catalogue of events is alive.

    check_events.py SOURCE_TREE

A code of libcore/domain/event_code.cpp is written by the agent, stands in the table of docs/protocol.md under its kind,
and is named by a test of the agent or of the whole path. A code that the agent writes is in the catalogue. Prints what
is missing and ends with 1.
"""

import pathlib
import re
import sys

CODE = re.compile(r'\{(Auth|Cont|Face|AppFill|Password|Device), "([A-Z_]+)"\}')
ROW = re.compile(r"^\| (auth|cont|face|appfill|password|device) \| ([^|]*) \|", re.M)
# Where the agent says which event it is.
WRITTEN = re.compile(r'(?:event\.code = |[nN]ote(?:Pin)?\((?:"\w+", |caller\.uid, )?|events\.note\("\w+", |change->uid,\s*)'
                     r'((?:[^;"]*"[A-Z][A-Z_]+")+)')


def text_of(root, patterns):
    return "\n".join(path.read_text(encoding="utf-8") for pattern in patterns for path in sorted(root.glob(pattern)))


def check_tree(root):
    problems = []
    agent = text_of(root, ["enduser-client/agent/*.cpp"])
    tests = text_of(root, ["tests/unit/agent/*.cpp", "tests/e2e/*.cpp", "tests/contract/events/*.cpp"])
    catalogue = CODE.findall((root / "libcore/domain/event_code.cpp").read_text(encoding="utf-8"))
    table = {}
    for kind, codes in ROW.findall((root / "docs/protocol.md").read_text(encoding="utf-8")):
        table.setdefault(kind, set()).update(re.findall(r"\b[A-Z][A-Z_]+\b", codes))
    for kind, code in catalogue:
        quoted = f'"{code}"'
        if quoted not in agent:
            problems.append(f"{kind} {code}: nothing in enduser-client/agent writes it")
        if not re.search(rf"\b{code}\b", tests):
            problems.append(f"{kind} {code}: no test names it")
        if code not in table.get(kind.lower(), set()):
            problems.append(f"{kind} {code}: not in the table of docs/protocol.md")
    known = {code for _, code in catalogue}
    for statement in WRITTEN.findall(agent):
        for code in re.findall(r'"([A-Z][A-Z_]+)"', statement):
            if code not in known:
                problems.append(f"{code}: the agent writes it, libcore/domain/event_code.cpp does not know it")
    return problems


def main():
    problems = check_tree(pathlib.Path(sys.argv[1]))
    for problem in problems:
        print(problem)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
