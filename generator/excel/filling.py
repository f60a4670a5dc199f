"""The files of a folder as rows of a workbook: all that they hold has a place, or it is told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path as File
from typing import Any, Final

from generator import schemas
from generator.excel import naming
from generator.excel.layout import Layout, Path, Table, names
from generator.findings import Finding, Place, Pointer, Severity
from generator.messages import Message, msg
from generator.source import Source, below, read

_LONGEST: Final = 32_767
"""So many characters fit into a cell of Excel."""
_MOST_FOLDERS: Final = 5
"""So many folders are named; who has more knows where they are."""

Values = Mapping[Path, Any]
"""The values of a row, by the way of their columns."""


@dataclass(frozen=True, slots=True)
class Filled:
    """A file as rows: what the first column says of it, its own values, and the entries of its lists."""

    key: str
    values: Values
    lists: Mapping[Path, Sequence[Values]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Folder:
    """The files of a kind in a folder, and what keeps some of them out of a workbook."""

    files: tuple[Filled, ...]
    findings: tuple[Finding, ...]
    deeper: Counter[str] = field(default_factory=Counter)
    """How many more there are in each folder below it, which are not taken."""

    @property
    def told(self) -> tuple[Message, Message]:
        """Say which folders below it hold files of the kind, and what to do about them."""
        named = [f"{folder} ({count})" for folder, count in self.deeper.items()]
        if len(named) > _MOST_FOLDERS:
            named = [*named[:_MOST_FOLDERS], "…"]
        cause = msg(
            "Files of this kind in folders below it, which are not taken: {count}, in {folders}.",
            count=self.deeper.total(),
            folders=", ".join(named),
        )
        remedy = msg(
            "A workbook is of one folder: write “--from {folder}”, or put the files into one folder, each under a name of its own.",
            folder=next(iter(self.deeper), ""),
        )
        return cause, remedy


def from_folder(layout: Layout, folder: File, *, lists: bool = True) -> Folder:
    """Read the files of a kind that stand in a folder; those in folders below it are told, and not taken.

    Without `lists` a file that has entries in one is told too: a CSV file has no place for them.
    """
    files: list[Filled] = []
    findings: list[Finding] = []
    deeper: Counter[str] = Counter()
    for name in below(folder):
        path = File(name)
        source = read(path, piped=False)
        kind = schemas.kind_of(source)
        if path.parent != folder:
            if kind is not None and kind.name == layout.kind.name:
                deeper[path.parent.as_posix()] += 1
            continue
        if kind is not None and kind.name != layout.kind.name:
            continue
        if kind is None or source.findings:
            findings += source.findings or schemas.check(source)
            continue
        filled = _Filling(layout, source, lists=lists)
        files.append(filled.file(path.name))
        findings += filled.findings
    found = Folder(tuple(files), (), deeper)
    if deeper:
        findings.append(Finding("XLS033", Severity.WARNING, Place(folder.as_posix()), *found.told))
    return replace(found, findings=tuple(schemas.without_numbers(findings)))


class _Filling:
    def __init__(self, layout: Layout, source: Source, *, lists: bool) -> None:
        self.layout, self.source, self.with_lists = layout, source, lists
        self.findings: list[Finding] = []
        self.lists: dict[Path, list[Values]] = {}
        self.numbers: dict[Pointer, int] = {}
        """The number of each entry that has lists itself."""

    def file(self, name: str) -> Filled:
        """Lay out a file."""
        key = naming.key_of(name, self.layout.kind.name)
        if key is None:
            self._find(
                (),
                msg("The name of this file cannot stand in a workbook: Windows would not take it."),
                msg("Give the file a name of letters, digits and hyphens."),
            )
        values = dict(self._object(self.layout.node, self.source.data, (), ()))
        return Filled(key or name, values, self.lists)

    def _object(
        self, node: Mapping[str, Any], data: Any, path: Path, root: Pointer
    ) -> Iterator[tuple[Path, Any]]:
        if data is None:
            return
        if not isinstance(data, Mapping):
            self._no_place((*root, *path))
            return
        for name, value in data.items():
            at = (*path, name)
            part = node["properties"].get(name)
            if part is None:
                self._no_place((*root, *at))
            elif "const" in part:
                continue
            elif part.get("type") == "array":
                self._list(part, value, (*root, *at))
            elif part.get("type") == "object":
                yield from self._object(part, value, at, root)
            elif value is not None:
                yield from self._value(value, at, root)

    def _value(self, value: Any, path: Path, root: Pointer) -> Iterator[tuple[Path, Any]]:
        if not isinstance(value, str | bool | int | Decimal) or (
            isinstance(value, str) and len(value) > _LONGEST
        ):
            self._no_place((*root, *path))
        elif value != "":
            yield path, value

    def _list(self, node: Mapping[str, Any], value: Any, at: Pointer) -> None:
        path = names(at)
        if value in (None, []):
            return
        table = next((each for each in self.layout.lists if each.path == path), None)
        if table is None or not isinstance(value, list):
            self._no_place(at)
            return
        if not self.with_lists:
            self._find(
                at,
                msg("“{field}” is a list, for which a CSV file has no place.", field=path[-1]),
                msg("Make an Excel workbook: -o FILE.xlsx."),
            )
            return
        items = node["items"]
        entries = self.lists.setdefault(path, [])
        for index, each in enumerate(value):
            root = (*at, index)
            numbers = self._numbers(table, root, len(entries) + 1)
            entry = (
                self._object(items, each, (), root) if "properties" in items else self._value(each, (), root)
            )
            entries.append({**numbers, **dict(entry)})

    def _numbers(self, table: Table, root: Pointer, own: int) -> Values:
        """Give the numbers by which an entry is known, and by which it names the one that holds it."""
        found: dict[Path, int] = {}
        if table.outer_number:
            holder = next(end for end in range(len(root) - 1, 0, -1) if root[:end] in self.numbers)
            found[table.outer_number] = self.numbers[root[:holder]]
        if table.own_number:
            found[table.own_number] = self.numbers[root] = own
        return found

    def _no_place(self, pointer: Pointer) -> None:
        self._find(
            pointer,
            msg("What stands here has no place in a workbook."),
            msg("“cpas validate {path}” says what is wrong with this file.", path=self.source.path),
        )

    def _find(self, pointer: Pointer, cause: Message, remedy: Message) -> None:
        place = self.source.place(pointer)
        self.findings.append(Finding("XLS033", Severity.ERROR, place, cause, remedy))
