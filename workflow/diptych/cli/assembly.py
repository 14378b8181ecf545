"""The stages in their order: from the content folder to a document tree."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import msgspec

from diptych import bitext, kinds, prose
from diptych.errors import ContentError, Position, Problem, Problems, nearest
from diptych.kinds.wording import Wording
from diptych.language import locale
from diptych.model import Prose, Record
from diptych.reader import content as reader
from diptych.reader.yaml import Source
from diptych.tree import Document

CATALOGUES = "locale"


class Draft(msgspec.Struct, frozen=True):
    """One document as read, in some of its languages, before it is composed."""

    kind: kinds.Kind
    record: Record
    texts: Mapping[str, Prose]
    lines: Mapping[str, Sequence[str]]
    meeting: Source
    registry: reader.Registry


def read(folder: Path, kind: str, paths: Mapping[str, Path], registry: reader.Registry) -> Draft:
    """The document ``kind`` of the meeting in ``folder`` with the texts at ``paths``, by language.

    Raises :class:`ContentError` with all that is wrong before anything is said.
    """
    draft, problems = examine(folder, kind, paths, registry)
    problems.raise_if_any()
    assert draft is not None
    return draft


def examine(
    folder: Path, kind: str, paths: Mapping[str, Path], registry: reader.Registry
) -> tuple[Draft | None, Problems]:
    """What :func:`read` gives, as far as it can be read, and what is wrong with it.

    The draft leaves out texts and facts that cannot be read; there is none
    where the meeting's section for the document cannot.
    """
    problems = Problems()
    module = kinds.load(kind)
    contents: dict[str, str] = {}
    texts: dict[str, Prose] = {}
    for code, path in paths.items():
        try:
            contents[code] = reader.prose_text(path)
            texts[code] = prose.parse(contents[code], path.as_posix(), code)
        except ContentError as error:
            problems.extend(error.problems)
    problems.extend(bitext.misaligned(list(texts.values())))
    problems.extend(_untitled(module, texts))
    try:
        meeting = reader.meeting(folder)
    except ContentError as error:
        problems.extend(error.problems)
        return None, problems
    record, wrong = reader.record(folder, meeting, registry, kind, module.Section, contents)
    problems.extend(wrong)
    if record is None:
        return None, problems
    lines = {text.file: contents[code].split("\n") for code, text in texts.items()}
    return Draft(module, record, texts, lines, meeting, registry), problems


def compose(draft: Draft, languages: Sequence[str], templates: Path) -> list[Document]:
    """The documents of an edition, one a language in its order.

    Raises :class:`ContentError` with everything that cannot be said.
    """
    lead = draft.kind.lead(draft.record, languages)
    problems = Problems()
    documents: list[Document] = []
    for code in languages:
        text = draft.texts[code]
        wording = Wording(
            draft.record,
            locale.load(code, templates / CATALOGUES),
            lead=lead,
            places={name: draft.registry.place(name) for name in draft.record.entries},
            mentions=reader.mentions(draft.meeting, draft.record.kind),
            people=draft.registry.people,
            known=[*draft.registry.entries, *(draft.meeting.data.get("facts") or {})],
            file=text.file,
            lines={**draft.lines, draft.meeting.file: draft.meeting.lines},
        )
        documents.append(draft.kind.compose(text, wording))
        problems.extend(wording.problems)
    problems.raise_if_any()
    return documents


def _untitled(kind: kinds.Kind, texts: Mapping[str, Prose]) -> Iterator[Problem]:
    """Sections without a title that the kind has no label for."""
    for text in texts.values():
        for section in text.sections:
            for part in (section, *section.sections):
                if not part.title and part.name not in kind.LABELLED:
                    yield Problem(
                        part.source,
                        f"the section «{part.name}» has no title",
                        f"write one, or {nearest(part.name, kind.LABELLED)} for a section "
                        "whose title is printed by itself",
                    )


def missing_texts(
    content: Path, meeting: str, kind: str, wanted: Mapping[str, Sequence[str]]
) -> Iterator[Problem]:
    """A problem for each language that has no text; ``wanted`` gives the editions that need it."""
    for code, editions in wanted.items():
        yield Problem(
            Position(f"{content.as_posix()}/{meeting}/{kind}.{code}.md"),
            f"this text is missing, and the editions {', '.join(editions)} need it",
            f"write it, or list the editions you want in {meeting}/meeting.yaml: "
            f"«editions: {{{kind}: […]}}»",
        )
