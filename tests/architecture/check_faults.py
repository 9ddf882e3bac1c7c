# SPDX-License-Identifier: GPL-3.0-or-later
"""Every test that docs/faults.md names as proof exists: `program: function, function` with a source of that name in
tests/. Exit code 0: all are there; otherwise each that is missing is printed.

    check_faults.py SOURCE_FOLDER"""
import pathlib
import re
import sys


def named(text):
    """(program, function or None) for each mention."""
    for program, functions in re.findall(r"`(tst_\w+)(?:: ([^`]+))?`", text):
        if not functions:
            yield program, None
        for function in filter(None, (part.strip() for part in functions.split(","))):
            yield program, function


def has_function(root, function):
    return any(re.search(rf"\b{re.escape(function)}\b", path.read_text(encoding="utf-8"))
               for path in (root / "tests").rglob("*.cpp"))


def is_program(root, program):
    folder = root / "tests"
    if any(folder.rglob(f"{program}.cpp")):
        return True
    subject = program.removeprefix("tst_")  # as `tst_${subject}` of a loop, or a program of several sources
    return any(re.search(rf"\b({program}|{subject})\b", path.read_text(encoding="utf-8"))
               for path in folder.rglob("CMakeLists.txt"))


def faults(root, text):
    mentions = sorted(set(named(text)), key=str)
    if not mentions:
        yield "docs/faults.md names no test"
    for program, function in mentions:
        if not is_program(root, program):
            yield f"there is no test program {program}"
        elif function and not has_function(root, function):
            yield f"{program} has no function {function}"


def main():
    root = pathlib.Path(sys.argv[1])
    found = list(faults(root, (root / "docs/faults.md").read_text(encoding="utf-8")))
    # the check itself: a test that nobody wrote must be noticed
    if len(list(faults(root, "`tst_" + "nobody_wrote`"))) != 1:
        found.append("a missing test program is not noticed")
    for line in found:
        print(line)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
