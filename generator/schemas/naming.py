"""Names a field as the reader knows it: by the titles of the schema, and by its name in the file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from generator.catalog import part
from generator.findings import Pointer
from generator.messages import Message, msg


def label(schema: Mapping[str, Any], pointer: Pointer) -> Message:
    """Give the title of a field behind those of its groups: “Partners 2 › Name”; entries count from 1."""
    told, *others = titles(schema, pointer)
    for title in others:
        told = msg("{group} › {title}", group=told, title=title)
    return told


def titles(schema: Mapping[str, Any], pointer: Pointer) -> list[Message]:
    """Give the titles on the way to a value: “Partners 2”, “Name”; a field without one is called by its name."""
    told: list[Message] = []
    for depth, step in enumerate(pointer, 1):
        if isinstance(step, str):
            told.append(Message(str(part(schema, pointer[:depth]).get("title", step))))
        elif told:
            told[-1] = msg("{title} {number}", title=told[-1], number=step + 1)
    return told


def way(pointer: Pointer) -> str:
    """Give the names of a field and its groups as the file has them: `partners.name`."""
    return ".".join(step for step in pointer if isinstance(step, str))
