#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The check of the events finds each way in which a code can be dead."""

import pathlib
import tempfile
import unittest

import check_events

GOOD = {
    "libcore/domain/event_code.cpp": '{Face, "DELETE"}, {Device, "ONLINE"},',
    "enduser-client/agent/a.cpp": 'event.code = "DELETE"; m_events.note("device", "ONLINE", "info");',
    "tests/unit/agent/a.cpp": "DELETE ONLINE",
    "docs/protocol.md": "| face | DELETE | when |\n| device | ONLINE, also | when |\n",
}


class CheckEvents(unittest.TestCase):
    def problems(self, **changed):
        with tempfile.TemporaryDirectory() as folder:
            root = pathlib.Path(folder)
            for name, text in {**GOOD, **changed.get("files", {})}.items():
                (root / name).parent.mkdir(parents=True, exist_ok=True)
                (root / name).write_text(text)
            return check_events.check_tree(root)

    def test_whole_tree_passes(self):
        self.assertEqual(self.problems(), [])

    def test_each_lack_is_found(self):
        for name, text, word in (
            ("enduser-client/agent/a.cpp", 'event.code = "DELETE";', "writes"),
            ("tests/unit/agent/a.cpp", "DELETE", "test"),
            ("docs/protocol.md", "| face | DELETE, ONLINE | when |\n", "table"),
            ("libcore/domain/event_code.cpp", '{Face, "DELETE"},', "does not know"),
        ):
            found = self.problems(files={name: text})
            self.assertEqual(len(found), 1, found)
            self.assertIn("ONLINE", found[0])
            self.assertIn(word, found[0])


if __name__ == "__main__":
    unittest.main()
