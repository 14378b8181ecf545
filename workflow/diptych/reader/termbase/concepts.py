"""What a termbase says, whatever file it stands in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

import msgspec

from diptych.errors import Position

Form = Literal["nom", "short", "abbr"]

#: What each form of a name is called as the type of a term (ISO 12620, TBX-Basic).
TYPES: Mapping[str, Form] = {
    "fullForm": "nom",
    "shortForm": "short",
    "abbreviation": "abbr",
    "acronym": "abbr",
    "initialism": "abbr",
}
#: The type that each form is written as.
KINDS: Mapping[Form, str] = {"nom": "fullForm", "short": "shortForm", "abbr": "abbreviation"}
# How the statuses of terms begin that are not to be used.
_DEPRECATED = ("deprecated", "superseded", "obsolete", "rejected")


class Term(msgspec.Struct, frozen=True):
    """A term in one language, ``tag`` as the file has it; ``status`` may be empty."""

    tag: str
    text: str
    place: Position
    form: Form = "nom"
    status: str = ""

    @property
    def is_deprecated(self) -> bool:
        """Whether it is not to be used any more."""
        return self.status.lower().startswith(_DEPRECATED)


class Concept(msgspec.Struct, frozen=True):
    """What has one name in each language; ``id`` is empty where the file gives none."""

    id: str
    place: Position
    terms: tuple[Term, ...]
    definition: str = ""
