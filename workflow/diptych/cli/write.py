"""Write one edition of one document to a file, DOCX or PDF."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from diptych import bitext, writers
from diptych.cli import assembly
from diptych.editions import split
from diptych.reader import content as reader


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say which arguments this command takes."""
    parser.add_argument("folder", type=Path, help="the folder of the meeting")
    parser.add_argument("kind", help="the kind of document, such as press-release")
    parser.add_argument("edition", help="the languages in order, such as uz-kk")
    parser.add_argument("--arrangement", choices=("parallel", "sequential"), default="parallel")
    parser.add_argument("--templates", type=Path, default=Path("templates"))
    parser.add_argument("-o", "--output", type=Path, required=True, help="its suffix is the format")


def run(args: argparse.Namespace) -> int:
    """Write the file; it appears whole or not at all."""
    languages = split(args.edition)
    registry = reader.registry(args.folder.parent)
    paths = {code: args.folder / f"{args.kind}.{code}.md" for code in languages}
    draft = assembly.read(args.folder, args.kind, paths, registry)
    documents = assembly.compose(draft, languages, args.templates)
    document = bitext.weave(documents, args.arrangement)
    write = writers.load(args.output.suffix.removeprefix("."))
    replace(args.output, write(document, args.templates / args.output.suffix.removeprefix(".")))
    return 0


def replace(path: Path, data: bytes) -> None:
    """Put ``data`` under ``path``, whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f".{path.name}.part")
    try:
        partial.write_bytes(data)
        os.replace(partial, path)
    finally:
        partial.unlink(missing_ok=True)
