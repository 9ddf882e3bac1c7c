# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes the Debian packages and installs, upgrades, removes and purges them in a folder of their own with dpkg, scripts
included. Checks that the programs start from there, that a changed configuration file survives an upgrade, that the client
cannot be removed while a PAM file names its module, that a purge leaves no file behind, and that the organisations' data of a
server stay. Exit code 0: all is well; otherwise each fault is printed."""
import argparse
import pathlib
import subprocess
import sys
import tempfile

PACKAGES = ("kaomon-admin", "kaomon-client", "kaomon-face-bench", "kaomon-models-registry", "kaomon-syncserver")
PROGRAMS = ("usr/bin/kaomon-admin", "usr/bin/kaomon-client", "usr/libexec/kaomon/kaomon-agent", "usr/libexec/kaomon/kaomon-passwd",
            "usr/bin/kaomon-syncserver", "usr/bin/kaomonctl", "usr/bin/kaomon-face-bench")


def run(*command):
    return subprocess.run([str(part) for part in command], capture_output=True, text=True, timeout=200)


def newer(package, folder):
    """The same package as a later version, whose configuration has changed too."""
    tree = pathlib.Path(folder) / "newer"
    run("dpkg-deb", "--raw-extract", package, tree)
    for name, old, new in (("DEBIAN/control", control(package, "Version"), "999-1"), ("etc/kaomon/syncserver.toml", "\nlisten", "\n# theirs\nlisten")):
        path = tree / name
        path.write_text(path.read_text().replace(old, new))
    made = pathlib.Path(folder) / "newer.deb"
    done = run("dpkg-deb", "--root-owner-group", "--build", "-Zgzip", tree, made)
    return made if done.returncode == 0 else package


class Root:
    """A system of its own: dpkg's data, /etc/pam.d, and nothing else."""

    def __init__(self, folder):
        self.path = pathlib.Path(folder)
        for name in ("var/lib/dpkg/info", "var/lib/dpkg/updates", "etc/pam.d", "var/lib", "usr/lib/systemd/system"):
            (self.path / name).mkdir(parents=True, exist_ok=True)
        (self.path / "var/lib/dpkg/status").touch()

    def dpkg(self, *arguments):
        return run("dpkg", f"--root={self.path}", "--force-script-chrootless", "--force-not-root", "--force-depends", "--force-confold",
                   f"--log={self.path}/var/lib/dpkg/log", *arguments)

    def status(self, package):
        return run("dpkg-query", f"--admindir={self.path}/var/lib/dpkg", "--show", package).stdout

    def files(self):
        return {str(path.relative_to(self.path)) for path in self.path.rglob("*") if not path.is_dir()
                and not path.is_relative_to(self.path / "var/lib/dpkg")}


def control(package, field):
    return run("dpkg-deb", "--field", package, field).stdout.strip()


def check_control(packages, version, faults):
    if sorted(packages) != sorted(PACKAGES):
        faults.append(f"packages made: {sorted(packages)}")
    for name, package in packages.items():
        if not control(package, "Version").startswith(version):
            faults.append(f"{name}: version {control(package, 'Version')}")
        if len(control(package, "Description").splitlines()) < 2:
            faults.append(f"{name}: no description")
        if name != "kaomon-models-registry" and "libc6" not in control(package, "Depends"):
            faults.append(f"{name}: its libraries are not among what it depends on")
    if "kaomon-models-registry" not in control(packages["kaomon-client"], "Depends"):
        faults.append("kaomon-client does not depend on its models")


def check_programs(root, version, faults):
    for program in PROGRAMS:
        done = run(root.path / program, "--version")
        if done.returncode != 0 or version not in done.stdout:
            faults.append(f"{program} --version: exit code {done.returncode}, {done.stderr!r}")
    if not (root.path / "etc/systemd/system/multi-user.target.wants/kaomon-agent.service").is_symlink():
        faults.append("the agent is not started with the system")
    if not (root.path / "etc/systemd/system/sockets.target.wants/kaomon-passwd.socket").is_symlink():
        faults.append("nobody waits for changes of a password")
    if not (root.path / "etc/pam.d/kaomon-passwd").is_file():
        faults.append("the PAM service of changes of a password is missing")
    if (root.path / "etc/systemd/system/multi-user.target.wants/kaomon-syncserver.service").is_symlink():
        faults.append("a server without a configuration would be started with the system")


def check_life(packages, version, faults):
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as made:
        root = Root(folder)
        before = root.files()
        done = root.dpkg("--install", *packages.values())
        if done.returncode != 0:
            faults.append(f"install: {done.stdout}{done.stderr}")
            return
        check_programs(root, version, faults)

        configuration = root.path / "etc/kaomon/syncserver.toml"
        configuration.write_text(configuration.read_text() + "# ours\n")
        done = root.dpkg("--install", newer(packages["kaomon-syncserver"], made))
        if done.returncode != 0 or "999-1" not in root.status("kaomon-syncserver"):
            faults.append(f"upgrade: {done.stdout}{done.stderr}")
        if "# ours" not in configuration.read_text() or "# theirs" in configuration.read_text():
            faults.append("upgrade: a changed configuration file is lost")

        login = root.path / "etc/pam.d/login"
        login.write_text("auth [success=done default=ignore] pam_kaomon.so\n")
        done = root.dpkg("--remove", "kaomon-client")
        if done.returncode == 0 or "etc/pam.d/login" not in done.stderr:
            faults.append(f"the client goes although a PAM file names its module: {done.stderr.strip()}")
        login.unlink()

        for data in ("var/lib/kaomon/faces", "var/lib/kaomon-syncserver/kaomon.db"):
            (root.path / data).parent.mkdir(parents=True, exist_ok=True)
            (root.path / data).touch()
        for act in ("--remove", "--purge"):
            done = root.dpkg(act, *PACKAGES)
            if done.returncode != 0:
                faults.append(f"{act}: {done.stderr.strip()}")
        left = root.files() - before
        if left != {"var/lib/kaomon-syncserver/kaomon.db"}:
            faults.append(f"after the purge there is {sorted(left)}; only the server's data were to stay")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("cpack", "build", "version"):
        parser.add_argument(f"--{name}", required=True)
    options = parser.parse_args()
    faults = []
    with tempfile.TemporaryDirectory() as folder:
        done = run(options.cpack, "--config", f"{options.build}/CPackConfig.cmake", "-B", folder,
                   "-D", "CPACK_DEBIAN_COMPRESSION_TYPE=gzip")  # what is tested is the same, in a third of the time
        if done.returncode != 0:
            print(f"FAULT: cpack: {done.stdout}{done.stderr}")
            return 1
        packages = {control(path, "Package"): path for path in pathlib.Path(folder).glob("*.deb")}
        check_control(packages, options.version, faults)
        if not faults:
            check_life(packages, options.version, faults)
    for fault in faults:
        print(f"FAULT: {fault}")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
