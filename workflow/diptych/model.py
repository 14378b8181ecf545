"""What a meeting is: its facts, the registry it draws on, and its prose.

The types carry the documentation that editors show, because the schemas of the
content files are made from them (:mod:`diptych.reader.schema`). A
:class:`DocumentFacts` is all that one document may draw on; a change outside its
record cannot change the document, which is what precise rebuilding rests on.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import datetime
from functools import cache
from typing import Annotated, Any, Literal, get_args, get_origin, get_type_hints

import msgspec
from msgspec import Meta

from diptych.errors import Position, ValueProblem
from diptych.tree import AnyBlock, Inlines, inlines, walk
from diptych.values import TYPES, Date, Instant, Value, parse

FACTS = "facts"
NEVER = "9999-99-99"
"""What stands for a day that has not come, after every day in ISO form."""

Name = Annotated[
    str,
    Meta(
        pattern="^[a-z][a-z0-9-]*$",
        description="small Latin letters, digits and hyphens, beginning with a letter",
    ),
]
Language = Annotated[
    str,
    Meta(pattern="^[a-z]{2,3}(-[A-Z][a-z]{3})?$", description="a language code such as uz-Cyrl"),
]
Forms = dict[
    Language,
    Annotated[
        dict[str, Annotated[str, Meta(min_length=1)]],
        Meta(
            min_length=1,
            description="the name in this language, or its forms: nom, gen, dat …, abbr, "
            "initials; for a person also its parts: family, given, patronymic",
            extra_json_schema={"minLength": 1},  # of a name that stands alone
        ),
    ],
]

Edition = Annotated[
    str,
    Meta(
        pattern="^[a-z]{2,3}(-[A-Z][a-z]{3})?(-[a-z]{2,3}(-[A-Z][a-z]{3})?)*$",
        description="language codes in order, joined by hyphens, such as uz-Cyrl-kk",
    ),
]

Editions = Annotated[
    tuple[Edition, ...],
    Meta(description="editions, each once", extra_json_schema={"uniqueItems": True}),
]

# --- the registry ---------------------------------------------------------------


Day = Annotated[
    str, Meta(pattern="^[0-9]{4}-[0-9]{2}-[0-9]{2}$", description="a day, as 2024-08-28")
]


class Tenure(
    msgspec.Struct,
    frozen=True,
    kw_only=True,
    forbid_unknown_fields=True,
    rename={"since": "from"},
):
    """An office that a person holds, from its first day ``from`` until its last, ``until``."""

    office: Annotated[Name, Meta(description="the office: the id of an entry in terms.yaml")]
    since: Day | msgspec.UnsetType = msgspec.UNSET
    until: Day | msgspec.UnsetType = msgspec.UNSET


class Entry(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename="kebab"):
    """What stands once for all meetings under an id."""

    name: Annotated[Forms, Meta(description="the name in every language, in its forms")]
    alternat: Annotated[
        dict[Name, Forms],
        Meta(
            description="the name in the original of the party (a state's id) that stands first "
            "in it"
        ),
    ] = {}
    gender: Annotated[
        Literal["m", "f"] | None,
        Meta(description="a person's gender, for proposed forms of the name: m or f"),
    ] = None
    office: Annotated[
        Name | None, Meta(description="a person's office: the id of an entry in terms.yaml")
    ] = None
    definition: Annotated[
        str | None,
        Meta(description="what it means, for termbases and whoever reads this; no text says it"),
    ] = None
    of: Annotated[
        Name | None,
        Meta(
            description="whose a term is: the id of the body; «План работы» beside the name of "
            "another is then not this one"
        ),
    ] = None
    offices: Annotated[
        tuple[Tenure, ...] | msgspec.UnsetType,
        Meta(
            description="a person's offices one after the other, in place of «office»; a document "
            "prints the one at its date: [{office: director, until: 2024-08-31}, {office: "
            "minister, from: 2024-09-01}]"
        ),
    ] = msgspec.UNSET
    languages: Annotated[
        tuple[Language, ...],
        Meta(description="a state's own languages: an edition led by one is that state's original"),
    ] = ()
    emblems: Annotated[
        tuple[Name, ...],
        Meta(
            max_length=2,
            description="the bodies whose marks stand in a body's letterhead, left and right: ids "
            "of entries; the mark is templates/assets/emblems/<id>.svg, and .png for Word",
        ),
    ] = ()
    decisions_need: Annotated[
        tuple[Literal["responsible", "due"], ...],
        Meta(
            description="what each decision of a body must say in meeting.yaml: [responsible, due]",
            extra_json_schema={"uniqueItems": True},
        ),
    ] = ()


#: Stands for each form of a name, those that are not there included.
EVERY = "*"


class FormKey(msgspec.Struct, frozen=True):
    """Which form of the name of an entry: ``gen``, or ``gen @kazakhstan`` in that original."""

    name: str
    language: str
    form: str

    def __str__(self) -> str:
        return f"{self.name} {self.language} {self.form}"

    @classmethod
    def of(cls, unit: str) -> FormKey:
        """The key that ``unit`` is the text of."""
        return cls(*unit.split(" ", 2))

    @property
    def every(self) -> FormKey:
        """The key that stands for each form of the same name in this language and original."""
        _, at, lead = self.form.partition(" @")
        return FormKey(self.name, self.language, f"{EVERY}{at}{lead}")

    @property
    def path(self) -> tuple[str, ...]:
        """Where it stands in a file of the registry."""
        form, _, lead = self.form.partition(" @")
        names = ("alternat", lead) if lead else ("name",)
        return (self.name, *names, self.language, form)


# --- recipients -----------------------------------------------------------------

Address = Annotated[
    str,
    Meta(
        # What exactly may stand here, diptych.reader.addresses says.
        pattern="@",
        description="an address: press@example.org, or Press service <press@example.org>",
    ),
]


class Recipients(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A list of those who are sent documents; a file of content/registry/recipients."""

    language: Annotated[Language, Meta(description="the language that they are written to in")]
    to: Annotated[tuple[Address, ...], Meta(min_length=1, description="whom the message is to")]
    cc: Annotated[tuple[Address, ...], Meta(description="who is sent a copy")] = ()
    bcc: Annotated[
        tuple[Address, ...], Meta(description="who is sent a copy that the others do not see")
    ] = ()
    documents: Annotated[
        tuple[Name, ...], Meta(min_length=1, description="the kinds of documents they are sent")
    ] = ("press-release",)
    formats: Annotated[
        tuple[Name, ...], Meta(min_length=1, description="the formats that are attached")
    ] = ("pdf", "docx")

    def are_sent(self, kind: str, languages: Collection[str], output_format: str) -> bool:
        """Whether they are sent a file of a document of ``kind`` that holds ``languages``."""
        wanted = kind in self.documents and output_format in self.formats
        return wanted and self.language in languages


# --- meeting.yaml ---------------------------------------------------------------

_OF = "of"
_FACT = (
    "one type and its value: {date: 2024-08-28}, {money: 4.5 billion USD}; a count has its noun: "
    "{count: 7, of: year}"
)
_ONE_TYPE: Mapping[str, Any] = {"maxProperties": 1, "description": _FACT}
_COUNT_AND_NOUN: Mapping[str, Any] = {
    "required": ["count", _OF],
    "maxProperties": 2,
    "description": _FACT,
}
FactSource = Annotated[
    dict[str, str | int | float],
    Meta(
        min_length=1,
        description=_FACT,
        extra_json_schema={
            "properties": {
                name: {"description": text, "type": ["string", "number"]}
                for name, text in TYPES.items()
            }
            | {
                _OF: {
                    "description": "what is counted: a noun or unit that the languages have, or "
                    "an entry of the registry",
                    "type": "string",
                }
            },
            "propertyNames": {"enum": [*TYPES, _OF]},
            "if": {"anyOf": [{"required": ["count"]}, {"required": [_OF]}]},
            "then": _COUNT_AND_NOUN,
            "else": _ONE_TYPE,
        },
    ),
]
Arrangement = Annotated[
    Literal["parallel", "sequential"],
    Meta(description="parallel: columns side by side; sequential: one whole text after the other"),
]


Status = Annotated[
    Literal["draft", "final"],
    Meta(description="draft: every page says so; final: what is to be signed or sent"),
]


def fact_source(fact: Mapping[str, Any]) -> tuple[str, str]:
    """The type of a fact and the text of its value, as :func:`diptych.values.parse` takes them.

    >>> fact_source({"count": 7, "of": "year"})
    ('count', '7 year')
    """
    kind, *_ = (name for name in fact if name != _OF)
    return kind, f"{fact[kind]} {fact[_OF]}" if _OF in fact else str(fact[kind])


class Authenticity(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What the languages of a document are to one another."""

    source: Annotated[
        Language | None,
        Meta(
            description="the language that is written first, which the others are confirmed "
            "against; the first of the languages of the configuration if nothing is said"
        ),
    ] = None
    authentic: Annotated[
        tuple[Language, ...],
        Meta(description="the languages whose texts are equally valid; all others are courtesy"),
    ] = ()
    prevailing: Annotated[
        Language | None, Meta(description="the language whose text is used where texts differ")
    ] = None
    courtesy: Annotated[
        tuple[Language, ...],
        Meta(description="the languages whose texts are translations without force, and say so"),
    ] = ()

    def of(self, code: str) -> Literal["prevailing", "authentic", "courtesy", ""]:
        """What the text in ``code`` is, empty where nothing is said of it.

        A text in another script of an authentic language is authentic, too.
        """
        bare = code.partition("-")[0]
        if code == self.prevailing:
            return "prevailing"
        if code in self.courtesy:
            return "courtesy"
        if bare in {each.partition("-")[0] for each in self.authentic}:
            return "authentic"
        return "courtesy" if self.authentic else ""


class Settings(msgspec.Struct, frozen=True, kw_only=True, rename="kebab"):
    """The part of meeting.yaml that all kinds of documents share."""

    status: Status = "draft"

    facts: Annotated[
        dict[Name, FactSource],
        Meta(description="everything that must be the same in all languages, each under a name"),
    ] = {}
    editions: Annotated[
        dict[Name, Editions],
        Meta(description="for a kind of document: its editions in place of the configured ones"),
    ] = {}
    arrangement: Annotated[
        dict[Name, Arrangement],
        Meta(description="for a kind of document: its arrangement in place of the configured one"),
    ] = {}
    authenticity: Annotated[
        dict[Name, Authenticity],
        Meta(
            description="for a kind of document: which language is the source, which are "
            "authentic or courtesy, in place of what is configured"
        ),
    ] = {}


def publication_state(
    status: Status, embargo: Instant | None, now: datetime
) -> Literal["draft", "embargo", "final"]:
    """What forbids publishing a document at ``now``, an aware time; «final» if nothing does."""
    if status != "final":
        return "draft"
    return "embargo" if embargo is not None and now < embargo.moment else "final"


# --- config/config.yaml -----------------------------------------------------------


class Configuration(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What every meeting's documents are built in, unless its meeting.yaml says otherwise."""

    languages: Annotated[
        tuple[Language, ...],
        Meta(
            min_length=1,
            description="the languages there may be texts in, each once, by code",
            extra_json_schema={"uniqueItems": True},
        ),
    ]
    formats: Annotated[
        tuple[Annotated[str, Meta(pattern="^[a-z0-9]+$")], ...],
        Meta(
            min_length=1,
            description="the formats each edition is written in, each once",
            extra_json_schema={"uniqueItems": True},
        ),
    ]
    editions: Annotated[
        dict[Name, Editions], Meta(description="for each kind of document, its editions")
    ]
    arrangement: Annotated[
        dict[Name, Arrangement],
        Meta(description="for each kind of document, how more than one language is arranged"),
    ] = {}
    authenticity: Annotated[
        dict[Name, Authenticity],
        Meta(
            description="for each kind of document, which language is the source, which are "
            "authentic or courtesy"
        ),
    ] = {}
    warm: Annotated[
        bool,
        Meta(description="whether the jobs of a run share processes that have loaded the engines"),
    ] = True


# --- what one document draws on --------------------------------------------------


class DocumentFacts(msgspec.Struct, frozen=True, kw_only=True):
    """All that one document in some languages may draw on.

    ``section`` is the meeting's section for the document's kind, typed by that
    kind; ``facts`` and ``entries`` hold what the section and the prose name,
    entries with their forms in the document's languages only, ``people`` are those of them that
    are persons.
    """

    meeting: str
    kind: str
    status: Literal["draft", "final"]
    section: Any
    facts: Mapping[str, Value]
    entries: Mapping[str, Entry]
    people: frozenset[str] = frozenset()


def excerpt(
    meeting: Mapping[str, Any],
    registry: Mapping[str, Any],
    kind: str,
    named: Iterable[str],
    languages: Iterable[str],
) -> dict[str, Any]:
    """The part of the raw ``meeting`` and ``registry`` that a document may draw on.

    ``named`` are the names that the document's prose refers to. Its section of the meeting
    adds the names in it, and each entry those that it names. The fields of :class:`Settings`
    are part of it; what a field says by kind counts for this kind only. Works on data as read,
    before any check, so that it never fails.
    """
    section = meeting.get(kind)
    known = meeting.get("facts")
    facts = known if isinstance(known, dict) else {}
    said = {name: meeting.get(name) for name in Settings.__struct_encode_fields__ if name != FACTS}
    settings = {
        name: value.get(kind) if isinstance(value, dict) else value for name, value in said.items()
    }
    day = day_of(section, facts)
    wanted = [*named, *words(section), *(f"language-{code}" for code in words(section))]
    chosen: dict[str, Any] = {
        "settings": settings,
        "section": section,
        "facts": {},
        "entries": {},
    }
    while wanted:
        name = wanted.pop()
        if name in facts:
            chosen["facts"][name] = facts[name]
            wanted += [item.strip() for word in words(facts[name]) for item in word.split("|")]
        elif name in registry and name not in chosen["entries"]:
            entry = _in_languages(_at(registry[name], day), set(languages))
            chosen["entries"][name] = entry
            if isinstance(entry, dict):
                wanted += [word for field in _naming() for word in words(entry.get(field))]
                wanted += (name for form in _form_texts(entry) for name in names(form))
                if entry.get("alternat"):
                    wanted += _states(registry, set(languages))
    return chosen


def _form_texts(entry: Mapping[str, Any]) -> Iterator[str]:
    """Every form of a name, which may hold the names of other entries."""
    yield from words(entry.get("name"))
    yield from words(entry.get("alternat"))


@cache
def _naming() -> tuple[str, ...]:
    """The fields of an entry that hold ids of other entries."""
    hints = get_type_hints(Entry, include_extras=True)
    return tuple(name for name, hint in hints.items() if _holds_names(hint))


def _holds_names(hint: Any) -> bool:
    if get_origin(hint) is dict:
        return False
    if isinstance(hint, type) and issubclass(hint, msgspec.Struct):
        return any(map(_holds_names, get_type_hints(hint, include_extras=True).values()))
    return hint == Name or any(map(_holds_names, get_args(hint)))


def digest(excerpt: Mapping[str, Any]) -> str:
    """A short fingerprint of an excerpt: equal for equal data, whatever its order."""
    data = msgspec.json.encode(excerpt, order="deterministic", enc_hook=str)
    return hashlib.sha256(data).hexdigest()[:16]


def names(prose: str) -> frozenset[str]:
    """Every name that the text of a prose file refers to.

    >>> sorted(names("{{ held | on }} and {{isrs}}"))
    ['held', 'isrs']
    """
    return frozenset(_PLACEHOLDER.findall(prose))


_PLACEHOLDER = re.compile(r"\{\{\s*([a-z][a-z0-9-]*)")


def filled(form: str, say: Callable[[str, str], str]) -> str:
    """A form of a name with what ``say`` gives for the name and role of each placeholder in it.

    >>> filled("директор {{ isrs | gen }}", lambda name, role: f"<{name} {role}>")
    'директор <isrs gen>'
    """
    return FILLED.sub(lambda match: say(match[1], match[2] or ""), form)


FILLED = re.compile(r"\{\{\s*([a-z][a-z0-9-]*)\s*(?:\|\s*([^{}|]*?)\s*)?\}\}")
"""A name of the registry and its role, in a form of another."""


def images(prose: str) -> frozenset[str]:
    """The file of every image that the text of a prose file shows.

    The targets of links are among them, though they are no files.

    >>> sorted(images('![A [b] chart](chart.png "Trade") and ![a map][m]\\n\\n[m]: map.png'))
    ['chart.png', 'map.png']
    """
    return frozenset(_IMAGE.findall(prose))


_IMAGE = re.compile(r"\](?:\(|:)\s*<?([^\s<>\")]+)")


def quoted_languages(prose: str) -> frozenset[str]:
    """Every language that the text of a prose file says a quotation is in.

    >>> sorted(quoted_languages("как говорят, [баяғы жартас]{lang=kk}"))
    ['kk']
    """
    return frozenset(_QUOTED.findall(prose))


_QUOTED = re.compile(r"\]\{lang=([A-Za-z0-9-]+)\}")


def _states(registry: Mapping[str, Any], languages: set[str]) -> Iterator[str]:
    """The states that one of ``languages`` is an own language of."""
    for name, entry in registry.items():
        if isinstance(entry, dict) and not languages.isdisjoint(words(entry.get("languages"))):
            yield name


def words(data: Any) -> Iterator[str]:
    """Every text in ``data``, keys apart."""
    match data:
        case str():
            yield data
        case dict():
            for value in data.values():
                yield from words(value)
        case list():
            for value in data:
                yield from words(value)


def day_of(section: Any, facts: Mapping[str, Any]) -> str:
    """The day that dates a section of a meeting, in ISO form; empty where that is not known."""
    name = section.get("date") if isinstance(section, dict) else None
    fact = facts.get(name) if isinstance(name, str) else None
    text = fact.get("date") if isinstance(fact, dict) else None
    with suppress(ValueProblem):  # checking reports it
        value = parse("date", str(text))
        if isinstance(value, Date):
            return value.value.isoformat()
    return ""


def _at(entry: Any, day: str) -> Any:
    """``entry`` with the ``office`` at ``day`` in place of all, so that no other one counts.

    Where there is none, its ``offices`` are empty; without a day it stays as it is.
    """
    offices = entry.get("offices") if isinstance(entry, dict) else None
    if not day or "office" in entry or not isinstance(offices, list):
        return entry
    if not all(isinstance(each, dict) for each in offices):
        return entry
    times = [(str(each.get("from", "")), str(each.get("until", NEVER))) for each in offices]
    held = [
        each for each, (first, last) in zip(offices, times, strict=True) if first <= day <= last
    ]
    if len(held) > 1 or any(first > last for first, last in times):  # checking says what is wrong
        return entry
    narrowed = {key: value for key, value in entry.items() if key != "offices"}
    return narrowed | ({"office": held[0].get("office")} if held else {"offices": []})


def _in_languages(entry: Any, languages: set[str]) -> Any:
    if isinstance(entry, dict):  # no document says what a term means
        entry = {key: value for key, value in entry.items() if key != "definition"}
    return _narrowed(
        entry, lambda _, names: {code: each for code, each in names.items() if code in languages}
    )


def with_forms(name: str, entry: Any, is_kept: Callable[[FormKey, Any], bool]) -> Any:
    """The raw ``entry`` called ``name`` with those of its forms only that ``is_kept`` takes."""

    def kept(lead: str, names: dict[str, Any]) -> dict[str, Any]:
        at = f" @{lead}" if lead else ""
        return {
            code: {k: v for k, v in each.items() if is_kept(FormKey(name, code, f"{k}{at}"), v)}
            if isinstance(each, dict)
            else each
            for code, each in names.items()
        }

    return _narrowed(entry, kept)


def _narrowed(entry: Any, narrow: Callable[[str, dict[str, Any]], Any]) -> Any:
    """``entry`` with its names as ``narrow`` gives them, of the party that leads in them, too."""

    def narrowed(lead: str, names: Any) -> Any:
        return narrow(lead, names) if isinstance(names, dict) else names

    if not isinstance(entry, dict):
        return entry
    changed = dict(entry)
    if "name" in entry:
        changed["name"] = narrowed("", entry["name"])
    if isinstance(alternat := entry.get("alternat"), dict):
        changed["alternat"] = {lead: narrowed(lead, names) for lead, names in alternat.items()}
    return changed


# --- what has been read side by side ------------------------------------------------


class Confirmation(msgspec.Struct, frozen=True):
    """That somebody read ``text`` beside ``source`` and found both to say the same.

    ``unit`` names what they belong to, for people.
    """

    unit: str
    source: str
    text: str


class Comparison(msgspec.Struct, frozen=True, kw_only=True):
    """What of one ``unit`` was compared in all languages of a document.

    ``content`` is what the source says there, at ``place``. Equal in all languages: so many
    ``facts``, ``names``, these ``numbers`` in typed text and so many ``words`` for values,
    ``references``, ``notes``, ``links`` and passages with ``emphasis``. Sets of languages: those
    that the text was ``recognised`` to be in, those where its length is ``usual`` and ``unusual``
    (in the others it says nothing), and where somebody has ``read`` it as it stands.
    """

    unit: str
    content: Inlines
    place: Position
    facts: int = 0
    names: int = 0
    numbers: tuple[str, ...] = ()
    words: int = 0
    references: int = 0
    notes: int = 0
    links: int = 0
    emphasis: int = 0
    recognised: frozenset[str] = frozenset()
    usual: frozenset[str] = frozenset()
    unusual: frozenset[str] = frozenset()
    read: frozenset[str] = frozenset()

    @property
    def by_value(self) -> bool:
        """Whether something it says was compared, and not only its language, length and marks."""
        return any((self.facts, self.names, self.numbers, self.words, self.references))


# --- what has been decided ----------------------------------------------------------


class RegisterEntry(msgspec.Struct, frozen=True, kw_only=True):
    """One decision as one language says it, for a register of all.

    ``item`` is the item of the agenda, ``due`` and ``done`` are days in words, empty where
    nothing is said, and ``due_date`` and ``done_date`` the same in ISO form. Of one that was
    ``postponed`` it is the later day that is due; ``withdrawn_on`` says since when one that was
    ``withdrawn`` need not be carried out, if that is known.
    """

    id: str
    body: str
    item: str
    text: str
    responsible: str = ""
    due: str = ""
    due_date: str = ""
    done: str = ""
    done_date: str = ""
    postponed: bool = False
    withdrawn: bool = False
    withdrawn_on: str = ""


# --- prose ------------------------------------------------------------------------


class Unit(msgspec.Struct, frozen=True):
    """What languages are compared by: a title, a paragraph, a cell of a table."""

    id: str
    content: Inlines
    source: Position


class Section(msgspec.Struct, frozen=True):
    """A headed part of the prose.

    ``id`` is the path of ids from the top (``visit/heard``), ``title`` is empty
    where the label catalogue gives it. ``annex`` is one that follows the document.
    """

    id: str
    title: Inlines
    source: Position
    blocks: tuple[AnyBlock, ...]
    sections: tuple[Section, ...] = ()
    annex: bool = False

    def units(self) -> Iterator[Unit]:
        """Every title, paragraph and cell in its order."""
        yield Unit(self.id, self.title, self.source)
        yield from _units(self.blocks, self.source)
        for inner in self.sections:
            yield from inner.units()

    def walk(self) -> Iterator[Section]:
        """This section and all inside it, in reading order."""
        yield self
        for inner in self.sections:
            yield from inner.walk()

    @property
    def name(self) -> str:
        """The last id of the path."""
        return self.id.rsplit("/", 1)[-1]


class Prose(msgspec.Struct, frozen=True):
    """The text of one document in one language, its facts not yet filled in."""

    language: str
    file: str
    subject: Inlines
    source: Position
    opening: tuple[AnyBlock, ...]
    sections: tuple[Section, ...]

    def units(self) -> Iterator[Unit]:
        """Every title, paragraph and cell in its order."""
        yield Unit("title", self.subject, self.source)
        yield from _units(self.opening, self.source)
        for section in self.sections:
            yield from section.units()

    @property
    def body(self) -> tuple[Section, ...]:
        """The sections that are no annex."""
        return tuple(section for section in self.sections if not section.annex)

    @property
    def annexes(self) -> tuple[Section, ...]:
        """The annexes in their order."""
        return tuple(section for section in self.sections if section.annex)


def _units(blocks: Iterable[AnyBlock], around: Position) -> Iterator[Unit]:
    for block in walk(blocks):
        place = block.source or around
        contents = list(inlines(block))
        for number, content in enumerate(contents, 1):
            yield Unit(block.id if len(contents) == 1 else f"{block.id}.{number}", content, place)
