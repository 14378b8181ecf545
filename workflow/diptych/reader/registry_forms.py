"""Forms that are added to a file of the registry, each marked as proposed until somebody reads it.

Everything else in the file, comments and order included, stays as it was typed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import yaml
from yaml import CLoader, MappingNode, ScalarNode

from diptych.errors import DiptychError, phrase
from diptych.reader.yaml import Path_, Source

MARK = "  # proposed"
_MARK = re.compile(r"\s+#\s*proposed\s*$")


def is_marked(line: str) -> bool:
    """Whether a line says that its form is proposed."""
    return _MARK.search(line) is not None


def without_marks(source: Source, forms: Iterable[Path_]) -> str:
    """The text of ``source`` without the marks of ``forms``."""
    lines = list(source.lines)
    for path in forms:
        line = source.at(path).line - 1
        lines[line] = _MARK.sub("", lines[line])
    return "\n".join(lines)


def with_forms(
    source: Source, forms: Mapping[tuple[str, ...], str], cases: Mapping[str, Sequence[str]]
) -> str:
    """The text of ``source`` with ``forms``, each on a line of its own where its case belongs.

    ``cases`` are those of each language, in their order. Raises
    :class:`~diptych.errors.DiptychError` for names that are written in one line.
    """
    lines = list(source.lines)
    for path, form in forms.items():
        *around, language, key = path
        name = _mapping("\n".join(lines), [*around, language])
        if name is None:
            raise DiptychError(
                phrase(
                    "{place}: write the forms of «{name}» one a line, then run this again",
                    place=source.key(path),
                    name=path[0],
                )
            )
        if name.flow_style:
            _unfold(lines, name)
            name = _mapping("\n".join(lines), [*around, language])
            assert name is not None
        keys = {str(k.value): v for k, v in name.value}
        end = keys[_before(list(keys), key, cases[language])].end_mark
        indent = " " * name.value[0][0].start_mark.column
        # The end of a text of several lines is the beginning of the next one.
        line = end.line + (end.column > 0)
        lines.insert(line, f"{indent}{key}: {scalar(form)}{MARK}")
    return "\n".join(lines)


def _mapping(text: str, path: Sequence[str]) -> MappingNode | None:
    """The mapping at ``path``, nothing where it cannot be written one form a line.

    It stands within braces, or there are comments between its own.
    """
    node: Any = yaml.compose(text, CLoader)
    for step in path:
        if node.flow_style:
            return None
        node = next(value for key, value in node.value if key.value == step)
    lines = text.split("\n")[node.start_mark.line : node.end_mark.line]
    if node.flow_style and any("#" in line for line in lines):
        return None
    return node if isinstance(node, MappingNode) else None


def _before(keys: Sequence[str], key: str, cases: Sequence[str]) -> str:
    """The one of ``keys`` that ``key`` follows: the case before it of the same length of the name.

    >>> _before(["nom", "dat", "short"], "gen", ["nom", "gen", "dat"])
    'nom'
    >>> _before(["nom", "short", "abbr"], "short gen", ["nom", "gen", "dat"])
    'short'
    """

    def rank(form: str) -> int:
        return next((cases.index(word) for word in form.split() if word in cases), 0)

    def length(form: str) -> set[str]:
        return set(form.split()) - set(cases)

    same = [each for each in keys if length(each) == length(key)]
    earlier = [each for each in same if rank(each) < rank(key)]
    return max(earlier, key=rank) if earlier else (same or keys)[-1]


def _unfold(lines: list[str], name: MappingNode) -> None:
    """Write the forms of ``name``, which stand in braces, one a line."""
    start, end = name.start_mark, name.end_mark
    indent = " " * (len(lines[start.line]) - len(lines[start.line].lstrip()) + 2)
    rest = lines[end.line][end.column :].rstrip()
    forms = [
        f"{indent}{key.value}: {scalar(value.value)}"
        for key, value in name.value
        if isinstance(value, ScalarNode)
    ]
    head = lines[start.line][: start.column].rstrip() + rest
    lines[start.line : end.line + 1] = [head, *forms]


def scalar(text: str) -> str:
    """``text`` as YAML has it, quoted where it must be."""
    written = yaml.dump(text, allow_unicode=True, width=100_000)
    return str(written).removesuffix("\n").removesuffix("\n...")
