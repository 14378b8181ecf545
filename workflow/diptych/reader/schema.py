"""The schemas of the content files, made from the model, and checking against them.

Editors use the very same schemas (``workflow/schemas/*.schema.json``) for
completion and hover help, so what an editor underlines is what the build
refuses.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache, reduce
from typing import Any, get_args

import msgspec
from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

from diptych.errors import Phrase, Problem, nearest, phrase
from diptych.model import Configuration, Entry, Name, Recipients, Settings
from diptych.reader.yaml import Path_, Source
from diptych.values import QUOTED

Schema = dict[str, Any]


def _schema(kind: Any, title: str) -> Schema:
    schema: Schema = msgspec.json.schema(kind, ref_template="#/$defs/{name}")
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": title} | schema


def _with_names(schema: Any) -> Any:
    """``schema`` with a text allowed wherever it says how long one is in place of a mapping."""
    if isinstance(schema, list):
        return [_with_names(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    inner = {key: _with_names(value) for key, value in schema.items()}
    is_name = inner.get("type") == "object" and "minLength" in inner
    return inner | {"type": ["object", "string"]} if is_name else inner


#: The schemas of a file of the registry (entries by id), of the configuration, and of recipients.
REGISTRY: Schema = _with_names(_schema(dict[Name, Entry], "a file of content/registry"))
CONFIGURATION = _schema(Configuration, "config/config.yaml")
RECIPIENTS = _schema(Recipients, "a file of content/registry/recipients")


def meeting(kinds: Mapping[str, type]) -> Schema:
    """The schema of meeting.yaml; ``kinds`` gives the type of each kind's section."""
    return _meeting(tuple(kinds.items()))


@cache
def _meeting(kinds: tuple[tuple[str, type], ...]) -> Schema:
    schema = _schema(Settings, "content/<meeting>/meeting.yaml")
    root = schema["$defs"].pop("Settings")
    for kind, section in kinds:
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
        yield from _explain(source, error, schema.get("properties", {}))


def _explain(source: Source, error: ValidationError, top: Schema) -> Iterator[Problem]:
    path: Path_ = tuple(step for step in error.absolute_path if isinstance(step, str | int))
    value: Any = error.instance
    rule: Any = error.validator_value
    schema: Schema = dict(error.schema) if isinstance(error.schema, Mapping) else {}
    if "propertyNames" in error.absolute_schema_path:
        place, what = source.key((*path, value)), phrase("«{name}»", name=value)
    else:
        place = source.at(path)
        what = phrase("«{name}»", name=path[-1]) if path else phrase("this file")
    described = schema.get("description")
    wanted = phrase(described) if described else _wanted(schema)
    remedy = phrase("write {wanted}", wanted=wanted)
    match error.validator:
        case "additionalProperties":
            known = schema.get("properties", {})
            for key in value:
                if key not in known:
                    wrong = phrase("{what} is not known here", what=f"«{key}»")
                    remedy = nearest(key, known)
                    if path and key in top:
                        remedy = phrase(
                            "move it to the beginning of a line, out of «{section}:»",
                            section=path[0],
                        )
                    yield source.problem(source.key((*path, key)), wrong, remedy)
            return
        case "required":
            for key in rule:
                if key not in value:
                    wrong = phrase("«{key}» is missing", key=key)
                    remedy = phrase("add «{key}: …» here", key=key)
                    yield source.problem(source.key(path), wrong, remedy)
            return
        case "enum":
            remedy = nearest(str(value), [str(word) for word in rule if word is not None])
            if value is None:
                wrong = phrase("{what} is {found}", what=what, found=_what(value))
            elif what == f"«{value}»":
                wrong = phrase("{what} is not known here", what=what)
            else:
                wrong = phrase("{what} cannot be «{value}»", what=what, value=value)
        case "type" | "anyOf":
            wrong = phrase("{what} is {found}", what=what, found=_what(value))
            if isinstance(value, str) and _is_list(schema):
                remedy = phrase("{remedy}: [{value}]", remedy=remedy, value=value)
        case "pattern":
            wrong = phrase("«{value}» cannot stand here", value=value)
            if rule == _ID and described:
                wrong = phrase("«{value}» cannot be an id", value=value)
        case "uniqueItems":
            wrong = phrase("{what} names something twice", what=what)
        case "maxItems":
            count = len(value)
            wrong = phrase(
                "{what} names {count}, of at most {limit}", what=what, count=count, limit=rule
            )
        case "minProperties" | "minItems" | "minLength":
            short = phrase("too short") if value else phrase("empty")
            wrong = phrase("{what} is {found}", what=what, found=short)
        case _:
            wrong = phrase("{what} cannot be {found}", what=what, found=_what(value))
    if isinstance(value, str) and QUOTED.fullmatch(value):
        wrong = phrase("«{text}» has quotation marks around it", text=value)
        remedy = phrase("write {value}", value=value[1:-1].strip())
    yield source.problem(place, wrong, remedy)


_ID = get_args(Name)[1].pattern


def _is_list(schema: Schema) -> bool:
    """Whether ``schema`` wants a list, among other things."""
    return "array" in (part.get("type") for part in schema.get("anyOf", [schema]))


#: The types of JSON, in words.
WORDS = {
    "object": phrase("a mapping of keys and values"),
    "array": phrase("a list"),
    "string": phrase("a text"),
    "integer": phrase("a whole number"),
    "number": phrase("a number"),
    "boolean": phrase("true or false"),
}


def _wanted(schema: Schema) -> Phrase:
    parts = schema.get("anyOf", [schema])
    kinds = [WORDS[part["type"]] for part in parts if part.get("type") in WORDS]
    if not kinds:
        return phrase("another value")
    return reduce(lambda one, other: phrase("{one} or {other}", one=one, other=other), kinds)


def _what(value: Any) -> Phrase:
    match value:
        case None:
            return phrase("empty")
        case bool():
            return phrase("«{name}»", name=str(value).lower())
        case dict():
            return phrase("a mapping")
        case list():
            return phrase("a list")
        case str():
            return phrase("the text «{value}»", value=value)
        case _:
            return phrase("the number {value}", value=value)
