"""The kinds of document: one entry for each JSON Schema that says `x-kind`.

A new kind is a schema and a pair of templates; nothing is listed in code.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from generator import resources
from generator.errors import ResourceFault
from generator.messages import msg


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file: its name, its family of templates, and its schema."""

    name: str
    family: str
    schema: Mapping[str, Any]
    renders: bool
    """Whether it makes a document; the identity of a centre makes none."""

    @property
    def reference(self) -> str | None:
        """The field that names the file of the centre, if the kind has one."""
        fields = self.schema["properties"].items()
        return next((name for name, node in fields if node.get("x-format") == "file"), None)

    @property
    def title(self) -> str:
        """The English title, to be translated."""
        return str(self.schema["title"])


@cache
def kinds() -> dict[str, Kind]:
    """Give all kinds by name, in the order of their names.

    Raises:
        ResourceFault: a schema cannot be read.

    """
    found = {}
    for path in sorted(resources.folder("schemas").glob("*.schema.json")):
        try:
            schema = json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise ResourceFault(
                msg("The schema “{name}” cannot be read: {reason}", name=path.name, reason=str(error)),
                msg("Install the program again: pip install --force-reinstall cpas-generator"),
            ) from error
        if "x-kind" in schema:
            name = schema["x-kind"]
            found[name] = Kind(name, schema["x-family"], schema, schema.get("x-renders", True))
    return found
