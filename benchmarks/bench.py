"""What a build takes beside the bare engines, and beside other ways to the same files.

bench.py [--meetings 1 100 1000] [--results benchmarks/results.json]    or: make bench

Prints a table, and writes the figures and a drawing of the ratios. «1» is the real meeting,
which has every edition; more are an archive that archive.py makes up. All figures of a
row come from one run on one machine; only ratios can be carried to another.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import archive
import drawing
import peers
from measure import measured

ROOT = Path(__file__).parents[1]
#: Above this many meetings the bare engines write a sample, and nobody waits for a new letterhead.
LARGE = 100
SAMPLE = 100
#: What docs/scale.md builds them with.
ARCHIVE = ("--profile", "profiles/archive")

Figures = dict[str, Any]


def main() -> None:
    """Measure, print, write."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--meetings", type=int, nargs="+", default=[1, 100, 1000])
    parser.add_argument("--results", type=Path, default=ROOT / "benchmarks/results.json")
    parser.add_argument("--without-peers", action="store_true")
    args = parser.parse_args()
    work = Path(tempfile.mkdtemp(prefix="diptych-bench-"))
    try:
        found = {
            "cores": os.cpu_count(),
            "snakemake --version": _version(work),
            "builds": [row for size in args.meetings for row in builds(work / f"{size}", size)],
            "peers": {} if args.without_peers else _peers(work),
        }
    finally:
        shutil.rmtree(work)
    args.results.write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n", "utf-8")
    args.results.with_suffix(".svg").write_text(drawing.drawn(found), "utf-8")
    print("\n".join(drawing.table(found)))


def builds(folder: Path, size: int) -> Iterator[Figures]:
    """Build ``size`` meetings in ``folder`` from nothing and after each kind of change."""
    if size == 1:
        archive.write(folder, 0)
        shutil.copytree(archive.PATTERN, folder / "content" / archive.PATTERN.name)
        archive.drafted(folder / "content" / archive.PATTERN.name)
    else:
        archive.write(folder, size)
    meeting = sorted((folder / "content").glob("2*"))[size // 2]
    changes: list[tuple[str, Callable[[], None]]] = [
        ("from nothing", lambda: None),
        ("nothing to do", lambda: None),
        ("one text", lambda: _text(meeting)),
        ("one fact", lambda: _fact(meeting)),
    ]
    if size <= LARGE:
        changes.append(("the letterhead", lambda: _looks(folder)))
    for name, change in changes:
        change()
        began = time.time()
        figures = measured(["snakemake", "-q", "all", *(ARCHIVE if size > LARGE else ())], folder)
        figures.pop("said")
        written = [
            path for path in (folder / "output").glob("*/*.*") if path.stat().st_mtime >= began
        ]
        row = {"meetings": size, "change": name, "files": len(written)} | figures
        if written:
            row["bare"] = _bare(folder, written)
        print(json.dumps(row), file=sys.stderr)
        yield row
    yield {"meetings": size, "change": "check alone", "files": 0} | _checked(folder)


def _checked(folder: Path) -> Figures:
    """What it takes to look through all meetings, without Snakemake and without writing."""
    figures = measured(["diptych", "check"], folder)
    figures.pop("said")
    return figures


def _text(meeting: Path) -> None:
    path = next(iter(sorted(meeting.glob("*.en.md"))))
    blocks = path.read_text("utf-8").rstrip().split("\n\n")
    last = max(index for index, block in enumerate(blocks) if archive.is_paragraph(block))
    blocks[last] += " This was noted."
    path.write_text("\n\n".join(blocks) + "\n", "utf-8")


def _fact(meeting: Path) -> None:
    path = meeting / "meeting.yaml"
    text = path.read_text("utf-8")
    changed = text.replace("originals: 2", "originals: 3").replace("{count: 7,", "{count: 6,")
    assert changed != text, f"{path} has neither"
    path.write_text(changed, "utf-8")


def _looks(folder: Path) -> None:
    with (folder / "templates/pdf/document.css").open("a") as sheet:
        sheet.write("\n/* new */\n")


def _bare(folder: Path, written: Sequence[Path]) -> Figures:
    """What the bare engines take for the files ``written``, scaled up from a sample of many."""
    documents = sorted({f"{path.parent.name}/{path.name.split('.')[0]}" for path in written})
    chosen = documents[:: max(1, len(documents) // SAMPLE)]
    command = [sys.executable, str(ROOT / "benchmarks/bare.py"), str(folder), *chosen]
    figures: Figures = json.loads(subprocess.check_output(command, text=True))
    share = len(written) / figures["files"]
    return {
        "wall": round(figures["wall"] * share, 3),
        "cpu": round(figures["cpu"] * share, 3),
        "peak_mb": figures["peak_mb"],
    }


def _version(work: Path) -> float:
    """The wall seconds that Snakemake needs to say its version: what nobody can go below."""
    times = [measured(["snakemake", "--version"], work)["wall"] for _ in range(5)]
    return float(statistics.median(times))


def _peers(work: Path) -> Figures:
    folder = work / "peers"
    archive.write(folder, 10)
    return peers.figures(folder, work / "made")


if __name__ == "__main__":
    main()
