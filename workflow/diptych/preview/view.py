"""What the preview shows of one document: made anew for each save, by a process of its own."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec
import pypdfium2

from diptych import inputs
from diptych.errors import ContentError, DiptychError, Position, Problem, phrase
from diptych.language.messages import Messages, load
from diptych.pipeline import drawing, review
from diptych.pipeline.compose import Composed
from diptych.pipeline.limits import limited
from diptych.pipeline.status import changes
from diptych.pipeline.templates import templates_of
from diptych.plan import Plan, PlannedDocument
from diptych.reader.configuration import given_configuration, read_configuration

# What drawing a document once may take.
_CPU_SECONDS = 60
# Pixels to a point, for screens that show two pixels for one.
_SCALE = 2


class Sources(msgspec.Struct, frozen=True):
    """Where everything is read from, and the ``locale`` in which problems are said.

    ``settings`` is the configuration as JSON, in place of the file ``config``.
    """

    config: Path
    content: Path
    templates: Path
    locale: str
    settings: str | None = None

    def plan(self) -> Plan:
        """What is to be built of it now; raises :class:`DiptychError`."""
        if self.settings is None:
            config = read_configuration(self.config)
        else:
            config = given_configuration(msgspec.json.decode(self.settings), "--settings")
        return Plan(config, self.content, templates_of(self.templates))


class Wanted(msgspec.Struct, frozen=True):
    """The document that is looked at, in one edition."""

    meeting: str
    kind: str
    edition: str


class Fault(msgspec.Struct, frozen=True):
    """A problem in the words of the user; ``link`` opens its place in an editor."""

    place: str
    link: str
    severity: str
    message: str
    help: str = ""
    excerpt: str = ""


class Unit(msgspec.Struct, frozen=True):
    """A passage that nobody has confirmed as it stands, with what has changed in it."""

    place: str
    link: str
    language: str
    why: str
    source: str
    text: str


Documents = Sequence[tuple[str, str, Sequence[str]]]
"""Of each document there is the meeting, the kind, the editions and the languages alone."""


class View(msgspec.Struct, frozen=True):
    """A document as it is now: ``html`` is empty where the content is too broken to be drawn.

    ``documents`` has all there are, each with its editions; ``states`` says of each language how
    many of its passages are in which state.
    """

    documents: Documents
    html: str = ""
    problems: Sequence[Fault] = ()
    states: Sequence[tuple[str, str]] = ()
    units: Sequence[Unit] = ()


def overview(sources: Sources) -> View:
    """Every document there is, or why that cannot be said."""
    try:
        return View(_documents(sources.plan()))
    except DiptychError as error:
        return View((), problems=_faults(error, load(sources.locale)))


def _documents(plan: Plan) -> Documents:
    return [(each.meeting, each.kind, _editions(each)) for each in plan.documents]


def _editions(document: PlannedDocument) -> Sequence[str]:
    """The editions of a document, and each of its languages alone."""
    return tuple(dict.fromkeys((*document.editions, *document.languages)))


def view(sources: Sources, wanted: Wanted) -> View:
    """What is to be seen of the document ``wanted``, problems among it."""
    said = load(sources.locale)
    try:
        with limited(_CPU_SECONDS), inputs.steady():
            plan = sources.plan()
            known = _documents(plan)
            drawn = drawing.drawn(plan, wanted.meeting, wanted.kind, wanted.edition)
            html = drawing.written(drawn, "html", plan).decode()
    except DiptychError as error:
        return View(overview(sources).documents, problems=_faults(error, said))
    problems = sorted({*drawn.composed.warnings, *drawing.unready(drawn)})
    return View(
        known,
        html,
        [_fault(each, said) for each in problems],
        list(_states(drawn.composed, said)),
        list(_units(drawn.composed, said)),
    )


def pages(sources: Sources, wanted: Wanted) -> Sequence[bytes]:
    """The pages of the PDF file of the document as PNG files; none where it cannot be drawn."""
    try:
        with limited(_CPU_SECONDS), inputs.steady():
            plan = sources.plan()
            drawn = drawing.drawn(plan, wanted.meeting, wanted.kind, wanted.edition)
            data = drawing.written(drawn, "pdf", plan)
    except DiptychError:
        return ()
    document = pypdfium2.PdfDocument(data)
    try:
        return [_png(page) for page in document]
    finally:
        document.close()


def _png(page: pypdfium2.PdfPage) -> bytes:
    file = io.BytesIO()
    page.render(scale=_SCALE).to_pil().save(file, "PNG", compress_level=1)
    return file.getvalue()


def _faults(error: DiptychError, said: Messages) -> Sequence[Fault]:
    if isinstance(error, ContentError):
        return [_fault(each, said) for each in error.problems]
    return [Fault("", "", "error", said.say(error.args[0]))]


def _fault(problem: Problem, said: Messages) -> Fault:
    told = said.translated(problem)
    place = problem.position
    return Fault(
        str(place),
        _link(place),
        problem.severity,
        told.message,
        told.remedy,
        problem.source.strip(),
    )


def _link(place: Position) -> str:
    """An address that opens the place in Visual Studio Code."""
    return f"vscode://file{Path(place.file).resolve().as_posix()}:{place.line}:{place.column}"


def _states(composed: Composed, said: Messages) -> Iterator[tuple[str, str]]:
    """Of each language how many of its passages are confirmed."""
    for code, units in composed.reviews.items():
        fresh = sum(each.state == "fresh" for each in units)
        yield (
            code,
            said.say(phrase("confirmed: {fresh} of {count}", fresh=fresh, count=len(units))),
        )


def _units(composed: Composed, said: Messages) -> Iterator[Unit]:
    """The passages that nobody has confirmed as they stand."""
    source = composed.authenticity.source
    for code, units in composed.reviews.items():
        for each in units:
            if each.state != "fresh":
                was = each.before
                yield Unit(
                    str(each.place),
                    _link(each.place),
                    code,
                    said.say(review.why(each)),
                    ""
                    if code == source
                    else changes(was.source if was else each.source, each.source),
                    changes(was.text if was else each.text, each.text),
                )
