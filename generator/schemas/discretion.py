"""Keeps the data of a person out of messages: who reads a log or a screen learns the place, not the value."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, Final

from generator.catalog import Kind, resolve
from generator.findings import Finding
from generator.messages import Message

_QUOTED: Final = frozenset({"value", "word", "lost", "text", "name", "tag"})
"""The gaps of messages that repeat what a person typed."""
_HIDDEN: Final = "…"
_OF_THE_FILE: Final = frozenset({"SCH012", "SCH013", "SRC010"})
"""Codes whose message names the kind, the year or a field, never a value."""
_UNKNOWN_FIELD: Final = "SCH004"
_NAMED: Final = ("integer", "number", "boolean")
"""Types whose wrong values are worth showing: digits, no words about somebody."""


def discreet(kind: Kind | None, findings: Iterable[Finding]) -> list[Finding]:
    """Take quoted values out of the findings on a file that holds, or may hold, data of a person.

    Where the kind is not known nobody can tell. In a file on a person only choices, numbers and dates
    are quoted; in parts that the schema calls private (`x-private`) nothing is.
    """
    return [_hidden(finding) if _is_secret(kind, finding) else finding for finding in findings]


def hide_all(kind: Kind, findings: Iterable[Finding]) -> list[Finding]:
    """Take quoted values out of all findings of a kind that holds data of a person."""
    return [_hidden(finding) if kind.private else finding for finding in findings]


def _is_secret(kind: Kind | None, finding: Finding) -> bool:
    if finding.code in _OF_THE_FILE:
        return False
    if kind is None:
        return True
    private, node = _look(kind.schema, finding.place.pointer)
    if finding.code == _UNKNOWN_FIELD:
        return private
    return private or (kind.private and not _is_plain(node))


def _is_plain(node: Mapping[str, Any]) -> bool:
    return (
        "enum" in node or "const" in node or node.get("format") == "date" or node.get("type") in _NAMED
        or node.get("x-format") == "file"
    )  # fmt: skip


def _look(schema: Mapping[str, Any], pointer: str) -> tuple[bool, Mapping[str, Any]]:
    """Tell whether a value stands in a private part, and give its part of the schema."""
    node: Mapping[str, Any] = schema
    private = False
    for step in pointer.split("/")[1:]:
        inner = node.get("items") if node.get("type") == "array" else node.get("properties", {}).get(step)
        if inner is None:
            return private, {}
        node = resolve(inner)
        private = private or bool(node.get("x-private"))
    return private, node


def _hidden(finding: Finding) -> Finding:
    place = finding.place
    gaps = _QUOTED
    if finding.code == _UNKNOWN_FIELD:
        # what was typed as the name of a field may be the name of somebody
        place = replace(place, pointer=place.pointer.rpartition("/")[0])
        gaps = _QUOTED | {"field"}
    remedy = finding.remedy and _without(finding.remedy, gaps)
    return replace(finding, place=place, message=_without(finding.message, gaps), remedy=remedy)


def _without(message: Message, gaps: frozenset[str]) -> Message:
    values = tuple((name, _HIDDEN if name in gaps else value) for name, value in message.values)
    return replace(message, values=values)
