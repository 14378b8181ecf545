"""What is typed out in each language for itself, and should be a fact or a name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from diptych.bitext.terms import Terms
from diptych.errors import Problem, phrase
from diptych.model import Prose, Unit
from diptych.tree import Text, iter_inlines

# A year, a share, a number with decimals or of several digits.
_FIGURE = re.compile(r"(?<![\w-])\d+(?:[\u00a0 .,]\d+)*(?:\s?%|(?<=\d\d)|(?<=[.,]\d))(?![\w-])")


def check_typed_out(texts: Sequence[Prose], terms: Terms) -> Iterator[Problem]:
    """A warning for each figure of the first of ``texts``, and for each name of the registry."""
    if len(texts) < 2:
        return
    for unit in texts[0].units():
        yield from _figures(unit)
    for text in texts:
        for unit in text.units():
            yield from _typed(unit, terms.found(unit.content, text.language))


def _figures(unit: Unit) -> Iterator[Problem]:
    for inline in iter_inlines(unit.content):
        if isinstance(inline, Text) and not inline.derived:
            for figure in _FIGURE.findall(inline.text):
                yield Problem(
                    unit.source,
                    phrase("«{figure}» is typed out, in each language for itself", figure=figure),
                    phrase(
                        "make it a fact in meeting.yaml, and no language can differ; "
                        "if it is none, mark it: [{figure}]{keep}",
                        figure=figure,
                    ),
                    severity="warning",
                )


def _typed(unit: Unit, names: Iterable[tuple[str, str]]) -> Iterator[Problem]:
    for name, typed in names:
        yield Problem(
            unit.source,
            phrase("«{typed}» is typed out, which the registry has", typed=typed),
            phrase(
                "write {{ {name} }} in the role it has here; if another is meant: [{typed}]{keep}",
                name=name,
                typed=typed,
            ),
            severity="warning",
        )
