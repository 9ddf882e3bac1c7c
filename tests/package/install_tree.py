# SPDX-License-Identifier: GPL-3.0-or-later
"""Installs Kaomon into an empty folder and checks what lies there: each program starts and names its version, nothing
refers to the build, every unit's program is there and systemd takes the unit, and each component installs what is its own and no more.
Exit code 0: all is well; otherwise each fault is printed."""
import argparse
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

PROGRAMS = {
    "client": ["bin/kaomon-client", "libexec/kaomon/kaomon-agent", "libexec/kaomon/kaomon-passwd"],
    "console": ["bin/kaomon-admin"],
    "server": ["bin/kaomon-syncserver", "bin/kaomonctl"],
    "bench": ["bin/kaomon-face-bench"],
}
OTHER_FILES = {
    "client": ["libexec/kaomon/kaomon-camera", "lib/systemd/system/kaomon-agent.service",
               "lib/systemd/system/kaomon-passwd*", "etc/pam.d/kaomon-passwd", "lib/**/security/pam_kaomon.so",
               "etc/xdg/autostart/kaomon-session.desktop", "share/applications/kaomon-client.desktop",
               "share/icons/**/kaomon-client.png", "share/doc/kaomon-client/*"],
    "console": ["share/applications/kaomon-admin.desktop", "share/icons/**/kaomon-admin.png", "share/doc/kaomon-admin/*"],
    "server": ["lib/systemd/system/kaomon-syncserver.service", "lib/systemd/system/kaomon-backup.*", "etc/kaomon/syncserver.toml",
               "share/kaomon-syncserver/nginx/kaomon.conf", "share/kaomon-syncserver/postgresql/*.sql",
               "share/kaomon-syncserver/prometheus/*.yml", "share/doc/kaomon-syncserver/*"],
    "models": ["share/kaomon/models/registry/manifest.json", "share/kaomon/models/registry/*.onnx", "share/kaomon/models/manifests/*.json",
               "share/doc/kaomon-models-registry/*"],
    "bench": ["share/doc/kaomon-face-bench/*"],
}


def run(*command, environment=None):
    return subprocess.run([str(part) for part in command], capture_output=True, text=True, timeout=60, env=environment)


# What a program says of itself needs no display.
def without_display():
    kept = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")}
    return {**kept, "QT_QPA_PLATFORM": "xcb"}


class Tree:
    def __init__(self, options, folder, component=None):
        self.root = pathlib.Path(folder) / "usr"
        command = [options.cmake, "--install", options.build, "--prefix", self.root]
        done = run(*command, *(["--component", component] if component else []))
        self.faults = [] if done.returncode == 0 else [f"cmake --install: {done.stderr.strip()}"]

    def files(self):
        return {path for path in self.root.rglob("*") if path.is_file()}

    def matches(self, pattern):
        return set(self.root.glob(pattern))


def check_programs(tree, version):
    for program in (name for names in PROGRAMS.values() for name in names):
        path = tree.root / program
        if not path.is_file():
            tree.faults.append(f"{program} is not installed")
            continue
        done = run(path, "--version", environment=without_display())
        if done.returncode != 0 or version not in done.stdout:
            tree.faults.append(f"{program} --version: exit code {done.returncode}, {done.stdout!r}, {done.stderr!r}")


def check_models(tree):
    done = run(tree.root / "libexec/kaomon/kaomon-agent", "--models", tree.root / "share/kaomon/models/registry", "models",
               "verify")
    if done.returncode != 0 or done.stdout.count("verified") < 3:
        tree.faults.append(f"models verify: {done.stdout}{done.stderr}")


def check_units(tree):
    for unit in tree.matches("lib/systemd/system/*.service"):
        for path in re.findall(r"^ExecStart=/usr/(\S+)", unit.read_text(), re.MULTILINE):
            if not (tree.root / path).is_file():
                tree.faults.append(f"{unit.name} starts /usr/{path}, which is not installed")


# systemd reads the units as they would lie in the system; its own come from this machine.
def verify_unit(root, unit):
    return run("systemd-analyze", f"--root={root}", "--recursive-errors=no", "verify", unit)


def verify_units(tree):
    units = sorted(path.name for path in tree.matches("lib/systemd/system/kaomon-*.service"))
    if len(units) != 4:
        tree.faults.append(f"expected the units of the agent, its password helper, the server and its backup, found {units}")
    if not shutil.which("systemd-analyze"):
        print("SKIP : systemd-analyze is not installed, the units were not verified")
        return
    folder = tree.root / "lib/systemd/system"
    run("cp", "--archive", "--no-clobber", "/usr/lib/systemd/system/.", folder)
    for unit in units:  # programs of the system that a unit calls
        for path in re.findall(r"^Exec\w+=(/bin/\S+)", (folder / unit).read_text(), re.MULTILINE):
            copy = tree.root.parent / path.lstrip("/")
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(path, copy)
    for unit in units:
        done = verify_unit(tree.root.parent, unit)
        if done.returncode != 0:
            tree.faults.append(f"{unit}: {done.stderr.strip()}")
    # the check itself: a unit with a wrong word must not pass
    wrong = folder / "kaomon-wrong.service"
    wrong.write_text((folder / units[0]).read_text().replace("ProtectHome=yes", "ProtectHome=perhaps"))
    if verify_unit(tree.root.parent, wrong.name).returncode == 0:
        tree.faults.append("systemd-analyze does not notice a wrong unit")


def check_nothing_of_the_build(tree, build, source):
    for path in tree.files():
        if path.read_bytes()[:4] == b"\x7fELF" and re.search(r"R(UN)?PATH", run("readelf", "-d", path).stdout):
            tree.faults.append(f"{path.name} has a RUNPATH")
        if path.suffix in (".service", ".toml", ".json") and (build in path.read_text() or source in path.read_text()):
            tree.faults.append(f"{path.name} names a folder of the build")


# The name of a class of the tests that shows pictures as if a camera had taken them, as the compiler writes it into each
# program that has it.
PICTURE_SOURCE = b"13PictureSource"


def check_no_picture_source(tree, program_that_has_it):
    if PICTURE_SOURCE not in program_that_has_it.read_bytes():
        tree.faults.append(f"{program_that_has_it} has no picture source: this check looks for the wrong name")
    for path in tree.files():
        if path.read_bytes()[:4] == b"\x7fELF" and PICTURE_SOURCE in path.read_bytes():
            tree.faults.append(f"{path.name} takes pictures for a camera")


def check_component(options, component):
    with tempfile.TemporaryDirectory() as folder:
        tree = Tree(options, folder, component)
        wanted = PROGRAMS.get(component, []) + OTHER_FILES.get(component, [])
        found = set()
        for pattern in wanted:
            matches = tree.matches(pattern)
            found |= matches
            if not matches:
                tree.faults.append(f"component {component} lacks {pattern}")
        tree.faults += [f"component {component} also installs {path}" for path in sorted(tree.files() - found)]
        return tree.faults


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("cmake", "build", "source", "version"):
        parser.add_argument(f"--{name}", required=True)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        tree = Tree(options, folder)
        if not tree.faults:
            check_programs(tree, options.version)
            check_models(tree)
            check_units(tree)
            check_nothing_of_the_build(tree, options.build, options.source)
            check_no_picture_source(tree, pathlib.Path(options.build, "tests", "tst_agent_logon"))
            verify_units(tree)
        faults = tree.faults
    for component in sorted(PROGRAMS.keys() | OTHER_FILES.keys()):
        faults += check_component(options, component)
    for fault in faults:
        print(f"FAULT: {fault}")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
