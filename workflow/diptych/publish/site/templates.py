"""Pages from the Jinja2 templates of ``templates/site``; what is wrong in one is said at its place.

What a page shows is data: nothing in it is markup, or runs. Templates know ``languages`` (codes,
the first of which the page opens in), ``label``, ``day``, ``size``, ``tags``, ``by_tag``, ``file``
and ``policy``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from pathlib import Path
from traceback import walk_tb
from typing import Any

from jinja2 import BaseLoader, Environment, StrictUndefined
from jinja2.exceptions import TemplateSyntaxError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import missing
from markupsafe import Markup

from diptych import inputs
from diptych.content_security import policy, source
from diptych.errors import ContentError, Position, Problem, ValueProblem, nearest, phrase
from diptych.language.tags import tags
from diptych.publish.site.translations import PageTranslations, by_tag

# What may end a style sheet or a script in HTML, wherever it stands.
_ENDING = re.compile(r"</|<!--")
_INLINE = re.compile(r"<(style|script)\b[^>]*>(.*?)</", re.DOTALL | re.IGNORECASE)
# What would turn text into markup, or make a page differ each time.
_UNESCAPED = re.compile(r"\{%[-+]?\s*autoescape\b")
_REFUSED_FILTERS = ("safe", "random")


def render(
    folder: Path, name: str, translations: PageTranslations, data: Mapping[str, object]
) -> bytes:
    """The page that the template ``name`` in ``folder`` makes of ``data``, in UTF-8.

    Raises :class:`~diptych.errors.ContentError` with the place where a template is missing, is
    none, or names what there is not.
    """
    inputs.read_template(folder / name)
    loader = _Loader(folder)
    known = {
        "languages": translations.codes,
        "label": translations.label,
        "day": translations.day,
        "size": translations.size,
        "tags": tags,
        "by_tag": by_tag,
        "policy": policy,
        "file": loader.raw,
    }
    environment = ImmutableSandboxedEnvironment(
        loader=loader,
        autoescape=True,
        undefined=_undefined({*known, *data}),
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.globals = known
    for refused in _REFUSED_FILTERS:
        del environment.filters[refused]
    try:
        page = environment.get_template(name).render(data)
    except (ContentError, inputs.Changed):
        raise
    except Exception as error:  # whatever an expression raises
        raise ContentError([_problem(folder, name, error)]) from error
    for tag, text in _INLINE.findall(page):
        if source(text).strip("'") not in page:
            what = phrase("the policy of the page does not allow what stands in <{tag}>", tag=tag)
            remedy = phrase("give «policy» that and nothing else, as base.html does")
            raise ContentError([Problem(Position((folder / name).as_posix()), what, remedy)])
    return page.encode()


class _Loader(BaseLoader):
    """Reads the files of ``folder``, and no others."""

    def __init__(self, folder: Path) -> None:
        self._files = {path.name: path for path in folder.glob("*") if path.is_file()}

    def get_source(
        self, environment: Environment, template: str
    ) -> tuple[str, str, Callable[[], bool] | None]:
        """The text of a template and its path; one that switches escaping off is refused."""
        path, text = self._read(template)
        if match := _UNESCAPED.search(text):
            what = phrase("what a page shows is never markup: «autoescape» may not stand here")
            raise ContentError([_at(path, text, _line(text, match), what, phrase("delete it"))])
        return text, path.as_posix(), None

    def raw(self, name: str) -> Markup:
        """A style sheet or a script as it stands."""
        path, text = self._read(name)
        if sign := _ENDING.search(text):
            what = phrase("«{sign}» in {name} would end or hide it", sign=sign[0], name=name)
            remedy = phrase("write it otherwise")
            raise ContentError([_at(path, text, _line(text, sign), what, remedy)])
        return Markup(text)

    def _read(self, name: str) -> tuple[Path, str]:
        if name not in self._files:
            message = phrase("the templates have no file «{name}»", name=name)
            raise ValueProblem(message, nearest(name, self._files))
        return self._files[name], inputs.read_template(self._files[name])


def _undefined(known: Collection[str]) -> type[StrictUndefined]:
    """What stands for what is not there: a template that names it fails where it does so.

    ``known`` are the names that there are.
    """

    class Undefined(StrictUndefined):
        def __init__(
            self, hint: str | None = None, obj: Any = missing, name: Any = None, exc: Any = None
        ) -> None:
            names = known if obj is missing else _names(obj)
            message = phrase("there is no «{name}» here", name=hint if name is None else name)
            raise ValueProblem(message, nearest(str(name), names))

    return Undefined


def _names(thing: object) -> list[str]:
    """What a template may name of ``thing``."""
    names = thing if isinstance(thing, Mapping) else getattr(thing, "__struct_fields__", dir(thing))
    return [str(name) for name in names if not str(name).startswith("_")]


def _problem(folder: Path, name: str, error: Exception) -> Problem:
    """``error``, at the line of the template in which it was raised."""
    places = [(frame.f_code.co_filename, line) for frame, line in walk_tb(error.__traceback__)]
    mine = [(Path(file), line) for file, line in places if Path(file).parent == folder]
    path, line = mine[-1] if mine else (folder / name, 1)
    message, remedy = _explained(error)
    return _at(path, inputs.read_template(path), line, message, remedy)


def _explained(error: Exception) -> tuple[str, str]:
    """What is wrong, and what to do."""
    if isinstance(error, ValueProblem):
        return error.message, error.remedy
    reason = error.message if isinstance(error, TemplateSyntaxError) else repr(error)
    return phrase("the template fails: {error}", error=reason), phrase("put the template right")


def _line(text: str, match: re.Match[str]) -> int:
    return text.count("\n", 0, match.start()) + 1


def _at(path: Path, text: str, line: int, message: str, remedy: str) -> Problem:
    """A problem in a line of the file at ``path``, which holds ``text``."""
    shown = text.split("\n")[line - 1]
    column = len(shown) - len(shown.lstrip()) + 1
    return Problem(Position(path.as_posix(), line, column), message, remedy, shown)
