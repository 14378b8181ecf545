"""What a person confirms of a text, and the ledger that keeps it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path

from diptych.bitext import confirmation
from diptych.bitext.confirmation import Review
from diptych.errors import DiptychError, nearest, phrase
from diptych.files import replace
from diptych.model import Confirmation
from diptych.pipeline.compose import Composed
from diptych.reader import ledger

_OPEN = ("stale", "unconfirmed", "derived")


def open_units(
    composed: Composed, code: str, names: Collection[str] | None
) -> tuple[Sequence[Review], Sequence[Review]]:
    """The units of the text in ``code`` to be confirmed, and those that nobody has written yet.

    Only the units ``names`` if any are named. Raises :class:`DiptychError` if the document has no
    such language.
    """
    if code not in composed.reviews:
        raise DiptychError(
            phrase(
                "«{code}» is no language of this document; {nearest}",
                code=code,
                nearest=nearest(code, composed.reviews),
            )
        )
    to_write = {problem.position for problem in composed.unwritten}
    ready: list[Review] = []
    unwritten: list[Review] = []
    for each in composed.reviews[code]:
        if each.state in _OPEN and (not names or each.unit in names):
            (unwritten if to_write & {each.place, each.source_place} else ready).append(each)
    return ready, unwritten


def text_ledger(composed: Composed, code: str, confirmed: Sequence[Review], path: Path) -> bytes:
    """The ledger at ``path`` of the text in ``code`` once these units are ``confirmed``.

    It is empty where nothing is confirmed. Raises :class:`~diptych.errors.ContentError` if the
    ledger that is there cannot be read.
    """
    source = str(composed.authenticity.source)
    units = composed.reviews[code]
    earlier = ledger.read(path, source)
    done = {each.unit for each in confirmed}
    lines = [
        Confirmation(each.unit, each.source, each.text)
        for each in units
        if each.state == "fresh" or each.unit in done
    ]
    # Somebody else's confirmations of what has changed here stay until it is read again.
    compared = [each.before for each in units if each.before is not None and each.unit not in done]
    orphans = set(confirmation.orphans(units, earlier))
    lines += [each for each in compared if each not in orphans]
    return ledger.written(source, code, lines) if lines else b""


def name_ledger(documents: Sequence[Composed | None], path: Path) -> bytes:
    """The ledger at ``path`` once every name that ``documents`` state is confirmed.

    Names of documents that cannot be read (``None``) stay as they are there. Raises
    :class:`~diptych.errors.ContentError` if the ledger cannot be read.
    """
    used = {name for composed in documents if composed is not None for name in composed.names}
    confirmed = used if None not in documents else used | set(ledger.read(path))
    return ledger.written("name", "form", sorted(confirmed, key=lambda each: each.unit))


def keep(path: Path, data: bytes) -> None:
    """Write a ledger, unless it is empty or says nothing new; raises :class:`DiptychError`."""
    if data and not (path.is_file() and path.read_bytes() == data):
        replace(path, data)
