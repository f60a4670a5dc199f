"""Turns a part of a file into what a template may use, as its schema says; nothing is listed twice.

A text is in the language of the document, a date and an amount have their type, a choice has the
words that its schema gives it (`x-labels`), and what the file leaves out is None, false, or an empty list.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Any, Final

from generator.catalog import kinds, resolve
from generator.context.words import CIVIL, prose
from generator.dossier import Dossier
from generator.identifiers import tidy_niss
from generator.locales import Language

_SCALARS: Final[Mapping[str, Callable[[Any], Any]]] = MappingProxyType(
    {
        "date": date.fromisoformat,
        "amount": Decimal,
        "hours": Decimal,
        "niss": tidy_niss,
        "postal-code": str,
        "telephone": lambda number: number.replace(" ", "\u00a0"),
    }
)
"""What a template gets of a value, by the format that its schema gives."""


def value(dossier: Dossier, language: Language, *steps: str) -> Any:
    """Give a part of a file, by the names of its groups."""
    node = _step(dict(kinds()[dossier.kind].schema), steps)
    written: Any = dossier.data
    for step in steps:
        written = None if written is None else written.get(step)
    return _typed(node, written, language)


def label(dossier: Dossier, language: Language, of: str, *steps: str) -> str:
    """Give the words for one possible value of a choice."""
    return str(_step(dict(kinds()[dossier.kind].schema), steps)["x-labels"][of][language])


def _step(node: dict[str, Any], steps: tuple[str, ...]) -> dict[str, Any]:
    for step in steps:
        node = resolve(node["items"] if step == "[]" else node["properties"][step])
    return node


def _typed(node: Mapping[str, Any], written: Any, language: Language) -> Any:
    node = resolve(node)
    kind = node.get("type")
    if "x-text" in node:
        return None if written is None else prose(written, language)
    if kind == "array":
        return [_typed(node["items"], each, language) for each in written or []]
    if kind == "boolean":
        return bool(written)
    if written is not None and kind == "object":
        return _group(node, written, language)
    return None if written is None else _scalar(node, written, language)


def _group(node: Mapping[str, Any], written: Mapping[str, Any], language: Language) -> dict[str, Any]:
    fields = {name: _typed(part, written.get(name), language) for name, part in node["properties"].items()}
    if "gender" in fields:
        del fields["gender"]
        fields["civil"] = CIVIL[language][written["gender"]]
    return fields


def _scalar(node: Mapping[str, Any], written: Any, language: Language) -> Any:
    if "x-labels" in node:
        return node["x-labels"][written][language]
    make = _SCALARS.get(node.get("x-format") or node.get("format") or "")
    return make(written) if make else written
