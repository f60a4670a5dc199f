"""Keeps the data of a person out of messages: who reads a log or a screen learns the place, not the value."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, Final

from generator.catalog import Kind, resolve
from generator.findings import Finding
from generator.messages import Message

_QUOTED: Final = frozenset({"value", "word", "lost", "text", "name"})
"""The gaps of messages that repeat what a person typed."""
_HIDDEN: Final = "…"


def discreet(kind: Kind | None, findings: Iterable[Finding]) -> list[Finding]:
    """Take quoted values out of findings on parts that the schema calls private (`x-private`)."""
    return [
        _hidden(finding) if kind is not None and _is_private(kind.schema, finding.place.pointer) else finding
        for finding in findings
    ]


def hide_all(kind: Kind, findings: Iterable[Finding]) -> list[Finding]:
    """Take quoted values out of all findings of a kind that holds data of a person."""
    return [_hidden(finding) if kind.private else finding for finding in findings]


def _hidden(finding: Finding) -> Finding:
    remedy = finding.remedy and _without(finding.remedy)
    return replace(finding, message=_without(finding.message), remedy=remedy)


def _without(message: Message) -> Message:
    values = tuple((name, _HIDDEN if name in _QUOTED else value) for name, value in message.values)
    return replace(message, values=values)


def _is_private(schema: Mapping[str, Any], pointer: str) -> bool:
    node: Mapping[str, Any] = schema
    for step in pointer.split("/")[1:]:
        inner = node.get("items") if node.get("type") == "array" else node.get("properties", {}).get(step)
        if inner is None:
            return False
        node = resolve(inner)
        if node.get("x-private"):
            return True
    return False
