"""What a new meeting begins with, made from the files of ``templates/new``.

Only what will be used is taken: the sections of the kinds of documents that are wanted, and the
unnamed entries that these name, in the languages of the project.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, TypeGuard

import yaml

from diptych.model import words

DATE = "@DATE@"
_UNNAMED = "unnamed-"
_HEADING = re.compile(r"^(?=## )", re.MULTILINE)
_NAME = re.compile(r"    ([a-z]{2,3}(?:-[A-Z][a-z]{3})?): ?")
_DECIDED = re.compile(r"^### \{#decided\}\n.*?(?=^##|\Z)", re.MULTILINE | re.DOTALL)

#: What one meeting says that the next one of the same body says again.
_FRAME = (
    *("body", "issuer", "place", "format", "chair", "secretary", "present", "agenda"),
    *("for-information", "originals", "languages", "prevailing", "parties", "initials", "seals"),
    *("abbreviate", "contents", "alternat", "summary"),
)


def record(
    template: str,
    day: str,
    kinds: Collection[str],
    *,
    body: str = "",
    like: Mapping[str, Any] | None = None,
    editions: Mapping[str, Sequence[str]] | None = None,
) -> str:
    """The meeting.yaml of a meeting on ``day`` (in ISO form) with documents of ``kinds``.

    ``template`` is that of the scaffold. ``like`` is the data of a meeting that this one is
    like, ``body`` who meets and issues, ``editions`` are those in place of the configured ones.
    """
    paragraphs = []
    for paragraph in template.replace(DATE, day).rstrip("\n").split("\n\n"):
        data = yaml.load(paragraph, yaml.BaseLoader)
        name = next(iter(data)) if isinstance(data, dict) else ""
        section = data[name] if name else None
        if not _is_section(section):
            paragraphs.append(paragraph)
        elif name in kinds:
            said = (like or {}).get(name)
            paragraphs.append(_section(paragraph, name, section, said, body))
    if editions:
        paragraphs.append(
            _written("editions", {kind: list(each) for kind, each in editions.items()})
        )
    if not any(_UNNAMED in each for each in paragraphs):
        paragraphs = [each for each in paragraphs if not each.startswith("# What begins with")]
    return "\n\n".join(paragraphs) + "\n"


def _is_section(section: Any) -> TypeGuard[Mapping[str, Any]]:
    """Whether it is one of a kind of document: such a section says what dates it."""
    return isinstance(section, dict) and "date" in section


def _section(paragraph: str, name: str, section: Mapping[str, Any], like: Any, body: str) -> str:
    frame = {key: like[key] for key in _FRAME if key in like} if isinstance(like, dict) else {}
    named = {key: body for key in ("body", "issuer") if body and key in section}
    changed = frame | named
    if not frame:
        for key, value in named.items():
            paragraph = re.sub(rf"^(  {key}: ).*", rf"\g<1>{value}", paragraph, flags=re.MULTILINE)
        return paragraph
    return _written(name, {**section, **changed})


def _written(name: str, section: Mapping[str, Any]) -> str:
    """A section as people write it: what holds nothing but words on one line."""
    lines = [f"{name}:"]
    for key, value in _plain(section).items():
        flow = None if isinstance(value, dict | list) else False
        text = yaml.safe_dump(
            {key: value}, default_flow_style=flow, sort_keys=False, allow_unicode=True, width=96
        )
        first, *more = str(text).rstrip("\n").split("\n")
        lines += [f"  {first}", *(f"    {line}" for line in more)]
    return "\n".join(lines)


def _plain(data: Any) -> Any:
    """``data`` of the types that YAML has, which numbers with their spelling are not."""
    match data:
        case dict():
            return {str(key): _plain(value) for key, value in data.items()}
        case list():
            return [_plain(value) for value in data]
        case bool() | None | str():
            return data
        case int():
            return int(data)
        case _:
            return str(data)


def text(template: str, section: Any) -> str:
    """A text of the scaffold with a part for each item of the agenda that ``section`` names.

    Who was present stands in meeting.yaml if ``section`` says so, and then not in the text.
    """
    known = section if isinstance(section, dict) else {}
    agenda = [str(each) for each in known.get("agenda") or ()]
    informed = [str(each) for each in known.get("for-information") or ()]
    parts: list[str] = []
    for part in _HEADING.split(template):
        if "{#present}" in part and known.get("present"):
            continue
        if agenda and "{#first-item}" in part:
            items = [(item, part.replace("{#first-item}", f"{{#{item}}}")) for item in agenda]
            parts += [_DECIDED.sub("", own) if item in informed else own for item, own in items]
        else:
            parts.append(part)
    return "\n\n".join(part.rstrip("\n") for part in parts) + "\n"


def unnamed(
    template: str, before: str, record_: Any, there: Iterable[str], codes: Collection[str]
) -> str:
    """The file of unnamed entries with those that ``record_``, the data of a meeting, names.

    ``before`` is the file as it is, ``there`` are the entries of the whole registry, ``codes`` the
    languages of the project. An entry of ``before`` gets the languages that it lacks.
    """
    named = {*words(record_)}
    named |= {f"language-{each}" for each in named}
    wanted = named - set(there)
    head, *entries = template.strip().split("\n\n")
    paragraphs = before.rstrip("\n").split("\n\n") if before else []
    numbers = {each.partition(":")[0]: number for number, each in enumerate(paragraphs)}
    for entry in entries:
        first, *lines = entry.split("\n")
        lines = [line for line in lines if not (name := _NAME.match(line)) or name[1] in codes]
        number = numbers.get(first.removesuffix(":"))
        if number is not None:
            have = {name[1] for name in map(_NAME.match, paragraphs[number].split("\n")) if name}
            more = [line for line in lines if (name := _NAME.match(line)) and name[1] not in have]
            paragraphs[number] = "\n".join([paragraphs[number], *more])
        elif first.removesuffix(":") in wanted:
            paragraphs = paragraphs or [head]
            paragraphs.append("\n".join([first, *lines]))
    return "\n\n".join(paragraphs) + "\n" if paragraphs else ""
