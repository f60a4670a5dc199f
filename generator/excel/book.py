"""What a workbook holds: the rows as files would have them, where their cells are, and what is wrong."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from generator.excel.layout import Path, names
from generator.findings import Finding, Place, Pointer, Severity, json_pointer
from generator.formats import value_text
from generator.messages import Message
from generator.sheets.grid import letters


@dataclass(frozen=True, slots=True)
class At:
    """A cell: its sheet, its row and its column, counted from 1; a CSV file has no sheet."""

    sheet: str
    row: int
    column: int

    def __str__(self) -> str:
        """Name it as a person looks for it: `Partenaires!C12`; a sign in the title that steers is shown as one."""
        cell = f"{letters(self.column)}{self.row}"
        return f"{value_text(self.sheet, '')}!{cell}" if self.sheet else cell


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong, and all cells that it is about; the first is its place."""

    finding: Finding
    cells: tuple[At, ...] = ()
    key: str = ""
    """What the first column says of the row in which it stands."""


@dataclass(frozen=True, slots=True)
class Where:
    """Where a table stands: its sheet, the column that says which file a row is, its first row, the columns that are read."""

    sheet: str
    key: int
    first: int
    columns: Mapping[Path, int]

    def cell(self, row: int, path: Path) -> At:
        """Give the cell of a value, or of the first of its group, or that of the file."""
        for known, number in self.columns.items():
            if known == path or (path and (known[: len(path)] == path or path[: len(known)] == known)):
                return At(self.sheet, row, number)
        return At(self.sheet, row, self.key)

    def head(self, column: int) -> At:
        """Give the header of a column."""
        return At(self.sheet, max(1, self.first - 1), column)

    def has(self, path: Path) -> bool:
        """Tell whether there is a column for a value, or for a part of it."""
        return any(known[: len(path)] == path for known in self.columns)


@dataclass(slots=True)
class Row:
    """A row of the sheet of the files with the entries of its lists: a file to be."""

    key: str
    file: str
    number: int
    data: dict[str, Any]
    entries: dict[Pointer, list[int]] = field(default_factory=dict)
    """The rows of the entries of each list, on the sheet of the list; one within an entry has the place of that entry."""
    strays: list[tuple[Path, int]] = field(default_factory=list)
    """Rows of the file that belong to no entry of the list around them: the table and the row; they are told."""
    unread: set[Pointer] = field(default_factory=set)
    """What could not be read, or is required and not there; it is told."""
    bare: bool = False
    """So much is missing that no more than the errors are worth telling."""


@dataclass(slots=True)
class Book:
    """A workbook that was read."""

    shown: str
    """The path that findings tell."""
    kind: str = ""
    tables: dict[Path, Where] = field(default_factory=dict)
    rows: list[Row] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    elsewhere: dict[Finding, dict[At, None]] = field(default_factory=dict)
    """What is wrong in the files that rows start from, and the cells that name them; each is told once."""
    whole: bool = True
    """Whether all tables and columns are there that have to be; without them no row can be trusted."""
    raw: list[dict[Path, str]] | None = None
    """Of a CSV file, what its rows hold, from which a workbook with marks can be made."""

    def find(  # noqa: PLR0917  the parts of a finding, in their order
        self,
        code: str,
        severity: Severity,
        cells: tuple[At, ...],
        cause: Message,
        remedy: Message,
        pointer: Pointer = (),
    ) -> None:
        """Note what is wrong; its place is the first of the cells, or the file."""
        place = self.place(cells[0] if cells else None, pointer)
        self.faults.append(Fault(Finding(code, severity, place, cause, remedy), cells))

    def place(self, at: At | None, pointer: Pointer = ()) -> Place:
        """Give the place of a cell, for a finding."""
        return Place(self.shown if at is None else f"{self.shown} {at}", None, None, json_pointer(pointer))

    def cell(self, row: Row, pointer: Pointer) -> At:
        """Give the cell of a value of a file, or the nearest one."""
        for depth in range(len(pointer), 0, -1):
            numbers = row.entries.get(pointer[:depth])
            if numbers:
                index = pointer[depth] if len(pointer) > depth else 0
                if isinstance(index, int) and index < len(numbers):
                    return self.tables[names(pointer[:depth])].cell(
                        numbers[index], names(pointer[depth + 1 :])
                    )
        return self.tables[()].cell(row.number, names(pointer))

    def column_of(self, row: Row, pointer: Pointer) -> bool:
        """Tell whether there is a column just for a value of a file."""
        for depth in range(len(pointer), 0, -1):
            if pointer[:depth] in row.entries:
                return names(pointer[depth + 1 :]) in self.tables[names(pointer[:depth])].columns
        return names(pointer) in self.tables[()].columns

    def is_head(self, at: At) -> bool:
        """Tell whether a cell stands above the rows of its table."""
        return any(where.sheet == at.sheet and at.row < where.first for where in self.tables.values())

    def keys(self) -> dict[tuple[str, int], str]:
        """Give what the first column says of each row, by sheet and number."""
        found = {}
        for row in self.rows:
            found[self.tables[()].sheet, row.number] = row.key
            for of_list, numbers in row.entries.items():
                found |= {(self.tables[names(of_list)].sheet, number): row.key for number in numbers}
            found |= {(self.tables[path].sheet, number): row.key for path, number in row.strays}
        return found

    def by_place(self) -> Iterator[Fault]:
        """Give what is wrong in the order in which a person goes through the sheets."""
        order = {where.sheet: number for number, where in enumerate(self.tables.values())}

        def spot(fault: Fault) -> tuple[int, int, int, int]:
            if not fault.cells:
                return (-1, 0, 0, fault.finding.severity.rank)
            at = fault.cells[0]
            return (order.get(at.sheet, len(order)), at.row, at.column, fault.finding.severity.rank)

        others = [Fault(finding, tuple(cells)) for finding, cells in self.elsewhere.items()]
        return iter(sorted([*self.faults, *others], key=spot))
