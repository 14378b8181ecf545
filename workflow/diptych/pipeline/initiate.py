"""A project of one's own: configuration, registry and workflow of two bodies, and no documents."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec

from diptych.errors import DiptychError, ValueProblem, phrase
from diptych.files import read, replace
from diptych.gate import images
from diptych.language import data, ids
from diptych.language.territories import languages_of, name_of, territory
from diptych.modules import TEMPLATES
from diptych.reader import yaml
from diptych.reader.registry import REGISTRY
from diptych.reader.registry_entries import NewEntry, with_entries

INIT = "init"
_RELEASE = re.compile(r"(?P<repository>[\w.-]+/[\w.-]+)@(?P<version>[\w.-]+)")
_PLACE = Path("templates", "assets", "emblems")
# Where each file of templates/init stands in the project.
_FILES = {
    "people.yaml": f"content/{REGISTRY}/people.yaml",
    "profile.yaml": "profiles/default/profile.yaml",
    "gitignore.txt": ".gitignore",
    "ci.yml": ".github/workflows/documents.yml",
    "README.md": "README.md",
    "Snakefile.txt": "Snakefile",
}


class Party(msgspec.Struct, frozen=True):
    """A state, and the names, abbreviations and mark of the body that it is represented by."""

    state: str
    names: Mapping[str, str]
    abbreviations: Mapping[str, str] = {}
    emblem: Path | None = None


def initiate(folder: Path, languages: Sequence[str], parties: Sequence[Party], origin: str) -> None:
    """Write a project for ``parties`` into ``folder``, with a workflow from ``origin``.

    That is the folder of a checkout, or a release on GitHub: ``owner/repository@version``. Raises
    :class:`DiptychError` if the folder is not empty, or for what there is not: nothing is written
    then.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise DiptychError(
            phrase("{folder} is not empty; name another folder", folder=folder.as_posix())
        )
    try:
        for code in languages:
            data.read(code)
        states = [territory(party.state) for party in parties]
        ids_ = [_body_id(party) for party in parties]
    except ValueProblem as problem:
        raise DiptychError(problem) from None
    own = _own_languages(states)
    entries = _states(states, own, languages) | _languages(languages)
    bodies = {
        name: NewEntry(_named(party, languages), fields={"emblems": [name]} if party.emblem else {})
        for name, party in zip(ids_, parties, strict=True)
    }
    requirement, snakefile, home = _origin(origin)
    title = next((party.names[c] for party in parties for c in languages if c in party.names), "")
    fields = {"SNAKEFILE": snakefile, "HOME": home, "TITLE": title, "BODY": ids_[0]}
    written: dict[str, bytes] = {
        "config/config.yaml": _configuration(languages, [own[id_] for id_, _ in states]).encode(),
        f"content/{REGISTRY}/terms.yaml": with_entries("terms.yaml", _TERMS, entries).encode(),
        f"content/{REGISTRY}/organisations.yaml": with_entries(
            "organisations.yaml", _BODIES, bodies
        ).encode(),
        "requirements.txt": f"{requirement}\n".encode(),
        "output/.gitkeep": b"",
    }
    for name, place in _FILES.items():
        text = (TEMPLATES / INIT / name).read_text("utf-8")
        written[place] = re.sub("@([A-Z]+)@", lambda m: fields[m[1]], text).encode()
    for name, party in zip(ids_, parties, strict=True):
        if party.emblem is not None:
            written |= _emblem(name, party.emblem)
    for place, content in written.items():
        replace(folder / place, content)


_TERMS = "# States, places, languages, offices: a name in each language, or its forms.\n"
_BODIES = "# Bodies: a name in each language, or its forms; abbr is the usual abbreviation.\n"


def _body_id(party: Party) -> str:
    if not party.names:
        raise ValueProblem(
            phrase("the body of «{state}» has no name", state=party.state),
            phrase("give it one: --body-name «ru=…;en=…»"),
        )
    order = sorted(party.abbreviations, key=lambda code: code != "en")
    short = next((ids.made(party.abbreviations[code]) for code in order), "")
    order = sorted(party.names, key=lambda code: (code != "en", code != "ru"))
    return short or next(filter(None, (ids.made(party.names[code]) for code in order)), "body")


def _named(party: Party, languages: Sequence[str]) -> Mapping[str, Mapping[str, str]]:
    short = party.abbreviations
    return {
        code: {"nom": party.names[code]} | ({"abbr": short[code]} if code in short else {})
        for code in languages
        if code in party.names
    }


def _shipped(file: str) -> Mapping[str, Any]:
    entries: Mapping[str, Any] = yaml.read(TEMPLATES / INIT / file).data
    return entries


def _own_languages(states: Sequence[tuple[str, str]]) -> Mapping[str, Sequence[str]]:
    """The languages that are those of one of ``states`` and of no other of them."""
    shipped = _shipped("states.yaml")
    official = {
        name: tuple(shipped[name]["languages"]) if name in shipped else languages_of(code)
        for name, code in states
    }
    return {
        name: [c for c in own if not any(c in official[n] for n in official if n != name)]
        for name, own in official.items()
    }


def _states(
    states: Sequence[tuple[str, str]], own: Mapping[str, Sequence[str]], languages: Sequence[str]
) -> dict[str, NewEntry]:
    shipped = _shipped("states.yaml")
    entries = {}
    for name, code in states:
        known = shipped.get(name, {}).get("name", {})
        names = {each: known.get(each) or {"nom": name_of(code, each)} for each in languages}
        spoken = [each for each in own[name] if each in languages]
        fields = {"languages": spoken} if spoken else {}
        entries[name] = NewEntry({c: f for c, f in names.items() if f["nom"]}, fields=fields)
    return entries


def _languages(languages: Sequence[str]) -> dict[str, NewEntry]:
    """The names of ``languages`` in each other; none of those that are not known."""
    entries = {}
    for name, entry in _shipped("languages.yaml").items():
        if name.removeprefix("language-") in languages:
            named = {
                code: {"nom": forms} if isinstance(forms, str) else forms
                for code in languages
                if (forms := entry["name"].get(code))
            }
            entries[name] = NewEntry(named)
    return entries


def _configuration(languages: Sequence[str], own: Sequence[Sequence[str]]) -> str:
    """A configuration in which each party has an edition that its own language leads."""
    leading = [each[0] for each in own if each and each[0] in languages]
    pairs = [f"{a}-{b}" for a in leading for b in leading if a != b]
    both = ", ".join(dict.fromkeys([languages[0], *pairs]))
    return f"""\
# What every meeting's documents are built in, unless its meeting.yaml says otherwise.

# The languages there may be texts in.
languages: [{", ".join(languages)}]

# The formats each edition is written in.
formats: [docx, pdf, html]

# The editions of each kind of document: languages in order, joined by hyphens.
editions:
  memorandum: [{both}]
  minutes: [{both}]
  press-release: [{", ".join(languages)}]

# How an edition in more than one language is arranged: parallel or sequential.
arrangement:
  memorandum: parallel
  minutes: parallel
  press-release: sequential

# Which language each kind is written in first, which the others are confirmed against.
authenticity:
  memorandum: {{source: {languages[0]}}}
  minutes: {{source: {languages[0]}}}
  press-release: {{source: {languages[0]}}}
"""


def _origin(origin: str) -> tuple[str, str, str]:
    """What is to be installed, where the workflow is, and where to read of it."""
    if release := _RELEASE.fullmatch(origin):
        home = f"https://github.com/{release['repository']}"
        snakefile = (
            f'github("{release["repository"]}", path="workflow/Snakefile", '
            'tag=open("requirements.txt").read().split("@")[-1].strip())'
        )
        return f"diptych @ git+{home}@{release['version']}", snakefile, home
    folder = Path(origin).resolve()
    workflow = folder / "workflow" / "Snakefile"
    if not workflow.is_file():
        raise DiptychError(
            phrase(
                "«{origin}» is neither a checkout of Diptych nor a release; write its folder, or "
                "owner/repository@version",
                origin=origin,
            )
        )
    return folder.as_posix(), f'"{workflow.as_posix()}"', folder.as_posix()


def _emblem(name: str, path: Path) -> dict[str, bytes]:
    """The mark of the body ``name``, where letterheads look for it."""
    try:
        images.emblem(path.parent, path.stem)
    except ValueProblem as problem:
        raise DiptychError(problem) from None
    return {
        (_PLACE / f"{name}{suffix}").as_posix(): read(path.with_suffix(suffix))
        for suffix in (".svg", ".png")
    }
