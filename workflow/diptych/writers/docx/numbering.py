"""Numbers of lists: one definition a list, so that no list counts on from another."""

from __future__ import annotations

from copy import deepcopy

from diptych.errors import phrase
from diptych.tree import Heading, List
from diptych.writers.docx.reference import Reference, TemplateError
from diptych.writers.docx.xml import Element, find, find_all, find_with, put, value, w

_DEEPEST = 8  # level, from 0
# Word tells list definitions apart by these 32-bit numbers; ours count up from here.
_FIRST_NSID = 0x51A00000
_FIRST_TEMPLATE = 0x51B00000


_Key = tuple[str, str, str, int]


class Numbering:
    """Hands out the numbering instances of one document.

    Word counts per abstract definition, not per instance: two columns whose
    instances shared one would number through each other. So every list, and
    every series in one language, gets a copy of the definition that its style
    in the reference document has.
    """

    def __init__(self, reference: Reference) -> None:
        self._reference = reference
        self._root = reference.numbering
        self._series: dict[_Key, tuple[int, int]] = {}

    def instance(self, block: List, style: str, depth: int) -> Element:
        """The ``w:numPr`` for the items of ``block``.

        ``style`` is the identifier of their paragraph style, ``depth`` the
        number of lists around this one. A list goes on counting when its series
        last stopped just before its ``start``.
        """
        level = min(depth, _DEEPEST)
        template = self._reference.numbering_id(style)
        if not block.ordered:
            return _properties(level, template)
        key: _Key = (block.series, block.lang, style, level)
        number, expected = self._series.get(key, (0, 0))
        if not block.series or expected != block.start:
            number = self._copy(template, level, block.start, _format(block))
        if block.series:
            self._series[key] = (number, block.start + len(block.items))
        return _properties(level, number)

    def heading(self, block: Heading) -> Element:
        """The ``w:numPr`` by which Word writes the label of ``block`` and counts on from it."""
        pattern = block.label.replace("\u2011", "-").replace(str(block.number), "%1")
        key: _Key = (pattern, block.lang, "", 0)
        number, expected = self._series.get(key, (0, 0))
        if expected != block.number:
            number = self._label(pattern, block.number)
        self._series[key] = (number, block.number + 1)
        return _properties(0, number)

    def _label(self, pattern: str, start: int) -> int:
        """A definition of one level that writes ``pattern``, its number for %1."""
        level = w(
            "lvl",
            w("start", val=1),
            w("numFmt", val="decimal"),
            w("suff", val="space"),
            w("lvlText", val=pattern),
            w("lvlJc", val="left"),
            w("pPr", w("ind", left=0, firstLine=0)),
            ilvl=0,
        )
        definition = w(
            "abstractNum",
            w("nsid", val="0"),
            w("multiLevelType", val="singleLevel"),
            w("tmpl", val="0"),
            level,
        )
        return self._add(definition, 0, start)

    def _copy(
        self, template: str, level: int, start: int, form: tuple[str, str] | None = None
    ) -> int:
        """A copy of the definition ``template``, one level of it in another ``form``."""
        definition = deepcopy(self._definition(template))
        if form is not None:
            own = find_with(definition, "w:lvl", "ilvl", str(level))
            for tag, content in zip(("w:numFmt", "w:lvlText"), form, strict=True):
                changed = None if own is None else find(own, tag)
                if changed is None:
                    raise self._lacks(template, level)
                put(changed, val=content.replace("%n", f"%{level + 1}"))
        return self._add(definition, level, start)

    def _add(self, definition: Element, level: int, start: int) -> int:
        """The number of a new instance of a new ``definition``."""
        definitions = find_all(self._root, "w:abstractNum")
        instances = find_all(self._root, "w:num")
        if not definitions or not instances:
            raise self._lacks("1", level)
        abstract = self._next_id(definitions, "abstractNumId")
        number = self._next_id(instances, "numId")
        _make_its_own(definition, abstract)
        definitions[-1].addnext(definition)
        instances[-1].addnext(
            w(
                "num",
                w("abstractNumId", val=abstract),
                w("lvlOverride", w("startOverride", val=start), ilvl=level),
                numId=number,
            )
        )
        return number

    def _definition(self, number: str) -> Element:
        instance = find_with(self._root, "w:num", "numId", number)
        abstract = None if instance is None else value(find(instance, "w:abstractNumId"))
        definition = find_with(self._root, "w:abstractNum", "abstractNumId", abstract)
        if abstract is None or definition is None:
            raise self._lacks(number, 0)
        return definition

    def _next_id(self, elements: list[Element], name: str) -> int:
        return 1 + max(self._reference.number(element, name) for element in elements)

    def _lacks(self, number: str, level: int) -> TemplateError:
        return self._reference.lacks(
            phrase("has no numbering {number} with level {level}", number=number, level=level + 1),
            phrase("give its list styles one in Word"),
        )


def _format(block: List) -> tuple[str, str] | None:
    """Word's name for the numbers of ``block`` and how they stand, if not as the house has it."""
    match block.marker:
        case "bracket":
            return "decimal", "%n)"
        case "letter":
            latin = block.letters[0].isascii()
            return "lowerLetter" if latin else "russianLower", "%n)"
        case _:
            return None


def _make_its_own(definition: Element, abstract: int) -> None:
    """Give a copied definition an identity and free it from the style it came from."""
    put(definition, abstractNumId=abstract)
    for tag, first in (("nsid", _FIRST_NSID), ("tmpl", _FIRST_TEMPLATE)):
        identity = find(definition, f"w:{tag}")
        if identity is not None:
            put(identity, val=f"{first + abstract:08X}")
    for level in find_all(definition, "w:lvl"):
        link = find(level, "w:pStyle")
        if link is not None:
            level.remove(link)


def _properties(level: int, number: int | str) -> Element:
    return w("numPr", w("ilvl", val=level), w("numId", val=number))
