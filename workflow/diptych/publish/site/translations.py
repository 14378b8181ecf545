"""What a page says, in every language that it can be read in."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal

import msgspec

from diptych.language.locale import Locale
from diptych.language.tags import tags
from diptych.values import Date, Number, parse

#: One text in each language of a page, by code.
Translated = Mapping[str, str]

_KILO = 1000  # bytes
# Below this many bytes a size is said in kilobytes.
_MEGA = 1_000_000


class PageTranslations:
    """Texts in all languages of a page, those of ``locales``, in the first of which it opens."""

    def __init__(self, locales: Sequence[Locale]) -> None:
        self.locales = {locale.code: locale for locale in locales}
        self.codes = tuple(self.locales)

    def each(self, write: Callable[[Locale], str]) -> Translated:
        """What ``write`` makes of every language."""
        return {code: write(locale) for code, locale in self.locales.items()}

    def label(self, msgid: str, **values: Translated | str) -> Translated:
        """The label ``msgid``; its fields are filled with the value, or with that of the language.

        Raises :class:`~diptych.errors.ValueProblem` where a catalogue has no translation.
        """

        def filled(locale: Locale) -> str:
            mine = {k: v if isinstance(v, str) else v[locale.code] for k, v in values.items()}
            return locale.label(msgid, **mine)

        return self.each(filled)

    def same(self, text: str) -> Translated:
        """A text that is the same in every language."""
        return dict.fromkeys(self.codes, text)

    def day(self, date: str) -> Translated:
        """A day in ISO form in words; what is none as it stands."""
        value = parse("date", date) if date else None
        return self.each(lambda locale: locale.say(value) if isinstance(value, Date) else date)

    def size(self, count: int) -> Translated:
        """So many bytes in words: ``132 KB``, ``1.4 MB``.

        Kilobytes are of 1,000 bytes, rounded up, megabytes to one decimal.
        """
        if count < _MEGA:
            kilobytes = Number(Decimal(-(-count // _KILO)))
            return self.label("{size} KB", size=self.each(lambda locale: locale.say(kilobytes)))
        megabytes = Number((Decimal(count) / _MEGA).quantize(Decimal("0.1")))
        return self.label("{size} MB", size=self.each(lambda locale: locale.say(megabytes)))


def by_tag(texts: Translated) -> str:
    """``texts`` as the script of the pages reads them: JSON, by the tags of HTML."""
    return msgspec.json.encode({tags(code).html: text for code, text in texts.items()}).decode()
