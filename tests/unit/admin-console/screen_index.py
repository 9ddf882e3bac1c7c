#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes index.md beside the pictures of the screens: for each screen and language what was seen when somebody
looked at them and what was changed (screen_notes.md), and links to its pictures.

usage: screen_index.py NOTES FOLDER

Fails when a screen has no note in one of its languages, when a note is about no screen, or when a screen of the
console is not there in both languages, both appearances and at both scales (a dialog_: light, at 100 %). 77: there
are no pictures.
"""
import pathlib
import re
import sys

PICTURE = re.compile(r"(?P<screen>.+?)-(?P<language>en|ja)(-(?P<appearance>light|dark))?-(?P<scale>\d+)\.png")
ROW = re.compile(r"\| *(?P<screen>[^|]+?) *\| *(?P<language>en|ja) *\| *(?P<seen>[^|]+?) *\| *(?P<changed>[^|]+?) *\|")
SCALES = {"100", "150"}


def notes_of(text):
    notes = {}
    for line in text.splitlines():
        match = ROW.fullmatch(line.strip())
        if match:
            key = (match["screen"], match["language"])
            if key in notes:
                raise SystemExit(f"two notes for {key[0]} in {key[1]}")
            notes[key] = (match["seen"], match["changed"])
    return notes


def pictures_of(folder):
    found = {}
    for path in sorted(folder.glob("*.png")):
        match = PICTURE.fullmatch(path.name)
        if not match:
            raise SystemExit(f"{path.name}: not the name of a picture of these tests")
        forms = found.setdefault((match["screen"], match["language"]), {})
        forms[(match["appearance"] or "light", match["scale"])] = path.name
    return found


def faults(notes, pictures):
    for screen, language in sorted(pictures):
        if (screen, language) not in notes:
            yield f"{screen} ({language}): nobody has noted what it looks like"
    for screen, language in sorted(notes):
        if (screen, language) not in pictures:
            yield f"{screen} ({language}): a note, but no picture"
    for screen in sorted({screen for screen, _ in pictures}):
        languages = {language for name, language in pictures if name == screen}
        if languages != {"en", "ja"}:
            yield f"{screen}: only in {', '.join(sorted(languages))}"
        for language in languages:
            forms = pictures[(screen, language)]
            appearances = {appearance for appearance, _ in forms}
            if language == "ja" and not screen.startswith("dialog_") and appearances != {"light", "dark"}:
                yield f"{screen} ({language}): only {', '.join(sorted(appearances))}"
            for appearance in appearances:
                wanted = {"100"} if screen.startswith("dialog_") else SCALES
                missing = wanted - {scale for look, scale in forms if look == appearance}
                if missing:
                    yield f"{screen} ({language}, {appearance}): not at {', '.join(sorted(missing))} %"


def main():
    notes = notes_of(pathlib.Path(sys.argv[1]).read_text(encoding="utf-8"))
    folder = pathlib.Path(sys.argv[2])
    pictures = pictures_of(folder) if folder.is_dir() else {}
    if not pictures:
        print("no pictures: run the tests labelled screens first")
        return 77
    found = list(faults(notes, pictures))
    lines = ["# Screens of the console", "",
             "One line per screen and language: what was ugly, and what was changed.", "",
             "| screen | language | seen | changed | pictures |", "|---|---|---|---|---|"]
    for (screen, language), forms in sorted(pictures.items()):
        seen, changed = notes.get((screen, language), ("–", "–"))
        links = " ".join(f"[{look} {scale} %]({name})" for (look, scale), name in sorted(forms.items()))
        lines.append(f"| {screen} | {language} | {seen} | {changed} | {links} |")
    (folder / "index.md").write_text("\n".join(lines) + "\n", encoding="utf-8")
    print("\n".join(found) or f"{len(pictures)} screens and languages")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
