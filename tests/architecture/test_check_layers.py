#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The layer check refuses what it must refuse and nothing else."""

import pathlib
import tempfile
import unittest

import check_layers

GOOD = {
    "libcore/base/a.cpp": ["vector", "base/a.h", "sodium.h", "tl/expected.hpp", "queue", "sys/queue.h"],
    "libcore/wire/a.cpp": ["base/a.h", "domain/a.h", "boost/json.hpp"],
    "libcore/capture/a.cpp": ["vision/a.h", "QCamera", "gst/gst.h"],
    "libcore/client/a.cpp": ["wire/a.h", "localstore/a.h", "QNetworkReply"],
    "syncserver/storage/a.cpp": ["soci/soci.h", "storage/a.h", "domain/a.h"],
    "syncserver/features/users/a.cpp": ["storage/a.h", "auth/a.h", "wire/a.h"],
    "syncserver/auth/a.cpp": ["auth/a.h", "crypto/a.h"],
    "admin-console/users/a.cpp": ["users/a.h", "shell/a.h", "ui/a.h", "QWidget"],
    "admin-console/shell/a.cpp": ["users/a.h"],
    "enduser-client/logon/pam/a.cpp": ["localipc/a.h", "security/pam_modules.h"],
    "enduser-client/agent/a.cpp": ["capture/a.h", "enrolment/a.h"],
}
BAD = {
    "libcore/base/a.cpp": ["domain/a.h", "QString", "boost/json.hpp"],
    "libcore/domain/a.cpp": ["wire/a.h"],
    "libcore/vision/a.cpp": ["capture/a.h", "QImage"],
    "libcore/client/a.cpp": ["models/a.h", "opencv2/core.hpp"],
    "libcore/models/a.cpp": ["ui/a.h", "soci/soci.h"],
    "libcore/ui/a.cpp": ["QSqlQuery", "QCamera"],
    "syncserver/features/users/a.cpp": ["vision/a.h", "capture/a.h", "QString", "soci/soci.h"],
    "syncserver/storage/a.cpp": ["features/users/a.h"],
    "admin-console/users/a.cpp": ["devices/a.h"],
    "enduser-client/logon/pam/a.cpp": ["capture/a.h", "QString", "agent/a.h"],
    "enduser-client/enrolment/a.cpp": ["agent/a.h"],
}


class CheckLayers(unittest.TestCase):
    def problems(self, tree):
        with tempfile.TemporaryDirectory() as folder:
            root = pathlib.Path(folder)
            for name in (*GOOD, *BAD, "admin-console/devices/a.cpp"):
                (root / name).parent.mkdir(parents=True, exist_ok=True)
            for name, includes in tree.items():
                (root / name).write_text("".join(f'#include "{i}"\n' for i in includes))
            return {(str(path), include) for path, _, include, _ in check_layers.check_tree(root)}

    def test_allowed_includes_pass(self):
        self.assertEqual(self.problems(GOOD), set())

    def test_every_forbidden_include_is_found(self):
        expected = {(path, include) for path, includes in BAD.items() for include in includes}
        self.assertEqual(self.problems(BAD), expected)


if __name__ == "__main__":
    unittest.main()
