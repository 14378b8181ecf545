"""The bare engines: one warm process writes the documents of a project, without Snakemake.

bare.py PROJECT [DOCUMENT...]    seconds of the writers alone, as JSON; all documents, or these:
                                 2001-01-10-meeting-0000/minutes
Reading, checking and composing are not counted, nor is starting: it is what the
libraries themselves need to turn the same trees into the same files.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

from diptych import bitext, tree, writers
from diptych.editions import split
from diptych.pipeline import compose
from diptych.plan import SHEET, Plan
from diptych.reader.configuration import read_configuration
from diptych.reader.registry import read_registry


def trees(plan: Plan, wanted: frozenset[str]) -> Iterator[tree.Document]:
    """Every document that is to be written, of the ``wanted`` or of all."""
    registry = read_registry(plan.content)
    for document in plan.documents:
        if wanted and f"{document.meeting}/{document.kind}" not in wanted:
            continue
        folder = plan.content / document.meeting
        editions = [split(edition) for edition in document.editions]
        composed = compose.compose(
            folder, document.kind, editions, registry, Path("templates"), document.authenticity
        )
        for languages in editions:
            yield bitext.weave(composed.editions[languages], cast(Any, document.arrangement))
        if SHEET in document.outputs:
            hashes = {
                name: dict.fromkeys(plan.config.formats, "0" * 64) for name in document.outputs
            }
            yield compose.conformity(composed, hashes)


def project(folder: Path) -> Plan:
    """The plan of the project in ``folder``, which becomes the current folder."""
    os.chdir(folder)
    return Plan(read_configuration(Path("config/config.yaml")), Path("content"))


def main() -> None:
    """Print what writing takes."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("project", type=Path)
    parser.add_argument("documents", nargs="*")
    args = parser.parse_args()
    plan = project(args.project)
    engines = {name: (writers.load(name), Path("templates") / name) for name in plan.config.formats}
    cpu = wall = 0.0
    files = 0
    for document in trees(plan, frozenset(args.documents)):
        if not files:
            for write, looks in engines.values():
                write(document, looks)
        began, clock = time.process_time(), time.perf_counter()
        for write, looks in engines.values():
            write(document, looks)
        cpu += time.process_time() - began
        wall += time.perf_counter() - clock
        files += len(engines)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    figures = {"wall": wall, "cpu": cpu, "peak_mb": round(peak), "files": files}
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
