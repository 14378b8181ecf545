"""Letters that look alike and are not: a Latin «a» in a Cyrillic word, «ﬁ» for «fi».

Nobody sees such a letter, and searching, sorting, hyphens and screen readers all fail
at it. What is meant so is marked in place: ``[SMSни]{keep}``.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

from diptych.errors import Phrase, phrase

# Latin letters, and the Cyrillic ones that look like them and are meant.
_TO_CYRILLIC = str.maketrans("ABEKMHOPCTYXIaceopyxikm", "АВЕКМНОРСТУХІасеорухікм")
# Cyrillic letters, and the Latin ones that they look like.
_TO_LATIN = str.maketrans("АВЕКМНОРСТУХІасеорухіјЈѕЅһԁԛԝӀ", "ABEKMHOPCTYXIaceopyxijJsShdqwI")

_SCRIPTS = frozenset({"LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE", "COPTIC"})
_WORD = re.compile(r"[^\W\d_]+")
# What the author has marked, and what is no prose: facts, ids, addresses.
_ADDRESS = re.compile(r"(?:https?://|mailto:|www\.)\S+")
_PASSED = re.compile(
    r"\[[^\[\]{}]*\]\{keep\}|\{\{[^{}]*\}\}|\{[^{}]*\}|\]\([^()\s]*|" + _ADDRESS.pattern
)
# What is in another language, whose words are right as they are.
_QUOTED = re.compile(r"\[([^\[\]{}]*)\]\{lang=[^{}]*\}")
# Latin letters that are whole words of Cyrillic languages.
_LONE = frozenset("acoykACOYK")
# What Unicode calls the shapes of letters and digits that programs draw and nobody writes.
_SHAPES = ("<font>", "<wide>", "<narrow>", "<initial>", "<medial>", "<final>", "<isolated>")
_LIGATURES = range(0xFB00, 0xFB50)
_MIXED = 2


def mixed(text: str, *, markup: bool = True) -> Iterator[tuple[int, int, Phrase, Phrase]]:
    """Each word of ``text`` whose letters are not what they seem.

    Gives line and column from 1, what is wrong and what to write. With ``markup``, what
    stands in braces is passed by.
    """
    if len(_scripts(text)) < _MIXED:
        return
    passed = _PASSED if markup else _ADDRESS
    lines = [passed.sub(lambda match: " " * len(match[0]), row) for row in text.split("\n")]
    script = _prevailing("".join(lines))
    quoted = [match.span(1) for match in _QUOTED.finditer(text)] if markup else []
    begins = 0
    for number, line in enumerate(lines, 1):
        for word in () if _scripts(line) <= {script} else _WORD.finditer(line):
            place = begins + word.start()
            expected = "" if any(a <= place < b for a, b in quoted) else script
            wrong = _fault(word[0], expected, line, word)
            if wrong is not None:
                yield (number, word.start() + 1, *wrong)
        begins += len(line) + 1


def drawn(text: str) -> Iterator[tuple[int, int, Phrase, Phrase]]:
    """Each letter and digit of ``text`` that is one for printers, as copied out of a PDF: «ﬁ».

    Gives line and column from 1, what is wrong and what to write.
    """
    shapes = {*filter(_is_shape, set(text))}
    for number, line in enumerate(text.split("\n") if shapes else (), 1):
        for column, char in enumerate(line, 1):
            if char in shapes:
                called = unicodedata.name(char, "").lower()
                yield (
                    number,
                    column,
                    phrase(
                        "«{letter}», U+{code} ({name}), is the shape of other letters",
                        letter=char,
                        code=f"{ord(char):04X}",
                        name=called,
                    ),
                    phrase("retype it: «{right}»", right=unicodedata.normalize("NFKC", char)),
                )


def _is_shape(char: str) -> bool:
    shape = unicodedata.decomposition(char)
    ligature = shape != "" and ord(char) in _LIGATURES
    return char.isalnum() and (ligature or shape.startswith(_SHAPES))


def _scripts(text: str) -> set[str]:
    return {*map(_script, set(text))} - {""}


def _prevailing(text: str) -> str:
    """The script that nine of ten letters are of, if there is one."""
    counts = Counter[str]()
    for char, times in Counter(text).items():
        counts[_script(char)] += times
    del counts[""]
    for script, most in counts.most_common(1):
        return script if 10 * most >= 9 * counts.total() else ""
    return ""


def _fault(
    word: str, prevailing: str, line: str, match: re.Match[str]
) -> tuple[Phrase, Phrase] | None:
    scripts = Counter(filter(None, map(_script, word)))
    if len(scripts) > 1:
        main = prevailing if prevailing in scripts else scripts.most_common(1)[0][0]
        strange = next(char for char in word if _script(char) not in ("", main))
        return _explained(word, strange, main)
    if prevailing == "CYRILLIC" and word in _LONE and _stands_alone(line, match):
        return _explained(word, word, "CYRILLIC")
    if prevailing == "LATIN" and "CYRILLIC" in scripts and _looks(word.translate(_TO_LATIN)):
        return _explained(word, word[0], "LATIN")
    return None


def _explained(word: str, strange: str, main: str) -> tuple[Phrase, Phrase]:
    what = phrase(
        "«{word}» holds «{letter}», U+{code} ({name}), which only looks like a letter of this word",
        word=word,
        letter=strange,
        code=f"{ord(strange):04X}",
        name=unicodedata.name(strange, "").lower(),
    )
    right = word.translate(_TO_CYRILLIC if main == "CYRILLIC" else _TO_LATIN)
    if len(set(filter(None, map(_script, right)))) == 1 and right != word:
        return what, phrase(
            "retype it: «{right}»; or mark it: [{word}]{keep}", right=right, word=word
        )
    return what, phrase("retype it in one script, or mark it: [{word}]{keep}", word=word)


def _looks(latin: str) -> bool:
    """Whether every letter of a Cyrillic word has become a Latin one."""
    return all(_script(char) in ("LATIN", "") for char in latin)


def _stands_alone(line: str, match: re.Match[str]) -> bool:
    """Whether a one-letter word stands between spaces, as a preposition does."""
    return line[: match.start()][-1:] in ("", " ", "(", "«") and line[match.end() :][:1] == " "


@lru_cache(maxsize=4096)
def _script(char: str) -> str:
    """The script of a letter that may be taken for one of another script, else nothing."""
    if unicodedata.category(char) not in ("Ll", "Lu", "Lt"):
        return ""
    name = unicodedata.name(char, "").partition(" ")[0]
    return name if name in _SCRIPTS else ""
