"""What a text may have lost behind a “#”, as far as its schema can tell."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from generator.catalog import Kind, part
from generator.findings import Finding, Place, Pointer, Severity, json_pointer
from generator.identifiers import CHECKS
from generator.messages import msg
from generator.source import Json, Source, kept

_FILES: Final = ("file", "folder")


def lost(kind: Kind, source: Source) -> Iterator[Finding]:
    """Warn of `name: Élise # Noël`: without quotes the text ends before the sign.

    A remark is one that two blanks or more set apart, as drafts do, and one that the value could not hold: behind a
    number, a date, a choice, a file.
    """
    for pointer, remark in source.remarks.items():
        value = _at(source.data, pointer)
        whole = f"{value} {remark.shown}"
        if isinstance(value, str) and remark.blanks == 1 and _may_hold(part(kind.schema, pointer), whole):
            yield Finding(
                "SRC018",
                Severity.WARNING,
                Place(source.path, remark.line, remark.column, json_pointer(pointer)),
                msg("What stands behind “#” is a remark and is not printed: “{lost}”.", lost=remark.shown),
                kept(),
            )


def _at(node: Json, pointer: Pointer) -> Json:
    for step in pointer:
        node = node[step]  # type: ignore[index]
    return node


def _may_hold(described: Mapping[str, Any], text: str) -> bool:
    """Tell whether a value may be such a text."""
    if described.get("type") != "string" or "enum" in described or "format" in described:
        return False
    own = described.get("x-format")
    if own in _FILES or (own is not None and CHECKS[own](text) is not None):
        return False
    return re.search(described.get("pattern", ""), text) is not None
