# What exists and what it is made from. Reads only; the functions return paths or
# values for the rules.
import os
import re
import shlex
import sys
from datetime import UTC, datetime
from functools import cache
from itertools import groupby
from pathlib import Path

import msgspec

from diptych.editions import split
from diptych.plan import SHEET, Plan
from diptych.publish.names import pages
from diptych.reader.content import recipients

PLAN = Plan(config, Path("content"))
PACKAGE = "workflow/diptych"

# The command of the environment that runs Snakemake, also when it is not activated; the jobs of
# a run share warm processes.
shell.prefix(
    f"export PATH={shlex.quote(str(Path(sys.executable).parent))}:$PATH DIPTYCH_RUN={os.getpid()}; "
)


def shapes():
    """The documents by kind and editions, under the name of the rule that those share.

    It is the kind, with a number where meetings lack or choose other editions
    than the configured ones.
    """
    alike = {}
    for document in PLAN.documents:
        if document.editions:
            alike.setdefault((document.kind, document.outputs), []).append(document)
    named = {}
    for (kind, _), documents in alike.items():
        usual = list(documents[0].editions) == config["editions"].get(kind)
        others = sum(name.startswith(f"{kind}_other") for name in named)
        named[kind if usual else f"{kind}_other_{others + 1}"] = documents
    return {name.replace("-", "_"): documents for name, documents in named.items()}


@cache
def months():
    """The meetings by year and month, with which their names begin: «2024-08»."""
    return {month: list(names) for month, names in groupby(PLAN.meetings, lambda name: name[:7])}


def record(document):
    """Where the hashes of the files of a document are kept.

    Beside Snakemake's own metadata, which holds the fingerprint of the last run
    and cannot tell a change once it is lost: then this is lost, too, and the
    document is written again.
    """
    return f".snakemake/diptych/{document.meeting}/{document.kind}.json"


@cache
def makings(kind, languages, derived):
    """What documents of a kind are made with: code, templates, grammar and labels."""
    steps = [
        f"cli/{name}.py"
        for name in (
            "__init__",
            "assembly",
            "bounds",
            "draft",
            "files",
            "leftovers",
            "review",
            "write",
        )
    ]
    steps += [
        f"kinds/{name}.py"
        for name in ("__init__", "chunks", "conformity", "frame", "numbered", "wording")
    ]
    steps += [f"kinds/{kind.replace('-', '_')}.py"]
    steps += [f"writers/{each}/*.py" for each in config["formats"]]
    steps += [
        f"language/data/{name}"
        for code in (*languages, *derived)
        for name in (f"{code}.toml", f"hyph_{code}.dic")
    ]
    steps += ["language/data/derived/*"] if derived else []
    steps += ["*.py", "bitext/*.py", "prose/*.py", "reader/*.py", "language/*.py", "writers/*.py"]
    looks = ["new/*", "assets/**/*", *(f"{each}/**/*" for each in config["formats"])]
    looks += [f"locale/{code.replace('-', '_')}/**/*.po" for code in (*languages, *derived)]
    steps += ["publish/record.py", "writers/html/*.py"]
    unconcerned = {f"{PACKAGE}/plan.py"}
    found = {*files(PACKAGE, *steps), *files("templates", *looks)} - unconcerned
    return PLAN.digest(found)


def standing(document):
    """What its languages are to one another, as the command takes it."""
    return msgspec.json.encode(document.standing).decode()


def fingerprint(document):
    """Equal as long as everything that a document is made from is: see Plan.fingerprint."""
    return PLAN.fingerprint(document, makings(document.kind, document.languages, document.derived))


@cache
def draws_on():
    """The digest of what checking draws on beside the meeting: registry, code, configuration."""
    return PLAN.digest(
        [
            *files("content/registry", "*.yaml", "recipients/*.yaml"),
            *files(PACKAGE, "**/*.py"),
            "config/config.yaml",
        ]
    )


def places(folder):
    """Where the output folder and the records lie, as commands take it.

    That is here, or in the copies that Snakemake has of a remote storage.
    """
    records = folder.parent / ".snakemake/diptych"
    return f"--output {shlex.quote(str(folder))} --records {shlex.quote(str(records))}"


def left(wildcards):
    """What the documents of a meeting have left that may be published: files and records."""
    documents = released().get(wildcards.meeting, [])
    return [
        *(
            f"output/{document.file(edition, each)}"
            for document in documents
            for edition in document.outputs
            for each in config["formats"]
        ),
        *map(record, documents),
    ]


@cache
def released():
    """The documents that may be published now, by meeting."""
    found = {}
    for document in PLAN.documents:
        if document.editions and PLAN.is_released(document, datetime.now(UTC)):
            found.setdefault(document.meeting, []).append(document)
    return found


@cache
def lists():
    """The lists of recipients; one that cannot be read is left out here, and checking says why."""
    return recipients(PLAN.content, strict=False)


def to_send(meeting):
    """The lists that are sent something of a meeting."""
    return [
        name
        for name, each in lists().items()
        if any(
            document.kind in each.documents
            and each.language in {*document.languages, *document.derived}
            and any(each.language in split(edition) for edition in document.editions)
            and set(each.formats) & set(config["formats"])
            for document in released()[meeting]
        )
    ]


def publishing():
    """What pages and lists are made with: code, looks, labels."""
    code = files(PACKAGE, "publish/*.py", "cli/publish.py", "language/**/*.py")
    return PLAN.digest([*code, *files("templates", "site/*", "locale/*/*/*.po")])


@cache
def files(folder, *patterns):
    """The files below a folder that match, in order."""
    found = {path for pattern in patterns for path in Path(folder).glob(pattern)}
    return tuple(sorted(str(path) for path in found if path.is_file()))
