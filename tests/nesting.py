"""Texts in which everything stands in everything, each piece with a word of its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from random import Random

LABELLED = {
    "minutes": ("present", "absent", "invited", "heard", "spoke", "decided"),
    "press-release": ("about", "contacts"),
    "memorandum": ("done", "prevailing"),
}
_DIGITS = "бвгджзклмн"


class Nesting:
    """A text of ``kind`` in Russian made up with ``chance``.

    ``text`` is the Markdown, ``words`` the words that must be printed once each, ``agenda`` the
    ids of the sections that minutes deal with.
    """

    def __init__(self, kind: str, chance: Random) -> None:
        self.words: list[str] = []
        self.agenda: list[str] = []
        self._kind = kind
        self._chance = chance
        self._notes: list[str] = []
        self._ids = 0
        parts = [f"# {self._word()}", *self._opening(), *self._sections(2)]
        if chance.random() < 0.5:
            parts += [f"## {self._word()} {{#{self._id()} .annex}}", *self._blocks(1, 3, 0)]
            parts += self._sections(3)
        notes = (f"[^{name}]: {self._word()}" for name in self._notes)
        self.text = "\n\n".join([*parts, *notes]) + "\n"

    def _opening(self) -> list[str]:
        return [self._word(), *self._blocks(0, 2, 0)]

    def _sections(self, level: int) -> list[str]:
        parts: list[str] = []
        for _ in range(self._chance.randint(0 if level > 2 else 1, 3 if level < 4 else 1)):
            name = self._id()
            if self._chance.random() < 0.3:
                name = self._chance.choice(LABELLED[self._kind])
                head = f"{{#{name}}}"
            else:
                head = f"{self._word()} {{#{name}}}"
                if level == 2:
                    self.agenda.append(name)
            inner = self._sections(level + 1) if level < 6 else []
            blocks = self._blocks(0 if inner else 1, 2, 0)
            parts += [f"{'#' * level} {head}", *blocks, *inner]
        return parts

    def _blocks(self, least: int, most: int, depth: int) -> list[str]:
        return [self._block(depth) for _ in range(self._chance.randint(least, most))]

    def _block(self, depth: int) -> str:
        kinds = ["paragraph", "paragraph", "noted", "table"]
        if depth < 2:
            kinds += ["numbered", "dashes", "quote", "letters"]
        if not depth:
            kinds += ["picture", "break"]
        match self._chance.choice(kinds):
            case "noted":
                self._notes.append(self._id())
                return f"{self._word()}[^{self._notes[-1]}] *{self._word()}* **{self._word()}**"
            case "table":
                rows = [f"| {self._word()} | {self._word()} |" for _ in range(3)]
                return "\n".join([rows[0], "|--|--|", *rows[1:]])
            case "numbered":
                return self._list([f"{each}. " for each in range(1, 4)], depth)
            case "letters":
                return self._list(["а) ", "б) "], depth)
            case "dashes":
                return self._list(["- ", "- "], depth)
            case "quote":
                lines = [f"> {line}" for line in self._inside(depth).split("\n")]
                return "\n".join(lines) + f"\n\n{self._word()}"
            case "picture":
                return f'![{self._word()}](wells.png "{self._word()}")'
            case "break":
                return f"---\n\n{self._word()}"
            case _:
                return f"{self._word()} [{self._word()}](https://example.org) m^{self._word()}^"

    def _list(self, marks: Sequence[str], depth: int) -> str:
        items = [mark + self._inside(depth).replace("\n", "\n" + " " * len(mark)) for mark in marks]
        # Two lists in a row would be one.
        return "\n".join(items) + f"\n\n{self._word()}"

    def _inside(self, depth: int) -> str:
        return "\n\n".join([self._word(), *self._blocks(0, 2, depth + 1)])

    def _id(self) -> str:
        self._ids += 1
        return f"x{self._ids}"

    def _word(self) -> str:
        word = "слово" + "".join(_DIGITS[int(digit)] for digit in f"{len(self.words):03}")
        self.words.append(word)
        return word


def cases(kind: str, count: int, seed: int = 0) -> Iterator[Nesting]:
    """So many texts of ``kind``."""
    return (Nesting(kind, Random(f"{seed} {kind} {number}")) for number in range(count))
