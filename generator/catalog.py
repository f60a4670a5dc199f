"""The kinds of document: one entry for each JSON Schema that says `x-kind`.

A new kind is a schema and a pair of templates; nothing is listed in code.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any

from generator import resources
from generator.errors import ResourceFault
from generator.findings import Pointer
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
    def dossier(self) -> str:
        """What the file is to the field: a centre, a convention, a balance, a contract, an evaluation."""
        return str(self.schema["x-dossier"])

    @property
    def reference(self) -> str | None:
        """The field that names the file that this one starts from, if the kind has one."""
        return self._file[0]

    @property
    def refers_to(self) -> tuple[str, ...]:
        """The kinds of file that `reference` may name."""
        return self._file[1]

    @property
    def row(self) -> str | None:
        """The row of article 3 in which a contract counts; None where the subsidy does not pay for it."""
        return self.schema.get("x-row")

    @property
    def private(self) -> bool:
        """Whether the file holds data of a person, which no message may repeat."""
        return any(resolve(node).get("x-private") for node in self.schema["properties"].values()) or any(
            kinds()[name].private for name in self.refers_to
        )

    @property
    def documents(self) -> tuple[str, ...]:
        """The templates of its documents: the one of its own name, or those that `x-documents` lists."""
        return tuple(self.schema.get("x-documents", (self.name,) if self.renders else ()))

    @property
    def beside(self) -> Mapping[str, tuple[str, ...]]:
        """The fields that name further files, besides that of `reference`, and the kinds that they may name."""
        return {name: kinds for name, kinds in self._files.items() if name != self.reference}

    @property
    def _files(self) -> dict[str, tuple[str, ...]]:
        parts = {name: resolve(node) for name, node in self.schema["properties"].items()}
        return {name: tuple(p["x-refers"]) for name, p in parts.items() if p.get("x-format") == "file"}

    @property
    def _file(self) -> tuple[str | None, tuple[str, ...]]:
        return next(iter(self._files.items()), (None, ()))

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
    return {
        schema["x-kind"]: Kind(schema["x-kind"], schema["x-family"], schema, schema.get("x-renders", True))
        for schema in _schemas().values()
        if "x-kind" in schema
    }


@cache
def shared() -> dict[str, Mapping[str, Any]]:
    """Give the schemas that describe no file of their own, by file name: what the kinds share."""
    return {
        name: schema
        for name, schema in _schemas().items()
        if "x-kind" not in schema and "properties" not in schema
    }


@cache
def parts() -> dict[str, Any]:
    """Give the parts that the kinds share, by name; a name stands in one file only."""
    return {name: part for schema in shared().values() for name, part in schema["$defs"].items()}


def resolve(node: Mapping[str, Any]) -> dict[str, Any]:
    """Join a part of a schema with what its `$ref` points to; what stands beside it wins."""
    target = node.get("$ref")
    if target is None:
        return dict(node)
    name = str(target).rpartition("/")[2]
    return {**resolve(parts()[name]), **{k: v for k, v in node.items() if k != "$ref"}}


def part(schema: Mapping[str, Any], pointer: Pointer) -> dict[str, Any]:
    """Give the part of a schema that describes a value; nothing where it knows none."""
    node = resolve(schema)
    for step in pointer:
        inner = node.get("items") if isinstance(step, int) else node.get("properties", {}).get(step)
        if inner is None:
            return {}
        node = resolve(inner)
    return node


def whole(node: Any) -> Any:
    """Write out all that a part of a schema refers to; what it says is the same, and it is checked faster."""
    if isinstance(node, list):
        return [whole(each) for each in node]
    if not isinstance(node, Mapping):
        return node
    return {name: whole(part) for name, part in resolve(node).items()}


@cache
def _schemas() -> dict[str, Any]:
    found = {}
    for path in sorted(resources.folder("schemas").glob("*.schema.json")):
        try:
            found[path.name] = json.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)
        except (OSError, ValueError) as error:
            raise ResourceFault(
                msg("The schema “{name}” cannot be read: {reason}", name=path.name, reason=str(error)),
                msg("Install the program again: pip install --force-reinstall cpas-generator"),
            ) from error
    return found
