"""Add a person, a body, a term or an office to the registry, with the forms of its name.

diptych add person --name "Асан Усенов" --office director-institute
diptych add person --from participants.csv      columns: ФИО, должность, организация, государство
diptych add body --name "ru=Институт мира" --name "ky=Тынчтык институту" --abbreviation ru=ИМ
diptych add office --body institute --name "ru=директор" --name "ky=директору"

Names of people are spelled in all languages of the configuration. A terminal asks for what is
missing. What is proposed has the mark «# proposed» until «diptych confirm registry».
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping
from pathlib import Path

from diptych.cli import options, places
from diptych.cli.console import messages, say, warn
from diptych.errors import DiptychError, ValueProblem, phrase
from diptych.pipeline.add import BODIES, TERMS, Added, Registrar, typed_names
from diptych.plan import Plan
from diptych.reader import participants

_ABOUT = {
    "person": "a person, or a list of participants",
    "body": "a body, into organisations.yaml",
    "term": "a term, a place or a state, into terms.yaml",
    "office": "an office of a body, whose name it draws on",
}


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say which arguments this command takes."""
    actions = parser.add_subparsers(
        required=True, metavar="WHAT", dest="what", help=", ".join(_ABOUT)
    )
    for what, about in _ABOUT.items():
        action = actions.add_parser(what, help=about, description=f"Add {about}.")
        action.add_argument(
            "--name",
            action="append",
            default=[],
            metavar="[CODE=]NAME",
            help="the nominative; with a language code before it, in that language",
        )
        action.add_argument("--language", metavar="CODE", help="the language of a bare name")
        action.add_argument("--id", default="", help="the id; made of the name by default")
        action.add_argument("--dry-run", action="store_true", help="only show what it would be")
        options.sources(action)
    person, body, term, office = (actions.choices[each] for each in _ABOUT)
    person.add_argument("--office", default="", metavar="ID", help="an entry of terms.yaml")
    person.add_argument("--state", default="", metavar="ID", help="whose spelling it follows")
    person.add_argument("--gender", default="", choices=("m", "f"))
    person.add_argument(
        "--from", dest="list", type=Path, metavar="FILE", help="a list of participants, CSV"
    )
    body.add_argument("--abbreviation", action="append", default=[], metavar="[CODE=]TEXT")
    term.add_argument("--of", default="", metavar="ID", help="the body whose it is")
    office.add_argument("--body", required=True, metavar="ID", help="the body that it is of")


def run(args: argparse.Namespace) -> int:
    """Show all forms of what is added, and write it; returns 1 if nothing of a list was taken.

    Raises :class:`~diptych.errors.DiptychError` for what cannot be added: nothing is written then.
    """
    plan = places.plan(args)
    registrar = Registrar(plan)
    languages = plan.config.languages
    default = args.language or languages[0]
    try:
        if getattr(args, "list", None):
            people, left = participants.read(args.list)
            for problem in left:
                warn(problem)
            typed_names([f"{default}=…"], default, languages)
            registrar.add_people(people, default)
        else:
            _add(args, registrar, _names(args, plan, default), default)
    except ValueProblem as problem:
        raise DiptychError(
            phrase("{what}; {remedy}", what=problem.message, remedy=problem.remedy)
        ) from None
    added = registrar.write(dry_run=args.dry_run)
    _show(added, args)
    return 0 if added.entries else 1


def _add(
    args: argparse.Namespace, registrar: Registrar, names: Mapping[str, str], default: str
) -> None:
    if args.what == "person":
        (code, name), *_ = names.items()
        registrar.add_person(
            name, code, state=args.state, office=args.office, gender=args.gender, id_=args.id
        )
        return
    short = typed_names(getattr(args, "abbreviation", ()), default, names)
    forms = {
        code: {"nom": name} | ({"abbr": short[code]} if code in short else {})
        for code, name in names.items()
    }
    registrar.add_name(
        BODIES if args.what == "body" else TERMS,
        forms,
        of=getattr(args, "of", ""),
        body=getattr(args, "body", ""),
        id_=args.id,
    )


def _names(args: argparse.Namespace, plan: Plan, default: str) -> Mapping[str, str]:
    """The names that were given, and those that a terminal was asked for."""
    languages = plan.config.languages
    names = typed_names(args.name, default, languages)
    wanted = [default] if args.what == "person" else languages
    for code in wanted if sys.stdin.isatty() else ():
        if code not in names and not (args.what == "person" and names):
            question = phrase("the name in {code}, nominative: ", code=code)
            if typed := input(messages().say(question)).strip():
                names[code] = typed
    if not names:
        raise DiptychError(phrase("say what it is called: --name «…», or --name «ru=…»"))
    return names


def _show(added: Added, args: argparse.Namespace) -> None:
    for problem in added.left:
        warn(problem)
    whole = not getattr(args, "list", None)
    for name, code, form, text in added.forms:
        if whole or form == "nom":
            print(f"{name}  {code:<7} {form:<8} {text}")
    for file, entries in added.entries.items():
        path = (args.content / "registry" / file).as_posix()
        if args.dry_run:
            say("{file}: would be added: {names}", file=path, names=", ".join(entries))
        else:
            say("{file}: added: {names}", file=path, names=", ".join(entries))
    if added.bare:
        say("without a name in {codes}: write it there", codes=", ".join(added.bare))
    if added.entries and not args.dry_run:
        say("read the names, put right what is wrong, then: diptych confirm registry")
