"""One edition of a document drawn from the content as it is, whether it may be sent out or not."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from diptych import bitext, tree
from diptych.editions import split
from diptych.errors import DiptychError, Problem, nearest, phrase
from diptych.pipeline import compose, pages
from diptych.pipeline.compose import Composed
from diptych.plan import Plan
from diptych.reader.registry import read_registry


class Drawn(msgspec.Struct, frozen=True):
    """A document composed, and ``edition``, the tree of one edition of it."""

    composed: Composed
    edition: tree.Document


def drawn(plan: Plan, meeting: str, kind: str, edition: str) -> Drawn:
    """The document in ``edition``, all its texts read.

    Raises :class:`~diptych.errors.ContentError` with everything that is wrong in the content, and
    another :class:`~diptych.errors.DiptychError` if there is no such document.
    """
    known = {each.kind: each for each in plan.of(*plan.chosen([meeting]))}
    if kind not in known:
        raise DiptychError(
            phrase(
                "the meeting has no document «{kind}»; {nearest}",
                kind=kind,
                nearest=nearest(kind, known),
            )
        )
    document = msgspec.structs.replace(known[kind], editions=(edition,))
    composed = compose.planned(plan, document, read_registry(plan.content), judged=False)
    languages = split(edition)
    arrangement: bitext.Arrangement = (
        "sequential" if document.arrangement == "sequential" else "parallel"
    )
    return Drawn(composed, bitext.weave(composed.editions[languages], arrangement))


def written(drawing: Drawn, output_format: str, plan: Plan) -> bytes:
    """The drawn edition in a format; raises :class:`~diptych.errors.DiptychError`."""
    return pages.files(drawing.edition, [output_format], plan.templates)[output_format]


def unready(drawing: Drawn) -> Iterator[Problem]:
    """What of the document is still to be written, as warnings."""
    for problem in drawing.composed.unwritten:
        yield msgspec.structs.replace(problem, severity="warning")
