"""Keeps the data of a person out of messages: who reads a log or a screen learns the place, not the value."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import cache
from typing import Any, Final

from generator.catalog import Kind, kinds, resolve
from generator.findings import Finding
from generator.identifiers import NISS, is_niss
from generator.messages import Message, Value

_QUOTED: Final = frozenset({"value", "word", "lost", "text", "tag"})
"""The gaps of messages that repeat a value that somebody typed."""
_NAMED: Final = frozenset({"name", "field", "kind"})
"""The gaps that repeat the name of a field, or what stands where one is expected."""
_HIDDEN: Final = "…"
_FIGURES: Final = re.compile(r"[-+0-9.,:/ ]{1,14}\Z")
"""What is no word about anybody: a number, a date, an hour; a national register number has a field of its own."""


def discreet(kind: Kind | None, findings: Iterable[Finding]) -> list[Finding]:
    """Take out of findings what was typed in a file that holds, or may hold, data of a person.

    Where the kind is not known nobody can tell, so nothing is repeated either. Numbers, dates and the possible
    values of a choice are, outside the parts that the schema calls private (`x-private`), and so are the names of
    fields that the schema knows.
    """
    if kind is not None and not kind.private:
        return list(findings)
    return [_discreet(kind, finding) for finding in findings]


def without_numbers(findings: Iterable[Finding]) -> list[Finding]:
    """Take national register numbers out of findings, in whatever file somebody typed one."""
    return [_without_number(each) for each in findings]


def _without_number(finding: Finding) -> Finding:
    def shown(_: str, value: Value) -> Value:
        return _HIDDEN if isinstance(value, str) and holds_number(value) else value

    place = finding.place
    while holds_number(place.pointer):
        place = replace(place, pointer=place.pointer.rpartition("/")[0])
    message = _mapped(finding.message, shown)
    return replace(
        finding, place=place, message=message, remedy=finding.remedy and _mapped(finding.remedy, shown)
    )


def holds_number(text: str) -> bool:
    """Tell whether a text holds a national register number."""
    return any(is_niss(found.group()) for found in NISS.finditer(text))


def hide_all(kind: Kind, findings: Iterable[Finding]) -> list[Finding]:
    """Take quoted values out of findings on the document of a kind that holds data of a person."""
    if not kind.private:
        return list(findings)
    return [
        replace(
            finding, message=_filled(finding.message, lambda gap, value: _HIDDEN if gap in _QUOTED else value)
        )
        for finding in findings
    ]


def _discreet(kind: Kind | None, finding: Finding) -> Finding:
    private, known = _look(kind.schema, finding.place.pointer) if kind is not None else (True, "")

    def shown(gap: str, value: Value) -> Value:
        if gap in _QUOTED:
            plain = bool(_FIGURES.match(str(value))) or str(value) in _possible_values()
            return value if plain and not private else _HIDDEN
        known = _words_of_kinds() if gap == "kind" else frozenset[str]()
        return (
            value if str(value) in _field_names() or set(str(value).lower().split("-")) <= known else _HIDDEN
        )

    remedy = finding.remedy and _filled(finding.remedy, shown)
    place = replace(finding.place, pointer=known)
    return replace(finding, place=place, message=_filled(finding.message, shown), remedy=remedy)


def _mapped(message: Message, shown: Callable[[str, Value], Value]) -> Message:
    return replace(message, values=tuple((gap, shown(gap, value)) for gap, value in message.values))


def _filled(message: Message, shown: Callable[[str, Value], Value]) -> Message:
    values = tuple(
        (gap, shown(gap, value) if gap in _QUOTED | _NAMED else value) for gap, value in message.values
    )
    return replace(message, values=values)


def _look(schema: Mapping[str, Any], pointer: str) -> tuple[bool, str]:
    """Tell whether a value stands in a private part, and give the way to it as far as the schema knows it."""
    node: Mapping[str, Any] = schema
    private, known = False, ""
    for step in pointer.split("/")[1:]:
        listed = node.get("type") == "array" and step.isdigit()
        inner = node.get("items") if listed else node.get("properties", {}).get(step)
        if inner is None:
            return private, known
        node = resolve(inner)
        private, known = private or bool(node.get("x-private")), f"{known}/{step}"
    return private, known


@cache
def _field_names() -> frozenset[str]:
    """Give all names that a message may say: fields, kinds, pairs of them such as “name / fr”."""
    names = set(kinds())
    for each in kinds().values():
        names |= _names_in(each.schema)
    return frozenset(names | {f"{name} / {language}" for name in names for language in ("fr", "nl")})


@cache
def _words_of_kinds() -> frozenset[str]:
    """Give the words of which the names of the kinds are made."""
    return frozenset(word for name in kinds() for word in name.split("-"))


def _names_in(node: Any) -> set[str]:
    if isinstance(node, list):
        return set().union(*map(_names_in, node)) if node else set()
    if not isinstance(node, Mapping):
        return set()
    whole = resolve(node)
    found = set(whole.get("properties", {}))
    return found.union(
        *(_names_in(part) for part in [*whole.get("properties", {}).values(), whole.get("items")])
    )


@cache
def _possible_values() -> frozenset[str]:
    """Give the values of all choices, which are words of the program, and of yes and no."""
    return frozenset({"true", "false"}.union(*(_values_in(each.schema) for each in kinds().values())))


def _values_in(node: Any) -> set[str]:
    if not isinstance(node, Mapping):
        return set()
    whole = resolve(node)
    found = {str(each) for each in whole.get("enum", ())}
    return found.union(
        *(_values_in(part) for part in [*whole.get("properties", {}).values(), whole.get("items")])
    )
