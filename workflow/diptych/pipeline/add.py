"""New entries of the registry: people, alone or from a list, bodies, terms and offices."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path

import msgspec

from diptych.errors import DiptychError, Position, Problem, ValueProblem, nearest, phrase
from diptych.files import replace
from diptych.gate import text as gate
from diptych.language import data, ids, transliteration
from diptych.language.names import PARTS, PersonName, gender_by, guessed, known
from diptych.language.respelling import respelled
from diptych.language.typography import plain_marks
from diptych.model import Entry
from diptych.pipeline.names import Names
from diptych.plan import Plan
from diptych.reader.participants import Participant, fault
from diptych.reader.registry import PEOPLE, REGISTRY, Registry, read_registry
from diptych.reader.registry_entries import NewEntry, with_entries

Typed = Mapping[str, Mapping[str, str]]

TERMS, BODIES = "terms.yaml", "organisations.yaml"
_MARKS = re.compile(r"[\s'`´‘’ʻʼ-]")


class Added(msgspec.Struct, frozen=True):
    """The entries that were added, by file, and what was not taken.

    ``forms`` are all their forms, as (entry, language, form, text); ``bare`` are the languages of
    the configuration in which some of them have no name.
    """

    entries: Mapping[str, Mapping[str, NewEntry]]
    forms: Sequence[tuple[str, str, str, str]]
    bare: Sequence[str]
    left: Sequence[Problem] = ()


class Registrar:
    """Adds to the registry of ``plan``; nothing is written before :meth:`write`.

    Raises :class:`~diptych.errors.ContentError` if the registry cannot be read.
    """

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._registry: Registry = read_registry(plan.content)
        self._known: dict[str, Entry] = self._registry.valid_entries()
        self._people = set(self._registry.people)
        self._added: dict[str, dict[str, NewEntry]] = {}
        self._left: list[Problem] = []
        self._names = Names(self._known, self._people, plan.templates / "locale")

    # --- what is added --------------------------------------------------------------

    def add_people(self, people: Sequence[Participant], code: str) -> None:
        """Add ``people``, whose names stand in the language ``code``; who cannot be is left."""
        for person in people:
            name = _parts(person.name, code, ordered=True)
            try:
                self._refuse_letters(name.plain, code)
                self._refuse_known_person(name, code)
                self._add_person(name, code, self._state(person), office=self._office(person, code))
            except ValueProblem as problem:
                self._leave(person.place, problem.message, problem.remedy)

    def add_person(
        self, name: str, code: str, *, state: str = "", office: str = "", gender: str = "", id_: str
    ) -> None:
        """Add the person ``name``, which stands in ``code``; raises :class:`ValueProblem`."""
        if wrong := fault(name):
            raise ValueProblem(*wrong)
        for each in filter(None, (state, office)):
            self._refuse_unknown(each)
        fields = {"gender": gender} if gender else {}
        parts = _parts(name, code, ordered=False)
        self._refuse_letters(name, code)
        self._refuse_known_person(parts, code)
        self._add_person(parts, code, state, office=office, id_=id_, **fields)

    def add_name(
        self, file: str, names: Typed, *, of: str = "", body: str = "", id_: str = ""
    ) -> None:
        """Add a body, a term or, with the ``body`` that it is of, an office to ``file``.

        A name in one script is proposed in the other. Raises :class:`ValueProblem`.
        """
        for each in filter(None, (of, body)):
            self._refuse_unknown(each)
        for code, forms in names.items():
            self._refuse_letters(forms["nom"], code)
        whole = {code: dict(forms) for code, forms in names.items()}
        for code in self._plan.config.languages:
            other = transliteration.source(code)
            if code not in whole and other is not None and other in names:
                derived = {f: transliteration.derive(n, code) for f, n in names[other].items()}
                whole[code] = derived
        if body:
            for code, forms in whole.items():
                forms["nom"] = _with_body(forms["nom"], body, code)
        self._refuse_duplicate({code: forms["nom"] for code, forms in names.items()})
        ordered = {c: whole[c] for c in (*self._plan.config.languages, *whole) if c in whole}
        made = id_ or self._free(_latin(names, body), body)
        fields = {"of": of} if of else {}
        self._keep(
            file, made, NewEntry(ordered, fields=fields, proposed=whole.keys() - names.keys())
        )

    def _add_person(
        self,
        name: PersonName,
        code: str,
        state: str,
        *,
        office: str = "",
        id_: str = "",
        **fields: str,
    ) -> None:
        names = {}
        for target in dict.fromkeys((*self._plan.config.languages, code)):
            if forms := self._spelled(name, code, target, state):
                names[target] = forms
        family, whole = (ids.made(each) for each in (_in_latin(name.family, code), name.plain))
        made = id_ or self._free(family or whole, whole)
        said = {"office": office} if office else {}
        entry = NewEntry(names, fields={**said, **fields}, proposed=names.keys() - {code})
        self._people.add(made)
        self._keep(PEOPLE, made, entry)

    def _spelled(self, name: PersonName, code: str, target: str, state: str) -> dict[str, str]:
        """The name in ``target``: alone, or with its parts where these say more than it does."""
        own = self._own_language(state)

        def spell(text: str) -> str:
            if own and target != code:
                return respelled(respelled(text, code, own), own, target)
            return respelled(text, code, target)

        if name.whole or not name.family:
            nominative = spell(name.plain)
            return {"nom": nominative} if nominative else {}
        parts = {part: spell(getattr(name, part)) for part in PARTS if getattr(name, part)}
        if not all(parts.values()):
            return {}
        forms = {"nom": f"{parts['given']} {parts['family']}"}
        return forms | parts if "patronymic" in parts else forms

    def _own_language(self, state: str) -> str:
        entry = self._known.get(state)
        return next((each for each in entry.languages if each in data.codes()), "") if entry else ""

    # --- lists of participants -----------------------------------------------------------

    def _state(self, person: Participant) -> str:
        if not person.state:
            return ""
        found = self._found(person.state)
        if not found:
            self._leave(
                person.place,
                phrase("no entry of the registry is called «{name}»", name=person.state),
                phrase("the name is spelled without regard to it; diptych add term adds it"),
            )
        return found

    def _office(self, person: Participant, code: str) -> str:
        """The id of the office of ``person``, which is added where it is not there yet."""
        if not person.office:
            return ""
        body = self._found(person.body) if person.body else ""
        if person.body and not body:
            self._leave(
                person.place,
                phrase("no entry of the registry is called «{name}»", name=person.body),
                phrase("the person is taken without an office; add it first: diptych add body"),
            )
            return ""
        typed = person.office if code == "en" else person.office[:1].lower() + person.office[1:]
        name = _with_body(typed, body, code) if body else typed
        text = self._names.said(name, code)
        for id_, entry in self._known.items():
            nominative = entry.name.get(code, {}).get("nom", "")
            if nominative and _plain(self._names.said(nominative, code)) == _plain(text):
                return id_
        made = ids.made(_in_latin(typed, code))
        id_ = self._free(f"{made}-{body}" if body else made, made)
        self._keep(TERMS, id_, NewEntry({code: {"nom": name}}))
        return id_

    def _found(self, name: str) -> str:
        """The id of the entry that is called ``name`` in any language."""
        wanted = _plain(name)
        for id_, entry in self._known.items():
            for forms in entry.name.values() if id_ not in self._people else ():
                if wanted in {_plain(forms.get(form, "")) for form in ("nom", "short", "abbr")}:
                    return id_
        return name if name in self._known else ""

    # --- what cannot be ---------------------------------------------------------------

    def _refuse_unknown(self, name: str) -> None:
        if name not in self._known:
            what = phrase("there is no entry «{name}» in the registry", name=name)
            raise ValueProblem(what, nearest(name, self._known))

    def _refuse_letters(self, name: str, code: str) -> None:
        alphabet = data.read(code).alphabet
        plain = _MARKS.sub("", name.lower())
        if any(letter.isalpha() and letter not in alphabet for letter in plain):
            others = [each for each in data.codes() if set(plain) <= set(data.read(each).alphabet)]
            raise ValueProblem(
                phrase("«{name}» has letters that {code} does not have", name=name, code=code),
                phrase("say which language it is in: --language {code}", code=others[0])
                if others
                else phrase("type it in the letters of the language"),
            )

    def _refuse_known_person(self, name: PersonName, code: str) -> None:
        wanted = {_plain(name.plain), _plain(f"{name.given} {name.family}")}
        for id_ in self._people:
            forms = self._known[id_].name.get(code, {}) if id_ in self._known else {}
            there = (
                (known(forms) or guessed(forms["nom"], data.read(code).names)) if forms else None
            )
            if there and {_plain(there.plain), _plain(f"{there.given} {there.family}")} & wanted:
                self._refuse(name.plain, id_)

    def _refuse_duplicate(self, nominatives: Mapping[str, str]) -> None:
        for id_, entry in self._known.items():
            for code, name in nominatives.items():
                if _plain(entry.name.get(code, {}).get("nom", "")) == _plain(name):
                    self._refuse(name, id_)

    def _refuse(self, name: str, id_: str) -> None:
        there = self._registry.sources.get(id_)
        place = self._registry.place(id_) if there else phrase("«{name}»", name=id_)
        raise ValueProblem(
            phrase("«{name}» stands at {place} already", name=name, place=place),
            phrase("what is there stays; change it by hand where it is to change"),
        )

    def _leave(self, place: Position, what: str, remedy: str) -> None:
        self._left.append(Problem(place, what, remedy, severity="warning"))

    # --- the entries ---------------------------------------------------------------------

    def _free(self, wanted: str, longer: str) -> str:
        """An id that nothing has yet: ``wanted``, ``longer``, or that with a number."""
        number, made = 1, wanted
        if made in self._known and longer:
            made = longer
        base = made or "entry"
        while not made or made in self._known:
            number += 1
            made = f"{base}-{number}"
        return made

    def _keep(self, file: str, name: str, entry: NewEntry) -> None:
        if not re.fullmatch("[a-z][a-z0-9-]*", name):
            raise ValueProblem(
                phrase("«{name}» is no id", name=name),
                phrase("write small Latin letters, digits and hyphens"),
            )
        if name in self._known:
            self._refuse(name, name)
        self._added.setdefault(file, {})[name] = entry
        names = {code: dict(forms) for code, forms in entry.name.items()}
        gender = entry.fields.get("gender")
        self._known[name] = Entry(
            name=names, gender="f" if gender == "f" else "m" if gender else None
        )

    def forms(self) -> Iterator[tuple[str, str, str, str]]:
        """All forms of what is added, as (entry, language, form, text)."""
        for entries in self._added.values():
            for name, entry in entries.items():
                for code in entry.name:
                    others = ("initials", "list") if name in self._people else ("the", "abbr")
                    for form in (*data.read(code).cases, *others):
                        if text := self._names.form(name, code, form):
                            yield name, code, form, text

    def write(self, *, dry_run: bool = False) -> Added:
        """Write what was added, unless it is a ``dry_run``.

        Raises :class:`~diptych.errors.ContentError` where it would be no file of the registry.
        """
        folder = self._plan.content / REGISTRY
        whole: dict[Path, str] = {}
        for file, entries in self._added.items():
            path = folder / file
            before = gate.read(path, markup=False) if path.exists() else ""
            whole[path] = with_entries(path.as_posix(), before, entries)
        forms = tuple(self.forms())
        if not dry_run:
            folder.mkdir(parents=True, exist_ok=True)
            for path, text in whole.items():
                replace(path, text.encode())
        everything = [entry for entries in self._added.values() for entry in entries.values()]
        wanted = self._plan.config.languages
        bare = [code for code in wanted if any(code not in each.name for each in everything)]
        return Added(self._added, forms, bare, tuple(self._left))


def _parts(name: str, code: str, *, ordered: bool) -> PersonName:
    """The parts of ``name``; in lists, which are ``ordered``, the family name is the first word."""
    names = data.read(code).names
    parts = guessed(name, names)
    words = name.split()
    if ordered and len(words) == 2 and not parts.patronymic and not parts.whole:
        turned = gender_by(words[1], names.families) and not gender_by(words[0], names.families)
        family, given = reversed(words) if turned else words
        return msgspec.structs.replace(parts, family=family, given=given)
    return parts


def _with_body(office: str, body: str, code: str) -> str:
    """``office`` with its ``body``, as the language puts them together."""

    def named(match: re.Match[str]) -> str:
        form = match[1].strip()
        return f"{{{{ {body} | {form} }}}}" if form else f"{{{{ {body} }}}}"

    frame = data.read(code).names.office or "{office}"
    return re.sub(r"\{body([^{}]*)\}", named, frame).replace("{office}", office)


def _latin(names: Typed, body: str) -> str:
    """An id made of the English name, or else of another."""
    order = sorted(names, key=lambda code: (code != "en", code != "ru"))
    made = next(filter(None, (ids.made(_in_latin(names[c]["nom"], c)) for c in order)), "")
    return f"{made}-{body}" if body else made


def _in_latin(name: str, code: str) -> str:
    return respelled(name, code, "en") or name


def _plain(name: str) -> str:
    return " ".join(plain_marks(name).casefold().replace("ё", "е").split())


def typed_names(typed: Collection[str], default: str, languages: Collection[str]) -> dict[str, str]:
    """Names as they are typed, ``ru=Совет`` or ``Совет`` in ``default``, by language.

    Raises :class:`DiptychError` for a language that is none of ``languages``.
    """
    names: dict[str, str] = {}
    for each in typed:
        code, sign, name = each.partition("=")
        code, name = (code.strip(), name.strip()) if sign else (default, each.strip())
        if code not in languages:
            raise DiptychError(
                phrase(
                    "«{code}» is not one of the languages of the configuration; {nearest}",
                    code=code,
                    nearest=nearest(code, languages),
                )
            )
        if not name:
            raise DiptychError(phrase("the name in {code} is empty", code=code))
        names[code] = name
    return names
