"""Print a fact as prose would say it.

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
from diptych.language import locale
from diptych.pipeline.templates import templates_of
from diptych.values import TYPES, parse

_FIELDS = 4


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say which arguments this command takes."""
    listed = "; ".join(f"{name}: {text}" for name, text in TYPES.items())
    parser.add_argument("value", nargs="?", help="the value, as written in meeting.yaml")
    parser.add_argument("--type", default="date", help=listed.replace("%", "%%"))
    parser.add_argument("--role", default="", help="how prose uses it; plain if not given")
    parser.add_argument("--language", default="en", help="a language code, such as uz-Cyrl")
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
        print(_say(args.type, args.value, args.role, args.language, catalogues))
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


def _table(lines: Iterable[bytes], args: argparse.Namespace, catalogues: Path) -> int:
    """Answer each line; a field it leaves out is that of the command."""
    status = 0
    for line in lines:
        try:
            fields = line.decode("utf-8-sig").rstrip("\r\n").split("\t")
            fields += ["", "", args.role, args.language][len(fields) :]
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
