# What exists and what each file is made from. Reads only; every function here
# takes wildcards or nothing and returns paths or values for the rules.
import sys
from functools import cache
from pathlib import Path

from diptych.plan import Plan, Target

PLAN = Plan(config, Path("content"))
PACKAGE = "workflow/diptych"

# The command of the environment that runs Snakemake, also when it is not activated.
shell.prefix(f"PATH={str(Path(sys.executable).parent)!r}:$PATH; ")


wildcard_constraints:
    meeting=r"[^/]+",
    kind=r"[a-z][a-z-]*",
    edition=r"[A-Za-z-]+",
    format=r"[a-z0-9]+",


def documents():
    return [
        f"output/{target.file(each)}" for target in PLAN.targets() for each in config["formats"]
    ]


def checks():
    of_documents = [
        f"{meeting}/{kind}" for meeting in PLAN.meetings for kind in PLAN.texts(meeting)
    ]
    return expand(".diptych/check/{name}.txt", name=[*PLAN.meetings, *of_documents])


def target(wildcards):
    return Target(wildcards.meeting, wildcards.kind, wildcards.edition)


def texts(wildcards):
    folder = f"content/{wildcards.meeting}/{wildcards.kind}"
    return [f"{folder}.{code}.md" for code in target(wildcards).languages]


def registry(wildcards):
    return files("content/registry", "*.yaml")


def makings(wildcards):
    """What a document is made with: languages, templates, code on its way."""
    found = files(PACKAGE, "*.py", "reader/*.py", "language/*.py")
    found += [f"{PACKAGE}/cli/{name}.py" for name in ("__init__", "assembly", "write")]
    found += [f"{PACKAGE}/kinds/{name}.py" for name in ("__init__", "frame", "wording")]
    found += files(PACKAGE, f"kinds/{wildcards.kind.replace('-', '_')}.py", "writers/__init__.py")
    found += files(PACKAGE, f"writers/{wildcards.format}.py", f"writers/{wildcards.format}/*.py")
    for code in target(wildcards).languages:
        found += files(PACKAGE, f"language/data/{code}.toml")
        found += files("templates/locale", f"{code.replace('-', '_')}/LC_MESSAGES/*.po")
    found += files("templates", f"{wildcards.format}/**/*")
    found += files("templates/assets", "**/*") if wildcards.format == "pdf" else []
    unconcerned = {f"{PACKAGE}/plan.py", f"{PACKAGE}/publish.py"}
    return [file for file in found if file not in unconcerned]


def fingerprint(wildcards):
    return PLAN.fingerprint(target(wildcards), makings(wildcards))


def check_makings(wildcards):
    """What a document is checked with: all languages, and the code up to the tree."""
    found = files(PACKAGE, "*.py", "reader/*.py", "language/*.py", "language/data/*.toml")
    found += [f"{PACKAGE}/cli/{name}.py" for name in ("__init__", "assembly", "check")]
    found += [f"{PACKAGE}/kinds/{name}.py" for name in ("__init__", "frame", "wording")]
    found += files(PACKAGE, f"kinds/{wildcards.kind.replace('-', '_')}.py")
    return found + files("templates/locale", "**/*.po")


def check_fingerprint(wildcards):
    """That of an edition in all the languages there are."""
    whole = Target(
        wildcards.meeting, wildcards.kind, "-".join(PLAN.texts(wildcards.meeting)[wildcards.kind])
    )
    editions = PLAN.editions(wildcards.meeting, wildcards.kind)
    return PLAN.fingerprint(whole, check_makings(wildcards)) + " " + " ".join(editions)


def all_texts(wildcards):
    return files(f"content/{wildcards.meeting}", f"{wildcards.kind}.*.md")


def meeting_files(wildcards):
    return files(f"content/{wildcards.meeting}", "*")


@cache
def files(folder, *patterns):
    """The files below a folder that match, in order."""
    found = [path for pattern in patterns for path in Path(folder).glob(pattern)]
    return sorted(str(path) for path in found if path.is_file())
