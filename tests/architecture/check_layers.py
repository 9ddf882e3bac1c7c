#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks that every folder includes only what its layer may see.

    check_layers.py SOURCE_TREE

Links go down only; features never include each other; a third-party library is included in the one folder that
adapts it. Prints each include that breaks a rule as FILE:LINE and ends with 1.
"""

import pathlib
import re
import sys

INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]')

# What a folder of libcore may include of libcore, besides itself.
LIBCORE = {
    "base": set(),
    "domain": {"base"},
    "exchange": {"base", "domain"},
    "photoarchive": {"base", "domain"},
    "crypto": {"base", "domain"},
    "wire": {"base", "domain"},
    "vault": {"base", "domain", "crypto", "wire"},
    "applogin": {"base", "domain"},
    "diagnostics": {"base", "domain", "wire"},
    "vision": {"base", "domain"},
    "capture": {"base", "domain", "vision"},
    "localipc": {"base"},
    "settings": {"base", "domain"},
    "localstore": {"base", "domain", "crypto", "wire"},
    "client": {"base", "domain", "exchange", "crypto", "wire", "localstore", "settings"},
    "models": {"base", "domain", "exchange", "crypto", "wire", "localstore", "settings", "client"},
    "ui": {"base", "domain", "exchange", "crypto", "wire", "localstore", "settings", "client", "models"},
}
SYNCSERVER_LIBCORE = {"base", "domain", "exchange", "crypto", "wire"}
LOGON_LIBCORE = {"base", "localipc"}

# Folders in which no Qt header may appear at all.
WITHOUT_QT = ("libcore/base", "libcore/domain", "libcore/exchange", "libcore/photoarchive", "libcore/crypto", "libcore/wire",
              "libcore/diagnostics", "libcore/vault", "libcore/applogin", "libcore/vision", "libcore/localipc", "syncserver", "enduser-client/logon", "apps/syncserver", "apps/kaomonctl")
# Qt modules that few may see: header prefix -> folders.
QT_ONLY_IN = {
    "QWebSocket": ("libcore/client",),
    "QtWebSockets": ("libcore/client",),
    "QtSql": ("libcore/localstore",),
    "QSql": ("libcore/localstore",),
    "QtMultimedia": ("libcore/capture",),
    "QCamera": ("libcore/capture",),
    "QMedia": ("libcore/capture",),
    "QVideo": ("libcore/capture",),
}
# Third-party headers: path prefix -> folders that adapt them (tests and benchmarks are not checked).
THIRD_PARTY = {
    "date/": ("libcore/domain",),
    "soci/": ("syncserver/storage",),
    "libpq": ("syncserver/storage",),
    "sqlite3.h": ("syncserver/storage",),
    "boost/beast": ("syncserver",),
    "boost/asio": ("syncserver",),
    "boost/json": ("libcore/wire", "libcore/vision", "libcore/crypto", "libcore/exchange", "libcore/diagnostics",
                   "libcore/applogin", "libcore/client", "syncserver", "apps/face-bench"),
    "dlib/": ("libcore/vision",),
    "opencv2/": ("libcore/vision",),
    "curl/": ("syncserver/delivery", "syncserver/mail"),
    "archive.h": ("libcore/photoarchive", "libcore/diagnostics"),
    "archive_entry.h": ("libcore/photoarchive", "libcore/diagnostics"),
    "sodium": ("libcore/crypto", "libcore/base", "libcore/vision"),
    "gst/": ("libcore/capture",),
    "security/pam": ("enduser-client/logon", "enduser-client/ospassword"),
    "qt6keychain/": ("libcore/client", "admin-console/shell"),
    "X11/": ("enduser-client/presence", "enduser-client/applogin"),
    "atspi/": ("enduser-client/applogin",),
    "re2/": ("libcore/applogin",),
    "liboath/": ("libcore/vault", "syncserver/auth"),
    "qrencode.h": ("admin-console", "libcore/ui"),
}


def folder_of(path, depth=2):
    """libcore/base, admin-console/users, ...: the folder a rule speaks of."""
    return "/".join(path.parent.parts[:depth])


def is_in(path, folders):
    text = path.as_posix()
    return any(text.startswith(folder.rstrip("/") + "/") for folder in folders)


def is_qt(name):
    return re.match(r"Qt?[A-Z][A-Za-z]*(/|$)|q[a-z0-9_]+\.h$", name) is not None and not name.endswith("queue.h")


def check_third_party(path, name):
    for prefix, folders in THIRD_PARTY.items():
        if name.startswith(prefix) and not is_in(path, folders):
            return f"{prefix} belongs to {', '.join(folders)}"
    if is_qt(name):
        if is_in(path, WITHOUT_QT):
            return "no Qt here"
        for prefix, folders in QT_ONLY_IN.items():
            if name.startswith(prefix) and not is_in(path, folders):
                return f"{prefix}* belongs to {', '.join(folders)}"
    return None


def check_libcore(path, target):
    own = path.parts[1]
    if target in LIBCORE and target != own and target not in LIBCORE.get(own, set()):
        return f"libcore/{own} may not include libcore/{target}"
    return None


def check_application(root, path, name, target):
    """Rules for syncserver, enduser-client and admin-console."""
    application = path.parts[0]
    if target in LIBCORE and not (root / application / name).exists():
        allowed = None
        if application == "syncserver":
            allowed = SYNCSERVER_LIBCORE
        elif is_in(path, ("enduser-client/logon",)):
            allowed = LOGON_LIBCORE
        if application == "admin-console" and target == "vision":
            return "the console sees no template: faces are the agent's"
        if allowed is not None and target not in allowed:
            return f"{folder_of(path)} may not include libcore/{target}"
        return None
    own = path.parts[1] if len(path.parts) > 2 else ""
    if (root / application / target).is_dir() and target != own:
        return check_feature(application, path, own, target)
    return None


def check_feature(application, path, own, target):
    if application == "admin-console" and own not in ("", "shell") and target != "shell":
        return f"the feature {own} may not include the feature {target}"
    if application == "enduser-client":
        if own == "logon":
            return "the logon front-ends include nothing of the client"
        if target == "agent":
            return "only the agent includes the agent"
        if own == "agentlink":
            return "the link to the agent includes no feature"
        # cameras: the choice of the camera, which every page that looks at a face offers
        if own not in ("", "shell", "agent") and target not in ("shell", "agentlink", "cameras"):
            return f"the feature {own} may not include the feature {target}"
    if application == "syncserver" and own == "storage" and target in ("features", "http", "auth", "runtime"):
        return f"storage may not include {target}"
    if application == "syncserver" and own == "http" and target == "storage":
        return "http reaches storage only through the features"
    return None


def check_include(root, path, name):
    problem = check_third_party(path, name)
    if problem or "/" not in name:
        return problem
    target = name.split("/")[0]
    if path.parts[0] == "libcore":
        for application in ("syncserver", "admin-console", "enduser-client"):
            if (root / application / name).exists():
                return f"libcore may not include {application}"
        return check_libcore(path, target)
    if path.parts[0] in ("syncserver", "admin-console", "enduser-client"):
        return check_application(root, path, name, target)
    return None


def check_tree(root):
    """Yields (file, line, include, problem)."""
    for top in ("libcore", "syncserver", "admin-console", "enduser-client", "apps"):
        for file in sorted((root / top).rglob("*")):
            if file.suffix not in (".h", ".cpp"):
                continue
            path = file.relative_to(root)
            for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
                match = INCLUDE.match(line)
                problem = check_include(root, path, match.group(2)) if match else None
                if problem:
                    yield path, number, match.group(2), problem


def main():
    if len(sys.argv) != 2:
        print(__doc__)
        return 2
    broken = 0
    for path, number, name, problem in check_tree(pathlib.Path(sys.argv[1])):
        print(f"{path}:{number}: {name}: {problem}")
        broken += 1
    print(f"{broken} includes break the layer rules")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
