"""Every form of a public word list, derived into Latin and back.

The list is that of Mashrab Quvatov, uz_UZ.dic of the Debian package hunspell-uz: Cyrillic words
with all their suffixes. UZ_WORD_LIST names it where it lies elsewhere.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from diptych.language.transliteration import derive

LIST = Path(os.environ.get("UZ_WORD_LIST", "/usr/share/hunspell/uz_UZ.dic"))

#: Words that the list spells otherwise than the spelling dictionary, as they begin there.
_MISSPELT = """
абцисса автомобил алпинизм алпинист алтернатив ансамбл антипараллел астрахан аёва беларус
белгия волтьметр гармон дейарли делфин диагонал италян кабарэ кабел календар калкулятор
кинофестивал консол концлагер кремл лагер малайалам малдив малта маняк марсел мелбурн модел
модул мултимедиа мултиметр мянмар мўжазгина нефт нол октябрьда панел параллел плейер полша
рефлекция рол рубл салвадор скэн спектакл спэм субьективизм судя тилда феврал фестивал
филаделфия филтр фрацуз хелсинки экофилтр ҳайат
"""
MISSPELT = tuple(_MISSPELT.split())
#: Names that keep their ь before a suffix in the list; the rules drop it.
KEEPS_SIGN = ("брюссель", "пномпень", "симферополь")


@pytest.mark.skipif(not LIST.is_file(), reason=f"there is no word list {LIST} (hunspell-uz)")
def test_the_words_of_a_list_are_themselves_again() -> None:
    words = LIST.read_text("utf-8").split("\n")[1:]
    words = [word for word in words if word]
    differing = {
        word: again for word in words if (again := derive(derive(word, "uz"), "uz-Cyrl")) != word
    }
    theirs = [word for word in differing if word.lower().startswith(MISSPELT)]
    signs = [word for word in differing if word.lower().startswith(KEEPS_SIGN)]
    ours = {word: again for word, again in differing.items() if word not in {*theirs, *signs}}
    print(
        f"{len(words)} words, {len(differing)} differ: misspelt in the list {len(theirs)}, "
        f"ь kept before a suffix {len(signs)}, others {len(ours)}: {ours}"
    )
    assert len(words) > 90_000
    assert len(ours) <= len(words) / 1000
    assert len(ours) + len(signs) <= 3 * len(words) / 1000
    assert not set(MISSPELT) & {word.lower() for word in words if word not in differing}
