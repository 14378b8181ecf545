"""How far the texts of documents are confirmed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from pathlib import Path

from diptych import kinds
from diptych.errors import ContentError
from diptych.model import Confirmation
from diptych.pipeline import compose
from diptych.pipeline.compose import Composed
from diptych.plan import Plan, PlannedDocument
from diptych.reader import ledger
from diptych.reader.registry import REGISTRY, Registry, read_registry


def composed_documents(
    plan: Plan, meetings: Sequence[str]
) -> Iterator[tuple[PlannedDocument, Composed | None]]:
    """Every document of ``meetings``, all if none is named, composed if that can be done.

    Raises :class:`DiptychError` for a meeting that is not there, and
    :class:`ContentError` for a registry that cannot be read.
    """
    chosen = plan.chosen(meetings)
    registry = read_registry(plan.content)
    for document in plan.documents:
        if document.meeting in chosen and document.kind in kinds.names():
            yield document, _composed(plan, document, registry)


def _composed(plan: Plan, document: PlannedDocument, registry: Registry) -> Composed | None:
    try:
        return compose.planned(plan, document, registry, judged=False)
    except ContentError:
        return None


def unconfirmed_names(documents: Iterable[Composed | None], content: Path) -> list[Confirmation]:
    """The unconfirmed names of ``documents``, in order; raises as :func:`.ledger.read`."""
    confirmed = set(ledger.read(content / REGISTRY / ledger.NAMES))
    used = {name for composed in documents if composed is not None for name in composed.names}
    return sorted(used - confirmed, key=lambda each: each.unit)


def changes(before: str, after: str) -> str:
    """``after`` with the words that ``before`` had in their place.

    >>> changes("five of us", "six of us")
    '[-five-]{+six+} of us'
    """
    old, new = before.split(" "), after.split(" ")
    out: list[str] = []
    for what, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what == "equal":
            out.append(" ".join(old[i:j]))
            continue
        gone = f"[-{' '.join(old[i:j])}-]" if i < j else ""
        come = f"{{+{' '.join(new[k:m])}+}}" if k < m else ""
        out.append(gone + come)
    return " ".join(out)
