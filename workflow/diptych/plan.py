"""What is to be built: every edition of every document that content and configuration ask for.

The workflow reads its targets here, and ``diptych check`` and ``diptych
summary`` the same ones. Nothing here fails on bad content: a file that cannot
be read keeps its configured editions, and building them says what is wrong.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import msgspec

from diptych.editions import split
from diptych.errors import ContentError, ValueProblem
from diptych.model import digest, excerpt, names
from diptych.reader import content as reader
from diptych.reader.yaml import Source


class Target(msgspec.Struct, frozen=True, order=True):
    """One edition of one document: ``<meeting>/<kind>.<edition>``."""

    meeting: str
    kind: str
    edition: str

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages of the edition in order."""
        return split(self.edition)

    def file(self, output_format: str) -> str:
        """The file below the output folder that holds the edition in a format."""
        return f"{self.meeting}/{self.kind}.{self.edition}.{output_format}"


class Plan:
    """The targets that the ``content`` folder has under a configuration.

    ``config`` is the data of config/config.yaml: ``languages``, ``formats``,
    ``editions`` by kind and ``arrangement`` by kind.
    """

    def __init__(self, config: Mapping[str, Any], content: Path) -> None:
        self.config = config
        self.content = content
        self._meetings: dict[str, Source | None] = {}
        self._texts: dict[str, dict[str, dict[str, Path]]] = {}

    @property
    def meetings(self) -> tuple[str, ...]:
        """The names of all meetings."""
        return reader.meetings(self.content)

    def texts(self, meeting: str) -> Mapping[str, Mapping[str, Path]]:
        """The texts of a meeting: by kind, then by language."""
        if meeting not in self._texts:
            self._texts[meeting] = reader.texts(self.content / meeting)
        return self._texts[meeting]

    def targets(self) -> list[Target]:
        """Every edition all of whose languages have a text."""
        return [
            target
            for meeting in self.meetings
            for target in self.asked(meeting)
            if not self.lacking(target)
        ]

    def asked(self, meeting: str) -> list[Target]:
        """Every edition asked for of the documents that a meeting has, in any language."""
        return [
            Target(meeting, kind, edition)
            for kind in self.texts(meeting)
            for edition in self.editions(meeting, kind)
            if _valid(edition)
        ]

    def lacking(self, target: Target) -> tuple[str, ...]:
        """The languages of ``target`` that its document has no text in."""
        present = self.texts(target.meeting).get(target.kind, {})
        return tuple(code for code in target.languages if code not in present)

    def editions(self, meeting: str, kind: str) -> Sequence[str]:
        """The editions of a document: the meeting's own, or those of the configuration."""
        own = self._setting(meeting, "editions", kind)
        if isinstance(own, list):
            return [str(edition) for edition in own]
        return list(self.config["editions"].get(kind, []))

    def arrangement(self, meeting: str, kind: str) -> str:
        """How a document of more than one language is arranged."""
        own = self._setting(meeting, "arrangement", kind)
        return str(own or self.config["arrangement"].get(kind, "parallel"))

    def fingerprint(self, target: Target, files: Iterable[str]) -> str:
        """Equal as long as everything that ``target`` is made from is equal.

        That is its texts, the facts and entries they may draw on, its
        arrangement, and ``files``: templates, catalogues, code. Content counts,
        not dates: a file that replaces another is noticed even if it is older.
        """
        texts = self.texts(target.meeting)[target.kind]
        parts = [
            *msgspec.structs.astuple(target),
            self.arrangement(target.meeting, target.kind),
            self._drawn(target),
            *(_sha256(texts[code]) for code in target.languages),
            *(_sha256(Path(file)) for file in files),
        ]
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]

    def _drawn(self, target: Target) -> str:
        """The digest of what ``target`` may draw on, or of all there is if that cannot be read."""
        texts = self.texts(target.meeting)[target.kind]
        named = frozenset().union(
            *(names(texts[code].read_text("utf-8", "replace")) for code in target.languages)
        )
        meeting = self._meeting(target.meeting)
        if meeting is None or self._registry is None:
            unread = [self.content / target.meeting / reader.MEETING, *self._files]
            return "".join(map(_sha256, unread))
        chosen = excerpt(
            meeting.data, self._registry.entries, target.kind, sorted(named), target.languages
        )
        return digest(chosen)

    # --- what the plan reads ----------------------------------------------------

    @cached_property
    def _files(self) -> list[Path]:
        return sorted((self.content / reader.REGISTRY).glob("*.yaml"))

    @cached_property
    def _registry(self) -> reader.Registry | None:
        try:
            return reader.registry(self.content)
        except ContentError:
            return None

    def _meeting(self, name: str) -> Source | None:
        if name not in self._meetings:
            try:
                self._meetings[name] = reader.meeting(self.content / name)
            except ContentError:
                self._meetings[name] = None
        return self._meetings[name]

    def _setting(self, meeting: str, key: str, kind: str) -> Any:
        """What a meeting says under ``key`` for a kind; parses only files that have the key."""
        path = self.content / meeting / reader.MEETING
        if not re.search(rf"^{key}:", path.read_text("utf-8", "replace"), re.MULTILINE):
            return None
        source = self._meeting(meeting)
        settings = source.data.get(key) if source else None
        return settings.get(kind) if isinstance(settings, dict) else None


def _valid(edition: str) -> bool:
    try:
        return bool(split(edition))
    except ValueProblem:
        return False


@cache
def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
