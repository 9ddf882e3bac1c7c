#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks what LogonUI gets to load: COM's two functions, Windows' own libraries and nothing else, every hardening flag.

    check_dll.py DLL [--expect-faults]      --expect-faults: for a file that is none of this; it must be found out
"""
import re
import subprocess
import sys

WINDOWS_OWN = {"advapi32.dll", "crypt32.dll", "gdi32.dll", "kernel32.dll", "msvcrt.dll", "ole32.dll", "secur32.dll", "user32.dll",
               "wintrust.dll"}
EXPORTS = {"DllCanUnloadNow", "DllGetClassObject"}
FLAGS = {"HIGH_ENTROPY_VA", "DYNAMIC_BASE", "NX_COMPAT"}


def faults_of(path):
    dump = ["x86_64-w64-mingw32-objdump", "-p", path]
    text = subprocess.run(dump, check=True, capture_output=True, text=True).stdout
    imports = {name.lower() for name in re.findall(r"^\s*DLL Name: (\S+)", text, re.M)}
    exports = set(re.findall(r"^\s*\[\s*\d+\] (?!\+base)(\S+)\s*$", text, re.M))
    flags = {flag for flag in FLAGS if re.search(rf"^\s*{flag}\s*$", text, re.M)}
    faults = [f"imports {name}, which is not Windows' own" for name in sorted(imports - WINDOWS_OWN)]
    if not imports:
        faults.append("imports nothing: not the file it should be")
    faults += [f"exports {name}" for name in sorted(exports - EXPORTS)]
    faults += [f"does not export {name}" for name in sorted(EXPORTS - exports)]
    faults += [f"was linked without {flag}" for flag in sorted(FLAGS - flags)]
    return faults


def main(path, expect=""):
    faults = faults_of(path)
    for fault in faults:
        print(f"{path}: {fault}")
    return (0 if faults else 1) if expect == "--expect-faults" else (1 if faults else 0)


sys.exit(main(*sys.argv[1:]))
