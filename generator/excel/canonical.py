"""Writes a file in the one way that an import has: fields in the order of the schema, nothing else.

The first line says that an import wrote it and carries a sum of the rest, so that a later import knows whether
somebody changed it since.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, Final

from generator.excel.layout import Layout
from generator.skeleton import scalar

_MARK: Final = re.compile(r"# cpas excel import ([0-9a-f]{16})\n")


def text_of(layout: Layout, data: Mapping[str, Any]) -> str:
    """Write the file that a row stands for."""
    body = "\n".join(_fields(layout.node, {"kind": layout.kind.name, **data}, "")) + "\n"
    return f"# cpas excel import {_sum(body)}\n{body}"


def is_own(raw: bytes) -> bool:
    """Tell whether an import wrote a file and nobody changed it since; other line ends are no change."""
    try:
        text = raw.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError:
        return False
    found = _MARK.match(text)
    return found is not None and found[1] == _sum(text[found.end() :])


def same(one: Any, other: Any) -> bool:
    """Tell whether two files say the same: 100 is 100.00, a code may be a number, an empty list is none."""
    return bool(_bare(one) == _bare(other))


def _bare(node: Any) -> Any:
    if isinstance(node, Mapping):
        parts = {name: _bare(part) for name, part in node.items()}
        return {name: part for name, part in parts.items() if part not in (None, [], {})}
    if isinstance(node, list):
        return [_bare(each) for each in node]
    if isinstance(node, int | Decimal) and not isinstance(node, bool):
        return format(Decimal(node).normalize(), "f")
    return node


def _sum(body: str) -> str:
    return hashlib.sha256(body.encode()).hexdigest()[:16]


def _fields(node: Mapping[str, Any], values: Mapping[str, Any], indent: str) -> Iterator[str]:
    for name, part in node["properties"].items():
        if name not in values:
            continue
        value = values[name]
        if isinstance(value, Mapping):
            yield f"{indent}{name}:"
            yield from _fields(part, value, f"{indent}  ")
        elif isinstance(value, list):
            yield f"{indent}{name}:{'' if value else ' []'}"
            for each in value:
                yield from _entry(part["items"], each, f"{indent}  ")
        else:
            yield f"{indent}{name}: {_scalar(part, value)}"


def _entry(node: Mapping[str, Any], value: Any, indent: str) -> Iterator[str]:
    lines = (
        list(_fields(node, value, f"{indent}  ")) if isinstance(value, Mapping) else [_scalar(node, value)]
    )
    yield f"{indent}- {lines[0].lstrip(' ') if lines else '{}'}"
    yield from lines[1:]


def _scalar(node: Mapping[str, Any], value: Any) -> str:
    return str(value) if node.get("format") == "date" else scalar(value)
