"""The lists of those who are sent documents."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path

import msgspec

from diptych.errors import ContentError, Position, Problem, Problems, ValueProblem
from diptych.model import Recipients
from diptych.reader import schema, yaml
from diptych.reader.addresses import mailbox
from diptych.reader.registry import REGISTRY


def read_recipients(content: Path, *, strict: bool = True) -> dict[str, Recipients]:
    """The lists in ``content/registry/recipients``, by the name of their file.

    If ``strict``, raises :class:`ContentError` with everything that is wrong in them; else
    what is wrong is left out.
    """
    problems = Problems()
    lists = {}
    for path in sorted((content / REGISTRY / "recipients").glob("*.yaml")):
        try:
            source = yaml.read(path)
        except ContentError as error:
            problems.extend(error.problems)
            continue
        wrong = list(schema.problems(source, schema.RECIPIENTS))
        wrong += _address_problems(source, {problem.position for problem in wrong})
        problems.extend(wrong)
        if not wrong:
            lists[path.stem] = msgspec.convert(source.data, Recipients)
    if strict:
        problems.raise_if_any()
    return lists


def _address_problems(source: yaml.Source, known: Collection[Position]) -> Iterator[Problem]:
    """Texts that are no address of one recipient, except at places with a ``known`` problem."""
    lists = source.data if isinstance(source.data, dict) else {}
    for name in ("to", "cc", "bcc"):
        boxes = lists.get(name)
        for number, text in enumerate(boxes if isinstance(boxes, list) else ()):
            position = source.at((name, number))
            if isinstance(text, str) and position not in known:
                try:
                    mailbox(text)
                except ValueProblem as error:
                    yield source.problem(position, error.message, error.remedy)
