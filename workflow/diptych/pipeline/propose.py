"""Forms of names that documents need and the registry lacks, written into it as proposals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from diptych import kinds
from diptych.files import replace
from diptych.language.data import read
from diptych.model import FormKey
from diptych.pipeline.compose import proposed_forms
from diptych.plan import Plan
from diptych.reader import registry_forms
from diptych.reader.registry import Registry, read_registry


def propose(plan: Plan, meetings: Sequence[str]) -> Mapping[FormKey, str]:
    """Write into the registry every form that ``meetings`` need, all if none is named.

    Returns the forms. Raises :class:`DiptychError` for a meeting that is not there, a registry
    that cannot be read, or one that cannot be added to.
    """
    written: dict[FormKey, str] = {}
    # A name that is missing at its first mention hides what the later ones need.
    while True:
        registry = read_registry(plan.content)
        missing = _missing(plan, registry, plan.chosen(meetings))
        forms = {form: text for form, text in missing.items() if form not in written}
        if not forms:
            return written
        _write(registry, forms)
        written |= forms


def _missing(plan: Plan, registry: Registry, meetings: Sequence[str]) -> dict[FormKey, str]:
    forms: dict[FormKey, str] = {}
    for document in plan.documents:
        if document.meeting in meetings and document.kind in kinds.names():
            forms |= proposed_forms(plan, document, registry)
    return forms


def _write(registry: Registry, forms: Mapping[FormKey, str]) -> None:
    cases = {form.language: read(form.language).cases for form in forms}
    for file, source in {each.file: each for each in registry.sources.values()}.items():
        of_file = {
            form.path: text
            for form, text in forms.items()
            if registry.sources[form.name].file == file
        }
        if of_file:
            text = registry_forms.with_forms(source, of_file, cases)
            replace(Path(file), text.encode())


def unmark(registry: Registry, forms: Sequence[FormKey]) -> None:
    """Take the mark off those of ``forms`` that are marked as proposed."""
    marked = [form for form in forms if registry.is_proposed(form)]
    for file, source in {
        registry.sources[f.name].file: registry.sources[f.name] for f in marked
    }.items():
        paths = [form.path for form in marked if registry.sources[form.name].file == file]
        replace(Path(file), registry_forms.without_marks(source, paths).encode())
