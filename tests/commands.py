"""The command as tests call it."""

from __future__ import annotations

from collections.abc import Iterable

from diptych.cli import main


def command(words: str, **values: object) -> int:
    """Run a subcommand; gives its exit status.

    ``words`` are divided at spaces first, then each ``{field}`` is filled in, so that a path
    may hold spaces. A list fills in several words.
    """
    argv: list[str] = []
    for word in words.split():
        value = values.get(word[1:-1]) if word.startswith("{") else None
        if isinstance(value, Iterable) and not isinstance(value, str):
            argv.extend(map(str, value))
        else:
            argv.append(word.format(**values))
    return main(argv)
