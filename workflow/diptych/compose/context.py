"""Facts, names and labels put into words for one document in one language."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from itertools import chain, takewhile
from typing import Annotated, assert_never

import msgspec
from msgspec import Meta

from diptych import model, tree
from diptych.compose.doubled import doubled
from diptych.compose.lists import ListPractice
from diptych.compose.lookups import FilledForms
from diptych.compose.missing_forms import Asked, MissingForm
from diptych.compose.references import CrossReferences
from diptych.compose.sentences import Sentences, capitalised, ends
from diptych.errors import Position, Problems, ValueProblem, nearest, phrase
from diptych.language.inflection import RegistryNoun
from diptych.language.labels import msgid as msgid
from diptych.language.locale import Doubt, Locale, typeset
from diptych.language.roles import refuse_other_names
from diptych.model import Authenticity, DocumentFacts, Entry, FormKey, Name, Section
from diptych.tree import AnyBlock, AnyInline, Inlines
from diptych.values import Date, Instant, Items, Ordinal, Value, YearPart, last_day

# What the captions of tables and pictures that have a number begin with.
_COUNTERS = {
    "table": msgid("Table {number}. {title}"),
    "figure": msgid("Figure {number}. {title}"),
}


class Options(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What the section of every kind may say in meeting.yaml."""

    abbreviate: Annotated[
        tuple[Name, ...],
        Meta(
            description="bodies named in full with their abbreviation at the first mention in "
            "running text, and by the abbreviation after it: ids in organisations.yaml"
        ),
    ] = ()
    contents: Annotated[bool, Meta(description="whether it has a table of contents")] = False
    alternat: Annotated[
        bool,
        Meta(
            description="whether an edition that a state's own language leads names that state "
            "first: in the names of bodies and in lists of states"
        ),
    ] = True

    def authenticity(self, configured: Authenticity) -> Authenticity:
        """What its languages are to one another, if the section itself says so."""
        return configured

    @property
    def has_untitled_sections(self) -> bool:
        """Whether sections may have no title, beside those whose titles are labels."""
        return False


class Group(msgspec.Struct, frozen=True):
    """Several entries of the registry that prose names together, in their order."""

    entries: tuple[str, ...]


Referent = Value | Entry | Group

_LENGTHS = frozenset({"abbr", "short", "initials"})
# The forms of a name that are shorter than it, the shortest first.
_ABBREVIATED = ("abbr", "short")
# How many characters of a name have room beside the others at the foot of a page.
_LONGEST_AT_THE_FOOT = 30


class ComposeContext:
    """Says what a record holds as ``locale`` has it.

    ``lead`` is the state whose original this is, or empty, ``authenticity`` what the
    language is to the others (:meth:`diptych.model.Authenticity.of`). Whatever cannot be
    said becomes a problem in ``problems`` and an empty text, so that one run
    finds all of them. ``people`` are the entries that are persons. For messages
    ``places`` says where each entry of the registry stands and ``mentions``
    where meeting.yaml names it, ``known`` are all names there are, ``file`` is
    the text being composed, and ``lines`` holds the lines of each file.
    ``picture`` and ``emblem`` give the image of a file of the meeting and the
    mark of a body; both raise :class:`~diptych.errors.ValueProblem`. ``derived`` says that
    nobody typed the text: what is typed twice is told where it was.
    """

    def __init__(
        self,
        record: DocumentFacts,
        locale: Locale,
        *,
        lead: str,
        authenticity: str = "",
        places: Mapping[str, Position],
        mentions: Mapping[str, Position],
        known: Sequence[str],
        people: Collection[str],
        file: str,
        lines: Mapping[str, Sequence[str]],
        picture: Callable[[str], tree.Image],
        emblem: Callable[[str], tree.Image],
        derived: bool = False,
    ) -> None:
        self.record = record
        self.locale = locale
        self.lang = locale.code
        self.lead = lead
        self.authenticity = authenticity
        self.problems = Problems()
        #: Where texts ask for forms that the registry lacks.
        self.missing_forms: list[Asked] = []
        self._places = places
        self._mentions = mentions
        self._known = known
        self._people = people
        self._file = file
        self._lines = lines
        self._picture = picture
        self._emblem = emblem
        self._is_typed = not derived
        self._list_practice = ListPractice(locale.list_markers, locale.letters)
        self._references = CrossReferences(self._list_practice)
        #: Each form of an entry that the document states: by entry and form.
        self.forms: dict[tuple[str, str], str] = {}
        #: Forms that the registry lacks, as they may be.
        self.proposed: dict[FormKey, str] = {}
        self._names: dict[str, Referent] = {**record.entries, **record.facts}
        self._aliases: dict[str, str] = {}
        self._refused: set[str] = set()
        self._filling: set[str] = set()
        options = record.section
        self._abbreviated = options.abbreviate if isinstance(options, Options) else ()
        self._running = False
        self._mentioned: set[str] = set()
        for name in self._abbreviated:
            if name not in record.entries or name in people:
                self.refuse(
                    name,
                    phrase("«{name}» is no body of the registry", name=name),
                    nearest(name, known),
                )

    def define(self, name: str, referent: Referent) -> None:
        """Let prose refer to ``referent`` by ``name``."""
        self._names[name] = referent

    def alias(self, alias: str, name: str) -> None:
        """Let prose refer to what ``name`` refers to by ``alias``, too."""
        self._aliases[alias] = name

    def offer(self, alias: str, name: str) -> None:
        """As :meth:`alias`, unless a fact or an entry is called so."""
        if alias not in self._names:
            self.alias(alias, name)

    @property
    def named(self) -> Mapping[str, str]:
        """Each name by which prose refers to entries of the registry, and which it is."""
        names = {name: name for name in self._names} | self._aliases
        kinds = (Entry, Group)
        return {
            name: meant
            for name, meant in names.items()
            if isinstance(self._names.get(meant), kinds)
        }

    def count(self, blocks: Sequence[AnyBlock]) -> None:
        """Count the tables and pictures among ``blocks``, for others to refer to them."""
        self._references.count(blocks)

    def number(
        self, section: Section, places: Mapping[str, tuple[str, str]], depth: int = 0
    ) -> None:
        """Let prose refer to ``section`` and those inside it, and to the items of their lists.

        ``places`` and ``depth`` are as :meth:`.CrossReferences.add` has them.
        """
        self._references.add(section, places, depth)

    # --- single texts -------------------------------------------------------------

    def label(self, msgid: str, **values: str) -> str:
        """The label ``msgid`` of the catalogue, its ``{fields}`` filled in."""
        try:
            return self.locale.printed_label(msgid, **values)
        except ValueProblem as problem:
            self.problems.add(Position(self._file), problem.message, problem.remedy)
            return ""

    def name(self, name: str, role: str = "", source: Position | None = None) -> str:
        """What ``name`` refers to, in ``role``, as finished text."""
        try:
            return self.typeset(self._say(name, role))
        except ValueProblem as problem:
            self._add(name, source, problem)
            return ""

    def date(self, name: str) -> str:
        """The day that ``name`` refers to, in ISO form.

        A value that is no day is refused once, here, and not again where prose refers to it.
        """
        value = self.record.facts.get(name)
        if isinstance(value, Date):
            return value.value.isoformat()
        if name in self.record.facts or name in self.record.entries:
            problem = ValueProblem(
                phrase("«{name}» is not a date", name=name),
                phrase("name a fact that is a single day"),
            )
            self._add(name, None, problem)
            self._refused.add(name)
        return ""

    def due(self, name: str) -> str:
        """Until when something is due, as it stands behind «Due:»."""
        value = self.record.facts.get(name)
        definite = isinstance(value, Date) or (isinstance(value, YearPart) and value.is_stretch)
        return self.name(name, "until" if definite else "")

    def last_day(self, name: str) -> str:
        """The last day of the time that ``name`` refers to, in ISO form; no time is refused."""
        value = self.record.facts.get(name)
        day = last_day(value) if value is not None else None
        return day.isoformat() if day is not None else self.date(name)

    def refuse(self, name: str, message: str, remedy: str) -> None:
        """Keep a problem about what meeting.yaml says under, or by, ``name``."""
        self._add(name, None, ValueProblem(message, remedy))

    def text(self, content: str) -> tree.Text:
        """``content``, finished text already, in this language."""
        return tree.Text(content, self.lang)

    def is_stated(self, name: str) -> bool:
        """Whether ``name`` is one of this meeting: a fact, parties, a person; not just a term."""
        return name not in self.record.entries or name in self._people

    def typeset(self, content: str) -> str:
        """``content`` that people have typed outside of prose, as prose is typeset."""
        (text,) = self.locale.typeset((content,))
        return self.locale.nonbreaking(text)

    def joined(self, names: Sequence[str]) -> str:
        """``names``, finished and at least one, as a list within a sentence."""
        return self.typeset(self.locale.join(names))

    def instant(self, name: str) -> str:
        """The instant ``name`` in words; what is none is refused."""
        if name in self._known and not isinstance(self.record.facts.get(name), Instant):
            self.refuse(
                name,
                phrase("«{name}» is not an instant", name=name),
                phrase("name one: 2024-08-28T10:30+05:00"),
            )
            return ""
        return self.name(name)

    def entry(self, name: str) -> str:
        """The name of an entry that is no person; what is none is refused."""
        if name in self._people or name in self.record.facts:
            self.refuse(
                name,
                phrase("«{name}» is no body, place or term", name=name),
                phrase("name an entry of the registry"),
            )
            return ""
        return self.name(name)

    def shortest(self, name: str) -> str:
        """The abbreviation of an entry, or its short name, or its name."""
        entry = self.record.entries.get(name)
        forms = entry.name.get(self.lang, {}) if entry else {}
        return self.name(name, next((form for form in _ABBREVIATED if form in forms), ""))

    def initialling(self, body: str, state: str) -> str:
        """Who initials for ``body``: its abbreviation or short name, or else ``state``.

        A place at the foot of a page has no room for the full name of a body. Either may be empty.
        """
        entry = self.record.entries.get(body)
        forms = entry.name.get(self.lang, {}) if entry else {}
        for form in _ABBREVIATED:
            if 0 < len(forms.get(form, "")) <= _LONGEST_AT_THE_FOOT:
                return self.name(body, form)
        return self.shortest(state or body)

    def person(self, name: str) -> Inlines:
        """A person's name for a signature, nothing when nobody is named."""
        if name and name in self._known and name not in self._people:
            self.refuse(
                name,
                phrase("«{name}» is not a person", name=name),
                phrase("name an entry of people.yaml"),
            )
            return ()
        return (self.text(self.name(name)),) if name else ()

    def emblems(self, name: str) -> tuple[tree.Emblem, ...]:
        """The marks that stand in the letterhead of the body ``name``."""
        entry = self.record.entries.get(name)
        marks = []
        for body in entry.emblems if entry else ():
            try:
                image = self._emblem(body)
            except ValueProblem as problem:
                place = self._places.get(name, Position(self._file))
                self.problems.add(place, problem.message, problem.remedy)
            else:
                alt = self.label("Emblem: {name}", name=self.name(body))
                marks.append(tree.Emblem(image, (self.text(alt),)))
        return tuple(marks)

    def office(self, name: str, *, within_sentence: bool = False) -> Inlines:
        """A person's office, with a capital unless it stands within a sentence; may be nothing.

        Of several it is the one at the date of the document; to have none then is refused.
        """
        entry = self.record.entries.get(name)
        if entry is None:
            return ()
        dated = hasattr(self.record.section, "date")
        if entry.offices is not msgspec.UNSET and not (entry.offices and dated):
            self.refuse(
                name,
                phrase("«{name}» holds no office at the date of this document", name=name),
                phrase("add the one of that time at {where}", where=self._places.get(name, "")),
            )
        if not entry.office:
            return ()
        office = self.name(entry.office)
        return (self.text(office if within_sentence else capitalised(office)),)

    def ordinal(self, name: str) -> None:
        """Refuse ``name`` if it is no ordinal."""
        if isinstance(self.record.facts.get(name), Ordinal):
            return
        if name in self.record.facts or name in self.record.entries:
            self.refuse(
                name,
                phrase("«{name}» is not an ordinal", name=name),
                phrase("name a fact such as {ordinal: 2}"),
            )
        else:
            self.name(name)

    def _say(self, name: str, role: str) -> str:
        name = self._aliases.get(name, name)
        if name in self._refused:
            return ""
        referent = self._names.get(name)
        match referent:
            case None if name in self._known:
                return ""  # there, but wrong in itself, which is said where it stands
            case None:
                raise ValueProblem(
                    phrase(
                        "«{name}» is neither a fact of this meeting nor in the registry", name=name
                    ),
                    nearest(name, {*self._known, *self._names, *self._aliases}),
                )
            case Entry():
                return self._mention(name, referent, role)
            case Group(entries=entries):
                return self._say_group(entries, role)
            case Items(items=items) if all(item in self.record.entries for item in items):
                return self._say_group(items, role)
            case _:
                return self.locale.say(referent, role, self._counted_noun)

    def _say_group(self, entries: Sequence[str], role: str) -> str:
        """Several entries named together, the leading state first.

        Where a case is a suffix, only the last one takes it.
        """
        *before, last = sorted(entries, key=lambda name: name != self.lead)
        bare = role
        if self.locale.takes_suffixes:
            bare = " ".join(word for word in role.split() if word not in self.locale.cases)
        said = [*(self._say(entry, bare) for entry in before), self._say(last, role)]
        return self.locale.join_equals(said)

    def _counted_noun(self, name: str) -> RegistryNoun | None:
        """The noun ``name`` of the registry, to be counted."""
        entry = self.record.entries.get(name)
        return _CountedNoun(self, name, entry) if entry is not None else None

    def _mention(self, name: str, entry: Entry, role: str) -> str:
        """The form in ``role``, or if the document abbreviates: in full once, then short."""
        text = self._form(name, entry, role)
        if not self._running or name not in self._abbreviated or set(role.split()) & _LENGTHS:
            return text
        forms = entry.alternat.get(self.lead, entry.name)[self.lang]
        length = "abbr" if "abbr" in forms else "short"
        short = self._form(name, entry, length)
        if name not in self._mentioned:
            self._mentioned.add(name)
            return f"{text} ({short})"
        wanted = f"{length} {role}".strip()
        if wanted not in forms and (role in ("", "nom") or not self.locale.takes_suffixes):
            return short
        return self._form(name, entry, wanted)

    def _form(self, name: str, entry: Entry, role: str) -> str:
        names = entry.alternat.get(self.lead, entry.name)
        forms = self._filled(name, names.get(self.lang))
        form = role or "nom"
        where = self._places.get(name, "content/registry")
        if forms is None:
            raise ValueProblem(
                phrase("«{name}» has no name in {lang}", name=name, lang=self.lang),
                phrase(
                    "add it at {where}: {lang}: {{form}: …}", where=where, lang=self.lang, form=form
                ),
            )
        led = f"{form} @{self.lead}" if self.lead in entry.alternat else form
        text = forms.get(form) or self._derived(name, forms).get(form, "")
        if not text:
            known = " ".join((*self.locale.cases, *forms, *sorted(_LENGTHS)))
            refuse_other_names(form, known, self.lang)
            text = self._proposal(name, entry, forms, form)
            if text:
                self.proposed[FormKey(name, self.lang, led)] = text
            if not text or self._has_cases(forms):
                guess = f"{self.nominative(name)}…"
                raise MissingForm(name, self.lang, form, forms, where, text, guess)
        self.forms[name, led] = text
        for doubt in self.locale.doubts((text,)):
            if doubt.in_names:
                place = self._places.get(name, Position(self._file))
                self.problems.add(place, doubt.message, doubt.remedy, severity="warning")
        return text

    def _has_cases(self, forms: Mapping[str, str]) -> bool:
        """Whether somebody has typed the cases of a name, which then are all there are."""
        others = self.locale.cases[1:]
        return any(word in others for form in forms for word in form.split())

    def _filled(self, name: str, forms: Mapping[str, str] | None) -> Mapping[str, str] | None:
        """The forms of an entry with the names of others that stand in them."""
        return None if forms is None else FilledForms(forms, lambda text: self._fill(name, text))

    def _fill(self, name: str, text: str) -> str:
        """``text``, a form of the entry ``name``, with the names of others that stand in it."""
        if name in self._filling or not model.names(text):
            return text
        self._filling.add(name)
        try:
            return model.filled(text, self._said_in_name)
        finally:
            self._filling.discard(name)

    def _said_in_name(self, name: str, role: str) -> str:
        """An entry that stands in the name of another one."""
        entry = self.record.entries.get(name)
        return self._say(name, role) if entry is None else self._form(name, entry, role)

    def form(self, name: str, role: str) -> str:
        """The form of an entry in ``role``; raises :class:`ValueProblem` where it has none."""
        return self._form(name, self.record.entries[name], role)

    def nominative(self, name: str) -> str:
        """The plain name of an entry, nothing where it has none."""
        entry = self.record.entries.get(name)
        try:
            forms = self._filled(name, entry.name.get(self.lang) if entry else None)
            if forms is None:
                return ""
            return forms.get("nom") or next(iter(forms.values()), "")
        except ValueProblem:  # told where the name is said
            return ""

    def _derived(self, name: str, forms: Mapping[str, str]) -> Mapping[str, str]:
        """What follows from the parts of a person's name."""
        return self.locale.derived(forms) if name in self._people else {}

    def _proposal(self, name: str, entry: Entry, forms: Mapping[str, str], form: str) -> str:
        """What a form that nobody has typed may be, nothing where that is not known."""
        person = name in self._people
        return self.locale.propose(forms, form, person=person, gender=entry.gender or "")

    def _referring(self, inline: tree.Reference) -> tree.Reference:
        """The number of the place that ``inline`` refers to."""
        try:
            text, target = self._references.find(inline.name)
        except ValueProblem as problem:
            self._say_at(inline.source, problem)
            return inline
        return msgspec.structs.replace(inline, text=text, target=target)

    def _add(self, name: str, source: Position | None, problem: ValueProblem) -> None:
        self._say_at(source or self._mentions.get(name), problem)

    def _say_at(self, source: Position | None, problem: ValueProblem) -> None:
        place = source or Position(self._file)
        rows = self._lines.get(place.file, ())
        line = rows[place.line - 1] if place.line <= len(rows) else ""
        if isinstance(problem, MissingForm):
            self.missing_forms.append(Asked(place, line, problem))
        else:
            self.problems.add(place, problem.message, problem.remedy, line)

    # --- prose ----------------------------------------------------------------------

    def title(
        self, content: Inlines, source: Position | None = None, *, sentence: bool = True
    ) -> Inlines:
        """A title: as :meth:`inlines`, but names in it are not mentions."""
        self._running = False
        return self._paragraph(content, source, sentence=sentence)

    def inlines(
        self, content: Inlines, source: Position | None = None, *, sentence: bool = True
    ) -> Inlines:
        """``content`` with its facts said and its text typeset, as one paragraph.

        It stands at ``source``, as far as that is known. A fact that begins a sentence has a
        capital; ``sentence`` says whether the paragraph begins with one.
        """
        self._running = True
        finished = self._paragraph(content, source, sentence=sentence)
        self._running = False
        return finished

    def _paragraph(
        self, content: Inlines, source: Position | None, *, sentence: bool = True
    ) -> Inlines:
        said = tree.map_leaves(content, lambda leaf: self._say_leaf(leaf, source))
        filled = Sentences(self.locale.ends_sentence, begins=sentence).with_capitals(said)
        leaves = list(tree.leaves(filled))
        if self._is_typed:
            self._refuse_doubled(leaves)
        chunks = list(map(_typed, leaves))
        kept = [number for number, leaf in enumerate(leaves) if _is_kept(leaf)]
        for doubt in self.locale.doubts(chunks, kept):
            # What names have in them is looked at where they stand.
            if not any(isinstance(leaf, tree.Fact) and doubt.word in leaf.text for leaf in leaves):
                self._doubt(doubt, source)
        finished = iter(self.locale.typeset(chunks, kept))
        return tree.map_leaves(filled, lambda leaf: _finished(leaf, next(finished)))

    def blocks(self, blocks: Sequence[AnyBlock], depth: int = 0) -> tuple[AnyBlock, ...]:
        """``blocks`` with all their texts finished, in ``depth`` lists."""
        in_sentence = set(_within_sentences(blocks))

        def finish(block: AnyBlock) -> AnyBlock:
            return self._block(block, sentence=block.id not in in_sentence)

        return self._list_practice.applied(tree.map_blocks(blocks, finish), depth)

    def _block(self, block: AnyBlock, *, sentence: bool) -> AnyBlock:
        if isinstance(block, tree.Picture):
            return self._pictured(block)

        def finished_text(content: Inlines) -> Inlines:
            return self.inlines(content, block.source, sentence=sentence)

        finished = tree.map_inlines(block, finished_text)
        if isinstance(finished, tree.List) and finished.letters:
            return self._lettered(finished)
        return finished

    def _pictured(self, block: tree.Picture) -> tree.Picture:
        """The picture with its image, unless that cannot be read."""
        image = block.image
        try:
            image = self._picture(image.file)
        except ValueProblem as problem:
            self._say_at(block.source, problem)
        return msgspec.structs.replace(block, image=image, alt=self.title(block.alt, block.source))

    def _lettered(self, block: tree.List) -> tree.List:
        """The list with the letters of the language, which those typed must follow."""
        try:
            known = self.locale.lettering()
            start = known.find(block.letters[0])
            wanted = known[start : start + len(block.items)] if start >= 0 else known
            if block.letters != wanted:
                right = ", ".join(f"{letter})" for letter in (wanted or known)[:4])
                raise ValueProblem(
                    phrase(
                        "the items are marked {letters}",
                        letters=", ".join(f"{each})" for each in block.letters),
                    ),
                    phrase(
                        "write {right} …, the letters of this language in their order", right=right
                    ),
                )
        except ValueProblem as problem:
            self._say_at(block.source, problem)
            return block
        return msgspec.structs.replace(block, letters=known, start=start + 1)

    def is_whole(self, name: str) -> bool:
        """Whether ``name`` is a person or a value: a date, a sum, a number."""
        name = self._aliases.get(name, name)
        return name in self._people or name in self.record.facts

    def _doubt(self, doubt: Doubt, source: Position | None) -> None:
        """Warn of what typesetting has guessed in the paragraph that begins at ``source``."""
        place = source or Position(self._file)
        rows = self._lines.get(place.file, ())
        paragraph = takewhile(str.strip, rows[place.line - 1 :])
        # The notes of a paragraph stand elsewhere in its file.
        notes = (line for line in enumerate(rows, 1) if line[1].lstrip().startswith("[^"))
        for number, row in chain(enumerate(paragraph, place.line), notes):
            if doubt.word in row:
                place = Position(place.file, number, row.index(doubt.word) + 1)
                break
        line = rows[place.line - 1] if place.line <= len(rows) else ""
        self.problems.add(place, doubt.message, doubt.remedy, line, severity="warning")

    def _refuse_doubled(self, leaves: Sequence[AnyInline]) -> None:
        for fact, words, printed in doubled(leaves, self.locale.prepositions, self.locale.variants):
            said = f"{fact.name} | {fact.role}" if fact.role else fact.name
            message = phrase(
                "«{words}» is printed twice: {{ {said} }} has it", words=words, said=said
            )
            if words != printed:
                message = phrase(
                    "«{words}» stands before {{ {said} }}, which has «{printed}»",
                    words=words,
                    said=said,
                    printed=printed,
                )
            remedy = phrase(
                "take the typed «{words}» out, or write {{ {name} }} in the form it asks for; if "
                "both are meant, mark it: [{words}]{keep}",
                words=words,
                name=fact.name,
            )
            self._say_at(fact.source, ValueProblem(message, remedy))

    def _say_leaf(self, leaf: AnyInline, paragraph: Position | None) -> AnyInline:
        match leaf:
            case tree.Fact(name=name, role=role, source=source):
                text = self.name(name, role, source)
                return msgspec.structs.replace(leaf, text=text, whole=self.is_whole(name))
            case tree.Reference():
                return self._referring(leaf)
            case tree.CaptionNumber(series=series, name=name):
                try:
                    number, target = self._references.counted(name)
                except ValueProblem as problem:
                    self._say_at(paragraph, problem)
                    return leaf
                text = self.label(_COUNTERS[series], number=number, title="")
                return msgspec.structs.replace(leaf, text=text, number=number, target=target)
            case tree.Footnote():
                return msgspec.structs.replace(
                    leaf, content=self._paragraph(leaf.content, paragraph)
                )
            case tree.Text(text=text, lang=lang, quoted=True):
                return msgspec.structs.replace(leaf, text=typeset(text, lang))
            case tree.Text() | tree.LineBreak() | tree.PageField():
                return leaf
            case tree.Span():
                raise AssertionError("a span is no leaf")
            case _:
                assert_never(leaf)


def _within_sentences(blocks: Sequence[AnyBlock]) -> Iterator[str]:
    """The ids of the blocks among ``blocks`` whose texts do not begin with a sentence.

    These are tables, and the items of a list that end in no full stop: they go on with the
    sentence that leads to the list.
    """
    for block in tree.walk(blocks):
        if isinstance(block, tree.Table):
            yield block.id
        if isinstance(block, tree.List):
            for first, *_ in filter(None, block.items):
                if isinstance(first, tree.Paragraph) and not ends(tree.source(first.content)):
                    yield first.id


class _CountedNoun(msgspec.Struct, frozen=True):
    """An entry of the registry as a noun that is counted."""

    context: ComposeContext
    name: str
    entry: Entry

    @property
    def gender(self) -> str:
        """What its forms say under «gender»."""
        return self.entry.name.get(self.context.lang, {}).get("gender", "")

    def form(self, keys: tuple[str, ...]) -> str:
        """The first form of ``keys`` it has; raises :class:`ValueProblem` where it lacks all."""
        forms = self.entry.name.get(self.context.lang, {})
        return self.context.form(self.name, next((key for key in keys if key in forms), keys[-1]))


def _typed(leaf: AnyInline) -> str:
    """What typesetting sees of ``leaf``: a sentence goes on around the call for a note."""
    return "\n" if isinstance(leaf, tree.LineBreak) else getattr(leaf, "text", "")


def _is_kept(leaf: AnyInline) -> bool:
    """Whether typesetting leaves ``leaf`` alone: its author says so, or it was finished before.

    The names of bodies may stand inside a quotation, and then have the inner marks.
    """
    if isinstance(leaf, tree.Text):
        return leaf.kept or leaf.quoted
    return not isinstance(leaf, tree.Fact) or leaf.whole


def _finished(leaf: AnyInline, text: str) -> AnyInline:
    """``leaf`` as it was typeset."""
    if isinstance(leaf, tree.Text | tree.Fact):
        return msgspec.structs.replace(leaf, text=text)
    return leaf
