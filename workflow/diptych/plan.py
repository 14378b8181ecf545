"""What is to be built: every document, in the editions that configuration and content ask for.

The workflow reads its documents here, and ``diptych check`` and ``diptych
summary`` the same ones. Nothing here fails on bad content: a file that cannot
be read keeps its configured editions, and building them says what is wrong.
"""

from __future__ import annotations

import hashlib
import os
import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence, Set
from contextlib import suppress
from datetime import datetime
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import Any, Literal, NamedTuple

import msgspec

from diptych import inputs, model, modules
from diptych.editions import split
from diptych.errors import ContentError, DiptychError, ValueProblem, nearest, phrase
from diptych.gate import image_names
from diptych.gate import text as gate
from diptych.language.transliteration import source
from diptych.language.typography import plain_marks
from diptych.model import Authenticity, Configuration, FormKey
from diptych.modules import PACKAGE
from diptych.reader import ledger, scaffold
from diptych.reader.meeting import MEETING, read_meeting
from diptych.reader.registry import REGISTRY, Registry, read_registry
from diptych.reader.texts import invalid_folder_names, meeting_names, texts_of
from diptych.reader.yaml import Source
from diptych.values import Instant, Ordinal, last_day, parse

#: What stands for the edition in the name of a conformity sheet.
SHEET = "conformity"

_SESSION = "session"
_WRITING = "diptych.pipeline.write"
# This module plans documents and does not write them, so a change of its code changes no document.
# If it comes to see other sources of a document, the fingerprint changes anyway.
_ASKING = frozenset({"diptych.plan"})
_GRAMMAR = PACKAGE / "language" / "data"
_WORD = re.compile(r"\w+")


class PlannedDocument(msgspec.Struct, frozen=True, order=True):
    """One document of one meeting: a kind, the languages it has, and what is asked of it.

    ``editions`` are those all of whose languages have a text or can be
    derived from one (``derived``), ``lacking`` the others.
    """

    meeting: str
    kind: str
    languages: tuple[str, ...]
    derived: tuple[str, ...]
    editions: tuple[str, ...]
    lacking: tuple[str, ...]
    arrangement: str
    authenticity: Authenticity

    @property
    def without_text(self) -> tuple[str, ...]:
        """The languages of its editions that have no text, and are derived."""
        return _without_text(self.editions, self.languages)

    @property
    def outputs(self) -> tuple[str, ...]:
        """The editions, and the conformity sheet where there are languages to compare."""
        compared = len(self.languages) + len(self.without_text) > 1
        return (*self.editions, SHEET) if self.editions and compared else self.editions

    def file(self, edition: str, output_format: str) -> str:
        """The file below the output folder that holds an edition in a format."""
        return f"{self.meeting}/{self.kind}.{edition}.{output_format}"

    def files(self, formats: Collection[str]) -> list[str]:
        """The files below the output folder that hold all of it in ``formats``."""
        return [self.file(edition, each) for edition in self.outputs for each in formats]


class HeldSession(msgspec.Struct, frozen=True, order=True):
    """Which session of a body a meeting was; ``fact`` says its number, ``day`` is in ISO form."""

    body: str
    day: str
    number: int
    meeting: str
    fact: str


class _Text(NamedTuple):
    """What the plan needs to know of a text, all of it from one reading."""

    sha256: str
    names: frozenset[str] = frozenset()
    images: frozenset[str] = frozenset()
    quoted_languages: frozenset[str] = frozenset()


class Plan:
    """The documents that the ``content`` folder has under a configuration.

    ``config`` is what config/config.yaml says; ``templates`` is the folder of the looks and
    labels that they are made with.
    """

    def __init__(
        self, config: Configuration, content: Path, templates: Path = Path("templates")
    ) -> None:
        self.config = config
        self.content = content
        self.templates = templates
        self._meetings: dict[str, Source | None] = {}
        self._documents: dict[str, tuple[PlannedDocument, ...]] = {}
        self._texts: dict[str, _Text] = {}
        self._fingerprints: dict[PlannedDocument, str] = {}
        self._code_digests: dict[tuple[str, tuple[str, ...]], str] = {}

    @cached_property
    def documents(self) -> tuple[PlannedDocument, ...]:
        """Every document there is a text of, in the order of meetings and kinds."""
        return tuple(document for meeting in self.meetings for document in self.of(meeting))

    def of(self, meeting: str) -> tuple[PlannedDocument, ...]:
        """The documents of one meeting, in the order of kinds."""
        if meeting not in self._documents:
            texts = texts_of(self.content / meeting)
            self._documents[meeting] = tuple(
                self._document(meeting, kind, tuple(codes)) for kind, codes in texts.items()
            )
        return self._documents[meeting]

    @cached_property
    def meetings(self) -> tuple[str, ...]:
        """The names of all meetings."""
        return meeting_names(self.content)

    def chosen(self, names: Iterable[str]) -> tuple[str, ...]:
        """The meetings called ``names`` (or with the folders ``names``), all if none is named.

        Raises :class:`~diptych.errors.DiptychError` for one that is not there.
        """
        chosen = tuple(Path(name).name for name in names)
        for name in chosen:
            if name not in self.meetings:
                raise DiptychError(
                    phrase(
                        "there is no meeting «{name}»; {nearest}",
                        name=name,
                        nearest=nearest(name, self.meetings),
                    )
                )
        return chosen or self.meetings

    def files(self) -> list[str]:
        """Every file to be built, relative to the output folder."""
        formats = self.config.formats
        return [name for document in self.documents for name in document.files(formats)]

    def record_files(self, document: PlannedDocument) -> list[str]:
        """The files of facts and names that ``document`` may draw on."""
        registry = [*self._registry_files, self.content / REGISTRY / ledger.NAMES]
        paths = [self.content / document.meeting / MEETING, *registry]
        return [path.as_posix() for path in paths]

    def texts(self, document: PlannedDocument) -> list[str]:
        """The files that hold the texts of ``document``."""
        stem = f"{self.content.as_posix()}/{document.meeting}/{document.kind}"
        return [f"{stem}.{code}.md" for code in document.languages]

    def ledgers(self, document: PlannedDocument) -> list[str]:
        """The files that say what of ``document`` is confirmed, whether they are there or not."""
        folder = self.content / document.meeting
        codes = sorted({*document.languages, *document.without_text})
        return [ledger.path(folder, document.kind, code).as_posix() for code in codes]

    def images(self, document: PlannedDocument) -> list[str]:
        """The files of the images that the texts of ``document`` show, those that are there."""
        return [path for path in self._shown(document) if os.path.isfile(path)]

    def _shown(self, document: PlannedDocument) -> list[str]:
        """The files of the images that the texts of ``document`` show, whether there or not."""
        folder = self.content / document.meeting
        shown = frozenset[str]().union(*(self._text(each).images for each in self.texts(document)))
        names = (name for name in sorted(shown) if image_names.fault(name) is None)
        return [(folder / name).as_posix() for name in names]

    def status(self, document: PlannedDocument) -> Literal["draft", "final"]:
        """Whether the meeting of ``document`` is final; what cannot be read is a draft."""
        meeting = self._meeting(document.meeting)
        return "final" if meeting and meeting.data.get("status") == "final" else "draft"

    def embargo(self, document: PlannedDocument) -> Instant | None:
        """The instant before which nothing of ``document`` may be published, if there is one.

        Raises :class:`~diptych.errors.ValueProblem` where the meeting names one that
        cannot be read.
        """
        meeting = self._meeting(document.meeting)
        data = meeting.data if meeting else {}
        section = data.get(document.kind)
        name = section.get("embargo") if isinstance(section, dict) else None
        if name is None:
            return None
        facts = data.get("facts")
        fact = facts.get(name) if isinstance(facts, dict) else None
        value = parse("instant", str(fact.get("instant"))) if isinstance(fact, dict) else None
        if not isinstance(value, Instant):
            raise ValueProblem(
                phrase("«{name}» is not an instant", name=name),
                phrase("name one: 2024-08-28T10:30+05:00"),
            )
        return value

    def is_released(self, document: PlannedDocument, now: datetime) -> bool:
        """Whether ``document`` may be published ``now``, an aware time."""
        try:
            embargo = self.embargo(document)
        except ValueProblem:  # checking reports it
            return False
        return model.publication_state(self.status(document), embargo, now) == "final"

    def deadlines_reached(self, now: datetime) -> int:
        """How many embargoes and days by which decisions are due are over ``now``, an aware time.

        Each of them changes what the site says.
        """
        over = 0
        for meeting in map(self._meeting, self.meetings):
            data = meeting.data if meeting else {}
            facts = data.get("facts")
            known = facts if isinstance(facts, dict) else {}
            for name in _deadlines(data):
                fact = known.get(name)
                if isinstance(fact, dict) and fact:
                    with suppress(ValueProblem):  # checking reports it
                        value = parse(*model.fact_source(fact))
                        if isinstance(value, Instant):
                            over += value.moment <= now
                        elif (day := last_day(value)) is not None:
                            over += day < now.date()
        return over

    @cached_property
    def sessions(self) -> tuple[HeldSession, ...]:
        """The sessions of all meetings that say which one of a body they are."""
        folders = [self.content / name for name in self.meetings]
        each = (_sessions(folder, inputs.digest(folder / MEETING)) for folder in folders)
        return tuple(session for sessions in each for session in sessions)

    def fingerprint(self, document: PlannedDocument, asked: Collection[str] | None = None) -> str:
        """A hash of everything that ``document`` is made from.

        That is its texts and images, the facts and entries they may draw on, its editions
        and arrangement, templates, catalogues, code. Content counts, not dates: a file that
        replaces another is noticed even if it is older.

        The job that writes the document computes the same of what it reads
        (:func:`written`), so this is about nothing but the arguments of that job and files.

        Where it is known which forms of names were ``asked`` for when it was written
        (:class:`~diptych.model.FormKey`), a hash that no other form changes.
        """
        if asked is not None:
            return self._fingerprint(document, frozenset(map(FormKey.of, asked)))
        if document not in self._fingerprints:
            self._fingerprints[document] = self._fingerprint(document, None)
        return self._fingerprints[document]

    def _fingerprint(self, document: PlannedDocument, keys: Set[FormKey] | None) -> str:
        asked = {
            "document": [document.meeting, document.kind, document.languages],
            "editions": document.outputs,
            "formats": self.config.formats,
            "arrangement": document.arrangement,
            "authenticity": document.authenticity,
        }
        read = [
            *(self._text(path).sha256 for path in self.texts(document)),
            *(inputs.digest(Path(path)) for path in self._shown(document)),
            *(inputs.digest(Path(path)) for path in self.ledgers(document)),
        ]
        return _hash(
            [
                msgspec.json.encode(asked).decode(),
                self._excerpt_digest(document, keys),
                *read,
                self._code_digest(document),
            ]
        )

    def _code_digest(self, document: PlannedDocument) -> str:
        """The digest of code, grammar, looks and labels that its kind is made with."""
        texts = map(self._text, self.texts(document))
        quoted = frozenset[str]().union(*(text.quoted_languages for text in texts))
        own = (*document.languages, *document.without_text)
        codes = (*own, *sorted(quoted.difference(own)))
        key = (document.kind, codes)
        if key not in self._code_digests:
            # The grammar of a language, how it is derived from another, and what it is told by.
            grammar = [
                name
                for code in codes
                for name in (f"{code}.toml", f"hyph_{code}.dic", f"derived/{code}.toml")
            ]
            grammar += ["samples/*.txt", "shared/*.toml"]
            formats = _counting_pages(self.config.formats)
            looks = ["new/*", "assets/**/*", *(f"{each}/**/*" for each in formats)]
            looks += [f"locale/{code.replace('-', '_')}/**/*.po" for code in codes]
            code = _code(document.kind, formats)
            self._code_digests[key] = _lasting(code, (_GRAMMAR, grammar), (self.templates, looks))
        return self._code_digests[key]

    def check_digest(self, meetings: Iterable[str]) -> str:
        """A hash of everything that checking ``meetings`` reads.

        That is their folders, the registry, the configuration, code, which folders cannot be
        meetings, and the other sessions of the bodies that met.
        """
        checked = frozenset(meetings)
        registry = self.content / REGISTRY
        paths = [path for name in checked for path in (self.content / name).glob("*")]
        files = [path.as_posix() for path in paths if path.is_file()]
        files += map(Path.as_posix, [*registry.glob("*.yaml"), *registry.glob("recipients/*.yaml")])
        wrong = [problem.position.file for problem in invalid_folder_names(self.content)]
        bodies = {session.body for session in self.sessions if session.meeting in checked}
        compared = [session for session in self.sessions if session.body in bodies]
        return _hash(
            [
                _hash(f"{path} {inputs.digest(Path(path))}" for path in sorted(files)),
                msgspec.json.encode(self.config).decode(),
                _lasting(modules.imported(*_checking()), (_GRAMMAR, ["**/*"])),
                *wrong,
                msgspec.json.encode(compared).decode(),
            ]
        )

    def _document(self, meeting: str, kind: str, languages: tuple[str, ...]) -> PlannedDocument:
        asked = self._setting(meeting, "editions", kind)
        if not isinstance(asked, list):
            asked = self.config.editions.get(kind, ())
        arrangement = self._setting(meeting, "arrangement", kind)
        wanted = {edition: _codes(edition) for edition in map(str, asked)}
        without_text = sorted({code for codes in wanted.values() for code in codes} - {*languages})
        derived = tuple(code for code in without_text if source(code) in languages)
        there = {*languages, *derived}
        return PlannedDocument(
            meeting=meeting,
            kind=kind,
            languages=languages,
            derived=derived,
            editions=tuple(name for name, codes in wanted.items() if codes and there >= {*codes}),
            lacking=tuple(name for name, codes in wanted.items() if {*codes} - there),
            arrangement=str(arrangement or self.config.arrangement.get(kind, "parallel")),
            authenticity=self._authenticity(meeting, kind, languages),
        )

    def _authenticity(self, meeting: str, kind: str, languages: tuple[str, ...]) -> Authenticity:
        """What the ``languages`` that have a text are to one another; one of them is the source."""
        authenticity = self.config.authenticity.get(kind, Authenticity())
        with suppress(msgspec.ValidationError):  # checking reports it
            setting = self._setting(meeting, "authenticity", kind)
            authenticity = msgspec.convert(setting, Authenticity) if setting else authenticity
        wanted = (authenticity.source, *self.config.languages, *languages)
        source = next(code for code in wanted if code in languages)
        return msgspec.structs.replace(authenticity, source=source)

    def _excerpt_digest(self, document: PlannedDocument, keys: Set[FormKey] | None) -> str:
        """The digest of what a document may draw on, or of all there is if it cannot be read.

        Of the forms of names only those that count, if it is known which were asked for (``keys``).
        """
        meeting = self._meeting(document.meeting)
        if meeting is None or self._registry is None:
            record = self.content / document.meeting / MEETING
            return "".join(map(inputs.digest, [record, *self._registry_files]))
        named = frozenset().union(*(self._text(path).names for path in self.texts(document)))
        languages = {*document.languages, *document.without_text}
        chosen = model.excerpt(
            meeting.data, self._registry.entries, document.kind, sorted(named), languages
        )
        entries = chosen["entries"]
        people = sorted(self._registry.people & entries.keys())
        confirmed: list[str] = []
        if self.status(document) == "final":  # else nobody need have confirmed them
            confirmed = [
                row
                for key, row in self._names
                if key is None
                or (
                    key.name in entries
                    and key.language in languages
                    and (keys is None or key in keys)
                )
            ]
        if keys is not None:
            counts = self._counting(document, keys)
            chosen["entries"] = {
                name: model.with_forms(name, entry, counts) for name, entry in entries.items()
            }
        return model.digest(chosen | {"people": people, "confirmed": confirmed})

    def _counting(
        self, document: PlannedDocument, keys: Set[FormKey]
    ) -> Callable[[FormKey, Any], bool]:
        """Tells whether a form counts: whether ``document`` may be another, or refused, by it.

        It was asked for, or it may be typed out in a text, since all its words are. Or it
        stands for a name that is still to be written.
        """
        typed = {
            code: _words(gate.read_lenient(Path(path)))
            for code, path in zip(document.languages, self.texts(document), strict=True)
        }

        def counts(key: FormKey, form: Any) -> bool:
            if key in keys or key.every in keys or key.language not in typed:
                return True
            return _words(str(form)) <= typed[key.language] or self._is_unwritten(str(form))

        return counts

    # --- what the plan reads ----------------------------------------------------

    @cached_property
    def _registry_files(self) -> list[Path]:
        return sorted((self.content / REGISTRY).glob("*.yaml"))

    @cached_property
    def _names(self) -> list[tuple[FormKey | None, str]]:
        """The lines that say which names are confirmed, each with the form it is about.

        One that cannot be read is about all.
        """
        path = self.content / REGISTRY / ledger.NAMES
        return [(ledger.form(row), row) for row in gate.read_lenient(path).split("\n") if row]

    @cached_property
    def _is_unwritten(self) -> Callable[[str], bool]:
        """Tells whether a form stands for a name that is still to be written."""
        try:
            return cache(scaffold.read(self.templates / "new").is_name)
        except ContentError:  # writing reports it
            return lambda form: True

    @cached_property
    def _registry(self) -> Registry | None:
        try:
            return read_registry(self.content)
        except ContentError:
            return None

    def _text(self, path: str) -> _Text:
        if path not in self._texts:
            try:
                data = gate.read_regular(Path(path), gate.MAX_BYTES)
            except ContentError:  # writing reports it
                self._texts[path] = _Text(inputs.digest(Path(path)))
            else:
                text = gate.decode_lenient(data)
                sha256 = hashlib.sha256(data).hexdigest()
                self._texts[path] = _Text(
                    sha256, model.names(text), model.images(text), model.quoted_languages(text)
                )
        return self._texts[path]

    def _meeting(self, name: str) -> Source | None:
        if name not in self._meetings:
            try:
                self._meetings[name] = read_meeting(self.content / name)
            except ContentError:
                self._meetings[name] = None
        return self._meetings[name]

    def _setting(self, meeting: str, key: str, kind: str) -> Any:
        """What a meeting says under ``key`` for a kind; parses only files that have the key."""
        path = self.content / meeting / MEETING
        if key not in gate.read_lenient(path):
            return None
        source = self._meeting(meeting)
        settings = source.data.get(key) if source else None
        return settings.get(kind) if isinstance(settings, dict) else None


def _codes(edition: str) -> tuple[str, ...]:
    """The languages of an edition, none if it is not one."""
    try:
        return split(edition)
    except ValueProblem:
        return ()


def _without_text(editions: Iterable[str], languages: Sequence[str]) -> tuple[str, ...]:
    """The languages of ``editions`` that are none of ``languages``."""
    wanted = {code for edition in editions for code in _codes(edition)}
    return tuple(sorted(wanted - set(languages)))


def _counting_pages(formats: Iterable[str]) -> tuple[str, ...]:
    """``formats``, and that whose pages a table of contents names in any of them."""
    return tuple(dict.fromkeys([*formats, "pdf"]))


def _code(kind: str, formats: Iterable[str]) -> frozenset[Path]:
    """The modules that write a document of ``kind``; those of other packages are not known here."""
    chosen = [f"diptych.kinds.{kind.replace('-', '_')}", *(f"diptych.writers.{f}" for f in formats)]
    ours = [name for name in chosen if modules.file(name) is not None]
    return modules.imported(_WRITING, *ours, without=_ASKING)


def _checking() -> list[str]:
    """The modules that check meetings: those of every kind, too."""
    kinds = (PACKAGE / "kinds").glob("*.py")
    return [
        "diptych.pipeline.check",
        *(f"diptych.kinds.{each.stem}" for each in kinds if each.stem != "__init__"),
    ]


def _lasting(code: Iterable[Path], *places: tuple[Path, Iterable[str]]) -> str:
    """The digest of files that a process remembers by their paths, wherever the folders lie.

    These are the modules ``code``, and in each of ``places``, which are folders, what matches a
    pattern. Raises :class:`~diptych.errors.DiptychError` if nothing does in one of them, which
    would be remembered as empty.
    """
    digests = [(path.relative_to(PACKAGE), path) for path in sorted(code)]
    for folder, patterns in places:
        paths = {path for pattern in patterns for path in folder.glob(pattern) if path.is_file()}
        if not paths:
            raise DiptychError(
                phrase("{folder} holds nothing to make documents with", folder=folder.as_posix())
            )
        digests += [(path.relative_to(folder), path) for path in sorted(paths)]
    return _hash(f"{name.as_posix()} {inputs.digest_lasting(path)}" for name, path in digests)


def site_digest(templates: Path) -> str:
    """A hash of code, templates and labels of the site; raises :class:`DiptychError` for none."""
    code = modules.imported("diptych.pipeline.publish", without=_ASKING)
    return _lasting(code, (_GRAMMAR, ["**/*"]), (templates, ["site/*", "locale/*/*/*.po"]))


@lru_cache(maxsize=100_000)  # an archive asks of each form for each of its documents
def _words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(plain_marks(unicodedata.normalize("NFC", text))))


def _hash(parts: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]


def written(
    folder: Path,
    kind: str,
    *,
    editions: Sequence[str],
    formats: Sequence[str],
    arrangement: str,
    authenticity: Authenticity,
    templates: Path,
    asked: Collection[str] | None = None,
) -> str:
    """The fingerprint of a document for the job that writes it, which has these arguments only.

    It equals :meth:`Plan.fingerprint` if the job reads what was planned.
    """
    config = Configuration(languages=(), editions={}, formats=tuple(formats))
    languages = tuple(texts_of(folder).get(kind, ()))
    document = PlannedDocument(
        meeting=folder.name,
        kind=kind,
        languages=languages,
        derived=_without_text(editions, languages),
        editions=tuple(editions),
        lacking=(),
        arrangement=arrangement,
        authenticity=authenticity,
    )
    return Plan(config, folder.parent, templates).fingerprint(document, asked)


@lru_cache(maxsize=10_000)
def _sessions(folder: Path, digest: str) -> tuple[HeldSession, ...]:
    """Which session of a body each section of a meeting says that it is of.

    ``digest`` is that of its meeting.yaml: one process checks the meetings of many months.
    """
    try:
        data = read_meeting(folder).data if _SESSION in gate.read_lenient(folder / MEETING) else {}
    except ContentError:  # checking reports it
        return ()
    facts = data.get(model.FACTS)
    known = facts if isinstance(facts, dict) else {}
    found = []
    for section in filter(lambda each: isinstance(each, dict), data.values()):
        body, name, day = section.get("body"), section.get(_SESSION), model.day_of(section, known)
        fact = known.get(name) if isinstance(name, str) else None
        if day and isinstance(body, str) and isinstance(name, str) and isinstance(fact, dict):
            with suppress(ValueProblem):  # checking reports it
                number = parse("ordinal", str(fact.get("ordinal")))
                if isinstance(number, Ordinal):
                    found.append(HeldSession(body, day, number.number, folder.name, name))
    return tuple(dict.fromkeys(found))


def _deadlines(data: Mapping[str, Any]) -> Iterator[str]:
    """The names of the facts that a meeting's sections call an embargo or a due date."""
    for section in data.values():
        if isinstance(section, dict):
            decisions = section.get("decisions")
            duties = decisions.values() if isinstance(decisions, dict) else ()
            named = [section.get("embargo"), *(d.get("due") for d in duties if isinstance(d, dict))]
            yield from (name for name in named if isinstance(name, str))
