"""Whether each unit of a text is in the language of the text.

A paragraph that was left as it stood in another language has the shape and the facts that it
should have, so nothing else notices it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from diptych.errors import Position, Problem, among, phrase
from diptych.language import data, identification
from diptych.language.identification import Foreign
from diptych.language.tags import tags
from diptych.model import Prose, Unit
from diptych.tree import Footnote, Inlines, Text, leaves

# Stands for a fact, and for what its author has marked: no word goes on across it.
_APART = " … "


def check_unit_languages(texts: Iterable[Prose]) -> Iterator[Problem]:
    """Each title, paragraph, cell, note and quotation of ``texts`` that is in another language."""
    for text in texts:
        found = list(_foreign(text))
        own = [each for _, language, each in found if language == text.language]
        if len(own) > 1 and 2 * len(own) >= sum(1 for _ in text.units()):
            yield _whole(text, own)
            continue
        for place, language, each in found:
            yield _problem(place, each, language)


def _foreign(text: Prose) -> Iterator[tuple[Position, str, Foreign]]:
    """Where a passage of ``text`` stands that is not in its language, and which that is."""
    for unit in text.units():
        for passage, language in _passages(unit.content, text.language):
            found = identification.foreign(passage, language)
            if found is not None:
                yield unit.source, language, found


def recognised(unit: Unit, language: str) -> bool:
    """Whether all that ``unit`` says is in ``language``, and its quotations are in theirs.

    What is too short to tell is not.
    """
    return all(identification.recognised(*each) for each in _passages(unit.content, language))


def check_quotations(text: Prose) -> Iterator[Problem]:
    """Each quotation of ``text`` in a language that nobody knows."""
    for unit in text.units():
        for leaf in _texts(unit.content):
            if leaf.quoted and leaf.lang not in data.codes():
                yield Problem(
                    unit.source,
                    phrase("«{code}» is not a language", code=leaf.lang),
                    phrase(
                        "{among}; a quotation in any other is [text]{keep}",
                        among=among(leaf.lang, data.codes()),
                    ),
                )


def _passages(content: Inlines, language: str) -> Iterator[tuple[str, str]]:
    """What stands in ``content`` in one language, and which it is, note by note."""
    own = []
    for leaf in leaves(content):
        if isinstance(leaf, Text) and leaf.quoted:
            yield leaf.text, leaf.lang
        if isinstance(leaf, Footnote):
            yield from _passages(leaf.content, language)
        else:
            own.append(leaf.text if isinstance(leaf, Text) and not leaf.derived else _APART)
    yield "".join(own), language


def _texts(content: Inlines) -> Iterator[Text]:
    for leaf in leaves(content):
        if isinstance(leaf, Text):
            yield leaf
        elif isinstance(leaf, Footnote):
            yield from _texts(leaf.content)


def _whole(text: Prose, found: Sequence[Foreign]) -> Problem:
    """The one problem of a text most of which is in another language."""
    other = Counter(each.code for each in found).most_common(1)[0][0]
    message = phrase(
        "this text is not in «{name}» ({code}), as its name says",
        name=tags(text.language).name,
        code=text.language,
    )
    if other:
        message = phrase(
            "this text is in «{other}» ({found}), and its name says «{name}» ({code})",
            other=tags(other).name,
            found=other,
            name=tags(text.language).name,
            code=text.language,
        )
    remedy = phrase("name the file by the language it is in, or put the right text into it")
    return Problem(Position(text.file), message, remedy)


def _problem(place: Position, found: Foreign, language: str) -> Problem:
    ours = tags(language).name
    if not found.code:
        return Problem(
            place,
            phrase(
                "this is not in «{name}» ({code}): «{word}»",
                name=ours,
                code=language,
                word=found.word,
            ),
            phrase(
                "write it in {code}, or mark a quotation: [text]{lang=en}; one in none of {known}: "
                "[text]{keep}",
                code=language,
                known=", ".join(data.codes()),
            ),
        )
    return Problem(
        place,
        phrase(
            "this is in «{other}» ({found}), and should be in «{name}» ({code})",
            other=tags(found.code).name,
            found=found.code,
            name=ours,
            code=language,
        ),
        phrase(
            "write it in {code}, or mark a quotation: [text]{lang={found}}",
            code=language,
            found=found.code,
        ),
    )
