# SPDX-License-Identifier: GPL-3.0-or-later
"""Every test that docs/faults.md and docs/flows.md name as proof exists: `program: function, function` with a source of that name in
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


class Tests:
    """The sources of the tests, read once."""

    def __init__(self, root):
        folder = root / "tests"
        self.programs = {path.stem for path in folder.rglob("tst_*.cpp")}
        self.words = self.words_of(folder.rglob("*.cpp"))
        self.subjects = self.words_of(folder.rglob("CMakeLists.txt"))

    @staticmethod
    def words_of(paths):
        return {word for path in paths for word in re.findall(r"\w+", path.read_text(encoding="utf-8"))}

    def has_program(self, program):
        # as a source, as `tst_${subject}` of a loop, or as a program of several sources
        return program in self.programs or {program, program.removeprefix("tst_")} & self.subjects


def faults(tests, text):
    mentions = sorted(set(named(text)), key=str)
    if not mentions:
        yield "a document names no test"
    for program, function in mentions:
        if not tests.has_program(program):
            yield f"there is no test program {program}"
        elif function and function not in tests.words:
            yield f"{program} has no function {function}"


def main():
    root = pathlib.Path(sys.argv[1])
    tests = Tests(root)
    found = [fault for document in ("docs/faults.md", "docs/flows.md")
             for fault in faults(tests, (root / document).read_text(encoding="utf-8"))]
    # the check itself: what nobody wrote must be noticed
    if len(list(faults(tests, "`tst_nobody_wrote`, `tst_pam: nobodyWroteThis`"))) != 2:
        found.append("a missing test is not noticed")
    for line in found:
        print(line)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
