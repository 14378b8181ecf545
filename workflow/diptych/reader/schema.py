"""The schemas of the content files, made from the model, and checking against them.

Editors use the very same schemas (``workflow/schemas/*.schema.json``) for
completion and hover help, so what an editor underlines is what the build
refuses.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import msgspec
from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

from diptych.errors import Problem, nearest
from diptych.model import Configuration, Entry, Name, Settings
from diptych.reader.yaml import Path_, Source

Schema = dict[str, Any]


def registry() -> Schema:
    """The schema of a file of the registry: entries by id."""
    return _schema(dict[Name, Entry], "a file of content/registry")


def configuration() -> Schema:
    """The schema of config/config.yaml."""
    return _schema(Configuration, "config/config.yaml")


def meeting(kinds: Mapping[str, type]) -> Schema:
    """The schema of meeting.yaml; ``kinds`` gives the type of each kind's section."""
    schema = _schema(Settings, "content/<meeting>/meeting.yaml")
    root = schema["$defs"].pop("Settings")
    for kind, section in kinds.items():
        # Each kind calls its section Section: keep their definitions apart.
        part = msgspec.json.schema(section, ref_template=f"#/$defs/{kind}.{{name}}")
        schema["$defs"] |= {f"{kind}.{name}": each for name, each in part["$defs"].items()}
        root["properties"][kind] = {"$ref": part["$ref"]}
    schema.pop("$ref")
    whole: Schema = schema | root | {"additionalProperties": False}
    return whole


def problems(source: Source, schema: Schema) -> Iterator[Problem]:
    """Everything in ``source`` that ``schema`` does not allow, each with its place and remedy."""
    validator = Draft202012Validator(schema)
    for error in validator.iter_errors(source.data):
        yield from _explain(source, error)


def _schema(kind: Any, title: str) -> Schema:
    schema: Schema = msgspec.json.schema(kind, ref_template="#/$defs/{name}")
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": title} | schema


def _explain(source: Source, error: ValidationError) -> Iterator[Problem]:
    path: Path_ = tuple(step for step in error.absolute_path if isinstance(step, str | int))
    value: Any = error.instance
    rule: Any = error.validator_value
    schema: Schema = dict(error.schema) if isinstance(error.schema, Mapping) else {}
    if "propertyNames" in error.absolute_schema_path:
        place, what = source.key((*path, value)), f"«{value}»"
    else:
        place, what = source.at(path), f"«{path[-1]}»" if path else "this file"
    remedy = f"write {schema.get('description') or _wanted(schema)}"
    match error.validator:
        case "additionalProperties":
            known = schema.get("properties", {})
            for key in value:
                if key not in known:
                    yield source.problem(
                        source.key((*path, key)), f"«{key}» is not known here", nearest(key, known)
                    )
        case "required":
            for key in rule:
                if key not in value:
                    yield source.problem(place, f"«{key}» is missing", f"add «{key}: …» here")
        case "enum":
            words = [str(word) for word in rule if word is not None]
            wrong = "is not known here" if what == f"«{value}»" else f"cannot be «{value}»"
            yield source.problem(place, f"{what} {wrong}", nearest(str(value), words))
        case "type" | "anyOf":
            yield source.problem(place, f"{what} is {_what(value)}", remedy)
        case "pattern":
            yield source.problem(place, f"«{value}» cannot stand here", remedy)
        case "uniqueItems":
            yield source.problem(place, f"{what} names something twice", remedy)
        case "minProperties" | "minItems" | "minLength":
            short = "empty" if not value else "too short"
            yield source.problem(place, f"{what} is {short}", remedy)
        case _:
            yield source.problem(place, f"{what} cannot be {_what(value)}", remedy)


_WORDS = {
    "object": "a mapping of keys and values",
    "array": "a list",
    "string": "a text",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
}


def _wanted(schema: Schema) -> str:
    parts = schema.get("anyOf", [schema])
    kinds = [part["type"] for part in parts if part.get("type") in _WORDS]
    return " or ".join(_WORDS[kind] for kind in kinds) or "another value"


def _what(value: Any) -> str:
    match value:
        case None:
            return "empty"
        case bool():
            return f"«{str(value).lower()}»"
        case dict():
            return "a mapping"
        case list():
            return "a list"
        case str():
            return f"the text «{value}»"
        case _:
            return f"the number {value}"
