"""The shape of a language file and its reading; every field is explained in the files themselves.

A language is one TOML file ``<code>.toml`` in the folder ``data`` of this room.
From outside the package, it is an entry point named as the code in the group
``diptych.languages``: its value is a package that holds the file, or a module
beside which it lies, and neither is run. The engine knows no word of any language.
"""

from __future__ import annotations

import functools
import tomllib
import unicodedata
from collections.abc import Iterator
from importlib.metadata import EntryPoint
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Literal

import msgspec

from diptych import inputs, plugins
from diptych.errors import ValueProblem, among, phrase
from diptych.values import BOUNDS, SCALES, STRETCHES

HERE = Path(__file__).parent / "data"
NO_BREAK = "\u00a0"

_GROUP = "diptych.languages"

Patterns = dict[str, str]
"""Patterns by role; fields stand in braces."""

Frame = str | dict[str, str]
"""A pattern, or patterns by plural category and gender of what is counted: one, «one f», other."""


# The numerals that no language can do without.
_NUMERALS = [str(n) for n in (*range(1, 10), *range(10, 101, 10))]
_SPANS = ["days-of-one-month", "days-of-one-year", "months-of-one-year"]
_PARTS = ["quarter", "half", *STRETCHES]
_PART_SHAPES = ["part-of-year", "stretch-of-year", "stretch-of-month"]
_DATE_SHAPES = {"day", "days", "month", "months", *_SPANS, *_PART_SHAPES}


class _Table(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    pass


class Noun(_Table, frozen=True):
    """A noun with its forms in the order of the cases, or with one form to take suffixes."""

    one: tuple[str, ...]
    many: tuple[str, ...] = ()
    paucal: str = ""
    abbr: str = ""
    gender: str = ""
    like: str = ""
    possessive: bool = False


AnyNoun = str | Noun
"""A noun; a bare string takes the suffixes of the language, or never changes."""


class Suffixes(_Table, frozen=True):
    """Suffixes by case and by how a word ends; those for each class of vowels divided by slashes.

    ``vowels`` are the classes: which of them a word has is decided by its last vowel.
    """

    forms: dict[str, dict[str, str]]
    endings: dict[str, str] = {}
    vowels: tuple[str, ...] = ()
    silent: str = ""
    dropped: str = ""


class Number(_Table, frozen=True):
    """How numbers are written in digits and joined in words."""

    grouping_from: int
    tens: str
    hundreds: str
    one_hundred: bool
    suffix: str = ""


class Ordinals(_Table, frozen=True):
    """Ordinals: ``stem|ending`` by number, and what the roles make of them."""

    plain: str
    digits: str
    words: dict[str, str]
    suffix: str = ""
    genders: tuple[str, ...] = ()
    gender: str = ""
    endings: dict[str, dict[str, tuple[str, ...]]] = {}


class Percentages(_Table, frozen=True):
    """Percentages with a sign and with a word, and which of them is usual."""

    plain: Literal["sign", "word"]
    sign: str
    word: str
    unit: AnyNoun


class Multiples(_Table, frozen=True):
    """«Twice as much» and «more than twice as much»."""

    plain: str
    more: str
    about: str
    unit: AnyNoun = ""
    fold: str = ""
    folds: dict[str, str] = {}


class Sums(_Table, frozen=True):
    """How number, scale word and currency stand together."""

    amount: str
    scaled: str
    words: str
    words_and_minor: str
    range: Literal["dash", "from"] = "dash"
    unit_after_scale: str = ""
    sign_amount: str = ""
    sign_scaled: str = ""
    sign_words: str = ""
    sign_words_and_minor: str = ""


class Currency(_Table, frozen=True):
    """A currency with its official name, the short one of press texts, its coin, its signs."""

    full: AnyNoun
    short: AnyNoun = ""
    minor: AnyNoun = ""
    sign: str = ""
    short_sign: str = ""


class Times(_Table, frozen=True):
    """Patterns for one time of day, and for a range."""

    one: Patterns
    several: Patterns


class Years(_Table, frozen=True):
    """Patterns for one year, several, a decade, a century and a financial year."""

    one: Patterns
    several: Patterns
    decade: Patterns
    century: Patterns
    financial: Patterns


class Pair(_Table, frozen=True):
    """How two equals are joined when the first ends in one of the letters ``after``, or in any."""

    joint: str
    after: str = ""


class Conjunctions(_Table, frozen=True, rename={"and_": "and", "or_": "or"}):
    """How the last item of a list joins the ones before it."""

    and_: str
    or_: str
    pair: tuple[Pair, ...] = ()


class Endings(_Table, frozen=True):
    """Endings, or whole words, of the names of men and of women."""

    m: tuple[str, ...] = ()
    f: tuple[str, ...] = ()


class Names(_Table, frozen=True):
    """How forms of names are proposed, and how names of people are put together.

    ``letters`` says how the names of letters end, by which abbreviations are read, but for those
    among ``words``; ``joint`` stands before their suffix. ``heard`` has endings as they sound.
    ``possessive`` are endings of a single word that hold a possessive suffix, ``izafet`` those of
    the last of several words, ``plain`` those that look so and hold none. ``added`` are suffixes
    by case that any name takes, ``prefixed`` what stands before a name of several words, by
    form. ``declension`` names what declines by dictionary, ``apposed`` are nouns with which the
    name after them is declined. ``office`` is an office with its body, which
    ``{office}`` and ``{body}`` stand for; behind ``{body}`` may stand the form that it is in.
    ``spelled`` says, by the language that a person's name comes from, how its letters are written
    here (:mod:`diptych.language.respelling`).
    """

    joint: str = ""
    letters: dict[str, str] = {}
    words: tuple[str, ...] = ()
    heard: dict[str, str] = {}
    possessive: tuple[str, ...] = ()
    izafet: tuple[str, ...] = ()
    plain: tuple[str, ...] = ()
    added: dict[str, str] = {}
    prefixed: dict[str, str] = {}
    office: str = ""
    declension: Literal["", "russian"] = ""
    apposed: tuple[str, ...] = ()
    patronymics: Endings = Endings()
    children: Endings = Endings()
    families: Endings = Endings()
    whole: tuple[str, ...] = ()
    listed: str = " "
    spelled: dict[str, dict[str, str]] = {}


class Owners(_Table, frozen=True):
    """Where the owner of something is named: before it, in one of ``endings`` or in the genitive,
    after it, or after it behind one of ``joints``. ``form`` is that of its name in a label:
    «Делегация Республики Узбекистан».
    """

    form: str = ""
    before: bool = False
    after: bool = False
    endings: tuple[str, ...] = ()
    joints: tuple[str, ...] = ()


class Definitions(_Table, frozen=True):
    """How a text says what it calls something from there on.

    ``{term}`` stands for the term, in quotation marks or not, with one of ``articles`` or not.
    """

    frames: tuple[str, ...] = ()
    articles: tuple[str, ...] = ()


class Letters(_Table, frozen=True):
    """The letters that people type with an apostrophe."""

    turned: str
    turned_after: str
    apostrophe: str
    turned_at_end: tuple[str, ...] = ()


class Ranges(_Table, frozen=True):
    """Words that say of two numbers with a hyphen that they are a range."""

    counted: tuple[str, ...] = ()
    years: tuple[str, ...] = ()
    centuries: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    before_years: tuple[str, ...] = ()


class Identifiers(_Table, frozen=True):
    """Words that say of two numbers with a hyphen that they are none."""

    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    clock: tuple[str, ...] = ()


ListMarker = Literal["number", "bracket", "letter", "roman", "dash"]
"""What stands before an item of a numbered list: 1. or 1) or а) or i) or –."""


class Typography(_Table, frozen=True):
    """Quotes, apostrophes, ranges, the marks of list items, and where a line must not break.

    ``lettering`` are the letters of list items, ``list_markers`` what marks the items of a
    numbered list, of one inside it, and so on; the last counts for all that stand deeper.
    """

    outer: str
    inner: str
    lettering: str = ""
    list_markers: tuple[ListMarker, ...] = ("number", "bracket", "roman")
    apostrophe: str = ""
    apostrophe_at_end: bool = False
    omissions: tuple[str, ...] = ()
    percent: str = ""
    glue: tuple[str, ...] = ()
    together: tuple[str, ...] = ()
    before_number: tuple[str, ...] = ()
    before_name: tuple[str, ...] = ()
    after_number: tuple[str, ...] = ()
    cases_after_number: tuple[str, ...] = ()
    initials: tuple[str, ...] = ()
    ranges: Ranges = Ranges()
    identifiers: Identifiers = Identifiers()
    letters: Letters | None = None


class Typed(_Table, frozen=True):
    """What people type and no role says, so that it is recognised.

    ``half`` stands behind a number, ``endings`` are what may be added to a word for one,
    ``weekdays`` has forms of each beside the first, ``homographs`` are words for numbers and days
    that mean other things as well.
    """

    half: str = ""
    endings: tuple[str, ...] = ()
    weekdays: tuple[tuple[str, ...], ...] = ()
    homographs: tuple[str, ...] = ()


class Language(_Table, frozen=True):
    """A whole language file."""

    code: str
    babel: str
    name: str
    html: str
    word: str
    alphabet: str
    cases: tuple[str, ...]
    weekdays: tuple[str, ...]
    months: dict[str, tuple[str, ...]]
    date: dict[str, Patterns]
    month: Patterns
    years: Years
    time: Times
    instant: Patterns
    number: Number
    frames: Patterns
    ranges: Patterns
    parts: dict[str, AnyNoun]
    cardinals: dict[str, tuple[str, ...]]
    scales: dict[str, AnyNoun]
    ordinals: Ordinals
    percent: Percentages
    multiple: Multiples
    money: Sums
    currencies: dict[str, Currency]
    list: Conjunctions
    typography: Typography
    direction: Literal["ltr", "rtl"] = "ltr"
    spelling: str = ""
    prepositions_govern: bool = False
    suffixes: Suffixes | None = None
    names: Names = Names()
    owners: Owners = Owners()
    definitions: Definitions = Definitions()
    typed: Typed = Typed()
    nouns: dict[str, AnyNoun] = {}
    durations: dict[str, Frame] = {}
    counting: dict[str, dict[str, str]] = {}
    euphony: dict[str, str] = {}

    @property
    def file(self) -> str:
        """The name of the language file, for messages."""
        return f"{self.code}.toml"


def codes() -> tuple[str, ...]:
    """The codes of all languages there are, in alphabetical order."""
    here = (path.stem for path in HERE.glob("*.toml"))
    return tuple(sorted({*here, *plugins.entry_points(_GROUP).names}))


def folders() -> tuple[Path, ...]:
    """Where language files stand, and beside them what belongs to them: our own place first."""
    return tuple(
        dict.fromkeys((HERE, *(_file(point).parent for point in plugins.entry_points(_GROUP))))
    )


@functools.cache
def read(code: str) -> Language:
    """The language ``code`` of this room, or else of another package.

    Raises :class:`~diptych.errors.ValueProblem` when there is none, or its file is wrong.
    """
    path = HERE / f"{code}.toml"
    if path.is_file():
        return _decode(code, path)
    if point := plugins.entry_point(_GROUP, code):
        return _decode(code, _file(point))
    raise ValueProblem(phrase("«{code}» is not a language", code=code), among(code, codes()))


def _file(point: EntryPoint) -> Path:
    """The file of a language from outside: in the package it names, or beside the module."""
    name = f"{point.name}.toml"
    try:
        spec = find_spec(point.module)
    except ModuleNotFoundError:
        spec = None
    folders: list[Path] = []
    if spec is not None and spec.submodule_search_locations is not None:
        folders = [Path(folder) for folder in spec.submodule_search_locations]
    elif spec is not None and spec.origin is not None:
        folders = [Path(spec.origin).parent]
    for folder in folders:
        if (folder / name).is_file():
            return folder / name
    raise ValueProblem(
        phrase("the language «{name}» from outside has no file {file}", name=point.name, file=name),
        phrase(
            "put it into the package «{module}», or beside it where it is a single module",
            module=point.module,
        ),
    )


def _decode(code: str, path: Path) -> Language:
    try:
        table = tomllib.loads(inputs.read_lasting(path).decode())
        language = msgspec.convert(_with_no_breaks(table), Language)
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise ValueProblem(
            phrase("{name}: {error}", name=path.name, error=error),
            phrase("compare the file with en.toml"),
        ) from error
    for message, remedy in _gaps(language):
        raise ValueProblem(phrase("{name}: {message}", name=path.name, message=message), remedy)
    if language.code != code:
        raise ValueProblem(
            phrase("{name}: the code is «{code}»", name=path.name, code=language.code),
            phrase("write «{code}»", code=code),
        )
    return language


def _gaps(language: Language) -> Iterator[tuple[str, str]]:
    """What a language file of the right shape still lacks: a message and a remedy each."""
    for what, count, rows in (
        ("weekdays", 7, [language.weekdays]),
        ("months", 12, language.months.values()),
        ("typed.weekdays", 7, [language.typed.weekdays or language.weekdays]),
        ("quotes", 2, [language.typography.outer, language.typography.inner]),
    ):
        for row in rows:
            if len(row) != count:
                yield f"{len(row)} {what} in a row", f"write {count} of them"
    from_right = any(unicodedata.bidirectional(letter) in ("R", "AL") for letter in language.name)
    if from_right != (language.direction == "rtl"):
        direction = "rtl" if from_right else "ltr"
        yield (
            phrase("the name of the language does not run in its direction"),
            phrase("write direction = «{direction}»", direction=direction),
        )
    for frame in language.definitions.frames:
        if frame.count("{term}") != 1:
            yield (
                phrase("the definition «{frame}» has no term, or several", frame=frame),
                phrase("write {term} once in it, where the term stands"),
            )
    periods = [
        getattr(table, each)
        for table in (language.years, language.time)
        for each in table.__struct_fields__
    ]
    plain = (*language.date.values(), language.month, *periods, language.instant)
    for what, needed, there in (
        ("date", _DATE_SHAPES, [set(language.date)]),
        ("months", {language.cases[0]}, [set(language.months)]),
        ("cardinals", {"0", *_NUMERALS}, [set(language.cardinals)]),
        ("ordinals.words", set(_NUMERALS), [set(language.ordinals.words)]),
        ("scales", set(SCALES), [set(language.scales)]),
        ("parts", set(_PARTS), [set(language.parts)]),
        ("ranges", {"dash", "from"}, [set(language.ranges)]),
        ("frames", {*BOUNDS.values(), "from", "up-to"}, [set(language.frames)]),
        ("counting", {"other"}, [set(row) for row in language.counting.values()]),
        ("a table of dates or times", {"plain"}, [set(patterns) for patterns in plain]),
    ):
        for keys in there:
            for key in sorted(needed - keys):
                yield (
                    phrase("{what} has no «{key}»", what=what, key=key),
                    phrase("write it as en.toml does"),
                )


def _with_no_breaks(node: Any) -> Any:
    match node:
        case str():
            return node.replace("~", NO_BREAK)
        case list():
            return [_with_no_breaks(item) for item in node]
        case dict():
            return {_with_no_breaks(key): _with_no_breaks(item) for key, item in node.items()}
        case _:
            return node
