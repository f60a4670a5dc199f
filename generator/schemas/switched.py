"""What a “#” switches off though somebody filled it in, and what was freed without the group around it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any

from generator.catalog import Kind, kinds, resolve
from generator.findings import Finding, Place, Pointer, Severity, json_pointer
from generator.messages import msg
from generator.source import Source, still_off


def misplaced(kind: Kind, source: Source) -> dict[Pointer, Finding]:
    """Find `  fr: …` below `# description:`, which YAML reads as a field of the group above."""
    found = {}
    for pointer, groups in source.below_off.items():
        name, group = str(pointer[-1]), next(iter(groups.values())).name
        if name in _groups(kind.name).get(group, ()):
            cause, remedy = still_off(name, groups)
            found[pointer] = Finding("SRC015", Severity.ERROR, source.place(pointer, key=True), cause, remedy)
    return found


def beside(source: Source, astray: Iterable[Pointer]) -> set[Pointer]:
    """Give the fields that follow a misplaced one in the same group: they belong where it does."""
    lines = {pointer: source.spots[pointer].line for pointer in astray}
    return {
        each
        for each, spot in source.spots.items()
        if any(each[:-1] == pointer[:-1] and each and spot.line > line for pointer, line in lines.items())
    }


def filled(kind: Kind, source: Source) -> Iterator[Finding]:
    """Warn of a field that has a value, and is still behind the “#” of the draft."""
    groups = _groups(kind.name)
    known = {name for names in groups.values() for name in names}
    for line, field in source.off.items():
        if field.value and field.name in known:
            yield Finding(
                "SRC020",
                Severity.WARNING,
                Place(source.path, line, 1, json_pointer(())),
                msg("“{field}” has a value, but stands behind “#” and is not read.", field=field.name),
                msg(
                    "Delete that sign and the space behind it, there and before the group that it belongs to; if it is to be left out, nothing is to be done."
                ),
            )


@cache
def _groups(kind: str) -> Mapping[str, frozenset[str]]:
    """Give the fields that a group of each name may have, wherever it stands; those of the file have no name."""
    found: dict[str, set[str]] = defaultdict(set)
    _collect(kinds()[kind].schema, "", found)
    return {name: frozenset(fields) for name, fields in found.items()}


def _collect(node: Mapping[str, Any], name: str, found: dict[str, set[str]]) -> None:
    described = resolve(node)
    if "items" in described:
        _collect(described["items"], name, found)
    for field, part in described.get("properties", {}).items():
        found[name].add(field)
        _collect(part, field, found)
