"""What a document still has of the scaffold that ``diptych new`` wrote."""

from __future__ import annotations

from collections.abc import Iterator

from diptych.errors import Problem, phrase
from diptych.model import Entry
from diptych.pipeline.source_document import SourceDocument
from diptych.reader.meeting import mentions
from diptych.reader.scaffold import Scaffold
from diptych.reader.yaml import Path_

_LANGUAGE = "language-"


def leftovers(document: SourceDocument, known: Scaffold) -> Iterator[Problem]:
    """A warning for each passage, field and name that is still as ``diptych new`` wrote it."""
    yield from _passages(document, known)
    yield from _fields(document, known)
    yield from _names(document, known)


def _passages(document: SourceDocument, known: Scaffold) -> Iterator[Problem]:
    for code, text in document.texts.items():
        for unit in text.units() if code not in document.derived else ():
            if prompt := known.prompt_in(unit.content):
                yield Problem(
                    unit.source,
                    phrase("this is still to be written: «{prompt}»", prompt=prompt),
                    phrase("write your own text over it, here and in the other languages"),
                    document.lines[text.file][unit.source.line - 1],
                    "warning",
                )


def _fields(document: SourceDocument, known: Scaffold) -> Iterator[Problem]:
    """The texts in the section of meeting.yaml, and in the facts that the document states."""
    meeting = document.meeting
    for path, place in meeting.values.items():
        ours = path[:1] == (document.record.kind,)
        stated = path[:1] == ("facts",) and path[1:2] and path[1] in document.record.facts
        value = meeting.value(path) if ours or stated else None
        if isinstance(value, str) and known.is_name(value):
            what = phrase("this is still to be written: «{prompt}»", prompt=value)
            remedy = phrase("write what it is, or take it out")
            yield meeting.problem(place, what, remedy, "warning")


def _names(document: SourceDocument, known: Scaffold) -> Iterator[Problem]:
    """The entries that the document names: those without a name, and names not yet written."""
    named = mentions(document.meeting, document.record.kind)
    for name, entry in document.entries.items():
        forms = dict(_forms(entry))
        open_ = [path for path, form in forms.items() if known.is_name(form)]
        source, at = document.registry.sources[name], document.registry.place(name)
        code = name.removeprefix(_LANGUAGE)
        if open_ and len(open_) == len(forms) and code != name and code in named:
            what = phrase("«{code}» stands for languages that are still to be named", code=code)
            remedy = phrase("write their codes over it, such as «uz, kk, ru»")
            yield document.meeting.problem(named[code], what, remedy, "warning")
        elif open_ and len(open_) == len(forms):
            place = named.get(name)
            what = phrase("«{name}» stands for a name that is still to be written", name=name)
            remedy = phrase(
                "write the id of another entry over it, or its names at {place}", place=at
            )
            file = document.meeting if place else source
            yield file.problem(place or at, what, remedy, "warning")
        else:
            for path in {path[:-1]: path for path in reversed(open_)}.values():  # one a language
                what = phrase("this is still to be written: «{prompt}»", prompt=forms[path])
                remedy = phrase("write the name, in each of its forms")
                yield source.problem(source.at((name, *path)), what, remedy, "warning")


def _forms(entry: Entry) -> Iterator[tuple[Path_, str]]:
    """Each form of a name, by its path in the entry."""
    named: dict[Path_, dict[str, dict[str, str]]] = {("name",): entry.name}
    named |= {("alternat", party): names for party, names in entry.alternat.items()}
    for above, names in named.items():
        for code, forms in names.items():
            for form, text in forms.items():
                yield (*above, code, form), text
