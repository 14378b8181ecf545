"""Write the reference below docs/reference from the types, the language files and the messages.

Run without arguments; ``make docs``. Nothing on those pages is written by hand: keys and what they
mean come from the schemas, examples from content that is checked, roles from the language files,
messages from the code and their translations from the catalogue.
"""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

from diptych.errors import ValueProblem, phrase
from diptych.language import data, locale
from diptych.language.messages import Messages, load
from diptych.language.tags import tags
from diptych.pipeline.schemas import schema_files
from diptych.reader import yaml
from diptych.reader.schema import WORDS
from diptych.values import TYPES, parse

ROOT = Path(__file__).resolve().parent.parent
PAGES = ROOT / "docs/reference"
PACKAGE = ROOT / "workflow/diptych"

Schema = Mapping[str, Any]

#: What the pages say of themselves, by the language of their reader.
SAID: Mapping[str, Mapping[str, str]] = {
    "en": {
        "generated": "Written by `make docs`; do not edit.",
        "keys": "Keys of the content files",
        "roles": "Roles of facts in every language",
        "messages": "Messages of the checks",
        "key": "Key",
        "type": "Type",
        "meaning": "Meaning",
        "example": "Example",
        "role": "Role",
        "message": "What is said",
        "remedy": "What to do",
        "needed": "needed",
        "one of": "one of",
        "of": "of",
        "by": "by id",
        "keys about": "«…» stands for a name of your own, `[]` for each item of a list.",
        "roles about": "What `{{ name | role }}` prints. `diptych say TYPE:VALUE` answers for any "
        "other value. A dash: the language has no such role.",
        "messages about": "Words in braces are filled in. In italics: what was said in one case, "
        "where it depends on the case.",
    },
    "ru": {
        "generated": "Записано командой `make docs`; не правьте.",
        "keys": "Ключи файлов содержания",
        "roles": "Роли фактов во всех языках",
        "messages": "Сообщения проверок",
        "key": "Ключ",
        "type": "Тип",
        "meaning": "Значение",
        "example": "Пример",
        "role": "Роль",
        "message": "Что сказано",
        "remedy": "Что делать",
        "needed": "обязателен",
        "one of": "одно из",
        "of": "из",
        "by": "по id",
        "keys about": "«…» означает ваше имя, `[]` – каждый элемент списка.",
        "roles about": "Что печатает `{{ имя | роль }}`. На любое другое значение ответит "
        "`diptych say ТИП:ЗНАЧЕНИЕ`. Тире: в этом языке такой роли нет.",
        "messages about": "Слова в фигурных скобках заполняются. Курсивом – что сказано в одном "
        "из случаев, если совет зависит от случая.",
    },
}

_EXAMPLES = "tools/examples"
#: The schema of each file, and content that is checked and so is right.
FILES = {
    "content/<meeting>/meeting.yaml": ("meeting", "content/*/meeting.yaml"),
    "content/registry/*.yaml": ("registry", "content/registry/*.yaml"),
    "content/registry/recipients/*.yaml": ("recipients", "content/registry/recipients/*.yaml"),
    "config/config.yaml": ("config", "config/config.yaml"),
}
_WIDEST = 90
_ENTRY = "…"
# The fewest letters by which a message is recognised.
_LEAST = 8


def pages() -> dict[str, str]:
    """The text of each page by its name."""
    return {
        f"{name}.{language}.md": "\n".join(
            [
                f"# {SAID[language][name]}",
                "",
                f"<!-- {SAID[language]['generated']} -->",
                "",
                SAID[language][f"{name} about"],
                "",
                *write(language, load(language)),
            ]
        )
        + "\n"
        for name, write in (("keys", keys), ("roles", roles), ("messages", messages))
        for language in SAID
    }


def table(*rows: Sequence[str]) -> Iterator[str]:
    """The lines of a table of Markdown, the first row being its head."""
    for number, row in enumerate(rows):
        cells = " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in row)
        yield f"| {cells} |"
        if not number:
            yield f"|{'---|' * len(row)}"
    yield ""


# --- keys ---------------------------------------------------------------------------


def keys(language: str, said: Messages) -> Iterator[str]:
    """Every key of every content file: its type, what it means, and an example."""
    words = SAID[language]
    for file, (name, glob) in FILES.items():
        schema = json.loads(schema_files()[f"{name}.schema.json"])
        places = [*sorted(ROOT.glob(glob)), ROOT / _EXAMPLES / f"{name}.yaml"]
        examples = _Examples([yaml.read(path) for path in places])
        rows = [
            (
                f"`{path}`",
                type_of(part, schema, words, said) + (f", {words['needed']}" if needed else ""),
                said.say(phrase(part.get("description", ""))) if part.get("description") else "",
                f"`{examples.of(path)}`",
            )
            for path, part, needed in walk(schema, schema, "")
        ]
        yield f"## `{file}`"
        yield ""
        yield from table([words[each] for each in ("key", "type", "meaning", "example")], *rows)


def walk(part: Schema, root: Schema, path: str) -> Iterator[tuple[str, Schema, bool]]:
    """Each key below ``part``: its path, what may stand there, and whether it must."""
    inner = resolved(part, root)
    for key, value in inner.get("properties", {}).items():
        place = f"{path}.{key}" if path else key
        described = {**resolved(value, root), **value}
        yield place, described, key in inner.get("required", ())
        yield from walk(value, root, place)
    if isinstance(inner.get("additionalProperties"), dict):
        place = f"{path}.{_ENTRY}" if path else _ENTRY
        yield from walk(inner["additionalProperties"], root, place)
    for item in (inner, *inner.get("anyOf", ())):
        if isinstance(item.get("items"), dict):
            yield from walk(item["items"], root, f"{path}[]")


def resolved(part: Schema, root: Schema) -> Schema:
    """``part`` itself, or the definition it refers to."""
    reference = part.get("$ref") or next(
        (x["$ref"] for x in part.get("anyOf", ()) if "$ref" in x), ""
    )
    return root["$defs"][reference.rpartition("/")[2]] if reference else part


def type_of(part: Schema, root: Schema, words: Mapping[str, str], said: Messages) -> str:
    """What ``part`` allows, in words."""
    inner = resolved(part, root)
    allowed = [each for each in inner.get("anyOf", [inner]) if each.get("type") != "null"]
    found = []
    for each in allowed:
        if "enum" in each:
            found.append(f"{words['one of']} {', '.join(f'`{x}`' for x in each['enum'] if x)}")
            continue
        types = each.get("type", "object")
        for kind in [types] if isinstance(types, str) else types:
            if kind != "null":
                found.append(said.say(WORDS[kind]))
    return " / ".join(dict.fromkeys(found))


class _Examples:
    """Values of keys as they stand in content."""

    def __init__(self, sources: Sequence[yaml.Source]) -> None:
        self._sources = sources

    def of(self, path: str) -> str:
        """The longest value at ``path`` that fits its cell, or the beginning of one."""
        found = [
            f"{_key(path)}: {_flow(value)}"
            for source in self._sources
            for value in _at(source.data, path.split("."))
        ]
        if not found:
            raise SystemExit(f"no content has an example of «{path}»: add one in {_EXAMPLES}")
        fitting = [text for text in found if len(text) <= _WIDEST]
        return max(fitting, key=len) if fitting else f"{min(found, key=len)[:_WIDEST]}…"


def _key(path: str) -> str:
    return path.rpartition(".")[2].removesuffix("[]")


def _at(value: Any, steps: Sequence[str]) -> Iterator[Any]:
    """What stands in ``value`` where ``steps`` lead."""
    if not steps:
        yield value
        return
    step, rest = steps[0], steps[1:]
    name = step.removesuffix("[]")
    if isinstance(value, dict):
        inside = list(value.values()) if name == _ENTRY else [value[name]] if name in value else []
        for each in inside:
            items = each if step.endswith("[]") and isinstance(each, list) else [each]
            for item in items:
                yield from _at(item, rest)


def _flow(value: Any) -> str:
    match value:
        case dict():
            return "{" + ", ".join(f"{key}: {_flow(each)}" for key, each in value.items()) + "}"
        case list():
            return "[" + ", ".join(map(_flow, value)) + "]"
        case bool():
            return str(value).lower()
        case None:
            return ""
        case _:
            return str(value)


# --- roles --------------------------------------------------------------------------


def examples(code: str) -> Iterator[tuple[str, str, str, str]]:
    """Type, value, role and text of each example at the head of a language file."""
    type_name = value = ""
    head = (data.HERE / f"{code}.toml").read_text("utf-8").partition("\ncode =")[0]
    for line in head.partition("What each role gives")[2].splitlines():
        if found := re.fullmatch(r"#   (\w+) (\S.*)", line):
            type_name, value = found.groups()
        elif found := re.fullmatch(r"#     (\S.*?)  +(\S.*)", line):
            yield type_name, value, found[1], found[2]


def roles(language: str, said: Messages) -> Iterator[str]:
    """Every role of every type in every language, with what it prints."""
    shown: dict[str, dict[str, dict[str, None]]] = {name: {} for name in TYPES}
    for code in data.codes():
        for type_name, value, role, _ in examples(code):
            shown[type_name].setdefault(value, {}).setdefault(role)
    codes = data.codes()
    for type_name, values in shown.items():
        yield f"## `{type_name}`"
        yield ""
        yield said.say(phrase(TYPES[type_name])) + "."
        yield ""
        for value, wanted in values.items():
            yield f"### `{type_name}: {value}`"
            yield ""
            first = next(iter(values)) == value  # which shows each role that the type has
            known = dict.fromkeys(wanted)
            if first:
                for code in codes:
                    known |= dict.fromkeys(locale.load(code, Path()).roles(type_name))
            head = [SAID[language]["role"], *(f"{tags(code).name} ({code})" for code in codes)]
            printed = [
                [role, *(_printed(code, type_name, value, role) for code in codes)]
                for role in known
            ]
            yield from table(head, *(row for row in printed if set(row[1:]) != {"–"}))


def _printed(code: str, type_name: str, value: str, role: str) -> str:
    """What ``role`` prints, a dash where the language has none such for the value."""
    try:
        return locale.load(code, Path()).say(parse(type_name, value), role).replace("\u00a0", " ")
    except ValueProblem:
        return "–"


# --- messages -----------------------------------------------------------------------


def messages(language: str, said: Messages) -> Iterator[str]:
    """Every problem that checking may name, with its remedy, by what looks for it."""
    shown = Shown(language)
    for title, rooms in CHECKED.items():
        found: dict[str, str] = {}
        for file in (file for room in rooms for file in sorted(PACKAGE.glob(room))):
            for message, remedy in pairs(ast.parse(file.read_text("utf-8"))):
                found[message] = found.get(message) or remedy
            for text in phrases(ast.parse(file.read_text("utf-8"))):
                if shown.remedy(said.say(phrase(text))):  # else it is a remedy
                    found.setdefault(text, "")
        yield f"## {TITLES[title][language]}"
        yield ""
        rows = []
        for message, remedy in found.items():
            what = said.say(phrase(message))
            if remedy:
                rows.append((_code(what), _code(said.say(phrase(remedy)))))
            else:
                example = shown.remedy(what)
                rows.append((_code(what), f"*{_code(example)}*" if example else ""))
        head = [SAID[language]["message"], SAID[language]["remedy"]]
        yield from table(head, *sorted(rows))


# What is called to say a problem, and which of its arguments is the message.
_SAYERS = {"ValueProblem": 0, "lacks": 0, "add": 1, "_add": 1, "_stop": 1, "Problem": 1} | {
    "problem": 1,
    "refuse": 1,
}
_MESSAGES = ("what", "wrong", "message")


def pairs(module: ast.Module) -> Iterator[tuple[str, str]]:
    """Each message of ``module`` and the remedy beside it, nothing where that is made elsewhere."""
    constants = {
        target.id: pattern
        for node in module.body
        if isinstance(node, ast.Assign) and isinstance(target := node.targets[0], ast.Name)
        if (pattern := _literal(node.value, {}))
    }
    for node in ast.walk(module):
        match node:
            case ast.Call(func=called, args=inside):
                place = _SAYERS.get(ast.unparse(called).rpartition(".")[2], len(inside))
            case ast.Tuple(elts=inside):
                place = len(inside)
            case ast.Assign(targets=[ast.Name(id=name)], value=value) if name in _MESSAGES:
                inside, place = [value], 0
            case _:
                continue
        texts = [_literal(each, constants) for each in inside]
        beside = next((pair for pair in pairwise(texts) if all(pair)), None)
        if beside:
            yield beside
        elif message := "".join(texts[place : place + 1]):
            yield message, ""


def phrases(module: ast.Module) -> Iterator[str]:
    """Every pattern in ``module``, messages and others."""
    return (
        text
        for node in ast.walk(module)
        if isinstance(node, ast.expr) and (text := _literal(node, {}))
    )


def _literal(node: ast.expr, constants: Mapping[str, str]) -> str:
    """The pattern of the phrase that ``node`` makes, nothing where it makes none."""
    match node:
        case ast.Call(func=ast.Name(id="phrase"), args=[ast.Constant(value=str(pattern)), *_]):
            return pattern
        case ast.Name(id=name):
            return constants.get(name, "")
        case _:
            return ""


_SHOWN = re.compile(
    r"(?m)^\S.*?: (?:error|warning|ошибка|предупреждение): (?P<message>.*)\n"
    r"(?: +\d+ \|.*\n +\|.*\n)?  (?:help|что делать): (?P<remedy>.*)$"
)


class Shown:
    """What is said of content that is broken on purpose, in one language, as tests have it."""

    def __init__(self, language: str) -> None:
        files = sorted((ROOT / "tests/golden/broken").glob(f"*.{language}.txt"))
        self.remedies: dict[str, str] = {}
        for file in files:
            for found in _SHOWN.finditer(file.read_text("utf-8")):
                self.remedies.setdefault(found["message"], found["remedy"])

    def remedy(self, message: str) -> str:
        """What was said to do where ``message``, a pattern, was said; nothing if nowhere."""
        if len(re.sub(r"\{[a-z_]+\}", "", message)) < _LEAST:
            return ""
        pieces = re.split(r"\{[a-z_]+\}", message)
        pattern = re.compile(".+?".join(map(re.escape, pieces)))
        return next((r for m, r in self.remedies.items() if pattern.fullmatch(m)), "")


def _code(text: str) -> str:
    """``text`` in a cell of Markdown, to the letter."""
    return re.sub(r"([*_<>\[\]`#~])", r"\\\1", text)


#: Where the messages come from, by what they are about.
CHECKED = {
    "files": ("inputs.py", "gate/*.py", "reader/folders.py", "reader/texts.py", "reader/ledger.py"),
    "records": (
        "reader/yaml.py",
        "reader/schema.py",
        "reader/meeting.py",
        "reader/registry*.py",
        "reader/configuration.py",
        "reader/recipients.py",
        "reader/addresses.py",
    ),
    "values": ("values.py", "editions.py", "language/*.py"),
    "prose": ("prose/*.py",),
    "documents": ("compose/*.py", "kinds/*.py"),
    "languages": ("bitext/*.py",),
    "state": ("pipeline/*.py", "reader/termbase/*.py"),
    "build": ("writers/**/*.py", "layout/*.py"),
}
TITLES = {
    "files": {"en": "Files", "ru": "Файлы"},
    "records": {"en": "Records, registry, configuration", "ru": "Записи, реестр, настройки"},
    "values": {"en": "Values and roles", "ru": "Значения и роли"},
    "prose": {"en": "Markdown of the texts", "ru": "Разметка текстов"},
    "documents": {"en": "Documents", "ru": "Документы"},
    "languages": {"en": "Languages against each other", "ru": "Языки между собой"},
    "build": {"en": "What only a build finds", "ru": "Что видит только сборка"},
    "state": {"en": "Meetings as a whole; what is final", "ru": "Встречи в целом; итоговое"},
}


def main() -> None:
    """Write every page, and delete those that are none any more."""
    written = pages()
    PAGES.mkdir(parents=True, exist_ok=True)
    for path in PAGES.glob("*.md"):
        if path.name not in written:
            path.unlink()
    for name, text in written.items():
        (PAGES / name).write_text(text, "utf-8")


if __name__ == "__main__":
    main()
