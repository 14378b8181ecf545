"""Names of files that came from outside: which of them mean the same place everywhere."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator

from diptych.errors import UNSEEN, Phrase, phrase

#: The most characters and folders of a name; our own never come near.
LONGEST = 512
DEEPEST = 16
_UNSEEN = UNSEEN | {"Zs"}  # other spaces


def fault(name: str) -> Phrase | None:
    """Why ``name``, a path in a folder, may mean another place elsewhere; ``None`` if it cannot.

    >>> fault("2024-08-28-second-session/minutes.ru.pdf")
    >>> fault("../minutes.ru.pdf")
    'this name leads out of the folder'
    """
    if not name or len(name) > LONGEST or name.count("/") >= DEEPEST:
        return phrase("this name is empty or too long")
    if any(unicodedata.category(char) in _UNSEEN for char in name.replace(" ", "")):
        return phrase("this name holds characters that cannot be seen")
    if name.startswith("/") or "\\" in name or ":" in name or ".." in name.split("/"):
        return phrase("this name leads out of the folder")
    if any(not part or part[-1] in ". " for part in name.split("/")):
        return phrase("this name is another one on Windows")
    return None


def folders(names: Iterable[str]) -> set[str]:
    """Every folder that ``names`` lie in."""
    above: set[str] = set()
    for name in names:
        folder, _, _ = name.rpartition("/")
        while folder and folder not in above:
            above.add(folder)
            folder, _, _ = folder.rpartition("/")
    return above


def clashes(files: Iterable[str], empty: Iterable[str] = ()) -> Iterator[tuple[str, Phrase]]:
    """Each name of ``files`` and their folders that some disks take for another, and why.

    ``empty`` are folders that are there beside those that files lie in.
    """
    names = list(files)
    above = folders(names) | folders(empty) | {*empty}
    alike: dict[str, set[str]] = {}
    for name in {*names, *above}:
        alike.setdefault(_folded(name), set()).add(name)
    for group in alike.values():
        if len(group) > 1:
            for name in group:
                other = min(group - {name})
                yield name, phrase("this name differs from «{other}» only in looks", other=other)
    for name, count in Counter(names).items():
        if count > 1:
            yield name, phrase("there are two files of this name")
        if name in above:
            yield name, phrase("there is a file and a folder of this name")


def _folded(name: str) -> str:
    """``name`` as disks see it that do not tell cases and normal forms apart."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())
