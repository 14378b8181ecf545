# What exists and what each file is made from. Reads only; every function here
# takes wildcards or nothing and returns paths or values for the rules.
import sys
from pathlib import Path

from diptych.plan import Plan, Target

PLAN = Plan(config, Path("content"))
PACKAGE = Path("workflow/diptych")

# The command of the environment that runs Snakemake, also when it is not activated.
shell.prefix(f"PATH={str(Path(sys.executable).parent)!r}:$PATH; ")


wildcard_constraints:
    meeting=r"[^/]+",
    kind=r"[a-z][a-z-]*",
    edition=r"[A-Za-z-]+",
    format=r"[a-z0-9]+",


def documents():
    return [
        f"output/{target.file(each)}"
        for target in PLAN.targets()
        for each in config["formats"]
    ]


def checks():
    return expand(".diptych/check/{meeting}.txt", meeting=PLAN.meetings)


def reports():
    return expand(".diptych/log/{meeting}/check.log", meeting=PLAN.meetings)


def target(wildcards):
    return Target(wildcards.meeting, wildcards.kind, wildcards.edition)


def texts(wildcards):
    folder = f"content/{wildcards.meeting}/{wildcards.kind}"
    return [f"{folder}.{code}.md" for code in target(wildcards).languages]


def registry(wildcards):
    return sorted(str(path) for path in Path("content/registry").glob("*.yaml"))


def languages(codes):
    """The data files and catalogues of languages."""
    found = []
    for code in codes:
        found += PACKAGE.glob(f"language/data/{code}.toml")
        found += Path("templates/locale").glob(f"{code}/LC_MESSAGES/*.po")
    return sorted(map(str, found))


def templates(wildcards):
    """What gives the format its looks: all of its templates, and the fonts."""
    found = [*Path("templates", wildcards.format).rglob("*")]
    found += Path("templates/assets").rglob("*") if wildcards.format == "pdf" else []
    return sorted(str(path) for path in found if path.is_file())


def modules(wildcards):
    """The code that a document of this kind passes through on its way to this format."""
    found = [*PACKAGE.glob("*.py"), *PACKAGE.glob("reader/*.py"), *PACKAGE.glob("language/*.py")]
    found += [PACKAGE / "cli" / f"{name}.py" for name in ("__init__", "assembly", "write")]
    found += [PACKAGE / "kinds" / f"{name}.py" for name in ("__init__", "frame", "wording")]
    found += PACKAGE.glob(f"kinds/{wildcards.kind.replace('-', '_')}.py")
    found += [PACKAGE / "writers" / "__init__.py"]
    found += PACKAGE.glob(f"writers/{wildcards.format}.py")
    found += PACKAGE.glob(f"writers/{wildcards.format}/*.py")
    unconcerned = {PACKAGE / "publish.py", PACKAGE / "plan.py"}
    return sorted(str(path) for path in set(found) - unconcerned)


def everything(wildcards):
    """All that a check of a meeting reads."""
    found = [*Path("content", wildcards.meeting).iterdir(), *PACKAGE.rglob("*.py")]
    found += [*PACKAGE.glob("language/data/*.toml"), *Path("templates/locale").rglob("*.po")]
    return [*sorted(map(str, found)), *registry(wildcards)]
