"""Reads a file on after a fault of its syntax: the entry that holds it is left out, the others are read.

Nothing is told that may follow from the fault itself. A further fault counts only where its entry cannot be read
alone either, and data are given only where it is certain what was left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any, Final, NamedTuple

import yaml

from generator.findings import Finding, Place, Pointer, Severity, json_pointer
from generator.source.building import Builder
from generator.source.faults import Stop
from generator.source.layout import indent, says
from generator.source.model import Source

SYNTAX: Final = "SRC015"
_FOLLOWING: Final = frozenset({"SRC007", "SRC013"})
"""What may be wrong only because an entry was left out: the file is empty, or a reference leads to it."""
_MOST: Final = 20
"""So many faults of syntax are told in one file."""
_KEY: Final = re.compile(r" *([A-Za-z_][A-Za-z0-9_]*) *:(.*)")
_ITEM: Final = re.compile(r" *-(?: |\Z)")
_FIELD: Final = re.compile(r" *(?:- +)?[A-Za-z_][A-Za-z0-9_]*:(?: |\Z)")
_BELOW: Final = re.compile(r" *(?:[|>][-+0-9]*)? *(?:#.*)?\Z")
"""What stands behind the name of a field whose value is on the lines below."""
_Parser: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Entry(NamedTuple):
    """The lines of an entry, counted from 0, and its step in the data; None where no step can be named."""

    first: int
    end: int
    step: str | int | None


class _Hole(NamedTuple):
    """A fault and the entry that was left out for it; the pointer is None where more may be lost."""

    stop: Stop
    pointer: Pointer | None


def read_on(path: str, text: str, stop: Stop) -> Source:
    """Tell all faults of syntax of a file of which the first was found, and give what is sound of the rest."""
    lines = text.split("\n")
    holes: list[_Hole] = []
    while len(holes) < _MOST:
        entries = _faulty(lines, stop)
        if not entries:
            # what cannot be laid at the door of one entry may follow from what was left out before
            return _told(path, holes or [_Hole(stop, None)])
        holes.append(_Hole(stop, _left_out(lines, entries)))
        builder = Builder(path, "\n".join(lines))
        try:
            data = builder.build()
        except Stop as further:
            if further.code != SYNTAX:
                return _told(path, [*holes, *([] if further.code in _FOLLOWING else [_Hole(further, None)])])
            stop = further
            continue
        # what refers to a name may stand in what was left out
        told = _told(path, holes, (each for each in builder.findings if each.code not in _FOLLOWING))
        certain = all(hole.pointer is not None for hole in holes)
        return (
            Source(path, data, builder.spots, told.findings, builder.off, builder.remarks, builder.below_off)
            if certain
            else told
        )
    return _told(path, holes)


def _told(path: str, holes: Iterable[_Hole], findings: Iterable[Finding] = ()) -> Source:
    faults = [
        Finding(
            stop.code,
            Severity.ERROR,
            Place(path, *(stop.spot or (1, 1)), json_pointer(pointer or ())),
            stop.cause,
            stop.remedy,
        )
        for stop, pointer in holes
    ]
    return Source(path, None, {}, (*faults, *findings))


def _faulty(lines: Sequence[str], stop: Stop) -> list[_Entry]:
    """Give the entry of the file that holds a fault, then the entry within it where that is at fault alone.

    Nothing where the entry can be read alone: then the fault came from somewhere else.
    """
    at = stop.spot[0] - 1 if stop.spot else 0
    outer = _entry(lines, 0, len(lines), 0, at)
    if outer is None or not _breaks(lines[outer.first : outer.end]):
        return []
    below = next((i for i in range(outer.first + 1, outer.end) if says(lines[i])), outer.end)
    if below >= outer.end or not _BELOW.match(_KEY.match(lines[outer.first])[2]):  # type: ignore[index]
        return [outer]
    inner = _entry(lines, below, outer.end, indent(lines[below]), at)
    whole = inner is not None and inner.step is not None and _is_regular(lines, inner)
    if inner is None or not whole or not _breaks(lines[inner.first : inner.end]):
        return [outer]
    return [outer, inner]


def _entry(lines: Sequence[str], first: int, end: int, depth: int, at: int) -> _Entry | None:
    """Give the entry of a group or list that holds a line; the group begins at `depth`."""
    heads = [i for i in range(first, end) if says(lines[i]) and indent(lines[i]) == depth]
    if depth == 0:
        heads = [i for i in heads if _KEY.match(lines[i])]
    begun = [i for i in heads if i <= at]
    items = sum(bool(_ITEM.match(lines[i])) for i in heads)
    if not begun or 0 < items < len(heads):
        return None
    head = begun[-1]
    following = next((i for i in heads if i > head), end)
    key = _KEY.match(lines[head])
    return _Entry(head, following, len(begun) - 1 if items else key[1] if key else None)


def _left_out(lines: list[str], entries: Sequence[_Entry]) -> Pointer | None:
    """Leave an entry empty, and give its place in the data, if it is certain that no more is lost."""
    last = entries[-1]
    certain = _is_regular(lines, last)
    head = lines[last.first]
    kept = f"{' ' * indent(head)}{'-' if isinstance(last.step, int) else f'{last.step}:'}"
    lines[last.first : last.end] = [kept, *[""] * (last.end - last.first - 1)]
    return tuple(each.step for each in entries if each.step is not None) if certain else None


def _is_regular(lines: Sequence[str], entry: _Entry) -> bool:
    """Tell whether the lines of an entry belong to it for certain, and none to what is around it."""
    head, rest = lines[entry.first], [each for each in lines[entry.first + 1 : entry.end] if says(each)]
    if not rest:
        return True
    own, least = indent(head), min(map(indent, rest))
    if isinstance(entry.step, int):
        return least > own
    if not _BELOW.match(_KEY.match(head)[2]):  # type: ignore[index]
        # the text goes on below; a field there belongs to something else
        return least > own and not any(_FIELD.match(each) for each in rest)
    if _ITEM.match(rest[0]) and indent(rest[0]) == own:
        return all(indent(each) > own or _ITEM.match(each) for each in rest)
    fields = [each for each in rest if indent(each) == least]
    same = len({bool(_ITEM.match(each)) for each in fields}) == 1
    return least > own and least == indent(rest[0]) and same


def _breaks(lines: Sequence[str]) -> bool:
    """Tell whether an entry cannot be read alone."""
    try:
        for _ in yaml.parse("\n".join(lines), Loader=_Parser):
            pass
    except yaml.MarkedYAMLError:
        return True
    except (ValueError, OverflowError):
        return False
    return False
