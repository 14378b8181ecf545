"""What of each unit was compared in all languages of a document, for people to read the rest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal

from diptych.bitext.concordance import compared
from diptych.bitext.lengths import usual_lengths
from diptych.bitext.terms import Terms
from diptych.bitext.unit_language import recognised
from diptych.model import Comparison, Prose

_NUMBERS = ("number", "percent")


def compare(texts: Sequence[Prose], terms: Terms) -> Iterator[Comparison]:
    """What was compared of each unit that says something; ``texts`` are aligned, the source first.

    Whatever is said here to be equal or recognised was looked at, and nothing else is.
    """
    languages = [text.language for text in texts]
    lengths = list(zip(*usual_lengths(texts), strict=True))
    for number, units in enumerate(zip(*(text.units() for text in texts), strict=True)):
        if not units[0].content:
            continue
        said = Counter[str]()
        numbers: list[str] = []
        for (kind, what), times in compared(units, languages, terms).items():
            is_number = kind in _NUMBERS and isinstance(what, Decimal)
            sign = "%" if kind == "percent" else ""
            numbers += [f"{what:f}{sign}"] * times if is_number else []
            said[f"{what}" if kind == "mark" else kind] += 0 if is_number else times
        usual = dict(zip(languages[1:], lengths[number], strict=True)) if lengths else {}
        yield Comparison(
            unit=units[0].id,
            content=units[0].content,
            place=units[0].source,
            facts=said.pop("fact", 0),
            names=said.pop("name", 0),
            numbers=tuple(numbers),
            references=said.pop("reference", 0),
            notes=said.pop("note", 0),
            links=said.pop("link", 0),
            emphasis=sum(said.pop(mark, 0) for mark in ("raised", "lowered", "bold", "italics")),
            words=said.total(),
            recognised=frozenset(
                code for code, unit in zip(languages, units, strict=True) if recognised(unit, code)
            ),
            usual=frozenset(code for code, length in usual.items() if length),
            unusual=frozenset(code for code, length in usual.items() if length is False),
        )
