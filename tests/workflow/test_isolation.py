"""A build needs no network, and touches nothing outside the project: traced, not believed."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from workflow.conftest import BIN, MEETING, Project

pytestmark = pytest.mark.slow

TRACE = ["strace", "-f", "-qq", "-y", "-s", "400"]
CALLS = "open,openat,openat2,creat,rename,renameat2,unlink,unlinkat,mkdir,link,symlink,connect"
# What every program of a Linux system reads: libraries, time zones, names of users and locales.
SYSTEM = ("/usr/lib", "/lib", "/usr/local/lib", "/etc", "/proc", "/sys", "/dev")
SYSTEM_DATA = (
    "/usr/share/zoneinfo",
    "/usr/share/locale",
    "/usr/share/mime",
    "/usr/share/fontconfig",
    "/usr/bin",
    "/bin",
)
# Which fonts a system has, and where, is its own affair: this build is told that there are none.
NO_FONTS = "<fontconfig><dir>{folder}</dir><cachedir>{folder}</cachedir></fontconfig>"

_OPENED = re.compile(r"(?:open|openat|openat2|creat)\(.* = \d+<([^>]+)>")
_CHANGED = re.compile(r"^\d+ +(?:rename|unlink|mkdir|link|symlink)\w*\(.*\) = 0")
_NETWORK = re.compile(r"connect\(.*AF_INET")
_PATH = re.compile(r'"(/[^"]*)"')


def namespaces() -> bool:
    if shutil.which("unshare") is None or shutil.which("strace") is None:
        return False
    tried = [*TRACE, "-o", os.devnull, "true"]
    return not subprocess.run(
        ["unshare", "-rn", *tried], capture_output=True, check=False
    ).returncode


def traced(log: bytes) -> list[str]:
    """The lines of a trace, with letters in place of the numbers of bytes that strace prints."""
    plain = re.sub(rb"\\([0-3][0-7]{2})", lambda found: bytes([int(found[1], 8)]), log)
    return plain.decode("utf-8", "replace").splitlines()


@pytest.mark.skipif(not namespaces(), reason="needs strace and user namespaces (unshare -rn)")
def test_a_build_needs_no_network_and_nothing_outside_the_project(tmp_path: Path) -> None:
    project = Project.copied(tmp_path / "project")
    (home := tmp_path / "home").mkdir()
    (temporary := tmp_path / "temporary").mkdir()
    (fonts := tmp_path / "fonts").mkdir()
    (fonts / "fonts.conf").write_text(NO_FONTS.format(folder=fonts))
    log = tmp_path / "trace"
    stem = f"output/{MEETING}/press-release.ru"
    build = [*TRACE, "-e", f"trace={CALLS}", "-o", str(log)]
    result = subprocess.run(
        ["unshare", "-rn", *build, str(BIN / "snakemake"), f"{stem}.pdf", f"{stem}.docx"],
        cwd=project.root,
        env={
            **project.environment,
            "HOME": str(home),
            "TMPDIR": str(temporary),
            "FONTCONFIG_FILE": str(fonts / "fonts.conf"),
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stderr
    assert (project.root / f"{stem}.pdf").exists()

    python = [sys.prefix, sys.base_prefix, *filter(None, sys.path)]  # the package among them
    ours = tuple(map(str, (tmp_path, *python)))
    lines = traced(log.read_bytes())
    opened = {match[1] for line in lines if (match := _OPENED.search(line))}
    assert any(path.endswith("press-release.ru.md") for path in opened)  # the trace sees it
    strange = {path for path in opened if not path.startswith((*ours, *SYSTEM, *SYSTEM_DATA))}
    assert not strange, sorted(strange)
    assert [line for line in lines if _NETWORK.search(line)] == []
    written = [
        path
        for line in lines
        if "O_WRONLY" in line or "O_RDWR" in line or _CHANGED.search(line)
        for path in _PATH.findall(line)
    ]
    assert written
    assert [p for p in written if not p.startswith((str(tmp_path), "/dev/", "/proc/"))] == []
