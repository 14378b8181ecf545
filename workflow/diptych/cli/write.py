"""Write one document: every edition in every format, all of them or none.

diptych write content/2024-08-28-second-session minutes --editions ru uz-kk --formats docx pdf
"""

from __future__ import annotations

import argparse
import hashlib
from collections.abc import Mapping
from pathlib import Path

import msgspec

from diptych import bitext, inputs, modules, tree, writers
from diptych.cli import assembly
from diptych.cli.bounds import bounded
from diptych.cli.files import replace
from diptych.cli.voice import warn
from diptych.editions import split
from diptych.model import Standing
from diptych.plan import SHEET, written
from diptych.publish import record
from diptych.reader import content as reader
from diptych.writers import txt


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say which arguments this command takes."""
    parser.add_argument("folder", type=Path, help="the folder of the meeting")
    parser.add_argument("kind", help="the kind of document, such as press-release")
    parser.add_argument("--editions", nargs="+", required=True, help="such as ru uz-kk")
    parser.add_argument("--formats", nargs="+", default=["docx", "pdf"])
    parser.add_argument("--arrangement", choices=("parallel", "sequential"), default="parallel")
    parser.add_argument(
        "--standing", default="{}", help="what the languages are to one another, as JSON"
    )
    parser.add_argument(
        "--conformity", action="store_true", help="write the sheet that compares the languages, too"
    )
    parser.add_argument("--templates", type=Path, default=Path("templates"))
    parser.add_argument("--output", type=Path, default=Path("output"))
    parser.add_argument("--record", type=Path, help="where to keep the hashes of the files")
    parser.add_argument(
        "--fingerprint", help="what was planned: anything else that is read is refused"
    )


def run(args: argparse.Namespace) -> int:
    """Write the files ``<output>/<meeting>/<kind>.<edition>.<format>``."""
    with bounded(), inputs.steady(planned=bool(args.fingerprint)):
        return _write(args)


def _write(args: argparse.Namespace) -> int:
    fingerprint = _read(args)
    registry = reader.registry(args.folder.parent)
    editions = {edition: split(edition) for edition in args.editions}
    standing = msgspec.json.decode(args.standing, type=Standing)
    composed = assembly.compose(
        args.folder, args.kind, list(editions.values()), registry, args.templates, standing
    )
    for warning in composed.warnings:
        warn(warning)
    made: dict[Path, bytes] = {}
    hashes: dict[str, dict[str, str]] = {}

    def add(edition: str, document: tree.Document) -> None:
        for output_format in args.formats:
            data = writers.load(output_format)(document, args.templates / output_format)
            name = f"{args.kind}.{edition}.{output_format}"
            made[args.output / args.folder.name / name] = data
            hashes.setdefault(edition, {})[output_format] = hashlib.sha256(data).hexdigest()

    for edition, languages in editions.items():
        add(edition, bitext.weave(composed.editions[languages], args.arrangement))
    if args.conformity:
        add(SHEET, assembly.conformity(composed, hashes))
    if args.fingerprint and (module := modules.changed()):
        raise inputs.Changed(module.as_posix())
    for path, data in made.items():
        replace(path, data)
    if args.record:
        names = {path.relative_to(args.output).as_posix(): data for path, data in made.items()}
        left = _record(composed, names)
        left = msgspec.structs.replace(
            left, fingerprint=fingerprint, state=args.fingerprint or fingerprint
        )
        record.make_room(args.record)
        replace(args.record, record.encoded(left))
    return 0


def _read(args: argparse.Namespace) -> str:
    """The fingerprint of what is read, which from now on stays as it is.

    Raises :class:`~diptych.inputs.Changed` if another was planned.
    """
    found = written(
        args.folder,
        args.kind,
        editions=args.editions,
        formats=args.formats,
        arrangement=args.arrangement,
        standing=msgspec.json.decode(args.standing, type=Standing),
        templates=args.templates,
    )
    if args.fingerprint and record.planned(args.fingerprint) != found:
        raise inputs.Changed(f"{args.folder.as_posix()}: {args.kind}")
    return found


def _record(composed: assembly.Composed, files: Mapping[str, bytes]) -> record.Record:
    """What the document leaves behind of itself."""
    documents = {column.code: column.document for column in composed.columns}
    states: dict[str, record.State] = {
        code: "confirmed" if all(each.state == "fresh" for each in units) else "unconfirmed"
        for code, units in composed.translations.items()
    }
    if composed.standing.source:
        states[composed.standing.source] = "source"
    leads = {code: lead for code, each in documents.items() if (lead := _lead(each))}
    return record.Record(
        files=record.hashes(files),
        draft=composed.record.status != "final",
        date=next((each.date for each in documents.values()), ""),
        names={code: each.name for code, each in documents.items()},
        titles={code: each.title for code, each in documents.items()},
        authors={code: each.author for code, each in documents.items()},
        leads=leads,
        texts={code: txt.text(documents[code]) for code in leads},
        states=states,
        decisions={code: said for code, said in composed.decisions.items() if said},
    )


def _lead(document: tree.Document) -> str:
    """The first paragraph of a press release, nothing of other documents."""
    blocks = (block for part in document.parts for block in part.blocks)
    leads = (b for b in blocks if isinstance(b, tree.Paragraph) and b.style == "lead")
    return next((txt.ordinary(tree.plain(lead.content)) for lead in leads), "")
