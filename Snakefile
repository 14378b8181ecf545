# Diptych: content/ in, official documents in output/ out. See README.md.
import os
from pathlib import Path

from snakemake.utils import min_version, validate

from diptych.cli.console import translated_errors
from diptych.reader.configuration import read_configuration

min_version("9.27")


# The image of the Containerfile, as `apptainer build` makes it; used only with --sdm apptainer.
container: "diptych.sif"


# Says what is wrong in it, and where, before Snakemake reads what may be no file or have no end.
CONFIGURED = translated_errors(read_configuration, Path("config/config.yaml"))


configfile: "config/config.yaml"


validate(config, "workflow/schemas/config.schema.json")  # --config may say something else


include: "workflow/rules/common.smk"
include: "workflow/rules/documents.smk"
include: "workflow/rules/check.smk"
include: "workflow/rules/publish.smk"


rule all:
    input:
        [f"output/{file}" for file in PLAN.files()],
        [record(document) for document in PLAN.documents if document.editions],
        expand(".diptych/check/{month}.txt", month=months()),
        rules.publish.output,


onstart:
    shell(f"diptych claim {os.getpid()}")
    # A build that was killed may have left files half written, under names of their own.
    shell("mkdir -p .diptych output && find output -name '.*.part' -delete")
    shell("touch .diptych/started")


onsuccess:
    disown()
    shell("diptych publish --withdraw")
    shell("diptych summary --since .diptych/started")


onerror:
    disown()
    shell("diptych publish --withdraw")
    shell("diptych summary --since .diptych/started")
