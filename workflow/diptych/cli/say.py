"""Print a fact as prose would say it.

diptych say date:2024-08-28                  every role, in every language
diptych say date:2024-08-28 --language kk    every role, in Kazakh
diptych say --type date --role of --language kk 2024-08-28
diptych say --table -        lines of type, value, role, language, tab-separated
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable
from pathlib import Path

from diptych.cli import options
from diptych.cli.console import say
from diptych.errors import DiptychError, ValueProblem, phrase
from diptych.language import data, locale
from diptych.language.tags import tags
from diptych.pipeline.templates import templates_of
from diptych.values import TYPES, Value, parse

_FIELDS = 4
_DEFAULT = "en"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say which arguments this command takes."""
    listed = "; ".join(f"{name}: {text}" for name, text in TYPES.items())
    parser.add_argument(
        "value",
        nargs="?",
        help="the value, as written in meeting.yaml; TYPE:VALUE shows it in every role",
    )
    parser.add_argument("--type", default="date", help=listed.replace("%", "%%"))
    parser.add_argument("--role", default="", help="how prose uses it; plain if not given")
    parser.add_argument(
        "--language",
        action="append",
        metavar="CODE",
        help="a language code, such as uz-Cyrl; may be given several times",
    )
    parser.add_argument("--table", metavar="FILE", help="answer a table line by line; - for input")
    options.path(parser, "--templates", "templates", "the folder of labels")


def run(args: argparse.Namespace) -> int:
    """Answer one value, or every line of a table; returns 1 if a line has no answer.

    Raises :class:`DiptychError` if the value or the role is wrong, or the table cannot be read.
    """
    catalogues = templates_of(args.templates) / "locale"
    if args.table is None:
        if args.value is None:
            say("error: {what}", to=sys.stderr, what=phrase("give a value or --table"))
            return 2
        kind, colon, value = args.value.partition(":")
        if colon and kind.strip() in TYPES:
            _list_roles(parse(kind.strip(), value.strip()), args, catalogues)
            return 0
        for language in args.language or [_DEFAULT]:
            print(_say(args.type, args.value, args.role, language, catalogues))
        return 0
    if args.table == "-":
        return _table(sys.stdin.buffer, args, catalogues)
    try:
        with open(args.table, "rb") as lines:
            return _table(lines, args, catalogues)
    except OSError as error:
        raise DiptychError(
            phrase("{table}: {strerror}", table=args.table, strerror=error.strerror)
        ) from None


def _list_roles(value: Value, args: argparse.Namespace, catalogues: Path) -> None:
    """Print what each role of ``value`` says, or the one asked for, language by language."""
    for language in args.language or data.codes():
        known = locale.load(language, catalogues)
        said = {args.role: known.say(value, args.role)} if args.role else known.said_in_roles(value)
        width = max(map(len, said))
        print(f"{language}  {tags(language).name}")
        for role, text in said.items():
            print(f"  {role:{width}}  {text}")


def _table(lines: Iterable[bytes], args: argparse.Namespace, catalogues: Path) -> int:
    """Answer each line; a field it leaves out is that of the command."""
    status = 0
    languages = args.language or [_DEFAULT]
    for line in lines:
        try:
            fields = line.decode("utf-8-sig").rstrip("\r\n").split("\t")
            fields += ["", "", args.role, languages[0]][len(fields) :]
            if len(fields) > _FIELDS:
                raise ValueProblem(
                    phrase("this line has {count} fields", count=len(fields)),
                    phrase("write type, value, role, language"),
                )
            kind, value, role, language = fields
            print(_say(kind, value, role, language, catalogues))
        except UnicodeDecodeError:
            say("error: {what}", what=phrase("this line is not UTF-8; save the table as UTF-8"))
            status = 1
        except ValueProblem as problem:
            what = phrase("{message}; {remedy}", message=problem.message, remedy=problem.remedy)
            say("error: {what}", what=what)
            status = 1
    return status


def _say(kind: str, value: str, role: str, language: str, catalogues: Path) -> str:
    return locale.load(language, catalogues).say(parse(kind, value), role)
