"""The content folder: which meetings and texts there are.

The file system is the table of contents: ``content/<meeting>/<kind>.<language>.md``
exists, so that document has that language.
"""

from __future__ import annotations

import re
from difflib import get_close_matches
from pathlib import Path

from diptych import inputs
from diptych.errors import Phrase, Position, Problems, nearest, phrase
from diptych.gate import image_names
from diptych.gate import text as gate
from diptych.model import images
from diptych.reader import folders, ledger
from diptych.reader.meeting import MEETING
from diptych.reader.registry import REGISTRY

_TEXT = re.compile(r"(?P<kind>[a-z][a-z-]*)\.(?P<language>[a-z]{2,3}(?:-[A-Z][a-z]{3})?)\.md")
# What people and file managers put between the words of a name, and behind it.
_WORDS = re.compile(r"[\W_]+")
_SLIPPED = re.compile(r"( \(\d+\)|\.(txt|md|yml|yaml))+$", re.IGNORECASE)
_WORK_FILE = re.compile(r"(^[.~#])|(~$)|(\.(bak|swp|tmp|orig)$)")


def meeting_names(content: Path) -> tuple[str, ...]:
    """The names of the folders of meetings below ``content``, in order.

    A folder with texts counts also if its meeting.yaml is missing, so that this
    is noticed.
    """
    names = {path.parent.name for name in (MEETING, "*.md") for path in content.glob(f"*/{name}")}
    return tuple(sorted(names - {REGISTRY} - _misnamed(content).keys()))


def invalid_folder_names(content: Path) -> Problems:
    """Folders that are left out because their name cannot be that of a meeting."""
    problems = Problems()
    for name, (what, remedy) in sorted(_misnamed(content).items()):
        shown = "".join(char if char.isprintable() else "\ufffd" for char in name)
        problems.add(
            Position(f"{content.as_posix()}/{shown}"),
            phrase(
                "«{name}» cannot be the name of a meeting: {what}; it is left out",
                name=shown,
                what=what,
            ),
            remedy,
        )
    return problems


def _misnamed(content: Path) -> dict[str, tuple[Phrase, Phrase]]:
    """Folders that cannot be meetings: what is wrong with their name, and what to do."""
    there = [path.name for path in content.iterdir() if path.is_dir()] if content.is_dir() else []
    names = [name for name in there if name != REGISTRY]
    faults = {name: fault for name in names if (fault := folders.fault(name)) is not None}
    for name, other in folders.twins(names):
        what = phrase("some computers take it for «{other}»", other=other)
        faults.setdefault(name, (what, phrase("rename one of the two folders")))
    return faults


def texts_of(folder: Path) -> dict[str, dict[str, Path]]:
    """The texts of the meeting in ``folder``: by kind, then by language."""
    texts: dict[str, dict[str, Path]] = {}
    for path in sorted(folder.glob("*.md")):
        match = _TEXT.fullmatch(path.name)
        if match:
            texts.setdefault(match["kind"], {})[match["language"]] = path
    listed = [path.name for languages in texts.values() for path in languages.values()]
    inputs.listed(folder, listed)
    return texts


def unknown_files(folder: Path, kinds: tuple[str, ...], languages: tuple[str, ...]) -> Problems:
    """Files of a meeting's folder that belong to no document."""
    problems = Problems()
    shown = frozenset[str]().union(
        *(images(gate.read_lenient(path)) for path in folder.glob("*.md"))
    )
    for path in sorted(folder.iterdir()):
        if path.name == MEETING or path.name in shown or _WORK_FILE.search(path.name):
            continue
        if path.name.endswith(ledger.SUFFIX):
            text = path.name.removesuffix(ledger.SUFFIX) + ".md"
            if not any(folder.glob(f"{text.split('.')[0]}.*.md")):
                problems.add(
                    Position(path.as_posix()),
                    phrase("this ledger belongs to no document"),
                    phrase("move it away, or write {text}", text=text),
                    severity="warning",
                )
            continue
        if fault := _fault(path.name, kinds, languages):
            problems.add(Position(path.as_posix()), *fault)
    return problems


def meant(name: str, kinds: tuple[str, ...], languages: tuple[str, ...]) -> str:
    """What the file ``name`` was to be called, as far as that can be told; else nothing.

    >>> meant("ru.minutes.md", ("minutes", "press-release"), ("ru", "uz-Cyrl"))
    'minutes.ru.md'
    >>> meant("Press_release-uz-cyrl (1).md.txt", ("minutes", "press-release"), ("ru", "uz-Cyrl"))
    'press-release.uz-Cyrl.md'
    >>> meant("notes.ru.md", ("minutes", "press-release"), ("ru", "uz-Cyrl"))
    ''
    """
    words = _WORDS.sub("-", _SLIPPED.sub("", name).lower())
    if f"{words}.yaml" == MEETING:
        return MEETING if name != MEETING else ""
    if not name.lower().endswith((".md", ".txt")):
        return ""
    for code in sorted(languages, key=len, reverse=True):
        apart = f"-{words}-".split(f"-{code.lower()}-")
        if len(apart) == 2:  # one language, and something beside it
            (*kind,) = get_close_matches("-".join(filter(None, apart)), kinds, n=1, cutoff=0.8)
            right = f"{kind[0]}.{code}.md" if kind else ""
            return right if right != name else ""
    return ""


def _fault(
    name: str, kinds: tuple[str, ...], languages: tuple[str, ...]
) -> tuple[Phrase, Phrase] | None:
    """Why the file ``name`` belongs to no document, and what to do, unless it is a text of one."""
    if image_names.is_image(name):
        what = phrase("no text shows this image")
        remedy = phrase(
            "write ![what it shows]({name}) where it belongs, or move the file away", name=name
        )
        return image_names.fault(name) or (what, remedy)
    match = _TEXT.fullmatch(name)
    if match is None:
        what = phrase("this file belongs to no document")
        if right := meant(name, kinds, languages):
            return what, phrase("rename it {name}", name=right)
        return what, phrase(
            "name a text <kind>.<language>.md, such as minutes.ru.md, or move the file away"
        )
    kind, language = match["kind"], match["language"]
    if kind not in kinds:
        return phrase("there is no kind of document «{kind}»", kind=kind), nearest(kind, kinds)
    if language not in languages:
        what = phrase("there is no language «{language}»", language=language)
        return what, nearest(language, languages)
    return None
