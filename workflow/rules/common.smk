# What exists and what it is made from, for the rules: the package knows, and reads only.
import os
import re
import shlex
import sys
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from diptych.jobs import OUTPUT, RECORDS, Jobs
from diptych.pipeline.templates import templates_of
from diptych.plan import Plan
from diptych.reader.configuration import given_configuration

# The project lies here, or below the prefix of a module.
ROOT = Path(workflow.modifier.path_modifier.replace_prefix("."))
CONFIGURED = translated_errors(given_configuration, config, "--config")
TEMPLATES = translated_errors(templates_of, ROOT / "templates")
PLAN = Plan(CONFIGURED, ROOT / "content", TEMPLATES)
JOBS = Jobs(PLAN, ROOT, datetime.now(UTC))

# The command of the environment that runs Snakemake, also when it is not activated. The jobs of
# a run share warm processes, unless the configuration has «warm: false».
shell.prefix(
    f"export PATH={shlex.quote(str(Path(sys.executable).parent))}:$PATH"
    f" DIPTYCH_RUN={os.getpid() if PLAN.config.warm else ''}; "
)


def places(output):
    """Where everything lies and how it is configured, as commands take it.

    That is here, or for ``output`` in the copy that Snakemake has of a remote storage.
    """
    folders = {
        "--content": PLAN.content,
        "--templates": PLAN.templates,
        "--output": output,
        "--records": output.parent / RECORDS,
        "--pictures": ROOT / ".diptych/thumbnails",
        "--settings": msgspec.json.encode(PLAN.config).decode(),
    }
    return shlex.join(str(word) for pair in folders.items() for word in pair)
