"""One recipient of messages: read once, so that nobody takes what they are called for headers."""

from __future__ import annotations

import re

import msgspec

from diptych.errors import Phrase, ValueProblem, phrase

_FRAMED = re.compile(r"(?P<name>[^<>]*)<(?P<address>[^<>]*)>")
# RFC 5322, section 3.4.1: the local part as a dot-atom. RFC 5321, section 4.5.3.1: how long.
_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_LOCAL = re.compile(rf"{_ATOM}(?:\.{_ATOM})*")
_LABEL = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?")
_MAX_LOCAL, _MAX_DOMAIN = 64, 253  # characters
# What parts or groups addresses, in the eyes of those who decode a field before they divide it.
_DIVIDING = re.compile("[,;:]")
_QUOTING = re.compile(r'["\\]')
_ENCODED = "=?"


class Mailbox(msgspec.Struct, frozen=True):
    """An ``address`` in ASCII, and the ``name`` that is shown with it, which may be empty."""

    name: str
    address: str


def mailbox(text: str) -> Mailbox:
    """The one recipient that ``text`` names: ``a@example.org`` or ``Name <a@example.org>``.

    Raises :class:`~diptych.errors.ValueProblem` for whatever is no single address, and for
    what some reader of messages would take for something else.

    >>> mailbox("Редакция <press@example.org>")
    Mailbox(name='Редакция', address='press@example.org')
    """
    if not text.isprintable():
        shown = "".join(char if char.isprintable() else "\ufffd" for char in text)
        raise ValueProblem(
            phrase("«{text}» holds a character that cannot be seen", text=shown),
            phrase("retype it, with ordinary spaces"),
        )
    if _ENCODED in text:
        raise ValueProblem(
            phrase("«{text}» holds «=?», which mail programs decode", text=text),
            phrase("write the name in plain letters"),
        )
    framed = _FRAMED.fullmatch(text.strip())
    name, address = (part.strip() for part in framed.groups()) if framed else ("", text.strip())
    if _DIVIDING.search(text) or text.count("@") > 1:
        raise ValueProblem(
            phrase("«{text}» can be read as more than one address", text=text),
            _one_or_several(name, address),
        )
    if match := _QUOTING.search(name):
        raise ValueProblem(
            phrase("«{text}» has «{sign}» in the name", text=text, sign=match[0]),
            phrase("write the name without it, or with « and »"),
        )
    return Mailbox(name, _address(address))


def _one_or_several(name: str, address: str) -> Phrase:
    alone = " ".join(_DIVIDING.sub(" ", name).split())
    if alone and "@" not in alone and not _DIVIDING.search(address):
        return phrase(
            "write «{one}», or each address as an item of its own", one=f"{alone} <{address}>"
        )
    return phrase("write each address as an item of its own")


def _address(text: str) -> str:
    """``text`` as an address in ASCII, a domain in other letters as the network knows it."""
    local, at, domain = text.rpartition("@")
    if at and not local.isascii():
        raise ValueProblem(
            phrase("«{text}» has other letters than Latin ones before the @", text=text),
            phrase("write an address that every mail program can send to: press@example.org"),
        )
    known = _network_name(domain)
    labels = known.split(".")
    if (
        not _LOCAL.fullmatch(local)
        or len(local) > _MAX_LOCAL
        or len(known) > _MAX_DOMAIN
        or len(labels) == 1
        or labels[-1].isdigit()
        or not all(map(_LABEL.fullmatch, labels))
    ):
        raise ValueProblem(
            phrase("«{text}» is not an address", text=text),
            phrase("write an address: press@example.org, or Press service <press@example.org>"),
        )
    return f"{local}@{known}"


def _network_name(domain: str) -> str:
    """The domain in ASCII (RFC 3490); empty if it has no such name, or that is another's."""
    if domain.isascii():
        return domain
    try:
        known = domain.encode("idna").decode("ascii")
        return known if known.encode("ascii").decode("idna") == domain.lower() else ""
    except UnicodeError:
        return ""
