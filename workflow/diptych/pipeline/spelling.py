"""The spelling of all texts, by the dictionaries that this machine has."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import msgspec

from diptych.errors import ContentError, Position, Problem, phrase
from diptych.gate import text as gate
from diptych.language import data, spelling, transliteration
from diptych.language.spelling import Speller
from diptych.language.typography import plain_marks
from diptych.plan import Plan
from diptych.reader import yaml
from diptych.reader.registry import REGISTRY, Registry, read_registry
from diptych.reader.texts import texts_of

_LIST = re.compile(r"spelling\.(?P<code>[A-Za-z-]+)\.txt")
# What is no prose of the text: what its author has marked, facts, ids, addresses, files, names of
# notes, entities.
_PASSED = re.compile(
    r"\[[^\[\]{}]*\]\{keep\}|\{\{[^{}]*\}\}|\{[^{}]*\}|\[\^[^\]]*\]:?|\]\([^()\s]*"
    r"|(?:https?://|mailto:|www\.)\S+|\S+@\S+|[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+|&#?\w+;"
)
_QUOTED = re.compile(r"\[([^\[\]{}]*)\]\{lang=([A-Za-z0-9-]+)\}")
_WORD = re.compile(r"(?<![^\W_])[^\W\d_]+(?:['’ʻʼ‘`-][^\W\d_]+)*[ʻʼ]?(?![^\W_])")
_LONGEST_ABBREVIATION = 6
# From so many words on that no dictionary has, none is suggested any more: it takes long.
_MOST_SUGGESTED = 50


class Spelling(msgspec.Struct, frozen=True):
    """The dictionary that checked each language, and what is wrong or was not checked."""

    checked: Mapping[str, str]
    problems: tuple[Problem, ...]


def check_spelling(
    plan: Plan, meetings: Sequence[str], configuration: yaml.Source, folders: Sequence[Path]
) -> Spelling:
    """Warnings at each word of the texts of ``meetings`` that no dictionary in ``folders`` has.

    The names of the registry and the words of ``content/registry/spelling.<language>.txt`` are
    right. A language without a dictionary is one warning, at its place in the ``configuration``.
    """
    problems = list(_stray_lists(plan))
    try:
        registry = read_registry(plan.content)
    except ContentError:  # which checking names
        return Spelling({}, ())
    texts = list(_texts(plan, meetings))
    wanted = {code for _, code, text in texts for code in (code, *_quoted_in(text))}
    spellers = {code: _speller(code, folders) for code in sorted(wanted) if code in data.codes()}
    problems += _unchecked(
        [code for code, found in spellers.items() if found is None], configuration
    )
    known = {code: _Known(plan, registry, code) for code in spellers}
    problems += [each for names in known.values() for each in names.problems]
    problems += _misspelled(texts, {code: s for code, s in spellers.items() if s}, known)
    checked = {
        code: found.name if found.script == code else f"{found.name} ({found.script})"
        for code, found in spellers.items()
        if found is not None
    }
    return Spelling(checked, tuple(sorted(set(problems))))


def _misspelled(
    texts: Sequence[tuple[str, str, str]],
    spellers: Mapping[str, Speller],
    known: Mapping[str, _Known],
) -> Iterator[Problem]:
    """A warning at each word of ``texts`` that its language does not have."""
    wrong: set[tuple[str, str]] = set()
    for file, code, text in texts:
        lines = text.split("\n")
        for line, column, word, language in _words(text, code):
            found = spellers.get(language)
            if found is None or _is_passed(word, language):
                continue
            if not found.is_right(word, known[language].words):
                wrong.add((language, word))
                suggested = found.suggestions(word) if len(wrong) <= _MOST_SUGGESTED else ()
                what, remedy = _wrong(word, suggested, known[language].file)
                place = Position(file, line, column)
                yield Problem(place, what, remedy, lines[line - 1], "warning")


def _speller(code: str, folders: Sequence[Path]) -> Speller | None:
    return spelling.speller(code, tuple(folders)) if spelling.is_installed() else None


def _texts(plan: Plan, meetings: Sequence[str]) -> Iterator[tuple[str, str, str]]:
    """Each text that can be read: its file, its language and what stands in it."""
    for meeting in meetings:
        for paths in texts_of(plan.content / meeting).values():
            for code, path in paths.items():
                try:
                    yield path.as_posix(), code, gate.read(path)
                except ContentError:  # which checking names
                    continue


def _quoted_in(text: str) -> Iterator[str]:
    for match in _QUOTED.finditer(text):
        yield match[2]


def _words(text: str, code: str) -> Iterator[tuple[int, int, str, str]]:
    """Each word of ``text`` with line and column from 1 and the language that it is in."""
    quoted = [(*match.span(1), match[2]) for match in _QUOTED.finditer(text)]
    prose = _PASSED.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), text)
    begins = 0
    for number, line in enumerate(prose.split("\n"), 1):
        for match in _WORD.finditer(line):
            place = begins + match.start()
            language = next((name for a, b, name in quoted if a <= place < b), code)
            yield number, match.start() + 1, match[0], language
        begins += len(line) + 1


def _is_passed(word: str, code: str) -> bool:
    """Whether no dictionary can say anything of a word: letters, abbreviations, other alphabets."""
    alphabet = data.read(code).alphabet
    letters = [letter for letter in word.lower() if letter.isalpha()]
    abbreviation = word.isupper() and len(word) <= _LONGEST_ABBREVIATION
    mixed = any(letter.isupper() for letter in word[1:]) and not word.isupper() and "-" not in word
    foreign = not any(letter in alphabet for letter in letters)
    return len(letters) < 2 or abbreviation or mixed or foreign


def _wrong(word: str, suggested: Sequence[str], file: str) -> tuple[str, str]:
    """What is said of a word that no dictionary has."""
    remedy = phrase(
        "put it right, or add the word to {file}; what stands so on purpose: [{word}]{keep}",
        file=file,
        word=word,
    )
    if not suggested:
        return phrase("«{word}» is not in the dictionary", word=word), remedy
    words = ", ".join(suggested)
    what = phrase("«{word}» is not in the dictionary; perhaps {words}", word=word, words=words)
    return what, remedy


def _unchecked(codes: Sequence[str], configuration: yaml.Source) -> Iterator[Problem]:
    """That the texts in ``codes`` were not looked at, and what would let them be."""
    if codes and not spelling.is_installed():
        what = phrase("spelling not checked: {code}", code=", ".join(codes))
        remedy = phrase("install the library that reads dictionaries: pip install chunspell")
        yield configuration.problem(configuration.at(("languages",)), what, remedy, "warning")
        return
    languages = list(configuration.data.get("languages") or ())
    for code in codes:
        path = ("languages", languages.index(code)) if code in languages else ("languages",)
        what = phrase("spelling not checked: {code}", code=code)
        if package := data.read(code).spelling:
            remedy = phrase("install the dictionary: apt-get install {package}", package=package)
        else:
            remedy = phrase(
                "name a folder that has one, such as {code}.aff and .dic, in DICPATH",
                code=data.read(code).word.replace("-", "_"),
            )
        yield configuration.problem(configuration.at(path), what, remedy, "warning")


class _Known:
    """The words of one language that are right whatever a dictionary says."""

    def __init__(self, plan: Plan, registry: Registry, code: str) -> None:
        self.problems: list[Problem] = []
        self.file = (plan.content / REGISTRY / f"spelling.{code}.txt").as_posix()
        names = [
            form
            for entry in registry.valid_entries().values()
            for forms in (entry.name, *entry.alternat.values())
            for form in forms.get(code, {}).values()
        ]
        listed = self._listed(plan, code)
        other = transliteration.source(code)
        if other is not None:
            listed += [transliteration.derive(word, code) for word in self._listed(plan, other)]
        found = [word for name in (*names, *listed) for word in _split(name)]
        self.words = frozenset(found) | spelling.words_of_data(code)

    def _listed(self, plan: Plan, code: str) -> list[str]:
        """The words of the project's own list."""
        path = plan.content / REGISTRY / f"spelling.{code}.txt"
        if not path.exists():
            return []
        try:
            lines = gate.read(path, markup=False).split("\n")
        except ContentError as error:
            self.problems += error.problems
            return []
        return [line.partition("#")[0].strip() for line in lines]


def _split(name: str) -> Iterator[str]:
    """The words of a name in small letters with plain marks, whole and by their parts."""
    for match in _WORD.finditer(name):
        word = plain_marks(match[0]).casefold()
        yield word
        yield from word.split("-")


def _stray_lists(plan: Plan) -> Iterator[Problem]:
    """Lists of words for languages that there are not."""
    for path in sorted((plan.content / REGISTRY).glob("spelling.*")):
        match = _LIST.fullmatch(path.name)
        if match is None or match["code"] not in plan.config.languages:
            yield Problem(
                Position(path.as_posix()),
                phrase("this list of words belongs to no language of the configuration"),
                phrase(
                    "call it spelling.<language>.txt, such as {example}",
                    example=f"spelling.{plan.config.languages[0]}.txt",
                ),
                severity="warning",
            )
