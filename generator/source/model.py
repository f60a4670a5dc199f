"""The data of a file, and the spot of each value."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import NamedTuple

from generator.findings import Finding, Place, Pointer, json_pointer
from generator.source.layout import Commented
from generator.source.remarks import Remark

Json = None | bool | int | Decimal | str | list["Json"] | dict[str, "Json"]
"""The plain types of a file; amounts are exact decimals."""


class Spot(NamedTuple):
    """Where a value stands and, in a mapping, its key; lines and columns count from 1."""

    line: int
    column: int
    key: tuple[int, int] | None = None
    ambiguous: bool = False
    """Written without quotes, and read as something else than text by YAML 1.1 programs."""


@dataclass(frozen=True, slots=True)
class Source:
    """A file that was read: its data, the spot of each value, and what was wrong on the way."""

    path: str
    data: Json
    spots: dict[Pointer, Spot] = field(repr=False)
    findings: tuple[Finding, ...] = ()
    off: Mapping[int, Commented] = field(default_factory=dict, repr=False)
    """The lines that are commented out as `init` does it."""
    remarks: Mapping[Pointer, Remark] = field(default_factory=dict, repr=False)
    """What stands behind a “#” after a value without quotes."""
    below_off: Mapping[Pointer, Mapping[int, Commented]] = field(default_factory=dict, repr=False)
    """The fields right below groups that are commented out and less indented, with the lines of those groups."""

    def switched_off(self, pointer: Pointer) -> int | None:
        """Give the line on which a missing field stands commented out among those of its group, if there is one."""
        parent, name = pointer[:-1], pointer[-1]
        spot = self.spots.get(parent)
        lines = [line for line, each in self.off.items() if each.name == name]
        if spot is None or not lines:
            return None
        outside = [
            s.line for at, s in self.spots.items() if at[: len(parent)] != parent and s.line > spot.line
        ]
        end = min(outside, default=max(lines) + 1)
        begin = spot.line if parent else 0
        return next(
            (each for each in lines if begin < each < end and self.off[each].depth + 1 == spot.column), None
        )

    def without(self, fields: Collection[Pointer]) -> Source:
        """Give the file as if it did not have some fields; the spots stay."""
        return replace(self, data=_without(self.data, (), fields)) if fields else self

    def place(self, pointer: Pointer = (), *, key: bool = False) -> Place:
        """Give the place of a value (or of its key), or of the nearest parent that stands there.

        Where the value itself is missing, the place is the parent's key, as there is no other.
        """
        known = pointer
        while known not in self.spots and known:
            known = known[:-1]
        spot = self.spots.get(known)
        if spot is None:
            return Place(self.path, pointer=json_pointer(pointer))
        at = (spot.line, spot.column)
        if spot.key is not None and (key or known != pointer):
            at = spot.key
        return Place(self.path, *at, json_pointer(pointer))


def _without(node: Json, at: Pointer, fields: Collection[Pointer]) -> Json:
    if isinstance(node, dict):
        kept = ((name, value) for name, value in node.items() if (*at, name) not in fields)
        return {name: _without(value, (*at, name), fields) for name, value in kept}
    if isinstance(node, list):
        return [_without(each, (*at, index), fields) for index, each in enumerate(node)]
    return node
