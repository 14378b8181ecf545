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
from diptych.plan import Plan, SHEET, site_digest
from diptych.publish import fresh
from diptych.publish import record as kept
from diptych.publish.names import pages
from diptych.reader.recipients import read_recipients

PLAN = Plan(config, Path("content"))
RULES = {
    "all",
    "check",
    "publish",
    "bundles",
    "bundle",
    "mail",
    "draft",
    "signatures",
    "sign",
    "sign_list",
}
RECORDS = Path(".snakemake/diptych")

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
    return {rule_name(name): documents for name, documents in named.items()}


def rule_name(kind):
    """What the rule of a kind is called, which is not what one of ours is."""
    name = kind.replace("-", "_")
    return f"{name}_" if name in RULES else name


@cache
def months():
    """The meetings by year and month, with which their names begin: «2024-08».

    Where there is no meeting, there is still something to check.
    """
    named = {month: list(names) for month, names in groupby(PLAN.meetings, lambda name: name[:7])}
    return named or {"none": []}


def record(document):
    """Where the hashes of the files of a document are kept.

    Beside Snakemake's own metadata, which holds the fingerprint of the last run
    and cannot tell a change once it is lost: then this is lost, too, and the
    document is written again.
    """
    return f"{RECORDS}/{document.meeting}/{document.kind}.json"


def authenticity(document):
    """What its languages are to one another, as the command takes it."""
    return msgspec.json.encode(document.authenticity).decode()


@cache
def state(document):
    """Equal as long as everything that a document is made from is, and its record is sound."""
    return kept.state(Path(record(document)), PLAN.fingerprint(document))


def checked(month):
    """Equal as long as everything that checking the meetings of a month draws on is."""
    return PLAN.check_digest(months()[month], Path("config/config.yaml"))


@cache
def published_state():
    """Equal as long as code, templates and labels of the site are, and it is sound."""
    return fresh.state(RECORDS, Path("output"), site_digest(PLAN.templates))


def disown():
    """Delete the records of this run whose documents are of other content than was planned.

    A job on another machine plans for itself, from what it finds there. Snakemake remembers
    what was planned here, so such a document has to be made again.
    """
    started = Path(".diptych/started").stat().st_mtime_ns
    for document in PLAN.documents:
        path = Path(record(document))
        if path.is_file() and path.stat().st_mtime_ns >= started:
            if kept.read(path).fingerprint != PLAN.fingerprint(document):
                path.unlink()


def places(folder):
    """Where the output folder and the records lie, as commands take it.

    That is here, or in the copies that Snakemake has of a remote storage.
    """
    said = ["--output", folder, "--records", folder.parent / RECORDS]
    if PLAN.config != CONFIGURED:  # by --config or --configfile
        said += ["--settings", msgspec.json.encode(PLAN.config).decode()]
    return shlex.join(map(str, said))


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
    return read_recipients(PLAN.content, strict=False)


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
