"""Write what goes out with the documents: manifest, sums, press room, feeds, register.

diptych publish --output output
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping, Sequence
from importlib.metadata import version
from pathlib import Path

import msgspec

from diptych import fonts, inputs, modules, writers
from diptych.cli import places
from diptych.cli.clock import clock
from diptych.cli.files import replace
from diptych.errors import Problems
from diptych.language import locale
from diptych.plan import published
from diptych.publish import (
    bundle,
    feeds,
    fresh,
    manifest,
    pressroom,
    record,
    register,
    stale,
    thumbnails,
)
from diptych.publish.listing import Meeting, meetings
from diptych.publish.markup import Speech
from diptych.publish.names import INDEX, MANIFEST, REGISTER, SIGNATURE, SUMS, TABLE, lists
from diptych.reader import content as reader

# What decides the bytes of the files, beside the code of this project.
_ENGINES = ("babel", "diptych", "fonttools", "pydyf", "pyphen", "python-docx", "weasyprint")
# Pictures of older meetings would make the page of an archive too heavy.
_PICTURED = 50


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say which arguments this command takes."""
    places.arguments(parser)
    pictures(parser)
    parser.add_argument(
        "--fingerprint", help="what was planned: anything else that is read is refused"
    )
    parser.add_argument(
        "--withdraw",
        action="store_true",
        help="write nothing; delete all this if it does not match the files any more",
    )


def pictures(parser: argparse.ArgumentParser) -> None:
    """Say where pictures of first pages are kept."""
    parser.add_argument("--pictures", type=Path, default=Path(".diptych/thumbnails"))


def run(args: argparse.Namespace) -> int:
    """Write everything or, on a problem, nothing; or withdraw it."""
    if args.withdraw:
        whole = fresh.is_whole(args.records, args.output)
        lost = manifest.withdraw(args.output / MANIFEST, whole=whole)
        for path in stale.made_of(args.output, lost):
            path.unlink(missing_ok=True)
        return 0
    with inputs.steady(planned=bool(args.fingerprint)):
        return _publish(args)


def _publish(args: argparse.Namespace) -> int:
    fingerprint = published(args.templates)
    if args.fingerprint and record.planned(args.fingerprint) != fingerprint:
        raise inputs.Changed(args.templates.as_posix())
    plan = places.plan(args)
    problems = Problems()
    problems.extend(record.changed(args.output, args.records))
    problems.raise_if_any()
    problems.extend(fresh.outdated(plan, plan.documents, args.records, args.output))
    problems.raise_if_any()
    used = fonts.faces(args.templates / "assets/fonts")
    listed = manifest.manifest(
        args.output,
        plan,
        args.records,
        _engines(plan.config.formats),
        {face.file: face.version for face in used},
    )
    stated = manifest.decoded(listed)
    made = about(stated, stated.files, args)
    if args.fingerprint and (module := modules.changed()):
        raise inputs.Changed(module.as_posix())
    before = args.output / SUMS
    if not before.is_file() or before.read_bytes() != made[SUMS]:
        (args.output / SIGNATURE).unlink(missing_ok=True)  # it is of what there was before
    for name, data in made.items():
        replace(args.output / name, data)
    for path in _stale(stated, args):
        path.unlink(missing_ok=True)
    left = record.Record(
        fingerprint=fingerprint,
        state=args.fingerprint or fingerprint,
        files=record.hashes(made),
    )
    record.make_room(args.records / fresh.PUBLISHED)
    replace(args.records / fresh.PUBLISHED, record.encoded(left))
    return 0


def _stale(stated: manifest.Manifest, args: argparse.Namespace) -> list[Path]:
    """What was made on demand of documents that are others now."""
    now = clock()
    current: dict[str, list[manifest.File]] = {}
    for file in bundle.chosen(stated.files, now):
        current.setdefault(file.meeting, []).append(file)
    return list(
        stale.stale(
            args.output,
            meetings(stated.files, lambda *of: record.kept(args.records, *of), now),
            current,
            reader.recipients(args.content, strict=False),
            lambda file: manifest.unchanged(args.output, file),
        )
    )


def about(
    stated: manifest.Manifest, files: Sequence[manifest.File], args: argparse.Namespace
) -> dict[str, bytes]:
    """Pages, lists, manifest and sums about ``files``, some or all of those ``stated``.

    ``args`` are the arguments of this command.
    """
    shown = meetings(files, lambda *of: record.kept(args.records, *of), clock())
    codes = places.plan(args).config.languages
    speech = Speech([locale.load(code, args.templates / "locale") for code in codes])
    drawn = dict(_pictures(shown[:_PICTURED], args.output, args.pictures))
    made = pages(shown, speech, args.templates / "site", drawn)
    made[MANIFEST] = manifest.encoded(msgspec.structs.replace(stated, files=list(files)))
    sums = {file.path: file.sha256 for file in files} | record.hashes(made)
    made[SUMS] = manifest.sums(sums)
    return made


def pages(
    listed: Sequence[Meeting], speech: Speech, looks: Path, pictures: Mapping[str, str]
) -> dict[str, bytes]:
    """All pages and lists about the meetings ``listed``, by name."""
    now = clock()
    found = register.rows(listed, now.date())
    files = lists(speech.codes)
    also = {"home": INDEX, "register": REGISTER, "table": TABLE} | files
    made = {
        INDEX: pressroom.written(listed, speech, looks, pictures, also),
        REGISTER: register.html(found, speech, looks, also),
        TABLE: register.xlsx(found, list(speech.locales.values())),
    }
    for code, each in speech.locales.items():
        made[files[f"csv.{code}"]] = register.csv_file(found, each)
        made[files[f"feed.{code}"]] = feeds.atom(listed, each)
        made[files[f"calendar.{code}"]] = feeds.calendar(listed, each, now.date())
    return made


def _engines(formats: Sequence[str]) -> dict[str, str]:
    """The versions of what made the files."""
    found = {name: version(name) for name in _ENGINES}
    for name in formats:
        found |= writers.engines(name)
    return found


def _pictures(listed: Sequence[Meeting], output: Path, kept: Path) -> Iterator[tuple[str, str]]:
    """The first page of each PDF file of the meetings ``listed``, drawn once and then kept."""
    for meeting in listed:
        for document in meeting.released:
            for file in document.files:
                if file.format == "pdf":
                    place = kept / f"{file.sha256}.webp"
                    if not place.is_file():
                        replace(place, thumbnails.drawn((output / file.path).read_bytes()))
                    yield file.path, thumbnails.address(place.read_bytes())
