"""What the command says, in the language of whoever runs it."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from typing import ParamSpec, TextIO, TypeVar

from diptych.errors import ContentError, DiptychError, Problem, phrase
from diptych.language.messages import Messages, load

P = ParamSpec("P")
T = TypeVar("T")

# Those of gettext, the first that is set counts.
_VARIABLES = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")


def locale() -> str:
    """The locale of the environment, empty if it has none."""
    return next(filter(None, map(os.environ.get, _VARIABLES)), "")


def messages() -> Messages:
    """The messages in the language of the environment."""
    return load(locale())


def say(pattern: str, /, *, to: TextIO | None = None, **values: object) -> None:
    """Print the phrase that ``pattern`` and ``values`` make, to standard output as a rule."""
    print(messages().say(phrase(pattern, **values)), file=to)


def warn(problem: Problem) -> None:
    """Print one problem to standard error."""
    print(messages().problem(problem), end="\n\n", file=sys.stderr)


def report(error: DiptychError) -> None:
    """Print what is wrong to standard error."""
    print(_rendered(error), file=sys.stderr)


def translated_errors(call: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """What ``call`` returns; its errors come out as one in the language of the environment.

    For callers that print errors themselves, as Snakemake does.
    """
    try:
        return call(*args, **kwargs)
    except DiptychError as error:
        raise DiptychError(_rendered(error)) from None


def _rendered(error: DiptychError) -> str:
    if isinstance(error, ContentError):
        return messages().report(error)
    what = error.args[0] if error.args else ""
    return messages().say(phrase("error: {what}", what=what))
