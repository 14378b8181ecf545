"""An archive is built on a cluster of which a node dies, and comes out as built on one machine."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

import archive
from workflow.conftest import BIN, Project

BED = Path(__file__).parent / "bed.sh"
MEETINGS = 6
#: Two or three jobs of the cluster: one for each node, and one that waits.
TOGETHER = "--group-components meetings=5 --cores 1"

pytestmark = pytest.mark.cluster


def of_node(name: str) -> Iterator[psutil.Process]:
    """The processes of a node: its daemon, its jobs and what watches over them."""
    for process in psutil.process_iter():
        try:
            if process.environ().get("SLURMD_NODENAME") == name:
                yield process
                yield from (p for p in process.parents() if "slurmstepd" in p.name())
            elif process.cmdline()[:3] == ["slurmd", "-N", name]:
                yield process
        except psutil.Error:
            continue


def works(name: str) -> bool:
    """Whether a document is being written on the node."""
    return any("diptych.warm.server" in " ".join(p.cmdline()) for p in of_node(name) if alive(p))


def alive(process: psutil.Process) -> bool:
    return bool(process.is_running() and process.status() != psutil.STATUS_ZOMBIE)


@pytest.fixture
def bed() -> Iterator[Path]:
    """A folder for the cluster, with a path that is short enough for its sockets."""
    if os.geteuid() or not all(map(shutil.which, ("slurmctld", "slurmd", "munged"))):
        pytest.skip("needs root, and slurmctld, slurmd and munge")
    folder = Path(tempfile.mkdtemp(prefix="bed"))
    yield folder
    shutil.rmtree(folder, ignore_errors=True)  # its daemons are still leaving


def test_a_node_dies(tmp_path: Path, bed: Path) -> None:
    local = Project(tmp_path / "local")
    archive.write(local.root, MEETINGS)
    done = local.build()
    assert done.returncode == 0, done.stderr
    shared = Project(tmp_path / "shared")
    archive.write(shared.root, MEETINGS)
    snakemake = [str(BIN / "snakemake"), "--profile", "profiles/slurm", *TOGETHER.split()]
    with (tmp_path / "said").open("w+") as said:
        build = subprocess.Popen(
            [str(BED), str(bed), *snakemake], cwd=shared.root, stdout=said, stderr=said
        )
        deadline = time.monotonic() + 120
        while not works("two"):
            assert build.poll() is None, (tmp_path / "said").read_text()
            assert time.monotonic() < deadline, "no job came to the second node"
            time.sleep(0.5)
        time.sleep(3)
        killed = {process.pid: process for process in of_node("two")}
        for process in killed.values():
            process.send_signal(signal.SIGKILL)
        status = build.wait(timeout=600)
    log = (bed / "slurmctld.log").read_text()
    print((tmp_path / "said").read_text(), log, sep="\n", file=sys.stderr)
    assert status == 0
    assert len(killed) > 3
    assert "Requeuing JobId" in log or "requeue job" in log.lower()
    assert shared.files() == local.files()
