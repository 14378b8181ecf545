"""What goes out with the documents: manifest, sums, site, bundles, drafts of messages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from importlib.metadata import version
from pathlib import Path

import msgspec

from diptych import inputs, modules, writers
from diptych.clock import clock
from diptych.errors import DiptychError, Phrase, Problems, nearest, phrase
from diptych.files import replace
from diptych.language import locale
from diptych.layout import coverage, fonts
from diptych.plan import Plan, site_digest
from diptych.publish import bundle, fresh, mail, manifest, record, stale
from diptych.publish.listing import Meeting, meetings
from diptych.publish.names import BUNDLES, INDEX, MAIL, MANIFEST, SIGNATURE, SUMS
from diptych.publish.site import pages, thumbnails
from diptych.publish.site.translations import PageTranslations
from diptych.reader.recipients import read_recipients

# What decides the bytes of the files, beside the code of this project.
_ENGINES = ("babel", "diptych", "fonttools", "pydyf", "pyphen", "python-docx", "weasyprint")
# Pictures of older meetings would make the page of an archive too heavy.
_PICTURED_MEETINGS = 50


class Built(msgspec.Struct, frozen=True):
    """What has been built: by which plan, and the folders where it lies.

    ``records`` holds the records of documents, ``pictures`` drawings of first pages.
    """

    plan: Plan
    output: Path
    records: Path
    pictures: Path

    def record(self, meeting: str, kind: str) -> record.BuildRecord:
        """The record of a document."""
        return record.kept(self.records, meeting, kind)

    def unchanged(self, file: manifest.File) -> bytes:
        """The bytes of a file of the manifest; raises :class:`DiptychError` if it is another."""
        return manifest.unchanged(self.output, file)

    def stated(self, *names: str) -> manifest.Manifest:
        """The manifest, after a check of what it says of the meetings ``names``.

        Raises :class:`DiptychError` if there is none, or if it cannot be relied on.
        """
        return fresh.stated(self.plan, self.plan.chosen(names), self.records, self.output)


def publish(built: Built, state: str) -> None:
    """Write manifest, sums and site of what is ``built``, or on a problem nothing.

    Delete bundles, drafts and signed copies of documents that have changed. ``state`` is what was
    planned, as :func:`diptych.publish.record.state` has it, or empty. Raises
    :class:`DiptychError`, with its places where something was changed or is of other content.
    """
    with inputs.steady(planned=bool(state)):
        _publish(built, state)


def _publish(built: Built, state: str) -> None:
    plan, output = built.plan, built.output
    fingerprint = site_digest(plan.templates)
    if state and record.planned(state) != fingerprint:
        raise inputs.Changed(plan.templates.as_posix())
    problems = Problems()
    problems.extend(record.changed(output, built.records))
    problems.raise_if_any()
    problems.extend(fresh.outdated(plan, plan.documents, built.records, output))
    problems.raise_if_any()
    faces = fonts.faces(plan.templates / coverage.FONTS)
    versions = {face.file: face.version for face in faces}
    stated = manifest.manifest(output, plan, built.records, _engines(plan.config.formats), versions)
    contents = about(built, stated, stated.files)
    if state and (module := modules.changed()):
        raise inputs.Changed(module.as_posix())
    before = output / SUMS
    if not before.is_file() or before.read_bytes() != contents[SUMS]:
        (output / SIGNATURE).unlink(missing_ok=True)  # it is of what there was before
    for name, data in contents.items():
        replace(output / name, data)
    for path in _stale(built, stated):
        path.unlink(missing_ok=True)
    site_record = record.BuildRecord(
        fingerprint=fingerprint, state=state or fingerprint, files=record.hashes(contents)
    )
    record.make_room(built.records / fresh.PUBLISHED)
    replace(built.records / fresh.PUBLISHED, record.encoded(site_record))


def withdraw(output: Path, records: Path) -> None:
    """Delete manifest, sums, site and all that was made of lost files, if they do not hold."""
    lost = manifest.withdraw(output / MANIFEST, whole=fresh.is_whole(records, output))
    for path in stale.made_of(output, lost):
        path.unlink(missing_ok=True)


def release(
    built: Built, names: Sequence[str], to: Path
) -> tuple[Sequence[str], Mapping[str, Phrase]]:
    """Copy what may be published of the meetings ``names``, or of all, into the folder ``to``.

    Returns the paths of the documents copied, and the reason for each held back. Raises
    :class:`DiptychError` if a meeting is not there, or what is built cannot be relied on.
    """
    stated = built.stated(*names)
    now = clock()
    wanted = [file for file in stated.files if not names or file.meeting in names]
    withheld = {
        file.path: reason
        for file in wanted
        if (reason := file.publication_blocker(now)) is not None
    }
    leaving = [file for file in wanted if file.path not in withheld]
    copies = {file.path: built.unchanged(file) for file in leaving}
    if (built.output / INDEX).is_file():
        copies |= about(built, stated, leaving)
    for path, data in copies.items():
        replace(to / path, data)
    return [file.path for file in leaving], withheld


def write_bundle(built: Built, meeting: str) -> None:
    """Write ``<output>/bundles/<meeting>.zip``.

    Raises :class:`DiptychError` if what is built cannot be relied on, or nothing is final.
    """
    stated = built.stated(meeting)
    files = [file for file in stated.files if file.meeting == meeting]
    chosen = bundle.chosen(files, clock())
    if not chosen:
        raise DiptychError(phrase("{meeting} has no document that is final", meeting=meeting))
    members = bundle.members(
        stated, chosen, built.unchanged, lambda file: built.record(file.meeting, file.kind)
    )
    replace(built.output / BUNDLES / f"{meeting}.zip", bundle.zipped(members))


def write_messages(built: Built, meeting: str, names: Sequence[str]) -> None:
    """Write ``<output>/mail/<meeting>/<list>.eml`` for each of the lists ``names``, all or none.

    Raises :class:`DiptychError` if a list is not there or is sent nothing, or if what is built
    cannot be relied on.
    """
    known = read_recipients(built.plan.content)
    stated = built.stated(meeting)
    files = [file for file in stated.files if file.meeting == meeting]
    shown = meetings(files, built.record, clock())
    drafts = {}
    for name in names:
        if name not in known:
            raise DiptychError(
                phrase(
                    "there is no list «{name}»; {nearest}", name=name, nearest=nearest(name, known)
                )
            )
        if not shown or not mail.wanted(shown[0], known[name]):
            raise DiptychError(
                phrase(
                    "{meeting} has nothing to be published that «{name}» are sent",
                    meeting=meeting,
                    name=name,
                )
            )
        drafts[name] = mail.draft(shown[0], known[name], built.unchanged)
    for name, data in drafts.items():
        replace(built.output / MAIL / meeting / f"{name}.eml", data)


def about(
    built: Built, stated: manifest.Manifest, files: Sequence[manifest.File]
) -> dict[str, bytes]:
    """Site, manifest and sums about ``files``, some or all of those ``stated``, by name.

    Raises :class:`DiptychError` if a template is wrong, or a label has no translation.
    """
    now = clock()
    shown = meetings(files, built.record, now)
    templates = built.plan.templates
    codes = built.plan.config.languages
    translations = PageTranslations([locale.load(code, templates / "locale") for code in codes])
    drawn = dict(_pictures(shown[:_PICTURED_MEETINGS], built))
    contents = pages(shown, translations, templates / "site", drawn, now.date())
    contents[MANIFEST] = manifest.encoded(msgspec.structs.replace(stated, files=list(files)))
    sums = {file.path: file.sha256 for file in files} | record.hashes(contents)
    contents[SUMS] = manifest.sums(sums)
    return contents


def _stale(built: Built, stated: manifest.Manifest) -> list[Path]:
    """The bundles, drafts and signed copies of documents that have changed."""
    now = clock()
    return list(
        stale.stale(
            built.output,
            meetings(stated.files, built.record, now),
            bundle.chosen(stated.files, now),
            read_recipients(built.plan.content, strict=False),
            built.unchanged,
        )
    )


def _engines(formats: Sequence[str]) -> dict[str, str]:
    """The versions of what made the files."""
    versions = {name: version(name) for name in _ENGINES}
    for name in formats:
        versions |= writers.engines(name)
    return versions


def _pictures(listed: Sequence[Meeting], built: Built) -> Iterator[tuple[str, str]]:
    """The first page of each PDF file of the meetings ``listed``, drawn once and then kept."""
    for meeting in listed:
        for document in meeting.released:
            for file in document.files:
                if file.format == "pdf":
                    place = built.pictures / f"{file.sha256}.webp"
                    if not place.is_file():
                        replace(place, thumbnails.drawn((built.output / file.path).read_bytes()))
                    yield file.path, thumbnails.address(place.read_bytes())
