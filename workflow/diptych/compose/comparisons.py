"""What of each part of a text was compared in all languages, as its conformity sheet says it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

from diptych import tree
from diptych.compose.context import ComposeContext
from diptych.compose.lists import printed_number
from diptych.model import Comparison
from diptych.tree import AnyBlock, Inlines

# A part of the text is called by so many characters of its beginning.
_BEGINNING = 40
_SHORT = 2
_NOTHING = "–"
_UNBROKEN = "\u2011"


def summary(
    codes: Collection[str], comparisons: Sequence[Comparison], context: ComposeContext
) -> Inlines:
    """How many parts were compared, how many read in all languages ``codes``, how many are left."""
    by_value = sum(each.by_value for each in comparisons)
    counts = context.label(
        "Parts of the text: {all}; compared by value: {compared}; read in every language: {read}; "
        "for the eye alone: {eye}.",
        all=str(len(comparisons)),
        compared=str(by_value),
        read=str(sum(each.read.issuperset(codes) for each in comparisons)),
        eye=str(len(comparisons) - by_value),
    )
    remark = context.label("What is left to people stands in bold.")
    return context.text(f"{counts} "), tree.Strong((context.text(remark),))


def header(context: ComposeContext) -> tuple[Inlines, ...]:
    """The head of the table of :func:`rows`."""
    labels = (
        context.label("Part of the text"),
        context.label("Compared and equal"),
        context.label("Language recognised"),
        context.label("Length"),
        context.label("Read by a person"),
    )
    return tuple((context.text(label),) for label in labels)


def rows(
    codes: Sequence[str],
    document: tree.Document,
    comparisons: Sequence[Comparison],
    context: ComposeContext,
) -> Iterator[tuple[Inlines, ...]]:
    """A row for each part of ``document``, the source: what was looked at in all ``codes``."""
    numbers = dict(_numbers(part.blocks for part in document.parts))
    for each in comparisons:
        unseen = not each.by_value
        yield (
            _cell(_beginning(each, numbers.get(each.unit, ""), context), context, strong=unseen),
            _cell("; ".join(_equal(each, context)), context, strong=unseen),
            _cell(_found(each.recognised, codes, context), context),
            _cell(_length(each, context), context, strong=bool(each.unusual)),
            _cell(
                _found(each.read, codes, context),
                context,
                strong=not each.read.issuperset(codes),
            ),
        )


def _cell(text: str, context: ComposeContext, *, strong: bool = False) -> Inlines:
    content = context.text(context.locale.nonbreaking(text))
    return (tree.Strong((content,)),) if strong else (content,)


def _beginning(each: Comparison, number: str, context: ComposeContext) -> str:
    """What is printed before a part of the text, and its first words."""
    text = " ".join(f"{number} {tree.plain(context.title(each.content, each.place))}".split())
    if len(text) <= _BEGINNING:
        return text
    words = text[:_BEGINNING].split()[:-1]
    while len(words) > 1 and len(words[-1]) <= _SHORT:  # nor does it end in «and»
        words.pop()
    return f"{' '.join(words).rstrip(',;:.–(')}…"


def _equal(each: Comparison, context: ComposeContext) -> Iterator[str]:
    """What of a part of the text is equal in all languages: its values, then its marks."""
    if each.facts:
        yield context.label("facts: {count}", count=str(each.facts))
    if each.names:
        yield context.label("names: {count}", count=str(each.names))
    if each.numbers:
        yield context.label("numbers: {numbers}", numbers=", ".join(each.numbers))
    if each.words:
        yield context.label("values in words: {count}", count=str(each.words))
    if each.references:
        yield context.label("references: {count}", count=str(each.references))
    if not each.by_value:
        yield context.label("to be compared by eye")
    if each.notes:
        yield context.label("notes: {count}", count=str(each.notes))
    if each.links:
        yield context.label("links: {count}", count=str(each.links))
    if each.emphasis:
        yield context.label("emphasis: {count}", count=str(each.emphasis))


def _found(found: Collection[str], codes: Sequence[str], context: ComposeContext) -> str:
    """In which of the languages ``codes`` something was found: in all, in none, or not in some."""
    missing = [code for code in codes if code not in found]
    if not missing:
        return context.label("yes")
    if len(missing) == len(codes):
        return _NOTHING
    return context.label("except: {languages}", languages=listed(missing))


def _length(each: Comparison, context: ComposeContext) -> str:
    if each.unusual:
        return context.label("unusual: {languages}", languages=listed(sorted(each.unusual)))
    return context.label("usual") if each.usual else _NOTHING


def listed(codes: Iterable[str]) -> str:
    """``codes`` in a list, each in one piece."""
    return ", ".join(code.replace("-", _UNBROKEN) for code in codes)


def _numbers(parts: Iterable[Sequence[AnyBlock]]) -> Iterator[tuple[str, str]]:
    """What is printed before headings and the items of lists, by their ids."""
    for blocks in parts:
        for block in tree.walk(blocks):
            if isinstance(block, tree.Heading) and block.label:
                yield block.id, block.label
            elif isinstance(block, tree.List) and block.ordered:
                for place, item in enumerate(block.items):
                    if item:
                        yield item[0].id, _mark(block, place)


def _mark(block: tree.List, place: int) -> str:
    number = printed_number(block, block.start + place)
    return f"{number}." if block.marker == "number" else f"{number})"
