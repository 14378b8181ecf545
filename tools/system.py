"""Make sure of what pip cannot install.

Usage: system.py [judges]

Without an argument: a Python that is new enough and can make a virtual
environment, and the libraries WeasyPrint draws with. With ``judges``: the
programs that ``make conformance`` asks for a second opinion.

Prints nothing when all is there. Installs what is missing on Debian and Ubuntu
when it may (as root, or by a sudo that asks no password); otherwise prints the
command that does and exits with 1.

Runs before anything is installed, so it needs the standard library alone and
no syntax that would keep an older Python from saying it is too old.
"""

from __future__ import annotations

import ctypes
import importlib.util
import os
import shlex
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

OLDEST = (3, 11)
INSTALL = {
    "apt-get": ["apt-get", "install", "--yes", "--no-install-recommends"],
    "dnf": ["dnf", "install"],
    "brew": ["brew", "install"],
}


class Need(NamedTuple):
    """``packages`` names what brings it, by package manager."""

    what: str
    present: Callable[[], bool]
    packages: dict[str, str]


def library(what: str, linux: str, macos: str, **packages: str) -> Need:
    """A library the dynamic linker must find by the name WeasyPrint asks for."""

    def present() -> bool:
        try:
            ctypes.CDLL(macos if sys.platform == "darwin" else linux)
        except OSError:
            return False
        return True

    return Need(what, present, {"apt-get": packages.pop("apt"), **packages})


def program(name: str, apt: str) -> Need:
    """A program that must be on the PATH."""
    return Need(name, lambda: shutil.which(name) is not None, {"apt-get": apt})


BUILD = [
    Need(
        "venv and ensurepip of this Python",
        lambda: all(map(importlib.util.find_spec, ("venv", "ensurepip"))),
        # Debian cuts them out of its Python.
        {"apt-get": "python{}.{}-venv".format(*sys.version_info)},
    ),
    library(
        "Pango",
        "libpango-1.0.so.0",
        "libpango-1.0.dylib",
        apt="libpango-1.0-0",
        dnf="pango",
        brew="pango",
    ),
    library(
        "Pango for FreeType",
        "libpangoft2-1.0.so.0",
        "libpangoft2-1.0.dylib",
        apt="libpangoft2-1.0-0",
        dnf="pango",
        brew="pango",
    ),
    library(
        "HarfBuzz",
        "libharfbuzz.so.0",
        "libharfbuzz.0.dylib",
        apt="libharfbuzz0b",
        dnf="harfbuzz",
        brew="harfbuzz",
    ),
    # WeasyPrint does without it, but then two builds of a PDF differ in their bytes.
    library(
        "HarfBuzz subset",
        "libharfbuzz-subset.so.0",
        "libharfbuzz-subset.0.dylib",
        apt="libharfbuzz-subset0",
        dnf="harfbuzz",
        brew="harfbuzz",
    ),
]
# A package that Snakemake needs (immutables 0.21) has no wheels for Python 3.14 and is compiled.
if sys.version_info >= (3, 14):
    BUILD += [
        Need(
            "a C compiler", lambda: shutil.which("cc") is not None, {"apt-get": "gcc", "dnf": "gcc"}
        ),
        Need(
            "headers of this Python",
            Path(sysconfig.get_path("include"), "Python.h").exists,
            {
                "apt-get": "python{}.{}-dev".format(*sys.version_info),
                "dnf": "python{}.{}-devel".format(*sys.version_info),
            },
        ),
    ]
JUDGES = [
    program("chromium", apt="chromium"),
    program("javac", apt="default-jdk-headless"),
    Need(
        "JAXB for Java",
        Path("/usr/share/java/jaxb-runtime.jar").exists,
        {"apt-get": "libjaxb-java"},
    ),
    program("npm", apt="npm"),
    program("soffice", apt="libreoffice-writer-nogui"),
    program("pdfinfo", apt="poppler-utils"),
    program("qpdf", apt="qpdf"),
]


def missing(needs: list[Need]) -> list[Need]:
    """Those of ``needs`` that are not there."""
    return [need for need in needs if not need.present()]


def packages(needs: list[Need], manager: str) -> list[str]:
    """What ``manager`` installs for ``needs``, each package once."""
    return list(dict.fromkeys(need.packages[manager] for need in needs))


def elevation() -> list[str] | None:
    """What to put before a command to run it as root; None when that is not possible."""
    if os.geteuid() == 0:
        return []
    sudo = ["sudo", "-n"]
    if shutil.which("sudo") and subprocess.call([*sudo, "true"], stderr=subprocess.DEVNULL) == 0:
        return sudo
    return None


def install_on_debian(needs: list[Need], root: list[str]) -> None:
    """Install with apt-get, quietly; what goes wrong stands on stderr."""
    names = packages(needs, "apt-get")
    print("installing", *names, flush=True)
    apt = [*root, "env", "DEBIAN_FRONTEND=noninteractive"]
    # A list of packages that cannot be refreshed is no reason to stop: the old one may do.
    subprocess.call([*apt, "apt-get", "update", "-qq"])
    subprocess.call([*apt, *INSTALL["apt-get"], "-qq", *names], stdout=subprocess.DEVNULL)


def advice(needs: list[Need], manager: str | None) -> str:
    """What a person must do about ``needs``."""
    lines = ["missing: " + ", ".join(need.what for need in needs)]
    if manager and all(manager in need.packages for need in needs):
        sudo = [] if manager == "brew" else ["sudo"]
        command = [*sudo, *INSTALL[manager], *packages(needs, manager)]
        lines.append("install with: " + " ".join(map(shlex.quote, command)))
    return "\n".join(lines)


def main(arguments: list[str]) -> str | None:
    """Return what to tell the user when something is missing in the end."""
    if sys.version_info < OLDEST:
        found, oldest = (".".join(map(str, v[:2])) for v in (sys.version_info, OLDEST))
        return f"Python {found} is too old, {oldest} is needed: make PYTHON=python3.12, say"
    needs = JUDGES if arguments == ["judges"] else BUILD
    manager = next(filter(shutil.which, INSTALL), None)
    lacking = missing(needs)
    root = elevation() if lacking and manager == "apt-get" else None
    if root is not None:
        install_on_debian(lacking, root)
        lacking = missing(lacking)
    return advice(lacking, manager) if lacking else None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
