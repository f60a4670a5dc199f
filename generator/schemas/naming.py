"""Names a field as the reader knows it: by the titles of the schema, and by its name in the file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from generator.catalog import resolve
from generator.findings import Pointer
from generator.messages import Message, msg


def label(schema: Mapping[str, Any], pointer: Pointer) -> Message:
    """Give the title of a field behind those of its groups: “Partners 2 › Name”; entries count from 1."""
    told: Message | None = None
    for depth, step in enumerate(pointer, 1):
        if isinstance(step, int):
            if told is not None:
                told = msg("{title} {number}", title=told, number=step + 1)
            continue
        title = Message(str(part(schema, pointer[:depth]).get("title", step)))
        told = title if told is None else msg("{group} › {title}", group=told, title=title)
    assert told is not None
    return told


def way(pointer: Pointer) -> str:
    """Give the names of a field and its groups as the file has them: `partners.name`."""
    return ".".join(step for step in pointer if isinstance(step, str))


def part(schema: Mapping[str, Any], pointer: Pointer) -> dict[str, Any]:
    """Give the part of a schema that describes a value; nothing where it knows none."""
    node = resolve(schema)
    for step in pointer:
        inner = node.get("items") if isinstance(step, int) else node.get("properties", {}).get(step)
        if inner is None:
            return {}
        node = resolve(inner)
    return node
