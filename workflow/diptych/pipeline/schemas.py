"""The schemas of the content files, for editors, from the definitions in the code."""

from __future__ import annotations

import msgspec

from diptych import kinds
from diptych.reader import schema


def schema_files() -> dict[str, bytes]:
    """The schema files by name, as JSON."""
    sections = {name: kinds.load(name).Section for name in kinds.names()}
    schemas = {
        "config.schema.json": schema.CONFIGURATION,
        "meeting.schema.json": schema.meeting(sections),
        "recipients.schema.json": schema.RECIPIENTS,
        "registry.schema.json": schema.REGISTRY,
    }
    return {
        name: msgspec.json.format(msgspec.json.encode(content, order="sorted")) + b"\n"
        for name, content in schemas.items()
    }
