"""The configuration: what every document is built in, unless its meeting says otherwise."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import msgspec

from diptych.editions import split
from diptych.errors import ContentError, Problem, Problems, ValueProblem, nearest, phrase
from diptych.model import Configuration
from diptych.reader import schema, yaml


def read_configuration(path: Path) -> Configuration:
    """The configuration in the file ``path``; raises :class:`ContentError`."""
    return _configuration(yaml.read(path))


def given_configuration(settings: Mapping[str, Any], origin: str) -> Configuration:
    """The configuration that ``settings`` are, which come from ``origin`` and no file.

    Raises :class:`ContentError` with problems at ``origin``.
    """
    return _configuration(_unwritten(settings, origin))


def source_of(config: Configuration, path: Path, origin: str) -> yaml.Source:
    """The file ``path`` if it says just what ``config`` is, else ``origin``, which has no lines."""
    with suppress(ContentError):
        if read_configuration(path) == config:
            return yaml.read(path)
    return _unwritten(msgspec.to_builtins(config), origin)


def _unwritten(settings: Mapping[str, Any], origin: str) -> yaml.Source:
    return yaml.Source(file=origin, data=settings, lines=(), values={}, keys={})


def _configuration(source: yaml.Source) -> Configuration:
    problems = Problems()
    problems.extend(schema.problems(source, schema.CONFIGURATION))
    problems.raise_if_any()
    config = msgspec.convert(source.data, Configuration)
    for kind, editions in config.editions.items():
        for index, edition in enumerate(editions):
            place = source.at(("editions", kind, index))
            try:
                unknown = set(split(edition)) - set(config.languages)
            except ValueProblem as error:
                problems.append(source.problem(place, error.message, error.remedy))
                continue
            for code in sorted(unknown):
                message = phrase("«{code}» is not one of the languages above", code=code)
                problems.append(source.problem(place, message, nearest(code, config.languages)))
    problems.extend(authenticity_problems(source, config.languages))
    problems.raise_if_any()
    return config


def authenticity_problems(source: yaml.Source, languages: Sequence[str]) -> Iterator[Problem]:
    """Languages under «authenticity» that are not among those of the configuration."""
    kinds = source.data.get("authenticity")
    for kind, authenticity in kinds.items() if isinstance(kinds, dict) else ():
        for key, value in authenticity.items() if isinstance(authenticity, dict) else ():
            named = (
                [((key, n), code) for n, code in enumerate(value)]
                if isinstance(value, list)
                else [((key,), value)]
            )
            for path, code in named:
                if isinstance(code, str) and code not in languages:
                    place = source.at(("authenticity", kind, *path))
                    message = phrase(
                        "«{code}» is not one of the languages of the configuration", code=code
                    )
                    yield source.problem(place, message, nearest(code, languages))
