"""Pages that say everything in each language, and show the one that is chosen.

What a page says is an element a language, ``<span data-in="kk" lang="kk">``; style and
script of the templates show those of one language and hide the others.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from xml.etree.ElementTree import Element, SubElement, tostring

import msgspec

from diptych import inputs
from diptych.errors import DiptychError, phrase
from diptych.language.locale import Locale
from diptych.language.tags import tags

Attributes = Mapping[str, str]
#: What is said in each language, by code.
Said = Mapping[str, str]

# By which HTML leaves a style sheet or a script, wherever that stands in it.
_ENDING = ("</", "<!--")
# Nothing that a page shows or does comes from anywhere but the page, as it was written.
_POLICY = (
    "default-src 'none'; img-src data:; style-src {style}; script-src {script}; base-uri 'none'; "
    "form-action 'none'"
)


class Speech:
    """What a page says, in the languages of ``locales``, the first of which it opens in."""

    def __init__(self, locales: Sequence[Locale]) -> None:
        self.locales = {locale.code: locale for locale in locales}
        self.codes = tuple(self.locales)

    def label(self, msgid: str, **values: Said) -> dict[str, str]:
        """The label ``msgid`` in every language, its fields filled in for each."""
        return {
            code: locale.label(msgid, **{name: said[code] for name, said in values.items()})
            for code, locale in self.locales.items()
        }

    def each(self, say: Callable[[Locale], str]) -> dict[str, str]:
        """What ``say`` makes of every language."""
        return {code: say(locale) for code, locale in self.locales.items()}


def element(parent: Element | None, tag: str, class_: str = "", **attributes: str) -> Element:
    """A new element ``tag`` of the class at the end of ``parent``, if there is one.

    Of the names of attributes ``_`` stands for ``-``, and one at the end is dropped.
    """
    given = {key.rstrip("_").replace("_", "-"): value for key, value in attributes.items()}
    if class_:
        given = {"class": class_} | given
    return Element(tag, given) if parent is None else SubElement(parent, tag, given)


def speak(parent: Element, said: Said, spoken: Said | None = None) -> Element:
    """Let ``parent`` say something in each language; return ``parent``.

    ``spoken`` gives the language in which it is really said, where that is another one.
    """
    for code, text in said.items():
        span = element(parent, "span", data_in=code)
        language(span, (spoken or {}).get(code, code))
        span.text = text
    return parent


def language(element: Element, code: str) -> Element:
    """Say that ``element`` is in the language ``code``; return it."""
    own = tags(code)
    element.set("lang", own.html)
    if own.direction != "ltr":
        element.set("dir", own.direction)
    return element


def saying(element: Element, attribute: str, said: Said) -> Element:
    """Let ``attribute`` of ``element``, or its text if that is empty, follow the language."""
    first = next(iter(said.values()))
    if attribute:
        element.set(attribute, first)
    else:
        element.text = first
    by_tag = {tags(code).html: text for code, text in said.items()}
    element.set(f"data-said-{attribute or 'text'}", msgspec.json.encode(by_tag).decode())
    return element


def page(speech: Speech, title: Said, links: Iterable[Attributes], looks: Path) -> Element:
    """A page with its head; ``looks`` is the folder of ``site.css`` and ``site.js``.

    Raises :class:`~diptych.errors.DiptychError` if one of these is missing.
    """
    first = speech.codes[0]
    root = language(Element("html"), first)
    head = element(root, "head")
    element(head, "meta", charset="utf-8")
    element(head, "meta", name="viewport", content="width=device-width")
    element(head, "meta", http_equiv="Content-Security-Policy")
    saying(element(head, "title"), "", title)
    for link in links:
        SubElement(head, "link", dict(link))
    element(head, "style").text = "\n" + _file(looks / "site.css") + _shown(speech.codes)
    body = element(root, "body")
    switch = element(body, "nav", "languages", hidden="hidden")
    saying(switch, "aria-label", speech.label("Language"))
    for code in speech.codes:
        button = language(element(switch, "button", type="button", value=tags(code).html), code)
        button.text = tags(code).name
    return root


def serialised(root: Element, looks: Path) -> bytes:
    """The page as it is written, its script at the end."""
    element(root[-1], "script").text = "\n" + _file(looks / "site.js")
    hashes = {tag: " ".join(map(_hash, root.iter(tag))) for tag in ("style", "script")}
    (policy,) = root.findall("head/meta[@http-equiv]")
    policy.set("content", _POLICY.format(**hashes))
    text = tostring(root, encoding="unicode", method="html")
    return f"<!DOCTYPE html>\n{text}\n".encode()


def _hash(inline: Element) -> str:
    """By which a browser knows a style sheet or a script of the page itself."""
    digest = hashlib.sha256((inline.text or "").encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


def _shown(codes: Sequence[str]) -> str:
    """Rules that hide what is said in another language than the page's own."""
    return "".join(
        f'html[lang="{tags(code).html}"] [data-in]:not([data-in="{code}"]) {{ display: none; }}\n'
        for code in codes
    )


def _file(path: Path) -> str:
    try:
        text = inputs.read_lasting(path).decode()
    except FileNotFoundError as error:
        raise DiptychError(phrase("the templates have no file «{name}»", name=path.name)) from error
    for sign in _ENDING:
        if sign in text:
            raise DiptychError(
                phrase("«{sign}» in {name} would end or hide it", sign=sign, name=path.name)
            )
    return text
