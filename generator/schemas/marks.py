"""Quotation marks that somebody typed around a name, and that would be printed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from generator.catalog import Kind, resolve
from generator.findings import Finding, Pointer, Severity
from generator.messages import msg
from generator.source import Source

_PAIRS: Final = {'"': '""”“', "“": "”“", "„": "”“", "”": "”", "«": "»", "»": "«", "‘": "’", "'": "'", "‚": "’‘", "‹": "›"}  # fmt: skip
"""What opens a quotation, and what may close it."""
_SINGLE: Final = frozenset("'‘’‚‹›")
"""Marks that are apostrophes too: they count only where they stand at both ends."""
_CLOSING: Final = frozenset('"”“»«')


def marked(kind: Kind, source: Source) -> Iterator[Finding]:
    """Warn of a name that begins or ends with a quotation mark that is not one of a pair within it."""
    for pointer, name in _names(kind.schema, source.data, ()):
        if (mark := _stray(name)) is not None:
            yield Finding(
                "SRC019",
                Severity.WARNING,
                source.place(pointer),
                msg("The quotation mark {mark} would be printed with the name.", mark=mark),
                msg(
                    "Delete the quotation marks, or leave only straight double ones around the whole name: those are not printed."
                ),
            )


def _names(schema: Mapping[str, Any], node: object, at: Pointer) -> Iterator[tuple[Pointer, str]]:
    """Give the texts that stand on one line, with their places."""
    described = resolve(schema)
    if isinstance(node, dict):
        for name, value in node.items():
            if name in described.get("properties", {}):
                yield from _names(described["properties"][name], value, (*at, name))
    elif isinstance(node, list):
        for index, value in enumerate(node if "items" in described else ()):
            yield from _names(described["items"], value, (*at, index))
    elif isinstance(node, str) and node and str(described.get("pattern", "")).endswith(r"[^\n]*$"):
        yield at, node


def _stray(name: str) -> str | None:
    """Give the mark at the beginning or the end of a name that belongs to no pair within it."""
    first, last = name[0], name[-1]
    if len(name) > 1 and last in _PAIRS.get(first, "") and _ends(name) == len(name) - 1:
        return f"{first} {last}"
    if first in _PAIRS and first not in _SINGLE and _ends(name) is None:
        return first
    if last in _CLOSING and _begins(name) is None:
        return last
    return None


def _ends(name: str) -> int | None:
    """Give where the quotation ends with which a name begins."""
    closing = _PAIRS[name[0]]
    return next((index for index, each in enumerate(name) if index and each in closing), None)


def _begins(name: str) -> int | None:
    """Give where the quotation begins with which a name ends."""
    before = range(len(name) - 2, -1, -1)
    return next((index for index in before if name[-1] in _PAIRS.get(name[index], "")), None)
